"""Grades against the printed rates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from policygraph.loaders.records import Analysis, Finding, Observation, Ref
from policygraph.queries.checks.grades import grade, grades_of, latest_graded, repeated_grade
from policygraph.queries.checks.rounding import before_rounding, decimals_of
from tests.queries.checks.sheets import QUOTES, SOUND, evaluated, indicator, observation


def graded(*observations: Observation) -> list[Finding]:
    return list(grade(replace(SOUND, indicators=(indicator("主①", *observations, progress_rate=None),))))


@pytest.mark.parametrize(
    ("rate", "possible"),
    [
        ("250.0", "A"),
        ("100.1", "A"),
        ("100.0", "AB"),
        ("100", "AB"),
        ("99.9", "B"),
        ("99", "B"),
        ("90.1", "B"),
        ("90.0", "BC"),
        ("89.9", "C"),
        ("80.1", "C"),
        ("80.0", "CD"),
        ("79.9", "D"),
        ("0", "D"),
        ("-155.9", "D"),
    ],
)
def test_grades_that_a_printed_rate_may_have(rate: str, possible: str) -> None:
    printed = Decimal(rate)
    assert grades_of(before_rounding(printed, decimals_of((printed,)))) == list(possible)
    found = {each for each in "ABCD-" if graded(observation(2018, "120", "118", rate, each))}
    assert found == set("ABCD-") - set(possible)


def test_grade_that_differs() -> None:
    (found,) = graded(observation(2018, "120", "118", "89.9", "B"))
    assert (found.rule, found.about) == ("grade", Ref("indicator", "主①"))
    assert (found.printed, found.expected) == ("B", "C")
    assert found.message_ja == (
        "主①「港に寄る客船の数（隻）」の2018年度の達成度合は「B」と印字されていますが、"
        "達成率89.9%は80%以上90%未満なのでCです。"
    )


def test_every_year_is_looked_at() -> None:
    years = (observation(2017, "110", "107", "70.0", "A"), observation(2018, "120", "118", "90.0", "D"))
    assert [found.expected for found in graded(*years)] == ["D", "B/C"]


def test_dash_beside_a_rate_is_found() -> None:
    (found,) = graded(observation(2018, "120", "118", "70.0", "-"))
    assert (found.printed, found.expected) == ("-", "D")


def test_earlier_years_have_no_rate_on_the_form() -> None:
    assert graded(observation(2017, None, None, None, "C"), observation(2018, "120", "118", "95.0", "B")) == []


def test_dash_without_a_rate_is_as_it_should_be() -> None:
    assert graded(observation(2018, "120", None, None, "-"), observation(2019, "130", None, None, None)) == []


def test_latest_grade_without_its_rate_cannot_be_checked() -> None:
    (found,) = graded(observation(2017, "110", "107", "70.0", "D"), observation(2018, "120", "118", None, "B"))
    assert (found.rule, found.about) == ("cannot-check", Ref("indicator", "主①"))
    assert "2018年度の達成度合は、その年の達成率が" in found.message_ja


def repeated(grade: str | None, *named: str) -> list[Finding]:
    boxes = (indicator("主①", observation(2018, "120", "118", "90.0", "B")), indicator("関①", name="漁港の数"))
    analyses = tuple(Analysis(quotes=QUOTES, indicator=name, grade=grade, text="") for name in named)
    return list(repeated_grade(evaluated(replace(SOUND, indicators=boxes), analyses=analyses)))


def test_grade_repeated_in_the_analysis() -> None:
    assert repeated("B", "港に寄る客船の数（隻）") == []
    (found,) = repeated("A", "港に寄る客船の数 (隻)")
    assert (found.rule, found.about, found.printed, found.expected) == ("grade", Ref("indicator", "主①"), "A", "B")
    assert "５(1)の成果指標の分析に「A」" in found.message_ja


def test_analysis_without_a_grade_or_of_no_one_graded_indicator() -> None:
    assert repeated(None, "港に寄る客船の数（隻）") == []
    assert repeated("A", "漁港の数", "灯台の数") == []


def test_latest_grade_is_the_last_printed() -> None:
    years = (observation(2017, None, None, None, "-"), observation(2017, None, None, None, "D"))
    latest = latest_graded(indicator("主①", *years, observation(2018, "120", None, None, None)))
    assert latest is years[1]
    assert latest_graded(indicator("主①")) is None
