"""The classes of the vocabulary in words."""

from __future__ import annotations

from functools import cache

from policygraph.ontology.terms import RDFS
from policygraph.ontology.turtle import read_turtle


@cache
def kind_label(kind: str, language: str = "ja") -> str:
    """The label of a class of the vocabulary; of an unknown one, its IRI."""
    values = read_turtle("policygraph.ttl").get(kind, {})
    return values.get(f"{RDFS.label}@{language}", (kind,))[0]
