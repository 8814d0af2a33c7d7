"""Indicators from year to year."""

from __future__ import annotations

from decimal import Decimal

from tests.queries.checks.sheets import indicator, observation
from tests.queries.diff.held import diff, tell, with_indicators


def test_an_indicator_goes_by_its_name_whatever_its_rank() -> None:
    one, two = indicator(name="灯台の数", rank="主①"), indicator(name="網の数", rank="主②")
    swapped = indicator(name="網の数", rank="主①"), indicator(name="灯台の数", rank="主②")
    found = diff(with_indicators(one, two), with_indicators(*swapped, year=2021))
    assert {told[0] for told in tell(found)} == {"renumbered"}


def test_a_rank_alone_continues_nothing_from_year_to_year() -> None:
    found = diff(with_indicators(indicator(name="灯台の数")), with_indicators(indicator(name="網の長さ"), year=2021))
    assert [told[0] for told in tell(found)] == ["added", "ended"]


def test_targets_and_actuals_have_their_difference_in_the_unit_of_both() -> None:
    before = indicator(unit="件", target_value=Decimal(140), latest_actual=None)
    after = indicator(unit="件", target_value=Decimal("150.5"), latest_actual=Decimal(0))
    target, actual = diff(with_indicators(before), with_indicators(after, year=2021)).changes
    assert (target.what.name, target.what.unit, target.difference) == ("targetValue", "件", Decimal("10.5"))
    assert (actual.what.name, actual.a.value, actual.b.value, actual.difference) == ("latestActual", None, 0, None)


def test_values_in_two_units_have_no_difference() -> None:
    before, after = indicator(unit="件", target_value=Decimal(140)), indicator(unit="社", target_value=Decimal(140))
    changes = {
        each.what.name: each for each in diff(with_indicators(before), with_indicators(after, year=2021)).changes
    }
    assert (changes["unit"].a.value, changes["unit"].b.value) == ("件", "社")
    assert (changes["targetValue"].a.value, changes["targetValue"].b.value) == ("140件", "140社")
    assert changes["targetValue"].difference is None


def test_years_are_compared_where_both_sheets_print_them() -> None:
    before = indicator(
        observations=(observation(2018, "10", "9", "90.0", "B"), observation(2019, "11", "8", "72.7", "D"))
    )
    after = indicator(
        observations=(observation(2019, "11", "10", "90.9", "B"), observation(2020, "12", "12", "100.0", "A"))
    )
    found = diff(with_indicators(before), with_indicators(after, year=2021))
    assert [(each.what.name, each.what.detail, each.a.value, each.b.value) for each in found.changes] == [
        ("latestGrade", "", "D", "A"),
        ("actual", "2019年度", 8, 10),
        ("achievementRate", "2019年度", Decimal("72.7"), Decimal("90.9")),
        ("grade", "2019年度", "D", "B"),
    ]


def test_within_a_year_a_year_of_one_sheet_only_is_a_change() -> None:
    full = indicator(observations=(observation(2019, "11", "8", None, None),))
    found = diff(with_indicators(full), with_indicators(indicator()))
    assert [(told[3], told[-1]) for told in tell(found)] == [("target", None), ("actual", None)]
