"""The part of a store around a target, with what its nodes say and where they say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
from policygraph.ontology.terms import NAMESPACE, PG, RDFS
from policygraph.queries.labels import Label
from policygraph.queries.network import links
from policygraph.queries.quotations import Quotation, quotations_of
from policygraph.queries.store import Store, iri_values

if TYPE_CHECKING:
    from policygraph.queries.network import Network

MAX_NODES = 400
"""Nodes on one page; what lies further out is left out, and the page says so."""

_MONEY = frozenset((PG.budget, PG.generalFunds, PG.carriedOver, PG.fullCost, PG.totalBudget, PG.amount))
_STAFF = frozenset((PG.staff, PG.staffHeadOffice, PG.staffBranch))
_PER_CENT = frozenset((PG.achievementRate, PG.progressRate))
_NOT_SHOWN = frozenset((RDFS.label, PG.position, PG.aboutKey))

_FACTS = """
SELECT ?node ?property ?value ?label WHERE {
  VALUES ?node { %s }
  ?node ?property ?value .
  OPTIONAL { ?value skos:prefLabel ?preferred FILTER (LANG(?preferred) = "ja") }
  BIND (COALESCE(?preferred, ?value) AS ?label)
  FILTER (isLiteral(?value) || BOUND(?preferred))
} ORDER BY ?property ?label
"""


class Fact(NamedTuple):
    """A statement about a node for people: IRI of the property, and the value with its unit."""

    property: str
    value: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and links around a target; ``total`` counts the nodes in reach before the limit.

    ``hops`` gives the distance of each node shown from the target.
    """

    target: str
    graph: Network
    hops: Mapping[str, int]
    total: int
    facts: Mapping[str, list[Fact]]
    quotations: Mapping[str, list[Quotation]]


def neighbourhood(store: Store, target: Label, depth: int) -> Neighbourhood:
    """What lies within ``depth`` links of a target, in either direction."""
    import networkx as nx

    graph = links(store)
    if target.iri not in graph:
        graph.add_node(target.iri, label=target.label, code=target.code, kind=target.kind.removeprefix(NAMESPACE))
    distances = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), target.iri, cutoff=depth)
    nearest = sorted(distances, key=lambda iri: (distances[iri], _order(graph, iri)))[:MAX_NODES]
    return Neighbourhood(
        target=target.iri,
        graph=graph.subgraph(nearest).copy(),
        hops={iri: distances[iri] for iri in nearest},
        total=len(distances),
        facts=_facts(store, nearest),
        quotations=quotations_of(store, nearest),
    )


def _order(graph: Network, iri: str) -> tuple[str, str, str]:
    data = graph.nodes[iri]
    return data["kind"], data["code"], iri


def _facts(store: Store, nodes: Iterable[str]) -> dict[str, list[Fact]]:
    facts: dict[str, list[Fact]] = {}
    for node, property_, _, label in store.select(_FACTS % iri_values(nodes)).rows:
        if node and property_ and label and property_.value not in _NOT_SHOWN:
            facts.setdefault(node.value, []).append(Fact(property_.value, _with_unit(property_.value, label)))
    return facts


def _with_unit(property_: str, value: ox.NamedNode | ox.BlankNode | ox.Literal) -> str:
    if property_ in _MONEY:
        return f"{int(value.value):,} 円"
    if property_ in _STAFF:
        return f"{value.value} 人"
    return f"{value.value} %" if property_ in _PER_CENT else value.value
