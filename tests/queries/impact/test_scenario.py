"""What a user may suppose, on the command line and in a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import QueryError, SidecarError
from policygraph.queries.impact.scenario import Supposed, loss_words, parse_if, read_scenario


@pytest.mark.parametrize(
    ("text", "loss", "words"),
    [
        ("stopped", "1", "止まる"),
        ("cut=30%", "0.3", "30% 減る"),
        ("cut=0.3", "0.3", "30% 減る"),
        ("cut=12.5%", "0.125", "12.5% 減る"),
        ("cut=100%", "1", "止まる"),
        ("cut=1", "1", "止まる"),
    ],
)
def test_stopped_and_cut(text: str, loss: str, words: str) -> None:
    assert parse_if(text) == Decimal(loss)
    assert loss_words(parse_if(text)) == words


@pytest.mark.parametrize(
    "text", ["", "cut", "cut=", "cut=0", "cut=0%", "cut=101%", "cut=1.1", "cut=-3%", "cut=３０%", "halved"]
)
def test_nothing_else(text: str) -> None:
    with pytest.raises(QueryError):
        parse_if(text)


@given(st.integers(1, 100))
def test_a_percentage_and_its_fraction_are_the_same(percent: int) -> None:
    assert parse_if(f"cut={percent}%") == parse_if(f"cut={Decimal(percent) / 100}")


def scenario(tmp_path: Path, name: str, text: str) -> list[Supposed]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_scenario(path)


def test_csv_and_toml_say_the_same(tmp_path: Path) -> None:
    table = scenario(tmp_path, "a.csv", "target,if\n0536,stopped\n産業振興課,cut=30%\n")
    text = '[[change]]\ntarget = "0536"\nif = "stopped"\n[[change]]\ntarget = "産業振興課"\nif = "cut=0.3"\n'
    assert table == scenario(tmp_path, "a.toml", text)
    assert table == [Supposed("0536", Decimal(1)), Supposed("産業振興課", Decimal("0.3"))]


def test_a_table_from_a_spreadsheet_in_the_encoding_of_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("target,if\r\n産業振興課,stopped\r\n".encode("cp932"))
    assert read_scenario(path) == [Supposed("産業振興課", Decimal(1))]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "target,what\n0536,stopped\n", "列は target, if"),
        ("a.csv", "target,if\n0536,halved\n", "（2行目）"),
        ("a.csv", "target,if\n0536,stopped\n0536,stopped\n", "二度あります（3行目）"),
        ("a.csv", "target,if\n", "仮定が一つもありません"),
        ("a.toml", "change = 3\n", "[[change]] の表だけ"),
        ("a.toml", '[[change]]\ntarget = "0536"\n', "target と if だけ"),
        ("a.toml", '[[change]]\ntarget = 536\nif = "stopped"\n', "文字列で"),
        ("a.toml", "[[change\n", "TOML として読めません"),
        ("a.toml", 'title = "x"\n', "[[change]] の表だけ"),
    ],
)
def test_a_malformed_file_is_refused_with_its_place(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(SidecarError) as error:
        scenario(tmp_path, name, text)
    assert told in error.value.ja
    assert name in error.value.ja


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for name in ("none.csv", "none.toml"):
        with pytest.raises(SidecarError, match=name):
            read_scenario(tmp_path / name)
