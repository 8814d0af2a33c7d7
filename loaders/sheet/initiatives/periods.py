"""Times as the sheet prints them outside section 3: ``R1年度``, ``R1.6～9``, ``令和2年3月``.

There ``R2.2`` is the calendar month February 2020, ``R1年度`` a fiscal year, ``R1年`` a calendar
year (form, Rules). A bare ``R2`` with neither says nothing of its kind and is no time here unless
a list or a range gives it one (``R1・R2年度``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import era_year
from policygraph.loaders.records import Moment, Period

_ERA = r"(?:明治|大正|昭和|平成|令和|(?<![A-Za-z0-9.])[SHR])"
_YEAR = rf"(?:{_ERA}\s?(?:\d{{1,2}}|元)(?!\d)|(?<!\d)(?:19|20)\d\d(?=年))"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"\d{1,2}"
_MOMENT = (
    rf"{_YEAR}\s?(?:年度末?|年\s?{_MONTH}月(?:{_DAY}日|末|[上中下]旬)?|年(?![度間目代])"
    rf"|\.{_MONTH}(?!\d)(?:\.{_DAY}(?!\d))?(?:月|末)?)"
)
_MORE_MONTHS = rf"(?:[・、,]\s?{_MONTH}月?(?=\s?(?:[・、,)）」～]|月|末|予定|中止|$)))"
_END = rf"(?:{_MOMENT}|(?:{_YEAR}|\d{{1,2}})年度|{_MONTH}(?:月末?)?(?!\d|年))"
_SHARED = rf"(?:{_YEAR}\s?[・、,]\s?)+(?:{_YEAR}|\d{{1,2}})年度"
_RANGE_OF_YEARS = rf"{_YEAR}(?:～|-|から)(?:{_YEAR}|\d{{1,2}})年度|{_MOMENT}(?:-|から){_MOMENT}"

PERIOD = rf"(?:{_SHARED}|{_RANGE_OF_YEARS}|～\s?{_MOMENT}|{_MOMENT}(?:～\s?{_END}?|{_MORE_MONTHS}*))"
"""Pattern for one printed time, a list that shares its kind, or a range; over :func:`narrow` text."""

UNTIL_MONTH = rf"(?:～\s?{_MONTH}月末?|{_MONTH}月(?:末|末?(?:時点|現在|まで)))(?:時点|現在|まで)?"
"""Pattern for ``～7月末``: the year is that of the figure it stands behind."""

_PERIOD = re.compile(rf"(?=[明大昭平令SHR～12]){PERIOD}")
_NOT_DIGITS = re.compile(r"\D")
_RANGE = re.compile("～|-|から")
_PIECES = re.compile(r"[・、,]")
_PIECE = re.compile(
    rf"\s*(?P<era>明治|大正|昭和|平成|令和|[SHR])?\s?(?P<number>\d{{1,4}}|元)\s?(?P<mark>年度|年|月|\.)?\s?(?:(?P<month>{_MONTH})(?:\.{_DAY}|月)?)?"
)
_WIDE = re.compile("[！-｝~〜−–—､･　]")
_NARROW = {
    **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7E)},
    **dict.fromkeys("~〜−–—", "～"),
    "､": "、",
    "･": "・",
    "　": " ",
}


class _Piece(NamedTuple):
    """A moment as printed; year or kind may stand at a neighbour only."""

    era: str | None
    number: str
    mark: str | None
    month: int | None


def narrow(text: str) -> str:
    """The text with ASCII forms, one wave dash and full-width separators; offsets stay the same.

    >>> narrow("（Ｒ２．７〜８､")
    '(R2.7～8、'
    """
    # Most wide characters are brackets: replaced first, they cost nothing.
    return _WIDE.sub(lambda char: _NARROW[char[0]], text.replace("（", "(").replace("）", ")"))


def find_periods(text: str) -> tuple[Period, ...]:
    """All times printed anywhere in a text, in reading order."""
    return tuple(period for match in _PERIOD.finditer(narrow(text)) for period in parse_periods(match[0]))


@lru_cache(maxsize=4096)
def parse_periods(printed: str) -> tuple[Period, ...]:
    """The times of one match of :data:`PERIOD`: a list gives several.

    >>> parse_periods("R1・R2年度")[0].first, parse_periods("R1.6～9")[0].last
    (Moment(year=2019, month=None, kind='fiscal'), Moment(year=2019, month=9, kind='calendar'))
    """
    ranges = [[_piece(end) for end in _RANGE.split(part)] for part in _PIECES.split(narrow(printed))]
    kind = _year_kind(piece for ends in ranges for piece in ends if piece is not None)
    periods: list[Period] = []
    before: Moment | None = None
    for ends in ranges:
        moments: list[Moment | None] = []
        for piece in ends:
            moment = None if piece is None else _moment(piece, before, kind)
            before = moment or before
            moments.append(moment)
        periods.append(Period(moments[0], moments[-1]))
    return tuple(periods)


def _piece(printed: str) -> _Piece | None:
    match = _PIECE.match(printed)
    if match is None:
        return None
    month = match["month"]
    return _Piece(match["era"], match["number"], match["mark"], int(month) if month else None)


def _year_kind(pieces: Iterable[_Piece]) -> str | None:
    """年度 or 年 as the last piece that has it prints it: it holds for the bare years before."""
    marks = [piece.mark for piece in pieces if piece.mark in ("年度", "年") and piece.month is None]
    return marks[-1] if marks else None


def _moment(piece: _Piece, before: Moment | None, kind: str | None) -> Moment | None:
    """The piece as a moment; what it does not print comes from the moment before it."""
    if piece.era is None and before is not None and len(piece.number) < 3:
        return _short(piece, before)
    year = int(piece.number) if piece.era is None else era_year(piece.era, piece.number)
    if piece.month is not None:
        return Moment(year, piece.month, "calendar")
    return Moment(year, None, "fiscal" if (piece.mark or kind) == "年度" else "calendar")


def _short(piece: _Piece, before: Moment) -> Moment:
    """``9`` after ``R1.6`` is a month, ``2年度`` or ``2`` after ``R1`` a year of the same era."""
    number = int(piece.number)
    if before.month is not None and piece.mark != "年度":
        return Moment(before.year + (number < before.month), number, "calendar")
    if piece.mark == "月":
        return month_of(before, number)
    # An era's years run on from the last two digits of the year before: H30～31, R1・2.
    era_start = next(start for start in (2019, 1989, 1926) if before.year >= start)
    return Moment(era_start + number - 1, None, before.kind)


def month_of(year: Moment, month: int) -> Moment:
    """That month of the year: January to March of fiscal year N are in calendar year N+1."""
    return Moment(year.year + (year.kind == "fiscal" and month < 4), month, "calendar")


def until_month(year: Moment, printed: str) -> Moment:
    """The month of ``～7月末`` in a year."""
    return month_of(year, int(_NOT_DIGITS.sub("", narrow(printed))))


def last_fiscal_year(period: Period) -> int | None:
    """The fiscal year in which a period ends (begins, where it is open)."""
    moment = period.last or period.first
    if moment is None:
        return None
    return moment.year - (moment.month is not None and moment.month < 4)
