"""The Turtle files of this folder as plain tables, for what has no need of a graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files

Subjects = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Values by subject and predicate IRI; a literal with a language tag stands under ``predicate@ja``."""


def read_turtle(name: str) -> Subjects:
    """The statements of a file of this folder; see :func:`parse_turtle`."""
    return parse_turtle(files("policygraph.ontology").joinpath(name).read_bytes())


def parse_turtle(data: bytes) -> Subjects:
    """The statements of a text, subjects and values in its order; blank nodes are named ``_:...``.

    Raises:
        SyntaxError: it is not Turtle; with the line.
    """
    # pyoxigraph costs time to import, and a query needs no vocabulary file.
    from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

    def value(term: NamedNode | BlankNode | Literal | Triple) -> str:
        return str(term) if isinstance(term, BlankNode | Triple) else term.value

    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(input=data, format=RdfFormat.TURTLE):
        language = quad.object.language if isinstance(quad.object, Literal) else None
        key = f"{quad.predicate.value}@{language}" if language else quad.predicate.value
        subjects[value(quad.subject)][key].append(value(quad.object))
    return {subject: {key: tuple(each) for key, each in values.items()} for subject, values in subjects.items()}


def one(values: Mapping[str, tuple[str, ...]], key: str) -> str:
    """The only value under a key; KeyError where there is none or are several."""
    found = values.get(key, ())
    if len(found) != 1:
        raise KeyError(key)
    return found[0]
