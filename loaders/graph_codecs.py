"""Values of records to terms and back, in pairs; each ends in a raise that names an odd value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from policygraph.loaders import literals
from policygraph.loaders.iris import period_of
from policygraph.loaders.literals import Term
from policygraph.loaders.records import Moment, Period, Ref
from policygraph.loaders.shared_nodes import SharedNodes

CodeOf = Callable[[Term], str]
"""Gives the ``pg:code`` of a shared node: an area, a concept."""


class Codec(NamedTuple):
    """``write`` a value as the objects of a property, ``read`` them back.

    ``absent`` is the value that is written as no object at all.
    """

    write: Callable[[Any, SharedNodes], Sequence[Term]]
    read: Callable[[Sequence[Term], CodeOf], Any]
    absent: Any = None


def _literal(write: Callable[[Any], Literal], read: Callable[[Term], Any]) -> Codec:
    return Codec(lambda value, _: (write(value),), lambda terms, _: read(_only(terms)))


def _joined(write: Callable[[str], Literal]) -> Codec:
    """A tuple of texts, none with a line feed, as one literal of as many lines."""
    return Codec(
        lambda values, _: (write("\n".join(values)),),
        lambda terms, _: tuple(literals.from_text(_only(terms)).split("\n")),
        absent=(),
    )


def concept(*code_lists: str) -> Codec:
    """A printed code as a concept of the first of the lists that has it."""

    def write(value: str, shared: SharedNodes) -> Sequence[Term]:
        return (shared.concept(value, *code_lists),)

    return Codec(write, lambda terms, code_of: code_of(_only(terms)))


def _periods() -> Codec:
    """Periods are a set; they are read in order of time."""
    return Codec(
        lambda values, shared: [shared.period(period) for period in values],
        lambda terms, _: tuple(sorted((_period(term) for term in terms), key=period_order)),
        absent=(),
    )


def period_order(period: Period) -> tuple[tuple[int, int, str], tuple[int, int, str]]:
    """Sort key: the first moment, then the last; what is open sorts first."""
    return _moment_order(period.first), _moment_order(period.last)


def _moment_order(moment: Moment | None) -> tuple[int, int, str]:
    return (0, 0, "") if moment is None else (moment.year, moment.month or 0, moment.kind)


def _period(term: Term) -> Period:
    if isinstance(term, NamedNode):
        return period_of(term.value)
    raise ValueError(f"not a period: {term}")


def _moment(term: Term) -> Moment:
    if isinstance(term, Literal) and term.datatype == literals.G_YEAR:
        return Moment(literals.from_year(term), None, "fiscal")
    return literals.from_month(term)


def _read_ref(term: Term) -> Ref:
    kind, slash, key = literals.from_text(term).partition("/")
    if not slash:
        raise ValueError(f"not a reference to a record: {term}")
    return Ref(kind, key)


def _read_position(term: Term) -> int:
    """The number that the IRI of a node without a key ends in."""
    if isinstance(term, NamedNode):
        return int(term.value.rpartition("/")[2])
    raise ValueError(f"not a node: {term}")


def _only(terms: Sequence[Term]) -> Term:
    if len(terms) != 1:
        raise ValueError(f"one value expected, not {len(terms)}: {terms}")
    return terms[0]


def _in_language(language: str) -> Callable[[Sequence[Term], CodeOf], str]:
    def read(terms: Sequence[Term], _: CodeOf) -> str:
        return literals.from_text(_only([term for term in terms if getattr(term, "language", None) == language]))

    return read


CODECS: Mapping[str, Codec] = {
    "text": Codec(lambda value, _: (literals.text(value),), _in_language("ja")),
    "english": Codec(lambda value, _: (literals.english(value),), _in_language("en")),
    "code": _literal(literals.code, literals.from_text),
    "integer": _literal(literals.integer, literals.from_integer),
    "decimal": _literal(literals.decimal, literals.from_decimal),
    "boolean": _literal(literals.boolean, literals.from_boolean),
    "year": _literal(literals.year, literals.from_year),
    "day": _literal(literals.day, literals.from_day),
    "moment": _literal(literals.moment, _moment),
    "ref": _literal(lambda ref: literals.code(f"{ref.kind}/{ref.key}"), _read_ref),
    "texts": _joined(literals.text),
    "codes": _joined(literals.code),
    "opinion": Codec(lambda value, _: (), lambda terms, _: _read_position(_only(terms))),
    "period": Codec(lambda value, shared: (shared.period(value),), lambda terms, _: _period(_only(terms))),
    "periods": _periods(),
    "area": Codec(lambda value, shared: (shared.area(value),), lambda terms, code_of: code_of(_only(terms))),
}
"""Codecs by name; concepts are made by :func:`concept`.

``opinion`` is written as a link (:mod:`policygraph.loaders.derived_links`) to the node whose IRI ends in
the opinion's position.
"""


def codec(name: str) -> Codec:
    """The codec that a field of the table names: ``text``, ``concept:grade``."""
    kind, _, code_lists = name.partition(":")
    return concept(*code_lists.split("|")) if kind == "concept" else CODECS[kind]
