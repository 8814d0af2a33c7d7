"""Texts of documents in cells that a spreadsheet will open: never run, and read back as they were."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = "=+-@＝＋－＠"
FORMULA_STARTS: Final = (*_MARKS, "\t", "\r", "\n")
"""What a formula may begin with, in either width (OWASP, CSV injection)."""

_FORMULA = re.compile(rf"[\t\r\n].|[\s\x00-\x1f\ufeff\u200b\"'＂＇]*[{re.escape(_MARKS)}]\s*\S", re.DOTALL)
"""Also behind blanks and quotation marks, which whoever opens or cleans a file may drop."""


def defused(text: str) -> str:
    """``text`` so that no spreadsheet runs it as a formula; a lone dash ("none" on the form) is none."""
    return f"'{text}" if _FORMULA.match(text) else text


def to_cell(text: str) -> str:
    """:func:`defused`, and an apostrophe that :func:`from_cell` would take for its own is doubled.

    >>> to_cell("=1+1"), to_cell("'=1+1"), to_cell("-5"), to_cell("-")
    ("'=1+1", "''=1+1", '-5', '-')
    """
    if _is_number(text):
        return text
    return f"'{text}" if text[:1] == "'" and from_cell(text) != text else defused(text)


def from_cell(text: str) -> str:
    """Inverse of :func:`to_cell`: one apostrophe before a formula or another apostrophe is taken away.

    >>> from_cell("'=1+1"), from_cell("''=1+1"), from_cell("'quoted'")
    ('=1+1', "'=1+1", "'quoted'")
    """
    inside = text[1:]
    guarded = text[:1] == "'" and (inside.startswith("'") or _FORMULA.match(inside))
    return inside if guarded else text


def _is_number(text: str) -> bool:
    """Whether a text is a plain negative number, which a spreadsheet shows as it is."""
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit()
