"""People in the rows of section 4."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from policygraph.loaders.records import Decision, Project
from policygraph.queries.checks.staff import staff_parts
from tests.queries.checks.sheets import SOUND, UNSURE, project, said


def people(
    head: str | None, branch: str | None, staff: str | None, code: str = "1201", decision: Decision | None = None
) -> Project:
    numbers = (None if number is None else Decimal(number) for number in (head, branch, staff))
    names = ("staff_head_office", "staff_branch", "staff")
    return project(code, decision=decision, **dict(zip(names, numbers, strict=True)))


def test_parts_that_add_up_or_are_not_known() -> None:
    rows = (people("0.4", "0.8", "1.2"), people("1", "0", "1.0", "1202"), people(None, "0.1", "0.4", "1203"))
    assert not list(staff_parts(replace(SOUND, projects=rows)))


def test_a_tenth_of_a_post_too_much_is_found() -> None:
    (found,) = staff_parts(replace(SOUND, projects=(people("0.8", "0.2", "1.1"), people("0.4", "0.0", "0.4", "1202"))))
    assert said([found]) == [("staff-parts", "1.1", "1.0")]
    assert found.about == ("project", "1201")
    assert "0.8人＋出先機関0.2人＝1.0人" in found.message_ja


def test_a_whole_number_is_not_taken_for_a_rounded_one_where_others_have_tenths() -> None:
    rows = (people("0.9", "0.0", "1.0"), people("0.1", "0.0", "0.1", "1202"))
    assert [each.about for each in staff_parts(replace(SOUND, projects=rows))] == [("project", "1201")]


def test_a_sheet_that_prints_all_staff_in_whole_posts_rounds() -> None:
    assert not list(staff_parts(replace(SOUND, projects=(people("0.9", "0.0", "1"), people("2", "0", "2", "1202")))))


def test_a_row_whose_columns_are_not_certain_is_not_accused() -> None:
    row = people("0.8", "0.2", "1.1", decision=UNSURE)
    assert [each.rule for each in staff_parts(replace(SOUND, projects=(row,)))] == ["cannot-check"]
