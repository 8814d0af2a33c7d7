"""Nodes that several sheets share: minted by value, so that equal things are one node.

Their triples stand in the one shared graph and depend on nothing but the value, so the order of
files cannot change them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from policygraph.loaders import iris
from policygraph.loaders.japanese import fold, sort_key
from policygraph.loaders.literals import Term, code, english, moment, text
from policygraph.loaders.records import Moment, Period
from policygraph.ontology import codes
from policygraph.ontology.code_names import Names
from policygraph.ontology.schemes import Scheme, broader_code, scheme_of
from policygraph.ontology.terms import ORG, PG, RDF, RDFS, SKOS
from policygraph.ontology.turtle import read_turtle

Statements = list[tuple[str, Term]]
NO_NAME = "名称は登録されていません"
_CODE_OF_IRI: Final = {iri: printed for table in codes.LISTS.values() for printed, iri in table.items()}


@cache
def node(iri: str) -> NamedNode:
    """A named node; the same object for the same IRI."""
    return NamedNode(iri)


class SharedNodes:
    """Mints shared nodes for one sheet and keeps their triples, each once."""

    def __init__(self, base: str, authority_code: str, authority: str, fiscal_year: int, names: Names) -> None:
        self.base = base
        self.authority_code = authority_code
        self.fiscal_year = fiscal_year
        self.names = names
        self.triples: dict[str, list[Triple]] = {}
        self._areas: dict[str, NamedNode] = {}
        self._concepts: dict[tuple[str, ...], NamedNode] = {}
        self.authority = self._mint_named(
            f"{base}{authority_code}", PG.Organization, authority, [(RDFS.label, text(authority))]
        )

    def as_triples(self) -> list[Triple]:
        """All triples of the nodes minted so far, node by node."""
        return list(chain.from_iterable(self.triples.values()))

    def _mint_named(self, iri: str, class_: str, name: str, statements: Statements) -> NamedNode:
        """A node that lists are ordered by, by ``name``."""
        if iri not in self.triples:
            self.triples[iri] = _triples(iri, class_, [*statements, (PG.sortKey, code(sort_key(name)))])
        return node(iri)

    def _mint(self, iri: str, class_: str, statements: Statements) -> NamedNode:
        if iri not in self.triples:
            self.triples[iri] = _triples(iri, class_, statements)
        return node(iri)

    def organization(
        self, name: str, legal_form: str | None = None, printed: str | None = None, number: str | None = None
    ) -> NamedNode:
        """An organisation, by its full normalised name with the legal form, and by its corporate number where printed.

        Of one name there may be several, so a name with a number and the name alone are two.
        """
        full = iris.organization_name(name, legal_form, printed)
        statements: Statements = [(RDFS.label, text(full))]
        if legal_form:
            statements.append((PG.legalForm, text(iris.name_key(legal_form))))
        if number:
            statements.append((PG.corporateNumber, code(number)))
        return self._mint_named(iris.organization_iri(self.base, full, number), PG.Organization, full, statements)

    def office_of_ministry(self, ministry: str, name: str, above: NamedNode) -> NamedNode:
        """An office of a ministry, by the name that holds those of the offices above it."""
        iri = iris.office_iri(self.base, iris.ministry_code(ministry), name)
        return self._mint_named(iri, PG.Department, name, [(RDFS.label, text(name)), (ORG.unitOf, above)])

    def ministry(self, name: str) -> NamedNode:
        """A ministry, by its name."""
        key = iris.name_key(name)
        return self._mint_named(iris.ministry_iri(self.base, key), PG.Organization, key, [(RDFS.label, text(key))])

    def office(self, printed: str, department: str) -> NamedNode:
        """An office of this authority, by 部 and 課."""
        name = iris.office_name(printed, department)
        iri = iris.office_iri(self.base, self.authority_code, name)
        return self._mint_named(iri, PG.Department, name, [(RDFS.label, text(name)), (ORG.unitOf, self.authority)])

    def area(self, area: str) -> NamedNode:
        """A code of the policy system, and the codes above it."""
        if area not in self._areas:
            self._areas[area] = self._area(area)
        return self._areas[area]

    def _area(self, area: str) -> NamedNode:
        scheme = scheme_of(None, area, self.fiscal_year, self.authority_code)
        above = broader_code(area)
        broader: Statements = [(SKOS.broader, self.area(above))] if above else []
        return self._plan_code(scheme, None, area, PG.PolicyArea, broader)

    def plan(self, heading: str, plan_code: str | None) -> NamedNode:
        """A plan code, or the scheme itself for a plan named without a code."""
        scheme = scheme_of(heading, plan_code, self.fiscal_year, self.authority_code)
        if plan_code is None:
            return self.scheme(scheme, heading)
        return self._plan_code(scheme, heading, plan_code, PG.PlanCode, [])

    def scheme(self, scheme: Scheme | None, heading: str | None) -> NamedNode:
        """A plan scheme; one that no table knows is named by what stands over its codes."""
        if scheme is not None:
            iri = iris.scheme_iri(self.base, self.authority_code, scheme.key)
            labels: Statements = [(RDFS.label, text(scheme.label_ja)), (RDFS.label, english(scheme.label_en))]
            return self._mint_named(iri, PG.PlanScheme, scheme.label_ja, labels)
        iri = iris.scheme_iri(self.base, self.authority_code, iris.unknown_scheme_key(heading))
        name = iris.name_key(heading or "計画")
        return self._mint_named(iri, PG.PlanScheme, name, [(RDFS.label, text(name))])

    def _plan_code(
        self, scheme: Scheme | None, heading: str | None, plan_code: str, class_: str, more: Statements
    ) -> NamedNode:
        plan_code = fold(plan_code)
        scheme_node = self.scheme(scheme, heading)
        statements: Statements = [(PG.code, code(plan_code)), (SKOS.inScheme, scheme_node), *more]
        name = self.names.get((scheme.key, plan_code)) if scheme else None
        if name is None:
            statements += [(RDFS.label, text(plan_code)), (SKOS.note, text(NO_NAME))]
        else:
            statements += [(RDFS.label, text(name.name_ja)), (SKOS.prefLabel, text(name.name_ja))]
            statements += [(SKOS.prefLabel, english(name.name_en))] if name.name_en else []
        return self._mint_named(iris.plan_code_iri(scheme_node.value, plan_code), class_, plan_code, statements)

    def period(self, period: Period) -> NamedNode:
        """A period of time."""
        statements: Statements = [(RDFS.label, text(_period_label(period)))]
        if period.first:
            statements += [(PG.since, moment(period.first))]
        if period.last:
            statements += [(PG.until, moment(period.last))]
        if (known := period.first or period.last) and known.month is None:
            statements += [(PG.yearKind, self.concept(known.kind, "yearKind"))]
        return self._mint(iris.period_iri(self.base, period), PG.Period, statements)

    def concept(self, printed: str, *code_lists: str) -> NamedNode:
        """The concept of a printed code in the first list that has it, else one of its own wording."""
        key = printed, *code_lists
        if key not in self._concepts:
            self._concepts[key] = self._concept(printed, *code_lists)
        return self._concepts[key]

    def _concept(self, printed: str, *code_lists: str) -> NamedNode:
        for code_list in code_lists:
            if iri := codes.code_iri(code_list, printed):
                self.triples[iri] = _concept_triples(iri)
                return node(iri)
        wording = iris.name_key(printed)
        labels: Statements = [(PG.code, code(wording)), (RDFS.label, text(wording)), (SKOS.prefLabel, text(wording))]
        scheme: Statements = [(SKOS.inScheme, node(codes.scheme_iri(code_lists[0])))]
        return self._mint(iris.wording_iri(self.base, code_lists[0], printed), SKOS.Concept, labels + scheme)


def _triples(iri: str, class_: str, statements: Statements) -> list[Triple]:
    typed: Statements = [(RDF.type, node(class_)), *statements]
    return [Triple(node(iri), node(property_), value) for property_, value in typed]


@cache
def _concept_triples(iri: str) -> list[Triple]:
    values: Mapping[str, tuple[str, ...]] = read_turtle("codes.ttl")[iri]
    labels: Statements = [
        (property_, Literal(value, language=language))
        for property_ in (RDFS.label, SKOS.prefLabel)
        for language in ("ja", "en")
        for value in values.get(f"{property_}@{language}", ())
    ]
    schemes: Statements = [(SKOS.inScheme, node(value)) for value in values[SKOS.inScheme]]
    return _triples(iri, SKOS.Concept, [(PG.code, code(_CODE_OF_IRI[iri])), *labels, *schemes])


def _period_label(period: Period) -> str:
    first, last = _moment_label(period.first), _moment_label(period.last)
    return first if first == last else f"{first}～{last}"


def _moment_label(moment: Moment | None) -> str:
    if moment is None:
        return ""
    if moment.month is not None:
        return f"{moment.year}年{moment.month}月"
    return f"{moment.year}年度" if moment.kind == "fiscal" else f"{moment.year}年"
