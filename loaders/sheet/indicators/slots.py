"""A slot of section 3: one indicator's right block, its table read in the one way that adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.loaders.records import YearKind
from policygraph.loaders.sheet.indicators.formula import (
    USUAL,
    Compute,
    agrees,
    compiled,
    needs_base,
    rate_of,
    step_of,
    tidied,
)
from policygraph.loaders.sheet.indicators.results import BLANK, RATE, Block, Cell, Table, tables
from policygraph.loaders.sheet.indicators.text import Piece

BASE, GOAL, FINAL = 0, 1, 2
"""Roles of a value or year of the left box."""

CHECK: Final = 6.0
"""A number that reproduces a printed number: by chance about one in four hundred does."""
_TIE: Final = 1.0


class Held(NamedTuple):
    """The piece in a place and by how much it beats the next best."""

    piece: Piece
    margin: float


class Rated(NamedTuple):
    """Target, actual value and rate of one year; ``step`` is 1 in the rate's last decimal."""

    target: float
    actual: float
    rate: float
    step: float


@dataclass(slots=True)
class Slot:
    """One indicator's right block with what is matched to it; ``block`` None where it has none.

    ``rates`` are the printed ones with what they are reckoned from, ``percent`` says whether its numbers
    are percentages (None where none is printed). ``home`` are the lines of the rows of years and values
    that stand untouched below its name, ``kind`` is the kind of year that its name or its table speaks
    for; ``passed`` of ``checks`` printed rates are reproduced by what is matched.
    """

    block: Block | None
    table: Table
    rates: list[Rated] = field(default_factory=list)
    percent: bool | None = None
    values: dict[int, Held] = field(default_factory=dict)
    years: dict[int, Held] = field(default_factory=dict)
    home: tuple[int, ...] = ()
    kind: YearKind | None = None
    passed: int = 0
    checks: int = 0

    @property
    def latest_grade(self) -> str | None:
        """The grade of the last year, ``-`` for a dash; None where there is no block or no grade in it."""
        return self.block.grades[-1][0] if self.block and self.block.grades else None

    @property
    def lines(self) -> list[int]:
        return [held.piece.line for held in self.values.values()]


NO_TABLE: Final[Table] = ((BLANK,) * 3, (BLANK,) * 3, (BLANK,) * 3)


class Reckoner:
    """Reckons rates by the formulas that the section prints (by the usual one where it prints none)."""

    def __init__(self, formulas: Iterable[str]) -> None:
        texts = tuple(dict.fromkeys(map(tidied, formulas))) or (USUAL,)
        self.formulas = [(compute, needs_base(text)) for text in texts if (compute := compiled(text))]

    def passed(self, years: Sequence[Rated], base: Decimal | None) -> int:
        """How many years' rates the best formula reproduces with a base value."""
        if not years:
            return 0
        value = None if base is None else float(base)
        usable = (compute for compute, based in self.formulas if not based or value is not None)
        return max((self._passed(compute, years, value) for compute in usable), default=0)

    def without_base(self, years: Sequence[Rated]) -> bool:
        """Whether a formula that needs no base reproduces every year's rate."""
        plain = (compute for compute, based in self.formulas if not based)
        return bool(years) and any(self._passed(compute, years, None) == len(years) for compute in plain)

    def _passed(self, compute: Compute, years: Sequence[Rated], base: float | None) -> int:
        count = 0
        for target, actual, rate, step in years:
            reckoned = rate_of(compute, (actual, target, base or 0.0))
            count += reckoned is not None and agrees(reckoned, rate, step)
        return count


def rated(table: Table) -> list[Rated]:
    """Target, actual and rate of each year that has all three."""
    years = zip(*(row[:2] for row in table), strict=True)
    numbers = ((target.number, actual.number, rate.number) for target, actual, rate in years)
    return [
        Rated(float(target), float(actual), float(rate), step_of(rate))
        for target, actual, rate in numbers
        if target is not None and actual is not None and rate is not None
    ]


def progress(table: Table) -> bool | None:
    """Whether the printed progress is actual / final target x 100; None where one is missing."""
    final, actual, rate = (row[2].number for row in table)
    if final is None or actual is None or rate is None or not final:
        return None
    return agrees(float(actual / final * 100), float(rate), step_of(rate))


# --- right blocks: which cell stands in which column ------------------------------------------------


def slot_of(block: Block, numbers: Sequence[Decimal], reckoner: Reckoner) -> Slot:
    """The block with its table read in the one way that adds up; cells that could be elsewhere are left out."""
    table = _table_of(block, numbers, reckoner)
    printed = [cell.text for row in table[:RATE] for cell in row if cell.number is not None]
    percent = any(text.endswith(("%", "％")) for text in printed) if printed else None
    return Slot(block, table, rated(table), percent, kind=_kind_of(block))


def _kind_of(block: Block) -> YearKind | None:
    """Small letters in the table's heads are meant; capitals stand even over calendar years."""
    return "calendar" if any(moment.kind == "calendar" for moment, _ in (*block.grade_years, *block.years)) else None


def _table_of(block: Block, numbers: Sequence[Decimal], reckoner: Reckoner) -> Table:
    ways = tables(block)
    if len(ways) > 1:
        ways = [table for table in ways if progress(table)] or ways
    if len(ways) == 1:
        return ways[0]
    scores = [_plausibility(table, numbers, reckoner) - 0.01 * place for place, table in enumerate(ways)]
    best = max(scores)
    close = sorted((-score, place) for place, score in enumerate(scores) if score > best - _TIE)
    return _common([ways[place] for _, place in close])


def _common(ways: Sequence[Table]) -> Table:
    rows = [tuple(map(_agreed, zip(*same_row, strict=True))) for same_row in zip(*ways, strict=True)]
    return rows[0], rows[1], rows[2]


def _agreed(cells: tuple[Cell, ...]) -> Cell:
    """The cell that all ways have in a place, whichever print of an equal number it is."""
    return cells[0] if len({cell.text for cell in cells}) == 1 else BLANK


def _plausibility(table: Table, numbers: Sequence[Decimal], reckoner: Reckoner) -> float:
    score = {None: 0.0, True: CHECK, False: -CHECK}[progress(table)]
    years = rated(table)
    score += CHECK * max((reckoner.passed(years, base) for base in (*numbers, None)), default=0) if years else 0.0
    targets, actuals, rates = table
    known = [cell.number for cell in actuals[:2] if cell.number is not None]
    if known:
        score += 2.0 if actuals[2].number == known[-1] else -1.0
    if targets[2].number is not None and targets[2].number in numbers:
        score += 3.0
    for target, actual, rate in zip(targets[:2], actuals[:2], rates[:2], strict=True):
        if rate.number is not None and (target.number is None or actual.number is None):
            score -= 3.0
    return score
