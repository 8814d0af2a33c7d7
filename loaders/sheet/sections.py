"""Which lines of a sheet belong to which section of the form.

Pages come out in order, boxes within a page do not (form, last section), and a page break may
leave no mark. So each section's labels vote for it where they stand, page marks vote for a cut,
and the sections are the one ordered cut of the lines that gets most votes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policygraph.loaders.sheet.forms import Section, SectionLabels
from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.source import PAGE_GAP, Line


class _Cut(NamedTuple):
    line: int
    bonus: float


_PAGE_BONUS = 4.0
_BLANK_BONUS = (0.0, 0.4, 1.2)


def split(lines: Sequence[Line], labels: SectionLabels) -> dict[Section, tuple[Line, ...]]:
    """The lines of each section, in document order; a section that is not there has none."""
    weights = _weights(lines, labels)
    cuts = _cuts(lines, labels, weights)
    bounds = _best_bounds(cuts, weights, len(lines))
    return {section: tuple(lines[bounds[section] : bounds[section + 1]]) for section in Section}


def _weights(lines: Sequence[Line], labels: SectionLabels) -> dict[int, dict[Section, float]]:
    """Votes by line index."""
    votes: dict[int, dict[Section, float]] = {}
    for section, weight, line in _hits(KeyText(lines), labels):
        row = votes.setdefault(line, {})
        row[section] = row.get(section, 0.0) + weight
    return votes


def _hits(keys: KeyText, labels: SectionLabels) -> Iterator[tuple[Section, float, int]]:
    for section, weighted in labels.votes.items():
        for label, weight in weighted.items():
            for line in keys.lines_with(label):
                yield section, weight, line
    for section, pattern, weight in labels.row_votes:
        for match in pattern.finditer(keys.text):
            yield section, weight, keys.line_at(match.start())


def _cuts(lines: Sequence[Line], labels: SectionLabels, weights: dict[int, dict[Section, float]]) -> list[_Cut]:
    """Where a section may begin, and how much the page speaks for it."""
    return [
        _Cut(index, _bonus(line, labels))
        for index, line in enumerate(lines)
        if index == 0 or line.gap or index in weights or line.key.startswith(labels.page_headers)
    ]


def _bonus(line: Line, labels: SectionLabels) -> float:
    blank = _PAGE_BONUS if line.gap >= PAGE_GAP else _BLANK_BONUS[line.gap]
    return max(blank, _BLANK_BONUS[-1] if line.key.startswith(labels.page_headers) else 0.0)


def _best_bounds(cuts: Sequence[_Cut], weights: dict[int, dict[Section, float]], end: int) -> list[int]:
    """First line of each section, and the end: the ordered cut with the most votes."""
    rows = _votes_between(cuts, weights, end)
    count = len(Section)
    score = [0.0] + [float("-inf")] * (count - 1)
    came_from: list[list[int]] = []
    for cut, row in zip(cuts, rows, strict=True):
        bonus = cut.bonus if cut.line else 0.0
        best = list(score)
        origin = list(range(count))
        leader = 0
        for section in range(1, count):
            if score[section - 1] > score[leader]:
                leader = section - 1
            if score[leader] + bonus > best[section]:
                best[section], origin[section] = score[leader] + bonus, leader
        score = [best[section] + row.get(section, 0.0) for section in range(count)]
        came_from.append(origin)
    return _trace(cuts, came_from, score, end)


def _votes_between(cuts: Sequence[_Cut], weights: dict[int, dict[Section, float]], end: int) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = [{} for _ in cuts]
    firsts = [cut.line for cut in cuts]
    for line, votes in weights.items():
        row = rows[bisect_right(firsts, line) - 1]
        for section, weight in votes.items():
            row[section] = row.get(section, 0.0) + weight
    return rows


def _trace(cuts: Sequence[_Cut], came_from: list[list[int]], score: list[float], end: int) -> list[int]:
    section = max(range(len(score)), key=score.__getitem__)
    bounds = [end] * (len(Section) + 1)
    for cut, origin in zip(reversed(cuts), reversed(came_from), strict=True):
        before = origin[section]
        for begun in range(before + 1, section + 1):
            bounds[begun] = cut.line
        section = before
    bounds[0] = 0
    return bounds
