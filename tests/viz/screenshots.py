"""Pictures of the main states of the page, and the plots, to look at: ``python -m tests.viz.screenshots DIR``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

import policygraph
from policygraph.queries.store import LocalStore
from policygraph.viz.plots import Kind
from policygraph.viz.view import View
from tests.conftest import EXAMPLES, chromium
from tests.viz.pages import choose


class State(NamedTuple):
    """A picture to take: what is viewed, and what is done to the page before; sizes are in pixels."""

    view: Callable[[LocalStore], View]
    act: Callable[[Page], None] = lambda page: None
    width: int = 1280
    height: int = 800
    dark: bool = False


def around(target: str, depth: int = 1) -> Callable[[LocalStore], View]:
    return lambda store: policygraph.view(store, target, depth=depth)


def supposed(store: LocalStore) -> View:
    return policygraph.view(store, "0536", supposed="stopped")


def answer(store: LocalStore) -> View:
    return policygraph.view(store, query="what-stands-under-plan-code", parameters={"plan": "A3412"})


def path(page: Page) -> None:
    choose(page, "A3412")
    page.get_by_role("button", name="中心からの経路").click()


def opened(page: Page) -> None:
    choose(page, "ものづくり産業の振興")
    page.get_by_role("button", name="すべてのつながりを図に出す").click()
    page.locator("#zoom button", has_text="全体").click()


def pressed(*selectors: str) -> Callable[[Page], None]:
    def press(page: Page) -> None:
        for selector in selectors:
            page.locator(selector).click()

    return press


STATES: Mapping[str, State] = {
    "project": State(around("0536")),
    "measure": State(around("05-10")),
    "plan-code": State(around("A3412")),
    "office": State(around("経済部産業振興課")),
    "two-hops": State(around("0536", 2)),
    "opened": State(around("05-10"), opened),
    "all": State(around("05-10"), pressed("#all")),
    "path": State(around("0536"), path),
    "nodes": State(around("05-10"), pressed("[data-view=nodes]")),
    "links": State(around("05-10"), pressed("[data-view=links]")),
    "english": State(around("0536"), pressed("#language", "#saving summary")),
    "dark": State(around("0536"), dark=True),
    "scenario": State(supposed),
    "answer": State(answer),
    "narrow": State(around("0536"), width=390, height=1200),
    "search": State(around("05-10"), lambda page: page.locator("#search").fill("0536")),
}
PLOTS: tuple[tuple[Kind, str | None], ...] = (("history", "05-10"), ("budget", None), ("chain", "A3412"))


def take(browser: Browser, state: State, view: View, folder: Path, name: str) -> None:
    """One picture, from a page of its own."""
    page = browser.new_page(
        viewport={"width": state.width, "height": state.height}, color_scheme="dark" if state.dark else "light"
    )
    file = folder / f"{name}.html"
    view.save(file)
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    state.act(page)
    page.wait_for_timeout(300)
    page.screenshot(path=folder / f"{name}.png")
    page.close()
    file.unlink()


def plotted(browser: Browser, svg: str, file: Path, *, dark: bool) -> None:
    page = browser.new_page(color_scheme="dark" if dark else "light")
    ground = "background:#1d1f21;color:#ececec" if dark else "background:#ffffff;color:#1b1b1b"
    page.set_content(f"<body style='margin:0;{ground}'>{svg}")
    page.locator("svg").screenshot(path=file)
    page.close()


def main(folder: Path) -> None:
    """Build the examples, and take a picture of every state."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        policygraph.build([EXAMPLES], place)
        store = policygraph.open_store(place)
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, state in STATES.items():
            take(browser, state, state.view(store), folder, name)
        for kind, target in PLOTS:
            svg = policygraph.plot(store, kind, target).svg
            for dark in (False, True):
                plotted(browser, svg, folder / f"plot-{kind}{'-dark' if dark else ''}.png", dark=dark)
        browser.close()
    print(f"{len(STATES) + 2 * len(PLOTS)} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo/pictures"))
