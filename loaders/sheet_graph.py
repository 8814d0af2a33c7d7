"""Records to triples: a sheet's own graph, and what it adds to the graph that all sheets share.

What ``graph_table`` says is written by rule; ``derived_links`` adds links that follow from the
records, such as the office behind a printed office. A triple stands in one graph only: all
subjects of a sheet's graph begin with the sheet's IRI, and no shared node's does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad, Triple

from policygraph import __version__
from policygraph.loaders import iris
from policygraph.loaders import records as r
from policygraph.loaders.derived_links import derive_from_record, derive_from_sheet
from policygraph.loaders.graph_codecs import Codec, codec
from policygraph.loaders.graph_table import HEAD, SHAPES, SHEET, Children, Shape
from policygraph.loaders.literals import Term, code, day, decimal, integer, text, year
from policygraph.loaders.passages import Passages
from policygraph.loaders.shared_nodes import SharedNodes, node
from policygraph.loaders.sidecars import SourceInfo
from policygraph.loaders.source import Fate, Ledger, Shares, Source
from policygraph.ontology.code_names import Names
from policygraph.ontology.terms import DCTERMS, DEFAULT_BASE, PG, PROV, RDF


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a sheet comes from: the government, the SHA-256 of its file, its citable source; how it was read."""

    authority: str
    authority_code: str
    sha256: str
    source: SourceInfo | None = None
    ledger: Ledger | None = None


Statements = list[tuple[NamedNode, Term]]
"""What is said of one node: properties and values."""


@dataclass(frozen=True, slots=True)
class SheetGraph:
    """The triples of a sheet: ``own`` by node stands in its named graph ``iri``, ``shared`` in the shared one.

    ``shared`` goes from node to node: what is said of one stands together.
    """

    iri: str
    own: dict[NamedNode, Statements]
    shared: list[Triple]

    def quads(self) -> Iterator[Quad]:
        """The triples of the sheet's own graph, with it."""
        graph = NamedNode(self.iri)
        for subject, statements in self.own.items():
            for property_, value in statements:
                yield Quad(subject, property_, value, graph)


def sheet_graph(
    sheet: r.Sheet, source: Source, provenance: Provenance, names: Names, base: str = DEFAULT_BASE
) -> SheetGraph:
    """The graph of a sheet. Equal arguments give equal triples.

    What a record is quoted from, :mod:`policygraph.loaders.passages` decides.
    """
    writer = SheetWriter(sheet, source, provenance, names, base)
    writer.write()
    return SheetGraph(writer.iri, dict(writer.own), writer.shared.as_triples())


_FIELDS: dict[type[r.Record], tuple[tuple[str, NamedNode, Codec], ...]] = {
    record: tuple((field.attribute, node(field.property), codec(field.codec)) for field in shape.fields)
    for record, shape in {**SHAPES, r.Head: HEAD}.items()
}


def file_statements(name: str, sha256: str, info: SourceInfo | None) -> Statements:
    """What is said of the file that a sheet was read from, and of its citable source where a sidecar names one."""
    said: list[tuple[str, Term]] = [
        (PG.fileName, code(name)),
        (PG.sha256, code(sha256)),
        (PG.readBy, code(f"policygraph {__version__}")),
    ]
    if info and info.url:
        said.append((DCTERMS.source, NamedNode(info.url)))
    if info and info.licence:
        said.append((DCTERMS.license, code(info.licence)))
    if info and info.retrieved:
        said.append((PG.retrieved, day(info.retrieved)))
    return [(node(property_), value) for property_, value in said]


def share_statements(shares: Shares) -> Statements:
    """How many characters of a sheet had which fate."""
    return [(node(property_), integer(count)) for property_, count in zip(CHARACTERS, shares, strict=True)]


