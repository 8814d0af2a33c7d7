"""Grades of section 3-2 against the rates that they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from policygraph.loaders.iris import name_key
from policygraph.loaders.records import Analysis, Finding, Indicator, Observation, Sheet
from policygraph.queries.checks.finding import Check, Said
from policygraph.queries.checks.indicators import cannot_check, differs, year_of
from policygraph.queries.checks.rounding import Range, before_rounding, decimals_of

_LEAST: Final = (("A", 100), ("B", 90), ("C", 80))
"""The lowest achievement rate of a grade, in per cent; D is below all, - is no rate (form, Rules)."""

_SHARE_OF: Final = {
    "A": Said("100%以上", "100% or more"),
    "B": Said("90%以上100%未満", "from 90% to under 100%"),
    "C": Said("80%以上90%未満", "from 80% to under 90%"),
    "D": Said("80%未満", "under 80%"),
}

GRADES: Final = (*_SHARE_OF, "-")
"""All grades, - for an indicator whose rate cannot be computed."""


def grade(sheet: Sheet) -> Iterator[Finding]:
    """Each grade is the one that the printed rate of its year falls under; - is only where there is no rate.

    A rate printed as 100.0 may be 99.96, so at the borders of a grade two are right. The form prints
    more years of grades than of rates: what it never has a rate for is not missing.
    """
    for indicator in sheet.indicators:
        decimals = decimals_of((*(seen.rate for seen in indicator.observations), indicator.progress_rate))
        for seen in indicator.observations:
            if seen.rate is not None and seen.grade in GRADES:
                possible = grades_of(before_rounding(seen.rate, decimals))
                if seen.grade not in possible:
                    yield _grade_differs(indicator, seen, possible)
        latest = latest_graded(indicator)
        if latest and latest.rate is None and latest.grade != "-":
            year = year_of(latest)
            yield cannot_check(
                indicator,
                Said(f"{year.ja}の達成度合", f"grade of {year.en}"),
                (Said("その年の達成率", "the achievement rate of that year"),),
            )


def grades_of(rate: Range) -> list[str]:
    """The grades of all rates within a range, the best first."""
    reached = [name for name, least in _LEAST if rate.low <= least < rate.high]
    lowest = next((name for name, least in _LEAST if rate.low >= least), "D")
    return list(dict.fromkeys((*reached, lowest)))


def latest_graded(indicator: Indicator) -> Observation | None:
    """The last year with a grade, in the order of print."""
    return next((seen for seen in reversed(indicator.observations) if seen.grade), None)


def _grade_differs(indicator: Indicator, seen: Observation, possible: Sequence[str]) -> Finding:
    year = year_of(seen)
    rightly = Said("か".join(possible), " or ".join(possible))
    share = Said(
        "か".join(_SHARE_OF[each].ja for each in possible), " or ".join(_SHARE_OF[each].en for each in possible)
    )
    return differs(
        "grade",
        indicator,
        (seen, indicator),
        printed=str(seen.grade),
        expected="/".join(possible),
        said=Said(
            f"{year.ja}の達成度合は「{seen.grade}」と印字されていますが、達成率{seen.rate}%は{share.ja}なので{rightly.ja}です",
            f"the grade of {year.en} is printed as {seen.grade!r}, but its achievement rate of {seen.rate}% is "
            f"{share.en}, which is {rightly.en}",
        ),
    )


def repeated_grade(sheet: Sheet) -> Iterator[Finding]:
    """The grade that ＜indicator【grade】＞ of section 5(1) repeats is the latest of that indicator."""
    by_name: dict[str, list[Indicator]] = {}
    for indicator in sheet.indicators:
        by_name.setdefault(name_key(indicator.name), []).append(indicator)
    for analysis in sheet.first_evaluation.analyses if sheet.first_evaluation else ():
        named = by_name.get(name_key(analysis.indicator or ""), [])
        latest = latest_graded(named[0]) if len(named) == 1 else None
        if latest and analysis.grade not in (None, latest.grade):
            yield _repeat_differs(named[0], latest, analysis)


def _repeat_differs(indicator: Indicator, latest: Observation, analysis: Analysis) -> Finding:
    year = year_of(latest)
    return differs(
        "grade",
        indicator,
        (analysis, latest, indicator),
        printed=str(analysis.grade),
        expected=str(latest.grade),
        said=Said(
            f"達成度合は５(1)の成果指標の分析に「{analysis.grade}」と印字されていますが、"
            f"３－２の直近（{year.ja}）の達成度合は「{latest.grade}」です",
            f"section 5(1) prints the grade {analysis.grade!r}, but the latest of section 3-2, of {year.en}, is "
            f"{latest.grade!r}",
        ),
    )


CHECKS: Final = (Check("grade", grade), Check("grade", repeated_grade))
