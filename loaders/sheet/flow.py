"""Running text put together from wrapped lines, each character still knowing its place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Span


class Fragment(NamedTuple):
    """A stretch of one line: its text, where it starts in the source, its folded text if known."""

    text: str
    start: int
    key: str | None = None


class _Piece(NamedTuple):
    begin: int
    length: int
    start: int


class Flow:
    """A paragraph, wraps undone as :func:`policygraph.loaders.japanese.unwrap` does."""

    def __init__(self, fragments: Iterable[Fragment]) -> None:
        self._fragments = tuple(fragments)
        self._key: str | None = None

    @classmethod
    def of(cls, fragments: Iterable[Fragment]) -> Flow:
        return cls(fragments)

    @property
    def text(self) -> str:
        return self._joined[0]

    @property
    def key(self) -> str:
        """The text as :func:`policygraph.loaders.japanese.fold` gives it."""
        if self._key is None:
            self._key = "".join([fold(text) if key is None else key for text, _, key in self._fragments])
        return self._key

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Places in the source of ``text[start:end]``, one a line."""
        return tuple(
            Span(place + max(start - begin, 0), place + min(end - begin, length))
            for begin, length, place in self._joined[1]
            if start < begin + length and end > begin
        )

    @cached_property
    def _joined(self) -> tuple[str, tuple[_Piece, ...]]:
        text = ""
        pieces: list[_Piece] = []
        for fragment in self._fragments:
            if _parts_words(text, fragment.text):
                text += " "
            pieces.append(_Piece(len(text), len(fragment.text), fragment.start))
            text += fragment.text
        return text, tuple(pieces)


def _parts_words(before: str, after: str) -> bool:
    left, right = before[-1:], after[:1]
    return left.isascii() and left.isalpha() and right.isascii() and right.isalpha()
