"""Gives texts to rows where both keep one order but for a few displaced runs.

An assignment is good if texts and rows that belong together are alike and if few rows do not follow
the row of the text before (a *break*). The best one is searched from the printed order by exchanging
texts and runs of texts as long as that helps; a run may be displaced anywhere. What the other good
assignments lose against it says how sure each pair is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import exp
from typing import NamedTuple

_LONGEST_RUN = 3
_NO_GAIN = 1e-9
_NEGLIGIBLE = 5.0
"""Temperatures of loss beyond which another assignment is not looked at (its weight is below 1 %)."""
_RIVALS = 3


class Pair(NamedTuple):
    """A text given to a row, how sure (0-1), and the rows it might also belong to, the likeliest first."""

    text: int
    row: int
    confidence: float
    others: tuple[int, ...]


class _Change(NamedTuple):
    """Exchange of the rows of texts ``first:left`` and ``right:end``, and what it gains."""

    gain: float
    first: int
    left: int
    right: int
    end: int


def assign(similarity: Sequence[Sequence[float]], order: float, temperature: float) -> list[Pair]:
    """Give each text a row. ``similarity[text][row]``; there may be more of either, then some have no pair.

    ``order`` is what a break costs in units of similarity. The confidence of a pair is
    ``1 / (1 + sum of exp(-loss / temperature))`` over the assignments one exchange away that part it.
    """
    texts = len(similarity)
    rows = len(similarity[0]) if similarity else 0
    if not rows:
        return []
    size = max(texts, rows)
    square = [[*row, *[0.0] * (size - rows)] for row in similarity] + [[0.0] * size for _ in range(size - texts)]
    search = _Search(square, order)
    doubts = _weighed(search.improve(_NEGLIGIBLE * temperature), search, temperature)
    return [
        Pair(text, row, 1 / (1 + sum(doubts[text].values())), _rivals(doubts[text], rows))
        for text, row in enumerate(search.rows[:texts])
        if row < rows
    ]


def _weighed(changes: Iterable[_Change], search: _Search, temperature: float) -> list[dict[int, float]]:
    """For each text, the rows that other good assignments give it, weighed by what they lose."""
    doubts: list[dict[int, float]] = [{} for _ in search.rows]
    for change in changes:
        weight = exp(change.gain / temperature)
        for text, row in enumerate(search.changed(change), change.first):
            if row != search.rows[text]:
                doubts[text][row] = doubts[text].get(row, 0.0) + weight
    return doubts


def _rivals(doubts: dict[int, float], rows: int) -> tuple[int, ...]:
    ranked = sorted((row for row in doubts if row < rows), key=lambda row: -doubts[row])
    return tuple(row for row in ranked[:_RIVALS] if doubts[row] > doubts[ranked[0]] / 4)


class _Search:
    """An assignment (``rows[text]``) and the changes it may undergo."""

    def __init__(self, similarity: Sequence[Sequence[float]], order: float) -> None:
        self.similarity = similarity
        self.order = order
        self.rows = _anchored(similarity, order)
        self._tops: list[list[float]] = [sorted(column)[-2:] for column in zip(*similarity, strict=True)]
        """For each row its second greatest likeness and its greatest."""

    def improve(self, loss: float) -> list[_Change]:
        """Take the best changes, of those that touch each other the best, until none gains.

        Gives back those that are left and lose less than ``loss``.
        """
        near = list(self._changes(loss))
        while gains := sorted([change for change in near if change.gain > _NO_GAIN], reverse=True):
            touched: set[int] = set()
            for change in gains:
                around = range(change.first - 1, change.end + 1)
                if touched.isdisjoint(around):
                    self.rows[change.first : change.end] = self.changed(change)
                    touched.update(around)
            near = list(self._changes(loss))
        return [change for change in near if change.gain > -loss]

    def changed(self, change: _Change) -> list[int]:
        """The rows that a change gives to the texts it touches."""
        rows = self.rows
        _, first, left, right, end = change
        return [*rows[right:end], *rows[left:right], *rows[first:left]]

    def _changes(self, loss: float) -> Iterator[_Change]:
        """Changes that may lose less than ``loss``: breaks at their seams must make good what likeness loses."""
        rows = self.rows
        broken = [self.order * (row != before + 1) for before, row in zip([-1, *rows], rows, strict=False)]
        broken.append(0.0)
        yield from self._exchanges(-loss, broken)
        longest = min(_LONGEST_RUN, len(rows) - 1)
        room = [self._room(text, row) for text, row in enumerate(rows)] if longest else []
        for length in range(1, longest + 1):
            yield from self._displacements(length, -loss, broken, room)

    def _exchanges(self, least: float, broken: Sequence[float]) -> Iterator[_Change]:
        """Exchanges of two texts that are not neighbours; ``broken`` is what the break before each text costs."""
        similarity, rows = self.similarity, self.rows
        around = [here + behind for here, behind in pairwise(broken)]
        for first, row in enumerate(rows):
            here = similarity[first]
            floor = least + here[row] - around[first]
            for last in range(first + 2, len(rows)):
                other, there = rows[last], similarity[last]
                gained = here[other] + there[row] - there[other]
                if gained > floor - around[last]:
                    yield self._change(gained - here[row], first, first + 1, last, last + 1)

    def _displacements(
        self, length: int, least: float, broken: Sequence[float], room: Sequence[float]
    ) -> Iterator[_Change]:
        """Moves of a run of texts over its neighbours, as far as what these lose can be made good.

        ``room`` is the most likeness each row can gain by any move.
        """
        size = len(self.rows)
        back, forth = self._steps(-length), self._steps(length)
        worst = least - max(broken)
        for first in range(size - length + 1):
            middle = first + length
            least_here = least - broken[first] - broken[middle]
            rise = sum(room[first:middle])
            floor = worst - broken[first] - broken[middle] - rise
            behind = range(middle, size) if middle < size and back[middle] >= floor else ()
            before = range(first - 1, -1, -1) if first and forth[first - 1] >= floor else ()
            for end, gained in _reach(back, behind, floor):
                if gained + rise > least_here - broken[end + 1]:
                    gained += self._moved(first, middle, end + 1 - middle)
                    if gained > least_here - broken[end + 1]:
                        yield self._change(gained, first, middle, middle, end + 1)
            for begin, gained in _reach(forth, before, floor):
                if first - begin > _LONGEST_RUN and gained + rise > least_here - broken[begin]:
                    gained += self._moved(first, middle, begin - first)
                    if gained > least_here - broken[begin]:
                        yield self._change(gained, begin, first, first, middle)

    def _room(self, text: int, row: int) -> float:
        """The most likeness a row can gain by any move."""
        second, best = self._tops[row]
        now = self.similarity[text][row]
        return (second if now == best else best) - now

    def _steps(self, shift: int) -> list[float]:
        """For each text the likeness gained when its row moves by ``shift`` (0 where it would leave the page)."""
        size = len(self.rows)
        return [
            self.similarity[text + shift][row] - self.similarity[text][row] if 0 <= text + shift < size else 0.0
            for text, row in enumerate(self.rows)
        ]

    def _moved(self, first: int, end: int, shift: int) -> float:
        """Likeness gained when the rows of a run move by ``shift``."""
        similarity, rows = self.similarity, self.rows
        gained = 0.0
        for text in range(first, end):
            row = rows[text]
            gained += similarity[text + shift][row] - similarity[text][row]
        return gained

    def _change(self, gained: float, first: int, left: int, right: int, end: int) -> _Change:
        """The change with its whole gain: likeness and mended breaks at the seams."""
        rows = self.rows
        follow = rows[first - 1] + 1 if first else 0
        after = rows[end] - 1 if end < len(rows) else None
        mended = (rows[first] != follow) + (rows[right] != rows[right - 1] + 1) - (rows[right] != follow)
        if after is not None:
            mended += (rows[end - 1] != after) - (rows[left - 1] != after)
        if left < right:
            mended += (rows[left] != rows[left - 1] + 1) - (rows[left] != rows[end - 1] + 1)
            mended -= rows[first] != rows[right - 1] + 1
        else:
            mended -= rows[first] != rows[end - 1] + 1
        return _Change(gained + self.order * mended, first, left, right, end)


def _anchored(similarity: Sequence[Sequence[float]], order: float) -> list[int]:
    """Where to begin: texts and rows that are most like each other are paired, the others stay in order."""
    best_text = [max(range(len(similarity)), key=column.__getitem__) for column in zip(*similarity, strict=True)]
    anchors: dict[int, int] = {}
    for text, row in enumerate(similarity):
        best = max(range(len(row)), key=row.__getitem__)
        if best_text[best] == text and row[best] > order:
            anchors[text] = best
    rest = iter(sorted(set(range(len(similarity))) - set(anchors.values())))
    return [anchors[text] if text in anchors else next(rest) for text in range(len(similarity))]


def _reach(steps: Sequence[float], texts: Iterable[int], floor: float) -> Iterator[tuple[int, float]]:
    """How far rows may move one after another before the loss falls below ``floor``."""
    gained = 0.0
    for text in texts:
        gained += steps[text]
        if gained < floor:
            return
        yield text, gained
