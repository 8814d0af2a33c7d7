"""A small sheet for checks to change: every test says what differs from one that holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policygraph.loaders.records import Head, Project, Sheet, Span

QUOTES = (Span(0, 1),)

SOUND = Sheet(
    head=Head(
        quotes=QUOTES,
        name="海辺のくらしを支える施策",
        code="91-07",
        fiscal_year=2020,
        department="海辺部",
        author_post=None,
        contact=None,
        related_offices=(),
        areas=("9(9)Z",),
        overall_verdict=None,
    ),
    situation=None,
    image=(),
    budgets=(),
    parts=(),
    roles=(),
    initiatives=(),
    requests=(),
    needs=(),
    cooperations=(),
    indicators=(),
    no_indicator_reason=None,
    projects=(),
    totals=None,
    first_evaluation=None,
    second_evaluation=None,
    reflections=None,
    findings=(),
)
"""A sheet that says nothing, so nothing is wrong with it."""


def project(code: str = "1201", **changes: Any) -> Project:
    """A row of section 4 whose money and staff agree."""
    row = Project(
        quotes=QUOTES,
        code=code,
        area="9(9)Z",
        name="灯台みまもり事業費",
        transferred_from=None,
        office="海辺課",
        carried_over=0,
        budget=500_000,
        general_funds=100_000,
        staff_head_office=None,
        staff_branch=None,
        staff=None,
        full_cost=None,
        unplaced=(),
        overview=None,
    )
    return replace(row, **changes)
