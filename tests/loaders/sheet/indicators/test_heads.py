"""What section 5(1) says of the indicators, and how it tells their boxes apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policygraph.loaders.sheet.indicators.heads import Head, expected_places, read_heads
from policygraph.loaders.source import Source
from tests.loaders.sheet.indicators.indicator_texts import EGGS, SHIPS, page, read

TWO = """1(1)A 1

2(2)A 0 1

＜港に寄る客
船の数（隻）【Ｄ】＞
・船が減った。

＜たまごの出荷額（億円）【-】＞
・伸びた。
"""


def heads(text: str) -> list[Head]:
    return read_heads(Source.from_text("analysis.txt", text).lines)


def graded(*grades: str) -> list[Head]:
    return [Head(f"指標{place}", grade, "", None) for place, grade in enumerate(grades)]


def test_names_wrap_and_grades_come_in_any_width() -> None:
    assert [(head.name, head.grade) for head in heads(TWO)] == [
        ("港に寄る客船の数(隻)", "D"),
        ("たまごの出荷額(億円)", "-"),
    ]


def test_text_goes_on_to_the_next_name() -> None:
    assert [head.text for head in heads(TWO)] == ["・船が減った。", "・伸びた。"]


def test_areas_by_counts_that_add_up() -> None:
    assert [head.area for head in heads(TWO)] == ["1(1)A", "2(2)A"]


def test_areas_are_open_where_counts_do_not_add_up() -> None:
    assert [head.area for head in heads(TWO.replace("1(1)A 1", "1(1)A 3"))] == [None, None]


def test_second_print_is_no_other_indicator() -> None:
    assert len(heads(TWO + "\n" + TWO)) == 2


@pytest.mark.parametrize(
    ("named", "grades", "places"),
    [
        (graded("D", "A"), ["D", "A"], [0, 1]),
        (graded("D", "A"), ["A", "D"], [0, 1]),
        (graded("D", "A"), ["D", "-", "A"], [0, 2]),
        (graded("D", "D"), ["D", "D", "D"], [None, None]),
        (graded("D", "A", "B"), ["D", "A"], [None, None, None]),
        (graded(), ["D"], []),
    ],
)
def test_places_in_the_order_of_ranks(named: list[Head], grades: list[str | None], places: list[int | None]) -> None:
    assert expected_places(named, grades) == places


def torn(*analysis: str) -> dict[str, str]:
    """Names by rank of two boxes whose left halves came out piece by piece, the ranks first."""
    first, second = replace(SHIPS, outside="特になし"), replace(EGGS, outside="特になし", name="たまごの出荷数（隻）")
    left = [*first.left(), *second.left()]
    ranks = [left.pop(0), left.pop(6)]
    _, pages = read(page(*ranks, *reversed(left), *first.right(), *second.right()), analysis="\n\n".join(analysis))
    return {indicator.rank: indicator.name for indicator in pages.indicators}


def test_order_and_grades_give_torn_boxes_their_names() -> None:
    ships, eggs = "＜港に寄る客船の数（隻）【B】＞", "＜たまごの出荷数（隻）【D】＞"
    assert torn(ships, eggs) == {"主①": "港に寄る客船の数（隻）", "関①": "たまごの出荷数（隻）"}


def test_a_cell_that_is_not_printed_is_a_finding() -> None:
    reading, pages = read(page(*(piece for piece in SHIPS.left() if "説明" not in piece), *SHIPS.right()))
    assert pages.indicators[0].explanation is None
    (finding,) = [found for found in reading.findings if found.rule == "cell-unknown"]
    assert finding.expected == "指標の説明"
