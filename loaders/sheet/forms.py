"""The form 基本評価調書 as data: labels, code lists and rules, one table a form year.

Another year of the form is another :class:`Form` in :data:`FORMS`, not new code. Labels are
compiled by :func:`spaced`, since their spacing and width vary (form, preamble).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from policygraph.loaders.sheet.evaluation_labels import EVALUATION_2020, EvaluationLabels
from policygraph.loaders.sheet.page_labels import COOPERATION_2020, FIRST_PAGE_2020, CooperationLabels, FirstPageLabels

_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def spaced(*labels: str) -> str:
    """Pattern for any of the labels with any white space inside and in either width."""
    return "|".join(r"\s*".join(_either(char) for char in label if not char.isspace()) for label in sorted(labels, key=len, reverse=True))


def _either(char: str) -> str:
    narrow = unicodedata.normalize("NFKC", char)
    wide = _WIDE.get(narrow)
    if wide is None:
        return re.escape(char)
    return f"[{re.escape(narrow)}{wide}]"


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
    """A shape of line that speaks for a section."""

    section: Section
    pattern: re.Pattern[str]
    weight: float


@dataclass(frozen=True, slots=True)
class SectionLabels:
    """What tells sections, pages and page furniture; all wordings as ``japanese.fold`` prints them.

    ``votes``: labels and how strongly each speaks for its section. ``page_headers``: how a line at
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


@dataclass(frozen=True, slots=True)
class IndicatorLabels:
    """Labels of section 3.

    ``rank_marks`` begin the ranks 主①, 関① in the form's order; ``heading`` and ``legend`` are wordings as
    ``japanese.fold`` prints them, the others as printed. ``boxes`` names the labels of the left box
    (longer ones before those that they begin with); ``changes`` are the directions up, down and
    level, ``plan_endings`` the words that names of plans end with, ``year_marks`` what a name says
    of its kind of year.
    """

    rank_marks: str
    heading: tuple[str, ...]
    boxes: tuple[tuple[str, tuple[str, ...]], ...]
    explanation: str
    outcome: str
    output: str
    changes: tuple[str, str, str]
    plan_endings: tuple[str, ...]
    year_marks: tuple[tuple[str, str], ...]
    grade_year: str
    grade: str
    analysis: str
    inside: str
    outside: str
    year: str
    progress: str
    target: str
    actual: str
    rate: str
    grades: str
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProjectLabels:
    """Labels of section 4, as ``japanese.fold`` prints them.

    ``headings`` may come out in pieces of two characters or more; ``year`` is the pattern of the
    year one of them begins with. ``office_endings`` are how names of offices end, ``upper_offices``
    those that another office may follow in one name; ``transfer`` is the pattern of the mark of a
    project taken over, its group the office it came from.
    """

    headings: tuple[str, ...]
    year: str
    totals: tuple[str, ...]
    office_endings: tuple[str, ...]
    upper_offices: tuple[str, ...]
    transfer: str


@dataclass(frozen=True, slots=True)
class InitiativeLabels:
    """Wordings of section 1-2, as ``japanese.fold`` prints them.

    ``column_heads``: heads of page and columns, any piece of which may stand alone. ``requests``:
    what heads the requests to the state. ``effects``: what a heading of effects on the year's work
    holds. ``coded_plans``: headings of plan codes and the shape of their codes. ``plan_endings``: how
    names of plans without codes end. ``surveys``: words that tell a survey among those who voice needs.
    """

    column_heads: tuple[str, ...]
    requests: frozenset[str]
    effects: tuple[str, ...]
    coded_plans: Mapping[str, re.Pattern[str]]
    plan_endings: tuple[str, ...]
    surveys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One year's wording of the form."""

    first_year: int
    authority: str
    """Name of the government whose form it is."""
    authority_code: str
    """Its code in 全国地方公共団体コード (six digits with the check digit)."""
    sections: SectionLabels
    initiatives: InitiativeLabels
    first_page: FirstPageLabels
    cooperation: CooperationLabels
    projects: ProjectLabels
    evaluation: EvaluationLabels
    indicators: IndicatorLabels


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
        RowVote(Section.INITIATIVES, re.compile(r"^◎", re.MULTILINE), 1),
        RowVote(Section.PROJECTS, re.compile(r"^\d{4}\d\(\d\)[A-Z]", re.MULTILINE), 4),
        RowVote(Section.DIRECTIONS, re.compile(r"^\d{4}(?:拡充|改善|縮小|統合|廃止|終了){2}", re.MULTILINE), 4),
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

