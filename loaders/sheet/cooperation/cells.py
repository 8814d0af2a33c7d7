"""The cells of section 2: levels, contents, partners and results, told by their shape.

A four-digit code and offices are a linked measure, a list of names is a list of partners, and of
the prose what was done (…した。, dates) is a result, what is meant to be done a content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, ERA_YEAR, fold, is_dash
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.first_page.blocks import Block, states_a_fact
from policygraph.loaders.sheet.first_page.labels import CooperationLabels
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.organisations.mentions import FORM
from policygraph.loaders.sheet.organisations.partner_lists import PartnerList, goes_on
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

_CODE = re.compile(r"(?<![0-9０-９])[0-9０-９]{4}(?![0-9０-９年])")
_OFFICE = re.compile(r"[一-鿿々〆ヶァ-ヺーぁ-ん]+(?:課|室|部|局|庁|係|グループ)")
_OFFICE_TOKEN = re.compile(r"[^\s、，,・]+")
_EDGE = " 　・、()（）"
_FOREIGN = re.compile(r"◎|【[^【】]*】$")
"""Lines that no cell of this section holds but the section before it does: marked lines and plan names."""
_CLEAR_LEAD = 0.5


class AreaCell(NamedTuple):
    """A printed policy area, and the level that stands with it in its cell (None: it stands alone)."""

    code: str
    span: Span
    level: str | None


@dataclass(slots=True)
class Measures:
    """A linked measure: codes as printed and the offices beside them, with their places."""

    codes: list[tuple[str, Span]] = field(default_factory=list)
    offices: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def spans(self) -> list[Span]:
        return [span for _, span in (*self.codes, *self.offices)]

    @property
    def keys(self) -> list[str]:
        """Names of the offices, folded."""
        return [fold(office) for office, _ in self.offices]


@dataclass(slots=True)
class Cells:
    """What the section prints, each kind in the order of the text."""

    levels: list[str] = field(default_factory=list)
    areas: list[AreaCell] = field(default_factory=list)
    measures: list[Measures] = field(default_factory=list)
    lists: list[tuple[Block, PartnerList]] = field(default_factory=list)
    contents: list[Block] = field(default_factory=list)
    results: list[Block] = field(default_factory=list)


def read_cells(lines: Sequence[Line], reading: Reading) -> Cells:
    """Tell the cells; labels are claimed, and blocks printed a second time."""
    cells = Cells()
    prose: list[tuple[Block, bool]] = []
    seen: set[str] = set()
    for block, after_results in _Page(reading, cells).blocks(lines):
        if block.key in seen:
            reading.repeat(*block.spans)
            continue
        seen.add(block.key)
        partners = PartnerList.of(block.lines)
        if partners:
            cells.lists.append((block, partners))
        else:
            prose.append((block, after_results))
    _part_prose(prose, cells)
    return cells


# --- labels, levels, codes --------------------------------------------------------------------


@lru_cache(maxsize=8)
def _labels(labels: CooperationLabels, furniture: tuple[str, ...]) -> re.Pattern[str]:
    results, plain = spaced(*labels.results), spaced(*labels.labels, *furniture)
    told = rf"(?P<level>{spaced(*labels.levels)})|(?P<area>{AREA.pattern})|(?P<results>{results})|(?P<label>{plain})"
    return re.compile(rf"\s*(?:{told})\s*")


@dataclass(slots=True)
class _Page:
    reading: Reading
    cells: Cells
    after_results: bool = False
    level: str | None = None
    """The level that the line before ends with."""

    def blocks(self, lines: Sequence[Line]) -> Iterator[tuple[Block, bool]]:
        """Blocks of running text, and whether the label of the results stands before them."""
        block = Block("plain")
        for line in lines:
            left = None if _FOREIGN.match(line.text) else self._without_labels(line)
            if block.lines and (left is None or left is not line or _parts(block, line)):
                yield from self._told(block)
                block = Block("plain")
            if left is not None:
                block.lines.append(left)
        yield from self._told(block)

    def _without_labels(self, line: Line) -> Line | None:
        """The line without the labels that it begins with; None if nothing is left."""
        start = 0
        level, self.level = (self.level if not line.gap else None), None
        pattern = _labels(self.reading.form.cooperation, self.reading.form.sections.furniture)
        while match := pattern.match(line.text, start):
            level = self._take(match, line, level)
            start = match.end()
        rest = line.text[start:]
        if not rest.strip(_EDGE) or (line.gap and is_dash(rest)):
            self.reading.label(LabelRule.DASH, *([line.part(start, len(line.text))] if rest else []))
            self.level = level
            return None
        return line._replace(text=rest, start=line.start + start, key=fold(rest)) if start else line

    def _take(self, match: re.Match[str], line: Line, level: str | None) -> str | None:
        """Take a label; the level that an area right behind it would belong to."""
        kind = match.lastgroup
        span = line.part(*match.span(kind or 0))
        if kind == "area":
            self.cells.areas.append(AreaCell(fold(match[0]), span, level))
            return None
        self.reading.label(LabelRule.COOPERATION, span)
        if kind == "level":
            self.cells.levels.append(_named(match[0], self.reading.form.cooperation.levels))
            return self.cells.levels[-1]
        self.after_results |= kind == "results"
        return None

    def _told(self, block: Block) -> Iterator[tuple[Block, bool]]:
        """The block, unless it is a linked measure."""
        measures = _measures(block)
        if measures is None:
            if block.lines:
                yield block, self.after_results
        elif self._completes(measures):
            self.cells.measures[-1].offices += measures.offices
        else:
            self.cells.measures.append(measures)

    def _completes(self, measures: Measures) -> bool:
        """Whether offices alone belong to the code right before them."""
        before = self.cells.measures[-1] if self.cells.measures else None
        return before is not None and not before.offices and not measures.codes


def _named(printed: str, names: Sequence[str]) -> str:
    return next(name for name in names if fold(name) == fold(printed))


def _parts(block: Block, line: Line) -> bool:
    """Whether a line begins a block of its own."""
    if line.gap:
        return not goes_on(block.lines, line)
    return bool(FORM.match(line.text)) and block.lines[-1].text.endswith("。")


def _measures(block: Block) -> Measures | None:
    """The codes and offices of a block that holds nothing else."""
    found = Measures()
    for line in block.lines:
        text = line.text
        for match in _CODE.finditer(text):
            found.codes.append((fold(match[0]), line.part(*match.span())))
            text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
        for match in _OFFICE_TOKEN.finditer(text):
            if _OFFICE.fullmatch(match[0]) is None:
                return None
            found.offices.append((match[0], line.part(*match.span())))
    return found if block.lines else None


# --- prose ------------------------------------------------------------------------------------


def _part_prose(prose: Sequence[tuple[Block, bool]], cells: Cells) -> None:
    """Part contents from results, equally many of each where that parts them clearly."""
    scored = sorted(((_result_score(block, after), index) for index, (block, after) in enumerate(prose)), reverse=True)
    half = len(scored) // 2
    clear = len(scored) % 2 == 0 and half and scored[half - 1][0] - scored[half][0] >= _CLEAR_LEAD
    results = {index for rank, (score, index) in enumerate(scored) if (rank < half if clear else score > 0)}
    for index, (block, _) in enumerate(prose):
        (cells.results if index in results else cells.contents).append(block)


def _result_score(block: Block, after_results: bool) -> float:
    """Above 0 where a text tells what was done."""
    text = "".join(line.text for line in block.lines)
    dated = ERA_YEAR.search(text) is not None
    return 2 * states_a_fact(text) - 1 + (0.5 if dated else 0.0) + (0.25 if after_results else -0.25)
