"""``sources.csv`` beside the sheets: where each file is published, its licence, when it was retrieved."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from policygraph.errors import EncodingError, SidecarError
from policygraph.loaders.source import decode

COLUMNS = ("file", "url", "licence", "retrieved")


class SourceInfo(NamedTuple):
    """A citable source; what the table leaves empty is None."""

    url: str | None
    licence: str | None
    retrieved: date | None


def read_sources(path: Path) -> Mapping[str, SourceInfo]:
    """The rows of a ``sources.csv`` by file name.

    Raises:
        SidecarError: the file cannot be read, a column is missing or unknown, a file stands twice, a
            URL is not http(s), or a date is not YYYY-MM-DD; with the line.
    """
    try:
        text = decode(str(path), path.read_bytes())
    except OSError as error:
        raise SidecarError(str(path), error.strerror or "cannot be read") from error
    except EncodingError as error:
        raise SidecarError(str(path), error.reason, error.place) from error
    rows = csv.reader(io.StringIO(text, newline=""))
    header = next(rows, [])
    if sorted(header) != sorted(COLUMNS):
        raise SidecarError(str(path), f"the columns are {header}, and should be {', '.join(COLUMNS)}", "line 1")
    infos: dict[str, SourceInfo] = {}
    for row in rows:
        place = f"line {rows.line_num}"
        if len(row) != len(header):
            raise SidecarError(str(path), f"{len(row)} cells where there are {len(header)} columns", place)
        cells = dict(zip(header, (cell.strip() for cell in row), strict=True))
        if not cells["file"] or cells["file"] in infos:
            raise SidecarError(str(path), f"file {cells['file']!r} is empty or stands twice", place)
        infos[cells["file"]] = _info(cells, str(path), place)
    return infos


def _info(cells: Mapping[str, str], path: str, place: str) -> SourceInfo:
    url = cells["url"] or None
    if url and (urlsplit(url).scheme not in ("http", "https") or not url.isascii() or set(url) & set(' <>"{}|\\^`')):
        raise SidecarError(path, f"not a URL: {url!r}", place)
    try:
        retrieved = date.fromisoformat(cells["retrieved"]) if cells["retrieved"] else None
    except ValueError as error:
        raise SidecarError(path, f"not a date (YYYY-MM-DD): {cells['retrieved']!r}", place) from error
    return SourceInfo(url, cells["licence"] or None, retrieved)
