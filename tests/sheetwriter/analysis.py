"""Page 9: 成果指標の分析 and 取組の分析."""

from __future__ import annotations

from policygraph.loaders.records import Analysis, FirstEvaluation, Judgement, Sheet
from tests.sheetwriter.furniture import page_header
from tests.sheetwriter.press import Box, Press

_GRADES = ("A", "B", "C", "D", "-")
_WIDE_GRADES = str.maketrans("ABCD", "ＡＢＣＤ")
_WIDTH = 62

QUESTIONS = {
    1: "計画した取組を着実に進め、かつ社会情勢や道民の要請等を踏まえた課題等に対応しているか",
    2: "施策の推進に当たり、国等に要望・提案を行い、実現に向けて進捗しているか",
    3: "道民からのニーズを的確に把握し、施策推進に役立てているか",
    4: "施策の推進に当たり、他の施策・部局との連携や地域・民間との連携･協働による成果を確認できるか",
}
"""The criteria as the form words them; that they count in this order is inferred from their places."""

_RULE = (
    "　　 　 ・基準１が「○」で、かつ基準２～４のうち１つ以上に「○」がある→ a",
    "判定　・基準１が「○か△」ではない、又は基準１は「○か△」だが基準２～４に１つも「○」がない→ ｂ",
    "　　　　・基準１が「△」で、かつ基準２～４のうち１つ以上に「○」がある→ ｃ",
)


def indicator_analysis_page(sheet: Sheet, first: FirstEvaluation, press: Press) -> list[Box]:
    rows = [box for area in _areas(first) for box in _counts(first, area, press)]
    total = [*_counts(first, None, press)]
    analyses = [box for analysis in first.analyses for box in _analysis(analysis, press)]
    boxes = [
        press.heading("(1)成果指標の分析"),
        *page_header(sheet.head, press, code=True),
        *(
            Box(lines, loose=True)
            for lines in (("100%以上　", "90%以上", "100%未満"), ("80%以上", "90%未満"), ("80%未満 算定不可",))
        ),
        press.heading(" Ｄｏ & Ｃｈｅｃｋ　　　施策評価　一次政策評価結果（各部局等による評価）　"),
        Box(("5  一次政策評価結果と翌年度に向けた対応方針等",), loose=True),
        *press.row("政策体系", "達成度合の集計"),
        *press.row("判定", "成果指標の分析", "A", "B", "C", "D"),
        Box(("-",), loose=True),
        *(press.mixed(rows, analyses) if press.happens(press.damage.stacked) else [*rows, *analyses]),
        *total,
    ]
    return press.disordered(boxes)


def _areas(first: FirstEvaluation) -> list[str]:
    return list(dict.fromkeys(count.area for count in first.counts if count.area))


def _counts(first: FirstEvaluation, area: str | None, press: Press) -> list[Box]:
    """The grades of a row; a zero of an area leaves no trace, the row 計 shows its zeros."""
    counts = {count.grade: count.count for count in first.counts if count.area == area}
    if not counts:
        return []
    blank = area is not None and press.happens(press.damage.vanished)
    numbers = [str(counts.get(grade, 0)) for grade in _GRADES if counts.get(grade) or not blank]
    verdicts = [Box((verdict.verdict,)) for verdict in first.verdicts if verdict.area == area]
    if area is None:
        return [Box(("計", " ".join(numbers))), *verdicts]
    return [Box((" ".join([area, *numbers]),)), *verdicts]


def _analysis(analysis: Analysis, press: Press) -> list[Box]:
    lines = [f"＜{analysis.indicator}{_grade(analysis, press)}＞"] if analysis.indicator else []
    for number, paragraph in enumerate(analysis.text.split("\n")):
        lines += press.prose(paragraph, _WIDTH, first="・" if number == 0 and not paragraph.startswith("・") else "")
    return [Box(tuple(lines))]


def _grade(analysis: Analysis, press: Press) -> str:
    if not analysis.grade:
        return ""
    return f"【{analysis.grade.translate(_WIDE_GRADES) if press.happens(0.5) else analysis.grade}】"


# --- (2) --------------------------------------------------------------------------------------


def effort_page(first: FirstEvaluation, press: Press) -> list[Box]:
    by_number = {judgement.criterion: judgement for judgement in first.judgements}
    numbers = press.disordered([Box((str(number),), loose=True) for number in (1, 2, 3, 4)])
    first_heads = [
        Box(("基準1", "（施策の推進に当たり対応すべきもの）")),
        Box(("対応している", "（○→対応している）", "（△→コロナの影響）")),
        Box(("理　由",)),
    ]
    later_heads = [
        Box(("基準２～４", "（施策の推進に当たり取組が認められる）")),
        Box(("取組がある", "（○あり→取組がある）")),
        Box(("取組があるとする理由（新型コロナウイルス感染症の影響で取組がない場合は理由を記載）",)),
    ]
    later = [_criterion(by_number[number], press) for number in (2, 3, 4) if number in by_number]
    if press.happens(press.damage.stacked):
        press.random.shuffle(later)
    body = press.with_heading(later_heads, [box for boxes in later for box in boxes] or [Box(())])
    return [
        Box(("(2)取組の分析",)),
        *numbers,
        *first_heads,
        *(_criterion(by_number[1], press) if 1 in by_number else []),
        *(box for box in body if box.lines),
        Box(_RULE),
        *([Box((first.effort_verdict,))] if first.effort_verdict else []),
    ]


def _criterion(judgement: Judgement, press: Press) -> list[Box]:
    """Question, mark and reason: mark and a short reason on one line, or each in its box."""
    question = Box(tuple(press.wrap(judgement.question or QUESTIONS[judgement.criterion], 19)))
    mark = press.mark(judgement.mark) if judgement.mark else press.dash()
    reason = press.prose(judgement.reason, 68) if judgement.reason else []
    if len(reason) == 1:
        return [question, Box((f"{mark} {reason[0]}",))]
    if press.happens(press.damage.parted):
        return [question, Box((mark,)), *([Box(tuple(reason))] if reason else [])]
    return [question, Box((mark, *reason))]
