"""The cells of the rows of section 4: which name, office and amounts belong to which number.

In a row by itself place decides: the name follows the number, the office stands before the amounts.
Where several rows came out column by column their cells are dealt out again in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, prod
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import ProjectLabels
from policygraph.loaders.sheet.projects.amounts import Cell, Column, layouts
from policygraph.loaders.sheet.projects.rows import Group, Piece
from policygraph.loaders.sheet.projects.text_blocks import LINE_SLACK, display_width
from policygraph.loaders.source import Line, spans_of

_WORD = re.compile(r"\S+")
_DIGITS = 4
"""Digits of a 整理番号, with which a row's first line begins."""
_LONGEST_OFFICE = 20
_BRACKETS = tuple(zip("（(【〔「『", "）)】〕」』", strict=True))
_WITHIN_WORD = re.compile("[ぁ-ゖー・、。）】」（(【]")
"""How a line begins that goes on: grammar, a long vowel, punctuation or a bracket."""


class Word(NamedTuple):
    """A stretch of text with its place."""

    text: str
    span: Span


@dataclass(slots=True)
class Row:
    """The cells of one row and all the places it takes.

    ``pairing`` is how sure its cells belong together, None if place says so.
    """

    number: str
    code: Piece
    area: Piece | None
    name: list[Word]
    office: list[Word]
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]
    pairing: float | None = None


class _Draft(NamedTuple):
    """A row whose name and office are told apart only by place so far.

    ``name`` and ``office`` are certain; ``mixed`` are words, the end of the name perhaps, then the office.
    """

    code: Piece
    area: Piece | None
    name: list[Word]
    mixed: list[Word]
    office: list[Word]
    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]
    pairing: float | None = None


def rows_of(groups: Sequence[Group], lines: Sequence[Line], labels: ProjectLabels) -> list[Row]:
    """The rows of all groups in printed order; ``lines`` are those of the whole section."""
    column = _name_column(groups, lines, labels)
    drafts: list[_Draft] = []
    for group in groups:
        drafts += _single(group) if len(group.codes) == 1 else _dealt(group, column)
    known = _known_offices(drafts, labels)
    return [_finished(draft, known, labels) for draft in drafts]


def _name_column(groups: Iterable[Group], lines: Iterable[Line], labels: ProjectLabels) -> _NameColumn:
    """The column as far as any name fills it."""
    width = max((display_width(piece.text) for group in groups for piece in group.texts if piece.start == 0), default=0)
    return _NameColumn(width, re.compile(f"(?:{labels.transfer})$"), "\n".join([line.text for line in lines]))


# --- one row ------------------------------------------------------------------------------------


def _single(group: Group) -> Iterator[_Draft]:
    code = group.codes[0]
    amounts = group.amounts[0].line if group.amounts else None
    beside = [piece for piece in group.texts if amounts is not None and piece.line is amounts]
    before = [piece for piece in group.texts if amounts is None or piece.line.start < amounts.start]
    blocks = _blocks(before)
    office: list[Piece] = []
    own_block = amounts is not None and amounts.gap == 0 and len(blocks) > 1
    if len(blocks) > 1 and (own_block or not beside):
        office = blocks.pop()
    name = [piece for block in blocks for piece in block]
    on_code_line = amounts is not None and amounts is code.line
    mixed = beside if on_code_line or not office else []
    cells = tuple(cell for piece in group.amounts for cell in piece.cells)
    yield _Draft(
        code,
        next(iter(group.areas), None),
        _words(name),
        _split(mixed),
        _words([*office, *(beside if not mixed else [])]),
        cells,
        spans_of(group.lines),
    )


