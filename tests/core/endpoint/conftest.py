"""Stores and servers: one server for all tests that leave it as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.queries.store import LocalStore
from policygraph.queries.versions import begin, final_id, locked, publish
from tests.absence import absent
from tests.conftest import SHARED
from tests.core.endpoint.serving import Client, served


@pytest.fixture(scope="session")
def endpoint(examples_store: LocalStore) -> Iterator[Client]:
    """The three sheets of ``examples/``, served with quick limits."""
    with served(examples_store.version.path.parent.parent) as client:
        yield client


@pytest.fixture(scope="session")
def protocol_suite() -> Path:
    """The W3C's tests of the protocol, which lie beside the checkout and are never part of it."""
    if not (SHARED / "suites" / "sparql11-protocol" / "manifest.ttl").is_file():
        absent("the W3C protocol tests are absent (../shared/suites/sparql11-protocol beside the checkout)")
    return SHARED / "suites" / "sparql11-protocol"


@pytest.fixture
def protocol_store(protocol_suite: Path, one_sheet_store: LocalStore, tmp_path: Path) -> Path:
    """The data of those tests, each file a graph."""
    database = one_sheet_store.version
    store = tmp_path / "store"
    with locked(store):
        filled = begin(store, "protocol-data")
        shutil.copy(database.labels, filled.labels)
        quads = ox.Store(str(filled.database))
        for number in (1, 2, 3):
            graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
            path = protocol_suite / f"data{number}.nt"
            quads.bulk_load(path=str(path), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        quads.flush()
        del quads
        publish(store, filled, replace(one_sheet_store.manifest, id=final_id(filled), documents=()))
    return store
