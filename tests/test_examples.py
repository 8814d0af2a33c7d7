"""The sheets of examples/: printed from their records, and read back with the counts they are known to have."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.sheetwriter import MEDIUM, compare, write
from tests.sheetwriter.examples import EXAMPLES, Example
from tests.sheetwriter.make_examples import FOLDER

UNTOLD = {"role"}
"""Kinds of which the damaged print leaves some untold: whether a text of page 1 is of the drawing or of the roles."""

BY_CODE = {example.sheet.head.code: example for example in EXAMPLES}


def read_example(example: Example) -> Sheet:
    return read_sheet(Source.from_bytes(example.file, (FOLDER / example.file).read_bytes()))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_file_is_what_its_records_print(example: Example) -> None:
    assert (FOLDER / example.file).read_text(encoding="utf-8") == write(example.sheet, MEDIUM, example.seed)


def test_every_sheet_has_a_source() -> None:
    with (FOLDER / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == [example.file for example in EXAMPLES]
    assert all(row["url"] and row["licence"] and row["retrieved"] for row in rows)


@pytest.mark.parametrize("code", ["02-03", "06-04"])
def test_fictional_sheets_say_so(code: str) -> None:
    assert "この調書は架空のものです" in (FOLDER / BY_CODE[code].file).read_text(encoding="utf-8")


def test_reworded_sheet_shares_no_sentence_with_the_public_one(real_sheet_path: Path) -> None:
    ours = (FOLDER / BY_CODE["05-10"].file).read_text(encoding="utf-8")
    theirs = real_sheet_path.read_text(encoding="utf-8").splitlines()
    sentences = [line.strip() for line in theirs if line.strip().endswith("。") and len(line.strip()) > 15]
    assert [sentence for sentence in sentences if sentence in ours] == []


def test_reworded_sheet_has_the_counts_of_the_public_one() -> None:
    sheet = read_example(BY_CODE["05-10"])
    assert len(sheet.projects) == 31
    assert len({partner.name for cooperation in sheet.cooperations for partner in cooperation.partners}) == 16
    assert [code for cooperation in sheet.cooperations for code in cooperation.measures] == ["02-03"]
    assert len(sheet.indicators) == 4
    assert {part.area: len(part.plans) for part in sheet.parts} == {"2(2)A": 8, "2(4)C": 2}
    assert sheet.first_evaluation is not None
    assert len(sheet.first_evaluation.policies) == 3
    assert sheet.second_evaluation is not None
    assert len(sheet.second_evaluation.opinions) == 2
    assert sheet.reflections is not None
    assert len(sheet.reflections.projects) == 4


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_nothing_that_the_print_tells_is_read_wrong(example: Example) -> None:
    wrong = compare(example.sheet, read_example(example)).wrong
    assert [fact for fact in wrong if fact.kind not in UNTOLD] == []


def test_sheets_are_linked() -> None:
    sheets = {code: read_example(example) for code, example in BY_CODE.items()}
    partners = {
        code: {partner.name for cooperation in sheet.cooperations for partner in cooperation.partners}
        for code, sheet in sheets.items()
    }
    plans = {
        code: {plan.code for part in sheet.parts for plan in part.plans if plan.code} for code, sheet in sheets.items()
    }
    assert "とかち財団" in partners["05-10"] & partners["02-03"] & partners["06-04"]
    assert "A3412" in plans["05-10"] & plans["02-03"] & plans["06-04"]
    assert any("05-10" in cooperation.measures for cooperation in sheets["02-03"].cooperations)
