"""Where the borders between rows lie: the one choice for a whole page that breaks fewest habits.

Every row lies between two borders, and how well it looks depends on these two alone. So all ways to
set the borders can be weighed without going through them one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

Costs = Mapping[tuple[int, int], int]
"""For each pair of borders of a row, how many habits the row then breaks."""

_Ways = dict[int, int]
"""How many ways there are, by the habits they break."""


class Choice(NamedTuple):
    """The borders of a row that all best ways agree on, and their share among all ways.

    ``confidence`` is None where there is one way only and it breaks no habit.
    """

    left: int
    right: int
    confidence: Decimal | None


def choices(rows: Sequence[Costs], habits: int) -> list[Choice]:
    """Borders of each row. What the best ways dispute lies outside of them.

    A way counts the less the more of the ``habits`` of all rows it breaks: each time by the share that
    even the best way breaks (rule of succession). That share is also how often habits fail to tell
    on this page, if the best way breaks any.

    >>> choices([{(0, 0): 1, (0, 1): 0}, {(0, 1): 1, (1, 1): 0}], 2)
    [Choice(left=0, right=1, confidence=Decimal('0.941')), Choice(left=1, right=1, confidence=Decimal('0.941'))]
    """
    above = _ways(rows)
    below = _ways([{(right, left): broken for (left, right), broken in row.items()} for row in reversed(rows)])
    totals = [_totals(row, above[index], below[-1 - index]) for index, row in enumerate(rows)]
    best = min(min(ways) for ways in totals[0].values()) if totals else 0
    return [_choice(ways, best, (best + 1) / (habits + 2)) for ways in totals]


def _ways(rows: Sequence[Costs]) -> list[dict[int, _Ways]]:
    """Before each row: the ways to each place of its left border."""
    ways: list[dict[int, _Ways]] = []
    following: dict[int, _Ways] = {left: {0: 1} for left, _ in rows[0]} if rows else {}
    for row in rows:
        ways.append(following)
        following = {right: {} for _, right in row}
        for (left, right), broken in row.items():
            _add(following[right], ways[-1][left], {broken: 1})
    return ways


def _totals(row: Costs, above: dict[int, _Ways], below: dict[int, _Ways]) -> dict[tuple[int, int], _Ways]:
    """For each pair of borders of one row: all ways through it."""
    totals: dict[tuple[int, int], _Ways] = {}
    for (left, right), broken in row.items():
        totals[left, right] = {}
        _add(totals[left, right], above[left], {count + broken: times for count, times in below[right].items()})
    return totals


def _add(ways: _Ways, some: _Ways, others: _Ways) -> None:
    """Add the ways that begin as some and go on as others."""
    for count, number in some.items():
        for more, times in others.items():
            ways[count + more] = ways.get(count + more, 0) + number * times


def _choice(totals: Mapping[tuple[int, int], _Ways], best: int, odds: float) -> Choice:
    chosen = [borders for borders, ways in totals.items() if best in ways]
    left, right = max(left for left, _ in chosen), min(right for _, right in chosen)
    if len(totals) == 1 and not best:
        return Choice(left, right, None)
    weights = {
        borders: sum(number * odds ** (count - best) for count, number in ways.items())
        for borders, ways in totals.items()
    }
    share = weights[left, right] / sum(weights.values()) * (1 - odds if best else 1)
    return Choice(left, right, Decimal(str(round(share, 3))))
