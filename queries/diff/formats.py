"""A comparison as rows, CSV, XLSX and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from policygraph import __version__
from policygraph.errors import shown
from policygraph.loaders.literals import INTEGER, clean
from policygraph.ontology.terms import XSD
from policygraph.queries.diff.model import KINDS, Cell, Change, Comparison, Item, Pair, Side, Value
from policygraph.queries.diff.words import pair_counts, property_words, value_of
from policygraph.queries.formats import to_csv, to_workbook
from policygraph.queries.table import Table, Term

COLUMNS: Final = (
    *("kind", "kindName", "thing", "authority", "measureCodeA", "measureCodeB", "codeA", "codeB", "name"),
    *("property", "propertyName", "detail", "unit", "from", "to", "difference", "confidence", "method"),
    *("candidates", "note", "fileA", "linesA", "fileB", "linesB"),
)
"""Columns of CSV and XLSX, and keys of a change in JSON."""

PAIR_COLUMNS: Final = (
    *("thing", "authority", "measureCodeA", "measureCodeB", "codeA", "codeB", "nameA", "nameB"),
    *("confidence", "method", "fileA", "fileB"),
)
"""Columns of the sheet ``pairs``, and keys of a pair in JSON."""

_DECIMAL: Final = ox.NamedNode(XSD.decimal)
_Cells = Mapping[str, Value]


def rows(changes: Iterable[Change]) -> list[_Cells]:
    """A row a change."""
    lines: dict[tuple[int, object], str] = {}

    def lines_of(item: Item | None, cell: Cell) -> str | None:
        if item is None or not cell.quotes:
            return None
        key = (id(item.held), cell.quotes)
        if key not in lines:
            lines[key] = item.held.lines(cell.quotes)
        return lines[key] or None

    return [
        {
            "kind": change.kind,
            "kindName": KINDS[change.kind],
            "thing": change.pair.thing,
            **_identity(change.pair),
            "name": change.pair.either.name,
            "property": change.what.name,
            "propertyName": property_words(change),
            "detail": change.what.detail or None,
            "unit": change.what.unit,
            "from": value_of(change, change.a),
            "to": value_of(change, change.b),
            "difference": change.difference,
            "confidence": change.confidence,
            "method": change.method,
            "candidates": "、".join(change.candidates) or None,
            "note": change.note or None,
            "fileA": change.pair.a.held.file if change.pair.a else None,
            "linesA": lines_of(change.pair.a, change.a),
            "fileB": change.pair.b.held.file if change.pair.b else None,
            "linesB": lines_of(change.pair.b, change.b),
        }
        for change in changes
    ]


def _identity(pair: Pair) -> _Cells:
    return {
        "authority": pair.either.held.authority,
        "measureCodeA": pair.a.held.sheet.head.code if pair.a else None,
        "measureCodeB": pair.b.held.sheet.head.code if pair.b else None,
        "codeA": pair.a.code or None if pair.a else None,
        "codeB": pair.b.code or None if pair.b else None,
    }


def pair_rows(pairs: Iterable[Pair]) -> list[_Cells]:
    """A row a pair."""
    return [
        {
            "thing": pair.thing,
            **_identity(pair),
            "nameA": pair.a.name if pair.a else None,
            "nameB": pair.b.name if pair.b else None,
            "confidence": pair.confidence,
            "method": pair.method,
            "fileA": pair.a.held.file if pair.a else None,
            "fileB": pair.b.held.file if pair.b else None,
        }
        for pair in pairs
    ]


def changes_table(changes: Iterable[Change]) -> Table:
    """The rows as a table."""
    return _table(COLUMNS, rows(changes))


def _table(columns: Sequence[str], cells: Iterable[_Cells]) -> Table:
    return Table(tuple(columns), tuple(tuple(_term(row[name]) for name in columns) for row in cells))


def _term(value: Value) -> Term | None:
    if value is None:
        return None
    if isinstance(value, str):
        return ox.Literal(clean(value))
    return ox.Literal(f"{value:f}", datatype=_DECIMAL) if isinstance(value, Decimal) else _integer(value)


def _integer(value: int) -> Term:
    return ox.Literal(str(value), datatype=INTEGER)


def as_csv(comparison: Comparison) -> str:
    """One row a change."""
    return to_csv(changes_table(comparison.changes))


def to_xlsx(comparison: Comparison, path: Path) -> None:
    """A workbook: a sheet a kind of change that occurs, the pairs, and what was compared with what."""
    tables = {kind: changes_table(comparison.of_kind(kind)) for kind in comparison.counts}
    pairs = _table(PAIR_COLUMNS, pair_rows(comparison.pairs))
    to_workbook({**tables, "pairs": pairs}, _about(comparison), path)


def _about(comparison: Comparison) -> list[tuple[str, str]]:
    sides = [("A", comparison.a), ("B", comparison.b)]
    return [
        ("software", f"policygraph {__version__}"),
        *((letter, f"{side.name}：{side.basis}") for letter, side in sides),
        ("対応", pair_counts(comparison)),
        *(
            (f"{letter} で読めなかったもの", f"{shown(each.file)}：{each.reason_ja}")
            for letter, side in sides
            for each in side.refused
        ),
        *(("比べなかったもの", each) for each in comparison.left_out),
        *((kind, f"{KINDS[kind]}：{count} 件") for kind, count in comparison.counts.items()),
    ]


def as_json(comparison: Comparison) -> str:
    """One object: ``a``, ``b``, ``counts``, ``leftOut``, ``pairs`` and ``changes``; the unknown is null."""
    everything = {
        "a": _side(comparison.a),
        "b": _side(comparison.b),
        "counts": comparison.counts,
        "leftOut": comparison.left_out,
        "pairs": pair_rows(comparison.pairs),
        "changes": [
            {**row, "candidates": change.candidates}
            for row, change in zip(rows(comparison.changes), comparison.changes, strict=True)
        ],
    }
    return json.dumps(everything, ensure_ascii=False, indent=1, default=_number) + "\n"


def _side(side: Side) -> Mapping[str, Any]:
    return {
        "name": side.name,
        "basis": side.basis,
        "years": sorted(side.years),
        "sheets": [
            {
                "file": each.file,
                "authority": each.authority,
                "fiscalYear": each.year,
                "measureCode": each.sheet.head.code,
            }
            for each in side.held
        ],
        "refused": [{"file": each.file, "reason": each.reason} for each in side.refused],
    }


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"no JSON of {value!r}")
    return int(value) if value == value.to_integral_value() else float(value)
