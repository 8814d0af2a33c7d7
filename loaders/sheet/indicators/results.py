"""The right blocks of section 3: grades, causes, and the table of targets, actual values and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import permutations, product
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold, parse_cased_year
from policygraph.loaders.records import Moment, Span
from policygraph.loaders.sheet.forms import IndicatorLabels, spaced
from policygraph.loaders.sheet.indicators.marks import NUMBER, UNIT, YEAR, box_patterns
from policygraph.loaders.sheet.indicators.text import value_of
from policygraph.loaders.source import Line

TARGET, ACTUAL, RATE = 0, 1, 2
"""Rows of the table; its columns are two years and the final one."""

COLUMNS: Final = 3


class Cell(NamedTuple):
    """A cell of the table; ``number`` is None for a dash. ``glued``: no space before it."""

    text: str
    span: Span
    number: Decimal | None
    glued: bool


BLANK: Final = Cell("", Span(0, 0), None, False)
"""A cell that left no trace."""

Row = tuple[Cell, ...]
Table = tuple[Row, Row, Row]
"""Target, actual and rate of two years, and the final target, latest actual and progress rate."""


@dataclass(slots=True)
class Block:
    """A right block as read. ``rows`` may hold more or fewer cells than columns."""

    page: int
    line: int
    grade_years: list[tuple[Moment, Span]] = field(default_factory=list)
    grades: list[tuple[str, Span]] = field(default_factory=list)
    years: list[tuple[Moment, Span]] = field(default_factory=list)
    rows: tuple[list[Cell], list[Cell], list[Cell]] = field(default_factory=lambda: ([], [], []))
    labels: list[Span] = field(default_factory=list)
    inside: list[Line] = field(default_factory=list)
    outside: list[Line] = field(default_factory=list)
    unreadable: list[Span] = field(default_factory=list)
    has_table: bool = False

    @property
    def causes(self) -> str:
        """What is said of the causes, folded."""
        return "".join([line.key for line in (*self.inside, *self.outside)])

    @property
    def spans(self) -> tuple[Span, ...]:
        """Everything but the labels."""
        cells = (cell.span for row in self.rows for cell in row)
        dated = (span for _, span in (*self.grade_years, *self.grades, *self.years))
        return (*dated, *cells, *self.unreadable, *(line.span for line in (*self.inside, *self.outside)))


@dataclass(frozen=True, slots=True)
class _Patterns:
    table: re.Pattern[str]
    progress: re.Pattern[str]
    row: re.Pattern[str]
    head: re.Pattern[str]
    cause: re.Pattern[str]
    cell: re.Pattern[str]
    cells: re.Pattern[str]
    cells_of_stack: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(labels: IndicatorLabels) -> _Patterns:
    rows = ((labels.target, "target"), (labels.actual, "actual"), (labels.rate, "rate"))
    year, progress = spaced(labels.year), spaced(labels.progress)
    named = "|".join(
        f"(?P<{name}>{spaced(text)})" for text, name in (*rows, (labels.year, "year"), (labels.progress, "progress"))
    )
    grade = f"[{labels.grades}{''.join(chr(ord(char) + 0xFEE0) for char in labels.grades)}](?![A-Za-z])"
    number = rf"{NUMBER}(?:\s?(?![\s0-9０-９-])(?:{UNIT}))?"
    cell = rf"(?P<moment>{YEAR})|(?P<number>{number})|(?P<grade>{grade})|(?P<dash>[-‐‑‒–—―−－])"
    bare = re.sub(r"[?]P<[a-z]+>", "?:", cell)
    return _Patterns(
        table=re.compile(rf"(?:{year})\s*(?:(?:{YEAR})\s*)*(?:{progress})|(?:{year})\s*(?:(?:{YEAR})\s*){{2}}$"),
        progress=re.compile(progress),
        row=re.compile(named),
        head=re.compile("|".join((spaced(labels.analysis), spaced(labels.grade_year), spaced(labels.grade)))),
        cause=re.compile(f"(?P<inside>{spaced(labels.inside)})|(?P<outside>{spaced(labels.outside)})"),
        cell=re.compile(cell),
        cells=re.compile(rf"(?:(?:{bare})\s*)+"),
        cells_of_stack=re.compile(rf"(?:(?:{bare}|{progress})\s*)+"),
    )


def read_blocks(
    lines: Sequence[Line], pages: Sequence[int], labels: IndicatorLabels
) -> tuple[list[Block], list[tuple[int, Line]]]:
    """The right blocks in document order, and the lines of no block with their index."""
    return _Reader(_patterns(labels), labels).read(lines, pages)


class _Reader:
    """Reads blocks line by line: head (years and grades), causes, table."""

    def __init__(self, patterns: _Patterns, labels: IndicatorLabels) -> None:
        self.patterns = patterns
        self.grade_year, self.year, self.target = labels.grade_year, labels.year, labels.target
        self.lines: Sequence[Line] = ()
        self.box_starts = box_patterns(labels).starts_box
        self.blocks: list[Block] = []
        self.block: Block | None = None
        self.part = "head"
        self.row: int | None = None
        self.seen: set[str] = set()

    def read(self, lines: Sequence[Line], pages: Sequence[int]) -> tuple[list[Block], list[tuple[int, Line]]]:
        others = []
        self.lines = lines
        for index, line in enumerate(lines):
            if not self._take(line, index, pages[index]):
                others.append((index, line))
        return self.blocks, others

    def _take(self, line: Line, index: int, page: int) -> bool:
        """Whether a line belongs to a block; reads it if so."""
        if line.key.startswith(self.grade_year):
            self.block, self.part = Block(page, index), "head"
            self.blocks.append(self.block)
            self._head(line)
            return True
        if self.part != "table" and line.key.startswith(self.year) and self._opens_table(line, index, page):
            return self._table(line)
        if self.block is None:
            return False
        if self.part == "table":
            taken = self._is_table_line(line) and self._table(line)
            self.block = self.block if taken else None
            self.part = self.part if taken else "none"
            return taken
        if self.box_starts.match(line.text):
            self.block = None
            return False
        return self._head(line) if self.part == "head" else self._cause(line, 0, self.part)

    def _opens_table(self, line: Line, index: int, page: int) -> bool:
        """Whether a line heads a table: in a block, or apart from the head of a block that lacks one."""
        if line.key == self.year:
            following = self.lines[index + 1].key if index + 1 < len(self.lines) else ""
            if not following.startswith(self.target):
                return False
        elif not self.patterns.table.match(line.text):
            return False
        if self.block is None:
            if not self.patterns.progress.search(line.text):
                return False
            self.block = next((block for block in self.blocks if not block.has_table), None)
            if self.block is None:
                self.block = Block(page, index)
                self.blocks.append(self.block)
        self.block.has_table, self.part, self.row = True, "table", None
        self.seen.clear()
        return True

    def _head(self, line: Line) -> bool:
        block, text = self.block, line.text
        assert block is not None
        cause = self.patterns.cause.search(text)
        end = cause.start() if cause else len(text)
        at = 0
        for label in self.patterns.head.finditer(text, 0, end):
            self._head_cells(line, at, label.start())
            block.labels.append(line.part(*label.span()))
            at = label.end()
        known = self._head_cells(line, at, end)
        if cause:
            return self._cause(line, cause.start(), self.part)
        return known

    def _head_cells(self, line: Line, start: int, end: int) -> bool:
        block = self.block
        assert block is not None
        while start < end and line.text[start].isspace():
            start += 1
        if start == end:
            return True
        if not self.patterns.cells.fullmatch(line.text, start, end):
            return False
        for match in self.patterns.cell.finditer(line.text, start, end):
            moment = parse_cased_year(match[0]) if match["moment"] else None
            if moment:
                block.grade_years.append((moment, line.part(*match.span())))
            else:
                block.grades.append((fold(match[0]), line.part(*match.span())))
        return True

    def _cause(self, line: Line, start: int, part: str) -> bool:
        """Lines under 【内的要因】 and 【外的要因】, which may stand behind other cells."""
        block = self.block
        assert block is not None
        if not start and "【" not in line.text:
            (block.inside if part == "inside" else block.outside).append(line)
            return True
        for match in (*self.patterns.cause.finditer(line.text, start), None):
            end = match.start() if match else len(line.text)
            text = line.text[start:end]
            if text.strip():
                offset = len(text) - len(text.lstrip())
                shorter = line._replace(
                    text=text.strip(), start=line.start + start + offset, end=line.start + start + len(text.rstrip())
                )
                (block.inside if part == "inside" else block.outside).append(shorter)
            if match:
                part = match.lastgroup or part
                block.labels.append(line.part(*match.span()))
                start = match.end()
        self.part = part
        return True

    def _is_table_line(self, line: Line) -> bool:
        """Whether a line goes on with the table: a row not yet seen, or cells for a row that has none or wraps."""
        label = self.patterns.row.match(line.text)
        if label:
            return label.lastgroup not in self.seen
        filled = 0 if self.row is None or self.block is None else len(self.block.rows[self.row])
        continues = filled == 0 or (not line.gap and filled < COLUMNS) or filled < self._awaited()
        return continues and self.patterns.cells_of_stack.fullmatch(line.text) is not None

    def _awaited(self) -> int:
        """How many cells the last row may take: all, where the labels of all rows came out first."""
        rows = self.block.rows if self.block else ()
        return COLUMNS * COLUMNS if self.row == RATE and not any(rows[:RATE]) else 0

    def _table(self, line: Line) -> bool:
        block, text = self.block, line.text
        assert block is not None
        at = 0
        for label in (*self.patterns.row.finditer(text), None):
            self._table_cells(line, at, label.start() if label else len(text))
            if label:
                block.labels.append(line.part(*label.span()))
                self.seen.add(label.lastgroup or "")
                self.row = {"target": TARGET, "actual": ACTUAL, "rate": RATE}.get(label.lastgroup or "", self.row)
                at = label.end()
        return True

    def _table_cells(self, line: Line, start: int, end: int) -> None:
        block = self.block
        assert block is not None
        while start < end and line.text[start].isspace():
            start += 1
        if start < end and not self.patterns.cells.fullmatch(line.text, start, end):
            block.unreadable.append(line.part(start, end))
            return
        for match in self.patterns.cell.finditer(line.text, start, end):
            span = line.part(*match.span())
            moment = parse_cased_year(match[0]) if match["moment"] else None
            if moment:
                block.years.append((moment, span))
                continue
            glued = match.start() > start and not line.text[match.start() - 1].isspace()
            number = value_of(match[0]) if match["number"] else None
            if self.row is None:
                block.unreadable.append(span)
            else:
                block.rows[self.row].append(Cell(match[0].strip(), span, number, glued))


def tables(block: Block) -> list[Table]:
    """The ways to read a block's cells as a full table, the plainest first.

    A full row is one way, unless cells are glued to each other: then their order is not sure.
    In a short row any cell may have vanished, or a minus may be a dash that is glued to a number.
    """
    rows = _unstacked(block)
    ways = [_ways(row) for row in rows]
    return [(first, second, third) for first, second, third in product(*ways)]


def _unstacked(block: Block) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Rows of a table whose labels came out first and whose cells came column by column."""
    target, actual, rate = block.rows
    if not target and not actual and len(rate) == COLUMNS * COLUMNS:
        by_column = len(block.years) == 2 and rate[0].span.start < block.years[1][1].start
        parts = [rate[place::COLUMNS] for place in range(COLUMNS)]
        return (parts[0], parts[1], parts[2]) if by_column else (rate[:3], rate[3:6], rate[6:])
    return block.rows


