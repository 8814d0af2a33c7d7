"""The table of names that users search: codes, labels and printed spellings of a version, keys folded."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

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
SPELLINGS = f"""
PREFIX pg: <{NAMESPACE}>
SELECT DISTINCT ?iri ?printed WHERE {{ ?mention pg:mentionOf ?iri ; pg:printed ?printed }} ORDER BY ?iri ?printed
"""
"""What things are called where sheets mention them."""
KINDS = (
    "Measure",
    "MeasurePart",
    "Project",
    "PlanCode",
    "PlanScheme",
    "PolicyArea",
    "Organization",
    "Department",
    "Indicator",
    "ReviewProject",
)
"""Local names of the classes whose members users name."""
_TYPE, _CODE, _RANK, _NUMBER, _LABEL, _MENTION_OF, _PRINTED = (
    ox.NamedNode(iri) for iri in (RDF.type, PG.code, PG.rank, PG.corporateNumber, RDFS.label, PG.mentionOf, PG.printed)
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
        _fill(connection, _labels_in(database), _spellings_in(database))


def _fill(connection: sqlite3.Connection, labels: Iterable[Label], spellings: Iterable[tuple[str, str]]) -> None:
    from policygraph.loaders.japanese import fold

    connection.executescript(_SCHEMA)
    connection.executemany(
        f"INSERT INTO label ({_COLUMNS}, code_key, label_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((*label, fold(label.code), fold(label.label)) for label in labels),
    )
    connection.executemany(
        "INSERT INTO spelling (iri, spelling_key) VALUES (?, ?)",
        ((iri, fold(printed)) for iri, printed in spellings),
    )


def _labels_in(database: ox.Store) -> list[Label]:
    """What can be named, each once.

    By whole properties: a query for them, or asking node by node, takes several times as long.
    """
    sheets = {sheet: (int(year), authority) for sheet, year, authority in _values(database, _SHEETS % NAMESPACE)}
    codes = _texts(database, _NUMBER) | _texts(database, _RANK) | _texts(database, _CODE)
    labels = _texts(database, _LABEL)
    found: set[Label] = set()
    for kind in KINDS:
        for quad in database.quads_for_pattern(None, _TYPE, ox.NamedNode(NAMESPACE + kind), None):
            iri = getattr(quad.subject, "value", "")
            code = codes.get(iri, "")
            year, authority = sheets.get(getattr(quad.graph_name, "value", ""), (0, ""))
            found.add(Label(iri, NAMESPACE + kind, code, labels.get(iri) or code, year, authority))
    return sorted(found)


def _spellings_in(database: ox.Store) -> list[tuple[str, str]]:
    """What is mentioned with the spellings that mentions of it print, each once."""
    printed = _texts(database, _PRINTED)
    mentions = database.quads_for_pattern(None, _MENTION_OF, None, None)
    pairs = ((getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")) for quad in mentions)
    return sorted({(mentioned, printed[mention]) for mention, mentioned in pairs if mention in printed})


def _texts(database: ox.Store, property_: ox.NamedNode) -> dict[str, str]:
    """By node: the first of its values of a property in Japanese or in no language."""
    texts: dict[str, str] = {}
    for quad in database.quads_for_pattern(None, property_, None, None):
        value = quad.object
        if isinstance(value, ox.Literal) and value.language in (None, "ja"):
            subject = getattr(quad.subject, "value", "")
            texts[subject] = min(texts.get(subject, value.value), value.value)
    return texts


def _values(database: ox.Store, query: str) -> Iterator[list[str]]:
    solutions = database.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    for row in solutions:
        yield [getattr(term, "value", "") for term in row]


def search_labels(path: Path, text: str, kinds: Collection[str] = KINDS) -> list[Label]:
    """Things whose code is ``text``, else whose name or a printed spelling is, else whose name holds it.

    ``kinds`` are the local names of the classes to look among. Width and white space do not count; a
    text without anything else finds nothing.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return _search(connection, text, kinds)


def search_among(
    labels: Iterable[Label], spellings: Iterable[tuple[str, str]], text: str, kinds: Collection[str] = KINDS
) -> list[Label]:
    """What :func:`search_labels` finds, where no table stands on disk; ``spellings`` are of (IRI, printed)."""
    with closing(sqlite3.connect(":memory:")) as connection, connection:
        _fill(connection, labels, spellings)
        return _search(connection, text, kinds)


def _search(connection: sqlite3.Connection, text: str, kinds: Collection[str]) -> list[Label]:
    # Most questions search nothing, and should not wait for the import.
    from policygraph.loaders.japanese import fold

    key = fold(text)
    among = f"kind IN ({', '.join('?' * len(kinds))})"
    order = "ORDER BY fiscal_year DESC, kind, code_key, label_key, iri"
    for condition in _CONDITIONS if key else ():
        query = f"SELECT {_COLUMNS} FROM label WHERE {condition} AND {among} {order}"
        rows = connection.execute(query, (key, *(NAMESPACE + kind for kind in kinds))).fetchall()
        if rows:
            return [Label(*row) for row in rows]
    return []
