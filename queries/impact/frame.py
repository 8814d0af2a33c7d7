"""What an impact is reckoned on: the network of dependences of one fiscal year, and its sheets.

Codes, offices and partners are shared by the sheets of all years. An answer is of one year, or
amounts of several years would stand in one sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from policygraph.errors import QueryError
from policygraph.ontology.codes import RELATIONS
from policygraph.ontology.impact import ImpactRule
from policygraph.queries.labels import Label
from policygraph.queries.network import Node, network, nodes_of
from policygraph.queries.store import Edge, Store, Table, iri_values

if TYPE_CHECKING:
    from policygraph.queries.network import Network

_SHEETS = """
SELECT ?sheet ?year ?authorityName ?measure WHERE {
  ?sheet a pg:Sheet ; pg:fiscalYear ?year ; pg:authority ?authority .
  ?authority rdfs:label ?authorityName .
  ?measure a pg:Measure ; pg:inSheet ?sheet .
}
"""
_MEASURES = """
SELECT ?measure ?property ?value WHERE {
  ?measure a pg:Measure ; ?property ?value .
  FILTER (?property IN (pg:code, rdfs:label, pg:departmentName, pg:contact))
}
"""


_TEXTS = """
SELECT ?node ?text WHERE { VALUES ?node { %s } ?node pg:content|pg:text|pg:year ?text }
"""
_BATCH = 1000
_SHOWN = 30
"""Characters of a text that stand for a name."""


class Step(NamedTuple):
    """One hop: ``dependent`` hangs on ``support``, by a rule, as a statement says."""

    support: str
    dependent: str
    rule: ImpactRule
    statement: Edge


class SheetFacts(NamedTuple):
    """A sheet: its year and authority, its measure, and whom to ask about it; empty where it does not say."""

    iri: str
    fiscal_year: int
    authority: str
    measure: str
    code: str
    name: str
    department: str
    contact: str


@dataclass(frozen=True)
class Frame:
    """The network of one year (0: the store has no sheets), of one authority or of all (empty)."""

    store: Store
    fiscal_year: int
    authority: str
    sheets: Mapping[str, SheetFacts]
    graph: Network

    def sheet_of(self, iri: str) -> SheetFacts | None:
        """The sheet that a node belongs to; None for what sheets share."""
        return sheet_of(iri, self.sheets)

    def holds(self, iri: str) -> bool:
        """Whether a node is of the year and the authority, or shared by sheets."""
        return _fits(self.sheet_of(iri), self.fiscal_year, self.authority)

    def kind(self, iri: str) -> str:
        """The class of a node; empty where the graph does not have it."""
        return str(self.graph.nodes[iri]["kind"]) if iri in self.graph else ""

    def nodes(self, iris: Iterable[str]) -> dict[str, Node]:
        """Names of nodes, for people: what has none is called by the beginning of its text, or its year."""
        wanted = set(iris)
        named = nodes_of(self.store, wanted, {iri: self.kind(iri) for iri in wanted})
        texts = dict(self._texts(sorted(iri for iri, node in named.items() if not node.label)))
        return {iri: node._replace(label=texts[iri]) if iri in texts else node for iri, node in named.items()}

    def _texts(self, iris: Sequence[str]) -> Iterator[tuple[str, str]]:
        for start in range(0, len(iris), _BATCH):
            for iri, text in sorted(
                _rows(self.store.select(_TEXTS % iri_values(iris[start : start + _BATCH]))), reverse=True
            ):
                flat = " ".join(text.split())
                yield iri, flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"

    def step(self, support: str, dependent: str, key: str) -> Step:
        """The hop that an edge of the network is."""
        data = self.graph.edges[support, dependent, key]
        return Step(support, dependent, data["rule"], data["statement"])

    @cached_property
    def _supports(self) -> dict[str, tuple[tuple[ImpactRule, frozenset[str]], ...]]:
        return {}

    def supports(self, iri: str) -> tuple[tuple[ImpactRule, frozenset[str]], ...]:
        """What a node rests on, by rule, in the order of the rules' keys."""
        if iri not in self._supports:
            found: dict[str, tuple[ImpactRule, set[str]]] = {}
            for support, edges in self.graph.pred[iri].items():
                for key, data in edges.items():
                    found.setdefault(key, (data["rule"], set()))[1].add(support)
            self._supports[iri] = tuple((rule, frozenset(each)) for _, (rule, each) in sorted(found.items()))
        return self._supports[iri]

    @cached_property
    def steps(self) -> list[Step]:
        """All hops, in an order that no engine has a say in."""
        edges = sorted(self.graph.edges(keys=True))
        return [self.step(support, dependent, key) for support, dependent, key in edges]


