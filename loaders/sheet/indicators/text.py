"""The left boxes of section 3 as pieces: labels, values, years, texts, each with its place.

Boxes run into each other (form, What extraction does to it), so nothing is assigned here: a value or year only
keeps the role that a label on its line or before it speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final, NamedTuple

from policygraph.loaders.japanese import AREA, is_dash, parse_cased_year, parse_number
from policygraph.loaders.records import Moment, Span
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.formula import FORMULA, is_formula, is_piece
from policygraph.loaders.sheet.indicators.marks import (
    BoxPatterns,
    Kind,
    Mark,
    box_patterns,
    is_other_cell,
    marks_of,
    mixed,
)
from policygraph.loaders.source import PAGE_GAP, Line

_NUMBER: Final = re.compile(r"[-−－―–△▲]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s?[%％]?")
_FORMULA_HINT: Final = re.compile(r"[×÷✕＊*／/]|実\s*績")


class Piece(NamedTuple):
    """Something of a left box.

    ``line`` counts the lines of the section, ``page`` the pages told apart by blank lines. ``role`` of
    a value or year is 0 base, 1 this year's target, 2 final target, as far as a label says, and
    ``hint`` how loudly it says so. ``number`` and ``moment`` are None for a dash.
    """

    kind: Kind
    text: str
    spans: tuple[Span, ...]
    line: int
    page: int
    role: int | None = None
    hint: float = 0.0
    number: Decimal | None = None
    moment: Moment | None = None


def pages_of(lines: Iterable[Line]) -> list[int]:
    """Page of each line, counted from 0, as far as blank lines tell pages apart."""
    return list(accumulate(int(index > 0 and line.gap >= PAGE_GAP) for index, line in enumerate(lines)))


def read_pieces(lines: Sequence[tuple[int, Line]], pages: Sequence[int], labels: IndicatorLabels) -> list[Piece]:
    """Pieces of the left boxes in document order; ``lines`` come with their index in the section."""
    reader = _Reader(box_patterns(labels))
    formulas = _formulas([line for _, line in lines])
    for row, (place, line) in enumerate(lines):
        reader.take(line, formulas.get(row, ()), place, pages[place])
    return reader.pieces


class _Part(NamedTuple):
    """A formula's stretch of one line; its first one holds the whole, the others have no kind."""

    start: int
    end: int
    kind: Kind | None
    text: str
    spans: tuple[Span, ...]


def _formulas(lines: Sequence[Line]) -> dict[int, list[_Part]]:
    """The formulas and pieces of formulas, which may wrap anywhere, by the rows they stand on."""
    hints = [_FORMULA_HINT.search(line.text) is not None for line in lines]
    parts: dict[int, list[_Part]] = {}
    row = 0
    while row < len(lines):
        first = row
        row += 1
        while row < len(lines) and not lines[row].gap:
            row += 1
        if True in hints[first:row]:
            _take_formulas(lines[first:row], first, parts)
    return parts


def _take_formulas(block: Sequence[Line], first: int, parts: dict[int, list[_Part]]) -> None:
    """Formulas of lines without a blank line between."""
    text = "\n".join([line.text for line in block])
    for match in FORMULA.finditer(AREA.sub(lambda area: "\0" * len(area[0]), text)):
        kind: Kind | None = "formula" if is_formula(match[0]) else "piece" if is_piece(match[0]) else None
        if kind is None:
            continue
        start = match.start() - text.rfind("\n", 0, match.start()) - 1
        row = text.count("\n", 0, match.start())
        rows = list(enumerate(match[0].rstrip().split("\n"), row))
        starts = [start] + [0] * (len(rows) - 1)
        spans = tuple(
            block[at].part(begin, begin + len(words)) for (at, words), begin in zip(rows, starts, strict=True)
        )
        for (at, words), begin in zip(rows, starts, strict=True):
            whole = _Part(begin, begin + len(words), kind if at == row else None, match[0].rstrip(), spans)
            parts.setdefault(first + at, []).append(whole)


