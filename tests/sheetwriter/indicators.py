"""Pages 4-5: a box per indicator, whose left halves may run into each other."""

from __future__ import annotations

import re
from decimal import Decimal

from policygraph.loaders.records import Indicator, Observation, Sheet, YearKind
from tests.sheetwriter.furniture import PLAN, page_header, stage
from tests.sheetwriter.press import Box, Press, plain

_ON_A_PAGE = 3
_VALUE = re.compile(r"[-\d,.%]+|[２１３]（[０-９]+）\w")
_KIND_LABELS = {"outcome": "【アウトカム指標】", "output": "【アウトプット指標】"}
_GRADES = (
    Box(("●　達成度合について",)),
    Box(("達成度合 A B C D -", "直近の成果指標")),
    Box(("の達成率", "100%以上　")),
    Box(("90%以上", "100%未満")),
    Box(("80%以上", "90%未満")),
    Box(("80%未満 算定不可",)),
)


def indicator_pages(sheet: Sheet, press: Press) -> list[list[Box]]:
    shown = [sheet.indicators[start : start + _ON_A_PAGE] for start in range(0, len(sheet.indicators), _ON_A_PAGE)] or [
        ()
    ]
    lefts = [_lefts(indicators, press) for indicators in shown]
    heads = press.disordered([_title(), stage(PLAN, press), *page_header(sheet.head, press)])
    lefts[0] = press.mixed(heads, lefts[0]) if press.happens(press.damage.loose_headers) else [*heads, *lefts[0]]
    rights = [[box for indicator in indicators for box in _right(indicator, press)] for indicators in shown]
    rights[-1] += [*_reason(sheet, press), *_GRADES]
    return [[*left, *right] for left, right in zip(lefts, rights, strict=True)]


def _title() -> Box:
    return Box(("３　成果指標の設定 （H：平成、R:令和、大文字は年度、小文字は暦年） ３－２　成果指標の達成度合",))


def _reason(sheet: Sheet, press: Press) -> list[Box]:
    text = sheet.no_indicator_reason
    reason = [Box(tuple(press.prose(text.text, 60)))] if text else []
    return [Box(("● 本施策に成果指標を設定できない理由",)), *reason]


def _lefts(indicators: tuple[Indicator, ...], press: Press) -> list[Box]:
    """Left halves, mixed (one of three stays whole) or one by one."""
    lefts = [_left(indicator, press) for indicator in indicators]
    if not press.happens(press.damage.interleaved):
        return [box for left in lefts for box in _tidy(left)]
    torn = [_torn(left, press) for left in lefts]
    if len(torn) < _ON_A_PAGE:
        return _joined(press.mixed(*torn), press)
    alone = press.random.randrange(len(torn))
    return [*_joined(press.mixed(*torn[:alone], *torn[alone + 1 :]), press), *_tidy(lefts[alone])]


# --- left half: rows of cells -----------------------------------------------------------------

_Rows = list[list[str]]
"""Rows of cells; a row of one cell may hold several lines."""


def _left(indicator: Indicator, press: Press) -> _Rows:
    area = press.wide_area(indicator.area) if indicator.area else ""
    return [
        [f"{indicator.rank} 指標名", press.label("目標の基準"), press.label("今年度の目標"), press.label("最終目標")],
        ["\n".join(press.wrap(indicator.name, 14))],
        _years(indicator, press),
        _values(indicator, press),
        ["\n".join(_explanation(indicator, press))],
        ["根拠計画", "政策体系", "増減方向", "達成率の算式"],
        [indicator.basis_plan or "", area, indicator.desired_change or ""],
        ["\n".join(press.wrap(indicator.formula or "", 14))],
    ]


def _years(indicator: Indicator, press: Press) -> list[str]:
    base = _cased_year(indicator.base_year, indicator.base_kind, press)
    target = _cased_year(indicator.target_year, indicator.target_kind, press)
    final = _cased_year(indicator.final_year, indicator.final_kind, press)
    return ["基準年度", base, "年度", target, "最終年度", final]


def _values(indicator: Indicator, press: Press) -> list[str]:
    values = (indicator.base_value, indicator.target_value, indicator.final_target)
    base, target, final = (_value(indicator, value, press) for value in values)
    return [press.label("基準値"), base, "目標値", target, "最終目標値", final]


def _cased_year(year: int | None, kind: YearKind | None, press: Press) -> str:
    return press.dash() if year is None or kind is None else press.year(year, kind)


def _explanation(indicator: Indicator, press: Press) -> list[str]:
    first, *rest = (indicator.explanation or "").split("\n")
    kind = [_KIND_LABELS[indicator.kind]] if indicator.kind else []
    return [
        "〔指標の説明〕",
        *press.prose(first, 20),
        *kind,
        *(line for text in rest for line in press.prose(text, 20)),
    ]


