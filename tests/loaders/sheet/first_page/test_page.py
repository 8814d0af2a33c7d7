"""Page 1 as a whole: boxes in any order, situation, the real sheet."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.loaders.sheet.first_page.page1 import (
    BOXES,
    BUDGETS,
    CODE,
    DRAWING,
    GOALS,
    HEAD,
    LABELS,
    NAME,
    SITUATION,
    read,
    unread,
)


@settings(max_examples=25, deadline=None)
@given(st.permutations(BOXES))
def test_boxes_in_any_order_say_the_same(boxes: list[str]) -> None:
    page, reading = read([*boxes[:7], *BUDGETS, *boxes[7:]])
    head = page.head
    assert (head.name, head.code, head.department) == (NAME, CODE, "水産林務部")
    assert (head.author_post, head.contact) == ("水産林務部長", "架空漁港課計画係（28-123）")
    assert (head.related_offices, head.areas) == (("水産林務部水産局架空漁港課",), ("1(2)A", "2(3)B"))
    assert head.overall_verdict == "効果的な取組を検討して引き続き推進"
    assert [(part.area, part.name) for part in page.parts] == [
        ("1(2)A", "小さな港の手入れ"),
        ("2(3)B", "船着き場の充実"),
    ]
    assert [part.goal.text[:5] for part in page.parts if part.goal] == ["桟橋の点検", "夜も安心し"]
    assert page.situation is not None and page.situation.text.count("\n") == 1
    assert [budget.amount for budget in page.budgets] == [12_345_000, 23_456_000, 34_567_000]
    assert {role.group for role in page.roles} >= {"関係団体", "民間"}
    assert unread(reading) == []


def test_the_situation_keeps_its_bullets_and_loses_its_wraps() -> None:
    page, _ = read([*HEAD, SITUATION, GOALS])
    assert page.situation is not None
    assert page.situation.text == SITUATION.replace("てい\nる", "ている")
    assert page.situation.decision is None


def test_a_situation_that_also_says_what_is_aimed_at_is_less_sure() -> None:
    page, _ = read([*HEAD, SITUATION + "\n・ 灯りを増やす。"])
    assert page.situation is not None and page.situation.decision is not None
    assert page.situation.decision.confidence < 1


def test_a_situation_printed_twice_is_read_once() -> None:
    page, reading = read([*HEAD, SITUATION, *LABELS, SITUATION])
    assert page.situation is not None and page.situation.text.count("桟橋") == 1
    assert unread(reading) == []


def test_a_page_without_situation_says_so() -> None:
    page, reading = read([*HEAD, GOALS.split("\n【")[0]])
    assert page.situation is None
    assert [finding.expected for finding in reading.findings] == ["現状と課題"]


def test_an_empty_page() -> None:
    page, reading = read([])
    assert (page.head.name, page.head.department, page.head.areas) == (NAME, None, ())
    assert (page.situation, page.image, page.budgets, page.parts, page.roles) == (None, (), (), (), ())
    assert {finding.rule for finding in reading.findings} == {"cell-unknown"}


def test_the_drawing_is_no_situation() -> None:
    page, _ = read([*HEAD, *DRAWING, SITUATION])
    assert [text.text for text in page.image] == ["連携", "港の手入れ", "灯り"]


def test_the_real_sheet(real_sheet_path: Path) -> None:
    sheet = read_sheet(Source.from_bytes(real_sheet_path.name, real_sheet_path.read_bytes()))
    head = sheet.head
    assert (head.code, head.fiscal_year, head.department, head.author_post) == ("05-10", 2020, "経済部", "経済部長")
    assert head.contact == "産業振興課産業企画係（26-809）"
    assert head.related_offices == ("経済部産業振興局産業振興課",)
    assert head.overall_verdict == "効果的な取組を検討して引き続き推進"
    assert [(part.area, part.name) for part in sheet.parts] == [
        ("2(2)A", "ものづくり産業の振興"),
        ("2(4)C", "技術支援の推進"),
    ]
    first, second = (part.goal.text for part in sheet.parts if part.goal)
    assert "ものづくり産業の振興" in first and "公設試験研究機関" in second
    assert [(budget.fiscal_year, budget.amount // 1000) for budget in sheet.budgets] == [
        (2018, 164_382),
        (2019, 167_732),
        (2020, 378_589),
    ]
    assert [role.group for role in sheet.roles].count("産業支援機関") == 2
    assert len(sheet.roles) == 7
    assert all(role.area is None and role.actor is None for role in sheet.roles)
    assert {"ものづくり企業等", "課題解決等支援", "施策の推進", "北海道"} <= {text.text for text in sheet.image}
    assert sheet.situation is not None and sheet.situation.text.count("\n") == 1
