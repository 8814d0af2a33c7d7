"""The assignment of pieces to places and its margins."""

from __future__ import annotations

import math
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.pairing import HAS_A_PLACE, assign, certainty, solve

SCORES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(st.lists(st.integers(-9, 9).map(float), min_size=columns, max_size=columns), max_size=4)
)


@given(SCORES)
def test_solve_finds_the_highest_total(scores: list[list[float]]) -> None:
    places = solve(scores)
    taken = [place for place in places if place is not None]
    assert len(set(taken)) == len(taken)
    assert all(place is None or row[place] > 0 for row, place in zip(scores, places, strict=True))
    columns = len(scores[0]) if scores else 0
    gains = (
        sum(max(row[place], 0.0) if place < columns else 0.0 for row, place in zip(scores, order, strict=True))
        for order in permutations(range(columns + len(scores)), len(scores))
    )
    total = sum(row[place] for row, place in zip(scores, places, strict=True) if place is not None)
    assert total == max(gains)


def test_margin_is_what_the_best_exchange_would_lose() -> None:
    first, second = assign([[5.0, 3.0], [4.0, 4.0]], ["a", "b"])
    assert (first.place, second.place) == (0, 1)
    assert first.margin == second.margin == 5 + 4 - 3 - 4


def test_equal_pieces_are_no_rivals() -> None:
    assert assign([[5.0, 5.0], [5.0, 5.0]], ["same", "same"])[0].margin == 5 + HAS_A_PLACE
    assert assign([[5.0, 5.0], [5.0, 5.0]], ["one", "other"])[0].margin == 0


def test_a_piece_that_stays_out_is_a_rival() -> None:
    chosen, out = assign([[5.0], [4.5]], ["a", "b"])
    assert (chosen.place, out.place) == (0, None)
    assert chosen.margin == 0.5


def test_no_places() -> None:
    assert [choice.place for choice in assign([[], []], ["a", "b"])] == [None, None]


def test_certainty() -> None:
    assert certainty(0.0) == 0.5
    assert certainty(math.inf) == 1.0
    assert 0.95 < certainty(3.0) < 0.96
