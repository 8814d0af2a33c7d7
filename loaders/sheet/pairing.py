"""Assignment of pieces to places by evidence, and how sure it is.

Scores are log-odds: what speaks for a pair minus what speaks against it. 0 is no evidence, 6 a rate
printed with three digits that only the right number reproduces.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import NamedTuple

Scores = Sequence[Sequence[float]]
"""A row a piece, a column a place."""

HAS_A_PLACE = 2.0
"""Log-odds that a cell of a box is a cell of an indicator at all, whichever."""


class Choice(NamedTuple):
    """The place of a piece (None: nowhere) and by how much it beats the best other way."""

    place: int | None
    margin: float


def certainty(margin: float) -> float:
    """Probability that log-odds stand for: 0 is 0.5, 3 is 0.95; infinite where there was no choice."""
    return 1.0 if margin == math.inf else 1 / (1 + math.exp(-max(-50.0, margin)))


def assign(scores: Scores, keys: Sequence[Hashable]) -> list[Choice]:
    """The assignment with the highest total; a pair with a score of 0 or less is no pair.

    Rows with equal ``keys`` hold the same thing (two plans of one name, two targets of 90 %): which of
    them goes where makes no difference, so they are no rivals.
    """
    if not scores or not scores[0]:
        return [Choice(None, math.inf) for _ in scores]
    chosen = solve(scores)
    return [Choice(place, _margin(scores, keys, chosen, row)) for row, place in enumerate(chosen)]


def _margin(scores: Scores, keys: Sequence[Hashable], chosen: Sequence[int | None], row: int) -> float:
    place = chosen[row]
    if place is None:
        return math.inf
    own = scores[row][place]
    taken = set(chosen)
    free = (score for column, score in enumerate(scores[row]) if score > 0 and column not in taken)
    margin = own - max(free, default=-HAS_A_PLACE)
    for other, other_place in enumerate(chosen):
        rival = scores[other][place]
        if rival <= 0 or keys[other] == keys[row]:
            continue
        if other_place is None:
            margin = min(margin, own - rival)
        else:
            margin = min(margin, own + scores[other][other_place] - rival - max(scores[row][other_place], 0.0))
    return margin


def solve(scores: Scores) -> list[int | None]:
    """Places with the highest total, by the Hungarian method (shortest augmenting paths), O(rows² x columns)."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    favourites = [max(range(columns), key=row.__getitem__) for row in scores]
    if len(set(favourites)) == rows:
        return [column if row[column] > 0 else None for row, column in zip(scores, favourites, strict=True)]
    width = columns + rows
    row_price = [0.0] * (rows + 1)
    price = [0.0] * (width + 1)
    owner = [0] * (width + 1)
    for row in range(1, rows + 1):
        way = _augment(scores, row, row_price, price, owner)
        column = way.pop()
        for before in reversed(way):
            owner[column] = owner[before]
            column = before
        owner[column] = row
    places: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        row = owner[column]
        if row and scores[row - 1][column - 1] > 0:
            places[row - 1] = column - 1
    return places


def _augment(scores: Scores, row: int, row_price: list[float], price: list[float], owner: list[int]) -> list[int]:
    """Columns from the new row's (0) to a free one, along the cheapest path; updates the prices."""
    columns = len(scores[0])
    width = len(price) - 1
    owner[0] = row
    slack = [math.inf] * (width + 1)
    parent = [0] * (width + 1)
    open_columns = list(range(1, width + 1))
    used = [0]
    column = 0
    while owner[column]:
        at = owner[column]
        line = scores[at - 1]
        for other in open_columns:
            gain = line[other - 1] if other <= columns else 0.0
            reduced = -max(gain, 0.0) - row_price[at] - price[other]
            if reduced < slack[other]:
                slack[other], parent[other] = reduced, column
        following = min(open_columns, key=slack.__getitem__)
        delta = slack[following]
        for other in used:
            row_price[owner[other]] += delta
            price[other] -= delta
        for other in open_columns:
            slack[other] -= delta
        open_columns.remove(following)
        used.append(following)
        column = following
    path = [column]
    while column:
        column = parent[column]
        path.append(column)
    return path[::-1]
