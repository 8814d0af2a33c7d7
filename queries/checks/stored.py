"""The sheets of a store as records, by questions that any SPARQL endpoint answers."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from policygraph.loaders.literals import Term, from_integer, from_text
from policygraph.loaders.records import Sheet, Span
from policygraph.loaders.sheet_graph import CHARACTERS
from policygraph.loaders.sheet_records import sheet_of
from policygraph.loaders.source import Shares
from policygraph.ontology.terms import PG
from policygraph.queries.checks.places import Place, PlacedLine, lines_of_passage, places
from policygraph.queries.filling import Refusal
from policygraph.queries.store import Store, iri_values

_SHEETS = """
SELECT DISTINCT ?sheet {
  GRAPH ?sheet { ?sheet a pg:Sheet FILTER NOT EXISTS { ?sheet a pg:ReviewSheet } }
} ORDER BY ?sheet
"""
_SHARED_CODES = """
SELECT DISTINCT ?node ?code {
  GRAPH ?graph { ?node pg:code ?code } FILTER NOT EXISTS { GRAPH ?graph { ?graph a pg:Sheet } }
} ORDER BY ?node ?code
"""
_GRAPH = """
CONSTRUCT { ?subject ?property ?object } WHERE {
  GRAPH %s { ?subject ?property ?object FILTER (?property NOT IN (rdf:type, pg:inSheet, pg:partOf)) }
}
"""
"""A graph without what the IRIs of its nodes say already: a fourth of it."""


_TOLD = frozenset(
    (PG.fileName, *CHARACTERS, PG.leavesUnread, PG.leavesUnplaced, PG.start, PG.end, PG.firstLine, PG.text)
)
"""What a graph says of passages and of the sheet itself, beside the records."""


@dataclass(frozen=True)
class StoredSheet:
    """The graph of a sheet; ``codes`` are those of the nodes that sheets share."""

    iri: str
    triples: Sequence[ox.Triple]
    codes: Sequence[ox.Triple]

    def sheet(self) -> Sheet:
        """The records.

        Raises:
            ValueError: the graph lacks something, or holds what no record can have.
        """
        return sheet_of((*self.triples, *self.codes), self.iri)

    @property
    def file(self) -> str:
        """The name of the file that the sheet was read from."""
        return from_text(self._values[self.iri, PG.fileName][0])

    @property
    def shares(self) -> Shares | None:
        """The characters of the sheet by fate, where the graph says them."""
        counts = [self._values.get((self.iri, name), []) for name in CHARACTERS]
        return Shares._make(from_integer(count[0]) for count in counts) if all(counts) else None

    @property
    def unread(self) -> tuple[Place, ...]:
        """Lines with characters that were not read."""
        return self.places(self._spans(PG.leavesUnread))

    @property
    def unplaced(self) -> tuple[Place, ...]:
        """Lines with characters whose cell cannot be known."""
        return self.places(self._spans(PG.leavesUnplaced))

    def places(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """The lines that spans stand in, as far as passages quote them."""
        wanted = list(spans)
        found: dict[int, PlacedLine] = {}
        for passage, start, end in self._passages:
            if any(start < span.end and span.start < end for span in wanted):
                found.update((line.start, line) for line in self._lines(passage, start))
        return places(wanted, [found[start] for start in sorted(found)])

    def _lines(self, passage: str, start: int) -> Iterator[PlacedLine]:
        first = from_integer(self._values[passage, PG.firstLine][0])
        return lines_of_passage(start, first, from_text(self._values[passage, PG.text][0]))

    @cached_property
    def _passages(self) -> list[tuple[str, int, int]]:
        passages = [subject for subject, property_ in self._values if property_ == PG.firstLine]
        return [(each, *self._span(each)) for each in passages]

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[Term]]:
        values: dict[tuple[str, str], list[Term]] = {}
        for triple in self.triples:
            property_ = triple.predicate.value
            if property_ in _TOLD and isinstance(triple.subject, ox.NamedNode):
                values.setdefault((triple.subject.value, property_), []).append(triple.object)
        return values

    def _spans(self, property_: str) -> list[Span]:
        return [
            self._span(term.value)
            for term in self._values.get((self.iri, property_), ())
            if isinstance(term, ox.NamedNode)
        ]

    def _span(self, passage: str) -> Span:
        return Span(*(from_integer(self._values[passage, name][0]) for name in (PG.start, PG.end)))


def refused_graph(iri: str, error: Exception) -> Refusal:
    """The refusal of a graph that :meth:`StoredSheet.sheet` could not read."""
    what = f"{type(error).__name__}: {error}"
    return Refusal(iri, f"the graph does not hold a whole sheet ({what})", f"グラフに調書の全体がありません（{what}）")


def stored_sheets(store: Store, wanted: Container[str] | None = None) -> Iterator[StoredSheet]:
    """The graphs of all sheets, or of those whose IRIs are ``wanted``, one at a time."""
    rows = store.select(_SHARED_CODES).rows
    code = ox.NamedNode(PG.code)
    codes = [ox.Triple(node, code, value) for node, value in rows if isinstance(node, ox.NamedNode) and value]
    for (sheet,) in store.select(_SHEETS).rows:
        if isinstance(sheet, ox.NamedNode) and (wanted is None or sheet.value in wanted):
            yield StoredSheet(sheet.value, store.construct(_GRAPH % iri_values([sheet.value])), codes)
