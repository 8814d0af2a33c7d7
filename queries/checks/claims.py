"""What a sentence says of an indicator: the claims whose meaning is certain, and no others.

A clause is a claim only if all of it can be read: times (``H29に比べ``), a subject that is the
indicator, and a predicate that states a fact (``23万円の増加となった``, not ``増加を目指す``). One
unknown word, and the clause says nothing here: it may be of something else (``全国では``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from policygraph.loaders.japanese import ERA_YEAR, era_year, fold
from policygraph.loaders.records import Indicator, YearKind

SCALES: Final = {
    "": 1,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "億": 100_000_000,
    "兆": 1_000_000_000_000,
}
"""What the words before a unit multiply by: ``百万円``, ``千トン``."""

_LEAST_SHORT: Final = 4
"""A part of a name shorter than this (``割合``, ``件数``) may name anything."""


class Year(NamedTuple):
    """A year as prose names it; ``kind`` None where it says neither 年度 nor 年."""

    year: int
    kind: YearKind | None


Time = Year | Literal["before", "base", "latest"]
"""A named year, or 前年, 基準年, 最新の実績."""

What = Literal["change", "distance", "reached", "value", "target", "progress", "rate"]


class Amount(NamedTuple):
    """A printed number: ``1.2億円`` is 1.2, 100,000,000 and ``円``."""

    number: Decimal
    scale: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of a clause; ``printed`` is the clause, folded.

    ``change`` of the actual value from ``since`` to ``at``, up or down by ``sign`` (0: level); ``distance``
    of the actual value above or below the target; the target ``reached`` (``sign`` 1) or not (-1); ``value`` of
    the actual value; the ``target`` itself; ``progress`` and achievement ``rate``, in per cent. ``final``:
    of the final target. A time that is None is not said.
    """

    printed: str
    what: What
    at: Time | None = None
    since: Time | None = None
    sign: int = 0
    amount: Amount | None = None
    final: bool = False


class Said(NamedTuple):
    """A claim, of which indicator, and the sentence it stands in as printed."""

    indicator: Indicator
    sentence: str
    claim: Claim


# --- words ------------------------------------------------------------------------------------

_SCALE = "|".join(sorted(filter(None, SCALES), key=len, reverse=True))
_UNIT = re.compile(rf"(?P<scale>{_SCALE})?(?P<unit>.+)")
_BRACKET = r"\([^()]*\)"
_FIGURE = r"\([A-Za-z]?[\d,.]+[^\d()]{0,4}\)"
"""A bracket that repeats a year or a number: ``基準年(H29)``. Any other may narrow what it stands behind."""
_SENTENCE = re.compile(r"[^。．\n]+")

_YEAR = (
    rf"(?:{ERA_YEAR.pattern}(?P<mark>年度|年(?!\d))?(?![\d.年月])|(?P<western>(?:19|20)\d\d)(?P<sign>年度|年(?!\d)))"
)
_NAMED_YEAR = re.compile(_YEAR)
_TIME = rf"(?:{_YEAR}|(?P<before>前年度?|前の年)|(?P<base>基準(?:年度?|値)))(?:の?実績値?)?(?:{_FIGURE})?"
_COMPARED = "(?:に|と)(?:比べ(?:ると|て)?|比較(?:すると|して|し)|対(?:して|し))|から|よりも?|比で?"
_SINCE = re.compile(rf"{_TIME}(?:{_COMPARED})")
_AT = re.compile(rf"{_YEAR}(?:における|において|時点で|に|で)?[はのもが]?")
_ADVERB = re.compile(
    "また|なお|一方で?|しかし(?:ながら)?|さらに|引き続き|依然(?:として)?|すでに|既に|結果として|大きく|大幅に|やや|わずかに|若干|ほぼ"
)
_GENERIC = r"(?P<latest>最新の|直近の)?(?:実績値?|(?:本|当該)?(?:成果)?指標値?)"

_BUT = "(?:が|ものの|ため|ので|ことから|ことにより|ほか)?"


