"""How long a page takes to be written and drawn, and a large layout: ``python -m benchmarks.picturing``."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.building import write_sheets
from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from policygraph.queries.targets import find_target
from policygraph.viz.layout import Group, Size, arrange
from policygraph.viz.view import view_of_target
from tests.conftest import chromium
from tests.sheetwriter import PRESETS

_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print milliseconds; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.picturing", description=__doc__)
    parser.add_argument("--sheets", type=int, default=106, help="how many sheets (default 106, a prefecture's year)")
    parser.add_argument("--nodes", type=int, default=10_000, help="nodes of the large layout (default 10,000)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_sheets(folder / "sheets", options.sheets, PRESETS["medium"])
        build([folder / "sheets"], folder / "store", Options())
        _pages(open_store(folder / "store"), folder)
    print(f"layout of {options.nodes} nodes: {_milliseconds(lambda: _layout(options.nodes)):.0f} ms")
    return 0


def _pages(store: LocalStore, folder: Path) -> None:
    """A page of a measure: chosen and asked for, written, drawn by Chromium with software rendering."""
    target = find_target(store, next(document.code for document in store.documents if document.code))
    view = view_of_target(store, target)
    print(f"{len(view.found.hops)} nodes held of {sum(view.found.totals.values())} within three links")
    print(f"chosen and asked for: {_milliseconds(lambda: view_of_target(store, target)):.0f} ms")
    print(f"written: {_milliseconds(lambda: view.save(folder / 'view.html')):.0f} ms")
    path = chromium()
    if path is None:
        print("drawn: no chromium on this machine")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, fragment in (("first hop", ""), ("all", "#steps=all")):
            taken = min(_drawn(browser.new_page(), folder, fragment) for _ in range(_ROUNDS))
            print(f"drawn, {name}: {taken:.0f} ms")
        browser.close()


def _drawn(page: Page, folder: Path, fragment: str) -> float:
    """From the start of the navigation until the picture stands, in the browser's own time."""
    page.goto((folder / "view.html").as_uri() + fragment)
    page.wait_for_selector("body[data-ready]")
    taken = float(page.evaluate("() => Number(document.body.dataset.ready)"))
    page.close()
    return taken


def _layout(count: int) -> None:
    members = [[f"{kind} {node}" for node in range(count // 40)] for kind in range(40)]
    groups = [
        Group(f"{at}", 1 + at // 8, f"{at - 8}" if at >= 8 else None, nodes, Size(250, 60), 160)
        for at, nodes in enumerate(members)
    ]
    arrange("target", Size(300, 90), groups)


def _milliseconds(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


if __name__ == "__main__":
    main()
