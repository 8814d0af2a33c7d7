"""What hangs on what: the chain of structural dependence from a target, with paths and quotations.

Dependence as the documents state it, never a causal effect (design, section 7). Which property
carries which relation, and which of its ends depends on the other, is data
(``ontology/impact.ttl``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

import networkx as nx

from policygraph.ontology.impact import ImpactRule
from policygraph.queries.labels import Label
from policygraph.queries.network import ALL_CLASSES, Node, kinds_of, network, nodes_of
from policygraph.queries.quotations import Quotation, quotations
from policygraph.queries.store import Coverage, Edge, Store

if TYPE_CHECKING:
    from policygraph.queries.network import Network

Hop = tuple[str, str, str]
"""An edge of a network: from, to, key of the rule."""
Path = list[Hop]
Way = Literal["dependents", "dependencies"]
Direction = Literal["dependents", "dependencies", "both"]

_WAYS: tuple[Way, ...] = ("dependents", "dependencies")

MAX_PATHS = 50
"""Paths listed for one reached node; a node with more says ``complete: false``."""


class Step(NamedTuple):
    """One hop: ``dependent`` hangs on ``support``, by a rule, as a statement says."""

    support: str
    dependent: str
    rule: ImpactRule
    statement: Edge


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that is reached: after how many hops, over which paths (from the target outwards).

    ``complete`` is false where paths beyond ``MAX_PATHS`` or ``depth`` were left out.
    """

    node: Node
    direction: Way
    hops: int
    paths: tuple[tuple[Step, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The answer: what was asked, what it rests on, what is reached, the quotation of each step."""

    target: Node
    fiscal_year: int
    direction: Direction
    depth: int | None
    coverage: Coverage
    reached: tuple[Reached, ...]
    nodes: Mapping[str, Node]
    quotations: Mapping[Edge, Quotation]


def reach(store: Store, target: Label, direction: Direction = "dependents", depth: int | None = None) -> Reach:
    """Everything that depends on ``target``, or that it depends on, grouped by hop.

    ``depth`` cuts the chain after so many hops. The relation followed is structural dependence.
    """
    graph = network(store)
    ways = [way for way in _WAYS if direction in (way, "both")]
    found = [each for way in ways for each in _found(graph, target.iri, way, depth)]
    steps = {step for each in found for path in each.paths for step in path}
    iris = {target.iri, *(end for step in steps for end in (step.support, step.dependent))}
    nodes = nodes_of(store, iris, kinds_of(store, ALL_CLASSES))
    reached = [Reached(nodes[each.iri], each.way, each.hops, each.paths, each.complete) for each in found]
    return Reach(
        target=nodes[target.iri],
        fiscal_year=target.fiscal_year,
        direction=direction,
        depth=depth,
        coverage=store.coverage(),
        reached=tuple(sorted(reached, key=_order)),
        nodes=nodes,
        quotations=quotations(store, {step.statement for step in steps}),
    )


def _order(reached: Reached) -> tuple[int, int, Node]:
    node = reached.node
    return _WAYS.index(reached.direction), reached.hops, Node(node.kind, node.code, node.label, node.iri)


class _Found(NamedTuple):
    iri: str
    way: Way
    hops: int
    paths: tuple[tuple[Step, ...], ...]
    complete: bool


def _found(graph: Network, start: str, way: Way, depth: int | None) -> Iterator[_Found]:
    """The nodes within reach of ``start``, with the simple paths to each."""
    if start not in graph:
        return
    walked = graph if way == "dependents" else graph.reverse()
    hops = nx.single_source_shortest_path_length(walked, start, cutoff=depth)
    for iri, count in hops.items():
        if iri != start:
            paths, complete = _paths(walked, start, iri, count, depth)
            yield _Found(iri, way, count, tuple(_steps(graph, path, way) for path in paths), complete)


def _paths(graph: Network, start: str, end: str, hops: int, depth: int | None) -> tuple[list[Path], bool]:
    """Up to MAX_PATHS simple paths, the shortest ones, in order; and whether these are all."""
    between = (nx.descendants(graph, start) | {start}) & (nx.ancestors(graph, end) | {end})
    inside = graph.subgraph(between)
    longest = len(between) - 1
    found: list[Path] = []
    for length in range(hops, min(depth or longest, longest) + 1):
        found += [path for path in _some_paths(inside, start, end, length) if path not in found]
        if len(found) > MAX_PATHS:
            return found[:MAX_PATHS], False
    complete = depth is None or depth >= longest or len(_some_paths(inside, start, end, longest)) == len(found)
    return found, complete


def _some_paths(graph: Network, start: str, end: str, length: int) -> list[Path]:
    """Simple paths of up to so many hops, in order; more than MAX_PATHS where there are more."""
    paths = cast("Iterator[Path]", nx.all_simple_edge_paths(graph, start, end, cutoff=length))
    return sorted(islice(paths, MAX_PATHS + 1), key=lambda path: (len(path), path))


def _steps(graph: Network, path: Path, way: Way) -> tuple[Step, ...]:
    return tuple(_step(graph, edge if way == "dependents" else (edge[1], edge[0], edge[2])) for edge in path)


def _step(graph: Network, edge: Hop) -> Step:
    support, dependent, key = edge
    data = graph.edges[support, dependent, key]
    return Step(support, dependent, data["rule"], data["statement"])
