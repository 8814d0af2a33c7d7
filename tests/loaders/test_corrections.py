from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import SidecarError
from policygraph.loaders.corrections import (
    COLUMNS,
    JAPANESE,
    means,
    names_sheet,
    parse_value,
    read_corrections,
    with_rows,
    write_corrections,
)
from policygraph.loaders.paths import parse_path
from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.conftest import ONE_SHEET

ROW = ("2020/06-04", "project/0813/budget", "1,000", "2,000", "架空 花子", "2020-11-09", "原本で確認")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return read_sheet(Source.from_bytes(ONE_SHEET.name, ONE_SHEET.read_bytes()))


def table(tmp_path: Path, *rows: tuple[str, ...], header: tuple[str, ...] = COLUMNS, encoding: str = "utf-8") -> Path:
    path = tmp_path / "corrections.csv"
    buffer = io.StringIO()
    csv.writer(buffer).writerows((header, *rows))
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("header", [COLUMNS, tuple(JAPANESE)])
def test_a_row_is_read_whatever_wrote_it(tmp_path: Path, encoding: str, header: tuple[str, ...]) -> None:
    (row,) = read_corrections(table(tmp_path, ROW, header=header, encoding=encoding))
    assert (str(row.what), row.as_read, row.value) == ("project/0813/budget", "1,000", 2000)
    assert (row.who, row.when, row.why) == ("架空 花子", date(2020, 11, 9), "原本で確認")
    assert row.place == "corrections.csv line 2"


def test_a_date_may_be_a_spreadsheets(tmp_path: Path) -> None:
    (row,) = read_corrections(table(tmp_path, (*ROW[:5], "2020/1/9", "")))
    assert row.when == date(2020, 1, 9)


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (0, "", "sheet is empty"),
        (1, "", "what is empty"),
        (1, "project/0813/price", "there is no price"),
        (1, "opinion/1", "there is no opinion/1"),
        (3, "two", "'two' is no whole number"),
        (4, " ", "who is empty"),
        (5, "", "when is empty"),
        (5, "昨日", "when is not a date"),
        (5, "2020-13-01", "when is not a date"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_reason(tmp_path: Path, place: int, cell: str, reason: str) -> None:
    bad = (*ROW[:place], cell, *ROW[place + 1 :])
    with pytest.raises(SidecarError, match=reason) as raised:
        read_corrections(table(tmp_path, ROW, bad))
    assert (raised.value.place, Path(raised.value.path).name) == ("line 3", "corrections.csv")


def test_a_wrong_header_and_a_short_row_are_told(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match="the columns are"):
        read_corrections(table(tmp_path, ROW, header=(*COLUMNS[:6], "note")))
    with pytest.raises(SidecarError, match="3 cells where there are 7 columns"):
        read_corrections(table(tmp_path, ROW[:3]))


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("measure", "", "cannot be removed"),
        ("reflections/reflection/1/project-mention", "", "cannot be removed"),
        ("project", "0536", "one by one only"),
        ("indicator/主①/label", "", "cannot be empty"),
        ("indicator/主①/desiredChange", "横ばい", "is none of: 増加, 減少, 維持"),
    ],
)
def test_what_cannot_stand_at_a_path_is_refused(path: str, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_value(parse_path(path), text)


@pytest.mark.parametrize(
    ("name", "means_it"),
    [
        ("2020/06-04", True),
        ("２０２０年度 ０６－０４", True),
        ("2020/6/4", True),
        ("06-04-shoku-fictional.txt", True),
        ("2021/06-04", False),
        ("06-04", False),
    ],
)
def test_a_sheet_is_named_by_year_and_code_or_by_its_file(sheet: Sheet, name: str, means_it: bool) -> None:
    assert names_sheet(name, ONE_SHEET.name, sheet) is means_it


@pytest.mark.parametrize(
    ("path", "text", "read", "same"),
    [
        ("project/0813/budget", "4,558,000", "4558000", True),
        ("project/0813/label", "新技術 の普及", "新技術の普及", True),
        ("project/0813/label", "", None, True),
        ("project/0813/label", "", "新技術の普及", False),
        ("project/0813/budget", "?", "4558000", False),
    ],
)
def test_what_was_read_may_be_written_in_other_ways(path: str, text: str, read: str | None, same: bool) -> None:
    assert means(parse_path(path), text, read) is same


def test_rows_go_behind_those_that_are_there_in_their_order(tmp_path: Path) -> None:
    header = ("理由", "調書", "項目", "読み取り値", "訂正後の値", "訂正者", "訂正日")
    path = table(tmp_path, (ROW[-1], *ROW[:-1]), header=header, encoding="cp932")
    before = path.read_bytes()
    path.write_text(with_rows(before, [(*ROW[:3], "=3", *ROW[4:])], str(path)), encoding="utf-8", newline="")
    assert path.read_text(encoding="utf-8-sig").startswith(before.decode("cp932").replace("\r\n", "\n"))
    assert "'=3" in path.read_text(encoding="utf-8")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["理由", "原本で確認", "原本で確認"]


def test_a_table_without_a_last_line_feed_goes_on_in_a_new_line(tmp_path: Path) -> None:
    text = write_corrections([ROW]).rstrip()
    path = tmp_path / "corrections.csv"
    path.write_text(with_rows(text.encode(), [ROW], str(path)), encoding="utf-8", newline="")
    assert [row.place for row in read_corrections(path)] == ["corrections.csv line 2", "corrections.csv line 3"]
