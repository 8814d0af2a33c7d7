from __future__ import annotations

import doctest
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders import japanese
from policygraph.loaders.japanese import (
    area_code,
    fold,
    fold_lines,
    is_dash,
    locate,
    parse_cased_year,
    parse_number,
    unwrap,
)
from policygraph.loaders.records import Moment


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(japanese).attempted > 0
    assert doctest.testmod(japanese).failed == 0


@given(st.text())
def test_folding_is_nfkc_without_white_space_circles_and_dashes_made_one(text: str) -> None:
    expected = "".join(unicodedata.normalize("NFKC", text).split())
    for variant in "◯〇":
        expected = expected.replace(variant, "○")
    for dash in "‐‑‒–—―−":
        expected = expected.replace(dash, "-")
    assert fold(text) == expected


@given(st.lists(st.text(alphabet="かｶﾞが①Ⅱ２（ 　-―a\u3099")))
def test_folding_many_lines_at_once_is_folding_each(lines: list[str]) -> None:
    assert fold_lines(lines) == [fold(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,116.0", "1116.0"),
        ("０", "0"),
        ("△５", "-5"),
        ("-155.9%", "-155.9"),
        ("－１２.５", "-12.5"),
        ("４，５５８", "4558"),
    ],
)
def test_a_cell_with_a_number_is_read_in_any_width(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "-", "―", "1,11", "12件", "1 2 3,4", "A3412"])
def test_a_cell_with_anything_else_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("dash", ["-", "－", "―", "−", " － "])
def test_dashes_of_all_kinds_mean_none(dash: str) -> None:
    assert is_dash(dash)


def test_zero_is_no_dash() -> None:
    assert not is_dash("０")
    assert not is_dash("--")


def test_the_case_of_the_letter_tells_the_kind_of_year() -> None:
    assert parse_cased_year("Ｈ30") == Moment(2018, None, "fiscal")
    assert parse_cased_year("h30") == Moment(2018, None, "calendar")
    assert parse_cased_year("令和元") == Moment(2019, None, "fiscal")
    assert parse_cased_year("年度") is None


def test_an_area_code_is_found_in_any_width() -> None:
    assert area_code("－基準値))×100２（２）A") == "2(2)A"
    assert area_code("2024") is None


def test_wraps_are_undone_with_a_space_only_between_words_of_ascii() -> None:
    assert unwrap("先端技術の導", "入支援") == "先端技術の導入支援"
    assert unwrap("No", "Maps") == "No Maps"
    assert unwrap("R2.", "8") == "R2.8"


def test_a_folded_name_is_located_in_the_print() -> None:
    assert locate("名 Ｉ Ｔ 産業 コード", "IT産業") == (2, 8)
    assert locate("名", "産業") is None
