"""Values of records as texts that a person writes and reads, in pairs; ``parse`` raises :class:`TextError`.

A value of a field is a text by the field's codec (:func:`value_text`). A record that holds plain
fields only is one line: its values in the order of ``graph_table``, parted by ``|``
(:func:`show_record`); a list of such records is one line each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, Final, NamedTuple, TypeVar, get_args, get_type_hints

from policygraph.loaders import literals
from policygraph.loaders import records as r
from policygraph.loaders.graph_codecs import codec, period_order
from policygraph.loaders.graph_table import HEAD, SHAPES, Children, Field, Shape
from policygraph.loaders.iris import name_key, period_iri, period_of
from policygraph.loaders.japanese import area_code, fold, parse_number
from policygraph.ontology.codes import LISTS, OPEN_LISTS, code_iri

_YEAR = re.compile(r"\d{4}")
_PERIOD: Final = "period/"
_ESCAPES: Final = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_ESCAPED: Final = {"\\": "\\", "|": "|", "n": "\n"}
_ESCAPE = re.compile(r"\\([\\|n])")

T = TypeVar("T")

Values = Mapping[str, Any]
"""The values of a record by attribute; of a record that it holds alone, again such values."""


class TextError(ValueError):
    """A text is not what can stand there: why, and the same in Japanese (``ja``)."""

    def __init__(self, reason: str, ja: str) -> None:
        super().__init__(reason)
        self.ja = ja


class ValueText(NamedTuple):
    """``show`` a value that is not absent, ``parse`` it back."""

    show: Callable[[Any], str]
    parse: Callable[[str], Any]


def shape_of(record: type[r.Record]) -> Shape:
    """The shape of any record, the head's too."""
    return HEAD if record is r.Head else SHAPES[record]


# --- values ---------------------------------------------------------------------------------------


def show(field: Field, value: Any) -> str | None:
    """The text of a field's value; None where it is absent."""
    return None if value == codec(field.codec).absent else value_text(field.codec).show(value)


def parse(record: type[r.Record], field: Field, text: str) -> Any:
    """The value of a field in a text; an empty text is an absent value.

    Raises:
        TextError: the text is no value of the field; says what one looks like.
    """
    if text.strip():
        return value_text(field.codec).parse(text)
    if not may_be_absent(record, field):
        raise TextError("cannot be empty", "空にはできません")
    return codec(field.codec).absent


def may_be_absent(record: type[r.Record], field: Field) -> bool:
    """Whether a record may lack the value of a field."""
    return codec(field.codec).absent == () or _is_optional(record.__name__, field.attribute)


@cache
def _is_optional(record: str, attribute: str) -> bool:
    return NoneType in get_args(get_type_hints(getattr(r, record))[attribute])


@cache
def value_text(name: str) -> ValueText:
    """The pair for a codec of ``graph_table``: ``integer``, ``concept:grade``."""
    kind, _, lists = name.partition(":")
    return _of_lists(lists.split("|")) if kind == "concept" else _TEXTS[kind]


def _of_lists(names: Sequence[str]) -> ValueText:
    """A printed code; a list that is not known whole takes other wordings too."""

    def parse_code(text: str) -> str:
        for name in names:
            if iri := code_iri(name, text):
                return next(printed for printed, other in LISTS[name].items() if other == iri)
        if OPEN_LISTS.isdisjoint(names):
            known = ", ".join(printed for name in names for printed in LISTS[name])
            raise TextError(f"{text!r} is none of: {known}", f"「{text}」は次のどれでもありません：{known}")
        return name_key(text)

    return ValueText(str, parse_code)


def _parse_text(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _parse_integer(text: str) -> int:
    number = parse_number(text)
    if number is None or number != number.to_integral_value():
        raise TextError(f"{text!r} is no whole number (money is in yen)", f"「{text}」は整数ではありません（金額は円）")
    return _in_range(literals.integer, int(number))


def _parse_decimal(text: str) -> Decimal:
    number = parse_number(text)
    if number is None:
        raise TextError(f"{text!r} is no number", f"「{text}」は数ではありません")
    return _in_range(literals.decimal, number)


def _in_range(write: Callable[[T], object], value: T) -> T:
    """A number that can be written so that engines reckon with it."""
    try:
        write(value)
    except literals.RangeError as error:
        raise TextError(str(error), f"{value} は大きすぎるか、小さすぎます") from error
    return value


def _parse_year(text: str) -> int:
    if not _YEAR.fullmatch(fold(text)):
        raise TextError(f"{text!r} is no year of four digits", f"「{text}」は4桁の西暦ではありません")
    return _in_range(literals.year, int(fold(text)))


def _parse_boolean(text: str) -> bool:
    if fold(text).lower() not in ("true", "false"):
        raise TextError(f"{text!r} is neither true nor false", f"「{text}」は true でも false でもありません")
    return fold(text).lower() == "true"


def _parse_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in _parse_text(text).split("\n") if line.strip())


def _parse_area(text: str) -> str:
    if area_code(text) != fold(text):
        ja = f"「{text}」は政策体系のコード（2(2)A など）ではありません"
        raise TextError(f"{text!r} is no code of a policy area such as 2(2)A", ja)
    return fold(text)


def _show_period(period: r.Period) -> str:
    return period_iri("", period).removeprefix(_PERIOD)


def _parse_period(text: str) -> r.Period:
    try:
        period = period_of(fold(text))
    except ValueError:
        period = None
    if period is None or not all(map(_is_moment, filter(None, period))):
        ja = f"「{text}」は時期（fy2020、2020-09、2020-09--2021-03 など）ではありません"
        raise TextError(f"{text!r} is no period such as fy2020, 2020-09 or 2020-09--2021-03", ja)
    return period


