"""The kinds that answers are listed by: the classes of the vocabulary, and pledges apart from other plan codes."""

from __future__ import annotations

from typing import Final

from policygraph.ontology.terms import NAMESPACE, PG
from policygraph.queries.kinds import kind_label
from policygraph.queries.store import Store

_PLEDGES = """
SELECT ?code WHERE {
  ?code a pg:PlanCode ; skos:inScheme ?scheme . ?scheme rdfs:label ?label .
  FILTER (LANG(?label) = "ja" && CONTAINS(STR(?label), "公約"))
}
"""
PLEDGE: Final = "pledge"
_ORDER: Final = (
    *("measure", "measurePart", "planCode", PLEDGE, "planScheme", "policyArea", "indicator", "responsePolicy"),
    *("opinion", "response", "project", "initiative", "cooperation", "organization", "department"),
)


def pledges_of(store: Store) -> set[str]:
    """The plan codes of a scheme of pledges: 公約 is what the form prints over their column."""
    return {code.value for (code,) in store.select(_PLEDGES).rows if code}


def kind_key(kind: str, *, is_pledge: bool = False) -> str:
    """A class as a key of lists: ``measurePart``; ``pledge`` for the codes of pledges."""
    name = kind.removeprefix(NAMESPACE)
    return PLEDGE if is_pledge else name[:1].lower() + name[1:]


def kind_title(key: str) -> str:
    """A key of lists for people."""
    return "公約のコード" if key == PLEDGE else kind_label(f"{NAMESPACE}{key[:1].upper()}{key[1:]}")


def in_order(keys: set[str]) -> list[str]:
    """Keys of lists: those that a sheet is about first."""
    return [key for key in _ORDER if key in keys] + sorted(keys - set(_ORDER))


MEASURE: Final = kind_key(PG.Measure)
