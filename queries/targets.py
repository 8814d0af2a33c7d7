"""What a user names: a code, a piece of a name in any width, or an IRI."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import pyoxigraph as ox

from policygraph.errors import AmbiguousTargetError, NoTargetError
from policygraph.ontology.terms import PG
from policygraph.queries.kinds import kind_label
from policygraph.queries.labels import KINDS, Label
from policygraph.queries.store import Store

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_LABEL_OF = """
SELECT ?iri ?kind ?code ?label WHERE {
  ?iri a ?kind .
  OPTIONAL { ?iri pg:code|pg:rank|pg:number|pg:corporateNumber ?code }
  OPTIONAL { ?iri rdfs:label ?label }
} ORDER BY ?kind LIMIT 1
"""


def find_target(
    store: Store,
    target: str,
    year: int | None = None,
    authority: str | None = None,
    kinds: Collection[str] = KINDS,
) -> Label:
    """The one thing of some classes (local names) that ``target`` names, in the latest year unless one is given.

    Raises:
        NoTargetError: nothing matches.
        AmbiguousTargetError: several things of that year match.
    """
    if _IRI.fullmatch(target):
        return _by_iri(store, target)
    found = [label for label in store.search(target, kinds) if _fits(label, year, authority)]
    dated = [label.fiscal_year for label in found if label.fiscal_year]
    latest = _without_namesakes([label for label in found if label.fiscal_year in (0, max(dated, default=0))])
    if not latest:
        raise NoTargetError(target)
    if len(latest) > 1:
        raise AmbiguousTargetError(target, [describe(label) for label in latest])
    return latest[0]


def _without_namesakes(found: list[Label]) -> list[Label]:
    """A name stands for the organisation known by it alone; its namesakes with a corporate number are named by that."""
    plain = {label.label for label in found if label.kind == PG.Organization and not label.code}
    return [label for label in found if not (label.kind == PG.Organization and label.code and label.label in plain)]


def _fits(label: Label, year: int | None, authority: str | None) -> bool:
    """Shared things (organisations, plan codes) have no year and fit every one."""
    same_year = year is None or label.fiscal_year in (0, year)
    return same_year and (authority is None or label.authority in ("", authority))


def _by_iri(store: Store, iri: str) -> Label:
    try:
        rows = store.select(_LABEL_OF, {"iri": ox.NamedNode(iri)}).rows
    except ValueError as error:
        raise NoTargetError(iri) from error
    if not rows:
        raise NoTargetError(iri)
    kind, code, label = (term.value if term else "" for term in rows[0][-3:])
    return Label(iri, kind, code, label or code or iri, 0, "")


def describe(label: Label) -> str:
    """A label as one printable line: kind, code, name, year, IRI."""
    return "  ".join(_parts(label))


def _parts(label: Label) -> Iterable[str]:
    yield kind_label(label.kind)
    if label.code:
        yield label.code
    yield label.label
    if label.fiscal_year:
        yield f"{label.authority} {label.fiscal_year}"
    yield label.iri
