"""Names of plan codes: the small table that ships, and tables that a user adds.

A code without a name stays without one: nothing is invented. Tables are CSV with the columns
``scheme`` (a key of ``schemes.csv``), ``code`` and ``name_ja``, and optionally ``name_en`` and
``source``.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from policygraph.errors import SidecarError, os_reason_ja
from policygraph.ontology.schemes import all_schemes

REQUIRED: Final = ("scheme", "code", "name_ja")
OPTIONAL: Final = ("name_en", "source")

_WHITE = re.compile(r"\s+")


class CodeName(NamedTuple):
    """The name of a code of a scheme, and where it is published."""

    scheme: str
    code: str
    name_ja: str
    name_en: str | None
    source: str | None


Names = Mapping[tuple[str, str], CodeName]
"""Names by scheme key and code."""


@cache
def known_names() -> Names:
    """The names that ship with policygraph (``code_names.csv``)."""
    shipped = files("policygraph.ontology").joinpath("code_names.csv")
    return _read(shipped.read_text(encoding="utf-8"), "code_names.csv")


def read_code_names(path: Path) -> Names:
    """A user's table of names (``--codes FILE``), in UTF-8 with or without BOM, or cp932.

    Raises SidecarError, with the line, where a column is missing or unknown, a cell is empty, the
    scheme does not exist, the code has not the form of the scheme's codes, or a code is named twice.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SidecarError(str(path), f"cannot be read: {error.strerror}", ja=os_reason_ja(error)) from error
    return _read(_decoded(data, str(path)), str(path))


def with_names(base: Names, added: Names) -> Names:
    """Both tables; where both name a code, the added one holds."""
    return MappingProxyType({**base, **added})


def _decoded(data: bytes, path: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SidecarError(
        path, "is neither UTF-8 nor cp932 text", ja="UTF-8 でも Shift_JIS（cp932）でもなく、文字コードがわかりません"
    )


def _read(text: str, path: str) -> Names:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = _header(next(rows, []), path)
        names: dict[tuple[str, str], CodeName] = {}
        for row in rows:
            if any(cell.strip() for cell in row):
                name = _name(row, header, path, f"line {rows.line_num}")
                _add(name, names, path, f"line {rows.line_num}")
    except csv.Error as error:
        place = f"line {rows.line_num}"
        raise SidecarError(path, f"is not CSV: {error}", place, ja="CSV として読めません") from error
    return MappingProxyType(names)


def _header(row: list[str], path: str) -> list[str]:
    header = [cell.strip() for cell in row]
    for column in REQUIRED:
        if column not in header:
            raise SidecarError(path, f"lacks the column {column!r}", "line 1", ja=f"列 {column} がありません")
    for column in header:
        if column not in REQUIRED + OPTIONAL or header.count(column) > 1:
            ja = f"列 {column} は知られていないか、二度あります"
            raise SidecarError(path, f"has a column {column!r} that is unknown or there twice", "line 1", ja=ja)
    return header


def _name(row: list[str], header: list[str], path: str, line: str) -> CodeName:
    if len(row) != len(header):
        ja = f"セルが {len(row)} 個あり、列の数 {len(header)} と合いません"
        raise SidecarError(path, f"has {len(row)} cells where the header has {len(header)}", line, ja=ja)
    cells = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
    for column in REQUIRED:
        if not cells[column]:
            raise SidecarError(path, f"has an empty cell in the column {column!r}", line, ja=f"列 {column} が空です")
    code = _folded(cells["code"])
    _check_code(cells["scheme"], code, path, line)
    return CodeName(cells["scheme"], code, cells["name_ja"], cells.get("name_en") or None, cells.get("source") or None)


def _check_code(key: str, code: str, path: str, line: str) -> None:
    scheme = next((each for each in all_schemes() if each.key == key), None)
    if scheme is None:
        known = ", ".join(each.key for each in all_schemes())
        ja = f"体系 {key} は知られていません（あるのは {known}）"
        raise SidecarError(path, f"names the unknown scheme {key!r} (known: {known})", line, ja=ja)
    if scheme.pattern is not None and not scheme.has_code(code):
        ja = f"コード {code} は {key} のコードの形ではありません"
        raise SidecarError(path, f"has the code {code!r}, which has not the form of the codes of {key}", line, ja=ja)


def _add(name: CodeName, names: dict[tuple[str, str], CodeName], path: str, line: str) -> None:
    key = (name.scheme, name.code)
    if key in names:
        ja = f"{name.scheme} のコード {name.code} が二度あります"
        raise SidecarError(path, f"names the code {name.code!r} of {name.scheme} twice", line, ja=ja)
    names[key] = name


def _folded(text: str) -> str:
    return _WHITE.sub("", unicodedata.normalize("NFKC", text))
