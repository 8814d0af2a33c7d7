"""Answers as text and files: table, CSV, TSV, W3C JSON, XLSX, Turtle.

What comes from a document is never trusted in a spreadsheet cell: a text that a spreadsheet
would take for a formula gets an apostrophe before it, while numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from policygraph.loaders.literals import clean
from policygraph.loaders.spreadsheet import defused
from policygraph.queries.store import PREFIXES, Table, Term

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))


def is_number(term: Term | None) -> bool:
    """Whether a term is a numeric literal."""
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def cell(term: Term | None) -> str:
    """A term as a cell of CSV or TSV: the empty text where it is unbound."""
    if term is None:
        return ""
    return term.value if is_number(term) or isinstance(term, ox.NamedNode) else defused(term.value)


def to_csv(table: Table, delimiter: str = ",") -> str:
    """CSV (RFC 4180) or, with a tab, TSV: a header and one line a row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    writer.writerow(table.columns)
    writer.writerows([cell(term) for term in row] for row in table.rows)
    return buffer.getvalue()


def to_json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON (W3C Recommendation, section 3)."""
    bindings = [
        {name: _json_term(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    return json.dumps({"head": {"vars": table.columns}, "results": {"bindings": bindings}}, ensure_ascii=False) + "\n"


def _json_term(term: Term | ox.Triple) -> dict[str, Any]:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == _XSD + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def to_xlsx(table: Table, about: Sequence[tuple[str, str]], path: Path | BinaryIO) -> None:
    """A workbook: the rows with typed cells, and a sheet that says what was asked of what."""
    to_workbook({"rows": table}, about, path)


def to_workbook(tables: Mapping[str, Table], about: Sequence[tuple[str, str]], path: Path | BinaryIO) -> None:
    """A workbook: a sheet a table, with typed cells, and one that says what they are about."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    notes = book.create_sheet("about")
    for name, value in about:
        notes.append([name, defused(clean(value))])
    book.save(path)


def _fill(rows: Worksheet, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    rows.append(list(table.columns))
    for row in table.rows:
        rows.append([_xlsx_value(term) for term in row])
    for index, name in enumerate(table.columns):
        rows.cell(1, index + 1).font = Font(bold=True)
        widest = max([len(name), *(2 * len(cell(row[index])) for row in table.rows)])
        rows.column_dimensions[get_column_letter(index + 1)].width = min(60, widest + 2)
    rows.freeze_panes = "A2"


def _xlsx_value(term: Term | None) -> str | int | float | None:
    if term is None:
        return None
    if is_number(term):
        number = float(term.value)
        return int(number) if number.is_integer() else number
    return cell(term)


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Turtle, with the prefixes that all queries use."""
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
