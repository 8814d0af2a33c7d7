from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.sheet.section_labels import SECTIONS_2020, Section
from policygraph.loaders.sheet.sections import split
from policygraph.loaders.source import Source

PAGES = {
    Section.FIRST_PAGE: "１ 目標等の設定\n所 管 部 局\n本文一",
    Section.INITIATIVES: "１－２ 取組の結果\n◎架空の取組",
    Section.COOPERATION: "２ 連携の状況\n連携内容\n本文二",
    Section.INDICATORS: "主① 指標名 目 標 の 基 準\n３ 成果指標の設定",
    Section.PROJECTS: "1234 3(1)B 架空の事業 架空課 10 10 0.1 0.0 0.1 802\n４ 事務事業の設定",
    Section.ANALYSIS: "(1)成果指標の分析\n達成度合の集計",
    Section.EFFORTS: "(2)取組の分析\n対応すべきもの",
    Section.POLICIES: "(3)総合評価と対応方針等\n関連する事務事業",
    Section.OPINIONS: "６ 二次政策評価結果（知事による評価）\n意見区分",
    Section.REFLECTION: "７ 評価結果の反映\n各部局の対応",
    Section.DIRECTIONS: "（３）事務事業への反映状況\n次年度新規事業",
}


@pytest.mark.parametrize("page_break", ["\n\n\n\n", "\n\f", "\n\n"])
def test_each_page_is_a_section_whatever_parts_the_pages(page_break: str) -> None:
    found = split(Source.from_text("x", page_break.join(PAGES.values())).lines, SECTIONS_2020)
    for section, page in PAGES.items():
        assert [line.text for line in found[section]] == page.split("\n")


@pytest.mark.parametrize("missing", list(Section))
def test_a_page_that_is_not_there_has_no_lines(missing: Section) -> None:
    pages = [page for section, page in PAGES.items() if section is not missing]
    found = split(Source.from_text("x", "\n\n\n\n".join(pages)).lines, SECTIONS_2020)
    assert found[missing] == ()
    assert sum(len(lines) for lines in found.values()) == sum(page.count("\n") + 1 for page in pages)


@pytest.mark.parametrize("section", list(Section)[1:])
def test_blank_lines_within_a_page_end_no_section(section: Section) -> None:
    """Labels behind them still speak for the section; nothing speaks for the next one yet."""
    pages = {**PAGES, section: PAGES[section].replace("\n", "\n\n\n\n")}
    found = split(Source.from_text("x", "\n\n\n\n".join(pages.values())).lines, SECTIONS_2020)
    assert [line.text for line in found[section]] == PAGES[section].split("\n")


def test_where_only_a_line_feed_parts_pages_a_section_begins_at_its_head() -> None:
    text = "\n".join(f"  Ｄｏ & Ｃｈｅｃｋ\n{page}\n\n行先のない文" for page in PAGES.values())
    found = split(Source.from_text("x", text).lines, SECTIONS_2020)
    assert {lines[0].text for lines in found.values()} == {"Ｄｏ & Ｃｈｅｃｋ"}
    assert {lines[-1].text for lines in found.values()} == {"行先のない文"}


def test_an_empty_text_has_no_sections() -> None:
    assert set(split((), SECTIONS_2020).values()) == {()}


def test_the_pages_of_the_real_sheet_begin_where_they_do(real_sheet_path: Path) -> None:
    source = Source.from_bytes("real", real_sheet_path.read_bytes())
    found = split(source.lines, SECTIONS_2020)
    begins = [found[section][0].number for section in Section]
    assert begins == [1, 158, 418, 477, 719, 986, 1043, 1109, 1208, 1273, 1356]
