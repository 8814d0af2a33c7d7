from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from policygraph.loaders.records import (
    Moment,
    Opinion,
    Project,
    ProjectMention,
    Reflections,
    ResponsePolicy,
    SecondEvaluation,
)
from policygraph.loaders.sheet.evaluation.reflection import read_reflections
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import FOREST, HARBOUR, ORCHARD, PROJECTS, Piece, named, piece

URGENT = "施策の緊急性・優先性・事務事業の有効性"


def mentions(projects: Sequence[Project]) -> tuple[ProjectMention, ...]:
    return tuple(ProjectMention(quotes=(), code=project.code, name=project.name) for project in projects)


def policy(number: str, *projects: Project) -> ResponsePolicy:
    return ResponsePolicy(
        quotes=(),
        number=number,
        area=None,
        text=None,
        direction=None,
        cause=None,
        projects=mentions(projects),
        plans=(),
    )


def second(*groups: Sequence[Project]) -> SecondEvaluation:
    opinions = (Opinion(quotes=(), number=None, category=None, projects=mentions(group), text="") for group in groups)
    return SecondEvaluation(quotes=(), categories=(), opinions=tuple(opinions))


def read(
    text: str, policies: Sequence[ResponsePolicy] = (), opinions: SecondEvaluation | None = None
) -> tuple[Reflections, Piece]:
    page = piece(text)
    reflections = read_reflections(page.lines, (), page.reading, PROJECTS, policies, opinions)
    assert reflections is not None
    return reflections, page


def test_answers_to_policies_go_by_their_projects_and_not_by_their_order() -> None:
    reflections, page = read(
        "７　評価結果の反映\n（１）一次政策評価結果への対応\n\n対応方針\n番号\n\n①\n\n②\n\n対応 事務事業\n\n"
        f"＜新たな取組等＞\n・木を植え\nる。\n・道を直す。\n\n縮小：{FOREST.name}\n\n"
        f"＜新たな取組等＞\n・船を増やす。\n\n拡充：{HARBOUR.name}\n改善：{ORCHARD.name}\n",
        (policy("①", HARBOUR, ORCHARD), policy("②", FOREST)),
    )
    assert [
        (each.policy, each.text, [(project.direction, project.project.code) for project in each.projects])
        for each in reflections.policy_responses
    ] == [
        ("②", "・木を植える。\n・道を直す。", [("縮小", "0103")]),
        ("①", "・船を増やす。", [("拡充", "0101"), ("改善", "0102")]),
    ]
    assert all(each.decision is None for each in reflections.policy_responses)
    assert page.unread == [] and page.rules == []


def test_answers_that_name_the_same_project_keep_their_order() -> None:
    reflections, _ = read(
        f"＜新たな取組等＞\n・甲。\n\n改善：{FOREST.name}\n\n＜新たな取組等＞\n・乙。\n\n改善：{FOREST.name}\n",
        (policy("①", FOREST), policy("②", FOREST)),
    )
    assert [(each.policy, each.text) for each in reflections.policy_responses] == [("①", "・甲。"), ("②", "・乙。")]
    assert all(each.decision for each in reflections.policy_responses)


def test_an_answer_without_heading_and_projects_wrapped_or_of_no_row() -> None:
    reflections, page = read(
        "・甲を行う。\n\n改善：港のにぎわいづくり支\n援事業\n統合：見知らぬ土地の開拓事業\n", (policy("①", HARBOUR),)
    )
    (response,) = reflections.policy_responses
    assert named(tuple(each.project for each in response.projects)) == [
        ("0101", HARBOUR.name),
        (None, "見知らぬ土地の開拓事業"),
    ]
    assert response.policy == "①" and response.decision and response.decision.confidence < 1
    assert page.rules == ["low-confidence"]


def test_an_answer_whose_projects_no_policy_names_is_reported() -> None:
    reflections, page = read(f"＜新たな取組等＞\n・甲。\n\n改善：{FOREST.name}\n", (policy("①", HARBOUR),))
    assert reflections.policy_responses[0].policy is None
    assert page.rules == ["cell-unknown"]


def test_projects_above_their_text_are_dealt_by_the_blank_lines() -> None:
    reflections, _ = read(
        f"＜新たな取組等＞\n・甲。\n\n改善：{FOREST.name}\n\n拡充：{HARBOUR.name}\n\n＜新たな取組等＞\n・乙。\n"
    )
    assert [(each.text, [own.project.code for own in each.projects]) for each in reflections.policy_responses] == [
        ("・甲。", ["0103"]),
        ("・乙。", ["0101"]),
    ]
    assert {str(each.decision.confidence) for each in reflections.policy_responses if each.decision} == {"0.500"}


