"""A review sheet to triples: the sheet's own graph, and what it adds to the graph that all sheets share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from policygraph.loaders import iris
from policygraph.loaders.literals import Term, code, decimal, english, integer, text, year
from policygraph.loaders.review.checks import Found, findings_of
from policygraph.loaders.review.items import Item, Place, Record
from policygraph.loaders.review.payees import corporate_number, is_one_of_many
from policygraph.loaders.review.shapes import EARLIER, OUTCOME, OUTPUT, PAYMENT, Field, Kind
from policygraph.loaders.review.values import Value
from policygraph.loaders.shared_nodes import SharedNodes, node
from policygraph.loaders.sheet.organisations.mentions import parted
from policygraph.loaders.sheet_graph import SheetGraph, Statements, file_statements, share_statements
from policygraph.loaders.sidecars import SourceInfo
from policygraph.ontology.code_names import Names
from policygraph.ontology.rules import RULES
from policygraph.ontology.terms import DCTERMS, PG, PROV, RDF, RDFS

MINISTRIES: Final = (
    *("内閣官房", "内閣府", "宮内庁", "公正取引委員会", "警察庁", "個人情報保護委員会", "カジノ管理委員会", "金融庁"),
    *("消費者庁", "こども家庭庁", "デジタル庁", "復興庁", "総務省", "法務省", "外務省", "財務省", "文部科学省"),
    *("厚生労働省", "農林水産省", "経済産業省", "国土交通省", "環境省", "原子力規制委員会", "防衛省"),
)
"""Those that publish review sheets: a sheet of one may name an office of another."""

_BETWEEN_OFFICES = re.compile(r"[\r\n、，,]+")
_TYPE, _QUOTED_FROM, _TEXT = node(RDF.type), node(PROV.wasQuotedFrom), node(PG.text)
_PASSAGE, _IN_SHEET, _START, _END = node(PG.Passage), node(PG.inSheet), node(PG.start), node(PG.end)
_FIRST_LINE, _LAST_LINE, _FIELD = node(PG.firstLine), node(PG.lastLine), node(PG.field)
_LITERALS: Final[Mapping[Kind, Callable[..., Term]]] = {
    "text": text,
    "code": code,
    "year": year,
    "yen": integer,
    "number": decimal,
}
_KINDS: Final = {OUTCOME: "outcome", OUTPUT: "output"}


def review_graph(record: Record, sha256: str, source: SourceInfo | None, names: Names, base: str) -> SheetGraph:
    """The graph of a review sheet. Equal arguments give equal triples.

    ``sha256`` is that of the file, ``source`` its citable source where a sidecar names one.
    """
    writer = _Writer(record, names, base)
    writer.write(sha256, source)
    return SheetGraph(writer.iri, dict(writer.own), writer.shared.as_triples())


class _Writer:
    """Writes one sheet."""

    def __init__(self, record: Record, names: Names, base: str) -> None:
        self.record = record
        self.project = record.project
        published = self.project.number("公開年度") or 0
        self.iri = iris.sheet_iri(base, record.ministry_code, published, self.project.text("ID"))
        self.graph = NamedNode(self.iri)
        self.shared = SharedNodes(base, record.ministry_code, record.ministry, published, names)
        self.base = base
        self.own: dict[NamedNode, Statements] = defaultdict(list)
        self._nodes: dict[str, NamedNode] = {}

    def write(self, sha256: str, source: SourceInfo | None) -> None:
        """Write everything."""
        self._write_sheet(sha256, source)
        subject = NamedNode(f"{self.iri}/project")
        self._write_item(subject, self.project)
        self.add(subject, PG.inSheet, self.graph)
        for office in self._offices():
            self.add(subject, PG.department, office)
        for position, found in enumerate(findings_of(self.record), start=1):
            self._write_finding(NamedNode(iris.node_iri(self.iri, "finding", str(position))), found)

    def add(self, subject: NamedNode, property_: str, *values: Term) -> None:
        """Add statements about a node of the sheet."""
        self.own[subject] += [(node(property_), value) for value in values]

    def _write_sheet(self, sha256: str, source: SourceInfo | None) -> None:
        project, published = self.project, self.project.number("公開年度") or 0
        number, name = project.text("事業番号"), iris.name_key(project.text("事業名"))
        self.add(self.graph, RDF.type, node(PG.Sheet), node(PG.ReviewSheet))
        title = " ".join(filter(None, (f"{published}年度 行政事業レビューシート", number, name)))
        self.add(self.graph, DCTERMS.title, text(title))
        self.add(self.graph, PG.fiscalYear, year(published))
        self.add(self.graph, PG.authority, self.shared.authority)
        self.own[self.graph] += file_statements(self.record.file, sha256, source)
        self.own[self.graph] += share_statements(self.record.shares)
        self.add(self.graph, PG.leavesUnread, *map(self.passage, self.record.unread))

    def _write_item(self, subject: NamedNode, item: Item) -> None:
        self._nodes[item.place.pointer] = subject
        statements = self.own[subject]
        statements.append((_TYPE, node(item.shape.class_)))
        for field in item.shape.fields:
            value = item.values.get(field.key)
            if value is not None and field.property:
                statements += self._terms(field, value)
        statements += [(_QUOTED_FROM, self.passage(place)) for place in self._quoted(item)]
        if item.shape is PAYMENT:
            self._write_payee(subject, item)
        elif item.shape is EARLIER:
            self._link_earlier(subject, item)
        elif item.shape in _KINDS:
            self.add(subject, PG.kind, self.shared.concept(_KINDS[item.shape], "indicatorKind"))
        for part in item.shape.parts:
            self._write_parts(subject, part.segment, item.parts.get(part.key, ()))

    def _write_parts(self, parent: NamedNode, segment: str, items: Iterable[Item]) -> None:
        taken: set[str] = set()
        for position, item in enumerate(items, start=1):
            key = str(item.values.get(item.shape.key or "", position))
            iri = iris.node_iri(parent.value, segment, f"{key}--{position}" if key in taken else key)
            taken.add(key)
            subject = NamedNode(iri)
            self._write_item(subject, item)
            self.add(subject, item.shape.of, parent)
            if item.shape.key is None:
                self.add(subject, PG.position, integer(position))

    def _quoted(self, item: Item) -> Iterator[Place]:
        """An object of a list is quoted whole, the record by its fields."""
        if item is not self.project:
            yield item.place
            return
        for key, place in item.places.items():
            if key in item.values or (key in item.shape.repeats and self.record.quote(place) != "null"):
                yield place

    def _terms(self, field: Field, value: Value) -> Iterator[tuple[NamedNode, Term]]:
        match field.kind, value:
            case "concepts", tuple():
                yield from ((node(field.property), self.shared.concept(each, field.codes)) for each in _once(value))
            case "texts", tuple():
                yield from ((node(field.property), text(each)) for each in _once(value))
            case "target", str():
                yield node(PG.targetText), text(value)
            case "target", Decimal():
                yield node(field.property), decimal(value)
            case kind, _ if field.property == RDFS.label:
                yield node(RDFS.label), text(iris.name_key(str(value)))
            case kind, _:
                yield node(field.property), _LITERALS[kind](value)

    def _write_payee(self, subject: NamedNode, payment: Item) -> None:
        name, number = payment.text("支出先名").strip(), corporate_number(payment.text("法人番号"))
        if number and name:
            self.add(subject, PG.to, self.shared.organization(*parted(name), name, number))
        elif name and not is_one_of_many(name):
            self.add(subject, PG.to, self.shared.organization(*parted(name), name))
        else:
            payee = NamedNode(f"{subject.value}/payee")
            self.add(subject, PG.to, payee)
            self.add(payee, RDF.type, node(PG.Payee))
            self.add(payee, PG.partOf, subject)
            if name:
                self.add(payee, PG.payeeName, text(name))
            self.own[payee].append((_QUOTED_FROM, self.passage(payment.place)))

    def _link_earlier(self, subject: NamedNode, earlier: Item) -> None:
        """The sheet that is meant; identifiers are not kept from year to year, so the year must be known."""
        published, identifier = earlier.number("公開年度"), earlier.text("ID")
        if published and identifier:
            ministry = iris.ministry_code(earlier.text("府省庁") or self.record.ministry)
            sheet = iris.sheet_iri(self.base, ministry, published, identifier)
            self.add(subject, PG.refersToSheet, NamedNode(sheet))

    def _offices(self) -> Iterator[NamedNode]:
        """The offices in charge. Which office belongs to which of several bureaus is not said."""
        bureaus = [self._office(name) for name in _names(self.project.text("担当部局庁"))]
        yield from dict.fromkeys(office for _, _, office in bureaus)
        if len(bureaus) == 1:
            ministry, above, bureau = bureaus[0]
            for name in _names(self.project.text("担当課室")):
                yield self.shared.office_of_ministry(ministry, f"{above}{name}", bureau)

    def _office(self, printed: str) -> tuple[str, str, NamedNode]:
        """Its ministry, its name, its node."""
        own = self.record.ministry
        ministry = next((each for each in (own, *MINISTRIES) if printed.startswith(each)), own)
        name = printed.removeprefix(ministry)
        above = self.shared.ministry(ministry)
        return ministry, name, self.shared.office_of_ministry(ministry, name, above) if name else above

    def passage(self, place: Place) -> NamedNode:
        """The node of a passage: a field of the record, its line, and what stands there."""
        passage = NamedNode(f"{self.iri}/passage/{place.start}-{place.end}")
        if passage not in self.own:
            line = integer(self.record.number)
            self.own[passage] = [
                (_TYPE, _PASSAGE),
                (_IN_SHEET, self.graph),
                (_START, integer(self.record.offset + place.start)),
                (_END, integer(self.record.offset + place.end)),
                (_FIRST_LINE, line),
                (_LAST_LINE, line),
                (_FIELD, code(place.pointer)),
                (_TEXT, text(self.record.quote(place))),
            ]
        return passage

    def _write_finding(self, subject: NamedNode, found: Found) -> None:
        self.add(subject, RDF.type, node(PG.Finding))
        self.add(subject, PG.inSheet, self.graph)
        self.add(subject, PG.rule, self.shared.concept(found.rule, "rule"))
        self.add(subject, PG.severity, self.shared.concept(RULES[found.rule].severity, "severity"))
        self.add(subject, PG.about, self._nodes[found.item.place.pointer] if found.item else self.graph)
        self.add(subject, PG.message, text(found.message_ja), english(found.message_en))
        if found.printed:
            self.add(subject, PG.printed, text(found.printed))
        if found.expected:
            self.add(subject, PG.expected, text(found.expected))
        if found.place:
            self.own[subject].append((_QUOTED_FROM, self.passage(found.place)))


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(iris.name_key, values)))


def _names(printed: str) -> list[str]:
    return [name for name in map(iris.name_key, _BETWEEN_OFFICES.split(printed)) if name]
