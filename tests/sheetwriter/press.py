"""The printing press: prints cells as boxes of lines, with the damage asked for.

A page is a list of boxes, a box a few lines; an extractor puts a blank line between two boxes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import NamedTuple, TypeVar

from policygraph.loaders.records import YearKind
from tests.sheetwriter.damage import Damage

T = TypeVar("T")

_WORD = re.compile(r"[0-9A-Za-z]+|[ァ-ヴー]{3,}")
_TO_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF_KANA = dict(
    zip(
        "ァアィイゥウェエォオカキクケコサシスセソタチッツテトナニヌネノハヒフヘホマミムメモャヤュユョヨラリルレロワヲンー",
        "ｧｱｨｲｩｳｪｴｫｵｶｷｸｹｺｻｼｽｾｿﾀﾁｯﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓｬﾔｭﾕｮﾖﾗﾘﾙﾚﾛﾜｦﾝｰ",
        strict=True,
    )
)
_UNBREAKABLE = re.compile(r"[（(「『【〔＜≪]*(?:[0-9A-Za-z.,%]+|.)[、。，．）)」』】〕＞≫%％]*")
"""What a line break does not cut: opening marks stay with what follows, closing ones with what they close."""
_DASHES = "-－―−"


class Box(NamedTuple):
    """Lines that come out together. A loose box may land anywhere on its page."""

    lines: tuple[str, ...]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """Prints with one damage and one source of chance."""

    damage: Damage
    random: Random

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    # --- characters -------------------------------------------------------------------------

    def label(self, text: str) -> str:
        """A label of the form; spaced labels have one kind of space between all characters."""
        if len(text) > 5 or not self.happens(self.damage.spaced):
            return text
        return self.random.choice((" ", "　")).join(text)

    def text(self, text: str) -> str:
        """Running text with some words in the other width."""
        return _WORD.sub(self._other_width, text)

    def _other_width(self, match: re.Match[str]) -> str:
        word = match[0]
        if not self.happens(self.damage.widths):
            return word
        if not word[0].isascii():
            return "".join(_half_kana(char) for char in word)
        start = self.random.randrange(len(word))
        return word[:start] + word[start:].translate(_TO_WIDE)

    def circle(self) -> str:
        return "◯" if self.happens(self.damage.marks) else "○"

    def mark(self, mark: str) -> str:
        return self.circle() if mark == "○" else mark

    def dash(self) -> str:
        return self.random.choice(_DASHES) if self.happens(self.damage.marks) else "-"

    def zero(self) -> str:
        return "０" if self.happens(self.damage.marks / 4) else "0"

    def or_dash(self, text: str | None) -> str:
        return self.dash() if text is None else text

    def year(self, year: int, kind: YearKind) -> str:
        """A year of section 3: ``R2`` fiscal, ``r2`` calendar, now and then in the other width."""
        letter, number = ("R", year - 2018) if year >= 2019 else ("H", year - 1988)
        printed = f"{letter}{number}" if kind == "fiscal" else f"{letter.lower()}{number}"
        if self.happens(self.damage.widths * 2):
            return printed[0].translate(_TO_WIDE) + printed[1:]
        return printed

    def wide_area(self, area: str) -> str:
        """``2(2)A`` as section 3 prints it: ``２（２）A``."""
        return area[:-1].translate(_TO_WIDE) + area[-1] if self.damage.widths else area

    def wide(self, text: str) -> str:
        return text.translate(_TO_WIDE) if self.happens(self.damage.marks) else text

    # --- lines ------------------------------------------------------------------------------

    def wrap(self, text: str, width: int, *, first: str = "") -> list[str]:
        """Lines of at most ``width`` full-width characters, ``first`` before the first of each paragraph."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines += _wrap(first + paragraph, width if self.damage.wrapped else 10_000)
        return lines

    def prose(self, text: str, width: int, *, first: str = "") -> list[str]:
        return self.wrap(self.text(text), width, first=first)

    def cells(self, *cells: str) -> str:
        """Cells of one row as one line, some of them glued to their neighbour."""
        line = ""
        for cell in (cell for cell in cells if cell):
            glue = line and self.happens(self.damage.glued) and not _number_beside_number(line, cell)
            line += cell if glue or not line else f" {cell}"
        return line

    # --- boxes ------------------------------------------------------------------------------

    def pair(self, label: str, *value: str, before: bool = False, loose: bool = True) -> list[Box]:
        """A label and its value: one line or box, or parted. ``before`` lets the value come first."""
        printed = self.label(label)
        if self.happens(self.damage.parted):
            return [Box((printed,), loose=True), Box(value, loose=loose)]
        if len(value) > 1:
            return [Box((printed, *value), loose=loose)]
        cells = (value[0], printed) if before and self.happens(self.damage.glued) else (printed, value[0])
        return [Box((self.cells(*cells),), loose=loose)]

    def row(self, *cells: str, loose: bool = True) -> list[Box]:
        """Cells of one row, in one box or parted into several."""
        groups: list[list[str]] = [[]]
        for cell in (cell for cell in cells if cell):
            if groups[-1] and self.happens(self.damage.parted / 2):
                groups.append([])
            groups[-1].append(cell)
        return [Box((self.cells(*group),), loose=loose) for group in groups if group]

    def column(self, values: Iterable[str], rows: Sequence[Sequence[Box]]) -> list[Box]:
        """Rows and the column of values before them: each at its row, or all before the first row."""
        boxes = [Box((value,)) if value else Box(()) for value in values]
        if self.happens(self.damage.stacked * 2):
            return [*boxes, *(box for row in rows for box in row)]
        return [box for value, row in zip(boxes, rows, strict=True) for box in (value, *row)]

    def labels(self, *labels: str) -> list[Box]:
        """Heads of columns."""
        return self.row(*(self.label(label) for label in labels))

    def heading(self, *lines: str) -> Box:
        """Page furniture, which may stand anywhere on its page."""
        return Box(lines, loose=self.happens(self.damage.loose_headers))

    def disordered(self, boxes: Sequence[Box]) -> list[Box]:
        """The boxes as they come out: some loose ones moved, some neighbours exchanged."""
        moving = [box.loose and self.happens(self.damage.displaced) for box in boxes]
        page = [box for box, moves in zip(boxes, moving, strict=True) if not moves]
        for first in range(len(page) - 1):
            if self.happens(self.damage.swapped):
                page[first], page[first + 1] = page[first + 1], page[first]
        for box in (box for box, moves in zip(boxes, moving, strict=True) if moves):
            page.insert(self.random.randint(0, len(page)), box)
        return page

    def with_heading(self, heading: Iterable[Box], rows: Sequence[Box]) -> list[Box]:
        """A table: its heading first, or after some of its rows."""
        late = self.random.randint(1, max(1, len(rows))) if self.happens(self.damage.late_headings) else 0
        return [*rows[:late], *heading, *rows[late:]]

    def mixed(self, *sequences: Sequence[T]) -> list[T]:
        """Sequences run into each other, each keeping its own order."""
        turns = [index for index, sequence in enumerate(sequences) for _ in sequence]
        self.random.shuffle(turns)
        iterators = [iter(sequence) for sequence in sequences]
        return [next(iterators[turn]) for turn in turns]


def thousands(yen: int) -> str:
    """Yen as the form prints money: in thousands."""
    return f"{yen // 1000:,}"


def plain(value: Decimal) -> str:
    """A decimal with commas, its decimal places kept."""
    return f"{value:,f}"


def _number_beside_number(line: str, cell: str) -> bool:
    return line[-1].isascii() and line[-1].isalnum() and cell[0].isascii() and (cell[0].isalnum() or cell[0] == "-")


def _wrap(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for token in _UNBREAKABLE.findall(text):
        size = sum(_size(char) for char in token)
        if line and used + size > 2 * width:
            lines.append(line)
            line, used = "", 0
        line += token
        used += size
    return [*lines, line]


def _size(char: str) -> int:
    """Half-width characters count 1, all others 2."""
    return 1 if unicodedata.east_asian_width(char) in ("Na", "H") else 2


def _half_kana(char: str) -> str:
    base = unicodedata.normalize("NFD", char)
    return _HALF_KANA.get(base[0], base[0]) + {"\u3099": "ﾞ", "\u309a": "ﾟ"}.get(base[1:], base[1:])
