"""Triples to records: the inverse of ``sheet_graph``, by the same table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from policygraph.loaders import records as r
from policygraph.loaders.graph_codecs import codec
from policygraph.loaders.graph_table import HEAD, SHAPES, SHEET, Children, Shape
from policygraph.loaders.iris import measure_iri
from policygraph.loaders.literals import Term, from_decimal, from_integer, from_text
from policygraph.ontology.terms import PG, PROV

Values = Mapping[str, list[Term]]


def sheet_of(quads: Iterable[Quad | Triple], iri: str) -> r.Sheet:
    """The records of the sheet whose graph is ``iri``; ``quads`` hold it and the codes of the shared graph.

    Quotations are the passages of the graph (:mod:`policygraph.loaders.passages`).

    Raises:
        ValueError: the graph lacks something, or holds a value that no record can have.
    """
    return _Reader(quads, iri).sheet()


class _Reader:
    """The quads by subject, and the children of every node by kind."""

    def __init__(self, quads: Iterable[Quad | Triple], iri: str) -> None:
        self.iri = iri
        self.values: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                self.values[quad.subject.value][quad.predicate.value].append(quad.object)
        self.children: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject in self.values:
            if subject.startswith(f"{iri}/"):
                parent, kind, _ = subject.rsplit("/", 2)
                self.children[parent, kind].append(subject)

    def sheet(self) -> r.Sheet:
        held = {children.attribute: self._held(self.iri, children) for children in SHEET}
        return r.Sheet(head=self._head(tuple(part.area for part in held["parts"])), **held)

    def _held(self, parent: str, children: Children) -> Any:
        found = sorted(self.children.get((parent, children.kind), ()), key=self._position)
        records = tuple(self._record(subject, children.record) for subject in found)
        if not children.single:
            return records
        if len(records) > 1:
            raise ValueError(f"{parent} has {len(records)} of {children.kind}")
        return records[0] if records else None

    def _position(self, subject: str) -> int:
        positions = self.values[subject].get(PG.position)
        return from_integer(positions[0]) if positions else int(subject.rpartition("/")[2])

    def _record(self, subject: str, record: type[r.Record]) -> r.Record:
        values, shape = self.values[subject], SHAPES[record]
        read = self._fields(values, shape)
        for children in shape.children:
            read[children.attribute] = self._held(subject, children)
        missing = {each.name for each in fields(record)} - set(read) - {"quotes", "decision"}
        if missing:
            raise ValueError(f"the table does not say how {record.__name__} has {', '.join(sorted(missing))}")
        return record(**read, **self._provenance(values))

    def _fields(self, values: Values, shape: Shape) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for field in shape.fields:
            chosen = codec(field.codec)
            terms = _wanted(values.get(field.property, []), field.codec)
            read[field.attribute] = chosen.read(terms, self._code_of) if terms else chosen.absent
        return read

    def _provenance(self, values: Values) -> dict[str, Any]:
        passages = [term.value for term in values.get(PROV.wasQuotedFrom, ()) if isinstance(term, NamedNode)]
        decision = None
        if PG.confidence in values:
            decision = r.Decision(from_decimal(values[PG.confidence][0]), from_text(values[PG.method][0]))
        return {"quotes": tuple(sorted(map(self._span, passages))), "decision": decision}

    def _span(self, passage: str) -> r.Span:
        values = self.values[passage]
        return r.Span(from_integer(values[PG.start][0]), from_integer(values[PG.end][0]))

    def _code_of(self, term: Term) -> str:
        if isinstance(term, NamedNode) and (codes := self.values[term.value].get(PG.code)):
            return from_text(codes[0])
        raise ValueError(f"a node without a code: {term}")

    def _head(self, areas: tuple[str, ...]) -> r.Head:
        values = self.values[measure_iri(self.iri)]
        return r.Head(areas=areas, **self._fields(values, HEAD), **self._provenance(values))


def _wanted(terms: list[Term], codec_name: str) -> list[Term]:
    """Of the values of a property in two languages, those of the field's."""
    language = {"text": "ja", "english": "en"}.get(codec_name)
    return [term for term in terms if getattr(term, "language", None) == language] if language else terms
