"""What a build is given: files and folders, and the table of citable sources beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from policygraph.errors import SourceError
from policygraph.loaders.sidecars import SourceInfo, read_sources

SHEET_SUFFIX = ".txt"
SOURCES_FILE = "sources.csv"


def find_files(inputs: Iterable[Path], store: Path) -> tuple[list[Path], list[Path]]:
    """Files to read, and files of folders that are passed over, both in a stable order, each once.

    Hidden files and folders (names that begin with a dot) and the store itself are no input.

    Raises:
        SourceError: an input does not exist.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for path in inputs:
        if path.is_dir():
            inside = sorted(_inside(path, store))
            files += [file for file in inside if file.suffix.lower() == SHEET_SUFFIX]
            skipped += [file for file in inside if file.suffix.lower() != SHEET_SUFFIX and file.name != SOURCES_FILE]
        elif path.exists():
            files.append(path)
        else:
            raise SourceError(str(path), "there is no such file or folder")
    return _each_once(files), _each_once(skipped)


def _inside(folder: Path, store: Path) -> Iterator[Path]:
    if folder.resolve() == store.resolve():
        return
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _inside(path, store)
        else:
            yield path


def _each_once(paths: Iterable[Path]) -> list[Path]:
    once: dict[Path, Path] = {}
    for path in paths:
        once.setdefault(path.resolve(), path)
    return list(once.values())


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
        with suppress(OSError):
            digest.update(path.read_bytes())
    return digest.hexdigest()
