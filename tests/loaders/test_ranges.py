"""What no literal can hold is left out with a finding, and the rest of the sheet stays."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from policygraph.loaders import records as r
from policygraph.loaders.ranges import within_range
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.loaders.test_sheet_graph import graph_of, quads_of

HUGE = 10**19
SPAN = (r.Span(0, 2),)


@pytest.fixture(scope="module")
def sheet() -> r.Sheet:
    return read_sheet(Source.from_bytes(ONE_SHEET.name, ONE_SHEET.read_bytes()))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_sheet_in_range_is_given_back_as_it_is(path: Path) -> None:
    read = read_sheet(Source.from_bytes(path.name, path.read_bytes()))
    checked, findings = within_range(read)
    assert checked is read
    assert findings == ()


def test_one_cell_is_left_out_and_its_row_and_the_others_stay(sheet: r.Sheet) -> None:
    first, *rest = sheet.projects
    odd = replace(sheet, projects=(replace(first, budget=HUGE), *rest))
    checked, (finding,) = within_range(odd)
    assert checked == replace(sheet, projects=(replace(first, budget=None), *rest))
    assert (finding.rule, finding.about, finding.printed) == ("out-of-range", r.Ref("project", first.code), str(HUGE))
    assert finding.quotes == first.quotes
    assert "取り込んでいません" in finding.message_ja
    assert quads_of(graph_of(replace(checked, findings=(finding,))))


def test_a_figure_in_an_initiative_is_reached(sheet: r.Sheet) -> None:
    figure = r.Figure(quotes=SPAN, about="研修", value=Decimal("1E+40"), unit="回", period=None, status="planned")
    place = next(index for index, each in enumerate(sheet.initiatives) if hasattr(each, "figures"))
    initiatives = list(sheet.initiatives)
    initiatives[place] = replace(initiatives[place], figures=(figure,))
    checked, (finding,) = within_range(replace(sheet, initiatives=tuple(initiatives)))
    assert checked.initiatives[place].figures == (replace(figure, value=None),)
    assert finding.printed == "1.0000000000000000000e+40"


def test_a_record_that_is_nothing_without_the_value_is_left_out_whole(sheet: r.Sheet) -> None:
    good = r.Budget(quotes=SPAN, fiscal_year=2020, amount=1)
    budgets = (replace(good, amount=HUGE), good, replace(good, fiscal_year=10_000))
    checked, findings = within_range(replace(sheet, budgets=budgets))
    assert checked.budgets == (good,)
    assert [(finding.printed, finding.about) for finding in findings] == [(str(HUGE), None), ("10000", None)]


def test_periods_out_of_range_are_left_out_together(sheet: r.Sheet) -> None:
    odd = r.Period(r.Moment(2020, 13, "calendar"), None)
    need = replace(sheet.needs[0], periods=(odd,))
    checked, (finding,) = within_range(replace(sheet, needs=(need,)))
    assert checked.needs == (replace(need, periods=()),)
    assert finding.rule == "out-of-range"


@pytest.mark.parametrize("digits", [19, 40, 6000])
def test_a_printed_number_of_too_many_digits_costs_one_cell_and_not_the_sheet(digits: int) -> None:
    text = ONE_SHEET.read_text(encoding="utf-8")
    assert text.count("52,000") >= 1
    sheet = read_sheet(Source.from_text("x", text.replace("52,000", "9" * digits)))
    assert len(sheet.projects) == 9
    assert quads_of(graph_of(sheet, Source.from_text("x", text + "9" * digits * 3)))
