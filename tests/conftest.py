"""Fixtures, few and named by state."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def real_sheet_path() -> Path:
    """Text of the real sheet, which lies beside the checkout and is never part of it."""
    path = SHARED / "sheets" / "hokkaido-R2-05-10.txt"
    if not path.is_file():
        message = "the real sheet is absent (../shared/sheets/hokkaido-R2-05-10.txt beside the checkout)"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{message}; CI must have it")
        pytest.skip(message)
    return path
