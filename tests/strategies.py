"""Hypothesis strategies for records, worked out from the table that maps them to nodes."""

from __future__ import annotations

import types
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from policygraph.loaders import records as r
from policygraph.loaders.graph_codecs import period_order
from policygraph.loaders.graph_table import SHAPES, SHEET, Children, Field
from policygraph.loaders.iris import name_key
from policygraph.ontology import codes
from policygraph.ontology.rules import RULES

SOURCE_LENGTH = 200
"""Characters of the source that the spans of generated records point into."""

PATHS = st.sampled_from(("measure/label", "project/0536/budget", "role/1", "second-evaluation/opinion/1", "initiative"))
"""Paths of values, records and lists, which a sheet may have or not."""

MOST = 2
"""Children of one kind that a record has at the most."""

AREAS = ("1(1)A", "2(2)A", "2(4)C", "3(12)B")
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=12)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
YEARS = st.integers(1950, 2100)
MOMENTS = st.one_of(
    st.builds(r.Moment, YEARS, st.none(), st.sampled_from(("fiscal", "calendar"))),
    st.builds(r.Moment, YEARS, st.integers(1, 12), st.just("calendar")),
)
PERIODS = st.one_of(
    st.builds(lambda moment: r.Period(moment, moment), MOMENTS),
    st.builds(r.Period, MOMENTS, st.none()),
    st.builds(r.Period, st.none(), MOMENTS),
    st.builds(r.Period, MOMENTS, MOMENTS),
)
SPANS = st.builds(
    lambda start, length: r.Span(start, min(start + length, SOURCE_LENGTH)),
    st.integers(0, SOURCE_LENGTH - 1),
    st.integers(1, 30),
)
QUOTES = st.lists(SPANS, min_size=1, max_size=4).map(lambda spans: r.merged(spans))
DECISIONS = st.none() | st.builds(
    r.Decision, st.integers(0, 1000).map(lambda number: Decimal(number) / 1000), st.just("some-method")
)
WORDINGS = TEXTS.map(name_key).filter(bool)
"""Wordings as they are compared: one that no code list has is kept in this form."""


def _field(field: Field) -> st.SearchStrategy[Any]:
    kind, _, lists = field.codec.partition(":")
    if kind == "concept":
        known = [code for name in lists.split("|") for code in codes.LISTS[name]]
        return st.sampled_from(sorted(RULES)) if lists == "rule" else st.sampled_from(known)
    return {
        "text": TEXTS,
        "english": TEXTS,
        "code": TEXTS,
        "integer": st.integers(-(10**15), 10**15),
        "decimal": NUMBERS,
        "boolean": st.booleans(),
        "year": YEARS,
        "moment": MOMENTS.filter(lambda moment: moment.month or moment.kind == "fiscal"),
        "ref": st.builds(r.Ref, st.just("project"), TEXTS),
        "texts": st.lists(TEXTS, max_size=3).map(tuple),
        "codes": st.lists(TEXTS, max_size=3).map(tuple),
        "opinion": st.none(),
        "day": st.dates(),
        "period": PERIODS,
        "periods": st.lists(PERIODS, max_size=3, unique=True).map(lambda each: tuple(sorted(each, key=period_order))),
        "area": st.sampled_from(AREAS),
    }[kind]


def _may_be_none(hint: object) -> bool:
    return isinstance(hint, types.UnionType) and type(None) in get_args(hint)


def _only_some(hint: object) -> tuple[Any, ...]:
    """The values of a Literal, else none."""
    inside = [hint, *get_args(hint)] if isinstance(hint, types.UnionType) else [hint]
    return next((get_args(each) for each in inside if get_origin(each) is Literal), ())


@cache
def records(record: type[r.Record]) -> st.SearchStrategy[Any]:
    """Records of a class, with everything in them."""
    shape, hints = SHAPES[record], get_type_hints(record)
    made: dict[str, st.SearchStrategy[Any]] = {"quotes": QUOTES, "decision": DECISIONS}
    for field in shape.fields:
        values = (
            st.sampled_from(_only_some(hints[field.attribute])) if _only_some(hints[field.attribute]) else _field(field)
        )
        made[field.attribute] = st.none() | values if _may_be_none(hints[field.attribute]) else values
    if record is r.Correction:
        made["what"] = PATHS
    for children in shape.children:
        made[children.attribute] = _children(children, _may_be_none(hints[children.attribute]))
    assert set(made) == {each.name for each in fields(record)}
    return st.builds(record, **made)


def _children(children: Children, optional: bool) -> st.SearchStrategy[Any]:
    inside = records(children.record)
    if children.single:
        return st.none() | inside if optional else inside
    return st.lists(inside, max_size=MOST).map(tuple)


@st.composite
def sheets(draw: st.DrawFn) -> r.Sheet:
    """Whole sheets; the areas of the head are those of the parts, as the form prints them."""
    held = {children.attribute: draw(_children(children, optional=children.single)) for children in SHEET}
    head = r.Head(
        quotes=draw(QUOTES),
        decision=draw(DECISIONS),
        name=draw(TEXTS),
        code=draw(st.sampled_from(("05-10", None))),
        fiscal_year=2020,
        department=draw(st.none() | TEXTS),
        author_post=draw(st.none() | TEXTS),
        contact=draw(st.none() | TEXTS),
        related_offices=draw(st.lists(TEXTS, max_size=2).map(tuple)),
        areas=tuple(part.area for part in held["parts"]),
        overall_verdict=draw(st.none() | WORDINGS | st.sampled_from(sorted(codes.OVERALL_VERDICTS))),
    )
    return r.Sheet(head=head, **held)
