"""Section 3 as a whole: one box, several, none; damage by damage."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from policygraph.loaders.records import Observation, Ref
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate
from tests.loaders.sheet.indicators.indicator_texts import (
    EGGS,
    FALLS,
    FORMULA,
    RATIO,
    SHIPS,
    BoxText,
    by_rank,
    history,
    numbers,
    one,
    page,
    printed,
    read,
    rules,
    tidy,
    unread,
)

# --- one box --------------------------------------------------------------------------------------


def test_one_tidy_box() -> None:
    reading, pages = read(tidy(SHIPS))
    (indicator,) = pages.indicators
    assert (indicator.rank, indicator.name, indicator.unit, indicator.area) == ("主①", SHIPS.name, "隻", "2(2)A")
    assert numbers(indicator) == (100, 140, 180)
    assert (indicator.base_year, indicator.target_year, indicator.final_year) == (2016, 2020, 2024)
    assert (indicator.kind, indicator.basis_plan, indicator.desired_change) == ("outcome", "みなと計画", "増加")
    assert indicator.explanation == "港を訪れた客船を数えたもの\n取組の進み具合を測るため"
    assert indicator.formula == FORMULA.replace("\n", "")
    assert (indicator.causes_inside, indicator.causes_outside) == ("特になし", "客船の会社が航路を変えた。")
    assert (indicator.latest_actual, indicator.progress_rate) == (118, Decimal("65.6"))
    assert history(indicator) == [
        (2016, None, None, None, "-"),
        (2017, "110", "107", "70.0", "D"),
        (2018, "120", "118", "90.0", "B"),
    ]
    assert indicator.decision is not None
    assert indicator.decision.confidence > Decimal("0.95")
    assert reading.findings == []
    assert unread(reading) == []


def test_name_wrapped_in_a_word() -> None:
    assert one(tidy(replace(SHIPS, name="港に寄る客船の\n数（隻）"))).name == SHIPS.name


def test_name_cut_in_its_bracket_by_a_blank_line() -> None:
    assert one(tidy(replace(SHIPS, name="港に寄る客船の数（\n\n隻）"))).name == SHIPS.name


def test_a_base_value_apart_from_its_label_is_found_by_the_rates_that_are_right() -> None:
    text = tidy(replace(SHIPS, rates="70.0% 50.0% 65.6%"))
    parted = text.replace(
        "基 準 値 100 目標値 140 最終目標値 180", "基 準 値\n\n140\n\n目標値 最終目標値\n\n100\n\n180"
    )
    assert parted != text
    indicator = one(parted)
    assert numbers(indicator) == (100, 140, 180)
    assert indicator.decision is not None
    assert indicator.decision.confidence < Decimal("0.9")


def test_output_indicator() -> None:
    assert one(tidy(replace(SHIPS, kind="【アウトプット指標】"))).kind == "output"


def test_calendar_year_of_the_name_holds_for_fiscal_heads() -> None:
    reading, pages = read(tidy(EGGS))
    (indicator,) = pages.indicators
    assert indicator.year_kind == "calendar"
    assert {observation.year_kind for observation in indicator.observations} == {"calendar"}
    assert (indicator.base_kind, indicator.target_kind, indicator.final_kind) == ("calendar",) * 3
    assert rules(reading) == {"year-kind"}


def test_small_letters_in_the_heads_are_calendar_years() -> None:
    reading, _ = read(tidy(replace(EGGS, grade_years="h28 h29 h30", table_years="h29 h30")))
    assert rules(reading) == set()


def test_capital_years_beside_a_calendar_name_are_kept_and_found() -> None:
    reading, pages = read(tidy(replace(EGGS, years=("H27", "R2", "R7"))))
    assert pages.indicators[0].base_kind == "fiscal"
    assert pages.indicators[0].year_kind == "calendar"
    assert "year-kind" in rules(reading)


def test_year_printed_twice_is_kept_twice_and_found() -> None:
    box = replace(SHIPS, grade_years="H29 H29 H30", grades="- - B")
    reading, pages = read(tidy(box))
    assert history(pages.indicators[0]) == [
        (2017, None, None, None, "-"),
        (2017, "110", "107", "70.0", "-"),
        (2018, "120", "118", "90.0", "B"),
    ]
    assert rules(reading) == {"year-sequence"}
    assert reading.findings[0].about == Ref("indicator", "主①")


def test_year_only_in_the_table_of_values_is_observed_too() -> None:
    indicator = one(
        tidy(replace(SHIPS, table_years="H30 R1", targets="120 130 180", actuals="118 - 118", rates="90.0% - 65.6%"))
    )
    assert history(indicator)[-2:] == [(2018, "120", "118", "90.0", "B"), (2019, "130", None, None, None)]


def test_no_results_yet() -> None:
    box = replace(SHIPS, grades="- - -", table_years="R1 R2", targets="- 140 180", actuals="- - -", rates="- - -")
    indicator = one(tidy(replace(box, inside="", outside="")))
    assert numbers(indicator) == (100, 140, 180)
    assert (indicator.latest_actual, indicator.progress_rate) == (None, None)
    assert (indicator.causes_inside, indicator.causes_outside) == (None, None)
    assert history(indicator)[-1] == (2020, "140", None, None, None)


@pytest.mark.parametrize("zero", ["0", "０"])
def test_zero_is_a_number_and_a_dash_is_none(zero: str) -> None:
    indicator = one(tidy(replace(SHIPS, values=(zero, "-", "180"), rates="97.3% 98.3% 65.6%")))
    assert numbers(indicator) == (0, None, 180)


def test_indicator_that_should_fall() -> None:
    indicator = one(tidy(FALLS))
    assert (indicator.desired_change, indicator.unit) == ("減少", "%")
    assert numbers(indicator) == (Decimal("38.5"), Decimal("33.0"), Decimal("25.0"))


def test_formula_without_base() -> None:
    box = replace(SHIPS, formula=RATIO, rates="97.3% 98.3% 65.6%")
    indicator = one(tidy(box))
    assert indicator.formula == RATIO
    assert numbers(indicator) == (100, 140, 180)


def test_rates_of_the_source_that_do_not_add_up_lower_the_confidence() -> None:
    right, wrong = one(tidy(SHIPS)).decision, one(tidy(replace(SHIPS, rates="71.0% 95.0% 65.6%"))).decision
    assert right is not None
    assert wrong is not None
    assert wrong.confidence < right.confidence


def test_causes_keep_bullets_as_paragraphs() -> None:
    indicator = one(tidy(replace(SHIPS, outside="・船の会社が減\nった。\n・岸壁が工事中・\n修理中だった。")))
    assert indicator.causes_outside == "・船の会社が減った。\n・岸壁が工事中・修理中だった。"


# --- glued and parted cells -----------------------------------------------------------------------


def test_glued_rates_in_another_order_are_put_right_by_arithmetic() -> None:
    indicator = one(tidy(replace(SHIPS, rates="70.0% 65.6%90.0%")))
    assert history(indicator)[-1] == (2018, "120", "118", "90.0", "B")
    assert indicator.progress_rate == Decimal("65.6")


def test_value_glued_to_a_neighbours_label_has_no_role_by_it() -> None:
    rows = SHIPS.left()
    rows[3] = "基 準 値 100\n\n180目標値\n\n140 最終目標値"
    assert numbers(one(page(*rows, *SHIPS.right()))) == (100, 140, 180)


def test_area_glued_to_the_formula_and_direction_to_the_plan() -> None:
    rows = SHIPS.left()
    rows[6] = f"増加みなと計画\n{FORMULA}２（２）A"
    indicator = one(page(*rows, *SHIPS.right()))
    assert (indicator.area, indicator.desired_change, indicator.basis_plan) == ("2(2)A", "増加", "みなと計画")
    assert indicator.formula == FORMULA.replace("\n", "")


def test_labels_glued_to_each_other() -> None:
    rows = SHIPS.left()
    rows[5] = "根拠計画 達成率の算式政策体系\n\n増減方向"
    reading, pages = read(page(*rows, *SHIPS.right()))
    assert pages.indicators[0].basis_plan == "みなと計画"
    assert unread(reading) == []


def test_number_glued_to_a_plan() -> None:
    rows = SHIPS.left()
    rows[3] = "基 準 値 100 目標値 140 最終目標値"
    rows[6] = f"みなと計画180 ２（２）A 増加\n{FORMULA}"
    indicator = one(page(*rows, *SHIPS.right()))
    assert indicator.basis_plan == "みなと計画"
    assert indicator.final_target == 180


def test_vanished_cell_is_placed_by_arithmetic() -> None:
    box = replace(SHIPS, table_years="H30 R1", targets="120 130 180", actuals="118 118", rates="90.0% 65.6%")
    assert history(one(tidy(box)))[-2:] == [(2018, "120", "118", "90.0", "B"), (2019, "130", None, None, None)]


def test_row_that_cannot_be_told_apart_is_left_out_and_found() -> None:
    reading, pages = read(tidy(replace(SHIPS, targets="110.01201,80")))
    assert pages.indicators[0].observations[1].target is None
    assert "cell-unknown" in rules(reading)
    assert unread(reading) == []


# --- several boxes --------------------------------------------------------------------------------


def test_three_boxes_in_another_order_than_their_blocks() -> None:
    blocks = [row for box in (FALLS, SHIPS, EGGS) for row in box.right()]
    left = [row for box in (EGGS, FALLS, SHIPS) for row in box.left()]
    found = by_rank(page(*left, *blocks))
    assert list(found) == ["主①", "関①", "関②"]
    for box in (SHIPS, EGGS, FALLS):
        indicator = found[box.rank]
        assert (indicator.name, indicator.basis_plan, numbers(indicator)) == (box.name, box.plan, printed(box))
        assert indicator.causes_outside == box.outside


def test_two_interleaved_boxes() -> None:
    one_box, other = EGGS.left(), FALLS.left()
    rows = [
        f"{EGGS.rank} 指標名",
        one_box[1],
        other[4],
        f"{FALLS.rank} 指標名 今 年 度 の 目 標 最 終 目 標",
        other[1],
        "基 準 値 2310 2,580 最終目標値",
        "33.0% 最終目標値 25.0%",
        one_box[4],
        "最終年度 r7\n\nR6",
        "基準年度 H29 年度 R2 最終年度",
        "基 準 値 38.5%",
        "2,900目標値",
        "基準年度 h27 r2",
        f"２（２）A\n減少\n{FORMULA}",
        f"２（２）A\n増加\n{FORMULA}",
    ]
    found = by_rank(page(*rows, *EGGS.right(), *FALLS.right()))
    assert numbers(found["関①"]) == printed(EGGS)
    assert numbers(found["関②"]) == printed(FALLS)
    assert (found["関①"].desired_change, found["関②"].desired_change) == ("増加", "減少")
    assert (found["関①"].base_year, found["関②"].base_year) == (2015, 2017)
    assert found["関①"].explanation is not None
    assert "たまご" in found["関①"].explanation


def test_ten_boxes() -> None:
    boxes = [
        replace(SHIPS, rank=f"関{mark}", name=f"{name}の数（件）")
        for mark, name in zip("①②③④⑤⑥⑦⑧⑨⑩", "山川海空森村町橋港道", strict=True)
    ]
    boxes = [_scaled(box, factor) for factor, box in enumerate(boxes, start=3)]
    found = by_rank(tidy(*boxes))
    assert [indicator.name for indicator in found.values()] == [box.name for box in boxes]
    assert [numbers(indicator) for indicator in found.values()] == [printed(box) for box in boxes]


def _scaled(box: BoxText, factor: int) -> BoxText:
    """The same rates with other values."""

    def times(row: str) -> str:
        return " ".join(str(int(number) * factor) for number in row.split())

    first, second, third = times(" ".join(box.values)).split()
    return replace(box, values=(first, second, third), targets=times(box.targets), actuals=times(box.actuals))


def test_box_without_a_right_block() -> None:
    reading, pages = read(page(*SHIPS.left()))
    (indicator,) = pages.indicators
    assert numbers(indicator) == (100, 140, 180)
    assert (indicator.observations, indicator.latest_actual) == ((), None)
    assert unread(reading) == []


def test_numbers_that_nothing_decides_are_left_out_and_found() -> None:
    """Two boxes of one unit without results, their values without labels."""
    other = replace(SHIPS, rank="関①", name="港で働く人の数（人）", plan="はたらく計画")
    blank = {"grades": "- - -", "targets": "- - -", "actuals": "- - -", "rates": "- - -"}
    rows = [row for box in (SHIPS, other) for row in (box.left()[0], box.left()[1])]
    reading, pages = read(page(*rows, "105", "95", *replace(SHIPS, **blank).right(), *replace(other, **blank).right()))
    assert [indicator.base_value for indicator in pages.indicators] == [None, None]
    assert "cell-unknown" in rules(reading)
    assert unread(reading) == []


def test_boxes_printed_twice_are_read_once() -> None:
    reading, pages = read(tidy(SHIPS, FALLS) + "\n" + tidy(SHIPS, FALLS))
    assert [indicator.rank for indicator in pages.indicators] == ["主①", "関②"]
    assert [numbers(indicator) for indicator in pages.indicators] == [printed(SHIPS), printed(FALLS)]
    assert Fate.REPEAT in reading.ledger.fates
    assert unread(reading) == []


def test_left_over_number_is_of_an_unknown_cell() -> None:
    reading, pages = read(tidy(SHIPS) + "\n4,321\n")
    assert numbers(pages.indicators[0]) == (100, 140, 180)
    (finding,) = reading.findings
    assert (finding.rule, finding.printed) == ("cell-unknown", "4,321")


# --- no indicators, labels ------------------------------------------------------------------------


LEGEND = (
    "●　達成度合について\n\n達成度合 A B C D -\n直近の成果指標\n\nの達成率\n100%以上　\n\n"
    "90%以上\n100%未満\n\n80%以上\n90%未満\n\n80%未満 算定不可"
)
HEADING = "３　成果指標の設定 （H：平成、R:令和、大文字は年度、小文字は暦年） ３－２　成果指標の達成度合"
REASON = "● 本施策に成果指標を設定できない理由"


def test_headings_and_the_table_of_grades_are_labels() -> None:
    reading, pages = read(page(HEADING, tidy(SHIPS).rstrip(), REASON, LEGEND))
    assert len(pages.indicators) == 1
    assert pages.no_indicator_reason is None
    assert unread(reading) == []
    assert reading.findings == []


def test_reason_for_having_no_indicator() -> None:
    reading, pages = read(page(HEADING, REASON, "相談の内容が年ごとに異なり、\n数で測れないため。", LEGEND))
    assert pages.indicators == ()
    assert pages.no_indicator_reason is not None
    assert pages.no_indicator_reason.text == "相談の内容が年ごとに異なり、数で測れないため。"
    assert unread(reading) == []


def test_empty_section() -> None:
    reading, pages = read("")
    assert (pages.indicators, pages.no_indicator_reason, reading.findings) == ((), None, [])


def test_empty_box_is_no_indicator() -> None:
    reading, pages = read(page(*SHIPS.left(), "関① 指標名", *SHIPS.right()))
    assert [indicator.rank for indicator in pages.indicators] == ["主①"]
    assert unread(reading) == []


def test_box_whose_name_is_lost_is_found() -> None:
    rows = SHIPS.left()
    reading, pages = read(page(rows[0], *rows[2:], *SHIPS.right()))
    assert pages.indicators == ()
    assert Ref("indicator", "主①") in {finding.about for finding in reading.findings}
    assert unread(reading) == []


def test_no_blank_lines_between_cells() -> None:
    found = by_rank("\n".join(row for box in (SHIPS, EGGS, FALLS) for row in (*box.left(), *box.right())))
    for box in (SHIPS, EGGS, FALLS):
        assert (found[box.rank].name, found[box.rank].basis_plan) == (box.name, box.plan)
        assert numbers(found[box.rank]) == printed(box)
        assert found[box.rank].explanation == f"{box.explanation}\n取組の進み具合を測るため"


def test_every_quote_says_what_the_record_says() -> None:
    reading, pages = read(tidy(SHIPS, EGGS))
    for indicator in pages.indicators:
        quoted = "".join(reading.source.quote(span) for span in indicator.quotes)
        assert indicator.rank in quoted
        assert indicator.name in quoted
        assert all(_quoted(reading, observation) for observation in indicator.observations)


def _quoted(reading: Reading, observation: Observation) -> bool:
    quoted = " ".join(reading.source.quote(span) for span in observation.quotes).replace(",", "")
    wanted = (observation.target, observation.actual, observation.rate, observation.grade)
    return all(str(value) in quoted for value in wanted if value is not None)
