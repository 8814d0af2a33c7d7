"""Which thing of B continues which thing of A: by code and name, by name, by code, then by likeness.

Every way is symmetric: exchanging A and B gives the same pairs. What leaves a choice is no pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.loaders.sheet.wording import likeness
from policygraph.queries.diff.model import Item, Pair

LEAST: Final = 0.7
"""Strength of likeness from which two things are taken for one."""
PLAUSIBLE: Final = 0.5
"""Strength from which each of several is taken for a part of a thing that was split."""
CANDIDATE: Final = 0.25
"""Strength from which a thing is named as a candidate."""
LEAD: Final = 0.1
"""By how much the likest must lead over the next."""

_TELLING: Final = 10
"""Characters from which a text tells things apart: 「補助金の交付」 stands at many projects."""
_MOST_BY_LIKENESS: Final = Decimal("0.95")
_BY_NAME: Final = Decimal("0.8")
"""Of a name alone; texts that agree add the rest up to :data:`_MOST_BY_LIKENESS`."""
_STEP: Final = Decimal("0.001")
_IN_ORDER: Final = Decimal("0.5")
_NAMED_CANDIDATES: Final = 3


class Trust(NamedTuple):
    """What a code tells: together with the name, and alone, if name and text are alike at least so much (None: never).

    The 整理番号 of projects is new every year (form, Rules) and tells nothing from year to year.
    """

    with_name: bool
    alone: float | None


SAME_YEAR: Final = Trust(True, 0.0)
"""Codes within one fiscal year."""
NEW_EVERY_YEAR: Final = Trust(False, None)
"""整理番号 from year to year."""
RANKS: Final = Trust(True, None)
"""Ranks of indicators from year to year: 主① may be another one next year."""
MEASURE_CODES: Final = Trust(True, CANDIDATE)
"""Measure codes from year to year: one may be given to another measure."""


class Likeness(NamedTuple):
    """How alike two things are: ``strength`` 0 to 1, and ``total``, which tells rivals of one name apart."""

    strength: float
    total: float


class Paired(NamedTuple):
    """Pairs, the splits and mergers (one pair a part), and what is left on either side with its candidates."""

    pairs: list[Pair]
    splits: list[Pair]
    mergers: list[Pair]
    ended: list[tuple[Item, tuple[Item, ...]]]
    added: list[tuple[Item, tuple[Item, ...]]]


def alike(one: Item, other: Item) -> Likeness:
    """How alike name and text are; either may do alone, and short texts tell nothing."""
    name = likeness(one.key, other.key) ** 2
    telling = min(len(one.text_key), len(other.text_key)) >= _TELLING
    text = likeness(one.text_key, other.text_key) ** 2 if telling else 0.0
    return Likeness(1 - (1 - name) * (1 - text), name + text)


def pair_up(thing: str, a: Sequence[Item], b: Sequence[Item], trust: Trust) -> Paired:
    """Pair the things of two sides."""
    table = _Table(thing, a, b)
    if trust.with_name:
        table.by_key(_code_and_name, "code-and-name", in_order=True)
    table.by_key(lambda item: item.key, "name")
    if trust.alone is not None:
        table.by_key(lambda item: item.code, "code", least=trust.alone)
    table.by_likeness()
    return table.result()


def _code_and_name(item: Item) -> Hashable:
    return (item.code, item.key) if item.code and item.key else None


class _Table:
    """The things of both sides by position, those that are free, and how alike they are."""

    def __init__(self, thing: str, a: Sequence[Item], b: Sequence[Item]) -> None:
        self.thing, self.a, self.b = thing, a, b
        self.free_a, self.free_b = dict.fromkeys(range(len(a))), dict.fromkeys(range(len(b)))
        self.pairs: dict[int, Pair] = {}
        self._alike: dict[tuple[int, int], Likeness] = {}

    def likeness(self, i: int, j: int) -> Likeness:
        if (i, j) not in self._alike:
            self._alike[i, j] = alike(self.a[i], self.b[j])
        return self._alike[i, j]

    def _take(self, i: int, j: int, confidence: Decimal, method: str) -> None:
        self.pairs[i] = self._pair(i, j, confidence, method)
        del self.free_a[i], self.free_b[j]

    def _pair(self, i: int, j: int, confidence: Decimal, method: str) -> Pair:
        return Pair(self.thing, self.a[i], self.b[j], confidence, method)

    def by_key(
        self, key: Callable[[Item], Hashable], method: str, *, least: float = 0.0, in_order: bool = False
    ) -> None:
        """Pair what has a key that no other has; ``in_order`` also as many as have it on either side."""
        of_a, of_b = _grouped(key, self.a, self.free_a), _grouped(key, self.b, self.free_b)
        for value, own in of_a.items():
            others = of_b.get(value, [])
            if len(own) == len(others) == 1 and self.likeness(own[0], others[0]).strength >= least:
                self._take(own[0], others[0], *self._certainty(own[0], others[0], method))
            elif in_order and len(own) == len(others) > 1:
                for i, j in zip(own, others, strict=True):
                    self._take(i, j, _IN_ORDER, f"{method}-in-order")

    def _certainty(self, i: int, j: int, method: str) -> tuple[Decimal, str]:
        """How sure a pair of one key is, and its method, which says whether texts agree too."""
        found = self.likeness(i, j)
        if method == "code-and-name":
            return Decimal(1), method
        if method == "code":
            return _rounded((1 + found.strength) / 2), method
        more = (_MOST_BY_LIKENESS - _BY_NAME) * Decimal(max(found.total - 1, 0))
        return _BY_NAME + more.quantize(_STEP), "name-with-text" if found.total - 1 >= PLAUSIBLE else method

    def by_likeness(self) -> None:
        """Pair what is likest to each other by a clear lead, until there is no more of it."""
        while found := [pair for i in self.free_a if (pair := self._mutual(i))]:
            for i, j in found:
                self._take(i, j, _rounded(self.likeness(i, j).strength), "likeness")

    def _mutual(self, i: int) -> tuple[int, int] | None:
        j = _leader({j: self.likeness(i, j) for j in self.free_b})
        if j is None or _leader({other: self.likeness(other, j) for other in self.free_a}) != i:
            return None
        return i, j

    def result(self) -> Paired:
        """What was found, in the order of the sides."""
        plausible = [(i, j) for i in self.free_a for j in self.free_b if self.likeness(i, j).strength >= PLAUSIBLE]
        splits, mergers = _stars(plausible), _stars([(j, i) for i, j in plausible])
        split = [self._part(i, j) for i, parts in splits.items() for j in parts]
        merged = [self._part(i, j) for j, parts in mergers.items() for i in parts]
        gone = {*splits, *(i for parts in mergers.values() for i in parts)}
        new = {*mergers, *(j for parts in splits.values() for j in parts)}
        return Paired(
            [self.pairs[i] for i in sorted(self.pairs)],
            split,
            merged,
            [(self.a[i], self._candidates(i, None)) for i in self.free_a if i not in gone],
            [(self.b[j], self._candidates(None, j)) for j in self.free_b if j not in new],
        )

    def _part(self, i: int, j: int) -> Pair:
        return self._pair(i, j, _rounded(self.likeness(i, j).strength), "likeness")

    def _candidates(self, i: int | None, j: int | None) -> tuple[Item, ...]:
        """What is likest on the other side; what has a pair already must be more alike to be named."""
        if i is not None:
            own, free, other = {k: self.likeness(i, k) for k in range(len(self.b))}, self.free_b, self.b
        else:
            own, free, other = {k: self.likeness(k, j or 0) for k in range(len(self.a))}, self.free_a, self.a
        fit = (k for k, found in own.items() if found.strength >= (CANDIDATE if k in free else PLAUSIBLE))
        return tuple(other[k] for k in sorted(fit, key=lambda k: (-own[k].total, k))[:_NAMED_CANDIDATES])


def _grouped(key: Callable[[Item], Hashable], items: Sequence[Item], free: Iterable[int]) -> dict[Hashable, list[int]]:
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in free:
        if value := key(items[index]):
            groups[value].append(index)
    return groups


def _leader(rivals: dict[int, Likeness]) -> int | None:
    """The likest, if it is alike enough and leads."""
    ranked = sorted(rivals, key=lambda index: -rivals[index].total)
    if not ranked or rivals[ranked[0]].strength < LEAST:
        return None
    second = rivals[ranked[1]].total if len(ranked) > 1 else 0.0
    return ranked[0] if rivals[ranked[0]].total - second >= LEAD else None


def _stars(links: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """Ends with several links to what has no other link."""
    forth: defaultdict[int, list[int]] = defaultdict(list)
    back: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in links:
        forth[one].append(other)
        back[other].append(one)
    return {
        one: others for one, others in forth.items() if len(others) > 1 and all(len(back[each]) == 1 for each in others)
    }


def _rounded(strength: float) -> Decimal:
    return min(Decimal(strength).quantize(_STEP), _MOST_BY_LIKENESS)
