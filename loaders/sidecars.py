"""``sources.csv`` beside the sheets: where each file is published, its licence, when it was retrieved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from policygraph.errors import EncodingError, SidecarError, os_reason_ja
from policygraph.loaders.source import decode

COLUMNS = ("file", "url", "licence", "retrieved")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_IRI_CHARACTERS = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
"""What RFC 3986 lets stand in a URI."""


class SourceInfo(NamedTuple):
    """A citable source; what the table leaves empty is None."""

    url: str | None
    licence: str | None
    retrieved: date | None


def decode_sidecar(path: str, data: bytes) -> str:
    """The text of a table, in any encoding that sheets have.

    Raises:
        SidecarError: its encoding cannot be told.
    """
    try:
        return decode(path, data)
    except EncodingError as error:
        raise SidecarError(path, error.reason, error.place, ja=error.reason_ja) from error


def read_rows(
    path: Path, columns: Collection[str], names: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The rows of a CSV beside the sheets (any encoding that sheets have), each with its place.

    ``columns`` must all be there, in any order; ``names`` are other names for them.

    Raises:
        SidecarError: the file cannot be read or is not CSV, a column is missing or unknown, or a row has
            more or fewer cells than there are columns; with the line.
    """
    try:
        text = decode_sidecar(str(path), path.read_bytes())
    except OSError as error:
        raise SidecarError(str(path), error.strerror or "cannot be read", ja=os_reason_ja(error)) from error
    try:
        yield from _rows(text, str(path), columns, names)
    except csv.Error as error:
        raise SidecarError(str(path), f"is not CSV: {error}", ja="CSV として読めません") from error


def _rows(
    text: str, path: str, columns: Collection[str], names: Mapping[str, str]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    rows = csv.reader(io.StringIO(text, newline=""))
    header = [names.get(name.strip(), name.strip()) for name in next(rows, [])]
    if sorted(header) != sorted(columns):
        wanted = ", ".join(columns)
        ja = f"列は {wanted} でなければなりませんが、{', '.join(header) or 'ありません'} です"
        raise SidecarError(path, f"the columns are {header}, and should be {wanted}", "line 1", ja=ja)
    last = rows.line_num
    for row in rows:
        place, last = f"line {last + 1}", rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            ja = f"セルが {len(row)} 個あり、列の数 {len(header)} と合いません"
            raise SidecarError(path, f"{len(row)} cells where there are {len(header)} columns", place, ja=ja)
        yield place, dict(zip(header, (cell.strip() for cell in row), strict=True))


def read_sources(path: Path) -> Mapping[str, SourceInfo]:
    """The rows of a ``sources.csv`` by file name.

    Raises:
        SidecarError: the table is malformed, a file stands twice, a URL is not http(s), or a date is not
            YYYY-MM-DD; with the line.
    """
    infos: dict[str, SourceInfo] = {}
    for place, cells in read_rows(path, COLUMNS):
        if not cells["file"] or cells["file"] in infos:
            ja = f"file「{cells['file']}」が空か、二度あります"
            raise SidecarError(str(path), f"file {cells['file']!r} is empty or stands twice", place, ja=ja)
        infos[cells["file"]] = _info(cells, str(path), place)
    return infos


def _info(cells: Mapping[str, str], path: str, place: str) -> SourceInfo:
    url, retrieved = cells["url"] or None, cells["retrieved"] or None
    if url and not _is_url(url):
        raise SidecarError(path, f"not a URL: {url!r}", place, ja=f"URL ではありません：{url}")
    return SourceInfo(url, cells["licence"] or None, _day(retrieved, path, place) if retrieved else None)


def _day(text: str, path: str, place: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise SidecarError(
        path, f"not a date (YYYY-MM-DD): {text!r}", place, ja=f"日付（YYYY-MM-DD）ではありません：{text}"
    )


def _is_url(text: str) -> bool:
    """Whether a text can be cited and stand as an IRI."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.scheme in ("http", "https") and parts.hostname and _IRI_CHARACTERS.fullmatch(text))
