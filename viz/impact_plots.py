"""The plots of an impact report: money and indicators of the measures in it, the chains of its plan codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from policygraph.ontology.terms import PG
from policygraph.queries.impact.answer import Answer
from policygraph.queries.labels import Label
from policygraph.queries.network import Node
from policygraph.queries.store import Store
from policygraph.viz.plots import Kind, Plot, plot

MOST: Final = 3
"""Measures, and plan codes, that a report plots: the first that it names."""
_KINDS: Final[dict[str, tuple[Kind, ...]]] = {PG.Measure: ("history", "budget"), PG.PlanCode: ("chain",)}


def plots_of(store: Store, answer: Answer) -> tuple[Plot, ...]:
    """The plots of what an answer speaks of, in its order; measures first."""
    return tuple(_plots(store, answer))


def _plots(store: Store, answer: Answer) -> Iterator[Plot]:
    nodes = list(dict.fromkeys(node for edge in answer.edges for node in (edge.source, edge.target)))
    for class_, kinds in _KINDS.items():
        for node in _first(nodes, class_):
            target = Label(node.iri, node.kind, node.code, node.label, answer.fiscal_year, "")
            yield from (plot(store, kind, target) for kind in kinds)


def _first(nodes: Iterable[Node], class_: str) -> list[Node]:
    return [node for node in nodes if node.kind == class_][:MOST]
