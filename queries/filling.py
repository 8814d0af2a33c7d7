"""What a build fills a version with: the graphs of sheets, what they share, the table of names."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox

from policygraph.errors import SourceError, StoreError
from policygraph.loaders.iris import name_key, shared_graph_iri
from policygraph.loaders.sheet_graph import SheetGraph
from policygraph.loaders.sidecars import SourceInfo
from policygraph.ontology.code_names import Names
from policygraph.ontology.terms import SKOS
from policygraph.queries.labels import write_labels
from policygraph.queries.links import write_links
from policygraph.queries.overlay import Overlay
from policygraph.queries.prepared import write_answers
from policygraph.queries.readers import ReadGraph, Setting, reader_of
from policygraph.queries.store import LocalStore
from policygraph.queries.versions import Document, Version

_BATCH = 220_000
"""Triples loaded at once: from the third load on files are merged, and more at once take more memory (some 150 MB)."""

Progress = Callable[[int, int, str], None]
"""Told before each file: how many are done, how many there are, the name of this one; at the end, no name."""


def silent(done: int, total: int, name: str) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not enter the store, and why; ``ja`` says it in Japanese."""

    file: str
    reason: str
    ja: str | None = None

    @property
    def reason_ja(self) -> str:
        """Why, in Japanese where that is known."""
        return self.ja or self.reason

    @classmethod
    def of(cls, path: Path, error: SourceError) -> Refusal:
        """The refusal of a file over an error, with the place in it."""
        reason = f"{error.place}: {error.reason}" if error.place else error.reason
        return cls(str(path), reason, error.placed_ja)


@dataclass(slots=True)
class Filling:
    """A version in the making: what was loaded, what was refused."""

    base: str
    names: Names
    overlay: Overlay
    filled: Version
    documents: tuple[Document, ...] = ()
    """Those of the version that is added to."""
    loaded: dict[str, Document] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    said: dict[str, tuple[str, list[ox.Triple]]] = field(default_factory=dict)
    """By shared node: what the last of the loaded documents that name it says of it, and which that is."""

    def fill(
        self, files: Sequence[Path], infos: Mapping[Path, SourceInfo], earlier: Version | None, progress: Progress
    ) -> tuple[Document, ...]:
        """Fill the version; gives the documents of ``earlier`` that are kept."""
        if earlier is not None:
            self.documents = earlier.manifest().documents
            self._copy(earlier)
        database = ox.Store(str(self.filled.database))
        if earlier is not None:
            database.remove_graph(ox.NamedNode(shared_graph_iri(self.base)))
        own = self._own_quads(files, infos, database, progress)
        for batch in _batches(chain(own, self._shared_quads())):
            database.bulk_extend(batch)
        write_labels(self.filled.labels, database)
        write_links(self.filled.links, database)
        write_answers(self.filled.answers, database)
        database.flush()
        return tuple(self._kept())

    def _copy(self, earlier: Version) -> None:
        """Begin with what an earlier version holds: its database by hard links, its shared parts."""
        LocalStore(earlier).database.backup(str(self.filled.database))
        for document in self.documents:
            name = _shared_name(document.iri)
            (self.filled.shared / name).write_bytes((earlier.shared / name).read_bytes())

    def _kept(self) -> list[Document]:
        """Of the documents of an earlier version, those that nothing loaded replaces."""
        news = self.loaded.values()
        return [each for each in self.documents if not any(_same_measure(each, new) for new in news)]

    def _own_quads(
        self, files: Sequence[Path], infos: Mapping[Path, SourceInfo], database: ox.Store, progress: Progress
    ) -> Iterator[ox.Quad]:
        """What the sheets say, one after the other; what ``database`` held of a measure before goes first."""
        for graph in self._graphs(files, infos, progress):
            for document in self.documents:
                if _same_measure(document, self.loaded[graph.iri]):
                    database.remove_graph(ox.NamedNode(document.iri))
            yield from graph.quads()

    def _graphs(
        self, files: Sequence[Path], infos: Mapping[Path, SourceInfo], progress: Progress
    ) -> Iterator[SheetGraph]:
        for index, path in enumerate(files):
            progress(index, len(files), str(path))
            try:
                for found in self._read(path, infos.get(path)):
                    if isinstance(found, SourceError):
                        self.refused.append(Refusal.of(path, found))
                    else:
                        yield found
            except SourceError as error:
                self.refused.append(Refusal.of(path, error))
        progress(len(files), len(files), "")

    def _read(self, path: Path, info: SourceInfo | None) -> Iterator[SheetGraph | SourceError]:
        """The sheets of a file as they are taken in, and why others are not."""
        setting = Setting(self.base, self.names, self.overlay, info)
        for found in reader_of(path).read(path, setting):
            try:
                yield found if isinstance(found, SourceError) else self._taken(found)
            except SourceError as error:
                yield error

    def _taken(self, read: ReadGraph) -> SheetGraph:
        graph = read.graph
        self._refuse_second(read)
        _assert_own_subjects(graph)
        self._share(graph)
        self.loaded[graph.iri] = read.document
        return graph

    def _refuse_second(self, read: ReadGraph) -> None:
        """Refuse a sheet of a measure that is here: in two graphs it would double every sum.

        A sheet without a code is cut off, so it never replaces one with a code.
        """
        new = read.document
        better = [document for document in self.documents if document.code and not new.code]
        earlier = next((each for each in (*self.loaded.values(), *better) if _same_measure(each, new)), None)
        if earlier is not None:
            raise read.second(earlier)

    def _share(self, graph: SheetGraph) -> None:
        ox.serialize(graph.shared, str(self.filled.shared / _shared_name(graph.iri)), format=ox.RdfFormat.N_TRIPLES)
        for subject, triples in _by_subject(graph.shared):
            if subject not in self.said or self.said[subject][0] < graph.iri:
                self.said[subject] = graph.iri, triples

    def _shared_quads(self) -> Iterator[ox.Quad]:
        """What the documents that are kept and those loaded say of shared nodes; of a node, what the latest says.

        They say the same of a node, but for its name: a build with ``codes`` may know more names.
        To be begun once all are loaded.
        """
        kept = self._kept()
        earlier = chain.from_iterable(self._shared_nodes(document.iri) for document in sorted(kept, key=_iri))
        loaded = ((subject, triples) for subject, (_, triples) in sorted(self.said.items()))
        nodes: dict[str, list[ox.Triple]] = {}
        for subject, triples in chain(earlier, loaded):
            if subject not in nodes or not any(triple.predicate == _NOTE for triple in triples):
                nodes[subject] = triples
        _assert_shared_subjects(nodes, {*(document.iri for document in kept), *self.loaded})
        graph = ox.NamedNode(shared_graph_iri(self.base))
        for triple in chain.from_iterable(nodes.values()):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)

    def _shared_nodes(self, iri: str) -> Iterator[tuple[str, list[ox.Triple]]]:
        path = self.filled.shared / _shared_name(iri)
        return _by_subject(quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))


