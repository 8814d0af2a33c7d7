"""Pages and a browser: fixtures of the tests of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.view import View, view_of_target

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
        page.on(
            "request", lambda request: request.url.split("#")[0] == own or self.seen.append(f"request {request.url}")
        )
        page.on(
            "framenavigated",
            lambda frame: frame.url.split("#")[0] == own or self.seen.append(f"navigation {frame.url}"),
        )


def view_of(store: LocalStore, target: str, depth: int = 1) -> View:
    return view_of_target(store, find_target(store, target), depth)


@pytest.fixture
def open_view(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open the page of a view; at the end it must have done nothing that it should not."""
    watches = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    def opened(view: View, fragment: str = "") -> Page:
        path = tmp_path / "view.html"
        view.save(path)
        page = context.new_page()
        watches.append(Watch(page, path.as_uri()))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    context.close()
    assert [watch.seen for watch in watches if watch.seen] == []


@pytest.fixture
def open_page(open_view: Callable[..., Page]) -> Opened:
    """Open the page of a target."""

    def opened(store: LocalStore, target: str, depth: int = 1, fragment: str = "") -> Page:
        return open_view(view_of(store, target, depth), fragment)

    return opened


@pytest.fixture
def project_page(open_page: Opened, examples_store: LocalStore) -> Page:
    return open_page(examples_store, "0536")


@pytest.fixture
def measure_page(open_page: Opened, examples_store: LocalStore) -> Page:
    return open_page(examples_store, "05-10")


@pytest.fixture
def browser_page_without_watch(browser: Browser, examples_store: LocalStore, tmp_path: Path) -> Iterator[Page]:
    """A page that a test does forbidden things to."""
    path = tmp_path / "view.html"
    view_of(examples_store, "0536").save(path)
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()