class _Reader:
    """Reads lines in turn; knows the explanation that is open and the labels that wait for their cells."""

    def __init__(self, patterns: BoxPatterns) -> None:
        self.pieces: list[Piece] = []
        self._patterns = patterns
        self._explains = False
        self._waiting: dict[str, int | None] = {"value": None, "year": None}

    def take(self, line: Line, formulas: Sequence[_Part], place: int, page: int) -> None:
        text = line.text
        if self._explains:
            if self._goes_on(line):
                self._explain(line, 0, place, page)
                return
            self._explains = False
        label = self._patterns.explanation.search(text) if "〔" in text else None
        if label:
            marks = [*marks_of(text[: label.start()].rstrip(), self._patterns), Mark("label", "other", *label.span())]
            self._add(marks, line, place, page)
            self._explains = True
            if label.end() < len(text):
                self._explain(line, label.end(), place, page)
        elif formulas:
            self._add_with_formulas(formulas, line, place, page)
        else:
            self._add(marks_of(text, self._patterns), line, place, page)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line goes on with the text under 〔指標の説明〕: until a blank line, or where another box begins.

        A blank line before 【アウトカム指標】 does not end it, since it is part of the same cell.
        """
        before = self.pieces[-1]
        another_kind = before.kind == "explanation" and "【" in before.text
        if line.gap and (another_kind or not line.text.startswith("【")):
            return False
        return not is_other_cell(line.text, self._patterns)

    def _explain(self, line: Line, start: int, place: int, page: int) -> None:
        before, text, span = self.pieces[-1], line.text[start:], line.part(start, len(line.text))
        if before.kind == "explanation":
            self.pieces[-1] = before._replace(text=f"{before.text}\n{text}", spans=_appended(before.spans, span))
        else:
            self.pieces.append(Piece("explanation", text, (span,), place, page))

    def _add_with_formulas(self, formulas: Sequence[_Part], line: Line, place: int, page: int) -> None:
        """What stands on a line with formulas; those that go on from the line before are added already."""
        text = line.text
        for part in formulas:
            text = text[: part.start] + "\0" * (part.end - part.start) + text[part.end :]
        before = len(self.pieces)
        self._add(mixed(text, self._patterns), line, place, page)
        self.pieces += [Piece(part.kind, part.text, part.spans, place, page) for part in formulas if part.kind]
        self.pieces[before:] = sorted(self.pieces[before:], key=lambda piece: piece.spans)

    def _add(self, marks: Sequence[Mark], line: Line, place: int, page: int) -> None:
        text, offset = line.text, line.start
        hints = _role_hints(marks, self._waiting, text)
        for kind, _, start, end in marks:
            words = text[start:end]
            role, hint = hints.get(start, _NO_HINT)
            number = value_of(words) if kind == "value" else None
            moment = parse_cased_year(words) if kind == "year" else None
            span = Span(offset + start, offset + end)
            self.pieces.append(Piece(kind, words, (span,), place, page, role, hint, number, moment))


def _appended(spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Spans with one more, joined to the last where only a line feed is between."""
    *before, last = spans
    return (*before, Span(last.start, span.end)) if span.start - last.end <= 2 else (*spans, span)


# --- roles --------------------------------------------------------------------------------------

_ROLES: Final = {
    "base_value": ("value", 0),
    "target_value": ("value", 1),
    "final_value": ("value", 2),
    "base_year": ("year", 0),
    "target_year": ("year", 1),
    "final_year": ("year", 2),
}
"""Which kind of cell a label heads, and in which column: base, this year's target, final target."""

_LOUD, _CLEAR, _FAINT, _VAGUE = 2.0, 1.5, 1.0, 0.7
"""Log-odds that a label beside a cell is its own: right before it, in column order, three alone, a line before."""


class _Event(NamedTuple):
    """A label (``role``) or a cell (``role`` None) of one row, in one track (values or years)."""

    mark: Mark
    role: int | None


_NO_HINT: Final[tuple[int | None, float]] = (None, 0.0)


def _role_hints(
    marks: Sequence[Mark], waiting: dict[str, int | None], text: str
) -> dict[int, tuple[int | None, float]]:
    """Role and loudness of the cells of a line, by where they start; ``waiting`` is carried on."""
    hints: dict[int, tuple[int | None, float]] = {}
    for track, events in _tracks(marks).items():
        hints |= _hints(events, waiting[track], text)
        waiting[track] = events[-1].role
    return hints


def _tracks(group: Sequence[Mark]) -> dict[str, list[_Event]]:
    """Labels and cells of values, and of years. A dash belongs to the track of the label before it."""
    tracks: dict[str, list[_Event]] = {}
    last = "value"
    for mark in group:
        if mark.name in _ROLES:
            last, role = _ROLES[mark.name]
            tracks.setdefault(last, []).append(_Event(mark, role))
        elif mark.kind in ("value", "year"):
            tracks.setdefault(mark.kind if mark.name != "dash" else last, []).append(_Event(mark, None))
    return tracks


def _hints(events: Sequence[_Event], waiting: int | None, text: str) -> dict[int, tuple[int | None, float]]:
    """Role and loudness of each cell of a track, by where the cell starts."""
    cells = [index for index, event in enumerate(events) if event.role is None]
    if len(cells) == len(events):
        if len(cells) == 3:
            return {events[index].mark.start: (index, _FAINT) for index in cells}
        return {events[0].mark.start: (waiting, _VAGUE)} if waiting is not None else {}
    return {events[index].mark.start: _hint(events, index, text) for index in cells}


def _hint(events: Sequence[_Event], index: int, text: str) -> tuple[int | None, float]:
    before = next((k for k in range(index, -1, -1) if events[k].role is not None), None)
    after = next((k for k in range(index, len(events)) if events[k].role is not None), None)
    limit = 2 if after is None else (events[after].role or 0) - (after - index)
    if before is not None:
        role = (events[before].role or 0) + index - before - 1
        return (
            (role, _LOUD if index == before + 1 else _CLEAR)
            if role <= max(limit, events[before].role or 0)
            else (None, 0.0)
        )
    if after is None or limit < 0:
        return None, 0.0
    glued = (
        events[index].mark.end == events[after].mark.start
        and text[events[index].mark.end : events[index].mark.end + 1] != " "
    )
    alone = glued and after == len(events) - 1
    return (None, 0.0) if alone else (limit, _CLEAR)


def value_of(text: str) -> Decimal | None:
    """The number of a cell, its unit left out; None for a dash."""
    plain = text.removesuffix("%").replace(",", "")
    if plain.isascii() and plain.isdigit():
        return Decimal(plain)
    match = _NUMBER.match(text)
    return None if match is None or is_dash(text) else parse_number(match[0])
