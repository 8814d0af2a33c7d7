"""codes.py, rules.py and codes.ttl hold the same lists."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.ontology.codes import LISTS, code_iri, scheme_iri
from policygraph.ontology.rules import RULES, SEVERITIES
from policygraph.ontology.terms import PG, RDFS, SKOS
from policygraph.ontology.turtle import Subjects, one, read_turtle


@pytest.fixture(scope="module")
def published() -> Subjects:
    return {iri: values for iri, values in read_turtle("codes.ttl").items() if "#" in iri}


def test_python_and_turtle_hold_the_same_codes(published: Subjects) -> None:
    in_turtle: dict[str, dict[str, str]] = {}
    for iri, values in published.items():
        if SKOS.inScheme in values:
            in_turtle.setdefault(one(values, SKOS.inScheme), {})[one(values, PG.code)] = iri
    assert in_turtle == {scheme_iri(name): dict(codes) for name, codes in LISTS.items()}


def test_python_and_turtle_say_the_same_of_rules(published: Subjects) -> None:
    for name, rule in RULES.items():
        values = published[LISTS["rule"][name]]
        said = (one(values, f"{RDFS.label}@ja"), one(values, f"{RDFS.label}@en"), one(values, f"{SKOS.definition}@en"))
        assert said == (rule.label_ja, rule.label_en, rule.meaning)
        assert one(values, PG.severity) == LISTS["severity"][rule.severity]


def test_all_rules_of_the_contract_are_there() -> None:
    contract = """achievement-rate progress-rate grade grade-count effort-verdict sum-budget sum-general-funds
        sum-carried-over sum-staff budget-total staff-parts general-exceeds-total unit-cost reflection-count
        unknown-project unknown-plan-code opinion-reply year-sequence prose-figure transferred-budget
        money-cell-unknown cell-unknown low-confidence cannot-check section-missing unread"""
    assert set(contract.split()) <= set(RULES)
    assert {rule.severity for rule in RULES.values()} == set(SEVERITIES)


@pytest.mark.parametrize(
    ("code_list", "printed", "same_as"),
    [
        ("grade", "Ｄ", "D"),
        ("grade", "－", "-"),
        ("grade", "―", "-"),
        ("initiative", "◯", "○"),
        ("effortVerdict", "ｂ", "b"),
        ("indicatorVerdict", "Ｄ 指標\nあり", "D指標あり"),
        ("overallVerdict", "効果的な取組を検討して引き\n続き推進", "効果的な取組を検討して引き続き推進"),
        ("opinionCategory", "施策間の連携状況等･事務事業の有効性", "施策間の連携状況等・事務事業の有効性"),
    ],
)
def test_a_code_is_known_in_any_width_and_wrap(code_list: str, printed: str, same_as: str) -> None:
    assert code_iri(code_list, printed) == LISTS[code_list][same_as]


ALL_CODES = [(name, printed) for name, codes in LISTS.items() for printed in codes]
WIDE = str.maketrans({chr(narrow): chr(narrow + 0xFEE0) for narrow in range(0x21, 0x7F)})


@given(st.sampled_from(ALL_CODES), st.data())
def test_any_code_is_known_however_it_is_spaced_and_wide(code: tuple[str, str], data: st.DataObject) -> None:
    name, printed = code
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\n", "　"]), min_size=len(printed), max_size=len(printed)))
    assert code_iri(name, "".join(map("".join, zip(gaps, printed, strict=True)))) == LISTS[name][printed]
    assert code_iri(name, printed.translate(WIDE)) == LISTS[name][printed]
    assert code_iri(name, unicodedata.normalize("NFD", printed)) == LISTS[name][printed]


def test_marks_of_initiatives_and_of_criteria_are_two_lists() -> None:
    assert code_iri("initiative", "○") != code_iri("criterion", "○")


def test_a_wording_that_no_list_has_is_no_error() -> None:
    assert code_iri("overallVerdict", "見たことのない評価") is None
    assert code_iri("direction", "") is None


def test_a_list_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        code_iri("grades", "A")
    with pytest.raises(KeyError):
        scheme_iri("grades")
