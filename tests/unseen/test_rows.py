from __future__ import annotations

from collections.abc import Mapping

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.sheetwriter.facts import facts
from tests.unseen.rows import PAGES, ROWS, Rows, by_key, without
from tests.unseen.values import differences, unread

_HELD = {
    "１ 目標等の設定": ("head", "text", "budget", "role", "part"),
    "１－２ 取組の結果": ("initiative", "figure", "request", "need", "plan link"),
    "２ 連携の状況": ("cooperation", "partner"),
    "３ 成果指標の設定": ("indicator", "observation"),
    "４ 事務事業の設定": ("project", "money", "overview", "mention"),
    "５(1) 成果指標の分析": ("analysis", "grade count", "verdict"),
    "５(2) 取組の分析": ("judgement",),
    "５(3) 総合評価と対応方針等": ("policy", "verdict"),
    "６ 二次政策評価結果": ("opinion",),
    "７ 評価結果の反映": ("response",),
    "７(3) 事務事業への反映状況": ("reflection",),
}
"""Kinds of facts that go with a section."""

_RESTING = {
    "４ 事務事業の設定": ("reflection", "response", "opinion", "policy"),
    "５(3) 総合評価と対応方針等": ("response",),
    "６ 二次政策評価結果": ("response",),
}
"""Kinds of facts that cannot be told in full without another section."""


@pytest.mark.parametrize("rows", ROWS, ids=lambda rows: rows.name)
def test_other_rows_change_what_they_say_and_nothing_else(rows: Rows, real_text: str, real_sheet: Sheet) -> None:
    sheet = read_sheet(Source.from_text(rows.name, rows.text(real_text)))
    expected = rows.facts(by_key(facts(real_sheet)))
    assert differences(_named(expected), _named(by_key(facts(sheet)))) == []
    assert unread(sheet) == []


@pytest.mark.parametrize("section", PAGES)
def test_a_page_that_is_not_there_is_reported_and_the_others_are_read(
    section: str, real_text: str, real_sheet: Sheet
) -> None:
    sheet = read_sheet(Source.from_text("cut", without(real_text, PAGES[section])))
    missing = [finding.expected for finding in sheet.findings if finding.rule == "section-missing"]
    assert missing == [section]
    before, after = by_key(facts(real_sheet)), by_key(facts(sheet))
    resting = _RESTING.get(section, ())
    other = {key[0] for key in after if before.get(key) != after[key]}
    gone = {key[0] for key in before if key not in after}
    assert other <= set(resting)
    assert gone <= {*_HELD[section], *resting}


def _named(items: Mapping[tuple[str, ...], object]) -> dict[str, object]:
    return {" · ".join(key): value for key, value in items.items()}
