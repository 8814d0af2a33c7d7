"""Labels, code lists and printed rules of sections 5-7 of the form, as data of a form year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class PlanColumn(NamedTuple):
    """A column of 関連する計画等: the short ``heading`` its links get, and how its codes look.

    ``pattern`` is None where the form does not say how the codes of the plan look.
    """

    heading: str
    pattern: str | None


@dataclass(frozen=True, slots=True, eq=False)
class EvaluationLabels:
    """What sections 5-7 print on every sheet. Plain wordings; those named ``…_rule`` are patterns."""

    page: tuple[str, ...]
    """Stands at the head of any of these pages."""
    analysis: tuple[str, ...]
    indicator_verdict_rule: str
    """Matches every wording of 判定 of 5(1)."""
    efforts: tuple[str, ...]
    effort_rule: str
    """The printed rule for a, b and c, one sentence of it."""
    questions: tuple[tuple[int, str], ...]
    """The criteria and their numbers.

    The form prints the numbers apart from the questions; that 2-4 count in this order is inferred
    from the order in which sections 1-2 and 2 treat the same matters.
    """
    policies: tuple[str, ...]
    overall_verdicts: tuple[str, ...]
    directions: tuple[str, ...]
    plan_columns: tuple[PlanColumn, ...]
    category_rule: str
    """意見区分 and, as its group, the category."""
    opinions: tuple[str, ...]
    opinion_head: tuple[str, ...]
    """The labels at the head of every table of opinions or of answers to them (folded)."""
    new_efforts: tuple[str, ...]
    """What heads the text of an answer in 7(1)."""
    as_of_rule: str
    reflection: tuple[str, ...]
    direction_table: tuple[str, ...]
    count_columns: tuple[str, ...]
    """The columns of counts in 7(3), in their order."""


DIRECTIONS_2020 = ("拡充", "改善", "縮小", "統合", "廃止", "終了")

EVALUATION_2020 = EvaluationLabels(
    page=(
        "施策名",
        "施策コード",
        "施策評価",
        "施策評価・事務事業評価",
        "施策・事務事業評価",
        "一次政策評価結果（各部局等による評価）",
        "二次政策評価結果（知事による評価）",
        "５一次政策評価結果と翌年度に向けた対応方針等",
        "Plan",
        "Do",
        "Check",
        "Do&Check",
        "Action",
    ),
    analysis=(
        "(1)成果指標の分析",
        "成果指標の分析",
        "政策体系",
        "達成度合の集計",
        "判定",
        "100%以上",
        "90%以上",
        "100%未満",
        "80%以上",
        "90%未満",
        "80%未満",
        "算定不可",
        *"ABCD",
    ),
    indicator_verdict_rule=r"[A-DＡ-Ｄ](?:[・･,、，/／~～]?[A-DＡ-Ｄ])*\s?指標(?:の?み|あり|なし|有り?|無し?)",
    efforts=(
        "(2)取組の分析",
        "基準1",
        "基準２～４",
        "基準２〜４",
        "（施策の推進に当たり対応すべきもの）",
        "（施策の推進に当たり取組が認められる）",
        "対応している",
        "（○→対応している）",
        "（△→コロナの影響）",
        "取組がある",
        "（○あり→取組がある）",
        "理由",
        "取組があるとする理由",
        "（新型コロナウイルス感染症の影響で取組がない場合は理由を記載）",
        "判定",
    ),
    effort_rule=r"[・･]?\s*基準\s*[1１]が[^→⇒]{5,120}[→⇒]\s*[a-cａ-ｃ]",
    questions=(
        (1, "計画した取組を着実に進め、かつ社会情勢や道民の要請等を踏まえた課題等に対応しているか"),
        (2, "施策の推進に当たり、国等に要望・提案を行い、実現に向けて進捗しているか"),
        (3, "道民からのニーズを的確に把握し、施策推進に役立てているか"),
        (4, "施策の推進に当たり、他の施策・部局との連携や地域・民間との連携・協働による成果を確認できるか"),
    ),
    policies=(
        "(3)総合評価と対応方針等",
        "北海道創生総合戦略",
        "北海道創生",
        "総合戦略",
        "北海道強靱化計画",
        "強靱化計画",
        "知事公約",
        "対応方針番号",
        "対応方針",
        "番号",
        "関連する事務事業",
        "関連する計画等",
        "成果指標の分析",
        "取組の分析",
        "総合評価",
        "判定(計)",
        "判定",
        "政策体系",
        "内容",
        "方向性",
        "事務事業整理番号",
        "整理番号",
        "事務事業名",
        "事務事業",
    ),
    overall_verdicts=("効果的な取組を検討して引き続き推進",),
    directions=DIRECTIONS_2020,
    plan_columns=(
        PlanColumn("創生", r"A\d{4}"),
        PlanColumn("強靱化", None),
        PlanColumn("公約", r"C\d{4}|C\d{2}"),
    ),
    category_rule=r"[＜<〈]\s*(?:事務事業評価|施策評価)?\s*意見区分\s*[；;：:]\s*([^＞>〉]{1,60}?)\s*[＞>〉]",
    opinions=(
        "６二次政策評価結果（知事による評価）",
        "対応方針番号",
        "対応方針",
        "番号",
        "施策",
        "事務事業",
        "事務事業整理番号",
        "整理番号",
        "事務事業名",
        "付加意見",
    ),
    opinion_head=("整理番号", "事務事業名"),
    new_efforts=("＜新たな取組等＞",),
    as_of_rule=r"各部局の対応\s*(?:[（(]([^（）()\n]{2,20})[）)])?",
    reflection=(
        "７評価結果の反映",
        "（１）一次政策評価結果への対応",
        "（２）二次政策評価結果への対応",
        "(付加意見への対応状況)",
        "対応方針番号",
        "対応方針",
        "番号",
        "対応",
        "施策",
        "事務事業",
        "事務事業整理番号",
        "整理番号",
        "事務事業名",
    ),
    direction_table=(
        "（３）事務事業への反映状況",
        "方向性",
        "反映結果",
        "次年度新規事業",
        "（予定）",
        "合計",
        "事務事業整理番号",
        "整理番号",
        "事務事業名",
        "事務事業",
        "一次政策評価における方向性（再掲）",
        "一次政策評価における方向性",
        "一次政策評価におけ",
        "る方向性（再掲）",
        "（再掲）",
        "次年度の方向性",
        "（反映結果）",
    ),
    count_columns=(*DIRECTIONS_2020, "合計", "次年度新規"),
)
