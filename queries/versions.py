"""The store on disk: a directory of immutable versions and a file that names the current one.

::

    policygraph.store/
      MANIFEST.json          what this directory is (the marker that a store is opened by)
      current                name of the published version
      versions/<id>/db/      an Oxigraph database
      versions/<id>/shared/  what each document adds to the shared graph, as N-Triples
      versions/<id>/labels.sqlite
      versions/<id>/links.json
      versions/<id>/answers/
      versions/<id>/manifest.json
      versions/<id>/manifest.sha256  seal of the manifest, as sha256sum writes it

A build fills a directory whose name ends in ``.partial``, syncs it, renames it, then replaces
``current`` in one step: a reader sees the old version or the new one, and a killed build leaves the
old one answering. The last two versions are kept. The manifest holds the SHA-256 of every other file
of its version, so :mod:`policygraph.queries.verify` finds a byte that is not what was published.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from policygraph.errors import NoStoreError, StoreBusyError, StoreError, os_reason_ja

MARKER = json.dumps({"format": "policygraph-store/1"}) + "\n"
"""What ``MANIFEST.json`` holds."""

KEPT_VERSIONS = 2
PARTIAL = ".partial"
"""Ends the name of a version that is being filled."""

FRESH = ".new"
"""Ends the name of a small file that is about to replace another."""

LOCK = "build.lock"
_BEFORE_THE_MARKER = {"versions", LOCK, "MANIFEST.json" + FRESH}
"""What a first build that was killed at once may have left."""

VERSION_NAME = re.compile(r"([0-9]{6,})-[0-9a-z]+")
"""A published version: its number, and a hash."""

_AGAIN = "調書から policygraph build で作り直してください（--add は付けません）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of a version: its file, its identity, and what was found wrong with it.

    ``findings`` counts by severity; ``triples`` counts its own graph.
    """

    file: str
    sha256: str
    iri: str
    authority: str
    authority_code: str
    fiscal_year: int
    code: str
    title: str
    triples: int
    findings: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a published version holds. ``files`` maps each of its files to its SHA-256."""

    id: str
    created: str
    software: str
    base: str
    documents: tuple[Document, ...]
    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        data: dict[str, Any] = json.loads(text)
        documents = tuple(Document(**document) for document in data.pop("documents"))
        return cls(documents=documents, **data)


@dataclass(frozen=True, slots=True)
class Version:
    """A version's directory."""

    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    @property
    def database(self) -> Path:
        return self.path / "db"

    @property
    def shared(self) -> Path:
        return self.path / "shared"

    @property
    def labels(self) -> Path:
        return self.path / "labels.sqlite"

    @property
    def links(self) -> Path:
        return self.path / "links.json"

    @property
    def answers(self) -> Path:
        return self.path / "answers"

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            StoreError: it is missing or damaged.
        """
        try:
            return Manifest.from_json((self.path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(
                str(self.path),
                f"the manifest of this version cannot be read ({error})",
                ja=f"この版の manifest.json を読めません（{error}）。{_AGAIN}。",
            ) from error


def current_version(store: Path) -> Version:
    """The published version of a store.

    Raises:
        NoStoreError: the directory is not a store, or nothing was published in it yet.
        StoreError: ``current`` names a version that is not there.
    """
    version = published(store)
    if version is None:
        raise no_store(store)
    if not version.path.is_dir():
        raise StoreError(
            str(store),
            f"the published version {version.id} is missing",
            ja=f"公開した版 {version.id} がありません。{_AGAIN}。",
        )
    return version


def no_store(path: Path) -> NoStoreError:
    """The error of a place that holds no store."""
    return NoStoreError(
        str(path),
        "there is no store here; make one with: policygraph build INPUT --store DIR",
        ja="ここにストアはありません。policygraph build INPUT --store DIR で作ってください。",
    )


def published(store: Path) -> Version | None:
    """The version that ``current`` names, None where nothing was published yet.

    Raises:
        StoreError: ``current`` cannot be read or names no version.
    """
    if not (store / "MANIFEST.json").is_file() or not (store / "current").is_file():
        return None
    try:
        name = (store / "current").read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise _no_version(store, str(error)) from error
    if not VERSION_NAME.fullmatch(name):
        raise _no_version(store, repr(name))
    return Version(store / "versions" / name)


def _no_version(store: Path, what: str) -> StoreError:
    return StoreError(
        str(store),
        f"the file 'current' names no version: {what}",
        ja=f"ファイル current から公開した版がわかりません（{what}）。{_AGAIN}。",
    )


@contextlib.contextmanager
def locked(store: Path, *, anew: bool = False) -> Iterator[Version | None]:
    """Hold a store for a build; gives the published version, if there is one.

    What a build that fails has filled so far is removed. With ``anew`` the build needs nothing of
    what is there, so a damaged ``current`` is no error: the build mends it.

    Raises:
        StoreBusyError: another build holds it.
        StoreError: the directory holds something that is not a store, or the disk fails.
    """
    # Only a build locks, and a question should not wait for the import.
    from filelock import FileLock, Timeout

    with _disk_errors(store):
        _refuse_other_folders(store)
        (store / "versions").mkdir(parents=True, exist_ok=True)
        lock = FileLock(store / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise StoreBusyError(
                str(store),
                "another build is at work on this store; wait until it has ended",
                ja="ほかの build がこのストアを作っています。終わってからやり直してください。",
            ) from error
        try:
            _mark(store)
            _sweep(store)
            yield _published_or_none(store) if anew else published(store)
        except BaseException:
            _sweep(store)
            raise
        finally:
            lock.release()


@contextlib.contextmanager
def _disk_errors(store: Path) -> Iterator[None]:
    """Turn what the operating system, SQLite and the engine raise over a disk into StoreError."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = os_reason_ja(error) if isinstance(error, OSError) else str(error)
        raise StoreError(
            str(store),
            f"the build failed, and nothing was published: {error}",
            ja=f"読み書きに失敗したため、公開しませんでした。前の版があればそのまま使えます：{reason}",
        ) from error


