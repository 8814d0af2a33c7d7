"""Texts that hold labels of other cells: a literal that swallows the rest of a section is no fact (design, section 6).

A label of the form counts where it stands as one: at the beginning of a line, alone, with other labels or
before white space. In the middle of a sentence it is a word like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from types import NoneType
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_type_hints

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Record, Sheet, Span
from policygraph.loaders.sheet.forms import cell_labels
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate, Line

_SHORTEST: Final = 4
"""Characters of the labels on a line; a shorter word may be the wrapped end of a sentence."""

_AnyRecord = TypeVar("_AnyRecord", bound=Record)


def without_swallowed(sheet: Sheet, reading: Reading) -> Sheet:
    """The sheet without texts that swallowed a label of the form; the name and code of its head stay.

    What such a text quotes counts as unread and is reported; a record that is nothing without it goes.
    """
    labels = dict(_labels_in_facts(reading))
    if not labels:
        return sheet
    cleaner = _Cleaner(reading, labels)
    kept = {field.name: cleaner.kept(getattr(sheet, field.name)) for field in fields(sheet)}
    return replace(sheet, **{**kept, "head": kept["head"] or sheet.head})


def _labels_in_facts(reading: Reading) -> Iterator[tuple[int, str]]:
    """Rows of lines that a fact quotes and that begin with labels of the form, with these."""
    labels = _labels(cell_labels(reading.form))
    fates = reading.ledger.fates
    for line in reading.source.lines:
        if line.key[:2] in labels.starts and fates[line.start] == Fate.FACT and labels.pattern.match(line.key):
            label = _leading(line, labels.pattern)
            if len(label) >= _SHORTEST:
                yield line.row, label


class _Labels(NamedTuple):
    """Labels, compiled; ``starts`` are their first two characters, for a quick look at every line."""

    pattern: re.Pattern[str]
    starts: frozenset[str]


@lru_cache(maxsize=8)
def _labels(labels: tuple[str, ...]) -> _Labels:
    longest_first = sorted(
        {label for label in map(fold, labels) if len(label) > 1}, key=lambda label: (-len(label), label)
    )
    pattern = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})+")
    return _Labels(pattern, frozenset(label[:2] for label in longest_first))


def _leading(line: Line, pattern: re.Pattern[str]) -> str:
    """The longest run of whole words at the beginning of a line that is labels and nothing else, folded."""
    found = read = ""
    for word in line.text.split():
        read += fold(word)
        if pattern.fullmatch(read):
            found = read
    return found


@dataclass(frozen=True, slots=True)
class _Cleaner:
    reading: Reading
    labels: Mapping[int, str]

    def kept(self, value: Any, holder: Record | None = None) -> Any:
        """The value, or what of it is fact; None where nothing is."""
        if isinstance(value, Record):
            return self._record(value)
        if isinstance(value, str):
            return None if holder and self._swallows(value, holder) else value
        if type(value) is tuple:
            parts = [self.kept(part, holder) for part in value]
            return tuple(part for part in parts if part is not None)
        return value

    def _record(self, record: _AnyRecord) -> _AnyRecord | None:
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        kept = {name: self.kept(value, record) for name, value in values.items()}
        changes = {name: value for name, value in kept.items() if value != values[name]}
        if not changes:
            return record
        hints = get_type_hints(type(record))
        if any(value is None and NoneType not in get_args(hints[name]) for name, value in changes.items()):
            return None
        changes["quotes"] = tuple(self._still_fact(record.quotes))
        return replace(record, **changes) if changes["quotes"] else None

    def _swallows(self, text: str, holder: Record) -> bool:
        """Whether a text holds a label that stands as one in what its record quotes; reports it if so."""
        lines = self._quoted(holder.quotes)
        key = fold(text)
        found = [self.labels[line.row] for line in lines if self.labels.get(line.row, key + "\0") in key]
        if found:
            self._report(text, found, [line for line in lines if line.key in key])
        return bool(found)

    def _quoted(self, quotes: Sequence[Span]) -> list[Line]:
        lines = self.reading.source.lines
        return [line for line in lines if any(start < line.end and line.start < end for start, end in quotes)]

    def _report(self, text: str, labels: Sequence[str], lines: Sequence[Line]) -> None:
        spans = self.reading.source.whole_lines(line.span for line in lines)
        self.reading.ledger.claim(Fate.UNREAD, spans)
        printed = "」「".join(labels)
        self.reading.find(
            "unread",
            spans,
            ja=f"ひと続きの文章の中に、様式のほかの見出し「{printed}」が混ざっているため、読み取れた内容として扱いません。",
            en=f"A running text holds labels of other cells ({', '.join(labels)}), so it is not taken for a fact.",
            printed=text,
        )

    def _still_fact(self, quotes: Sequence[Span]) -> Iterator[Span]:
        """The parts of the quotations on lines that are read."""
        for line in self._quoted(quotes):
            if self.reading.ledger.fates[line.start] != Fate.UNREAD:
                yield from (
                    Span(max(line.start, start), min(line.end, end))
                    for start, end in quotes
                    if start < line.end and line.start < end
                )
