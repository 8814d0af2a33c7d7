"""Page 2 from lines to entries: marked items with their details, plan codes, areas, labels.

Whose column and whose part an entry belongs to is decided later; here only what a line is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from policygraph.loaders.japanese import AREA, fold
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import InitiativeLabels
from policygraph.loaders.sheet.paragraph import Paragraph
from policygraph.loaders.sheet.wording import gist, likeness, pairs
from policygraph.loaders.source import Line

Mark = Literal["◎", "○"]
DetailKind = Literal["detail", "effect", "request"]

_MARKS = "◎○◯〇"
_DOTS = "・･"
_CELL = re.compile(
    rf"\s*(?:(?P<area>{AREA.pattern})|(?P<head>【[^】]*】)|(?P<code>(?![HRSＨＲＳ][0-9０-９]{{1,2}}(?![0-9０-９]))"
    r"[A-ZＡ-Ｚ][0-9０-９]{2,5}(?![0-9０-９A-Za-z])"
    r"|[A-ZＡ-Ｚ]?[0-9０-９]{1,2}(?:[-－‐−][0-9０-９]{1,2}){1,2}(?![0-9０-９A-Za-z－-])))[\s、，,／/]*"
)
_EFFECTS = re.compile(r"^(?:≪|《|<<|〈|＜＜|＜|<)([^≫》>〉＞]*)(?:≫|》|>>|〉|＞＞|＞|>)")
_FULL_LINE = 0.7
"""A line shorter than this share of its paragraph's longest line did not wrap: the paragraph ends."""
_LONGEST_HEADING = 6
"""Lines over which a heading in 【】 may wrap."""
_TERM = re.compile(r"(?:\([^()]*\)|第?\d+[期次]?)+$")
_EFFECTS_OPEN = "≪《<〈＜"
_CELL_STARTS = frozenset("【" + "".join(map(chr, (*range(0x30, 0x3A), *range(0x41, 0x5B)))))
_MANY_ITEMS, _SPACED = 8, 0.9
"""A page of many items of which this share begins a block has blank lines between all of them."""
_SURE_LABEL = 5
"""Characters from which a piece of a label is no wrapped end of running text."""
_SAME_NAME = 0.8
"""Likeness from which a heading is taken for a part's name on page 1 (one word in ten differs)."""


class Cell(NamedTuple):
    """A policy area, a plan's heading or a plan code: as printed, folded, and its place."""

    kind: Literal["area", "plan", "code"]
    text: str
    key: str
    spans: tuple[Span, ...]
    gap: int


@dataclass(slots=True, eq=False)
class Detail:
    """A paragraph under a marked line, an effects heading or a request heading."""

    kind: DetailKind
    paragraph: Paragraph


@dataclass(slots=True, eq=False)
class Item:
    """A marked line and what stands under it. ``mark`` is None where its head is elsewhere.

    ``starts_block``: a blank line or another kind of entry stands before it, ``after_cut``: the
    latter. ``head_of`` is the part whose heading stands right over it, ``widest`` the columns its
    longest line takes, ``title_key`` the gist of the title, ``detail_keys`` the folded details but
    requests, ``same_as`` the item it repeats, ``block`` the number of its run of neighbours.
    """

    mark: Mark | None
    title: Paragraph | None
    details: list[Detail]
    starts_block: bool
    after_cut: bool
    head_of: str | None = None
    widest: int = 0
    title_key: str = ""
    detail_keys: list[str] = field(default_factory=list)
    same_as: Item | None = None
    block: int = -1

    @property
    def key(self) -> str:
        """Title and what was planned or done, for comparing; requests only happen to stand under it."""
        return "".join((self.head_key, *self.detail_keys))

    @property
    def head_key(self) -> str:
        return (self.mark or "") + (self.title.key if self.title else "")

    @property
    def work(self) -> list[Line]:
        """Its lines, headings and requests left out."""
        lines = [*self.title.lines] if self.title else []
        for detail in self.details:
            if detail.kind != "request":
                lines += detail.paragraph.lines
        return lines


Entry = Item | Cell


@dataclass(slots=True)
class PageLines:
    """What page 2 holds in document order, the items among it, the places of its labels and part headings."""

    entries: list[Entry] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    part_headings: list[Span] = field(default_factory=list)


def read_lines(lines: Sequence[Line], labels: InitiativeLabels, names: Mapping[str, str]) -> PageLines:
    """Entries of the lines of page 2; ``names`` are the folded part names and their areas."""
    return _Reader(lines, labels, names).read()


