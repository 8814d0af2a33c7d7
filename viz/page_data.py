"""What a page holds as JSON: nodes, links, quotations, and the words for them in Japanese and English."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from policygraph.ontology.terms import PG, SKOS
from policygraph.queries.quotations import Quotation
from policygraph.viz.drawing import FIRST_NODES, Picture
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.style import look_of, order_of
from policygraph.viz.wording import words

_SPELLINGS = frozenset((PG.code, PG.rank, PG.number, SKOS.altLabel))
"""What else than its name a node is found by."""
_LONGEST_NAME = 60
"""Characters of a name in lists and headings; the whole text stands among the facts."""
_DRAWN = ("id", "label", "shape", "color", "form", "x", "y", "hidden", "scale", "boxWidth", "boxHeight")


class Scenario(NamedTuple):
    """What a picture supposes: in words, and the text that each node touched is marked with, by IRI.

    A text says which share of what is lost, as ``事業費 −30%``; a node without one is untouched.
    """

    words: str
    shares: Mapping[str, str]


NO_SCENARIO = Scenario("", {})


def page_data(found: Neighbourhood, picture: Picture, depth: int, reach: int, scenario: Scenario) -> dict[str, Any]:
    """All that the scripts of a page work on; ``reach`` is within how many links it holds what there is."""
    passages = {passage: number for number, passage in enumerate(dict.fromkeys(all_quotations(found)))}
    iris = list(found.hops)
    edges = picture.drawing.edges
    return {
        "options": picture.drawing.options,
        "around": found.target is not None,
        "depth": depth,
        "reach": reach,
        "first": FIRST_NODES,
        "total": sum(found.totals.values()),
        "scenario": scenario.words,
        "nodes": [_node(found, iris[node["id"]], node, passages, scenario) for node in picture.drawing.nodes],
        "edges": [_edge(found, iris, edge, passages) for edge in edges],
        "kinds": _kinds(found),
        "relations": {key: _term(key) for key in _relations(found, edges)},
        "properties": {fact.property: _names(fact.property) for said in found.told.facts.values() for fact in said},
        "passages": [
            {"text": text, "source": f"{title}（{file}）", "first": first, "last": last}
            for text, first, last, file, title in passages
        ],
    }


def all_quotations(found: Neighbourhood) -> Iterable[Quotation]:
    """Every passage that a picture quotes, as often as it does."""
    for passages in (*found.told.quotations.values(), *found.mentions.values()):
        yield from passages


def _node(
    found: Neighbourhood, iri: str, node: Mapping[str, Any], passages: Mapping[Quotation, int], scenario: Scenario
) -> dict[str, Any]:
    said = found.told.facts.get(iri, ())
    return {
        **{key: node[key] for key in _DRAWN},
        "iri": iri,
        "kind": found.kind(iri),
        "code": found.graph.nodes[iri].get("code", ""),
        "name": shortened(found.names[iri]),
        "layer": found.hops[iri],
        "money": found.told.money.get(iri),
        "badge": found.told.badges.get(iri, ""),
        "share": scenario.shares.get(iri, ""),
        "spellings": [value for fact in said if fact.property in _SPELLINGS for value in fact.values],
        "facts": [_fact(fact.property, fact.values, fact.english) for fact in said],
        "findings": found.told.findings.get(iri, []),
        "quotes": [passages[passage] for passage in found.told.quotations.get(iri, ())],
        "beyond": found.beyond[iri],
    }


def _fact(property_: str, values: tuple[str, ...], english: tuple[str, ...]) -> list[Any]:
    """A property and its values; those in English only where they differ."""
    return [property_, values] if values == english else [property_, values, english]


def _edge(
    found: Neighbourhood, iris: list[str], edge: Mapping[str, Any], passages: Mapping[Quotation, int]
) -> dict[str, Any]:
    """A link with the passages that state it; without any, those of its first node do."""
    quoted = found.mentions.get((iris[edge["from"]], iris[edge["to"]]), ())
    return {
        **{key: edge[key] for key in ("from", "to", "relation")},
        "quotes": [passages[passage] for passage in quoted],
    }


def _kinds(found: Neighbourhood) -> dict[str, Any]:
    """The kinds on the page, in order, with how many of each are in reach."""
    held = {found.kind(iri) for iri in found.hops}
    return {
        kind: {**_term(kind), "look": look_of(kind)._asdict(), "total": found.totals[kind]}
        for kind in sorted(held, key=order_of)
    }


def _relations(found: Neighbourhood, edges: Iterable[Mapping[str, Any]]) -> list[str]:
    """Relations of the page, the most frequent first, then those that only lead out of it."""
    counts = Counter(edge["relation"] for edge in edges)
    leading_out = {each.relation for out in found.beyond.values() for each in out}
    return sorted({*counts, *leading_out}, key=lambda key: (-counts[key], key))


def _term(term: str) -> dict[str, Any]:
    return {
        language: {"name": words(language).name(term), "definition": words(language).definition(term)}
        for language in ("ja", "en")
    }


def _names(term: str) -> list[str]:
    return [words("ja").name(term), words("en").name(term)]


def shortened(name: str) -> str:
    """A name for lists and headings."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def as_json(data: Mapping[str, Any]) -> str:
    """JSON that no text in it can leave: ``<`` may not begin a tag or a comment inside a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
