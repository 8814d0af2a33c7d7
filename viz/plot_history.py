"""The history of indicators: target and actual by year, the base and the final target, each with its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import floor, log10
from typing import NamedTuple

from policygraph.viz.boxes import text_width, wrapped
from policygraph.viz.svg import INK, drawing, tag, text, titled

ACTUAL, TARGET, OTHER = "#0072b2", "#d55e00", "#7d7d78"
"""Okabe-Ito blue and vermilion, and a grey: each at least 3:1 on white and on the dark ground."""
_WIDTH, _HEIGHT = 760, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 60, 70, 36
_FONT = 13
_TITLE = 50
_HEAD = 52
_TICKS = 4

Values = Mapping[int, Decimal]


class History(NamedTuple):
    """An indicator by year: ``base`` and ``final`` are a year and its value, where both are known."""

    name: str
    unit: str
    year_kind: str
    targets: Values
    actuals: Values
    grades: Mapping[int, str]
    base: tuple[int, Decimal] | None
    final: tuple[int, Decimal] | None


def plot_history(title: str, histories: Sequence[History]) -> str:
    """One panel an indicator, one above the other; each has its own scale, and a year without a value a gap."""
    panels = [_panel(history, _HEAD + at * (_HEIGHT + 20)) for at, history in enumerate(histories)]
    height = _HEAD + len(histories) * (_HEIGHT + 20)
    return drawing(title, (0, 0, _WIDTH, height), text(title, 16, 22, 17, bold=True), *panels)


class _Scale(NamedTuple):
    """Years and values as pixels."""

    years: list[int]
    low: Decimal
    high: Decimal
    top: float

    def x(self, year: int) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (self.years.index(year) + 0.5) / len(self.years)

    def y(self, value: Decimal) -> float:
        room = _HEIGHT - _TOP - _BOTTOM
        return self.top + _TOP + room * float((self.high - value) / (self.high - self.low))


def _panel(history: History, top: float) -> str:
    ends = [end for end in (history.base, history.final) if end]
    values = [*history.targets.values(), *history.actuals.values(), *(value for _, value in ends)]
    lines = wrapped(history.name, _TITLE, 2)
    head = [text(line, 16, top + 10 + at * 18, 14, bold=True) for at, line in enumerate(lines)]
    if not values:
        return titled(history.name, *head, text("値の印字がありません。", 16, top + 60, _FONT))
    years = sorted({*history.targets, *history.actuals, *(year for year, _ in ends)})
    scale = _Scale(years, *_range(values), top)
    return titled(history.name, *head, _legend(history, top), *_axes(history, scale), *_marks(history, scale))


def _range(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """What the axis spans: all values, with room for their numbers; zero where it is near."""
    low, high = min(values), max(values)
    room = (high - low) * Decimal("0.18") or abs(high) * Decimal("0.2") or Decimal(1)
    from_zero = Decimal(0) <= low <= (high - low)
    return (Decimal(0) if from_zero else low - room), high + room


def _legend(history: History, top: float) -> str:
    unit = f"（単位：{history.unit}、{history.year_kind or '年の種別は不明'}）"
    entries = [("●", "実績", ACTUAL), ("◇", "目標", TARGET), ("□", "基準", OTHER), ("☆", "最終目標", TARGET)]
    x, parts = 16.0, []
    for mark, label, colour in entries:
        parts += [text(mark, x, top + 48, _FONT + 1, fill=colour), text(label, x + 18, top + 48, _FONT)]
        x += 18 + text_width(label, _FONT) + 16
    return "".join((*parts, text(unit, x, top + 48, _FONT)))


def _axes(history: History, scale: _Scale) -> list[str]:
    bottom = scale.top + _HEIGHT - _BOTTOM
    parts = []
    for tick in _ticks(scale.low, scale.high):
        y = scale.y(tick)
        parts.append(_line(_LEFT, y, _WIDTH - _RIGHT, y, OTHER, {"stroke_opacity": 0.35}))
        parts.append(text(number(tick), _LEFT - 8, y, _FONT, anchor="end"))
    for year in scale.years:
        grade = history.grades.get(year, "")
        label = f"{year}" + (f"（{grade}）" if grade else "")
        parts.append(text(label, scale.x(year), bottom + 16, _FONT, anchor="middle"))
    for one, two in pairwise(scale.years):
        if two > one + 1:
            parts.append(text("…", (scale.x(one) + scale.x(two)) / 2, bottom + 16, _FONT, anchor="middle"))
    return parts


def _ticks(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round numbers within a range, at least two."""
    rough = (high - low) / _TICKS
    power = Decimal(10) ** floor(log10(float(rough)))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_CEILING") * step
    return [first + step * at for at in range(_TICKS + 2) if first + step * at <= high]


def number(value: Decimal) -> str:
    """A value with separators, without needless zeros."""
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _marks(history: History, scale: _Scale) -> list[str]:
    parts = [*_series(history.targets, scale, TARGET, dashed=True), *_series(history.actuals, scale, ACTUAL)]
    parts += [_diamond(scale.x(year), scale.y(value)) for year, value in history.targets.items()]
    parts += [_point(history, year, value, scale) for year, value in history.actuals.items()]
    for year, value in history.targets.items():
        actual = history.actuals.get(year)
        below = actual is not None and actual > value
        parts.append(_number(scale.x(year), scale.y(value) + (18 if below else -14), value))
    if history.base:
        x, y = scale.x(history.base[0]), scale.y(history.base[1])
        parts.append(tag("rect", {"x": x - 5, "y": y - 5, "width": 10, "height": 10, "fill": "none", "stroke": OTHER}))
        parts.append(_number(x, y - 14, history.base[1]))
    if history.final:
        x, y = scale.x(history.final[0]), scale.y(history.final[1])
        parts += [text("☆", x, y, 17, anchor="middle", fill=TARGET), _number(x, y - 16, history.final[1])]
    return parts


def _point(history: History, year: int, value: Decimal, scale: _Scale) -> str:
    x, y = scale.x(year), scale.y(value)
    target = history.targets.get(year)
    above = target is not None and value > target
    circle = tag("circle", {"cx": x, "cy": y, "r": 5, "fill": ACTUAL})
    return circle + _number(x, y + (-14 if above or target is None else 18), value)


def _number(x: float, y: float, value: Decimal) -> str:
    return text(number(value), x, y, _FONT, anchor="middle", bold=True)


def _diamond(x: float, y: float) -> str:
    points = f"{x:g},{y - 6:g} {x + 6:g},{y:g} {x:g},{y + 6:g} {x - 6:g},{y:g}"
    return tag("polygon", {"points": points, "fill": "none", "stroke": TARGET, "stroke_width": 2})


def _series(values: Values, scale: _Scale, colour: str, *, dashed: bool = False) -> list[str]:
    """Lines between the values of one year and the next; the axis leaves out years of which nothing is printed."""
    more: dict[str, str | float] = {"stroke_dasharray": "6 4"} if dashed else {}
    return [
        _line(
            scale.x(one), scale.y(values[one]), scale.x(two), scale.y(values[two]), colour, {"stroke_width": 2, **more}
        )
        for one, two in pairwise(scale.years)
        if two == one + 1 and one in values and two in values
    ]


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, more: dict[str, str | float]) -> str:
    return tag("line", {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke": colour or INK, **more})
