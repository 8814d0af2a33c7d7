"""A picture that stands still, for a report: what the page shows at first, as SVG."""

from __future__ import annotations

from math import atan2, degrees

from policygraph.viz.boxes import FONT, HEADING_FONT, LINE, TARGET_SCALE
from policygraph.viz.drawing import Picture
from policygraph.viz.layout import Frame, Position, Size
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.page_data import Scenario
from policygraph.viz.style import Look, look_of
from policygraph.viz.svg import INK, drawing, tag, text, titled
from policygraph.viz.wording import words

_MARGIN = 30
_BEND = 0.45
"""How far a line goes out level before it turns, as in the page."""
_BOX_INK = "#1b1b1b"
_GREY = "#7d7d78"
_SHARE = "#a63b00"
_BADGE = "#444444"
_STEPS = 400


def still(found: Neighbourhood, picture: Picture, title: str, scenario: Scenario) -> str:
    """The picture as SVG."""
    frames = [_frame(frame, kind, picture) for frame, kind in picture.frames]
    edges = [
        _edge(picture.layout.positions[start], picture.layout.positions[end], _size(end, found, picture), relation)
        for start, end, relation in sorted(found.graph.edges(keys=True))
        if start in picture.layout.positions and end in picture.layout.positions
    ]
    boxes = [_box(iri, found, picture, scenario) for iri in picture.first]
    return drawing(title, _extent(found, picture), *frames, *edges, *boxes)


def _size(iri: str, found: Neighbourhood, picture: Picture) -> Size:
    size = picture.boxes[iri].size
    scale = TARGET_SCALE if iri == found.target else 1
    return Size(round(size.width * scale), round(size.height * scale))


def _extent(found: Neighbourhood, picture: Picture) -> tuple[float, float, float, float]:
    edges = [(frame.left, frame.top, frame.right, frame.bottom) for frame, _ in picture.frames]
    for iri in picture.first:
        (x, y), size = picture.layout.positions[iri], _size(iri, found, picture)
        edges.append((x - size.width // 2, y - size.height // 2, x + size.width // 2, y + size.height // 2))
    left, top = min(edge[0] for edge in edges) - _MARGIN, min(edge[1] for edge in edges) - _MARGIN
    right, bottom = max(edge[2] for edge in edges) + _MARGIN, max(edge[3] for edge in edges) + _MARGIN
    return left, top, right - left, bottom - top


def _frame(frame: Frame, kind: str, picture: Picture) -> str:
    inside = sum(_within(frame, picture.layout.positions[iri]) for iri in picture.first)
    rect = tag(
        "rect",
        {
            "x": frame.left,
            "y": frame.top,
            "width": frame.right - frame.left,
            "height": frame.bottom - frame.top,
            "fill": _GREY,
            "fill_opacity": 0.12,
            "stroke": _GREY,
        },
    )
    return rect + text(f"{words().name(kind)}（{inside}）", frame.left + 10, frame.top + 20, HEADING_FONT, bold=True)


def _within(frame: Frame, place: Position) -> bool:
    return frame.left < place[0] < frame.right and frame.top < place[1] < frame.bottom


def _box(iri: str, found: Neighbourhood, picture: Picture, scenario: Scenario) -> str:
    box, (x, y), size = picture.boxes[iri], picture.layout.positions[iri], _size(iri, found, picture)
    middle = iri == found.target
    font = FONT * box.scale * (TARGET_SCALE if middle else 1)
    lines = [
        text(
            line,
            x,
            y + (row - (len(box.lines) - 1) / 2) * LINE * font,
            font,
            anchor="middle",
            bold=middle,
            fill=_BOX_INK,
        )
        for row, line in enumerate(box.lines)
    ]
    marks = _marks(found.told.badges.get(iri, ""), scenario.shares.get(iri, ""), x + size.width / 2 + 6, y, size)
    return titled(found.names[iri], _shape(look_of(found.kind(iri)), x, y, size, middle), *lines, *marks)


def _shape(look: Look, x: int, y: int, size: Size, middle: bool) -> str:
    left, top, (width, height) = x - size.width / 2, y - size.height / 2, size
    paint: dict[str, str | float] = {"fill": look.fill, "stroke": look.border, "stroke_width": 3 if middle else 1.2}
    if look.form != "cut":
        corner = min(height / 2, 20) if look.form == "round" else 3
        return tag("rect", {"x": left, "y": top, "width": width, "height": height, "rx": corner, **paint})
    cut = 9
    corners = [(cut, 0), (width - cut, 0), (width, cut), (width, height - cut)]
    corners += [(width - cut, height), (cut, height), (0, height - cut), (0, cut)]
    return tag("polygon", {"points": " ".join(f"{left + a:g},{top + b:g}" for a, b in corners), **paint})


def _marks(badge: str, share: str, right: float, y: int, size: Size) -> list[str]:
    marks = [(badge, y - size.height / 2, _BADGE), (share, y + size.height / 2 + 4, _SHARE)]
    return [_pill(words_, right, middle, fill) for words_, middle, fill in marks if words_]


def _pill(words_: str, right: float, middle: float, fill: str) -> str:
    width = 10 + sum(12 if ord(char) > 0xFF else 7.5 for char in words_)
    rect = tag("rect", {"x": right - width, "y": middle - 9, "width": width, "height": 18, "fill": fill})
    return rect + text(words_, right - width / 2, middle, 12, anchor="middle", bold=True, fill="#ffffff")


def _edge(start: Position, end: Position, box: Size, relation: str) -> str:
    """A line that goes out level, and its arrow where it meets the box at its end."""
    bend = _BEND * (end[0] - start[0])
    points = [_on_curve(start, end, step / _STEPS) for step in range(_STEPS + 1)]
    tip = next(
        (
            at
            for at, (x, y) in enumerate(points)
            if abs(x - end[0]) <= box.width / 2 and abs(y - end[1]) <= box.height / 2
        ),
        _STEPS,
    )
    (x, y), (before_x, before_y) = points[tip], points[max(0, tip - 12)]
    turn = degrees(atan2(y - before_y, x - before_x))
    curve = f"M{start[0]} {start[1]}C{start[0] + bend:g} {start[1]} {end[0] - bend:g} {end[1]} {end[0]} {end[1]}"
    line = tag("path", {"d": curve, "fill": "none", "stroke": INK, "stroke_opacity": 0.45})
    arrow = tag(
        "path", {"d": "M0 0L-9 -4L-9 4Z", "fill": _GREY, "transform": f"translate({x:g} {y:g}) rotate({turn:g})"}
    )
    return titled(words().name(relation), line, arrow)


def _on_curve(start: Position, end: Position, at: float) -> tuple[float, float]:
    bend = _BEND * (end[0] - start[0])
    first, second, third, fourth = (1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3
    x = first * start[0] + second * (start[0] + bend) + third * (end[0] - bend) + fourth * end[0]
    return x, (first + second) * start[1] + (third + fourth) * end[1]
