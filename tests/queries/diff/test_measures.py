"""Measures: which goes on, and what their sheets say differently."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from policygraph.errors import QueryError
from policygraph.loaders.records import Cooperation, PartnerMention, Text
from tests.queries.checks.sheets import (
    QUOTES,
    SOUND,
    budget,
    count,
    direction_count,
    first_evaluation,
    left_open,
    link,
    opinion,
    part,
    policy,
    reflected,
    reflections,
    second_evaluation,
    totals,
)
from tests.queries.diff.held import diff, later, measure, row, tell

NAME = SOUND.head.name


def cooperation(*names: str, legal_form: str | None = None) -> Cooperation:
    partners = tuple(PartnerMention(quotes=QUOTES, name=name, legal_form=legal_form, printed=name) for name in names)
    return Cooperation(
        quotes=QUOTES, level=None, area=None, content=None, results=None, measures=(), offices=(), partners=partners
    )


def test_a_code_and_a_name_that_stay_are_one_measure() -> None:
    found = diff(measure(), later())
    assert (tell(found), len(found.pairs), found.pairs[0].confidence) == ([], 1, Decimal(1))


def test_a_measure_that_kept_its_name_was_renumbered() -> None:
    assert tell(diff(measure(code="91-07"), later(code="93-02"))) == [
        ("renumbered", "91-07", "93-02", "code", "91-07", "93-02")
    ]


def test_a_code_with_the_same_projects_was_renamed() -> None:
    projects = (row("0101", "岬の灯台費"), row("0102", "漁網の補修"))
    assert tell(diff(measure(*projects, name="海辺のくらし"), later(*projects, name="沿岸の振興"))) == [
        ("renamed", "91-07", "91-07", "name", "海辺のくらし", "沿岸の振興")
    ]


def test_a_code_that_was_given_to_another_measure_continues_nothing() -> None:
    found = diff(measure(row("0101", "灯台費"), name="海辺のくらし"), later(row("0501", "除雪車"), name="山の道路"))
    assert [change.kind for change in found.changes] == ["added", "added", "ended", "ended"]


def test_a_measure_without_a_sheet_on_the_other_side_is_told_with_its_budget_and_what_limits_that() -> None:
    gone = measure(row("0201", "除雪車"), code="92-01", name="山の道路", budgets=(budget(2020, 900),))
    found = diff((measure(), gone), later())
    assert tell(found) == [
        ("ended", "92-01", None, "totalBudget", 900_000, None),
        ("ended", "0201", None, "budget", 500_000, None),
    ]
    assert "集めていないだけ" in found.changes[0].note
    assert "調書がありません" in found.changes[1].note


def test_what_is_missing_from_a_sheet_that_was_not_read_whole_says_so() -> None:
    cut = replace(later(), findings=(left_open("section-missing", None),))
    (change,) = diff(measure(row("0101", "灯台費")), cut).changes
    assert change.note == "B の調書に読めなかった箇所があります"


def test_budgets_of_two_years_compare_the_years_that_both_print_and_those_of_the_sheets() -> None:
    found = diff(
        measure(budgets=(budget(2018, 100), budget(2019, 110), budget(2020, 120))),
        later(budgets=(budget(2019, 110), budget(2020, 125), budget(2021, 140))),
    )
    assert [(change.what.detail, change.a.value, change.b.value, change.difference) for change in found.changes] == [
        ("2020年度", 120_000, 125_000, 5_000),
        ("調書の年度", 120_000, 140_000, 20_000),
    ]


def test_the_row_of_sums_is_compared_as_printed() -> None:
    assert tell(diff(measure(totals=totals(budget=900)), later(totals=totals(budget=700)))) == [
        ("money", "91-07", "91-07", "sumOfBudget", 900, 700)
    ]


def test_verdicts() -> None:
    found = diff(
        measure(first_evaluation=first_evaluation(effort_verdict="a", overall_verdict="順調")),
        later(first_evaluation=first_evaluation(effort_verdict="c", overall_verdict="順調")),
    )
    assert tell(found) == [("verdict", "91-07", "91-07", "effortVerdict", "a", "c")]


def test_a_blank_count_of_grades_is_none_and_so_is_0() -> None:
    before = first_evaluation(counts=(count(None, "A", 2), count(None, "D", 0)))
    after = first_evaluation(counts=(count(None, "A", 1),))
    found = diff(measure(first_evaluation=before), later(first_evaluation=after))
    assert [(change.what.detail, change.difference) for change in found.changes] == [("計 A", -1)]


def test_directions_of_a_project_whose_number_is_new_and_counts_of_directions() -> None:
    before = reflections(projects=(reflected("0101", "改善", "改善"),), counts=(direction_count("改善", 1),))
    after = reflections(projects=(reflected("0501", "改善", "廃止"),), counts=(direction_count("改善", 0),))
    found = diff(measure(row("0101", "灯台費"), reflections=before), later(row("0501", "灯台費"), reflections=after))
    assert tell(found) == [
        ("direction", "91-07", "91-07", "directionCount", 1, 0),
        ("direction", "0101", "0501", "nextDirection", "改善", "廃止"),
    ]


def test_partners_come_and_go_by_their_full_names() -> None:
    found = diff(
        measure(cooperations=(cooperation("浜の会", "岬の会", legal_form="公益財団法人"),)),
        later(cooperations=(cooperation("浜の会", legal_form="公益財団法人"), cooperation("岬の会"))),
    )
    assert [told[-2:] for told in tell(found)] == [("公益財団法人岬の会", None), (None, "岬の会")]


def test_plan_codes_come_and_go() -> None:
    found = diff(measure(parts=(part("9(9)Z", link("A3412")),)), later(parts=(part("9(9)Z", link("A3413")),)))
    assert tell(found) == [
        ("plan", "91-07", "91-07", "addresses", "【創生】A3412", None),
        ("plan", "91-07", "91-07", "addresses", None, "【創生】A3413"),
    ]


def test_a_text_is_said_to_have_changed_and_its_white_space_is_none() -> None:
    def text(words: str) -> Text:
        return Text(quotes=QUOTES, text=words)

    assert tell(diff(measure(situation=text("灯台が 古い。")), later(situation=text("灯台が\n古い。")))) == []
    (change,) = diff(measure(situation=text("灯台が古い。")), later(situation=text("灯台を直した。"))).changes
    assert (change.kind, change.what.name) == ("text", "situation")


def test_policies_and_opinions_go_by_number_within_a_year_only() -> None:
    before, after = first_evaluation(policy("①", direction="改善")), first_evaluation(policy("①", direction="拡充"))
    assert tell(diff(measure(first_evaluation=before), measure(first_evaluation=after))) == [
        ("direction", "91-07", "91-07", "policyDirection", "改善", "拡充")
    ]
    (change,) = diff(measure(first_evaluation=before), later(first_evaluation=after)).changes
    assert (change.kind, change.what.name) == ("text", "policies")
    gone = diff(measure(second_evaluation=second_evaluation(opinion("Ⅰ"))), measure())
    assert [told[3] for told in tell(gone)] == ["opinion"]


def test_governments_are_kept_apart() -> None:
    from policygraph.queries.diff.compare import compare
    from policygraph.queries.diff.model import Side
    from tests.queries.diff.held import held

    sides = [Side(name, (held(measure(), authority=name),), "") for name in ("北海道", "架空県")]
    assert [change.kind for change in compare(*sides).changes] == ["added", "ended"]


def test_of_several_years_only_those_of_both_are_compared_and_the_rest_is_told() -> None:
    found = diff((measure(year=2019), measure(year=2020)), (measure(year=2020), measure(year=2021)))
    assert tell(found) == []
    assert found.left_out == (f"A 2019年度 91-07 {NAME}", f"B 2021年度 91-07 {NAME}")


def test_several_years_against_others_cannot_be_compared() -> None:
    with pytest.raises(QueryError, match="no fiscal year is on both sides"):
        diff((measure(year=2018), measure(year=2019)), measure(year=2021))
