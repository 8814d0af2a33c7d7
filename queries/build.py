"""Files and folders into a published version of a store."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from policygraph import __version__
from policygraph.errors import PolicyGraphError, SourceError, StoreError, shown
from policygraph.loaders.sidecars import SourceInfo
from policygraph.ontology.code_names import known_names, read_code_names, with_names
from policygraph.ontology.terms import DEFAULT_BASE
from policygraph.queries.filling import Filling, Progress, Refusal, silent
from policygraph.queries.inputs import digest_of, find_files, source_infos
from policygraph.queries.overlay import Overlay
from policygraph.queries.readers import KINDS, KINDS_JA, accepts
from policygraph.queries.versions import Document, Manifest, Version, begin, final_id, locked, publish

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x1f\x7f-\U0010ffff]+[/#]")


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did with each file, and the version it published.

    ``kept`` are the documents that ``add`` left in place, ``skipped`` the files of a folder that
    are not of a kind that is read, ``unapplied`` what became of corrections that were not applied.
    """

    version: str
    loaded: tuple[Document, ...]
    kept: tuple[Document, ...]
    refused: tuple[Refusal, ...]
    skipped: tuple[str, ...]
    unapplied: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every file was loaded whole: nothing refused, no finding of severity error."""
        return not self.refused and not any(document.findings.get("error") for document in self.loaded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build.

    ``base`` begins all data IRIs (default: that of the store when adding, else ``DEFAULT_BASE``).
    ``add`` keeps what the store holds and replaces what has the same identity. ``strict`` publishes
    nothing unless every file is loaded whole. ``codes`` is a CSV of code names, ``sources`` one of
    citable sources (default: ``sources.csv`` beside each file), ``corrections`` one of what people
    set right (default: ``corrections.csv`` beside each file).
    """

    base: str | None = None
    add: bool = False
    strict: bool = False
    codes: Path | None = None
    sources: Path | None = None
    corrections: Path | None = None


class RefusedError(PolicyGraphError):
    """Under ``strict``, a file was refused or not read whole: the store stays as it was."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return "nothing was published, since not every file was read whole (--strict)"

    @property
    def ja(self) -> str:
        return "全体を読み取れなかったファイルがあるため、公開しませんでした（--strict）。"


def build(inputs: Sequence[Path], store: Path, options: Options, progress: Progress = silent) -> Report:
    """Read files and folders into a new version of a store and publish it.

    A file that cannot be read is refused and told in the report; the rest goes on. Files are taken in
    the order of their names, so of two texts of one sheet the same is loaded however they were given.

    Raises:
        SourceError: an input does not exist, or none of the inputs could be loaded.
        SidecarError: a table of codes, sources or corrections is malformed.
        StoreError: the store cannot be built or is being built by another process.
        RefusedError: under ``strict``, not every file was loaded whole.
    """
    found, skipped = find_files(inputs, store, accepts)
    files = sorted(found, key=lambda path: (path.name, path))
    names = with_names(known_names(), read_code_names(options.codes)) if options.codes else known_names()
    infos = source_infos(files, options.sources)
    overlay = Overlay(files, options.corrections)
    with locked(store, anew=not options.add) as published, _uncollected():
        earlier = published if options.add else None
        base = _base(store, options.base, earlier)
        filling = Filling(base, names, overlay, begin(store, digest_of(files)))
        kept = _filled(filling, files, infos, earlier, progress)
        loaded = tuple(filling.loaded.values())
        refused, passed_over = tuple(filling.refused), tuple(map(str, skipped))
        report = Report(final_id(filling.filled), loaded, kept, refused, passed_over, overlay.unapplied())
        if not loaded:
            raise _nothing_loaded(inputs, report)
        if options.strict and not report.complete:
            raise RefusedError(report)
        publish(store, filling.filled, _manifest(report, base))
    return report


def _filled(
    filling: Filling,
    files: Sequence[Path],
    infos: Mapping[Path, SourceInfo],
    earlier: Version | None,
    progress: Progress,
) -> tuple[Document, ...]:
    try:
        return filling.fill(files, infos, earlier, progress)
    except RuntimeError as error:
        # What the engine raises over data that it wrote, or that lies in the version that is added to.
        raise StoreError(
            str(filling.filled.path),
            f"the database failed, and nothing was published: {error}",
            ja=f"データベースの読み書きに失敗したため、公開しませんでした（{error}）。",
        ) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic garbage collector: the records and terms of a build hold no cycles.

    Searching them for cycles again and again takes a tenth of the time of a build.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _base(store: Path, wanted: str | None, earlier: Version | None) -> str:
    """What data IRIs begin with; all those of one store begin alike."""
    if wanted is not None and not _BASE.fullmatch(wanted):
        raise StoreError(
            str(store),
            f"the base {wanted!r} is not an http(s) IRI in ASCII that ends in / or #",
            ja=f"--base の {wanted} は、/ か # で終わる ASCII の http(s) の IRI ではありません。",
        )
    if earlier is None:
        return wanted or DEFAULT_BASE
    base = earlier.manifest().base
    if wanted not in (None, base):
        raise StoreError(
            str(store),
            f"what it holds has the base {base}, so nothing with the base {wanted} is added",
            ja=f"ストアの IRI は {base} で始まるため、{wanted} で始まるものは加えられません。",
        )
    return base


def _nothing_loaded(inputs: Iterable[Path], report: Report) -> SourceError:
    reasons = "".join(f"\n  {refusal.file}: {refusal.reason}" for refusal in report.refused)
    reasons_ja = "".join(f"\n  {shown(refusal.file)}：{refusal.reason_ja}" for refusal in report.refused)
    none, none_ja = f"there is none of a kind that is read ({KINDS})", f"調書がありません（読めるのは {KINDS_JA}）"
    return SourceError(
        ", ".join(map(str, inputs)),
        f"no file could be loaded: {reasons or none}",
        ja=f"読み込めたファイルがないため、公開しませんでした：{reasons_ja or none_ja}",
    )


def _manifest(report: Report, base: str) -> Manifest:
    documents = sorted((*report.kept, *report.loaded), key=lambda document: document.iri)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    software = f"policygraph {__version__}"
    return Manifest(id=report.version, created=created, software=software, base=base, documents=tuple(documents))
