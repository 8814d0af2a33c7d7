"""The store on disk: a directory of immutable versions and a file that names the current one.

::

    policygraph.store/
      MANIFEST.json          what this directory is (the marker that a store is opened by)
      current                name of the published version
      versions/<id>/db/      an Oxigraph database
      versions/<id>/shared/  what each document adds to the shared graph, as N-Triples
      versions/<id>/labels.sqlite
      versions/<id>/manifest.json

A build fills a directory whose name ends in ``.partial``, syncs it, renames it, then replaces
``current`` in one step: a reader sees the old version or the new one, and a killed build leaves the
old one answering. The last two versions are kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from policygraph.errors import NoStoreError, StoreBusyError, StoreError

FORMAT = "policygraph-store/1"
KEPT_VERSIONS = 2
_PARTIAL = ".partial"


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

    def manifest(self) -> Manifest:
        """Read the manifest.

        Raises:
            StoreError: it is missing or damaged.
        """
        try:
            return Manifest.from_json((self.path / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(str(self.path), f"the manifest of this version cannot be read ({error})") from error


def current_version(store: Path) -> Version:
    """The published version of a store.

    Raises:
        NoStoreError: the directory is not a store, or nothing was published in it yet.
        StoreError: ``current`` names a version that is not there.
    """
    version = _published(store)
    if version is None:
        raise NoStoreError(str(store), "there is no store here; make one with: policygraph build INPUT --store DIR")
    if not version.path.is_dir():
        raise StoreError(str(store), f"the published version {version.id} is missing")
    return version


def _published(store: Path) -> Version | None:
    if not (store / "MANIFEST.json").is_file() or not (store / "current").is_file():
        return None
    name = (store / "current").read_text(encoding="utf-8").strip()
    if not name or Path(name).name != name:
        raise StoreError(str(store), f"the file 'current' names no version: {name!r}")
    return Version(store / "versions" / name)


@contextlib.contextmanager
def locked(store: Path) -> Iterator[Version | None]:
    """Hold a store for a build; gives the published version, if there is one.

    What a build that fails has filled so far is removed.

    Raises:
        StoreBusyError: another build holds it.
        StoreError: the directory holds something that is not a store.
    """
    # Only a build locks, and a question should not wait for the import.
    from filelock import FileLock, Timeout

    if store.exists() and not (store / "MANIFEST.json").is_file() and any(store.iterdir()):
        raise StoreError(str(store), "the directory is not empty and is not a store; name another one")
    (store / "versions").mkdir(parents=True, exist_ok=True)
    lock = FileLock(store / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreBusyError(str(store), "another build is at work on this store; wait until it has ended") from error
    try:
        _write(store / "MANIFEST.json", json.dumps({"format": FORMAT}) + "\n")
        _sweep(store, _published(store))
        yield _published(store)
    except BaseException:
        _sweep(store, _published(store))
        raise
    finally:
        lock.release()


def begin(store: Path, digest: str) -> Version:
    """An empty version to fill, numbered after the last; ``digest`` names its input."""
    numbers = [int(path.name.split("-")[0]) for path in (store / "versions").iterdir() if path.name[:6].isdigit()]
    path = store / "versions" / f"{max(numbers, default=0) + 1:06d}-{digest[:12]}{_PARTIAL}"
    (path / "shared").mkdir(parents=True)
    return Version(path)


def publish(store: Path, filled: Version, manifest: Manifest) -> Version:
    """Sync a filled version and make it the current one; gives it under its final name."""
    final = Version(filled.path.with_name(manifest.id))
    hashes = {path.relative_to(filled.path).as_posix(): _sha256(path) for path in _files(filled.path)}
    _write(filled.path / "manifest.json", Manifest.to_json(_with_files(manifest, hashes)))
    for path in _files(filled.path):
        _sync(path)
    filled.path.rename(final.path)
    _sync(final.path.parent)
    _write(store / "current", final.id + "\n")
    _sweep(store, final)
    return final


def final_id(filled: Version) -> str:
    """The name that a version bears once it is published."""
    return filled.id.removesuffix(_PARTIAL)


def _with_files(manifest: Manifest, hashes: Mapping[str, str]) -> Manifest:
    data = {name: getattr(manifest, name) for name in ("id", "created", "software", "base", "documents")}
    return Manifest(files=hashes, **data)


def _files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, text: str) -> None:
    """Replace a small file in one step."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    _sync(fresh)
    fresh.replace(path)
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


def _sweep(store: Path, published: Version | None) -> None:
    """Remove what killed builds left, and all versions but the last ones up to the published."""
    finished = sorted(path.name for path in (store / "versions").iterdir() if not path.name.endswith(_PARTIAL))
    kept = [name for name in finished if published and name <= published.id][-KEPT_VERSIONS:]
    for path in (store / "versions").iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
