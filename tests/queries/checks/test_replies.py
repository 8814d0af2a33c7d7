"""Opinions and their replies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from policygraph.loaders.records import Decision, Finding, Opinion, OpinionResponse, Ref
from policygraph.queries.checks.replies import opinion_reply
from tests.queries.checks.sheets import (
    SOUND,
    UNSURE,
    left_open,
    opinion,
    reflections,
    reply,
    said,
    second_evaluation,
)

TWO = (opinion("Ⅰ", "1201", "1202"), opinion("Ⅱ", "1203"))


def found(opinions: tuple[Opinion, ...], *replies: OpinionResponse, open_: tuple[Finding, ...] = ()) -> list[Finding]:
    told = reflections(opinion_responses=replies)
    return list(
        opinion_reply(replace(SOUND, second_evaluation=second_evaluation(*opinions), reflections=told, findings=open_))
    )


def test_each_opinion_has_its_reply() -> None:
    assert found(TWO, reply(2, "1203"), reply(1, "1202", "1201")) == []


def test_an_opinion_without_reply() -> None:
    (missing,) = found(TWO, reply(1, "1201", "1202"))
    assert said([missing]) == [("opinion-reply", "0", "1")]
    assert "1203" in missing.message_ja


def test_a_reply_without_opinion() -> None:
    (stray,) = found(TWO[:1], reply(1, "1201", "1202"), reply(None, "1209"))
    assert said([stray]) == [("opinion-reply", "1", "0")]
    assert "1209" in stray.message_ja


def test_a_reply_that_names_other_projects() -> None:
    (other,) = found(TWO, reply(1, "1201"), reply(2, "1203"))
    assert said([other]) == [("opinion-reply", "1201", "1201・1202")]


def test_equal_opinions_need_as_many_replies_in_whatever_order() -> None:
    twice = (opinion("Ⅰ", "1201"), opinion("Ⅱ", "1201"))
    assert found(twice, reply(None, "1201"), reply(None, "1201")) == []
    assert said(found(twice, reply(None, "1201"))) == [("opinion-reply", "1", "2")]


def test_how_a_reply_was_paired_does_not_make_what_it_names_uncertain() -> None:
    paired = Decision(Decimal("0.5"), "answer-by-projects")
    assert [each.rule for each in found(TWO, reply(1, "1201", decision=paired), reply(2, "1203"))] == ["opinion-reply"]


def test_uncertain_rows_may_only_be_grouped_otherwise() -> None:
    unsure = (reply(1, "1201", decision=UNSURE), reply(2, "1202", "1203", decision=UNSURE))
    assert [each.rule for each in found(TWO, *unsure)] == ["cannot-check"]
    unsure = (reply(1, "1201", "1202", decision=UNSURE), reply(2, "1203", decision=UNSURE))
    assert found(TWO, *unsure) == []


def test_a_project_that_only_one_side_names_is_certain_in_whatever_rows() -> None:
    unsure = (reply(1, "1201", "1202", decision=UNSURE), reply(2, "1204", decision=UNSURE))
    (other,) = found(TWO, *unsure)
    assert said([other]) == [("opinion-reply", "1203x0 1204x1", "1203x1 1204x0")]
    assert "1203は付加意見に1回・対応に0回" in other.message_ja


def test_a_project_that_the_reader_found_outside_the_rows_is_not_missed() -> None:
    left = left_open("cell-unknown", None, "1203 潮だまり調査事業")
    assert [each.rule for each in found(TWO, reply(1, "1201", "1202"), open_=(left,))] == ["cannot-check"]
    elsewhere = left_open("money-cell-unknown", Ref("project", "1203"), "1203")
    assert [each.rule for each in found(TWO, reply(1, "1201", "1202"), open_=(elsewhere,))] == ["opinion-reply"]


def test_without_one_of_the_sections_nothing_is_compared() -> None:
    assert not list(opinion_reply(replace(SOUND, second_evaluation=second_evaluation(), reflections=reflections())))
    only = replace(SOUND, second_evaluation=second_evaluation(*TWO))
    assert [each.rule for each in opinion_reply(only)] == ["cannot-check"]
    only = replace(SOUND, reflections=reflections(opinion_responses=(reply(1, "1201"),)))
    assert [each.rule for each in opinion_reply(only)] == ["cannot-check"]
