"""Short ways to say an indicator and an evaluation whose numbers follow from each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from policygraph.loaders.records import (
    Analysis,
    FirstEvaluation,
    Indicator,
    Judgement,
    Moment,
    Observation,
    ResponsePolicy,
    YearKind,
)
from tests.sheetwriter.generate_evaluation import (
    area_verdicts,
    effort_verdict,
    grade_counts,
    indicator_verdict,
    latest_grade,
)
from tests.sheetwriter.generate_indicators import FROM_BASE, grade_of, rate_of, tenth

END_OF_MARCH = Moment(2021, 3, "calendar")
"""When the answers to a sheet of FY2020 are given."""

Marks = tuple[Literal["○", "△"] | None, Literal["○", "△"] | None, Literal["○", "△"] | None, Literal["○", "△"] | None]


def indicator(
    rank: str,
    name: str,
    area: str,
    unit: str,
    *,
    kind: Literal["outcome", "output"],
    explanation: tuple[str, str],
    plan: str,
    base: tuple[int, str],
    target: str,
    final: tuple[int, str],
    grades: dict[int, str],
    years: dict[int, tuple[str, str | None]],
    causes: tuple[str, str],
    year_kind: YearKind = "fiscal",
) -> Indicator:
    """``years`` are the two columns of the table (target, actual), ``grades`` the years graded before them."""
    ends = Decimal(base[1]), Decimal(final[1])
    observations = [
        *(_observation(year, year_kind, grade) for year, grade in grades.items()),
        *(_measured(year, year_kind, ends[0], *values) for year, values in years.items()),
    ]
    latest = next((seen.actual for seen in reversed(observations) if seen.actual is not None), None)
    return Indicator(
        quotes=(),
        rank=rank,
        name=name,
        area=area,
        unit=unit,
        kind=kind,
        explanation="\n".join(explanation),
        basis_plan=plan,
        desired_change="増加" if ends[1] > ends[0] else "減少",
        formula=FROM_BASE,
        year_kind=year_kind,
        base_year=base[0],
        base_kind=year_kind,
        base_value=ends[0],
        target_year=2020,
        target_kind=year_kind,
        target_value=Decimal(target),
        final_year=final[0],
        final_kind=year_kind,
        final_target=ends[1],
        latest_actual=latest,
        progress_rate=None if latest is None else tenth(latest / ends[1] * 100),
        causes_inside=causes[0],
        causes_outside=causes[1],
        observations=tuple(observations),
    )


def _observation(year: int, kind: YearKind, grade: str | None, target: Decimal | None = None) -> Observation:
    return Observation(quotes=(), year=year, year_kind=kind, target=target, actual=None, rate=None, grade=grade)


def _measured(year: int, kind: YearKind, base: Decimal, target: str, actual: str | None) -> Observation:
    if actual is None:
        return _observation(year, kind, None, Decimal(target))
    rate = rate_of(base, Decimal(target), Decimal(actual), FROM_BASE)
    return Observation(
        quotes=(),
        year=year,
        year_kind=kind,
        target=Decimal(target),
        actual=Decimal(actual),
        rate=rate,
        grade=grade_of(rate),
    )


def evaluation(
    areas: Sequence[str],
    indicators: Sequence[Indicator],
    analyses: Sequence[str],
    marks: Marks,
    reasons: Sequence[str | None],
    overall: str,
    policies: tuple[ResponsePolicy, ...],
) -> FirstEvaluation:
    """Counts and verdicts follow from the indicators and marks by the rules printed on the form."""
    judgements = tuple(
        Judgement(quotes=(), criterion=number, mark=mark, question=None, reason=reason)
        for number, (mark, reason) in enumerate(zip(marks, reasons, strict=True), 1)
    )
    return FirstEvaluation(
        quotes=(),
        indicator_verdict=indicator_verdict(indicators),
        effort_verdict=effort_verdict(judgements),
        overall_verdict=overall,
        counts=tuple(grade_counts(areas, indicators)),
        verdicts=tuple(area_verdicts(areas, indicators)),
        analyses=tuple(
            Analysis(quotes=(), indicator=item.name, grade=latest_grade(item), text=wording)
            for item, wording in zip(indicators, analyses, strict=True)
        ),
        judgements=judgements,
        policies=policies,
    )
