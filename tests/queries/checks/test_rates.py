"""Achievement and progress rates, reckoned again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.records import Decision, Finding, Indicator, Observation, Ref
from policygraph.queries.checks.rates import achievement_rate, progress_rate
from tests.queries.checks.sheets import SOUND, indicator, number, observation


def rates(*observations: Observation, **changes: Any) -> list[Finding]:
    return list(achievement_rate(replace(SOUND, indicators=(indicator("主①", *observations, **changes),))))


def progress(**changes: Any) -> list[Finding]:
    return list(progress_rate(replace(SOUND, indicators=(indicator("主①", **changes),))))


def rules(findings: list[Finding]) -> list[str]:
    return [found.rule for found in findings]


# --- achievement ------------------------------------------------------------------------------


def test_rate_that_is_not_what_the_formula_gives() -> None:
    (found,) = rates(observation(2018, "120", "118", "80.0", "C"))
    assert (found.rule, found.about) == ("achievement-rate", Ref("indicator", "主①"))
    assert (found.printed, found.expected) == ("80.0", "90.0")
    assert found.message_ja == (
        "主①「港に寄る客船の数（隻）」の2018年度の達成率は80.0%と印字されていますが、"
        "算式「((実績値-基準値)／(目標値－基準値))×100」では((118-100)／(120－100))×100＝90.0%です。"
    )
    assert "the achievement rate of fiscal year 2018 is printed as 80.0%" in found.message_en


@pytest.mark.parametrize(
    ("formula", "target", "actual", "rate"),
    [
        ("((実績値-基準値)／(目標値－基準値))×100", "120", "118", "90.0"),
        ("((実績値-基準値)／(目標値－基準値))×100", "120", "60", "-200"),
        ("（実績値／目標値）×100", "120", "118", "98.3"),
        ("（目標値／実績値）×100", "120", "118", "101.7"),
        ("実績値÷目標値", "120", "118", "98.3"),
        ("（２－実績値÷目標値）×100（％）", "120", "118", "101.7"),
    ],
)
def test_rates_by_the_formula_of_the_box(formula: str, target: str, actual: str, rate: str) -> None:
    assert rates(observation(2018, target, actual, rate, None), formula=formula) == []
    assert rules(rates(observation(2018, target, actual, "44.4", None), formula=formula)) == ["achievement-rate"]


def test_falling_indicator_by_the_usual_formula() -> None:
    years = (observation(2018, "36.5", "36.0", "125.0", "A"), observation(2019, "35.0", "34.2", "92.9", "B"))
    (found,) = rates(*years, base_value=Decimal("38.5"))
    assert (found.printed, found.expected) == ("92.9", "122.9")


def test_target_is_that_of_the_same_year() -> None:
    years = (observation(2017, "110", "118", "180.0", "A"), observation(2018, "120", "118", "180.0", "A"))
    (found,) = rates(*years)
    assert found.expected == "90.0"


@pytest.mark.parametrize(("rate", "fits"), [("66.7", True), ("66.6", True), ("66.5", False), ("66.8", False)])
def test_rate_may_be_rounded_or_cut(rate: str, fits: bool) -> None:
    plain = {"formula": "（実績値／目標値）×100"}
    assert (rates(observation(2018, "30000", "20000", rate, None), **plain) == []) is fits


@pytest.mark.parametrize(("rate", "fits"), [("87.0", True), ("93.5", True), ("75.0", False), ("115.0", False)])
def test_actual_target_and_base_may_be_rounded(rate: str, fits: bool) -> None:
    """118, 120 and 100 may be 117.5, 120.9 and 100.5 (rate 83.3), or 118.9, 119.5 and 100 (rate 97.4)."""
    assert (rates(observation(2018, "120", "118", rate, None)) == []) is fits


def test_trailing_zeros_tell_nothing_since_a_store_drops_them() -> None:
    stored = rates(observation(2018, "1198", "991", "38", None), base_value=Decimal(870))
    printed = rates(observation(2018, "1198.0", "991.0", "38.0", None), base_value=Decimal("870.0"))
    assert rules(stored) == rules(printed)


def test_year_without_a_printed_rate_is_nothing_to_check() -> None:
    years = (observation(2018, None, None, None, "-"), observation(2019, "120", None, None, None))
    assert rates(*years, base_value=None, formula=None) == []


def test_lacking_base_is_said_once_for_all_years() -> None:
    years = (observation(2017, "110", "107", "70.0", "D"), observation(2018, "120", "118", "90.0", "B"))
    (found,) = rates(*years, base_value=None)
    assert (found.rule, found.about, found.printed) == ("cannot-check", Ref("indicator", "主①"), None)
    assert "基準値が読み取れないか印字されていない" in found.message_ja
    assert "the base value" in found.message_en


def test_lacking_base_is_no_matter_where_the_formula_has_none() -> None:
    plain = {"formula": "（実績値／目標値）×100", "base_value": None}
    assert rates(observation(2018, "120", "118", "98.3", "B"), **plain) == []


@pytest.mark.parametrize(
    ("target", "actual", "said"), [(None, "118", "目標値"), ("120", None, "実績値"), (None, None, "実績値・目標値")]
)
def test_rate_beside_a_lacking_number(target: str | None, actual: str | None, said: str) -> None:
    (found,) = rates(observation(2018, target, actual, "90.0", "B"))
    assert found.rule == "cannot-check"
    assert f"達成率は、{said}が" in found.message_ja


def test_formula_in_words_cannot_be_reckoned() -> None:
    (found,) = rates(observation(2018, "120", "118", "90.0", "B"), formula="達成した項目の割合")
    assert found.rule == "cannot-check"
    assert "達成率の算式" in found.message_ja


def test_without_a_formula_the_usual_one_can_prove_a_rate_but_not_disprove_it() -> None:
    assert rates(observation(2018, "120", "118", "90.0", "B"), formula=None) == []
    assert rules(rates(observation(2018, "120", "118", "98.3", "B"), formula=None)) == ["cannot-check"]


@pytest.mark.parametrize("target", ["86", "85.6"], ids=["near-the-base", "at-the-base"])
def test_target_that_rounding_may_put_on_the_base(target: str) -> None:
    base = {"base_value": Decimal("85.6")}
    (found,) = rates(observation(2018, target, "86", "40.0", "D"), **base)
    assert found.rule == "cannot-check"
    assert "端数処理前の値" in found.message_ja


def test_target_near_the_base_with_the_rate_of_the_printed_numbers() -> None:
    assert rates(observation(2018, "86", "85.8", "50.0", "D"), base_value=Decimal("85.6")) == []


def test_reader_that_is_not_sure_says_so() -> None:
    unsure = Decision(Decimal("0.654"), "indicator-assignment")
    (found,) = rates(observation(2018, "120", "118", "80.0", "C"), decision=unsure)
    assert found.message_ja.endswith("（読み取りの確信度は0.65）。")
    assert found.message_en.endswith("(read with a confidence of 0.65).")


def test_calendar_years_are_named_so() -> None:
    (found,) = rates(observation(2018, "120", "118", "80.0", "C", year_kind="calendar"))
    assert "2018年の達成率" in found.message_ja


# --- progress ---------------------------------------------------------------------------------


@pytest.mark.parametrize("printed", ["65.6", "65.5"], ids=["rounded", "cut"])
def test_progress_leaves_the_base_out(printed: str) -> None:
    assert progress(progress_rate=number(printed)) == []


def test_progress_that_differs() -> None:
    (found,) = progress(progress_rate=Decimal("56.6"))
    assert (found.rule, found.about) == ("progress-rate", Ref("indicator", "主①"))
    assert (found.printed, found.expected) == ("56.6", "65.6")
    assert "118÷180×100＝65.6%" in found.message_ja


def test_progress_that_is_not_printed() -> None:
    assert progress(progress_rate=None, latest_actual=None, final_target=None) == []


@pytest.mark.parametrize(("cell", "said"), [("latest_actual", "実績値"), ("final_target", "最終目標値")])
def test_progress_beside_a_lacking_number(cell: str, said: str) -> None:
    (found,) = progress(**{cell: None})
    assert found.rule == "cannot-check"
    assert f"進捗率は、{said}が" in found.message_ja


def test_progress_by_the_formula_of_a_box_without_base() -> None:
    box: dict[str, Any] = {"final_target": Decimal(20), "latest_actual": Decimal(25)}
    assert progress(**box, progress_rate=Decimal(125)) == []
    assert progress(**box, progress_rate=Decimal(80), formula="（目標値／実績値）×100") == []
    assert rules(progress(**box, progress_rate=Decimal(80))) == ["progress-rate"]


def test_final_target_of_zero_leaves_the_progress_open() -> None:
    assert rules(progress(final_target=Decimal(0))) == ["cannot-check"]


NUMBERS = st.none() | st.integers(-3, 3).map(Decimal) | st.decimals(-(10**18), 10**18, places=3)
FORMULAS = st.none() | st.sampled_from(["（目標値／実績値）×100", "実績値／(実績値-目標値)", str(indicator().formula)])


@given(FORMULAS, st.tuples(*[NUMBERS] * 7))
def test_no_numbers_are_too_odd(formula: str | None, numbers: tuple[Decimal | None, ...]) -> None:
    target, actual, rate, base, final, latest, printed = numbers
    seen = replace(observation(2018, None, None, None, None), target=target, actual=actual, rate=rate)
    box = indicator(
        "主①", seen, formula=formula, base_value=base, final_target=final, latest_actual=latest, progress_rate=printed
    )
    sheet = replace(SOUND, indicators=(box,))
    found = [*achievement_rate(sheet), *progress_rate(sheet)]
    assert len(found) <= (rate is not None) + (printed is not None)


def test_each_indicator_has_its_own_findings() -> None:
    boxes: tuple[Indicator, ...] = (indicator("主①"), indicator("関①", progress_rate=Decimal("10.0")))
    (found,) = progress_rate(replace(SOUND, indicators=boxes))
    assert found.about == Ref("indicator", "関①")
