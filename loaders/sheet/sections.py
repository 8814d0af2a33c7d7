"""Which lines of a sheet belong to which section of the form.

Pages come out in order, boxes within a page do not (form, last section), and a page break may
leave no mark. So each section's labels vote for it where they stand, page marks vote for a cut,
and the sections are the one ordered cut of the lines that gets most votes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.sheet.section_labels import Section, SectionLabels
from policygraph.loaders.source import PAGE_GAP, Line


class _Cut(NamedTuple):
    """Where a section may begin: how much the page speaks for it, and which section's title stands there."""

    line: int
    bonus: float
    titled: Section | None


_PAGE_BONUS = 4.0
_BLANK_BONUS = (0.0, 0.4, 1.2)
_STAGE_BONUS = 3.0
"""For a line that opens a stage of the form (Ｐｌａｎ ...): more than any blank line but a page break's."""

_HEAD_BONUS = 1.2
"""For another line of a page's head: title, name or code of the measure. It may stand anywhere."""

_TITLE_BONUS = 0.7
_TITLE_VOTE = 10
"""Labels with this vote or more are titles, which more often than not are the first line of their section."""


def split(lines: Sequence[Line], labels: SectionLabels) -> dict[Section, tuple[Line, ...]]:
    """The lines of each section, in document order; a section that is not there has none."""
    keys = KeyText(lines)
    weights = _weights(keys, labels)
    cuts = _cuts(lines, keys, labels, weights)
    bounds = _best_bounds(cuts, weights, len(lines))
    return {section: tuple(lines[bounds[section] : bounds[section + 1]]) for section in Section}


def holds_several(lines: Sequence[Line], labels: SectionLabels) -> bool:
    """Whether the titles of most sections begin several lines: a file with more than one sheet in it.

    A sheet alone repeats some titles: those of sections that go on overleaf, of a page printed twice.
    """
    keys = KeyText(lines)
    begun = Counter(
        section
        for title, section in _titles(labels).items()
        for line in keys.lines_with(title)
        if lines[line].key.startswith(title)
    )
    return 2 * sum(count > 1 for count in begun.values()) > len(Section)


def _weights(keys: KeyText, labels: SectionLabels) -> dict[int, dict[Section, float]]:
    """Votes by line index."""
    votes: dict[int, dict[Section, float]] = {}
    for section, weight, line in _hits(keys, labels):
        row = votes.setdefault(line, {})
        row[section] = row.get(section, 0.0) + weight
    return votes


def _hits(keys: KeyText, labels: SectionLabels) -> Iterator[tuple[Section, float, int]]:
    for section, weighted in labels.votes.items():
        for label, weight in weighted.items():
            for line in keys.lines_with(label):
                yield section, weight, line
    for line, match in keys.matches(_shapes(tuple(vote.pattern for vote in labels.row_votes))):
        section, _, weight = labels.row_votes[(match.lastindex or 1) - 1]
        yield section, weight, line


