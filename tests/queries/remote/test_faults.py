"""What a server may do wrong: each fault ends in the error that says so, within the deadline."""

from __future__ import annotations

import gzip
import json
import re
import socket
import time
from email.message import Message
from itertools import repeat
from typing import NamedTuple

import pytest

from policygraph.errors import (
    EndpointAccessError,
    EndpointAnswerError,
    EndpointBusyError,
    EndpointError,
    EndpointQueryError,
    EndpointTimeoutError,
)
from policygraph.queries.endpoint import Endpoint
from policygraph.queries.remote import RemoteStore
from policygraph.queries.store import Table
from policygraph.queries.transport import Credentials, Limits, Reply
from tests.queries.remote.faults import Faults, Play, chunked, http, in_turn, says, serving
from tests.queries.remote.servers import free_port

PATIENT, HASTY = Limits(seconds=30, size=10_000), Limits(seconds=1, size=10_000)
SLACK = 2.0
"""Seconds over a deadline that a busy machine may take to tell of it."""
JAPANESE = re.compile("[ぁ-ん]")
SECRET = Credentials("taro", "himitsu")


def results(names: list[str], *rows: dict[str, str]) -> bytes:
    bindings = [{name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


ROWS = results(["s"], {"s": "一"}, {"s": "二"})
SHEETS = ["graph", "sheet", "year", "authority", "shared", "sha256", "software"]
NOTHING_HELD = (says(http(results(["graph"]))), says(http(results(SHEETS))), says(http(results(["n"], {"n": "0"}))))
"""What an endpoint without sheets answers to the questions with which a store is opened."""
SELECT, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Fault(NamedTuple):
    """A fault, the error it ends in, and what this says."""

    name: str
    play: Play
    error: type[EndpointError]
    message: str
    query: str = SELECT


def moved(to: str, status: str = "307 Temporary Redirect") -> Play:
    return says(http(status=status, Location=to))


def busy(status: int, pause: str) -> Play:
    return says(http(status=f"{status} Busy", Retry_After=pause))


def turtle(text: bytes, **headers: str) -> Play:
    return says(http(text, type_="text/turtle", **headers))


TRIPLE = b"<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n"
BUSY = EndpointBusyError
ANSWER, BROKEN = EndpointAnswerError, "broke before the answer was whole"
FAULTS = [
    # cut short
    Fault("less-than-announced", says(http(ROWS[:40], Content_Length="500")), ANSWER, "40 of 500 bytes"),
    Fault("short-but-valid", says(http(ROWS, Content_Length="500")), ANSWER, "cut short"),
    Fault("no-last-chunk", says(chunked(ROWS, end=b"")), ANSWER, BROKEN),
    Fault("chunk-less-than-its-size", says(chunked(end=b"fff\r\n" + ROWS)), ANSWER, BROKEN),
    Fault("json-cut-at-its-announced-end", says(http(ROWS[:-3])), ANSWER, "cut short or malformed"),
    Fault("json-cut-without-a-length", says(http(ROWS[:-1], Content_Length="")), ANSWER, "cut short or malformed"),
    Fault("reset-in-the-body", says(http(ROWS[:40], Content_Length="500"), pause=0.2, reset=True), ANSWER, BROKEN),
    Fault("closed-without-a-word", says(), EndpointError, "without an answer"),
    Fault("closed-in-the-headers", says(http(ROWS)[:30]), ANSWER, "of no type|is not"),
    Fault("turtle-cut", turtle(TRIPLE * 2 + TRIPLE[:30]), ANSWER, "cut short or malformed", CONSTRUCT),
    Fault("turtle-short-but-valid", turtle(TRIPLE, Content_Length=""), ANSWER, "does not tell its length", CONSTRUCT),
    Fault("turtle-less-than-announced", turtle(TRIPLE, Content_Length="999"), ANSWER, "cut short", CONSTRUCT),
    Fault("part-of-the-content", says(http(ROWS, status="206 Partial")), ANSWER, "no whole answer"),
    Fault("rows-cut-by-the-engine", says(http(ROWS, X_SPARQL_MaxRows="2")), ANSWER, "cuts answers at 2 rows"),
    Fault("time-cut-by-the-engine", says(http(ROWS, X_SQL_State="S", X_SQL_Message="late")), ANSWER, "partial: late"),
    # of another kind
    Fault("html", says(http(b"<html><h1>Log in</h1>", type_="text/html")), ANSWER, "text/html, not .*: Log in$"),
    Fault("plain-text", says(http(ROWS, type_="text/plain")), ANSWER, "text/plain, not"),
    Fault("any-json", says(http(ROWS, type_="application/json")), ANSWER, "application/json, not"),
    Fault("xml", says(http(b"<sparql/>", type_="application/sparql-results+xml")), ANSWER, "xml, not"),
    Fault("no-type", says(http(ROWS, type_=None)), ANSWER, "of no type"),
    Fault("turtle-for-rows", turtle(TRIPLE), ANSWER, "text/turtle, not"),
    Fault("rows-for-turtle", says(http(ROWS)), ANSWER, "not application/n-triples", CONSTRUCT),
    Fault(
        "another-charset",
        says(http(ROWS, type_="application/sparql-results+json; charset=Shift_JIS")),
        ANSWER,
        "in shift_jis, not UTF-8",
    ),
    Fault("no-utf8", says(http(ROWS.replace(b"\\u4e00", "一".encode("cp932")))), ANSWER, "malformed"),
    Fault("gzip", says(http(gzip.compress(ROWS), Content_Encoding="gzip")), ANSWER, "compressed"),
    Fault("gzip-bomb", says(http(gzip.compress(bytes(9_000_000)), Content_Encoding="gzip")), ANSWER, "compressed"),
    Fault("gzip-unsaid", says(http(gzip.compress(ROWS))), ANSWER, "malformed"),
    Fault("nothing", says(http(b"")), ANSWER, "malformed"),
    Fault("no-content", says(http(b"", status="204 No Content")), ANSWER, "no whole answer"),
    Fault("yes-or-no-for-rows", says(http(b'{"head":{},"boolean":true}')), ANSWER, "another form"),
    Fault("rows-for-yes-or-no", says(http(ROWS)), ANSWER, "another form", "ASK { ?s ?p ?o }"),
    Fault("other-columns", says(http(results(["t"]))), ANSWER, "columns"),
    Fault("no-results", says(http(b'{"head":{"vars":["s"]}}')), ANSWER, "malformed"),
    Fault("a-value-of-no-column", says(http(results(["s"], {"t": "x"}))), ANSWER, "malformed"),
    Fault("no-iri", says(http(ROWS.replace(b'"literal"', b'"uri"'))), ANSWER, "malformed"),
    Fault("two-documents", says(http(ROWS + ROWS)), ANSWER, "malformed"),
    Fault("nested-too-deep", says(http(b'{"head":' + b"[" * 9000)), ANSWER, "malformed"),
    # too much
    Fault("announced-too-large", says(http(b"", Content_Length="9999999999")), ANSWER, "larger than 10,000 bytes"),
    Fault("too-large-in-chunks", says(chunked(*repeat(b" " * 1000, 11))), ANSWER, "larger than 10,000 bytes"),
    Fault("too-large-without-a-length", says(http(b" " * 10_001, Content_Length="")), ANSWER, "larger"),
    Fault("without-end", says(http(Content_Length=""), *repeat(b" " * 65536, 400)), ANSWER, "larger"),
    Fault("a-header-without-end", says(http(ROWS, X_Long="x" * 100_000)), ANSWER, "not HTTP"),
    Fault("headers-without-end", says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000), ANSWER, "not HTTP"),
    # lies
    Fault("negative-chunk", says(chunked(end=b"-1\r\n" + b" " * 20_000)), ANSWER, f"{BROKEN}|larger|malformed"),
    Fault("chunk-size-of-letters", says(chunked(end=b"xyz\r\n" + ROWS)), ANSWER, BROKEN),
    Fault("another-protocol", says(b"SSH-2.0-OpenSSH_9.2\r\n"), ANSWER, "not HTTP"),
    Fault("no-headers", says(ROWS), ANSWER, "not HTTP"),
    # refusals
    Fault("bad-request", says(http(b"no such function", status="400 No")), EndpointQueryError, "no such function"),
    Fault("steers-the-terminal", says(http(b"\x1b[2J\x07", status="500 No")), EndpointError, r"HTTP 500: \[2J\)$"),
    Fault("unauthorized", says(http(status="401 Unauthorized")), EndpointAccessError, "does not admit you"),
    Fault("forbidden", says(http(status="403 Forbidden")), EndpointAccessError, "does not admit you"),
    Fault("not-found", says(http(status="404 Not Found")), EndpointError, "no SPARQL endpoint"),
    Fault("failure", says(http(b"out of memory", status="500 Error")), EndpointError, "out of memory"),
    *(
        Fault(f"busy-{code}", busy(code, "0"), BUSY, f"{code}.* every try")
        for code in (429, 502, 503, 504)
    ),
    Fault("busy-for-long", busy(503, "86400"), BUSY, "beyond the deadline"),
    Fault(
        "busy-until",
        says(http(status="429 Busy", Retry_After="Fri, 31 Dec 2999 23:59:59 GMT")),
        EndpointBusyError,
        "beyond the deadline",
    ),
    # elsewhere
    Fault("redirect-loop", moved("/sparql"), EndpointError, "more than 5 times"),
    Fault("redirect-to-nowhere", says(http(status="302 Found")), EndpointError, "more than 5 times"),
    Fault("redirect-to-a-file", moved("file:///etc/passwd"), ANSWER, "none of http or https"),
    Fault("redirect-to-no-address", moved("http://[/"), ANSWER, "none of http or https"),
    Fault("redirect-with-a-user", moved("http://a:b@127.0.0.1/"), ANSWER, "none of http or https"),
]  # fmt: skip
SLOW = [
    ("silence", says(b"", pause=60)),
    ("silence-after-the-headers", says(http(Content_Length="500"), pause=60)),
    ("drip-of-headers", says(*(bytes([byte]) for byte in http(ROWS)), pause=0.2)),
    ("drip-of-the-body", says(http(Content_Length="500"), *repeat(b" ", 500), pause=0.2)),
    ("drip-of-chunks", says(chunked(end=b""), *repeat(b"1\r\n \r\n", 500), pause=0.2)),
    ("continue-without-end", says(*repeat(b"HTTP/1.1 100 Continue\r\n\r\n", 500), pause=0.05)),
    ("silence-after-busy", in_turn(says(http(status="503 Busy", Retry_After="0")), says(b"H", pause=60))),
]


def opened(play: Play) -> Play:
    """Open as an endpoint without sheets, then play."""

    def late(connection: socket.socket, faults: Faults) -> None:
        place = len(faults.requests) - 1
        (NOTHING_HELD[place] if place < len(NOTHING_HELD) else play)(connection, faults)

    return late


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_ends_in_its_error(fault: Fault) -> None:
    with serving(opened(fault.play)) as server:
        store = RemoteStore(Endpoint(server.url, limits=PATIENT))
        with pytest.raises(fault.error, match=fault.message) as caught:
            store.answer(fault.query)
    assert type(caught.value) is fault.error
    assert str(caught.value).startswith(f"{server.url}: ")
    assert caught.value.ja.startswith(f"{server.url}：")
    assert JAPANESE.search(caught.value.reason_ja)


@pytest.mark.parametrize("play", [play for _, play in SLOW], ids=[name for name, _ in SLOW])
def test_a_slow_server_is_left_at_the_deadline(play: Play) -> None:
    with serving(play) as server:
        start = time.monotonic()
        with pytest.raises(EndpointTimeoutError, match="within 1 seconds"):
            RemoteStore(Endpoint(server.url, limits=HASTY)).answer(SELECT)
        assert time.monotonic() - start < HASTY.seconds + SLACK


def test_nobody_at_the_address() -> None:
    with pytest.raises(EndpointError, match="cannot be reached"):
        RemoteStore(Endpoint(f"http://127.0.0.1:{free_port()}/", limits=PATIENT)).answer(SELECT)


def test_no_server_of_that_name() -> None:
    with pytest.raises(EndpointError, match="no server of that name"):
        RemoteStore(Endpoint("http://nobody.invalid/", limits=PATIENT)).answer(SELECT)


def test_no_tls_where_it_is_asked_for() -> None:
    with serving(says(http(ROWS))) as server, pytest.raises(EndpointError, match="cannot be reached"):
        RemoteStore(Endpoint(server.url.replace("http:", "https:"), limits=PATIENT)).answer(SELECT)


def test_a_busy_server_is_asked_again() -> None:
    without_a_date = says(http(status="503 Busy", Retry_After="soon"))
    with serving(in_turn(*NOTHING_HELD, without_a_date, busy(429, "0"), says(http(ROWS)))) as server:
        assert len(answer(server.url).rows) == 2
        assert len(server.requests) == len(NOTHING_HELD) + 3


def answer(url: str, credentials: Credentials | None = None) -> Table:
    return RemoteStore(Endpoint(url, credentials=credentials, limits=PATIENT)).select(SELECT)


def test_a_password_goes_to_no_other_server() -> None:
    with serving(says(http(ROWS))) as other:
        refused = pytest.raises(EndpointAccessError, match="where the password was not sent")
        with serving(opened(moved(f"{other.url}?x=1"))) as server, refused:
            answer(server.url, SECRET)
        assert other.requests == []


def test_without_a_password_a_redirect_is_followed_with_the_query() -> None:
    with serving(says(http(ROWS))) as other, serving(opened(moved(other.url))) as server:
        assert len(answer(server.url).rows) == 2
        assert other.requests[0].startswith("POST /sparql")
        assert "query=" in other.requests[0]


def test_with_a_password_a_redirect_on_the_same_server_is_followed() -> None:
    with serving(in_turn(*NOTHING_HELD, moved("/other"), says(http(ROWS)))) as server:
        assert len(answer(server.url, SECRET).rows) == 2
        assert server.requests[-1].startswith("POST /other")


def test_a_password_is_sent_when_asked_for_and_never_told() -> None:
    asks = says(http(status="401 Unauthorized", WWW_Authenticate='Basic realm="x"'))
    with serving(in_turn(asks, *NOTHING_HELD, asks, says(http(status="500 No")))) as server:
        # each request is sent without the password first
        with pytest.raises(EndpointError) as caught:
            answer(server.url, SECRET)
        assert "Authorization" not in server.requests[0]
        assert "Authorization: Basic" in server.requests[1]
        assert "himitsu" not in f"{caught.value}{caught.value.args}{SECRET}"


def test_a_wrong_password_or_an_unknown_way_of_signing_in_is_told() -> None:
    for challenge in ('Basic realm="x"', 'Digest realm="x", nonce="n", qop="auth"', "Negotiate"):
        play = says(http(status="401 Unauthorized", WWW_Authenticate=challenge))
        with serving(play) as server, pytest.raises(EndpointAccessError):
            answer(server.url, SECRET)


@pytest.mark.parametrize("status", ["503 Busy", "307 Temporary Redirect", "500 Error", "429 Busy"])
def test_an_update_is_sent_once(status: str) -> None:
    with serving(says(http(status=status, Retry_After="0", Location="/other"))) as server:
        with pytest.raises(EndpointError):
            Endpoint(server.url, limits=PATIENT).update("DROP ALL")
        assert len(server.requests) == 1


def test_no_redirect_leads_out_of_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = Message()
    headers["Location"] = "http://127.0.0.1:9/"
    reply = Reply(302, headers, b"", measured=True)
    monkeypatch.setattr("policygraph.queries.endpoint.exchange", lambda *given: reply)
    with pytest.raises(EndpointAccessError, match="from https to http"):
        RemoteStore(Endpoint("https://127.0.0.1:9/")).answer(SELECT)
