"""Answers held to golden tables: of the examples (``golden/``) and of the real sheet (``real/``).

Those of the real sheet hold ids, numbers and lines only.
"""

from __future__ import annotations

from decimal import Decimal

from policygraph.api import query
from policygraph.queries.asking import ask
from policygraph.queries.catalogue import question
from policygraph.queries.store import LocalStore
from tests.queries.answers import REAL, golden, rows_of


def is_as_in_the_examples(store: LocalStore, name: str, given: dict[str, str]) -> None:
    columns, expected = golden(name)
    assert rows_of(query(store, name, **given), columns) == expected
    every_row_tells_its_file(store, name, given)


def is_as_in_the_real_sheet(store: LocalStore, name: str, given: dict[str, str]) -> None:
    columns, expected = golden(name, REAL)
    assert rows_of(query(store, name, sources=True, **given), columns) == expected
    every_row_tells_its_file(store, name, given)


def every_row_tells_its_file(store: LocalStore, name: str, given: dict[str, str]) -> None:
    """With sources the rows are the same, and each that has quotations says in which file."""
    plain = query(store, name, **given)
    sourced = ask(store, question(name), given, sources=True)
    assert [row[: len(plain.columns)] for row in sourced.rows] == list(plain.rows)
    assert all(row[-1] is not None for row in sourced.rows)


def numbers(store: LocalStore, name: str, *columns: str, **given: str) -> list[list[str | Decimal]]:
    return rows_of(query(store, name, **given), columns)
