"""Other files of the same print: encodings, line ends, page breaks, spaces, widths, look-alikes."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping

_PAGE_BREAK = re.compile(r"\n{4,}")
_BLANKS = re.compile(r"\n(\n+)")
_KEPT = re.compile("([①-⑳Ⅰ-Ⅻ　]+)")

ENCODINGS: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-le with a BOM": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-be with a BOM": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "cp932": lambda text: text.encode("cp932"),
    "kana parted from their marks": lambda text: unicodedata.normalize("NFD", text).encode(),
    "a BOM at the end": lambda text: text.encode() + codecs.BOM_UTF8,
}
"""Ways to write a text as bytes."""


def _lines(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def _replaced(old: str, new: str) -> Callable[[str], str]:
    table = str.maketrans(old, new)
    return lambda text: text.translate(table)


def half_width(text: str) -> str:
    """NFKC of all but what means something by its form: circled and Roman numbers, ideographic indents."""
    return "".join(
        piece if _KEPT.fullmatch(piece) else unicodedata.normalize("NFKC", piece) for piece in _KEPT.split(text)
    )


LAYOUTS: Mapping[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "line feeds doubled": lambda text: text.replace("\n", "\n\n"),
    "CRCRLF": lambda text: text.replace("\n", "\r\r\n"),
    "form feeds for blank lines at page breaks": lambda text: _PAGE_BREAK.sub("\n\f", text),
    "form feeds among blank lines at page breaks": lambda text: _PAGE_BREAK.sub("\n\n\f\n", text),
    "blank lines doubled": lambda text: _BLANKS.sub(r"\n\1\1", text),
    "spaces before lines": _lines(lambda line: "   " + line),
    "spaces behind lines": _lines(lambda line: line + " \t"),
    "ideographic spaces behind lines": _lines(lambda line: line + "　"),
    "no-break spaces": _replaced(" ", "\xa0"),
    "spaces doubled": lambda text: text.replace(" ", "  "),
    "digits in full width": _replaced("0123456789", "０１２３４５６７８９"),
    "digits in half width": _replaced("０１２３４５６７８９", "0123456789"),
    "half width": half_width,
    "wave dashes and minus signs": _replaced("～－", "〜−"),
    "long dashes": _replaced("―－", "—–"),
    "radicals": _replaced("工人目力生用行見自食長", "⼯⼈⽬⼒⽣⽤⾏⾒⾃⾷⻑"),
}
"""Changes of a text that change no record."""


def without_page_breaks(text: str, left: str) -> str:
    """Page breaks reduced to ``left``."""
    return _PAGE_BREAK.sub(left, text)
