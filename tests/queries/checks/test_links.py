"""What responses name of other sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from policygraph.loaders.records import (
    AreaVerdict,
    DirectedProject,
    GradeCount,
    PolicyResponse,
    ProjectMention,
    Reflection,
    Sheet,
)
from policygraph.queries.checks.links import unknown_area, unknown_plan_code, unknown_project
from tests.queries.checks.sheets import (
    AREA,
    QUOTES,
    SOUND,
    UNSURE,
    first_evaluation,
    link,
    mention,
    opinion,
    part,
    policy,
    project,
    reflected,
    reflections,
    reply,
    said,
    second_evaluation,
)

LISTED = replace(
    SOUND,
    projects=(
        project("1201", name="灯台みまもり事業費"),
        project("1202", name="ＩＴ漁港サポート事業"),
        project("1203", name="庶務に関すること"),
        project("1204", name="庶務に関すること"),
    ),
)


def naming(*mentions: ProjectMention) -> Sheet:
    return replace(LISTED, first_evaluation=first_evaluation(policy(projects=mentions)))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("1201", "灯台みまもり事業費"),
        ("1201", None),
        (None, "灯台みまもり事業費"),
        ("1202", "IT漁港 ｻﾎﾟｰﾄ事業"),
        ("1203", "庶務に関すること"),
        ("1204", "庶務に関すること"),
        (None, "庶務に関すること"),
        ("1201", "灯台みまもり"),
    ],
)
def test_projects_that_section_four_has(code: str | None, name: str | None) -> None:
    assert not list(unknown_project(naming(mention(code, name))))


def test_a_number_or_a_name_that_section_four_lacks() -> None:
    found = list(unknown_project(naming(mention("1999"), mention(None, "潮だまり調査事業"))))
    assert said(found) == [("unknown-project", "1999", None), ("unknown-project", "潮だまり調査事業", None)]
    assert found[0].about == ("response-policy", "①")


def test_an_unknown_number_with_a_known_name_says_whose_it_is() -> None:
    (found,) = unknown_project(naming(mention("1999", "灯台みまもり事業費")))
    assert said([found]) == [("unknown-project", "1999 灯台みまもり事業費", "1201")]
    assert "1201" in found.message_ja


def test_number_and_name_of_two_projects() -> None:
    (found,) = unknown_project(naming(mention("1201", "ＩＴ漁港サポート事業")))
    assert said([found]) == [("unknown-project", "1201 ＩＴ漁港サポート事業", "1201 灯台みまもり事業費")]
    assert "1202" in found.message_ja


def test_every_section_that_names_projects_is_looked_at() -> None:
    unknown = mention("1999")
    directed = DirectedProject(quotes=QUOTES, direction="改善", project=unknown)
    sheet = replace(
        naming(unknown),
        second_evaluation=second_evaluation(opinion("Ⅰ", "1999")),
        reflections=reflections(
            policy_responses=(PolicyResponse(quotes=QUOTES, policy="①", text="直す。", projects=(directed,)),),
            opinion_responses=(reply(1, "1999"),),
            projects=(reflected("1999", "改善", "改善"),),
        ),
    )
    places = [found.message_ja.partition("にある")[0] for found in unknown_project(sheet)]
    assert places == ["対応方針①", "付加意見Ⅰ", "７(1)の対応", "７(2)の対応", "７(3)の表"]


def test_a_name_in_the_table_of_reflections_is_compared_too() -> None:
    row = Reflection(
        quotes=QUOTES, project=mention("1201", "庶務に関すること"), first_direction=None, next_direction=None
    )
    assert len(list(unknown_project(replace(LISTED, reflections=reflections(projects=(row,)))))) == 1


# --- plan codes ---------------------------------------------------------------------------------


PARTS = (part(AREA, link("A1101"), link("A1102"), link("C0007", "公約")), part("9(8)Y", link("A1103")))


def coded(*codes: str, heading: str = "創生", parts: Any = PARTS, **changes: Any) -> Sheet:
    named = policy(plans=tuple(link(code, heading) for code in codes), **changes)
    return replace(SOUND, parts=parts, first_evaluation=first_evaluation(named))


def test_codes_of_the_part() -> None:
    assert not list(unknown_plan_code(coded("A1101", "Ａ1102")))


def test_a_code_that_its_policy_area_lacks() -> None:
    (found,) = unknown_plan_code(coded("A1101", "A9999"))
    assert said([found]) == [("unknown-plan-code", "A9999", "A1101 A1102 C0007")]
    assert found.about == ("response-policy", "①")


def test_a_code_of_another_policy_area_says_which() -> None:
    (found,) = unknown_plan_code(coded("A1103"))
    assert found.rule == "unknown-plan-code"
    assert "9(8)Y" in found.message_ja


def test_a_plan_of_which_page_two_prints_no_code_cannot_be_compared() -> None:
    assert said(list(unknown_plan_code(coded("1-2", heading="強靱化")))) == [("cannot-check", "1-2", None)]


def test_codes_that_the_reader_dealt_out_on_thin_evidence_prove_nothing() -> None:
    unsure = (part(AREA, link("A1101", decision=UNSURE)), PARTS[1])
    assert [each.rule for each in unknown_plan_code(coded("A9999", parts=unsure))] == ["cannot-check"]
    assert [each.rule for each in unknown_plan_code(coded("A9999", decision=UNSURE))] == ["cannot-check"]


def test_a_policy_whose_area_is_not_known_is_not_compared() -> None:
    assert not list(unknown_plan_code(coded("A9999", area=None)))
    assert not list(unknown_plan_code(coded("A9999", area="7(7)X")))


# --- policy areas -------------------------------------------------------------------------------


def test_areas_that_the_measure_has() -> None:
    sheet = replace(SOUND, parts=PARTS, projects=(project(), project("1202", area=None)))
    assert not list(unknown_area(sheet))
    assert not list(unknown_area(replace(SOUND, projects=(project(area="7(7)X"),))))


def test_areas_that_the_measure_lacks() -> None:
    first = first_evaluation(
        policy(area="7(7)X"),
        counts=tuple(GradeCount(quotes=QUOTES, area="6(6)W", grade=grade, count=1) for grade in "AB"),
        verdicts=(AreaVerdict(quotes=QUOTES, area="6(6)W", verdict="-"),),
    )
    sheet = replace(SOUND, parts=PARTS, projects=(project(area="7(7)X"),), first_evaluation=first)
    found = list(unknown_area(sheet))
    assert said(found) == [("unknown-area", area, "9(9)Z 9(8)Y") for area in ("7(7)X", "7(7)X", "6(6)W")]
    assert [each.about for each in found] == [("project", "1201"), ("response-policy", "①"), ("first-evaluation", "")]
