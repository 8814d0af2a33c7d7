"""Whether a store still is what was published: every file against the hashes of its version.

A seal chain covers each byte: ``MANIFEST.json`` is constant, ``current`` holds the name of a version and
nothing else, ``manifest.sha256`` seals ``manifest.json``, and that holds the SHA-256 of every other file.
Only where all of it holds is a database opened, and its triples are counted against the manifest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policygraph.errors import StoreError, os_reason_ja
from policygraph.loaders.iris import shared_graph_iri
from policygraph.queries.store import LocalStore
from policygraph.queries.versions import (
    FRESH,
    LOCK,
    MARKER,
    PARTIAL,
    VERSION_NAME,
    Version,
    current_line,
    files_of,
    no_store,
    published,
    seal_of,
    sha256_of,
)

_PER_GRAPH = "SELECT ?graph (COUNT(*) AS ?count) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_SEALS = ("manifest.json", "manifest.sha256")
_SEAL = re.compile(rb"[0-9a-f]{64}  manifest\.json\n")


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what was published: its path in the store, and how it differs (``reason_ja``: in Japanese)."""

    file: str
    reason: str
    reason_ja: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a store was found to be.

    ``current`` is the published version (None where that cannot be told), ``versions`` all that were
    checked, ``leftovers`` what a build is filling or a killed one has left: the next build sweeps it.
    """

    current: str | None
    versions: tuple[str, ...]
    damages: tuple[Damage, ...]
    leftovers: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether every byte is what was published."""
        return not self.damages

    @property
    def answers(self) -> bool:
        """Whether what questions are answered from is sound, whatever the version before it is."""
        return self.current is not None and not any(self._concerns_answers(damage) for damage in self.damages)

    def _concerns_answers(self, damage: Damage) -> bool:
        return damage.file in ("MANIFEST.json", "current", "versions") or damage.file.startswith(
            f"versions/{self.current}/"
        )


def verify(store: Path) -> Verification:
    """Check all versions of a store that are kept; a build may be at work meanwhile.

    Raises:
        NoStoreError: there is no store at ``store``, or nothing was published in it yet.
        StoreError: the directory cannot be listed.
    """
    while True:
        before = _current_bytes(store)
        try:
            found = _verify(store)
        except OSError as error:
            raise StoreError(str(store), f"cannot be listed: {error}", ja=os_reason_ja(error)) from error
        # A build that published meanwhile has swept a version away: that is no damage.
        if found.sound or _current_bytes(store) == before:
            return found


def _current_bytes(store: Path) -> bytes | None:
    try:
        return (store / "current").read_bytes()
    except OSError:
        return None


def _verify(store: Path) -> Verification:
    names = {path.name for path in store.iterdir()} if store.is_dir() else set()
    if not names & {"MANIFEST.json", "current"}:
        raise no_store(store)
    folders = sorted(path.name for path in (store / "versions").iterdir()) if "versions" in names else []
    now = _current(store)
    kept = [name for name in folders if VERSION_NAME.fullmatch(name) and (now is None or name <= now)]
    if "current" not in names and not kept:
        raise no_store(store)
    unpublished = [name for name in folders if name.endswith(PARTIAL) or VERSION_NAME.fullmatch(name)]
    leftovers = [name for name in unpublished if name not in kept]
    extra = sorted(set(folders) - set(kept) - set(leftovers))
    damages = [*_store_damages(store, names, now), *(_extra(f"versions/{name}") for name in extra)]
    for name in kept:
        damages += _version_damages(Version(store / "versions" / name))
    swept = [f"versions/{name}" for name in leftovers] + sorted(name for name in names if name in _FRESH_NAMES)
    return Verification(now, tuple(kept), tuple(damages), tuple(swept))


_FRESH_NAMES = ("MANIFEST.json" + FRESH, "current" + FRESH)


def _current(store: Path) -> str | None:
    """The name that ``current`` holds, byte for byte, None where it is no version that is there."""
    try:
        version = published(store) if (store / "MANIFEST.json").is_file() else None
    except StoreError:
        return None
    whole = version is not None and _current_bytes(store) == current_line(version).encode() and version.path.is_dir()
    return version.id if version is not None and whole else None


