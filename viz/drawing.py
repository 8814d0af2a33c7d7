"""The picture as a pyvis network: boxes with their lines of text, at positions computed beforehand."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policygraph.viz.boxes import HEADING_FONT, TARGET_SCALE, lines_of, scale_of, size_of, text_width, yen_text
from policygraph.viz.layout import Frame, Group, Layout, Size, arrange
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.style import look_of, order_of
from policygraph.viz.wording import words

if TYPE_CHECKING:
    from pyvis.network import Network as Drawing

FIRST_NODES = 80
"""Nodes that a picture begins with: what can be read on one screen."""

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": {"enabled": False},
        "selectConnectedEdges": False,
        "hideEdgesOnDrag": False,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.6}},
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.45},
        "selectionWidth": 0,
        "hoverWidth": 1,
    },
}
"""What vis-network is told; colours follow the reader's light or dark scheme, in picture.js."""


class Box(NamedTuple):
    """What is written in a box, how much larger than others it is, and its size where it is not in the middle."""

    lines: list[str]
    scale: float
    size: Size


class Picture(NamedTuple):
    """The pyvis network, the frame around each group with the group's kind, and the nodes shown at first.

    Nodes are numbered in the order of the neighbourhood; those not shown at first stand at (0, 0), hidden.
    """

    drawing: Drawing
    boxes: Mapping[str, Box]
    layout: Layout
    frames: list[tuple[Frame, str]]
    first: list[str]


def draw(found: Neighbourhood, depth: int, wanted: Sequence[str] = ()) -> Picture:
    """Boxes and links; at first those within ``depth`` and those on the way to ``wanted`` are shown."""
    from pyvis.network import Network as Drawing

    boxes = {iri: _box(found, iri) for iri in found.hops}
    first = shown_first(found, depth, wanted)
    groups = grouped(found, boxes, first)
    layout = arrange(found.target, _target_size(found, boxes), groups)
    drawing = Drawing(directed=True)
    drawing.set_options(json.dumps(_OPTIONS))
    numbers = {iri: number for number, iri in enumerate(found.hops)}
    for iri, number in numbers.items():
        _add_box(drawing, number, boxes[iri], found.kind(iri), layout.positions.get(iri))
    for subject, object_, relation in sorted(found.graph.edges(keys=True)):
        drawing.add_edge(numbers[subject], numbers[object_], relation=relation)
    kinds = {group.key: found.kind(group.nodes[0]) for group in groups}
    return Picture(drawing, boxes, layout, [(frame, kinds[frame.key]) for frame in layout.frames], first)


def _add_box(drawing: Drawing, number: int, box: Box, kind: str, place: tuple[int, int] | None) -> None:
    look = look_of(kind)
    x, y = place or (0, 0)
    drawing.add_node(
        number,
        label="\n".join(box.lines),
        shape="custom",
        color={"background": look.fill, "border": look.border},
        form=look.form,
        x=x,
        y=y,
        hidden=place is None,
        scale=box.scale,
        boxWidth=box.size.width,
        boxHeight=box.size.height,
    )


def shown_first(found: Neighbourhood, depth: int, wanted: Sequence[str] = ()) -> list[str]:
    """The nodes that a picture begins with: what lies on a way to what is wanted, then the nearest, as many as fit."""
    near = [[iri] for iri, hop in found.hops.items() if found.target is None or hop <= depth]
    shown: set[str] = set()
    for way in (*_ways_to(found, wanted), *near):
        if len(shown) < FIRST_NODES:
            shown.update(way)
    return [iri for iri in found.hops if iri in shown]


def _ways_to(found: Neighbourhood, wanted: Sequence[str]) -> list[list[str]]:
    """A shortest way from the target to each of what is wanted, the nearest first."""
    import networkx as nx

    goals = [iri for iri in found.hops if iri in set(wanted)]
    if found.target is None or not goals:
        return [[iri] for iri in goals]
    ways = nx.single_source_shortest_path(found.graph.to_undirected(as_view=True), found.target)
    return [ways[goal] for goal in goals if goal in ways]


def _box(found: Neighbourhood, iri: str) -> Box:
    yen = found.told.money.get(iri)
    lines = lines_of(found.names[iri])
    if yen is not None and found.kind(iri) != "BudgetTotal":
        lines.append(yen_text(yen))
    return Box(lines, scale_of(yen), size_of(lines, scale_of(yen)))


def _target_size(found: Neighbourhood, boxes: Mapping[str, Box]) -> Size:
    if found.target is None:
        return Size(0, 0)
    size = boxes[found.target].size
    # Halves go up, as in the page: Python's round() would take them to the even side.
    return Size(int(size.width * TARGET_SCALE + 0.5), int(size.height * TARGET_SCALE + 0.5))


def grouped(found: Neighbourhood, boxes: Mapping[str, Box], shown: Sequence[str]) -> list[Group]:
    """Nodes of one hop and kind; a group stands after those of the hop before, in their order."""
    members: dict[tuple[int, str], list[str]] = defaultdict(list)
    for iri in shown:
        if iri != found.target:
            members[found.hops[iri], found.kind(iri)].append(iri)
    groups: dict[str, Group] = {}
    for (hop, kind), nodes in sorted(members.items(), key=lambda item: (item[0][0], order_of(item[0][1]))):
        key = f"{hop} {kind}"
        heading = text_width(f"{words().name(kind)}（{len(nodes)}）", HEADING_FONT)
        sizes = [boxes[node].size for node in nodes]
        box = Size(max(size.width for size in sizes), max(size.height for size in sizes))
        groups[key] = Group(key, hop, _parent(found, nodes, set(shown)), nodes, box, heading)
    places = {key: place for place, key in enumerate(groups)}
    return sorted(groups.values(), key=lambda group: (group.hop, places.get(group.parent or "", -1), places[group.key]))


def _parent(found: Neighbourhood, nodes: Sequence[str], shown: set[str]) -> str | None:
    """The group of the hop before that most links of these nodes lead to; None for the first hop."""
    hop = found.hops[nodes[0]]
    if hop == 1:
        return None
    near = Counter(
        found.kind(other)
        for node in nodes
        for other in (*found.graph.successors(node), *found.graph.predecessors(node))
        if other in shown and found.hops[other] == hop - 1
    )
    return f"{hop - 1} {min(near, key=lambda kind: (-near[kind], order_of(kind)))}" if near else None
