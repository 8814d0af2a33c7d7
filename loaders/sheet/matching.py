"""Answers of section 7 to what they answer: by the projects both name, order only where those tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Decision, ProjectMention

Names = frozenset[str]
"""The projects of a policy, an opinion or an answer: numbers, or folded names without number."""


class Match(NamedTuple):
    """Position of what is answered; ``decision`` where equal or differing projects left a choice."""

    target: int
    decision: Decision | None


def names_of(projects: Iterable[ProjectMention]) -> Names:
    """Comparable names of projects."""
    return frozenset(project.code or fold(project.name or "") for project in projects)


def match(answers: Sequence[Names], targets: Sequence[Names]) -> list[Match | None]:
    """The target of each answer, each target once; None where the projects do not tell.

    >>> match([frozenset("ab"), frozenset("c")], [frozenset("c"), frozenset("ab")])
    [Match(target=1, decision=None), Match(target=0, decision=None)]
    """
    found = _alike(answers, targets)
    free = set(range(len(targets))) - {pair.target for pair in found.values()}
    for answer in sorted(set(range(len(answers))) - set(found)):
        best = _nearest(answers[answer], targets, free)
        if best:
            found[answer] = best
            free.remove(best.target)
    return [found.get(answer) for answer in range(len(answers))]


def _alike(answers: Sequence[Names], targets: Sequence[Names]) -> dict[int, Match]:
    """Pairs that name the same projects; of several alike, the n-th goes with the n-th."""
    places = _positions(targets)
    found: dict[int, Match] = {}
    tied: list[tuple[int, int]] = []
    for names, own in _positions(answers).items():
        others = places.get(names, [])
        if len(own) == len(others) == 1:
            found[own[0]] = Match(others[0], None)
        elif names and len(own) == len(others):
            tied += zip(own, others, strict=True)
    decision = Decision(_order_kept(found), "answer-by-order")
    return found | {answer: Match(target, decision) for answer, target in tied}


def _positions(sets: Sequence[Names]) -> Mapping[Names, list[int]]:
    positions: defaultdict[Names, list[int]] = defaultdict(list)
    for index, names in enumerate(sets):
        positions[names].append(index)
    return positions


def _order_kept(found: Mapping[int, Match]) -> Decimal:
    """Chance that the next pair keeps the order, given how many of the certain pairs do (rule of succession)."""
    kept = sum(answer == pair.target for answer, pair in found.items())
    return (Decimal(kept + 1) / (len(found) + 2)).quantize(Decimal("0.001"))


def _nearest(names: Names, targets: Sequence[Names], free: Iterable[int]) -> Match | None:
    """The free target that shares most projects, and by how much it leads over the next."""
    scores = sorted(((_likeness(names, targets[target]), -target) for target in free), reverse=True)
    if not scores:
        return None
    margin = scores[0][0] - (scores[1][0] if len(scores) > 1 else 0)
    if not margin:
        return None
    return Match(-scores[0][1], Decision(margin.quantize(Decimal("0.001")), "answer-by-projects"))


def _likeness(names: Names, others: Names) -> Decimal:
    return Decimal(len(names & others)) / max(len(names | others), 1)
