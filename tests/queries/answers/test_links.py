"""Answers to questions of the group links: examples, real sheet, hand-made graphs."""

from __future__ import annotations

import pytest

from policygraph.api import query
from policygraph.errors import AmbiguousTargetError, NoTargetError
from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, answer, rows_of
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet

ASKED = {
    "projects-of-measure": {"measureCode": "06-04"},
    "partners-of-measure": {"measureCode": "06-04"},
    "what-stands-under-plan-code": {"plan": "A3453"},
    "pledge-trace": {"plan": "Ｃ００７８"},
    "measures-sharing-partner": {},
    "measures-sharing-office": {},
    "measures-sharing-plan-code": {},
    "measure-pairs-by-shared-links": {},
    "office-portfolio": {"office": "農産振興課"},
    "partner-portfolio": {"partner": "とかち財団"},
    "named-plans": {},
}
ASKED_OF_REAL = {
    "projects-of-measure": {"measureCode": "05-10"},
    "partners-of-measure": {"measureCode": "05-10"},
    "what-stands-under-plan-code": {"plan": "A3453"},
    "pledge-trace": {"plan": "C0078"},
    "office-portfolio": {"office": "産業振興課"},
    "partner-portfolio": {"partner": "とかち財団"},
    "named-plans": {},
}


@pytest.mark.parametrize("name", ASKED)
def test_answer_is_what_the_sheets_say(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, ASKED[name])


@pytest.mark.parametrize("name", ASKED_OF_REAL)
def test_real_answer_is_what_the_sheet_says(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, ASKED_OF_REAL[name])


def test_a_plan_without_codes_is_asked_by_its_name(examples_store: LocalStore) -> None:
    rows = rows_of(
        query(examples_store, "what-stands-under-plan-code", plan="北海道科学技術振興計画"),
        ("measureCode", "projectCode"),
    )
    assert [row[0] for row in rows if row[1]] == ["02-03"] * 5 + ["05-10"] * 8


def test_a_linked_measure_whose_sheet_is_not_loaded_still_shows_its_code(one_sheet_store: LocalStore) -> None:
    rows = rows_of(query(one_sheet_store, "partners-of-measure", measureCode="06-04"), ("partnerCode", "partnerName"))
    assert rows[:2] == [["05-10", ""], ["", "経済部産業振興課"]]


def test_a_partner_of_two_cooperations_of_one_measure_is_shared_by_nobody() -> None:
    turtle = (
        MEASURE
        + """
      <o> a pg:Organization ; rdfs:label "団体"@ja .
      <c1> a pg:Cooperation ; pg:partOf <m> ; pg:with <o> . <c2> a pg:Cooperation ; pg:partOf <m> ; pg:with <o> .
    """
    )
    assert answer("measures-sharing-partner", turtle).rows == ()


def test_real_partners_are_sixteen_organisations_an_office_and_a_measure(real_store: LocalStore) -> None:
    rows = rows_of(query(real_store, "partners-of-measure", measureCode="05-10"), ("level", "partner", "partnerCode"))
    assert [row[2] for row in rows if row[0] == "施策・部局"] == ["02-03", ""]
    assert len({row[1] for row in rows if row[0] == "地域・民間"}) == len(rows) - 2 == 16


def test_real_plan_codes(real_store: LocalStore) -> None:
    counts = {
        "A3411": 23,
        "A3412": 23,
        "A3413": 23,
        "A3751": 23,
        "C0003": 23,
        "C0078": 23,
        "C0079": 23,
        "C0101": 23,
        "A3453": 8,
    }
    for code, count in counts.items():
        rows = rows_of(query(real_store, "what-stands-under-plan-code", plan=code), ("projectCode",))
        assert sum(row != [""] for row in rows) == count


