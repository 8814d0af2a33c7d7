"""Checks of a sheet against itself and against the rules of its form.

They take records, and a graph gives its records back (:func:`policygraph.loaders.sheet_records.sheet_of`),
so they run on a sheet just read and on any store alike. The printed value always stays.
"""

from __future__ import annotations

from typing import Final

from policygraph.loaders.records import Finding, Sheet
from policygraph.queries.checks import grade_counts, grades, money, rates, verdicts
from policygraph.queries.checks.finding import Check

CHECKS: Final[tuple[Check, ...]] = (
    *rates.CHECKS,
    *grades.CHECKS,
    *grade_counts.CHECKS,
    *verdicts.CHECKS,
    *money.CHECKS,
)
"""All checks, in the order in which their findings are shown."""

CHECKED_RULES: Final = frozenset({*(check.rule for check in CHECKS), "cannot-check"})
"""The rules whose findings come from here; all others are the reader's."""


def findings_of(sheet: Sheet) -> tuple[Finding, ...]:
    """What all checks find on a sheet. The findings that the sheet holds already are not looked at."""
    return tuple(found for check in CHECKS for found in check.tries(sheet))
