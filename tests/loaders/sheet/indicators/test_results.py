"""Right blocks: rows, parted and stacked cells, causes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.indicators.results import ACTUAL, RATE, TARGET, Block, Table, read_blocks, tables
from policygraph.loaders.sheet.indicators.text import pages_of
from policygraph.loaders.source import Line, Source
from tests.loaders.sheet.indicators.indicator_texts import EGGS, SHIPS, page, tidy


def blocks_of(text: str) -> tuple[list[Block], list[Line]]:
    lines = Source.from_text("invented.txt", text).lines
    blocks, others = read_blocks(lines, pages_of(lines), FORM_2020.indicators)
    return blocks, [line for _, line in others]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table]


FULL = [["110", "120", "180"], ["107", "118", "118"], ["70.0%", "90.0%", "65.6%"]]


def test_block_and_left_box_apart() -> None:
    (block,), others = blocks_of(tidy(SHIPS))
    assert [moment.year for moment, _ in block.grade_years] == [2016, 2017, 2018]
    assert [grade for grade, _ in block.grades] == ["-", "D", "B"]
    assert [moment.year for moment, _ in block.years] == [2017, 2018]
    assert [cells(table) for table in tables(block)] == [FULL]
    assert ([line.text for line in block.inside], [line.text for line in block.outside]) == (
        [SHIPS.inside],
        [SHIPS.outside],
    )
    assert [line.text for line in others] == "\n".join(SHIPS.left()).split("\n")


def test_blocks_without_blank_lines() -> None:
    blocks, others = blocks_of("\n".join((*SHIPS.right(), *EGGS.right())))
    assert [cells(tables(block)[0])[TARGET][0] for block in blocks] == ["110", "2,420"]
    assert others == []


def test_label_on_a_line_of_its_own() -> None:
    text = page(*SHIPS.right()).replace("目 標 値 ", "目 標 値\n\n").replace("達成率 ", "達成率\n")
    assert [cells(table) for table in tables(blocks_of(text)[0][0])] == [FULL]


def test_cells_stacked_by_column() -> None:
    stack = "年    度\n目 標 値\n実 績 値\n達成率\nH29 110 107 70.0%\nH30 120 118 90.0%\n進捗率 180 118 65.6%"
    (block,), _ = blocks_of(page(*SHIPS.right()[:2], stack))
    assert cells(tables(block)[0]) == FULL
    assert [moment.year for moment, _ in block.years] == [2017, 2018]


def test_cells_stacked_by_row() -> None:
    stack = "年    度\n目 標 値\n実 績 値\n達成率\nH29 H30 進捗率\n110 120 180\n107 118 118\n70.0% 90.0% 65.6%"
    (block,), _ = blocks_of(page(*SHIPS.right()[:2], stack))
    assert cells(tables(block)[0]) == FULL


def test_glued_cells_may_be_in_any_order() -> None:
    (block,), _ = blocks_of(page(*replace(SHIPS, rates="70.0% 65.6%90.0%").right()))
    rates = [cells(table)[RATE] for table in tables(block)]
    assert rates[0] == ["70.0%", "65.6%", "90.0%"]
    assert ["70.0%", "90.0%", "65.6%"] in rates


def test_vanished_cell_may_have_stood_anywhere() -> None:
    (block,), _ = blocks_of(page(*replace(SHIPS, actuals="107 118").right()))
    assert [cells(table)[ACTUAL] for table in tables(block)] == [
        ["107", "118", ""],
        ["107", "", "118"],
        ["", "107", "118"],
    ]


def test_minus_in_a_short_row_may_be_a_dash() -> None:
    (block,), _ = blocks_of(page(*replace(SHIPS, rates="70.0% -65.6%").right()))
    assert ["70.0%", "-", "65.6%"] in [cells(table)[RATE] for table in tables(block)]


def test_thousands_glued_to_each_other() -> None:
    (block,), _ = blocks_of(page(*replace(SHIPS, targets="1,0781,1451,325").right()))
    assert [cell.number for cell in block.rows[TARGET]] == [Decimal(1078), Decimal(1145), Decimal(1325)]


def test_table_parted_from_its_head_by_a_left_box() -> None:
    right = SHIPS.right()
    (block,), others = blocks_of(page(*right[:2], *EGGS.left(), *right[2:]))
    assert cells(tables(block)[0]) == FULL
    assert [line.text for line in others] == "\n".join(EGGS.left()).split("\n")


def test_head_of_years_alone_is_left_to_the_box() -> None:
    blocks, others = blocks_of("年度\n\n年度 R2 最終年度 R6\n")
    assert blocks == []
    assert len(others) == 2


def test_wrapped_year_in_a_cause_is_no_table() -> None:
    (block,), _ = blocks_of(page(*replace(SHIPS, outside="前の\n年度\nより減った。").right()))
    assert [line.text for line in block.outside] == ["前の", "年度", "より減った。"]
    assert cells(tables(block)[0]) == FULL
