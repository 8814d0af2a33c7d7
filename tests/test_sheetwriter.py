"""The sheet writer: what it prints holds all records, and each damage does what its name says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.japanese import fold
from tests.sheetwriter import HEAVY, LIGHT, MEDIUM, NONE, Damage, Shape, compare, generate, write
from tests.sheetwriter.damage import BLANK_LINES, FORM_FEED
from tests.sheetwriter.examples import EXAMPLES
from tests.sheetwriter.generate_evaluation import effort_verdict, latest_grade
from tests.sheetwriter.generate_indicators import FROM_BASE, grade_of, rate_of

SEEDS = st.integers(min_value=0, max_value=10_000)
MONOZUKURI = EXAMPLES[0].sheet


def printed(text: str) -> str:
    """A text without its wraps and other white space."""
    return fold(text)


def with_damage(**strengths: Any) -> str:
    return write(MONOZUKURI, replace(NONE, **strengths), 1)


# --- the writer -------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from([NONE, LIGHT, MEDIUM, HEAVY]))
def test_same_arguments_give_the_same_text(seed: int, damage: Damage) -> None:
    assert write(generate(seed), damage, seed) == write(generate(seed), damage, seed)


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from([NONE, LIGHT, MEDIUM, HEAVY]))
def test_every_row_partner_and_indicator_is_printed(seed: int, damage: Damage) -> None:
    sheet = generate(seed)
    text = write(sheet, replace(damage, widths=0.0), seed)
    whole = printed(text)
    assert all(project.code in text for project in sheet.projects)
    assert all(fold(item.printed) in whole for cooperation in sheet.cooperations for item in cooperation.partners)
    assert all(fold(item.name) in whole for item in sheet.indicators)
    assert all(fold(item.title) in whole for item in sheet.initiatives)


def test_pages_stand_in_the_order_of_the_form() -> None:
    ordered = replace(HEAVY, loose_headers=0.0, displaced=0.0, late_headings=0.0, swapped=0.0, spaced=0.0)
    text = printed(write(MONOZUKURI, ordered, 5))
    titles = (
        "1目標等の設定",
        "今年度の取組",
        "2連携の状況",
        "3成果指標の設定",
        "4事務事業の設定",
        "(1)成果指標の分析",
        "(2)取組の分析",
        "(3)総合評価と対応方針等",
        "6二次政策評価結果",
        "7評価結果の反映",
        "(3)事務事業への反映状況",
    )
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_a_share_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="parted"):
        replace(NONE, parted=1.5)


def test_page_breaks_are_needed() -> None:
    with pytest.raises(ValueError, match="page break"):
        replace(NONE, breaks=())


# --- each damage ------------------------------------------------------------------------------


def test_tidy_sheet_has_one_row_on_one_line() -> None:
    assert "0533 2(2)A ものづくり産業分野人材確保支援事業 産業振興課 13,132 2,627 0.4 0.0 0.4 16,300" in write(
        MONOZUKURI, NONE, 1
    )


def test_wrapped_names_break_in_mid_word() -> None:
    assert "次世代自動車関連ものづくり産業振興\n事業\n" in with_damage(wrapped=True)


def test_parted_label_stands_alone() -> None:
    assert "\n\n施策名\n\n" in with_damage(parted=1.0)


def test_glued_cells_have_no_space_between() -> None:
    assert "対応方針関連する事務事業関連する計画等" in with_damage(glued=1.0)


def test_numbers_are_never_glued() -> None:
    assert "0 378,589 230,052 14.5 1 16計" in with_damage(glued=1.0)


def test_blank_counts_vanish_from_the_row_of_an_area() -> None:
    assert "\n2(2)A 3 1\n" in with_damage(vanished=1.0)
    assert "\n2(2)A 0 0 0 3 1\n" in with_damage()


def test_a_missing_money_cell_leaves_one_number() -> None:
    assert "産業振興課 0 0.2 0.0 0.2 1,584" in with_damage()


def test_overviews_stand_after_their_rows() -> None:
    text = with_damage(overviews_apart=True)
    assert text.index("0538 2(2)A") < text.index("参入の後押し、産業技術の開発") < text.index("食品工場の困りごと")


def test_displaced_runs_leave_no_overview_out() -> None:
    text = with_damage(overviews_apart=True, moved_runs=1)
    overviews = [project.overview.text for project in MONOZUKURI.projects if project.overview]
    places = [text.index(overview) for overview in overviews]
    assert places != sorted(places)


def test_stacked_columns_put_numbers_before_names() -> None:
    assert (
        "0533\n0534\n0535\n0536\n\nものづくり産業分野人材確保支援事業\n食関連ものづくり産業振興事業\n"
        in with_damage(stacked=1.0)
    )


def test_late_heading_follows_the_rows() -> None:
    text = with_damage(late_headings=1.0)
    assert text.index("0532 2(2)A") < text.index("４　事務事業の設定")


def test_repeated_row_shows_its_plan_codes_once() -> None:
    text = with_damage(repeated=1.0)
    assert text.count("◎食関連機械をつくる企業の育成\n　・食品工場の要望の聞取り\n") == 2
    assert text.count("【公約】\nC0003\nC0078") == 1


def test_upright_text_has_one_character_a_line() -> None:
    assert "\n施\n策\nの\n推\n進\n" in with_damage(vertical=True)


def test_interleaved_boxes_mix_their_cells() -> None:
    text = with_damage(interleaved=1.0)
    left = text[text.index("関① 指標名") : text.index("評価年度")]
    places = [left.index(cell) for cell in ("関② 指標名", "増減方向", "〔指標の説明〕", "基準値")]
    assert places != sorted(places)


def test_lost_code_leaves_only_its_label_on_the_first_page() -> None:
    text = with_damage(lost_code=1.0)
    first_page = text[: text.index("１－２")]
    assert "施策コード" in first_page
    assert "05" not in first_page


def test_page_breaks_may_be_form_feeds() -> None:
    assert BLANK_LINES not in with_damage(breaks=(FORM_FEED,))
    assert with_damage(breaks=(FORM_FEED,)).count("\f") == with_damage().count(BLANK_LINES)


def test_marks_come_in_several_forms() -> None:
    text = with_damage(marks=1.0)
    assert "◯" in text
    assert any(dash in text for dash in "－―−")


def test_spaced_labels() -> None:
    text = with_damage(spaced=1.0)
    assert "施 策 名" in text or "施　策　名" in text


def test_wide_characters_mix_with_narrow_ones() -> None:
    tidy, mixed = with_damage(), with_damage(widths=0.5)
    assert tidy != mixed
    assert fold("自動車の部品を道内で調達した額は401億円") in printed(mixed)


# --- invented sheets --------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_invented_sums_agree(seed: int) -> None:
    sheet = generate(seed, Shape(oddities=0.0))
    assert sheet.totals is not None
    assert sum(project.budget or 0 for project in sheet.projects) == sheet.totals.budget == sheet.budgets[-1].amount
    assert sum(project.general_funds or 0 for project in sheet.projects) == sheet.totals.general_funds
    assert (
        sum((project.staff_head_office or Decimal(0) for project in sheet.projects), Decimal(0))
        == sheet.totals.staff_head_office
    )


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_invented_rates_and_grades_agree(seed: int) -> None:
    for box in generate(seed).indicators:
        assert box.base_value is not None
        for seen in box.observations:
            if seen.target is not None and seen.actual is not None:
                rate = rate_of(box.base_value, seen.target, seen.actual, box.formula or FROM_BASE)
                assert (seen.rate, seen.grade) == (rate, grade_of(rate))


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_a_box_has_room_for_all_observations(seed: int) -> None:
    boxes = [*generate(seed).indicators, *(box for example in EXAMPLES for box in example.sheet.indicators)]
    for box in boxes:
        assert len([seen for seen in box.observations if seen.grade is not None]) <= 3
        assert all(seen.target is None for seen in box.observations[:-2])


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_invented_evaluations_agree(seed: int) -> None:
    sheet = generate(seed)
    first = sheet.first_evaluation
    assert first is not None
    assert first.effort_verdict == effort_verdict(first.judgements)
    for count in first.counts:
        own = [box for box in sheet.indicators if count.area in (None, box.area)]
        assert sum(latest_grade(box) == count.grade for box in own) == count.count
    codes = {project.code for project in sheet.projects}
    assert all(item.code in codes for policy in first.policies for item in policy.projects)


def test_invented_sheets_have_the_asked_counts() -> None:
    shape = Shape(parts=(2, 2), projects=(7, 7), indicators=(0, 0), partners=(0, 0), policies=(0, 0), opinions=(0, 0))
    sheet = generate(3, shape)
    assert (len(sheet.parts), len(sheet.projects), len(sheet.indicators)) == (2, 7, 0)
    assert write(sheet, HEAVY, 3)


# --- comparing --------------------------------------------------------------------------------


def test_a_sheet_agrees_with_itself() -> None:
    result = compare(MONOZUKURI, MONOZUKURI)
    assert result.wrong == []
    assert result.missing == []
    assert result.counts["money"].right == 31 * 6 - 6 * 2 + 6


def test_changed_money_is_wrong_and_lost_overview_missing() -> None:
    first, second, *rest = MONOZUKURI.projects
    read = replace(MONOZUKURI, projects=(replace(first, budget=1), replace(second, overview=None), *rest))
    result = compare(MONOZUKURI, read)
    assert [(wrong.kind, wrong.key, wrong.expected, wrong.read) for wrong in result.wrong] == [
        ("money", ("0532", "budget"), 4558000, 1)
    ]
    assert [(fact.kind, fact.key) for fact in result.missing] == [("overview", ("0533",))]


def test_an_invented_project_is_wrong() -> None:
    read = replace(MONOZUKURI, projects=(*MONOZUKURI.projects, replace(MONOZUKURI.projects[0], code="9999")))
    assert {wrong.key[0] for wrong in compare(MONOZUKURI, read).wrong} == {"9999"}


def test_widths_and_wraps_do_not_matter() -> None:
    head = replace(MONOZUKURI.head, contact="産業振興課産業企画係(２６-８０９)")
    assert compare(MONOZUKURI, replace(MONOZUKURI, head=head)).wrong == []
