"""Fixtures, few and named by state."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from tests.absence import absent
from tests.sheetwriter import NONE, write
from tests.viz.hostile import hostile_sheet

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples"
ONE_SHEET = EXAMPLES / "06-04-shoku-fictional.txt"
REVIEWS = ROOT / "docs" / "review-sheets"

CORRECTIONS = """sheet,what,from,to,who,when,why
2020/06-04,project/0818/generalFunds,,0,架空 花子,2020-11-09,原本で確認
06-04-shoku-fictional.txt,budget/2018,2018|101450000,2018|101450000,架空 花子,2020-11-10,
2020/06-04,project/0813/budget,1,2,架空 花子,2020-11-10,読み違い
2021/06-04,project/0813/budget,1,2,架空 花子,2020-11-10,別の年度
"""
"""A value set, a record confirmed, a row that does not apply, a row of no sheet."""

# CI tries the same cases every time; a run at a desk tries new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")


@pytest.fixture(scope="session")
def real_sheet_path() -> Path:
    """Text of the real sheet, which lies beside the checkout and is never part of it."""
    path = SHARED / "sheets" / "hokkaido-R2-05-10.txt"
    if not path.is_file():
        absent("the real sheet is absent (../shared/sheets/hokkaido-R2-05-10.txt beside the checkout)")
    return path


@pytest.fixture(scope="session")
def real_review_path() -> Path:
    """The 507 review sheets of one ministry, which lie beside the checkout and are never part of it."""
    path = SHARED / "data" / "judgit_2020_meti.ndjson"
    if not path.is_file():
        absent("the real review sheets are absent (../shared/data/judgit_2020_meti.ndjson beside the checkout)")
    return path


@pytest.fixture(scope="session")
def mixed_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The sheets of ``examples/`` and the fictional review sheets."""
    return _built(tmp_path_factory, EXAMPLES, REVIEWS)


@pytest.fixture(scope="session")
def examples_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The three sheets of ``examples/``."""
    return _built(tmp_path_factory, EXAMPLES)


@pytest.fixture(scope="session")
def one_sheet_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """One fictional sheet (06-04), which names a linked measure that is not loaded."""
    return _built(tmp_path_factory, ONE_SHEET)


@pytest.fixture(scope="session")
def corrected_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The fictional sheet 06-04 with corrections beside it."""
    folder = tmp_path_factory.mktemp("corrected")
    (folder / ONE_SHEET.name).write_bytes(ONE_SHEET.read_bytes())
    (folder / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    return _built(tmp_path_factory, folder)


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory, real_sheet_path: Path) -> LocalStore:
    """The real sheet."""
    return _built(tmp_path_factory, real_sheet_path)


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """A sheet whose every name and text, and whose file's name, would run a script if it could."""
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "<img src=x onerror=hacked=1>.txt"
    source.write_text(write(hostile_sheet(), NONE, 1), encoding="utf-8")
    build([source], folder / "store", Options())
    return open_store(folder / "store")


def chromium() -> str | None:
    """Chromium as the machine has it."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; CI must have it."""
    path = chromium()
    if path is None:
        absent("no chromium on this machine: the tests of the page in a browser need it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def _built(tmp_path_factory: pytest.TempPathFactory, *sources: Path) -> LocalStore:
    folder = tmp_path_factory.mktemp("built") / "store"
    build(sources, folder, Options())
    return open_store(folder)