def _refuse_other_folders(store: Path) -> None:
    if not store.exists() or (store / "MANIFEST.json").is_file():
        return
    names = {path.name for path in store.iterdir()}
    if not names <= _BEFORE_THE_MARKER or any((store / "versions").glob("*")):
        raise StoreError(
            str(store),
            "the directory is not empty and is not a store; name another one",
            ja="このフォルダーは空でなく、ストアでもありません。別のフォルダーを指定してください。",
        )


def _mark(store: Path) -> None:
    """Write the marker unless it is there: it never changes."""
    marker = store / "MANIFEST.json"
    if not marker.is_file() or marker.read_bytes() != MARKER.encode():
        write_at_once(marker, MARKER)


def _published_or_none(store: Path) -> Version | None:
    with contextlib.suppress(StoreError):
        return published(store)
    return None


def begin(store: Path, digest: str) -> Version:
    """An empty version to fill, numbered after the last.

    Its name holds a hash of number and ``digest`` (of the input), so the names of two versions differ
    in more than one character: one damaged byte in ``current`` never names another version.
    """
    names = [VERSION_NAME.match(path.name) for path in (store / "versions").iterdir()]
    number = max((int(name[1]) for name in names if name), default=0) + 1
    seal = hashlib.sha256(f"{number} {digest}".encode()).hexdigest()[:12]
    path = store / "versions" / f"{number:06d}-{seal}{PARTIAL}"
    (path / "shared").mkdir(parents=True)
    return Version(path)


def publish(store: Path, filled: Version, manifest: Manifest) -> Version:
    """Sync a filled version and make it the current one; gives it under its final name."""
    final = Version(filled.path.with_name(manifest.id))
    hashes = {path.relative_to(filled.path).as_posix(): sha256_of(path) for path in files_of(filled.path)}
    text = Manifest.to_json(_with_files(manifest, hashes))
    write_at_once(filled.path / "manifest.json", text)
    write_at_once(filled.path / "manifest.sha256", seal_of(text.encode()))
    for path in (*files_of(filled.path), *_folders(filled.path)):
        _sync(path)
    filled.path.rename(final.path)
    _sync(final.path.parent)
    write_at_once(store / "current", current_line(final))
    _sweep(store)
    return final


def current_line(version: Version) -> str:
    """What ``current`` holds when it names a version."""
    return version.id + "\n"


def seal_of(manifest: bytes) -> str:
    """What ``manifest.sha256`` holds: a line as sha256sum writes and checks it."""
    return f"{hashlib.sha256(manifest).hexdigest()}  manifest.json\n"


def final_id(filled: Version) -> str:
    """The name that a version bears once it is published."""
    return filled.id.removesuffix(PARTIAL)


def _with_files(manifest: Manifest, hashes: Mapping[str, str]) -> Manifest:
    data = {name: getattr(manifest, name) for name in ("id", "created", "software", "base", "documents")}
    return Manifest(files=hashes, **data)


def files_of(directory: Path) -> list[Path]:
    """All files of a version, in a stable order."""
    return sorted(path for path in directory.rglob("*") if path.is_file())


def _folders(directory: Path) -> list[Path]:
    return [directory, *(path for path in directory.rglob("*") if path.is_dir())]


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_at_once(path: Path, text: str) -> None:
    """Replace a small file in one step."""
    fresh = path.with_name(path.name + FRESH)
    fresh.write_text(text, encoding="utf-8", newline="\n")
    _sync(fresh)
    fresh.replace(path)
    # The text is in place: whether a power cut would leave it or the one before, either is whole.
    with contextlib.suppress(OSError):
        _sync(path.parent)


def _sync(path: Path) -> None:
    """Flush a file or directory to disk; Windows cannot open directories, and needs it not."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(store: Path) -> None:
    """Remove what killed builds left, and all versions but the last ones up to the published.

    What cannot be removed now stays for the next build. Where ``current`` is damaged nothing tells a
    version worth keeping from the others, so all stay until one is published.
    """
    with contextlib.suppress(OSError, StoreError):
        now = published(store)
        finished = sorted(path.name for path in (store / "versions").iterdir() if not path.name.endswith(PARTIAL))
        kept = [name for name in finished if now and name <= now.id][-KEPT_VERSIONS:]
        for path in (store / "versions").iterdir():
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
        for name in ("MANIFEST.json", "current"):
            (store / (name + FRESH)).unlink(missing_ok=True)
