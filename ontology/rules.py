"""The rules that findings name: what each checks and how much it weighs.

``error``: the reader failed, so the graph may be incomplete or wrong there. ``warning``: the
source contradicts itself or the rules of its form. ``note``: worth knowing. The names are a
contract (design, section 3); ``codes.ttl`` publishes the same table and a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
"""All severities, the gravest first: the order in which findings are shown."""


class Rule(NamedTuple):
    """A rule: its kebab-case ``name``, its weight, a label in both languages, one line of meaning."""

    name: str
    severity: Severity
    label_ja: str
    label_en: str
    meaning: str


_ALL = (
    # the form's arithmetic
    Rule(
        "achievement-rate",
        "warning",
        "達成率の不一致",
        "achievement rate differs",
        "The printed achievement rate is not what base, target and actual give by the formula of the box.",
    ),
    Rule(
        "progress-rate",
        "warning",
        "進捗率の不一致",
        "progress rate differs",
        "The printed progress rate is not the latest actual as a share of the final target.",
    ),
    Rule(
        "grade",
        "warning",
        "達成度合の不一致",
        "grade differs",
        "The printed grade is not the one that the achievement rate falls under, or section 5(1) repeats another.",
    ),
    Rule(
        "grade-count",
        "warning",
        "達成度合の集計の不一致",
        "grade count differs",
        "The printed count of a grade is not the number of indicators that have it.",
    ),
    Rule(
        "effort-verdict",
        "warning",
        "取組の判定の不一致",
        "effort verdict differs",
        "The printed verdict on the efforts is not what the rule printed on the form gives for the four criteria.",
    ),
    Rule(
        "verdict-repeat",
        "warning",
        "判定の再掲の不一致",
        "repeated verdict differs",
        "A verdict that the form prints twice differs between its two places.",
    ),
    Rule(
        "sum-budget",
        "warning",
        "事業費の合計の不一致",
        "budget total differs",
        "The budgets of the projects do not add up to the printed total, and rounding does not explain it.",
    ),
    Rule(
        "sum-general-funds",
        "warning",
        "一般財源の合計の不一致",
        "general funds total differs",
        "The general funds of the projects do not add up to the printed total, and rounding does not explain it.",
    ),
    Rule(
        "sum-carried-over",
        "warning",
        "繰越事業費の合計の不一致",
        "carried-over total differs",
        "The amounts carried over do not add up to the printed total, and rounding does not explain it.",
    ),
    Rule(
        "sum-staff",
        "warning",
        "人工の合計の不一致",
        "staff total differs",
        "The staff of the projects does not add up to the printed total, allowing for its rounding.",
    ),
    Rule(
        "budget-total",
        "warning",
        "施策の予算額との不一致",
        "measure budget differs from its projects",
        "The budget on the first page is not the total of section 4, with or without what was carried over.",
    ),
    Rule(
        "staff-parts",
        "warning",
        "執行体制の内訳の不一致",
        "staff parts differ from their sum",
        "Head office and branches do not add up to the staff of the project.",
    ),
    Rule(
        "general-exceeds-total",
        "warning",
        "一般財源が事業費を超過",
        "general funds exceed the budget",
        "The general funds of a project are more than its whole budget.",
    ),
    Rule(
        "unit-cost",
        "warning",
        "人工単価の不一致",
        "labour unit cost differs",
        "Full cost less money, divided by staff, is not the unit labour cost that most other projects give.",
    ),
    Rule(
        "reflection-count",
        "warning",
        "反映結果の件数の不一致",
        "reflection count differs",
        "The printed count of a direction is not the number of projects that have it.",
    ),
    Rule(
        "direction-repeat",
        "warning",
        "方向性の再掲の不一致",
        "repeated direction differs",
        "The direction that section 7(3) repeats for a project is not that of a response policy that names it.",
    ),
    Rule(
        "prose-figure",
        "warning",
        "本文の数値の不一致",
        "figure in prose differs",
        "A number in running text differs from the table it speaks of.",
    ),
    # links within the sheet
    Rule(
        "unknown-project",
        "warning",
        "事務事業が一覧にない",
        "project not listed",
        "A project is named that section 4 does not list, or its number and its name belong to two projects.",
    ),
    Rule(
        "unknown-plan-code",
        "warning",
        "計画等のコードが一致しない",
        "plan code not listed",
        "A response policy names a plan code that its policy area does not have.",
    ),
    Rule(
        "unknown-area",
        "warning",
        "政策体系が一覧にない",
        "policy area not listed",
        "A project, a response policy or a row of grades has a policy area that the measure does not have.",
    ),
    Rule(
        "opinion-reply",
        "warning",
        "付加意見への対応がない",
        "opinion and reply do not pair",
        "An opinion has no reply, a reply has no opinion, or the two name different projects.",
    ),
    Rule(
        "repeated-number",
        "warning",
        "整理番号の重複",
        "project number repeated",
        "Two rows of section 4 have one number and say different things; only the first was read.",
    ),
    Rule(
        "year-sequence",
        "warning",
        "年度の並びが不規則",
        "years out of sequence",
        "Years that should follow one another repeat, skip or run back.",
    ),
    Rule(
        "year-kind",
        "warning",
        "年度と暦年の不一致",
        "fiscal and calendar year differ",
        "An indicator said to be counted by calendar year has a fiscal year in its table, or the reverse.",
    ),
    Rule(
        "transferred-budget",
        "note",
        "移管された事業の予算",
        "transferred budget",
        "Projects transferred from other offices explain a rise of the budget, so earlier years do not compare.",
    ),
    # review sheets
    Rule(
        "executed-exceeds-budget",
        "warning",
        "執行額が予算計を超過",
        "executed exceeds budget",
        "A national project spent more in a fiscal year than its whole budget, as printed.",
    ),
    Rule(
        "phase-sum",
        "warning",
        "予算計の内訳との不一致",
        "budget phases do not add up",
        "The phases of a budget of a national project do not add up to its total, and rounding does not explain it.",
    ),
    Rule(
        "corporate-number",
        "warning",
        "法人番号の誤り",
        "corporate number wrong",
        "A corporate number has not 13 digits or a wrong check digit, so the payee is known by its name alone.",
    ),
    Rule(
        "number-repeat",
        "warning",
        "事業番号の再掲の不一致",
        "repeated project number differs",
        "The number of a national project is not what its printed parts give.",
    ),
    # what the reader could not know
    Rule(
        "money-cell-unknown",
        "warning",
        "金額の欄が特定できない",
        "money column unknown",
        "A row has fewer numbers than columns, and which money column is blank cannot be known.",
    ),
    Rule(
        "cell-unknown",
        "warning",
        "欄が特定できない",
        "cell unknown",
        "A text was read, but to which cell of the form it belongs cannot be known.",
    ),
    Rule(
        "low-confidence",
        "note",
        "確信度の低い判断",
        "low confidence",
        "The reader had to choose, and the evidence for its choice is thin.",
    ),
    Rule(
        "cannot-check",
        "note",
        "検算できない",
        "cannot check",
        "A rule of the form could not be checked: a value is absent or not certain, or rounding explains a difference.",
    ),
    # what people set right
    Rule(
        "correction-refused",
        "warning",
        "適用できない訂正",
        "correction refused",
        "A correction was not applied: what it corrects is not there, reads otherwise, or is set by another one.",
    ),
    # what the reader failed at
    Rule(
        "section-missing",
        "error",
        "様式の区分が見つからない",
        "section missing",
        "A section that the form always has was not found.",
    ),
    Rule(
        "code-missing",
        "error",
        "施策コードが見つからない",
        "measure code missing",
        "The code of the measure stands on no page that is left, so the sheet is known by its name.",
    ),
    Rule(
        "out-of-range",
        "error",
        "扱える範囲を超える値",
        "value out of range",
        "A number or year is beyond what a value can be, so it was left out.",
    ),
    Rule(
        "unread",
        "error",
        "読み取れなかった文字",
        "unread text",
        "Text was left over that no section could take.",
    ),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.name: rule for rule in _ALL})
"""All rules by name, in the order in which they are documented."""
