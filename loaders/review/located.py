"""JSON with places: every value knows which characters of its line it was written with.

The standard library parses the values; what it does not tell is where they stand. Stricter than the
library where a value could be read in two ways: a name that stands twice in an object, NaN.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NoReturn

Scalar = str | int | Decimal | bool | None

MAX_DEPTH: Final = 8
"""Objects and lists in each other; a review sheet has five."""

_WHITE = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class Located:
    """A value and the characters ``start`` to ``end`` of the line that it was written with.

    ``value`` of a list is a tuple of values with places, of an object a dictionary of them.
    """

    value: Scalar | tuple[Located, ...] | dict[str, Located]
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there: null, an empty list or object, white space."""
        return self.value in (None, (), {}) or (isinstance(self.value, str) and not self.value.strip())


def parse(line: str) -> Located:
    """The value of a line of JSON.

    Raises:
        ValueError: it is no JSON, nests deeper than :data:`MAX_DEPTH`, or names something twice in an object.
    """
    value = _value(line, _skip(line, 0), MAX_DEPTH)
    rest = _skip(line, value.end)
    if rest < len(line):
        raise json.JSONDecodeError("something stands behind the value", line, rest)
    return value


def _number_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_number_constant)


def _value(line: str, at: int, depth: int) -> Located:
    opening = line[at : at + 1]
    if depth == 0 and opening in ("{", "["):
        raise json.JSONDecodeError(f"more than {MAX_DEPTH} objects and lists in each other", line, at)
    if opening == "{":
        return _object(line, at, depth - 1)
    if opening == "[":
        items = tuple(_items(line, at, "]", depth - 1))
        return Located(items, at, _skip(line, items[-1].end if items else at + 1) + 1)
    value, end = _DECODER.raw_decode(line, at)
    return Located(value, at, end)


def _items(line: str, at: int, closing: str, depth: int) -> Iterator[Located]:
    """The values of a list, which begins ``at``."""
    at = _skip(line, at + 1)
    if line.startswith(closing, at):
        return
    while True:
        item = _value(line, at, depth)
        yield item
        at = _skip(line, item.end)
        if line.startswith(closing, at):
            return
        at = _expect(line, at, ",")


def _object(line: str, at: int, depth: int) -> Located:
    start, members = at, dict[str, Located]()
    at = _skip(line, at + 1)
    while not line.startswith("}", at):
        if members:
            at = _expect(line, at, ",")
        name, end = _DECODER.raw_decode(line, at)
        if not isinstance(name, str):
            raise json.JSONDecodeError("a name in quotes is missing", line, at)
        if name in members:
            raise json.JSONDecodeError(f"the name {name!r} stands twice", line, at)
        members[name] = _value(line, _expect(line, _skip(line, end), ":"), depth)
        at = _skip(line, members[name].end)
    return Located(members, start, at + 1)


def _expect(line: str, at: int, mark: str) -> int:
    """Where what follows ``mark`` begins."""
    if not line.startswith(mark, at):
        raise json.JSONDecodeError(f"{mark!r} is missing", line, at)
    return _skip(line, at + 1)


def _skip(line: str, at: int) -> int:
    white = _WHITE.match(line, at)
    return white.end() if white else at
