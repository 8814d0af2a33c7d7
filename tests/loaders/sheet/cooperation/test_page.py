"""Section 2 of the form: rows paired again from contents, partners and results that stand apart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.records import Cooperation
from policygraph.loaders.sheet.cooperation.page import read_cooperations
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source

HEAD = """２　連携の状況

連携種別
（政策体系）

連携内容
連携先

施策コード

関係部・関係課

２－２　連携の取組状況
"""
MEASURE = "0412\n農政部架空農業課"
WITH_OFFICE = "寒冷地の果樹栽培に向けた苗木選抜の促進"
OFFICE_RESULT = "農政部架空農業課と打合せを重ね、果樹の苗木選抜に要する温室を共に使っ\nている。"
WITH_PARTNERS = "港町の市場と食堂が手を結び、地魚の献立を広める「港の食卓会議」をつ\nくる。"
PARTNER_RESULT = "「港の食卓会議」を開き（R1.9）、市場と食堂が地魚の献立を12品試作した。"
PARTNERS = "（一社）架空水産会、架空市、（株）架空食\n品"
SECOND = "山村の学校と木工所が手を結び、木の遊具を配る「森の遊具の輪」をつくる。"
SECOND_RESULT = "「森の遊具の輪」として、学校に木の遊具を30台配った。"
SECOND_PARTNERS = "架空森林組合、（公財）架空木工財団"


def read(*boxes: str, areas: tuple[str, ...] = ("1(2)A", "2(3)B")) -> tuple[list[Cooperation], Reading]:
    source = Source.from_text("invented", "\n\n".join((HEAD, *boxes)))
    reading = Reading.of(source, FORM_2020)
    return list(read_cooperations(source.lines, reading, areas)), reading


def names(row: Cooperation) -> list[str]:
    return [partner.name for partner in row.partners]


def unread(reading: Reading) -> list[str]:
    return [reading.source.quote(span) for span in reading.ledger.unread(reading.source.text)]


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(
        [
            MEASURE,
            WITH_OFFICE,
            OFFICE_RESULT,
            WITH_PARTNERS,
            PARTNER_RESULT,
            PARTNERS,
            "施策・部局\n1(2)A",
            "地域・民間",
        ]
    )
)
def test_cells_in_any_order_make_the_same_rows(boxes: list[str]) -> None:
    (government, community), reading = read(*boxes)
    assert (government.level, government.area) == ("施策・部局", "1(2)A")
    assert (government.measures, government.offices) == (("04-12",), ("農政部架空農業課",))
    assert government.content == WITH_OFFICE
    assert government.results == OFFICE_RESULT.replace("\n", "")
    assert (community.level, community.area) == ("地域・民間", None)
    assert names(community) == ["架空水産会", "架空市", "架空食品"]
    assert community.results == PARTNER_RESULT
    assert unread(reading) == []


def test_confidence_comes_from_the_lead_over_the_other_pairing() -> None:
    (sure, _), _ = read("地域・民間", SECOND, SECOND_RESULT, WITH_PARTNERS, PARTNER_RESULT)
    doubtful_content = "学校や市場と食堂に木の遊具を配る。"
    (doubtful, _), _ = read("地域・民間", doubtful_content, SECOND_RESULT, WITH_PARTNERS, PARTNER_RESULT)
    assert doubtful.content == doubtful_content and sure.results == doubtful.results == SECOND_RESULT
    assert sure.decision is not None and doubtful.decision is not None
    assert Decimal("0.5") < doubtful.decision.confidence < sure.decision.confidence < 1


def test_one_row_leaves_nothing_to_decide() -> None:
    (row,), _ = read("地域・民間", WITH_PARTNERS, PARTNERS, PARTNER_RESULT)
    assert row.decision is None
    assert len(row.partners) == 3


def test_partners_without_a_row_are_kept() -> None:
    (row,), reading = read(PARTNERS)
    assert (row.content, row.results, row.level) == (None, None, "地域・民間")
    assert names(row) == ["架空水産会", "架空市", "架空食品"]
    assert [finding.rule for finding in reading.findings] == ["cell-unknown"]


def test_no_partners_leave_a_row_and_a_finding() -> None:
    (row,), reading = read("施策・部局", WITH_OFFICE, OFFICE_RESULT)
    assert (row.measures, row.offices, row.partners) == ((), (), ())
    assert "連携先" in reading.findings[0].message_ja


@pytest.mark.parametrize("blank", ["", "-", "地域・民間\n\n-"])
def test_no_cooperation_is_no_row(blank: str) -> None:
    rows, reading = read(blank)
    assert rows == []
    assert unread(reading) == []


def test_several_linked_measures_and_codes_in_full_width() -> None:
    (row,), _ = read("施策・部局", WITH_OFFICE, "０４１２\n農政部架空農業課\n0705\n水産林務部架空林務課", OFFICE_RESULT)
    assert row.measures == ("04-12", "07-05")
    assert row.offices == ("農政部架空農業課", "水産林務部架空林務課")


def test_a_code_parted_from_its_office() -> None:
    (row,), _ = read("0412", "農政部架空農業課", "施策・部局", WITH_OFFICE, OFFICE_RESULT)
    assert (row.measures, row.offices) == (("04-12",), ("農政部架空農業課",))


def test_a_list_printed_in_several_blocks_is_one() -> None:
    (row,), _ = read("地域・民間", WITH_PARTNERS, "架空大学、架空市", PARTNERS, PARTNER_RESULT)
    assert names(row) == ["架空大学", "架空市", "架空水産会", "架空市", "架空食品"]


def test_rows_of_one_level_that_kept_their_order_get_their_lists_by_it() -> None:
    rows, _ = read(WITH_PARTNERS, PARTNERS, PARTNER_RESULT, SECOND, SECOND_PARTNERS, SECOND_RESULT)
    assert [names(row) for row in rows] == [["架空水産会", "架空市", "架空食品"], ["架空森林組合", "架空木工財団"]]
    assert all(row.decision is not None and row.decision.confidence < 1 for row in rows)


def test_a_list_belongs_to_the_row_that_names_its_members_and_the_last_one_to_the_last_row() -> None:
    named = SECOND_RESULT + "\n架空森林組合と架空木工財団が材を選んだ。"
    rows, _ = read(SECOND_PARTNERS, PARTNERS, WITH_PARTNERS, SECOND, PARTNER_RESULT, named)
    by_content = {row.content: names(row) for row in rows}
    first = WITH_PARTNERS.replace("\n", "")
    assert by_content == {SECOND: ["架空森林組合", "架空木工財団"], first: ["架空水産会", "架空市", "架空食品"]}


def test_lists_that_only_their_order_tells_have_the_confidence_of_that_order() -> None:
    rows, _ = read(WITH_PARTNERS, SECOND, PARTNERS, SECOND_PARTNERS, PARTNER_RESULT, SECOND_RESULT)
    assert [names(row)[0] for row in rows] == ["架空水産会", "架空森林組合"]
    assert {row.decision.confidence for row in rows if row.decision} == {Decimal("0.667")}


def test_lists_of_no_known_row_stand_apart_and_in_doubt() -> None:
    rows, reading = read(
        WITH_PARTNERS, SECOND, PARTNERS, SECOND_PARTNERS, "架空港湾協会", PARTNER_RESULT, SECOND_RESULT
    )
    (apart,) = [row for row in rows if row.content is None]
    assert len(apart.partners) == 6
    assert apart.decision is not None and apart.decision.confidence == Decimal("0.5")
    assert "連携内容" in [finding.expected for finding in reading.findings if finding.expected][-1]


def test_a_block_printed_twice_is_read_once() -> None:
    rows, reading = read("地域・民間", WITH_PARTNERS, PARTNERS, PARTNER_RESULT, WITH_PARTNERS, PARTNERS)
    assert len(rows) == 1
    assert len(rows[0].partners) == 3
    assert unread(reading) == []


def test_labels_glued_to_their_cell() -> None:
    (row,), reading = read(f"地域・民間2(3)B{SECOND}", SECOND_PARTNERS, SECOND_RESULT)
    assert (row.level, row.area, row.content) == ("地域・民間", "2(3)B", SECOND)
    assert unread(reading) == []


def test_an_area_that_stands_alone_belongs_to_no_row() -> None:
    rows, reading = read(
        "1(2)A",
        MEASURE,
        WITH_OFFICE,
        OFFICE_RESULT,
        WITH_PARTNERS,
        PARTNER_RESULT,
        PARTNERS,
        "施策・部局",
        "地域・民間",
    )
    assert [row.area for row in rows] == [None, None]
    assert [finding.printed for finding in reading.findings] == ["1(2)A"]


def test_kinds_of_organisations_are_reported() -> None:
    (row,), reading = read("地域・民間", WITH_PARTNERS, "架空大学、架空市、各市町村", PARTNER_RESULT)
    assert names(row) == ["架空大学", "架空市"]
    assert [finding.printed for finding in reading.findings] == ["各市町村"]


def test_the_real_sheet(real_sheet_path: Path) -> None:
    sheet = read_sheet(Source.from_bytes(real_sheet_path.name, real_sheet_path.read_bytes()))
    government, community = sheet.cooperations
    assert (government.level, government.area) == ("施策・部局", "2(4)C")
    assert (government.measures, government.offices) == (("02-03",), ("総務部独立行政法人課",))
    assert government.results is not None and "総務部独立行政法人課" in government.results
    assert community.level == "地域・民間"
    assert community.content is not None and "北のものづくりネットワーク" in community.content
    assert community.results is not None and "北のものづくりネットワーク" in community.results
    assert len(community.partners) == 16
    assert {partner.name for partner in community.partners} >= {
        "とかち財団",
        "旭川産業創造プラザ",
        "室蘭テクノセンター",
    }
    assert all(partner.legal_form for partner in community.partners)
