"""What stands behind a node: its projects, the denominator of its shares, and the indicators that judge it.

============================  ====================================================================
of                            the projects are those
============================  ====================================================================
a measure part                of the part
a measure                     of its parts
a plan code, pledge or plan   of the parts that address it or a code below it
a policy area                 of the parts under it
an indicator                  of the part that it judges
a response policy, opinion    that it names itself
or response
============================  ====================================================================
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import networkx as nx

from policygraph.ontology.codes import GRADES
from policygraph.ontology.terms import PG
from policygraph.queries.impact.frame import Frame
from policygraph.queries.store import Store

NAMING_KINDS: Final = frozenset({PG.ResponsePolicy, PG.Opinion, PG.Response})
"""What names projects of its own and carries none to where it leads."""

DENOMINATORS: Final[Mapping[str, str]] = {
    "measure": "その施策の事務事業（施策の全区分）",
    "measurePart": "その区分の事務事業",
    "planCode": "そのコードを掲げる施策の区分の事務事業（下位のコードの分を含む）",
    "pledge": "そのコードを掲げる施策の区分の事務事業",
    "planScheme": "その計画を（コードなしで）掲げる施策の区分の事務事業",
    "policyArea": "その政策体系の施策の区分の事務事業（下位の分を含む）",
    "indicator": "その指標が測る施策の区分の事務事業",
    "responsePolicy": "その対応方針が挙げる事務事業",
    "opinion": "その付加意見が挙げる事務事業",
    "response": "その対応が挙げる事務事業",
    "project": "その事務事業",
}
"""What shares of a kind are of."""

_CARRIES_NOTHING: Final = NAMING_KINDS | {PG.Indicator}
_CARRYING: Final = frozenset({"structural", "indicator-pathway"})

_GRADES = """
SELECT ?indicator ?year ?grade WHERE {
  ?observation a pg:Observation ; pg:ofIndicator ?indicator ; pg:year ?year ; pg:grade ?grade .
}
"""
_KINDS = "SELECT ?indicator ?kind WHERE { ?indicator a pg:Indicator ; pg:kind ?kind }"


_PRINTED: Final = {iri: printed for printed, iri in GRADES.items()}


class Grade(NamedTuple):
    """The latest grade that a sheet prints of an indicator, and the year it is of."""

    grade: str
    year: int


def grades_of(store: Store) -> dict[str, Grade]:
    """The latest grade of every indicator that has one."""
    found: dict[str, Grade] = {}
    for indicator, year, grade in store.select(_GRADES).rows:
        if indicator and year and grade:
            each = Grade(_PRINTED.get(grade.value, grade.value), int(year.value))
            earlier = found.get(indicator.value)
            if earlier is None or each.year > earlier.year:
                found[indicator.value] = each
    return found


def indicator_kinds(store: Store) -> dict[str, str]:
    """Outcome or output, of every indicator that says so."""
    rows = store.select(_KINDS).rows
    return {indicator.value: kind.value.rpartition("-")[2] for indicator, kind in rows if indicator and kind}


@dataclass(frozen=True)
class Bases:
    """Projects and parts behind each node, and the indicators of each part."""

    projects: Mapping[str, frozenset[str]]
    parts: Mapping[str, frozenset[str]]
    indicators_of_part: Mapping[str, frozenset[str]]
    indicators: frozenset[str]

    def projects_of(self, iri: str) -> frozenset[str]:
        return self.projects.get(iri, frozenset())

    def indicators_of(self, iri: str) -> frozenset[str]:
        """The indicators of the parts behind a node; of an indicator, itself."""
        if iri in self.indicators:
            return frozenset({iri})
        empty: frozenset[str] = frozenset()
        return empty.union(*(self.indicators_of_part.get(part, empty) for part in self.parts.get(iri, empty)))


def bases_of(frame: Frame) -> Bases:
    """Everything behind everything, each thing once however many ways lead over it."""
    carriers, named = _carriers(frame)
    projects = _carried(carriers, (iri for iri in frame.graph if frame.kind(iri) == PG.Project))
    parts = _carried(carriers, (iri for iri in frame.graph if frame.kind(iri) == PG.MeasurePart))
    for iri, own in named.items():
        projects[iri] = own
        parts[iri] = {part for project in own for part in carriers.successors(project) if part in parts[part]}
    indicators: dict[str, set[str]] = defaultdict(set)
    for step in frame.steps:
        if frame.kind(step.support) == PG.MeasurePart and frame.kind(step.dependent) == PG.Indicator:
            indicators[step.support].add(step.dependent)
    every = frozenset(iri for iri in frame.graph if frame.kind(iri) == PG.Indicator)
    return Bases(_frozen(projects), _frozen(parts), _frozen(indicators), every)


def _carriers(frame: Frame) -> tuple[nx.DiGraph[str], dict[str, set[str]]]:
    """The hops that carry projects on, and the projects that policies, opinions and responses name."""
    carriers: nx.DiGraph[str] = nx.DiGraph()
    carriers.add_nodes_from(frame.graph)
    named: dict[str, set[str]] = defaultdict(set)
    for step in frame.steps:
        if step.rule.relation not in _CARRYING or frame.kind(step.support) in _CARRIES_NOTHING:
            continue
        if frame.kind(step.dependent) not in NAMING_KINDS:
            carriers.add_edge(step.support, step.dependent)
        elif frame.kind(step.support) == PG.Project:
            named[step.dependent].add(step.support)
    return carriers, named


def _carried(carriers: nx.DiGraph[str], sources: Iterable[str]) -> dict[str, set[str]]:
    """The sources behind each node, a source behind itself."""
    found: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for iri in (source, *nx.descendants(carriers, source)):
            found[iri].add(source)
    return found


def _frozen(found: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    return {iri: frozenset(each) for iri, each in found.items()}
