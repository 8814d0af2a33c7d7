from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.loaders.records import GradeCount
from policygraph.loaders.sheet.evaluation.analysis import read_analysis, read_first_evaluation
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import indicator, piece, pieces

HEAD = """(1)成果指標の分析

政策体系

達成度合の集計

判定 成果指標の分析A B C D

-

100%以上
90%以上
100%未満

80%未満 算定不可
"""


def table(counts: tuple[GradeCount, ...]) -> dict[tuple[str | None, str], int]:
    return {(count.area, count.grade): count.count for count in counts}


def test_a_row_with_all_five_counts_is_read_as_it_stands() -> None:
    page = piece(HEAD + "\n2(1)B 1 2 0 0 3 C指標あり\n\n計 1 2 0 0 3\n\nC指標あり\n")
    read = read_analysis(page.lines, page.reading, ())
    assert table(read.counts) == {
        (area, grade): count for area in ("2(1)B", None) for grade, count in zip("ABCD-", (1, 2, 0, 0, 3), strict=True)
    }
    assert all(count.decision is None for count in read.counts)
    assert [(verdict.area, verdict.verdict) for verdict in read.verdicts] == [
        ("2(1)B", "C指標あり"),
        (None, "C指標あり"),
    ]
    assert read.indicator_verdict == "C指標あり"
    assert page.unread == [] and page.rules == []


def test_the_total_row_places_counts_beside_vanished_blanks() -> None:
    page = piece(HEAD + "\n3(1)A 2\n\n3(2)B 1 1\n\n計\n2 0 1 1 0\n")
    read = read_analysis(page.lines, page.reading, ())
    placed = table(tuple(count for count in read.counts if count.area))
    assert placed == {("3(1)A", "A"): 2, ("3(2)B", "C"): 1, ("3(2)B", "D"): 1}
    decisions = {count.decision for count in read.counts if count.area}
    assert [str(decision.confidence) for decision in decisions if decision] == ["1.000"]


def test_the_indicators_own_grades_place_counts_where_the_total_is_lost() -> None:
    page = piece("2(2)A 1 1\n")
    known = (indicator("漁獲量", "2(2)A", "B"), indicator("来訪者数", "2(2)A", "-"))
    read = read_analysis(page.lines, page.reading, known)
    assert table(read.counts) == {("2(2)A", "B"): 1, ("2(2)A", "-"): 1}


def test_counts_that_nothing_places_are_left_out_and_reported() -> None:
    page = piece("2(2)A 1 1\n")
    assert read_analysis(page.lines, page.reading, ()).counts == ()
    assert page.rules == ["cell-unknown"]
    assert page.with_fate(Fate.UNKNOWN_CELL) == "2(2)A11"


def test_a_total_glued_behind_its_numbers_and_a_row_parted_from_its_numbers() -> None:
    page = piece("2(2)A\n\n0 1 0 0 0\n\n0 1 0 0 0計\n")
    read = read_analysis(page.lines, page.reading, ())
    assert table(read.counts)[("2(2)A", "B")] == 1
    assert table(read.counts)[(None, "B")] == 1


def test_numbers_without_a_row_of_their_own_are_reported() -> None:
    page = piece("2(2)A 0 1 0 0 0\n\n0 2 0 0 0\n")
    read = read_analysis(page.lines, page.reading, ())
    assert {count.area for count in read.counts} == {"2(2)A"}
    assert page.rules == ["cell-unknown"]


def test_a_row_printed_twice_counts_once() -> None:
    page = piece("2(2)A 0 1 0 0 0\n\n2(2)A 0 1 0 0 0\n\n計 0 1 0 0 0\n")
    assert len(read_analysis(page.lines, page.reading, ()).counts) == 10
    assert page.with_fate(Fate.REPEAT) == "2(2)A01000"


@pytest.mark.parametrize("wording", ["A指標のみ", "A・B指標のみ", "Ｃ指標あり", "判定できない"])
def test_any_wording_of_the_verdict(wording: str) -> None:
    page = piece(f"2(2)A 0 1 0 0 0\n\n{wording}\n\n計 0 1 0 0 0\n\n{wording}\n")
    assert read_analysis(page.lines, page.reading, ()).indicator_verdict == wording
    assert page.unread == []


def test_a_verdict_too_few_goes_only_to_the_row_on_its_line() -> None:
    page = piece("2(2)A 0 1 0 0 0 B指標あり\n\n計 0 1 0 0 0\n")
    read = read_analysis(page.lines, page.reading, ())
    assert [(verdict.area, verdict.verdict) for verdict in read.verdicts] == [("2(2)A", "B指標あり")]
    assert read.indicator_verdict is None
    lost = piece("2(2)A 0 1 0 0 0\n\nB指標あり\n\n計 0 1 0 0 0\n")
    assert read_analysis(lost.lines, lost.reading, ()).verdicts == ()
    assert lost.rules == ["cell-unknown"]


