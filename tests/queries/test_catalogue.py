from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import ParameterError, UnknownQueryError
from policygraph.queries.asking import SOURCES
from policygraph.queries.catalogue import TYPES, Parameter, by_topic, question, questions
from policygraph.queries.store import PREFIXES, LocalStore


def parameter(type_: str) -> Parameter:
    return Parameter("name", type_, "example", {"ja": "名", "en": "name"})


@pytest.mark.parametrize("name", [entry.name for entry in questions()])
def test_a_question_tells_all_that_a_reader_needs(name: str) -> None:
    entry = question(name)
    for texts in (entry.title, entry.question, *(column.meaning for column in entry.columns)):
        assert set(texts) == {"ja", "en"}
        assert all(texts.values())
    assert all(each.type in TYPES and each.example for each in entry.parameters)
    assert entry.tags
    assert "ORDER BY" in entry.sparql


@pytest.mark.parametrize("name", [entry.name for entry in questions()])
def test_the_columns_of_a_question_are_those_of_its_query(name: str) -> None:
    entry = question(name)
    solutions = ox.Store().query(entry.sparql, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == [column.name for column in entry.columns]


@pytest.mark.parametrize("name", [entry.name for entry in questions()])
def test_every_question_tells_what_its_rows_rest_on_in_lines_that_can_be_left_out(name: str) -> None:
    entry = question(name)
    solutions = ox.Store().query(entry.sparql_with_sources, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    assert names == [*(column.name for column in entry.columns), SOURCES]
    assert "?sources" not in entry.sparql


def test_columns_of_one_name_have_one_meaning_of_unit() -> None:
    units: dict[str, set[str | None]] = {}
    for entry in questions():
        for column in entry.columns:
            units.setdefault(column.name, set()).add(column.unit)
    assert {name: found for name, found in units.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("type_", "text", "term"),
    [
        ("code", "A3412", ox.Literal("A3412")),
        ("text", '"} DROP ALL {"', ox.Literal('"} DROP ALL {"')),
        ("year", "2020", ox.Literal("2020", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear"))),
        ("yen", "1,000", ox.Literal("1000", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
        ("iri", "https://example.org/a", ox.NamedNode("https://example.org/a")),
    ],
)
def test_a_parameter_becomes_a_term_of_its_type(type_: str, text: str, term: object) -> None:
    assert parameter(type_).term(text) == term


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("year", "R2"),
        ("yen", "many"),
        ("iri", "https://example.org/> ?x"),
        ("iri", "no scheme"),
        ("iri", "x:\x00"),
        ("iri", "http://["),
        ("code", "A\n3412"),
    ],
)
def test_a_parameter_of_another_type_is_refused(type_: str, text: str) -> None:
    with pytest.raises(ParameterError, match="not of type"):
        parameter(type_).term(text)


@given(st.text())
def test_no_text_makes_a_term_of_an_iri_that_could_leave_it(text: str) -> None:
    try:
        term = parameter("iri").term(text)
    except ParameterError:
        return
    assert not set(term.value) & set('<>"{}|^`\\ \n')


def test_unknown_missing_and_misspelt_names_are_told(examples_store: LocalStore) -> None:
    asked = question("what-stands-under-plan-code")
    with pytest.raises(ParameterError, match="needs plan "):
        asked.bind({}, examples_store)
    with pytest.raises(ParameterError, match="no parameter 'planCode'"):
        asked.bind({"planCode": "A3412"}, examples_store)
    with pytest.raises(UnknownQueryError, match="policygraph queries"):
        question("../store")


def test_every_question_stands_under_one_topic() -> None:
    listed = [entry.name for entries in by_topic().values() for entry in entries]
    assert sorted(listed) == [entry.name for entry in questions()]
