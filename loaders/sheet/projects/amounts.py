"""The numbers of section 4 as printed cells, and the columns they may stand in.

Amounts here are as printed, in thousands of yen.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from policygraph.loaders.japanese import DASHES, parse_number
from policygraph.loaders.records import Span


class Column(IntEnum):
    """The number columns of section 4, left to right."""

    CARRIED = 0
    BUDGET = 1
    GENERAL = 2
    HEAD = 3
    BRANCH = 4
    STAFF = 5
    FULL = 6


MONEY = (Column.CARRIED, Column.BUDGET, Column.GENERAL)
PEOPLE = (Column.HEAD, Column.BRANCH, Column.STAFF)
TOTALLED = (*MONEY, *PEOPLE)
"""Columns of the row 計, which has no total of full cost."""

Layout = tuple[Column, ...]
"""The columns that the cells of a row stand in, in order."""

_NUMBER = r"[-△▲]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?"
_CELL = rf"(?:{_NUMBER}|(?<!\S)[{re.escape(DASHES)}](?!\S))"
TAIL = re.compile(rf"(?<![0-9０-９.．,，(（]){_CELL}(?:\s+{_CELL})*$")
"""The numbers a line ends with: ``産業振興課 4,558 0.1 0.0 0.1 5,350`` has five."""

_TOKEN = re.compile(r"\S+")
_STAFF_KINDS = "dn-"
_MONEY_KINDS = "cn-"


class Cell(NamedTuple):
    """A printed number or dash, and where it starts in the source. ``value`` is None for a dash."""

    text: str
    start: int
    value: Decimal | None
    kind: str
    """``d`` with decimal point (people), ``c`` with comma (money), ``n`` neither, ``-`` dash."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def cells_of(text: str, start: int) -> tuple[Cell, ...]:
    """The cells of a text that holds nothing else; ``start`` is its offset in the source."""
    return tuple([Cell(match[0], start + match.start(), *_value_and_kind(match[0])) for match in _TOKEN.finditer(text)])


@lru_cache(maxsize=4096)
def _value_and_kind(text: str) -> tuple[Decimal | None, str]:
    value = parse_number(text)
    if value is None:
        return None, "-"
    if "." in text or "．" in text:
        return value, "d"
    return value, "c" if "," in text or "，" in text else "n"


@lru_cache(maxsize=512)
def layouts(kinds: str, columns: tuple[Column, ...] = tuple(Column)) -> tuple[Layout, ...]:
    """All ways to put cells of these kinds into columns, in order."""
    return tuple(
        layout
        for layout in combinations(columns, len(kinds))
        if all(
            kind in (_STAFF_KINDS if column in PEOPLE else _MONEY_KINDS)
            for kind, column in zip(kinds, layout, strict=True)
        )
    )
