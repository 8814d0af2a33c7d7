"""施策の予算額 of page 1: three years and three amounts, beside each other or in stacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.loaders.japanese import DASHES, ERA_YEAR, era_year, parse_number
from policygraph.loaders.records import Budget, Decision, Ref, Span
from policygraph.loaders.sheet.first_page.head import Rest
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.wording import succession

_YEN_PER_UNIT = 1000
_AMOUNT = rf"[△▲]?\s?[0-9０-９]{{1,3}}(?:[,，][0-9０-９]{{3}})+|[0-9０-９]{{2,}}+|[0０]|[{DASHES}]"
_CELL = re.compile(rf"(?P<year>{ERA_YEAR.pattern})(?:\s*年度)?|(?P<amount>{_AMOUNT})")
_CELLS = re.compile(rf"(?:\s*(?:{re.sub(r'[(][?]P<[a-z]+>', '(?:', _CELL.pattern)}))+\s*")
_DISTINCTIVE = 4
"""Digits that an amount must have to be known again elsewhere in the sheet."""


class _Cell(NamedTuple):
    """A year, or an amount as printed (``year`` None); ``row`` is the index of its line."""

    year: int | None
    printed: str
    span: Span
    row: int


_Pair = tuple[_Cell, _Cell]
"""A year and its amount."""


def read_budgets(rest: Rest, reading: Reading, fiscal_year: int) -> tuple[Budget, ...]:
    """Budgets in yen, by year; the lines read are taken out of ``rest``.

    A finding ``money-cell-unknown`` says which years and amounts cannot be paired.
    """
    cells = _alone(list(_cells(rest)))
    for cell in cells:
        rest[cell.row] = None
    years = [cell for cell in cells if cell.year is not None]
    amounts = [cell for cell in cells if cell.year is None]
    if len(years) == len(amounts) and _beside(years, amounts):
        pairs, decision = list(zip(years, amounts, strict=True)), None
    else:
        pairs, decision = _stacked(years, amounts, reading, fiscal_year)
    paired = {cell for pair in pairs for cell in pair}
    left = [cell for cell in cells if cell not in paired]
    _report(left, reading)
    if not left:
        _check_sequence([year for year, _ in pairs], reading)
    return tuple(_budgets(pairs, decision, reading))


def _cells(rest: Rest) -> Iterator[_Cell]:
    """Cells of the lines that hold nothing but years and amounts."""
    for row, segment in enumerate(rest):
        if segment is not None and _CELLS.fullmatch(segment.line.text):
            for match in _CELL.finditer(segment.line.text):
                year = era_year(match[2], match[3]) if match["year"] else None
                yield _Cell(year, match[0], segment.line.part(*match.span()), row)


def _alone(cells: list[_Cell]) -> list[_Cell]:
    """Without bare numbers and dashes of other cells, where amounts with commas are as many as years."""
    years = sum(1 for cell in cells if cell.year is not None)
    sure = [cell for cell in cells if cell.year is not None or "," in cell.printed or "，" in cell.printed]
    return sure if len(cells) != 2 * years == len(sure) else cells


def _beside(years: Sequence[_Cell], amounts: Sequence[_Cell]) -> bool:
    """Whether each year stands on one line with its amount, and with no other."""
    rows = [cell.row for cell in years]
    return rows == [cell.row for cell in amounts] and len(set(rows)) == len(rows)


def _stacked(
    years: Sequence[_Cell], amounts: Sequence[_Cell], reading: Reading, fiscal_year: int
) -> tuple[list[_Pair], Decision]:
    """Years with their amounts, as far as the order of the stacks is sure.

    The form prints the years in ascending order. The budget of the sheet's own year stands again as
    the total of section 4: that proves the order, or is the only pair that is sure. The confidence
    counts the proofs by the rule of succession.
    """
    ascending = sorted(years, key=lambda cell: cell.year or 0)
    own = [cell for cell in years if cell.year == fiscal_year]
    known_again = [cell for cell in amounts if _recurs(cell, reading)]
    proofs = int(len(known_again) == 1 and bool(own))
    in_order = list(zip(ascending, amounts, strict=False)) if len(years) == len(amounts) else []
    if proofs and not any((year, known_again[0]) in in_order for year in own):
        in_order = [(own[0], known_again[0])]
    elif not proofs and ascending != list(years):
        in_order = []
    return in_order, Decision(succession(proofs, proofs), "budget-stacks")


def _recurs(cell: _Cell, reading: Reading) -> bool:
    digits = sum(char.isdecimal() for char in cell.printed)
    return digits >= _DISTINCTIVE and reading.source.text.count(cell.printed) > 1


def _check_sequence(years: Sequence[_Cell], reading: Reading) -> None:
    """A finding for years that repeat or skip; in what order they came out of the page says nothing."""
    printed = sorted(cell.year for cell in years if cell.year is not None)
    if all(later == earlier + 1 for earlier, later in pairwise(printed)):
        return
    said = " ".join(map(str, printed))
    reading.find(
        "year-sequence",
        [cell.span for cell in years],
        ja=f"施策の予算額の年度が連続していません（{said}）。印字のとおりに読みました。",
        en=f"The years {said} of the measure's budget do not follow one another; they are kept as printed.",
        printed=said,
    )


def _budgets(pairs: Iterable[_Pair], decision: Decision | None, reading: Reading) -> Iterator[Budget]:
    for year, amount in pairs:
        value = parse_number(amount.printed)
        quotes = reading.fact(year.span, amount.span)
        if value is not None and year.year is not None:
            yield Budget(quotes=quotes, decision=decision, fiscal_year=year.year, amount=int(value) * _YEN_PER_UNIT)


def _report(cells: Sequence[_Cell], reading: Reading) -> None:
    """A finding for years and amounts that are not paired."""
    if not cells:
        return
    spans = [cell.span for cell in cells]
    reading.unknown(*spans)
    printed = " ".join(cell.printed for cell in cells)
    years = "、".join(f"{cell.year}年度" for cell in cells if cell.year)
    reading.find(
        "money-cell-unknown",
        spans,
        ja=f"施策の予算額の年度（{years or 'なし'}）と金額を対応付けられません（{printed}）。",
        en=f"The years and amounts of the measure's budget cannot be paired ({printed}).",
        about=Ref("budget", ""),
        printed=printed,
    )
