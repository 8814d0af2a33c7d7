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
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from policygraph.loaders.japanese import unwrap
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import Reading
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
_LEFT = re.compile(rf"[^{MASKS}]+")
_VOICE_MARKS = ("ﾞ", "ﾟ", "\u3099", "\u309a")
"""Join the character before them when folded; all else folds to one character or more."""

_PAGE_CODE = re.compile(r"[0-9０-９]{2}(?<=\n..)[^\S\n]+[0-9０-９]{2}(?=\n|\Z)")
_LETTER = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ一-鿿々]")
_BULLET = re.compile(r"[・･◎○◯●■◆※＊＜<【≪]")
_SENTENCE_END = ("。", "．", "】", "＞", "≫")


class Cell(NamedTuple):
    """What was recognised: its kind, its place in the section's text, its printed text or value."""

    kind: str
    start: int
    end: int
    value: str


@dataclass(slots=True)
class Flow:
    """The lines of a section, joined: a blank line between lines that had one between them."""

    lines: tuple[Line, ...]
    starts: list[int]
    runs: list[int]
    text: str
    cells: list[Cell] = field(default_factory=list)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Flow:
        """Join lines."""
        pieces = ["\n\n" + line.text if line.gap else "\n" + line.text for line in lines]
        text = "".join(pieces)
        ends = accumulate(len(piece) for piece in pieces)
        starts = [end - len(line.text) for end, line in zip(ends, lines, strict=True)]
        return cls(tuple(lines), starts, _runs(lines), text)

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
        pieces: list[str] = []
        end = 0
        for cell in cells:
            pieces += self.text[end : cell.start], mask * (cell.end - cell.start)
            end = cell.end
        self.text = "".join(pieces) + self.text[end:]
        self.cells += cells

    def take_labels(self, reading: Reading, *groups: tuple[str, ...]) -> None:
        """Take runs of labels that no other text is glued to, and claim them."""
        found = _label_pattern(groups).finditer(self.text)
        labels = [Cell("label", match.start() + 1, match.end(), match[0][1:]) for match in found]
        self.take_places(labels, _LABEL_MASK)
        reading.label(*self.spans(*labels))

    def take_page_code(self, reading: Reading) -> None:
        """Take the measure's code where a page header left it alone and without its dash: ``05 10``."""
        reading.label(*self.spans(*self.take("label", _PAGE_CODE, _LABEL_MASK)))

    def places_of(self, keys: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Where folded texts stand in the lines as they were before anything was taken.

        Wraps and widths make no difference. In the order of their starts, of two that start
        together the longer first.
        """
        ends = list(accumulate(len(line.key) for line in self.lines))
        for start, length, key in sorted(_find_all("".join(line.key for line in self.lines), keys)):
            first, last = self._position(ends, start), self._position(ends, start - length - 1)
            if first is not None and last is not None:
                marked = self.text[last + 1 : last + 2] in _VOICE_MARKS
                yield key, first, last + 1 + marked

    def _position(self, ends: Sequence[int], offset: int) -> int | None:
        """Where a character of the joined keys stands; None where folding joined or split characters oddly."""
        index = bisect_right(ends, offset)
        line = self.lines[index]
        within = offset - ends[index] + len(line.key)
        if line.text == line.key:
            return self.starts[index] + within
        places = _key_places(line.text, line.key)
        return self.starts[index] + places[within] if len(places) == len(line.key) else None

    def texts(self) -> list[Cell]:
        """What is left, cut where something was taken; outer white space removed.

        What holds neither kana nor kanji is no running text; it stays unread.
        """
        pieces = ((match.start(), match[0]) for match in _LEFT.finditer(self.text))
        return [
            Cell("text", start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()), piece.strip())
            for start, piece in pieces
            if _LETTER.search(piece)
        ]

    def in_order(self) -> list[Cell]:
        """All taken cells and what is left, in the order of the text."""
        return sorted([*self.cells, *self.texts()], key=lambda cell: cell.start)

    def spans(self, *cells: Cell) -> tuple[Span, ...]:
        """Places of cells in the source."""
        return tuple(span for cell in cells for span in self._spans(cell.start, cell.end))

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        """One span for each run of lines that are neighbours in the source."""
        index = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end) - 1
        while index <= last:
            stop = min(bisect_right(self.runs, self.runs[index]) - 1, last)
            first, final = self.lines[index], self.lines[stop]
            begin = first.start + max(start - self.starts[index], 0)
            yield Span(begin, min(final.start + end - self.starts[stop], final.end))
            index = stop + 1


def _runs(lines: Sequence[Line]) -> list[int]:
    """For each line how many gaps of dropped lines are above it."""
    breaks = (line.number - line.gap - 1 != before.number for before, line in pairwise(lines))
    return list(accumulate(breaks, initial=0))


def _find_all(text: str, keys: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Start, length (negative, so that the longer sorts first) and key of each occurrence."""
    for key in keys:
        start = text.find(key) if key else -1
        while start >= 0:
            yield start, -len(key), key
            start = text.find(key, start + 1)


def _key_places(text: str, key: str) -> list[int]:
    """For each character of the folded text, the character it was made of."""
    black = [index for index, char in enumerate(text) if not char.isspace()]
    marks = [mark for mark in _VOICE_MARKS if mark in text]
    if len(black) == len(key) and not marks:
        return black
    return [index for index in black if text[index] not in marks for _ in unicodedata.normalize("NFKC", text[index])]


@lru_cache(maxsize=32)
def _label_pattern(groups: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    """Labels with the character before them, which lets the search skip to white space and taken cells."""
    labels = [label for group in groups for label in group]
    return re.compile(rf"[\s{MASKS}](?>{spaced(*labels)})++{AFTER}")


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
