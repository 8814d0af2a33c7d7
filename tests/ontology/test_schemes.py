"""Which heading and code belong to which plan, in which year."""

from __future__ import annotations

import pytest

from policygraph.ontology.schemes import all_schemes, broader_code, scheme_of


@pytest.mark.parametrize(
    ("heading", "code", "year", "key"),
    [
        ("創生", "A3412", 2020, "sosei-2"),
        ("北海道創生\n総合戦略", "Ａ３４１２", 2024, "sosei-2"),
        ("創生", "A3412", 2019, "sosei-1"),
        (None, "A3412", 2020, "sosei-2"),
        ("公約", "C0003", 2022, "pledge-1"),
        ("知事公約", "C03", 2023, "pledge-2"),
        ("強靱化", "anything printed", 2020, "kyojin-2"),
        ("北海道\n強靱化計画", None, 2021, "kyojin-2"),
        (None, "２（２）Ａ", 2020, "policy-system-2016"),
        ("政策体系", "2(2)A", 2020, "policy-system-2016"),
        (None, "1(7)", 2020, "policy-system-2016"),
        (None, "2", 2020, "policy-system-2016"),
    ],
)
def test_a_known_scheme(heading: str | None, code: str | None, year: int, key: str) -> None:
    scheme = scheme_of(heading, code, year)
    assert scheme is not None
    assert scheme.key == key


@pytest.mark.parametrize(
    ("heading", "code", "year"),
    [
        ("公約", "C03", 2020),
        ("公約", "C0003", 2023),
        ("創生", "C0003", 2020),
        ("公約", "C0003", 2018),
        ("架空の振興計画", None, 2020),
        ("架空の振興計画", "A3412", 2020),
        (None, "Z99", 2020),
        (None, None, 2020),
        (None, "2(2)A", 2030),
    ],
)
def test_what_is_not_known_is_none(heading: str | None, code: str | None, year: int) -> None:
    assert scheme_of(heading, code, year) is None


def test_another_government_has_none_of_these_plans() -> None:
    assert scheme_of("創生", "A3412", 2020, authority="999999") is None


def test_terms_of_one_plan_do_not_overlap() -> None:
    for year in range(2010, 2040):
        headings = [heading for each in all_schemes() if each.in_force(year) for heading in each.headings]
        assert len(headings) == len(set(headings)), year


def test_each_row_names_its_source() -> None:
    assert [each.key for each in all_schemes() if not each.source.startswith("https://")] == []


def test_keys_are_unique() -> None:
    assert len({each.key for each in all_schemes()}) == len(all_schemes())


@pytest.mark.parametrize(
    ("code", "broader"), [("２（２）Ａ", "2(2)"), ("2(10)B", "2(10)"), ("2(2)", "2"), ("2", None), ("C0003", None)]
)
def test_the_code_above(code: str, broader: str | None) -> None:
    assert broader_code(code) == broader
