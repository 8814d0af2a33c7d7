"""The neighbourhood as a pyvis network: boxes with their lines of text, at fixed positions."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from policygraph.viz.layout import Frame, Group, Size, arrange
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.style import look_of, order_of
from policygraph.viz.wording import words

if TYPE_CHECKING:
    from pyvis.network import Network as Drawing

FONT = 16
TARGET_FONT = 26
HEADING_FONT = 20
"""Font sizes in pixels at scale 1; picture.js draws with the same."""
_LINE = 1.3
"""Distance of lines, in font sizes."""
_WIDE = 1.0
_NARROW = 0.6
_PADDING = Size(22, 16)
_CHARACTERS = 15
_LINES = 2
_TARGET_LINES = 4
"""What a box holds: wide characters in a line, and lines."""
_LEAST_TARGET = Size(200, 70)
_NEVER_FIRST = frozenset("、。，．・：；）」』】〕》〉］!！?？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.)")
"""Characters that may not begin a line (JIS X 4051, 行頭禁則)."""
_PIECES = re.compile(r"[!-~]{1,24}|.")

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
"""What vis-network is told; colours follow the reader's light or dark scheme, in page.js."""


class Picture(NamedTuple):
    """The pyvis network, and the frame around each group with the group's kind."""

    drawing: Drawing
    frames: list[tuple[Frame, str]]


def draw(found: Neighbourhood) -> Picture:
    """Boxes and links with fixed positions. Nodes are numbered in the order of ``found.hops``."""
    from pyvis.network import Network as Drawing

    lines = {iri: _lines(found, iri) for iri in found.hops}
    groups = _groups(found, lines)
    sizes = {node: group.box for group in groups for node in group.nodes}
    sizes[found.target] = _target_size(lines[found.target])
    layout = arrange(found.target, sizes[found.target], groups)
    numbers = {iri: number for number, iri in enumerate(found.hops)}

    drawing = Drawing(directed=True)
    drawing.set_options(json.dumps(_OPTIONS))
    for iri, number in numbers.items():
        (x, y), size = layout.positions[iri], sizes[iri]
        look = look_of(found.kind(iri))
        drawing.add_node(
            number,
            label="\n".join(lines[iri]),
            shape="custom",
            color={"background": look.fill, "border": look.border},
            form=look.form,
            x=x,
            y=y,
            boxWidth=size.width,
            boxHeight=size.height,
        )
    for subject, object_, relation in sorted(found.graph.edges(keys=True)):
        drawing.add_edge(numbers[subject], numbers[object_], relation=relation)
    kinds = {group.key: found.kind(group.nodes[0]) for group in groups}
    return Picture(drawing, [(frame, kinds[frame.key]) for frame in layout.frames])


def _lines(found: Neighbourhood, iri: str) -> list[str]:
    return wrapped(found.names[iri], _CHARACTERS, _TARGET_LINES if iri == found.target else _LINES)


def _size(texts: Sequence[Sequence[str]], font: int = FONT) -> Size:
    """The size of a box that holds any of the texts."""
    widest = max(text_width(line, font) for text in texts for line in text)
    return Size(widest + _PADDING.width, round(max(map(len, texts)) * _LINE * font) + _PADDING.height)


def _target_size(lines: Sequence[str]) -> Size:
    """The target's box is seen from afar, however short its name."""
    size = _size([lines], TARGET_FONT)
    return Size(max(size.width, _LEAST_TARGET.width), max(size.height, _LEAST_TARGET.height))


def _groups(found: Neighbourhood, lines: dict[str, list[str]]) -> list[Group]:
    """Nodes of one hop and kind; a group stands after those of the hop before, in their order."""
    members: dict[tuple[int, str], list[str]] = defaultdict(list)
    for iri, hops in found.hops.items():
        if iri != found.target:
            members[hops, found.kind(iri)].append(iri)
    groups: dict[str, Group] = {}
    for (hops, kind), nodes in sorted(members.items(), key=lambda item: (item[0][0], order_of(item[0][1]))):
        key = f"{hops} {kind}"
        heading = text_width(f"{words().name(kind)}（{len(nodes)}）", HEADING_FONT)
        groups[key] = Group(key, hops, _parent(found, nodes), nodes, _size([lines[node] for node in nodes]), heading)
    places = {key: place for place, key in enumerate(groups)}
    return sorted(groups.values(), key=lambda group: (group.hop, places.get(group.parent or "", -1), places[group.key]))


def _parent(found: Neighbourhood, nodes: Sequence[str]) -> str | None:
    """The group of the hop before that most links of these nodes lead to; None for the first hop."""
    hop = found.hops[nodes[0]]
    if hop == 1:
        return None
    near = Counter(
        found.kind(other)
        for node in nodes
        for other in (*found.graph.successors(node), *found.graph.predecessors(node))
        if found.hops[other] == hop - 1
    )
    return f"{hop - 1} {min(near, key=lambda kind: (-near[kind], order_of(kind)))}"


def wrapped(text: str, width: int, most: int) -> list[str]:
    """A text in at most so many lines of ``width`` wide characters.

    Japanese has no spaces to wrap at; a number or a Latin word is not parted.
    """
    lines, filled = [""], 0.0
    for piece in _PIECES.findall(" ".join(text.split())):
        size = sum(map(_columns, piece))
        filled += size
        if filled > width and piece not in _NEVER_FIRST:
            if len(lines) > most:
                break
            lines.append("")
            filled = size
        lines[-1] = (lines[-1] + piece).lstrip()
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return [line.rstrip() for line in lines]


def text_width(text: str, font: int = FONT) -> int:
    """Pixels that a text takes, seldom less than a browser needs."""
    return round(font * sum(map(_columns, text)))


def _columns(char: str) -> float:
    """Width of a character in font sizes: a wide one (UAX 11) is as wide as high."""
    return _WIDE if unicodedata.east_asian_width(char) in "WFA" else _NARROW
