"""Which column a number stands in: by the form's arithmetic, the sheet's habits and its totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.projects.amounts import TAIL, Cell, Column, cells_of, layouts
from policygraph.loaders.sheet.projects.money import Placement, Placer

UNIT = 8000
PLAIN = ("500 100 0.5 0.0 0.5 4,500", "0 0 0.1 0.0 0.1 800", "2,000 0 1.2 0.0 1.2 11,600", "70 60 0.2 0.1 0.3 2,470")
"""Rows of six whose unit cost is 8,000 thousand yen."""


def row(text: str) -> tuple[Cell, ...]:
    return cells_of(text, 0)


def place(*rows: str, **totals: int) -> list[Placement]:
    known = {Column[name.upper()]: Decimal(value) for name, value in totals.items()}
    placer = Placer([row(text) for text in rows])
    placer.narrow(known)
    return placer.place()


def placed(placement: Placement) -> dict[str, str]:
    return {column.name: cell.text for column, cell in placement.cells.items()}


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("架空課 4,558 0 0.1 0.0 0.1 5,350", "4,558 0 0.1 0.0 0.1 5,350"),
        ("架空課4,558 ０ ０．１ 0.0 0.1 5,350", "4,558 ０ ０．１ 0.0 0.1 5,350"),
        ("架空課 - 4,558 0.1", "- 4,558 0.1"),
        ("メーカー", None),
        ("第１号（3地域）", None),
    ],
)
def test_tail_is_the_numbers_a_line_ends_with(line: str, cells: str | None) -> None:
    found = TAIL.search(line)
    assert (found[0] if found else None) == cells


def test_a_cell_keeps_its_place_and_tells_people_from_money() -> None:
    cells = cells_of("1,200 ０．１ - 7", 10)
    assert [cell.kind for cell in cells] == ["c", "d", "-", "n"]
    assert [cell.value for cell in cells] == [Decimal(1200), Decimal("0.1"), None, Decimal(7)]
    assert cells[1].span == (16, 19)


def test_layouts_never_put_a_decimal_point_into_money() -> None:
    people = {Column.HEAD, Column.BRANCH, Column.STAFF}
    assert all(set(layout[2:5]) == people for layout in layouts("ccdddc"))
    assert all(layout[-1] == Column.FULL for layout in layouts("ccdddc"))


def test_six_numbers_lack_only_the_usually_blank_column() -> None:
    assert placed(place(*PLAIN)[0]) == {
        "BUDGET": "500", "GENERAL": "100", "HEAD": "0.5", "BRANCH": "0.0", "STAFF": "0.5", "FULL": "4,500",
    }  # fmt: skip


def test_seven_numbers_fill_all_columns() -> None:
    found = place(*PLAIN, "30 500 100 0.5 0.0 0.5 4,500")[-1]
    assert placed(found)["CARRIED"] == "30"
    assert not found.unplaced


def test_general_funds_above_the_budget_stay_as_printed() -> None:
    assert placed(place(*PLAIN, "841 924 0.5 0.0 0.5 4,841")[-1])["GENERAL"] == "924"


def test_carried_over_and_budget_are_told_by_full_cost() -> None:
    found = place(*PLAIN, "77 500 0.5 0.0 0.5 4,500")[-1]
    assert placed(found)["CARRIED"] == "77"
    assert found.budget == 500


def test_one_amount_that_is_the_budget_may_be_the_general_funds_too() -> None:
    found = place(*PLAIN, "0 0.1 0.0 0.1 800")[-1]
    assert set(placed(found)) == {"HEAD", "BRANCH", "STAFF", "FULL"}
    assert [cell.text for cell in found.unplaced] == ["0"]
    assert found.budget == 0


def test_one_amount_below_the_proven_budget_is_not_the_budget() -> None:
    found = place(*PLAIN * 4, "40 0.1 0.0 0.1 1,100")[-1]
    assert "BUDGET" not in placed(found)
    assert found.budget == 300
    assert found.share < 1


def test_full_cost_proves_no_budget_where_several_rows_break_its_rule() -> None:
    odd = ("7 7 1.0 0.0 1.0 8,907", "7 7 1.0 0.0 1.0 9,999")
    assert place(*PLAIN, *odd, "40 0.1 0.0 0.1 1,100")[-1].budget is None


def test_totals_place_a_single_amount() -> None:
    lacking = "40 0.1 0.0 0.1 840"
    assert place(*PLAIN, lacking)[-1].unplaced
    found = place(*PLAIN, lacking, carried=0, budget=2610, general=160)[-1]
    assert placed(found)["BUDGET"] == "40"


def test_no_row_carries_over_more_than_all_rows_together() -> None:
    rows = (*PLAIN, *["0 0.1 0.0 0.1 800"] * 6, "900 100 0.5 0.0 0.5 4,500")
    assert "BUDGET" not in placed(place(*rows)[-1])
    found = place(*rows, carried=0, budget=3070, general=260)[-1]
    assert (placed(found)["BUDGET"], placed(found)["GENERAL"]) == ("900", "100")


def test_a_vanished_branch_cell_leaves_head_and_branch_open_but_not_the_staff() -> None:
    found = place(*PLAIN, "500 100 0.5 0.5 4,500")[-1]
    assert placed(found)["STAFF"] == "0.5"
    assert {"HEAD", "BRANCH"}.isdisjoint(placed(found))


def test_whole_numbers_may_be_people() -> None:
    assert placed(place(*PLAIN, "500 100 1 0.0 1.0 8,500")[-1])["HEAD"] == "1"


def test_a_second_unit_cost_holds_for_some_rows() -> None:
    rows = (*PLAIN, "0 0 1.0 0.0 1.0 8,050", "9 9 2.0 0.0 2.0 16,109", "5 0.1 0.0 0.1 810")
    found = place(*rows)
    assert placed(found[5])["BUDGET"] == "9"
    assert found[6].budget == 5


def test_full_cost_may_hold_the_carried_over_amount() -> None:
    found = place(*PLAIN, "30 500 100 0.5 0.0 0.5 4,530")[-1]
    assert placed(found)["BUDGET"] == "500"


def test_nothing_is_placed_where_the_arithmetic_and_the_habits_are_silent() -> None:
    assert place("", "5 6 7 8 9 10 11 12")[1].cells == {}


ROW = st.tuples(st.integers(0, 90000), st.integers(0, 90000), st.integers(1, 30), st.integers(0, 9))
"""Budget, general funds (thousand yen), tenths of posts at the head office and at branches."""


@given(st.lists(ROW, min_size=3, max_size=25), st.integers(6000, 9000))
def test_printed_rows_are_placed_as_they_were(values: list[tuple[int, int, int, int]], unit: int) -> None:
    printed = []
    for budget, general, head, branch in values:
        full = budget + round(unit * (head + branch) / 10)
        printed.append(f"{budget:,} {general:,} {head / 10} {branch / 10} {(head + branch) / 10} {full:,}")
    for text, placement in zip(printed, place(*printed), strict=True):
        for column, cell in placement.cells.items():
            assert cell.text == text.split()[column - 1]
