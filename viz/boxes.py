"""Boxes with their lines of text: how large they are, and how Japanese wraps in them."""

from __future__ import annotations

import re
import unicodedata

from policygraph.viz.layout import Size

FONT = 16
HEADING_FONT = 20
"""Font sizes in pixels at scale 1; picture.js draws with the same."""
TARGET_SCALE = 1.5
"""How much larger the box in the middle is drawn."""
LINE = 1.3
"""Distance of lines, in font sizes."""
_WIDE = 1.0
_NARROW = 0.6
_PADDING = Size(22, 16)
_CHARACTERS = 15
_LINES = 2
"""What a box holds: wide characters in a line, and lines."""
_NEVER_FIRST = frozenset("、。，．・：；）」』】〕》〉］!！?？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)")
"""Characters that may not begin a line (JIS X 4051, 行頭禁則)."""
_PIECES = re.compile(r"[!-~]{1,24}|.")

MONEY_STEPS = (10**7, 10**8, 10**9)
"""Yen from which a box is a step larger: ten million, a hundred million, a thousand million."""
_STEP = 0.15
_MYRIAD = 10**4
_HUNDRED_MILLION = 10**8


def scale_of(yen: int | None) -> float:
    """How much larger than others the box of so much money is."""
    return round(1 + _STEP * sum((yen or 0) >= step for step in MONEY_STEPS), 2)


def yen_text(yen: int) -> str:
    """An amount as it is read at a glance; a rounded one says so.

    >>> yen_text(0), yen_text(12_346_000), yen_text(905_210_000)
    ('0円', '1,234.6万円', '約9.05億円')
    """
    if abs(yen) < _MYRIAD:
        return f"{yen:,}円"
    unit, name, digits = (_HUNDRED_MILLION, "億円", 2) if abs(yen) >= _HUNDRED_MILLION else (_MYRIAD, "万円", 1)
    exact = yen * 10**digits % unit == 0
    return f"{'' if exact else '約'}{yen / unit:,.{digits}f}".removesuffix(f".{'0' * digits}") + name


def lines_of(name: str) -> list[str]:
    """A name in the lines of its box."""
    return wrapped(name, _CHARACTERS, _LINES)


def size_of(lines: list[str], scale: float) -> Size:
    """The size of a box that holds some lines."""
    font = FONT * scale
    widest = max(text_width(line, font) for line in lines)
    return Size(round(widest + _PADDING.width * scale), round(len(lines) * LINE * font + _PADDING.height * scale))


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text in at most so many lines of ``width`` wide characters.

    Japanese has no spaces to wrap at; a number or a Latin word is not parted.
    """
    lines, filled = [""], 0.0
    for piece in _PIECES.findall(" ".join(text.split())):
        size = sum(map(_columns, piece))
        filled += size
        if filled > width and piece not in _NEVER_FIRST:
            if len(lines) > most:
                break
            lines.append("")
            filled = size
        lines[-1] = (lines[-1] + piece).lstrip()
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return [line.rstrip() for line in lines]


def text_width(text: str, font: float = FONT) -> int:
    """Pixels that a text takes, seldom less than a browser needs."""
    return round(font * sum(map(_columns, text)))


def _columns(char: str) -> float:
    """Width of a character in font sizes: a wide one (UAX 11) is as wide as high."""
    return _WIDE if unicodedata.east_asian_width(char) in "WFA" else _NARROW
