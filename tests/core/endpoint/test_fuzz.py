"""Ten thousand requests and queries of any kind: no death, no hang, no 500."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.errors import ParameterError
from policygraph.queries.catalogue import TYPES, Parameter, questions
from policygraph.queries.store import LocalStore
from tests.core.endpoint.serving import Client

PIECES = (
    *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "FROM", "NAMED", "GRAPH", "SERVICE", "FILTER", "OPTIONAL"),
    *("UNION", "MINUS", "BIND", "AS", "VALUES", "UNDEF", "GROUP BY", "ORDER BY", "LIMIT 3", "OFFSET 1", "DISTINCT"),
    *("{", "}", "(", ")", "[", "]", "<", ">", "<x:a>", "?s", "?p", "?o", "$x", "*", "+", "/", "|", "^", "!", ".", ";"),
    *(",", "a", "pg:Project", "pg:", ":", "_:b", "'t'", '"""', "'''", "\\", "\\u0041", "#", "\n", "1", "1.5e3", "@ja"),
    *("COUNT(*)", "SUM(?o)", "REGEX(?o, '(')", "IRI('x')", "STRDT('a', <x:b>)", "<<(", ")>>", "\x00", "あ", "😀"),
)
QUERIES = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join) | st.text(max_size=200)
ACCEPTED = {200, 400, 403, 404, 405, 406, 413, 415, 422, 503}
MANY = settings(max_examples=3_400, suppress_health_check=[HealthCheck.function_scoped_fixture])
_ADDRESS = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=60)


@MANY
@given(query=QUERIES)
def test_any_query_gets_an_answer_or_a_reason(endpoint: Client, query: str) -> None:
    reply = endpoint.post(query.encode("utf-8", "replace"))
    assert reply.status in ACCEPTED, (reply.status, reply.text)
    assert reply.seconds < 5
    page = endpoint.get(f"/sparql?query={quote(query.encode('utf-8', 'replace'))}", "text/html")
    assert page.status in ACCEPTED


@MANY
@given(
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "BREW"]),
    address=st.tuples(st.sampled_from(["/", "/sparql?", "/queries/", "/id/", "/id/?iri="]), _ADDRESS).map("".join),
    media=st.sampled_from(["application/x-www-form-urlencoded", "application/sparql-query", "", "x/y; charset=😀"]),
    accept=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
    body=st.binary(max_size=100),
)
def test_any_request_gets_an_answer_or_a_reason(
    endpoint: Client, method: str, address: str, media: str, accept: str, body: bytes
) -> None:
    headers = {"Content-Type": media.encode("utf-8").decode("latin-1"), "Accept": accept}
    reply = endpoint.send(method, address, body, headers)
    assert reply.status in ACCEPTED | {307}, (reply.status, reply.text)
    assert endpoint.post("ASK {}").status == 200


INJECTIONS = (
    *("'", '"', "'''", '"""', "\\", "\\'", "}", "} #", "{", ")", "?s ?p ?o", "' } #", '" } #', "' . ?s ?p ?o . #"),
    *("' || 1=1 #", '") || ("1"="1', "'^^<x:y> }", "'@ja } UNION { ?s ?p ?o } #", "> } #", "<x:a>", "<x:a> } #"),
    *("} SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #", "'; DROP ALL; #", "'; LOAD <file:///etc/passwd> #", "UNDEF"),
    *("\\u0027 } #", "%27%20%7D", "\u2019 } #", "＇ ｝", "2020' }", "-1 OR 1", "1e9", "2020\n} #", "\x00", "\ufeff"),
    *(
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "{% raw %}",
        "${7*7}",
        "=1+1",
        "../../etc/passwd",
        "file:///etc/passwd",
    ),
    *("http://127.0.0.1:9/", "javascript:alert(1)", "x" * 2000, "🏯" * 50, " ", "\t", "?", "$0", "_:b", "NaN", "INF"),
)


FORMS: tuple[Callable[[str, str], str], ...] = (
    lambda text, example: text,
    lambda text, example: example + text,
    lambda text, example: text + example,
    lambda text, example: f"{example}{text}{example}",
)


def payloads(example: str) -> list[str]:
    """What a parameter may be given to break out of it; none is the example itself."""
    made = {form(text, example) for text in INJECTIONS for form in FORMS}
    return sorted(text for text in made if text.strip() not in ("", example))


def alone() -> list[tuple[str, Parameter]]:
    """For each type that the catalogue has, a question that can be asked with one parameter of it."""
    found: dict[str, tuple[str, Parameter]] = {}
    for question in questions():
        for parameter in question.parameters:
            others = [each for each in question.parameters if each is not parameter]
            if all(each.optional or each.default is not None for each in others):
                found.setdefault(parameter.type, (question.name, parameter))
    return list(found.values())


@pytest.mark.parametrize(("name", "parameter"), alone(), ids=[parameter.type for _, parameter in alone()])
def test_a_parameter_of_a_link_never_becomes_a_piece_of_the_query(
    endpoint: Client, name: str, parameter: Parameter
) -> None:
    for payload in payloads(parameter.example):
        reply = endpoint.get(f"/queries/{name}.json?{parameter.name}={quote(payload)}")
        assert reply.status == 400 or reply.json()["results"]["bindings"] == [], (payload, reply.text)
    for payload in INJECTIONS:
        page = endpoint.get(f"/queries/{name}?{parameter.name}={quote(payload)}", "text/html")
        assert page.status in (200, 400)
        assert "<script>" not in page.text


EXAMPLES_OF = {"code": "0815", "text": "研究", "year": "2020", "yen": "1000", "iri": "https://example.org/a"}


@pytest.mark.parametrize("type_", TYPES)
def test_a_payload_of_each_type_is_a_term_that_matches_nothing_or_is_refused(
    one_sheet_store: LocalStore, type_: str
) -> None:
    parameter = Parameter("value", type_, EXAMPLES_OF[type_], {"ja": "値", "en": "value"})
    tried = payloads(parameter.example)
    assert len(tried) >= 200
    for payload in tried:
        try:
            term = parameter.term(payload)
        except ParameterError:
            continue
        assert one_sheet_store.select("SELECT ?value { ?s pg:code ?value }", {"value": term}).rows == ()
