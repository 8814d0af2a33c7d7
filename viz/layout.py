"""Positions computed beforehand: the target in the middle, a frame of boxes for each kind around it.

Without a target the frames stand in layers from left to right. ``assets/layout.js`` does the same in the
page when a reader opens or closes something; a test holds both to the same positions.

Frames stand in columns to the right and to the left of the target, the nearest hop innermost, and
what hangs on a group stands on the side of that group. Of several heights for the columns, the one
at which the whole shows largest on a screen is taken. All lengths are pixels at scale 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import NamedTuple

Position = tuple[int, int]

ASPECT = 1.35
"""Width to height of the space that a screen leaves beside the panel."""
HEIGHTS = tuple(range(500, 4000, 125))
"""Heights that are tried for the columns; a group that needs more gets it."""
GAP = 18
"""Between boxes, and from boxes to their frame."""
HEADING = 34
"""Height of a frame's heading."""
COLUMN_GAP = 50
HOP_GAP = 130
"""Between the target and the first column, where lines spread out."""


class Size(NamedTuple):
    """Width and height of a box."""

    width: int
    height: int


class Group(NamedTuple):
    """Nodes of one kind and hop, in order, with the size of their boxes.

    ``heading`` is the width of the heading's text; ``parent`` the group of the hop before that most
    of them hang on (None: the target).
    """

    key: str
    hop: int
    parent: str | None
    nodes: Sequence[str]
    box: Size
    heading: int


class Frame(NamedTuple):
    """The rectangle around the boxes of a group."""

    key: str
    left: int
    top: int
    right: int
    bottom: int


class Layout(NamedTuple):
    """The centre of each box, and the frames. The target, if there is one, is at (0, 0)."""

    positions: dict[str, Position]
    frames: list[Frame]


@dataclass(slots=True)
class _Column:
    """Groups stacked in one column; ``height`` counts the gaps between them."""

    groups: list[Group] = field(default_factory=list)
    height: int = 0


def arrange(target: str | None, box: Size, groups: Sequence[Group]) -> Layout:
    """A place for the target and each node of the groups, so that no two boxes overlap."""
    return min((_arranged(target, box, groups, height) for height in HEIGHTS), key=_extent)


def _extent(layout: Layout) -> float:
    """How far a screen must zoom out to show the whole, in pixels of its height."""
    width = max((frame.right for frame in layout.frames), default=0) - min(
        (frame.left for frame in layout.frames), default=0
    )
    height = 2 * max((frame.bottom for frame in layout.frames), default=0)
    return max(width / ASPECT, height)


def _arranged(target: str | None, box: Size, groups: Sequence[Group], height: int) -> Layout:
    layout = Layout({target: (0, 0)} if target else {}, [])
    sides = _sides(groups, height) if target else {group.key: 1 for group in groups}
    for side in (1, -1):
        edge = box.width // 2 + HOP_GAP if target else 0
        of_side = [group for group in groups if sides[group.key] == side]
        for hop in sorted({group.hop for group in of_side}):
            for column in _columns([group for group in of_side if group.hop == hop], height):
                _place(column, side, edge, height, layout)
                edge += max(_size(group, height).width for group in column.groups) + COLUMN_GAP
            edge += HOP_GAP - COLUMN_GAP
    return layout


def _grid(group: Group, height: int) -> tuple[int, int]:
    """Columns and rows of a group's boxes: as few columns as the height allows, evenly filled."""
    most = max(1, (height - HEADING - GAP) // (group.box.height + GAP))
    columns = ceil(len(group.nodes) / most)
    return columns, ceil(len(group.nodes) / columns)


def _size(group: Group, height: int) -> Size:
    """Size of a group's frame."""
    columns, rows = _grid(group, height)
    width = max(columns * (group.box.width + GAP), group.heading) + GAP
    return Size(width, rows * (group.box.height + GAP) + GAP + HEADING)


def _sides(groups: Sequence[Group], height: int) -> dict[str, int]:
    """1 (right) or -1 (left) for each group: the emptier side, with all that hangs on the group."""
    parents = {group.key: group.parent for group in groups}
    roots = {group.key: _root(group.key, parents) for group in groups}
    weights: dict[str, int] = defaultdict(int)
    for group in groups:
        size = _size(group, height)
        weights[roots[group.key]] += size.width * size.height
    filled = {1: 0, -1: 0}
    sides: dict[str, int] = {}
    for root in sorted(weights, key=lambda key: -weights[key]):
        sides[root] = 1 if filled[1] <= filled[-1] else -1
        filled[sides[root]] += weights[root]
    return {key: sides[root] for key, root in roots.items()}


def _root(key: str, parents: Mapping[str, str | None]) -> str:
    while (parent := parents[key]) is not None:
        key = parent
    return key


def _columns(groups: Sequence[Group], height: int) -> list[_Column]:
    """Groups in as many columns as they need: each goes into the first one that has room."""
    columns: list[_Column] = []
    for group in groups:
        tall = _size(group, height).height + COLUMN_GAP
        column = next((each for each in columns if each.height + tall <= height + COLUMN_GAP), None)
        if column is None:
            columns.append(column := _Column())
        column.groups.append(group)
        column.height += tall
    return columns


def _place(column: _Column, side: int, edge: int, height: int, layout: Layout) -> None:
    """Place a column whose inner edge is ``edge`` pixels beside the target, centred vertically."""
    top = -(column.height - COLUMN_GAP) // 2
    for group in column.groups:
        size = _size(group, height)
        left = edge if side > 0 else -edge - size.width
        layout.frames.append(Frame(group.key, left, top, left + size.width, top + size.height))
        _, rows = _grid(group, height)
        for index, node in enumerate(group.nodes):
            x = left + GAP + (index // rows) * (group.box.width + GAP) + group.box.width // 2
            y = top + HEADING + GAP + (index % rows) * (group.box.height + GAP) + group.box.height // 2
            layout.positions[node] = (x, y)
        top += size.height + COLUMN_GAP
