"""The lines of page 1 without the labels of the form: what is left are values and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import ERA_YEAR, fold
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.page_labels import FirstPageLabels
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line

_TEXT_START = re.compile(r"[・･○●◎◯◆■※〔【［]")
_BETWEEN_LABELS = " \u3000/／"
_NO_LABELS: frozenset[str] = frozenset()


class Segment(NamedTuple):
    """What is left of a line; ``labels`` are those that the line bears, folded.

    ``in_text`` says that the line belongs to running text, which begins with a bullet or holds a
    full stop and ends at a blank line.
    """

    line: Line
    start: int
    end: int
    labels: frozenset[str]
    in_text: bool

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def key(self) -> str:
        return self.line.key if self.is_whole else fold(self.text)

    @property
    def is_whole(self) -> bool:
        return self.end - self.start == len(self.line.text)

    @property
    def span(self) -> Span:
        return self.line.part(self.start, self.end)

    def part(self, start: int, end: int) -> Segment:
        return Segment(self.line, self.start + start, self.start + end, self.labels, self.in_text)

    def as_line(self) -> Line:
        """The segment as a line of its own."""
        if self.is_whole:
            return self.line
        text = self.text.strip()
        start = self.line.start + self.line.text.index(text, self.start)
        return self.line._replace(text=text, start=start, end=start + len(text), key=fold(text))


@lru_cache(maxsize=8)
def _labels(page: FirstPageLabels, title: str, furniture: tuple[str, ...]) -> re.Pattern[str]:
    sure, loose = spaced(*page.head, *page.tables, *furniture), spaced(*page.loose)
    titled = rf"{ERA_YEAR.pattern.replace('(', '(?:')}\s*年度\s*(?:{spaced(title)})"
    return re.compile(rf"{titled}|(?:{sure})|(?<!\S)(?:{loose})|(?:{loose})(?!\S)")


def peel(lines: Sequence[Line], reading: Reading) -> Iterator[Segment]:
    """The lines without the labels of the form, which are claimed. Running text keeps its words."""
    sections = reading.form.sections
    pattern = _labels(reading.form.first_page, sections.title, sections.furniture)
    in_text = False
    for line in lines:
        in_text = (in_text and not line.gap) or bool(_TEXT_START.match(line.text)) or "。" in line.text
        if pattern.search(line.text):
            yield from _peeled(line, pattern, in_text, reading)
        else:
            yield Segment(line, 0, len(line.text), _NO_LABELS, in_text)


def _peeled(line: Line, pattern: re.Pattern[str], in_text: bool, reading: Reading) -> Iterator[Segment]:
    found = list(pattern.finditer(line.text))
    if in_text and pattern.sub("", line.text).strip(_BETWEEN_LABELS):
        yield Segment(line, 0, len(line.text), _NO_LABELS, in_text)
        return
    reading.label(*(line.part(*match.span()) for match in found))
    labels = frozenset(fold(match[0]) for match in found)
    edges = [0, *(edge for match in found for edge in match.span()), len(line.text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    pieces = [(start, end) for start, end in pairs if line.text[start:end].strip(_BETWEEN_LABELS)]
    if not pieces:
        reading.label(line.span)
        yield Segment(line, 0, 0, labels, in_text)
    for start, end in pieces:
        yield Segment(line, start, end, labels, in_text)
