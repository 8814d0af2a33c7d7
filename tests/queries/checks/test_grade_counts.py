"""Counts of grades against the indicators and against each other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policygraph.loaders.records import Finding, GradeCount, Indicator, Ref, Text
from policygraph.queries.checks.finding import finding
from policygraph.queries.checks.grade_counts import grade_count
from tests.queries.checks.sheets import QUOTES, SOUND, count, evaluated, indicator, observation

AREA = "9(9)Z"
OTHER = "9(9)Y"
TOTAL = tuple(count(None, grade, how_many) for grade, how_many in zip("ABCD-", (0, 1, 0, 2, 0), strict=True))
RIGHT = (count(AREA, "B", 1), count(AREA, "D", 1), count(OTHER, "D", 1), *TOTAL)


def of_grade(rank: str, grade: str | None, area: str | None = AREA) -> Indicator:
    return indicator(rank, observation(2018, None, None, None, grade), area=area)


THREE = (of_grade("主①", "B"), of_grade("関①", "D"), of_grade("関②", "D", OTHER))


def counted(counts: tuple[GradeCount, ...], indicators: tuple[Indicator, ...] = THREE, **changes: Any) -> list[Finding]:
    return list(grade_count(evaluated(replace(SOUND, indicators=indicators, **changes), counts=counts)))


def changed(place: int, how_many: int) -> tuple[GradeCount, ...]:
    return (*RIGHT[:place], replace(RIGHT[place], count=how_many), *RIGHT[place + 1 :])


def test_counts_that_hold() -> None:
    assert counted(RIGHT) == []


def test_count_of_an_area_that_differs() -> None:
    (found,) = counted(changed(1, 2))
    assert (found.rule, found.about) == ("grade-count", Ref("first-evaluation", ""))
    assert (found.printed, found.expected) == ("2", "1")
    assert found.message_ja == (
        "５(1)の9(9)Zの行では達成度合「D」の指標は2件ですが、３－２で直近の達成度合が「D」の指標は1件です（関①）。"
    )


def test_count_of_the_total_that_differs() -> None:
    (found,) = counted(changed(6, 3))
    assert (found.printed, found.expected) == ("3", "2")
    assert "計の行" in found.message_ja
    assert "（関①、関②）" in found.message_ja


def test_zero_that_is_printed_is_a_count() -> None:
    (found,) = counted(changed(0, 0))
    assert (found.printed, found.expected) == ("0", "1")


def test_blank_cell_means_none() -> None:
    (found,) = counted(RIGHT[1:])
    assert (found.printed, found.expected) == (None, "1")
    assert "空欄（0件）" in found.message_ja


def test_row_of_an_area_without_indicators() -> None:
    (found,) = counted((*RIGHT, count("9(9)X", "A", 1)))
    assert found.expected == "0"
    assert counted((*RIGHT, count("9(9)X", "A", 0))) == []


def test_of_two_equal_years_the_last_printed_counts() -> None:
    twice = indicator("関①", observation(2018, None, None, None, "-"), observation(2018, None, None, None, "D"))
    assert counted(RIGHT, (THREE[0], twice, THREE[2])) == []


def test_indicator_of_an_unknown_area_leaves_the_total() -> None:
    indicators = (THREE[0], THREE[1], of_grade("関②", "D", None))
    assert [found.rule for found in counted(RIGHT, indicators)] == ["cannot-check"]
    assert [found.rule for found in counted(changed(6, 3), indicators)] == ["cannot-check", "grade-count"]


def test_indicator_of_an_unknown_grade_leaves_the_other_rows_and_the_sums() -> None:
    indicators = (THREE[0], THREE[1], of_grade("関②", None, OTHER))
    (found,) = counted(RIGHT, indicators)
    assert found.rule == "cannot-check"
    assert "関②の達成度合が" in found.message_ja
    _, found = counted(changed(6, 3), indicators)
    assert (found.rule, found.printed, found.expected) == ("grade-count", "3", "2")
    assert "政策体系の各行を足すと2件" in found.message_ja


def test_box_that_the_reader_found_no_name_for_may_have_any_grade() -> None:
    lost = replace(finding("cell-unknown", (), ja="", en="", about=Ref("indicator", "関②")), quotes=QUOTES)
    (found,) = counted(RIGHT, THREE[:2], findings=(lost,))
    assert found.rule == "cannot-check"
    assert "関②の指標名" in found.message_ja
    known = replace(lost, about=Ref("indicator", "関①"))
    assert counted(RIGHT, findings=(known,)) == []


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((), "9(9)Zの行の件数・9(9)Yの行の件数・計の行の件数"),
        (RIGHT[:3], "計の行の件数"),
        (TOTAL, "9(9)Zの行の件数・9(9)Yの行の件数"),
    ],
    ids=["none", "without-the-total", "only-the-total"],
)
def test_row_that_was_not_read(counts: tuple[GradeCount, ...], said: str) -> None:
    (found,) = counted(counts)
    assert found.rule == "cannot-check"
    assert f"集計は、{said}が" in found.message_ja


def test_counts_without_indicators() -> None:
    zeros = tuple(count(None, grade, 0) for grade in "ABCD-")
    reason = Text(quotes=QUOTES, text="数で測れないため。")
    assert counted(zeros, (), no_indicator_reason=reason) == []
    assert [found.rule for found in counted(TOTAL, (), no_indicator_reason=reason)] == ["grade-count"] * 2
    assert [found.rule for found in counted(TOTAL, ())] == ["cannot-check"]


def test_sheet_without_evaluation_or_indicators() -> None:
    assert list(grade_count(replace(SOUND, indicators=THREE))) == []
    assert list(grade_count(evaluated())) == []
