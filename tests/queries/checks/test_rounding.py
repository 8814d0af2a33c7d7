"""What a printed number can have been, and what a formula can give."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.indicators.formula import USUAL, compiled, rate_of
from policygraph.queries.checks.rounding import Range, before_rounding, decimals_of, reach

D = Decimal


@pytest.mark.parametrize(
    ("printed", "decimals"),
    [(("39.8", "100.0"), 1), (("1116.0", "1280"), 0), (("0.05", None), 2), (("-3.25",), 2), ((None,), 0)],
)
def test_decimals_of_a_row(printed: tuple[str | None, ...], decimals: int) -> None:
    assert decimals_of(None if number is None else D(number) for number in printed) == decimals


@pytest.mark.parametrize(
    ("printed", "decimals", "low", "high"),
    [("99.9", 1, "99.85", "100"), ("-155.9", 1, "-156", "-155.85"), ("0", 0, "-1", "1"), ("86", 0, "85.5", "87")],
)
def test_before_rounding(printed: str, decimals: int, low: str, high: str) -> None:
    assert before_rounding(D(printed), decimals) == (D(low), D(high))


@given(st.decimals(-10_000, 10_000, places=6), st.integers(0, 3), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_number_lies_in_the_range_of_how_it_is_printed(number: Decimal, decimals: int, rounding: str) -> None:
    low, high = before_rounding(number.quantize(D(1).scaleb(-decimals), rounding), decimals)
    assert low <= number <= high


def reached(formula: str, *ends: tuple[str, str]) -> tuple[float, float] | None:
    compute = compiled(formula)
    assert compute is not None
    return reach(compute, [Range(D(low), D(high)) for low, high in ends])


def test_extremes_are_at_the_ends() -> None:
    assert reached("（実績値／目標値）×100", ("9", "10"), ("20", "40"), ("0", "0")) == (22.5, 50.0)


@pytest.mark.parametrize("target", [("85", "87"), ("85", "86")], ids=["between", "at-an-end"])
def test_a_division_by_zero_on_the_way_leaves_all_open(target: tuple[str, str]) -> None:
    assert reached(USUAL, ("90", "91"), target, ("86", "86")) is None


VALUES = st.tuples(*[st.decimals(1, 1000, places=2)] * 3)


@given(VALUES, VALUES)
def test_what_a_formula_gives_for_the_true_numbers_is_within_reach(
    low: tuple[Decimal, ...], add: tuple[Decimal, ...]
) -> None:
    compute = compiled(USUAL)
    assert compute is not None
    ranges = [Range(start, start + more / 100) for start, more in zip(low, add, strict=True)]
    found = reach(compute, ranges)
    inside = [float(start + more / 400) for start, more in zip(low, add, strict=True)]
    result = rate_of(compute, (inside[0], inside[1], inside[2]))
    assert found is None or (result is not None and found[0] - 1e-6 <= result <= found[1] + 1e-6)
