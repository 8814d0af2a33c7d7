from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders import iris
from policygraph.loaders.records import Period
from policygraph.ontology.terms import DEFAULT_BASE
from tests.strategies import PERIODS

ANY_TEXT = st.text(st.characters(), max_size=20)
"""Any text, control characters, bidirectional marks and lone surrogates among it."""
PLAIN_SEGMENT = re.compile(r"[0-9A-Za-z-]+")


@given(ANY_TEXT)
def test_any_key_makes_a_plain_segment(key: str) -> None:
    assert PLAIN_SEGMENT.fullmatch(iris.segment(key))


@given(ANY_TEXT, ANY_TEXT)
def test_any_name_makes_an_ascii_iri(name: str, department: str) -> None:
    office = iris.office_name(name, department)
    for iri in (
        iris.organization_iri(DEFAULT_BASE, iris.name_key(name)),
        iris.office_iri(DEFAULT_BASE, "010006", office),
    ):
        assert iri.isascii()
        assert not set(iri) & set(' <>"{}|\\^`')


@given(PERIODS)
def test_a_period_comes_back_from_its_iri(period: Period) -> None:
    assert iris.period_of(iris.period_iri(DEFAULT_BASE, period)) == period


def test_what_is_no_period_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="last-week"):
        iris.period_of(f"{DEFAULT_BASE}period/last-week")


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (iris.sheet_iri("b/", "010006", 2020, "05-10"), "b/010006/2020/05-10"),
        (iris.node_iri("s", "part", "２（２）Ａ"), "s/part/2-2-A"),
        (iris.node_iri("s", "indicator", "関③"), "s/indicator/related-3"),
        (iris.plan_code_iri("b/010006/plan/pledge-1", "Ｃ0078"), "b/010006/plan/pledge-1/C0078"),
        (iris.organization_iri("b/", "公益財団法人北空財団"), "b/organization/16c22c319bec3f6f"),
        (iris.office_iri("b/", "010006", "架空部技術課"), "b/010006/office/b049de4276609e75"),
    ],
)
def test_an_iri_is_the_same_for_ever(iri: str, expected: str) -> None:
    assert iri == expected


def test_a_linked_measure_is_the_measure_of_its_own_sheet() -> None:
    sheet = iris.sheet_iri(DEFAULT_BASE, "010006", 2020, "05-10")
    other = iris.measure_iri(iris.sheet_iri(DEFAULT_BASE, "010006", 2020, "02-03"))
    assert iris.linked_measure_iri(sheet, "02-03") == other
    assert iris.measure_code(other) == "02-03"


@pytest.mark.parametrize("mark", ["\u200e", "\u202e", "\u2066", "\ufeff", "\x07", "\u3000", "\n"])
def test_marks_that_do_not_show_change_no_name(mark: str) -> None:
    assert iris.name_key(f"北空{mark}財団{mark}") == "北空財団"


def test_widths_are_one_name_and_other_letters_are_not() -> None:
    assert iris.name_key("（株）北空ｼｽﾃﾑ") == iris.name_key("(株)北空システム")
    assert iris.name_key("高田") != iris.name_key("髙田")


def test_the_side_of_the_legal_form_is_part_of_the_name() -> None:
    before = iris.organization_name("北空", "株式会社", "（株）北空")
    behind = iris.organization_name("北空", "株式会社", "北空（株）")
    assert (before, behind) == ("株式会社北空", "北空株式会社")


@pytest.mark.parametrize(
    ("printed", "department", "office"),
    [
        ("技術課", "架空部", "架空部技術課"),
        ("架空部振興局技術課", "架空部", "架空部技術課"),
        ("架空部観光局", "架空部", "架空部観光局"),
        ("総務部独立課", "架空部", "総務部独立課"),
        ("薬局指導課", "架空部", "架空部薬局指導課"),
        ("架空庁学校局高校課", "架空庁", "架空庁高校課"),
        ("架空部", "架空部", "架空部"),
    ],
)
def test_an_office_is_its_department_and_its_section(printed: str, department: str, office: str) -> None:
    assert iris.office_name(printed, department) == office


@pytest.mark.parametrize("name", ["R\u00ad\u0327", "R \u0327", "A B\u00ad\u0327"])
def test_a_key_of_a_key_is_the_key_even_where_an_accent_was_parted_from_its_letter(name: str) -> None:
    key = iris.name_key(name)
    assert iris.name_key(key) == key
    assert key == iris.name_key(name.replace("\u00ad", ""))


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    assert iris.name_key(iris.name_key(name)) == iris.name_key(name)
