"""The page in a browser: what a stranger sees, search, legend, panel, languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from policygraph.queries.store import LocalStore
from tests.viz.conftest import Opened
from tests.viz.pages import choose, heading, names, shown


def test_a_stranger_sees_the_target_its_facts_and_the_passage(project_page: Page) -> None:
    expect(project_page.locator("h1")).to_have_text(re.compile("事務事業.*0536"))
    panel = project_page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(re.compile("^事務事業：0536"))
    expect(panel.locator("dl")).to_contain_text("12,346,000 円")
    expect(panel.locator("blockquote").first).to_contain_text("12,346")
    expect(panel.locator("cite").first).to_have_text(re.compile(r"05-10-monozukuri-reworded\.txt） \d+ 行目"))


def test_the_page_begins_with_the_first_hop_and_holds_more(project_page: Page) -> None:
    now, total, held = shown(project_page)
    assert 5 < now < 20 < held == total
    assert len(names(project_page)) == now


def test_search_finds_a_code_or_a_part_of_a_name_in_any_width(measure_page: Page) -> None:
    search, matches = measure_page.locator("#search"), measure_page.locator("#matches button")
    for typed in ("０５３６", "0536", "自動車関連 新分野"):
        search.fill(typed)
        expect(matches.first).to_have_text(re.compile("0536"))
    search.fill("どこにもない")
    expect(measure_page.locator("#matches")).to_have_text("見つかりません")
    search.press("Escape")
    expect(search).to_have_value("")
    expect(measure_page.locator("#matches li")).to_have_count(0)


def test_what_is_found_though_not_shown_comes_into_the_picture_with_its_way(measure_page: Page) -> None:
    before = names(measure_page)
    assert not any("0536" in name for name in before)
    measure_page.locator("#search").fill("0536")
    expect(measure_page.locator("#matches button").first).to_have_text(re.compile("図に出す"))
    measure_page.locator("#search").press("Enter")
    added = [name for name in names(measure_page) if name not in before]
    assert len(added) == 1 and added[0].startswith("0536")
    expect(measure_page.locator("#panel")).to_be_focused()
    expect(measure_page.locator("#status")).to_have_text(re.compile("選択：事務事業：0536"))
    measure_page.keyboard.press("Escape")
    expect(measure_page.locator("#search")).to_be_focused()


@pytest.mark.parametrize("group", ["kinds", "relations"])
def test_the_legend_counts_what_is_shown_of_what_the_page_holds(measure_page: Page, group: str) -> None:
    label = measure_page.locator(f"#{group} label:not([hidden])").first
    counts = re.search(r"（(\d+)(?:/(\d+))?）", label.inner_text())
    assert counts and 1 <= int(counts[1]) <= int(counts[2] or counts[1])


def test_the_legend_filters_by_kind_and_says_what_is_shown(measure_page: Page) -> None:
    before, total, _ = shown(measure_page)
    label = measure_page.locator("#kinds label", has_text="役割分担（")
    count = int(re.findall(r"（(\d+)", label.inner_text())[0])
    label.locator("input").uncheck()
    assert shown(measure_page)[:2] == (before - count, total)
    measure_page.locator("#kinds button", has_text="すべて").click()
    assert shown(measure_page)[:2] == (before, total)
    measure_page.locator("#kinds button", has_text="なし").click()
    assert shown(measure_page)[0] == 0


def test_what_is_selected_though_filtered_out_is_shown_again(measure_page: Page) -> None:
    choose(measure_page, "0536")
    box = measure_page.locator("#kinds label", has_text="事務事業（").locator("input")
    box.uncheck()
    choose(measure_page, "0536")
    expect(box).to_be_checked()


def test_the_legend_filters_links_by_relation(project_page: Page) -> None:
    rows = project_page.locator("#table tbody tr")
    project_page.locator("[data-view=links]").click()
    before = rows.count()
    label = project_page.locator("#relations label", has_text="対象の事務事業")
    label.locator("input").uncheck()
    expect(rows).to_have_count(before - int(re.findall(r"（(\d+)", label.inner_text())[0]))
    project_page.locator("#relations button", has_text="すべて").click()
    expect(rows).to_have_count(before)


def test_a_link_shows_its_relation_and_the_passage_behind_it(open_page: Opened, examples_store: LocalStore) -> None:
    page = open_page(examples_store, "A3412")
    page.locator("#panel .link", has_text="対応方針").first.locator("button", has_text="根拠").click()
    expect(page.locator("#panel h2")).to_have_text("関係：関連する計画等")
    expect(page.locator("#panel blockquote").first).to_contain_text("A3412")
    page.locator("#panel dd button").first.click()
    expect(page.locator("#panel h2")).to_have_text(re.compile("^対応方針："))


def test_a_link_without_a_passage_of_its_own_shows_those_of_its_node(project_page: Page) -> None:
    project_page.locator("#panel .link", has_text="部局：").locator("button", has_text="根拠").click()
    expect(project_page.locator("#panel h2")).to_have_text("関係：所管")
    expect(project_page.locator("#panel")).to_contain_text("0536")
    expect(project_page.locator("#panel blockquote").first).to_contain_text("産業振興課")


def test_a_click_selects_a_line_or_a_box_and_a_double_click_opens_its_links(project_page: Page) -> None:
    project_page.locator("#zoom button", has_text="中心").click()
    box = project_page.locator("#canvas").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(40):
        project_page.mouse.click(x + 220, y - 100 + 5 * step)
        if heading(project_page).startswith("関係："):
            break
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("^関係："))
    expect(project_page.locator("#panel blockquote").first).to_be_visible()
    project_page.mouse.click(x, y)
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("^事務事業：0536"))


def test_all_is_said_in_english_too_but_for_what_the_sheets_say(project_page: Page) -> None:
    project_page.locator("#language").click()
    expect(project_page.locator("html")).to_have_attribute("lang", "en")
    expect(project_page.locator("h1")).to_contain_text("project")
    panel = project_page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(re.compile("^project: 0536 自動車関連"))
    expect(panel.locator("dl")).to_contain_text("12,346,000 yen")
    expect(panel.locator("dl")).not_to_contain_text("円")
    expect(project_page.locator("#count")).to_have_text(re.compile("^Showing 11 of "))
    expect(project_page.locator("#canvas")).to_have_attribute("aria-label", "Picture of links")
    japanese = re.compile("[ぁ-んァ-ン]")
    for each in ("#tools", "#legend", "#zoom", "#finder"):
        assert not japanese.search(project_page.locator(each).inner_text().replace("日本語", ""))
    project_page.locator("#language").click()
    expect(panel.locator("dl")).to_contain_text("12,346,000 円")


def test_on_a_narrow_screen_nothing_sticks_out(project_page: Page) -> None:
    project_page.set_viewport_size({"width": 360, "height": 700})
    assert project_page.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_stand_the_picture_the_details_and_the_table_but_no_controls(project_page: Page) -> None:
    project_page.emulate_media(media="print")
    assert len(names(project_page)) == shown(project_page)[0]
    for each in ("#canvas", "#panel", "#table"):
        expect(project_page.locator(each)).to_be_visible()
    for each in ("#tools", "#search", "#zoom", "#legend"):
        expect(project_page.locator(each)).to_be_hidden()
