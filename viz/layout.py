"""Positions computed beforehand: the target in the middle, a block of boxes for each kind around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

Position = tuple[int, int]

CELL_WIDTH = 230
CELL_HEIGHT = 92
MAX_ROWS = 9
GAP = 120


def positions(target: str, groups: Mapping[tuple[int, str], Sequence[str]]) -> dict[str, Position]:
    """A place for each node, in pixels around the target at (0, 0).

    ``groups`` maps (hops, kind) to nodes in order. Groups go in turn to the right and to the left,
    the nearest hop innermost, so that no two boxes overlap.
    """
    placed: dict[str, Position] = {target: (0, 0)}
    edge = {1: CELL_WIDTH // 2 + GAP, -1: CELL_WIDTH // 2 + GAP}
    for hop in sorted({hop for hop, _ in groups}):
        sides = _sides([groups[key] for key in sorted(groups) if key[0] == hop])
        for side, blocks in sides.items():
            edge[side] += _place(blocks, side, edge[side], placed)
    return placed


def _sides(blocks: Sequence[Sequence[str]]) -> dict[int, list[Sequence[str]]]:
    """Blocks of one hop, dealt to the emptier side, the largest first."""
    sides: dict[int, list[Sequence[str]]] = {1: [], -1: []}
    for block in sorted(blocks, key=len, reverse=True):
        side = min(sides, key=lambda each: (sum(map(len, sides[each])), -each))
        sides[side].append(block)
    return sides


def _place(blocks: Sequence[Sequence[str]], side: int, start: int, placed: dict[str, Position]) -> int:
    """Stack blocks on one side from ``start`` outwards; gives the width they take."""
    heights = [min(len(block), _rows(block)) * CELL_HEIGHT for block in blocks]
    top = -(sum(heights) + GAP // 2 * max(len(blocks) - 1, 0)) // 2
    widest = 0
    for block, height in zip(blocks, heights, strict=True):
        for node, column, row in _cells(block):
            x = start + column * CELL_WIDTH + CELL_WIDTH // 2
            placed[node] = (side * x, top + row * CELL_HEIGHT + CELL_HEIGHT // 2)
            widest = max(widest, (column + 1) * CELL_WIDTH)
        top += height + GAP // 2
    return widest + GAP if widest else 0


def _rows(block: Sequence[str]) -> int:
    """Rows of a block: few enough to be read, many enough to be about as high as wide."""
    return max(1, min(MAX_ROWS, ceil(len(block) / max(1, round((len(block) / 4) ** 0.5)))))


def _cells(block: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    rows = _rows(block)
    for index, node in enumerate(block):
        yield node, index // rows, index % rows
