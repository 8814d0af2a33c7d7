"""The left boxes of section 3 as pieces: labels, values, years, texts, each with its place.

Boxes run into each other (form, What extraction does to it), so nothing is assigned here: a value or year only
keeps the role that a label on its line or before it speaks for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal, NamedTuple

from policygraph.loaders.japanese import AREA, ERA_YEAR, is_dash, parse_cased_year, parse_number
from policygraph.loaders.records import Moment, Span
from policygraph.loaders.sheet.forms import IndicatorLabels, spaced
from policygraph.loaders.sheet.indicator_formula import FORMULA, is_formula, is_piece
from policygraph.loaders.source import PAGE_GAP, Line

Kind = Literal["rank", "label", "value", "year", "change", "area", "formula", "piece", "explanation", "text", "reason"]

UNIT: Final = (
    r"[十百千万億兆]*(?:円|ドル|人|名|件|社|者|戸|世帯|棟|台|頭|羽|尾|匹|本|枚|個|箇所|[かカヵヶケ]所|施設|団体|組織|組合|市町村|市|町|村|法人|"
    r"企業|校|園|館|店|店舗|回|日|時間|分|年|歳|割|位|倍|組|種|品目|品種|銘柄|商品|地区|地域|区域|床|機関|事業所|経営体|チーム|項目|航路|路線|便|隻|"
    r"部|冊|点|票|泊|人泊|人日|ポイント|トン|リットル|キロ|メートル|ヘクタール|％|%|‰|[A-Za-zａ-ｚＡ-Ｚ㎡㎥㏊㎏㎞℃]{1,6}[23²³]?(?:-?CO2)?(?![0-9０-９A-Za-z]))"
    r"(?:[/／](?:[0-9０-９]*[^()（）\s]{1,4}))?"
)
"""What may stand behind a number or in brackets behind a name as its unit."""

NUMBER: Final = (
    r"[-−－―–△▲]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![,，.．])"
    r"|(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?(?![0-9０-９,，.．]))"
)
"""A number. Three digits end a group of thousands, so ``1,0781,145`` is two numbers."""

VALUE: Final = rf"{NUMBER}(?:\s?(?![\s0-9０-９-])(?:{UNIT})(?![ぁ-ゖァ-ヺ一-鿿]))?"
YEAR: Final = rf"(?:{ERA_YEAR.pattern})(?:\s?年度?)?(?![0-9０-９])"
_DASH: Final = r"[-‐‑‒–—―−－](?![0-9０-９])"
_NUMBER: Final = re.compile(r"[-−－―–△▲]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s?[%％]?")
_CJK: Final = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")
_CLOSING: Final = ")）」』】"


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


class _Mark(NamedTuple):
    kind: Kind
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BoxPatterns:
    """The labels of the left boxes, compiled.

    ``head`` and ``tail`` find cells that came out before or behind a running text: a direction, a
    number glued to a plan, cells behind a plan or a closed bracket, two and more numbers.
    """

    labels: re.Pattern[str]
    explanation: re.Pattern[str]
    starts_box: re.Pattern[str]
    cells: re.Pattern[str]
    cell: re.Pattern[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]


_IN_PROSE: Final = ("target_year", "target_value")
"""Labels that are words of any text: 年度 and 目標値 at the beginning of a line are no sign of a box."""


@lru_cache(maxsize=8)
def box_patterns(labels: IndicatorLabels) -> BoxPatterns:
    """Patterns of one form."""
    named = "|".join(f"(?P<{name}>{_one_line(*texts)})" for name, texts in labels.boxes)
    starts = "|".join(_one_line(*texts) for name, texts in labels.boxes if name not in _IN_PROSE)
    change = "|".join(labels.changes)
    first = (
        "".join({re.escape(text[0]) for _, texts in labels.boxes for text in (*texts, labels.explanation)})
        + labels.rank_marks
    )
    rank = rf"[{labels.rank_marks}]\s?[①-⑳]"
    plan = "|".join(labels.plan_endings)
    cell = rf"(?P<year>{YEAR})|(?P<value>{VALUE})|(?P<change>{change})|(?P<dash>{_DASH})"
    bare = re.sub(r"[?]P<[a-z]+>", "?:", cell)
    return BoxPatterns(
        labels=re.compile(rf"(?=[{first}])(?:(?P<rank>{rank})|{named})"),
        explanation=re.compile(_one_line(labels.explanation)),
        starts_box=re.compile(rf"(?=[{first}])(?:{rank}|{starts}|{_one_line(labels.explanation)})(?![^\s\d])"),
        cells=re.compile(rf"(?:(?:{bare})[^\S\n]*)+"),
        cell=re.compile(cell),
        head=re.compile(rf"(?:{change})\s+|(?=[-0-9０-９]*[,，.．%％]){NUMBER}[%％]?(?={_CJK.pattern}.*(?:{plan})$)"),
        tail=re.compile(
            rf"(?:(?:{plan}|[{_CLOSING}])\s*|\s+(?=(?:(?:{bare})\s+)+(?:{bare})$)|\s+(?=(?:{change})$))"
            rf"(?P<cells>(?:(?:{bare})\s*)+)$"
        ),
    )


def _one_line(*labels: str) -> str:
    return spaced(*labels).replace(r"\s*", r"[^\S\n]*")


class Canvas:
    """Lines as one text, a blank line where one stood, with the way back to lines and spans."""

    def __init__(self, lines: Sequence[tuple[int, Line]]) -> None:
        self.lines = [line for _, line in lines]
        self.places = [place for place, _ in lines]
        breaks = ["\n\n" if line.gap else "\n" for line in self.lines[1:]]
        self.text = "".join(line.text + mark for line, mark in zip(self.lines, [*breaks, ""], strict=False))
        sizes = (len(line.text) + len(mark) for line, mark in zip(self.lines, breaks, strict=False))
        self.starts = list(accumulate(sizes, initial=0))

    def row(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Source spans of a range of the text, neighbouring lines as one."""
        first = self.row(start)
        if end <= self.starts[first] + len(self.lines[first].text):
            offset = self.lines[first].start - self.starts[first]
            return (Span(start + offset, end + offset),)
        found: list[Span] = []
        for row in range(first, self.row(end - 1) + 1):
            line, offset = self.lines[row], self.starts[row]
            part = line.part(max(0, start - offset), min(len(line.text), end - offset))
            if found and not line.gap and self.places[row] == self.places[row - 1] + 1:
                found[-1] = Span(found[-1].start, part.end)
            elif part.end > part.start:
                found.append(part)
        return tuple(found)