def _ends(finite: str, lasting: str, unfinished: str) -> str:
    """How a predicate ends: with a fact stated, or unfinished, so that the end of the sentence decides."""
    return rf"(?:(?:(?:{finite}){_BUT}|{lasting})|(?P<unfinished>{unfinished}))"


_BEEN = "となった|となりました|となっている|となっています|となっていた|である|であった|だった|です|でした"
_DONE = _ends(f"した|しました|している|しています|していた|{_BEEN}", "しており|となっており|であり", "し|となり|で|")
_HELD = _ends(f"で推移した|で推移している|{_BEEN}", "で推移しており|となっており|であり", "で推移し|となり|で|")
_IS = _ends(_BEEN, "となっており|であり", "となり|と|で|")
_PASSED = _ends(
    "った|っている|っていた|りました|っています|る結果となった|る水準となった|る水準にある", "っており", "り"
)
_REACHED = _ends(
    "達成(?:した|している|できた|しました|できました|しています|となった)|到?達した|到?達している|届いた|届いている",
    "達成しており|到?達しており|届いており",
    "達成し|到?達し|届き",
)
_MISSED = _ends(
    "達成(?:できなかった|できていない|していない|しなかった|には?至らなかった|には?至っていない)"
    "|未達成(?:となった|となっている|である|であった|だった)"
    "|到?達しなかった|到?達していない|届かなかった|届いていない|及ばなかった|及んでいない",
    "達成しておらず|達成できておらず|届いておらず|達しておらず",
    "達成できず|達成せず|未達成で?|達せず|届かず|及ばず",
)
_STATED = re.compile(
    r"(?:た|んだ|いだ|て(?:いる|います|いない|おらず)|でいる|増加?|減少?|上昇|低下|横ばい|\d[^\d、]{1,3})$"
)
"""The end of a sentence that states facts: what is unfinished before it is a fact too."""
_CLOSED = re.compile(
    "(?:[たるい]が|ものの|ため|ので|ことから|こと(?:により|で)|により|影響で|など|ほか|一方で?|増加?|減少?|上昇|低下|横ばい"
    "|ず|おり|となり|であり|(?<![対較関と])し|(?<![対較関と])して|[っい]て|れて)$"
)
"""The end of a clause that is said and done; any other may be the frame of what follows (``全国では``)."""
_ASIDE = re.compile("(?:において|について|にとって|よって)$")

_DIRECTIONS: Final = {"増": 1, "上": 1, "減": -1, "低": -1, "下": -1}
_GOAL = rf"(?P<final>最終)?目標値?(?:{_FIGURE})?"


def unit_of(indicator: Indicator) -> tuple[int, str] | None:
    """Scale and unit of an indicator's values: 10,000 and ``円`` for ``万円``."""
    match = _UNIT.fullmatch(fold(indicator.unit or ""))
    return (SCALES[match["scale"] or ""], match["unit"]) if match else None


class _Predicate(NamedTuple):
    what: What
    sign: int
    pattern: re.Pattern[str]


