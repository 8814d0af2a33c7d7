"""Running text put together from wrapped lines, each character still knowing its place."""

from __future__ import annotations

from collections.abc import Sequence

from policygraph.loaders.records import Span
from policygraph.loaders.source import Line


class Paragraph:
    """Lines with wraps undone as :func:`policygraph.loaders.japanese.unwrap` does.

    ``skip`` is how many characters the mark takes that the first line begins with.
    """

    __slots__ = ("_key", "_placed", "_skip", "lines")

    def __init__(self, lines: Sequence[Line], skip: int = 0) -> None:
        self.lines = lines
        self._skip = skip
        self._key: str | None = None
        self._placed: tuple[str, list[tuple[int, int, int]]] | None = None

    @property
    def key(self) -> str:
        """The text as :func:`policygraph.loaders.japanese.fold` gives it."""
        if self._key is None:
            self._key = "".join([line.key for line in self.lines])[self._skip :]
        return self._key

    @property
    def text(self) -> str:
        return self._with_places()[0]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Places in the source of ``text[start:end]``, one a line."""
        return tuple(
            Span(place + max(start - begin, 0), place + min(end - begin, length))
            for begin, length, place in self._with_places()[1]
            if start < begin + length and end > begin
        )

    def _with_places(self) -> tuple[str, list[tuple[int, int, int]]]:
        """The text, and of each line where in it it begins, its length and its place in the source."""
        if self._placed is None:
            first = self.lines[0]
            text = first.text[self._skip :].lstrip()
            places = [(0, len(text), first.end - len(text))]
            for line in self.lines[1:]:
                if _parts_words(text, line.text):
                    text += " "
                places.append((len(text), len(line.text), line.start))
                text += line.text
            self._placed = text, places
        return self._placed


def _parts_words(before: str, after: str) -> bool:
    left, right = before[-1:], after[:1]
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
