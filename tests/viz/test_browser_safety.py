"""No text of a document, no parameter and no link to a page runs anything or asks for anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from policygraph.queries.catalogue import question
from policygraph.queries.store import LocalStore
from policygraph.viz.view import View, view_of_answer
from tests.viz.conftest import Opened, Watch, view_of
from tests.viz.hostile import ALL_PAYLOADS, poisoned_view

FOREIGN = "img, svg, iframe, object, embed, link, base, audio, video, form, [onerror], [onload], [href], [src]"

VISIT = """(views) => {
  const press = (view) => document.querySelector(`[data-view=${view}]`).click();
  for (const view of views) {
    press(view);
    const rows = [...document.querySelectorAll("#table tbody button")].slice(0, 200);
    press("picture");
    for (const row of rows) row.click();
  }
  for (const each of document.querySelectorAll("#panel button")) each.click();
}"""


def untouched(page: Page) -> None:
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.locator(FOREIGN).count() == 0
    assert page.locator("script").count() == page.locator("head script, body > script").count()


def test_a_hundred_payloads_in_every_field_stay_text(
    open_view: Callable[..., Page], examples_store: LocalStore
) -> None:
    assert len(ALL_PAYLOADS) >= 100
    view = poisoned_view(view_of(examples_store, "0536"))
    assert len(view.found.hops) >= len(ALL_PAYLOADS)
    page = open_view(view)
    page.locator("#all").click()
    page.evaluate(VISIT, ["nodes", "links"])
    page.locator("#language").click()
    page.locator("[data-view=nodes]").click()
    expect(page.locator("#table tbody tr")).to_have_count(len(view.found.hops))
    untouched(page)
    for payload in ALL_PAYLOADS[::12]:
        page.locator("#search").fill(payload)
        expect(page.locator("#matches button").first).to_be_visible()
    page.locator("[data-view=picture]").click()
    page.wait_for_timeout(200)
    untouched(page)


@pytest.mark.parametrize("what", ["svg", "gexf"])
def test_a_drawing_of_payloads_opened_alone_runs_nothing(
    open_view: Callable[..., Page], browser: Browser, examples_store: LocalStore, tmp_path: Path, what: str
) -> None:
    page = open_view(poisoned_view(view_of(examples_store, "0536")))
    page.locator("#all").click()
    page.locator("#saving summary").click()
    with page.expect_download() as begun:
        page.locator(f"[data-save={what}]").click()
    path = tmp_path / f"view.{what}"
    begun.value.save_as(path)
    assert alone(browser, path) == []


def alone(browser: Browser, path: Path) -> list[str]:
    """What a file does when it is opened by itself."""
    page = browser.new_page()
    watch = Watch(page, path.as_uri())
    page.goto(path.as_uri())
    page.wait_for_timeout(200)
    assert page.evaluate("typeof hacked") == "undefined"
    page.close()
    return watch.seen


@pytest.mark.parametrize("depth", [1, 2])
def test_a_sheet_that_was_read_and_built_with_payloads_runs_nothing(
    open_page: Opened, hostile_store: LocalStore, depth: int
) -> None:
    page = open_page(hostile_store, hostile_store.documents[0].code, depth)
    page.locator("#all").click()
    page.evaluate(VISIT, ["nodes", "links"])
    for typed in ("<script>", "onerror", "javascript:"):
        page.locator("#search").fill(typed)
        expect(page.locator("#matches li").first).to_be_visible()
    untouched(page)


def test_a_link_to_a_page_runs_nothing(open_page: Opened, examples_store: LocalStore) -> None:
    page = open_page(examples_store, "0536")
    for payload in ALL_PAYLOADS:
        said = quote(payload)
        parts = (f"focus={said}", f"select=node!{said}", f"steps=show!{said},{said}", f"kinds={said}", f"lang={said}")
        page.evaluate("(hash) => { location.hash = hash; }", "&".join(parts))
    untouched(page)
    expect(page.locator("#panel h2")).to_be_visible()


def test_a_parameter_of_a_question_runs_nothing(open_view: Callable[..., Page], examples_store: LocalStore) -> None:
    asked = question("what-stands-under-plan-code")
    view = view_of_answer(examples_store, asked, {"plan": "A3412"})
    for payload in ALL_PAYLOADS[:10]:
        page = open_view(View(view.found, 1, 1, view.coverage, f"planCode={payload}", view.scenario))
        expect(page.locator("h1")).to_contain_text("planCode=")
        untouched(page)
        page.close()


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
