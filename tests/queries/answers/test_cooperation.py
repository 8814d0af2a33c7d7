"""Questions about cooperation and voice: partners, needs, requests, roles."""

from __future__ import annotations

import pytest

from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, answer, rows_of
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet, numbers

EXAMPLES: dict[str, dict[str, str]] = {
    "partners-by-reach": {},
    "partners-only-in-overviews": {},
    "cooperation-results": {"measureCode": "06-04"},
    "needs-by-who": {},
    "requests-by-ministry": {},
    "roles-by-actor": {"measureCode": "06-04"},
}
ORGANIZATION = '<o> a pg:Organization ; rdfs:label "団体"@ja ; pg:sortKey "a" .'
PROJECT = '<p> a pg:Project ; pg:code "0001" ; rdfs:label "事業"@ja ; pg:mentions <o> .'


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_examples(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_real_sheet(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, {})


def test_several_mentions_of_a_partner_do_not_multiply_it() -> None:
    turtle = MEASURE + ORGANIZATION + PROJECT
    turtle += """
      <c> a pg:Cooperation ; pg:partOf <m> ; pg:with <o> .
      <x> a pg:Mention ; pg:partOf <c> ; pg:mentionOf <o> . <y> a pg:Mention ; pg:partOf <c> ; pg:mentionOf <o> .
    """
    assert rows_of(answer("partners-by-reach", turtle), ("measures", "cooperations", "overviews")) == [[1, 1, 1]]


def test_a_partner_of_another_measure_stands_not_in_overviews_only() -> None:
    turtle = MEASURE + ORGANIZATION + PROJECT
    assert rows_of(answer("partners-only-in-overviews", turtle), ("partnerName", "projectCode")) == [["団体", "0001"]]
    other = '<n> a pg:Measure ; pg:fiscalYear "%s"^^xsd:gYear . <c> a pg:Cooperation ; pg:partOf <n> ; pg:with <o> .'
    assert answer("partners-only-in-overviews", turtle + other % 2020).rows == ()
    assert len(answer("partners-only-in-overviews", turtle + other % 2021).rows) == 1


def test_a_cooperation_whose_partner_could_not_be_told_is_not_lost() -> None:
    turtle = MEASURE + '<c> a pg:Cooperation ; pg:partOf <m> ; pg:position 1 ; pg:results "成果"@ja .'
    assert rows_of(answer("cooperation-results", turtle), ("partner", "partnerName", "results")) == [["", "", "成果"]]


def test_what_came_of_the_cooperation_with_one_partner(examples_store: LocalStore) -> None:
    rows = numbers(examples_store, "cooperation-results", "measureCode", "partnerName", partner="架空畑作組合連合会")
    assert rows == [["06-04", "架空畑作組合連合会"]]
    rows = numbers(examples_store, "cooperation-results", "measureCode", partner="経済部産業振興課")
    assert rows == [["02-03"], ["06-04"]]


def test_a_survey_has_no_who_and_is_not_given_one(examples_store: LocalStore) -> None:
    rows = numbers(examples_store, "needs-by-who", "whoName", "measureCode", who="とかち産業協議会")
    assert rows == [["とかち産業協議会", "02-03"], ["とかち産業協議会", "06-04"]]
    turtle = MEASURE + '<n> a pg:Need ; pg:position 1 ; rdfs:label "調査"@ja ; pg:isSurvey true .'
    assert rows_of(answer("needs-by-who", turtle), ("who", "whoName", "period", "text")) == [["", "調査", "", ""]]


def test_a_request_that_names_no_ministry_stands_last(examples_store: LocalStore) -> None:
    turtle = MEASURE + ORGANIZATION
    turtle += '<r> a pg:Request ; pg:position 1 ; pg:text "要望"@ja . <s> a pg:Request ; pg:position 2 ; pg:to <o> .'
    assert rows_of(answer("requests-by-ministry", turtle), ("ministryName", "text")) == [["団体", ""], ["", "要望"]]
    rows = numbers(examples_store, "requests-by-ministry", "measureCode", "period", ministry="農林水産省")
    assert rows == [["06-04", "2019年6月"], ["06-04", "2020年6月"]]


def test_an_actor_that_the_sheet_tells_is_named_and_stands_before_those_it_does_not() -> None:
    turtle = MEASURE + '<state> pg:code "国" ; skos:prefLabel "国"@ja .'
    turtle += "<r> a pg:Role ; pg:position 1 . <s> a pg:Role ; pg:position 2 ; pg:actor <state> ."
    rows = rows_of(answer("roles-by-actor", turtle), ("actor", "actorName"))
    assert rows == [["国", "国"], ["", "調書の文字からは分からない"]]
