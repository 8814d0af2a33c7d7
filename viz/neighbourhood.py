"""The part of a store around a target, with what its nodes and links say and where they say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policygraph.ontology.terms import NAMESPACE
from policygraph.queries.labels import Label
from policygraph.queries.network import name_nodes, unnamed_links
from policygraph.queries.quotations import Quotation, mentions_of, quotations_of
from policygraph.queries.store import Store, Term, iri_values
from policygraph.viz.style import order_of
from policygraph.viz.wording import Fact, Statement, facts, name_of

if TYPE_CHECKING:
    from policygraph.queries.network import Network

MAX_NODES = 400
"""Nodes on one page; what lies further out is left out, and the page says so."""

_LITERALS = """
SELECT ?node ?property ?value WHERE {
  VALUES ?node { %s }
  ?node ?property ?value FILTER (isLiteral(?value) && LANG(?value) IN ("", "ja"))
}
"""
_CODED = """
SELECT ?node ?property ?value WHERE {
  VALUES ?node { %s }
  ?node ?property ?concept . ?concept a skos:Concept ; skos:prefLabel ?value FILTER (LANG(?value) = "ja")
}
"""
_DATED = """
SELECT ?node ?property ?value WHERE {
  VALUES ?node { %s }
  ?node ?property ?period . ?period a pg:Period ; rdfs:label ?value
}
"""
_UNITS = """
SELECT ?node ?unit WHERE { VALUES ?node { %s } ?node pg:ofIndicator?/pg:unit ?unit }
"""
_FINDINGS = """
SELECT ?node ?severity ?message WHERE {
  VALUES ?node { %s }
  ?finding pg:about ?node ; pg:severity/skos:prefLabel ?severity ; pg:message ?message
  FILTER (LANG(?severity) = "ja" && LANG(?message) = "ja")
} ORDER BY ?severity ?message
"""
_BLOCKS = """
SELECT ?node ?block WHERE { VALUES ?node { %s } ?block pg:partOf ?node ; a pg:Block }
"""
_SHEETS = """
SELECT ?title ?file ?code ?year ?source ?licence ?retrieved WHERE {
  ?sheet a pg:Sheet ; dcterms:title ?title ; pg:fileName ?file ; pg:fiscalYear ?year .
  ?measure pg:inSheet ?sheet ; a pg:Measure .
  OPTIONAL { ?measure a pg:Measure ; pg:code ?code }
  OPTIONAL { ?sheet dcterms:source ?source }
  OPTIONAL { ?sheet dcterms:license ?licence }
  OPTIONAL { ?sheet pg:retrieved ?retrieved }
} ORDER BY ?title ?file
"""
_NAMED_BY_HASH = frozenset(("Organization", "Department"))
_KNOWN_BY = frozenset(("Observation", "Reflection"))
"""Kinds known by the code of what they are of: an indicator, a project."""
_DIGITS = re.compile(r"(\d+)")


class Finding(NamedTuple):
    """Something about a node that does not add up: severity and message, in Japanese."""

    severity: str
    message: str


class SheetSource(NamedTuple):
    """A sheet as one cites it; URL, licence and date are empty where no sidecar gives them."""

    title: str
    file: str
    code: str
    year: str
    url: str
    licence: str
    retrieved: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and links around a target.

    ``hops`` gives the distance of each node shown from the target, in the order of the page;
    ``totals`` counts by kind what is in reach before the limit. ``mentions`` are the passages in
    which one node names another, ``names`` what to call each node.
    """

    target: str
    graph: Network
    hops: Mapping[str, int]
    totals: Mapping[str, int]
    names: Mapping[str, str]
    facts: Mapping[str, list[Fact]]
    findings: Mapping[str, list[Finding]]
    quotations: Mapping[str, list[Quotation]]
    mentions: Mapping[tuple[str, str], list[Quotation]]
    sheets: Sequence[SheetSource]

    def kind(self, node: str) -> str:
        """Local name of a node's class."""
        return str(self.graph.nodes[node]["kind"])


