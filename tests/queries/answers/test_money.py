"""Answers to questions of the group money and people: examples, real sheet, hand-made graphs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.api import query
from policygraph.errors import AmbiguousTargetError, NoTargetError
from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, REAL, answer, golden, rows_of

ASKED = {
    "money-by-area": {},
    "money-by-plan-code": {},
    "largest-projects": {"minimum": "50,000,000"},
    "projects-without-money": {"measureCode": "06-04"},
    "general-fund-share": {},
    "staff-against-money": {},
    "full-cost": {},
    "budget-change": {},
    "money-without-indicator": {},
}
ASKED_OF_REAL = {
    "money-by-area": {},
    "money-by-office": {},
    "money-by-plan-code": {},
    "largest-projects": {"minimum": "20000000"},
    "projects-without-money": {},
    "general-fund-share": {},
    "staff-against-money": {},
    "full-cost": {},
    "budget-change": {},
    "money-without-indicator": {},
}


@pytest.mark.parametrize("name", ASKED)
def test_answer_is_what_the_sheets_say(examples_store: LocalStore, name: str) -> None:
    columns, expected = golden(name)
    assert rows_of(query(examples_store, name, **ASKED[name]), columns) == expected


@pytest.mark.parametrize("name", ASKED_OF_REAL)
def test_real_answer_is_what_the_sheet_says(real_store: LocalStore, name: str) -> None:
    columns, expected = golden(name, REAL)
    assert rows_of(query(real_store, name, sources=True, **ASKED_OF_REAL[name]), columns) == expected


def test_money_of_an_office_is_what_the_sheets_say(examples_store: LocalStore) -> None:
    columns, expected = golden("money-by-office")
    rows = rows_of(query(examples_store, "money-by-office"), columns)
    assert [row for row in rows if row[1] in {expected[0][1], expected[1][1]}] == expected


def test_money_by_area_and_by_office_add_up_to_the_same(examples_store: LocalStore) -> None:
    columns = ("projects", "carriedOver", "budget", "generalFunds", "generalFundsUnknown", "fullCost", "staff")
    by_area, by_office = (
        [sum(column) for column in zip(*rows_of(query(examples_store, name), columns), strict=True)]  # type: ignore[arg-type]
        for name in ("money-by-area", "money-by-office")
    )
    assert by_area == by_office
    assert by_area == [8 + 31 + 9, 3_000_000, 1_412_329_000, 1_097_262_000, 8, 1_614_239_000, Decimal("25.2")]


def test_a_project_of_no_known_part_office_or_area_is_not_lost() -> None:
    turtle = MEASURE + '<p> a pg:Project ; pg:partOf <m> ; pg:code "0001" ; rdfs:label "事業"@ja ; pg:budget 5000 .'
    assert rows_of(answer("projects-of-measure", turtle, measureCode="05-10"), ("projectCode", "budget")) == [
        ["0001", 5000]
    ]
    for name, key in (("money-by-area", "areaCode"), ("money-by-office", "officeName")):
        columns = (key, "projects", "budget", "budgetUnknown", "fullCost", "fullCostUnknown", "staffUnknown")
        assert rows_of(answer(name, turtle), columns) == [["", 1, 5000, 0, 0, 1, 1]]


def test_real_projects_add_up_to_the_printed_totals(real_store: LocalStore) -> None:
    rows = rows_of(
        query(real_store, "projects-of-measure", measureCode="05-10"),
        ("projectCode", "budget", "generalFunds", "staff"),
    )
    codes = [f"{number:04d}" for number in (*range(532, 555), 710, 711, 712, 713, 714, 716, 717, 719)]
    assert [row[0] for row in rows] == codes
    sums = [sum(row[place] or 0 for row in rows) for place in (1, 2, 3)]  # type: ignore[misc]
    assert sums == [378_589_000, 230_052_000, Decimal("15.5")]


def test_real_money_by_area(real_store: LocalStore) -> None:
    columns = ("areaCode", "projects", "budget", "generalFunds", "generalFundsUnknown")
    assert rows_of(query(real_store, "money-by-area"), columns) == [
        ["2(2)A", 23, 136_361_000, 53_570_000, 6],
        ["2(4)C", 8, 242_228_000, 176_482_000, 0],
    ]
