"""Blocks of running text made as many as they should be.

A blank line parts two overviews as a rule, but one may be cut by a blank line and two may stand
without one. Print shows it: a line that fills the column goes on in the next, one that does not
ends its text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from policygraph.loaders.source import Line

Block = list[Line]

LINE_SLACK = 4
"""Half-width characters by which a full line may fall short: rules of line breaking."""

_ENDS = ("。", "．")
_GOES_ON = ("（", "(", "・", "※", "「", "○", "【")


def evened(blocks: Sequence[Block], count: int) -> list[Block]:
    """Blocks joined or cut where print shows it, until they are ``count`` if that can be."""
    found = [list(block) for block in blocks]
    if len(found) == count or not found:
        return found
    width = max(display_width(line.text) for block in found for line in block)
    if len(found) > count:
        return _joined(found, count, width)
    return _cut(found, count, width)


def display_width(text: str) -> int:
    """Width in half-width characters."""
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "FWA" else 1


def _joined(blocks: list[Block], count: int, width: int) -> list[Block]:
    """Join blocks whose last line fills the column without ending a sentence."""
    joined: list[Block] = []
    surplus = len(blocks) - count
    for block in blocks:
        last = joined[-1][-1] if joined else None
        if surplus and last and display_width(last.text) >= width - LINE_SLACK and not last.text.endswith(_ENDS):
            joined[-1] = [*joined[-1], *block]
            surplus -= 1
        else:
            joined.append(block)
    return joined


def _cut(blocks: list[Block], count: int, width: int) -> list[Block]:
    """Cut blocks behind the inner lines that fall shortest of the column."""
    rooms = sorted(_rooms(blocks, width), reverse=True)[: count - len(blocks)]
    cuts = {(block, line) for _, block, line in rooms}
    found: list[Block] = []
    for index, block in enumerate(blocks):
        start = 0
        for line in range(1, len(block) + 1):
            if line == len(block) or (index, line) in cuts:
                found.append(block[start:line])
                start = line
    return found


def _rooms(blocks: Sequence[Block], width: int) -> Iterator[tuple[int, int, int]]:
    """Room left by inner lines that end a text, with the block and the line behind."""
    for index, block in enumerate(blocks):
        for line in range(1, len(block)):
            room = width - display_width(block[line - 1].text)
            if room > LINE_SLACK and not block[line].text.startswith(_GOES_ON):
                yield room, index, line
