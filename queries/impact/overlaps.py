"""Projects of different measures with like names and like overviews: worth a look, not a finding of waste.

Likeness is the Dice coefficient of the sets of pairs of neighbouring characters, after width, case and
white space are folded: ``2 |A ∩ B| / (|A| + |B|)``, 0 to 1. Names and overviews have a score of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.queries.impact.frame import Frame
from policygraph.queries.network import Node

LIKE_NAME: Final = 0.6
LIKE_OVERVIEW: Final = 0.5
"""From where names, or overviews, count as like."""

_TEXTS = """
SELECT ?project ?name ?overview WHERE {
  ?project a pg:Project ; rdfs:label ?name .
  OPTIONAL { ?project a pg:Project ; pg:description ?overview }
}
"""

_ROUNDING: Final = 1e-9

Pairs = frozenset[str]


class _Text(NamedTuple):
    name: Pairs
    overview: Pairs


@dataclass(frozen=True, slots=True)
class LikeProjects:
    """Two projects of different measures and how like they are; None where one has no overview."""

    one: Node
    other: Node
    measures: tuple[str, str]
    name_score: float
    overview_score: float | None


def overlaps(frame: Frame) -> list[LikeProjects]:
    """Pairs of projects whose names or overviews are like, the likest overviews first, then the likest names."""
    texts = dict(_texts(frame))
    measures = {iri: sheet.code or sheet.name for iri in texts if (sheet := frame.sheet_of(iri))}
    like = _like({iri: text.name for iri, text in texts.items()}, LIKE_NAME)
    like |= _like({iri: text.overview for iri, text in texts.items()}, LIKE_OVERVIEW)
    apart = [(one, other) for one, other in like if measures.get(one) != measures.get(other)]
    nodes = frame.nodes({iri for pair in apart for iri in pair})
    found = (
        LikeProjects(
            nodes[one],
            nodes[other],
            (measures.get(one, ""), measures.get(other, "")),
            dice(texts[one].name, texts[other].name),
            _overview_score(texts[one], texts[other]),
        )
        for one, other in apart
    )
    return sorted(found, key=lambda each: (-(each.overview_score or 0), -each.name_score, each.one.iri, each.other.iri))


def _texts(frame: Frame) -> Iterator[tuple[str, _Text]]:
    for project, name, overview in frame.store.select(_TEXTS).rows:
        if project and name and frame.holds(project.value):
            yield project.value, _Text(_pairs(name.value), _pairs(overview.value) if overview else frozenset())


def _pairs(text: str) -> Pairs:
    folded = fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))


def _overview_score(one: _Text, other: _Text) -> float | None:
    return dice(one.overview, other.overview) if one.overview and other.overview else None


def dice(one: Pairs, other: Pairs) -> float:
    """How like two sets are, 0 to 1; 0 where both are empty."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _like(texts: Mapping[str, Pairs], least: float) -> set[tuple[str, str]]:
    """Pairs of things with like texts, in order; texts that many things have are compared once."""
    holders: dict[Pairs, list[str]] = defaultdict(list)
    for iri, pairs in sorted(texts.items()):
        if pairs:
            holders[pairs].append(iri)
    same = {pair for iris in holders.values() for pair in combinations(iris, 2)}
    distinct = list(holders)
    alike = (
        (min(first, second), max(first, second))
        for one, other in _candidates(distinct, least)
        if dice(distinct[one], distinct[other]) >= least
        for first in holders[distinct[one]]
        for second in holders[distinct[other]]
    )
    return same.union(alike)


def _candidates(texts: Sequence[Pairs], least: float) -> set[tuple[int, int]]:
    """Places of texts that may be like: any that are share one of the rarest pairs of both.

    Two sets whose Dice coefficient is ``least`` share at least ``least / (2 - least)`` of each, so what is left of
    either after that many of its most common elements are set aside meets (prefix filtering, Chaudhuri and
    others, 2006).
    """
    held = Counter(pair for pairs in texts for pair in pairs)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(texts):
        rarest = sorted(pairs, key=lambda pair: (held[pair], pair))
        for pair in rarest[: len(pairs) - ceil(least / (2 - least) * len(pairs) - _ROUNDING) + 1]:
            holders[pair].append(place)
    return {each for places in holders.values() for each in combinations(places, 2)}
