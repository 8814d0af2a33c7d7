"""Values that no literal can hold: they are left out of the records, each with a finding.

A number beyond the range of an engine makes every SUM over it unbound without a word. One such cell
(two cells run into one, mostly) must not keep the rest of a sheet out of the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES, SHEET, Children, Field
from policygraph.loaders.literals import RangeError, decimal, integer, moment, year

_RULE = "out-of-range"
_MOST_DIGITS = 20
"""Digits that are shown; of a longer number its first digits and its size are."""


def _period(period: r.Period) -> list[object]:
    return [moment(each) for each in (period.first, period.last) if each is not None]


_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "integer": integer,
    "decimal": decimal,
    "year": year,
    "moment": moment,
    "period": _period,
    "periods": lambda periods: [_period(each) for each in periods],
}
"""What raises RangeError over a value, by the codec of its field."""


def within_range(sheet: r.Sheet) -> tuple[r.Sheet, tuple[r.Finding, ...]]:
    """The sheet without what no literal can hold, and a finding for each value left out.

    A record that is nothing without the value (the amount of a budget, the year of an observation)
    is left out whole.
    """
    findings: list[r.Finding] = []
    for children in SHEET:
        held = getattr(sheet, children.attribute)
        kept = _kept(held, children, findings)
        if kept is not held:
            sheet = replace(sheet, **{children.attribute: kept})
    return sheet, tuple(findings)


def _kept(held: Any, children: Children, findings: list[r.Finding]) -> Any:
    """What an attribute holds, as it is where all of it is in range."""
    if held is None or children.record is r.Finding:
        return held
    if children.single:
        return _checked(held, children, "1", findings)
    kept: list[r.Record] = []
    for record in held:
        checked = _checked(record, children, str(len(kept) + 1), findings)
        kept += [checked] if checked is not None else []
    same = len(kept) == len(held) and all(one is other for one, other in zip(kept, held, strict=True))
    return held if same else tuple(kept)


def _checked(record: r.Record, children: Children, position: str, findings: list[r.Finding]) -> r.Record | None:
    """A record without its values out of range; None where it is nothing without them."""
    shape = SHAPES[children.record]
    odd = [field for field in shape.fields if field.codec in _CHECKS and _is_out_of_range(record, field)]
    vital = any(field.attribute not in _OPTIONAL[children.record] for field in odd)
    about = None if vital else r.Ref(children.kind, shape.key(record) if shape.key else position)
    findings += _findings(record, odd, about)
    if vital:
        return None
    changes: dict[str, Any] = {field.attribute: () if field.codec == "periods" else None for field in odd}
    for inner in shape.children:
        held = getattr(record, inner.attribute)
        kept = _kept(held, inner, findings)
        if kept is not held:
            changes[inner.attribute] = kept
    return replace(record, **changes) if changes else record


def _is_out_of_range(record: r.Record, field: Field) -> bool:
    value = getattr(record, field.attribute)
    if value is None:
        return False
    try:
        _CHECKS[field.codec](value)
    except RangeError:
        return True
    return False


_OPTIONAL: Mapping[type[r.Record], frozenset[str]] = {
    record: frozenset(
        name
        for name, hint in get_type_hints(record).items()
        if type(None) in get_args(hint) or get_origin(hint) is tuple
    )
    for record in SHAPES
}
"""Attributes that a record may lack, or may hold none of."""


def _findings(record: r.Record, odd: list[Field], about: r.Ref | None) -> Iterator[r.Finding]:
    for field in odd:
        printed = _shown(getattr(record, field.attribute))
        yield r.Finding(
            quotes=record.quotes,
            rule=_RULE,
            about=about,
            printed=printed,
            expected=None,
            message_ja=f"「{printed}」は扱える値の範囲を超えているため、値として取り込んでいません。",
            message_en=f"{printed} is beyond the range of values, so it was left out.",
        )


def _shown(value: object) -> str:
    if not isinstance(value, int | Decimal):
        return str(value)
    number = Decimal(value)
    return format(number, f".{_MOST_DIGITS - 1}e" if abs(number.adjusted()) > _MOST_DIGITS else "f")
