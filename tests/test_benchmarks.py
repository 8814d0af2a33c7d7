"""The benchmarks run and say what they measured (how fast or how well is not asserted)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from policygraph.loaders.records import Decision

from benchmarks import accuracy, reading
from tests.sheetwriter import compare
from tests.sheetwriter.examples import EXAMPLES

SHEET = EXAMPLES[0].sheet


def test_accuracy_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main(["--sheets", "1", "--damage", "light"]) == 0
    printed = capsys.readouterr().out
    assert "share right" in printed
    assert "none needed" in printed
    assert "overview" in printed


def test_accuracy_lists_what_was_wrong_and_sure() -> None:
    first, *rest = SHEET.projects
    sure = replace(first, budget=1, decision=Decision(Decimal("0.95"), "guess"))
    result = compare(SHEET, replace(SHEET, projects=(sure, *rest)))
    assert [line for line in accuracy.sure_but_wrong(result) if "0532 · budget" in line]
    assert [line for line in accuracy.curve(result) if line.startswith("0.95")]


def test_reading_prints_sheets_per_second(capsys: pytest.CaptureFixture[str]) -> None:
    assert reading.main(["--sheets", "1", "--rounds", "1"]) == 0
    assert "sheets/s on one core" in capsys.readouterr().out
