"""The assignment of texts to rows: likeness, order within runs, confidence."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.projects.assignment import assign

ORDER, TEMPERATURE = 0.5, 0.35


def rows_of(similarity: list[list[float]]) -> list[int]:
    return [pair.row for pair in assign(similarity, ORDER, TEMPERATURE)]


def score(similarity: list[list[float]], rows: tuple[int, ...]) -> float:
    breaks = sum(row != before + 1 for before, row in zip((-1, *rows), rows, strict=False))
    return sum(similarity[text][row] for text, row in enumerate(rows)) - ORDER * breaks


def test_nothing_to_assign() -> None:
    assert assign([], ORDER, TEMPERATURE) == []


def test_without_likeness_the_printed_order_stays() -> None:
    assert rows_of([[0.0] * 5 for _ in range(5)]) == [0, 1, 2, 3, 4]


def test_a_tie_has_half_the_confidence() -> None:
    pairs = assign([[1.0, 1.0], [1.0, 1.0]], 0.0, TEMPERATURE)
    assert [pair.confidence for pair in pairs] == [0.5, 0.5]
    assert [pair.others for pair in pairs] == [(1,), (0,)]


def test_confidence_falls_with_the_margin() -> None:
    def sure(margin: float) -> float:
        return assign([[1.0, 1.0 - margin], [1.0 - margin, 1.0]], ORDER, TEMPERATURE)[0].confidence

    assert sure(-0.2) < sure(0.0) < sure(0.3) < sure(2.0)


@pytest.mark.parametrize("absent", [0, 2, 4])
def test_a_row_without_a_text_is_left_out(absent: int) -> None:
    own = [row for row in range(5) if row != absent]
    assert rows_of([[3.0 if row == mine else 0.0 for row in range(5)] for mine in own]) == own


def test_a_text_without_a_row_is_left_out() -> None:
    pairs = assign([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]], ORDER, TEMPERATURE)
    assert [(pair.text, pair.row) for pair in pairs] == [(1, 0), (2, 1)]


@given(st.integers(1, 14), st.integers(1, 14), st.randoms(use_true_random=False))
def test_each_text_and_row_is_used_once(texts: int, rows: int, random: Random) -> None:
    similarity = [[random.random() * 3 for _ in range(rows)] for _ in range(texts)]
    pairs = assign(similarity, ORDER, TEMPERATURE)
    assert len({pair.text for pair in pairs}) == len({pair.row for pair in pairs}) == len(pairs) == min(texts, rows)
    assert all(0 < pair.confidence <= 1 for pair in pairs)


@given(st.integers(2, 14), st.randoms(use_true_random=False))
def test_a_displaced_run_is_found_by_strong_likeness(count: int, random: Random) -> None:
    order = list(range(count))
    start, length = random.randrange(count), random.randint(1, 3)
    run, rest = order[start : start + length], order[:start] + order[start + length :]
    place = random.randint(0, len(rest))
    order = rest[:place] + run + rest[place:]
    assert rows_of([[4.0 if row == own else 0.0 for row in range(count)] for own in order]) == order


@given(st.lists(st.lists(st.floats(0, 4), min_size=4, max_size=4), min_size=4, max_size=4))
def test_no_exchange_of_two_rows_scores_higher(similarity: list[list[float]]) -> None:
    found = tuple(rows_of(similarity))
    neighbours = [rows for rows in permutations(range(4)) if sum(a != b for a, b in zip(rows, found, strict=True)) == 2]
    assert all(score(similarity, rows) <= score(similarity, found) + 1e-6 for rows in neighbours)
