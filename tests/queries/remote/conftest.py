"""Servers that hold the three sheets of ``examples/``, pushed there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from policygraph.queries.push import push
from policygraph.queries.remote import RemoteStore, open_endpoint
from policygraph.queries.store import LocalStore
from tests.queries.remote.servers import Server, oxigraph, virtuoso

ENGINES = ("oxigraph", "oxigraph-united", "virtuoso")
"""The default graph of oxigraph is empty, unless it is told to unite the named graphs; Virtuoso's is their union."""


@pytest.fixture(scope="session", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, examples_store: LocalStore
) -> Iterator[Server]:
    """Each engine with the examples in it."""
    starting = {
        "oxigraph": oxigraph,
        "oxigraph-united": lambda: oxigraph("--union-default-graph"),
        "virtuoso": lambda: virtuoso(tmp_path_factory.mktemp("virtuoso")),
    }
    with starting[request.param]() as server:
        with pytest.MonkeyPatch.context() as patch:
            server.sign_in(patch)
            push(examples_store, server.url, server.update_url)
        yield server


@pytest.fixture
def remote(engine: Server) -> RemoteStore:
    """The examples behind an endpoint, asked by nobody in particular."""
    return open_endpoint(engine.url)


@pytest.fixture
def empty_server() -> Iterator[Server]:
    """``oxigraph serve`` with nothing in it."""
    with oxigraph() as server:
        yield server
