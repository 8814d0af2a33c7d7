"""All of the page by keyboard alone, and what axe-core says of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from policygraph.queries.store import LocalStore
from tests.accessibility import violations
from tests.viz.conftest import Opened
from tests.viz.pages import choose, heading, names

STOP = "document.activeElement.dataset.view ?? document.activeElement.closest('[id]')?.id ?? ''"


def tab_to(page: Page, stop: str, most: int = 120) -> list[str]:
    """Press Tab until something has the focus; gives the stops on the way."""
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        now = page.evaluate(STOP)
        if now == stop:
            return passed
        passed.append(now)
    raise AssertionError(f"{stop} is no stop of the Tab key; there are {passed}")


def test_every_part_is_a_stop_of_the_tab_key_in_the_order_of_the_page(project_page: Page) -> None:
    passed = tab_to(project_page, "search")
    order = ["all", "reset", "depths", "picture", "nodes", "links", "saving", "language", "legend", "canvas", "zoom"]
    stops = [stop for stop in dict.fromkeys(passed) if stop in order]
    assert stops == order


def test_search_open_focus_path_and_back_by_keyboard(project_page: Page) -> None:
    page = project_page
    tab_to(page, "search")
    page.keyboard.type("A3412")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    before = names(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("^すべてのつながりを図に出す"))
    page.keyboard.press("Enter")
    assert set(before) < set(names(page))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("中心からの経路")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(re.compile("^経路："))
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#panel h2")).to_have_text(re.compile("A3412"))


def test_the_table_is_read_sorted_and_followed_by_keyboard(project_page: Page) -> None:
    page = project_page
    tab_to(page, "nodes")
    page.keyboard.press("Enter")
    expect(page.locator("#tables")).to_be_visible()
    tab_to(page, "rows-filter")
    page.keyboard.type("2(2)A")
    expect(page.locator("#table tbody tr")).to_have_count(1)
    page.locator("#table th button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#table th button").first).to_be_focused()
    page.locator("#table tbody button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    expect(page.locator("#panel h2")).to_have_text(re.compile("2.2.A"))


def test_arrow_keys_walk_over_the_picture(project_page: Page) -> None:
    canvas, title = project_page.locator("#canvas"), project_page.locator("#panel h2")
    canvas.press("ArrowLeft")
    expect(title).not_to_have_text(re.compile("0536"))
    beside, before = heading(project_page), names(project_page)
    canvas.press("o")
    assert len(names(project_page)) > len(before)
    canvas.press("c")
    assert beside.endswith(names(project_page)[0]) or names(project_page) != before
    canvas.press("Home")
    expect(title).to_have_text(beside)
    canvas.press("Enter")
    expect(project_page.locator("#panel")).to_be_focused()
    project_page.keyboard.press("Escape")
    expect(canvas).to_be_focused()


def test_the_legend_is_used_by_keyboard(project_page: Page) -> None:
    box = project_page.locator("#kinds label", has_text="付加意見").locator("input")
    box.focus()
    project_page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()


PRESSES = {
    "start": [],
    "table of nodes": ["[data-view=nodes]"],
    "table of links in English": ["[data-view=links]", "#language"],
    "export menu": ["#saving summary"],
    "all shown": ["#all"],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", PRESSES)
def test_axe_finds_nothing_serious(open_page: Opened, examples_store: LocalStore, state: str, scheme: str) -> None:
    page = open_page(examples_store, "0536")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for press in PRESSES[state]:
        page.locator(press).click()
    assert violations(page) == []


def test_axe_finds_nothing_serious_in_a_path(project_page: Page) -> None:
    choose(project_page, "A3412")
    project_page.get_by_role("button", name="中心からの経路").click()
    assert violations(project_page) == []
