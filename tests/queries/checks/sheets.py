"""A small sheet for checks to change: every test says what differs from one that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from policygraph.loaders.records import (
    FirstEvaluation,
    GradeCount,
    Head,
    Indicator,
    Judgement,
    Observation,
    Project,
    Sheet,
    Span,
)

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


def number(printed: str | None) -> Decimal | None:
    """A printed number, None for none."""
    return None if printed is None else Decimal(printed)


def observation(
    year: int, target: str | None, actual: str | None, rate: str | None, grade: str | None, **changes: Any
) -> Observation:
    """A fiscal year of an indicator, its numbers as printed."""
    seen = Observation(
        quotes=QUOTES,
        year=year,
        year_kind="fiscal",
        target=number(target),
        actual=number(actual),
        rate=number(rate),
        grade=grade,
    )
    return replace(seen, **changes)


def indicator(rank: str = "主①", *observations: Observation, **changes: Any) -> Indicator:
    """From 100 in 2015 to 180 in 2025, reckoned by the usual formula; 118 so far."""
    box = Indicator(
        quotes=QUOTES,
        rank=rank,
        name="港に寄る客船の数（隻）",
        area="9(9)Z",
        unit="隻",
        kind="outcome",
        explanation=None,
        basis_plan=None,
        desired_change="増加",
        formula="((実績値-基準値)／(目標値－基準値))×100",
        year_kind="fiscal",
        base_year=2015,
        base_kind="fiscal",
        base_value=Decimal(100),
        target_year=2020,
        target_kind="fiscal",
        target_value=Decimal(140),
        final_year=2025,
        final_kind="fiscal",
        final_target=Decimal(180),
        latest_actual=Decimal(118),
        progress_rate=Decimal("65.6"),
        causes_inside=None,
        causes_outside=None,
        observations=observations,
    )
    return replace(box, **changes)


def count(area: str | None, grade: str, how_many: int) -> GradeCount:
    """A cell of the table of grades; ``area`` None is the row 計."""
    return GradeCount(quotes=QUOTES, area=area, grade=grade, count=how_many)


def judgements(marks: Sequence[Literal["○", "△"] | None]) -> tuple[Judgement, ...]:
    """The criteria from 1 on with their marks."""
    return tuple(
        Judgement(quotes=QUOTES, criterion=number, mark=mark, question=None, reason=None)
        for number, mark in enumerate(marks, start=1)
    )


def evaluated(sheet: Sheet = SOUND, **changes: Any) -> Sheet:
    """A sheet with a first evaluation that says nothing else."""
    first = FirstEvaluation(
        quotes=QUOTES,
        indicator_verdict=None,
        effort_verdict=None,
        overall_verdict=None,
        counts=(),
        verdicts=(),
        analyses=(),
        judgements=(),
        policies=(),
    )
    return replace(sheet, first_evaluation=replace(first, **changes))
