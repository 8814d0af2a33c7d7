"""The page in a browser: search, filters, panel, keyboard; and that no text of a document runs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from policygraph.queries.store import LocalStore
from tests.viz.conftest import Opened


@pytest.fixture
def project_page(open_page: Opened, examples_store: LocalStore) -> Page:
    return open_page(examples_store, "0536")


@pytest.fixture
def measure_page(open_page: Opened, examples_store: LocalStore) -> Page:
    return open_page(examples_store, "05-10", 2)


def shown(page: Page) -> tuple[int, int]:
    """How many are shown, of how many."""
    found = re.search(r"(\d+) 件のうち (\d+) 件を表示", page.locator("#count").inner_text())
    assert found
    return int(found[2]), int(found[1])


def test_a_stranger_sees_the_target_its_facts_and_the_passage(project_page: Page) -> None:
    expect(project_page.locator("h1")).to_have_text(re.compile("事務事業 0536"))
    panel = project_page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(re.compile("^事務事業：0536"))
    expect(panel.locator("dl")).to_contain_text("12,346,000 円")
    expect(panel.locator("blockquote").first).to_contain_text("12,346")
    expect(panel.locator("cite").first).to_have_text(re.compile(r"05-10-monozukuri-reworded\.txt） \d+ 行目"))


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


def test_enter_takes_the_first_match_into_the_panel(measure_page: Page) -> None:
    measure_page.locator("#search").fill("0536")
    measure_page.locator("#search").press("Enter")
    expect(measure_page.locator("#panel")).to_be_focused()
    expect(measure_page.locator("#panel h2")).to_have_text(re.compile("0536"))
    expect(measure_page.locator("#status")).to_have_text(re.compile("選択：事務事業：0536"))
    measure_page.keyboard.press("Escape")
    expect(measure_page.locator("#search")).to_be_focused()


def test_the_legend_filters_by_kind_and_says_what_is_shown(measure_page: Page) -> None:
    before, total = shown(measure_page)
    assert before == total > 100
    label = measure_page.locator("#kinds label", has_text="事務事業（")
    count = int(re.findall(r"（(\d+)）", label.inner_text())[0])
    label.locator("input").uncheck()
    assert shown(measure_page) == (before - count, total)
    expect(measure_page.locator("#list button", has_text="0536")).to_have_count(0)
    measure_page.locator("#kinds button", has_text="すべて").click()
    assert shown(measure_page) == (before, total)


def test_what_is_selected_though_hidden_is_shown_again(measure_page: Page) -> None:
    box = measure_page.locator("#kinds label", has_text="事務事業（").locator("input")
    box.uncheck()
    measure_page.locator("#search").fill("0536")
    measure_page.locator("#search").press("Enter")
    expect(box).to_be_checked()


def test_the_legend_filters_links_by_relation(project_page: Page) -> None:
    canvas = project_page.locator("#canvas")
    before = canvas.screenshot()
    project_page.locator("#relations button", has_text="なし").click()
    without = canvas.screenshot()
    project_page.locator("#relations button", has_text="すべて").click()
    assert without != before
    assert canvas.screenshot() == before


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


def centre(page: Page) -> tuple[float, float]:
    """The middle of the picture, in pixels of the window."""
    box = page.locator("#canvas").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_selects_a_line_or_a_box(project_page: Page) -> None:
    project_page.locator("#zoom button", has_text="中心").click()
    (x, y), heading = centre(project_page), project_page.locator("#panel h2")
    for step in range(40):
        project_page.mouse.click(x + 220, y - 100 + 5 * step)
        if heading.inner_text().startswith("関係："):
            break
    expect(heading).to_have_text(re.compile("^関係："))
    expect(project_page.locator("#panel blockquote").first).to_be_visible()
    project_page.mouse.click(x, y)
    expect(heading).to_have_text(re.compile("^事務事業：0536"))


def test_all_can_be_done_by_keyboard(measure_page: Page) -> None:
    page = measure_page
    stops: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.closest('[id]')?.id ?? ''")
        if stop == "search":
            break
        stops.append(stop)
    assert stops[0] == "legend"
    assert {"kinds", "relations", "canvas", "zoom"} <= {re.sub("-.*", "", stop) for stop in stops}
    page.keyboard.type("0536")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).not_to_have_text(re.compile("^施策："))


def test_the_list_is_one_stop_and_arrow_keys_move_in_it(measure_page: Page) -> None:
    page = measure_page
    assert page.locator("#list button[tabindex='0']").count() == 1
    page.locator("#list button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#list button").nth(2)).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#list button").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#list button").last).to_be_focused()


def test_arrow_keys_walk_over_the_picture(project_page: Page) -> None:
    canvas, heading = project_page.locator("#canvas"), project_page.locator("#panel h2")
    canvas.press("ArrowLeft")
    expect(heading).not_to_have_text(re.compile("0536"))
    canvas.press("Home")
    expect(heading).to_have_text(re.compile("0536"))
    canvas.press("Enter")
    expect(project_page.locator("#panel")).to_be_focused()


def test_on_a_narrow_screen_nothing_sticks_out(project_page: Page) -> None:
    project_page.set_viewport_size({"width": 360, "height": 700})
    assert project_page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("depth", [1, 2])
def test_no_text_of_a_document_runs_or_loads_anything(open_page: Opened, hostile_store: LocalStore, depth: int) -> None:
    page = open_page(hostile_store, hostile_store.documents[0].code, depth)
    page.evaluate(
        """() => {
          for (const each of document.querySelectorAll("#list button")) each.click();
          for (let at = 0; at < 20; at += 1) {
            document.querySelectorAll("#panel .link button:last-child")[at]?.click();
            document.querySelector("#list button").click();
          }
        }"""
    )
    for typed in ("<script>", "onerror", "javascript:"):
        page.locator("#search").fill(typed)
        expect(page.locator("#matches li").first).to_be_visible()
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator("#panel img, #panel script, #list img, #matches img, svg, iframe").count() == 0


def test_the_policy_holds_where_a_script_got_in(browser_page_without_watch: Page) -> None:
    page = browser_page_without_watch
    sent: list[str] = []
    blocked: list[str | None] = []
    page.on("requestfinished", lambda request: sent.append(request.url))
    page.on("requestfailed", lambda request: blocked.append(request.failure))
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hacked = 1";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", "<img src='https://example.org/a' onerror='hacked=1'>");
          fetch("https://example.org/b").catch(() => {});
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("typeof hacked") == "undefined"
    assert sent == []
    assert blocked == ["csp"]
