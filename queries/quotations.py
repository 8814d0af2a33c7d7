"""What the sheets say, word for word, for a statement of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policygraph.queries.store import Edge, Store, iri_values

_OF_MENTIONS = """
SELECT ?subject ?object ?text ?first ?last ?file ?title WHERE {
  VALUES ?subject { %s }
  ?mention a pg:Mention ; pg:partOf/pg:partOf? ?subject ; pg:mentionOf ?object ; prov:wasQuotedFrom ?passage .
  ?passage pg:text ?text ; pg:firstLine ?first ; pg:lastLine ?last ; pg:inSheet ?sheet .
  ?sheet dcterms:title ?title ; pg:fileName ?file .
} ORDER BY ?first
"""
_OF_NODES = """
SELECT ?subject ?text ?first ?last ?file ?title WHERE {
  VALUES ?subject { %s }
  ?subject prov:wasQuotedFrom ?passage .
  ?passage pg:text ?text ; pg:firstLine ?first ; pg:lastLine ?last ; pg:inSheet ?sheet .
  ?sheet dcterms:title ?title ; pg:fileName ?file .
} ORDER BY ?first
"""


class Quotation(NamedTuple):
    """A passage: its verbatim text, its first and last line, and file and title of the sheet."""

    text: str
    first_line: int
    last_line: int
    file: str
    title: str


def quotations(store: Store, statements: Iterable[Edge]) -> dict[Edge, Quotation]:
    """The first passage that carries each statement: its mention of the object, else its subject."""
    wanted = set(statements)
    subjects = iri_values(sorted({statement.subject for statement in wanted}))
    mentions: dict[tuple[str, str], Quotation] = {}
    for subject, object_, *place in store.select(_OF_MENTIONS % subjects).rows:
        if subject and object_:
            mentions.setdefault((subject.value, object_.value), _quotation(place))
    nodes: dict[str, Quotation] = {}
    for subject, *place in store.select(_OF_NODES % subjects).rows:
        if subject:
            nodes.setdefault(subject.value, _quotation(place))
    found = ((edge, mentions.get((edge.subject, edge.object)) or nodes.get(edge.subject)) for edge in wanted)
    return {edge: quotation for edge, quotation in found if quotation}


def quotations_of(store: Store, nodes: Iterable[str]) -> dict[str, list[Quotation]]:
    """All passages that each node was quoted from, in the order of the sheet."""
    found: dict[str, list[Quotation]] = {}
    for subject, *place in store.select(_OF_NODES % iri_values(sorted(set(nodes)))).rows:
        if subject:
            found.setdefault(subject.value, []).append(_quotation(place))
    return found


def _quotation(place: Iterable[object]) -> Quotation:
    text, first, last, file, title = (getattr(term, "value", "") for term in place)
    return Quotation(text, int(first), int(last), file, title)