def test_analyses_with_wrapped_headers_in_either_width() -> None:
    page = piece(
        "＜港を訪れた人の数\n（万人）【Ｂ】＞\n・前年より増えた。\n　引き続き取り組\nむ。\n・次の段落。\n\n"
        "<果樹の出荷額【-】>\n"
        "数値は未公表。\n"
    )
    read = read_analysis(page.lines, page.reading, ())
    assert [(each.indicator, each.grade, each.text) for each in read.analyses] == [
        ("港を訪れた人の数（万人）", "B", "・前年より増えた。引き続き取り組む。\n・次の段落。"),
        ("果樹の出荷額", "-", "数値は未公表。"),
    ]


def test_a_header_without_grade_is_known_by_the_indicators_name() -> None:
    page = piece("＜来訪者数＞\n・増えた。＜速報値＞による。\n")
    read = read_analysis(page.lines, page.reading, (indicator("来訪者数", "2(2)A", "A"),))
    assert [(each.indicator, each.grade, each.text) for each in read.analyses] == [
        ("来訪者数", None, "・増えた。＜速報値＞による。")
    ]


def test_text_without_a_header_is_an_analysis_of_no_indicator() -> None:
    page = piece("成果指標を設定していない。\n")
    (analysis,) = read_analysis(page.lines, page.reading, ()).analyses
    assert (analysis.indicator, analysis.text) == (None, "成果指標を設定していない。")


def test_an_analysis_printed_twice_is_read_once() -> None:
    page = piece("＜来訪者数【A】＞\n・増えた。\n\n＜来訪者数【A】＞\n・増えた。\n")
    assert len(read_analysis(page.lines, page.reading, ()).analyses) == 1
    assert page.with_fate(Fate.REPEAT) == "＜来訪者数【A】＞・増えた。"


def test_no_evaluation_where_the_pages_are_empty() -> None:
    reading, (analysis, efforts, policies) = pieces("", "", "")
    assert read_first_evaluation(analysis, efforts, policies, reading, (), ()) is None
    assert reading.findings == []


def test_page_ten_fills_in_a_lost_verdict_and_a_difference_is_a_finding() -> None:
    reading, lines = pieces("計 0 1 0 0 0\n\nB指標あり", "(2)取組の分析", "C指標あり a\n引き続き推進")
    evaluation = read_first_evaluation(*lines, reading, (), ())
    assert evaluation is not None
    assert (evaluation.indicator_verdict, evaluation.effort_verdict) == ("B指標あり", "a")
    assert evaluation.overall_verdict == "引き続き推進"
    (finding,) = reading.findings
    assert (finding.rule, finding.printed, finding.expected) == ("verdict-repeat", "C指標あり", "B指標あり")


def test_the_real_sheet(real_sheet_path: Path) -> None:
    evaluation = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).first_evaluation
    assert evaluation is not None
    assert table(evaluation.counts) == {
        ("2(2)A", "D"): 3,
        ("2(2)A", "-"): 1,
        **{(None, grade): count for grade, count in zip("ABCD-", (0, 0, 0, 3, 1), strict=True)},
    }
    assert {verdict.verdict for verdict in evaluation.verdicts} == {"D指標あり"}
    assert [analysis.grade for analysis in evaluation.analyses] == ["D", "D", "D"]
    assert (evaluation.indicator_verdict, evaluation.effort_verdict) == ("D指標あり", "c")
    assert evaluation.overall_verdict == "効果的な取組を検討して引き続き推進"


@pytest.mark.parametrize(
    ("verdict", "placed"),
    [("D指標あり", {("2(2)A", "A"): 1, ("2(2)A", "D"): 1}), ("A・B指標のみ", {("2(2)A", "A"): 1, ("2(2)A", "B"): 1})],
)
def test_the_verdict_of_a_row_places_its_counts(verdict: str, placed: dict[tuple[str | None, str], int]) -> None:
    other = "A・B指標のみ" if verdict == "D指標あり" else "D指標あり"
    page = piece(f"2(2)A 1 1 {verdict}\n\n3(1)A 1 1 {other}\n\n計 2 1 0 1 0\nD指標あり\n")
    read = read_analysis(page.lines, page.reading, ())
    assert table(tuple(count for count in read.counts if count.area == "2(2)A")) == placed


def test_the_grade_in_the_heading_of_an_analysis_places_counts() -> None:
    page = piece("2(2)A 1\n\n＜来訪者数【Ｃ】＞\n・減った。\n")
    read = read_analysis(page.lines, page.reading, (indicator("来訪者数", "2(2)A", "A"),))
    assert table(read.counts) == {("2(2)A", "C"): 1}


def test_indicators_of_unknown_area_do_not_contradict_a_row() -> None:
    known = (indicator("漁獲量", "2(2)A", "B"), indicator("来訪者数", "", "D"))
    stray = replace(known[1], area=None)
    page = piece("2(2)A 1 1\n")
    read = read_analysis(page.lines, page.reading, (known[0], stray))
    assert table(read.counts) == {("2(2)A", "B"): 1, ("2(2)A", "D"): 1}
