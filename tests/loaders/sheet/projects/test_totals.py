"""The row 計, whole, with stray cells and with cells missing."""

from __future__ import annotations

from decimal import Decimal

from policygraph.loaders.sheet.projects.amounts import Cell, Column, cells_of
from policygraph.loaders.sheet.projects.totals import place_totals


def row(text: str) -> tuple[Cell, ...]:
    return cells_of(text, 0)


SUMS = {
    Column.CARRIED: Decimal(0), Column.BUDGET: Decimal(2570), Column.GENERAL: Decimal(160),
    Column.HEAD: Decimal("2.0"), Column.BRANCH: Decimal("1.1"), Column.STAFF: Decimal("3.1"),
}  # fmt: skip


def test_six_totals_are_the_six_columns_even_if_the_sums_differ() -> None:
    placed_cells, stray = place_totals(row("0 9,999 160 2.0 1 3"), SUMS)
    assert [cell.text for cell in placed_cells.values()] == ["0", "9,999", "160", "2.0", "1", "3"]
    assert not stray


def test_stray_cells_before_the_totals_are_left_over() -> None:
    placed_cells, stray = place_totals(row("0.0 0 0 2,570 160 2.0 1 3"), SUMS)
    assert placed_cells[Column.BUDGET].text == "2,570"
    assert [cell.text for cell in stray] == ["0.0", "0"]


def test_a_missing_total_is_told_by_the_sums() -> None:
    placed_cells, _ = place_totals(row("2,570 160 2.0 1 3"), SUMS)
    assert Column.CARRIED not in placed_cells
    assert placed_cells[Column.STAFF].text == "3"


def test_totals_that_fit_nowhere_are_left_over() -> None:
    placed_cells, stray = place_totals(row("7 8"), SUMS)
    assert not placed_cells
    assert len(stray) == 2
