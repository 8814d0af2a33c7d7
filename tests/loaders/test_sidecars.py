from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policygraph.errors import SidecarError
from policygraph.loaders.sidecars import SourceInfo, read_sources

ROW = "調書.txt,https://example.org/a.pdf,CC BY 4.0,2026-11-01"
HEADER = "file,url,licence,retrieved"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "sources.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_table_is_read_in_every_usual_encoding(table: Path, encoding: str, line_end: str) -> None:
    table.write_bytes(line_end.join((HEADER, ROW, "")).encode(encoding))
    assert read_sources(table) == {
        "調書.txt": SourceInfo("https://example.org/a.pdf", "CC BY 4.0", date(2026, 11, 1)),
    }


def test_cells_may_be_empty_and_columns_in_another_order(table: Path) -> None:
    table.write_text("retrieved,licence,url,file\n,,,a.txt\n", encoding="utf-8")
    assert read_sources(table) == {"a.txt": SourceInfo(None, None, None)}


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        ("", "line 1", "columns"),
        ("file,url\na.txt,\n", "line 1", "columns"),
        (f"{HEADER},more\n", "line 1", "columns"),
        (f"{HEADER}\na.txt,,\n", "line 2", "3 cells"),
        (f"{HEADER}\n,https://example.org/,,\n", "line 2", "empty"),
        (f"{HEADER}\na.txt,,,\na.txt,,,\n", "line 3", "twice"),
        (f"{HEADER}\na.txt,ftp://example.org/,,\n", "line 2", "not a URL"),
        (f"{HEADER}\na.txt,https://example.org/a b,,\n", "line 2", "not a URL"),
        (f"{HEADER}\na.txt,https://[example.org/,,\n", "line 2", "not a URL"),
        (f"{HEADER}\na.txt,https://,,\n", "line 2", "not a URL"),
        (f"{HEADER}\na.txt,https://example.org/\x01,,\n", "line 2", "not a URL"),
        (f"{HEADER}\na.txt,,,20261101\n", "line 2", "not a date"),
        (f"{HEADER}\na.txt,,,R2.11.1\n", "line 2", "not a date"),
        (f"{HEADER}\na.txt,,,2026-02-30\n", "line 2", "not a date"),
    ],
)
def test_a_malformed_row_is_refused_with_file_line_and_reason(
    table: Path, content: str, place: str, reason: str
) -> None:
    table.write_text(content, encoding="utf-8")
    with pytest.raises(SidecarError, match=reason) as refusal:
        read_sources(table)
    assert (refusal.value.path, refusal.value.place) == (str(table), place)


def test_blank_lines_are_no_rows(table: Path) -> None:
    table.write_text(f"{HEADER}\n\na.txt,,,\n\n", encoding="utf-8")
    assert list(read_sources(table)) == ["a.txt"]


def test_what_is_not_csv_is_refused(table: Path) -> None:
    table.write_text(f'{HEADER}\n"{"x" * 200_000}",,,\n', encoding="utf-8")
    with pytest.raises(SidecarError, match="not CSV"):
        read_sources(table)


def test_a_table_that_is_not_there_is_refused(table: Path) -> None:
    with pytest.raises(SidecarError):
        read_sources(table)
