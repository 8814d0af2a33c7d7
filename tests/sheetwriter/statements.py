"""What the analysis of an indicator says of its table, in the forms such texts have: all of it true."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policygraph.loaders.records import Indicator, Observation
from tests.sheetwriter.press import plain


def statements(box: Indicator) -> Iterator[str]:
    """Sentences on values, changes, targets and rates; none where the table has no actual value yet."""
    seen = next((each for each in reversed(box.observations) if each.actual is not None), None)
    if seen is None or seen.actual is None:
        return
    year, measure = printed_year(seen), box.name.partition("（")[0]
    yield f"{year}の実績値は{plain(seen.actual)}{box.unit}であった。"
    if box.base_value is not None and box.base_value != seen.actual:
        moved = seen.actual - box.base_value
        yield f"基準年に比べ、{measure}は{points(abs(moved), box)}の{'増加' if moved > 0 else '減少'}となった。"
    if seen.target is not None:
        yield f"{measure}は、{year}の目標を{'達成している' if _good(seen, box) else '達成できなかった'}。"
    if seen.rate is not None:
        yield f"{year}の達成率は{plain(seen.rate)}%となった。"
    if box.progress_rate is not None:
        yield f"最終目標に対する進捗率は{plain(box.progress_rate)}%である。"


def printed_year(seen: Observation) -> str:
    letter, number = ("R", seen.year - 2018) if seen.year >= 2019 else ("H", seen.year - 1988)
    return f"{letter}{number}{'年度' if seen.year_kind == 'fiscal' else ''}"


def points(value: Decimal, box: Indicator) -> str:
    """A difference in the indicator's unit: percentages differ by points."""
    return f"{plain(value)}{'ポイント' if box.unit == '%' else box.unit}"


def _good(seen: Observation, box: Indicator) -> bool:
    if seen.actual is None or seen.target is None:
        return False
    return seen.actual >= seen.target if box.desired_change == "増加" else seen.actual <= seen.target
