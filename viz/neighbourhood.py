"""The part of a store that a picture holds: around a target, or between the nodes of an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policygraph.ontology.terms import NAMESPACE
from policygraph.queries.labels import Label
from policygraph.queries.network import name_nodes, unnamed_links
from policygraph.queries.quotations import Quotation, mentions_of
from policygraph.queries.store import Store
from policygraph.viz.style import order_of
from policygraph.viz.telling import SheetSource, Told, all_sheets, told_by
from policygraph.viz.wording import Fact, name_of

if TYPE_CHECKING:
    import networkx as nx

    from policygraph.queries.network import Network

    Undirected = nx.MultiGraph[str]

MAX_NODES = 500
"""Nodes that a picture holds; what lies further out is left out, and the page says so."""

_NAMED_BY_HASH = frozenset(("Organization", "Department"))
_KNOWN_BY = frozenset(("Observation", "Reflection"))
"""Kinds known by the code of what they are of: an indicator, a project."""
_DIGITS = re.compile(r"(\d+)")


class Beyond(NamedTuple):
    """How many links of a node by one relation, in one direction, lead to what the picture does not hold."""

    relation: str
    outward: bool
    links: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and links of a picture, with what they say and where it is said.

    ``target`` is what it is around; None where it is of an answer. ``hops`` gives the distance of each
    node from the target (of an answer: its layer, from 1), in the order of the page; ``totals`` counts by
    kind what is in reach before the limit, and ``beyond`` the links of each node that lead out of the
    picture. ``mentions`` are the passages in which one node names another, ``names`` what to call each.
    """

    target: str | None
    graph: Network
    hops: Mapping[str, int]
    totals: Mapping[str, int]
    beyond: Mapping[str, list[Beyond]]
    names: Mapping[str, str]
    told: Told
    mentions: Mapping[tuple[str, str], list[Quotation]]
    sheets: Sequence[SheetSource]

    def kind(self, node: str) -> str:
        """Local name of a node's class."""
        return str(self.graph.nodes[node]["kind"])


def neighbourhood(store: Store, target: Label, depth: int, wanted: Iterable[str] = ()) -> Neighbourhood:
    """What lies within ``depth`` links of a target, in either direction.

    ``wanted`` are held before all else that is in reach, with what lies on a shortest way to them,
    however far they are; what no link leads to is not in the picture.
    """
    import networkx as nx

    graph = unnamed_links(store)
    if target.iri not in graph:
        graph.add_node(target.iri, kind=target.kind.removeprefix(NAMESPACE))
    undirected = graph.to_undirected(as_view=True)
    hops = nx.single_source_shortest_path_length(undirected, target.iri, cutoff=depth)
    first = _ways_to(undirected, target.iri, wanted)
    nearest = _nearest(store, graph, {**first, **hops})
    shown = sorted(nearest, key=lambda iri: iri not in first)[:MAX_NODES]
    kept = set(shown)
    return described(store, graph, target.iri, {iri: nearest[iri] for iri in nearest if iri in kept}, {**first, **hops})


def _ways_to(undirected: Undirected, start: str, wanted: Iterable[str]) -> dict[str, int]:
    """The distance of what lies on a shortest way to what is wanted, ends included."""
    import networkx as nx

    goals = [iri for iri in wanted if iri in undirected]
    if not goals:
        return {}
    ways = nx.single_source_shortest_path(undirected, start)
    return {iri: hop for goal in goals for hop, iri in enumerate(ways.get(goal, ()))}


def _nearest(store: Store, graph: Network, hops: Mapping[str, int]) -> dict[str, int]:
    """Distances in the order of the page: by hop, by kind, by code; names are asked for where they order."""
    name_nodes(store, graph, [iri for iri in hops if graph.nodes[iri]["kind"] in _NAMED_BY_HASH])
    ordered = sorted(hops, key=lambda iri: (hops[iri], *order_of(graph.nodes[iri]["kind"]), _natural(graph, iri)))
    return {iri: hops[iri] for iri in ordered}


def described(
    store: Store, graph: Network, target: str | None, hops: Mapping[str, int], reach: Iterable[str]
) -> Neighbourhood:
    """The nodes of ``hops``, in their order, with all they say; ``reach`` is what the limit was put on."""
    shown = list(hops)
    known_by = [end for iri in shown if graph.nodes[iri]["kind"] in _KNOWN_BY for end in graph.successors(iri)]
    name_nodes(store, graph, {*shown, *known_by})
    told, sheets = told_by(store, shown), all_sheets(store)
    return Neighbourhood(
        target=target,
        graph=graph.subgraph(shown).copy(),
        hops=hops,
        totals=Counter(graph.nodes[iri]["kind"] for iri in reach),
        beyond={iri: _beyond(graph, iri, hops) for iri in shown},
        names=_names(graph, shown, told.facts, _of_others(target, _measures(told.quotations, sheets))),
        told=told,
        mentions=mentions_of(store, shown),
        sheets=sheets,
    )


def _beyond(graph: Network, iri: str, held: Mapping[str, int]) -> list[Beyond]:
    """Links that lead to nodes the picture does not hold, counted by relation and direction."""
    outward = Counter((key, True) for _, end, key in graph.out_edges(iri, keys=True) if end not in held)
    inward = Counter((key, False) for end, _, key in graph.in_edges(iri, keys=True) if end not in held)
    return [Beyond(*way, count) for way, count in sorted((outward + inward).items())]


def _natural(graph: Network, iri: str) -> list[tuple[int, str]]:
    """IRI (year, measure, code), the numbers in it compared as numbers; name where the IRI is a hash."""
    data = graph.nodes[iri]
    pieces = _DIGITS.split(f"{data.get('label', '') if data['kind'] in _NAMED_BY_HASH else ''} {iri}")
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]


def _names(
    graph: Network, nodes: Sequence[str], said: Mapping[str, Sequence[Fact]], measures: Mapping[str, str]
) -> dict[str, str]:
    """What to call each node; ``①`` alone does not tell of which measure, so ``measures`` says it."""
    names = {}
    for iri in nodes:
        kind, code, label = (graph.nodes[iri][key] for key in ("kind", "code", "label"))
        if kind in _KNOWN_BY:
            code = " ".join(graph.nodes[other].get("code", "") for other in graph.successors(iri))
        names[iri] = name_of(kind, code, label, said.get(iri, ()))
    counts = Counter((graph.nodes[iri]["kind"], name) for iri, name in names.items())
    unnamed = {iri for iri in nodes if graph.nodes[iri]["label"] in ("", graph.nodes[iri]["code"])}
    return {
        iri: f"{measures[iri]} {name}"
        if iri in measures and (iri in unnamed or counts[graph.nodes[iri]["kind"], name] > 1)
        else name
        for iri, name in names.items()
    }


def _of_others(target: str | None, measures: Mapping[str, str]) -> dict[str, str]:
    """Measures where they must be told: not that of the target, nor the only one."""
    own = measures.get(target or "", "") if len(set(measures.values())) > 1 else next(iter(measures.values()), "")
    return {node: measure for node, measure in measures.items() if measure != own}


def _measures(quoted: Mapping[str, Sequence[Quotation]], sheets: Sequence[SheetSource]) -> dict[str, str]:
    """The code of the measure whose sheet a node stands in, with the year where there are several."""
    several = len({sheet.year for sheet in sheets}) > 1
    codes = {(each.title, each.file): f"{each.year}年度 {each.code}" if several else each.code for each in sheets}
    return {node: codes[passages[0].title, passages[0].file] for node, passages in quoted.items() if passages}
