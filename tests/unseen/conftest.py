"""The real sheet as text and as read, once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source


@pytest.fixture(scope="session")
def real_text(real_sheet_path: Path) -> str:
    return real_sheet_path.read_bytes().decode("utf-8")


@pytest.fixture(scope="session")
def real_sheet(real_text: str) -> Sheet:
    return read_sheet(Source.from_text("real", real_text))
