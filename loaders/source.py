"""A text file as lines with places: decoding, line numbers, spans, and the ledger of fates."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import accumulate, count, groupby
from operator import add
from sys import maxsize
from typing import Final, NamedTuple

from policygraph.errors import EncodingError
from policygraph.loaders.japanese import fold_lines
from policygraph.loaders.records import Span

PAGE_GAP = 3
"""Blank lines that a form feed counts for: extractors leave two or more where a page ends."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_APART = re.compile(r"(\S(?:[^\r\n\f]*\S)?)")
"""Parts lines that are not blank from the breaks around them: white space with line ends."""

_LINE_END = re.compile(r"\r\n|[\n\r\f]")
_INVISIBLE = "\xa0\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Spaces and marks without a width, which extractors leave between words."""

_BLACK = re.compile(rf"[^\s{_INVISIBLE}]+")
_RADICALS = dict(zip("⺠⻁⻄⻅⻆⻑⻘⻝⻤⻨⻩⻭⻯⻲", "民虎西見角長青食鬼麦黄歯竜亀", strict=True))
"""Radicals that look like a character, have no compatibility mapping and yet stand for it in PDF fonts."""

_READ_AS = {
    **{ord(radical): char for radical, char in _RADICALS.items()},
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)},
    **dict.fromkeys(map(ord, _INVISIBLE), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_ODD = re.compile(rf"[{_INVISIBLE}⺀-⿕\ud800-\udfff]")
_VOICING = "\u3099\u309a"
_PARTED_KANA = re.compile(f"[ぁ-ヿ][{_VOICING}]")
_UNIT = 2
"""What one blank line becomes when line feeds or blank lines are doubled."""

_ENOUGH = 20
"""Lines that must stand alike apart before blank lines are taken to be a file's line spacing."""


Run = tuple[int, int]
"""The first and the last row of lines that follow one another."""


class Line(NamedTuple):
    """A line that is not blank, its outer white space removed.

    ``number`` counts from 1 as editors do, ``gap`` is the number of blank lines before it (less the
    line spacing of the file, if it has one), ``key`` is the text as
    :func:`policygraph.loaders.japanese.fold` gives it, ``row`` its index among the lines of the source.
    """

    text: str
    start: int
    end: int
    number: int
    gap: int
    key: str
    row: int = 0

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


_RUNS = {fate: re.compile(re.escape(bytes((fate,))) + b"+") for fate in Fate}
"""Runs of characters with one fate."""


class Shares(NamedTuple):
    """Characters of a text by fate; white space and marks without a width are not counted."""

    unread: int
    facts: int
    labels: int
    repeated: int
    unknown_cell: int

    @property
    def total(self) -> int:
        """All characters that have a fate."""
        return sum(self)

    def plus(self, other: Shares) -> Shares:
        """The characters of both."""
        return Shares(*map(add, self, other))


class Entry(NamedTuple):
    """A run of characters with one fate; ``rule`` names the labels of the form that it is one of."""

    fate: Fate
    span: Span
    rule: str | None


@dataclass(slots=True)
class Ledger:
    """One fate for every character of a text, and for a label the rule that says so."""

    fates: bytearray
    _rules: bytearray = field(init=False, repr=False)
    _names: list[str] = field(default_factory=lambda: [""], init=False, repr=False)

    def __post_init__(self) -> None:
        self._rules = bytearray(len(self.fates))

    def claim(self, fate: Fate, spans: Iterable[Span], rule: str = "") -> None:
        """Give the spans a fate; a later claim overrides an earlier one."""
        if rule not in self._names:
            self._names.append(rule)
        number = self._names.index(rule)
        mark, reason = bytes((fate,)), bytes((number,))
        for start, end in spans:
            self.fates[start:end] = mark * (end - start)
            self._rules[start:end] = reason * (end - start)

    def of_fate(self, fate: Fate, text: str, start: int = 0, end: int = maxsize) -> Iterator[Span]:
        """Words, and parts of words, between ``start`` and ``end`` that have a fate."""
        for run in _RUNS[fate].finditer(self.fates, start, end):
            for word in _BLACK.finditer(text, run.start(), run.end()):
                yield Span(*word.span())

    def unread(self, text: str) -> Iterator[Span]:
        """Words, and parts of words, that nobody claimed."""
        return self.of_fate(Fate.UNREAD, text)

    def unread_lines(self, source: Source) -> Iterator[Line]:
        """The lines that hold such words."""
        find = self.fates.find
        for line in source.lines:
            start, end = line.start, line.end
            if find(0, start, end) >= 0 and any(self.of_fate(Fate.UNREAD, source.text, start, end)):
                yield line

    def shares(self, text: str) -> Shares:
        """How many characters had which fate."""
        black = b"".join([self.fates[word.start() : word.end()] for word in _BLACK.finditer(text)])
        return Shares(*(black.count(fate) for fate in Fate))

    def entries(self, text: str) -> Iterator[Entry]:
        """The whole ledger in the order of the text, a run without white space an entry."""
        for word in _BLACK.finditer(text):
            pairs = list(zip(self.fates[slice(*word.span())], self._rules[slice(*word.span())], strict=True))
            at = word.start()
            for (fate, rule), run in groupby(pairs):
                end = at + len(list(run))
                yield Entry(Fate(fate), Span(at, end), self._names[rule] or None)
                at = end


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file. Offsets count characters of ``text``, line ends as they stand in the file."""

    name: str
    text: str
    lines: tuple[Line, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    """Offset at which each line begins."""

    @classmethod
    def from_text(cls, name: str, text: str) -> Source:
        """Take a text as it is; its lines have odd spaces, radicals (⼯) and lone surrogates replaced one for one."""
        apart = _APART.split(text.translate(_READ_AS) if _ODD.search(text) else text)
        borders = tuple(accumulate(map(len, apart)))
        starts, ends = borders[:-1:2], borders[1::2]
        texts = apart[1::2]
        breaks = ["\n" + apart[0], *apart[2:-1:2]]
        numbers = accumulate(map(_line_feeds(breaks).__getitem__, breaks))
        gaps = map(_gaps(breaks).__getitem__, breaks)
        lines = tuple(map(Line, texts, starts, ends, numbers, gaps, fold_lines(texts), count()))
        return cls(name, text, lines, starts)

    @classmethod
    def from_bytes(cls, name: str, data: bytes) -> Source:
        """Decode ``data`` (UTF-8, UTF-16 or cp932, with or without BOM).

        Raises:
            EncodingError: the bytes are in none of these.
        """
        return cls.from_text(name, decode(name, data))

    def line_at(self, offset: int) -> Line:
        """The line that an offset stands in, or the last before it.

        Raises:
            IndexError: the text is blank.
        """
        return self.lines[self._index_at(offset)]

    def _index_at(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def runs(self, spans: Iterable[Span]) -> list[Run]:
        """The lines that spans stand in, neighbouring lines as one run."""
        runs: list[Run] = []
        for start, end in sorted(spans):
            first, last = self._index_at(start), self._index_at(end - 1)
            if runs and (first <= runs[-1][1] or (first == runs[-1][1] + 1 and not self.lines[first].gap)):
                runs[-1] = (runs[-1][0], max(runs[-1][1], last))
            else:
                runs.append((first, last))
        return runs

    def lines_of(self, run: Run) -> Span:
        """The span of a run of lines."""
        return Span(self.lines[run[0]].start, self.lines[run[1]].end)

    def whole_lines(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans widened to the lines they stand in, neighbouring lines as one span.

        A quotation of whole lines can be understood without the sheet; the number in a cell cannot.
        """
        return tuple(map(self.lines_of, self.runs(spans)))

    def quote(self, span: Span) -> str:
        """The text of a span, verbatim."""
        return self.text[span.start : span.end]


BROKEN: Final = "\ufffd"
"""Stands for the character within which a file ends (U+FFFD, as Unicode decoders have it)."""


def decode(name: str, data: bytes) -> str:
    """Text of a file whose encoding is not declared.

    A BOM decides; without one, many NUL bytes mean UTF-16 (the side they stand on says which),
    then UTF-8 and cp932 are tried strictly. Of a file that ends within a character, all before it is
    read, and :data:`BROKEN` stands for the rest. Kana parted from their voicing marks (NFD) are composed.
    """
    text = _strict(name, *_encodings(data))
    if not any(mark in text for mark in _VOICING):
        return text
    return _PARTED_KANA.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)


