"""Where the name of an organisation begins or ends in running text, beside its legal form.

A name ends where Japanese ends a noun: at a particle, at punctuation. But names hold what looks like
a particle (障がい者, 人と海の未来センター), so where a particle may be part of the name the border is
a decision: the share of what speaks for it, by the rule of succession.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Decision
from policygraph.loaders.sheet.wording import succession

KINDS = (
    "財団", "センター", "協会", "協議会", "連合会", "連盟", "連合", "機構", "大学", "学園", "学院", "研究所", "研究会",
    "工業会", "会議所", "商工会", "組合", "公社", "会社", "銀行", "金庫", "事業団", "基金", "法人", "プラザ", "クラブ",
    "ネットワーク", "コンソーシアム", "フォーラム", "会議", "本部", "支部", "支所", "支社", "支店", "事務所", "高専",
    "高校", "学校", "病院", "会", "所", "社", "院", "校", "園", "団", "館", "庁", "省", "局",
)  # fmt: skip
"""What names of organisations end with."""

MAX_NAME = 40
"""Characters of the longest name."""

_KIND_END = re.compile(rf"(?:{'|'.join(KINDS)})\Z")
_END = re.compile(
    r"(?<=.[^ぁ-ん])"
    r"(?:(?P<clause>[をがはへ])|(?P<unsure>[とので等・やも]|など|ほか)|に|から|より|まで|及び|並びに|又は|または|若しくは|$)"
)
_WORD_GOES_ON = re.compile(r"[がはもや][ぁ-ん]")
"""What looks like a particle and may be the start of hiragana in a word: 障がい者, 架空はまなす会."""

_NO_NAME = re.compile(r"(?:設立|認証|数|化|課|等|制度|活動|格|向け|税|会計|又は|及び|並びに)")
_ALL_HIRAGANA = re.compile("[ぁ-ん]{2,}")
_WORD = re.compile(r"[一-鿿々〆ヶァ-ヺーｦ-ﾟA-Za-zＡ-Ｚａ-ｚ0-9０-９&＆・-]+$")
_HIRAGANA = re.compile(r"[ぁ-ん]+$")
_CLAUSE_END = re.compile(
    r"(?:[をがはにへで]|する|した|して|った|いた|[えけげせてねべめれきじ][るた]|ある|いる|ない|しい|また|ほか"
    r"|^[るたてびうくぐすつぶむ])$"
)
"""Hiragana that no name holds before kanji: a particle, the end of a verb (担う, 行った)."""

_VERB_ENDS = "うくぐすつぶむる"
"""What ends a verb whose next word may begin in hiragana: 担うてん菜…."""

_VERB = re.compile(rf"を[^ぁ-ん]+[{_VERB_ENDS}る]$")
"""A verb with its object: what stands behind it begins a name."""

_MAY_END_CLAUSE = re.compile(r"[のやもと]$|^い$")
"""Hiragana that a sentence and a name alike hold before kanji: 人と海, 担い手."""


class Border(NamedTuple):
    """Length of a name, and the decision where it may be another."""

    length: int
    decision: Decision | None


def _border(length: int, votes: list[bool]) -> Border:
    """``votes``: whether each piece of evidence speaks for the border; none where nothing is in doubt."""
    return Border(length, Decision(succession(sum(votes), len(votes)), "name-border") if votes else None)


def end_of_name(text: str, ends_with_kind: bool) -> Border | None:
    """The name that a text (without punctuation) begins with.

    ``ends_with_kind``: whether names of the legal form end with a kind of organisation as a rule.
    None where no name can be told.
    """
    if _NO_NAME.match(text):
        return None
    if _ALL_HIRAGANA.fullmatch(text):
        return _border(len(text), [True, False]) if len(text) <= MAX_NAME else None
    ends = [match for match in _END.finditer(text, 0, MAX_NAME + 1) if match.start() <= MAX_NAME]
    if not ends or ("ぁ" <= text[0] <= "ん" and not any(map(_is_kind, ends))):
        return None
    chosen = _best_end(ends, ends_with_kind)
    end = ends[chosen]
    doubts = chosen + _is_odd(end, ends[chosen:], ends_with_kind)
    votes = [_is_kind(end), not end["unsure"], *[False] * doubts] if doubts else []
    return _border(len(text[: end.start()].rstrip("・")), votes)


def _is_odd(end: re.Match[str], ends: list[re.Match[str]], ends_with_kind: bool) -> bool:
    """Whether a name ends without a kind of organisation where it should have one, or might further on."""
    if _is_kind(end) or end.start() == len(end.string):
        return False
    return ends_with_kind or any(map(_is_kind, _reachable(ends)))


def _best_end(ends: list[re.Match[str]], ends_with_kind: bool) -> int:
    """Index of the first end behind a kind of organisation that no clause parts from the start, else of the first."""
    reachable = _reachable(ends) if ends_with_kind or _goes_on(ends[0]) else ends[:1]
    return next((index for index, end in enumerate(reachable) if _is_kind(end)), 0)


def _reachable(ends: list[re.Match[str]]) -> list[re.Match[str]]:
    """The ends up to the first particle that no name holds."""
    closing = (index for index, end in enumerate(ends) if end["clause"] and not _goes_on(end))
    return ends[: next(closing, len(ends)) + 1]


def _is_kind(end: re.Match[str]) -> bool:
    return _KIND_END.search(fold(end.string[: end.start()])) is not None


def _goes_on(end: re.Match[str]) -> bool:
    return _WORD_GOES_ON.match(end.string, end.start()) is not None


def start_of_name(text: str, name_follows: bool) -> Border | None:
    """The name that a text ends with, right before its legal form.

    ``name_follows``: whether the legal form may belong to a name behind it. None where hiragana may be
    part of the sentence as well as of the name.
    """
    if _HIRAGANA.search(text) and (name_follows or _VERB.search(text)):
        return None
    start, in_doubt = len(text), False
    while True:
        start = _last_of(_WORD, text, start)
        begin = _last_of(_HIRAGANA, text, start)
        hiragana = text[begin:start]
        if not hiragana or (start < len(text) and _CLAUSE_END.search(hiragana)):
            break
        if "を" in hiragana:
            return None
        if start < len(text) and _MAY_END_CLAUSE.search(hiragana):
            in_doubt = True
            break
        in_doubt |= hiragana[-1] in "るたいてび" or (len(hiragana) > 1 and hiragana[0] in _VERB_ENDS)
        start = begin
    length = len(text[start:].lstrip("・"))
    return _border(length, [True, False] if in_doubt else []) if 1 < length < MAX_NAME else None


def _last_of(pattern: re.Pattern[str], text: str, end: int) -> int:
    """Where the run begins that ends at ``end``."""
    run = pattern.search(text, 0, end)
    return run.start() if run else end
