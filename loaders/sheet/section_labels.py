"""What tells the sections of the form from each other, and what every page repeats: one table a form year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Section(IntEnum):
    """The sections in the order of the form's pages."""

    FIRST_PAGE = 0
    INITIATIVES = 1
    COOPERATION = 2
    INDICATORS = 3
    PROJECTS = 4
    ANALYSIS = 5
    EFFORTS = 6
    POLICIES = 7
    OPINIONS = 8
    REFLECTION = 9
    DIRECTIONS = 10


class RowVote(NamedTuple):
    """A shape of line that speaks for a section: a pattern, without groups, of how the line begins."""

    section: Section
    pattern: str
    weight: float


@dataclass(frozen=True, slots=True)
class SectionLabels:
    """What tells sections, pages and page furniture; all wordings as ``japanese.fold`` prints them.

    ``votes``: labels and how strongly each speaks for its section. ``row_votes``: shapes of lines that do so
    as well; the first that fits a line counts. ``page_headers``: how a line at
    the top of a page begins. ``furniture``: what every page repeats beside name and code.
    ``section_titles``: how the form heads its sections, for messages.
    """

    title: str
    name_label: str
    code_label: str
    votes: Mapping[Section, Mapping[str, float]]
    row_votes: tuple[RowVote, ...]
    page_headers: tuple[str, ...]
    section_titles: Mapping[Section, str]
    furniture: tuple[str, ...]


SECTIONS_2020 = SectionLabels(
    title="基本評価調書",
    name_label="施策名",
    code_label="施策コード",
    votes={
        Section.FIRST_PAGE: {
            "1目標等の設定": 10,
            "現状と課題": 3,
            "施策目標": 2,
            "施策の予算額": 5,
            "施策のイメージ": 6,
            "国の役割・取組等": 5,
            "道の役割・取組等": 5,
            "市町村の役割・取組等": 5,
            "民間等の役割・取組等": 5,
            "所管部局": 5,
            "作成責任者": 5,
            "照会先": 4,
        },
        Section.INITIATIVES: {
            "1-2取組の結果": 10,
            "今年度の取組": 4,
            "及び関連計画等": 3,
            "道民ニーズを": 4,
            "【創生】": 5,
            "【公約】": 5,
            "【国費予算の提案・要望】": 4,
            "感染症の影響等≫": 3,
        },
        Section.COOPERATION: {
            "2連携の状況": 10,
            "2-2連携の取組状況": 10,
            "連携内容": 4,
            "連携先": 3,
            "連携種別": 6,
            "関係部・関係課": 5,
            "地域・民間": 2,
            "施策・部局": 2,
        },
        Section.INDICATORS: {
            "3成果指標の設定": 10,
            "3-2成果指標の達成度合": 10,
            "指標名": 3,
            "目標の基準": 4,
            "最終目標": 2,
            "基準年度": 4,
            "基準値": 2,
            "増減方向": 4,
            "根拠計画": 4,
            "達成率の算式": 4,
            "指標の説明": 3,
            "評価年度": 4,
            "達成度合の分析": 4,
            "【内的要因】": 3,
            "【外的要因】": 3,
            "成果指標を設定できない理由": 8,
            "達成度合について": 6,
            "直近の成果指標": 4,
        },
        Section.PROJECTS: {
            "4事務事業の設定": 10,
            "事務事業概要": 6,
            "課・局": 3,
            "執行体制": 6,
            "前年度から": 3,
            "の繰越事業": 4,
            "人工計": 4,
            "コスト": 1,
        },
        Section.ANALYSIS: {
            "5一次政策評価結果": 10,
            "(1)成果指標の分析": 10,
            "達成度合の集計": 6,
            "一次政策評価結果(各部局等": 6,
            "】>": 3,
        },
        Section.EFFORTS: {
            "(2)取組の分析": 10,
            "対応すべきもの": 5,
            "基準2~4": 5,
            "取組があるとする理由": 6,
            "1つ以上に": 4,
            "ニーズを的確に把握": 3,
        },
        Section.POLICIES: {
            "(3)総合評価と対応方針等": 10,
            "関連する事務事業": 6,
            "関連する計画等": 6,
            "判定(計)": 5,
            "知事公約": 4,
            "強靱化計画": 4,
            "政策体系内容方向性": 5,
        },
        Section.OPINIONS: {
            "6二次政策評価結果": 10,
            "二次政策評価結果(知事": 6,
            "意見区分": 2,
            "付加意見": 2,
        },
        Section.REFLECTION: {
            "7評価結果の反映": 10,
            "(1)一次政策評価結果への対応": 10,
            "(2)二次政策評価結果への対応": 10,
            "Action": 5,
            "各部局の対応": 5,
            "<新たな取組等>": 5,
            "意見区分": 2,
        },
        Section.DIRECTIONS: {
            "(3)事務事業への反映状況": 10,
            "次年度新規": 6,
            "次年度の方向性": 6,
            "方向性拡充改善": 5,
            "る方向性(再掲)": 5,
        },
    },
    row_votes=(
        RowVote(Section.INITIATIVES, r"◎", 1),
        RowVote(Section.PROJECTS, r"\d{5}\(\d{1,2}\)[A-Z]", 4),
        RowVote(Section.PROJECTS, r"[\d,.]*[,.][\d,.]*計$|計[\d,.]*,[\d,.]*$", 3),
        RowVote(Section.POLICIES, r"\d{1,2}\d\(\d{1,2}\)[A-Z]", 4),
        RowVote(Section.POLICIES, r"(?:拡充|改善|縮小|統合|廃止|終了)\((?:指標|取組)", 2),
        RowVote(Section.POLICIES, r"(?:[AC]\d{2,4})+-{1,2}$", 2),
        RowVote(Section.DIRECTIONS, r"\d{4}(?:拡充|改善|縮小|統合|廃止|終了){2}", 4),
    ),
    page_headers=("Plan", "Do&Check", "Check", "Action"),
    section_titles={
        Section.FIRST_PAGE: "１ 目標等の設定",
        Section.INITIATIVES: "１－２ 取組の結果",
        Section.COOPERATION: "２ 連携の状況",
        Section.INDICATORS: "３ 成果指標の設定",
        Section.PROJECTS: "４ 事務事業の設定",
        Section.ANALYSIS: "５(1) 成果指標の分析",
        Section.EFFORTS: "５(2) 取組の分析",
        Section.POLICIES: "５(3) 総合評価と対応方針等",
        Section.OPINIONS: "６ 二次政策評価結果",
        Section.REFLECTION: "７ 評価結果の反映",
        Section.DIRECTIONS: "７(3) 事務事業への反映状況",
    },
    furniture=(
        "(目標管理型行政運営システム実施要領別紙様式1)",
        "Plan",
        "Do&Check",
        "Check",
        "Action",
        "施策・事務事業評価",
        "施策評価・事務事業評価",
        "施策評価",
    ),
)
