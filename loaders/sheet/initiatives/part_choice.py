"""Which of several parts each of several things belongs to, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from heapq import nlargest
from typing import NamedTuple

_MOST_CASES = 500
"""Assignments followed at a time; what falls behind so many others is given up."""

_Case = tuple[float, tuple[int, ...]]
"""A total and the part of each thing so far."""


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

    def gain(case: tuple[int, ...], part: int) -> float:
        """What the next thing adds in a part, given where those before it are."""
        total = evidence[len(case)][part]
        if in_order:
            total += in_order * sum([(before < part) - (before > part) for before in case])
        if crowded and part in case:
            alike = contents[len(case)]
            total -= crowded * all(contents[at] != alike for at, before in enumerate(case) if before == part)
        return total

    cases = _cases(len(evidence), parts, gain)
    totals = [(total - empty * (parts - len(set(case))), case) for total, case in cases]
    return _choices(totals)


def _cases(things: int, parts: int, gain: Callable[[tuple[int, ...], int], float]) -> list[_Case]:
    cases: list[_Case] = [(0.0, ())]
    for _ in range(things):
        cases = [(total + gain(case, part), (*case, part)) for total, case in cases for part in range(parts)]
        if len(cases) > _MOST_CASES:
            cases = nlargest(_MOST_CASES, cases, key=_total)
    return cases


def _total(case: _Case) -> float:
    return case[0]


def _choices(cases: Sequence[_Case]) -> list[Choice]:
    """The best case; a thing that is elsewhere in no other case lies at least as far off as the worst of them."""
    best, chosen = max(cases, key=_total)
    given_up = min(cases, key=_total)[0] if len(cases) == _MOST_CASES else -math.inf
    rivals = [
        max([total for total, case in cases if case[at] != part], default=given_up) for at, part in enumerate(chosen)
    ]
    return [Choice(part, _confidence(best - rival)) for part, rival in zip(chosen, rivals, strict=True)]


def _confidence(margin: float) -> Decimal:
    return Decimal(str(round(1 / (1 + math.exp(-min(margin, 50.0))), 3)))
