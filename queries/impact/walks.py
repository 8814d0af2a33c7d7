"""The ways that dependence may go: which hops may follow which, for each relation.

A way begins in one phase and ends in another, and a hop of a relation takes it from phase to phase:

==================  =============================================================================
structural          structural hops
shared              one shared hop; from a project structural hops on (office, project, part)
cooperation         to a cooperation, or across one to the other sides
indicator-pathway   structural hops, then from a part to an indicator and on from it
analyst             none: what an analyst scored is never put together with anything else
==================  =============================================================================

Dependents are found along a way, dependencies against it, so that ``a`` is among the dependents of
``b`` if and only if ``b`` is among the dependencies of ``a``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, cast

import networkx as nx

from policygraph.ontology.terms import PG
from policygraph.queries.impact.frame import Frame

if TYPE_CHECKING:
    Walked = nx.MultiDiGraph["State"]

Way = Literal["dependents", "dependencies"]
WAYS: Final[tuple[Way, ...]] = ("dependents", "dependencies")

Hop = tuple["State", "State", str]

MAX_PATHS: Final = 50
"""Paths listed for one reached node; a node with more says ``complete: false``."""


class State(NamedTuple):
    """A node on a way, and the phase of the way there."""

    phase: int
    iri: str


class Move(NamedTuple):
    """A hop of a relation between phases; the classes that its ends must, or must not, have where that matters."""

    relation: str
    before: int
    after: int
    into: str = ""
    out_of: str = ""
    never_into: str = ""


_BEGIN: Final = 0
_END: Final = 1
_ACROSS: Final = 2

_MOVES: Final[Mapping[str, tuple[Move, ...]]] = {
    "structural": (Move("structural", _BEGIN, _BEGIN),),
    "shared": (
        Move("shared", _BEGIN, _END),
        # A part that addresses a code serves other codes too: only what is carried out hands on what it loses.
        Move("shared", _BEGIN, _ACROSS, into=PG.Project),
        Move("structural", _ACROSS, _ACROSS),
        Move("structural", _ACROSS, _END),
    ),
    "cooperation": (
        Move("cooperation", _BEGIN, _END),
        Move("cooperation", _BEGIN, _ACROSS, into=PG.Cooperation),
        Move("cooperation", _ACROSS, _END),
    ),
    "indicator-pathway": (
        Move("structural", _BEGIN, _BEGIN),
        Move("indicator-pathway", _BEGIN, _END),
        # Back to the part would be back to where it came from: an indicator judges one part.
        Move("indicator-pathway", _END, _END, out_of=PG.Indicator, never_into=PG.MeasurePart),
    ),
}


def _last_phase(relation: str) -> int:
    return _BEGIN if relation == "structural" else _END


class Walk(NamedTuple):
    """Everything on the ways of one relation from a node: the states, where they begin, and the phase of the ends."""

    graph: Walked
    start: State
    end_phase: int

    def hops(self) -> dict[str, int]:
        """The nodes that a way ends in, each with the hops of the shortest one."""
        found = nx.single_source_shortest_path_length(self.graph, self.start)
        return {
            state.iri: count
            for state, count in found.items()
            if state.phase == self.end_phase and state.iri != self.start.iri
        }


def walk(frame: Frame, start: str, relation: str, way: Way, passed_over: Collection[str] = ()) -> Walk:
    """The ways from a node; ``passed_over`` are left out, unless one is the start."""
    ends = (_BEGIN, _last_phase(relation))
    first, last = ends if way == "dependents" else ends[::-1]
    graph: Walked = nx.MultiDiGraph()
    beginning = State(first, start)
    graph.add_node(beginning)
    waiting = deque([beginning] if start in frame.graph else [])
    while waiting:
        state = waiting.popleft()
        for following, key in _following(frame, state, relation, way):
            if following.iri == start or following.iri in passed_over:
                continue
            if following not in graph:
                waiting.append(following)
            graph.add_edge(state, following, key=key)
    return Walk(graph, beginning, last)


def _following(frame: Frame, state: State, relation: str, way: Way) -> Iterator[tuple[State, str]]:
    forward = way == "dependents"
    beside = frame.graph.succ[state.iri] if forward else frame.graph.pred[state.iri]
    for iri, edges in beside.items():
        ends = (state.iri, iri) if forward else (iri, state.iri)
        for key, data in edges.items():
            for move in _MOVES[relation]:
                here, there = (move.before, move.after) if forward else (move.after, move.before)
                if move.relation == data["rule"].relation and here == state.phase and _allowed(frame, move, *ends):
                    yield State(there, iri), key


def _allowed(frame: Frame, move: Move, support: str, dependent: str) -> bool:
    left, entered = frame.kind(support), frame.kind(dependent)
    return move.out_of in ("", left) and move.into in ("", entered) and (not entered or move.never_into != entered)


Path = list[Hop]


class Paths(NamedTuple):
    """Simple paths, the shortest first, and what cut the list (None: these are all)."""

    paths: list[Path]
    limit: Literal["depth", "paths"] | None


def paths_to(walked: Walk, iri: str, hops: int, depth: int | None) -> Paths:
    """The simple paths to a node that is reached after ``hops``, of up to ``depth`` hops, up to MAX_PATHS."""
    end = State(walked.end_phase, iri)
    between = nx.ancestors(walked.graph, end) | {end}
    inside = walked.graph.subgraph(between)
    longest = len(between) - 1
    every = _some_paths(inside, walked.start, end, longest)
    if len(every) <= MAX_PATHS:
        within = [path for path in every if depth is None or len(path) <= depth]
        return Paths(within, None if len(within) == len(every) else "depth")
    found: list[Path] = []
    for length in range(hops, min(depth or longest, longest) + 1):
        found = _some_paths(inside, walked.start, end, length)
        if len(found) > MAX_PATHS:
            return Paths(found[:MAX_PATHS], "paths")
    return Paths(found, "depth")


def _some_paths(graph: Walked, start: State, end: State, length: int) -> list[Path]:
    """Paths of up to so many hops that pass no node twice, in order; more than MAX_PATHS where there are more."""
    paths = cast("Iterator[Path]", nx.all_simple_edge_paths(graph, start, end, cutoff=length))
    simple = (path for path in paths if len({after.iri for _, after, _ in path}) == len(path))
    return sorted(islice(simple, MAX_PATHS + 1), key=lambda path: (len(path), path))
