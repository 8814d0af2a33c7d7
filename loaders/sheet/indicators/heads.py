"""What section 5(1) repeats of the indicators: their names with the latest grade, and what is said of them.

It lists them by policy area in the order of the ranks, as ``＜name【grade】＞`` and a text (form, page 9). So it tells
which name goes with which rank, grade and area where the boxes of section 3 run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import Final, NamedTuple

from policygraph.loaders.japanese import AREA, fold, is_dash
from policygraph.loaders.source import Line

_HEAD: Final = re.compile(r"<([^<>【]{1,120})【([A-D-])】>")
_MANY: Final = 500


class Head(NamedTuple):
    """One indicator in section 5(1): its folded name, its grade, the folded text below, its area where known."""

    name: str
    grade: str
    text: str
    area: str | None


def read_heads(lines: Sequence[Line]) -> list[Head]:
    """The indicators that 5(1) names, in its order. ``lines`` are those of 5(1); nothing is claimed."""
    text = "".join([line.key for line in lines])
    found = list({match[0]: match for match in reversed(list(_HEAD.finditer(text)))}.values())[::-1]
    areas = _areas(lines, len(found))
    ends = [match.start() for match in found[1:]] + [len(text)] if found else []
    return [
        Head(match[1], match[2], text[match.end() : end], area)
        for match, end, area in zip(found, ends, areas, strict=True)
    ]


def _areas(lines: Sequence[Line], count: int) -> Sequence[str | None]:
    """The area of each indicator by the counts of the areas' rows, if these add up to as many."""
    rows = [(area, line.text[area.end() :].split()) for line in lines if (area := AREA.match(line.text))]
    areas = [
        fold(area[0])
        for area, counts in rows
        if all(word.isdecimal() or is_dash(word) for word in counts)
        for _ in range(sum(int(word) for word in counts if word.isdecimal()))
    ]
    return areas if len(areas) == count else [None] * count


def expected_places(heads: Sequence[Head], grades: Sequence[str | None]) -> list[int | None]:
    """Which indicator, counted in the order of the ranks, each head is; None where that is open.

    ``grades`` are the latest ones of the indicators. Where 5(1) names fewer (those without a grade have
    no text there), the heads keep their order and their grades say which are left out.
    """
    if not 0 < len(heads) <= len(grades) or comb(len(grades), len(heads)) > _MANY:
        return [None] * len(heads)
    ways = list(combinations(range(len(grades)), len(heads)))
    scores = [sum(head.grade == grades[place] for head, place in zip(heads, way, strict=True)) for way in ways]
    best = [way for way, score in zip(ways, scores, strict=True) if score == max(scores)]
    return [places[0] if len(set(places)) == 1 else None for places in zip(*best, strict=True)]