def _store_damages(store: Path, names: set[str], now: str | None) -> Iterator[Damage]:
    if "MANIFEST.json" not in names:
        yield _missing("MANIFEST.json")
    elif _bytes_of(store / "MANIFEST.json") != MARKER.encode():
        yield _changed("MANIFEST.json")
    if "current" not in names:
        yield _missing("current")
    elif now is None and "MANIFEST.json" in names:
        yield Damage("current", "names no version that is there", "あるはずの版を指していません")
    if "versions" not in names:
        yield _missing("versions")
    for name in sorted(names - {"MANIFEST.json", "current", "versions", LOCK, *_FRESH_NAMES}):
        yield _extra(name)


def _version_damages(version: Version) -> list[Damage]:
    """What is wrong with one version, its database only where every file is as published."""
    place = f"versions/{version.id}"
    damages = list(_seal_damages(version, place)) or list(_file_damages(version, place))
    return damages or list(_count_damages(version, place))


def _seal_damages(version: Version, place: str) -> Iterator[Damage]:
    manifest, seal = (_bytes_of(version.path / name) for name in _SEALS)
    if manifest is None:
        yield _missing(f"{place}/manifest.json")
    if seal is None:
        yield _missing(f"{place}/manifest.sha256")
    if seal is not None and not _SEAL.fullmatch(seal):
        yield _changed(f"{place}/manifest.sha256")
    elif manifest is not None and seal is not None and seal != seal_of(manifest).encode():
        yield Damage(
            f"{place}/manifest.json",
            "is not what manifest.sha256 seals (one of the two was changed)",
            "manifest.sha256 の封と合いません（どちらかが書き換わっています）",
        )


def _file_damages(version: Version, place: str) -> Iterator[Damage]:
    try:
        hashes = version.manifest().files
    except StoreError as error:
        yield Damage(f"{place}/manifest.json", error.reason, error.reason_ja)
        return
    there = {path.relative_to(version.path).as_posix(): path for path in files_of(version.path)}
    for name in sorted({*hashes, *there} - set(_SEALS)):
        if name not in there:
            yield _missing(f"{place}/{name}")
        elif name not in hashes:
            yield _extra(f"{place}/{name}")
        else:
            yield from _content_damage(there[name], hashes[name], f"{place}/{name}")


def _content_damage(path: Path, sha256: str, name: str) -> Iterator[Damage]:
    try:
        if sha256_of(path) != sha256:
            yield _changed(name)
    except OSError as error:
        yield Damage(name, f"cannot be read: {error}", f"読めません：{os_reason_ja(error)}")


def _count_damages(version: Version, place: str) -> Iterator[Damage]:
    """Graphs of the database that hold another number of triples than the manifest says."""
    try:
        opened = LocalStore(version)
        rows = opened.select(_PER_GRAPH).rows
    except StoreError as error:
        yield Damage(f"{place}/db", error.reason, error.reason_ja)
        return
    counts = {graph.value: int(count.value) for graph, count in rows if graph is not None and count is not None}
    expected = {document.iri: document.triples for document in opened.documents}
    counts.pop(shared_graph_iri(opened.manifest.base), None)
    for iri in sorted(expected.keys() | counts.keys()):
        printed, found = expected.get(iri, 0), counts.get(iri, 0)
        if printed != found:
            yield Damage(
                f"{place}/db",
                f"the graph {iri} holds {found} triples, and the manifest says {printed}",
                f"グラフ {iri} のトリプルは {found} 件で、manifest.json の {printed} 件と合いません",
            )


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _missing(file: str) -> Damage:
    return Damage(file, "is missing, or cannot be read", "ないか、読めません")


def _extra(file: str) -> Damage:
    return Damage(file, "was not published with the store", "ストアのものではないファイルです")


def _changed(file: str) -> Damage:
    return Damage(file, "is not what was published", "公開したときと中身が違います")
