"""Section 4 taken apart into rows, texts, totals and headings."""

from __future__ import annotations

import pytest

from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.projects.rows import Table, take_apart
from policygraph.loaders.source import Source

ROW = "1201 9(9)Z 灯台みまもり事業費 海辺課 500 100 0.5 0.0 0.5 4,500\n\n"


def table_of(text: str) -> Table:
    return take_apart(Source.from_text("rows", text).lines, FORM_2020.projects)


def labels(text: str) -> list[str]:
    return [text[start:end] for start, end in table_of(text).labels]


HEADINGS = (
    "整理番号", "整理", "事務事業名 事務事業概要", "前年度から", "の繰越事業", "費（千円）", "令和２年度", "課 ・ 局",
    "４　事務事業の設定",
)  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_whole_in_pieces_and_spaced(heading: str) -> None:
    assert labels(f"{heading}\n") == labels(f"{ROW}{heading}\n") == labels(f"{ROW.strip()}\n{heading}\n") == [heading]


@pytest.mark.parametrize("text", ["灯台をみまもる。", "局", "事業費を補助する。", "機関との調整"])
def test_other_texts_are_no_headings(text: str) -> None:
    table = table_of(f"{text}\n")
    assert not table.labels
    assert [[line.text for line in block] for block in table.blocks] == [[text]]


def test_the_last_line_of_a_text_may_look_like_a_heading() -> None:
    assert labels(f"{ROW}灯台をみまもる\n機関\n") == []


def test_a_row_is_code_area_text_and_amounts() -> None:
    (group,) = table_of(ROW).groups
    assert [piece.text for piece in (*group.codes, *group.areas, *group.texts, *group.amounts)] == [
        "1201", "9(9)Z", "灯台みまもり事業費 海辺課", "500 100 0.5 0.0 0.5 4,500",
    ]  # fmt: skip


def test_numbers_in_a_name_are_no_amounts() -> None:
    (group,) = table_of("1201 9(9)Z\n灯台百選 2 1\n\n海辺課 500 100 0.5 0.0 0.5 4,500\n").groups
    assert [piece.text for piece in group.texts] == ["灯台百選 2 1", "海辺課"]


def test_text_behind_a_row_is_outside_it() -> None:
    table = table_of(f"{ROW}灯台をみまもる。\n海を照らす。\n\n星を見る。\n")
    assert [len(block) for block in table.blocks] == [2, 1]


def test_totals_stand_outside_the_rows() -> None:
    table = table_of(f"{ROW}0.0 0\n\n0 500 100 0.5 0 0.5計\n")
    assert [piece.text for piece in table.totals] == ["0.0 0", "0 500 100 0.5 0 0.5"]


def test_what_follows_a_row_cut_short_is_given_back() -> None:
    table = table_of("1201 9(9)Z\n灯台みまもり\n事業\n\n灯台をみまもる。\n")
    assert [piece.text for piece in table.groups[0].texts] == ["灯台みまもり", "事業"]
    assert [block[0].text for block in table.blocks] == ["灯台をみまもる。"]
