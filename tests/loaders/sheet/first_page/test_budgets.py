"""施策の予算額: years and amounts beside each other, in stacks, incomplete."""

from __future__ import annotations

import pytest

from tests.loaders.sheet.first_page.page1 import HEAD, SITUATION, read, rules

TOTAL = "0 34,567 20,000 3.5 1.0 4.5計"


def budgets(*boxes: str, later: str = "") -> list[tuple[int, int]]:
    page, _ = read([*HEAD, SITUATION, *boxes], later)
    return [(budget.fiscal_year, budget.amount) for budget in page.budgets]


EXPECTED = [(2018, 12_345_000), (2019, 23_456_000), (2020, 34_567_000)]


@pytest.mark.parametrize(
    "boxes",
    [
        ("H30", "R1", "R2", "12,345", "23,456", "34,567"),
        ("12,345", "23,456", "34,567", "H30", "R1", "R2"),
        ("H30 R1 R2", "12,345 23,456 34,567"),
        ("H30 12,345", "R1 23,456", "R2 34,567"),
        ("平成30年度", "12,345", "令和元年度", "23,456", "令和２年度", "34,567"),
        ("Ｈ30", "Ｒ１", "Ｒ２", "１２，３４５", "23,456", "34,567"),
    ],
    ids=["stacks", "amounts-first", "rows", "pairs", "in-turn", "wide"],
)
def test_years_and_amounts(boxes: tuple[str, ...]) -> None:
    assert budgets(*boxes) == EXPECTED


def test_years_out_of_order_are_believed_where_the_total_of_section_4_proves_the_amounts() -> None:
    boxes = ("R1", "R2", "H30", "12,345", "23,456", "34,567")
    assert budgets(*boxes) == []
    assert budgets(*boxes, later=TOTAL) == EXPECTED


def test_where_the_total_of_section_4_disproves_the_order_only_the_sheets_own_year_is_sure() -> None:
    boxes = [*HEAD, SITUATION, "H30", "R1", "R2", "34,567", "12,345", "23,456"]
    page, reading = read(boxes, later=TOTAL)
    assert [(budget.fiscal_year, budget.amount) for budget in page.budgets] == [(2020, 34_567_000)]
    (finding,) = reading.findings
    assert finding.rule == "money-cell-unknown"
    assert finding.printed == "H30 R1 12,345 23,456"
    assert "2018年度、2019年度" in finding.message_ja


def test_the_total_of_section_4_tells_the_own_year_where_an_amount_is_missing() -> None:
    assert budgets("H30", "R1", "R2", "12,345", "34,567", later=TOTAL) == [(2020, 34_567_000)]


def test_a_proof_raises_the_confidence_of_stacks() -> None:
    stacks = ["H30", "R1", "R2", "12,345", "23,456", "34,567"]
    (proven, *_), (unproven, *_) = (read([*HEAD, *stacks], later)[0].budgets for later in (TOTAL, ""))
    assert proven.decision is not None and unproven.decision is not None
    assert proven.decision.confidence > unproven.decision.confidence


def test_a_missing_amount_is_not_guessed() -> None:
    page, reading = read([*HEAD, SITUATION, "H30", "R1", "R2", "12,345", "34,567"])
    assert page.budgets == ()
    assert rules(reading) == ["money-cell-unknown"]


def test_zero_is_a_budget_and_a_dash_is_none() -> None:
    assert budgets("H30 -", "R1 0", "R2 34,567") == [(2019, 0), (2020, 34_567_000)]


def test_a_dash_of_another_cell_is_no_amount() -> None:
    assert budgets("-", "H30", "R1", "R2", "12,345", "23,456", "34,567") == EXPECTED


@pytest.mark.parametrize("years", [("H30", "R2", "R2"), ("H29", "R1", "R2")], ids=["repeated", "skipped"])
def test_years_that_do_not_follow_one_another_are_kept_and_found(years: tuple[str, ...]) -> None:
    page, reading = read([*HEAD, SITUATION, *map(" ".join, zip(years, ("12,345", "23,456", "34,567"), strict=True))])
    assert [budget.amount for budget in page.budgets] == [12_345_000, 23_456_000, 34_567_000]
    assert rules(reading) == ["year-sequence"]
    assert reading.findings[0].printed == " ".join(str(budget.fiscal_year) for budget in page.budgets)


def test_own_year_printed_twice_in_a_stack_keeps_the_amount_that_section_4_proves() -> None:
    page, reading = read([*HEAD, SITUATION, "H30", "R2", "R2", "12,345", "23,456", "34,567"], later=TOTAL)
    assert [(budget.fiscal_year, budget.amount) for budget in page.budgets][-1] == (2020, 34_567_000)
    assert rules(reading) == ["year-sequence"]


def test_years_that_came_out_of_their_order_or_have_a_dash_are_no_finding() -> None:
    _, reading = read([*HEAD, SITUATION, "R1 -", "H30 12,345", "R2 34,567"])
    assert rules(reading) == []
