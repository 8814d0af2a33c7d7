"""Parameters as VALUES answer as the substitutions of the engine do."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.queries.bindings import bound, prologue
from policygraph.queries.catalogue import questions
from policygraph.queries.store import LocalStore, ask_engine, table_of

CODE = ox.Literal("2(2)A")


def rows_of(database: ox.Store, query: str, bindings: dict[str, ox.NamedNode | ox.Literal]) -> list[str]:
    found = ask_engine(database, query, bindings)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(map(str, table_of(found).rows))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?c { ?s pg:code ?c }", "SELECT ?c { VALUES ?c { <> } ?s pg:code ?c }"),
        ("SELECT $c { ?s pg:code $c }", "SELECT $c { VALUES ?c { <> } ?s pg:code $c }"),
        (
            "SELECT ?c { { ?s pg:code ?c } UNION { ?s a ?k } }",
            "SELECT ?c { VALUES ?c { <> } { VALUES ?c { <> } ?s pg:code ?c } UNION { ?s a ?k } }",
        ),
        (
            "SELECT ?c { ?s pg:code ?c OPTIONAL { ?s a ?k FILTER (?k = ?c) } }",
            "SELECT ?c { VALUES ?c { <> } ?s pg:code ?c OPTIONAL { VALUES ?c { <> } ?s a ?k FILTER (?k = ?c) } }",
        ),
        (
            "SELECT ?c { { SELECT ?s (COUNT(?c) AS ?n) { ?s pg:code ?c } GROUP BY ?s } }",
            "SELECT ?c { VALUES ?c { <> } { SELECT ?s (COUNT(?c) AS ?n) { ?s pg:code ?c } GROUP BY ?s } }",
        ),
        (
            "SELECT ?c { { SELECT DISTINCT ?c { ?s pg:code ?c } } }",
            "SELECT ?c { VALUES ?c { <> } { SELECT DISTINCT ?c { VALUES ?c { <> } ?s pg:code ?c } } }",
        ),
        (
            "SELECT ?c { { SELECT * { ?s pg:code ?c } } }",
            "SELECT ?c { VALUES ?c { <> } { SELECT * { VALUES ?c { <> } ?s pg:code ?c } } }",
        ),
        (
            'SELECT ?c { ?s a ?k ; rdfs:label "{ ?c" # { ?c\n VALUES ?k { <x:?c> } }',
            'SELECT ?c { VALUES ?c { <> } ?s a ?k ; rdfs:label "{ ?c" # { ?c\n VALUES ?k { <x:?c> } }',
        ),
        ("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }", "CONSTRUCT { ?s a ?c } WHERE { VALUES ?c { <> } ?s a ?c }"),
        (
            "SELECT ?c { ?s pg:code ?k BIND (?k AS ?c) FILTER (?c != 1) }",
            "SELECT ?c { ?s pg:code ?k BIND (?k AS ?c) FILTER (?c != 1)  VALUES ?c { <> }}",
        ),
        ("SELECT ?c { ?s pg:select/pg:values ?c }", "SELECT ?c { VALUES ?c { <> } ?s pg:select/pg:values ?c }"),
    ],
)  # fmt: skip
def test_a_row_stands_in_each_group_that_names_the_variable(query: str, expected: str) -> None:
    assert bound(query, {"c": ox.NamedNode("x:y")}) == expected.replace("<>", "<x:y>")


def test_a_query_without_parameters_stays_as_it_is() -> None:
    assert bound("SELECT * { ?s ?p ?o }", {}) == bound("SELECT * { ?s ?p ?o }", None) == "SELECT * { ?s ?p ?o }"


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("entry", questions(), ids=lambda entry: entry.name)
def test_every_question_answers_alike_in_both_ways(examples_store: LocalStore, entry: object, every: bool) -> None:
    from policygraph.queries.catalogue import Question

    assert isinstance(entry, Question)
    bindings = entry.bind(
        {each.name: each.example for each in entry.parameters if every or not each.optional}, examples_store
    )
    expected = sorted(map(str, examples_store.select(entry.sparql, bindings).rows))
    assert sorted(map(str, examples_store.select(bound(entry.sparql, bindings)).rows)) == expected


def assert_stays_a_term(text: str) -> None:
    database = ox.Store()
    database.extend([ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), ox.Literal(text))])
    query = prologue() + bound("SELECT ?c { ?s <x:p> ?c }", {"c": ox.Literal(text)})
    assert rows_of(database, query, {}) == [str((ox.Literal(text),))]


@given(text=st.text())
def test_no_text_breaks_out_of_its_term(text: str) -> None:
    assert_stays_a_term(text)


@pytest.mark.parametrize("text", ['" } DROP ALL #', "\\", "\n\r\t\0", "} UNION { ?s ?p ?o", "?c", "'''", "\u2028 é あ"])
def test_texts_that_would_break_out_are_terms(text: str) -> None:
    assert_stays_a_term(text)
