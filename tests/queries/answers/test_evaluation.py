"""Questions about the evaluation: verdicts, criteria, opinions, and what becomes of projects."""

from __future__ import annotations

import pytest

from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, answer, rows_of
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet, numbers

EXAMPLES: dict[str, dict[str, str]] = {
    "verdicts": {},
    "criteria": {"measureCode": "02-03"},
    "response-chain": {"measureCode": "06-04"},
    "opinions-without-reply": {},
    "projects-to-improve": {},
    "projects-without-response-under-D": {"measureCode": "06-04"},
}
REAL: dict[str, dict[str, str]] = {
    "verdicts": {},
    "criteria": {},
    "response-chain": {"measureCode": "05-10"},
    "projects-to-improve": {},
    "projects-without-response-under-D": {},
}


def project(code: str, rest: str = "") -> str:
    return f'<p{code}> a pg:Project ; pg:partOf <part> ; pg:code "{code}" ; rdfs:label "事業{code}"@ja {rest} .'


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_examples(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, EXAMPLES[name])


@pytest.mark.parametrize("name", REAL)
def test_rows_of_the_real_sheet(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, REAL[name])


def test_a_measure_without_an_evaluation_is_told_with_blanks() -> None:
    rows = rows_of(answer("verdicts", MEASURE), ("measureCode", "indicatorVerdict", "effortVerdict", "overallVerdict"))
    assert rows == [["05-10", "", "", ""]]


def test_a_criterion_without_a_mark_has_none() -> None:
    turtle = (
        MEASURE + "<e> a pg:FirstEvaluation ; pg:partOf <m> . <j> a pg:Judgement ; pg:partOf <e> ; pg:criterion 2 ."
    )
    assert rows_of(answer("criteria", turtle), ("criterion", "mark", "reason")) == [[2, "", ""]]


def test_opinions_without_reply_stand_once_for_each_project_and_once_without_one() -> None:
    turtle = MEASURE + project("0001") + project("0002")
    turtle += """
      <o1> a pg:Opinion ; pg:position 1 ; pg:number "Ⅰ" ; pg:text "施策への意見"@ja .
      <o2> a pg:Opinion ; pg:position 2 ; pg:number "Ⅱ" ; pg:targets <p0001>, <p0002> .
      <o3> a pg:Opinion ; pg:position 3 ; pg:number "Ⅲ" ; pg:targets <p0001> .
      <r> a pg:Response ; pg:respondsTo <o3> .
    """
    rows = rows_of(answer("opinions-without-reply", turtle), ("opinionNumber", "projectCode", "opinionText"))
    assert rows == [["Ⅰ", "", "施策への意見"], ["Ⅱ", "0001", ""], ["Ⅱ", "0002", ""]]


def test_every_opinion_of_the_real_sheet_has_a_reply(real_store: LocalStore) -> None:
    assert numbers(real_store, "opinions-without-reply", "opinionNumber") == []


DIRECTIONS = '<improve> pg:code "改善" . <stop> pg:code "廃止" .'


def test_a_share_is_of_what_is_known_and_says_how_much_is_not() -> None:
    turtle = (
        MEASURE
        + DIRECTIONS
        + project("0001", "; pg:budget 1000")
        + project("0002")
        + project("0003", "; pg:budget 3000")
    )
    turtle += "<x> a pg:ResponsePolicy ; pg:targets <p0001>, <p0002> ; pg:direction <improve> ."
    turtle += "<y> a pg:ResponsePolicy ; pg:targets <p0001> ; pg:direction <improve> ."
    turtle += "<z> a pg:Reflection ; pg:targets <p0001> ; pg:firstDirection <improve> ; pg:nextDirection <improve> ."
    columns = ("projectCode", "budget", "measureBudget", "measureBudgetUnknown", "share")
    assert rows_of(answer("projects-to-improve", turtle), columns) == [
        ["0001", 1000, 4000, 1, 25],
        ["0002", "", 4000, 1, ""],
    ]
    assert answer("projects-to-improve", turtle, direction="廃止").rows == ()


def test_a_share_of_nothing_is_none() -> None:
    turtle = MEASURE + DIRECTIONS + project("0001", "; pg:budget 0")
    turtle += "<z> a pg:Reflection ; pg:targets <p0001> ; pg:nextDirection <stop> ."
    rows = rows_of(answer("projects-to-improve", turtle, direction="廃止"), ("projectCode", "measureBudget", "share"))
    assert rows == [["0001", 0, ""]]


def test_another_direction_can_be_asked_for(examples_store: LocalStore) -> None:
    rows = numbers(examples_store, "projects-to-improve", "measureCode", "projectCode", direction="拡充")
    assert rows == [["02-03", "0123"], ["06-04", "0815"], ["06-04", "0819"]]


def test_a_part_is_under_d_by_the_latest_grade_of_its_indicators() -> None:
    turtle = MEASURE + project("0001") + project("0002")
    turtle += """
      <part> a pg:MeasurePart ; pg:partOf <m> . <D> pg:code "D" . <A> pg:code "A" .
      <i> a pg:Indicator ; pg:partOf <part> . <x> a pg:ResponsePolicy ; pg:targets <p0001> .
      <o1> a pg:Observation ; pg:ofIndicator <i> ; pg:year "2018"^^xsd:gYear ; pg:position 1 ; pg:grade <%s> .
      <o2> a pg:Observation ; pg:ofIndicator <i> ; pg:year "2019"^^xsd:gYear ; pg:position 2 ; pg:grade <%s> .
    """
    columns = ("projectCode", "indicators", "budget")
    assert rows_of(answer("projects-without-response-under-D", turtle % ("A", "D")), columns) == [["0002", 1, ""]]
    assert answer("projects-without-response-under-D", turtle % ("D", "A")).rows == ()
