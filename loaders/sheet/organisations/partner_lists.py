"""Cells that list organisations: each member is one, with or without a legal form.

Only what names a kind of organisation (各市町村, 関係団体) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.loaders.records import PartnerMention, Span
from policygraph.loaders.sheet.organisations.mentions import BULLET, FORM, RunningText, may_follow, mention, run
from policygraph.loaders.sheet.organisations.name_borders import KINDS
from policygraph.loaders.source import Line

_SEPARATORS = "、，,；;\n　"
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_COMMA = re.compile("[、，,]")
_MEMBER = re.compile(
    rf"(?:[^{_SEPARATORS}\s（(及並]+|[（(][^（）()\n]*[）)]"
    rf"|(?!\s{{2}}|\s(?:{FORM.pattern})|及び|並びに)[^{_SEPARATORS}])+"
)
_REST = re.compile(r"(?:等|など|(?:ほか|外|他)\s*[0-9０-９]*(?:者|社|団体|機関|市町村)?)+$")
_GENERIC = re.compile(
    r"(?:各|関係|関連|その他|道内|地元|民間|管内|全道|地域|国内|道外|主要|経済|支援|業界|産業|研究|金融|教育|医療)*の?"
    r"(?:市町村|自治体|団体|機関|企業|事業者|業者|業界|官公庁|省庁|振興局|大学|高校|学校|住民|道民|国|道|その他)+"
)
_FINISHED = re.compile(rf"(?:{'|'.join(KINDS)}|[市町村県府都区道省庁課部]|{FORM.pattern})$")
_PHRASE = re.compile(r"を|する|した|して|との|による|ため|における|について")


class PartnerList(NamedTuple):
    """Members of a list as (start, end) in its text: names of organisations, and mere kinds of them."""

    text: RunningText
    names: tuple[tuple[int, int], ...]
    generic: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> PartnerList | None:
        """The list that lines are; None for prose, also if it names organisations."""
        if any("。" in line.text for line in lines):
            return None
        text = _joined(lines)
        members = list(_members(text.text))
        names = tuple(place for place in members if _is_name(text.text, place))
        if 2 * sum(_may_be_listed(text.text[start:end]) for start, end in names) <= len(names):
            return None
        return cls(text, names, tuple(place for place in members if place not in names))

    def partners(self) -> tuple[PartnerMention, ...]:
        """The organisations, in order. A name that wraps is one, also over a blank line."""
        return tuple(mention(self.text, *place) for place in self.names)

    def kinds(self) -> tuple[Span, ...]:
        """Members that only name a kind of organisation: 関係団体."""
        return tuple(span for place in self.generic for span in self.text.spans(*place))


def goes_on(lines: Sequence[Line], line: Line) -> bool:
    """Whether a list of organisations breaks off in the middle of a name that ``line`` goes on with."""
    rest = _SEPARATOR.split(line.text, 1)[0]
    if not _is_full(lines[-1], lines) or not _ends_a_name(rest):
        return False
    found = PartnerList.of(lines)
    return found is not None and _is_unfinished(found.text.text)


def _is_name(text: str, place: tuple[int, int]) -> bool:
    return place[1] - place[0] > 1 and _GENERIC.fullmatch(text, *place) is None


def _may_be_listed(member: str) -> bool:
    return FORM.search(member) is not None or _ends_a_name(member)


def _ends_a_name(text: str) -> bool:
    return _FINISHED.search(text) is not None and _PHRASE.search(text) is None


def _is_full(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line fills its column, as one must that breaks off in the middle of a name."""
    return len(line.text) >= max(len(other.text) for other in lines) - 1


def _is_unfinished(text: str) -> bool:
    last = _SEPARATOR.split(text)[-1].strip()
    return bool(last) and not _FINISHED.search(_REST.sub("", last))


def _joined(lines: Sequence[Line]) -> RunningText:
    """Lines of a list run together: a line feed where a member ends with its line."""
    separated = any(_COMMA.search(line.text) for line in lines)
    joints = [_joint(before, line, separated, _is_full(before, lines)) for before, line in pairwise(lines)]
    return run(lines, ["", *joints] if lines else ())


def _joint(before: Line, line: Line, separated: bool, full: bool) -> str:
    """What stands between two lines of a list: nothing where a name goes on."""
    match = FORM.match(line.text)
    if BULLET.match(line.text) or (match and not _continues(before.text, match)):
        return "\n"
    wraps = (separated and not line.gap) or (full and _is_unfinished(before.text))
    return "" if wraps or match else "\n"


def _continues(before: str, match: re.Match[str]) -> bool:
    """Whether a form at the start of a line belongs to the name that ends the line before."""
    last = _SEPARATOR.split(before)[-1]
    return may_follow(match) and bool(last) and FORM.search(last) is None


def _members(text: str) -> Iterator[tuple[int, int]]:
    for match in _MEMBER.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        bullet = BULLET.match(text, start, match.end())
        start = bullet.end() if bullet else start
        name = _REST.sub("", text[start : match.end()].rstrip()).rstrip()
        if name:
            yield start, start + len(name)
