"""What the sheets say, word for word, for a statement of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policygraph.queries.store import Edge, Store, iri_values

_OF_MENTIONS = """
SELECT ?mention ?subject ?object ?text ?first ?last ?file ?title WHERE {
  VALUES ?subject { %s }
  ?mention a pg:Mention ; pg:partOf/pg:partOf? ?subject ; pg:mentionOf ?object ; prov:wasQuotedFrom ?passage .
  ?passage pg:text ?text ; pg:start ?start ; pg:firstLine ?first ; pg:lastLine ?last ; pg:inSheet ?sheet .
  ?sheet dcterms:title ?title ; pg:fileName ?file .
} ORDER BY ?sheet ?start
"""
_OF_NODES = """
SELECT ?subject ?text ?first ?last ?file ?title WHERE {
  VALUES ?subject { %s }
  ?subject prov:wasQuotedFrom ?passage .
  ?passage pg:text ?text ; pg:start ?start ; pg:firstLine ?first ; pg:lastLine ?last ; pg:inSheet ?sheet .
  ?sheet dcterms:title ?title ; pg:fileName ?file .
} ORDER BY ?sheet ?start
"""


class Quotation(NamedTuple):
    """A passage: its verbatim text, its first and last line, and file and title of the sheet."""

    text: str
    first_line: int
    last_line: int
    file: str
    title: str


def quotations(store: Store, statements: Iterable[Edge]) -> dict[Edge, Quotation]:
    """What carries each statement: the first mention of its object, whole, else the first passage of its subject."""
    wanted = set(statements)
    subjects = sorted({statement.subject for statement in wanted})
    mentions = mentions_of(store, subjects)
    nodes = quotations_of(store, subjects)
    found = ((edge, mentions.get((edge.subject, edge.object)) or nodes.get(edge.subject)) for edge in wanted)
    return {edge: quotation[0] for edge, quotation in found if quotation}


def mentions_of(store: Store, subjects: Iterable[str]) -> dict[tuple[str, str], list[Quotation]]:
    """The mentions of objects in the order of the sheet, the passages of one joined: 【公約】 … C0078."""
    passages: dict[tuple[str, str, str], list[Quotation]] = {}
    for mention, subject, object_, *place in store.select(_OF_MENTIONS % iri_values(subjects)).rows:
        if mention and subject and object_:
            passages.setdefault((mention.value, subject.value, object_.value), []).append(_quotation(place))
    found: dict[tuple[str, str], list[Quotation]] = {}
    for (_, subject_iri, object_iri), parts in passages.items():
        joined = parts[0]._replace(text=" … ".join(part.text for part in parts), last_line=parts[-1].last_line)
        found.setdefault((subject_iri, object_iri), []).append(joined)
    return found


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
