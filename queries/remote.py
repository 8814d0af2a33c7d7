"""A store that is a SPARQL 1.1 endpoint of any engine.

Queries reach it as standard SPARQL: parsed by our own engine first, prefixes declared, parameters as
VALUES. Answers become the same terms as those of a store on disk.

A query's default graph is the union of all graphs of the store. Some engines unite them by
themselves; for the others, and while a push has put new graphs beside the old, each request lists
the graphs that count (SPARQL 1.1 Protocol, section 2.1.4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

import pyoxigraph as ox

from policygraph.errors import EndpointAnswerError, EndpointError, QuerySyntaxError
from policygraph.ontology.terms import NAMESPACE, PG, RDFS
from policygraph.queries import gate
from policygraph.queries.bindings import bound, prologue
from policygraph.queries.endpoint import GRAPHS, JSON_RESULTS, Dataset, Endpoint, endpoint
from policygraph.queries.labels import KINDS, SPELLINGS, Label, search_among
from policygraph.queries.store import (
    Answer,
    Bindings,
    Coverage,
    Edge,
    Table,
    Term,
    ask_engine,
    iri_values,
    table_of,
)
from policygraph.queries.table import Origin
from policygraph.queries.transport import Limits

STAGED = "urn:policygraph:staged"
"""The graph that lists, while a push is at work, which graph is to be replaced by which."""

_SHEETS = """
SELECT ?graph ?sheet ?year ?authority ?shared ?sha256 ?software WHERE {
  GRAPH ?graph { ?sheet a pg:Sheet ; pg:fiscalYear ?year ; pg:sha256 ?sha256 ; pg:readBy ?software ; pg:authority ?of }
  OPTIONAL { GRAPH ?shared { ?of rdfs:label ?authority } }
}
"""
_STAGED_GRAPHS = f"SELECT ?graph WHERE {{ GRAPH <{STAGED}> {{ ?old dcterms:isReplacedBy ?graph }} }}"
_UNITED = "SELECT (COUNT(DISTINCT ?sheet) AS ?n) WHERE { ?sheet a pg:Sheet }"
_OF_NO_GRAPH = "SELECT (COUNT(?sheet) AS ?n) FROM <urn:policygraph:none> WHERE { ?sheet a pg:Sheet }"
_NAMED = "SELECT ?graph ?iri ?kind WHERE {{ VALUES ?kind {{ {kinds} }} GRAPH ?graph {{ ?iri a ?kind }} }}"
_NAMES = """
SELECT DISTINCT ?iri ?property ?value WHERE {{
  VALUES ?kind {{ {kinds} }} VALUES ?property {{ {properties} }} ?iri a ?kind ; ?property ?value
}}
"""
_EDGES = "SELECT ?subject ?property ?object WHERE {{ VALUES ?property {{ {properties} }} ?subject ?property ?object }}"
_TRIPLES = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
_ASKED_OF_VIRTUOSO = ("__ASK_RETVAL",)
"""The column of the table by which Virtuoso 7 answers an ASK: a row of 1 says yes, no row says no."""


class _Form(NamedTuple):
    """What a query asks for: the type of the engine's answer, and the columns of a table."""

    kind: type[Answer]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that an endpoint holds in the graph of its own name."""

    iri: str
    fiscal_year: int
    authority: str
    origin: str
    """Hash of the file, and what read it."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an endpoint holds: sheets, the graphs that they share, graphs of a push at work.

    ``united`` says whether its default graph is the union of these and no others.
    """

    sheets: tuple[Sheet, ...]
    shared: tuple[str, ...]
    staged: tuple[str, ...]
    united: bool

    @property
    def graphs(self) -> list[str]:
        return sorted((*(sheet.iri for sheet in self.sheets), *self.shared))

    @property
    def version(self) -> str:
        """A name that two holdings share only if they hold the same files, read by the same software."""
        lines = sorted(f"{sheet.iri} {sheet.origin}\n" for sheet in self.sheets)
        return sha256("".join(lines).encode()).hexdigest()[:12]


class RemoteStore:
    """A SPARQL 1.1 endpoint as a store.

    What it holds is found out at the first question. :meth:`coverage` looks again, so that an
    answer put together from several queries is known to be of one state of the data.
    """

    def __init__(self, place: Endpoint) -> None:
        self.place = place
        self._held: Holding | None = None
        self._nothing = ox.Store()

    def answer(self, query: str, bindings: Bindings | None = None) -> Table | list[ox.Triple] | bool:
        """Answer a query of any form: a table, triples, or yes and no.

        Raises:
            QuerySyntaxError: it is no SPARQL 1.1 query, or asks for what is refused.
            EndpointError: the endpoint gave no whole answer.
        """
        found = self._whole_answer(query, bindings)
        return replace(found, origin=Origin.of(self, query, bindings)) if isinstance(found, Table) else found

    def _whole_answer(self, query: str, bindings: Bindings | None) -> Table | list[ox.Triple] | bool:
        self._form(query, bindings)
        if not gate.names_graphs(query):
            return self._answer(query, bindings, self._dataset())
        if self._number(_OF_NO_GRAPH):
            raise EndpointError(
                self.place.name,
                "it answers from all graphs whatever FROM says: ask without FROM",
                ja="FROM の指定にかかわらず全グラフから答えるサーバーです。FROM なしで質問してください。",
            )
        return self._answer(query, bindings, None)

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        answer = self.answer(query, bindings)
        if not isinstance(answer, Table):
            raise QuerySyntaxError("this is not a SELECT query")
        return answer

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        answer = self.answer(query, bindings)
        if not isinstance(answer, list):
            raise QuerySyntaxError("this is not a CONSTRUCT or DESCRIBE query")
        return answer

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        answer = self.answer(query, bindings)
        if not isinstance(answer, bool):
            raise QuerySyntaxError("this is not an ASK query")
        return answer

    def graphs(self) -> list[str]:
        return self.holding().graphs

    def quads(self, graph: str) -> list[ox.Quad]:
        node = ox.NamedNode(graph)
        triples = self._answer(_TRIPLES.format(graph=node), None, None)
        count = self.count(graph)
        if not isinstance(triples, list) or len(triples) != count:
            raise EndpointAnswerError(
                self.place.name,
                f"the graph {graph} has {count} triples, and others came",
                ja=f"グラフ {graph} の {count} 文が、そのとおりには届きませんでした。",
            )
        return [ox.Quad(each.subject, each.predicate, each.object, node) for each in triples]

    def count(self, graph: str) -> int:
        """How many triples stand in a graph."""
        return self._number(_COUNT.format(graph=ox.NamedNode(graph)))

    def search(self, text: str, kinds: Collection[str] = KINDS) -> list[Label]:
        """As the protocol says; SPARQL cannot compare names in any width, so all names come over first."""
        spellings = [_values(row) for row in self.select(SPELLINGS).rows]
        return search_among(self._labels(), ((iri, printed) for iri, printed in spellings), text, kinds)

    def prepared(self, name: str, bindings: Bindings) -> Table | None:
        """None: what an endpoint holds may change at any time."""
        return None

    def edges(self, properties: Sequence[str]) -> list[Edge]:
        rows = self.select(_EDGES.format(properties=iri_values(properties))).rows if properties else ()
        return [
            Edge(subject.value, property_.value, object_.value)
            for subject, property_, object_ in rows
            if isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode) and property_ is not None
        ]

    def coverage(self) -> Coverage:
        """What the endpoint holds.

        Raises:
            EndpointError: it has changed since it was first asked.
        """
        held, self._held = self.holding(), None
        if self.holding() != held:
            raise EndpointError(
                self.place.name,
                "the data changed while it was asked; ask again",
                ja="質問の途中でデータが変わりました。もう一度質問してください。",
            )
        sheets: dict[tuple[str, int], int] = {}
        for sheet in held.sheets:
            key = (sheet.authority, sheet.fiscal_year)
            sheets[key] = sheets.get(key, 0) + 1
        return Coverage(held.version, sheets)

    def holding(self) -> Holding:
        """What the endpoint holds, as it was first seen."""
        if self._held is None:
            self._held = self._look()
        return self._held

    def _look(self) -> Holding:
        staged = {term.value for (term,) in self._rows(_STAGED_GRAPHS) if term}
        sheets, shared = set[Sheet](), set[str]()
        for row in self._rows(_SHEETS):
            graph, sheet, year, authority, named_in, digest, software = _values(row)
            if graph not in staged and named_in not in staged:
                if graph != sheet:
                    raise EndpointError(
                        self.place.name,
                        f"the sheet {sheet} stands in the graph {graph}, not in its own",
                        ja=f"調書 {sheet} が、自分のグラフではなく {graph} にあります。",
                    )
                sheets.add(Sheet(sheet, int(year), authority, f"{digest} {software}"))
                shared |= {named_in} - {""}
        count = self._number(_UNITED)
        if count > len(sheets) and not staged:
            raise EndpointError(
                self.place.name,
                f"of its {count} sheets {len(sheets)} stand whole in their own graphs; load it by policygraph push",
                ja=f"調書 {count} 件のうち、自分のグラフにそろっているのは {len(sheets)} 件です。"
                "policygraph push で入れ直してください。",
            )
        united = not staged and count == len(sheets)
        return Holding(
            tuple(sorted(sheets, key=lambda each: each.iri)), tuple(sorted(shared)), tuple(sorted(staged)), united
        )

    def _dataset(self) -> Dataset | None:
        held = self.holding()
        return None if held.united else {"default-graph-uri": held.graphs, "named-graph-uri": held.graphs}

    def _rows(self, query: str) -> tuple[tuple[Term | None, ...], ...]:
        answer = self._answer(query, None, None)
        return answer.rows if isinstance(answer, Table) else ()

    def _number(self, query: str) -> int:
        (((term,),)) = self._rows(query)
        return int(term.value) if term else 0

    def _answer(self, query: str, bindings: Bindings | None, dataset: Dataset | None) -> Table | list[ox.Triple] | bool:
        text = prologue() + bound(query, bindings)
        form = self._form(text)
        if form.kind is ox.QueryTriples:
            return self._triples(text, dataset)
        return self._results(text, form, dataset)

    def _form(self, query: str, bindings: Bindings | None = None) -> _Form:
        """What a query asks for, as far as it parses. Nothing of the engine is kept: it must end in this thread."""
        parsed = ask_engine(self._nothing, query, bindings)
        variables = parsed.variables if isinstance(parsed, ox.QuerySolutions) else ()
        return _Form(type(parsed), tuple(variable.value for variable in variables))

    def _triples(self, text: str, dataset: Dataset | None) -> list[ox.Triple]:
        reply = self.place.query(text, GRAPHS, dataset)
        kind = ox.RdfFormat.from_media_type(reply.headers.get_content_type())
        try:
            return [quad.triple for quad in ox.parse(reply.body, format=kind)]
        except SyntaxError as error:
            problem = str(error)
        raise self._not_whole(problem)

    def _results(self, text: str, form: _Form, dataset: Dataset | None) -> Table | bool:
        found = self._parsed(self.place.query(text, JSON_RESULTS, dataset).body)
        if form.kind is ox.QueryBoolean:
            if isinstance(found, bool):
                return found
            if found.columns == _ASKED_OF_VIRTUOSO:
                return bool(found.rows)
        elif isinstance(found, Table):
            return self._in_order(found, form.columns)
        raise EndpointAnswerError(
            self.place.name, "it answered another form of question than was asked", ja="質問の形に合わない答えです。"
        )

    def _parsed(self, body: bytes) -> Table | bool:
        try:
            return _parse(body)
        except SyntaxError as error:
            # Raised from here, it would keep the parser alive in its traceback, until some other thread ends it.
            problem = str(error)
        raise self._not_whole(problem)

    def _in_order(self, table: Table, columns: tuple[str, ...]) -> Table:
        if sorted(table.columns) != sorted(columns):
            raise EndpointAnswerError(
                self.place.name,
                f"it answered with the columns {table.columns}, not {columns}",
                ja=f"答えの列が {columns} ではなく {table.columns} です。",
            )
        places = [table.columns.index(name) for name in columns]
        return Table(columns, tuple(tuple(row[place] for place in places) for row in table.rows))

    def _not_whole(self, problem: str) -> EndpointAnswerError:
        return EndpointAnswerError(
            self.place.name,
            f"the answer is cut short or malformed ({problem})",
            ja=f"答えが途中で切れているか、形が崩れています（{problem}）。",
        )

    def _labels(self) -> set[Label]:
        kinds = iri_values(NAMESPACE + kind for kind in KINDS)
        properties = iri_values((PG.code, PG.rank, PG.corporateNumber, RDFS.label))
        names: dict[tuple[str, str], str] = {}
        for iri, name, value in self.select(_NAMES.format(kinds=kinds, properties=properties)).rows:
            if iri and name and isinstance(value, ox.Literal) and value.language in (None, "ja"):
                key = (iri.value, name.value)
                names[key] = min(value.value, names.get(key, value.value))
        sheets = {sheet.iri: sheet for sheet in self.holding().sheets}
        rows = (_values(row) for row in self.select(_NAMED.format(kinds=kinds)).rows)
        return {_label(iri, kind, names, sheets.get(graph)) for graph, iri, kind in rows}


def _parse(body: bytes) -> Table | bool:
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    return bool(found) if isinstance(found, ox.QueryBoolean) else table_of(found)


def _label(iri: str, kind: str, names: dict[tuple[str, str], str], sheet: Sheet | None) -> Label:
    code = next((names[iri, each] for each in (PG.code, PG.rank, PG.corporateNumber) if (iri, each) in names), "")
    label = names.get((iri, RDFS.label)) or code
    return Label(iri, kind, code, label, sheet.fiscal_year if sheet else 0, sheet.authority if sheet else "")


def _values(row: Iterable[Term | None]) -> list[str]:
    return [term.value if term else "" for term in row]


def open_endpoint(url: str, limits: Limits | None = None) -> RemoteStore:
    """Open a SPARQL 1.1 endpoint as a store; user and password are those of the environment or ``~/.netrc``.

    Raises:
        QueryError: the address cannot be used.
    """
    return RemoteStore(endpoint(url, limits=limits))
