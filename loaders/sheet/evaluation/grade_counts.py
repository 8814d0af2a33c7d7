"""Counts of grades A B C D - in 5(1): which column a number stands in where blank cells vanished.

The row 計, the indicators' own grades and the wording of 判定 decide; a row that they leave open stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from policygraph.loaders.japanese import fold

GRADES = ("A", "B", "C", "D", "-")
"""The columns, in their order (form, section 5(1))."""

_MAX_SOLUTIONS = 2000
_LETTERS = re.compile("[A-D]")

Vector = tuple[int | None, ...]
"""Five counts; None where the form prints none."""

Grades = Counter[tuple[str | None, str | None]]
"""Indicators of section 3 by area and latest grade, None where they are not known."""


class CountRow(NamedTuple):
    """A printed row: its area (None: 計), its numbers from left to right (dashes as None), its 判定."""

    area: str | None
    numbers: tuple[int | None, ...]
    verdict: str | None


class Placed(NamedTuple):
    """Columns of one row, and the share of the checks that agree where columns had to be chosen."""

    vector: Vector
    confidence: Decimal | None


Solution = tuple[Vector, ...]
"""Columns of all rows."""


def place_counts(rows: Sequence[CountRow], grades: Grades) -> list[Placed | None]:
    """Columns for each row; None where they cannot be known."""
    choices = [_choices(row) for row in rows]
    solutions = list(_flawless(rows, choices, grades)) or _best(rows, choices, grades)
    return [
        _placed(options, {solution[index] for solution in solutions}, solutions, rows, grades)
        for index, options in enumerate(choices)
    ]


def _choices(row: CountRow) -> list[Vector]:
    """Every way to put the numbers into the five columns in their order."""
    if not row.numbers or len(row.numbers) > len(GRADES):
        return []
    return [_vector(columns, row.numbers) for columns in combinations(range(len(GRADES)), len(row.numbers))]


def _vector(columns: tuple[int, ...], numbers: tuple[int | None, ...]) -> Vector:
    placed = dict(zip(columns, numbers, strict=True))
    return tuple(placed.get(column) for column in range(len(GRADES)))


# --- checks -----------------------------------------------------------------------------------


class _Known(NamedTuple):
    """What is known of the indicators of a row: how many have each grade, and how many have an unknown one.

    ``strays`` are the indicators whose area is not known.
    """

    own: tuple[int, ...]
    ungraded: int
    strays: tuple[int, ...]
    ungraded_strays: int

    @classmethod
    def of(cls, area: str, grades: Grades) -> _Known:
        own, strays = (tuple(grades.get((place, grade), 0) for grade in GRADES) for place in (area, None))
        return cls(own, grades.get((area, None), 0), strays, grades.get((None, None), 0))

    def holds(self, counts: tuple[int, ...]) -> bool:
        """Whether counts can be these indicators and some of the strays."""
        extra = [count - own for count, own in zip(counts, self.own, strict=True)]
        if min(extra) < 0 or sum(extra) < self.ungraded:
            return False
        lacking = sum(max(more - stray, 0) for more, stray in zip(extra, self.strays, strict=True))
        free = self.ungraded + self.ungraded_strays
        return lacking <= free and sum(extra) <= free + sum(self.strays)


def _row_checks(row: CountRow, vectors: Sequence[Vector], grades: Grades) -> Iterator[list[bool]]:
    """For each of the vectors: whether it agrees with the verdict and with the area's indicators, where known."""
    verdict = fold(row.verdict) if row.verdict else ""
    named = frozenset(_LETTERS.findall(verdict))
    known = _Known.of(row.area, grades) if row.area and grades else None
    for vector in vectors:
        counts = tuple(count or 0 for count in vector)
        checks = [_says(verdict, named, counts)] if named else []
        yield [*checks, known.holds(counts)] if known else checks


def _says(verdict: str, named: frozenset[str], counts: tuple[int, ...]) -> bool:
    """``D指標あり`` says that there is a D, ``A・B指標のみ`` that there is neither C nor D."""
    present = {grade for grade, count in zip(GRADES, counts, strict=True) if count and grade != "-"}
    if "のみ" in verdict:
        return present <= named
    return not named & present if "な" in verdict or "無" in verdict else named <= present


def _checks(rows: Sequence[CountRow], solution: Solution, grades: Grades) -> list[bool]:
    """The checks of each row, and one for each column that has a total."""
    pairs = list(zip(rows, solution, strict=True))
    checks = [check for row, vector in pairs for own in _row_checks(row, (vector,), grades) for check in own]
    parts = [vector for row, vector in pairs if row.area is not None]
    for total in (vector for row, vector in pairs if row.area is None and parts):
        checks += [
            (total[column] or 0) == sum(vector[column] or 0 for vector in parts) for column in range(len(GRADES))
        ]
    return checks


# --- solutions --------------------------------------------------------------------------------


def _flawless(rows: Sequence[CountRow], choices: Sequence[list[Vector]], grades: Grades) -> Iterator[Solution]:
    """Solutions that pass every check, where one row 計 tells the sums."""
    totals = [index for index, row in enumerate(rows) if row.area is None]
    fitting = [
        [vector for vector, checks in zip(options, _row_checks(row, options, grades), strict=True) if all(checks)]
        for row, options in zip(rows, choices, strict=True)
    ]
    if len(totals) == 1 < len(rows):
        at = totals[0]
        for total in fitting[at]:
            for parts in _summing(fitting[:at] + fitting[at + 1 :], tuple(count or 0 for count in total)):
                yield (*parts[:at], total, *parts[at:])


def _summing(choices: list[list[Vector]], sums: tuple[int, ...]) -> Iterator[Solution]:
    """One vector of each row, adding up to the sums."""
    if not choices and not any(sums):
        yield ()
    for vector in choices[0] if choices else ():
        rest = tuple(left - (count or 0) for left, count in zip(sums, vector, strict=True))
        if min(rest) >= 0:
            yield from ((vector, *others) for others in _summing(choices[1:], rest))


def _best(rows: Sequence[CountRow], choices: Sequence[list[Vector]], grades: Grades) -> list[Solution]:
    """The solutions that most checks agree with, if any check agrees at all and they are not too many to try."""
    if prod(map(len, choices)) > _MAX_SOLUTIONS:
        return []
    scored = [(sum(_checks(rows, solution, grades)), solution) for solution in product(*choices)]
    best = max((score for score, _ in scored), default=0)
    return [solution for score, solution in scored if score == best] if best else []


def _placed(
    options: list[Vector],
    chosen: set[Vector],
    solutions: Sequence[Solution],
    rows: Sequence[CountRow],
    grades: Grades,
) -> Placed | None:
    if len(options) == 1:
        return Placed(options[0], None)
    if len(chosen) != 1:
        return None
    checks = _checks(rows, solutions[0], grades)
    return Placed(chosen.pop(), (Decimal(sum(checks)) / len(checks)).quantize(Decimal("0.001")))