def _is_moment(moment: r.Moment) -> bool:
    return moment.year > 0 and moment.month in (None, *range(1, 13))


def _parse_moment(text: str) -> r.Moment:
    """A fiscal year or a month: the form dates answers by these only."""
    first, last = _parse_period(text)
    if first is None or first != last or (first.month is None and first.kind != "fiscal"):
        ja = f"「{text}」は年度（fy2020 など）でも年月（2020-09 など）でもありません"
        raise TextError(f"{text!r} is neither a fiscal year such as fy2020 nor a month such as 2020-09", ja)
    return first


def _parse_periods(text: str) -> tuple[r.Period, ...]:
    return tuple(sorted({_parse_period(word) for word in text.split()}, key=period_order))


_LINES = ValueText("\n".join, _parse_lines)
_PLAIN = ValueText(str, _parse_text)
_TEXTS: Final[Mapping[str, ValueText]] = {
    "text": _PLAIN,
    "code": _PLAIN,
    "integer": ValueText(str, _parse_integer),
    "decimal": ValueText(lambda value: format(value, "f"), _parse_decimal),
    "boolean": ValueText(lambda value: "true" if value else "false", _parse_boolean),
    "year": ValueText(str, _parse_year),
    "moment": ValueText(lambda value: _show_period(r.Period(value, value)), _parse_moment),
    "texts": _LINES,
    "codes": _LINES,
    "opinion": ValueText(str, _parse_integer),
    "period": ValueText(_show_period, _parse_period),
    "periods": ValueText(lambda values: " ".join(map(_show_period, values)), _parse_periods),
    "area": ValueText(str, _parse_area),
}


# --- records --------------------------------------------------------------------------------------


def single_children(record: type[r.Record]) -> tuple[Children, ...]:
    """Records that a record always holds one of, which are shown as part of it."""
    held = (each for each in shape_of(record).children if each.single)
    return tuple(each for each in held if not _is_optional(record.__name__, each.attribute))


def is_plain(record: type[r.Record]) -> bool:
    """Whether a record can be made of its text alone; the mentions of an overview follow from its text."""
    return record is r.Overview or len(shape_of(record).children) == len(single_children(record))


def _columns(record: type[r.Record]) -> list[tuple[type[r.Record], Field, str | None]]:
    """The fields of a record and of those it holds alone, with the attribute that holds these."""
    own = [(record, field, None) for field in shape_of(record).fields]
    held = [
        (each.record, field, each.attribute) for each in single_children(record) for field in SHAPES[each.record].fields
    ]
    return [*own, *held]


def show_record(record: r.Record) -> str:
    """A record as one line; one of a single field as that field's text."""
    columns = _columns(type(record))
    texts = [
        show(field, getattr(getattr(record, holder) if holder else record, field.attribute)) or ""
        for _, field, holder in columns
    ]
    return texts[0] if len(columns) == 1 else "|".join(map(_escaped, texts))


def parse_record(record: type[r.Record], text: str) -> Values:
    """The values of a record in a text; inverse of :func:`show_record`. Empty cells at the end may be left out.

    Raises:
        TextError: a cell is no value of its field, or there are too many.
    """
    columns = _columns(record)
    cells = [text] if len(columns) == 1 else _cells(_parse_text(text))
    if len(cells) > len(columns):
        names = column_names(record)
        ja = f"値が {len(cells)} 個あり、項目の数 {len(columns)}（{names}）を超えています"
        raise TextError(f"{len(cells)} values where there are {len(columns)}: {names}", ja)
    values: dict[str, Any] = {}
    for (owner, field, holder), cell in zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True):
        place = values.setdefault(holder, {}) if holder else values
        try:
            place[field.attribute] = parse(owner, field, cell)
        except TextError as error:
            name = local_name(field.property)
            raise TextError(f"{name}: {error}", f"{name}：{error.ja}") from error
    return values


def show_records(records: Sequence[r.Record]) -> str:
    """A list of records, one a line."""
    return "\n".join(_line(show_record(record), len(_columns(type(record)))) for record in records)


def parse_records(record: type[r.Record], text: str) -> tuple[Values, ...]:
    """Inverse of :func:`show_records`."""
    single = len(_columns(record)) == 1
    lines = [line for line in _parse_text(text).split("\n") if line.strip()]
    return tuple(parse_record(record, _unescaped(line) if single else line) for line in lines)


def named_cells(record: type[r.Record], text: str) -> list[tuple[Field, str]]:
    """The cells of a record's text, each with the field it is of."""
    columns = _columns(record)
    cells = [text] if len(columns) == 1 else _cells(text)
    return [(field, cell) for (_, field, _), cell in zip(columns, cells, strict=False)]


def column_names(record: type[r.Record]) -> str:
    """What the cells of a record's line are."""
    return "|".join(local_name(field.property) for _, field, _ in _columns(record))


def local_name(property_: str) -> str:
    """What a property is called in a path: ``budget``, ``label``."""
    return property_.rpartition("#")[2]


def _line(text: str, columns: int) -> str:
    return _escaped(text) if columns == 1 else text


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text)


def _cells(line: str) -> list[str]:
    """The cells of a line, parted by bars that no backslash guards."""
    cells = [""]
    for part in re.split(r"(\\.|\|)", line):
        if part == "|":
            cells.append("")
        else:
            cells[-1] += part
    return [_unescaped(cell) for cell in cells]
