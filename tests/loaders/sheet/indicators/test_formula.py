"""Formulas of achievement: found in text, told from their neighbours, reckoned."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.loaders.sheet.indicators.formula import (
    FORMULA,
    USUAL,
    agrees,
    compiled,
    filled,
    is_formula,
    is_piece,
    needs_base,
    rate_of,
    step_of,
)

D = Decimal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("増加((実績値-基準値)／(目標値\n－基準値))×100", "((実績値-基準値)／(目標値\n－基準値))×100"),
        ("8710((実績値-基準値)/(目標値-基準値))*100", "((実績値-基準値)/(目標値-基準値))*100"),
        ("（実績値／目標値）×100７", "（実績値／目標値）×100"),
        ("((実績値-基準値)／(目標値－基準値))×1007,358", "((実績値-基準値)／(目標値－基準値))×100"),
        ("達成率は（２－実績値÷目標値）×100（％） です", "（２－実績値÷目標値）×100（％）"),
    ],
)
def test_found_whole(text: str, found: str) -> None:
    (formula,) = [match[0] for match in FORMULA.finditer(text) if is_formula(match[0])]
    assert formula == found


def test_numbers_stand_in_place_of_the_names_of_values() -> None:
    assert filled("((実 績 値-基準値)／(目標値\n－基準値))×100", "(-3)", "1,200", "870") == (
        "(((-3)-870)／(1,200\n－870))×100"
    )


def test_parted_formula_is_two_pieces() -> None:
    pieces = [match[0] for match in FORMULA.finditer("((実績値-基準値)／(目標値 増加 －基準値))×100")]
    assert [is_piece(piece) for piece in pieces] == [True, True]


@pytest.mark.parametrize("text", ["10,709目標値", "基準値 5 目標値 8", "基準値 －5", "目標値 - 最終目標値"])
def test_cells_are_no_formula(text: str) -> None:
    assert not any(is_formula(match[0]) or is_piece(match[0]) for match in FORMULA.finditer(text))


@pytest.mark.parametrize(
    ("formula", "actual", "target", "base", "rate"),
    [
        (USUAL, "107", "110", "100", 70.0),
        (USUAL, "36.0", "36.5", "38.5", 125.0),
        ("（実績値／目標値）×100", "9", "12", "0", 75.0),
        ("（２－実績値÷目標値）×100", "9", "10", "0", 110.0),
        ("(目標値／実績値)×100", "8", "6", "1", 75.0),
        ("実績値÷目標値", "9", "12", "0", 75.0),
    ],
)
def test_achievement(formula: str, actual: str, target: str, base: str, rate: float) -> None:
    compute = compiled(formula)
    assert compute is not None
    assert rate_of(compute, (float(actual), float(target), float(base))) == pytest.approx(rate)


def test_division_by_nothing_is_none() -> None:
    compute = compiled(USUAL)
    assert compute is not None
    assert rate_of(compute, (5.0, 3.0, 3.0)) is None


@pytest.mark.parametrize("text", ["実績値に応じて判断", "((実績値)", ""])
def test_what_is_no_formula_is_none(text: str) -> None:
    assert compiled(text) is None


def test_needs_base() -> None:
    assert needs_base(USUAL)
    assert not needs_base("（実績値／目標値）×100")


@pytest.mark.parametrize(
    ("reckoned", "printed", "same"),
    [
        (39.837, "39.8", True),
        (39.85, "39.9", True),
        (39.89, "39.8", True),
        (39.837, "39.7", False),
        (-155.94, "-155.9", True),
        (40.2, "40", True),
        (41.2, "40", False),
    ],
)
def test_agrees_rounded_or_cut(reckoned: float, printed: str, same: bool) -> None:
    assert agrees(reckoned, float(printed), step_of(D(printed))) is same
