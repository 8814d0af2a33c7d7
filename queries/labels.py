"""The table of names that users search: codes, labels and printed spellings of a version, keys folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from policygraph.ontology.terms import NAMESPACE, PG, RDF, RDFS

_COLUMNS = "iri, kind, code, label, fiscal_year, authority"
_SCHEMA = """
CREATE TABLE label (
  iri TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
  fiscal_year INTEGER NOT NULL, authority TEXT NOT NULL, code_key TEXT NOT NULL, label_key TEXT NOT NULL
);
CREATE INDEX by_code ON label (code_key);
CREATE TABLE spelling (iri TEXT NOT NULL, spelling_key TEXT NOT NULL);
CREATE INDEX by_spelling ON spelling (spelling_key);
"""
_CONDITIONS = (
    "code_key = ?",
    "label_key = ?",
    "iri IN (SELECT iri FROM spelling WHERE spelling_key = ?)",
    "instr(label_key, ?) > 0",
)
"""How a text may name a thing: the first that holds for any counts."""

_SHEETS = """
PREFIX pg: <%s>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?sheet ?year ?authority WHERE { ?sheet a pg:Sheet ; pg:fiscalYear ?year ; pg:authority/rdfs:label ?authority }
"""
_SPELT = """
PREFIX pg: <%s>
SELECT DISTINCT ?iri ?printed WHERE { ?mention pg:mentionOf ?iri ; pg:printed ?printed } ORDER BY ?iri ?printed
"""
_KINDS = (
    "Measure",
    "MeasurePart",
    "Project",
    "PlanCode",
    "PlanScheme",
    "PolicyArea",
    "Organization",
    "Department",
    "Indicator",
)
_TYPE, _CODE, _RANK, _LABEL = (ox.NamedNode(iri) for iri in (RDF.type, PG.code, PG.rank, RDFS.label))


class Label(NamedTuple):
    """Something that can be named: its IRI, class, code (where it has one), label, year, authority.

    What several sheets share has neither year (0) nor authority.
    """

    iri: str
    kind: str
    code: str
    label: str
    fiscal_year: int
    authority: str


def write_labels(path: Path, database: ox.Store) -> None:
    """Write the table of everything in a database that a user may name."""
    from policygraph.loaders.japanese import fold

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            f"INSERT INTO label ({_COLUMNS}, code_key, label_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*label, fold(label.code), fold(label.label)) for label in _labels_in(database)),
        )
        connection.executemany(
            "INSERT INTO spelling (iri, spelling_key) VALUES (?, ?)",
            ((iri, fold(printed)) for iri, printed in _values(database, _SPELT % NAMESPACE)),
        )


def _labels_in(database: ox.Store) -> list[Label]:
    """What can be named, each once.

    By pattern: a query that asks for graph and label at once takes several times as long.
    """
    sheets = {sheet: (int(year), authority) for sheet, year, authority in _values(database, _SHEETS % NAMESPACE)}
    found: set[Label] = set()
    for kind in _KINDS:
        for quad in database.quads_for_pattern(None, _TYPE, ox.NamedNode(NAMESPACE + kind), None):
            code = _first(database, quad.subject, _CODE) or _first(database, quad.subject, _RANK)
            label = _first(database, quad.subject, _LABEL) or code
            year, authority = sheets.get(getattr(quad.graph_name, "value", ""), (0, ""))
            found.add(Label(getattr(quad.subject, "value", ""), NAMESPACE + kind, code, label, year, authority))
    return sorted(found)


def _first(database: ox.Store, subject: Any, predicate: ox.NamedNode) -> str:
    """The first of a node's values that is in Japanese or in no language."""
    terms = (quad.object for quad in database.quads_for_pattern(subject, predicate, None, None))
    values = (term.value for term in terms if isinstance(term, ox.Literal) and term.language in (None, "ja"))
    return min(values, default="")


def _values(database: ox.Store, query: str) -> Iterator[list[str]]:
    solutions = database.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield [getattr(term, "value", "") for term in row]


def search_labels(path: Path, text: str) -> list[Label]:
    """Things whose code is ``text``, else whose name or a printed spelling is, else whose name holds it.

    Width and white space do not count; a text without anything else finds nothing.
    """
    # Most questions search nothing, and should not wait for the import.
    from policygraph.loaders.japanese import fold

    key = fold(text)
    order = "ORDER BY fiscal_year DESC, kind, code_key, label_key, iri"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for condition in _CONDITIONS if key else ():
            rows = connection.execute(f"SELECT {_COLUMNS} FROM label WHERE {condition} {order}", (key,)).fetchall()
            if rows:
                return [Label(*row) for row in rows]
    return []
