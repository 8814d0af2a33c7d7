"""The whole ledger, line by line: what became of each piece of a sheet, and what a repetition repeats."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.literals import clean
from policygraph.loaders.source import Entry, Fate, Ledger, Line, Source


class LedgerLine(NamedTuple):
    """A piece of a line with one fate.

    ``rule`` says why a label is one. ``of`` is the number of the first line that holds what a repetition
    prints again, None where that is not on one line.
    """

    line: int
    fate: Fate
    rule: str | None
    of: int | None
    text: str


def ledger_lines(source: Source, ledger: Ledger) -> Iterator[LedgerLine]:
    """All pieces in the order of the text."""
    originals = _Originals.of(source, ledger)
    for (number, fate, rule), run in groupby(ledger.entries(source.text), key=lambda entry: _place(entry, source)):
        entries = list(run)
        text = source.text[entries[0].span.start : entries[-1].span.end]
        of = originals.line_of(text) if fate == Fate.REPEAT else None
        yield LedgerLine(number, fate, rule, of, clean(text))


def _place(entry: Entry, source: Source) -> tuple[int, Fate, str | None]:
    return source.line_at(entry.span.start).number, entry.fate, entry.rule


@dataclass(frozen=True, slots=True)
class _Originals:
    """The lines that are no repetition, their keys in one text to look in."""

    lines: list[Line]
    keys: str
    starts: list[int]

    @classmethod
    def of(cls, source: Source, ledger: Ledger) -> _Originals:
        lines = [line for line in source.lines if ledger.fates[line.start] != Fate.REPEAT]
        lengths = accumulate((len(line.key) + 1 for line in lines), initial=0)
        return cls(lines, "\n".join(line.key for line in lines), list(lengths))

    def line_of(self, text: str) -> int | None:
        place = self.keys.find(fold(text))
        return None if place < 0 else self.lines[bisect_right(self.starts, place) - 1].number
