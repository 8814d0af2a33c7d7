"""No query brings the server down, keeps it, or gets a short answer for a long one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from policygraph.queries.store import LocalStore
from tests.core.endpoint.killers import KILLERS
from tests.core.endpoint.serving import QUICK, Client, Reply, served

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_MARGIN = 1
"""Seconds beyond the limit in which an answer must have come."""


@pytest.fixture(scope="module")
def impatient(examples_store: LocalStore) -> Iterator[Client]:
    """A server that gives a query a quarter of a second."""
    limits = replace(QUICK, seconds=0.25, workers=3, patience=_MARGIN)
    with served(examples_store.version.path.parent.parent, limits) as client:
        yield client


def test_there_are_sixty_killers() -> None:
    assert len(set(KILLERS)) >= 60


@pytest.mark.parametrize("query", KILLERS, ids=range(len(KILLERS)))
def test_a_killer_is_refused_or_stopped_and_the_next_query_answered(impatient: Client, query: str) -> None:
    reply = impatient.post(query)
    assert 400 <= reply.status < 500 or reply.status == 503, (reply.status, reply.body[:200])
    assert reply.seconds < 0.25 + _MARGIN
    after = impatient.post("ASK { ?s a pg:Project }")
    assert (after.status, after.json()["boolean"]) == (200, True)
    assert after.seconds < _MARGIN
    assert not impatient.server.should_exit


def test_an_answer_with_too_many_rows_is_an_error_and_no_document(endpoint: Client) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
        reply = endpoint.query(query)
        assert (reply.status, reply.media) == (422, "text/plain")
        assert "more than 1,000 rows" in reply.text
    assert len(endpoint.query("SELECT * { ?s ?p ?o } LIMIT 1000").json()["results"]["bindings"]) == 1000


def test_an_answer_that_is_too_long_is_an_error(examples_store: LocalStore) -> None:
    with served(examples_store.version.path.parent.parent, replace(QUICK, answer=1024**2)) as client:
        doubled = "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(18))
        reply = client.query(f"SELECT ?v18 {{ BIND('aaaaaaaa' AS ?v0) {doubled} }}")
    assert (reply.status, "larger than 1 MB" in reply.text) == (422, True)


def test_a_full_queue_answers_503_and_says_when_to_come_again(examples_store: LocalStore) -> None:
    limits = replace(QUICK, seconds=1, workers=1, waiting=0, memory=1024**3)
    with served(examples_store.version.path.parent.parent, limits) as client:
        replies: list[Reply] = []
        long = threading.Thread(target=lambda: replies.append(client.post(ENDLESS)))
        long.start()
        while long.is_alive():
            replies.append(client.post("ASK {}"))
        # Whichever came second was turned away.
        turned_away = [reply for reply in replies if "retry-after" in reply.headers]
        assert turned_away
        assert {reply.status for reply in turned_away} == {503}


def test_one_who_waits_is_answered_when_a_worker_is_free(examples_store: LocalStore) -> None:
    limits = replace(QUICK, seconds=0.5, workers=1, patience=10, memory=1024**3)
    with served(examples_store.version.path.parent.parent, limits) as client:
        long = threading.Thread(target=client.post, args=(ENDLESS,))
        long.start()
        assert client.post("ASK {}").status == 200
        long.join()
