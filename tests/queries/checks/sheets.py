"""A small sheet for checks to change: every test says what differs from one that holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from policygraph.loaders.records import (
    Budget,
    Decision,
    DirectionCount,
    Finding,
    FirstEvaluation,
    GradeCount,
    Head,
    Indicator,
    Judgement,
    Observation,
    Opinion,
    OpinionResponse,
    Part,
    PlanLink,
    Project,
    ProjectMention,
    ProjectTotals,
    Ref,
    Reflection,
    Reflections,
    ResponsePolicy,
    SecondEvaluation,
    Sheet,
    Span,
)

QUOTES = (Span(0, 1),)
AREA = "9(9)Z"
UNSURE = Decision(Decimal("0.5"), "some-choice")
"""A decision that a check must not contradict the print upon."""

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
        areas=(AREA,),
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
        area=AREA,
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
        area=AREA,
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
    return replace(sheet, first_evaluation=first_evaluation(**changes))


def staffed(code: str, budget: int, staff: str, full_cost: int, **changes: Any) -> Project:
    """A row with people, all at the head office; money in thousands of yen."""
    return project(
        code,
        budget=budget * 1000,
        general_funds=0,
        staff_head_office=Decimal(staff),
        staff_branch=Decimal("0.0"),
        staff=Decimal(staff),
        full_cost=full_cost * 1000,
        **changes,
    )


def totals(**changes: Any) -> ProjectTotals:
    """A row 計 that says nothing but what it is told."""
    blank = ProjectTotals(
        quotes=(Span(5, 6),),
        carried_over=None,
        budget=None,
        general_funds=None,
        staff_head_office=None,
        staff_branch=None,
        staff=None,
    )
    return replace(blank, **changes)


def budget(year: int, thousands: int, decision: Decision | None = None) -> Budget:
    return Budget(quotes=QUOTES, decision=decision, fiscal_year=year, amount=thousands * 1000)


def mention(code: str | None = None, name: str | None = None) -> ProjectMention:
    return ProjectMention(quotes=QUOTES, code=code, name=name)


def link(code: str, heading: str = "創生", decision: Decision | None = None) -> PlanLink:
    return PlanLink(quotes=QUOTES, decision=decision, heading=heading, code=code)


def part(area: str = AREA, *plans: PlanLink) -> Part:
    return Part(quotes=QUOTES, area=area, name=None, goal=None, plans=plans)


def policy(number: str = "①", **changes: Any) -> ResponsePolicy:
    blank = ResponsePolicy(
        quotes=QUOTES, number=number, area=AREA, text=None, direction=None, cause=None, projects=(), plans=()
    )
    return replace(blank, **changes)


def first_evaluation(*policies: ResponsePolicy, **changes: Any) -> FirstEvaluation:
    blank = FirstEvaluation(
        quotes=QUOTES,
        indicator_verdict=None,
        effort_verdict=None,
        overall_verdict=None,
        counts=(),
        verdicts=(),
        analyses=(),
        judgements=(),
        policies=policies,
    )
    return replace(blank, **changes)


def opinion(number: str, *codes: str, decision: Decision | None = None) -> Opinion:
    return Opinion(
        quotes=QUOTES,
        decision=decision,
        number=number,
        category=None,
        projects=tuple(map(mention, codes)),
        text="潮の満ち引きに合わせること。",
    )


def second_evaluation(*opinions: Opinion) -> SecondEvaluation:
    return SecondEvaluation(quotes=QUOTES, categories=(), opinions=opinions)


def reply(to: int | None, *codes: str, decision: Decision | None = None) -> OpinionResponse:
    """An answer to the opinion at a position (1..), or to none that could be told."""
    return OpinionResponse(
        quotes=QUOTES,
        decision=decision,
        opinion=to,
        number=None,
        category=None,
        projects=tuple(map(mention, codes)),
        text="潮の満ち引きに合わせた。",
        as_of=None,
    )


def direction_count(direction: str, number: int) -> DirectionCount:
    return DirectionCount(quotes=QUOTES, direction=direction, count=number)


def reflected(code: str, first: str | None, following: str | None, decision: Decision | None = None) -> Reflection:
    return Reflection(
        quotes=QUOTES, decision=decision, project=mention(code), first_direction=first, next_direction=following
    )


def reflections(**changes: Any) -> Reflections:
    blank = Reflections(quotes=QUOTES, policy_responses=(), opinion_responses=(), counts=(), projects=())
    return replace(blank, **changes)


def left_open(rule: str, about: Ref | None, printed: str | None = None) -> Finding:
    """What the reader says of something it could not settle."""
    return Finding(
        quotes=QUOTES,
        rule=rule,
        about=about,
        printed=printed,
        expected=None,
        message_ja="不明。",
        message_en="Unknown.",
    )


def said(findings: Sequence[Finding]) -> list[tuple[str, str | None, str | None]]:
    """Rule, printed and expected of findings."""
    return [(each.rule, each.printed, each.expected) for each in findings]
