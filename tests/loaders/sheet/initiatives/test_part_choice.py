"""Which part a thing belongs to, from weighed evidence."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.initiatives.part_choice import choose


def test_nothing_to_choose() -> None:
    assert choose([]) == []


def test_one_part_leaves_no_doubt() -> None:
    assert choose([[0.0], [0.0]]) == [(0, Decimal("1.0")), (0, Decimal("1.0"))]


def test_a_draw_is_as_sure_as_a_coin() -> None:
    assert choose([[1.0, 1.0]])[0].confidence == Decimal("0.5")


def test_order_decides_where_nothing_else_does() -> None:
    assert [choice.part for choice in choose([[0.0, 0.0], [0.0, 0.0]], in_order=1.0)] == [0, 1]


def test_evidence_beats_order() -> None:
    assert [choice.part for choice in choose([[0.0, 9.0], [9.0, 0.0]], in_order=1.0)] == [1, 0]


def test_a_part_with_nothing_draws_the_thing_that_is_least_sure() -> None:
    assert [choice.part for choice in choose([[3.0, 0.0], [1.0, 0.5]], empty=1.0)] == [0, 1]


def test_further_things_crowd_a_part_unless_they_are_the_same() -> None:
    evidence = [[2.0, 0.0], [1.0, 0.0]]
    assert [choice.part for choice in choose(evidence, crowded=2.0, contents=["a", "b"])] == [0, 1]
    assert [choice.part for choice in choose(evidence, crowded=2.0, contents=["a", "a"])] == [0, 0]


weights = st.lists(st.integers(0, 20).map(lambda number: number / 4), min_size=3, max_size=3)


@given(st.lists(weights, min_size=1, max_size=10))
def test_confidence_is_between_a_coin_and_certainty_however_many_things(evidence: list[list[float]]) -> None:
    choices = choose(evidence)
    assert [row[choice.part] for row, choice in zip(evidence, choices, strict=True)] == [max(row) for row in evidence]
    assert all(Decimal("0.5") <= choice.confidence <= 1 for choice in choices)
