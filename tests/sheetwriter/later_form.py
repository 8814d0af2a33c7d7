"""A later year of the form as it might be: the same cells and rules under other labels.

The real forms of other years are not at hand, so this one is invented. It is the 2020 table with
other wordings, and sheets of it are those of the writer with the same wordings exchanged.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.forms import FORM_2020, Form, spaced

RENAMED = {
    "所管部局": "担当部局",
    "作成責任者": "記入責任者",
    "照会先": "問合せ先",
    "関係課": "関連課",
    "現状と課題": "現況と課題",
    "施策目標": "めざす姿",
    "施策の予算額": "施策に充てる予算",
    "施策のイメージ": "施策のあらまし",
    "役割・取組等": "役割等",
    "今年度の取組": "本年度の取組",
    "道民ニーズ": "道民の声",
    "連携内容": "連携の内容",
    "連携先": "連携の相手",
    "連携種別": "連携の種類",
    "指標名": "指標の名称",
    "達成率": "到達率",
    "達成度合": "到達区分",
    "進捗率": "歩み率",
    "増減方向": "望む向き",
    "根拠計画": "基づく計画",
    "整理番号": "事業番号",
    "事務事業概要": "事業のあらまし",
    "一般財源": "道の財源",
    "執行体制": "担当体制",
    "総合評価": "総括評価",
    "対応方針": "改善方針",
    "付加意見": "添える意見",
    "意見区分": "意見種別",
    "次年度新規": "来年度新規",
}
"""Labels of the 2020 form and those of the invented one; the words of the formulas stay."""

YEAR = 2020
"""The invented form is taken to begin with the year of the writer's sheets."""

_FOLDED = {**RENAMED, **{fold(old): fold(new) for old, new in RENAMED.items()}}
_IN_TEXT = re.compile("|".join(f"(?P<l{place}>{spaced(old)})" for place, old in enumerate(RENAMED)))
_IN_TABLE = re.compile("|".join(sorted(map(re.escape, _FOLDED), key=len, reverse=True)))
_NEW = tuple(RENAMED.values())


def relabelled_text(text: str) -> str:
    """A printed sheet under the other labels; a label that wraps or is spaced out comes out in one piece."""
    return _IN_TEXT.sub(lambda match: _NEW[int((match.lastgroup or "l0")[1:])], text)


def relabelled(value: Any) -> Any:
    """Records or tables of labels with every wording exchanged."""
    if isinstance(value, str):
        return _IN_TABLE.sub(lambda match: _FOLDED[match[0]], value)
    if isinstance(value, re.Pattern):
        return re.compile(relabelled(value.pattern), value.flags)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: relabelled(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, dict):
        return {relabelled(key): relabelled(item) for key, item in value.items()}
    if isinstance(value, tuple):
        made = map(relabelled, value)
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    return frozenset(map(relabelled, value)) if isinstance(value, frozenset) else value


def later_form() -> Form:
    """The table of the invented form."""
    return replace(relabelled(FORM_2020), first_year=YEAR)