CHARACTERS = (
    PG.charactersUnread,
    PG.charactersInFacts,
    PG.charactersInLabels,
    PG.charactersRepeated,
    PG.charactersOfUnknownCell,
)
"""What tells the characters of each fate, in the order of :class:`policygraph.loaders.source.Shares`."""

_TYPE, _QUOTED_FROM, _TEXT = node(RDF.type), node(PROV.wasQuotedFrom), node(PG.text)
_PASSAGE, _IN_SHEET, _START, _END = node(PG.Passage), node(PG.inSheet), node(PG.start), node(PG.end)
_FIRST_LINE, _LAST_LINE = node(PG.firstLine), node(PG.lastLine)


class SheetWriter:
    """Writes one sheet; ``records`` keeps the node of every record that others may point to."""

    def __init__(self, sheet: r.Sheet, source: Source, provenance: Provenance, names: Names, base: str) -> None:
        self.sheet = sheet
        self.source = source
        self.provenance = provenance
        head = sheet.head
        key = iris.measure_key(head.code, head.name)
        self.iri = iris.sheet_iri(base, provenance.authority_code, head.fiscal_year, key)
        self.graph = node(self.iri)
        self.measure = NamedNode(iris.measure_iri(self.iri))
        self.shared = SharedNodes(base, provenance.authority_code, provenance.authority, head.fiscal_year, names)
        self.own: dict[NamedNode, Statements] = defaultdict(list)
        self.nodes: dict[tuple[str, str], NamedNode] = {}
        self.passages = Passages(source, sheet)
        self._passages: dict[r.Span, NamedNode] = {}
        self._taken: set[str] = set()
        self._links: set[tuple[NamedNode, str, NamedNode]] = set()

    def add(self, subject: NamedNode, property_: str, *values: Term) -> None:
        """Add statements about a node of the sheet."""
        self.own[subject] += [(node(property_), value) for value in values]

    def link(self, subject: NamedNode, property_: str, *objects: NamedNode) -> None:
        """Add links to nodes, each once however often the form prints it."""
        for object_ in objects:
            if (subject, property_, object_) not in self._links:
                self._links.add((subject, property_, object_))
                self.add(subject, property_, object_)

    def write(self) -> None:
        """Write everything."""
        self._write_sheet()
        self._write_head()
        for children in SHEET:
            parent = self.graph if children.parent_property == PG.inSheet else None
            self._write_children(self.iri, parent, self.sheet, children)
        derive_from_sheet(self)

    def _write_sheet(self) -> None:
        head, info = self.sheet.head, self.provenance.source
        self.add(self.graph, RDF.type, node(PG.Sheet))
        title = " ".join(filter(None, (f"{head.fiscal_year}年度 基本評価調書", head.code, head.name)))
        self.add(self.graph, DCTERMS.title, text(title))
        self.add(self.graph, PG.fiscalYear, year(head.fiscal_year))
        self.add(self.graph, PG.authority, self.shared.authority)
        self.own[self.graph] += file_statements(self.source.name, self.provenance.sha256, info)
        if self.provenance.ledger:
            self._write_ledger(self.provenance.ledger)

    def _write_ledger(self, ledger: Ledger) -> None:
        self.own[self.graph] += share_statements(ledger.shares(self.source.text))
        for property_, fate in ((PG.leavesUnread, Fate.UNREAD), (PG.leavesUnplaced, Fate.UNKNOWN_CELL)):
            spans = self.source.whole_lines(ledger.of_fate(fate, self.source.text))
            self.link(self.graph, property_, *map(self.passage, spans))

    def _write_head(self) -> None:
        self._write_record(self.measure, self.sheet.head, HEAD)
        self.add(self.measure, PG.inSheet, self.graph)
        self.link(self.measure, PG.inPolicyArea, *(self.shared.area(area) for area in self.sheet.head.areas))

    def _write_children(self, parent_iri: str, parent: NamedNode | None, owner: object, children: Children) -> None:
        shape = SHAPES[children.record]
        for position, record in enumerate(children.of(owner), start=1):
            subject = self._name(parent_iri, children.kind, shape, record, position)
            self.nodes[children.kind, subject.value.rpartition("/")[2]] = subject
            self._write_record(subject, record, shape)
            if children.ordered and not children.single:
                self.add(subject, PG.position, integer(position))
            self.add(subject, children.parent_property, parent or self._parent(record))
            if children.link and parent and (mentioned := self.mentioned(record)):
                self.link(parent, children.link, mentioned)
            derive_from_record(self, subject, record, parent)

    def _name(self, parent_iri: str, kind: str, shape: Shape, record: r.Record, position: int) -> NamedNode:
        key = shape.key(record) if shape.key else str(position)
        iri = iris.node_iri(parent_iri, kind, key)
        if iri in self._taken:
            iri = f"{iri}--{position}"
        self._taken.add(iri)
        return NamedNode(iri)

    def _parent(self, record: r.Record) -> NamedNode:
        """The part of the record's policy area, else the measure."""
        area = None if isinstance(record, r.Part | r.Cooperation) else getattr(record, "area", None)
        return self.part(area) or self.measure

    def part(self, area: str | None) -> NamedNode | None:
        """The node of the part under a policy area, where the sheet has one."""
        return self.nodes.get(("part", iris.segment(area))) if area else None

    def _write_record(self, subject: NamedNode, record: r.Record, shape: Shape) -> None:
        statements = self.own[subject]
        statements.append((_TYPE, node(shape.class_)))
        for attribute, property_, field in _FIELDS[type(record)]:
            value = getattr(record, attribute)
            if value != field.absent:
                statements += [(property_, term) for term in field.write(value, self.shared)]
        self._write_provenance(subject, record)
        for children in shape.children:
            self._write_children(subject.value, subject, record, children)

    def _write_provenance(self, subject: NamedNode, record: r.Record) -> None:
        self.own[subject] += [(_QUOTED_FROM, self.passage(span)) for span in self.passages.of(record)]
        if record.decision is not None:
            self.add(subject, PG.confidence, decimal(record.decision.confidence))
            self.add(subject, PG.method, code(record.decision.method))

    def passage(self, span: r.Span) -> NamedNode:
        """The node of a passage; one for equal spans."""
        passage = self._passages.get(span)
        if passage is None:
            passage = NamedNode(f"{self.iri}/passage/{span.start}-{span.end}")
            self._passages[span] = passage
            first, last = self.source.line_at(span.start), self.source.line_at(span.end - 1)
            self.own[passage] = [
                (_TYPE, _PASSAGE),
                (_IN_SHEET, self.graph),
                (_START, integer(span.start)),
                (_END, integer(span.end)),
                (_FIRST_LINE, integer(first.number)),
                (_LAST_LINE, integer(last.number)),
                (_TEXT, text(self.source.quote(span))),
            ]
        return passage

    def has(self, subject: NamedNode) -> bool:
        """Whether a node of a record was written."""
        return subject.value in self._taken or subject == self.measure

    def mentioned(self, record: r.Record) -> NamedNode | None:
        """The node that a mention speaks of, where it can be told."""
        if isinstance(record, r.PlanLink):
            return self.shared.plan(record.heading, record.code)
        if isinstance(record, r.PartnerMention):
            return self.shared.organization(record.name, record.legal_form, record.printed)
        return self.project(record) if isinstance(record, r.ProjectMention) else None

    def project(self, mention: r.ProjectMention) -> NamedNode | None:
        """The project of this sheet that a later section names, by number, else by its only name."""
        if mention.code is not None:
            return self.nodes.get(("project", iris.segment(mention.code)))
        key = iris.name_key(mention.name or "")
        named = [each.code for each in self.sheet.projects if iris.name_key(each.name) == key]
        return self.nodes.get(("project", iris.segment(named[0]))) if len(named) == 1 else None
