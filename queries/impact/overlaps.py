"""Projects of different measures with like names and like overviews: worth a look, not a finding of waste.

Likeness is the Dice coefficient of the sets of pairs of neighbouring characters, after width, case and
white space are folded: ``2 |A ∩ B| / (|A| + |B|)``, 0 to 1. Names and overviews have a score of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.queries.impact.frame import Frame
from policygraph.queries.network import Node

LIKE_NAME: Final = 0.6
LIKE_OVERVIEW: Final = 0.5
"""From where names, or overviews, count as like."""

_COMMON: Final = 0.2
"""A pair of characters that more than this share of the texts hold (and more than 20) finds no candidates."""
_FEW: Final = 20

_TEXTS = """
SELECT ?project ?name ?overview WHERE {
  ?project a pg:Project ; rdfs:label ?name .
  OPTIONAL { ?project a pg:Project ; pg:description ?overview }
}
"""

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
    candidates = _candidates({iri: text.name for iri, text in texts.items()})
    candidates |= _candidates({iri: text.overview for iri, text in texts.items()})
    found = [
        (one, other, name, overview)
        for one, other in candidates
        if measures.get(one) != measures.get(other)
        for name, overview in [_scores(texts[one], texts[other])]
        if name >= LIKE_NAME or (overview is not None and overview >= LIKE_OVERVIEW)
    ]
    nodes = frame.nodes({iri for one, other, *_ in found for iri in (one, other)})
    like = (
        LikeProjects(nodes[one], nodes[other], (measures.get(one, ""), measures.get(other, "")), name, overview)
        for one, other, name, overview in found
    )
    return sorted(like, key=lambda each: (-(each.overview_score or 0), -each.name_score, each.one, each.other))


def _texts(frame: Frame) -> Iterator[tuple[str, _Text]]:
    for project, name, overview in frame.store.select(_TEXTS).rows:
        if project and name and frame.holds(project.value):
            yield project.value, _Text(_pairs(name.value), _pairs(overview.value) if overview else frozenset())


def _pairs(text: str) -> Pairs:
    folded = fold(text)
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))


def _scores(one: _Text, other: _Text) -> tuple[float, float | None]:
    both = one.overview and other.overview
    return dice(one.name, other.name), dice(one.overview, other.overview) if both else None


def dice(one: Pairs, other: Pairs) -> float:
    """How like two sets are, 0 to 1; 0 where both are empty."""
    size = len(one) + len(other)
    return 2 * len(one & other) / size if size else 0.0


def _candidates(texts: Mapping[str, Pairs]) -> set[tuple[str, str]]:
    """Pairs of things that share a third or more of the telling pairs of the shorter text."""
    holders: dict[str, list[str]] = defaultdict(list)
    for iri, pairs in sorted(texts.items()):
        for pair in pairs:
            holders[pair].append(iri)
    most = max(_FEW, int(_COMMON * len(texts)))
    telling = [iris for iris in holders.values() if 1 < len(iris) <= most]
    shared = Counter(pair for iris in telling for pair in _two(iris))
    return {pair for pair, count in shared.items() if 3 * count >= min(len(texts[each]) for each in pair)}


def _two(iris: list[str]) -> Iterable[tuple[str, str]]:
    return ((one, other) for place, one in enumerate(iris) for other in iris[place + 1 :])
