from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from policygraph.loaders.records import SecondEvaluation
from policygraph.loaders.sheet.evaluation.opinions import read_second_evaluation, settle_categories
from policygraph.loaders.sheet.evaluation.reflection import read_reflections
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Fate, Source
from tests.loaders.sheet.evaluation.evaluations import FOREST, HARBOUR, ORCHARD, PROJECTS, Piece, named, piece, pieces

KINDS = (
    "施策間の連携状況等・事務事業の有効性",
    "施策の緊急性・優先性・事務事業の有効性",
    "前年度評価結果への対応など",
)
HEAD = "\n\n対応方針\n番号\n\n事務事業\n整理番号\n\n事務事業名 付加意見\n\n施策\n\n事務事業\n\n"


def read(text: str) -> tuple[SecondEvaluation, Piece]:
    page = piece(text)
    second = settle_categories(read_second_evaluation(page.lines, page.reading, PROJECTS), None, page.reading)
    assert second is not None
    return second, page


def test_opinions_of_all_three_kinds_under_their_own_heads() -> None:
    second, page = read(
        f"６　二次政策評価結果（知事による評価）\n\n＜意見区分；　{KINDS[0]}＞{HEAD}"
        f"Ⅰ\n\n0101 {HARBOUR.name}\n\n航路を増や\nすこと。\n\n"
        f"＜意見区分；　{KINDS[1]}＞{HEAD}Ⅱ 0102 {ORCHARD.name}\n急ぐこと。\n\n"
        f"＜事務事業評価 意見区分；　{KINDS[2]}＞{HEAD}Ⅲ\n\n0103 {FOREST.name}\n学校を開くこと。\n"
    )
    assert second.categories == KINDS
    assert [(each.number, each.category, named(each.projects), each.text) for each in second.opinions] == [
        ("Ⅰ", KINDS[0], [("0101", HARBOUR.name)], "航路を増やすこと。"),
        ("Ⅱ", KINDS[1], [("0102", ORCHARD.name)], "急ぐこと。"),
        ("Ⅲ", KINDS[2], [("0103", FOREST.name)], "学校を開くこと。"),
    ]
    assert page.unread == [] and page.rules == []


def test_categories_apart_from_their_tables_leave_the_category_unknown() -> None:
    second, page = read(
        f"＜意見区分；　{KINDS[0]}＞\n\n＜意見区分；　{KINDS[1]}＞{HEAD}Ⅰ\n\n"
        f"0101 {HARBOUR.name}\n\n航路を増やすこと。\n"
    )
    assert second.opinions[0].category is None
    assert page.rules == ["cell-unknown"]
    assert KINDS[0] in page.with_fate(Fate.FACT)


def test_the_answer_tells_the_category_of_its_opinion() -> None:
    reading, (page, answers) = pieces(
        f"＜意見区分；　{KINDS[0]}＞\n\n＜意見区分；　{KINDS[1]}＞\n\n0101 {HARBOUR.name}\n\n航路を増やすこと。",
        f"＜意見区分；　{KINDS[1]}＞{HEAD.replace('付加意見', '各部局の対応')}\n0101 {HARBOUR.name}\n・増やした。",
    )
    second = read_second_evaluation(page, reading, PROJECTS)
    reflections = read_reflections(answers, (), reading, PROJECTS, (), second)
    settled = settle_categories(second, reflections, reading)
    assert settled and [opinion.category for opinion in settled.opinions] == [KINDS[1]]


def test_a_text_between_its_projects_and_a_number_glued_to_a_name() -> None:
    second, page = read(
        f"Ⅱ\n\n0101 {HARBOUR.name}\n\n計画を見直すこと。\n\n0103 {FOREST.name}\n\n"
        f"0101 {HARBOUR.name}Ⅰ\n\n船を増やすこと。\n"
    )
    assert [(each.number, [mention.code for mention in each.projects], each.text) for each in second.opinions] == [
        ("Ⅱ", ["0101", "0103"], "計画を見直すこと。"),
        ("Ⅰ", ["0101"], "船を増やすこと。"),
    ]
    assert all(each.decision and each.decision.confidence > Decimal("0.9") for each in second.opinions)
    assert page.unread == [] and page.rules == []


def test_a_project_that_may_belong_to_either_opinion_belongs_to_none() -> None:
    second, page = read(
        f"0101 {HARBOUR.name}\n\n甲とすること。\n\n0102 {ORCHARD.name}\n\n0103 {FOREST.name}\n\n乙とすること。\n"
    )
    assert [[mention.code for mention in each.projects] for each in second.opinions] == [["0101"], ["0103"]]
    assert ORCHARD.name in page.with_fate(Fate.UNKNOWN_CELL)
    assert page.rules.count("cell-unknown") == 3


