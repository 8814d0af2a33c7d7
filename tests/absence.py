"""What a machine may lack and CI may not: there a test that needs it fails, elsewhere it is left out aloud."""

from __future__ import annotations

import os
from importlib import import_module
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Leave the test out, or fail it in CI; ``what`` says what is missing and where it should be."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}; CI must have it")
    pytest.skip(what)


def needs(module: str, extra: str) -> None:
    """Go on only where a module of an extra is installed."""
    try:
        import_module(module)
    except ImportError:
        absent(f"{module} is not installed (pip install 'policygraph[{extra}]')")
