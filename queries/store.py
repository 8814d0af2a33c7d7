"""A store that can be asked: the interface, and the store on disk.

Everything above asks through :class:`Store` only. A query's default graph is the union of all
graphs; a query with FROM gets just the graphs it names (design, section 3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, cast

import pyoxigraph as ox

from policygraph.errors import QueryLimitError, QuerySyntaxError, StoreError
from policygraph.ontology.terms import PG
from policygraph.queries import gate
from policygraph.queries.labels import KINDS, Label, search_labels
from policygraph.queries.table import Origin
from policygraph.queries.table import Table as Table
from policygraph.queries.table import Term as Term
from policygraph.queries.versions import Document, Manifest, Version, current_version, no_store

if TYPE_CHECKING:
    from rdflib import Dataset

Bindings = Mapping[str, Term]
Item = TypeVar("Item")
Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean

PREFIXES = {
    "pg": PG.Sheet.removesuffix("Sheet"),
    "pgc": "https://w3id.org/policygraph/codes#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
}
"""Prefixes that every query may use without declaring them."""

_ENGINE_ERRORS = (OSError, RuntimeError, ValueError)
"""What the engine raises over a damaged database."""


def ask_engine(
    database: ox.Store, query: str, bindings: Bindings | None, scope: Scope | None = None, base: str | None = None
) -> Answer:
    """Parse a query and begin to answer it from a database.

    ``scope`` are the graphs to read, whatever FROM says; relative IRIs begin at ``base``.

    Raises:
        QuerySyntaxError: it does not parse, or asks for what is refused.
    """
    gate.check(query)
    try:
        return database.query(
            query,
            base_iri=base,
            prefixes=PREFIXES,
            use_default_graph_as_union=scope is None and not gate.names_graphs(query),
            default_graph=None if scope is None else [*_nodes(scope.default)],
            named_graphs=None if scope is None else [*_nodes(scope.named)],
            substitutions={ox.Variable(name): term for name, term in (bindings or {}).items()},
        )
    except SyntaxError as error:
        raise QuerySyntaxError(str(error), ja=f"SPARQL の文法に合いません：{error}") from error
    except RuntimeError as error:
        if "does not contain" in str(error):
            raise QuerySyntaxError(
                f"a variable that is bound must be selected ({error})",
                ja=f"値を与える変数は SELECT されていなければなりません（{error}）。",
            ) from error
        raise


def _nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QuerySyntaxError(
            f"a graph is named by an absolute IRI ({error})", ja=f"グラフは絶対 IRI で指定します（{error}）。"
        ) from error


def table_of(solutions: ox.QuerySolutions, limit: int | None = None) -> Table:
    """The rows of an answer of the engine.

    Raises:
        QueryLimitError: there are more than ``limit``.
    """
    columns = tuple(variable.value for variable in solutions.variables)
    rows = (tuple(cast("Sequence[Term | None]", list(row))) for row in solutions)
    return Table(columns, tuple(_up_to(limit, rows)))


def _up_to(limit: int | None, items: Iterable[Item]) -> list[Item]:
    found = list(items if limit is None else islice(items, limit + 1))
    if limit is not None and len(found) > limit:
        raise QueryLimitError(
            f"the answer has more than {limit:,} rows; ask for less, or in parts by LIMIT and OFFSET",
            ja=f"答えが {limit:,} 行を超えます。絞り込むか、LIMIT と OFFSET で分けて質問してください。",
        )
    return found


def iri_values(iris: Iterable[str]) -> str:
    """IRIs as the inside of a VALUES block, each checked and escaped by the engine's own type."""
    return " ".join(str(ox.NamedNode(iri)) for iri in iris)


class Edge(NamedTuple):
    """A triple between two nodes that an impact rule may speak of."""

    subject: str
    property: str
    object: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The graphs that a request reads, by IRI: merged as the default graph, and by name."""

    default: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on: store version, and how many sheets of which authority and year."""

    version: str
    sheets: Mapping[tuple[str, int], int]

    def sentence(self, language: str = "ja") -> str:
        """One line for people."""
        parts = sorted(self.sheets.items())
        if language == "ja":
            listed = "、".join(f"{authority}{year}年度{count}調書" for (authority, year), count in parts)
            return f"根拠：{listed or '調書なし'}（データ版 {self.version}）"
        listed = ", ".join(f"{count} of {authority} FY{year}" for (authority, year), count in parts)
        return f"Rests on {sum(self.sheets.values())} sheets: {listed or 'none'} (store version {self.version})"


class Store(Protocol):
    """What the rest asks of a store, wherever it is."""

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        """Answer a SELECT; ``bindings`` fix selected variables to terms."""

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""

    def answer(self, query: str, bindings: Bindings | None = None) -> Table | list[ox.Triple] | bool:
        """Answer a query of any form: a table, triples, or yes and no."""

    def graphs(self) -> list[str]:
        """The graphs of the store in order: one a sheet, and the one that sheets share."""

    def quads(self, graph: str) -> Iterable[ox.Quad]:
        """What stands in one graph."""

    def search(self, text: str, kinds: Collection[str] = KINDS) -> list[Label]:
        """Things of some classes (local names) whose code is ``text``, else whose label holds it, in any width."""

    def prepared(self, name: str, bindings: Bindings) -> Table | None:
        """The answer to a question of the catalogue that was worked out beforehand; None where it was not."""

    def edges(self, properties: Sequence[str]) -> list[Edge]:
        """All triples with one of the properties whose object is a node."""

    def coverage(self) -> Coverage:
        """What the store holds."""


