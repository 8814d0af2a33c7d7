from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.evaluation.borders import Costs, choices


@st.composite
def pages(draw: st.DrawFn) -> list[Costs]:
    """Rows between borders that have one to three places each."""
    places = draw(st.lists(st.integers(1, 3), min_size=2, max_size=5))
    places[0] = places[-1] = 1
    return [
        {pair: draw(st.integers(0, 3)) for pair in product(range(left), range(right))}
        for left, right in pairwise(places)
    ]


def best_ways(rows: list[Costs]) -> list[tuple[int, ...]]:
    """All ways of least cost, one by one."""
    ways = product(*[sorted({left for left, _ in row}) for row in rows], [0])
    costs = {way: sum(row[pair] for row, pair in zip(rows, pairwise(way), strict=True)) for way in ways}
    return [way for way, cost in costs.items() if cost == min(costs.values())]


@given(pages())
def test_the_borders_are_what_all_best_ways_agree_on(rows: list[Costs]) -> None:
    best = best_ways(rows)
    for index, choice in enumerate(choices(rows, 12)):
        assert choice.left == max(way[index] for way in best)
        assert choice.right == min(way[index + 1] for way in best)
        assert choice.confidence is None or 0 <= choice.confidence <= 1


def test_a_page_without_a_choice_needs_no_confidence() -> None:
    assert [choice.confidence for choice in choices([{(0, 0): 0}], 4)] == [None]


def test_a_tie_is_half_sure() -> None:
    rows: list[Costs] = [{(0, 0): 0, (0, 1): 0}, {(0, 1): 0, (1, 1): 0}]
    assert [str(choice.confidence) for choice in choices(rows, 4)] == ["0.5", "0.5"]
