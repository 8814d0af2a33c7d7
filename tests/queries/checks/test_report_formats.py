from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from openpyxl import load_workbook

from policygraph.queries.checks.report import check_files
from policygraph.queries.checks.report_formats import as_csv, as_json, to_xlsx
from tests.conftest import ONE_SHEET
from tests.queries.checks.reports import HOSTILE, HOSTILE_REPORT, REPORT


def test_json_holds_the_whole_report() -> None:
    report = json.loads(as_json(REPORT))
    assert (report["complete"], report["findings"]) == (False, {"error": 1, "warning": 1, "note": 1})
    assert report["characters"]["total"] == 2000
    assert report["refused"] == [{"file": "letter.txt", "reason": "no title 基本評価調書 in it"}]
    assert report["skipped"] == ["notes.docx"]
    first, second = report["sheets"]
    assert (first["measureCode"], first["measure"], first["fiscalYear"]) == ("91-07", "海辺のくらし", 2020)
    assert first["characters"] == {
        "facts": 900, "labels": 60, "repeated": 30, "unknownCell": 7, "unread": 3, "total": 1000,
    }  # fmt: skip
    assert first["unread"] == [{"firstLine": 12, "lastLine": 12, "text": "読めない字"}]
    assert first["findings"][1] == {
        "severity": "warning",
        "rule": "progress-rate",
        "ruleName": {"ja": "進捗率の不一致", "en": "progress rate differs"},
        "about": {"kind": "project", "key": "0536"},
        "printed": "-156.6",
        "expected": None,
        "message": {"ja": "灯台の数が合いません。", "en": "The lighthouses do not add up."},
        "places": [{"firstLine": 20, "lastLine": 21, "text": "進捗率\n-156.6%"}],
    }
    assert second["findings"] == []
    assert second["ledger"] is None


def test_json_of_a_file_holds_its_whole_ledger() -> None:
    (sheet,) = json.loads(as_json(check_files([ONE_SHEET], Path("store"))))["sheets"]
    text = "".join(piece["text"] for piece in sheet["ledger"])
    assert "".join(text.split()) == "".join(ONE_SHEET.read_text(encoding="utf-8").split())
    repeated = [piece for piece in sheet["ledger"] if piece["fate"] == "repetition"]
    assert all(piece["rule"] for piece in sheet["ledger"] if piece["fate"] == "label")
    assert [piece for piece in repeated if piece["of"]]


def test_csv_has_a_row_a_finding_and_numbers_stay_numbers() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(REPORT))))
    assert [row["rule"] for row in rows] == ["unread", "progress-rate", "low-confidence"]
    assert (rows[1]["printed"], rows[1]["lines"], rows[1]["severityName"]) == ("-156.6", "20～21", "警告")
    assert (rows[2]["lines"], rows[2]["aboutKey"]) == ("", "0536")


def test_xlsx_has_a_sheet_for_each_matter(tmp_path: Path) -> None:
    to_xlsx(REPORT, (("checked", "sheets"),), tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == ["findings", "shares", "unread", "about"]
    header, _, warning, _ = book["findings"].iter_rows(values_only=True)
    assert dict(zip(header, warning, strict=True))["printed"] == -156.6
    assert list(book["shares"].iter_rows(values_only=True))[-1] == (None, None, "合計", 1800, 120, 60, 14, 6, 2000)
    assert [row[3:] for row in book["unread"].iter_rows(values_only=True, min_row=2)][:2] == [
        ("unread", 12, "読めない字"),
        ("unknownCell", "40～41", "0 0.1\n5"),
    ]
    about = list(book["about"].iter_rows(values_only=True))
    assert ("読めなかったファイル", "letter.txt：no title 基本評価調書 in it") in about
    assert [name for name, _ in about][-3:] == ["progress-rate", "low-confidence", "unread"]


def test_nothing_in_a_spreadsheet_is_a_formula(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(HOSTILE_REPORT))))
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    to_xlsx(HOSTILE_REPORT, (("checked", HOSTILE),), tmp_path / "report.xlsx")
    for cells in load_workbook(tmp_path / "report.xlsx"):
        assert not [cell for row in cells.iter_rows() for cell in row if cell.data_type == "f"]
