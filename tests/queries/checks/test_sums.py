"""The row 計 of section 4 against its rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.records import Finding, Project, Ref, Sheet
from policygraph.queries.checks import sums
from tests.queries.checks.sheets import SOUND, UNSURE, left_open, project, said, staffed, totals


def found(sheet: Sheet, rule: str) -> list[Finding]:
    return [each for check in sums.CHECKS if check.rule == rule for each in check.tries(sheet)]


def summed(rows: tuple[Project, ...], **total: Any) -> Sheet:
    return replace(SOUND, projects=rows, totals=totals(**total))


def rows_of(*thousands: int) -> tuple[Project, ...]:
    """Rows with these amounts as budget, general funds and carried-over amount."""
    return tuple(
        project(str(1200 + place), budget=amount * 1000, general_funds=amount * 1000, carried_over=amount * 1000)
        for place, amount in enumerate(thousands)
    )


MONEY = [("sum-budget", "budget"), ("sum-general-funds", "general_funds"), ("sum-carried-over", "carried_over")]


@pytest.mark.parametrize(("rule", "field"), MONEY)
def test_a_total_is_the_sum_of_its_rows(rule: str, field: str) -> None:
    rows = rows_of(100, 200, 0, 300)
    assert found(summed(rows, **{field: 600_000}), rule) == []
    (wrong,) = found(summed(rows, **{field: 610_000}), rule)
    assert said([wrong]) == [(rule, "610000", "600000")]
    assert wrong.about == ("totals", "")
    assert wrong.quotes == totals().quotes
    for amount in ("610千円", "4件", "600千円", "10千円"):
        assert amount in wrong.message_ja


@pytest.mark.parametrize(
    ("difference", "rule"),
    [(2, "cannot-check"), (3, "sum-budget"), (-1, "cannot-check"), (-2, "sum-budget")],
)
def test_three_amounts_may_be_two_thousand_short_by_cutting_and_one_over_by_rounding(
    difference: int, rule: str
) -> None:
    sheet = summed(rows_of(100, 200, 0, 300), budget=(600 + difference) * 1000)
    assert [each.rule for each in found(sheet, "sum-budget")] == [rule]


def test_of_one_amount_the_total_is_the_amount() -> None:
    assert [each.rule for each in found(summed(rows_of(100, 0), budget=101_000), "sum-budget")] == ["sum-budget"]


amounts = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(amounts, st.booleans())
def test_rounded_or_cut_amounts_are_never_accused(yen: list[int], cut: bool) -> None:
    def shown(amount: int) -> int:
        return (amount if cut else amount + 500) // 1000 * 1000

    # What is printed as nought is nought: the form has whole thousands, and a project costs one at least.
    yen = [amount + 1000 for amount in yen]
    rows = tuple(project(str(place), budget=shown(amount)) for place, amount in enumerate(yen))
    sheet = summed(rows, budget=shown(sum(yen)))
    assert all(each.rule == "cannot-check" for each in found(sheet, "sum-budget"))


# --- cells that are not known -------------------------------------------------------------------


def lacking(code: str = "1290", *cells: str, **changes: Any) -> Project:
    row = {"budget": None, "general_funds": None, "full_cost": 90_000, "unplaced": cells, **changes}
    return project(code, **row)


def test_an_amount_without_column_that_gives_the_total_is_no_finding() -> None:
    rows = (*rows_of(100, 200), lacking("1290", "50"))
    assert found(summed(rows, budget=350_000, general_funds=300_000), "sum-budget") == []
    assert found(summed(rows, budget=300_000, general_funds=350_000), "sum-general-funds") == []


def test_a_total_that_no_choice_gives_cannot_be_checked_and_the_row_is_named() -> None:
    (note,) = found(summed((*rows_of(100, 200), lacking("1290", "50")), budget=360_000), "sum-budget")
    assert note.rule == "cannot-check"
    assert "1290" in note.message_ja


def test_a_total_beyond_what_an_unknown_cell_can_hold_is_found() -> None:
    rows = (*rows_of(100, 200), lacking("1290", "50"))
    (high,) = found(summed(rows, budget=393_000), "sum-budget")
    assert said([high]) == [("sum-budget", "393000", "<= 390000")]
    (low,) = found(summed(rows, budget=290_000), "sum-budget")
    assert said([low]) == [("sum-budget", "290000", ">= 300000")]
    assert "1290" in low.message_ja


def test_where_there_is_no_budget_there_are_no_general_funds() -> None:
    rows = (*rows_of(100, 200), lacking("1290", "0", budget=0))
    assert found(summed(rows, general_funds=300_000), "sum-general-funds") == []
    assert said(found(summed(rows, general_funds=390_000), "sum-general-funds")) == [
        ("sum-general-funds", "390000", "300000")
    ]


def test_a_blank_in_carried_over_is_nought() -> None:
    rows = (project(carried_over=None), project("1202", carried_over=30_000))
    assert found(summed(rows, carried_over=30_000), "sum-carried-over") == []
    assert len(found(summed(rows, carried_over=40_000), "sum-carried-over")) == 1


def test_rows_that_the_reader_is_not_sure_of_prove_nothing() -> None:
    rows = (*rows_of(100), project("1290", budget=50_000, decision=UNSURE))
    assert found(summed(rows, budget=150_000), "sum-budget") == []
    assert [each.rule for each in found(summed(rows, budget=260_000), "sum-budget")] == ["cannot-check"]
    assert [each.rule for each in found(summed(rows, budget=90_000), "sum-budget")] == ["sum-budget"]


def test_a_row_that_was_left_out_for_its_number_may_hold_what_is_lacking() -> None:
    sheet = summed(rows_of(100, 200), budget=390_000)
    repeated = left_open(sums.REPEATED_NUMBER, Ref("project", "1201"))
    (note,) = found(replace(sheet, findings=(repeated,)), "sum-budget")
    assert note.rule == "cannot-check"
    assert "1201" in note.message_ja


def test_many_open_rows_are_given_up_on() -> None:
    rows = tuple(lacking(str(2000 + place), str(2**place)) for place in range(20))
    assert [each.rule for each in found(summed(rows, budget=5_500), "sum-budget")] == ["cannot-check"]


def test_a_total_that_is_not_printed_cannot_be_checked_unless_it_would_be_nought() -> None:
    assert said(found(summed(rows_of(100)), "sum-budget")) == [("cannot-check", None, None)]
    assert found(summed(rows_of(0)), "sum-budget") == []


def test_a_sheet_without_row_of_totals_says_so_once() -> None:
    sheet = replace(SOUND, projects=rows_of(100, 200))
    assert [each.rule for check in sums.CHECKS for each in check.tries(sheet)] == ["cannot-check"]


# --- people -------------------------------------------------------------------------------------


PEOPLE = (staffed("1201", 0, "0.9", 0), staffed("1202", 0, "0.6", 0))


@pytest.mark.parametrize("total", ["1.5", "2", "1"])
def test_totals_of_staff_may_be_rounded_to_whole_posts(total: str) -> None:
    sheet = summed(PEOPLE, staff_head_office=Decimal(total), staff_branch=Decimal(0), staff=Decimal(total))
    assert found(sheet, "sum-staff") == []


@pytest.mark.parametrize("total", ["1.6", "1.4", "3", "0"])
def test_a_total_of_staff_that_is_no_rounding_is_found(total: str) -> None:
    sheet = summed(PEOPLE, staff_head_office=Decimal("1.5"), staff_branch=Decimal("0.0"), staff=Decimal(total))
    (wrong,) = found(sheet, "sum-staff")
    assert said([wrong]) == [("sum-staff", total, "1.5")]
    assert "人工計" in wrong.message_ja and "1.5人" in wrong.message_ja


def test_staff_that_is_not_known_makes_its_total_uncheckable_unless_the_others_reach_it() -> None:
    rows = (*PEOPLE, project("1203"))
    sheet = summed(rows, staff_head_office=Decimal("1.5"), staff_branch=Decimal(0), staff=Decimal("2.5"))
    assert [(each.rule, "1203" in each.message_ja) for each in found(sheet, "sum-staff")] == [("cannot-check", True)]


def test_half_of_the_last_decimal() -> None:
    assert [sums.half_digit(Decimal(number)) for number in ("14.5", "16", "20.0", "0.25")] == [
        Decimal("0.05"),
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal("0.005"),
    ]