INDICATORS_2020 = IndicatorLabels(
    rank_marks="主関",
    heading=("3成果指標の設定", "3-2成果指標の達成度合"),
    boxes=(
        ("name", ("指標名",)),
        ("final_value", ("最終目標値",)),
        ("head", ("目標の基準", "今年度の目標", "最終目標")),
        ("base_year", ("基準年度",)),
        ("base_value", ("基準値",)),
        ("final_year", ("最終年度",)),
        ("target_value", ("目標値",)),
        ("target_year", ("年度",)),
        ("other", ("根拠計画", "政策体系", "増減方向", "達成率の算式")),
        ("reason", ("●本施策に成果指標を設定できない理由", "本施策に成果指標を設定できない理由")),
    ),
    explanation="〔指標の説明〕",
    outcome="【アウトカム指標】",
    output="【アウトプット指標】",
    changes=("増加", "減少", "維持"),
    plan_endings=(
        *("計画", "戦略", "プラン", "ビジョン", "方針", "構想"),
        *("大綱", "指針", "プログラム", "条例", "要綱", "ロードマップ"),
    ),
    year_marks=(("暦年", "calendar"), ("年度", "fiscal")),
    grade_year="評価年度",
    grade="達成度合",
    analysis="達成度合の分析ほか",
    inside="【内的要因】",
    outside="【外的要因】",
    year="年度",
    progress="進捗率",
    target="目標値",
    actual="実績値",
    rate="達成率",
    grades="ABCD",
    legend=("●達成度合について", "達成度合ABCD-", "直近の成果指標", "の達成率", "算定不可"),
)

PROJECTS_2020 = ProjectLabels(
    headings=(
        "4事務事業の設定",
        "整理番号",
        "政策体系",
        "事務事業名",
        "事務事業概要",
        "課・局室名",
        "前年度からの繰越事業費(千円)",
        "年度事業費(千円)",
        "うち一般財源",
        "執行体制",
        "本庁",
        "出先機関",
        "人工計",
        "フルコスト(千円)",
    ),
    year=r"(?:令和|平成)(?:[0-9]{1,2}|元)?(?=年度)",
    totals=("合計", "総計", "計"),
    office_endings=("課", "室", "局", "部", "所", "センター", "場", "館", "院", "校", "園", "署", "班", "グループ", "チーム", "係", "担当", "参事"),
    upper_offices=("部", "局", "本部"),
    transfer=r"【([^【】]*?)(?:から|より)の?移管】",
)

INITIATIVES_2020 = InitiativeLabels(
    column_heads=(
        "1-2取組の結果今年度の取組",
        "1-2今年度の取組取組の結果",
        "政策体系及び関連計画等",
        "実績と成果、新型コロナウイルス感染症の影響等",
        "道民ニーズを踏まえた対応",
    ),
    requests=frozenset({"国費予算の提案・要望"}),
    effects=("新型コロナウイルス感染症の影響",),
    coded_plans={"創生": re.compile(r"A\d{4}"), "公約": re.compile(r"C(?:\d{4}|\d{2})")},
    plan_endings=(
        *("計画", "プラン", "戦略", "ビジョン", "構想", "方針", "指針", "大綱", "条例", "プログラム", "ロードマップ"),
        *("強靱化", "強靭化"),
    ),
    surveys=("調査", "アンケート"),
)

FORM_2020 = Form(first_year=2020, authority="北海道", authority_code="010006", sections=SECTIONS_2020, initiatives=INITIATIVES_2020, first_page=FIRST_PAGE_2020, cooperation=COOPERATION_2020, projects=PROJECTS_2020, evaluation=EVALUATION_2020, indicators=INDICATORS_2020)

FORMS = (FORM_2020,)
"""All forms, the latest last. A sheet is read by the last one that began before its year."""


def form_of(fiscal_year: int) -> Form:
    """The last form that began in or before a year, else the first there is."""
    return max((form for form in FORMS if form.first_year <= fiscal_year), key=_first_year, default=FORMS[0])


def _first_year(form: Form) -> int:
    return form.first_year
