"""Plots show every number that is printed, and say what they leave out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import policygraph
from policygraph.errors import QueryError
from policygraph.queries.store import LocalStore
from policygraph.viz.plot_budget import Spent, plot_budget
from policygraph.viz.plot_chain import Chained, plot_chain
from policygraph.viz.plot_history import History, number, plot_history
from policygraph.viz.svg import document
from tests.viz.hostile import ALL_PAYLOADS
from tests.viz.test_browser_safety import alone

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


PLAIN = History(
    name="主① 件数",
    unit="件",
    year_kind="年度",
    targets={2018: Decimal(10), 2019: Decimal(12)},
    actuals={2018: Decimal("9.50")},
    grades={2018: "B"},
    base=None,
    final=None,
)


def test_a_history_shows_target_actual_grade_base_and_final_target() -> None:
    shown = texts(plot_history("題", [PLAIN._replace(base=(2014, Decimal(7)), final=(2024, Decimal(20)))]))
    assert {"10", "12", "9.5", "7", "20", "2018（B）", "2019", "2014", "2024", "（単位：件、年度）"} <= set(shown)


def test_years_without_anything_printed_are_left_out_and_no_line_is_drawn_over_them() -> None:
    svg = plot_history(
        "題", [PLAIN._replace(targets={2014: Decimal(1), 2016: Decimal(2), 2017: Decimal(3)}, actuals={})]
    )
    assert texts(svg).count("…") == 1
    dashed = [line for line in ET.fromstring(svg).iter(f"{SVG}line") if "stroke-dasharray" in line.attrib]
    assert len(dashed) == 1


def test_an_indicator_without_values_says_so() -> None:
    assert "値の印字がありません。" in texts(plot_history("題", [PLAIN._replace(targets={}, actuals={}, grades={})]))


@pytest.mark.parametrize("values", [["0"], ["-5", "5"], ["1000000", "1000001"], ["0.001"], ["-3"]])
def test_any_values_stand_within_the_panel(values: list[str]) -> None:
    actuals = {2010 + at: Decimal(value) for at, value in enumerate(values)}
    svg = plot_history("題", [PLAIN._replace(targets={}, actuals=actuals)])
    heights = [float(circle.attrib["cy"]) for circle in ET.fromstring(svg).iter(f"{SVG}circle")]
    assert len(heights) == len(values) and all(100 < height < 300 for height in heights)


def test_a_number_has_no_needless_zeros() -> None:
    assert [number(Decimal(each)) for each in ("1200", "9.50", "0.00", "-1234.5")] == ["1,200", "9.5", "0", "-1,234.5"]


def test_a_budget_has_a_bar_for_each_name_with_what_is_not_known() -> None:
    svg = plot_budget(
        "題", {"部局別": {"甲課": [Spent(3_000_000, 1_000_000), Spent(None, None)], "乙課": [Spent(0, 0)]}}
    )
    assert {"300万円（2 事業、ほか 1 件不明）", "0円（1 事業）", "甲課", "乙課", "部局別"} <= set(texts(svg))
    bars = next(rect for rect in ET.fromstring(svg).iter(f"{SVG}g") if rect.findtext(f"{SVG}title") == "甲課")
    widths = [float(rect.attrib["width"]) for rect in bars.iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(2 * widths[0], rel=0.01)


def test_beyond_thirty_bars_the_rest_is_one() -> None:
    shown = texts(plot_budget("題", {"部局別": {f"{n:02} 課": [Spent(n * 1000, 0)] for n in range(1, 41)}}))
    assert "ほか 10 件" in shown and "5.5万円（10 事業）" in shown


def test_a_chain_is_as_wide_as_its_yen_and_counts_what_has_none() -> None:
    projects = [Chained("0001 大", 3000), Chained("0002 小", 1000), Chained("0003 無", 0), Chained("0004 不明", None)]
    svg = plot_chain("題", "A1", {"一": projects, "二": []})
    shown = texts(svg)
    assert {
        "3,000円 0001 大",
        "1,000円 0002 小",
        "事業費 0 円 1 事業、事業費不明 1 事業",
        "事務事業なし",
        "4,000円",
    } <= set(shown)
    assert any("足し合わせることはできません" in each for each in shown)
    bars = {
        group.findtext(f"{SVG}title"): float(rect.attrib["height"])
        for group in ET.fromstring(svg).iter(f"{SVG}g")
        if (rect := group.find(f"{SVG}rect")) is not None
    }
    assert bars["3,000円 0001 大"] == pytest.approx(3 * bars["1,000円 0002 小"], rel=0.01)
    assert bars["A1"] == pytest.approx(420)


def test_a_chain_without_money_is_drawn_all_the_same() -> None:
    assert "0円" in texts(plot_chain("題", "A1", {"一": [Chained("0001 無", 0)]}))


def test_the_examples_are_plotted_with_their_numbers(examples_store: LocalStore, tmp_path: Path) -> None:
    measure = policygraph.plot(examples_store, "history", "05-10", tmp_path / "history.svg")
    assert {"1,116", "968", "870", "1,280"} <= set(texts(measure.svg))
    assert (tmp_path / "history.svg").read_bytes() == document(measure.svg)
    one = policygraph.plot(examples_store, "history", "共同研究の件数")
    assert "139" in texts(one.svg)
    budget = texts(policygraph.plot(examples_store, "budget", "05-10").svg)
    assert {"施策の区分別", "部局別", "経済部産業振興課"} <= set(budget)
    everything = texts(policygraph.plot(examples_store, "budget").svg)
    assert {"施策別", "部局別", "事業費の内訳：2020年度のすべての施策"} <= set(everything)
    assert [each for each in everything if each.startswith("05-10 ")]
    assert "事業費の内訳：事務事業がありません" in texts(policygraph.plot(examples_store, "budget", year=1999).svg)
    assert any("0536" in each for each in texts(policygraph.plot(examples_store, "chain", "A3412").svg))


def test_every_project_of_a_measure_is_counted_by_part_and_again_by_office(examples_store: LocalStore) -> None:
    rows = policygraph.query(examples_store, "projects-of-measure", measureCode="05-10").rows
    said = " ".join(texts(policygraph.plot(examples_store, "budget", "05-10").svg))
    assert sum(map(int, re.findall(r"（(\d+) 事業", said))) == 2 * len(rows)


@pytest.mark.parametrize(
    ("kind", "target"), [("history", "0536"), ("budget", "A3412"), ("chain", "05-10"), ("chain", None)]
)
def test_a_plot_of_something_else_is_refused(examples_store: LocalStore, kind: str, target: str | None) -> None:
    with pytest.raises(QueryError, match=f"a plot {kind} is of"):
        policygraph.plot(examples_store, kind, target)


def test_an_ending_that_is_not_written_is_refused(examples_store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.svg or \.png"):
        policygraph.plot(examples_store, "budget", None, tmp_path / "budget.html")


def test_a_page_with_a_policy_can_hold_a_plot(examples_store: LocalStore) -> None:
    for each in ("<style", "style=", "<script", "href"):
        assert each not in policygraph.plot(examples_store, "chain", "A3412").svg


def test_payloads_in_plots_stay_text(browser: Browser, tmp_path: Path) -> None:
    plots = (
        plot_history(ALL_PAYLOADS[0], [PLAIN._replace(name=each, unit=each, year_kind=each) for each in ALL_PAYLOADS]),
        plot_budget(ALL_PAYLOADS[1], {each: {each: [Spent(1, 1)]} for each in ALL_PAYLOADS}),
        plot_chain(ALL_PAYLOADS[2], ALL_PAYLOADS[3], {each: [Chained(each, 1)] for each in ALL_PAYLOADS}),
    )
    for at, svg in enumerate(plots):
        file, page = tmp_path / f"{at}.svg", tmp_path / f"{at}.html"
        file.write_bytes(document(svg))
        page.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>r</title>{svg}", encoding="utf-8")
        assert alone(browser, file) == alone(browser, page) == []
