"""Where labels and shapes of lines stand: searched in one text, since a search a line costs far more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count
from operator import add, attrgetter

from policygraph.loaders.source import Line

_KEY = attrgetter("key")


class KeyText:
    """The keys of lines as one text, each behind a line feed."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.keys = tuple(map(_KEY, lines))
        self.text = "\n".join(("", *self.keys))
        self._starts = list(map(add, accumulate(map(len, self.keys), initial=0), count()))

    def lines_with(self, label: str) -> list[int]:
        """Index of the line of each occurrence of a label."""
        text, starts = self.text, self._starts
        found = []
        position = text.find(label)
        while position >= 0:
            found.append(bisect_right(starts, position) - 1)
            position = text.find(label, position + 1)
        return found

    def lines_with_any(self, labels: Iterable[str]) -> set[int]:
        """Indices of the lines that hold one of the labels."""
        return {index for label in labels for index in self.lines_with(label)}

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Matches of a pattern that begins with a line feed, each with the index of the line behind that."""
        for match in pattern.finditer(self.text):
            yield bisect_right(self._starts, match.start()) - 1, match
