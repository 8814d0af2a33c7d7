"""The corrections of a build: the overlay beside each file or the one given, and what became of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policygraph.errors import shown
from policygraph.loaders.correcting import corrected
from policygraph.loaders.corrections import Row, names_sheet, read_corrections
from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import SheetReading
from policygraph.loaders.source import Source
from policygraph.queries.inputs import CORRECTIONS_FILE


class Overlay:
    """The tables of corrections for some files.

    ``table`` is one for all files, else each file has the ``corrections.csv`` beside it, if there is one.

    Raises:
        SidecarError: a table is malformed.
    """

    def __init__(self, files: Sequence[Path], table: Path | None) -> None:
        self._table = table
        found = {table} if table else {path for path in set(map(_beside, files)) if path.is_file()}
        self._rows = {path: read_corrections(path) for path in sorted(found)}
        self._used: set[tuple[Path, str]] = set()
        self._refused: list[str] = []

    def apply(self, path: Path, reading: SheetReading, source: Source) -> Sheet:
        """The sheet of a file with the corrections that name it."""
        rows = self.rows_of(path, reading.sheet)
        if not rows:
            return reading.sheet
        self._used.update((self._table_of(path), row.place) for row in rows)
        sheet = corrected(reading.sheet, rows, source, reading.doubts)
        self._refused += [each.message_ja for each in sheet.findings if each.rule == "correction-refused"]
        return sheet

    def rows_of(self, path: Path, sheet: Sheet) -> list[Row]:
        """The rows that name a sheet as it was read."""
        rows = self._rows.get(self._table_of(path), ())
        return [row for row in rows if names_sheet(row.sheet, path.name, sheet)]

    def _table_of(self, path: Path) -> Path:
        return self._table or _beside(path)

    def unapplied(self) -> tuple[str, ...]:
        """In Japanese, the rows that name no sheet of the files, and those that were refused."""
        idle = [row for table, rows in self._rows.items() for row in rows if (table, row.place) not in self._used]
        return (*(f"{row.place_ja}：調書「{shown(row.sheet)}」は入力にありません。" for row in idle), *self._refused)


def _beside(path: Path) -> Path:
    return path.parent / CORRECTIONS_FILE
