"""Values of a review sheet: cast into what the graph holds, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.literals import MAX_DECIMAL, MAX_INTEGER
from policygraph.loaders.review.located import Located
from policygraph.loaders.review.shapes import Kind

Value = str | int | Decimal | tuple[str, ...]

_MILLION: Final = 6
_PLACES: Final = 18
_FLOAT_NOISE: Final = Decimal("0.001")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?", re.ASCII)


class RefusedValueError(ValueError):
    """A value is not what its field holds; ``ja`` says it in Japanese."""

    def __init__(self, reason: str, ja: str) -> None:
        super().__init__(reason)
        self.ja = ja


def cast(located: Located, kind: Kind) -> Value:
    """The value of a field that is not blank.

    Raises:
        RefusedValueError: it is of another type, or beyond what a graph can hold.
    """
    return _CASTS[kind](located)


def _text(located: Located) -> str:
    if isinstance(located.value, str):
        return located.value
    raise RefusedValueError("is no text", "文字列ではありません")


def _texts(located: Located) -> tuple[str, ...]:
    if isinstance(located.value, tuple):
        return tuple(_text(each) for each in located.value if not each.is_blank)
    raise RefusedValueError("is no list", "リストではありません")


def _code(located: Located) -> str:
    if isinstance(located.value, int) and not isinstance(located.value, bool):
        return str(_whole(located))
    return _text(located).strip()


def _decimal(located: Located) -> Decimal:
    value = located.value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RefusedValueError("is no number", "数ではありません")
    # Powers of ten are judged before anything is reckoned: 1e999999999 has a billion digits.
    number = Decimal(value)
    if (number and not -_PLACES <= number.adjusted() <= 2 * _PLACES) or abs(number) > MAX_DECIMAL:
        raise _beyond()
    return number


def _number(located: Located) -> Decimal:
    value = _decimal(located).normalize()
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_PLACES:
        raise _beyond()
    return value


def _whole(located: Located) -> int:
    value = _decimal(located)
    if value != value.to_integral_value() or abs(value) > MAX_INTEGER:
        raise RefusedValueError("is no whole number that can be held", "扱える範囲の整数ではありません")
    return int(value)


def _year(located: Located) -> int:
    year = _whole(located)
    if not 1 <= year <= 9999:
        raise RefusedValueError("is no year of four digits", "年度ではありません")
    return year


def _yen(located: Located) -> int:
    """Yen from million yen. What binary floats leave behind the point of a yen is no money."""
    yen = _decimal(located).scaleb(_MILLION)
    whole = yen.to_integral_value()
    if abs(whole) > MAX_INTEGER:
        raise _beyond()
    if abs(yen - whole) > _FLOAT_NOISE:
        raise RefusedValueError("is no whole amount of yen", "円の単位で割り切れません")
    return int(whole)


def _target(located: Located) -> str | Decimal:
    """A number where the text is one, and nothing else; otherwise the text."""
    if not isinstance(located.value, str):
        return _number(located)
    plain = fold(located.value)
    if _NUMBER.fullmatch(plain) and len(plain) <= _PLACES:
        return Decimal(plain.replace(",", "")).normalize()
    return located.value


def _beyond() -> RefusedValueError:
    return RefusedValueError("is beyond the numbers that can be held", "扱える数の範囲を超えています")


_CASTS: Final[Mapping[Kind, Callable[[Located], Value]]] = {
    "text": _text,
    "texts": _texts,
    "code": _code,
    "year": _year,
    "yen": _yen,
    "number": _number,
    "target": _target,
    "concepts": _texts,
}
