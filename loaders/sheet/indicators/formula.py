"""達成率の算式: the formula a box prints, found in text, tidied and reckoned.

A formula is arithmetic over 実績値, 目標値, 基準値 and plain numbers (form, Rules printed on the form).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from policygraph.loaders.japanese import fold

_VALUE: Final = r"[実目基]\s*[績標準]\s*値"
_HUNDRED: Final = r"[1１][0０][0０]\s*[%％]?"
"""Stands before other numbers: what follows it without a space is a neighbour's cell (``×1007,358``)."""
_ATOM: Final = rf"(?:{_VALUE}|{_HUNDRED}|[0-9０-９]+(?:[.．][0-9０-９]+)?\s*[%％]?)"
_OPEN: Final = r"(?:[(（\[［{｛]\s*)*"
_CLOSE: Final = r"(?:\s*[)）\]］}｝])*"
_OPERATOR: Final = r"[-−－―–+＋/／÷×✕＊*]"
_STEP: Final = rf"\s*{_OPERATOR}\s*{_OPEN}{_ATOM}{_CLOSE}"

FORMULA: Final = re.compile(rf"{_OPEN}{_ATOM}{_CLOSE}(?:{_STEP})+(?:\s*[(（][%％][)）])?|(?:{_STEP})+")
"""A formula or a piece of one: ``((実績値-基準値)／(目標値－基準値))×100``, ``－基準値))×100``."""

USUAL: Final = "((実績値-基準値)/(目標値-基準値))*100"
"""What the form reckons by where a box prints no formula (form, Rules)."""

_TOKEN: Final = re.compile(r"実績値|目標値|基準値|\d+(?:\.\d+)?%?|[-+*/()]")
_CLEAN: Final = str.maketrans("÷×✕[]{}", "/**()()")
_NAMES: Final = {"実績値": 0, "目標値": 1, "基準値": 2}

Values = tuple[float, float, float]
"""Actual, target and base value of one year."""
Compute = Callable[[Values], float]


class _NotAFormulaError(Exception):
    """The text is no formula."""


@lru_cache(maxsize=512)
def is_formula(text: str) -> bool:
    """Whether a text that :data:`FORMULA` found is one whole formula with closed brackets."""
    return "実績値" in fold(text) and _depth(text) == 0


@lru_cache(maxsize=512)
def is_piece(text: str) -> bool:
    """Whether it is the beginning of a formula (more brackets opened) or its end."""
    return "値" in fold(text) and _depth(text) != 0


def _depth(text: str) -> int:
    key = tidied(text)
    return key.count("(") - key.count(")")


@lru_cache(maxsize=512)
def tidied(text: str) -> str:
    """A formula in one width, with one kind of brackets and signs, without spaces: the same for all its prints."""
    return fold(text).translate(_CLEAN).removesuffix("(%)")


def rate_of(compute: Compute, values: Values) -> float | None:
    """What a compiled formula gives for actual, target and base value; None for a division by zero."""
    try:
        return compute(values)
    except ZeroDivisionError:
        return None


@lru_cache(maxsize=512)
def needs_base(formula: str) -> bool:
    """Whether a formula reckons with 基準値."""
    return "基準値" in tidied(formula)


def filled(formula: str, actual: str, target: str, base: str) -> str:
    """A formula with numbers in place of the names of its values, for people to read.

    >>> filled("（実績値／目標値）×100", "9", "12", "0")
    '（9／12）×100'
    """
    numbers = {"実": actual, "目": target, "基": base}
    return re.sub(_VALUE, lambda match: numbers[match[0][0]], formula)


def step_of(printed: Decimal) -> float:
    """What one more in the last printed decimal is: 0.1 for 39.8."""
    exponent = printed.as_tuple().exponent
    return 10.0 ** (exponent if isinstance(exponent, int) else 0)


def agrees(reckoned: float, printed: float, step: float) -> bool:
    """Whether a reckoned rate is the printed one, rounded or cut to the printed decimals."""
    difference = reckoned - printed
    if abs(difference) > 1:
        return False
    cut = abs(reckoned) - abs(printed) if reckoned * printed >= 0 else -1.0
    return abs(difference) <= step / 2 + 1e-9 or 0 <= cut < step


@lru_cache(maxsize=512)
def compiled(formula: str) -> Compute | None:
    """The formula as a function of actual, target and base value; None for a text that is no formula.

    The function gives per cent: a formula that does not say ×100 gives a share, as rates are per cent.

    >>> compiled("（実績値／目標値）×100")((9.0, 12.0, 0.0))
    75.0
    """
    key = tidied(formula)
    tokens = _TOKEN.findall(key)
    if "".join(tokens) != key or not tokens:
        return None
    rest = tokens[::-1]
    try:
        compute = _sum(rest)
    except (_NotAFormulaError, IndexError):
        return None
    if rest:
        return None
    return compute if {"100", "100%"} & set(tokens) else _joined("*", compute, lambda _: 100.0)


def _sum(rest: list[str]) -> Compute:
    left = _product(rest)
    while rest and rest[-1] in "+-":
        left = _joined(rest.pop(), left, _product(rest))
    return left


def _product(rest: list[str]) -> Compute:
    left = _factor(rest)
    while rest and rest[-1] in "*/":
        left = _joined(rest.pop(), left, _factor(rest))
    return left


def _factor(rest: list[str]) -> Compute:
    token = rest.pop()
    if token == "(":
        inner = _sum(rest)
        if rest.pop() != ")":
            raise _NotAFormulaError
        return inner
    if token in _NAMES:
        place = _NAMES[token]
        return lambda values: values[place]
    if not token[0].isdigit():
        raise _NotAFormulaError
    number = float(token.rstrip("%"))
    return lambda _: number


def _joined(operator: str, left: Compute, right: Compute) -> Compute:
    if operator == "+":
        return lambda values: left(values) + right(values)
    if operator == "-":
        return lambda values: left(values) - right(values)
    if operator == "*":
        return lambda values: left(values) * right(values)
    return lambda values: left(values) / right(values)
