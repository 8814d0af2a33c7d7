"""The picture of a report: who hangs on whom from left to right, as an SVG that no script moves.

Layers are the generations of supports; within a layer nodes stand near what they hang on (barycentres,
Sugiyama and others, 1981). A picture that would not be read is cut, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final
from unicodedata import east_asian_width

import networkx as nx
from markupsafe import Markup

from policygraph.ontology.terms import NAMESPACE
from policygraph.queries.impact.answer import EdgeRow, relation_name
from policygraph.queries.kinds import kind_label
from policygraph.queries.network import Node
from policygraph.viz.style import look_of

MOST: Final = 60
"""Nodes that a picture shows."""

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _MARGIN = 190, 62, 90, 12, 10
_LINE = 26
"""Half-width characters on a line of a box: one for the class, two for the name."""
_SWEEPS = 4
_DASHES: Final = {"structural": "", "shared": "6 3", "cooperation": "2 3", "indicator-pathway": "10 3 2 3"}

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Drawn:
    nodes: Mapping[str, Node]
    edges: Sequence[EdgeRow]
    places: Mapping[str, Place]


def picture(edges: Sequence[EdgeRow]) -> Markup:
    """The hops of an answer as inline SVG with a caption; empty where there is none."""
    every = {node.iri: node for edge in edges for node in (edge.source, edge.target)}
    if not every:
        return Markup("")
    layers = _layers(edges)
    shown = [iri for layer in layers for iri in layer][:MOST]
    kept = [edge for edge in edges if edge.source.iri in shown and edge.target.iri in shown]
    ordered = _ordered([[iri for iri in layer if iri in shown] for layer in layers], kept)
    drawn = _Drawn(every, kept, _places(ordered))
    caption = f"{len(every)} 個の節点のうち {len(shown)} 個。" if len(shown) < len(every) else ""
    return Markup("{}<p class='help'>{}{}</p>").format(_svg(drawn), caption, _legend(kept))


def _layers(edges: Iterable[EdgeRow]) -> list[list[str]]:
    """Generations of the graph of supports; what hangs on one another stands in one."""
    graph: nx.DiGraph[str] = nx.DiGraph((edge.source.iri, edge.target.iri) for edge in edges)
    condensed = nx.condensation(graph)
    members = condensed.nodes(data="members")
    return [
        sorted(iri for each in generation for iri in members[each])
        for generation in nx.topological_generations(condensed)
    ]


def _ordered(layers: list[list[str]], edges: Sequence[EdgeRow]) -> list[list[str]]:
    """Layers whose nodes stand at the height of their neighbours, as far as that goes."""
    beside: dict[str, list[str]] = {iri: [] for layer in layers for iri in layer}
    for edge in edges:
        beside[edge.source.iri].append(edge.target.iri)
        beside[edge.target.iri].append(edge.source.iri)
    for _ in range(_SWEEPS):
        height = {iri: place / len(layer) for layer in layers for place, iri in enumerate(layer)}
        layers = [sorted(layer, key=lambda iri: (_mean(iri, beside[iri], height), iri)) for layer in layers]
    return [layer for layer in layers if layer]


def _mean(iri: str, neighbours: Sequence[str], height: Mapping[str, float]) -> float:
    around = [height[each] for each in neighbours] or [height[iri]]
    return sum(around) / len(around)


def _places(layers: Sequence[Sequence[str]]) -> dict[str, Place]:
    """Upper left corners; every layer stands in the middle."""
    tallest = max(map(len, layers))
    return {
        iri: (
            _MARGIN + column * (_WIDTH + _GAP_X),
            _MARGIN + (tallest - len(layer)) * (_HEIGHT + _GAP_Y) // 2 + row * (_HEIGHT + _GAP_Y),
        )
        for column, layer in enumerate(layers)
        for row, iri in enumerate(layer)
    }


def _svg(drawn: _Drawn) -> Markup:
    width = max(left for left, _ in drawn.places.values()) + _WIDTH + _MARGIN
    height = max(top for _, top in drawn.places.values()) + _HEIGHT + _MARGIN
    inside = (*(_line(drawn, edge) for edge in drawn.edges), *(_box(drawn, iri) for iri in drawn.places))
    return Markup(
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        f' aria-label="依存関係の図：左のものに右のものが依存する">{"".join(inside)}</svg>'
    )


def _line(drawn: _Drawn, edge: EdgeRow) -> str:
    (left, top), (right, bottom) = drawn.places[edge.source.iri], drawn.places[edge.target.iri]
    start, end, middle = left + _WIDTH, right, _HEIGHT // 2
    bend = max(40, (end - start) // 2)
    dashes = f' stroke-dasharray="{_DASHES[edge.relation]}"' if _DASHES.get(edge.relation) else ""
    return (
        f'<path d="M{start} {top + middle} C{start + bend} {top + middle} {end - bend} {bottom + middle}'
        f' {end} {bottom + middle}" fill="none" stroke="#777777" stroke-width="1.2"{dashes}>'
        f"<title>{escape(edge.rule)}</title></path>"
    )


def _box(drawn: _Drawn, iri: str) -> str:
    node, (left, top) = drawn.nodes[iri], drawn.places[iri]
    look = look_of(node.kind.removeprefix(NAMESPACE))
    corner = {"round": 12, "box": 2, "cut": 6}[look.form]
    name = " ".join(dict.fromkeys(word for word in (node.code, node.label) if word))
    rest = (
        f'<text x="{left + 8}" y="{top + 19 + 17 * number}" font-size="12" fill="#1b1b1b">{escape(line)}</text>'
        for number, line in enumerate(_lines(kind_label(node.kind), name))
    )
    return (
        f'<g><title>{escape(f"{kind_label(node.kind)} {name}")}</title><rect x="{left}" y="{top}" width="{_WIDTH}"'
        f' height="{_HEIGHT}" rx="{corner}" fill="{look.fill}" stroke="{look.border}"/>{"".join(rest)}</g>'
    )


def _lines(kind: str, name: str) -> tuple[str, ...]:
    """The class over the name in up to two lines, which is cut where it is longer."""
    first = _fitting(name)
    rest = name[len(first) :]
    second = _fitting(rest)
    return kind, first, second if second == rest else f"{second[:-1]}…"


def _fitting(text: str) -> str:
    """What of a text fits on a line."""
    width = 0
    for place, char in enumerate(text):
        width += 2 if east_asian_width(char) in "WFA" else 1
        if width > _LINE:
            return text[:place]
    return text


def _legend(edges: Iterable[EdgeRow]) -> Markup:
    """Which line is which relation, of those that are drawn."""
    words = {"": "実線", "6 3": "破線", "2 3": "点線", "10 3 2 3": "一点鎖線"}
    relations = dict.fromkeys(edge.relation for edge in edges if edge.relation in _DASHES)
    told = "、".join(f"{words[_DASHES[relation]]} {relation_name(relation)}" for relation in relations)
    return Markup("左のものに右のものが依存します。{}").format(told)
