"""Money within a row of section 4."""

from __future__ import annotations

from dataclasses import replace

from policygraph.queries.checks import findings_of
from policygraph.queries.checks.money import general_exceeds_total
from tests.queries.checks.sheets import SOUND, project


def test_a_sheet_that_says_nothing_has_nothing_wrong() -> None:
    assert findings_of(SOUND) == ()


def test_general_funds_above_the_budget_are_found() -> None:
    sheet = replace(SOUND, projects=(project(budget=500_000, general_funds=500_001), project("1202")))
    (found,) = general_exceeds_total(sheet)
    assert (found.rule, found.about, found.printed) == ("general-exceeds-total", ("project", "1201"), "500001")


def test_general_funds_as_large_as_the_budget_or_not_known_are_no_finding() -> None:
    rows = (project(budget=500, general_funds=500), project("1202", budget=None), project("1203", general_funds=None))
    assert not list(general_exceeds_total(replace(SOUND, projects=rows)))
