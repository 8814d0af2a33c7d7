"""Shared dependence: what several measures lean on, and single points of failure.

Two ways to fail at a single point are told apart. A *dominator* of a measure, part or code is what every
chain of support to it passes over (Lengauer and Tarjan, 1979). An *articulation point* is what alone
connects groups of measures: without it they have nothing in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import networkx as nx

from policygraph.ontology.impact import ImpactRule
from policygraph.ontology.terms import PG
from policygraph.queries.impact.frame import Frame, Step
from policygraph.queries.impact.hubs import HUB, hubs
from policygraph.queries.network import Node

_SHARED: Final = frozenset({PG.Organization, PG.Department, PG.PlanCode, PG.PlanScheme})
_POINTS: Final = frozenset({PG.Project, PG.MeasurePart})
_RESTING: Final = frozenset({PG.Measure, PG.MeasurePart, PG.PlanCode, PG.PlanScheme, PG.ResponsePolicy, PG.Opinion})
_ROOT: Final = ""
"""From where all chains of support are thought to begin; no IRI."""


@dataclass(frozen=True, slots=True)
class SharedThing:
    """What several measures lean on: their codes, how many of their nodes lean, and whether it is a hub."""

    node: Node
    measures: tuple[str, ...]
    leaning: int
    touches: int
    is_hub: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """What everything in ``carries`` hangs on; ``rule`` says how projects lean on it (None: it is structural)."""

    node: Node
    sheet: str
    rule: ImpactRule | None
    carries: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """What alone connects groups of measures, by their codes."""

    node: Node
    groups: tuple[tuple[str, ...], ...]


def shared_things(frame: Frame, hub: int = HUB) -> list[SharedThing]:
    """What more than one measure leans on, most measures first."""
    leaning: dict[str, list[Step]] = defaultdict(list)
    for step in frame.steps:
        if step.rule.relation == "shared" and frame.kind(step.support) in _SHARED:
            leaning[step.support].append(step)
    found = {iri: (steps, _measures(frame, steps)) for iri, steps in leaning.items()}
    several = {iri: each for iri, each in found.items() if len(each[1]) > 1}
    nodes, touched = frame.nodes(several), hubs(frame, 0)
    things = (
        SharedThing(
            nodes[iri],
            tuple(measures),
            len({step.dependent for step in steps}),
            touched[iri],
            touched[iri] > hub,
            tuple(steps),
        )
        for iri, (steps, measures) in several.items()
    )
    return sorted(things, key=lambda thing: (-len(thing.measures), -thing.leaning, thing.node))


def _measures(frame: Frame, steps: Iterable[Step]) -> list[str]:
    sheets = (frame.sheet_of(step.dependent) for step in steps)
    return sorted({sheet.code or sheet.name for sheet in sheets if sheet})


def single_points(frame: Frame) -> list[SinglePoint]:
    """What every chain of support to a measure, part, code, policy or opinion passes over, most of them first.

    A measure that consists of one part is no news, so the parts of a measure are not told of it.
    """
    structural = [step for step in frame.steps if step.rule.relation == "structural"]
    # No sheet says whose an initiative is: it would seem to carry its part past every office.
    by_projects = [step for step in structural if frame.kind(step.support) != PG.Initiative]
    leaning: dict[ImpactRule, list[Step]] = defaultdict(list)
    for step in frame.steps:
        if step.rule.relation == "shared" and frame.kind(step.dependent) == PG.Project:
            leaning[step.rule].append(step)
    carried: dict[tuple[str, ImpactRule | None], list[str]] = defaultdict(list)
    for point, iri in _dominating(frame, structural, _POINTS):
        carried[point, None].append(iri)
    for by, steps in leaning.items():
        for point, iri in _dominating(frame, [*by_projects, *steps], {frame.kind(step.support) for step in steps}):
            carried[point, by].append(iri)
    nodes = frame.nodes({iri for (point, _), carries in carried.items() for iri in (point, *carries)})
    points = (
        SinglePoint(nodes[point], _code(frame, point), rule, tuple(sorted(nodes[iri] for iri in carries)))
        for (point, rule), carries in carried.items()
    )
    return sorted(points, key=lambda point: (-len(point.carries), point.node, point.rule.key if point.rule else ""))


def _code(frame: Frame, iri: str) -> str:
    sheet = frame.sheet_of(iri)
    return sheet.code if sheet else ""


def _dominating(frame: Frame, steps: Iterable[Step], kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of what dominates and what is dominated."""
    graph: nx.DiGraph[str] = nx.DiGraph((step.support, step.dependent) for step in steps)
    graph.add_edges_from((_ROOT, iri) for iri in list(graph) if not graph.in_degree(iri))
    if _ROOT not in graph:
        return
    nearest = nx.immediate_dominators(graph, _ROOT)
    for iri in nearest:
        if frame.kind(iri) in _RESTING:
            point = nearest[iri]
            while point not in (None, _ROOT):
                if frame.kind(point) in kinds and not _is_part(frame, point, iri):
                    yield point, iri
                point = nearest[point]


def _is_part(frame: Frame, part: str, whole: str) -> bool:
    return frame.kind(part) == PG.MeasurePart and frame.kind(whole) == PG.Measure


def bridges(frame: Frame) -> list[Bridge]:
    """What alone connects measures, in the graph of measures and what they share."""
    graph: nx.Graph[str] = nx.Graph()
    for step in frame.steps:
        sheet = frame.sheet_of(step.dependent)
        if sheet and step.rule.relation == "shared" and frame.kind(step.support) in _SHARED:
            graph.add_edge(sheet.measure, step.support)
    codes = {sheet.measure: sheet.code or sheet.name for sheet in frame.sheets.values()}
    points = [iri for iri in nx.articulation_points(graph) if iri not in codes]
    nodes = frame.nodes(points)
    found = (Bridge(nodes[iri], _groups(graph, iri, codes)) for iri in points)
    return sorted((bridge for bridge in found if len(bridge.groups) > 1), key=lambda each: each.node)


def _groups(graph: nx.Graph[str], point: str, codes: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """The measures that hung together over a point, by where they are without it."""
    together = nx.node_connected_component(graph, point) - {point}
    left = nx.connected_components(graph.subgraph(together))
    groups = (tuple(sorted(codes[iri] for iri in group if iri in codes)) for group in left)
    return tuple(sorted(group for group in groups if group))
