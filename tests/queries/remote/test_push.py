"""A push replaces what an endpoint holds, in one step and only by what was counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import policygraph
from policygraph.errors import EndpointError, QueryError
from policygraph.queries import push as pushing
from policygraph.queries.endpoint import Endpoint
from policygraph.queries.push import push
from policygraph.queries.remote import STAGED, RemoteStore, open_endpoint
from policygraph.queries.store import LocalStore
from tests.queries.remote.servers import Server, virtuoso

OWN = "https://example.org/own"


def states(store: RemoteStore) -> tuple[list[str], int]:
    return store.graphs(), sum(store.count(graph) for graph in store.graphs())


def state(server: Server) -> tuple[list[str], int]:
    return states(open_endpoint(server.url))


def test_the_verbs_of_python(empty_server: Server, one_sheet_store: LocalStore) -> None:
    policygraph.push(one_sheet_store, empty_server.url, empty_server.update_url)
    store = policygraph.open_endpoint(empty_server.url)
    assert len(policygraph.query(store, "projects-of-measure", measureCode="06-04").rows) == 9


def test_a_push_makes_an_endpoint_hold_just_what_the_store_holds(
    empty_server: Server, examples_store: LocalStore, one_sheet_store: LocalStore
) -> None:
    Endpoint(empty_server.url, empty_server.update_url).update(
        f"INSERT DATA {{ GRAPH <{OWN}> {{ <x:a> <x:b> <x:c> }} }}"
    )
    assert open_endpoint(empty_server.url).coverage().sheets == {}
    first = push(examples_store, empty_server.url, empty_server.update_url)
    assert (first.sheets, first.removed) == (3, ())
    assert first.triples == sum(1 for graph in examples_store.graphs() for _ in examples_store.quads(graph))
    second = push(one_sheet_store, empty_server.url, empty_server.update_url)
    assert [iri.rsplit("/", 1)[-1] for iri in second.removed] == ["02-03", "05-10"]
    remote = open_endpoint(empty_server.url)
    assert remote.graphs() == one_sheet_store.graphs()
    assert remote.holding().staged == ()
    assert remote.count(OWN) == 1


def broken(after: int) -> Callable[[Endpoint, str], None]:
    """An update that fails the n-th time, as where the line is cut."""
    sent = 0
    send = Endpoint.update

    def update(self: Endpoint, sparql: str) -> None:
        nonlocal sent
        sent += 1
        if sent > after:
            raise EndpointError(self.name, "the line is cut")
        send(self, sparql)

    return update


@pytest.mark.parametrize("after", [0, 1, 2, 5])
def test_an_interrupted_push_leaves_the_old_data_and_the_next_one_sweeps(
    empty_server: Server,
    one_sheet_store: LocalStore,
    examples_store: LocalStore,
    monkeypatch: pytest.MonkeyPatch,
    after: int,
) -> None:
    push(one_sheet_store, empty_server.url, empty_server.update_url)
    old = state(empty_server)
    projects = "SELECT ?project { ?project a pg:Project } ORDER BY ?project"
    with monkeypatch.context() as patch:
        patch.setattr(pushing, "_TRIPLES", 500)
        patch.setattr(Endpoint, "update", broken(after))
        with pytest.raises(EndpointError, match="the line is cut"):
            push(examples_store, empty_server.url, empty_server.update_url)
    assert state(empty_server) == old
    remote = open_endpoint(empty_server.url)
    assert remote.select(projects) == one_sheet_store.select(projects)
    push(examples_store, empty_server.url, empty_server.update_url)
    remote = open_endpoint(empty_server.url)
    assert remote.select(projects) == examples_store.select(projects)
    assert remote.count(STAGED) == 0
    assert not remote.ask(f'ASK {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{STAGED}")) }}')


def test_triples_that_get_lost_stop_a_push(
    empty_server: Server, one_sheet_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "_batches", lambda quads: iter(["<x:a> <x:b> <x:c> ."]))
    with pytest.raises(EndpointError, match=r"of \d+ triples .* it holds 1"):
        push(one_sheet_store, empty_server.url, empty_server.update_url)
    assert state(empty_server) == ([], 0)


def test_a_switch_that_fails_says_that_it_had_begun(
    empty_server: Server, one_sheet_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = Endpoint.update

    def update(self: Endpoint, sparql: str) -> None:
        if "MOVE" in sparql:
            raise EndpointError(self.name, "the line is cut")
        send(self, sparql)

    monkeypatch.setattr(Endpoint, "update", update)
    with pytest.raises(EndpointError, match="may or may not be done; push again"):
        push(one_sheet_store, empty_server.url, empty_server.update_url)


def test_data_that_changes_while_it_is_asked_is_told(
    empty_server: Server, one_sheet_store: LocalStore, examples_store: LocalStore
) -> None:
    push(one_sheet_store, empty_server.url, empty_server.update_url)
    remote = open_endpoint(empty_server.url)
    assert remote.coverage().sheets == one_sheet_store.coverage().sheets
    push(examples_store, empty_server.url, empty_server.update_url)
    with pytest.raises(EndpointError, match="changed while it was asked"):
        remote.coverage()
    assert remote.coverage().sheets == examples_store.coverage().sheets


def test_a_push_that_begins_while_the_data_is_asked_is_told(
    empty_server: Server, one_sheet_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(one_sheet_store, empty_server.url, empty_server.update_url)
    remote = open_endpoint(empty_server.url)
    assert remote.graphs()
    monkeypatch.setattr(Endpoint, "update", broken(after=2))
    with pytest.raises(EndpointError, match="the line is cut"):
        push(one_sheet_store, empty_server.url, empty_server.update_url)
    with pytest.raises(EndpointError, match="changed while it was asked"):
        remote.coverage()
    assert remote.coverage().sheets == one_sheet_store.coverage().sheets


def test_sheets_outside_graphs_of_their_own_are_told(empty_server: Server) -> None:
    place = Endpoint(empty_server.url, empty_server.update_url)
    sheet = "<x:sheet> a <https://w3id.org/policygraph/ontology#Sheet>"
    place.update(f"INSERT DATA {{ {sheet} }}")
    with pytest.raises(EndpointError, match="of its 1 sheets 0 stand whole in their own graphs"):
        open_endpoint(empty_server.url).select("SELECT ?s { ?s ?p ?o }")


def test_virtuoso_takes_a_push_only_with_the_password(
    tmp_path: Path, one_sheet_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with virtuoso(tmp_path) as server:
        with pytest.raises(EndpointError, match="does not admit you"):
            push(one_sheet_store, server.url, server.update_url)
        server.sign_in(monkeypatch)
        for _ in range(2):
            push(one_sheet_store, server.url, server.update_url)
        assert open_endpoint(server.url).graphs() == one_sheet_store.graphs()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://a:b@127.0.0.1/",
        "http://x y/",
        "http://ほ/",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_telling_a_password(url: str) -> None:
    with pytest.raises(QueryError) as caught:
        open_endpoint(url)
    assert "a:b" not in str(caught.value)


def test_updates_go_to_no_other_host(one_sheet_store: LocalStore) -> None:
    with pytest.raises(QueryError, match="another host"):
        push(one_sheet_store, "http://127.0.0.1:9/", "http://127.0.0.2:9/")


def test_a_server_with_an_address_for_updates_is_told_how_to_be_named(
    empty_server: Server, one_sheet_store: LocalStore
) -> None:
    with pytest.raises(EndpointError, match="--update-endpoint") as caught:
        push(one_sheet_store, empty_server.url)
    assert "--update-endpoint" in caught.value.ja
    assert state(empty_server) == ([], 0)


def test_user_and_password_of_a_netrc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    monkeypatch.setenv("NETRC", str(netrc))
    assert open_endpoint("http://127.0.0.1:9/").place.credentials is None
    netrc.write_text("machine 127.0.0.1 login taro password himitsu\n", encoding="utf-8")
    netrc.chmod(0o600)
    assert open_endpoint("http://127.0.0.1:9/").place.credentials == ("taro", "himitsu")
    assert open_endpoint("http://127.0.0.2:9/").place.credentials is None
    assert "himitsu" not in repr(open_endpoint("http://127.0.0.1:9/").place)
    netrc.write_text("machine", encoding="utf-8")
    with pytest.raises(QueryError, match="netrc"):
        open_endpoint("http://127.0.0.1:9/")
    monkeypatch.setenv("POLICYGRAPH_ENDPOINT_USER", "hanako")
    with pytest.raises(QueryError, match="both"):
        open_endpoint("http://127.0.0.1:9/")
