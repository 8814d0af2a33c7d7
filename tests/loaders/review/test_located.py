"""Values with places are those of the standard library, and each stands where it says."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.review.located import MAX_DEPTH, Located, parse

SCALARS = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
).filter(lambda value: depth(value) <= MAX_DEPTH)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


def plain(located: Located) -> object:
    if isinstance(located.value, dict):
        return {key: plain(each) for key, each in located.value.items()}
    return [plain(each) for each in located.value] if isinstance(located.value, tuple) else located.value


def all_of(located: Located) -> list[Located]:
    if isinstance(located.value, dict):
        return [located, *(each for inner in located.value.values() for each in all_of(inner))]
    inner_values = located.value if isinstance(located.value, tuple) else ()
    return [located, *(each for inner in inner_values for each in all_of(inner))]


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_every_value_is_read_as_the_library_reads_it_and_stands_where_it_says(
    value: object, indent: int | None, escaped: bool
) -> None:
    line = json.dumps(value, indent=indent, ensure_ascii=escaped)
    located = parse(f" {line}\r\n")
    assert plain(located) == json.loads(line, parse_float=Decimal)
    for each in all_of(located):
        quoted = f" {line}"[each.start : each.end]
        assert json.loads(quoted, parse_float=Decimal) == plain(each)


@pytest.mark.parametrize(
    "broken",
    ["", "{", "[1,]", '{"a":1,}', '{"a" 1}', "{1:2}", '{"a":1}x', "NaN", '{"a":Infinity}', "1" * 5000, "[1 2]", '"\t"'],
)
def test_what_is_no_json_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(broken)


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'a' stands twice"):
        parse('{"a":1,"a":2}')


def test_what_nests_too_deeply_is_refused_however_deep() -> None:
    assert plain(parse("[" * MAX_DEPTH + "]" * MAX_DEPTH)) is not None
    for levels in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(ValueError, match="in each other"):
            parse("[" * levels + "]" * levels)
