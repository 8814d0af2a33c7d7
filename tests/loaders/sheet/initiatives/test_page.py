"""Page 2: small invented pages, each named for the odd thing it holds, and the real one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from policygraph.loaders.records import Initiative, PlanLink
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.initiatives.page import InitiativePage, read_initiatives
from policygraph.loaders.sheet.reader import read
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate, Source

PARTS = (("1(1)A", "酒蔵の振興"), ("1(2)B", "港の整備"))

PLAN_A = """\
◎酒蔵の設備の更新
　・蔵元への助言
○酒米の作付の拡大
"""
CODES_A = """\
【創生】
A1001
A1002
【公約】
C0009
"""
RESULTS_A = """\
◎酒蔵の設備の更新
　・蔵元への助言（R1年度3回、R2年度2回予定）
≪新型コロナウイルス感染症の影響等≫
　・商談会（R1年度(中止)）
○酒米の作付の拡大
　・種もみの配布（R1年度40件）
【国費予算の提案・要望】
　・酒蔵の改修に対する補助について、農林水産省及び国土交通省に要望した（R1.7）。
"""
NEEDS_A = """\
○南浜酒造組合
（R1.6、R2.6）
・酒米の安定した供
給
"""
PLAN_B = """\
◎岸壁の補修
　・点検の実施
"""
CODES_B = """\
【創生】
A2001
【港湾の
整備計画】
"""
RESULTS_B = """\
【港の整備】
◎岸壁等の補修
　・点検の実施（R1年度2回）
○防波堤の延長
　・設計を終えた。
"""
NEEDS_B = """\
○港の使い勝手に関
するアンケート調査
（R1.8～10）
・照明の増設
"""
COLUMNS = (PLAN_A, CODES_A, RESULTS_A, NEEDS_A, PLAN_B, CODES_B, RESULTS_B, NEEDS_B)


@dataclass(frozen=True)
class Page:
    page: InitiativePage
    reading: Reading

    @property
    def plans(self) -> dict[str, list[str]]:
        return {area: [link.code or link.heading for link in links] for area, links in self.page.plans}

    @property
    def titles(self) -> list[tuple[str | None, str]]:
        return [(item.area, item.title) for item in self.page.initiatives]

    @property
    def needs(self) -> list[tuple[str | None, str]]:
        return [(need.area, need.who) for need in self.page.needs]

    def titled(self, title: str) -> Initiative:
        return next(item for item in self.page.initiatives if item.title == title)

    def share(self, fate: Fate) -> str:
        """The characters of a fate."""
        fates = self.reading.ledger.fates
        return "".join(char for at, char in enumerate(self.reading.source.text) if fates[at] == fate and char.strip())


def page_of(*blocks: str, parts: tuple[tuple[str, str | None], ...] = PARTS, glue: str = "\n") -> Page:
    source = Source.from_text("page", glue.join(blocks))
    reading = Reading.of(source, FORM_2020)
    return Page(read_initiatives(source.lines, reading, parts, 2020), reading)


def assert_whole(page: Page) -> None:
    """What the invented columns say, in whatever order they were printed."""
    assert page.plans == {"1(1)A": ["A1001", "A1002", "C0009"], "1(2)B": ["A2001", "港湾の整備計画"]}
    assert page.titles == [
        ("1(1)A", "酒蔵の設備の更新"),
        ("1(1)A", "酒米の作付の拡大"),
        ("1(2)B", "岸壁の補修"),
        ("1(2)B", "防波堤の延長"),
    ]
    assert page.needs == [("1(1)A", "南浜酒造組合"), ("1(2)B", "港の使い勝手に関するアンケート調査")]
    assert [(request.area, request.to) for request in page.page.requests] == [("1(1)A", ("農林水産省", "国土交通省"))]
    assert page.share(Fate.UNREAD) == ""


def test_columns_row_by_row() -> None:
    page = page_of("1(1)A\n", *COLUMNS[:4], "1(2)B\n", *COLUMNS[4:])
    assert_whole(page)
    assert page.reading.findings == []


def test_plan_and_results_of_a_line_are_one_initiative() -> None:
    item = page_of(*COLUMNS).titled("酒蔵の設備の更新")
    assert (item.mark, item.planned, item.reported, item.reported_title) == ("◎", True, True, None)
    assert item.plan == ("蔵元への助言",)
    assert item.results == ("蔵元への助言（R1年度3回、R2年度2回予定）",)
    assert item.effects == ("商談会（R1年度(中止)）",)
    assert [(str(figure.value), figure.status) for figure in item.figures] == [
        ("3", "done"),
        ("2", "planned"),
        ("None", "cancelled"),
    ]


def test_result_with_another_small_word_is_the_same_initiative() -> None:
    item = page_of(*COLUMNS).titled("岸壁の補修")
    assert (item.planned, item.reported, item.reported_title) == (True, True, "岸壁等の補修")


def test_reworded_result_is_the_same_initiative_and_less_sure() -> None:
    reworded = RESULTS_A.replace("設備の更新", "設備の更新の促進")
    item = page_of(PLAN_A, reworded, parts=PARTS[:1]).titled("酒蔵の設備の更新")
    assert item.reported_title == "酒蔵の設備の更新の促進"
    assert item.decision is not None
    assert item.decision.method == "title-matching"
    assert item.decision.confidence < 1


def test_line_that_only_the_results_have() -> None:
    item = page_of(*COLUMNS).titled("防波堤の延長")
    assert (item.planned, item.reported, item.results) == (False, True, ("設計を終えた。",))


def test_rows_printed_twice_with_the_codes_at_the_second() -> None:
    page = page_of(PLAN_A, RESULTS_A, NEEDS_A, PLAN_B, CODES_B, PLAN_A, CODES_A, RESULTS_A, NEEDS_A, RESULTS_B, NEEDS_B)
    assert_whole(page)
    assert "蔵元への助言" in page.share(Fate.REPEAT)


def test_second_print_wraps_elsewhere() -> None:
    wrapped = RESULTS_A.replace("蔵元への助言（R1", "蔵元への助\n言（R1")
    assert_whole(page_of(PLAN_A, CODES_A, RESULTS_A, NEEDS_A, PLAN_A, wrapped, NEEDS_A, *COLUMNS[4:]))


def test_columns_one_after_another() -> None:
    assert_whole(page_of(PLAN_A, PLAN_B, CODES_A, CODES_B, RESULTS_A, RESULTS_B, NEEDS_A, NEEDS_B))


def test_no_blank_lines_between_blocks() -> None:
    assert_whole(page_of("1(1)A\n", *COLUMNS[:4], "1(2)B\n", *COLUMNS[4:], glue=""))


def test_blank_line_before_the_requests() -> None:
    assert_whole(page_of(PLAN_A, CODES_A, RESULTS_A.replace("【国費", "\n【国費"), NEEDS_A, *COLUMNS[4:]))


def test_column_heads_between_the_blocks() -> None:
    heads = "政策体系\n及び\n", "関連計画等\n", "今年度の取組\n", "実績と成果、新型コロナウイルス感染症の影響等\n"
    page = page_of(*heads, PLAN_A, "道民ニーズを\n踏まえた対応\n", *COLUMNS[1:])
    assert_whole(page)
    assert "道民ニーズを踏まえた対応" in page.share(Fate.LABEL)


def test_two_cells_of_codes_beside_one_plan() -> None:
    page = page_of(PLAN_A, RESULTS_A, NEEDS_A, PLAN_B, CODES_B, CODES_A, RESULTS_B, NEEDS_B)
    assert page.plans == {"1(1)A": ["A1001", "A1002", "C0009"], "1(2)B": ["A2001", "港湾の整備計画"]}


def test_codes_that_response_policies_name_under_an_area() -> None:
    source = Source.from_text("page", "\n".join((PLAN_A, PLAN_B, CODES_B, CODES_A, RESULTS_A, RESULTS_B)))
    reading = Reading.of(source, FORM_2020)
    told = read_initiatives(source.lines, reading, PARTS, 2020, {"1(1)A": {"A1001", "A1002"}, "1(2)B": {"A2001"}})
    assert [link.code for link in dict(told.plans)["1(1)A"]] == ["A1001", "A1002", "C0009"]


HEADED_A = RESULTS_A.replace("◎", "【酒蔵の振興】\n◎", 1)
SWAPPED = ((PARTS[0][0], PARTS[1][1]), (PARTS[1][0], PARTS[0][1]))


def test_names_that_page_1_has_at_the_wrong_areas_tell_no_part() -> None:
    page = page_of("1(1)A\n", PLAN_A, HEADED_A, "1(2)B\n", PLAN_B, RESULTS_B, parts=SWAPPED)
    assert page.titled("酒蔵の設備の更新").area != "1(2)B"
    assert page.titled("岸壁の補修").area != "1(1)A"


def test_names_at_the_wrong_areas_yield_to_codes_that_response_policies_name() -> None:
    rows = "1(1)A\n", PLAN_A, CODES_A, HEADED_A, "1(2)B\n", PLAN_B, CODES_B, RESULTS_B
    source = Source.from_text("page", "\n".join(rows))
    named = {"1(1)A": {"A1001", "A1002"}, "1(2)B": {"A2001"}}
    told = read_initiatives(source.lines, Reading.of(source, FORM_2020), SWAPPED, 2020, named)
    assert [item.area for item in told.initiatives] == ["1(1)A", "1(1)A", "1(2)B", "1(2)B"]


def test_codes_that_response_policies_name_place_the_plan_beside_them() -> None:
    parts = (("1(1)A", None), ("1(2)B", None))
    source = Source.from_text("page", "\n".join((PLAN_B, CODES_B)))
    reading = Reading.of(source, FORM_2020)
    told = read_initiatives(source.lines, reading, parts, 2020, {"1(1)A": {"A2001"}})
    assert [item.area for item in told.initiatives] == ["1(1)A"]


def test_area_glued_to_its_codes() -> None:
    page = page_of("1(1)A【創生】A1001、A1002【公約】C0009\n", PLAN_A, RESULTS_A, parts=PARTS[:1])
    assert page.plans == {"1(1)A": ["A1001", "A1002", "C0009"]}


def test_code_without_a_heading_has_the_plan_of_its_shape() -> None:
    page = page_of(PLAN_A, "A1001\nC0009\n", RESULTS_A, parts=PARTS[:1])
    links: tuple[PlanLink, ...] = page.page.plans[0][1]
    assert [(link.heading, link.code) for link in links] == [("創生", "A1001"), ("公約", "C0009")]


def test_code_of_no_known_shape_without_a_heading_is_reported() -> None:
    page = page_of(PLAN_A, "B777\n", RESULTS_A, parts=PARTS[:1])
    assert page.plans == {"1(1)A": []}
    assert [finding.rule for finding in page.reading.findings] == ["cell-unknown"]


def test_details_without_their_marked_line_are_reported() -> None:
    page = page_of("・点検の実施（R1年度2回）\n", PLAN_A, parts=PARTS[:1])
    assert page.share(Fate.UNKNOWN_CELL) == "・点検の実施（R1年度2回）"
    assert [finding.rule for finding in page.reading.findings] == ["cell-unknown"]


def test_part_that_nothing_tells_is_none_and_reported() -> None:
    page = page_of(PLAN_A, RESULTS_A, parts=(("1(1)A", None), ("1(2)B", None)))
    assert page.titles == [(None, "酒蔵の設備の更新"), (None, "酒米の作付の拡大")]
    assert {finding.rule for finding in page.reading.findings} == {"cell-unknown"}


def test_area_that_only_this_page_prints() -> None:
    assert page_of("3(1)C\n", PLAN_A, RESULTS_A, parts=()).titles[0][0] == "3(1)C"


def test_heading_inside_a_text_is_text_and_no_plan() -> None:
    page = page_of("◎酒蔵の設備の更新\n【新しい試み】\n　・蔵元への助言\n", parts=PARTS[:1])
    assert page.plans == {"1(1)A": []}
    assert "蔵元への助言" in page.page.initiatives[0].plan


def test_heading_that_names_no_plan_is_left_unread() -> None:
    page = page_of("【備考】\n", PLAN_A, parts=PARTS[:1])
    assert page.plans == {"1(1)A": []}
    assert page.share(Fate.UNREAD) == "【備考】"


def test_code_glued_to_a_wrapped_heading() -> None:
    page = page_of(PLAN_A, "【地域強靱\n化計画】B1201\n", parts=PARTS[:1])
    links = page.page.plans[0][1]
    assert [(link.heading, link.code) for link in links] == [("地域強靱化計画", "B1201")]


@pytest.mark.parametrize("codes", ["2-1-3\n3-1-1", "B1201\nB1302", "1-2\nK1-1"])
def test_codes_of_any_look_stand_under_the_heading_of_their_plan(codes: str) -> None:
    page = page_of(PLAN_A, f"【強靱化】\n{codes}\n", parts=PARTS[:1])
    assert [(link.heading, link.code) for link in page.page.plans[0][1]] == [("強靱化", code) for code in codes.split()]


def test_numbers_joined_by_dashes_elsewhere_are_no_codes() -> None:
    page = page_of(PLAN_A, RESULTS_A, "2-1-3\n", parts=PARTS[:1])
    assert page.plans == {"1(1)A": []}


def test_strange_lines_are_left_unread() -> None:
    page = page_of(PLAN_A, "これはどの欄でもない行\n", RESULTS_A, parts=PARTS[:1])
    assert page.share(Fate.UNREAD) == "これはどの欄でもない行"


def test_empty_page() -> None:
    assert page_of("", parts=()).page == InitiativePage(plans=(), initiatives=(), requests=(), needs=())


@pytest.mark.parametrize("mark", ["○", "◯"])
def test_both_circles_mean_the_same(mark: str) -> None:
    assert page_of(f"{mark}酒米の作付の拡大\n", parts=PARTS[:1]).page.initiatives[0].mark == "○"


def test_bare_titles_of_plan_and_results_are_no_repetition() -> None:
    page = page_of("◎酒蔵の設備の更新\n", "◎酒蔵の設備の更新\n", parts=PARTS[:1])
    (item,) = page.page.initiatives
    assert (item.planned, item.reported) == (True, True)


# --- the real sheet -----------------------------------------------------------------------------


def test_real_sheet(real_sheet_path: Path) -> None:
    result = read(Source.from_bytes("real", real_sheet_path.read_bytes()))
    sheet = result.sheet
    plans = {part.area: [link.code or link.heading for link in part.plans] for part in sheet.parts}
    assert plans == {
        "2(2)A": ["A3411", "A3412", "A3413", "A3751", "C0003", "C0078", "C0079", "C0101"],
        "2(4)C": ["A3453", "北海道科学技術振興計画"],
    }
    areas = [item.area for item in sheet.initiatives]
    assert areas == ["2(2)A"] * 6 + ["2(4)C"] * 3
    assert [item.planned for item in sheet.initiatives] == [True] * 8 + [False]
    assert all(item.reported for item in sheet.initiatives)
    assert [len(request.to) for request in sheet.requests] == [3, 1]
    assert [(need.area, need.is_survey) for need in sheet.needs] == [("2(2)A", False)] * 3 + [("2(4)C", True)]
    assert [len(item.figures) for item in sheet.initiatives] == [8, 6, 30, 5, 9, 3, 2, 0, 3]
