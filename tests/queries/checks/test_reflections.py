"""Section 7(3): its counts, and the directions it repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policygraph.loaders.records import Finding, Ref, ResponsePolicy, Sheet
from policygraph.queries.checks.reflections import direction_repeat, reflection_count
from tests.queries.checks.sheets import (
    SOUND,
    UNSURE,
    direction_count,
    first_evaluation,
    left_open,
    mention,
    policy,
    reflected,
    reflections,
    said,
)

ROWS = (reflected("1201", "改善", "改善"), reflected("1202", "改善", "改善"), reflected("1203", "縮小", "終了"))


def found(*counts: tuple[str, int], rows: Any = ROWS, open_: tuple[Finding, ...] = ()) -> list[Finding]:
    told = reflections(counts=tuple(direction_count(*each) for each in counts), projects=rows)
    return list(reflection_count(replace(SOUND, reflections=told, findings=open_)))


def test_counts_that_hold_with_blanks_noughts_and_new_projects() -> None:
    assert found(("改善", 2), ("終了", 1), ("合計", 3), ("次年度新規", 4)) == []
    assert found(("拡充", 0), ("改善", 2), ("終了", 1)) == []


def test_a_count_of_a_direction_that_differs() -> None:
    (wrong,) = found(("改善", 3), ("終了", 1), ("合計", 3))
    assert said([wrong]) == [("reflection-count", "3", "2")]
    assert "改善" in wrong.message_ja and "3件" in wrong.message_ja and "2件" in wrong.message_ja


def test_a_direction_of_no_project_and_a_project_of_a_blank() -> None:
    assert said(found(("改善", 2), ("拡充", 1), ("合計", 3))) == [
        ("reflection-count", "1", "0"),
        ("reflection-count", None, "1"),
    ]


def test_a_total_that_differs_or_counts_the_new_ones() -> None:
    assert said(found(("改善", 2), ("終了", 1), ("合計", 4), ("次年度新規", 1))) == [("reflection-count", "4", "3")]


def test_a_project_of_unknown_direction_may_be_the_one_that_is_lacking() -> None:
    rows = (*ROWS[:2], reflected("1203", "縮小", None))
    counts = (("改善", 2), ("終了", 1), ("合計", 3))
    assert [each.rule for each in found(*counts, rows=rows)] == ["cannot-check"]
    assert [each.rule for each in found(("改善", 4), ("合計", 3), rows=rows)] == ["reflection-count"]


def test_rows_that_are_not_certain_prove_nothing() -> None:
    rows = (*ROWS[:2], reflected("1203", "縮小", "終了", UNSURE))
    assert {each.rule for each in found(("改善", 3), ("合計", 3), rows=rows)} == {"cannot-check"}


def test_a_count_whose_column_is_not_known_leaves_no_blank_to_accuse() -> None:
    left = left_open("cell-unknown", Ref("reflections", ""), "1")
    assert found(("改善", 2), ("合計", 3), open_=(left,)) == []
    nought = left_open("cell-unknown", Ref("reflections", ""), "0")
    assert [each.rule for each in found(("改善", 2), ("合計", 3), open_=(nought,))] == ["reflection-count"]


def test_counts_without_projects_and_projects_without_counts() -> None:
    assert [each.rule for each in found()] == ["cannot-check"]
    assert [each.rule for each in found(("合計", 3), rows=())] == ["cannot-check"]
    assert found(("合計", 0), ("次年度新規", 2), rows=()) == []


# --- 再掲 ---------------------------------------------------------------------------------------


def repeated(*policies: ResponsePolicy, rows: Any = ROWS) -> Sheet:
    return replace(SOUND, first_evaluation=first_evaluation(*policies), reflections=reflections(projects=rows))


def test_a_direction_repeated_as_a_policy_has_it() -> None:
    sheet = repeated(
        policy("①", direction="改善", projects=(mention("1201"), mention("1203"))),
        policy("②", direction="縮小", projects=(mention("1203"),)),
        policy("③", direction=None, projects=(mention("1202"),)),
    )
    assert not list(direction_repeat(sheet))


def test_a_direction_repeated_otherwise() -> None:
    (found,) = direction_repeat(repeated(policy("①", direction="拡充", projects=(mention("1201"),))))
    assert said([found]) == [("direction-repeat", "改善", "拡充")]
    assert found.about == ("project", "1201")
    assert "①" in found.message_ja


def test_a_policy_put_together_on_thin_evidence_accuses_nobody() -> None:
    unsure = policy("①", direction="拡充", projects=(mention("1201"),), decision=UNSURE)
    assert [each.rule for each in direction_repeat(repeated(unsure))] == ["cannot-check"]
