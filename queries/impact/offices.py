"""Who must be told: the offices of projects and measures, and the contact that a sheet prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policygraph.queries.impact.frame import Frame
from policygraph.queries.store import Store

_OFFICES = """
SELECT ?project ?name WHERE { ?project a pg:Project ; pg:department ?office . ?office rdfs:label ?name }
"""


class Office(NamedTuple):
    """An office: what it answers for (``project`` or ``measure``), under which measure, and whom that sheet names."""

    name: str
    role: str
    measure: str
    contact: str


def offices_of_projects(store: Store) -> dict[str, str]:
    """The name of each project's office."""
    found: dict[str, str] = {}
    for project, name in store.select(_OFFICES).rows:
        if project and name:
            found[project.value] = min(name.value, found.get(project.value, name.value))
    return found


def responsible(frame: Frame, iris: Iterable[str], office_of: Mapping[str, str]) -> tuple[Office, ...]:
    """The departments of the measures that nodes belong to, and the offices of those that are projects."""
    found: dict[Office, None] = {}
    for iri in iris:
        if sheet := frame.sheet_of(iri):
            found[Office(sheet.department, "measure", sheet.code, sheet.contact)] = None
            if iri in office_of:
                found[Office(office_of[iri], "project", sheet.code, sheet.contact)] = None
    return tuple(sorted(office for office in found if office.name))