class LocalStore:
    """The published version of a store on disk, read-only."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.manifest: Manifest = version.manifest()
        try:
            self.database = ox.Store.read_only(str(version.database))
        except _ENGINE_ERRORS as error:
            raise StoreError(
                str(version.path),
                f"the database cannot be opened ({error})",
                ja=f"データベースを開けません（{error}）。policygraph verify で壊れた箇所を調べてください。",
            ) from error

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.manifest.documents

    def answer(
        self,
        query: str,
        bindings: Bindings | None = None,
        *,
        scope: Scope | None = None,
        base: str | None = None,
        limit: int | None = None,
    ) -> Table | list[ox.Triple] | bool:
        """Answer a query of any form: a table, triples, or yes and no.

        ``scope`` are the graphs to read, whatever FROM says; relative IRIs begin at ``base``; ``limit``
        is how many rows or triples an answer may have.

        Raises:
            QuerySyntaxError: it does not parse, or asks for what is refused.
            QueryLimitError: the answer is larger than ``limit``.
            StoreError: the database is damaged.
        """
        try:
            if scope is None and gate.names_graphs(query):
                self._check_graphs(gate.graphs_of(query, base, PREFIXES))
            found = ask_engine(self.database, query, bindings, scope, base)
            if isinstance(found, ox.QuerySolutions):
                return replace(table_of(found, limit), origin=Origin.of(self, query, bindings))
            return _up_to(limit, found) if isinstance(found, ox.QueryTriples) else bool(found)
        except _ENGINE_ERRORS as error:
            raise self._damaged(error) from error

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        answer = self.answer(query, bindings)
        if not isinstance(answer, Table):
            raise QuerySyntaxError("this is not a SELECT query", ja="SELECT ではありません。")
        return answer

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        answer = self.answer(query, bindings)
        if not isinstance(answer, list):
            raise QuerySyntaxError(
                "this is not a CONSTRUCT or DESCRIBE query", ja="CONSTRUCT でも DESCRIBE でもありません。"
            )
        return answer

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        answer = self.answer(query, bindings)
        if not isinstance(answer, bool):
            raise QuerySyntaxError("this is not an ASK query", ja="ASK ではありません。")
        return answer

    def _check_graphs(self, iris: Iterable[str]) -> None:
        for iri, graph in zip(iris, _nodes(iris), strict=True):
            if not self.database.contains_named_graph(graph):
                raise QuerySyntaxError(
                    f"FROM <{iri}> is refused: this store has no such graph",
                    ja=f"FROM <{iri}> は使えません。このストアにそのグラフはありません。",
                )

    def graphs(self) -> list[str]:
        return sorted(graph.value for graph in self.database.named_graphs() if isinstance(graph, ox.NamedNode))

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        return self._quads(ox.NamedNode(graph))

    def search(self, text: str, kinds: Collection[str] = KINDS) -> list[Label]:
        try:
            return search_labels(self.version.labels, text, kinds)
        except sqlite3.Error as error:
            raise StoreError(
                str(self.version.labels),
                f"the table of names cannot be read ({error})",
                ja=f"名前の表を読めません（{error}）。policygraph verify で壊れた箇所を調べてください。",
            ) from error

    def prepared(self, name: str, bindings: Bindings) -> Table | None:
        # It reads files that a build writes by means of this module.
        from policygraph.queries.prepared import prepared_answer

        try:
            return prepared_answer(self.version.answers, name, bindings)
        except (SyntaxError, *_ENGINE_ERRORS) as error:
            raise self._damaged(error) from error

    def as_rdflib(self) -> Dataset:
        """The same database as an rdflib Dataset, read-only, whose default graph is the union of all.

        Its queries go to the engine as they are: what :meth:`answer` refuses is not refused there.
        """
        # rdflib and oxrdflib take longer to import than a question takes to answer.
        from policygraph.queries.rdflib_face import dataset_of

        return dataset_of(self.database, str(self.version.path), PREFIXES)

    def _quads(self, graph: ox.NamedNode) -> Iterator[ox.Quad]:
        try:
            yield from self.database.quads_for_pattern(None, None, None, graph)
        except _ENGINE_ERRORS as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(
            str(self.version.path),
            f"the database cannot be read ({error})",
            ja=f"データベースを読めません（{error}）。policygraph verify で壊れた箇所を調べてください。",
        )

    def edges(self, properties: Sequence[str]) -> list[Edge]:
        return [Edge(subject, name, object_) for name in properties for subject, object_ in self._linked(name)]

    def _linked(self, name: str) -> Iterable[tuple[str, str]]:
        """Subjects and objects of a property, kept or looked up."""
        # Its module reads what networks are made of, which is made of what this one holds.
        from policygraph.queries.links import linked

        if name in self._links:
            return self._links[name]
        try:
            return list(linked(self.database, name))
        except _ENGINE_ERRORS as error:
            raise self._damaged(error) from error

    @cached_property
    def _links(self) -> Mapping[str, list[tuple[str, str]]]:
        from policygraph.queries.links import read_links

        if not self.version.links.exists():
            return {}
        try:
            return read_links(self.version.links)
        except (AttributeError, LookupError, TypeError, *_ENGINE_ERRORS) as error:
            raise StoreError(
                str(self.version.links),
                f"the kept links cannot be read ({error})",
                ja=f"つながりの控えを読めません（{error}）。policygraph verify で壊れた箇所を調べてください。",
            ) from error

    def coverage(self) -> Coverage:
        sheets: dict[tuple[str, int], int] = {}
        for document in self.documents:
            key = (document.authority, document.fiscal_year)
            sheets[key] = sheets.get(key, 0) + 1
        return Coverage(self.version.id, sheets)


def open_store(path: Path) -> LocalStore:
    """Open the published version of a store.

    Raises:
        NoStoreError: there is none at ``path``.
        StoreError: it is damaged.
    """
    if not path.is_dir():
        raise no_store(path)
    return LocalStore(current_version(path))
