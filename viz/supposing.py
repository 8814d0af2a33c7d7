"""A what-if for a picture: what each thing that is touched loses, as a text on its node."""

from __future__ import annotations

from collections.abc import Iterator

from policygraph.queries.impact.amounts import AMOUNTS, Share
from policygraph.queries.impact.answer import amount_words, percent
from policygraph.queries.impact.scenario import Change, parse_if
from policygraph.queries.impact.what_if import Touched, WhatIf, what_if
from policygraph.queries.impact.what_if_answer import asked
from policygraph.queries.labels import Label
from policygraph.queries.store import Store
from policygraph.viz.page_data import NO_SCENARIO, Scenario

_LOST = {"sole": "唯一の支えを失う", "last": "最後の支えを失う"}


def scenario_of(found: WhatIf) -> Scenario:
    """What a picture supposes: the question, and by IRI what is lost.

    The budget is told where any is lost, else what of the other amounts; what loses no amount is touched.
    """
    rows = (row for listed in found.touched.values() for row in listed)
    return Scenario(asked(found), {row.node.iri: _told(row) for row in rows})


def scenario_if(
    store: Store, target: Label, supposed: str | None, year: int | None = None, authority: str | None = None
) -> Scenario:
    """What a target takes with it if ``stopped``, or ``cut=30%``; None supposes nothing.

    Raises:
        QueryError: something else is supposed.
    """
    if supposed is None:
        return NO_SCENARIO
    return scenario_of(what_if(store, [Change(target, parse_if(supposed))], year=year, authority=authority))


def _told(row: Touched) -> str:
    lost = [_LOST[row.lost]] if row.lost else []
    return "、".join([*lost, *_amounts(row)]) or "影響あり"


def _amounts(row: Touched) -> Iterator[str]:
    """The first amount of which something is lost."""
    for name, (_, ja, unit) in AMOUNTS.items():
        share = row.shares.get(name)
        if share and share.lost:
            yield f"{ja} −{_share_words(share, unit)}"
            return


def _share_words(share: Share, unit: str) -> str:
    return amount_words(share.lost, unit) if share.share is None else percent(share.share)