def _encodings(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The bytes behind the BOM, and the encodings to try."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :], (encoding,)
    if b"\0" in data[:4096]:
        little = data[1:4096:2].count(0) > data[:4096:2].count(0)
        return data, ("utf-16-le" if little else "utf-16-be",)
    return data, ("utf-8", "cp932")


def _strict(name: str, data: bytes, encodings: tuple[str, ...]) -> str:
    furthest = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return codecs.getincrementaldecoder(encoding)().decode(data) + BROKEN
    raise EncodingError(
        name,
        f"not readable as {' or '.join(encodings)}",
        f"byte {furthest}",
        ja=f"文字コードがわかりません（{'、'.join(encodings)} としては読めません）",
    )


def _line_feeds(breaks: Iterable[str]) -> dict[str, int]:
    """By how much each kind of break raises the number of the line: a form feed does not."""
    return {between: len(_LINE_END.findall(between)) - between.count("\f") for between in set(breaks)}


def _gaps(breaks: Sequence[str]) -> dict[str, int]:
    """Blank lines that each kind of break stands for, as if the file were single-spaced."""
    blanks = {between: len(_LINE_END.findall(between)) - 1 for between in set(breaks)}
    tight, unit = _spacing(Counter(map(blanks.__getitem__, breaks[1:])))
    return {
        between: -(min(tight - blank, 0) // unit) + PAGE_GAP * between.count("\f") for between, blank in blanks.items()
    }


def _spacing(counts: Mapping[int, int]) -> tuple[int, int]:
    """Blank lines between lines of one block, and what each blank line of a single-spaced file has become.

    Where line feeds were doubled lines stand one blank line apart and blocks three; where blank lines
    were doubled blocks stand two apart. ``counts`` says how often lines stand so many apart.
    """
    tight, *wider = sorted(gap for gap, count in counts.items() if count >= _ENOUGH) or (0,)
    if tight == min(counts, default=0) < _UNIT and wider and wider[0] == tight + _UNIT:
        return tight, _UNIT
    return 0, 1


def black_characters(text: str) -> int:
    """How many characters of a text have a fate: all but white space and marks without a width."""
    return sum(map(len, _BLACK.findall(text)))


def spans_of(lines: Iterable[Line]) -> tuple[Span, ...]:
    """Spans of lines, neighbours of the source merged into one."""
    runs: list[list[Line]] = []
    following = -1
    for line in lines:
        if line.row == following:
            runs[-1][1] = line
        else:
            runs.append([line, line])
        following = line.row + 1
    return tuple([Span(first.start, last.end) for first, last in runs])
