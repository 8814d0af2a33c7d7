"""Pieces of two and three boxes in any order: what is read with confidence is right."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.sheet.indicators.records import SURE
from tests.loaders.sheet.indicators.indicator_texts import (
    EGGS,
    FALLS,
    FORMULA,
    SHIPS,
    BoxText,
    by_rank,
    page,
    printed,
    read,
    unread,
)

BOXES = (SHIPS, EGGS, FALLS)


def torn(box: BoxText) -> list[str]:
    """The cells of a left box, labels and values apart, but for its rank and name."""
    base, goal, final = box.values
    first, second, third = box.years
    return [
        "目 標 の 基 準 今 年 度 の 目 標 最 終 目 標",
        f"基 準 値 {base} {goal} 最終目標値",
        f"{final}目標値",
        f"基準年度 {first} {second}",
        f"最終年度 {third}",
        "年度",
        f"〔指標の説明〕\n{box.explanation}\n{box.kind}\n取組の進み具合を測るため",
        "根拠計画 達成率の算式政策体系",
        "増減方向",
        f"{box.change}{box.plan}",
        f"{FORMULA}{box.area}",
    ]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[tuple[BoxText, ...], str]:
    boxes = tuple(draw(st.permutations(BOXES)))[: draw(st.integers(2, 3))]
    pieces = draw(st.permutations([piece for box in boxes for piece in torn(box)]))
    heads = [f"{box.rank} 指標名\n\n{box.name}" for box in boxes]
    for head in heads:
        pieces.insert(draw(st.integers(0, len(pieces))), head)
    blocks = draw(st.permutations([box.right() for box in boxes]))
    return boxes, page(*pieces, *(row for block in blocks for row in block))


@settings(max_examples=60, deadline=None)
@given(damaged())
def test_values_are_right_or_left_out(sheet: tuple[tuple[BoxText, ...], str]) -> None:
    """Arithmetic binds every value to its block, wherever it stands; a sure indicator has all of them right."""
    boxes, text = sheet
    found = by_rank(text)
    assert set(found) == {box.rank for box in boxes}
    wanted = {printed(box) for box in boxes}
    for box in boxes:
        indicator = found[box.rank]
        values = (indicator.base_value, indicator.target_value, indicator.final_target)
        assert values in wanted or None in values
        assert indicator.decision is not None
        if float(indicator.decision.confidence) >= SURE and None not in values:
            assert (indicator.name, values) == (box.name, printed(box))
            assert indicator.causes_outside == box.outside


@settings(max_examples=30, deadline=None)
@given(damaged())
def test_every_character_has_a_fate(sheet: tuple[tuple[BoxText, ...], str]) -> None:
    reading, _ = read(sheet[1])
    assert unread(reading) == []
    doubts = {finding.rule for finding in reading.findings}
    assert doubts <= {"year-kind", "cell-unknown", "low-confidence"}
