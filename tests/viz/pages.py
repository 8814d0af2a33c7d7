"""What a page shows, as tests read it."""

from __future__ import annotations

import re

from playwright.sync_api import Page


def shown(page: Page) -> tuple[int, int, int]:
    """How many are shown, of how many in reach, and how many the page holds."""
    found = re.match(r"(\d+) 件のうち (\d+) 件を表示.*このページには (\d+) 件", page.locator("#count").inner_text())
    assert found
    return int(found[2]), int(found[1]), int(found[3])


def names(page: Page) -> list[str]:
    """The names in the table, which holds what the picture shows, as it would be printed."""
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'));")
    return page.locator("#table tbody tr td:nth-child(3)").all_text_contents()


def heading(page: Page) -> str:
    """What the panel is about."""
    return page.locator("#panel h2").inner_text()


def choose(page: Page, text: str) -> None:
    """Search for something and take the first match."""
    page.locator("#search").fill(text)
    page.locator("#search").press("Enter")
