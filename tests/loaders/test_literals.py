"""Literals are checked before they leave, and the checks are those of the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders import literals
from policygraph.loaders.literals import MAX_DECIMAL, MAX_INTEGER, RangeError
from policygraph.loaders.records import Moment

ENGINE = ox.Store()


def reckons_with(literal: ox.Literal) -> bool:
    """Whether the engine adds a number: over one that it cannot hold, a SUM is unbound without a word."""
    (row,) = ENGINE.query(f"SELECT (SUM(?n) AS ?sum) {{ VALUES ?n {{ {literal} }} }}")
    return row["sum"] is not None


@pytest.mark.parametrize("value", [0, 1, -1, MAX_INTEGER, -MAX_INTEGER])
def test_a_whole_number_in_range_is_reckoned_with_and_comes_back(value: int) -> None:
    assert literals.from_integer(literals.integer(value)) == value
    assert reckons_with(literals.integer(value))


@pytest.mark.parametrize("value", [MAX_INTEGER + 1, -MAX_INTEGER - 1, 10**40, 10**5000], ids=["+", "-", "40", "5000"])
def test_a_whole_number_beyond_64_bits_is_refused(value: int) -> None:
    with pytest.raises(RangeError):
        literals.integer(value)


def test_the_engine_cannot_hold_the_next_whole_number_and_the_next_decimal() -> None:
    assert not reckons_with(ox.Literal(str(MAX_INTEGER + 1), datatype=literals.INTEGER))
    beyond = Context(prec=60).scaleb(Decimal(2**127), -18)
    assert not reckons_with(ox.Literal(str(beyond), datatype=literals.DECIMAL))


@pytest.mark.parametrize("text", ["0", "-155.9", "14.50", "1E+5", "0.000000000000000001"])
def test_a_decimal_in_range_is_reckoned_with_and_comes_back(text: str) -> None:
    literal = literals.decimal(Decimal(text))
    assert "E" not in literal.value
    assert literals.from_decimal(literal) == Decimal(text)
    assert reckons_with(literal)


@pytest.mark.parametrize("value", [MAX_DECIMAL, -MAX_DECIMAL])
def test_the_largest_decimals_are_reckoned_with(value: Decimal) -> None:
    assert reckons_with(literals.decimal(value))


@pytest.mark.parametrize(
    "text", ["NaN", "-Infinity", "1E+21", "1E-19", "170141183460469231731.687303715884105728", "9" * 99]
)
def test_a_decimal_that_the_engine_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(RangeError):
        literals.decimal(Decimal(text))


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_is_refused_or_reckoned_with(value: Decimal) -> None:
    try:
        literal = literals.decimal(value)
    except RangeError:
        return
    assert reckons_with(literal)


@pytest.mark.parametrize(("value", "text"), [(1, "0001"), (2020, "2020"), (9999, "9999")])
def test_a_year_has_four_digits(value: int, text: str) -> None:
    assert literals.year(value) == ox.Literal(text, datatype=literals.G_YEAR)
    assert literals.from_year(literals.year(value)) == value


@pytest.mark.parametrize("value", [0, -1, 10_000])
def test_a_year_of_other_digits_is_refused(value: int) -> None:
    with pytest.raises(RangeError):
        literals.year(value)


def test_a_month_is_one_of_twelve() -> None:
    assert literals.moment(Moment(2020, 3, "calendar")).value == "2020-03"
    for month in (0, 13):
        with pytest.raises(RangeError, match="no month"):
            literals.moment(Moment(2020, month, "calendar"))
    with pytest.raises(RangeError):
        literals.moment(Moment(10_000, 3, "calendar"))


def test_a_day_is_an_xsd_date() -> None:
    assert literals.day(date(2020, 2, 29)) == ox.Literal("2020-02-29", datatype=literals.DATE)


@pytest.mark.parametrize(
    ("write", "language"), [(literals.text, "ja"), (literals.english, "en"), (literals.code, None)]
)
def test_texts_bear_their_language_and_nothing_that_xml_cannot_write(
    write: Callable[[str], ox.Literal], language: str | None
) -> None:
    literal = write("表\x00題\ud800\x0c\u202e終")
    assert (literal.value, literal.language) == ("表\ufffd題\ufffd\n\u202e終", language)


@pytest.mark.parametrize(
    ("read", "odd"),
    [
        (literals.from_integer, literals.year(2020)),
        (literals.from_decimal, literals.integer(1)),
        (literals.from_boolean, literals.text("true")),
        (literals.from_boolean, ox.Literal("yes", datatype=literals.BOOLEAN)),
        (literals.from_year, literals.integer(2020)),
        (literals.from_month, literals.year(2020)),
        (literals.from_text, ox.NamedNode("x:y")),
    ],
)
def test_a_literal_of_another_type_is_not_read(read: Callable[[literals.Term], object], odd: literals.Term) -> None:
    with pytest.raises(ValueError, match="not a"):
        read(odd)
