"""The links between things, kept beside a version: impact and pictures begin with all of them.

A JSON object: ``nodes`` lists IRIs, ``edges`` has for each property the places in that list of its
subjects and objects, by turns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from policygraph.ontology.impact import impact_rules
from policygraph.queries.network import LINKS

Pairs = list[tuple[str, str]]


def write_links(path: Path, database: ox.Store) -> None:
    """Keep the links of a database whose properties networks and the impact rules speak of."""
    places: dict[str, int] = {}
    edges: dict[str, list[int]] = {}
    for name in sorted({*LINKS, *(rule.property for rule in impact_rules())}):
        ends = (iri for pair in linked(database, name) for iri in pair)
        edges[name] = [places.setdefault(iri, len(places)) for iri in ends]
    path.write_text(json.dumps({"nodes": list(places), "edges": edges}, ensure_ascii=False), encoding="utf-8")


def read_links(path: Path) -> Mapping[str, Pairs]:
    """Subjects and objects by property.

    Raises:
        AttributeError, LookupError, OSError, TypeError, ValueError: the file is damaged.
    """
    kept = json.loads(path.read_text(encoding="utf-8"))
    nodes: list[str] = kept["nodes"]
    return {name: [(nodes[s], nodes[o]) for s, o in _pairs(places)] for name, places in kept["edges"].items()}


def _pairs(places: list[int]) -> Iterator[tuple[int, int]]:
    return zip(places[::2], places[1::2], strict=True)


def linked(database: ox.Store, property_: str) -> Iterator[tuple[str, str]]:
    """Subjects and objects of a property where both are named nodes."""
    for quad in database.quads_for_pattern(None, ox.NamedNode(property_), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value