def test_a_plan_is_named_by_code_or_by_name_and_several_matches_are_told(examples_store: LocalStore) -> None:
    by_width = query(examples_store, "pledge-trace", plan="Ｃ００７８")
    assert by_width.rows == query(examples_store, "pledge-trace", plan="C0078").rows
    with pytest.raises(AmbiguousTargetError):
        query(examples_store, "pledge-trace", plan="計画")
    with pytest.raises(NoTargetError):
        query(examples_store, "office-portfolio", office="ない課")


# --- what the examples do not hold: hand-made graphs --------------------------------------------

PLANS = """
      <plan> a pg:PlanScheme ; rdfs:label "計画"@ja ; pg:sortKey "計画" .
      <A1> a pg:PlanCode ; pg:code "A1" ; pg:sortKey "A1" ; rdfs:label "A1"@ja ; skos:inScheme <plan> .
      <A2> a pg:PlanCode ; pg:code "A2" ; pg:sortKey "A2" ; rdfs:label "A2"@ja ; skos:inScheme <plan> .
      <m> a pg:Measure ; pg:inSheet <sheet> ; pg:fiscalYear "2020"^^xsd:gYear ; rdfs:label "施策"@ja .
      <part> a pg:MeasurePart ; pg:partOf <m> ; pg:position 1 ; pg:addresses <A1>, <A2> .
"""
"""A measure whose sheet has lost its code, with a part that stands under two codes of one plan."""
OTHER = """
      <n> a pg:Measure ; pg:inSheet <sheet2> ; pg:code "05-11" ; pg:fiscalYear "2020"^^xsd:gYear ; rdfs:label "別"@ja .
"""


def test_a_part_with_nothing_in_it_still_carries_its_pledge() -> None:
    columns = ("planCode", "measureCode", "partName", "projects", "budget", "indicators", "latestGrades", "policies")
    rows = rows_of(answer("pledge-trace", PLANS, plan="https://example.org/A1"), columns)
    assert rows == [["A1", "", "", 0, 0, 0, "", ""]]
    assert answer("what-stands-under-plan-code", PLANS, plan="https://example.org/A1").rows == ()


def test_what_stands_under_two_codes_of_a_plan_stands_once_under_the_plan() -> None:
    turtle = PLANS + (
        '<p> a pg:Project ; pg:partOf <part> ; pg:code "0001" ; rdfs:label "事業"@ja ; pg:budget 5000 .'
        '<q> a pg:Project ; pg:partOf <part> ; pg:code "0002" ; rdfs:label "事業"@ja .'
    )
    given = {"plan": "https://example.org/plan"}
    listed = rows_of(answer("what-stands-under-plan-code", turtle, **given), ("projectCode", "budget"))
    assert listed == [["0001", 5000], ["0002", ""]]
    columns = ("projects", "projectCodes", "budget", "budgetUnknown", "generalFundsUnknown")
    assert rows_of(answer("pledge-trace", turtle, **given), columns) == [[2, "0001 0002", 5000, 1, 2]]


def test_of_an_indicator_the_latest_grade_counts_and_of_two_for_one_year_the_lower() -> None:
    turtle = (
        PLANS
        + """
      <i> a pg:Indicator ; pg:partOf <part> ; pg:rank "主①" ; pg:position 1 .
      <j> a pg:Indicator ; pg:partOf <part> ; pg:rank "関①" ; pg:position 2 .
      <k> a pg:Indicator ; pg:partOf <part> ; pg:rank "関②" ; pg:position 3 .
      <o1> a pg:Observation ; pg:ofIndicator <i> ; pg:position 1 ; pg:year "2019"^^xsd:gYear ; pg:grade pgc:grade-D .
      <o2> a pg:Observation ; pg:ofIndicator <i> ; pg:position 2 ; pg:year "2018"^^xsd:gYear ; pg:grade pgc:grade-A .
      <o3> a pg:Observation ; pg:ofIndicator <j> ; pg:position 1 ; pg:year "2019"^^xsd:gYear ; pg:grade pgc:grade-D .
      <o4> a pg:Observation ; pg:ofIndicator <j> ; pg:position 2 ; pg:year "2019"^^xsd:gYear ; pg:grade pgc:grade-A .
      pgc:grade-A pg:code "A" . pgc:grade-D pg:code "D" .
    """
    )
    rows = rows_of(answer("pledge-trace", turtle, plan="https://example.org/A2"), ("indicators", "latestGrades"))
    assert rows == [[3, "主①D 関①D 関②？"]]


