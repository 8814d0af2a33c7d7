"""The table of names that users search: codes, labels and offices of a version, keys folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
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
"""

_NAMED = """
PREFIX pg: <%s>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iri ?kind ?code ?label ?year ?authority WHERE {
  VALUES ?kind { %s }
  ?iri a ?kind .
  OPTIONAL { ?iri pg:code|pg:rank ?code }
  OPTIONAL { ?iri rdfs:label ?label FILTER (LANG(?label) = "ja") }
  OPTIONAL { GRAPH ?sheet { ?iri a ?kind } ?sheet pg:fiscalYear ?year ; pg:authority/rdfs:label ?authority }
}
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


def labels_in(database: ox.Store) -> Iterator[Label]:
    """Everything in a database that a user may name."""
    query = _NAMED % (NAMESPACE, " ".join(f"pg:{kind}" for kind in _KINDS))
    solutions = database.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        iri, kind, code, label, year, authority = (term.value if term else "" for term in row)
        yield Label(iri, kind, code, label or code, int(year or 0), authority)


def write_labels(path: Path, labels: Iterable[Label]) -> None:
    """Write the table."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.executemany(
            f"INSERT INTO label ({_COLUMNS}, code_key, label_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*label, fold(label.code), fold(label.label)) for label in labels),
        )


def search_labels(path: Path, text: str) -> list[Label]:
    """Labels whose code is ``text``, else whose name is, else whose name holds it, in any width."""
    key = fold(text)
    order = "ORDER BY fiscal_year DESC, kind, code_key, label_key, iri"
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for condition in ("code_key = ?", "label_key = ?", "instr(label_key, ?) > 0"):
            rows = connection.execute(f"SELECT {_COLUMNS} FROM label WHERE {condition} {order}", (key,)).fetchall()
            if rows:
                return [Label(*row) for row in rows]
    return []