def _blocks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Runs of lines without a blank line between them."""
    blocks: list[list[Piece]] = []
    for piece in pieces:
        if not blocks or piece.line.gap:
            blocks.append([])
        blocks[-1].append(piece)
    return blocks


def _words(pieces: Iterable[Piece]) -> list[Word]:
    return [Word(piece.text, piece.span) for piece in pieces]


# --- several rows, column by column -------------------------------------------------------------


def _dealt(group: Group, column: _NameColumn) -> Iterator[_Draft]:
    count = len(group.codes)
    amounts = _deal_amounts(group)
    beside = [[piece for piece in group.texts if piece.line is line] for line in _amount_lines(group, count)]
    taken = {piece for pieces in beside for piece in pieces}
    names, sure = _deal_names([piece for piece in group.texts if piece not in taken], group.codes, column)
    whole = [cells for cells in amounts if len(cells) >= len(Column) - 1]
    passed = sum(map(_adds_up, whole)) / len(whole) if whole else 1.0
    for index, code in enumerate(group.codes):
        area, name = _area_of(group, index), _words(names[index])
        mixed = _split(beside[index]) if index < len(beside) else []
        places: list[Piece | Word | Cell] = [code, *([area] if area else []), *name, *mixed, *amounts[index]]
        spans = tuple(sorted(place.span for place in places))
        yield _Draft(code, area, name, mixed, [], amounts[index], spans, passed * sure)


def _area_of(group: Group, index: int) -> Piece | None:
    """The area beside the number, or the one in the same place of a column of areas."""
    line = group.codes[index].line
    beside = next((area for area in group.areas if area.line is line), None)
    if beside is None and len(group.areas) == len(group.codes):
        return group.areas[index]
    return beside


def _amount_lines(group: Group, count: int) -> list[object]:
    return [piece.line for piece in group.amounts] if len(group.amounts) == count else []


def _deal_amounts(group: Group) -> list[tuple[Cell, ...]]:
    """Amounts of each row: a line each, or column after column; none where neither fits."""
    count = len(group.codes)
    lines = [piece.cells for piece in group.amounts]
    if len(lines) == count:
        return lines
    cells = [cell for line in lines for cell in line]
    width, rest = divmod(len(cells), count)
    if rest == 0 and 0 < width <= len(Column):
        rows = [tuple(cells[index::count]) for index in range(count)]
        if all(map(_adds_up, rows)):
            return rows
    alone = lines and len(lines) < count and _stands_between(group)
    return [*[()] * (count - 1), tuple(cells) if alone else ()]


def _stands_between(group: Group) -> bool:
    """Whether a text stands between the numbers: then rows came out one by one, some without amounts."""
    first, last = group.codes[0].line.start, group.codes[-1].line.start
    return any(first <= piece.line.start < last for piece in group.texts)


def _adds_up(cells: Sequence[Cell]) -> bool:
    """Whether there is a layout in which head office and branch give the staff."""
    if not 4 <= len(cells) <= len(Column):
        return False
    for layout in layouts("".join(cell.kind for cell in cells)):
        values = {column: cell.value for column, cell in zip(layout, cells, strict=True)}
        head, branch, staff = values.get(Column.HEAD), values.get(Column.BRANCH), values.get(Column.STAFF)
        if head is not None and branch is not None and head + branch == staff:
            return True
    return False


def _deal_names(texts: Sequence[Piece], codes: Sequence[Piece], column: _NameColumn) -> tuple[list[list[Piece]], float]:
    """Names by row, and how sure they are.

    A name may stand beside or below its number, in a block or a line of its own, or among others.
    """
    count = len(codes)
    between = _between(texts, codes)
    if all(between):
        return between, 1.0
    blocks = _blocks(texts)
    if len(blocks) == count:
        return blocks, 1.0
    if len(texts) == count:
        return [[piece] for piece in texts], 1.0
    return _cut_names(texts, count, column)


def _between(texts: Sequence[Piece], codes: Sequence[Piece]) -> list[list[Piece]]:
    starts = [*(code.line.start for code in codes), float("inf")]
    return [[piece for piece in texts if low <= piece.line.start < high] for low, high in pairwise(starts)]


def _cut_names(texts: Sequence[Piece], count: int, column: _NameColumn) -> tuple[list[list[Piece]], float]:
    """Cut a column of names into so many, and the share of this cut among all, by what speaks for each."""
    if len(texts) < count:
        return [*([piece] for piece in texts), *([] for _ in range(count - len(texts)))], 0.0
    odds = [exp(evidence) for evidence in column.ends(texts)]
    ends = sorted(sorted(range(len(odds)), key=odds.__getitem__, reverse=True)[: count - 1])
    bounds = [0, *(end + 1 for end in ends), len(texts)]
    share = prod([odds[end] for end in ends]) / _over_all_choices(odds, count - 1)
    return [list(texts[low:high]) for low, high in pairwise(bounds)], share


def _over_all_choices(odds: Sequence[float], count: int) -> float:
    """The sum over all choices of so many of the products of their odds."""
    sums = [1.0] + [0.0] * count
    for odd in odds:
        for size in range(count, 0, -1):
            sums[size] += sums[size - 1] * odd
    return sums[count]


_ENDS = 12.0
"""Log-odds of what leaves no doubt."""
_WITHIN = 1.5
"""Log-odds of what is seen within names and between them: grammar, neighbours that stand together elsewhere too."""
_ROOM = 0.35
"""Log-odds for each half-width character that a line falls short of its column."""


class _NameColumn(NamedTuple):
    """What print shows of where names end: the column's ``width``, the transfer mark, the section's ``text``."""

    width: int
    transfer: re.Pattern[str]
    text: str

    def ends(self, texts: Sequence[Piece]) -> list[float]:
        """For each line but the last the log-odds that a name ends behind it.

        It does if the line does not fill the column, or ends with the mark 【…移管】; it does not where a
        bracket is open or the mark follows.
        """
        found: list[float] = []
        name = ""
        for piece, following in pairwise(texts):
            name += piece.text
            found.append(self._end(name, piece, following))
            if found[-1] == _ENDS:
                name = ""
        return found

    def _end(self, name: str, piece: Piece, following: Piece) -> float:
        if following.text.startswith("【") or any(name.count(first) > name.count(last) for first, last in _BRACKETS):
            return -_ENDS
        room = self.width - display_width(piece.text)
        if room > LINE_SLACK or self.transfer.search(name):
            return _ENDS
        around = piece.text[-1] + following.text[0]
        within = _WITHIN_WORD.match(following.text) or around in self.text
        return _ROOM * room - (_WITHIN if within else 0.0)


# --- name and office ----------------------------------------------------------------------------


def _known_offices(drafts: Iterable[_Draft], labels: ProjectLabels) -> set[str]:
    """Offices that place or ending shows, and last words before the amounts that several rows share."""
    known: set[str] = set()
    last: Counter[str] = Counter()
    for draft in drafts:
        if draft.office:
            known.add(fold(unwrap(*(word.text for word in draft.office))))
        words = draft.mixed
        if words and draft.name and len(words) == 1:
            known.add(fold(words[0].text))
        elif len(words) > 1:
            last[fold(words[-1].text)] += 1
            if _ends_as_office(words[-1].text, labels):
                known.add(fold(words[-1].text))
    return known | {office for office, count in last.items() if count > 1}


def _ends_as_office(text: str, labels: ProjectLabels) -> bool:
    return text.endswith(labels.office_endings) and len(text) <= _LONGEST_OFFICE


def _split(pieces: Iterable[Piece]) -> list[Word]:
    """What stands between white space."""
    return [
        Word(part[0], piece.line.part(piece.start + part.start(), piece.start + part.end()))
        for piece in pieces
        for part in _WORD.finditer(piece.text)
    ]


def _finished(draft: _Draft, known: set[str], labels: ProjectLabels) -> Row:
    name, office = list(draft.name), list(draft.office)
    if draft.mixed:
        rest, found = _parted(draft.mixed, bool(draft.name), known, labels)
        name += rest
        office += found
    return Row(
        draft.code.line.key[:_DIGITS], draft.code, draft.area, name, office, draft.cells, draft.spans, draft.pairing
    )


def _parted(words: list[Word], named: bool, known: set[str], labels: ProjectLabels) -> tuple[list[Word], list[Word]]:
    """The end of the name and the office, where both may stand before the amounts.

    ``named``: the name stands elsewhere too, so all of it may be office.
    """
    least = 0 if named else 1
    start = len(words)
    while start > least and (fold(words[start - 1].text) in known or _ends_as_office(words[start - 1].text, labels)):
        start -= 1
    if start == len(words) and named and len(words) == 1:
        start = 0
    if start < len(words):
        return _joined(words[:start]), words[start:]
    return _unglued(words, known)


def _joined(words: Sequence[Word]) -> list[Word]:
    """Neighbouring words as one, as printed with one space."""
    if not words:
        return []
    return [Word(" ".join(word.text for word in words), Span(words[0].span.start, words[-1].span.end))]


def _unglued(words: Sequence[Word], known: set[str]) -> tuple[list[Word], list[Word]]:
    """Name and office printed without a space: told by an office that another row names."""
    *before, last = words
    for office in sorted(known, key=len, reverse=True):
        if last.text.endswith(office) and len(last.text) > len(office):
            cut = len(last.text) - len(office)
            middle = last.span.start + cut
            name = _joined([*before, Word(last.text[:cut], Span(last.span.start, middle))])
            return name, [Word(last.text[cut:], Span(middle, last.span.end))]
    return _joined(words), []


def office_name(words: Sequence[Word], labels: ProjectLabels) -> str | None:
    """Office as one name; several offices are joined by ``、``.

    An office below another (部 or 局) belongs to the same name, and so does what a wrap cut off.
    """
    name = ""
    for word in words:
        ended = _ends_as_office(name, labels) and not name.endswith(labels.upper_offices)
        name = f"{name}、{word.text}" if ended else unwrap(name, word.text)
    return name or None
