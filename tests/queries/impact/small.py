"""Small stores of some Turtle, so that a test shows the whole graph it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import pyoxigraph as ox

from policygraph.ontology.terms import PG
from policygraph.queries.labels import Label
from policygraph.queries.store import PREFIXES, Bindings, Coverage, Edge, Table

BASE = "https://example.org/"


class SmallStore:
    """A store of some Turtle, with no table of names."""

    def __init__(self, turtle: str) -> None:
        prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        self.database = ox.Store()
        self.database.load(f"{prefixes}BASE <{BASE}>\n{turtle}".encode(), format=ox.RdfFormat.TURTLE)

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        found = self.database.query(query, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        return Table(tuple(each.value for each in found.variables), tuple(tuple(row) for row in found))  # type: ignore[arg-type]

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        raise NotImplementedError

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        raise NotImplementedError

    def answer(self, query: str, bindings: Bindings | None = None) -> Table | list[ox.Triple] | bool:
        raise NotImplementedError

    def graphs(self) -> list[str]:
        raise NotImplementedError

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        raise NotImplementedError

    def search(self, text: str, kinds: Collection[str] = ()) -> list[Label]:
        raise NotImplementedError

    def edges(self, properties: Sequence[str]) -> list[Edge]:
        quads = (
            quad for name in properties for quad in self.database.quads_for_pattern(None, ox.NamedNode(name), None)
        )
        return [Edge(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads]  # type: ignore[union-attr]

    def coverage(self) -> Coverage:
        return Coverage("test", {("架空県", 2021): 1})


def label(name: str, year: int = 2021) -> Label:
    """A target of a small store."""
    return Label(f"{BASE}{name}", PG.Project, "", name, year, "架空県")


def local(iri: str) -> str:
    """The name of a node of a small store."""
    return iri.removeprefix(BASE)
