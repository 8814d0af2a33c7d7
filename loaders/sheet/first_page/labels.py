"""Labels of page 1 and of section 2 (連携) of the form, as data of a form year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class FirstPageLabels:
    """What page 1 prints on every sheet.

    ``head`` and ``tables`` are wordings that mean nothing else, so values may be glued to them;
    ``loose`` are pieces of parted labels, known as such only beside white space. ``drawing`` heads
    the drawing, ``roles`` head the table of roles, ``verdict`` is the label of the overall
    verdict.
    """

    head: tuple[str, ...]
    tables: tuple[str, ...]
    loose: tuple[str, ...]
    drawing: str
    roles: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True, eq=False)
class CooperationLabels:
    """What section 2 prints on every sheet; ``levels`` are the two kinds of 連携種別."""

    labels: tuple[str, ...]
    levels: tuple[str, ...]
    results: tuple[str, ...]
    """The labels of the column of results."""


FIRST_PAGE_2020 = FirstPageLabels(
    head=("施策名", "所管部局", "作成責任者", "施策コード", "照会先", "関係課", "政策体系コード", "総合評価"),
    tables=(
        "１目標等の設定",
        "目標等の設定",
        "現状と課題",
        "施策目標",
        "施策の予算額（千円）",
        "施策の予算額",
        "（千円）",
        "施策のイメージ",
        "項目／政策体系",
        "項目政策体系",
        "国の役割・取組等",
        "道の役割・取組等",
        "市町村の役割・取組等",
        "民間等の役割・取組等",
    ),
    loose=("政策体系", "コード", "項目"),
    drawing="施策のイメージ",
    roles=(
        "項目／政策体系",
        "項目政策体系",
        "項目",
        "国の役割・取組等",
        "道の役割・取組等",
        "市町村の役割・取組等",
        "民間等の役割・取組等",
    ),
    verdict="総合評価",
)

COOPERATION_2020 = CooperationLabels(
    labels=(
        "２連携の状況",
        "２－２連携の取組状況",
        "連携の取組状況",
        "連携の状況",
        "連携種別（政策体系）",
        "連携種別",
        "（政策体系）",
        "連携内容",
        "連携先",
        "施策コード",
        "関係部・関係課",
    ),
    levels=("施策・部局", "地域・民間"),
    results=(
        "取組の実績と成果、新型コロナウイルス感染症の影響等",
        "取組の実績と成果、新型コロナウイルス感染症の影響",
        "取組の実績と成果",
    ),
)
