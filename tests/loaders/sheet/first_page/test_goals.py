"""施策目標 and the order of the policy areas."""

from __future__ import annotations

from decimal import Decimal

from tests.loaders.sheet.first_page.page1 import AREA_ALONE, GOALS, HEAD, ROW_HEADINGS, SITUATION, read, rules, unread

FIRST, SECOND = (f"【{goal}" for goal in GOALS.split("【")[1:])
ROWS = "0301 2(3)B 桟橋の点検\n\n0302 1(2)A 灯りの更新"


def names(boxes: list[str], later: str = "") -> list[tuple[str, str | None]]:
    page, _ = read([*HEAD, SITUATION, *boxes], later)
    return [(part.area, part.name) for part in page.parts]


def test_codes_in_any_printed_order_follow_the_form() -> None:
    assert names([AREA_ALONE, GOALS]) == [("1(2)A", "小さな港の手入れ"), ("2(3)B", "船着き場の充実")]


def test_project_rows_tell_the_order() -> None:
    assert names([AREA_ALONE, GOALS], ROWS) == [("2(3)B", "小さな港の手入れ"), ("1(2)A", "船着き場の充実")]


def test_a_run_of_all_codes_tells_the_order() -> None:
    assert names(["2(3)B 1(2)A", "2(3)B\n1(2)A", GOALS])[0] == ("2(3)B", "小さな港の手入れ")


def test_places_on_later_pages_tell_the_order_where_project_rows_do_not() -> None:
    assert names([AREA_ALONE, GOALS], "2(3)B\n\n1(2)A\n\n2(3)B")[0] == ("2(3)B", "小さな港の手入れ")


def test_of_two_that_contradict_the_project_rows_are_believed() -> None:
    assert names([AREA_ALONE, GOALS], f"1(2)A 2(3)B\n\n{ROWS}")[0] == ("2(3)B", "小さな港の手入れ")


def test_an_order_without_evidence_is_as_likely_wrong_as_right() -> None:
    page, _ = read([*HEAD, AREA_ALONE, SITUATION, GOALS])
    assert {part.decision.confidence for part in page.parts if part.decision} == {Decimal("0.5")}


def test_agreeing_evidence_raises_the_confidence() -> None:
    agreeing, _ = read([*HEAD, AREA_ALONE, GOALS], "0301 1(2)A 桟橋の点検\n\n0302 2(3)B 灯りの更新")
    disagreeing, _ = read([*HEAD, "1(2)A 2(3)B", GOALS], ROWS)
    sure, doubtful = agreeing.parts[0].decision, disagreeing.parts[0].decision
    assert sure is not None and doubtful is not None
    assert Decimal(1) > sure.confidence > doubtful.confidence


def test_one_area_with_a_heading_leaves_nothing_to_decide() -> None:
    page, reading = read([*HEAD, SITUATION, FIRST])
    (part,) = page.parts
    assert (part.area, part.name, part.decision) == ("1(2)A", "小さな港の手入れ", None)
    assert unread(reading) == []


def test_one_area_without_heading() -> None:
    page, _ = read([*HEAD, SITUATION, "桟橋の点検を欠かさず、傷みを\n早く見付けて直す。"])
    (part,) = page.parts
    assert part.name is None
    assert part.goal is not None and part.goal.text == "桟橋の点検を欠かさず、傷みを早く見付けて直す。"


def test_goals_parted_from_their_headings_are_told_by_their_wording() -> None:
    headings, texts = zip(*(goal.split("\n", 1) for goal in (FIRST, SECOND)), strict=True)
    text = "小さな港の桟橋の手入れを欠かさず、傷みを早く見付けて直す。"
    page, _ = read([*HEAD, AREA_ALONE, SITUATION, *headings, texts[1].strip(), text])
    assert [part.goal.text for part in page.parts if part.goal] == [text, texts[1].strip()]
    assert all(part.decision is not None and part.decision.confidence < 1 for part in page.parts)


def test_headings_of_the_table_of_roles_are_repeats() -> None:
    page, reading = read([*HEAD, AREA_ALONE, SITUATION, *ROW_HEADINGS, GOALS])
    assert [part.name for part in page.parts] == ["小さな港の手入れ", "船着き場の充実"]
    assert unread(reading) == []


def test_more_headings_than_areas_are_not_guessed() -> None:
    page, reading = read([*HEAD, SITUATION, GOALS])
    assert [(part.area, part.name, part.goal) for part in page.parts] == [("1(2)A", None, None)]
    assert rules(reading) == ["cell-unknown"]
    assert unread(reading) == []


def test_a_goal_glued_to_its_heading() -> None:
    page, _ = read([*HEAD, SITUATION, "【小さな港の手入れ】　桟橋の点検を欠かさず、傷みを\n早く見付けて直す。"])
    (part,) = page.parts
    assert part.goal is not None and part.goal.text == "桟橋の点検を欠かさず、傷みを早く見付けて直す。"
