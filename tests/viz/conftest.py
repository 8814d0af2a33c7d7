"""Pages and a browser: fixtures of the tests of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.page import write_page

Around = Callable[..., Neighbourhood]
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def around(examples_store: LocalStore) -> Around:
    """The neighbourhood of something in the examples: ``around("0536", depth=2)``."""

    def found(target: str, depth: int = 1) -> Neighbourhood:
        return neighbourhood(examples_store, find_target(examples_store, target), depth)

    return found


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
