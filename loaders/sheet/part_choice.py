"""Which of several parts each of several things belongs to, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

_MOST_CASES = 3000
"""Assignments tried one by one; beyond it the things are settled one after another."""


class Choice(NamedTuple):
    """The chosen part's index and how sure: 0.5 where another part is as good."""

    part: int
    confidence: Decimal


def choose(
    evidence: Sequence[Sequence[float]],
    *,
    in_order: float = 0.0,
    empty: float = 0.0,
    crowded: float = 0.0,
    contents: Sequence[object] = (),
) -> list[Choice]:
    """A part for each thing, by the best total.

    Args:
        evidence: for each thing (in document order) what speaks for each part; 1 is about the
            weight of standing right beside something of that part.
        in_order: what each pair of things in (against) the order of the parts adds (takes).
        empty: what a part that gets nothing takes away.
        crowded: what each further thing in a part takes away, unless its ``contents`` are the same.

    The confidence comes from how far the best total lies above the best one with the thing
    elsewhere, d: 1 / (1 + exp(-d)).
    """
    if not evidence:
        return []
    parts = len(evidence[0])

    def total(case: Sequence[int]) -> float:
        sums = sum(row[part] for row, part in zip(evidence, case, strict=True))
        ordered = sum(_sign(later - case[at]) for at in range(len(case)) for later in case[at + 1 :])
        several = len(set(zip(case, contents, strict=True))) - len(set(case)) if contents else 0
        return sums + in_order * ordered - empty * (parts - len(set(case))) - crowded * several

    best, rivals = _search(len(evidence), parts, evidence, total)
    return [Choice(part, _confidence(total(best) - rival)) for part, rival in zip(best, rivals, strict=True)]


def _search(
    things: int, parts: int, evidence: Sequence[Sequence[float]], total: Callable[[Sequence[int]], float]
) -> tuple[Sequence[int], list[float]]:
    """The best case, and for each thing the best total with it elsewhere."""
    if parts**things <= _MOST_CASES:
        cases = [(total(case), case) for case in product(range(parts), repeat=things)]
        best = max(cases, key=lambda scored: scored[0])[1]
        rivals = [
            max((score for score, case in cases if case[at] != best[at]), default=-math.inf) for at in range(things)
        ]
        return best, rivals
    settled = [max(range(parts), key=row.__getitem__) for row in evidence]
    for at in range(things):
        settled[at] = max(range(parts), key=lambda part: total([*settled[:at], part, *settled[at + 1 :]]))
    others = [
        max(
            (total([*settled[:at], part, *settled[at + 1 :]]) for part in range(parts) if part != settled[at]),
            default=-math.inf,
        )
        for at in range(things)
    ]
    return settled, others


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _confidence(margin: float) -> Decimal:
    return Decimal(str(round(1 / (1 + math.exp(-min(margin, 50.0))), 3)))
