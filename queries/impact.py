"""What hangs on what: the chain of structural dependence from a target, with paths and quotations.

Dependence as the documents state it, never a causal effect (design, section 7). Which property
carries which relation, and which of its ends depends on the other, is data
(``ontology/impact.ttl``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import networkx as nx
from policygraph.ontology.impact import ImpactRule
from policygraph.queries.labels import Label
from policygraph.queries.network import ALL_CLASSES, Node, kinds_of, network, nodes_of
from policygraph.queries.quotations import Quotation, quotations
from policygraph.queries.store import Coverage, Edge, Store

if TYPE_CHECKING:
    from policygraph.queries.network import Network

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
            paths, complete = _paths(walked, start, iri, depth)
            yield _Found(iri, way, count, tuple(_steps(graph, path, way) for path in paths), complete)


def _paths(graph: Network, start: str, end: str, depth: int | None) -> tuple[list[list[tuple[str, str, str]]], bool]:
    """Up to MAX_PATHS simple paths, the shorter first as far as they were found; and whether all."""
    between = (nx.descendants(graph, start) | {start}) & (nx.ancestors(graph, end) | {end})
    inside = graph.subgraph(between)
    found = list(islice(nx.all_simple_edge_paths(inside, start, end, cutoff=depth), MAX_PATHS + 1))
    longest = len(between) - 1
    cut = depth is not None and depth < longest and _longer_exists(inside, start, end, depth, len(found))
    return sorted(found[:MAX_PATHS], key=lambda path: (len(path), path)), len(found) <= MAX_PATHS and not cut


def _longer_exists(graph: Network, start: str, end: str, depth: int, within: int) -> bool:
    """Whether a simple path longer than ``depth`` exists, where fewer than the limit are within it."""
    everything = islice(nx.all_simple_edge_paths(graph, start, end), within + 1)
    return sum(1 for _ in everything) > within


def _steps(graph: Network, path: Sequence[tuple[str, str, str]], way: Way) -> tuple[Step, ...]:
    return tuple(_step(graph, edge if way == "dependents" else (edge[1], edge[0], edge[2])) for edge in path)


def _step(graph: Network, edge: tuple[str, str, str]) -> Step:
    support, dependent, key = edge
    data = graph.edges[support, dependent, key]
    return Step(support, dependent, data["rule"], data["statement"])