def test_a_measure_that_lost_its_code_shares_too() -> None:
    turtle = (
        PLANS
        + OTHER
        + """
      <part2> a pg:MeasurePart ; pg:partOf <n> ; pg:position 1 ; pg:addresses <A1> .
      <office> a pg:Department ; rdfs:label "課"@ja ; pg:sortKey "課" .
      <m> pg:relatedOffice <office> . <n> pg:department <office> ; pg:relatedOffice <office> .
    """
    )
    codes = rows_of(answer("measures-sharing-plan-code", turtle), ("planCode", "measures", "measureCodes"))
    assert codes == [["A1", 2, "05-11 ?"]]
    columns = ("measures", "measureCodes", "leadMeasures", "projectMeasures", "relatedMeasures", "partnerMeasures")
    assert rows_of(answer("measures-sharing-office", turtle), columns) == [[2, "05-11 ?", 1, 0, 2, 0]]
    columns = ("measureCode", "otherMeasureCode", "shared", "sharedOffices", "sharedPlans", "sharedNames")
    assert rows_of(answer("measure-pairs-by-shared-links", turtle), columns) == [["", "05-11", 2, 1, 1, "課 / A1"]]


def test_a_project_of_no_known_part_is_in_the_portfolio_of_its_office_and_of_who_gave_it() -> None:
    turtle = (
        MEASURE
        + """
      <a> a pg:Department ; rdfs:label "甲課"@ja ; pg:sortKey "甲" .
      <b> a pg:Department ; rdfs:label "乙課"@ja ; pg:sortKey "乙" .
      <p> a pg:Project ; pg:partOf <m> ; pg:code "0001" ; rdfs:label "事業"@ja .
      <p> pg:department <a> ; pg:transferredFrom <b> .
    """
    )
    columns = ("itemKind", "measureCode", "projectCode", "budget")
    for office, kind in (("a", "事務事業"), ("b", "移管元")):
        rows = rows_of(answer("office-portfolio", turtle, office=f"https://example.org/{office}"), columns)
        assert rows == [[kind, "05-10", "0001", ""]]


def test_who_asks_and_who_is_asked_is_in_the_portfolio() -> None:
    turtle = (
        MEASURE
        + """
      <o> a pg:Organization ; rdfs:label "団体"@ja ; pg:sortKey "団体" .
      <part> a pg:MeasurePart ; pg:partOf <m> .
      <need> a pg:Need ; pg:partOf <part> ; pg:position 1 ; pg:who <o> ; pg:text "求め"@ja .
      <request> a pg:Request ; pg:partOf <m> ; pg:position 1 ; pg:to <o> ; pg:text "要望"@ja .
    """
    )
    rows = rows_of(answer("partner-portfolio", turtle, partner="https://example.org/o"), ("itemKind", "content"))
    assert rows == [["道民ニーズ", "求め"], ["国への要望", "要望"]]


def test_a_policy_may_name_a_plan_without_a_code() -> None:
    turtle = (
        PLANS
        + """
      <first> a pg:FirstEvaluation ; pg:partOf <m> .
      <policy> a pg:ResponsePolicy ; pg:partOf <first> ; pg:number "①" ; pg:position 1 ; pg:addresses <plan>, <A1> .
    """
    )
    rows = rows_of(answer("named-plans", turtle), ("schemeName", "measureCode", "itemKind", "itemName"))
    assert rows == [["計画", "", "対応方針", "①"]]
