"""Lines into items: every field has a fate, and what is not what its field holds refuses the line."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.errors import SourceError
from policygraph.loaders.review.items import read_record
from policygraph.loaders.source import Fate, black_characters
from tests.loaders.review.records import budget, line, payment, record, sheet


def test_money_is_yen_exactly() -> None:
    (item,) = record(予算=[budget(140.999, 141.0)]).project.parts["予算"]
    assert (item.number("予算計"), item.number("執行額")) == (140_999_000, 141_000_000)


def test_what_binary_floats_add_is_no_money() -> None:
    (item,) = record(予算=[budget(0.1 + 0.2)]).project.parts["予算"]
    assert item.number("予算計") == 300_000


@pytest.mark.parametrize(
    ("printed", "value"),
    [("100", Decimal(100)), ("１，２００", Decimal(1200)), ("-3.5", Decimal("-3.5")), ("前年度以上", "前年度以上")],
)
def test_a_target_is_a_number_where_it_is_nothing_else(printed: str, value: object) -> None:
    (item,) = record(アウトカム=[{"成果指標": "数", "目標値": printed, "成果実績": []}]).project.parts["アウトカム"]
    assert item.values["目標値"] == value


def test_null_is_absent_and_zero_is_not() -> None:
    (item,) = record(予算=[budget(0.0, None)]).project.parts["予算"]
    assert item.number("予算計") == 0
    assert item.number("執行額") is None


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"公開年度": "2020"}, "/公開年度"),
        ({"公開年度": True}, "/公開年度"),
        ({"公開年度": 12020}, "/公開年度"),
        ({"公開年度": 2020.5}, "/公開年度"),
        ({"事業名": 5}, "/事業名"),
        ({"事業名": ["架空"]}, "/事業名"),
        ({"会計区分": "一般会計"}, "/会計区分"),
        ({"支出先": {}}, "/支出先"),
        ({"支出先": [3]}, "/支出先/0"),
        ({"支出先": [payment("架空株式会社") | {"支出額": "1"}]}, "/支出先/0/支出額"),
        ({"予算": [budget(1e300)]}, "/予算/0/予算計"),
        ({"予算": [budget(1e-7)]}, "/予算/0/予算計"),
        ({"アウトプット": [{"活動実績": [{"年度": 2019, "活動実績": 10**60}]}]}, "/アウトプット/0/活動実績/0/活動実績"),
    ],
)
def test_what_is_not_what_its_field_holds_refuses_the_line(changed: dict[str, Any], place: str) -> None:
    with pytest.raises(SourceError) as refused:
        record(**changed)
    assert refused.value.place == "line 1"
    assert refused.value.reason.startswith(f"{place} is ")
    assert refused.value.reason_ja.startswith(f"{place} が")


def test_a_power_of_ten_beyond_all_numbers_is_refused_at_once() -> None:
    huge = line(予算=[budget(1.5)]).replace("1.5", "1e999999999")
    with pytest.raises(SourceError, match="beyond the numbers"):
        read_record("x", huge, 1, 0)


@pytest.mark.parametrize("key", ["ID", "公開年度", "事業名", "府省庁"])
@pytest.mark.parametrize("value", [None, ...])
def test_without_what_tells_the_sheet_it_is_refused(key: str, value: object) -> None:
    with pytest.raises(SourceError, match=f"{key} is missing"):
        record(**{key: value})


@pytest.mark.parametrize("text", ["[]", "3", '"架空"', "null"])
def test_a_line_that_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no JSON object"):
        read_record("x", text, 9, 0)


def test_an_unknown_field_is_unread_wherever_it_stands() -> None:
    read = record(新しい欄="何か", 予算=[budget(1.0) | {"a/b~c": [1]}], 空の欄=None)
    assert sorted(place.pointer for place in read.unread) == ["/予算/0/a~1b~0c", "/新しい欄"]
    assert read.shares.unread == len('"何か"[1]')


def test_the_number_is_what_its_parts_give_where_it_does_not_stand_itself() -> None:
    read = record(事業番号=..., 事業番号1="新02")
    assert read.project.text("事業番号") == "新02-0001"
    fates = Counter(fate for fate, place in read.ledger if place.pointer.startswith("/事業番号"))
    assert fates == {Fate.FACT: 2}


EXTRA = st.dictionaries(st.text("abc/~欄", min_size=1), st.none() | st.text() | st.integers(), max_size=3)


@given(EXTRA, st.lists(EXTRA, max_size=2))
def test_every_field_has_one_fate_and_every_character_too(extra: dict[str, Any], more: list[dict[str, Any]]) -> None:
    value = {**sheet(支出先=[{**each, **payment("架空")} for each in more]), **extra}
    read = read_record("x", json.dumps(value), 1, 0)
    pointers = [place.pointer for _, place in read.ledger]
    at_the_top = {pointer[1:].replace("~1", "/").replace("~0", "~") for pointer in pointers if pointer.count("/") == 1}
    assert len(set(pointers)) == len(pointers)
    assert at_the_top == set(value) - ({"支出先"} if more else set())
    assert sum(pointer.startswith("/支出先/") for pointer in pointers) == sum(map(len, value["支出先"]))
    assert read.shares.total == black_characters(read.line)
