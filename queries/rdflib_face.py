"""A published store as rdflib sees it: the same database, read-only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import Dataset, Graph

from policygraph.errors import StoreError


class _PublishedStore(OxigraphStore):
    """rdflib's store over a database that is read only; every way to write raises StoreError."""

    def __init__(self, database: ox.Store, name: str) -> None:
        super().__init__(store=database)
        self.name = name

    def add_graph(self, graph: Graph) -> None:
        """Nothing: rdflib asks for this whenever a graph is named, and an empty graph is no statement."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError(
            self.name,
            "a published version is read-only; build makes a new one",
            ja="公開した版には書き込めません。build が新しい版を作ります。",
        )

    add = remove = remove_graph = update = _refuse
    addN = _refuse  # noqa: N815 (the name is rdflib's)


def dataset_of(database: ox.Store, name: str, prefixes: Mapping[str, str]) -> Dataset:
    """A Dataset whose default graph is the union of all graphs; ``name`` is what errors call it."""
    dataset = Dataset(store=_PublishedStore(database, name), default_union=True)
    for prefix, namespace in prefixes.items():
        dataset.bind(prefix, namespace)
    return dataset
