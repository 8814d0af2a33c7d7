"""The whole store as a file of RDF or of a network, or as a folder of CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from policygraph.errors import QueryError
from policygraph.ontology.terms import NAMESPACE, PG
from policygraph.queries.formats import cell
from policygraph.queries.network import links
from policygraph.queries.network_files import NETWORK_ENDINGS, add_mentions, add_money, for_gephi, write_network
from policygraph.queries.store import PREFIXES, Store, Table

_RDF_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_TABLES = {
    "measures": (PG.Measure, ("fiscalYear", "code", "situation", "overallVerdict")),
    "parts": (PG.MeasurePart, ("partOf", "inPolicyArea", "goal")),
    "projects": (
        PG.Project,
        ("code", "partOf", "inPolicyArea", "department", "budget", "generalFunds", "carriedOver", "staff", "fullCost"),
    ),
    "indicators": (
        PG.Indicator,
        ("rank", "partOf", "unit", "kind", "baseYear", "baseValue", "finalYear", "finalTarget", "progressRate"),
    ),
    "observations": (PG.Observation, ("ofIndicator", "year", "target", "actual", "achievementRate", "grade")),
    "cooperations": (PG.Cooperation, ("partOf", "level", "content", "results")),
    "organizations": (PG.Organization, ("legalForm",)),
    "findings": (PG.Finding, ("rule", "severity", "about", "message")),
}
"""Tables of the CSV folder: file name, class, properties (beside IRI and label)."""


def export(store: Store, output: Path) -> None:
    """Write the store; the file's ending says as what, and no ending means a folder of CSV.

    ``.ttl`` is the union of all graphs; ``.trig``, ``.nq`` (sorted, so that it diffs well) and
    ``.jsonld`` keep them apart; ``.graphml`` and ``.gexf`` hold nodes and links with kind, label,
    budget in yen and, as the weight of a link, in how many passages it is stated.

    Raises:
        QueryError: the ending is of no format that is written.
    """
    suffix = output.suffix.lower()
    if suffix in _RDF_FORMATS:
        _write_rdf(store, output, _RDF_FORMATS[suffix])
    elif suffix in NETWORK_ENDINGS:
        _write_network(store, output, suffix)
    elif suffix == "":
        _write_tables(store, output)
    else:
        formats = " ".join((*_RDF_FORMATS, *NETWORK_ENDINGS))
        raise QueryError(
            f"{output}: {suffix} is not written; there are: {formats}, or a folder",
            ja=f"{output}：{suffix} では書き出せません。書き出せるのは {formats} とフォルダーです。",
        )


def _write_rdf(store: Store, output: Path, chosen: ox.RdfFormat) -> None:
    quads = (quad for graph in store.graphs() for quad in store.quads(graph))
    if chosen == ox.RdfFormat.N_QUADS:
        lines = sorted(f"{quad} .\n" for quad in quads)
        output.write_text("".join(lines), encoding="utf-8", newline="\n")
        return
    if chosen.supports_datasets:
        ox.serialize(quads, str(output), format=chosen, prefixes=PREFIXES)
    else:
        ox.serialize((quad.triple for quad in quads), str(output), format=chosen, prefixes=PREFIXES)


def _write_network(store: Store, output: Path, suffix: str) -> None:
    graph = links(store)
    add_money(store, graph)
    add_mentions(store, graph)
    for_gephi(graph)
    write_network(graph, output, suffix)


def _write_tables(store: Store, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (class_, properties) in _TABLES.items():
        table = store.select(_table_query(class_, properties))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows(_rows(table))


def _rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        yield [cell(term) for term in row]


def _table_query(class_: str, properties: tuple[str, ...]) -> str:
    """One row a node; a property with several values gives the first in order."""
    picked = " ".join(f"(MIN(?{name}_) AS ?{name})" for name in properties)
    patterns = " ".join(f"OPTIONAL {{ ?iri <{NAMESPACE}{name}> ?{name}_ }}" for name in properties)
    label = 'OPTIONAL { ?iri rdfs:label ?label_ FILTER (LANG(?label_) = "ja") }'
    return (
        f"SELECT ?iri (MIN(?label_) AS ?label) {picked} WHERE "
        f"{{ ?iri a <{class_}> . {label} {patterns} }} GROUP BY ?iri ORDER BY ?iri"
    )