def _tidy(rows: _Rows) -> list[Box]:
    return [Box(tuple(" ".join(cell for cell in row if cell).split("\n"))) for row in rows if any(row)]


def _torn(rows: _Rows, press: Press) -> list[Box]:
    """The rows with cells parted or glued, in an order of their own."""
    boxes = [box for row in rows for box in _torn_row(row, press)]
    press.random.shuffle(boxes)
    return boxes


def _torn_row(row: list[str], press: Press) -> list[Box]:
    """A row in pieces; now and then its second label stands apart, so that two values come side by side."""
    cells = [cell for cell in row if cell]
    if len(cells) == 1:
        return [Box(tuple(cells[0].split("\n")))]
    if len(cells) > 4 and press.happens(press.damage.parted / 4):
        return [Box((cells.pop(2),)), *press.row(*cells)]
    return press.row(*cells)


def _joined(boxes: list[Box], press: Press) -> list[Box]:
    """Boxes of one line that happen to follow each other, some glued into one: ``10,709目標値``."""
    joined: list[Box] = []
    for box in boxes:
        before = joined[-1] if joined else None
        if before and _glues(before, box) and press.happens(press.damage.glued / 4):
            joined[-1] = Box((*before.lines[:-1], f"{before.lines[-1]}{box.lines[0]}"))
        else:
            joined.append(box)
    return joined


def _glues(before: Box, box: Box) -> bool:
    """Only a value and a label glue: of two values or two labels nobody could tell the border."""
    first, second = before.lines[-1], box.lines[0]
    value_first, value_second = _VALUE.fullmatch(first), _VALUE.fullmatch(second)
    return len(box.lines) == 1 and (value_first is None) != (value_second is None) and "〔" not in before.lines[0]


# --- right half -------------------------------------------------------------------------------


def _right(indicator: Indicator, press: Press) -> list[Box]:
    table = indicator.observations[-2:]
    graded = [observation for observation in indicator.observations if observation.grade is not None]
    capital = "暦年" in indicator.name and press.happens(press.damage.interleaved)
    years = " ".join(_year(observation, capital, press) for observation in graded)
    grades = " ".join(_grade(observation, press) for observation in graded)
    last = [_value(indicator, value, press) for value in (indicator.final_target, indicator.latest_actual)]
    progress = f"{plain(indicator.progress_rate)}%" if indicator.progress_rate is not None else press.dash()
    return [
        Box((f"評価年度 {years} 達成度合の分析ほか",)),
        *_causes(indicator, f"達成度合 {grades}", press),
        Box((f"年    度 {' '.join(_year(observation, capital, press) for observation in table)} 進捗率",)),
        Box((f"目 標 値 {' '.join(_value(indicator, observation.target, press) for observation in table)} {last[0]}",)),
        Box((f"実 績 値 {' '.join(_value(indicator, observation.actual, press) for observation in table)} {last[1]}",)),
        Box((_rates([_rate(observation, press) for observation in table], progress, press),)),
    ]


def _causes(indicator: Indicator, grades: str, press: Press) -> list[Box]:
    inside = ["【内的要因】", *(press.prose(indicator.causes_inside, 18) if indicator.causes_inside else [])]
    outside = ["【外的要因】", *(press.prose(indicator.causes_outside, 18) if indicator.causes_outside else [])]
    if indicator.causes_inside:
        return [Box((f"{grades} {inside[0]}", *inside[1:], *outside))]
    return [Box((grades, *inside)), Box(tuple(outside))]


def _rates(rates: list[str], progress: str, press: Press) -> str:
    """The last two cells of the row come glued and exchanged now and then: ``39.8% 77.4%36.9%``."""
    first, second = rates
    if "%" in second and press.happens(press.damage.glued / 2):
        return f"達成率 {first} {progress}{second}"
    return f"達成率 {first} {second} {progress}"


def _rate(observation: Observation, press: Press) -> str:
    return press.dash() if observation.rate is None else f"{plain(observation.rate)}%"


def _year(observation: Observation, capital: bool, press: Press) -> str:
    """The heads of the right half tend to be capital letters even where the indicator is calendar."""
    return press.year(observation.year, "fiscal" if capital else observation.year_kind)


def _grade(observation: Observation, press: Press) -> str:
    return press.dash() if observation.grade in (None, "-") else str(observation.grade)


def _value(indicator: Indicator, value: Decimal | None, press: Press) -> str:
    if value is None:
        return press.dash()
    comma = press.happens(0.9) or value < 1000
    printed = plain(value) if comma else f"{value:f}"
    return f"{printed}%" if indicator.unit == "%" else printed
