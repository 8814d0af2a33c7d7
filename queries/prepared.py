"""Answers worked out when a version is published, for questions that read the whole store.

A version never changes, so neither do they. Such a question has ``prepared: true`` in its head; all
its parameters are optional and columns of the answer, so that a parameter only picks rows.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from policygraph.queries.catalogue import questions
from policygraph.queries.formats import to_json
from policygraph.queries.store import Bindings, Table, ask_engine, table_of


def write_answers(folder: Path, database: ox.Store) -> None:
    """Answer all such questions from a database; a file each, W3C results JSON."""
    folder.mkdir()
    for asked in questions():
        if asked.prepared:
            found = ask_engine(database, asked.sparql, None)
            assert isinstance(found, ox.QuerySolutions)
            (folder / f"{asked.name}.json").write_text(to_json(table_of(found)), encoding="utf-8")


def prepared_answer(folder: Path, name: str, bindings: Bindings) -> Table | None:
    """The rows of a prepared answer that have the terms of ``bindings``; None where none was prepared."""
    file = folder / f"{name}.json"
    if not file.is_file():
        return None
    found = ox.parse_query_results(file.read_bytes(), format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    table = table_of(found)
    wanted = {table.columns.index(column): term for column, term in bindings.items()}
    rows = (row for row in table.rows if all(row[place] == term for place, term in wanted.items()))
    return Table(table.columns, tuple(rows))