def test_columns_that_came_out_apart_leave_the_projects_unknown() -> None:
    second, page = read(
        f"Ⅰ\n\nⅡ\n\n0101 {HARBOUR.name}\n\n0102 {ORCHARD.name}\n\n甲とすること。\n\n付加意見\n\n乙とすること。\n"
    )
    assert [(each.projects, each.number) for each in second.opinions] == [((), None), ((), None)]
    assert page.rules[0] == "cell-unknown"


def test_numbers_that_stand_apart_and_run_backwards_are_not_trusted() -> None:
    second, _ = read(f"Ⅱ\n\n0101 {HARBOUR.name}\n\n甲とすること。\n\nⅠ\n\n0102 {ORCHARD.name}\n\n乙とすること。\n")
    assert [each.number for each in second.opinions] == [None, None]


def test_an_opinion_on_the_measure_names_no_project() -> None:
    second, _ = read("施策\n\nⅠ\n\n全体の進め方を改めること。\n")
    (opinion,) = second.opinions
    assert (opinion.number, opinion.projects, opinion.text) == ("Ⅰ", (), "全体の進め方を改めること。")


def test_an_opinion_printed_twice_is_read_once() -> None:
    row = f"Ⅰ 0101 {HARBOUR.name}\n航路を増やすこと。\n\n"
    second, page = read(row + row)
    assert len(second.opinions) == 1
    assert page.with_fate(Fate.REPEAT).startswith("Ⅰ0101")


def test_an_unknown_project_is_kept_as_printed() -> None:
    second, page = read("Ⅰ\n\n0999 見知らぬ土地の開拓事業\n\n進めること。\n")
    assert named(second.opinions[0].projects) == [("0999", "見知らぬ土地の開拓事業")]
    assert page.rules == []


def test_categories_without_opinions() -> None:
    second, page = read(f"＜意見区分；　{KINDS[0]}＞{HEAD}＜意見区分；　{KINDS[1]}＞{HEAD}")
    assert (second.categories, second.opinions) == (KINDS[:2], ())
    assert page.rules == [] and page.unread == []


def test_the_code_of_the_measure_alone_on_a_line_is_no_opinion() -> None:
    page = piece("施策コード\n\n05 10\n")
    assert read_second_evaluation(page.lines, page.reading, PROJECTS) is None
    assert page.unread == []


def test_the_real_sheet(real_sheet_path: Path) -> None:
    second = read_sheet(Source.from_bytes("real", real_sheet_path.read_bytes())).second_evaluation
    assert second is not None
    assert second.categories == KINDS
    assert [(each.number, [mention.code for mention in each.projects]) for each in second.opinions] == [
        ("Ⅱ", ["0533", "0536"]),
        ("Ⅰ", ["0533"]),
    ]


def test_a_project_behind_the_text_and_before_the_next_number_belongs_to_the_text() -> None:
    second, page = read(
        f"0101 {HARBOUR.name}Ⅰ\n\n甲とすること。\n\n0102 {ORCHARD.name}\n\nⅡ\n\n0103 {FOREST.name}\n\n乙とすること。\n"
    )
    assert [[mention.code for mention in each.projects] for each in second.opinions] == [["0101", "0102"], ["0103"]]
    assert all(each.decision and each.decision.confidence > Decimal("0.9") for each in second.opinions)
    assert page.rules == []


def test_a_project_in_dispute_lowers_the_confidence_of_both_opinions() -> None:
    second, page = read(
        f"0101 {HARBOUR.name}\n\n甲とすること。\n\n0102 {ORCHARD.name}\n\n0103 {FOREST.name}\n\n乙とすること。\n"
    )
    assert all(each.decision and each.decision.confidence <= Decimal("0.5") for each in second.opinions)
    assert page.rules.count("low-confidence") == 2


def test_two_texts_below_each_other_are_two_opinions_where_there_are_two_numbers() -> None:
    second, _ = read(f"0101 {HARBOUR.name}Ⅰ\n\n甲とすること。\n\n乙とすること。\n\n0102 {ORCHARD.name}Ⅱ\n")
    assert [(each.number, each.text) for each in second.opinions] == [("Ⅰ", "甲とすること。"), ("Ⅱ", "乙とすること。")]
    assert all(each.decision and each.decision.confidence < 1 for each in second.opinions)


def test_a_name_that_section_4_lost_the_end_of_is_read_whole() -> None:
    second, page = read(f"Ⅰ\n\n0101 {HARBOUR.name}推進費\n\n甲とすること。\n")
    assert named(second.opinions[0].projects) == [("0101", f"{HARBOUR.name}推進費")]
    assert page.unread == [] and page.rules == []
