"""Hubs: what so many things touch that a way over it says little (an office behind every project)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from policygraph.ontology.terms import PG
from policygraph.queries.impact.frame import Frame

HUB: Final = 25
"""A hub is touched by more things than so many, unless asked otherwise."""

_SHARED_KINDS: Final = frozenset({PG.Organization, PG.Department, PG.PlanCode, PG.PlanScheme, PG.PolicyArea})
"""What sheets share: a measure with many projects is no hub but a large measure."""


def hubs(frame: Frame, above: int = HUB) -> Mapping[str, int]:
    """The hubs with the number of things that each touches, over all relations and in both directions."""
    graph = frame.graph
    shared = (iri for iri in graph if frame.kind(iri) in _SHARED_KINDS)
    counted = {iri: len({*graph.predecessors(iri), *graph.successors(iri)} - {iri}) for iri in shared}
    return {iri: count for iri, count in counted.items() if count > above}
