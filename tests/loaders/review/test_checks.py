"""What a review sheet says against itself."""

from __future__ import annotations

from typing import Any

import pytest

from policygraph.loaders.review.checks import findings_of
from tests.loaders.review.records import budget, payment, record


def rules(**changed: Any) -> list[str]:
    return [found.rule for found in findings_of(record(**changed))]


def test_a_sheet_that_adds_up_has_no_finding() -> None:
    assert (
        rules(予算=[budget(12.0, 12.0, 当初予算=10.0, 補正予算=3.0, 翌年度へ繰越し=-1.0)], 支出先=[payment("架空")])
        == []
    )


@pytest.mark.parametrize(("executed", "expected"), [(10.0, []), (13.0, ["executed-exceeds-budget"])])
def test_executed_may_exceed_the_budget_and_is_told(executed: float, expected: list[str]) -> None:
    assert rules(予算=[budget(10.0, executed, 当初予算=10.0)]) == expected


def test_a_finding_says_what_rounding_may_explain() -> None:
    (found,) = findings_of(record(予算=[budget(140.999, 141.0, 当初予算=140.999)]))
    assert found.printed == "141"
    assert "端数処理によることがあります" in found.message_ja
    assert found.place is not None
    assert found.place.pointer == "/予算/0"


@pytest.mark.parametrize(
    ("total", "rule"), [(100.0, None), (103.0, "cannot-check"), (104.0, "phase-sum"), (9.0, "phase-sum")]
)
def test_phases_must_add_up_but_for_rounding(total: float, rule: str | None) -> None:
    """Six whole numbers of million yen may be three apart."""
    assert rules(予算=[budget(total, 当初予算=70.0, 補正予算=30.0)]) == ([rule] if rule else [])


def test_a_phase_that_is_not_printed_is_no_contradiction() -> None:
    assert rules(予算=[budget(50.0, 当初予算=10.0) | {"補正予算": None}]) == ["cannot-check"]
    assert rules(予算=[{"年度": 2021, "要求額": 5.0}]) == []


def test_a_wrong_corporate_number_is_told() -> None:
    assert rules(支出先=[payment("架空", "7000012050003"), payment("架空", "7000012050002")]) == ["corporate-number"]


def test_a_number_that_its_parts_do_not_give_is_told() -> None:
    assert rules(事業番号="0002") == ["number-repeat"]


def test_a_section_that_is_not_there_is_told() -> None:
    assert rules(支出先=...) == ["section-missing"]


def test_an_unknown_field_is_told() -> None:
    assert rules(新しい欄=1) == ["unread"]