@lru_cache(maxsize=64)
def _predicates(unit: str | None) -> tuple[_Predicate, ...]:
    """The predicates of an indicator with a unit; a number in any other unit is of something else."""
    units = "|".join(re.escape(each) for each in (unit, "%", "ポイント") if each)
    yen = "|(?<=[億万])" if unit == "円" else ""
    number = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    amount = rf"(?P<number>{number})(?P<scale>{_SCALE})?(?P<unit>{units}{yen})"
    value = rf"(?P<minus>[-△▲])?{amount}"
    percent = rf"(?P<minus>[-△▲])?(?P<number>{number})(?P<unit>%)"
    found: tuple[tuple[What, int, str], ...] = (
        ("change", 1, rf"(?:{amount}の?)?(?:増加|上昇|増){_DONE}"),
        ("change", -1, rf"(?:{amount}の?)?(?:減少|低下|減){_DONE}"),
        ("change", 0, rf"横ばい{_HELD}"),
        ("change", 1, rf"{_TIME}を(?:{amount})?上回{_PASSED}"),
        ("change", -1, rf"{_TIME}を(?:{amount})?下回{_PASSED}"),
        ("distance", 1, rf"{_GOAL}を(?:{amount})?上回{_PASSED}"),
        ("distance", -1, rf"{_GOAL}を(?:{amount})?下回{_PASSED}"),
        ("reached", 1, rf"{_GOAL}[をはがに]?{_REACHED}"),
        ("reached", -1, rf"{_GOAL}(?:には?|[をはが])?{_MISSED}"),
        ("target", 0, rf"{_GOAL}は{value}{_IS}"),
        ("progress", 0, rf"(?P<final>最終目標値?に対する)?進捗率[はがも]?{percent}{_IS}"),
        ("rate", 0, rf"(?:目標値?に対する)?達成率[はがも]?{percent}{_IS}"),
        ("value", 0, rf"{value}{_IS}"),
        ("value", 0, rf"{value}(?:に|まで)(?:増加|上昇|減少|低下){_DONE}"),
    )
    return tuple(_Predicate(what, sign, re.compile(pattern)) for what, sign, pattern in found)


# --- names ------------------------------------------------------------------------------------


def bare_name(name: str) -> str:
    """A name without what stands in brackets, folded: ``付加価値生産性（万円）`` is ``付加価値生産性``."""
    return re.sub(_BRACKET, "", fold(name))


class Names:
    """The names of a sheet's indicators, as prose may call them."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self.indicators = indicators
        keys = [bare_name(indicator.name) for indicator in indicators]
        self.by_name = {
            key: indicator
            for key, indicator in zip(keys, indicators, strict=True)
            if keys.count(key) == 1 and len(key) >= _LEAST_SHORT
        }

    def titled(self, title: str) -> Indicator | None:
        """The indicator that a heading names, with or without its unit."""
        same = [indicator for indicator in self.indicators if fold(indicator.name) == fold(title)]
        return same[0] if len(same) == 1 else self.by_name.get(bare_name(title))

    def subject(self, scope: Indicator | None) -> re.Pattern[str]:
        """What may name a subject: any whole name; where one is in scope, its short forms and 実績, 指標 too."""
        names = "|".join(map(re.escape, sorted(self.by_name, key=len, reverse=True))) or "(?!)"
        own = "|".join(map(re.escape, _short_forms(scope.name))) if scope else "(?!)"
        generic = _GENERIC if scope else "(?P<latest>(?!))"
        brackets = {each for box in self.indicators for each in re.findall(_BRACKET, fold(box.name))}
        behind = "|".join(map(re.escape, sorted(brackets))) or "(?!)"
        named = rf"「?(?:(?P<name>{names})|(?P<own>{own}))」?(?:{behind})*(?:の(?:実績)?値|の実績)?"
        return re.compile(rf"(?:{named}|{generic})(?:は|が|も|については?|の(?=(?:最終)?目標|進捗率|達成率))")


def _short_forms(name: str) -> list[str]:
    """A name and its ends behind a の: ``製造業の付加価値生産性`` is ``付加価値生産性`` in its own analysis."""
    whole = bare_name(name)
    ends = [whole[match.end() :] for match in re.finditer("の", whole)]
    return [whole, *(end for end in ends if len(end) >= _LEAST_SHORT)]


# --- reading ----------------------------------------------------------------------------------


def claims_of(text: str, names: Names, scope: Indicator | None) -> Iterator[Said]:
    """The claims of a text in reading order; ``scope`` is the indicator whose analysis it is, if it is one's."""
    reader = _Reader(names, scope)
    for match in _SENTENCE.finditer(text):
        yield from reader.read(match[0].strip().removeprefix("・").strip())


@dataclass(frozen=True, slots=True)
class _Context:
    """What the words before a predicate say; ``named``: the subject is printed, not only understood."""

    about: Indicator | None
    named: bool = False
    at: Time | None = None
    since: Time | None = None


