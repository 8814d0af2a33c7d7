"""Amounts in messages, as the form prints them: money in thousands of yen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

THOUSAND: Final = 1000
"""Yen in the unit of the form (千円)."""

_LISTED = 4


def thousands(yen: int) -> str:
    """An amount in 千円, as the form prints it.

    >>> thousands(924_000), thousands(1_234_500)
    ('924', '1,234.5')
    """
    whole, rest = divmod(yen, THOUSAND)
    return f"{Decimal(yen) / THOUSAND:,}" if rest else f"{whole:,}"


def plain(number: Decimal) -> str:
    """A number without noughts behind its point: a store keeps the number and not how many decimals it had.

    >>> plain(Decimal("14.50")), plain(Decimal("20.0"))
    ('14.5', '20')
    """
    return f"{number.normalize():f}"


def tenths(people: Decimal) -> str:
    """People of a row, which the form prints with one decimal at least.

    >>> tenths(Decimal(1)), tenths(Decimal("0.25"))
    ('1.0', '0.25')
    """
    return plain(people) if people % Decimal("0.1") else f"{people:.1f}"


def listed_ja(words: Sequence[str]) -> str:
    """The first few words, then how many more there are.

    >>> listed_ja(["0541", "0542"]), listed_ja(["1", "2", "3", "4", "5", "6"])
    ('0541、0542', '1、2、3、4ほか2件')
    """
    first, more = _few(words)
    return "、".join(first) + (f"ほか{more}件" if more else "")


def listed_en(words: Sequence[str]) -> str:
    """The same in English.

    >>> listed_en(["0541", "0542"]), listed_en(["1", "2", "3", "4", "5", "6"])
    ('0541, 0542', '1, 2, 3, 4 and 2 more')
    """
    first, more = _few(words)
    return ", ".join(first) + (f" and {more} more" if more else "")


def _few(words: Sequence[str]) -> tuple[Sequence[str], int]:
    """Words to list and how many are left: never one alone, which takes no more room than saying so."""
    return (words, 0) if len(words) <= _LISTED + 1 else (words[:_LISTED], len(words) - _LISTED)
