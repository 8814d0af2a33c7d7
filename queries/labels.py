"""The table of names that users search: codes, labels and printed spellings of a version, keys folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from policygraph.loaders.japanese import fold
from policygraph.ontology.terms import NAMESPACE

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

_NAMED = """
PREFIX pg: <%s>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?iri ?kind ?code ?label ?year ?authority WHERE {
  VALUES ?kind { %s }
  ?iri a ?kind .
  OPTIONAL { ?iri pg:code|pg:rank ?code }
  OPTIONAL { ?iri rdfs:label ?label FILTER (LANG(?label) = "ja") }
  OPTIONAL { GRAPH ?sheet { ?iri a ?kind } ?sheet pg:fiscalYear ?year ; pg:authority/rdfs:label ?authority }
} ORDER BY ?iri ?kind ?code ?label
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


def _labels_in(database: ox.Store) -> Iterator[Label]:
    query = _NAMED % (NAMESPACE, " ".join(f"pg:{kind}" for kind in _KINDS))
    for iri, kind, code, label, year, authority in _values(database, query):
        yield Label(iri, kind, code, label or code, int(year or 0), authority)


def _values(database: ox.Store, query: str) -> Iterator[list[str]]:
    solutions = database.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield [getattr(term, "value", "") for term in row]


def search_labels(path: Path, text: str) -> list[Label]:
    """Things whose code is ``text``, else whose name or a printed spelling is, else whose name holds it.

    Width and white space do not count; a text without anything else finds nothing.
    """
    key = fold(text)
    order = "ORDER BY fiscal_year DESC, kind, code_key, label_key, iri"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for condition in _CONDITIONS if key else ():
            rows = connection.execute(f"SELECT {_COLUMNS} FROM label WHERE {condition} {order}", (key,)).fetchall()
            if rows:
                return [Label(*row) for row in rows]
    return []
