"""What hangs on what: the chains of dependence from a target, with paths and quotations.

Which property carries which relation, and which of its ends depends on the other, is data
(``ontology/impact.ttl``, or the file in its place); which hops make a way is in ``walks``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import ImpactRule
from policygraph.queries.impact.frame import Frame, Step, frame
from policygraph.queries.impact.hubs import HUB, hubs
from policygraph.queries.impact.walks import MAX_PATHS, WAYS, Paths, Way, paths_to, walk
from policygraph.queries.labels import Label
from policygraph.queries.network import Node
from policygraph.queries.quotations import Quotation, quotations
from policygraph.queries.store import Coverage, Edge, Store

__all__ = ["MAX_PATHS", "Direction", "Hub", "Reach", "Reached", "Step", "reach", "reach_in"]

Direction = Literal["dependents", "dependencies", "both"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that is reached by one relation: after how many hops, over which paths (from the target outwards).

    ``complete`` is false where paths were left out; ``limit`` says what cut them: ``depth``, or
    ``paths`` (more than MAX_PATHS).
    """

    node: Node
    relation: str
    direction: Way
    hops: int
    paths: tuple[tuple[Step, ...], ...]
    limit: Literal["depth", "paths"] | None

    @property
    def complete(self) -> bool:
        return self.limit is None


@dataclass(frozen=True, slots=True)
class Hub:
    """Something that more than ``hub`` things touch, and whether ways over it were left out."""

    node: Node
    touches: int
    passed_over: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The answer: what was asked, what it rests on, what is reached, the quotation of each step."""

    target: Node
    fiscal_year: int
    direction: Direction
    relations: tuple[str, ...]
    depth: int | None
    coverage: Coverage
    reached: tuple[Reached, ...]
    hubs: tuple[Hub, ...]
    nodes: Mapping[str, Node]
    quotations: Mapping[Edge, Quotation]
    frame: Frame

    def steps(self) -> list[Step]:
        """Every hop of the answer once, in the order of the answer."""
        return list(dict.fromkeys(step for each in self.reached for path in each.paths for step in path))


def reach(
    store: Store,
    target: Label,
    direction: Direction = "dependents",
    depth: int | None = None,
    *,
    relations: Sequence[str] = RULED_RELATIONS,
    rules: Sequence[ImpactRule] | None = None,
    year: int | None = None,
    authority: str | None = None,
    pass_over_hubs: bool = False,
    hub: int = HUB,
) -> Reach:
    """Everything that depends on ``target``, or that it depends on, by relation and hop.

    ``depth`` cuts the chain after so many hops. With ``pass_over_hubs`` no way goes over what more than
    ``hub`` things touch. What sheets share is looked at in ``year``, else in the
    latest one that has it, and in the sheets of ``authority``, else in all.
    """
    within = frame(store, [target], year=year, authority=authority, rules=rules)
    return reach_in(within, target, direction, depth, relations=relations, pass_over_hubs=pass_over_hubs, hub=hub)


def reach_in(
    within: Frame,
    target: Label,
    direction: Direction,
    depth: int | None,
    *,
    relations: Sequence[str],
    pass_over_hubs: bool,
    hub: int,
) -> Reach:
    """:func:`reach` in a network that is there already."""
    touched = hubs(within, hub)
    passed_over = touched.keys() - {target.iri} if pass_over_hubs else frozenset()
    ways = [way for way in WAYS if direction in (way, "both")]
    found = [
        each
        for relation in relations
        for way in ways
        for each in _found(within, target.iri, relation, way, depth, passed_over)
    ]
    steps = {step for each in found for path in each.paths for step in path}
    iris = {target.iri, *touched, *(end for step in steps for end in (step.support, step.dependent))}
    nodes = within.nodes(iris)
    reached = (Reached(nodes[each.iri], each.relation, each.way, each.hops, each.paths, each.limit) for each in found)
    return Reach(
        target=nodes[target.iri],
        fiscal_year=within.fiscal_year,
        direction=direction,
        relations=tuple(relations),
        depth=depth,
        coverage=within.store.coverage(),
        reached=tuple(sorted(reached, key=_order)),
        hubs=tuple(_hubs(touched, nodes, passed_over, _beside(within, target.iri, steps))),
        nodes=nodes,
        quotations=quotations(within.store, {step.statement for step in steps}),
        frame=within,
    )


def _order(reached: Reached) -> tuple[int, int, int, Node]:
    node = reached.node
    place = RULED_RELATIONS.index(reached.relation), WAYS.index(reached.direction), reached.hops
    return *place, Node(node.kind, node.code, node.label, node.iri)


@dataclass(frozen=True, slots=True)
class _Found:
    iri: str
    relation: str
    way: Way
    hops: int
    paths: tuple[tuple[Step, ...], ...]
    limit: Literal["depth", "paths"] | None


def _found(
    within: Frame, start: str, relation: str, way: Way, depth: int | None, passed_over: Collection[str]
) -> Iterator[_Found]:
    """The nodes within reach of ``start``, with the simple paths to each."""
    walked = walk(within, start, relation, way, passed_over)
    for iri, count in walked.hops().items():
        if depth is None or count <= depth:
            found = paths_to(walked, iri, count, depth)
            # The shortest way may pass one node in two phases, and the next one may be longer than asked for.
            if found.paths:
                yield _answered(within, iri, relation, way, found)


def _answered(within: Frame, iri: str, relation: str, way: Way, found: Paths) -> _Found:
    paths = tuple(
        tuple(_step(within, before.iri, after.iri, key, way) for before, after, key in path) for path in found.paths
    )
    return _Found(iri, relation, way, len(found.paths[0]), paths, found.limit)


def _step(within: Frame, before: str, after: str, key: str, way: Way) -> Step:
    return within.step(before, after, key) if way == "dependents" else within.step(after, before, key)


def _beside(within: Frame, start: str, steps: Iterable[Step]) -> set[str]:
    """The nodes of the answer and their neighbours: among these hubs are worth naming."""
    seen = {start, *(end for step in steps for end in (step.support, step.dependent))} & set(within.graph)
    return seen | {
        beside for iri in seen for beside in (*within.graph.predecessors(iri), *within.graph.successors(iri))
    }


def _hubs(
    touched: Mapping[str, int],
    nodes: Mapping[str, Node],
    passed_over: Collection[str],
    beside: Collection[str],
) -> Iterator[Hub]:
    for iri, count in sorted(touched.items(), key=lambda each: (-each[1], each[0])):
        if iri in beside:
            yield Hub(nodes[iri], count, iri in passed_over)
