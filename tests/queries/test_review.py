from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from policygraph.errors import SourceError
from policygraph.loaders.corrections import write_corrections
from policygraph.queries.review import Item, Setting, review
from tests.conftest import ONE_SHEET
from tests.sheetwriter import PRESETS, generate, write


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    return review([ONE_SHEET]).items


def about(items: tuple[Item, ...], path: str) -> Item:
    return next(item for item in items if path in item.what)


def test_the_columns_of_an_amount_are_those_that_arithmetic_allows(items: tuple[Item, ...]) -> None:
    item = about(items, "project/0818/generalFunds")
    assert (item.method, item.confidence, item.quoted.startswith("0818")) == ("money-cell-unknown", None, True)
    assert (item.first_line, item.last_line) == (397, 412)
    assert [path for path, _ in item.names] == ["project/0818"]
    settings = [
        {setting.what.rpartition("/")[2]: setting.value for setting in option.settings} for option in item.options
    ]
    assert {"carriedOver": "", "budget": "0", "generalFunds": "0", "unplacedCell": ""} in settings
    assert all(each["budget"] == "0" for each in settings)
    shares = [option.share or 0 for option in item.options]
    assert shares == sorted(shares, reverse=True)


def test_what_was_read_can_be_confirmed_or_removed_or_set_value_by_value(items: tuple[Item, ...]) -> None:
    item = about(items, "budget/2018")
    assert (item.method, item.confidence) == ("budget-stacks", Decimal("0.667"))
    confirmed, removed = item.options
    assert confirmed.confirms
    assert removed.settings == (Setting("budget/2018", "2018|101450000", ""),)
    assert item.values == (("budget/2018/fiscalYear", "2018"), ("budget/2018/totalBudget", "101450000"))


def test_a_record_of_no_known_place_may_be_in_any(items: tuple[Item, ...]) -> None:
    item = next(item for item in items if item.what[0].startswith("role/") and len(item.what) == 2)
    assert {setting.what.rpartition("/")[2] for option in item.options for setting in option.settings} == {
        "inPolicyArea",
        "actor",
    }
    assert len(item.options) == 2 * 4


def test_the_category_of_an_opinion_is_one_that_the_page_prints(items: tuple[Item, ...]) -> None:
    item = about(items, "second-evaluation/opinion/1/category")
    assert len(item.options) == 3


def test_findings_without_a_record_are_told_too(items: tuple[Item, ...]) -> None:
    assert [item.quoted for item in items if not item.what and "計の行" in item.message] == ["0.0 0"]


def test_only_decisions_below_the_threshold_are_shown() -> None:
    unsure = {item.what for item in review([ONE_SHEET], Decimal("0.9")).items if item.confidence is not None}
    fewer = {item.what for item in review([ONE_SHEET], Decimal("0.7")).items if item.confidence is not None}
    assert fewer < unsure
    assert not [item for item in review([ONE_SHEET], Decimal(0)).items if item.confidence is not None]


def test_what_is_corrected_is_not_asked_again(tmp_path: Path) -> None:
    table = tmp_path / "done.csv"
    rows = [
        ("2020/06-04", "budget/2018", "2018|101450000", "2018|101450000"),
        ("2020/06-04", "budget/2019/totalBudget", "108900000", "108901000"),
        ("2020/06-04", "role/1/actor", "", "国"),
    ]
    table.write_text(
        write_corrections([(*row, "架空", "2020-11-09", "") for row in rows]), encoding="utf-8", newline=""
    )
    left = review([ONE_SHEET], corrections=table).items
    shown = {what for item in left for what in item.what}
    assert {"budget/2018", "budget/2019"}.isdisjoint(shown)
    assert "budget/2020" in shown
    assert all(each.what != "role/1/actor" for item in left for option in item.options for each in option.settings)


def test_an_overview_may_change_places_with_another(tmp_path: Path) -> None:
    for seed in range(40):
        path = tmp_path / f"{seed}.txt"
        path.write_text(write(generate(seed), PRESETS["heavy"], seed), encoding="utf-8")
        found = [
            item for item in review([path], Decimal(1)).items if item.what[:1] and item.what[0].endswith("/overview")
        ]
        swaps = [option.settings for item in found for option in item.options if len(option.settings) == 2]
        if swaps:
            given, back = swaps[0]
            assert given.value != given.read
            assert back.read in (given.value, "")
            (item,) = [each for each in found if each.what[0] == back.what]
            assert {f"{path}/overview" for path, _ in item.names} >= {given.what, back.what}
            return
    pytest.fail("no overview of 40 sheets has a rival")


def test_a_file_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓", encoding="utf-8")
    found = review([tmp_path / "letter.txt", ONE_SHEET])
    assert [refusal.file for refusal in found.refused] == [str(tmp_path / "letter.txt")]
    assert found.items
    with pytest.raises(SourceError, match="no such file"):
        review([tmp_path / "absent.txt"])