class _Reader:
    def __init__(self, lines: Sequence[Line], labels: InitiativeLabels, names: Mapping[str, str]) -> None:
        self._lines = lines
        self._labels = labels
        self._label_starts = frozenset().union(*map(pairs, labels.column_heads))
        self._names = names
        self._page = PageLines()
        self._item: Item | None = None
        self._mode: DetailKind = "detail"
        self._heading_of: tuple[str, list[Span]] | None = None
        self._gap, self._cut = True, True
        self._paragraph: list[Line] = []
        self._skip = 0
        self._is_title = False
        self._width = self._widest = 0

    def read(self) -> PageLines:
        done = 0
        for at, line in enumerate(self._lines):
            if at < done:
                continue
            if line.gap:
                self._gap = True
            if line.text[0] == "【" and "】" not in line.text and (length := self._wrapped_heading(at)):
                done = at + length
            else:
                self._take(line)
        self._end_item()
        _join_spaced(self._page.items)
        return self._page

    def _take(self, line: Line) -> None:
        first = line.text[0]
        if first in _MARKS:
            self._marked(line)
        elif first in _DOTS and not self._continues_list(line):
            self._dotted(line)
        elif not (
            (first in _EFFECTS_OPEN and self._effects(line))
            or (line.key[:2] in self._label_starts and self._label(line))
            or (line.key[:1] in _CELL_STARTS and self._cells(line))
        ):
            self._text(line)

    # --- headings ---------------------------------------------------------------------------

    def _wrapped_heading(self, at: int) -> int:
        """【…】 that runs over lines, read as if on one: over how many, 0 if it is none."""
        printed, spans = "", []
        for number, line in enumerate(self._lines[at : at + _LONGEST_HEADING]):
            if number and (line.gap > 1 or line.text[0] in _MARKS + _DOTS + "【"):
                break
            end = line.text.find("】") + 1
            printed += line.text[: end or None]
            spans.append(line.part(0, end or len(line.text)))
            if end:
                if not self._heading(printed, spans, self._lines[at].gap):
                    break
                self._rest(line, end)
                return number + 1
        return 0

    def _heading(self, printed: str, spans: list[Span], gap: int) -> bool:
        """Take a heading in 【】; one inside running text that names no plan is text (False)."""
        key = fold(printed)[1:-1]
        if key in self._labels.requests:
            self._sub_heading("request", spans)
        elif area := self._part(key):
            self._end_item()
            self._heading_of, self._cut = (area, spans), True
        elif self._item is None or gap or key in self._labels.coded_plans or names_plan(key, self._labels):
            self._add(Cell("plan", "".join(printed.split())[1:-1], key, tuple(spans), gap))
        else:
            return False
        return True

    def _part(self, key: str) -> str | None:
        if key in self._names:
            return self._names[key]
        alike = max(
            ((likeness(key, name, _SAME_NAME), area) for name, area in self._names.items()), default=(0.0, None)
        )
        return alike[1] if alike[0] >= _SAME_NAME else None

    def _sub_heading(self, kind: DetailKind, spans: list[Span]) -> None:
        """A heading inside an item; one that has lost its item stands for itself."""
        self._end_paragraph()
        if self._item is None:
            self._begin(None)
        self._page.labels += spans
        self._mode = kind

    def _effects(self, line: Line) -> bool:
        match = _EFFECTS.match(line.text)
        if match is None or not any(word in fold(match[1]) for word in self._labels.effects):
            return False
        self._sub_heading("effect", [line.part(0, match.end())])
        self._rest(line, match.end())
        return True

    def _label(self, line: Line) -> bool:
        is_code = not line.gap and self._after_plan() and _CELL.fullmatch(line.text)
        known = not is_code and (line.gap > 0 or self._item is None or len(line.key) >= _SURE_LABEL)
        if not known or not _is_label(line.key, self._labels.column_heads):
            return False
        self._end_item()
        self._cut, self._heading_of = True, None
        self._page.labels.append(line.span)
        return True

    def _cells(self, line: Line) -> bool:
        """A line that begins with an area, a plan heading or a plan code."""
        at, text = 0, line.text
        while match := _CELL.match(text, at):
            kind = match.lastgroup
            if kind is None or (kind == "code" and match.end() < len(text) and not _CELL.match(text, match.end())):
                break
            if kind == "code" and not match[kind].isalnum() and not self._after_plan():
                break
            if not self._cell(kind, match[kind], line, match):
                break
            at = match.end()
        if at and at < len(text):
            self._rest(line, at)
        return at > 0

    def _after_plan(self) -> bool:
        """Whether a plan or its code stands right before: elsewhere, numbers joined by dashes are no code."""
        last = self._page.entries[-1] if self._page.entries else None
        return isinstance(last, Cell) and last.kind != "area"

    def _cell(self, kind: str, printed: str, line: Line, match: re.Match[str]) -> bool:
        span = line.part(*match.span(kind))
        gap = 0 if match.start() else line.gap
        if kind == "head":
            return self._heading(printed, [span], gap)
        key = fold(printed)
        self._add(Cell("area" if kind == "area" else "code", key, key, (span,), gap))
        return True

    def _add(self, cell: Cell) -> None:
        self._end_item()
        self._cut, self._heading_of = True, None
        self._page.entries.append(cell)

    def _rest(self, line: Line, at: int) -> None:
        """What stands behind a heading or a cell on the same line."""
        rest = line.text[at:].lstrip()
        if not rest:
            return
        # In no row, lest its place be joined with the line before and the heading between them.
        self._take(line._replace(text=rest, start=line.end - len(rest), gap=0, key=fold(rest), row=-2))

    # --- items ------------------------------------------------------------------------------

    def _marked(self, line: Line) -> None:
        self._end_item()
        self._begin("◎" if line.text[0] == "◎" else "○")
        self._is_title = True
        self._write(line, 1)

    def _begin(self, mark: Mark | None) -> None:
        self._item = Item(mark, None, [], self._gap or self._cut, self._cut)
        if self._heading_of is not None:
            self._item.head_of, spans = self._heading_of
            self._page.part_headings += spans
            self._heading_of = None
        self._page.entries.append(self._item)
        self._page.items.append(self._item)
        self._mode, self._width, self._widest = "detail", 0, 0

    def _dotted(self, line: Line) -> None:
        self._end_paragraph()
        if self._item is None:
            self._begin(None)
        self._write(line, 1)

    def _text(self, line: Line) -> None:
        """A line without a mark continues its paragraph, or is a paragraph without a dot."""
        if line.gap and not self._is_open():
            self._end_item()
        if self._item is None:
            self._begin(None)
            self._is_title = True
        elif not self._paragraph or self._ended(line):
            self._end_paragraph()
        self._write(line, 0)

    def _write(self, line: Line, skip: int) -> None:
        if not self._paragraph:
            self._skip = skip
        self._gap = self._cut = False
        self._paragraph.append(line)
        self._width = width = _width(line)
        if width > self._widest:
            self._widest = width

    def _is_open(self) -> bool:
        """Whether a bracket of the paragraph is still open, so that a blank line cannot end it."""
        text = "".join(line.text for line in self._paragraph)
        return bool(text) and sum(map(text.count, "（(「【")) > sum(map(text.count, "）)」】"))

    def _ended(self, line: Line) -> bool:
        """Whether the line before did not fill its column."""
        full = self._width / _FULL_LINE
        return line.text[0] not in "（(" and (self._widest > full or _width(line) > full)

    def _continues_list(self, line: Line) -> bool:
        """Whether a line that begins with ・ is a wrapped list: in an open bracket, behind a full line."""
        return not line.gap and not self._is_title and self._width == self._widest and self._is_open()

    def _end_paragraph(self) -> None:
        if self._item is not None and self._paragraph:
            paragraph = Paragraph(self._paragraph, self._skip)
            if self._is_title:
                self._item.title, self._item.title_key = paragraph, gist(paragraph.key)
            else:
                self._item.details.append(Detail(self._mode, paragraph))
                if self._mode != "request":
                    self._item.detail_keys.append(paragraph.key)
        self._paragraph, self._is_title = [], False

    def _end_item(self) -> None:
        self._end_paragraph()
        if self._item is not None:
            self._item.widest = self._widest
            self._item = None


def names_plan(key: str, labels: InitiativeLabels) -> bool:
    """Whether a folded heading ends like a plan's name, a term such as （第3期） or 2030 left out."""
    return _TERM.sub("", key).endswith(labels.plan_endings)


def _join_spaced(items: Sequence[Item]) -> None:
    """Where nearly every marked line has a blank line before it, blank lines part no blocks."""
    parted = sum(item.starts_block for item in items)
    if len(items) >= _MANY_ITEMS and parted > _SPACED * len(items):
        for item in items:
            item.starts_block = item.after_cut


def _is_label(key: str, heads: Sequence[str]) -> bool:
    """Whether a folded line is made of pieces, of two characters or more, of column heads."""
    while key:
        length = max((_shared_start(key, head) for head in heads), default=0)
        if length < 2:
            return False
        key = key[length:]
    return True


def _shared_start(key: str, head: str) -> int:
    """How long a start of the key stands somewhere in the head."""
    length = 0
    while length < len(key) and key[: length + 1] in head:
        length += 1
    return length


def _width(line: Line) -> int:
    """Columns a line takes, twice: two a kanji or kana; full-width Latin is set narrow in print."""
    return len(line.key) + len(line.key.encode())
