"""Money and staff of projects, and shares of them in which every project counts once.

A share is of the known and the whole: where one amount is not known, there is none. Which projects
are the whole is the caller's to say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.ontology.terms import PG
from policygraph.queries.store import Store

AMOUNTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "budget": (PG.budget, "事業費", "円"),
    "generalFunds": (PG.generalFunds, "一般財源", "円"),
    "fullCost": (PG.fullCost, "フルコスト", "円"),
    "staff": (PG.staff, "人工", "人"),
}
"""What is reckoned with: property, Japanese name, unit. Each has a share of its own."""

_QUERY = """
SELECT ?project ?property ?value WHERE {
  ?project a pg:Project ; ?property ?value .
  VALUES ?property { pg:budget pg:generalFunds pg:fullCost pg:staff }
}
"""

Amounts = Mapping[str, Mapping[str, Decimal]]
"""By name of the amount and by project; what a sheet does not say is absent."""


def amounts_of(store: Store) -> Amounts:
    """The amounts of all projects, in yen and in full-time posts."""
    names = {property_: name for name, (property_, _, _) in AMOUNTS.items()}
    found: dict[str, dict[str, Decimal]] = {name: {} for name in AMOUNTS}
    for project, property_, value in store.select(_QUERY).rows:
        if project and property_ and value:
            found[names[property_.value]][project.value] = Decimal(value.value)
    return found


class Share(NamedTuple):
    """How much of a whole is lost: the sums of what is known, and how many amounts are not known in each."""

    lost: Decimal
    whole: Decimal
    unknown_lost: int
    unknown_whole: int

    @property
    def share(self) -> Decimal | None:
        """Between 0 and 1; None where an amount is unknown or the whole is nothing."""
        return None if self.unknown_whole or not self.whole else self.lost / self.whole


class Whole(NamedTuple):
    """What projects have altogether: the sum of what is known, and how many amounts are not known."""

    known: Decimal
    unknown: int


def whole_of(known: Mapping[str, Decimal], projects: Collection[str]) -> Whole:
    """What projects have altogether of one amount."""
    found = [known[project] for project in projects if project in known]
    return Whole(sum(found, Decimal(0)), len(projects) - len(found))


def share_of(
    known: Mapping[str, Decimal],
    losses: Mapping[str, Decimal],
    projects: Collection[str],
    whole: Whole | None = None,
) -> Share:
    """What projects lose of what all of them have (``whole``, where that is known already).

    ``losses`` are fractions of single projects, of others too.
    """
    lost = (
        losses.keys() & set(projects) if len(losses) > len(projects) else [each for each in losses if each in projects]
    )
    counted = [losses[project] * known[project] for project in lost if project in known]
    of = whole_of(known, projects) if whole is None else whole
    return Share(sum(counted, Decimal(0)), of.known, len(lost) - len(counted), of.unknown)


def shares(amounts: Amounts, losses: Mapping[str, Decimal], projects: Collection[str]) -> dict[str, Share]:
    """:func:`share_of` for every amount."""
    return {name: share_of(known, losses, projects) for name, known in amounts.items()}
