"""Boxes of one page in any order: how much stays right, and that nothing wrong is said for sure."""

from __future__ import annotations

import re
from random import Random

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.sheetwriter.compare import Comparison, compare
from tests.unseen.rows import PAGES

_BLANKS = re.compile(r"\n{2,}")
_SURE = 0.9

ORDERLESS = {
    "１ 目標等の設定": 0.98,
    "２ 連携の状況": 0.99,
    "５(1) 成果指標の分析": 0.99,
    "５(2) 取組の分析": 0.98,
    "６ 二次政策評価結果": 0.99,
    "７ 評価結果の反映": 0.98,
    "７(3) 事務事業への反映状況": 0.99,
}
"""Sections whose boxes need no order, and the share of the sheet's facts that is right at the least."""

ORDERED = {
    "１－２ 取組の結果": 0.94,
    "３ 成果指標の設定": 0.84,
    "４ 事務事業の設定": 0.75,
    "５(3) 総合評価と対応方針等": 0.96,
}
"""Sections whose rows part into boxes that only their order holds together."""


def _shuffled(text: str, section: str, seed: int) -> str:
    first, last = PAGES[section]
    lines = text.split("\n")
    boxes = _BLANKS.split("\n".join(lines[first - 1 : last]).strip("\n"))
    Random(f"{section} {seed}").shuffle(boxes)
    return "\n".join((*lines[: first - 1], "\n\n".join(boxes), "", "", "", *lines[last:]))


def _compared(text: str, section: str, seed: int, real: Sheet) -> Comparison:
    return compare(real, read_sheet(Source.from_text(section, _shuffled(text, section, seed))))


def _share(result: Comparison) -> float:
    right = sum(count.right for count in result.counts.values())
    return right / (right + len(result.wrong) + len(result.missing))


def _sure(result: Comparison) -> list[object]:
    return [
        wrong for wrong in result.wrong if not wrong.flagged and (wrong.confidence is None or wrong.confidence > _SURE)
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("section", ORDERLESS)
def test_boxes_in_any_order_are_read_as_before(section: str, seed: int, real_text: str, real_sheet: Sheet) -> None:
    result = _compared(real_text, section, seed, real_sheet)
    assert _share(result) >= ORDERLESS[section]
    assert _sure(result) == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("section", ORDERED)
def test_rows_torn_to_pieces_leave_most_of_the_sheet_right(
    section: str, seed: int, real_text: str, real_sheet: Sheet
) -> None:
    assert _share(_compared(real_text, section, seed, real_sheet)) >= ORDERED[section]