def pages_of(lines: Iterable[Line]) -> list[int]:
    """Page of each line, counted from 0, as far as blank lines tell pages apart."""
    return list(accumulate(int(index > 0 and line.gap >= PAGE_GAP) for index, line in enumerate(lines)))


def read_pieces(lines: Sequence[tuple[int, Line]], pages: Sequence[int], labels: IndicatorLabels) -> list[Piece]:
    """Pieces of the left boxes in document order; ``lines`` come with their index in the section."""
    if not lines:
        return []
    canvas = Canvas(lines)
    patterns = box_patterns(labels)
    marks = _explanations(canvas, patterns)
    marks += _formulas(canvas, marks)
    marks += _labels(canvas, patterns, _without(canvas.text, marks))
    marks += _rest(canvas, patterns, marks)
    return list(_with_roles(canvas, pages, sorted(marks, key=lambda mark: mark.start)))


def _without(text: str, marks: Iterable[_Mark]) -> str:
    """The text with what is already read blanked out, at equal length."""
    parts, at = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts += [text[at : mark.start], "\0" * (mark.end - mark.start)]
        at = mark.end
    return "".join((*parts, text[at:]))


def _explanations(canvas: Canvas, patterns: BoxPatterns) -> list[_Mark]:
    marks: list[_Mark] = []
    for match in patterns.explanation.finditer(canvas.text):
        if not marks or match.start() >= marks[-1].end:
            marks.append(_Mark("label", "other", *match.span()))
            end = _explanation_end(canvas, patterns, match.end())
            if canvas.text[match.end() : end].strip():
                marks.append(_Mark("explanation", "", match.end(), end))
    return marks


def _explanation_end(canvas: Canvas, patterns: BoxPatterns, start: int) -> int:
    """Where the text under 〔指標の説明〕 ends: at a blank line, or where another box begins.

    A blank line before 【アウトカム指標】 does not end it, since it is part of the same cell.
    """
    end = start
    for row in range(canvas.row(start), len(canvas.lines)):
        line = canvas.lines[row]
        if canvas.starts[row] > start:
            continues = not line.gap or (line.text.startswith("【") and "【" not in canvas.text[start:end])
            if not continues or _is_other_cell(line.text, patterns):
                break
        end = canvas.starts[row] + len(line.text)
    return end


def _is_other_cell(text: str, patterns: BoxPatterns) -> bool:
    """Whether a line right below an explanation cannot go on with it."""
    if patterns.starts_box.match(text) or patterns.cells.fullmatch(text) or AREA.search(text):
        return True
    label, formula = patterns.labels.match(text), FORMULA.match(text)
    if formula and "値" in formula[0]:
        return True
    return label is not None and not _CJK.match(text, label.end())


