"""What a build is given: files and folders, and the table of citable sources beside them."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from policygraph.errors import SourceError, os_reason_ja
from policygraph.loaders.sidecars import SourceInfo, read_sources

SHEET_SUFFIX = ".txt"
SOURCES_FILE = "sources.csv"
CORRECTIONS_FILE = "corrections.csv"
_SIDECARS = (SOURCES_FILE, CORRECTIONS_FILE)

MAX_BYTES: Final = 4 * 1024 * 1024
"""The largest text of a sheet, and the longest line of a file with many sheets.

The text of a sheet of 120 projects has some 0.2 MB, a review sheet with 300 payees 0.05 MB.
"""


def is_text(path: Path) -> bool:
    """Whether a file of a folder is a text of a sheet, by its name."""
    return path.suffix.lower() == SHEET_SUFFIX


def find_files(
    inputs: Iterable[Path], store: Path | None = None, accepts: Callable[[Path], bool] = is_text
) -> tuple[list[Path], list[Path]]:
    """Files to read, and files of folders that are passed over, both in a stable order, each once.

    ``accepts`` says of a file of a folder whether it is read; a file that is named is read in any case.
    Hidden files and folders (names that begin with a dot) and the store itself are no input. A folder
    in a folder that cannot be listed is among the files: reading it says why.

    Raises:
        SourceError: an input does not exist.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for path in inputs:
        if path.is_dir():
            for found in sorted(_inside(path, {_real(store)} if store else set())):
                if found.is_dir() or accepts(found):
                    files.append(found)
                elif found.name not in _SIDECARS:
                    skipped.append(found)
        elif os.path.lexists(path):
            files.append(path)
        else:
            raise SourceError(
                str(path), "there is no such file or folder", ja="そのようなファイルやフォルダーはありません"
            )
    return _each_once(files), _each_once(skipped)


def _inside(folder: Path, entered: set[str]) -> Iterator[Path]:
    """Files below a folder; one that was ``entered`` before, by a link, is not entered again."""
    if _real(folder) in entered:
        return
    entered.add(_real(folder))
    try:
        paths = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        yield folder
        return
    for path in paths:
        if path.is_dir():
            yield from _inside(path, entered)
        else:
            yield path


def _real(path: Path) -> str:
    # Path.resolve raises over a link to itself.
    return os.path.realpath(path)


def _each_once(paths: Iterable[Path]) -> list[Path]:
    once: dict[str, Path] = {}
    for path in paths:
        once.setdefault(_real(path), path)
    return list(once.values())


def read_file(path: Path) -> bytes:
    """The bytes of an input file, at most :data:`MAX_BYTES`.

    Of a file that is too large no more than the limit is held.

    Raises:
        SourceError: it cannot be read, is no regular file, or is too large.
    """
    with opened(path) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        raise SourceError(
            str(path),
            f"is larger than {limit} MB, and no sheet is",
            ja=f"{limit} MB を超えています。調書のテキストとしては大きすぎます",
        )
    return data


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """An input file, open; a pipe or device, which might never end, is not opened.

    Raises:
        SourceError: it cannot be opened or read, or is no regular file.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            _refuse_irregular(path)
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise SourceError(str(path), error.strerror or str(error), ja=os_reason_ja(error)) from error


class Line(NamedTuple):
    """A line of a file with its number from 1 and with its end; ``data`` is None where it is too long."""

    number: int
    data: bytes | None


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of a file, one at a time, so that its size takes no memory; of a line at most :data:`MAX_BYTES`.

    Raises:
        SourceError: it cannot be read, or is no regular file.
    """
    with opened(path) as file:
        number = 1
        while data := file.readline(MAX_BYTES + 1):
            if len(data) <= MAX_BYTES:
                yield Line(number, data)
            else:
                yield Line(number, None)
                while data and not data.endswith(b"\n"):
                    data = file.readline(MAX_BYTES)
            number += 1


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file of any size.

    Raises:
        SourceError: it cannot be read, or is no regular file.
    """
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_irregular(path: Path) -> NoReturn:
    """Raise why something that is no regular file is not read."""
    if path.is_dir():
        # It is here because listing it failed (find_files): fail again, with the reason.
        next(path.iterdir(), None)
    raise SourceError(
        str(path), "is not a regular file", ja="ふつうのファイルではありません（パイプや装置などは読みません）"
    )


def source_infos(files: Sequence[Path], sources: Path | None) -> dict[Path, SourceInfo]:
    """The sidecar's row for each file: of the table given, else of the one beside the file.

    Raises:
        SidecarError: a table is malformed.
    """
    tables: dict[Path, Mapping[str, SourceInfo]] = {}
    infos: dict[Path, SourceInfo] = {}
    for path in files:
        table = sources or path.parent / SOURCES_FILE
        if table not in tables:
            tables[table] = read_sources(table) if sources or table.is_file() else {}
        if path.name in tables[table]:
            infos[path] = tables[table][path.name]
    return infos


def digest_of(files: Sequence[Path]) -> str:
    """A name for what goes in, the same for the same files; one that cannot be read counts by its name."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0".encode("utf-8", "backslashreplace"))
        with suppress(SourceError):
            digest.update(sha256_of(path).encode())
    return digest.hexdigest()