def _ways(row: Sequence[Cell]) -> list[Row]:
    if len(row) == COLUMNS:
        orders = permutations(row) if any(cell.glued for cell in row) else iter((tuple(row),))
        return list(dict.fromkeys(orders))
    if not row:
        return [(BLANK,) * COLUMNS]
    if len(row) > COLUMNS:
        return [(BLANK,) * COLUMNS]
    return list(dict.fromkeys((*_dashes_apart(row), *_blanks(row))))


def _blanks(row: Sequence[Cell]) -> Iterator[Row]:
    """The row with blank cells wherever they may have been."""
    for places in permutations(range(COLUMNS), len(row)):
        if list(places) == sorted(places):
            filled = [BLANK] * COLUMNS
            for place, cell in zip(places, row, strict=True):
                filled[place] = cell
            yield tuple(filled)


def _dashes_apart(row: Sequence[Cell]) -> Iterator[Row]:
    """The row with one minus sign read as the dash of a cell before."""
    if len(row) == COLUMNS - 1:
        for index, cell in enumerate(row):
            if cell.number is not None and cell.number < 0:
                middle = cell.span.start + 1
                dash = Cell(cell.text[0], Span(cell.span.start, middle), None, cell.glued)
                rest = Cell(cell.text[1:], Span(middle, cell.span.end), -cell.number, True)
                yield (*row[:index], dash, rest, *row[index + 1 :])
