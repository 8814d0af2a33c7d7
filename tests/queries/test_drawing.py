from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox
import pytest
from rich.cells import cell_len
from rich.console import Console

from policygraph.queries.catalogue import Column
from policygraph.queries.drawing import draw, shown
from policygraph.queries.store import LocalStore, Table, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
PROJECT = ox.NamedNode("https://w3id.org/policygraph/id/010006/2020/06-04/project/0815")


def number(text: str, kind: str = "integer") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


def column(name: str, meaning: str, unit: str | None = None) -> Column:
    return Column(name, {"ja": meaning, "en": name}, unit)


@contextmanager
def drawn(store: LocalStore, table: Table, *columns: Column, width: int = 80) -> Iterator[list[str]]:
    file = io.StringIO()
    draw(table, columns, store, Console(file=file, width=width))
    yield [line.rstrip() for line in file.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (number("378589000"), "378,589,000"),
        (number("-4558"), "-4,558"),
        (number("999"), "999"),
        (number("14.50", "decimal"), "14.50"),
        (number("10709.5", "decimal"), "10,709.5"),
        (ox.Literal("2020", datatype=ox.NamedNode(XSD + "gYear")), "2020"),
        (ox.Literal("0536"), "0536"),
    ],
)
def test_people_see_thousands_in_numbers_only(term: Term, text: str) -> None:
    assert shown(term) == text


def test_headings_are_what_the_columns_mean_with_their_unit(examples_store: LocalStore) -> None:
    table = Table(("budget", "other"), ((number("5000"), ox.Literal("x")), (number("1"), ox.Literal("y"))))
    with drawn(examples_store, table, column("budget", "事業費", "円")) as lines:
        assert [line.split() for line in lines[:2]] == [["事業費"], ["（円）", "other"]]
        assert "5,000" in lines[-2]


def test_iris_become_labels_and_go_where_the_name_stands_beside(examples_store: LocalStore) -> None:
    with drawn(examples_store, Table(("project",), ((PROJECT,),))) as lines:
        assert lines[-1].strip() == "食品加工の技術支援事業費"
    table = Table(("project", "projectName"), ((PROJECT, ox.Literal("名")),))
    with drawn(examples_store, table) as lines:
        assert [lines[0].strip(), lines[-1].strip()] == ["projectName", "名"]


def test_what_is_the_same_in_all_rows_is_told_once(examples_store: LocalStore) -> None:
    rows = tuple((ox.Literal("05-10"), None, ox.Literal(name)) for name in "甲乙")
    with drawn(examples_store, Table(("code", "note", "name"), rows), column("code", "施策コード")) as lines:
        assert lines[0] == "施策コード：05-10　note：（空欄）"
        assert [line.strip() for line in lines[-2:]] == ["甲", "乙"]


def test_a_single_row_is_drawn_whole_and_none_not_at_all(examples_store: LocalStore) -> None:
    with drawn(examples_store, Table(("code",), ((ox.Literal("05-10"),),))) as lines:
        assert lines[-1].strip() == "05-10"
    with drawn(examples_store, Table(("code",), ())) as lines:
        assert lines == []


def test_a_sum_says_how_many_amounts_it_lacks(examples_store: LocalStore) -> None:
    rows = ((number("5000"), number("2")), (number("7000"), number("0")))
    with drawn(examples_store, Table(("budget", "budgetUnknown"), rows)) as lines:
        assert [line.strip() for line in lines[-3:]] == ["5,000", "（ほか2件不明）", "7,000"]


def test_where_it_is_not_told_how_many_a_sum_lacks_nothing_is_said(examples_store: LocalStore) -> None:
    rows = ((number("5000"), None), (number("7000"), number("0")))
    with drawn(examples_store, Table(("budget", "budgetUnknown"), rows)) as lines:
        assert [line.strip() for line in lines[-2:]] == ["5,000", "7,000"]


def test_a_long_text_that_repeats_the_one_above_is_a_ditto_mark(examples_store: LocalStore) -> None:
    rows = tuple(
        (ox.Literal(code), ox.Literal(text)) for code, text in (("1", "長い文" * 9), ("2", "長い文" * 9), ("3", "別"))
    )
    with drawn(examples_store, Table(("code", "text"), rows)) as lines:
        assert [line.split() for line in lines[-3:]] == [["1", "長い文" * 9], ["2", "〃"], ["3", "別"]]


def test_numbers_are_never_cropped_however_narrow_the_terminal(examples_store: LocalStore) -> None:
    amount = number("1234567890123")
    table = Table(tuple(f"amount{index}" for index in range(6)), ((amount,) * 6, (number("1"),) * 6))
    with drawn(examples_store, table, width=40) as lines:
        assert lines[-2].split() == ["1,234,567,890,123"] * 6


def test_a_table_that_fits_stays_within_the_terminal(examples_store: LocalStore) -> None:
    rows = tuple((ox.Literal(f"{index}"), ox.Literal("ながいながい説明文" * 12)) for index in range(3))
    with drawn(examples_store, Table(("code", "text"), rows), width=60) as lines:
        assert max(cell_len(line) for line in lines) <= 60
        assert "".join(line.split()[-1] for line in lines[2:4]).startswith("ながい")


ODD = {
    "half-width": "ｶﾞｷﾞ",
    "combining": "か\u3099き\u3099",
    "variant": "葛\U000e0100城市",
    "beyond the basic plane": "𠮷野川",
    "family": "👪と👶",
    "flag": "🇯🇵の旗",
    "roman": "Ⅱ①㈱℃",
    "accent": "e\u0301té",
    "hangul": "한글",
    "wide digits": "－１５５．９",
    "ideographic space": "甲\u3000乙",
    "tab": "甲\t乙",
    "escape": "甲\x1b[2J乙",
    "right to left": "\u202eabc",
    "no width": "甲\u200b乙",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_columns_stand_straight_whatever_stands_in_them(examples_store: LocalStore, text: str) -> None:
    rows = ((ox.Literal(text), number("1000")), (ox.Literal("x"), number("2")))
    with drawn(examples_store, Table(("name", "n"), rows)) as lines:
        first, second = lines[-2:]
        assert cell_len(first) == cell_len(second)
        assert first.endswith(" 1,000")
        assert not {"\x1b", "\t", "\u202e", "\u200b"} & set(first)


def test_what_calls_itself_a_number_and_is_none_is_drawn_as_it_stands(examples_store: LocalStore) -> None:
    with drawn(examples_store, Table(("n",), ((number("=1+1"),),))) as lines:
        assert lines[-1].strip() == "=1+1"
    with drawn(examples_store, Table(("n",), ((number("INF", "double"),),))) as lines:
        assert lines[-1].strip() == "INF"
