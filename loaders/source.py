"""A text file as lines with places: decoding, line numbers, spans, and the ledger of fates."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from policygraph.errors import EncodingError
from policygraph.loaders.japanese import fold_lines
from policygraph.loaders.records import Span

PAGE_GAP = 3
"""Blank lines that a form feed counts for: extractors leave two or more where a page ends."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE = re.compile(r"([^\r\n\f]*)(\r\n|\n|\r|\f|$)")
_BLACK = re.compile(r"\S+")


class Line(NamedTuple):
    """A line that is not blank, its outer white space removed.

    ``number`` counts from 1 as editors do, ``gap`` is the number of blank lines before it, ``key``
    is the text as :func:`policygraph.loaders.japanese.fold` gives it.
    """

    text: str
    start: int
    end: int
    number: int
    gap: int
    key: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def part(self, start: int, end: int) -> Span:
        """Span of ``self.text[start:end]``."""
        return Span(self.start + start, self.start + end)


class Fate(IntEnum):
    """What became of a character of the source (design, section 6)."""

    UNREAD = 0
    FACT = 1
    LABEL = 2
    REPEAT = 3
    UNKNOWN_CELL = 4


@dataclass(slots=True)
class Ledger:
    """One fate for every character of a text."""

    fates: bytearray

    def claim(self, fate: Fate, spans: Iterable[Span]) -> None:
        """Give the spans a fate; a later claim overrides an earlier one."""
        for start, end in spans:
            self.fates[start:end] = bytes((fate,)) * (end - start)

    def unread(self, text: str) -> Iterator[Span]:
        """Runs of characters without a fate that hold more than white space."""
        for run in re.finditer(rb"\x00+", self.fates):
            for word in _BLACK.finditer(text, run.start(), run.end()):
                yield Span(*word.span())


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file. Offsets count characters of ``text``, line ends as they stand in the file."""

    name: str
    text: str
    lines: tuple[Line, ...] = field(repr=False)

    @classmethod
    def from_text(cls, name: str, text: str) -> Source:
        """Take a text as it is."""
        pieces = list(_split(text))
        keys = fold_lines([piece.text for piece in pieces])
        return cls(name, text, tuple(Line(*piece, key) for piece, key in zip(pieces, keys, strict=True)))

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> Source:
        """Decode ``data`` (UTF-8, UTF-16 or cp932, with or without BOM).

        Raises:
            EncodingError: the bytes are in none of these.
        """
        return cls.from_text(name, decode(name, data))

    def quote(self, span: Span) -> str:
        """The text of a span, verbatim."""
        return self.text[span.start : span.end]


def decode(name: str, data: bytes) -> str:
    """Text of a file whose encoding is not declared.

    A BOM decides; without one, many NUL bytes mean UTF-16 (the side they stand on says which),
    then UTF-8 and cp932 are tried strictly.
    """
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            return _strict(name, data[len(bom) :], (encoding,))
    if b"\0" in data[:4096]:
        return _strict(
            name, data, ("utf-16-le",) if data[1:4096:2].count(0) > data[:4096:2].count(0) else ("utf-16-be",)
        )
    return _strict(name, data, ("utf-8", "cp932"))


def _strict(name: str, data: bytes, encodings: tuple[str, ...]) -> str:
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    raise EncodingError(name, f"not readable as {' or '.join(encodings)}", f"byte {furthest}")


class _Piece(NamedTuple):
    text: str
    start: int
    end: int
    number: int
    gap: int


def _split(text: str) -> Iterator[_Piece]:
    number, gap = 1, 0
    for match in _LINE.finditer(text):
        raw, end_mark = match.groups()
        stripped = raw.strip()
        if stripped:
            start = match.start() + raw.index(stripped[0])
            yield _Piece(stripped, start, start + len(stripped), number, gap)
            gap = 0
        else:
            gap += 1
        if end_mark == "\f":
            gap += PAGE_GAP
        else:
            number += 1


def spans_of(lines: Iterable[Line]) -> tuple[Span, ...]:
    """Spans of lines, neighbours (by line number) merged into one."""
    merged: list[Span] = []
    last_number = -2
    for line in lines:
        if merged and line.number - line.gap - 1 == last_number and line.start >= merged[-1].end:
            merged[-1] = Span(merged[-1].start, line.end)
        else:
            merged.append(line.span)
        last_number = line.number
    return tuple(merged)
