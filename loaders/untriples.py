"""Triples to records: the inverse of ``triples``, by the same table.

What is a set in the graph comes back in its natural order: quotes by place, policy areas by code,
periods by time. Links that follow from the records are not read: the records hold them already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple

from policygraph.loaders import records as r
from policygraph.loaders.graph_codecs import CODECS, Codec, codec
from policygraph.loaders.graph_table import SHAPES, SHEET, Children
from policygraph.loaders.iris import measure_iri
from policygraph.loaders.literals import Term, from_decimal, from_integer, from_text, from_year
from policygraph.ontology.terms import PG, PROV, RDFS


def sheet_from_triples(iri: str, statements: Iterable[Quad | Triple]) -> r.Sheet:
    """The sheet whose own and shared triples are among the statements, in any order.

    Raises ValueError, naming the term, where a statement is not as ``triples`` writes it.
    """
    return _SheetReader(statements).sheet(iri)


class _SheetReader:
    """Statements by subject and property, and nodes by the node and kind they hang on."""

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        self._values: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for statement in statements:
            if not isinstance(statement.subject, NamedNode):
                raise ValueError(f"not a node with an IRI: {statement.subject}")
            self._values[statement.subject.value][statement.predicate.value].append(statement.object)
        self._hanging: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for iri, properties in self._values.items():
            if PG.position in properties:
                parent, kind, _ = iri.rsplit("/", 2)
                self._hanging[parent, kind].append(iri)

    def sheet(self, iri: str) -> r.Sheet:
        head = self._head(measure_iri(iri))
        return r.Sheet(head=head, **{each.attribute: self._children(iri, each) for each in SHEET})

    def _head(self, iri: str) -> r.Head:
        values = self._values[iri]
        quotes, decision = self._provenance(iri)
        areas = (CODECS["area"].read([area], self._code_of) for area in values[PG.inPolicyArea])
        return r.Head(
            quotes=quotes,
            decision=decision,
            name=from_text(*values[RDFS.label]),
            code=from_text(*values[PG.code]),
            fiscal_year=from_year(*values[PG.fiscalYear]),
            department=self._read(values[PG.departmentName], CODECS["text"]),
            author_post=self._read(values[PG.authorPost], CODECS["text"]),
            contact=self._read(values[PG.contact], CODECS["text"]),
            related_offices=self._read(values[PG.officeNames], CODECS["texts"]),
            areas=tuple(sorted(areas)),
            overall_verdict=self._read(values[PG.overallVerdict], codec("concept:overallVerdict")),
        )

    def _children(self, parent: str, children: Children) -> Any:
        found = self._hanging[parent, children.kind]
        found.sort(key=self._position)
        records = tuple(self._record(iri, children.record) for iri in found)
        if not children.single:
            return records
        if len(records) > 1:
            raise ValueError(f"{parent} has {len(records)} nodes of kind {children.kind}")
        return records[0] if records else None

    def _record(self, iri: str, record: type[r.Record]) -> r.Record:
        shape = SHAPES[record]
        values = self._values[iri]
        fields = {field.attribute: self._read(values[field.property], codec(field.codec)) for field in shape.fields}
        held = {each.attribute: self._children(iri, each) for each in shape.children}
        quotes, decision = self._provenance(iri)
        return record(quotes=quotes, decision=decision, **fields, **held)

    def _read(self, terms: list[Term], field: Codec) -> Any:
        return field.read(terms, self._code_of) if terms else field.absent

    def _provenance(self, iri: str) -> tuple[tuple[r.Span, ...], r.Decision | None]:
        values = self._values[iri]
        quotes = tuple(sorted(self._span(passage) for passage in values[PROV.wasQuotedFrom]))
        if not values[PG.confidence]:
            return quotes, None
        return quotes, r.Decision(from_decimal(*values[PG.confidence]), from_text(*values[PG.method]))

    def _span(self, passage: Term) -> r.Span:
        values = self._of(passage)
        return r.Span(from_integer(*values[PG.start]), from_integer(*values[PG.end]))

    def _position(self, iri: str) -> int:
        return from_integer(*self._values[iri][PG.position])

    def _code_of(self, term: Term) -> str:
        return from_text(*self._of(term)[PG.code])

    def _of(self, term: Term) -> Mapping[str, list[Term]]:
        if isinstance(term, NamedNode):
            return self._values[term.value]
        raise ValueError(f"not a node with an IRI: {term}")
