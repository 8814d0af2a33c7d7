"""Answers of section 7 to what they answer: by the projects both name, numbers or order only where those tie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Decision, ProjectMention

Names = frozenset[str]
"""The projects of a policy, an opinion or an answer: numbers, or folded names without number."""


Numbers = tuple[Sequence[str | None], Sequence[str | None]]
"""The numbers printed at the answers and at what is answered; both empty where none are printed."""


class Match(NamedTuple):
    """Position of what is answered; ``decision`` where equal or differing projects left a choice."""

    target: int
    decision: Decision | None


def names_of(projects: Iterable[ProjectMention]) -> Names:
    """Comparable names of projects."""
    return frozenset(project.code or fold(project.name or "") for project in projects)


def match(answers: Sequence[Names], targets: Sequence[Names], numbers: Numbers = ((), ())) -> list[Match | None]:
    """The target of each answer, each target once; None where the projects do not tell.

    ``numbers`` are those printed at the answers and at the targets: where several name the same
    projects, the numbers tell them apart as far as they do elsewhere on the sheet.

    >>> match([frozenset("ab"), frozenset("c")], [frozenset("c"), frozenset("ab")])
    [Match(target=1, decision=None), Match(target=0, decision=None)]
    """
    found = _alike(answers, targets, numbers)
    free = set(range(len(targets))) - {pair.target for pair in found.values()}
    for answer in sorted(set(range(len(answers))) - set(found)):
        best = _nearest(answers[answer], targets, free)
        if best:
            found[answer] = best
            free.remove(best.target)
    return [found.get(answer) for answer in range(len(answers))]


def _alike(answers: Sequence[Names], targets: Sequence[Names], numbers: Numbers) -> dict[int, Match]:
    """Pairs that name the same projects; several alike go by their numbers, else the n-th with the n-th.

    They have no pair where elsewhere on the sheet numbers and order mislead more often than not.
    """
    places = _positions(targets)
    groups = [(names, own, places.get(names, [])) for names, own in _positions(answers).items()]
    found = {own[0]: Match(others[0], None) for _, own, others in groups if len(own) == len(others) == 1}
    by_order = Decision(_order_kept(found), "answer-by-order")
    by_number = Decision(_numbers_kept(found, numbers), "answer-by-number")
    for names, own, others in groups:
        if names and 1 < len(own) == len(others):
            numbered = _by_number(own, others, numbers) if by_number.confidence >= by_order.confidence else None
            decision = by_number if numbered else by_order
            pairs = numbered or zip(own, others, strict=True)
            if 2 * decision.confidence >= 1:
                found |= {answer: Match(target, decision) for answer, target in pairs}
    return found


def _by_number(answers: Sequence[int], targets: Sequence[int], numbers: Numbers) -> list[tuple[int, int]] | None:
    """Answers and targets that print the same number, if all do and no number comes twice."""
    if not all(numbers):
        return None
    own = {numbers[0][answer]: answer for answer in answers}
    others = {numbers[1][target]: target for target in targets}
    if None in own or own.keys() != others.keys() or len(own) != len(answers):
        return None
    return [(answer, others[number]) for number, answer in own.items()]


def _positions(sets: Sequence[Names]) -> Mapping[Names, list[int]]:
    positions: defaultdict[Names, list[int]] = defaultdict(list)
    for index, names in enumerate(sets):
        positions[names].append(index)
    return positions


def _order_kept(found: Mapping[int, Match]) -> Decimal:
    """Chance that the next pair keeps the order, given how many of the certain pairs do."""
    return _chance([answer == pair.target for answer, pair in found.items()])


def _numbers_kept(found: Mapping[int, Match], numbers: Numbers) -> Decimal:
    """Chance that the next pair prints one number, given how many of the certain pairs that print numbers do."""
    own, others = numbers
    pairs = [(own[answer], others[pair.target]) for answer, pair in found.items()] if own and others else []
    return _chance([first == second for first, second in pairs if first and second])


def _chance(kept: Sequence[bool]) -> Decimal:
    """Rule of succession."""
    return (Decimal(sum(kept) + 1) / (len(kept) + 2)).quantize(Decimal("0.001"))


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
