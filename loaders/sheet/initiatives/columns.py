"""Which marked items of page 2 are printed twice, which are needs, plans or results.

Plan and results of a part name mostly the same marked lines, so the two columns are found as runs
of items that pair up; what was done has times, past tense, effects and requests in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policygraph.loaders.sheet.initiatives.lines import Cell, Entry, Item
from policygraph.loaders.sheet.wording import likeness

_DATED = re.compile(r"[SHR成和0-9](?:(?:(?<=[SHR])|(?<=平成)|(?<=令和))[0-9元]|(?<=[0-9])月)")
_PAST = re.compile(r"(?:した|いる|いた|できた|となった|なり)。?$|。$|予定\)*$")
_TAIL = 12
"""Characters at the end of a text in which its verb stands."""
_SAME = 0.85
"""Likeness of titles that a column does not print twice (a word of ten differs at most)."""
_ALIKE = 0.7
"""Likeness of titles from which a plan and a result may be one (half of the wording is shared)."""


@dataclass(slots=True, eq=False)
class Block:
    """A run of neighbouring items of one column. ``reported`` tells results from plan."""

    items: list[Item] = field(default_factory=list)
    is_needs: bool = False
    reported: bool = False
    group: int = -1

    @property
    def head_of(self) -> str | None:
        return next((item.head_of for item in self.items if item.head_of), None)


class Pair(NamedTuple):
    """A planned and a reported item taken for one initiative; one of them may be missing."""

    planned: Item | None
    reported: Item | None

    @classmethod
    def alone(cls, item: Item, *, reported: bool) -> Pair:
        return cls(None, item) if reported else cls(item, None)


def mark_repeats(items: Iterable[Item]) -> None:
    """Set ``same_as`` of every item that is printed before, or printed more fully elsewhere.

    One item alone may well be worded alike in two parts or columns, so a run of items counts only
    where it has two items or is a whole block. Runs of bare titles may be plan and results worded
    alike: they count as printed twice only on a page where more than titles is.
    """
    items = [item for item in items if item.title]
    keys = [item.key for item in items]
    bare: list[tuple[int, int, int]] = []
    places: dict[str, list[int]] = {}
    at = 0
    while at < len(items):
        length, first = max(((_run(keys, first, at), first) for first in places.get(keys[at], ())), default=(0, 0))
        if length and (length > 1 or _is_whole(items, first, length) or _is_whole(items, at, length)):
            if any(item.detail_keys for item in items[at : at + length]):
                _repeat(items, first, at, length)
            else:
                bare.append((first, at, length))
        for step in range(max(length, 1)):
            places.setdefault(keys[at + step], []).append(at + step)
        at += max(length, 1)
    if any(item.same_as for item in items):
        for run in bare:
            _repeat(items, *run)
    _mark_shorter(items)


def _run(keys: Sequence[str], first: int, second: int) -> int:
    length = 0
    while second + length < len(keys) and first + length < second and keys[first + length] == keys[second + length]:
        length += 1
    return length


def _repeat(items: Sequence[Item], first: int, second: int, length: int) -> None:
    for step in range(length):
        items[second + step].same_as = items[first + step].same_as or items[first + step]


def _mark_shorter(items: Sequence[Item]) -> None:
    """A print that a page break or a displaced heading cut short repeats the full one."""
    same: dict[str, list[Item]] = {}
    for item in items:
        if item.same_as is None and item.detail_keys:
            same.setdefault(item.head_key, []).append(item)
    for group in same.values():
        for item in group if len(group) > 1 else ():
            own = set(item.detail_keys)
            item.same_as = next((other for other in group if own < set(other.detail_keys)), None)


def _is_whole(items: Sequence[Item], first: int, length: int) -> bool:
    ends = first + length == len(items) or items[first + length].starts_block
    return items[first].starts_block and ends


def blocks_of(entries: Sequence[Entry], is_need: Callable[[Item], bool]) -> list[Block]:
    """Items that are no repetition as runs of one column, in document order; sets ``Item.block``."""
    blocks: list[Block] = []
    titles: list[str] = []
    fresh = True
    for entry in entries:
        needs = isinstance(entry, Item) and is_need(entry)
        if isinstance(entry, Cell) or entry.same_as or (entry.mark is None and entry.title and not needs):
            fresh = True
            continue
        title = entry.title_key
        # A displaced heading of columns may cut a box in two; its rest begins without a marked line.
        parted = entry.starts_block and entry.title is not None
        if fresh or parted or needs != blocks[-1].is_needs or _named(title, titles):
            blocks.append(Block(is_needs=needs))
            titles = []
        entry.block = len(blocks) - 1
        blocks[-1].items.append(entry)
        titles.append(title)
        fresh = False
    return blocks


def _named(title: str, titles: Sequence[str]) -> bool:
    """Whether a column names a title already: the next column has begun."""
    return bool(title) and any(likeness(title, other, _SAME) >= _SAME for other in titles)


def part_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those cut in two whose items pair with blocks that stand apart from each other.

    A column may hold two parts without a blank line between them; the other column shows it.
    """
    partner: dict[int, int] = {}
    for link in _exact(item for block in blocks if not block.is_needs for item in block.items if item.title):
        partner[id(link.left)], partner[id(link.right)] = link.right.block, link.left.block
    cut: list[Block] = []
    for block in blocks:
        last: int | None = None
        cut.append(Block(is_needs=block.is_needs))
        for item in block.items:
            other = partner.get(id(item))
            if other is not None and last is not None and _stand_apart(blocks, last, other):
                cut.append(Block(is_needs=block.is_needs))
            last = last if other is None else other
            cut[-1].items.append(item)
    for number, block in enumerate(cut):
        for item in block.items:
            item.block = number
    return cut


