"""Section 1-2: residents' needs (道民ニーズ) and requests to the state (国費予算の提案・要望)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.loaders.records import Decision, Need, Period, Request
from policygraph.loaders.sheet.initiatives.lines import Detail, Item
from policygraph.loaders.sheet.initiatives.periods import find_periods, narrow
from policygraph.loaders.sheet.paragraph import Paragraph
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import spans_of

_STATE = (
    "内閣府 内閣官房 復興庁 デジタル庁 こども家庭庁 総務省 法務省 外務省 財務省 文部科学省 厚生労働省 農林水産省 "
    "経済産業省 国土交通省 環境省 防衛省 警察庁 金融庁 消費者庁 公正取引委員会 個人情報保護委員会 消防庁 国税庁 "
    "文化庁 スポーツ庁 林野庁 水産庁 資源エネルギー庁 中小企業庁 特許庁 観光庁 気象庁 海上保安庁 原子力規制庁 "
    "原子力規制委員会 出入国在留管理庁 公安調査庁 人事院 宮内庁 北海道開発局 経産省 国交省 厚労省 農水省 文科省 エネ庁"
)
MINISTRIES = tuple(_STATE.split())
"""Ministries and agencies of the state (国家行政組織法 別表第一, 内閣府設置法), with usual short names."""

_VOICE_ENDS = (
    "会 会議 会議所 組合 連盟 センター 機構 団体 大学 公社 財団 法人 市 町 村 局 庁 省 道民 住民 事業者 企業 "
    "関係者 利用者"
)
_VOICES = tuple(_VOICE_ENDS.split())
_WORK_ENDS = "推進 促進 整備 確保 育成 支援 実施 開催 強化 充実 振興 向上 創出 拡大 連携 活用 導入 構築 普及 対応 配置"
_WORK = tuple(_WORK_ENDS.split())
_WHO = re.compile(r"^(?P<who>.+?)\s*\((?P<when>[^()]*)\)?\s*$")
_NAME = "|".join(sorted(MINISTRIES, key=len, reverse=True))
_JOINED = r"\s*(?:、|,|・|及び|並びに|や|と|ほか|等|など)*\s*"
_ASKED = re.compile(rf"(?:(?:{_NAME}){_JOINED})+(?=\s*(?:に対|に|へ|あて|宛|[)）]))")
_MINISTRY = re.compile(_NAME)
_WIDE_SHARE = 0.4
"""The column of needs is far narrower than that of results (12 characters beside 45); only an item
whose lines wrap shows how wide its column is.
"""


class _Who(NamedTuple):
    who: str
    periods: tuple[Period, ...]


def _who(title: Paragraph) -> _Who:
    """``〇〇協議会（R1.7、R2.6）``: who, and when in the last bracket."""
    match = _WHO.match(narrow(title.text)) if "（" in title.text or "(" in title.text else None
    periods = find_periods(match["when"]) if match else ()
    if match is None or not periods:
        return _Who(title.text, ())
    return _Who(title.text[: match.end("who")].strip(), periods)


def need_test(items: Sequence[Item], surveys: Iterable[str]) -> Callable[[Item], bool]:
    """Which items are needs: who and when under a ○, in a narrow column, no work of the year.

    Repetitions are not asked after: they are what they repeat.
    """
    widest = max((item.widest for item in items), default=0)
    originals = [item for item in items if item.same_as is None]
    prints = Counter(item.title_key for item in originals)
    words = tuple(surveys)
    scores = {id(item): _score(item, widest, prints[item.title_key], words) for item in originals}
    needs = {key for key, score in scores.items() if score >= _SURE}
    for before, item in pairwise(originals):
        if id(before) in needs and not item.starts_block and scores[id(item)] >= _LIKELY:
            needs.add(id(item))
    return lambda item: id(item) in needs


_SURE = 2.0
"""Two of: when in brackets, a voice or survey, a narrow column."""
_LIKELY = 1.0
"""One of them is enough beside another need."""


def _score(item: Item, widest: int, prints: int, surveys: Sequence[str]) -> float:
    if item.title is None or item.mark == "◎":
        return 0.0
    who, periods = _who(item.title)
    monthly = bool(periods) and all((end.month is not None) for period in periods for end in period if end)
    voice = who.endswith(_VOICES) or any(word in who for word in surveys)
    wraps = len(item.work) > 1 + len(item.details)
    narrow_column = item.widest <= _WIDE_SHARE * widest
    score = 1.0 * bool(periods) + 0.5 * monthly + 1.5 * voice
    if narrow_column:
        score += 1.0 if wraps else 0.5 * bool(periods)
    if item.mark is None:
        score -= 1.0
    told_elsewhere = prints > 1 or any(detail.kind != "detail" for detail in item.details)
    return score - 1.0 * who.endswith(_WORK) - 1.5 * told_elsewhere


def read_need(item: Item, area: str | None, decision: Decision | None, reading: Reading) -> Need:
    """A need of one item that :func:`need_test` accepts."""
    assert item.title is not None
    who, periods = _who(item.title)
    return Need(
        quotes=reading.fact(*spans_of(item.work)),
        decision=decision,
        area=area,
        who=who,
        is_survey=any(word in who for word in reading.form.initiatives.surveys),
        periods=periods,
        texts=tuple(detail.paragraph.text for detail in item.details),
    )


def read_request(detail: Detail, area: str | None, decision: Decision | None, reading: Reading) -> Request:
    """A request: ``to`` are the ministries that the text says it went to, as printed."""
    return Request(
        quotes=reading.fact(*spans_of(detail.paragraph.lines)),
        decision=decision,
        area=area,
        text=detail.paragraph.text,
        to=asked_of(detail.paragraph.text),
        periods=find_periods(detail.paragraph.text),
    )


def asked_of(text: str) -> tuple[str, ...]:
    """Ministries named as receivers: a list of them with に, へ or に対し behind it, or in brackets.

    >>> asked_of("法務省の制度について、総務省及び環境省に対し要望した。")
    ('総務省', '環境省')
    """
    lists = (match[0] for match in _ASKED.finditer(text))
    return tuple(dict.fromkeys(name[0] for names in lists for name in _MINISTRY.finditer(names)))
