"""What a data set says of itself: VoID and DCAT, with the licences and sources that the sidecars gave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from policygraph.errors import QueryError
from policygraph.loaders.iris import shared_graph_iri
from policygraph.ontology.terms import DCTERMS, NAMESPACE, RDF, XSD
from policygraph.queries.store import PREFIXES, LocalStore, Store

VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
FORMATS: Final = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".jsonld": ox.RdfFormat.JSON_LD}
"""What a description is written as, by the ending of the file."""

_NODE = ox.NamedNode
_TOLD: Final = (DCTERMS.title, DCTERMS.license, DCTERMS.source, DCTERMS.publisher)
"""What is told of a sheet, in the order of the columns of the query."""

_SHEETS: Final = """
SELECT DISTINCT ?sheet ?title ?licence ?source ?publisher {
  GRAPH ?sheet { ?sheet a pg:Sheet ; dcterms:title ?title }
  OPTIONAL { ?sheet a pg:Sheet ; pg:authority ?publisher }
  OPTIONAL { ?sheet a pg:Sheet ; dcterms:license ?licence }
  OPTIONAL { ?sheet a pg:Sheet ; dcterms:source ?source }
} ORDER BY ?sheet ?title ?licence ?source ?publisher
"""
_COUNTS: Final = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"


def data_set(store: Store, iri: str, base: str, counts: Mapping[str, int], triples: int) -> Iterator[ox.Triple]:
    """The data set ``iri``, whose data IRIs begin with ``base``: size, vocabulary, licences, and a subset a sheet.

    ``counts`` are the triples of each sheet's graph, ``triples`` those of all graphs. A licence or source
    that no sidecar gave is not said.
    """
    data = _NODE(iri)
    yield from _kinds(data)
    yield ox.Triple(data, _NODE(DCTERMS.title), ox.Literal(store.coverage().sentence(), language="ja"))
    if isinstance(store, LocalStore):
        made = ox.Literal(store.manifest.created, datatype=_NODE(XSD.dateTime))
        yield ox.Triple(data, _NODE(DCTERMS.modified), made)
    yield ox.Triple(data, _NODE(VOID + "uriSpace"), ox.Literal(base))
    yield ox.Triple(data, _NODE(VOID + "vocabulary"), _NODE(NAMESPACE))
    yield ox.Triple(data, _NODE(VOID + "triples"), ox.Literal(triples))
    yield from dict.fromkeys(_sheets(store, data, counts))


def _kinds(node: ox.NamedNode) -> Iterator[ox.Triple]:
    for kind in (VOID + "Dataset", DCAT + "Dataset"):
        yield ox.Triple(node, _NODE(RDF.type), _NODE(kind))


def _sheets(store: Store, data: ox.NamedNode, counts: Mapping[str, int]) -> Iterator[ox.Triple]:
    """Each sheet as a subset; the whole has the licences and sources of all."""
    for sheet, *told in store.select(_SHEETS).rows:
        if not isinstance(sheet, ox.NamedNode):
            continue
        yield ox.Triple(data, _NODE(VOID + "subset"), sheet)
        yield from _kinds(sheet)
        yield ox.Triple(sheet, _NODE(VOID + "triples"), ox.Literal(counts.get(sheet.value, 0)))
        for property_, value in zip(_TOLD, told, strict=True):
            if value is not None:
                yield ox.Triple(sheet, _NODE(property_), value)
                if property_ != DCTERMS.title:
                    yield ox.Triple(data, _NODE(property_), value)


def write_description(store: Store, output: Path) -> int:
    """Write the description of a store as Turtle, N-Triples or JSON-LD; gives how many sheets tell no licence.

    The data set is named ``dataset`` under what the data IRIs begin with.

    Raises:
        QueryError: the ending is of no format that is written, or the store was not built by policygraph.
        StoreError: the store cannot be read.
    """
    suffix = output.suffix.lower()
    if suffix not in FORMATS:
        formats = " ".join(FORMATS)
        raise QueryError(
            f"{output}: a description is written as {formats}, not {suffix or 'a folder'}",
            ja=f"{output}：データの説明は {formats} で書き出せます。",
        )
    base = _base(store)
    counts = {graph.value: int(number.value) for graph, number in store.select(_COUNTS).rows if graph and number}
    triples = sorted(set(data_set(store, f"{base}dataset", base, counts, sum(counts.values()))), key=str)
    prefixes = {**PREFIXES, "void": VOID, "dcat": DCAT}
    output.write_bytes(ox.serialize(triples, format=FORMATS[suffix], prefixes=prefixes) or b"")
    licensed = {triple.subject for triple in triples if triple.predicate.value == DCTERMS.license}
    subsets = {triple.object for triple in triples if triple.predicate.value == VOID + "subset"}
    return len(subsets - licensed)


def _base(store: Store) -> str:
    """What data IRIs begin with, by the graph that sheets share."""
    ending = shared_graph_iri("")
    found = [graph.removesuffix(ending) for graph in store.graphs() if graph.endswith(ending)]
    if len(found) != 1:
        raise QueryError(
            f"the store has {len(found)} graphs named .../{ending}, and should have one",
            ja=f"名前が {ending} で終わるグラフは一つのはずですが、{len(found)} あります。",
        )
    return found[0]
