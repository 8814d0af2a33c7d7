from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import QueryLimitError, QuerySyntaxError
from policygraph.queries.gate import MAX_BYTES, MAX_NESTING, check, check_size, graphs_of, names_graphs
from policygraph.queries.store import LocalStore, Scope

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"
CLAUSE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CLAUSE} }}",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { sErViCe\tex:a{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE # a comment\r<http://127.0.0.1:9/> # another\n{ ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { FILTER(?a<'b>c')SERVICE<http://127.0.0.1:9/>{}#'\n }",
        "SELECT * { FILTER(?a<?b#>'''\n)SERVICE <http://127.0.0.1:9/> {} #'''\n }",
        f"SELECT * {{ {{ SELECT * {{ {CLAUSE} }} }} }}",
        f"ASK {{ FILTER NOT EXISTS {{ {CLAUSE} }} }}",
    ],
)
def test_a_service_clause_is_refused_however_it_is_dressed(query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="SERVICE is refused"):
        check(query)


@pytest.mark.parametrize("word", ["LOAD <file:///etc/passwd>", "insert data {}", "DELETE WHERE {}", "CLEAR ALL"])
def test_updates_are_refused(word: str) -> None:
    with pytest.raises(QuerySyntaxError, match="changes nothing"):
        check(word)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { FILTER (CONTAINS(?label, "SERVICE, LOAD, DROP ((((")) }',
        "ASK { ?service ?load <http://www.w3.org/ns/sparql-service-description#Service> . ?drop a ex:Service }",
        "PREFIX service: <https://example.org/> ASK { ?s service:load ?o { ?s ?p ?insert } }",
        "ASK { " + "<http://example.org/a_(b)> " * 300 + "}",
    ],
)
def test_harmless_words_pass(query: str) -> None:
    check(query)


@pytest.mark.parametrize("opened", ["{", "(", "[", "?a<(((b>("])
def test_nesting_has_a_bound(opened: str) -> None:
    with pytest.raises(QuerySyntaxError, match="nested deeper"):
        check("ASK " + opened * (MAX_NESTING + 1))
    check("ASK " + "{" * MAX_NESTING + "}" * MAX_NESTING)


def test_brackets_that_hide_in_iris_do_not_make_room_for_others() -> None:
    with pytest.raises(QuerySyntaxError, match="nested deeper"):
        check("ASK <http://x/" + ")" * 500 + "> " + "(" * (MAX_NESTING + 1))


def test_size_is_counted_in_bytes() -> None:
    check_size("あ" * (MAX_BYTES // 3))
    with pytest.raises(QueryLimitError, match="64 KB"):
        check_size("あ" * (MAX_BYTES // 3 + 1))


@given(st.text(max_size=200))
def test_any_text_is_judged_without_an_accident(text: str) -> None:
    try:
        check(text)
    except QuerySyntaxError as error:
        assert "refused" in str(error) or "nested" in str(error)
    graphs_of(text, "http://127.0.0.1/sparql")


def test_from_is_read_with_base_and_prefixes() -> None:
    query = """BASE <http://example.org/> PREFIX ex: <data/> # FROM <no>
        SELECT ("FROM <no>" AS ?from) FROM <a> FROM NAMED ex:b from named <http://example.org/c> FROM pg:d {}"""
    assert graphs_of(query, None, {"pg": "http://pg/"}) == [
        "http://example.org/a",
        "http://example.org/data/b",
        "http://example.org/c",
        "http://pg/d",
    ]
    assert names_graphs(query)
    assert not names_graphs('ASK { ?from :FROM "FROM" # FROM\n }')


def test_from_outside_the_store_is_refused(one_sheet_store: LocalStore) -> None:
    for clause in ("FROM <file:///etc/passwd>", f"FROM <{SHEET}> FROM NAMED <http://127.0.0.1:9/g>", "FROM <relative>"):
        with pytest.raises(QuerySyntaxError, match=r"no such graph|absolute IRI"):
            one_sheet_store.answer(f"ASK {clause} {{ ?s ?p ?o }}")
    assert one_sheet_store.ask(f"ASK FROM <{SHEET}> {{ ?s ?p ?o }}")


def test_the_graphs_of_a_request_come_before_from(one_sheet_store: LocalStore) -> None:
    query = "ASK FROM <http://example.org/elsewhere> { GRAPH ?g { ?s ?p ?o } }"
    assert one_sheet_store.answer(query, scope=Scope((), (SHEET,))) is True
    assert one_sheet_store.answer(query, scope=Scope((SHEET,), ())) is False
    assert one_sheet_store.answer("ASK { ?s ?p ?o }", scope=Scope(("http://example.org/unknown",), ())) is False


def test_an_answer_beyond_its_limit_is_an_error_and_never_short(one_sheet_store: LocalStore) -> None:
    for query in ("SELECT ?s { ?s a pg:Project }", "CONSTRUCT { ?s a pg:Project } { ?s a pg:Project }"):
        assert one_sheet_store.answer(query, limit=9) == one_sheet_store.answer(query)
        with pytest.raises(QueryLimitError, match="more than 8 rows"):
            one_sheet_store.answer(query, limit=8)


def test_relative_iris_begin_at_the_base(one_sheet_store: LocalStore) -> None:
    (triple,) = one_sheet_store.answer("CONSTRUCT { <s> <p> 1 } {}", base="http://127.0.0.1/sparql") or [None]
    assert str(triple).startswith("<http://127.0.0.1/s>")