def sheet_of(iri: str, sheets: Mapping[str, SheetFacts]) -> SheetFacts | None:
    """The sheet whose IRI a node's IRI begins with: so are the nodes of a sheet named (design, section 3)."""
    while (cut := iri.rfind("/")) > 0:
        iri = iri[:cut]
        if iri in sheets:
            return sheets[iri]
    return None


def frame(
    store: Store,
    targets: Sequence[Label] = (),
    *,
    year: int | None = None,
    authority: str | None = None,
    rules: Sequence[ImpactRule] | None = None,
) -> Frame:
    """The network around targets: of their year, else of ``year``, else of the latest that has anything of them.

    Raises:
        QueryError: the targets are of several years.
    """
    sheets = sheets_of(store)
    graph = network(store, RELATIONS, rules)
    own = [found for target in targets if (found := sheet_of(target.iri, sheets))]
    wanted = {target.fiscal_year for target in targets if target.fiscal_year} | {each.fiscal_year for each in own}
    if len(wanted) > 1:
        raise _several_years(wanted)
    whose = authority or next((sheet.authority for sheet in own), "")
    around = [each for each in _around(graph, targets, sheets) if authority in (None, each.authority)]
    latest = max((sheet.fiscal_year for sheet in around or sheets.values()), default=0)
    of = max(wanted) if wanted else year or latest
    graph.remove_nodes_from([iri for iri in graph if not _fits(sheet_of(iri, sheets), of, whose)])
    return Frame(store, of, whose, sheets, graph)


def _several_years(years: Iterable[int]) -> QueryError:
    listed = ", ".join(map(str, sorted(years)))
    return QueryError(
        f"the targets are of several years ({listed}); say which with a year",
        ja=f"対象の年度が分かれています（{listed}）。--year で年度をそろえてください。",
    )


def _around(graph: Network, targets: Iterable[Label], sheets: Mapping[str, SheetFacts]) -> list[SheetFacts]:
    """The sheets that say something of targets."""
    known = [target.iri for target in targets if target.iri in graph]
    beside = (each for iri in known for each in (*graph.predecessors(iri), *graph.successors(iri)))
    return [found for iri in beside if (found := sheet_of(iri, sheets))]


def _fits(sheet: SheetFacts | None, year: int, authority: str) -> bool:
    return sheet is None or (sheet.fiscal_year == year and authority in ("", sheet.authority))


def sheets_of(store: Store) -> dict[str, SheetFacts]:
    """The sheets by their IRI."""
    told: dict[tuple[str, str], str] = {}
    for measure, name, value in _rows(store.select(_MEASURES)):
        key = (measure, name.rpartition("#")[2])
        told[key] = min(told.get(key, value), value)
    return {
        sheet: SheetFacts(
            sheet,
            int(year),
            authority,
            measure,
            *(told.get((measure, name), "") for name in ("code", "label", "departmentName", "contact")),
        )
        for sheet, year, authority, measure in _rows(store.select(_SHEETS))
    }


def _rows(table: Table) -> Iterator[list[str]]:
    return ([getattr(term, "value", "") for term in row] for row in table.rows)
