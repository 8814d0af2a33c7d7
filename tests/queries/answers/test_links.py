"""Answers to questions of the group links: examples, real sheet, hand-made graphs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.api import query
from policygraph.errors import AmbiguousTargetError, NoTargetError
from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, REAL, answer, golden, rows_of

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
    columns, expected = golden(name)
    assert rows_of(query(examples_store, name, **ASKED[name]), columns) == expected


@pytest.mark.parametrize("name", ASKED_OF_REAL)
def test_real_answer_is_what_the_sheet_says(real_store: LocalStore, name: str) -> None:
    columns, expected = golden(name, REAL)
    assert rows_of(query(real_store, name, sources=True, **ASKED_OF_REAL[name]), columns) == expected


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
