"""Section 4 taken apart: which lines are headings, rows, and text that stands outside the rows.

A row begins with its four-digit number and ends with its amounts; what stands between is name and
office, told apart by place. Rows may be spread over lines or come out column by column (the numbers
of several rows, then their names, then their amounts): such a group is taken as one here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, DASHES
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import ProjectLabels, spaced
from policygraph.loaders.sheet.projects.amounts import TAIL, Cell, cells_of
from policygraph.loaders.source import Line

_CODE = re.compile(rf"[0-9０-９]{{4}}(?:\s*(?={AREA.pattern})|(?=\s|$))\s*")
"""How a row begins: ``0532 2(2)A``, or its number alone."""

_AREA_AT = re.compile(rf"(?:{AREA.pattern})\s*")
_NUMERIC = frozenset("0123456789０１２３４５６７８９" + DASHES)
_FEWEST_BEHIND_TEXT = 3
_LONGEST_HEADING = 40


class Kind(Enum):
    """What a piece of a line is."""

    CODE = auto()
    AREA = auto()
    TEXT = auto()
    AMOUNTS = auto()


class Piece(NamedTuple):
    """A stretch of a line with one meaning."""

    kind: Kind
    line: Line
    text: str
    start: int
    """Where it starts in the line."""
    cells: tuple[Cell, ...] = ()
    """The cells of :attr:`Kind.AMOUNTS`."""

    @classmethod
    def of(cls, kind: Kind, line: Line, start: int, end: int) -> Piece:
        text = line.text[start:end].rstrip()
        return cls(kind, line, text, start, cells_of(text, line.start + start) if kind is Kind.AMOUNTS else ())

    @property
    def span(self) -> Span:
        return self.line.part(self.start, self.start + len(self.text))


@dataclass(slots=True)
class Group:
    """Rows that came out together: one as a rule, several where columns are stacked."""

    codes: list[Piece] = field(default_factory=list)
    areas: list[Piece] = field(default_factory=list)
    texts: list[Piece] = field(default_factory=list)
    amounts: list[Piece] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    reached: int = 0

    @property
    def complete(self) -> bool:
        """Whether as many amounts have reached their full cost as there are rows."""
        return self.reached >= len(self.codes)

    def add(self, piece: Piece) -> None:
        """Take in a piece."""
        if piece.kind is Kind.AMOUNTS:
            self.reached += _reaches_full_cost(piece, self.amounts)
        self._column(piece.kind).append(piece)
        if not self.lines or self.lines[-1] is not piece.line:
            self.lines.append(piece.line)

    def _column(self, kind: Kind) -> list[Piece]:
        if kind is Kind.CODE:
            return self.codes
        if kind is Kind.AREA:
            return self.areas
        return self.texts if kind is Kind.TEXT else self.amounts

    def give_back(self) -> list[Line]:
        """Drop the lines behind the last row, if its end was missed; gives them back."""
        if self.complete:
            return []
        end = self._last_line()
        surplus = [line for line in self.lines if line.start > end.start]
        self.lines = [line for line in self.lines if line.start <= end.start]
        for pieces in (self.areas, self.texts, self.amounts):
            pieces[:] = [piece for piece in pieces if piece.line.start <= end.start]
        return surplus

    def _last_line(self) -> Line:
        """Of a group that lacks cells: that of the amounts of its last row, else of the text at its last code."""
        if self.amounts:
            by_column = all(len(piece.cells) == 1 for piece in self.amounts)
            return self.amounts[-1 if by_column else min(len(self.codes), len(self.amounts)) - 1].line
        last = self.codes[-1].line
        for line in self.lines[self.lines.index(last) + 1 :]:
            if line.gap:
                break
            last = line
        return last


_WHOLE_ROW = 6


def _reaches_full_cost(amounts: Piece, before: Sequence[Piece]) -> bool:
    """People, then full cost: on one line, or the full cost on a line of its own."""
    kinds = [cell.kind for cell in amounts.cells]
    if kinds[-1] == "d":
        return False
    if "d" in kinds or len(kinds) >= _WHOLE_ROW:
        return True
    return bool(before) and before[-1].cells[-1].kind == "d" and len(before[-1].cells) > 1


@dataclass(slots=True)
class Table:
    """Section 4 taken apart.

    ``blocks`` are runs of lines of text outside the rows without a blank line; ``totals`` are amounts
    outside the rows, ``labels`` headings and the word 計.
    """

    groups: list[Group] = field(default_factory=list)
    blocks: list[list[Line]] = field(default_factory=list)
    totals: list[Piece] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)


class _Patterns(NamedTuple):
    year: re.Pattern[str]
    total: re.Pattern[str]
    total_ends: frozenset[str]
    pieces: frozenset[str]
    longest: int


@lru_cache(maxsize=8)
def _patterns(labels: ProjectLabels) -> _Patterns:
    pieces = frozenset(
        label[start:end]
        for label in labels.headings
        for start in range(len(label))
        for end in range(start + 2, len(label) + 1)
    )
    words = spaced(*labels.totals)
    total = re.compile(rf"(?P<before>(?:{words})?)\s*(?P<rest>.*?)\s*(?P<after>(?:{words})?)")
    ends = frozenset(word[-1] for word in labels.totals)
    return _Patterns(re.compile(labels.year), total, ends, pieces, max(map(len, labels.headings)))


def take_apart(lines: Sequence[Line], labels: ProjectLabels) -> Table:
    """Sort the lines of section 4."""
    sorter = _Sorter(_patterns(labels))
    for line in lines:
        sorter.take(line)
    sorter.close()
    return sorter.table


class _Sorter:
    """Goes through the lines once; knows the group that is open and what stood before."""

    def __init__(self, patterns: _Patterns) -> None:
        self.table = Table()
        self._patterns = patterns
        self._group: Group | None = None
        self._after_label = False
        self._block: list[Line] | None = None

    def take(self, line: Line) -> None:
        if (line.gap or not self._within_text) and is_heading(line.key, self._patterns):
            self.table.labels.append(line.span)
            self._after_label, self._block = True, None
            return
        self._after_label = False
        code = _CODE.match(line.text)
        if code:
            self._open(Piece.of(Kind.CODE, line, 0, code.end()))
            self._take_rest(line, code.end())
        elif not self._take_total(line):
            self._take_rest(line, 0)

    @property
    def _within_text(self) -> bool:
        """Whether a line without a blank line before it goes on with a text: of an overview or of a row."""
        in_row = self._group is not None and not self._group.complete
        return not self._after_label and (self._block is not None or in_row)

    def close(self) -> None:
        """End the open group; what it took in behind its last row is sorted again."""
        group, self._group = self._group, None
        for line in group.give_back() if group else ():
            self.take(line)

    def _open(self, code: Piece) -> None:
        if self._group and self._group.amounts:
            self.close()
        if self._group is None:
            self._group = Group()
            self.table.groups.append(self._group)
        self._group.add(code)
        self._block = None

    def _take_rest(self, line: Line, start: int) -> None:
        """What stands on a line from ``start`` on: area, text, amounts; or text outside the rows."""
        group = self._group
        if group is None or group.complete:
            self._outside(line)
            return
        self._block = None
        for piece in _pieces(line, start):
            group.add(piece)

    def _outside(self, line: Line) -> None:
        if self._block is None or line.gap:
            self._block = []
            self.table.blocks.append(self._block)
        self._block.append(line)

    def _take_total(self, line: Line) -> bool:
        """Take a line that is nothing but amounts and 計, if no row waits for amounts."""
        if (self._group and not self._group.complete) or (self._block and not line.gap):
            return False
        if line.text[-1] not in _NUMERIC and line.key[-1] not in self._patterns.total_ends:
            return False
        match = self._patterns.total.fullmatch(line.text)
        if match is None or not (match["rest"] or match["before"]):
            return False
        start, end = match.span("rest")
        if start < end:
            tail = TAIL.search(line.text[:end])
            if line.text[end - 1] not in _NUMERIC or tail is None or tail.start() != start:
                return False
            self.table.totals.append(Piece.of(Kind.AMOUNTS, line, start, end))
        self.table.labels += [line.part(*match.span(side)) for side in ("before", "after") if match[side]]
        self._block = None
        return True


def _pieces(line: Line, start: int) -> Iterator[Piece]:
    text = line.text
    area = _AREA_AT.match(text, start)
    if area:
        yield Piece.of(Kind.AREA, line, start, area.end())
        start = area.end()
    tail = TAIL.search(text, start) if text[-1] in _NUMERIC else None
    end = tail.start() if tail and _are_amounts(tail[0], alone=tail.start() == start) else len(text)
    if start < end:
        yield Piece.of(Kind.TEXT, line, start, end)
    if end < len(text):
        yield Piece.of(Kind.AMOUNTS, line, end, len(text))


def _are_amounts(tail: str, *, alone: bool) -> bool:
    """A name may end with a number or two; amounts behind a text are more."""
    return alone or len(tail.split()) >= _FEWEST_BEHIND_TEXT


def is_heading(key: str, patterns: _Patterns) -> bool:
    """Whether a folded line is nothing but column headings or pieces of them."""
    if len(key) > _LONGEST_HEADING or (key[:2] not in patterns.pieces and not patterns.year.match(key)):
        return False
    rest = patterns.year.sub("", key)
    while rest and rest != "年度":
        size = next(
            (size for size in range(min(patterns.longest, len(rest)), 1, -1) if rest[:size] in patterns.pieces), 0
        )
        if size == 0:
            return False
        rest = rest[size:]
    return True
