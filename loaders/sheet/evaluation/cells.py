"""A section as one text in which cells are recognised and masked until running text is left.

Sections 5-7 print short cells (labels, numbers, codes, names, verdicts) and running text in any
order (form, last section). So a reader takes one kind of cell after another out of the text; a
taken cell leaves mask characters behind, at which other cells may begin and end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

MASKS = "\x01-\x03"
"""Mask characters, as the inside of a character class."""

BEFORE = rf"(?<![^\s{MASKS}])"
FIRST = rf"(?<![^\s{MASKS}][\s\S])"
AFTER = rf"(?![^\s{MASKS}])"
"""Where a cell that stands alone begins and ends: white space, a taken cell, or the section's edge.

``FIRST`` says the same as ``BEFORE``, but stands behind the first character of a pattern, which
lets the search skip to the places where that character is.
"""

_CELL_MASK, _NAME_MASK, _LABEL_MASK = "\x01", "\x02", "\x03"
NAME_MASK = _NAME_MASK
_NO_BRACKETS = {ord(char): None for char in "[]|"}
_LEFT = re.compile(rf"[^\s{MASKS}][^{MASKS}]*")
_START = itemgetter(1)
_VOICE_MARKS = ("ﾞ", "ﾟ", "\u3099", "\u309a")
"""Join the character before them when folded; all else folds to one character or more."""

_PAGE_CODE = re.compile(r"[0-9０-９]{2}(?<=\n..)[^\S\n]+[0-9０-９]{2}(?=\n|\Z)")
_LETTER = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ一-鿿々]")
_BULLET = re.compile(r"[・･◎○◯●■◆※＊＜<【≪]")
_SENTENCE_END = ("。", "．", "】", "＞", "≫")


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern made of the form's labels; kept here since ``re`` forgets when many others are compiled."""
    return re.compile(pattern)


class Cell(NamedTuple):
    """What was recognised: its kind, its place in the section's text, its printed text or value."""

    kind: str
    start: int
    end: int
    value: str


