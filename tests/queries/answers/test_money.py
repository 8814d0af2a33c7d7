"""Answers to questions of the group money and people: examples, real sheet, hand-made graphs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.api import query
from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, answer, golden, rows_of
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet

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
    is_as_in_the_examples(examples_store, name, ASKED[name])


@pytest.mark.parametrize("name", ASKED_OF_REAL)
def test_real_answer_is_what_the_sheet_says(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, ASKED_OF_REAL[name])


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


# --- what the examples do not hold: hand-made graphs --------------------------------------------

PROJECTS = """
      <part> a pg:MeasurePart ; pg:partOf <m> ; pg:position 1 ; rdfs:label "区分"@ja .
      <p> a pg:Project ; pg:partOf <part> ; pg:code "0001" ; rdfs:label "甲"@ja .
      <q> a pg:Project ; pg:partOf <part> ; pg:code "0002" ; rdfs:label "乙"@ja .
      <r> a pg:Project ; pg:partOf <m> ; pg:code "0003" ; rdfs:label "丙"@ja .
"""
"""Two projects of a part, and one of no known part."""


def test_money_under_two_codes_counts_under_each_and_is_said_to_be_shared() -> None:
    turtle = (
        MEASURE
        + PROJECTS
        + """
      <p> pg:budget 5000 ; pg:staff 0.5 . <q> pg:generalFunds 1000 .
      <plan> a pg:PlanScheme ; rdfs:label "計画"@ja, "plan"@en ; pg:sortKey "計画" .
      <A1> a pg:PlanCode ; pg:code "A1" ; pg:sortKey "A1" ; skos:inScheme <plan> ; skos:prefLabel "名"@ja, "name"@en .
      <A2> a pg:PlanCode ; pg:code "A2" ; pg:sortKey "A2" ; skos:inScheme <plan> .
      <part> pg:addresses <A1>, <A2> .
      <alone> a pg:MeasurePart ; pg:partOf <m> ; pg:position 2 ; pg:addresses <A2> .
      <s> a pg:Project ; pg:partOf <alone> ; pg:code "0004" ; rdfs:label "丁"@ja ; pg:budget 7 .
    """
    )
    columns = ("planCode", "planName", "schemeName", "measures", "parts", "projects", "sharedProjects", "budget",
               "budgetUnknown", "generalFunds", "generalFundsUnknown", "staff", "fullCostUnknown")  # fmt: skip
    assert rows_of(answer("money-by-plan-code", turtle), columns) == [
        ["A1", "名", "計画", 1, 1, 2, 2, 5000, 1, 1000, 1, Decimal("0.5"), 2],
        ["A2", "", "計画", 1, 2, 3, 2, 5007, 1, 1000, 2, Decimal("0.5"), 3],
    ]


def test_a_share_is_of_projects_whose_two_amounts_are_known() -> None:
    turtle = (
        MEASURE
        + PROJECTS
        + """
      <p> pg:budget 3000 ; pg:generalFunds 1000 . <q> pg:budget 9000 . <r> pg:generalFunds 400 .
    """
    )
    columns = ("budget", "budgetUnknown", "generalFunds", "generalFundsUnknown", "comparedProjects", "generalFundShare")
    share = Decimal("33.3")
    assert rows_of(answer("general-fund-share", turtle), columns) == [[12000, 1, 1400, 1, 1, share]]


def test_no_share_is_of_nothing() -> None:
    turtle = MEASURE + PROJECTS + "<p> pg:budget 0 ; pg:generalFunds 0 ; pg:staff 0.0 ; pg:fullCost 0 ."
    shares = {
        "general-fund-share": ("generalFundShare",),
        "staff-against-money": ("budgetPerStaff", "staffWithoutMoneyShare"),
        "full-cost": ("beyondBudgetShare", "beyondBudgetPerStaff"),
    }
    for name, columns in shares.items():
        assert rows_of(answer(name, turtle), ("comparedProjects", *columns)) == [[1, *("" for _ in columns)]]


def test_staff_is_set_against_known_money_only() -> None:
    turtle = (
        MEASURE + PROJECTS + "<p> pg:budget 3000 ; pg:staff 0.5 . <q> pg:budget 0 ; pg:staff 1.5 . <r> pg:staff 9.0 ."
    )
    columns = (
        "staff",
        "budgetUnknown",
        "comparedProjects",
        "budgetPerStaff",
        "staffWithoutMoney",
        "staffWithoutMoneyShare",
    )
    assert rows_of(answer("staff-against-money", turtle), columns) == [[11, 1, 2, 1500, Decimal("1.5"), 75]]


def test_full_cost_leaves_out_who_carries_money_over() -> None:
    turtle = (
        MEASURE
        + PROJECTS
        + """
      <p> pg:budget 3000 ; pg:staff 0.5 ; pg:fullCost 7000 .
      <q> pg:budget 10 ; pg:staff 1.0 ; pg:fullCost 10000 ; pg:carriedOver 5 .
      <r> pg:fullCost 1 .
    """
    )
    columns = (
        "fullCost",
        "carriedOver",
        "comparedProjects",
        "beyondBudget",
        "beyondBudgetShare",
        "beyondBudgetPerStaff",
    )
    assert rows_of(answer("full-cost", turtle), columns) == [[17001, 5, 1, 4000, Decimal("57.1"), 8000]]


def test_zero_and_unknown_money_are_two_things() -> None:
    turtle = MEASURE + PROJECTS + "<p> pg:budget 0 . <q> pg:budget 1000 ."
    rows = rows_of(answer("projects-without-money", turtle), ("projectCode", "budget"))
    assert rows == [["0001", 0], ["0003", ""]]


def test_the_largest_projects_begin_at_a_hundred_million_yen_unless_told() -> None:
    turtle = MEASURE + PROJECTS + "<p> pg:budget 100000000 . <q> pg:budget 99999999 ."
    assert rows_of(answer("largest-projects", turtle), ("projectCode", "minimum")) == [["0001", 100_000_000]]
    rows = rows_of(answer("largest-projects", turtle, minimum="1"), ("projectCode",))
    assert rows == [["0001"], ["0002"]]


def test_a_change_is_from_the_last_year_printed_and_tells_what_it_cannot_know_of_transfers() -> None:
    turtle = (
        MEASURE
        + PROJECTS
        + """
      <b1> a pg:BudgetTotal ; pg:partOf <m> ; pg:fiscalYear "2018"^^xsd:gYear ; pg:totalBudget 0 .
      <b2> a pg:BudgetTotal ; pg:partOf <m> ; pg:fiscalYear "2020"^^xsd:gYear ; pg:totalBudget 900 .
      <p> pg:transferredFrom <office> ; pg:budget 300 . <q> pg:transferredFrom <office> . <r> pg:budget 600 .
    """
    )
    columns = ("yearBefore", "year", "change", "changeRate", "transferredProjects", "transferredBudget",
               "transferredBudgetUnknown", "changeWithoutTransferred")  # fmt: skip
    assert rows_of(answer("budget-change", turtle), columns) == [[2018, 2020, 900, "", 2, 300, 1, ""]]
    known = turtle + "<q> pg:budget 0 ."
    assert rows_of(answer("budget-change", known), columns) == [[2018, 2020, 900, "", 2, 300, 0, 600]]


def test_money_without_an_indicator_says_how_many_indicators_may_be_meant() -> None:
    turtle = (
        MEASURE
        + PROJECTS
        + """
      <p> pg:budget 300 . <r> pg:budget 100 . <i> a pg:Indicator ; pg:partOf <m> ; pg:rank "主①" ; pg:position 1 .
    """
    )
    columns = ("partName", "projects", "budget", "budgetUnknown", "budgetShare", "possibleIndicators")
    assert rows_of(answer("money-without-indicator", turtle), columns) == [
        ["区分", 2, 300, 1, 75, 1],
        ["", 1, 100, 0, 25, 1],
    ]
    placed = turtle + '<j> a pg:Indicator ; pg:partOf <part> ; pg:rank "関①" ; pg:position 2 .'
    assert rows_of(answer("money-without-indicator", placed), columns) == [["", 1, 100, 0, 25, 2]]
