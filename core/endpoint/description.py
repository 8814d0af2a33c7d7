"""What the endpoint says of itself and of its data: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from policygraph.ontology.terms import RDF
from policygraph.queries.description import DCAT, VOID, data_set
from policygraph.queries.store import PREFIXES, LocalStore

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TABLE_NAMES = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_NAMES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
"""The W3C's names of the formats that are negotiated."""
_NODE = ox.NamedNode


def written(triples: Iterable[ox.Triple], media: str) -> bytes:
    """Triples in a format that is negotiated for graphs."""
    prefixes = {**PREFIXES, "sd": SD, "void": VOID, "dcat": DCAT}
    return ox.serialize(triples, format=ox.RdfFormat.from_media_type(media), prefixes=prefixes) or b""


def service(store: LocalStore, endpoint: str) -> Iterator[ox.Triple]:
    """The service at the IRI ``endpoint``: its language, formats and graphs."""
    me, dataset = _NODE(endpoint), _NODE(f"{endpoint}#dataset")
    default = _NODE(f"{endpoint}#default-graph")
    yield ox.Triple(me, _NODE(RDF.type), _NODE(SD + "Service"))
    yield ox.Triple(me, _NODE(SD + "endpoint"), me)
    yield ox.Triple(me, _NODE(SD + "supportedLanguage"), _NODE(SD + "SPARQL11Query"))
    yield ox.Triple(me, _NODE(SD + "feature"), _NODE(SD + "UnionDefaultGraph"))
    for name in (*_TABLE_NAMES, *_GRAPH_NAMES):
        yield ox.Triple(me, _NODE(SD + "resultFormat"), _NODE(_FORMATS + name))
    yield ox.Triple(me, _NODE(SD + "defaultDataset"), dataset)
    yield ox.Triple(dataset, _NODE(RDF.type), _NODE(SD + "Dataset"))
    yield ox.Triple(dataset, _NODE(SD + "defaultGraph"), default)
    yield ox.Triple(default, _NODE(RDF.type), _NODE(SD + "Graph"))
    for graph in sorted(store.database.named_graphs(), key=str):
        entry = ox.BlankNode()
        yield ox.Triple(dataset, _NODE(SD + "namedGraph"), entry)
        yield ox.Triple(entry, _NODE(RDF.type), _NODE(SD + "NamedGraph"))
        yield ox.Triple(entry, _NODE(SD + "name"), graph)


def void(store: LocalStore, site: str, triples: int) -> Iterator[ox.Triple]:
    """The data set whose pages begin at ``site``, and where it is asked."""
    data = f"{site}.well-known/void#data"
    counts = {document.iri: document.triples for document in store.documents}
    yield from data_set(store, data, store.manifest.base, counts, triples)
    yield ox.Triple(_NODE(data), _NODE(VOID + "sparqlEndpoint"), _NODE(f"{site}sparql"))