def _by_subject(triples: Iterable[ox.Triple]) -> Iterator[tuple[str, list[ox.Triple]]]:
    """Runs of triples with one subject, which is a named node."""
    for subject, run in groupby(triples, attrgetter("subject")):
        assert isinstance(subject, ox.NamedNode)
        yield subject.value, list(run)


def _batches(quads: Iterator[ox.Quad]) -> Iterator[Iterator[ox.Quad]]:
    """Runs of ``_BATCH`` quads, each to be used up before the next is asked for."""
    for first in quads:
        yield chain((first,), islice(quads, _BATCH - 1))


_NOTE = ox.NamedNode(SKOS.note)
"""What a node without a known name bears."""


def _same_measure(one: Document, other: Document) -> bool:
    """Whether two documents are of one measure and year; where one has lost its code, the name tells."""
    if one.code and other.code:
        return one.iri == other.iri
    return (one.authority_code, one.fiscal_year, name_key(one.title)) == (
        other.authority_code,
        other.fiscal_year,
        name_key(other.title),
    )


def _iri(document: Document) -> str:
    return document.iri


def _assert_own_subjects(graph: SheetGraph) -> None:
    """With :func:`_assert_shared_subjects`: a triple stands in one graph, else sums would count it twice."""
    for subject in graph.own:
        if not f"{subject.value}/".startswith(f"{graph.iri}/"):
            raise StoreError(graph.iri, f"a node of the sheet has an IRI outside it: {subject}")


def _assert_shared_subjects(subjects: Iterable[str], sheets: Set[str]) -> None:
    depths = {iri.count("/") + 1 for iri in sheets}
    for subject in subjects:
        if any("/".join(subject.split("/")[:depth]) in sheets for depth in depths):
            raise StoreError(subject, "a shared node has an IRI inside a sheet")


def _shared_name(iri: str) -> str:
    return hashlib.sha256(iri.encode()).hexdigest()[:24] + ".nt"
