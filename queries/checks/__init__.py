"""Checks of a sheet against itself and against the rules of its form.

They take records, and a graph gives its records back (:func:`policygraph.loaders.sheet_records.sheet_of`),
so they run on a sheet just read and on any store alike. The printed value always stays.
"""

from __future__ import annotations

from typing import Final

from policygraph.loaders.records import Finding, Sheet
from policygraph.queries.checks import (
    grade_counts,
    grades,
    links,
    money,
    prose,
    rates,
    reflections,
    replies,
    staff,
    sums,
    unit_cost,
    verdicts,
)
from policygraph.queries.checks.finding import Check

CHECKS: Final[tuple[Check, ...]] = (
    *rates.CHECKS,
    *grades.CHECKS,
    *grade_counts.CHECKS,
    *sums.CHECKS,
    *money.CHECKS,
    *staff.CHECKS,
    *unit_cost.CHECKS,
    *verdicts.CHECKS,
    *links.CHECKS,
    *replies.CHECKS,
    *reflections.CHECKS,
    *prose.CHECKS,
)
"""All checks, in the order in which their findings are shown."""

CHECKED_RULES: Final = frozenset({*(check.rule for check in CHECKS), "cannot-check"})
"""The rules whose findings come from here; all others are the reader's."""


def findings_of(sheet: Sheet) -> tuple[Finding, ...]:
    """What all checks find on a sheet.

    Of the findings that the sheet holds already, only the reader's are looked at: for what it could not read.
    """
    return tuple(found for check in CHECKS for found in check.tries(sheet))
