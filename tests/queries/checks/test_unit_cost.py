"""The unit labour cost that full cost hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.records import Finding, Project
from policygraph.queries.checks.unit_cost import unit_cost
from tests.queries.checks.sheets import SOUND, UNSURE, project, said, staffed

AGREE = (staffed("1201", 500, "0.5", 4500), staffed("1202", 0, "0.1", 800), staffed("1203", 2000, "1.2", 11_600))
"""Rows whose unit is 8,000 thousand yen."""


def found(*rows: Project) -> list[Finding]:
    return list(unit_cost(replace(SOUND, projects=rows)))


def test_rows_of_one_unit() -> None:
    assert found(*AGREE) == []


def test_a_row_that_departs_is_named_with_the_arithmetic() -> None:
    (odd,) = found(*AGREE, staffed("1204", 100, "1.0", 8150))
    assert said([odd]) == [("unit-cost", "8150000", "8100000")]
    assert odd.about == ("project", "1204")
    for figure in ("8,150千円", "事業費100千円", "人工1.0人", "8,000千円", "4件中3件", "8,100千円", "約8,050千円"):
        assert figure in odd.message_ja


@pytest.mark.parametrize(
    ("full_cost", "odd"), [(8099, False), (8100, False), (8101, False), (8102, True), (8098, True)]
)
def test_two_amounts_may_be_rounded(full_cost: int, odd: bool) -> None:
    assert bool(found(*AGREE, staffed("1204", 100, "1.0", full_cost))) is odd


def test_a_row_of_few_people_says_little() -> None:
    assert found(*AGREE, staffed("1204", 0, "0.1", 801)) == []


def test_a_row_without_people_costs_its_money() -> None:
    (odd,) = found(*AGREE, staffed("1204", 300, "0.0", 300), staffed("1205", 300, "0.0", 450))
    assert (odd.about, odd.expected) == (("project", "1205"), "300000")


def test_whether_carried_over_money_counts_is_what_most_rows_say() -> None:
    without = staffed("1204", 100, "1.0", 8100, carried_over=50_000)
    assert found(*AGREE, without) == []
    counted = staffed("1204", 100, "1.0", 8150, carried_over=50_000)
    assert found(*AGREE, counted) == []
    odd = staffed("1205", 100, "1.0", 8100, carried_over=70_000)
    also = staffed("1206", 100, "1.0", 8190, carried_over=90_000)
    assert [(each.about, each.expected) for each in found(*AGREE, counted, also, odd)] == [
        (("project", "1205"), "8170000")
    ]


def test_too_few_rows_say_nothing() -> None:
    assert found(*AGREE[:1], staffed("1204", 0, "1.0", 9999)) == []


def test_where_no_unit_is_that_of_most_rows_none_is_accused() -> None:
    others = [staffed(str(1300 + place), 0, "1.0", 7000 + 50 * place) for place in range(3)]
    assert [each.rule for each in found(*AGREE, *others)] == ["cannot-check"]


def test_a_unit_is_more_than_nought() -> None:
    free = [staffed(str(1300 + place), 100, "1.0", 100) for place in range(4)]
    assert [each.rule for each in found(*free)] == ["cannot-check"]


def test_rows_that_lack_a_cell_or_are_not_certain_neither_support_nor_depart() -> None:
    odd = staffed("1204", 100, "1.0", 9999)
    unknown = (replace(odd, unplaced=("0",)), replace(odd, decision=UNSURE), replace(odd, budget=None))
    assert found(*AGREE, *unknown, project("1208")) == []


rows = st.lists(st.tuples(st.integers(0, 10**8), st.integers(1, 30)), min_size=3, max_size=30)


@given(rows, st.integers(5000, 12_000), st.booleans())
def test_rows_made_of_one_unit_agree_however_amounts_are_shown(
    made: Sequence[tuple[int, int]], unit: int, cut: bool
) -> None:
    def shown(yen: int) -> int:
        return (yen if cut else yen + 500) // 1000

    sheet = [
        staffed(str(place), shown(money), str(Decimal(tenths) / 10), shown(money + tenths * unit * 100))
        for place, (money, tenths) in enumerate(made)
    ]
    assert found(*sheet) == []
