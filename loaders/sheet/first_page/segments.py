"""The lines of page 1 without the labels of the form: what is left are values and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import ERA_YEAR, fold
from policygraph.loaders.sheet.first_page.labels import FirstPageLabels
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

_TEXT_STARTS = frozenset("・･○●◎◯◆■※〔【［")
_BETWEEN_LABELS = " \u3000/／"
_NO_LABELS: frozenset[str] = frozenset()


class Segment(NamedTuple):
    """What is left of a line; ``labels`` are those that the line bears, folded.

    ``in_text`` says that the line belongs to running text, which begins with a bullet or holds a
    full stop and ends at a blank line.
    """

    line: Line
    labels: frozenset[str]
    in_text: bool

    def part(self, start: int, end: int) -> Segment:
        return Segment(cut(self.line, start, end), self.labels, self.in_text)


def cut(line: Line, start: int, end: int) -> Line:
    """``line.text[start:end]`` as a line of its own, its outer white space removed."""
    if end - start == len(line.text):
        return line
    piece = line.text[start:end]
    text = piece.strip()
    first = line.start + start + len(piece) - len(piece.lstrip())
    return line._replace(text=text, start=first, end=first + len(text), key=fold(text))


class _Labels(NamedTuple):
    """Labels as folded keys hold them (to tell the lines that bear any), and as they are printed."""

    in_key: re.Pattern[str]
    printed: re.Pattern[str]


@lru_cache(maxsize=8)
def _labels(page: FirstPageLabels, title: str, furniture: tuple[str, ...]) -> _Labels:
    labels = (*page.head, *page.tables, *furniture)
    sure, loose = spaced(*labels), spaced(*page.loose)
    titled = rf"{ERA_YEAR.pattern.replace('(', '(?:')}\s*年度\s*(?:{spaced(title)})"
    return _Labels(
        re.compile("|".join(re.escape(fold(label)) for label in (*labels, *page.loose, title))),
        re.compile(rf"{titled}|(?:{sure})|(?<!\S)(?:{loose})|(?:{loose})(?!\S)"),
    )


def peel(lines: Sequence[Line], reading: Reading) -> Iterator[Segment]:
    """The lines without the labels of the form, which are claimed. Running text keeps its words.

    A line of labels alone is an empty segment.
    """
    sections = reading.form.sections
    labels = _labels(reading.form.first_page, sections.title, sections.furniture)
    in_text = False
    for line in lines:
        in_text = (in_text and not line.gap) or line.text[0] in _TEXT_STARTS or "。" in line.text
        if labels.in_key.search(line.key):
            yield from _peeled(line, labels.printed, in_text, reading)
        else:
            yield Segment(line, _NO_LABELS, in_text)


def _peeled(line: Line, pattern: re.Pattern[str], in_text: bool, reading: Reading) -> Iterator[Segment]:
    found = list(pattern.finditer(line.text))
    if not found or (in_text and pattern.sub("", line.text).strip(_BETWEEN_LABELS)):
        yield Segment(line, _NO_LABELS, in_text)
        return
    reading.label(LabelRule.FIRST_PAGE, *(line.part(*match.span()) for match in found))
    labels = frozenset(fold(match[0]) for match in found)
    edges = [0, *(edge for match in found for edge in match.span()), len(line.text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    pieces = [(start, end) for start, end in pairs if line.text[start:end].strip(_BETWEEN_LABELS)]
    if not pieces:
        reading.label(LabelRule.FIRST_PAGE, line.span)
        yield Segment(cut(line, 0, 0), labels, in_text)
    for start, end in pieces:
        yield Segment(cut(line, start, end), labels, in_text)
