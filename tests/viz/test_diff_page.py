"""The page of a comparison: self-contained, escaped, with bars that keep their proportions."""

from __future__ import annotations

import re

from policygraph.viz.diff_page import page, picture_of
from tests.queries.checks.sheets import budget
from tests.queries.diff.held import diff, later, measure, row

HOSTILE = "</title><script>alert(1)</script>"


def test_a_page_runs_nothing_and_loads_nothing() -> None:
    html = page(diff(measure(row("0101", HOSTILE)), later()))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r'(?:src|href)="', html)
    assert "default-src 'none'" in html


def test_bars_go_to_either_side_of_the_axis_in_proportion() -> None:
    found = diff(
        measure(row("0101", "灯台費", budget=100), row("0102", "網の補修", budget=900)),
        later(row("0501", "灯台費", budget=400), row("0502", "網の補修", budget=800)),
    )
    up, down = picture_of("図", found.of_kind("money")).bars
    axis = picture_of("図", found.of_kind("money")).axis
    assert (up.words, down.words) == ("＋300円", "－100円")
    assert (up.x, round(down.x + down.width, 1)) == (axis, axis)
    assert up.width == 3 * down.width


def test_what_has_no_bar_is_counted() -> None:
    found = diff(
        measure(row("0101", "灯台費", budget=None), row("0102", "網の補修", budget=0)),
        later(row("0501", "灯台費", budget=400)),
    )
    picture = picture_of("図", found.changes)
    assert (len(picture.bars), picture.more, picture.unknown) == (0, 1, 1)


def test_a_measure_has_one_bar_the_one_of_the_years_of_the_sheets() -> None:
    html = page(
        diff(
            measure(budgets=(budget(2019, 100), budget(2020, 200))),
            later(budgets=(budget(2020, 210), budget(2021, 300))),
        )
    )
    assert html.count("<rect") == 1
    assert "＋100,000円" in html


def test_nothing_differs() -> None:
    html = page(diff(measure(), measure()))
    assert "違いはありません。" in html
    assert "<svg" not in html
