"""Pages and a browser: fixtures of the tests of pictures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from policygraph.queries.targets import find_target
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.page import write_page
from tests.sheetwriter import NONE, write
from tests.viz.hostile import hostile_sheet

Around = Callable[..., Neighbourhood]
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def around(examples_store: LocalStore) -> Around:
    """The neighbourhood of something in the examples: ``around("0536", depth=2)``."""

    def found(target: str, depth: int = 1) -> Neighbourhood:
        return neighbourhood(examples_store, find_target(examples_store, target), depth)

    return found


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """A sheet whose every name and text, and whose file's name, would run a script if it could."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "<img src=x onerror=hacked=1>.txt"
    source.write_text(write(hostile_sheet(), NONE, 1), encoding="utf-8")
    build([source], folder / "store", Options())
    return open_store(folder / "store")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the machine has it; CI must have it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        message = "no chromium on this machine: the tests of the page in a browser need it"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{message}; CI must have it")
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Watch:
    """What a page did that it should not: dialogs, errors, requests beyond its own file."""

    def __init__(self, page: Page, own: str) -> None:
        self.seen: list[str] = []
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("console", lambda message: self.seen.append(f"console {message.text}"))
        page.on("request", lambda request: request.url == own or self.seen.append(f"request {request.url}"))
        page.on("framenavigated", lambda frame: frame.url == own or self.seen.append(f"navigation {frame.url}"))


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open the page of a target; at the end it must have done nothing that it should not."""
    watches = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})

    def opened(store: LocalStore, target: str, depth: int = 1) -> Page:
        path = tmp_path / "view.html"
        write_page(store, find_target(store, target), depth, path)
        page = context.new_page()
        watches.append(Watch(page, path.as_uri()))
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    context.close()
    assert [watch.seen for watch in watches if watch.seen] == []


@pytest.fixture
def browser_page_without_watch(browser: Browser, examples_store: LocalStore, tmp_path: Path) -> Iterator[Page]:
    """A page that a test does forbidden things to."""
    path = tmp_path / "view.html"
    write_page(examples_store, find_target(examples_store, "0536"), 1, path)
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()