@lru_cache(maxsize=8)
def _shapes(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """A line that begins with one of the patterns; the group says which."""
    return re.compile(rf"\n(?:{'|'.join(f'({pattern})' for pattern in patterns)})", re.MULTILINE)


def _cuts(
    lines: Sequence[Line], keys: KeyText, labels: SectionLabels, weights: dict[int, dict[Section, float]]
) -> list[_Cut]:
    """The lines with votes, and the likeliest place (the last of equals) between two of them."""
    heads = _head_bonuses(keys, labels)
    titles = _titles(labels)
    cuts = [_Cut(0, 0.0, None)]
    between, most = 0, float("-inf")
    for index in sorted({*weights, *heads, *(index for index, line in enumerate(lines) if line.gap)} - {0}):
        line, votes = lines[index], weights.get(index)
        blank = _PAGE_BONUS if line.gap >= PAGE_GAP else _BLANK_BONUS[line.gap]
        bonus = blank + heads.get(index, 0.0)
        if bonus >= most:
            between, most = index, bonus
        if votes:
            if between != index:
                cuts.append(_Cut(between, most, None))
            cuts.append(_Cut(index, bonus, _titled(line, votes, titles)))
            most = float("-inf")
    return cuts


def _titles(labels: SectionLabels) -> dict[str, Section]:
    votes = labels.votes.items()
    return {label: section for section, row in votes for label, vote in row.items() if vote >= _TITLE_VOTE}


def _titled(line: Line, votes: Mapping[Section, float], titles: Mapping[str, Section]) -> Section | None:
    if max(votes.values()) < _TITLE_VOTE:
        return None
    return next((section for title, section in titles.items() if line.key.startswith(title)), None)


def _head_bonuses(keys: KeyText, labels: SectionLabels) -> dict[int, float]:
    """How much lines speak for a page, by line index."""
    found = {
        line: _STAGE_BONUS if match[1] else _HEAD_BONUS for line, match in keys.matches(_heads(labels.page_headers))
    }
    return found | dict.fromkeys(keys.lines_with_any((labels.title, labels.name_label)), _HEAD_BONUS)


@lru_cache(maxsize=8)
def _heads(stages: tuple[str, ...]) -> re.Pattern[str]:
    """A line that opens a stage of the form (the group), or the code of the measure alone on a line."""
    return re.compile(rf"\n(?:({'|'.join(map(re.escape, stages))})|\d{{2}}-\d{{2}}$)", re.MULTILINE)


def _best_bounds(cuts: Sequence[_Cut], weights: dict[int, dict[Section, float]], end: int) -> list[int]:
    """First line of each section, and the end.

    The best cut has a place for every section. One that is not the first choice of the lines it
    was given is not in the text, so the cut is made without it.
    """
    rows = _votes_between(cuts, weights, end)
    present = set(Section)
    while True:
        bounds = _best_cut(cuts, rows, present, end)
        leads = _leads(bounds, weights)
        weakest = min(present, key=leads.__getitem__)
        if leads[weakest] > 0 or len(present) == 1:
            return bounds
        present.discard(weakest)


def _leads(bounds: Sequence[int], weights: dict[int, dict[Section, float]]) -> list[float]:
    """By how much the lines of each section vote for it rather than for another; 0 where there is no vote."""
    votes = [[0.0] * len(Section) for _ in Section]
    for line, row in weights.items():
        held = votes[bisect_right(bounds, line, hi=len(Section)) - 1]
        for section, weight in row.items():
            held[section] += weight
    return [held.pop(section) - max(held) for section, held in enumerate(votes)]


def _best_cut(cuts: Sequence[_Cut], rows: Sequence[dict[int, float]], present: set[Section], end: int) -> list[int]:
    """The ordered cut with the most votes into sections that are present."""
    sections = sorted(present)
    places: dict[int, int] = {section: place for place, section in enumerate(sections)}
    score = [rows[0].get(section, 0.0) for section in sections]
    before: list[list[float]] = []
    for (_, bonus, titled), row in zip(cuts[1:], rows[1:], strict=True):
        before.append(score)
        begun = [lead + bonus for lead in accumulate(score, max)]
        if titled is not None and titled in places:
            begun[places[titled] - 1] += _TITLE_BONUS
        score = [score[0], *map(max, score[1:], begun)]
        for section, weight in row.items():
            if section in places:
                score[places[section]] += weight
    return _trace(cuts[1:], before, score, sections, end)


def _votes_between(cuts: Sequence[_Cut], weights: dict[int, dict[Section, float]], end: int) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = [{} for _ in cuts]
    firsts = [cut.line for cut in cuts]
    for line, votes in weights.items():
        row = rows[bisect_right(firsts, line) - 1]
        for section, weight in votes.items():
            row[section] = row.get(section, 0.0) + weight
    return rows


def _trace(
    cuts: Sequence[_Cut], before: Sequence[list[float]], score: list[float], sections: Sequence[Section], end: int
) -> list[int]:
    """First line of each section, from the scores ``before`` each cut and the last one."""
    place = max(range(len(score)), key=score.__getitem__)
    bounds = [end] * (len(Section) + 1)
    for cut, known in zip(reversed(cuts), reversed(before), strict=True):
        lead = max(known[:place], default=float("-inf"))
        if lead + cut.bonus + (_TITLE_BONUS if cut.titled == sections[place] else 0.0) >= known[place]:
            origin = known.index(lead)
            for begun in range(sections[origin] + 1, sections[place] + 1):
                bounds[begun] = cut.line
            place = origin
    bounds[: sections[place] + 1] = [0] * (sections[place] + 1)
    return bounds
