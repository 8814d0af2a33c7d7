"""The chain from a plan code over the parts of measures to their projects, with yen as width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policygraph.viz.boxes import wrapped, yen_text
from policygraph.viz.svg import drawing, tag, text, titled

_WIDTH = 1000
_CODE, _PART, _PROJECT = "#009e73", "#a07800", "#2b8cbe"
"""Green, ochre and blue that colour-blind readers can tell, each 3:1 on white and on the dark ground."""
_COLUMNS = (16, 330, 660)
_BAR = 14
_YEN_HEIGHT = 420
"""Pixels of all the yen of a chain together."""
_ROW, _FONT = 20, 13
_MOST = 40
"""Projects that have a band of their own in one part."""
NOTE = (
    "幅は事業費。このコードを挙げる施策の区分に属する事務事業の額で、コードに充てた額ではありません。",
    "一つの事務事業が複数のコードにつながるので、コードどうしで足し合わせることはできません。",
)


class Chained(NamedTuple):
    """A project under a part: its name, and its budget in yen where it is known."""

    name: str
    budget: int | None


class _Row(NamedTuple):
    name: str
    yen: int
    top: float
    height: float


def plot_chain(title: str, code: str, parts: Mapping[str, Sequence[Chained]]) -> str:
    """Bands from the code to each part and from it to each project, the largest first."""
    total = sum(project.budget or 0 for projects in parts.values() for project in projects)
    scale = _YEN_HEIGHT / total if total else 0.0
    y, blocks, leads, start = 96.0, [], [], 96.0
    for name, projects in parts.items():
        rows = _rows(projects, y, scale)
        end = max(rows[-1].top + rows[-1].height, y + 2.5 * _ROW) if rows else y + 2.5 * _ROW
        yen = sum(project.budget or 0 for project in projects)
        blocks.append(_part(name, yen, rows, y, scale))
        leads.append(_band(_COLUMNS[0] + _BAR, start, _COLUMNS[1], y, yen * scale, _CODE))
        start += yen * scale
        y = end + 24
    head = [text(title, 16, 22, 17, bold=True), *(text(line, 16, 46 + at * 18, 12) for at, line in enumerate(NOTE))]
    return drawing(title, (0, 0, _WIDTH, y), *head, *leads, *blocks, _code(code, total, total * scale))


def _code(code: str, total: int, height: float) -> str:
    bar = tag("rect", {"x": _COLUMNS[0], "y": 96, "width": _BAR, "height": max(height, 2), "fill": _CODE})
    lines = [*wrapped(code, 15, 3), yen_text(total)]
    label = [text(line, _COLUMNS[0] + _BAR + 8, 106 + at * 18, 14, bold=True) for at, line in enumerate(lines)]
    return titled(code, bar, *label)


def _rows(projects: Sequence[Chained], top: float, scale: float) -> list[_Row]:
    """The projects that have money, then one line for those that have none or whose money is not known."""
    paid = sorted((each for each in projects if each.budget), key=lambda each: (-(each.budget or 0), each.name))
    lines = [(each.name, each.budget or 0) for each in paid[:_MOST]]
    if rest := paid[_MOST:]:
        lines.append((f"ほか {len(rest)} 事業", sum(each.budget or 0 for each in rest)))
    free = sum(each.budget == 0 for each in projects)
    unknown = sum(each.budget is None for each in projects)
    counts = [f"事業費 0 円 {free} 事業"] if free else []
    counts += [f"事業費不明 {unknown} 事業"] if unknown else []
    if counts or not projects:
        lines.append(("、".join(counts) or "事務事業なし", 0))
    rows = []
    for name, yen in lines:
        height = max(_ROW, yen * scale)
        rows.append(_Row(name, yen, top, height))
        top += height
    return rows


def _part(name: str, yen: int, rows: Sequence[_Row], top: float, scale: float) -> str:
    bar = tag("rect", {"x": _COLUMNS[1], "y": top, "width": _BAR, "height": max(yen * scale, 2), "fill": _PART})
    lines = [*wrapped(name, 19, 2), yen_text(yen)]
    label = [text(line, _COLUMNS[1] + _BAR + 8, top + 10 + at * 17, _FONT, bold=True) for at, line in enumerate(lines)]
    bands, start = [], top
    for row in rows:
        width = row.yen * scale
        band = _band(_COLUMNS[1] + _BAR, start, _COLUMNS[2], row.top, width, _PROJECT) if row.yen else ""
        said = f"{yen_text(row.yen)} {row.name}" if row.yen else row.name
        bands.append(band + _end(row, said, width))
        start += width
    return titled(name, *bands, bar, *label)


def _end(row: _Row, said: str, width: float) -> str:
    lines = wrapped(said, 26, 2 if row.height >= 2 * _ROW else 1)
    bar = tag("rect", {"x": _COLUMNS[2], "y": row.top, "width": _BAR, "height": max(width, 1), "fill": _PROJECT})
    label = [text(line, _COLUMNS[2] + _BAR + 8, row.top + 10 + at * 16, _FONT - 1) for at, line in enumerate(lines)]
    return titled(said, bar if row.yen else "", *label)


def _band(x1: float, y1: float, x2: float, y2: float, width: float, colour: str) -> str:
    """A ribbon of constant height from one edge to another; the thinnest can still be seen."""
    width = max(width, 1)
    bend = (x1 + x2) / 2
    upper = f"M{x1:g} {y1:.1f}C{bend:g} {y1:.1f} {bend:g} {y2:.1f} {x2:g} {y2:.1f}"
    lower = f"L{x2:g} {y2 + width:.1f}C{bend:g} {y2 + width:.1f} {bend:g} {y1 + width:.1f} {x1:g} {y1 + width:.1f}Z"
    return tag("path", {"d": upper + lower, "fill": colour, "fill_opacity": 0.45})