def test_answers_to_opinions_with_a_project_glued_behind_the_text() -> None:
    reflections, page = read(
        f"（２）二次政策評価結果への対応(付加意見への対応状況）\n\n＜意見区分；　{URGENT}＞\n\n"
        f"対応方針\n番号\n\n事務事業\n整理番号\n\n"
        f"事務事業名 各部局の対応（令和３年３月末時点）\n\n施策\n事務事業 Ⅰ\n\n0101 {HARBOUR.name} ・船を増やし\nた。\n"
        f"・2050年に向け港を直した。0103 {FOREST.name}\n",
        (),
        second((HARBOUR, FOREST)),
    )
    (response,) = reflections.opinion_responses
    assert (response.opinion, response.number, response.category) == (1, "Ⅰ", URGENT)
    assert named(response.projects) == [("0101", HARBOUR.name), ("0103", FOREST.name)]
    assert response.text == "・船を増やした。\n・2050年に向け港を直した。"
    assert response.as_of == Moment(2021, 3, "calendar")
    assert page.unread == [] and page.rules == []


def test_the_opinions_tell_to_which_answer_a_project_between_two_texts_belongs() -> None:
    text = f"0101 {HARBOUR.name}\n・甲。\n\n0102 {ORCHARD.name}\n\n0103 {FOREST.name}\n・乙。\n"
    for groups in (((HARBOUR, ORCHARD), (FOREST,)), ((HARBOUR,), (ORCHARD, FOREST))):
        reflections, _ = read(text, (), second(*groups))
        found = [[mention.code for mention in each.projects] for each in reflections.opinion_responses]
        assert found == [[project.code for project in group] for group in groups]
        assert [each.opinion for each in reflections.opinion_responses] == [1, 2]


def test_a_category_above_another_table_is_not_taken() -> None:
    reflections, _ = read(
        f"＜意見区分；　{URGENT}＞\n\n（１）一次政策評価結果への対応\n\n＜新たな取組等＞\n・甲。\n\n"
        f"改善：{FOREST.name}\n\n"
        f"事務事業\n整理番号\n\n事務事業名 各部局の対応\n\n0101 {HARBOUR.name}\n・乙。\n"
    )
    assert [each.category for each in reflections.opinion_responses] == [None]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("（令和３年３月末時点）", Moment(2021, 3, "calendar")),
        ("（Ｒ４年１０月時点）", Moment(2022, 10, "calendar")),
        ("（令和元年度末時点）", Moment(2019, None, "fiscal")),
        ("", None),
    ],
)
def test_the_date_of_the_answers(printed: str, moment: Moment | None) -> None:
    reflections, page = read(
        f"事務事業名 各部局の対応{printed}\n\n0101 {HARBOUR.name}\n・甲。\n", (), second((HARBOUR,))
    )
    assert reflections.opinion_responses[0].as_of == moment
    assert page.unread == []


def test_heads_without_any_answer_are_nothing() -> None:
    page = piece("７　評価結果の反映\n（１）一次政策評価結果への対応\n\n対応方針\n番号\n")
    assert read_reflections(page.lines, (), page.reading, PROJECTS, (), None) is None
    assert page.unread == [] and "評価結果の反映" in page.with_fate(Fate.LABEL)


def test_the_real_sheet(real_sheet_path: Path) -> None:
    reflections = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).reflections
    assert reflections is not None
    assert [(each.policy, [own.project.code for own in each.projects]) for each in reflections.policy_responses] == [
        ("①", ["0533", "0534", "0535", "0536"]),
        ("②", ["0536"]),
        ("③", ["0533"]),
    ]
    assert [
        (each.opinion, [mention.code for mention in each.projects], each.as_of)
        for each in reflections.opinion_responses
    ] == [(1, ["0533", "0536"], Moment(2021, 3, "calendar")), (2, ["0533"], Moment(2021, 3, "calendar"))]


def test_lists_that_changed_places_go_back_by_the_order_of_the_policies() -> None:
    reflections, page = read(
        f"＜新たな取組等＞\n・甲。\n\n＜新たな取組等＞\n・乙。\n\n改善：{ORCHARD.name}\n\n改善：{HARBOUR.name}\n",
        (policy("①", HARBOUR), policy("②", ORCHARD)),
    )
    assert [(each.text, each.policy) for each in reflections.policy_responses] == [("・甲。", "①"), ("・乙。", "②")]
    assert all(each.decision and each.decision.confidence < 1 for each in reflections.policy_responses)
    assert page.rules.count("low-confidence") == 2


def test_a_reply_right_above_the_lists_of_the_policies_stays_a_reply() -> None:
    reflections, _ = read(
        f"0103 {FOREST.name}\n・森を歩く。\n\n改善：{HARBOUR.name}\n\n＜新たな取組等＞\n・甲。\n",
        (policy("①", HARBOUR),),
        second((FOREST,)),
    )
    assert [each.text for each in reflections.opinion_responses] == ["・森を歩く。"]
    assert [each.text for each in reflections.policy_responses] == ["・甲。"]
