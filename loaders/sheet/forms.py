"""The form 基本評価調書 as data: labels, code lists and rules, one table a form year.

Another year of the form is another :class:`Form` in :data:`FORMS`, not new code. Labels are
compiled by :func:`spaced`, since their spacing and width vary (form, preamble).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.evaluation.labels import EVALUATION_2020, EvaluationLabels
from policygraph.loaders.sheet.first_page.labels import (
    COOPERATION_2020,
    FIRST_PAGE_2020,
    CooperationLabels,
    FirstPageLabels,
)
from policygraph.loaders.sheet.section_labels import SECTIONS_2020, SectionLabels

_WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {"-": "‐‑‒–—―−－", "~": "～〜", "○": "◯〇"}


def spaced(*labels: str) -> str:
    """Pattern for any of the labels with any white space inside and in either width."""
    longest_first = sorted(labels, key=len, reverse=True)
    return "|".join(r"\s*".join(_either(char) for char in label if not char.isspace()) for label in longest_first)


def _either(char: str) -> str:
    narrow = fold(char)
    wide = _WIDE.get(narrow)
    if wide is None:
        return re.escape(char)
    return f"[{re.escape(narrow)}{wide}]"


@dataclass(frozen=True, slots=True, eq=False)
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


@dataclass(frozen=True, slots=True, eq=False)
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


def cell_labels(form: Form) -> tuple[str, ...]:
    """Every label of a cell, column or section of the form; what 成果指標 are marked with is a value."""
    boxes, later = form.indicators, form.evaluation
    return (
        *(*form.first_page.head, *form.first_page.tables, *form.initiatives.column_heads),
        *(*form.cooperation.labels, *form.cooperation.results, *form.projects.headings),
        *(*boxes.heading, *(label for _, labels in boxes.boxes for label in labels), boxes.explanation),
        *(boxes.grade_year, boxes.grade, boxes.analysis, boxes.inside, boxes.outside, boxes.progress),
        *(boxes.target, boxes.actual, boxes.rate),
        *(*later.page, *later.analysis, *later.efforts, *later.policies),
        *(*later.opinions, *later.reflection, *later.direction_table),
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
    office_endings=(
        "課",
        "室",
        "局",
        "部",
        "所",
        "センター",
        "場",
        "館",
        "院",
        "校",
        "園",
        "署",
        "班",
        "グループ",
        "チーム",
        "係",
        "担当",
        "参事",
    ),
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

FORM_2020 = Form(
    first_year=2020,
    authority="北海道",
    authority_code="010006",
    sections=SECTIONS_2020,
    initiatives=INITIATIVES_2020,
    first_page=FIRST_PAGE_2020,
    cooperation=COOPERATION_2020,
    projects=PROJECTS_2020,
    evaluation=EVALUATION_2020,
    indicators=INDICATORS_2020,
)

FORMS = (FORM_2020,)
"""All forms, the latest last. A sheet is read by the last one that began before its year."""


def form_of(fiscal_year: int, forms: Sequence[Form] = FORMS) -> Form:
    """The last form that began in or before a year, else the first there is."""
    return max((form for form in forms if form.first_year <= fiscal_year), key=_first_year, default=forms[0])


def _first_year(form: Form) -> int:
    return form.first_year
