"""Budgets as bars: of the parts of a measure and of its offices, or of all measures and offices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policygraph.viz.boxes import wrapped, yen_text
from policygraph.viz.svg import drawing, tag, text, titled

_GENERAL, _REST = "#0072b2", "#e69f00"
"""General funds, and what comes from elsewhere (Okabe-Ito blue and orange)."""
_WIDTH, _LABELS, _BARS = 900, 270, 340
_ROW, _FONT = 44, 13
_MOST = 30
"""Bars of a group; the rest is one bar."""


class Spent(NamedTuple):
    """The budget of one project, where it is known, and of it the general funds, in yen."""

    budget: int | None
    general: int | None


class _Bar(NamedTuple):
    name: str
    budget: int
    general: int
    projects: int
    unknown: int


def plot_budget(title: str, groups: Mapping[str, Mapping[str, Sequence[Spent]]]) -> str:
    """A bar for each name of each group: general funds first, then the rest; what is not known is counted."""
    bars = {heading: _bars(projects) for heading, projects in groups.items()}
    most = max((bar.budget for each in bars.values() for bar in each), default=0)
    parts, y = [text(title, 16, 22, 17, bold=True), _legend(48)], 72.0
    for heading, each in bars.items():
        parts.append(text(heading, 16, y + 8, 15, bold=True))
        y += 28
        for bar in each:
            parts.append(_drawn(bar, y, most))
            y += _ROW
        y += 14
    return drawing(title, (0, 0, _WIDTH, y), *parts)


def _bars(projects: Mapping[str, Sequence[Spent]]) -> list[_Bar]:
    bars = sorted((_bar(name, spent) for name, spent in projects.items()), key=lambda bar: (-bar.budget, bar.name))
    if len(bars) <= _MOST:
        return bars
    rest = [spent for bar in bars[_MOST:] for spent in projects[bar.name]]
    return [*bars[:_MOST], _bar(f"ほか {len(bars) - _MOST} 件", rest)]


def _bar(name: str, spent: Sequence[Spent]) -> _Bar:
    known = [each for each in spent if each.budget is not None]
    general = sum(min(each.general or 0, each.budget or 0) for each in known)
    return _Bar(name, sum(each.budget or 0 for each in known), general, len(spent), len(spent) - len(known))


def _legend(y: float) -> str:
    squares = [
        tag("rect", {"x": x, "y": y - 6, "width": 12, "height": 12, "fill": colour})
        for x, colour in ((16, _GENERAL), (130, _REST))
    ]
    return "".join(
        (*squares, text("一般財源", 34, y, _FONT), text("そのほかの財源（一般財源が不明の分を含む）", 148, y, _FONT))
    )


def _drawn(bar: _Bar, y: float, most: int) -> str:
    names = wrapped(bar.name, 19, 2)
    middle = y + _ROW / 2
    label = [
        text(line, _LABELS - 10, middle + (at - (len(names) - 1) / 2) * 16, _FONT, anchor="end")
        for at, line in enumerate(names)
    ]
    scale = _BARS / most if most else 0.0
    general, rest = bar.general * scale, (bar.budget - bar.general) * scale
    rects = [
        tag("rect", {"x": _LABELS + start, "y": y + 8, "width": width, "height": _ROW - 16, "fill": colour})
        for start, width, colour in ((0.0, general, _GENERAL), (general, rest, _REST))
        if width
    ]
    unknown = f"、ほか {bar.unknown} 件不明" if bar.unknown else ""
    said = f"{yen_text(bar.budget)}（{bar.projects} 事業{unknown}）"
    return titled(bar.name, *label, *rects, text(said, _LABELS + general + rest + 8, middle, _FONT))
