"""Where a finding stands: lines by their numbers, as an editor shows them, with their text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policygraph.loaders.literals import clean
from policygraph.loaders.records import Span
from policygraph.loaders.source import Source


class PlacedLine(NamedTuple):
    """A line that is not blank: where it stands in the text, its number from 1, its text as printed."""

    start: int
    end: int
    number: int
    text: str


class Place(NamedTuple):
    """Neighbouring lines: the first, the last, and their text as printed, a line feed between them."""

    first_line: int
    last_line: int
    text: str

    @property
    def lines(self) -> str:
        """The line numbers for people: ``12`` or ``12～14`` (a spreadsheet takes ``12-14`` for a day)."""
        return str(self.first_line) if self.first_line == self.last_line else f"{self.first_line}～{self.last_line}"


def placed_lines(source: Source) -> list[PlacedLine]:
    """The lines of a text."""
    return [PlacedLine(line.start, line.end, line.number, clean(source.quote(line.span))) for line in source.lines]


def lines_of_passage(start: int, first_line: int, text: str) -> Iterator[PlacedLine]:
    """The lines of a passage that begins at an offset, on a line."""
    for line in placed_lines(Source.from_text("", text)):
        yield PlacedLine(start + line.start, start + line.end, first_line + line.number - 1, line.text)


def places(spans: Iterable[Span], lines: Sequence[PlacedLine]) -> tuple[Place, ...]:
    """The lines that spans stand in, neighbours joined; ``lines`` are in the order of the text."""
    starts = [line.start for line in lines]
    wanted: dict[int, PlacedLine] = {}
    for span in spans:
        index = max(bisect_right(starts, span.start) - 1, 0)
        for line in lines[index : bisect_right(starts, span.end - 1)]:
            if span.start < line.end:
                wanted[line.start] = line
    return tuple(_joined(wanted[start] for start in sorted(wanted)))


def _joined(lines: Iterable[PlacedLine]) -> Iterator[Place]:
    run: Place | None = None
    for line in lines:
        if run and line.number <= run.last_line + 1:
            run = Place(run.first_line, line.number, f"{run.text}\n{line.text}")
            continue
        if run:
            yield run
        run = Place(line.number, line.number, line.text)
    if run:
        yield run
