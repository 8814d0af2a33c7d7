"""The row 計 of section 4: which total stands in which column.

It has three columns of money and three of people, the latter partly rounded to whole numbers, and
no total of full cost; cells of the form's empty row may stray before it (form, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from policygraph.loaders.sheet.projects.amounts import TOTALLED, Cell, Column, layouts


def place_totals(cells: Sequence[Cell], sums: Mapping[Column, Decimal]) -> tuple[dict[Column, Cell], tuple[Cell, ...]]:
    """The cells of the row 計 by column, and stray ones.

    Six numbers are the six columns. With more or fewer of them, those columns are known on which
    all the choices agree that match most of ``sums`` (what the rows add up to).
    """
    best: list[dict[Column, Cell]] = []
    most = -1
    for choice in _total_choices(cells):
        score = sum(_matches(cell.value, sums.get(column)) for column, cell in choice.items())
        if score > most:
            best, most = [], score
        if score == most:
            best.append(choice)
    agreed = (
        {column: cell for column, cell in best[0].items() if all(choice.get(column) is cell for choice in best)}
        if best
        else {}
    )
    known = set(map(id, agreed.values()))
    return agreed, tuple(cell for cell in cells if id(cell) not in known)


def _total_choices(cells: Sequence[Cell]) -> Iterable[dict[Column, Cell]]:
    """Stretches of six cells among more; else columns, in order, for all of fewer cells."""
    width = len(TOTALLED)
    if len(cells) >= width:
        for start in range(len(cells) - width + 1):
            kinds = "".join(cell.kind for cell in cells[start : start + width])
            for layout in layouts(kinds, TOTALLED):
                yield dict(zip(layout, cells[start : start + width], strict=True))
        return
    for layout in layouts("".join(cell.kind for cell in cells), TOTALLED):
        yield dict(zip(layout, cells, strict=True))


def _matches(printed: Decimal | None, total: Decimal | None) -> bool:
    """Whether a total is the sum, exactly or rounded to a whole number (the form rounds staff)."""
    if printed is None or total is None:
        return False
    return printed == total or (
        abs(printed - total) <= Decimal("0.5") and printed == printed.to_integral_value() and total % 1 != 0
    )
