"""The sheets of a store as records, by questions that any SPARQL endpoint answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from policygraph.loaders.literals import from_integer, from_text
from policygraph.loaders.records import Sheet, Span
from policygraph.loaders.sheet_graph import CHARACTERS
from policygraph.loaders.sheet_records import sheet_of
from policygraph.loaders.source import Shares
from policygraph.ontology.terms import PG
from policygraph.queries.checks.places import PlacedLine, lines_of_passage
from policygraph.queries.store import Store, Term, iri_values

_SHEETS = "SELECT DISTINCT ?sheet { GRAPH ?sheet { ?sheet a pg:Sheet } } ORDER BY ?sheet"
_SHARED_CODES = """
SELECT DISTINCT ?node ?code {
  GRAPH ?graph { ?node pg:code ?code } FILTER NOT EXISTS { GRAPH ?graph { ?graph a pg:Sheet } }
} ORDER BY ?node ?code
"""
_GRAPH = "CONSTRUCT { ?subject ?property ?object } WHERE { GRAPH %s { ?subject ?property ?object } }"


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
        counts = [self._values.get((self.iri, name), ()) for name in CHARACTERS]
        return Shares._make(from_integer(count[0]) for count in counts) if all(counts) else None

    @property
    def unread(self) -> list[Span]:
        """Where characters stand that were not read."""
        return self._spans(PG.leavesUnread)

    @property
    def unplaced(self) -> list[Span]:
        """Where characters stand whose cell cannot be known."""
        return self._spans(PG.leavesUnplaced)

    @cached_property
    def lines(self) -> list[PlacedLine]:
        """All lines that a finding may quote: those of the passages."""
        found: dict[int, PlacedLine] = {}
        for subject, property_ in self._values:
            if property_ == PG.firstLine:
                first = from_integer(self._values[subject, PG.firstLine][0])
                text = from_text(self._values[subject, PG.text][0])
                for line in lines_of_passage(self._start(subject), first, text):
                    found[line.start] = line
        return [found[start] for start in sorted(found)]

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[Term]]:
        values: dict[tuple[str, str], list[Term]] = {}
        for subject, property_, object_ in self.triples:
            if isinstance(subject, ox.NamedNode) and not isinstance(object_, ox.Triple):
                values.setdefault((subject.value, property_.value), []).append(object_)
        return values

    def _spans(self, property_: str) -> list[Span]:
        passages = [term.value for term in self._values.get((self.iri, property_), ())]
        return sorted(Span(self._start(each), from_integer(self._values[each, PG.end][0])) for each in passages)

    def _start(self, passage: str) -> int:
        return from_integer(self._values[passage, PG.start][0])


def stored_sheets(store: Store) -> Iterator[StoredSheet]:
    """The graphs of all sheets, one at a time."""
    rows = store.select(_SHARED_CODES).rows
    code = ox.NamedNode(PG.code)
    codes = [ox.Triple(node, code, value) for node, value in rows if isinstance(node, ox.NamedNode) and value]
    for (sheet,) in store.select(_SHEETS).rows:
        if isinstance(sheet, ox.NamedNode):
            yield StoredSheet(sheet.value, store.construct(_GRAPH % iri_values([sheet.value])), codes)
