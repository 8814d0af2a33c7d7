"""Files and folders into a published version of a store."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
from policygraph import __version__
from policygraph.errors import PolicyGraphError, SourceError, StoreError
from policygraph.loaders.iris import shared_graph_iri
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.sidecars import SourceInfo, read_sources
from policygraph.loaders.source import Source
from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.forms import Form, form_of
from policygraph.loaders.sheet_graph import Provenance, SheetGraph, sheet_graph
from policygraph.ontology.code_names import Names, known_names, read_code_names, with_names
from policygraph.ontology.rules import RULES
from policygraph.ontology.terms import DEFAULT_BASE
from policygraph.queries.labels import labels_in, write_labels
from policygraph.queries.versions import Document, Manifest, Version, begin, final_id, locked, publish

SHEET_SUFFIX = ".txt"
SOURCES_FILE = "sources.csv"

Progress = Callable[[int, int, str], None]
"""Told before each file: how many are done, how many there are, the name of this one."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not enter the store, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did with each file, and the version it published.

    ``kept`` are the documents that ``add`` left in place, ``skipped`` the files of a folder that
    are not of a kind that is read.
    """

    version: str
    loaded: tuple[Document, ...]
    kept: tuple[Document, ...]
    refused: tuple[Refusal, ...]
    skipped: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every file was loaded whole: nothing refused, no finding of severity error."""
        return not self.refused and not any(document.findings.get("error") for document in self.loaded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build.

    ``base`` begins all data IRIs. ``add`` keeps what the store holds and replaces what has the same
    identity. ``strict`` publishes nothing unless every file is loaded whole. ``codes`` is a CSV of
    code names, ``sources`` one of citable sources (default: ``sources.csv`` beside each file).
    """

    base: str = DEFAULT_BASE
    add: bool = False
    strict: bool = False
    codes: Path | None = None
    sources: Path | None = None


class RefusedError(PolicyGraphError):
    """Under ``strict``, a file was refused or not read whole: the store stays as it was."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return "nothing was published, since not every file was read whole (--strict)"


def build(inputs: Sequence[Path], store: Path, options: Options, progress: Progress = lambda *_: None) -> Report:
    """Read files and folders into a new version of a store and publish it.

    A file that cannot be read is refused and told in the report; the rest goes on.

    Raises:
        SourceError: an input does not exist, or none of the inputs could be loaded.
        SidecarError: a table of codes or sources is malformed.
        StoreError: the store cannot be built or is being built by another process.
        RefusedError: under ``strict``, not every file was loaded whole.
    """
    files, skipped = find_files(inputs)
    names = with_names(known_names(), read_code_names(options.codes)) if options.codes else known_names()
    infos = _source_infos(files, options.sources)
    with locked(store) as published:
        builder = _Builder(options, names, begin(store, _digest(files)))
        earlier = builder.fill(files, infos, published if options.add else None, progress)
        loaded = tuple(builder.loaded.values())
        kept = tuple(document for document in earlier if document.iri not in builder.loaded)
        report = Report(final_id(builder.filled), loaded, kept, tuple(builder.refused), tuple(map(str, skipped)))
        if not loaded:
            raise SourceError(", ".join(map(str, inputs)), f"no file could be loaded: {_reasons(report)}")
        if options.strict and not report.complete:
            raise RefusedError(report)
        publish(store, builder.filled, _manifest(report, options.base))
    return report


def find_files(inputs: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files to read, and files of folders that are passed over, both in a stable order.

    Raises:
        SourceError: an input does not exist.
    """
    files: list[Path] = []
    skipped: list[Path] = []
    for path in inputs:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.is_file())
            files += [file for file in inside if file.suffix.lower() == SHEET_SUFFIX]
            skipped += [file for file in inside if file.suffix.lower() != SHEET_SUFFIX and file.name != SOURCES_FILE]
        elif path.exists():
            files.append(path)
        else:
            raise SourceError(str(path), "there is no such file or folder")
    return list(dict.fromkeys(files)), skipped


def _source_infos(files: Sequence[Path], sources: Path | None) -> dict[Path, SourceInfo]:
    """The sidecar's row for each file: of the table given, else of the one beside the file."""
    tables: dict[Path, Mapping[str, SourceInfo]] = {}
    infos: dict[Path, SourceInfo] = {}
    for path in files:
        table = sources or path.parent / SOURCES_FILE
        if table not in tables:
            tables[table] = read_sources(table) if sources or table.is_file() else {}
        if path.name in tables[table]:
            infos[path] = tables[table][path.name]
    return infos


def _digest(files: Sequence[Path]) -> str:
    """A name for what goes in, the same for the same files."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0".encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _reasons(report: Report) -> str:
    return (
        "; ".join(f"{refusal.file}: {refusal.reason}" for refusal in report.refused) or "no file of a kind that is read"
    )


def _manifest(report: Report, base: str) -> Manifest:
    documents = sorted((*report.kept, *report.loaded), key=lambda document: document.iri)
    created = datetime.now(UTC).isoformat(timespec="seconds")
    software = f"policygraph {__version__}"
    return Manifest(id=report.version, created=created, software=software, base=base, documents=tuple(documents))


@dataclass(slots=True)
class _Builder:
    """State of one build."""

    options: Options
    names: Names
    filled: Version
    loaded: dict[str, Document] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def fill(
        self, files: Sequence[Path], infos: Mapping[Path, SourceInfo], earlier: Version | None, progress: Progress
    ) -> tuple[Document, ...]:
        """Fill the version; gives the documents that ``earlier`` brought in."""
        documents = earlier.manifest().documents if earlier else ()
        if earlier is not None:
            self._copy(earlier, documents)
        database = ox.Store(str(self.filled.database))
        if earlier is None:
            database.bulk_extend(self._quads(files, infos, progress))
        else:
            quads = list(self._quads(files, infos, progress))
            for iri in self.loaded:
                database.remove_graph(ox.NamedNode(iri))
            database.remove_graph(self._shared_graph)
            database.bulk_extend(quads)
        database.bulk_extend(self._shared_quads())
        write_labels(self.filled.labels, sorted(set(labels_in(database))))
        database.flush()
        return documents

    @property
    def _shared_graph(self) -> ox.NamedNode:
        return ox.NamedNode(shared_graph_iri(self.options.base))

    def _copy(self, earlier: Version, documents: Iterable[Document]) -> None:
        """Begin with what an earlier version holds: its database by hard links, its shared parts."""
        ox.Store.read_only(str(earlier.database)).backup(str(self.filled.database))
        for document in documents:
            name = _shared_name(document.iri)
            (self.filled.shared / name).write_bytes((earlier.shared / name).read_bytes())

    def _quads(self, files: Sequence[Path], infos: Mapping[Path, SourceInfo], progress: Progress) -> Iterator[ox.Quad]:
        for index, path in enumerate(files):
            progress(index, len(files), str(path))
            try:
                yield from self._document(path, infos.get(path))
            except SourceError as error:
                self.refused.append(
                    Refusal(str(path), f"{error.place}: {error.reason}" if error.place else error.reason)
                )
            except OSError as error:
                self.refused.append(Refusal(str(path), error.strerror or str(error)))
        progress(len(files), len(files), "")

    def _document(self, path: Path, info: SourceInfo | None) -> list[ox.Quad]:
        data = path.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        source = Source.from_bytes(path.name, data)
        sheet = read_sheet(source)
        form = form_of(sheet.head.fiscal_year)
        provenance = Provenance(
            authority=form.authority, authority_code=form.authority_code, sha256=sha256, source=info
        )
        graph = sheet_graph(sheet, source, provenance, self.names, self.options.base)
        self._refuse_second(path, sha256, graph)
        ox.serialize(graph.shared, str(self.filled.shared / _shared_name(graph.iri)), format=ox.RdfFormat.N_TRIPLES)
        document = _describe(path, sha256, sheet, form, graph)
        self.loaded[graph.iri] = document
        return graph.own

    def _refuse_second(self, path: Path, sha256: str, graph: SheetGraph) -> None:
        earlier = self.loaded.get(graph.iri)
        if earlier is not None:
            what = "is the same file as" if earlier.sha256 == sha256 else "is another text of the sheet in"
            raise SourceError(path.name, f"{what} {earlier.file} (施策コード {earlier.code}, {earlier.fiscal_year})")

    def _shared_quads(self) -> Iterator[ox.Quad]:
        for path in sorted(self.filled.shared.iterdir()):
            for triple in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
                yield ox.Quad(triple.subject, triple.predicate, triple.object, self._shared_graph)


def _shared_name(iri: str) -> str:
    return hashlib.sha256(iri.encode()).hexdigest()[:24] + ".nt"


def _describe(path: Path, sha256: str, sheet: Sheet, form: Form, graph: SheetGraph) -> Document:
    severities = Counter[str](RULES[finding.rule].severity for finding in sheet.findings)
    return Document(
        file=path.name,
        sha256=sha256,
        iri=graph.iri,
        authority=form.authority,
        authority_code=form.authority_code,
        fiscal_year=sheet.head.fiscal_year,
        code=sheet.head.code,
        title=sheet.head.name,
        triples=len(graph.own),
        findings=dict(severities),
    )
