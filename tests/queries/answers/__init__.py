"""What golden tables, hand-made graphs and answers have in common.

A golden table holds the columns worth checking; what it leaves out (IRIs mostly) is not compared.
Numbers are compared by value: engines write 14.5 for 14.50.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from policygraph.queries.asking import ask
from policygraph.queries.catalogue import question
from policygraph.queries.store import PREFIXES, Bindings, Store, Table, Term
from policygraph.queries.table import is_number

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
"""A code that begins with 0 is none."""
GOLDEN = Path(__file__).parent.parent / "golden"
"""Tables of the examples."""
REAL = Path(__file__).parent / "real"
"""Tables of the real sheet: ids, numbers and lines."""


def value(text: str) -> str | Decimal:
    return Decimal(text) if NUMBER.fullmatch(text) else text


def plain(term: Term | None) -> str | Decimal:
    if term is None:
        return ""
    return Decimal(term.value) if is_number(term) else value(term.value)


def rows_of(table: Table, columns: Iterable[str]) -> list[list[str | Decimal]]:
    places = [table.columns.index(name) for name in columns]
    return [[plain(row[place]) for place in places] for row in table.rows]


def golden(name: str, folder: Path = GOLDEN) -> tuple[list[str], list[list[str | Decimal]]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [[value(cell) for cell in row] for row in rows]


class Made:
    """A store of what a test has put into it."""

    def __init__(self, database: ox.Store) -> None:
        self.database = database

    def prepared(self, name: str, bindings: Bindings) -> None:
        """Nothing was prepared."""

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        substitutions = {ox.Variable(key): term for key, term in (bindings or {}).items()}
        found = self.database.query(
            query, prefixes=PREFIXES, substitutions=substitutions, use_default_graph_as_union=True
        )
        assert isinstance(found, ox.QuerySolutions)
        return Table(tuple(each.value for each in found.variables), tuple(tuple(row) for row in found))  # type: ignore[arg-type]


def answer(name: str, turtle: str, **given: str) -> Table:
    database = ox.Store()
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    text = prefixes + "BASE <https://example.org/>\n" + turtle
    database.load(text.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://example.org/sheet"))
    return ask(cast("Store", Made(database)), question(name), given)


MEASURE = """
      <m> a pg:Measure ; pg:inSheet <sheet> ; pg:code "05-10" ; pg:fiscalYear "2020"^^xsd:gYear ; rdfs:label "施策"@ja .
"""
