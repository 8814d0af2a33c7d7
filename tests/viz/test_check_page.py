"""The page of a check: whole, safe, and self-contained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from policygraph.queries.checks.report import check_store
from policygraph.queries.store import LocalStore
from policygraph.viz.check_page import page
from tests.queries.checks.reports import HOSTILE_REPORT, REPORT
from tests.viz.conftest import Watch


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html.split("</head>")[1]))


def test_the_page_shows_the_whole_report() -> None:
    shown = text_of(page(REPORT))
    for part in (
        "調書 2 件：エラー 1 件、警告 1 件、注記 1 件",
        "letter.txt：no title 基本評価調書 in it",
        "91-07 海辺のくらし 2020年度",
        "事実 90.0%",
        "未読 3字(0.3%)",
        "エラー 読み取れなかった文字 1 件 unread",
        "20～21行 進捗率 -156.6%",
        "40～41行 0 0.1 5",
        "該当する指摘はありません。",
        "notes.docx",
    ):
        assert part in shown


def test_sheets_are_linked_from_the_overview() -> None:
    html = page(REPORT)
    assert re.findall('href="#([^"]+)"', html) == re.findall('<section id="([^"]+)"', html) == ["sheet-1", "sheet-2"]


def test_what_a_document_says_is_text_and_nothing_else() -> None:
    html = page(HOSTILE_REPORT)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_nothing_is_loaded_and_no_script_may_run() -> None:
    html = page(REPORT)
    (policy,) = re.findall('Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert not re.search("src=|url\\(|@import|https?:", html)


@pytest.mark.parametrize("width", [390, 1100])
def test_the_page_fits_a_phone_and_a_desk_and_its_style_is_let_in(
    browser: Browser, examples_store: LocalStore, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "check.html"
    path.write_text(page(check_store(examples_store)), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    opened = context.new_page()
    watch = Watch(opened, path.as_uri())
    opened.goto(path.as_uri())
    body = opened.locator("body").bounding_box()
    assert body is not None and body["width"] <= width
    for box in (found.bounding_box() for found in opened.locator("h3, table, blockquote").all()):
        assert box is not None and box["x"] + box["width"] <= width
    context.close()
    assert watch.seen == []
