"""``corrections.csv``: what people set right or confirmed, applied to the records of a sheet.

A row names a sheet, a value by its path (:mod:`policygraph.loaders.paths`), what the reader had
read there and what it is. Where the reader reads something else by now, or the record is not there,
the row is refused and what was read stays (finding ``correction-refused``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path as File
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from policygraph.errors import SidecarError
from policygraph.loaders.japanese import fold
from policygraph.loaders.paths import Path, parse_path
from policygraph.loaders.records import Record, Sheet
from policygraph.loaders.sidecars import decode_sidecar, read_rows
from policygraph.loaders.spreadsheet import from_cell, to_cell
from policygraph.loaders.value_texts import (
    TextError,
    is_plain,
    parse,
    parse_record,
    parse_records,
    show,
    show_record,
    show_records,
)

COLUMNS: Final = ("sheet", "what", "from", "to", "who", "when", "why")
JAPANESE: Final = MappingProxyType(
    dict(zip(("調書", "項目", "読み取り値", "訂正後の値", "訂正者", "訂正日", "理由"), COLUMNS, strict=True))
)
"""What the columns may be called in Japanese."""

_BOM: Final = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""

_SHEET = re.compile(r"(\d{4})(?:年度)?/?(\d{1,2})[-/](\d{1,2})")
_LINE = re.compile(r"line (\d+)$")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
"""Spreadsheets write ``2020-11-09`` as ``2020/11/9``."""


class Row(NamedTuple):
    """A row of the overlay; ``place`` names the table and the line.

    ``value`` is what ``to`` says; None, an empty tuple: nothing. Where ``to`` repeats ``as_read``, the
    row confirms what was read, whatever that is, and ``value`` is None.
    """

    place: str
    sheet: str
    what: Path
    as_read: str
    to: str
    value: Any
    who: str
    when: date
    why: str

    @property
    def place_ja(self) -> str:
        """``corrections.csv 3行目``."""
        return _LINE.sub(r"\1行目", self.place)

    @property
    def confirms(self) -> bool:
        """Whether it says that the reader was right."""
        return self.to == self.as_read


def read_corrections(table: File) -> tuple[Row, ...]:
    """The rows of an overlay, in UTF-8, UTF-16 or cp932, with English or Japanese column names.

    Raises:
        SidecarError: the table is malformed, or a row names no value that records have, a value that
            cannot stand there, nobody, or no day; with the line.
    """
    return tuple(
        _row({name: from_cell(cell) for name, cell in cells.items()}, str(table), place)
        for place, cells in read_rows(table, COLUMNS, JAPANESE)
    )


def _row(cells: dict[str, str], table: str, place: str) -> Row:
    for name in ("sheet", "what", "who", "when"):
        if not cells[name]:
            raise SidecarError(table, f"{name} is empty", place, ja=f"{name} が空です")
    try:
        what = parse_path(cells["what"])
        value = None if cells["to"] == cells["from"] else parse_value(what, cells["to"])
    except TextError as error:
        raise SidecarError(table, f"{cells['what']}: {error}", place, ja=f"{cells['what']}：{error.ja}") from error
    return Row(
        place=f"{File(table).name} {place}",
        sheet=cells["sheet"],
        what=what,
        as_read=cells["from"],
        to=cells["to"],
        value=value,
        who=cells["who"],
        when=_day(cells["when"], table, place),
        why=cells["why"],
    )


def _day(text: str, table: str, place: str) -> date:
    try:
        match = _DAY.fullmatch(fold(text))
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    ja = f"when が日付（YYYY-MM-DD）ではありません：{text}"
    raise SidecarError(table, f"when is not a date (YYYY-MM-DD): {text!r}", place, ja=ja)


def write_corrections(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells in the order of :data:`COLUMNS` as the text of an overlay.

    Cells that a spreadsheet would run as a formula get an apostrophe, which reading takes away.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([to_cell(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def with_rows(overlay: bytes | None, rows: Iterable[Sequence[str]], table: str) -> str:
    """An overlay with rows behind those it holds, whose text stays; None: a new one.

    ``rows`` have the order of :data:`COLUMNS`; they are written in the order of the overlay's own head.

    Raises:
        SidecarError: the overlay cannot be decoded.
    """
    if overlay is None:
        return _BOM + write_corrections(rows)
    text = decode_sidecar(table, overlay)
    head = next(csv.reader(io.StringIO(text, newline="")), [])
    order = [COLUMNS.index(JAPANESE.get(name.strip(), name.strip())) for name in head]
    _, _, added = write_corrections([row[place] for place in order] for row in rows).partition("\r\n")
    return _BOM + text + ("" if text.endswith("\n") else "\r\n") + added


def sheet_name(sheet: Sheet, file: str) -> str:
    """How an overlay names a sheet: ``2020/05-10``; by its file where its code could not be told."""
    return f"{sheet.head.fiscal_year:04d}/{sheet.head.code}" if sheet.head.code else file


def names_sheet(name: str, file: str, sheet: Sheet) -> bool:
    """Whether a name in an overlay means a sheet: its year and code, in a spreadsheet's spelling too, or its file."""
    key = fold(name)
    match = _SHEET.fullmatch(key)
    named = match and f"{match[1]}/{int(match[2]):02d}-{int(match[3]):02d}"
    own = sheet_name(sheet, file)
    return key in (fold(file), fold(own)) or named == own


# --- values ---------------------------------------------------------------------------------------


def parse_value(path: Path, text: str) -> Any:
    """What a text sets at a path: a value, the values of a record or of each of a list, None for no record.

    Raises:
        TextError: that cannot stand there.
    """
    if path.field:
        return parse(path.record, path.field, text)
    if path.is_list:
        if not is_plain(path.record):
            raise TextError("these can be set or removed one by one only", "一件ずつしか訂正・削除できません")
        return parse_records(path.record, text)
    if not text.strip():
        if path.is_required:
            raise TextError("cannot be removed", "削除できません")
        return None
    return parse_record(path.record, text)


def text_at(path: Path, held: Any) -> str | None:
    """What was read at a path, as text; ``held`` is what :func:`policygraph.loaders.paths.value_at` gives."""
    if path.is_list:
        return show_records(held) or None
    if not isinstance(held, Record):
        return None
    return show(path.field, getattr(held, path.field.attribute)) if path.field else show_record(held)


def means(path: Path, text: str, read: str | None) -> bool:
    """Whether a text of an overlay says what was read, in any width and spelling of numbers."""
    if fold(text) == fold(read or ""):
        return True
    try:
        return read is not None and bool(parse_value(path, text) == parse_value(path, read))
    except TextError:
        return False
