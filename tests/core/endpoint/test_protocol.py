"""The SPARQL 1.1 protocol: ways to ask, formats, graphs, and refusals with the right status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.endpoint.negotiation import chosen
from tests.conftest import SHARED
from tests.core.endpoint.serving import Client, served

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"
PROJECTS = "SELECT ?code ?name { ?s a pg:Project ; pg:code ?code ; rdfs:label ?name } ORDER BY ?code"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a pg:Project }"
GRAPH = "CONSTRUCT { ?s a pg:Project ; pg:code ?code } WHERE { ?s a pg:Project ; pg:code ?code }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_the_protocol_tests_of_the_w3c_pass(protocol_store: Path) -> None:
    with served(protocol_store) as client:
        command = [sys.executable, str(SHARED / "tools" / "sparql_protocol_check.py"), f"{client.url}/sparql"]
        run = subprocess.run([*command, "--readonly"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "34 passed, 0 failed" in run.stdout


def test_the_three_ways_to_ask_give_one_answer(endpoint: Client) -> None:
    form = endpoint.send("POST", "/sparql", urlencode({"query": PROJECTS}).encode(), FORM)
    got, posted = endpoint.query(PROJECTS), endpoint.post(PROJECTS)
    assert got.status == form.status == posted.status == 200
    assert got.body == form.body == posted.body
    assert len(got.json()["results"]["bindings"]) == 48


@pytest.mark.parametrize(
    ("media", "format_"),
    [
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ],
)
def test_a_table_in_each_format_reads_back_the_same(
    endpoint: Client, media: str, format_: ox.QueryResultsFormat
) -> None:
    reply = endpoint.query(PROJECTS, media)
    assert reply.media == media
    found = ox.parse_query_results(reply.body, format=format_)
    assert isinstance(found, ox.QuerySolutions)
    rows = [(row["code"].value, row["name"].value) for row in found]
    assert len(rows) == 48
    assert rows[0][0] == "0121"


def test_csv_is_that_of_the_standard(endpoint: Client) -> None:
    reply = endpoint.query("SELECT ('=1+1' AS ?a) ('x,y' AS ?b) (2 AS ?c) {}", "text/csv")
    assert reply.text == 'a,b,c\r\n=1+1,"x,y",2\r\n'


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
)
def test_a_graph_in_each_format_reads_back_the_same(endpoint: Client, media: str) -> None:
    reply = endpoint.query(GRAPH, media)
    assert reply.media == media
    format_ = ox.RdfFormat.from_media_type(media)
    assert len(set(ox.parse(reply.body, format=format_))) == 96


@pytest.mark.parametrize("media", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_ask_answers_yes_and_no(endpoint: Client, media: str) -> None:
    assert "true" in endpoint.query("ASK { ?s a pg:Project }", media).text
    assert "false" in endpoint.query("ASK { ?s a pg:Nothing }", media).text


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_the_format_is_the_one_wanted_most(endpoint: Client, accept: str, media: str) -> None:
    assert endpoint.query("SELECT (1 AS ?a) {}", accept).media == media


def test_a_link_may_name_the_format(endpoint: Client) -> None:
    assert endpoint.query("SELECT (1 AS ?a) {}", "text/html", format="csv").media == "text/csv"
    assert endpoint.query(GRAPH, "text/html", format="turtle").media == "text/turtle"


def test_a_request_may_name_its_graphs(endpoint: Client) -> None:
    def count(query: str, **graphs: str) -> int:
        (row,) = endpoint.query(query, **graphs).json()["results"]["bindings"]
        return int(row["n"]["value"])

    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a pg:Project } }"
    assert count(COUNT) == 48
    assert count(COUNT, **{"default-graph-uri": SHEET}) == 9
    assert count(named, **{"default-graph-uri": SHEET}) == 0
    assert count(named, **{"named-graph-uri": SHEET}) == 9
    assert count(COUNT, **{"named-graph-uri": SHEET}) == 0


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=ASK%20%7B", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),
        ("GET", "/sparql?query=%ff", {}, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=not%20an%20iri", {}, None, 400),
        ("GET", "/sparql?default-graph-uri=http://example.org/", {}, None, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, None, 400),
        ("GET", "/sparql?query=" + quote("CLEAR ALL"), {}, None, 400),
        ("GET", "/sparql?query=" + quote("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), {}, None, 400),
        ("GET", "/sparql?query=" + quote("ASK FROM <file:///etc/passwd> { ?s ?p ?o }"), {}, None, 400),
        ("POST", "/sparql", FORM, b"update=CLEAR+ALL", 403),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
        ("POST", "/sparql", FORM, b"", 400),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("POST", "/sparql?query=ASK%7B%7D", FORM, b"query=ASK%7B%7D", 400),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"\xff", 400),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=UTF-16"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"#" * 65537, 413),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"#" * 1_000_000, 413),
        ("PUT", "/sparql?query=ASK%7B%7D", {}, b"", 405),
        ("DELETE", "/sparql", {}, None, 405),
        ("OPTIONS", "/sparql", {"Origin": "http://example.org"}, None, 405),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, None, 406),
        ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "text/turtle"}, None, 406),
        ("GET", "/sparql", {"Accept": "image/png"}, None, 406),
        ("GET", "/elsewhere", {}, None, 404),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused_with_the_status_that_says_why(
    endpoint: Client, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    reply = endpoint.send(method, path, body, headers)
    assert (reply.status, reply.media) == (status, "text/plain")
    assert reply.text.strip()
    assert status != 405 or "GET" in reply.headers["allow"]


def test_the_service_describes_itself(endpoint: Client) -> None:
    reply = endpoint.get("/sparql", "text/turtle")
    said = {str(quad.triple) for quad in ox.parse(reply.body, format=ox.RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    me = f"<{endpoint.url}/sparql>"
    assert f"{me} <{sd}endpoint> {me}" in said
    assert f"{me} <{sd}feature> <{sd}UnionDefaultGraph>" in said
    assert any(f"<{sd}name> <{SHEET}>" in statement for statement in said)
    assert endpoint.get("/sparql", "application/rdf+xml").media == "application/rdf+xml"
    assert endpoint.get("/sparql").media == "text/turtle"


def test_void_says_how_much_there_is_and_where(endpoint: Client) -> None:
    reply = endpoint.get("/.well-known/void", "application/n-triples")
    void = "http://rdfs.org/ns/void#"
    counted = endpoint.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").json()["results"]["bindings"][0]
    assert f'<{void}triples> "{counted["n"]["value"]}"' in reply.text
    assert f"<{void}sparqlEndpoint> <{endpoint.url}/sparql>" in reply.text
    assert f"<{void}subset> <{SHEET}>" in reply.text


@given(st.text(max_size=60))
def test_any_accept_header_is_read_without_an_accident(accept: str) -> None:
    assert chosen(accept, ("text/turtle", "text/html")) in (None, "text/turtle", "text/html")
