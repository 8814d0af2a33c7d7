"""Money within a row of section 4, against the first page and over the years."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policygraph.loaders.records import Finding, Ref, Sheet
from policygraph.queries.checks import findings_of
from policygraph.queries.checks.money import (
    budget_total,
    general_exceeds_total,
    transferred_budget,
    unpaired_budget_total,
)
from tests.queries.checks.sheets import QUOTES, SOUND, UNSURE, budget, project, said, totals


def test_a_sheet_that_says_nothing_has_nothing_wrong() -> None:
    assert findings_of(SOUND) == ()


# --- general funds ------------------------------------------------------------------------------


def test_general_funds_above_the_budget_are_found() -> None:
    sheet = replace(SOUND, projects=(project(budget=500_000, general_funds=501_000), project("1202")))
    (found,) = general_exceeds_total(sheet)
    assert (found.rule, found.about, found.printed) == ("general-exceeds-total", ("project", "1201"), "501000")
    assert "501千円" in found.message_ja and "500千円" in found.message_ja


def test_general_funds_as_large_as_the_budget_or_not_known_are_no_finding() -> None:
    rows = (project(budget=500, general_funds=500), project("1202", budget=None), project("1203", general_funds=None))
    assert not list(general_exceeds_total(replace(SOUND, projects=rows)))


def test_a_row_whose_columns_are_not_certain_is_not_accused() -> None:
    sheet = replace(SOUND, projects=(project(general_funds=900_000, decision=UNSURE),))
    assert [each.rule for each in general_exceeds_total(sheet)] == ["cannot-check"]


# --- the first page -----------------------------------------------------------------------------


def head_and_total(head: int, total: int | None, carried: int | None = 0, **changes: Any) -> Sheet:
    row = totals(budget=None if total is None else total * 1000, carried_over=carried)
    return replace(SOUND, projects=(project(),), budgets=(budget(2019, 70), budget(2020, head)), totals=row, **changes)


@pytest.mark.parametrize("carried", [0, None, 30_000])
def test_the_head_is_the_total(carried: int | None) -> None:
    assert not list(budget_total(head_and_total(500, 500, carried)))


@pytest.mark.parametrize("head", [529, 530, 531])
def test_the_head_may_count_what_was_carried_over_and_each_amount_may_be_rounded(head: int) -> None:
    assert not list(budget_total(head_and_total(head, 500, 30_000)))


@pytest.mark.parametrize(("head", "carried"), [(501, 0), (499, 30_000), (532, 30_000), (528, 30_000)])
def test_a_head_that_is_neither_is_found(head: int, carried: int) -> None:
    (found,) = budget_total(head_and_total(head, 500, carried))
    assert said([found]) == [("budget-total", str(head * 1000), "500000")]
    assert f"{head}千円" in found.message_ja and "500千円" in found.message_ja
    assert found.about == ("budget", "2020")


def test_without_a_total_or_the_amount_of_the_year_nothing_can_be_compared() -> None:
    assert said(list(budget_total(head_and_total(500, None)))) == [("cannot-check", None, None)]
    sheet = replace(head_and_total(500, 500), budgets=(budget(2019, 500),))
    assert said(list(budget_total(sheet))) == [("cannot-check", None, None)]


def test_years_paired_by_guess_are_accused_only_if_no_amount_is_the_total() -> None:
    sheet = head_and_total(500, 500)
    guessed = (budget(2019, 500, UNSURE), budget(2020, 70, UNSURE))
    assert said(list(budget_total(replace(sheet, budgets=guessed)))) == [("cannot-check", None, None)]
    guessed = (budget(2019, 501, UNSURE), budget(2020, 70, UNSURE))
    (found,) = budget_total(replace(sheet, budgets=guessed))
    assert found.rule == "budget-total"
    assert "501千円・70千円" in found.message_ja


# --- transferred projects -----------------------------------------------------------------------


def unpaired(printed: str, **changes: Any) -> Sheet:
    left = Finding(
        quotes=QUOTES,
        rule="money-cell-unknown",
        about=Ref("budget", ""),
        printed=printed,
        expected=None,
        message_ja="",
        message_en="",
    )
    return replace(head_and_total(0, 500), budgets=(), findings=(left,), **changes)


def test_of_years_and_amounts_that_are_not_paired_one_must_be_the_total() -> None:
    (found,) = unpaired_budget_total(unpaired("R2 601 70 H30 R1 80"))
    assert said([found]) == [("budget-total", "R2 601 70 H30 R1 80", "500000")]
    assert found.about == ("budget", "2020")
    assert not list(unpaired_budget_total(unpaired("R2 601 70 H30 R1 500")))


def test_an_amount_that_is_not_among_those_printed_is_not_missed() -> None:
    assert not list(unpaired_budget_total(unpaired("R2 70 H30 R1 80")))
    assert not list(unpaired_budget_total(replace(unpaired("R2 601"), budgets=(budget(2019, 70),))))
    assert not list(unpaired_budget_total(unpaired("R2 601", totals=None)))


def moved(*thousands: int, before: int = 1000, now: int = 2000, **changes: Any) -> Sheet:
    rows = tuple(
        project(str(1300 + place), budget=amount * 1000, transferred_from="灯台室", **changes)
        for place, amount in enumerate(thousands)
    )
    return replace(SOUND, projects=rows, budgets=(budget(2018, 900), budget(2019, before), budget(2020, now)))


def test_a_rise_that_transferred_projects_explain() -> None:
    (found,) = transferred_budget(moved(700, 500))
    assert said([found]) == [("transferred-budget", "2000000", "800000")]
    for amount in ("1,000千円", "2,000千円", "1,200千円", "800千円", "200千円の減"):
        assert amount in found.message_ja


@pytest.mark.parametrize(("amount", "explains"), [(499, False), (500, True), (1500, True), (1501, False)])
def test_they_explain_it_if_half_of_it_is_left_at_most(amount: int, explains: bool) -> None:
    assert bool(list(transferred_budget(moved(amount)))) is explains


@pytest.mark.parametrize("now", [900, 1000, 1099])
def test_what_is_no_jump_needs_no_explanation(now: int) -> None:
    assert not list(transferred_budget(moved(99, now=now)))


def test_what_is_not_known_explains_nothing() -> None:
    assert not list(transferred_budget(moved(1000, decision=UNSURE)))
    assert not list(transferred_budget(replace(moved(1000), budgets=(budget(2020, 2000),))))
    assert not list(transferred_budget(replace(SOUND, budgets=moved().budgets, projects=(project(),))))


def test_years_told_by_order_must_be_explained_from_either_amount_and_are_said_so() -> None:
    budgets = (budget(2018, 950, UNSURE), budget(2019, 1000, UNSURE), budget(2020, 2000, UNSURE))
    (found,) = transferred_budget(replace(moved(1000), budgets=budgets))
    assert "並び順" in found.message_ja
    budgets = (budget(2018, 1900, UNSURE), *budgets[1:])
    assert not list(transferred_budget(replace(moved(1000), budgets=budgets)))
