"""The words a statement of figures is made of, and the brackets around them.

``（R1年度20社、R2年度22社(予定)）`` is a bracket of times, quantities, a status and separators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policygraph.loaders.japanese import Unit
from policygraph.loaders.sheet.initiatives.periods import PERIOD, UNTIL_MONTH, narrow

Kind = Literal["text", "bracket", "period", "until", "quantity", "status", "comma", "dot", "stop", "open", "close"]
Verdict = Literal["planned", "cancelled", "unsure"]

_YEN = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000, "兆円": 1_000_000_000_000}
_COUNTERS = (
    "件 社 回 名 人 者 団体 校 箇所 か所 カ所 ヶ所 ヵ所 機関 施設 品目 品 種類 種 市町村 市町 市 町 村 事業者 "
    "事業所 事業 企業 グループ プロジェクト 課題 テーマ コース 講座 ブース 台 本 部 冊 枚 日間 時間 泊 便 地域 地区 "
    "組 世帯 戸 棟 基 隻 頭 羽 か国 カ国 ヵ国 ヶ国 大学 高校 チーム 科目 点 席 % ポイント 倍 "
    "トン kg km ha t MW kW GWh kWh"
)
_UNITS = (*_YEN, *_COUNTERS.split())
"""Counters and units that stand behind a number; a number before anything else is part of a name."""

_NOT_UNITS = (
    "社会|社員|社団|回答|回復|回転|回線|名古屋|名寄|名称|人工|人材|本道|本部|本庁|本社|台湾|台風|部門|部品|部会|部長|部局"
    "|点検|円滑|市場|種目|地域おこし"
)
_NUMBER = r"(?<![\d.,A-Za-z第約～億万兆/])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NOT_EXACT = r"(?!\s?(?:以上|以下|以内|未満|超|余|程度|前後|弱|強|目|～\d))"
_UNIT = "|".join(map(re.escape, sorted(_UNITS, key=len, reverse=True)))
_FIRST = r"(?=[「『(\[〔)\]〕明大昭平令SHR0-9～予見中取延未、,;・/。])"
"""No word begins with another character: most positions of a text are passed over by this alone."""
_TOKEN = re.compile(
    rf"{_FIRST}(?:[、,;・/。()\[\]〔〕]|(?=[明大昭平令SHR12～])(?P<period>{PERIOD})|(?=[0-9～])(?P<until>{UNTIL_MONTH})"
    rf"|(?=[0-9])(?P<quantity>(?P<number>{_NUMBER})\s?(?!{_NOT_UNITS})(?P<unit>{_UNIT}){_NOT_EXACT})"
    r"|「[^「」]*」|『[^『』]*』|(?P<planned>予定|見込み?)|(?P<cancelled>中止|取りやめ|取り止め)|(?P<unsure>延期|未定|見送り|未実施))"
)

_SIGNS: dict[str, Kind] = {
    **dict.fromkeys("、,;", "comma"),
    **dict.fromkeys("・/", "dot"),
    **dict.fromkeys("([〔", "open"),
    **dict.fromkeys(")]〕", "close"),
    "。": "stop",
}
_VERDICTS: dict[str | None, Verdict] = {"planned": "planned", "cancelled": "cancelled", "unsure": "unsure"}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("planned", "cancelled", "unsure"), "status"),
    "period": "period",
    "until": "until",
    "quantity": "quantity",
}


@dataclass(slots=True)
class Token:
    """A word, or a bracket with the words in it; ``start`` and ``end`` are offsets into the text.

    ``kinds`` are those of the words in a bracket and in the brackets in it.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Unit | None = None
    verdict: Verdict | None = None
    inner: tuple[Token, ...] = ()
    kinds: AbstractSet[Kind] = frozenset()


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text.

    Brackets that are never closed reach to its end; closing ones that were never opened are text.
    """
    outer: list[tuple[int, list[Token]]] = []
    words: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(narrow(text)):
        start, end = match.span()
        if start > at:
            words.append(Token("text", at, start, text[at:start]))
        at = end
        group = match.lastgroup
        kind = _KINDS[group] if group else _SIGNS.get(match[0], "text")
        if kind == "open":
            outer.append((start, words))
            words = []
        elif kind == "close":
            words = _closed(outer, words, end, text) if outer else [*words, Token("text", start, end, text[start:end])]
        else:
            value = _value(match) if kind == "quantity" else None
            words.append(Token(kind, start, end, text[start:end], value, _VERDICTS.get(group)))
    if at < len(text):
        words.append(Token("text", at, len(text), text[at:]))
    while outer:
        words = _closed(outer, words, len(text), text)
    return tuple(words)


def _closed(outer: list[tuple[int, list[Token]]], inner: Sequence[Token], end: int, text: str) -> list[Token]:
    """The words outside a bracket, the bracket with them."""
    start, words = outer.pop()
    kinds = {token.kind for token in inner}
    kinds.update(*[token.kinds for token in inner if token.inner])
    words.append(Token("bracket", start, end, text[start:end], None, None, tuple(inner), kinds))
    return words


def _value(match: re.Match[str]) -> Unit:
    """The number in its unit; money in yen."""
    value, unit = Decimal(match["number"].replace(",", "")), match["unit"]
    return Unit(value * _YEN[unit], "円") if unit in _YEN else Unit(value, unit)
