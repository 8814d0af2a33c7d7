"""Blocks of text joined and cut as print shows."""

from __future__ import annotations

from policygraph.loaders.sheet.projects.text_blocks import Block, display_width, evened
from policygraph.loaders.source import Source

FULL = "灯台の光を遠くの船まで届けるため"


def blocks_of(text: str) -> list[Block]:
    blocks: list[Block] = []
    for line in Source.from_text("blocks", text).lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def texts(blocks: list[Block]) -> list[list[str]]:
    return [[line.text for line in block] for block in blocks]


def test_width_counts_half_width_characters() -> None:
    assert display_width("灯台ab") == 6


def test_as_many_blocks_as_wanted_stay_as_they_are() -> None:
    blocks = blocks_of(f"{FULL}\n\n電球を替える。")
    assert evened(blocks, 2) == blocks
    assert evened([], 2) == []


def test_a_block_cut_behind_a_full_line_is_joined() -> None:
    blocks = blocks_of(f"{FULL}\n\n電球を替える。\n\n星を見る。")
    assert texts(evened(blocks, 2)) == [[FULL, "電球を替える。"], ["星を見る。"]]


def test_whole_texts_are_not_joined() -> None:
    assert len(evened(blocks_of(f"{FULL}\n星を見る。\n\n氷を切る。\n\n塩をつくる。"), 2)) == 3


def test_neighbours_without_a_blank_line_are_cut_behind_the_line_with_most_room() -> None:
    blocks = blocks_of(f"{FULL}\n電球を替える。\n星を見る夜の会を開く。\n{FULL}")
    assert texts(evened(blocks, 2)) == [[FULL, "電球を替える。"], ["星を見る夜の会を開く。", FULL]]


def test_a_bracket_goes_on_with_the_text_before_it() -> None:
    assert len(evened(blocks_of(f"{FULL}\n電球を替える。\n（夜の会）"), 2)) == 1