def _stand_apart(blocks: Sequence[Block], first: int, second: int) -> bool:
    headed = blocks[second].head_of is not None and blocks[first].head_of != blocks[second].head_of
    return headed or abs(second - first) > 1


def pair_columns(blocks: Sequence[Block]) -> list[Pair]:
    """Pair plan with results over all blocks but needs; sets ``reported`` and ``group`` of blocks.

    Blocks of one group belong to the same part.
    """
    work = [block for block in blocks if not block.is_needs]
    links = _links(work)
    colours = _Colours(len(blocks))
    kept = [link for link in links if colours.join(link.left.block, link.right.block)]
    for block, (group, side) in zip(blocks, colours.sides(), strict=True):
        block.group, block.reported = group, bool(side)
    _orient(work)
    return [
        Pair(link.right, link.left) if blocks[link.left.block].reported else Pair(link.left, link.right)
        for link in kept
    ]


class _Link(NamedTuple):
    likeness: float
    left: Item
    right: Item


def _links(work: Sequence[Block]) -> list[_Link]:
    """One-to-one links of items of different blocks, the most alike first."""
    items = [item for block in work for item in block.items if item.title]
    exact = _exact(items)
    taken = {id(item) for link in exact for item in (link.left, link.right)}
    rest = [item for item in items if id(item) not in taken]
    near = [
        _Link(score, left, right)
        for at, left in enumerate(rest)
        for right in rest[at + 1 :]
        if left.block != right.block and (score := likeness(left.title_key, right.title_key, _ALIKE)) >= _ALIKE
    ]
    near.sort(key=lambda link: -link.likeness)
    return exact + _one_to_one(near)


def _exact(items: Iterable[Item]) -> list[_Link]:
    """Items of the same title; where more than two share it, those whose blocks share most."""
    same: dict[str, list[Item]] = {}
    for item in items:
        same.setdefault(item.title_key, []).append(item)
    candidates = [
        _Link(1.0, left, right)
        for group in same.values()
        for at, left in enumerate(group)
        for right in group[at + 1 :]
        if left.block != right.block
    ]
    shared: dict[tuple[int, int], int] = {}
    for link in candidates:
        blocks = (link.left.block, link.right.block)
        shared[blocks] = shared.get(blocks, 0) + 1
    candidates.sort(key=lambda link: -shared[link.left.block, link.right.block])
    return _one_to_one(candidates)


def _one_to_one(links: Iterable[_Link]) -> list[_Link]:
    taken: set[int] = set()
    kept: list[_Link] = []
    for link in links:
        if id(link.left) not in taken and id(link.right) not in taken:
            taken |= {id(link.left), id(link.right)}
            kept.append(link)
    return kept


class _Colours:
    """Blocks in groups, and on one of two sides in each: linked blocks are on opposite sides."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._side = [0] * count

    def join(self, left: int, right: int) -> bool:
        """Put two blocks on opposite sides; False where what was joined before forbids it."""
        (first, side), (second, other) = self._find(left), self._find(right)
        if first == second:
            return side != other
        self._parent[second] = first
        self._side[second] = side ^ other ^ 1
        return True

    def sides(self) -> list[tuple[int, int]]:
        return [self._find(block) for block in range(len(self._parent))]

    def _find(self, block: int) -> tuple[int, int]:
        side = 0
        while self._parent[block] != block:
            side ^= self._side[block]
            block = self._parent[block]
        return block, side


def _orient(work: Sequence[Block]) -> None:
    """Turn each group round so that its results are where times and past tense are."""
    groups: dict[int, list[Block]] = {}
    for block in work:
        groups.setdefault(block.group, []).append(block)
    for group in groups.values():
        lead = sum(_told(block) * (1 if block.reported else -1) for block in group)
        alone = len(group) == 1
        # The plan comes first in print: two columns that tell nothing stay in that order.
        wrong = _told(group[0]) >= _ALONE if alone else lead < 0 or (lead == 0 and group[0].reported)
        if alone:
            group[0].reported = wrong
        elif wrong:
            for block in group:
                block.reported = not block.reported


_ALONE = 0.75
"""What a block that pairs with none must tell to be results: most of its texts are dated or past."""


def _told(block: Block) -> float:
    """How much a block reads like results: 0 not at all, 1 every text; more with their headings."""
    texts = [detail.paragraph.key for item in block.items for detail in item.details]
    texts += [item.title.key for item in block.items if item.title]
    dated = sum([_DATED.search(text) is not None for text in texts])
    dated += sum([_PAST.search(text[-_TAIL:]) is not None for text in texts])
    headed = block.head_of is not None or any(
        detail.kind != "detail" for item in block.items for detail in item.details
    )
    return dated / max(len(texts), 1) + 5 * headed
