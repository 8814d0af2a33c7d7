"""Validation by SHACL, on request: of data by ``shapes.ttl``, of the vocabulary by ``style-shapes.ttl``.

Needs pySHACL (``pip install policygraph[shapes]``), which is imported only here and only when asked.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

VOCABULARY_FILES: Final = ("policygraph.ttl", "codes.ttl", "glossary.ttl", "impact.ttl")


class Violation(NamedTuple):
    """One violated constraint: the node, the path (None for the node itself), the value, why."""

    node: str
    path: str | None
    value: str | None
    message: str


def validate_data(data: Graph) -> tuple[Violation, ...]:
    """Violations of ``shapes.ttl`` in a graph of sheets, in the order of their nodes; empty: it conforms.

    ``data`` must hold the sheets' graphs together with what they share, since a shape looks up the
    class of a node's neighbours. Raises ImportError where pySHACL is not installed.
    """
    return _violations(data, "shapes.ttl")


def validate_style() -> tuple[Violation, ...]:
    """Violations of the vocabulary's own style; empty: it conforms. Needs pySHACL as well."""
    return _violations(vocabulary(), "style-shapes.ttl")


def vocabulary() -> Graph:
    """All Turtle files that define terms, as one graph."""
    graph = _graph(VOCABULARY_FILES[0])
    for name in VOCABULARY_FILES[1:]:
        graph += _graph(name)
    return graph


def _graph(name: str) -> Graph:
    from rdflib import Graph

    return Graph().parse(data=files("policygraph.ontology").joinpath(name).read_bytes(), format="turtle")


def _violations(data: Graph, shapes: str) -> tuple[Violation, ...]:
    from pyshacl import validate
    from rdflib import RDF, SH

    # Neither the shapes nor the data may fetch anything from elsewhere.
    _, report, _ = validate(data, shacl_graph=_graph(shapes), do_owl_imports=False, advanced=False)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted((_violation(report, result) for result in results), key=lambda each: (each.node, str(each))))


def _violation(report: Graph, result: Node) -> Violation:
    from rdflib import SH

    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    return Violation(
        node=str(report.value(result, SH.focusNode)),
        path=None if path is None else str(path),
        value=None if value is None else str(value),
        message=str(report.value(result, SH.resultMessage)),
    )
