"""Answers as text and files: CSV, TSV, W3C JSON, XLSX, Turtle, N-Triples.

TSV has the cells of CSV, for the same programs: that of the W3C writes terms in the syntax of Turtle,
with quotation marks and types around every text, which spreadsheets and statistics packages show as
they stand. Who wants the terms takes JSON.

What comes from a document is never trusted in a spreadsheet cell: a text that a spreadsheet
would take for a formula gets an apostrophe before it, while numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from policygraph.loaders.literals import clean
from policygraph.loaders.spreadsheet import to_cell
from policygraph.queries.store import PREFIXES
from policygraph.queries.table import Table, Term, Value, is_number, value_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONGEST = 32_767
"""Characters that a cell of a workbook can hold (Excel specifications and limits)."""
_DIGITS = 15
"""Digits of a number that Excel keeps (the same)."""


def cell(term: Term | None) -> str:
    """A term as a cell of CSV or TSV: the empty text where it is unbound.

    ``loaders.spreadsheet.from_cell`` gives the text of a literal back.
    """
    if term is None:
        return ""
    return term.value if is_number(term) or isinstance(term, ox.NamedNode) else to_cell(term.value)


def to_csv(table: Table, delimiter: str = ",") -> str:
    """CSV (RFC 4180) or, with a tab, TSV: a header and one row a line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerow(table.columns)
    writer.writerows([cell(term) for term in row] for row in table.rows)
    return buffer.getvalue()


def for_excel(text: str) -> str:
    """CSV or TSV with the mark before it by which Excel knows that it is UTF-8."""
    return f"\ufeff{text}"


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
    for note in about:
        notes.append([_xlsx_cell(notes, ox.Literal(clean(text))) for text in note])
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 24, 80
    book.save(path)


def _fill(rows: Worksheet, table: Table) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    rows.append(list(table.columns))
    for row in table.rows:
        rows.append([_xlsx_cell(rows, term) for term in row])
    for index, name in enumerate(table.columns):
        rows.cell(1, index + 1).font = Font(bold=True)
        widest = max([len(name), *(2 * len(cell(row[index])) for row in table.rows)])
        rows.column_dimensions[get_column_letter(index + 1)].width = min(60, widest + 2)
    rows.freeze_panes = "A2"
    rows.auto_filter.ref = rows.dimensions


def _xlsx_cell(rows: Worksheet, term: Term | None) -> Cell:
    from openpyxl.cell import Cell

    value = _xlsx_value(term)
    made = Cell(rows, row=1, column=1, value=value)
    if isinstance(value, str):
        # The library would take a text that looks like an error (#N/A) for one.
        made.data_type = "s"
    elif is_number(term) and isinstance(value, int):
        made.number_format = "#,##0"
    return made


def _xlsx_value(term: Term | None) -> Value:
    value = value_of(term)
    if isinstance(value, int | Decimal | float):
        return value if _is_exact_in_excel(value) else cell(term)
    return _fitting(value) if isinstance(value, str) else value


def _fitting(text: str) -> str:
    """A text as a cell can hold it; one that had to be cut ends with an ellipsis."""
    text = to_cell(clean(text.replace("\r\n", "\n").replace("\r", "\n")))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _is_exact_in_excel(number: int | Decimal | float) -> bool:
    """Whether Excel, which reckons in floats, keeps a number as it is."""
    if isinstance(number, float):
        return math.isfinite(number)
    return len(Decimal(number).normalize().as_tuple().digits) <= _DIGITS


def to_turtle(triples: Iterable[ox.Triple]) -> str:
    """Turtle, with the prefixes that all queries use."""
    return (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def to_ntriples(triples: Iterable[ox.Triple]) -> str:
    """N-Triples: each statement once, a line each, sorted, so that two answers can be compared."""
    return "".join(sorted({f"{triple} .\n" for triple in triples}))
