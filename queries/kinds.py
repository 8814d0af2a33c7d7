"""The classes, properties and codes of the vocabulary in words."""

from __future__ import annotations

from functools import cache

from policygraph.ontology.terms import RDFS
from policygraph.ontology.turtle import Subjects, read_turtle


def kind_label(kind: str, language: str = "ja") -> str:
    """The label of a term of the vocabulary; of an unknown one, its IRI."""
    return _label("policygraph.ttl", kind, language)


def code_label(code: str, language: str = "ja") -> str:
    """The label of a concept of a code list; of an unknown one, its IRI."""
    return _label("codes.ttl", code, language)


def _label(file: str, term: str, language: str) -> str:
    return _terms(file).get(term, {}).get(f"{RDFS.label}@{language}", (term,))[0]


@cache
def _terms(file: str) -> Subjects:
    return read_turtle(file)
