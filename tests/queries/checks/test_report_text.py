from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from policygraph.loaders.source import Shares
from policygraph.queries.checks.places import Place
from policygraph.queries.checks.report import CheckReport
from policygraph.queries.checks.report_text import draw, share_words
from tests.queries.checks.reports import HOSTILE_REPORT, REPORT, found, sheet


def drawn(report: CheckReport, width: int = 80) -> list[str]:
    file = io.StringIO()
    draw(report, Console(file=file, width=width, highlight=False))
    return file.getvalue().split("\n")


def test_a_report_reads_from_the_gravest_to_the_totals() -> None:
    lines = drawn(REPORT)
    assert lines[:6] == [
        "91-07 海辺のくらし（2020年度）",
        "  sheet.txt、全 1,000 字",
        "  事実 90.0%  見出し 6.0%  再掲 3.0%  欄不明 7字(0.7%)  未読 3字(0.3%)",
        "  エラー：読み取れなかった文字（unread）1 件",
        "    ・読み取れない文字があります。",
        "      12行｜読めない字",
    ]
    assert "      20～21行｜進捗率 -156.6%" in lines
    assert "      40～41行｜0 0.1 5" in lines
    assert lines[-5] == "合計：調書 2 件、全 2,000 字、エラー 1 件、警告 1 件、注記 1 件"
    assert lines[-3:-1] == ["  読めません：letter.txt：no title 基本評価調書 in it", "  対象外：notes.docx"]
    assert "  該当する指摘はありません。" in lines


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    long = CheckReport(
        (sheet(found("unread", Place(1, 9, "灯台守の記録" * 20), message="灯台の明かりが消えた。" * 9)),)
    )
    for line in drawn(long, width):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        assert not line.strip().startswith(("。", "、"))


def test_many_places_are_counted() -> None:
    many = CheckReport((sheet(found("unread", *(Place(line, line, "灯") for line in range(1, 11, 2)))),))
    assert "      1、3、5行ほか 2 か所｜灯" in drawn(many)


def test_a_share_that_is_not_nothing_is_never_shown_as_nothing() -> None:
    assert (
        share_words(Shares(1, 99_998, 0, 0, 1))
        == "事実 100.0%  見出し 0.0%  再掲 0.0%  欄不明 1字(0.1%未満)  未読 1字(0.1%未満)"
    )
    assert share_words(Shares(0, 0, 0, 0, 0)).endswith("未読 0字")


def test_what_a_document_says_is_no_markup() -> None:
    assert any("[red]" in line for line in drawn(HOSTILE_REPORT, 200))
    assert not {"\x07", "\x1b"} & set("".join(drawn(HOSTILE_REPORT, 200)))
