"""Plots that one would rather look at than read: what a store says, drawn as SVG for files and reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

import pyoxigraph as ox

from policygraph.errors import QueryError
from policygraph.ontology.terms import PG
from policygraph.queries.kinds import kind_label
from policygraph.queries.labels import Label
from policygraph.queries.store import Store, Term
from policygraph.viz.plot_budget import Spent, plot_budget
from policygraph.viz.plot_chain import Chained, plot_chain
from policygraph.viz.plot_history import History, plot_history
from policygraph.viz.png import to_png
from policygraph.viz.svg import document

Kind = Literal["history", "budget", "chain"]

_HISTORY = """
SELECT ?target ?indicator ?rank ?name ?unit ?kind ?year ?goal ?actual ?grade ?baseYear ?base ?finalYear ?final WHERE {
  %s
  ?indicator a pg:Indicator ; pg:rank ?rank ; pg:position ?position .
  OPTIONAL { ?indicator a pg:Indicator ; rdfs:label ?name }
  OPTIONAL { ?indicator a pg:Indicator ; pg:unit ?unit }
  OPTIONAL { ?indicator pg:baseYear ?baseYear ; pg:baseValue ?base }
  OPTIONAL { ?indicator pg:finalYear ?finalYear ; pg:finalTarget ?final }
  OPTIONAL {
    ?observation a pg:Observation ; pg:ofIndicator ?indicator ; pg:year ?year .
    OPTIONAL { ?observation pg:yearKind/skos:prefLabel ?kind FILTER (LANG(?kind) = "ja") }
    OPTIONAL { ?observation pg:target ?goal }
    OPTIONAL { ?observation pg:actual ?actual }
    OPTIONAL { ?observation pg:grade/pg:code ?grade }
  }
} ORDER BY ?position ?indicator ?year
"""
_OF_INDICATOR = "?target a pg:Indicator BIND (?target AS ?indicator)"
_OF_MEASURE = "?indicator a pg:Indicator ; pg:partOf/pg:partOf? ?target ."
"""Which indicators: engines would work out a UNION of both for the whole store."""
_BUDGET = """
SELECT DISTINCT ?target ?project ?measure ?part ?office ?budget ?general ?year ?authority ?code WHERE {
  ?project a pg:Project ; pg:partOf ?partIri .
  ?partIri a pg:MeasurePart ; pg:partOf ?target .
  ?target a pg:Measure ; rdfs:label ?measure ; pg:inSheet ?sheet .
  ?sheet a pg:Sheet ; pg:fiscalYear ?year ; pg:authority/rdfs:label ?authority .
  OPTIONAL { ?target a pg:Measure ; pg:code ?code }
  OPTIONAL { ?partIri a pg:MeasurePart ; rdfs:label ?part }
  OPTIONAL { ?project pg:department ?officeIri . ?officeIri rdfs:label ?office }
  OPTIONAL { ?project pg:budget ?budget }
  OPTIONAL { ?project pg:generalFunds ?general }
} ORDER BY ?target ?project ?office
"""
_CHAIN = """
SELECT DISTINCT ?target ?measureCode ?partIri ?part ?project ?code ?name ?budget WHERE {
  ?partIri pg:addresses ?target ; a pg:MeasurePart ; pg:partOf ?measure .
  ?measure a pg:Measure .
  OPTIONAL { ?measure a pg:Measure ; pg:code ?measureCode }
  OPTIONAL { ?partIri a pg:MeasurePart ; rdfs:label ?part }
  OPTIONAL {
    ?project a pg:Project ; pg:partOf ?partIri ; pg:code ?code ; rdfs:label ?name .
    OPTIONAL { ?project pg:budget ?budget }
  }
} ORDER BY ?measureCode ?partIri ?code
"""
_UNNAMED_PART, _NO_OFFICE = "（名称のない区分）", "（所管の印字なし）"


class Plot(NamedTuple):
    """A plot; a notebook shows it, and a page can hold ``svg`` as it is (it has no style and no script)."""

    title: str
    svg: str

    def save(self, output: Path) -> None:
        """Write ``.svg`` or ``.png``.

        Raises:
            QueryError: another ending.
            MissingPartError: PNG needs what is not installed.
        """
        write = _WRITERS.get(output.suffix.lower())
        if write is None:
            raise QueryError(
                f"{output}: a plot is written as .svg or .png",
                ja=f"{output}：グラフは .svg か .png で書き出してください。",
            )
        data = write(self.svg)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)

    def _repr_svg_(self) -> str:
        return self.svg


_WRITERS: Mapping[str, Callable[[str], bytes]] = {".svg": document, ".png": to_png}


def plot(store: Store, kind: Kind, target: Label | None, year: int | None = None, authority: str | None = None) -> Plot:
    """A plot of a target.

    ``history``: an indicator, or all of a measure. ``budget``: a measure by part and office; without a
    target all measures of a year (the latest unless one is given), by measure and office. ``chain``: a plan code, or
    a plan without codes.

    Raises:
        QueryError: the target is not of a kind that such a plot is of.
    """
    wanted = {"history": (PG.Indicator, PG.Measure), "budget": (PG.Measure,), "chain": (PG.PlanCode, PG.PlanScheme)}
    if (target is None and kind != "budget") or (target is not None and target.kind not in wanted[kind]):
        names = "、".join(map(kind_label, wanted[kind]))
        raise QueryError(
            f"a plot {kind} is of: {', '.join(kind_label(each, 'en') for each in wanted[kind])}",
            ja=f"{kind} のグラフにできるのは {names} です。",
        )
    if target is None:
        return _budget_of_all(store, year, authority)
    return {"history": _history, "budget": _budget, "chain": _chain}[kind](store, target)


Row = tuple[Term | None, ...]


def _rows(store: Store, query: str, target: Label | None) -> list[list[str]]:
    bindings = {"target": ox.NamedNode(target.iri)} if target else {}
    return [[term.value if term else "" for term in row] for row in store.select(query, bindings).rows]


def _called(target: Label) -> str:
    return target.label if target.label == target.code or not target.code else f"{target.code} {target.label}"


def _history(store: Store, target: Label) -> Plot:
    by_indicator: dict[str, list[list[str]]] = {}
    which = _OF_INDICATOR if target.kind == PG.Indicator else _OF_MEASURE
    for _, indicator, *row in _rows(store, _HISTORY % which, target):
        by_indicator.setdefault(indicator, []).append(row)
    title = (
        f"成果指標の推移：{_called(target)}（{target.fiscal_year}年度の調書）"
        if target.fiscal_year
        else "成果指標の推移"
    )
    return Plot(title, plot_history(title, [_one_history(rows) for rows in by_indicator.values()]))


def _one_history(rows: list[list[str]]) -> History:
    rank, name, unit = rows[0][:3]
    base_year, base, final_year, final = rows[0][8:12]
    return History(
        name=f"{rank} {name}".strip(),
        unit=unit or "印字なし",
        year_kind="・".join(sorted({row[3] for row in rows if row[3]})),
        targets={int(row[4]): Decimal(row[5]) for row in rows if row[4] and row[5]},
        actuals={int(row[4]): Decimal(row[6]) for row in rows if row[4] and row[6]},
        grades={int(row[4]): row[7] for row in rows if row[4] and row[7]},
        base=(int(base_year), Decimal(base)) if base_year and base else None,
        final=(int(final_year), Decimal(final)) if final_year and final else None,
    )


def _budget(store: Store, target: Label) -> Plot:
    title = f"事業費の内訳：{_called(target)}"
    return Plot(title, plot_budget(title, _grouped(_rows(store, _BUDGET, target), {"施策の区分別": 3, "部局別": 4})))


def _budget_of_all(store: Store, year: int | None, authority: str | None) -> Plot:
    """All measures of one year; where there are several authorities, names say of which."""
    rows = [row for row in _rows(store, _BUDGET, None) if authority in (None, row[8])]
    latest = year or max((int(row[7]) for row in rows), default=0)
    rows = [row for row in rows if int(row[7]) == latest]
    several = len({row[8] for row in rows}) > 1
    for row in rows:
        row[2] = f"{row[9]} {row[2]}".strip()
        if several:
            row[2], row[4] = f"{row[8]} {row[2]}", f"{row[8]} {row[4] or _NO_OFFICE}"
    title = f"事業費の内訳：{latest}年度のすべての施策" if rows else "事業費の内訳：事務事業がありません"
    return Plot(title, plot_budget(title, _grouped(rows, {"施策別": 2, "部局別": 4})))


def _grouped(rows: list[list[str]], groups: Mapping[str, int]) -> dict[str, dict[str, list[Spent]]]:
    """The projects of each name; one of several offices counts under each of them."""
    found: dict[str, dict[str, list[Spent]]] = {}
    for heading, column in groups.items():
        names = found.setdefault(heading, {})
        for _, name, spent in sorted({(row[1], row[column], (row[5], row[6])) for row in rows}):
            called = name or (_NO_OFFICE if column == 4 else _UNNAMED_PART)
            names.setdefault(called, []).append(Spent(*(int(each) if each else None for each in spent)))
    return found


def _chain(store: Store, target: Label) -> Plot:
    parts: dict[str, list[Chained]] = {}
    for _, measure, _, part, project, code, name, budget in _rows(store, _CHAIN, target):
        projects = parts.setdefault(f"{measure} {part or _UNNAMED_PART}".strip(), [])
        if project:
            projects.append(Chained(f"{code} {name}", int(budget) if budget else None))
    title = f"計画コードから事務事業へ：{_called(target)}"
    return Plot(title, plot_chain(title, _called(target), parts))
