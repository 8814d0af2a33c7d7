"""Changes in Japanese words: names of properties, values with their units, what was compared with what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.queries.checks.places import Place
from policygraph.queries.diff.model import THINGS, Cell, Change, Comparison, Held, Pair, Value

PROPERTIES: Final[Mapping[str, str]] = {
    "name": "名称",
    "code": "番号",
    "measure": "施策",
    "transferredFrom": "移管元",
    "carriedOver": "前年度からの繰越事業費",
    "budget": "事業費",
    "generalFunds": "うち一般財源",
    "fullCost": "フルコスト",
    "staffHeadOffice": "人工（本庁）",
    "staffBranch": "人工（出先機関）",
    "staff": "人工計",
    "totalBudget": "施策の予算額",
    "sumOfCarriedOver": "計：前年度からの繰越事業費",
    "sumOfBudget": "計：事業費",
    "sumOfGeneralFunds": "計：うち一般財源",
    "sumOfStaffHeadOffice": "計：人工（本庁）",
    "sumOfStaffBranch": "計：人工（出先機関）",
    "sumOfStaff": "計：人工",
    "office": "課・局室名",
    "department": "所管部局",
    "authorPost": "作成責任者の職",
    "contact": "照会先",
    "relatedOffice": "関係課",
    "policyArea": "政策体系",
    "addresses": "関連する計画等",
    "basisPlan": "根拠計画",
    "description": "事務事業概要",
    "mentions": "概要に出る団体",
    "partner": "連携先",
    "cooperatesWithMeasure": "連携する施策",
    "cooperatesWithOffice": "連携する課",
    "firstDirection": "一次政策評価における方向性",
    "nextDirection": "次年度の方向性",
    "directionCount": "方向性ごとの件数",
    "policyDirection": "対応方針の方向性",
    "policyCause": "対応方針の要因",
    "policyProjects": "対応方針の事務事業",
    "overallVerdictOnFirstPage": "総合評価（1ページ目）",
    "indicatorVerdict": "成果指標の分析の判定",
    "effortVerdict": "取組の分析の判定",
    "overallVerdict": "総合評価",
    "areaVerdict": "成果指標の判定",
    "gradeCount": "達成度合の数",
    "criterionMark": "判定基準",
    "baseYear": "基準年度",
    "baseValue": "基準値",
    "targetYear": "今年度の目標の年度",
    "targetValue": "今年度の目標値",
    "finalYear": "最終年度",
    "finalTarget": "最終目標値",
    "latestActual": "最新の実績値",
    "progressRate": "進捗率",
    "latestGrade": "直近の達成度合",
    "target": "目標値",
    "actual": "実績値",
    "achievementRate": "達成率",
    "grade": "達成度合",
    "unit": "単位",
    "kind": "指標の種類",
    "desiredChange": "増減方向",
    "formula": "達成率の算式",
    "explanation": "指標の説明",
    "causesInside": "内的要因",
    "causesOutside": "外的要因",
    "situation": "現状と課題",
    "image": "施策のイメージ",
    "noIndicatorReason": "成果指標を設定できない理由",
    "partName": "施策の区分",
    "goal": "施策目標",
    "roles": "役割・取組等",
    "initiatives": "今年度の取組と実績",
    "needs": "道民ニーズ",
    "requests": "国費予算の提案・要望",
    "cooperation": "連携の内容",
    "analyses": "成果指標の分析",
    "reasons": "取組の分析の理由",
    "opinionCategories": "意見区分",
    "policyResponses": "一次政策評価への対応",
    "opinionResponses": "二次政策評価への対応",
    "policy": "対応方針",
    "opinion": "付加意見",
    "policies": "対応方針",
    "opinions": "付加意見",
}
"""What properties are called on the form."""

_LISTED: Final = 3
"""Places of a change that are shown."""


def property_words(change: Change) -> str:
    """The property, and which one of several."""
    detail = f"（{change.what.detail}）" if change.what.detail and change.kind not in _TELLS_ITSELF else ""
    return PROPERTIES[change.what.name] + detail


_TELLS_ITSELF: Final = ("partner", "added", "ended")
"""Kinds whose values say which one of several it is."""


def value_of(change: Change, cell: Cell) -> Value:
    """What is told of a value: of a running text how long it is, since it is compared and never shown whole."""
    if change.kind == "text" and isinstance(cell.value, str):
        return f"{len(cell.value)}字"
    return cell.value


def value_words(value: Value, unit: str | None) -> str:
    """A value for people; what is absent or unknown says so."""
    if value is None:
        return "なし・不明"
    return f"{value:,}{unit or ''}" if isinstance(value, int | Decimal) else value


def signed(difference: int | Decimal, unit: str | None) -> str:
    """A difference with its sign."""
    return f"{'＋' if difference > 0 else '－' if difference < 0 else '±'}{abs(difference):,}{unit or ''}"


def change_words(change: Change) -> str:
    """From what to what, with the difference."""
    one, other = (value_words(value_of(change, cell), change.what.unit) for cell in (change.a, change.b))
    if change.kind == "added" or (change.kind == "transferred" and change.pair.a is None):
        return f"{property_words(change)} {other}"
    if change.kind == "ended":
        return f"{property_words(change)} {one}"
    difference = change.difference
    by = "" if difference is None else f"（{signed(difference, change.what.unit)}）"
    return f"{property_words(change)} {one} → {other}{by}"


def pair_words(pair: Pair) -> str:
    """What a change is of: its measure, its kind, its codes and its name."""
    codes = dict.fromkeys(item.code for item in (pair.a, pair.b) if item and item.code)
    thing = f"{THINGS[pair.thing]} {'→'.join(codes)} {pair.either.name}"
    if pair.thing == "measure":
        return thing
    measures = dict.fromkeys(measure_code(item.held) for item in (pair.a, pair.b) if item)
    return f"施策 {'→'.join(measures)} {thing}"


def measure_code(held: Held) -> str:
    """The code of the measure of a sheet, or its name where it has none."""
    return held.sheet.head.code or held.sheet.head.name


def place_words(change: Change) -> str:
    """The lines that a change rests on, on either side; only the first of many."""
    sides = (("A", change.pair.a, change.a), ("B", change.pair.b, change.b))
    found = ((letter, item.held.place(cell.quotes)) for letter, item, cell in sides if item and cell.quotes)
    return "　".join(f"{letter} {_listed(places)}" for letter, places in found if places)


def _listed(places: Sequence[Place]) -> str:
    """The first lines; all stand in the other formats."""
    more = f"行ほか {len(places) - _LISTED} か所" if len(places) > _LISTED else "行"
    return "、".join(place.lines for place in places[:_LISTED]) + more


def pair_counts(comparison: Comparison) -> str:
    """How many things of each kind were paired."""
    counted = Counter(pair.thing for pair in comparison.pairs)
    return "、".join(f"{name} {counted[thing]} 組" for thing, name in THINGS.items() if thing != "office")


class Sum(NamedTuple):
    """Budgets of projects of one fate: how many, by how much they change the whole, how many are not known."""

    name: str
    changes: int
    yen: int
    unknown: int

    @property
    def words(self) -> str:
        unknown = f"、不明 {self.unknown} 件を除く" if self.unknown else ""
        return f"{self.name} {signed(self.yen, '円')}（{self.changes} 件{unknown}）"


def budget_sums(comparison: Comparison) -> list[Sum]:
    """What the budgets of projects that went on, came, were transferred and ended add up to."""
    changes = [each for each in comparison.changes if each.pair.thing == "project" and each.what.name == "budget"]
    paired = [each for each in changes if each.kind == "money"]
    moved = [each for each in changes if each.kind == "transferred"]
    return [
        _sum("継続した事務事業の増減", paired, [each.difference for each in paired]),
        _sum("追加", *_alone(comparison.of_kind("added"), 1)),
        _sum("移管", moved, [each.b.value for each in moved]),
        _sum("終了", *_alone(comparison.of_kind("ended"), -1)),
    ]


def _alone(changes: Iterable[Change], sign: int) -> tuple[list[Change], list[Value]]:
    own = [each for each in changes if each.pair.thing == "project"]
    cells = [each.b if sign > 0 else each.a for each in own]
    return own, [sign * cell.value if isinstance(cell.value, int) else None for cell in cells]


def _sum(name: str, changes: list[Change], values: Iterable[Value]) -> Sum:
    known = [value for value in values if isinstance(value, int)]
    return Sum(name, len(changes), sum(known), len(changes) - len(known))