def _formulas(canvas: Canvas, marks: Sequence[_Mark]) -> list[_Mark]:
    text = _without(canvas.text, marks)
    areas = [_Mark("area", "", *match.span()) for match in AREA.finditer(text)]
    found = list(areas)
    for match in FORMULA.finditer(_without(text, areas)):
        start, end = match.start(), match.start() + len(match[0].rstrip())
        if is_formula(match[0]):
            found.append(_Mark("formula", "", start, end))
        elif is_piece(match[0]):
            found.append(_Mark("piece", "", start, end))
    return found


def _labels(canvas: Canvas, patterns: BoxPatterns, text: str) -> list[_Mark]:
    """Labels that stand apart from running text; a label inside a name is part of the name."""
    found: list[_Mark] = []
    for match in patterns.labels.finditer(text):
        name = match.lastgroup or ""
        apart_before = (
            match.start() == 0 or (found and found[-1].end == match.start()) or not _CJK.match(text[match.start() - 1])
        )
        following = text[match.end() : match.end() + 1]
        apart_after = not _CJK.match(following) or patterns.labels.match(text, match.end()) is not None
        at_edge = text[match.start() - 1 : match.start()] in ("", "\n", " ", "　") or following in ("", "\n", " ", "　")
        if (apart_before and apart_after) or (at_edge and name in ("rank", "name", "other")):
            kind: Kind = "rank" if name == "rank" else "reason" if name == "reason" else "label"
            found.append(_Mark(kind, name, *match.span()))
    return found


def _rest(canvas: Canvas, patterns: BoxPatterns, marks: Iterable[_Mark]) -> list[_Mark]:
    """What stands between the marks: cells or running text."""
    text = _without(canvas.text, marks)
    found: list[_Mark] = []
    for run in re.finditer(r"[^\n\0]+", text):
        start = run.start() + len(run[0]) - len(run[0].lstrip())
        end = start + len(run[0].strip())
        if end > start:
            found += _cells_or_text(text, start, end, patterns)
    return found


def _cells_or_text(text: str, start: int, end: int, patterns: BoxPatterns) -> Iterator[_Mark]:
    """Cells, or running text with the cells that stand before and behind it."""
    if patterns.cells.fullmatch(text, start, end):
        yield from _cells(text, start, end, patterns)
        return
    head = patterns.head.match(text, start, end)
    if head:
        yield from _cells(text, start, head.end(), patterns)
        start = head.end()
    tail = patterns.tail.search(text, start, end)
    if tail:
        yield from _cells(text, tail.start("cells"), end, patterns)
        end = tail.start("cells")
    words = text[start:end]
    yield _Mark("text", "", end - len(words.lstrip()), start + len(words.rstrip()))


def _cells(text: str, start: int, end: int, patterns: BoxPatterns) -> Iterator[_Mark]:
    for match in patterns.cell.finditer(text, start, end):
        kind: Kind = "year" if match["year"] else "change" if match["change"] else "value"
        yield _Mark(kind, "dash" if match["dash"] else "", *match.span())


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

    mark: _Mark
    role: int | None


def _with_roles(canvas: Canvas, pages: Sequence[int], marks: Sequence[_Mark]) -> Iterator[Piece]:
    waiting: dict[str, int | None] = {"value": None, "year": None}
    for row, group in _by_row(canvas, marks):
        hints: dict[int, tuple[int | None, float]] = {}
        for track, events in _tracks(group).items():
            hints |= _hints(events, waiting[track], canvas.text)
            waiting[track] = events[-1].role
        for mark in group:
            yield _piece(canvas, pages, row, mark, *hints.get(mark.start, (None, 0.0)))


def _by_row(canvas: Canvas, marks: Sequence[_Mark]) -> Iterator[tuple[int, list[_Mark]]]:
    rows: dict[int, list[_Mark]] = {}
    for mark in marks:
        rows.setdefault(canvas.row(mark.start), []).append(mark)
    yield from rows.items()


def _tracks(group: Sequence[_Mark]) -> dict[str, list[_Event]]:
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


def _piece(canvas: Canvas, pages: Sequence[int], row: int, mark: _Mark, role: int | None, hint: float) -> Piece:
    text = canvas.text[mark.start : mark.end]
    place = canvas.places[row]
    return Piece(
        mark.kind,
        text,
        canvas.spans(mark.start, mark.end),
        place,
        pages[place],
        role,
        hint,
        value_of(text) if mark.kind == "value" else None,
        parse_cased_year(text) if mark.kind == "year" else None,
    )


def value_of(text: str) -> Decimal | None:
    """The number of a cell, its unit left out; None for a dash."""
    plain = text.removesuffix("%").replace(",", "")
    if plain.isascii() and plain.isdigit():
        return Decimal(plain)
    match = _NUMBER.match(text)
    return None if match is None or is_dash(text) else parse_number(match[0])
