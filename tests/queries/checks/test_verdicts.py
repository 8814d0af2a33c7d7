"""The verdict on the efforts against the printed rule."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Literal

import pytest

from policygraph.loaders.records import Finding, Ref
from policygraph.queries.checks.finding import finding
from policygraph.queries.checks.verdicts import effort_verdict_differs
from tests.queries.checks.sheets import QUOTES, SOUND, evaluated, judgements

Mark = Literal["○", "△"] | None
UNPLACED = replace(
    finding("cell-unknown", (), ja="", en="", about=Ref("first-evaluation", "")),
    quotes=QUOTES,
)


def tried(verdict: str | None, *marks: Mark, unplaced: bool = False) -> list[Finding]:
    sheet = replace(SOUND, findings=(UNPLACED,) if unplaced else ())
    return list(effort_verdict_differs(evaluated(sheet, effort_verdict=verdict, judgements=judgements(marks))))


@pytest.mark.parametrize(
    ("verdict", "marks"),
    [
        ("a", ("○", "○", None, None)),
        ("a", ("○", None, None, "○")),
        ("b", ("○", None, None, None)),
        ("b", ("△", None, None, None)),
        ("b", (None, "○", "○", "○")),
        ("b", ("○", "△", "△", "△")),
        ("c", ("△", None, "○", None)),
        ("c", ("△", "○", "○", "○")),
    ],
)
def test_printed_rule(verdict: str, marks: tuple[Mark, ...]) -> None:
    right = [each for each in "abc" if not tried(each, *marks)]
    assert right == [verdict]


def test_verdict_that_differs() -> None:
    (found,) = tried("a", "△", "○", None, "○")
    assert (found.rule, found.about) == ("effort-verdict", Ref("first-evaluation", ""))
    assert (found.printed, found.expected) == ("a", "c")
    assert "基準1が△、2が○、3が空欄、4が○なので" in found.message_ja
    assert "criterion 1 is △, 2 is ○, 3 is blank, 4 is ○" in found.message_en


@pytest.mark.parametrize("verdict", [None, "Ⅱ"], ids=["none", "of-another-rule"])
def test_verdict_that_the_rule_does_not_speak_of(verdict: str | None) -> None:
    assert tried(verdict, "△", "○", "○", "○") == []


def test_criterion_that_was_not_read_leaves_the_verdict_open() -> None:
    (found,) = tried("a", "○", None, None)
    assert found.rule == "cannot-check"
    assert "基準4の○△が" in found.message_ja


def test_criteria_that_were_read_may_decide_alone() -> None:
    assert tried("a", "○", "○") == []
    (found,) = tried("c", "○", "○")
    assert (found.rule, found.expected) == ("effort-verdict", "a")
    (found,) = tried("c", "○", None, None)
    assert (found.rule, found.expected) == ("effort-verdict", "a/b")


def test_blank_mark_may_be_one_that_the_reader_could_not_place() -> None:
    assert [found.rule for found in tried("a", None, None, None, None)] == ["effort-verdict"]
    assert [found.rule for found in tried("a", None, None, None, None, unplaced=True)] == ["cannot-check"]
    assert [found.rule for found in tried("a", "△", "○", None, None, unplaced=True)] == ["effort-verdict"]


def test_every_set_of_marks_has_one_verdict() -> None:
    marks: tuple[Mark, ...] = ("○", "△", None)
    assert all(sum(not tried(each, *some) for each in "abc") == 1 for some in product(marks, repeat=4))


def test_sheet_without_evaluation() -> None:
    assert list(effort_verdict_differs(SOUND)) == []
