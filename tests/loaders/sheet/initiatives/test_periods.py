"""Times as printed outside section 3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.records import Moment, Period, YearKind
from policygraph.loaders.sheet.initiatives.periods import find_periods, last_fiscal_year, month_of


def fiscal(year: int) -> Moment:
    return Moment(year, None, "fiscal")


def month(year: int, number: int) -> Moment:
    return Moment(year, number, "calendar")


def once(moment: Moment) -> Period:
    return Period(moment, moment)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("R2.2", [once(month(2020, 2))]),
        ("（R1.7､R2.7）", [once(month(2019, 7)), once(month(2020, 7))]),
        ("R1年度", [once(fiscal(2019))]),
        ("R1年「部品」", [once(Moment(2019, None, "calendar"))]),
        ("令和2年3月", [once(month(2020, 3))]),
        ("令和元年度", [once(fiscal(2019))]),
        ("2019年度", [once(fiscal(2019))]),
        ("R2.10.5", [once(month(2020, 10))]),
        ("R1.6～9", [Period(month(2019, 6), month(2019, 9))]),
        ("R1.11～2", [Period(month(2019, 11), month(2020, 2))]),
        ("Ｒ２．７〜８", [Period(month(2020, 7), month(2020, 8))]),
        ("R1年度～", [Period(fiscal(2019), None)]),
        ("～R2年度", [Period(None, fiscal(2020))]),
        ("H29～R1年度", [Period(fiscal(2017), fiscal(2019))]),
        ("H29～30年度", [Period(fiscal(2017), fiscal(2018))]),
        ("H30-R1年度", [Period(fiscal(2018), fiscal(2019))]),
        ("R1年度からR3年度", [Period(fiscal(2019), fiscal(2021))]),
        ("R1・R2年度", [once(fiscal(2019)), once(fiscal(2020))]),
        ("H30・R1・R2年度", [once(fiscal(2018)), once(fiscal(2019)), once(fiscal(2020))]),
        ("R1.10、11、R2.2）", [once(month(2019, 10)), once(month(2019, 11)), once(month(2020, 2))]),
    ],
)
def test_printed_time(printed: str, expected: list[Period]) -> None:
    assert list(find_periods(printed)) == expected


@pytest.mark.parametrize("name", ["2019ﾌｪｱ", "No.1", "5G", "第2回", "R2", "H3", "ver2.3", "PM2.5", "３年間", "20年代"])
def test_part_of_a_name_is_no_time(name: str) -> None:
    assert find_periods(name) == ()


def test_month_of_a_fiscal_year_runs_into_the_next_calendar_year() -> None:
    assert month_of(fiscal(2020), 3) == month(2021, 3)
    assert month_of(fiscal(2020), 4) == month(2020, 4)


def test_fiscal_year_in_which_a_period_ends() -> None:
    assert last_fiscal_year(once(month(2021, 3))) == 2020
    assert last_fiscal_year(Period(fiscal(2019), None)) == 2019


# --- what is printed is read back ---------------------------------------------------------------

years = st.integers(1990, 2040)
kinds: st.SearchStrategy[YearKind] = st.sampled_from(("fiscal", "calendar"))
moments = st.one_of(
    st.builds(lambda year, kind: Moment(year, None, kind), years, kinds),
    st.builds(month, years, st.integers(1, 12)),
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(moments)
    if draw(st.booleans()):
        return once(first)
    if first.month is None:
        last = first._replace(year=first.year + draw(st.integers(1, 5)))
    else:
        later = first.year * 12 + first.month + draw(st.integers(1, 11))
        last = month((later - 1) // 12, (later - 1) % 12 + 1)
    return draw(st.sampled_from((Period(first, last), Period(first, None), Period(None, last))))


def era(year: int) -> str:
    return f"R{year - 2018}" if year >= 2019 else f"H{year - 1988}"


def printed_moment(moment: Moment, style: str) -> str:
    if moment.month is None:
        return f"{era(moment.year)}年{'度' if moment.kind == 'fiscal' else ''}"
    return f"{era(moment.year)}年{moment.month}月" if style == "words" else f"{era(moment.year)}.{moment.month}"


def printed_period(period: Period, style: str) -> str:
    first, last = period
    if first is not None and first == last:
        return printed_moment(first, style)
    if style == "short" and first is not None and last is not None and last.month is not None:
        return f"{printed_moment(first, style)}～{last.month}"
    return "～".join(printed_moment(end, style) if end else "" for end in period)


@given(st.lists(periods(), min_size=1, max_size=4), st.sampled_from(("words", "points", "short")))
def test_printed_times_are_read_back(given_periods: list[Period], style: str) -> None:
    printed = "、".join(printed_period(period, style) for period in given_periods)
    assert list(find_periods(f"取組（{printed}）を実施")) == given_periods
