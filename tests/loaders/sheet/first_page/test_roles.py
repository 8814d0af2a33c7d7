"""The table of roles and the drawing."""

from __future__ import annotations

from decimal import Decimal

from tests.loaders.sheet.first_page.page1 import (
    AREA_ALONE,
    GOALS,
    GROUPED,
    HEAD,
    LABELS,
    ROLE,
    SITUATION,
    read,
    rules,
    unread,
)

TABLE = (*HEAD, AREA_ALONE, SITUATION, GOALS, *LABELS)
ITEM = "・網の修理を学ぶ会"


def test_groups_head_parts_of_a_cell() -> None:
    page, reading = read([*TABLE, GROUPED])
    assert [(role.group, role.text) for role in page.roles] == [
        ("関係団体", "・桟橋の日ごろの見回りと傷みの知らせ"),
        ("民間", "・荷揚げの手順の見直し\n・灯りの寄付"),
    ]
    assert rules(reading) == ["cell-unknown"]


def test_neither_part_nor_actor_is_guessed() -> None:
    page, reading = read([*TABLE, GROUPED, ROLE])
    assert {(role.area, role.actor) for role in page.roles} == {(None, None)}
    assert "国・道・市町村・民間等" in reading.findings[0].message_ja


def test_the_only_area_of_a_measure_is_the_row_of_its_roles() -> None:
    page, _ = read([*HEAD, SITUATION, GOALS.split("【船")[0].strip(), GROUPED])
    assert {role.area for role in page.roles} == {"1(2)A"}


def test_a_group_parted_from_its_text_and_one_glued_to_it() -> None:
    page, _ = read([*TABLE, "〔民間〕", "・灯りの寄付", "〔関係団体〕・桟橋の見回り"])
    assert [(role.group, role.text) for role in page.roles] == [
        ("民間", "・灯りの寄付"),
        ("関係団体", "・桟橋の見回り"),
    ]


def test_an_indented_line_is_a_paragraph_and_a_single_last_character_is_not() -> None:
    page, _ = read([*TABLE, "〔民間〕\n・荷揚げの手順の見直しと灯りの手入れの徹\n底\n・関わる取組\n　船主への支援"])
    assert page.roles[0].text == "・荷揚げの手順の見直しと灯りの手入れの徹底\n・関わる取組\n船主への支援"


def test_a_bulleted_block_among_cells_is_a_role_and_in_the_drawing_is_not() -> None:
    page, reading = read([*TABLE, ITEM, GOALS, "連 携", "国", "・桟橋の共同の点検", "港\nの\n手\n入\nれ"])
    assert [role.text for role in page.roles] == [ITEM]
    assert [text.text for text in page.image] == ["連携", "国", "・桟橋の共同の点検", "港の手入れ"]
    assert all(record.decision for record in (page.roles[0], page.image[2]))
    assert unread(reading) == []


def test_a_bulleted_block_between_cells_and_drawing_is_in_doubt() -> None:
    page, reading = read([*TABLE, ITEM, "連 携"])
    (role_or_text,) = [record for record in (*page.roles, *page.image) if record.text == ITEM]
    assert role_or_text.decision is not None and role_or_text.decision.confidence < Decimal("0.9")
    assert [finding.printed for finding in reading.findings if finding.rule == "low-confidence"] == [ITEM]
    assert unread(reading) == []


def test_a_lone_bullet_beside_the_label_of_the_drawing_is_of_the_drawing() -> None:
    page, _ = read([*HEAD, AREA_ALONE, SITUATION, GOALS, "施策のイメージ", ITEM, "国", *LABELS])
    assert [text.text for text in page.image] == [ITEM, "国"]


def test_several_bullets_without_a_blank_line_are_a_cell_of_the_table() -> None:
    page, _ = read([*TABLE, "連 携", ROLE, "国"])
    assert [role.text for role in page.roles] == [ROLE]


def test_an_indented_line_does_not_tell_the_width_of_the_column() -> None:
    page, _ = read([*TABLE, GROUPED, "・関わる取組\n　船主への支援", HEAD[3]])
    assert page.roles[-1].text == "・関わる取組\n船主への支援"


def test_more_evidence_raises_the_confidence() -> None:
    short, _ = read([*TABLE, ITEM, GROUPED])
    long, _ = read([*TABLE, ROLE, GROUPED])
    assert short.roles[0].decision is not None and long.roles[0].decision is not None
    assert short.roles[0].decision.confidence < long.roles[0].decision.confidence < 1


def test_a_phrase_of_the_drawing_over_blank_lines_is_one() -> None:
    page, _ = read([*TABLE, "連 携", "・桟橋の傷みを知らせる仕組", "みを港ごとに広げる", "国"])
    assert "・桟橋の傷みを知らせる仕組みを港ごとに広げる" in [text.text for text in page.image]


def test_prose_of_no_cell_is_reported() -> None:
    page, reading = read([*TABLE, "港の話をする。"])
    assert page.roles == ()
    assert page.image == ()
    assert rules(reading) == ["cell-unknown"]
    assert unread(reading) == []
