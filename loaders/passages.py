"""Which lines of a sheet are quoted for what: one passage for what stands together.

A passage is whole lines, since the number in a cell cannot be understood without the sheet, and is
seldom longer than one wants to read: pieces are put together, and nodes quote a passage of another
node, only up to :data:`SHORT` lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES, SHEET, Children
from policygraph.loaders.source import Run, Source
from policygraph.ontology.terms import PG

SHORT: Final = 6
"""Lines up to which a passage holds more than what one node says: what one reads at a glance."""

_BRIDGE: Final = 3
"""Lines that no fact quotes (labels of the form, repetitions) up to which they may part a passage."""

_WORDS: Final = frozenset((PG.Mention, PG.Figure, PG.Observation))
"""What is a word or a cell of its parent's text or table, and is read together with it."""

Family = tuple[r.Record, list[r.Record]]
"""A record and those that are words of it."""


class Passages:
    """The passages of one sheet."""

    def __init__(self, source: Source, sheet: r.Sheet) -> None:
        self._source = source
        families = tuple(_families(sheet))
        lines = {record.quotes: source.runs(record.quotes) for record, _ in families}
        self._quoted: set[int] = set()
        facts = (lines[record.quotes] for record, _ in families if not isinstance(record, r.Finding))
        self._quoted.update(*(range(first, last + 1) for first, last in chain.from_iterable(facts)))
        self._runs = {quotes: self._together(runs) if len(runs) > 1 else runs for quotes, runs in lines.items()}
        self._short: dict[int, list[Run]] = defaultdict(list)
        for run in sorted(self._shared(families), key=_longest_first):
            for row in range(run[0], run[1] + 1):
                self._short[row].append(run)

    def of(self, record: r.Record) -> list[r.Span]:
        """The passages that a record is quoted from, in the order of the sheet; a finding's are its own lines."""
        if isinstance(record, r.Finding):
            return list(self._source.whole_lines(record.quotes))
        runs = self._runs[record.quotes]
        return [self._source.lines_of(run) for run in dict.fromkeys(map(self._holding, runs))]

    def _shared(self, families: Iterable[Family]) -> set[Run]:
        """The short runs that nodes may share."""
        shared: set[Run] = set()
        for record, words in families:
            # What does not add up may stand in several rows; what each row says is quoted from that row.
            if not isinstance(record, r.Finding):
                runs = self._runs[record.quotes]
                if words:
                    runs = self._together(sorted(chain(runs, *(self._runs[word.quotes] for word in words))))
                shared.update(run for run in runs if run[1] - run[0] < SHORT)
        return shared

    def _holding(self, run: Run) -> Run:
        """The longest of the short runs that hold a run, else the run itself."""
        first, last = run
        for each in self._short.get(first, ()):
            if each[1] >= last:
                return each
        return run

    def _together(self, runs: Iterable[Run]) -> list[Run]:
        """Runs put together where few lines part them, which no fact quotes, and they stay short."""
        joined: list[Run] = []
        for first, last in runs:
            if joined and self._joins(joined[-1], first, last):
                joined[-1] = joined[-1][0], max(joined[-1][1], last)
            else:
                joined.append((first, last))
        return joined

    def _joins(self, run: Run, first: int, last: int) -> bool:
        start, end = run
        near = first - end <= _BRIDGE + 1 and max(last, end) - start < SHORT
        return near and self._quoted.isdisjoint(range(end + 1, first))


def quoting_passages(sheet: r.Sheet, source: Source) -> r.Sheet:
    """The same records with the quotations that a graph keeps and gives back: their passages."""
    passages = Passages(source, sheet)
    held = {children.attribute: _quoting(sheet, children, passages) for children in SHEET}
    return replace(sheet, head=replace(sheet.head, quotes=tuple(passages.of(sheet.head))), **held)


def _quoting(owner: object, children: Children, passages: Passages) -> Any:
    records = tuple(_record_quoting(record, passages) for record in children.of(owner))
    return next(iter(records), None) if children.single else records


def _record_quoting(record: r.Record, passages: Passages) -> r.Record:
    held = {each.attribute: _quoting(record, each, passages) for each in SHAPES[type(record)].children}
    return replace(record, quotes=tuple(passages.of(record)), **held)


def _longest_first(run: Run) -> tuple[int, int]:
    return run[0] - run[1], run[0]


def _families(sheet: r.Sheet) -> Iterator[Family]:
    """Every record of a sheet."""
    yield sheet.head, []
    for children in SHEET:
        for record in children.of(sheet):
            yield from _family(record, children)


def _family(record: r.Record, place: Children) -> Iterator[Family]:
    words: list[r.Record] = []
    for children in SHAPES[place.record].children:
        held = children.of(record)
        if SHAPES[children.record].class_ in _WORDS:
            words += held
        for child in held:
            yield from _family(child, children)
    yield record, words
