from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policygraph.loaders.spreadsheet import FORMULA_STARTS, defused, from_cell, to_cell


@given(st.text())
@example("'=1")
@example("''")
@example("'")
@example("=")
@example("-12.5")
def test_a_cell_is_read_back_as_it_was(text: str) -> None:
    assert from_cell(to_cell(text)) == text


@given(st.sampled_from(FORMULA_STARTS), st.text(min_size=1))
@example("-", "5+cmd|' /C calc'!A0")
def test_no_formula_leaves_but_a_plain_number(start: str, rest: str) -> None:
    cell = to_cell(start + rest)
    assert cell.startswith("'") or (start == "-" and rest.replace(".", "", 1).isdecimal() and rest.isascii())


@pytest.mark.parametrize("before", [" ", "\u3000", '"', "'", "\" '", "\ufeff", "\u200b", "\x00", "\n \n"])
def test_a_formula_behind_blanks_or_quotation_marks_is_one(before: str) -> None:
    assert to_cell(f"{before}=1+1") == defused(f"{before}=1+1") == f"'{before}=1+1"
    assert from_cell(f"'{before}=1+1") == f"{before}=1+1"


@pytest.mark.parametrize("text", ["'80年代", "'", "0536", "−5", ""])
def test_what_a_person_writes_is_taken_as_it_stands(text: str) -> None:
    assert from_cell(text) == text


def test_a_dash_for_none_is_no_formula() -> None:
    assert (defused("-"), to_cell("-"), defused("-5"), to_cell("-5")) == ("-", "-", "'-5", "-5")
