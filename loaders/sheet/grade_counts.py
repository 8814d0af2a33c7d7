"""Counts of grades A B C D - in 5(1): which column a number stands in where blank cells vanished.

The row 計 and the indicators' own grades decide; a row that both leave open stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations, product
from math import prod
from typing import NamedTuple

GRADES = ("A", "B", "C", "D", "-")
"""The columns, in their order (form, section 5(1))."""

_MAX_SOLUTIONS = 20_000

Vector = tuple[int | None, ...]
"""Five counts; None where the form prints none."""


class CountRow(NamedTuple):
    """A printed row: its area (None: 計) and its numbers from left to right, dashes as None."""

    area: str | None
    numbers: tuple[int | None, ...]


class Placed(NamedTuple):
    """Columns of one row, and the share of the checks that agree where columns had to be chosen."""

    vector: Vector
    confidence: Decimal | None


def place_counts(rows: Sequence[CountRow], grades: Counter[tuple[str | None, str]]) -> list[Placed | None]:
    """Columns for each row; None where they cannot be known.

    ``grades`` counts the indicators of section 3 by area and latest grade.
    """
    choices = [_choices(row) for row in rows]
    if prod(len(options) for options in choices) > _MAX_SOLUTIONS:
        return [Placed(options[0], None) if len(options) == 1 else None for options in choices]
    solutions = _agreeing(rows, list(product(*choices)), grades)
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


def _agreeing(
    rows: Sequence[CountRow], solutions: list[tuple[Vector, ...]], grades: Counter[tuple[str | None, str]]
) -> list[tuple[Vector, ...]]:
    """The solutions that most checks agree with, if any check agrees at all."""
    scored = [(_passed(rows, solution, grades), solution) for solution in solutions]
    best = max((score for score, _ in scored), default=0)
    return [solution for score, solution in scored if score == best] if best else []


def _passed(rows: Sequence[CountRow], solution: tuple[Vector, ...], grades: Counter[tuple[str | None, str]]) -> int:
    return sum(_checks(rows, solution, grades))


def _checks(
    rows: Sequence[CountRow], solution: tuple[Vector, ...], grades: Counter[tuple[str | None, str]]
) -> list[bool]:
    """A check a row of indicators that are known, and one for each column that has a total."""
    checks = [
        _own(row.area, grades) == tuple(count or 0 for count in vector)
        for row, vector in zip(rows, solution, strict=True)
        if row.area and any(area == row.area for area, _ in grades)
    ]
    totals = [vector for row, vector in zip(rows, solution, strict=True) if row.area is None]
    parts = [vector for row, vector in zip(rows, solution, strict=True) if row.area is not None]
    for total in totals if parts else ():
        checks += [
            (total[column] or 0) == sum(vector[column] or 0 for vector in parts) for column in range(len(GRADES))
        ]
    return checks


def _own(area: str, grades: Counter[tuple[str | None, str]]) -> tuple[int, ...]:
    return tuple(grades[area, grade] for grade in GRADES)


def _placed(
    options: list[Vector],
    chosen: set[Vector],
    solutions: list[tuple[Vector, ...]],
    rows: Sequence[CountRow],
    grades: Counter[tuple[str | None, str]],
) -> Placed | None:
    if len(options) == 1:
        return Placed(options[0], None)
    if len(chosen) != 1:
        return None
    checks = _checks(rows, solutions[0], grades)
    return Placed(chosen.pop(), (Decimal(sum(checks)) / len(checks)).quantize(Decimal("0.001")))
