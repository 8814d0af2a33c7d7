"""Small readers of Japanese print: comparison keys, numbers, eras, wrapped text.

Nothing here changes stored text: keys are for comparing only (NFKC turns ① into 1).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from string import ascii_letters
from typing import NamedTuple

from policygraph.loaders.records import Moment, YearKind

DASHES = "-‐‑‒–—―−－ｰー─━"
"""Characters that stand for "none" when alone in a cell. ー and ｰ count only there."""

_ASCII_LETTERS = frozenset(ascii_letters)
_INNER_WHITE = " \t\r\v\f\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"
"""White space that NFKC leaves, but for the line feed."""
_ONE_FORM = (("◯", "○"), ("〇", "○"), ("〜", "~"), *((dash, "-") for dash in "‐‑‒–—―−"))
_OTHER_FORMS = re.compile(f"[{''.join(variant for variant, _ in _ONE_FORM)}]")
_CHANGED_BY_NFKC = re.compile(r"([^\n -~、-〛ぁ-ゖァ-ヺー一-鿿※○◎△●・]+)")
"""Runs that NFKC may change: all but the commonest characters that it leaves alone."""
_SOUND_MARKS = frozenset("ﾞﾟ\u3099\u309a")
"""What NFKC makes one character of with a kana before it: across the border of a run that it begins."""
_NUMBER = re.compile(r"([-△▲]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")

ERA_FIRST_YEAR = {
    "M": 1868,
    "T": 1912,
    "S": 1926,
    "H": 1989,
    "R": 2019,
    "明治": 1868,
    "大正": 1912,
    "昭和": 1926,
    "平成": 1989,
    "令和": 2019,
}
"""Western year of the first year of each era (元号法 and its forerunners)."""

ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和|[MTSHRmtshrＭＴＳＨＲｍｔｓｈｒ])\s*([0-9０-９]{1,2}|元)")
"""An era and a year in it: ``R2``, ``ｈ29``, ``令和２``, ``令和元``."""

AREA = re.compile(r"[0-9０-９]\s?[(（]\s?[0-9０-９]{1,2}\s?[)）]\s?[A-ZＡ-Ｚ]")
"""A code of the policy system, 分野(柱)方向性: ``2(2)A``, ``２（２）A`` (form, Rules)."""


class Unit(NamedTuple):
    """A printed number with what stands behind it: ``85.6%`` is 85.6 and ``%``."""

    value: Decimal
    unit: str


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Key for comparing: NFKC, no white space, one kind of circle, of minus sign and of wave dash.

    A sheet says the same names, codes and labels again and again, so the last ones are remembered.
    """
    if text.isascii():
        return "".join(text.split())
    return _one_form("".join(_nfkc(text).split()))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """:func:`fold` of many lines at once (none may hold a line feed)."""
    if not lines:
        return []
    text = _nfkc("\n".join(lines))
    for space in _INNER_WHITE:
        text = text.replace(space, "")
    return _one_form(text).split("\n")


def _nfkc(text: str) -> str:
    """NFKC of a text, five times as fast as over the whole where most of it is kana and kanji."""
    apart = _CHANGED_BY_NFKC.split(text)
    runs = apart[1::2]
    if not runs:
        return text
    if not _SOUND_MARKS.isdisjoint(map(itemgetter(0), runs)):
        return unicodedata.normalize("NFKC", text)
    apart[1::2] = unicodedata.normalize("NFKC", "\n".join(runs)).split("\n")
    return "".join(apart)


def _one_form(text: str) -> str:
    if not _OTHER_FORMS.search(text):
        return text
    for variant, form in _ONE_FORM:
        text = text.replace(variant, form)
    return text


_DIGITS = re.compile(r"\d+")
_KATAKANA = {ord(kana): ord(kana) - 0x60 for kana in map(chr, range(ord("ァ"), ord("ヶ") + 1))}


def sort_key(text: str) -> str:
    """Key whose order by code points is the order of JIS: numbers, Latin, kana, kanji by their commonest reading.

    JIS X 0208 orders its first level of kanji by reading and the rest by radical, which code points of
    Unicode do not. Numbers in a text are ordered by value, and neither width nor the kind of kana counts.

    >>> sorted(("北空", "10区", "愛別", "２区", "かじか"), key=sort_key)
    ['２区', '10区', 'かじか', '愛別', '北空']
    """
    padded = _DIGITS.sub(lambda digits: digits[0].zfill(8), fold(text).translate(_KATAKANA))
    return "".join(map(_jis, padded))


def _jis(character: str) -> str:
    """What a character is ordered by: itself where it is ASCII, else its place in JIS, unknown ones last."""
    if character.isascii():
        return character
    try:
        place = character.encode("euc_jp")
    except UnicodeEncodeError:
        return f"~~{ord(character):06x}"
    return f"~{place.hex()}" if len(place) == 2 else f"~f{place.hex()}"


def locate(text: str, key: str) -> tuple[int, int] | None:
    """Where in ``text`` the characters stand that :func:`fold` makes ``key`` of."""
    begin = fold(text).find(key)
    if begin < 0 or not key:
        return None
    lengths = [len(fold(text[:end])) for end in range(len(text) + 1)]
    start = max(index for index, length in enumerate(lengths) if length == begin)
    end = next(index for index, length in enumerate(lengths) if length >= begin + len(key))
    return start, end


def unwrap(*lines: str) -> str:
    """Lines of one paragraph as one line; a space only between two ASCII words."""
    joined = lines[0].strip() if lines else ""
    for part in lines[1:]:
        line = part.strip()
        joined += f" {line}" if joined[-1:] in _ASCII_LETTERS and line[:1] in _ASCII_LETTERS else line
    return joined


def is_dash(text: str) -> bool:
    """Whether a cell holds nothing but a dash, which the form prints for "none"."""
    stripped = text.strip()
    return len(stripped) == 1 and stripped in DASHES


def parse_number(text: str) -> Decimal | None:
    """A whole cell as a number: ``1,116.0``, ``０``, ``△5``, ``-155.9%``; None when it is none.

    >>> parse_number("△１，２０２"), parse_number("-"), parse_number("85.6%")
    (Decimal('-1202'), None, Decimal('85.6'))
    """
    match = _NUMBER.fullmatch(fold(text).rstrip("%"))
    if match is None:
        return None
    value = Decimal(match[2].replace(",", ""))
    return -value if match[1] else value


def era_year(era: str, year: str) -> int:
    """Western year: ``era_year("R", "2")`` is 2020; ``元`` is the first year."""
    letters = unicodedata.normalize("NFKC", era).upper()
    return ERA_FIRST_YEAR[letters] + (1 if year == "元" else int(year)) - 1


@lru_cache(maxsize=512)
def parse_cased_year(text: str) -> Moment | None:
    """A year of section 3, where a capital means fiscal and a small letter calendar.

    >>> parse_cased_year("ｒ6"), parse_cased_year("R２")
    (Moment(year=2024, month=None, kind='calendar'), Moment(year=2020, month=None, kind='fiscal'))
    """
    match = ERA_YEAR.match(text.strip())
    if match is None:
        return None
    kind: YearKind = "calendar" if match[1].islower() else "fiscal"
    return Moment(era_year(match[1], match[2]), None, kind)


def area_code(text: str) -> str | None:
    """The first policy-area code in a text, normalised: ``２（２）A`` is ``2(2)A``."""
    match = AREA.search(text)
    return fold(match[0]) if match else None
