"""Names of codes: what ships, and tables that users add."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import SidecarError
from policygraph.ontology.code_names import known_names, read_code_names, with_names
from policygraph.ontology.schemes import all_schemes

GOOD = "scheme,code,name_ja\nsosei-2,Ａ９９９９,架空の柱\n\npledge-1,C9999,架空の公約\n"


def test_public_names_ship() -> None:
    codes = {code for _, code in known_names()}
    assert {f"1({pillar})" for pillar in range(1, 8)} | {f"C{number:02d}" for number in range(1, 7)} <= codes


def test_each_shipped_name_has_a_source_and_a_scheme() -> None:
    schemes = {each.key for each in all_schemes()}
    assert [name for name in known_names().values() if not name.source or name.scheme not in schemes] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_in_any_encoding_and_line_end(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes(GOOD.replace("\n", newline).encode(encoding))
    names = read_code_names(path)
    assert names["sosei-2", "A9999"].name_ja == "架空の柱"
    assert names["pledge-1", "C9999"].name_en is None


def test_columns_in_any_order_and_a_quoted_comma(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text('name_ja,code,name_en,scheme\n"甲、乙",1(1)A,"one, two",policy-system-2016\n', encoding="utf-8")
    assert read_code_names(path)["policy-system-2016", "1(1)A"].name_en == "one, two"


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("", "line 1", "lacks the column 'scheme'"),
        ("scheme,code\nsosei-2,A9999\n", "line 1", "lacks the column 'name_ja'"),
        ("scheme,code,name_ja,colour\n", "line 1", "'colour'"),
        ("scheme,code,name_ja,code\n", "line 1", "'code'"),
        ("scheme,code,name_ja\nsosei-2,A9999\n", "line 2", "has 2 cells"),
        ("scheme,code,name_ja\nsosei-2,A9999, \n", "line 2", "empty cell"),
        ("scheme,code,name_ja\nsosei-9,A9999,架空\n", "line 2", "unknown scheme 'sosei-9'"),
        ("scheme,code,name_ja\nsosei-2,C03,架空\n", "line 2", "has not the form"),
        ("scheme,code,name_ja\nsosei-2,A9999,甲\nsosei-2,A9999,乙\n", "line 3", "twice"),
        ('scheme,code,name_ja\nsosei-2,A9999,"甲\n', "line 2", "is not CSV"),
    ],
)
def test_a_malformed_table_says_where_and_why(tmp_path: Path, text: str, place: str, reason: str) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SidecarError) as raised:
        read_code_names(path)
    assert (raised.value.path, raised.value.place) == (str(path), place)
    assert reason in raised.value.reason


def test_bytes_that_are_no_text_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    with pytest.raises(SidecarError, match="cannot be read"):
        read_code_names(path)
    path.write_bytes(b"\x81 ")
    with pytest.raises(SidecarError, match="neither UTF-8 nor cp932"):
        read_code_names(path)


def test_a_users_name_holds_over_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("scheme,code,name_ja\npledge-2,C01,別の名前\n", encoding="utf-8")
    both = with_names(known_names(), read_code_names(path))
    assert both["pledge-2", "C01"].name_ja == "別の名前"
    assert len(both) == len(known_names())