class _Reader:
    """Reads sentences in order; ``topic`` is what a clause without a subject is about."""

    def __init__(self, names: Names, scope: Indicator | None) -> None:
        self.names, self.scope, self.topic = names, scope, scope
        self.subject = names.subject(scope)

    def read(self, sentence: str) -> Iterator[Said]:
        """The claims of a sentence.

        What a clause without a predicate says (``R1は、``) holds for those behind it. Behind a frame
        (``全国では、``) nothing is sure but a rate of progress to the final target, which only the indicator has.
        """
        clauses = fold(sentence).split("、")
        stated = _STATED.search(clauses[-1]) is not None
        carried, framed = _Context(self.topic), False
        for clause in clauses:
            context, rest = self._context(clause, carried)
            if not rest:
                carried = context
                continue
            claim, finished = self._claim(context, rest, clause)
            own = claim is not None and claim.what == "progress" and claim.final
            about = context.about or (self.scope if own else None)
            if claim and about and (finished or stated) and (own or not framed):
                yield Said(about, sentence, claim)
            framed = framed or not (claim or (_CLOSED.search(clause) and not _ASIDE.search(clause)))
            self.topic = context.about if claim and not framed else None
            carried = _Context(self.topic, at=context.at, since=carried.since)

    def _context(self, clause: str, carried: _Context) -> tuple[_Context, str]:
        """The times and the subject that a clause begins with, and its rest."""
        context, at = carried, 0
        while at < len(clause):
            if match := self.subject.match(clause, at):
                context = self._about(match, context)
            elif match := _SINCE.match(clause, at):
                context = replace(context, since=_time(match))
            elif match := _AT.match(clause, at):
                context = replace(context, at=_year(match))
            elif (match := _ADVERB.match(clause, at)) is None:
                break
            at = match.end()
        return context, clause[at:]

    def _about(self, match: re.Match[str], context: _Context) -> _Context:
        """The subject of a match; 実績 and 指標 are those of the topic."""
        named = self.names.by_name[match["name"]] if match["name"] else self.scope if match["own"] else context.about
        return replace(context, about=named, named=True, at="latest" if match["latest"] else context.at)

    def _claim(self, context: _Context, rest: str, clause: str) -> tuple[Claim | None, bool]:
        """The claim of a clause, and whether it is finished there."""
        unit = unit_of(context.about) if context.about else None
        for what, sign, pattern in _predicates(unit[1] if unit else None):
            match = pattern.fullmatch(rest)
            if match is None:
                continue
            # A number of a year alone may be of what was done then: R1は45社で、専門家を派遣した.
            if what == "value" and match["unfinished"] == "で" and not context.named:
                return None, False
            return _claim_of(what, sign, match, context, clause), match["unfinished"] is None
        return None, False


def _claim_of(what: What, sign: int, match: re.Match[str], context: _Context, clause: str) -> Claim:
    found = match.groupdict()
    return Claim(
        printed=clause,
        what=what,
        at=context.at,
        since=_time(match) if "before" in found else context.since,
        sign=sign,
        amount=_amount(found),
        final=bool(found.get("final")),
    )


def _amount(found: dict[str, str | None]) -> Amount | None:
    number = found.get("number")
    if number is None:
        return None
    value = Decimal(number.replace(",", ""))
    return Amount(-value if found.get("minus") else value, SCALES[found.get("scale") or ""], found["unit"] or "円")


def _time(match: re.Match[str]) -> Time:
    if match["before"]:
        return "before"
    return "base" if match["base"] else _year(match)


def _year(match: re.Match[str]) -> Year:
    found = _NAMED_YEAR.search(match[0])
    assert found is not None
    mark = found["mark"] or found["sign"]
    kind: YearKind | None = None if mark is None else "fiscal" if mark == "年度" else "calendar"
    return Year(int(found["western"]) if found["western"] else era_year(found[1], found[2]), kind)
