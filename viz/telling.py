"""What nodes say about themselves: facts, findings, money, badges, and where the sheets say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policygraph.queries.quotations import Quotation, quotations_of
from policygraph.queries.store import Store, Term, iri_values
from policygraph.viz.wording import Fact, Statement, facts

_LITERALS = """
SELECT ?node ?property ?value WHERE {
  VALUES ?node { %s }
  ?node ?property ?value FILTER (isLiteral(?value) && LANG(?value) IN ("", "ja"))
}
"""
_CODED = """
SELECT ?node ?property ?value ?english WHERE {
  VALUES ?node { %s }
  ?node ?property ?concept . ?concept a skos:Concept ; skos:prefLabel ?value FILTER (LANG(?value) = "ja")
  OPTIONAL { ?concept a skos:Concept ; skos:prefLabel ?english FILTER (LANG(?english) = "en") }
}
"""
_DATED = """
SELECT ?node ?property ?value WHERE {
  VALUES ?node { %s }
  ?node ?property ?period . ?period a pg:Period ; rdfs:label ?value
}
"""
_UNITS = """
SELECT ?node ?unit WHERE { VALUES ?node { %s } ?node pg:ofIndicator?/pg:unit ?unit }
"""
_FINDINGS = """
SELECT ?node ?severity ?message ?severityEn ?messageEn WHERE {
  VALUES ?node { %s }
  ?finding pg:about ?node ; pg:severity/skos:prefLabel ?severity ; pg:message ?message .
  OPTIONAL { ?finding pg:severity/skos:prefLabel ?severityEn FILTER (LANG(?severityEn) = "en") }
  OPTIONAL { ?finding pg:message ?messageEn FILTER (LANG(?messageEn) = "en") }
  FILTER (LANG(?severity) = "ja" && LANG(?message) = "ja")
} ORDER BY ?severity ?message
"""
_BLOCKS = """
SELECT ?node ?block WHERE { VALUES ?node { %s } ?block pg:partOf ?node ; a pg:Block }
"""
_SHEETS = """
SELECT ?title ?file ?code ?year ?source ?licence ?retrieved WHERE {
  ?sheet a pg:Sheet ; dcterms:title ?title ; pg:fileName ?file ; pg:fiscalYear ?year .
  ?measure pg:inSheet ?sheet ; a pg:Measure .
  OPTIONAL { ?measure a pg:Measure ; pg:code ?code }
  OPTIONAL { ?sheet dcterms:source ?source }
  OPTIONAL { ?sheet dcterms:license ?licence }
  OPTIONAL { ?sheet pg:retrieved ?retrieved }
} ORDER BY ?title ?file
"""
_YEN = """
SELECT ?node (MAX(?yen) AS ?most) WHERE {
  VALUES ?node { %s }
  ?node pg:budget|pg:totalBudget|pg:amount ?yen
} GROUP BY ?node
"""
# Two questions: engines work out a UNION for the whole store before they join it to the nodes.
_BADGES = """
SELECT ?node ?badge WHERE {
  VALUES ?node { %s }
  ?node ?property ?code .
  FILTER (?property IN (pg:grade, pg:mark, pg:indicatorVerdict, pg:nextDirection, pg:direction))
  ?code pg:code ?badge
} ORDER BY ?node ?badge
"""
_GRADES = """
SELECT ?node ?badge WHERE {
  VALUES ?node { %s }
  ?observation pg:ofIndicator ?node ; pg:year ?year ; pg:grade ?code . ?code pg:code ?badge
} ORDER BY ?node ?year ?badge
"""
_LONGEST_BADGE = 6


class Finding(NamedTuple):
    """Something about a node that does not add up: severity and message, in Japanese and in English."""

    severity: str
    message: str
    severity_en: str
    message_en: str


class SheetSource(NamedTuple):
    """A sheet as one cites it; URL, licence and date are empty where no sidecar gives them."""

    title: str
    file: str
    code: str
    year: str
    url: str
    licence: str
    retrieved: str


class Told(NamedTuple):
    """What nodes say, by IRI.

    ``money`` is the budget (of a total its amount, of a payment the amount) in yen; ``badges`` are the
    grade of an observation, the last grade of an indicator, the mark, the verdict or the direction.
    """

    facts: Mapping[str, list[Fact]]
    findings: Mapping[str, list[Finding]]
    quotations: Mapping[str, list[Quotation]]
    money: Mapping[str, int]
    badges: Mapping[str, str]


def told_by(store: Store, nodes: Sequence[str]) -> Told:
    """All that some nodes say."""
    wanted = iri_values(nodes)
    return Told(
        facts=_facts(store, wanted),
        findings=_findings(store, wanted),
        quotations=_quotations(store, nodes),
        money={_text(node): int(_text(yen)) for node, yen in store.select(_YEN % wanted).rows if node and yen},
        badges=_badges(store, wanted),
    )


def all_sheets(store: Store) -> list[SheetSource]:
    """The sheets of a store."""
    return [SheetSource(*map(_text, row)) for row in store.select(_SHEETS).rows]


def _facts(store: Store, wanted: str) -> dict[str, list[Fact]]:
    units = {_text(node): _text(unit) for node, unit in store.select(_UNITS % wanted).rows}
    statements: dict[str, list[Statement]] = {}
    for query in (_LITERALS, _CODED, _DATED):
        for node, property_, value, *english in store.select(query % wanted).rows:
            datatype = getattr(getattr(value, "datatype", None), "value", "")
            statement = Statement(_text(property_), _text(value), datatype, *map(_text, english))
            statements.setdefault(_text(node), []).append(statement)
    return {node: facts(sorted(about), units.get(node)) for node, about in statements.items()}


def _quotations(store: Store, nodes: Sequence[str]) -> dict[str, list[Quotation]]:
    """The passages of each node, then those of its running texts (an overview, a goal)."""
    found = quotations_of(store, nodes)
    blocks = [(_text(node), _text(block)) for node, block in store.select(_BLOCKS % iri_values(nodes)).rows]
    of_blocks = quotations_of(store, (block for _, block in blocks))
    for node, block in sorted(blocks, key=lambda pair: [each.first_line for each in of_blocks.get(pair[1], ())]):
        known = found.setdefault(node, [])
        known.extend(each for each in of_blocks.get(block, ()) if each not in known)
    return found


def _findings(store: Store, wanted: str) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for node, *said in store.select(_FINDINGS % wanted).rows:
        found.setdefault(_text(node), []).append(Finding(*map(_text, said)))
    return found


def _badges(store: Store, wanted: str) -> dict[str, str]:
    """The last one of each node; a verdict in a whole sentence is no badge."""
    rows = (row for query in (_BADGES, _GRADES) for row in store.select(query % wanted).rows)
    badges = ((_text(node), _text(badge)) for node, badge in rows)
    return {node: badge for node, badge in badges if len(badge) <= _LONGEST_BADGE}


def _text(term: Term | None) -> str:
    return term.value if term else ""
