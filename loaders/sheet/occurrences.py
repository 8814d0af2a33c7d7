"""Where labels stand in lines: searched in one text, since a search a line costs far more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from policygraph.loaders.source import Line


class KeyText:
    """The keys of lines as one text, one key a line of it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.text = "\n".join(line.key for line in lines)
        self._starts = list(accumulate((len(line.key) + 1 for line in lines), initial=0))

    def line_at(self, position: int) -> int:
        """Index of the line that a position of the text is in."""
        return bisect_right(self._starts, position) - 1

    def lines_with(self, label: str) -> Iterator[int]:
        """Index of the line of each occurrence of a label."""
        position = self.text.find(label)
        while position >= 0:
            yield self.line_at(position)
            position = self.text.find(label, position + 1)

    def lines_with_any(self, labels: Iterable[str]) -> set[int]:
        """Indices of the lines that hold one of the labels."""
        return {index for label in labels for index in self.lines_with(label)}