def neighbourhood(store: Store, target: Label, depth: int) -> Neighbourhood:
    """What lies within ``depth`` links of a target, in either direction."""
    import networkx as nx

    graph = unnamed_links(store)
    if target.iri not in graph:
        graph.add_node(target.iri, kind=target.kind.removeprefix(NAMESPACE))
    hops = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), target.iri, cutoff=depth)
    name_nodes(store, graph, hops)
    nearest = sorted(hops, key=lambda iri: (hops[iri], *order_of(graph.nodes[iri]["kind"]), _natural(graph, iri)))
    shown = nearest[:MAX_NODES]
    said, quoted, sheets = _facts(store, shown), _quotations(store, shown), _sheets(store)
    return Neighbourhood(
        target=target.iri,
        graph=graph.subgraph(shown).copy(),
        hops={iri: hops[iri] for iri in shown},
        totals=Counter(graph.nodes[iri]["kind"] for iri in hops),
        names=_names(graph, shown, said, _measures(quoted, sheets)),
        facts=said,
        findings=_findings(store, shown),
        quotations=quoted,
        mentions=mentions_of(store, shown),
        sheets=sheets,
    )


def _natural(graph: Network, iri: str) -> list[tuple[int, str]]:
    """IRI (year, measure, code), the numbers in it compared as numbers; name where the IRI is a hash."""
    data = graph.nodes[iri]
    pieces = _DIGITS.split(f"{data['label'] if data['kind'] in _NAMED_BY_HASH else ''} {iri}")
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]


def _names(
    graph: Network, nodes: Sequence[str], said: Mapping[str, Sequence[Fact]], measures: Mapping[str, str]
) -> dict[str, str]:
    """What to call each node; where several measures are shown, ``①`` alone does not tell which."""
    names = {}
    for iri in nodes:
        kind, code, label = (graph.nodes[iri][key] for key in ("kind", "code", "label"))
        if kind in _KNOWN_BY:
            code = " ".join(graph.nodes[other].get("code", "") for other in graph.successors(iri))
        names[iri] = name_of(kind, code, label, said.get(iri, ()))
    if len(set(measures.values())) < 2:
        return names
    counts = Counter((graph.nodes[iri]["kind"], name) for iri, name in names.items())
    unnamed = {iri for iri in nodes if graph.nodes[iri]["label"] in ("", graph.nodes[iri]["code"])}
    return {
        iri: f"{measures[iri]} {name}"
        if iri in measures and (iri in unnamed or counts[graph.nodes[iri]["kind"], name] > 1)
        else name
        for iri, name in names.items()
    }


def _measures(quoted: Mapping[str, Sequence[Quotation]], sheets: Sequence[SheetSource]) -> dict[str, str]:
    """The code of the measure whose sheet a node stands in, with the year where there are several."""
    several = len({sheet.year for sheet in sheets}) > 1
    codes = {(each.title, each.file): f"{each.year}年度 {each.code}" if several else each.code for each in sheets}
    return {node: codes[passages[0].title, passages[0].file] for node, passages in quoted.items() if passages}


def _facts(store: Store, nodes: Iterable[str]) -> dict[str, list[Fact]]:
    wanted = iri_values(nodes)
    units = {_text(node): _text(unit) for node, unit in store.select(_UNITS % wanted).rows}
    statements: dict[str, list[Statement]] = {}
    for query in (_LITERALS, _CODED, _DATED):
        for node, property_, value in store.select(query % wanted).rows:
            datatype = getattr(getattr(value, "datatype", None), "value", "")
            statements.setdefault(_text(node), []).append(Statement(_text(property_), _text(value), datatype))
    return {node: facts(sorted(about), units.get(node)) for node, about in statements.items()}


def _quotations(store: Store, nodes: Sequence[str]) -> dict[str, list[Quotation]]:
    """The passages of each node, then those of its running texts (an overview, a goal)."""
    found = quotations_of(store, nodes)
    blocks = [(_text(node), _text(block)) for node, block in store.select(_BLOCKS % iri_values(nodes)).rows]
    of_blocks = quotations_of(store, (block for _, block in blocks))
    for node, block in sorted(blocks, key=lambda pair: [each.first_line for each in of_blocks.get(pair[1], ())]):
        known = found.setdefault(node, [])
        known.extend(each for each in of_blocks.get(block, ()) if each not in known)
    return found


def _findings(store: Store, nodes: Iterable[str]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for node, severity, message in store.select(_FINDINGS % iri_values(nodes)).rows:
        found.setdefault(_text(node), []).append(Finding(_text(severity), _text(message)))
    return found


def _sheets(store: Store) -> list[SheetSource]:
    return [SheetSource(*map(_text, row)) for row in store.select(_SHEETS).rows]


def _text(term: Term | None) -> str:
    return term.value if term else ""
