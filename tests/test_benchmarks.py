"""The benchmarks run and say what they measured (how fast or how well is not asserted)."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import accuracy, asking, building, impacting, killing, planted, querying, reading, reviewing
from policygraph.loaders.records import Decision
from policygraph.queries.catalogue import questions
from tests.conftest import REVIEWS
from tests.sheetwriter import compare
from tests.sheetwriter.examples import EXAMPLES

SHEET = EXAMPLES[0].sheet
ROOT = Path(__file__).resolve().parent.parent


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


def test_building_prints_seconds_memory_triples_and_sheets(capsys: pytest.CaptureFixture[str]) -> None:
    assert building.main(["--sheets", "2", "--damage", "light"]) == 0
    assert re.match(r"2 sheets of \d+ KB \(0 refused\), \d+ triples: [\d.]+ s .*MB at most", capsys.readouterr().out)


def test_reviewing_prints_seconds_memory_triples_and_sheets(capsys: pytest.CaptureFixture[str]) -> None:
    assert reviewing.main([str(REVIEWS / "fictional.ndjson"), "--times", "2"]) == 0
    assert re.match(r"6 review sheets of [\d.]+ MB, \d+ triples: [\d.]+ s .*MB at most", capsys.readouterr().out)


def test_asking_prints_the_time_of_each_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert asking.main(["--runs", "1", "--question", "money-by-area"]) == 0
    assert re.search(r"3 sheets, \d+ triples\nmoney-by-area +[\d.]+ s median", capsys.readouterr().out)


def test_impacting_prints_the_time_of_each_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert impacting.main(["--sheets", "2", "--runs", "1"]) == 0
    printed = capsys.readouterr().out
    assert re.match(r"2 sheets, \d+ triples, \d+ hops, \d+ projects\n", printed)
    for asked in ("structural paths from 4 projects", "SPARQL property paths", "a what-if over each of"):
        assert re.search(rf"{asked}.* [\d.]+ ms\n", printed)


def test_planted_prints_what_was_found_of_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert planted.main(["--sheets", "1", "--damage", "none", "--rule", "prose-figure", "--list"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"rule +planted +found.*\nprose-figure +1 +1 +0 +0 +0\n  missed: \[\], elsewhere: \[\]", printed)


def test_killing_prints_what_answers_and_that_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert killing.main(["--kills", "2"]) == 0
    assert re.search(r"^2 kills over [\d.]+ s and \d+ operations: .*; 0 wrong$", capsys.readouterr().out, re.MULTILINE)


def test_killing_tells_what_is_wrong() -> None:
    scene = killing.Scene(Path("x"), {}, 1.0, 9)
    assert killing._tell(scene, [killing.Outcome("neither", 3.0, "before operation 2: slow")]) == 1


def test_querying_prints_each_question_and_answers_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    assert querying.main(["--sheets", "2", "--lookups", "40", "--runs", "1"]) == 0
    printed = capsys.readouterr().out
    assert all(re.search(rf"^{entry.name}( \*)? +[\d.]+ +[\d.]+$", printed, re.MULTILINE) for entry in questions())
    assert re.search(r"^policygraph serve +[\d.]+ +\d+$", printed, re.MULTILINE)
    assert re.search(r"^oxigraph serve-read-only +[\d.]+ +\d+$", printed, re.MULTILINE)


def test_picturing_prints_what_a_page_takes() -> None:
    # In a process of its own: it starts a browser, and another test's may be running here.
    command = [sys.executable, "-m", "benchmarks.picturing", "--sheets", "1", "--nodes", "400"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert "written: " in printed
    assert "drawn" in printed
    assert "layout of 400 nodes" in printed
