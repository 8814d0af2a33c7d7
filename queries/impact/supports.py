"""What a node rests on before and after something is lost, and what falls with its last support."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Set
from typing import Final, Literal, NamedTuple

from policygraph.ontology.impact import ImpactRule
from policygraph.ontology.terms import PG
from policygraph.queries.impact.frame import Frame

Lost = Literal["sole", "last"]

_OUTLIVE: Final = frozenset({PG.Organization, PG.Department})
"""What is there without the measures: an organisation that loses a payment does not end."""


class Supports(NamedTuple):
    """The supports of a node by one rule: how many before and after, and how many are only weakened.

    Weakened are those that are cut, or that are touched themselves without falling.

    ``lost`` is ``sole`` where the only one is lost, ``last`` where all of several are.
    """

    rule: ImpactRule
    before: int
    after: int
    weakened: int

    @property
    def lost(self) -> Lost | None:
        return last_lost(self.before, self.after)


def last_lost(before: int, after: int) -> Lost | None:
    """Whether the only one (``sole``), or all of several (``last``), are lost."""
    if after or not before:
        return None
    return "sole" if before == 1 else "last"


def changes_of(frame: Frame, iri: str, fallen: Set[str], weak: Set[str]) -> tuple[Supports, ...]:
    """By rule: the supports of a node of which any is lost or weakened."""
    told = (_counted(rule, supports, fallen, weak) for rule, supports in frame.supports(iri))
    return tuple(each for each in told if each.after < each.before or each.weakened)


def _counted(rule: ImpactRule, supports: frozenset[str], fallen: Set[str], weak: Set[str]) -> Supports:
    lost = supports & fallen
    return Supports(rule, len(supports), len(supports) - len(lost), len((supports & weak) - lost))


def fallen_with(frame: Frame, stopped: Iterable[str]) -> set[str]:
    """What stops, and what loses its last support with it, and so on.

    What rests structurally falls when all that it rests on has fallen, whatever the rule; a cooperation
    ends when either side has left it whole (impact.ttl).
    """
    fallen = set(stopped)
    waiting = deque(fallen)
    while waiting:
        iri = waiting.popleft()
        for dependent in frame.graph.successors(iri) if iri in frame.graph else ():
            if dependent not in fallen and _falls(frame, dependent, fallen):
                fallen.add(dependent)
                waiting.append(dependent)
    return fallen


def _falls(frame: Frame, iri: str, fallen: Set[str]) -> bool:
    kind = frame.kind(iri)
    if kind in _OUTLIVE:
        return False
    relation = "cooperation" if kind == PG.Cooperation else "structural"
    own = [supports for rule, supports in frame.supports(iri) if rule.relation == relation]
    gone = [supports <= fallen for supports in own]
    return any(gone) if relation == "cooperation" else bool(gone) and all(gone)