@dataclass(slots=True)
class Flow:
    """The lines of a section, joined: a blank line between lines that had one between them.

    ``starts`` are the places of the lines in ``text``, ``runs`` tells for each how many gaps of dropped
    lines are above it. Of a line that is nothing but labels only a mask is left; ``labels`` are the
    wordings that tell.
    """

    lines: tuple[Line, ...]
    labels: tuple[str, ...]
    starts: list[int]
    runs: list[int]
    text: str
    cells: list[Cell]

    @classmethod
    def of(cls, lines: Sequence[Line], *groups: tuple[str, ...]) -> Flow:
        """Join lines. ``groups`` are the labels of the section."""
        labels = _joined(groups)
        flow = cls(tuple(lines), labels, [], [], "", [])
        pieces: list[str] = []
        position = run = above = 0
        for line, is_label in zip(lines, _label_lines(lines, labels), strict=True):
            text, row = _LABEL_MASK if is_label else line.text, line.row
            pieces += "\n\n" if line.gap else "\n", text
            position += 2 if line.gap else 1
            run += bool(flow.runs) and row != above + 1
            flow.starts.append(position)
            flow.runs.append(run)
            if is_label:
                flow.cells.append(Cell("label", position, position + 1, line.text))
            position += len(text)
            above = row
        flow.text = "".join(pieces)
        return flow

    def take(self, kind: str, pattern: re.Pattern[str], mask: str = _CELL_MASK) -> list[Cell]:
        """Take all cells that match; the value is the first group, or all of the match."""
        taken: list[Cell] = []

        def mask_out(match: re.Match[str]) -> str:
            value = match[1] if pattern.groups and match[1] is not None else match[0]
            taken.append(Cell(kind, match.start(), match.end(), value))
            return mask * len(match[0])

        self.text = pattern.sub(mask_out, self.text)
        self.cells += taken
        return taken

    def take_places(self, cells: Sequence[Cell], mask: str = _CELL_MASK) -> None:
        """Take cells found by other means, in their order; they must not overlap."""
        if not cells:
            return
        pieces: list[str] = []
        end = 0
        for cell in cells:
            pieces += self.text[end : cell.start], mask * (cell.end - cell.start)
            end = cell.end
        self.text = "".join(pieces) + self.text[end:]
        self.cells += cells

    def take_labels(self, reading: Reading) -> None:
        """Take the other runs of labels that no text is glued to, and claim all labels."""
        whole = [
            self.lines[bisect_right(self.starts, cell.start) - 1].span for cell in self.cells if cell.kind == "label"
        ]
        found = _label_pattern(self.labels).finditer(self.text)
        labels = [Cell("label", match.start() + 1, match.end(), match[0][1:]) for match in found]
        self.take_places(labels, _LABEL_MASK)
        reading.label(LabelRule.EVALUATION, *whole, *self.spans(*labels))

    def take_page_code(self, reading: Reading) -> None:
        """Take the measure's code where a page header left it alone and without its dash: ``05 10``."""
        reading.label(LabelRule.FURNITURE, *self.spans(*self.take("label", _PAGE_CODE, _LABEL_MASK)))

    def places_of(self, keys: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Where folded texts stand in the lines as they were before anything was taken.

        Wraps and widths make no difference. In the order of their starts, of two that start
        together the longer first.
        """
        parts = [line.key for line in self.lines]
        ends = list(accumulate(map(len, parts)))
        for start, length, key in sorted(_find_all("".join(parts), keys)):
            first, last = self._position(ends, start), self._position(ends, start - length - 1)
            if first is not None and last is not None:
                marked = self.text[last + 1 : last + 2] in _VOICE_MARKS
                yield key, first, last + 1 + marked

    def _position(self, ends: Sequence[int], offset: int) -> int | None:
        """Where a character of the joined keys stands; None where folding joined or split characters oddly."""
        index = bisect_right(ends, offset)
        line = self.lines[index]
        if self.text[self.starts[index]] == _LABEL_MASK:
            return None
        within = offset - ends[index] + len(line.key)
        if line.text == line.key:
            return self.starts[index] + within
        places = _key_places(line.text, line.key)
        return self.starts[index] + places[within] if len(places) == len(line.key) else None

    def texts(self) -> list[Cell]:
        """What is left, cut where something was taken; outer white space removed.

        What holds neither kana nor kanji is no running text; it stays unread.
        """
        pieces = ((match.start(), match[0].rstrip()) for match in _LEFT.finditer(self.text))
        return [Cell("text", start, start + len(piece), piece) for start, piece in pieces if _LETTER.search(piece)]

    def in_order(self) -> list[Cell]:
        """All taken cells and what is left, in the order of the text."""
        return sorted([*self.cells, *self.texts()], key=_START)

    def spans(self, *cells: Cell) -> tuple[Span, ...]:
        """Places of cells in the source."""
        found: list[Span] = []
        for _, start, end, _ in cells:
            index = bisect_right(self.starts, start) - 1
            line = self.lines[index]
            begin = line.start + start - self.starts[index]
            if begin + end - start <= line.end:
                found.append(Span(begin, begin + end - start))
            else:
                found += self._spans(index, begin, end)
        return tuple(found)

    def _spans(self, index: int, begin: int, end: int) -> Iterator[Span]:
        """One span for each run of lines that are neighbours in the source."""
        last = bisect_left(self.starts, end) - 1
        while index <= last:
            stop = min(bisect_right(self.runs, self.runs[index]) - 1, last)
            final = self.lines[stop]
            yield Span(begin, min(final.start + end - self.starts[stop], final.end))
            index = stop + 1
            begin = self.lines[index].start if index <= last else 0


def _find_all(text: str, keys: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Start, length (negative, so that the longer sorts first) and key of each occurrence."""
    for key in keys:
        start = text.find(key)
        while start >= 0:
            yield start, -len(key), key
            start = text.find(key, start + 1)


@lru_cache(maxsize=64)
def _key_places(text: str, key: str) -> list[int]:
    """For each character of the folded text, the character it was made of."""
    black = [index for index, char in enumerate(text) if not char.isspace()]
    marks = [mark for mark in _VOICE_MARKS if mark in text]
    if len(black) == len(key) and not marks:
        return black
    return [index for index in black if text[index] not in marks for _ in unicodedata.normalize("NFKC", text[index])]


def _label_lines(lines: Sequence[Line], labels: tuple[str, ...]) -> list[bool]:
    """Which lines are labels and nothing else: most labels, found without a search.

    A line right below other text may be the end of that text. A label may be parted after its
    beginning, if its end is a label of its own.
    """
    if not labels:
        return [False] * len(lines)
    keys, firsts, runs = _label_keys(labels)
    alone = [line.key in keys or (line.key[0] in firsts and runs.fullmatch(line.key) is not None) for line in lines]
    found: list[bool] = []
    for index, (line, label) in enumerate(zip(lines, alone, strict=True)):
        if not label and line.key[0] in firsts and any(alone[index + 1 : index + 2]):
            label = runs.fullmatch(line.key + lines[index + 1].key) is not None
        found.append(label and (line.gap > 0 or not found or found[-1]))
    return found


@lru_cache(maxsize=32)
def _joined(groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(label for group in groups for label in group)


@lru_cache(maxsize=32)
def _label_keys(labels: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """Folded labels, the characters they begin with, and the pattern of one or more of them."""
    keys = sorted(map(fold, labels), key=len, reverse=True)
    runs = re.compile(rf"(?:{'|'.join(map(re.escape, keys))})+")
    return frozenset(keys), frozenset(key[0] for key in keys), runs


@lru_cache(maxsize=32)
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Labels with the character before them, which lets the search skip to white space and taken cells.

    Most of these places begin no label, which the set of first characters tells at once.
    """
    firsts = "|".join({spaced(label[0]) for label in labels})
    return re.compile(rf"[\s{MASKS}](?=[{firsts.translate(_NO_BRACKETS)}])(?>{spaced(*labels)})++{AFTER}")


def paragraphs(cells: Iterable[Cell]) -> str:
    """Running text with its wraps undone, one line feed between paragraphs.

    A paragraph begins at a bullet, or at a blank line behind the end of a sentence.
    """
    found: list[list[str]] = []
    for cell in cells:
        gap = True
        for line in cell.value.split("\n"):
            piece = line.strip()
            if piece:
                if not found or _BULLET.match(piece) or (gap and found[-1][-1].endswith(_SENTENCE_END)):
                    found.append([])
                found[-1].append(piece)
            gap = not piece
    return "\n".join(unwrap(*lines) for lines in found)


def one_line(text: str) -> str:
    """A wrapped cell as one line."""
    return unwrap(*text.split("\n"))
