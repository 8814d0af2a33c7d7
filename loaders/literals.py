"""Values to literals and back, in pairs.

Literals are checked before they leave: one ill-typed or overflowing number makes a SUM unbound
without a word, and a control character makes XML of answers unreadable.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from policygraph.loaders.records import Moment
from policygraph.ontology.terms import XSD

Term = NamedNode | BlankNode | Literal | Triple
"""Whatever may stand as the object of a quad."""

INTEGER = NamedNode(XSD.integer)
DECIMAL = NamedNode(XSD.decimal)
BOOLEAN = NamedNode(XSD.boolean)
G_YEAR = NamedNode(XSD.gYear)
G_YEAR_MONTH = NamedNode(XSD.gYearMonth)
DATE = NamedNode(XSD.date)

MAX_INTEGER: Final = 2**63 - 1
"""The largest xsd:integer that engines add without overflow (Oxigraph: 64 bits)."""

MAX_DECIMAL: Final = Context(prec=40).scaleb(Decimal(2**127 - 1), -18)
"""The largest xsd:decimal of Oxigraph: 128 bits, 18 of the digits behind the point."""

_BREAK = re.compile("[\x0b\x0c\x85]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, lone surrogates and non-characters: XML 1.0 has no way to write most of them."""


class RangeError(ValueError):
    """A number cannot be written so that engines reckon with it."""


def clean(text: str) -> str:
    """Text as it may stand in a literal, of the same length.

    A form feed becomes a line feed; other control characters and lone surrogates become U+FFFD.
    """
    if _UNPRINTABLE.search(text) is None:
        return text
    return _UNPRINTABLE.sub("\ufffd", _BREAK.sub("\n", text))


def text(value: str) -> Literal:
    """Japanese text."""
    return Literal(clean(value), language="ja")


def english(value: str) -> Literal:
    """English text."""
    return Literal(clean(value), language="en")


def code(value: str) -> Literal:
    """A code, number or mark of the form, as a plain string."""
    return Literal(clean(value))


def integer(value: int) -> Literal:
    """Whole number; money in yen. Raises RangeError where engines would overflow."""
    if abs(value) > MAX_INTEGER:
        raise RangeError("beyond xsd:integer of 64 bits")
    return Literal(str(value), datatype=INTEGER)


def decimal(value: Decimal) -> Literal:
    """Number with a fraction, never with an exponent. Raises RangeError where engines would overflow."""
    if not value.is_finite() or value.copy_abs() > MAX_DECIMAL or _fraction_digits(value) > 18:
        raise RangeError("beyond xsd:decimal of 128 bits")
    return Literal(format(value, "f"), datatype=DECIMAL)


def _fraction_digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def boolean(value: bool) -> Literal:
    """Truth value."""
    return Literal("true" if value else "false", datatype=BOOLEAN)


def year(value: int) -> Literal:
    """A year (fiscal or calendar). Raises RangeError outside 1-9999."""
    if not 1 <= value <= 9999:
        raise RangeError(f"{value} is no year of four digits")
    return Literal(f"{value:04d}", datatype=G_YEAR)


def moment(value: Moment) -> Literal:
    """A year or a month. Raises RangeError outside the years 1-9999 and the months 1-12."""
    if value.month is None:
        return year(value.year)
    if not 1 <= value.month <= 12:
        raise RangeError(f"there is no month {value.month}")
    return Literal(f"{year(value.year).value}-{value.month:02d}", datatype=G_YEAR_MONTH)


def day(value: date) -> Literal:
    """A day."""
    return Literal(value.isoformat(), datatype=DATE)


def from_text(term: Term) -> str:
    """Inverse of :func:`text`, :func:`english` and :func:`code`."""
    if isinstance(term, Literal):
        return term.value
    raise ValueError(f"not a text: {term}")


def from_integer(term: Term) -> int:
    """Inverse of :func:`integer`."""
    if isinstance(term, Literal) and term.datatype == INTEGER:
        return int(term.value)
    raise ValueError(f"not an xsd:integer: {term}")


def from_decimal(term: Term) -> Decimal:
    """Inverse of :func:`decimal`."""
    if isinstance(term, Literal) and term.datatype == DECIMAL:
        return Decimal(term.value)
    raise ValueError(f"not an xsd:decimal: {term}")


def from_boolean(term: Term) -> bool:
    """Inverse of :func:`boolean`; ``1`` and ``0`` are read too, as some engines write them."""
    if isinstance(term, Literal) and term.datatype == BOOLEAN and term.value in ("true", "false", "1", "0"):
        return term.value in ("true", "1")
    raise ValueError(f"not an xsd:boolean: {term}")


def from_year(term: Term) -> int:
    """Inverse of :func:`year`."""
    if isinstance(term, Literal) and term.datatype == G_YEAR:
        return int(term.value)
    raise ValueError(f"not an xsd:gYear: {term}")


def from_day(term: Term) -> date:
    """Inverse of :func:`day`."""
    if isinstance(term, Literal) and term.datatype == DATE:
        return date.fromisoformat(term.value)
    raise ValueError(f"not an xsd:date: {term}")


def from_month(term: Term) -> Moment:
    """Inverse of :func:`moment` for a month."""
    if isinstance(term, Literal) and term.datatype == G_YEAR_MONTH:
        return Moment(int(term.value[:4]), int(term.value[5:]), "calendar")
    raise ValueError(f"not an xsd:gYearMonth: {term}")
