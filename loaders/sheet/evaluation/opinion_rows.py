"""Rows of opinions (6) and of answers to them (7(2)): number, projects and text that come out in any order.

The text of a row stands between its projects, and a project may come before or behind it, so what
stands between two texts must be dealt to one of them. That is one choice for the whole page; what
all best choices agree on is known, the rest is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from policygraph.loaders.records import Decision, Ref
from policygraph.loaders.sheet.evaluation.borders import Choice, Costs, choices
from policygraph.loaders.sheet.evaluation.cells import Cell, Flow, one_line
from policygraph.loaders.sheet.evaluation.matching import Names
from policygraph.loaders.sheet.reading import Reading

ROW_KINDS = ("code", "name", "roman", "text")
"""What the rows consist of."""

_HABITS = 4
"""Habits that every row has; see ``_habits`` and ``_broken``."""

_SENTENCE_END = ("。", "．", "）", ")")
_SENTENCE_GAP = re.compile(r"(?<=[。．）)])\n\n\s*")


@dataclass(slots=True)
class Row:
    """Cells of one opinion or answer; ``nearest`` is the number dealt to it, settled or not."""

    texts: list[Cell]
    mentions: list[Cell] = field(default_factory=list)
    numbers: list[Cell] = field(default_factory=list)
    decision: Decision | None = None
    nearest: str | None = None

    @property
    def start(self) -> int:
        return min(cell.start for cell in (*self.texts, *self.mentions, *self.numbers))

    @property
    def number(self) -> str | None:
        """The row's number, if one alone stands in it."""
        return self.numbers[0].value if len(self.numbers) == 1 else None


Unit = tuple[Cell, ...]
"""Cells that stand together: number and name of a project, with the row's number if on its line."""


class _Gap(NamedTuple):
    """The units between two texts, and where the border between their rows may be.

    An ``outer`` gap is above the first or below the last text.
    """

    units: list[Unit]
    cuts: tuple[int, ...]
    outer: bool


def rows_of(cells: Sequence[Cell], flow: Flow, reading: Reading, known: Sequence[Names] = ()) -> list[Row]:
    """Deal projects (``code``, ``name``) and numbers (``roman``) to the texts among the cells.

    ``known`` are the projects that rows answer or that answer them elsewhere in the sheet: rows
    that name the same projects are likelier. What cannot be dealt is reported.
    """
    texts, gaps = _texts_and_gaps(cells, flow)
    if not texts:
        _report([cell for gap in gaps for unit in gap for cell in unit], flow, reading)
        return []
    rows = _dealt(texts, gaps, known)
    _settle_numbers(rows, flow)
    _report(_left_out(rows, gaps), flow, reading)
    return rows


def _texts_and_gaps(cells: Sequence[Cell], flow: Flow) -> tuple[list[list[Cell]], list[list[Unit]]]:
    """Texts, and the units before, between and behind them (one gap more than texts)."""
    texts: list[list[Cell]] = []
    gaps: list[list[Unit]] = [[]]
    apart = [piece for cell in cells for piece in _blocks(cell)]
    numbers = sum(cell.kind == "roman" for cell in cells)
    separate = numbers >= sum(cell.kind == "text" for cell in apart)
    for cell in apart if separate else cells:
        if cell.kind != "text":
            _add_unit(gaps[-1], cell, flow)
        elif texts and not gaps[-1] and not (separate and texts[-1][-1].value.endswith(_SENTENCE_END)):
            texts[-1].append(cell)
        else:
            texts.append([cell])
            gaps.append([])
    return texts, gaps


def _blocks(cell: Cell) -> Iterator[Cell]:
    """A text cut where a blank line stands behind the end of a sentence."""
    start = 0
    for match in _SENTENCE_GAP.finditer(cell.value) if cell.kind == "text" else ():
        yield Cell("text", cell.start + start, cell.start + match.start(), cell.value[start : match.start()])
        start = match.end()
    yield Cell(cell.kind, cell.start + start, cell.end, cell.value[start:]) if start else cell


def _add_unit(gap: list[Unit], cell: Cell, flow: Flow) -> None:
    """Join a cell to the one before it if both are of one project, or on one line."""
    before = gap[-1][-1] if gap else None
    if before and (_is_name_of(before, cell) or _continues(gap[-1], before, cell, flow)):
        gap[-1] += (cell,)
    else:
        gap.append((cell,))


def _is_name_of(before: Cell, cell: Cell) -> bool:
    return before.kind == "code" and cell.kind == "name"


def _continues(unit: Unit, before: Cell, cell: Cell, flow: Flow) -> bool:
    return _on_one_line(before, cell, flow) and all(cell.kind != other.kind for other in unit)


def _on_one_line(before: Cell, cell: Cell, flow: Flow) -> bool:
    return not flow.text[before.end : cell.start].strip(" \t　")


# --- the choice -------------------------------------------------------------------------------


def _dealt(texts: list[list[Cell]], gaps: list[list[Unit]], known: Sequence[Names]) -> list[Row]:
    numbered = sum(cell.kind == "roman" for gap in gaps for unit in gap for cell in unit) == len(texts)
    habits = [_habits(before, behind, known, numbered) for before, behind in pairwise(_bounded(gaps))]
    checked = len(texts) * (_HABITS + bool(known) + 2 * numbered)
    rows = [
        _row(text, gaps[index], gaps[index + 1], choice)
        for index, (text, choice) in enumerate(zip(texts, choices(habits, checked), strict=True))
    ]
    return [Row(text) for text in texts] if _stacked(rows) else rows


def _bounded(gaps: list[list[Unit]]) -> Iterator[_Gap]:
    """Each gap with the places it can be cut at: units before the cut belong to the text above."""
    yield _Gap(gaps[0], (0,), True)
    yield from (_Gap(gap, tuple(range(len(gap) + 1)), False) for gap in gaps[1:-1])
    yield _Gap(gaps[-1], (len(gaps[-1]),), True)


def _habits(before: _Gap, behind: _Gap, known: Sequence[Names], numbered: bool) -> Costs:
    """How many habits of the form a row breaks, for each pair of cuts around its text.

    Two texts with nothing between them break one whatever the cuts.
    """
    adjoins = (not before.units and not before.outer) or (not behind.units and not behind.outer)
    return {
        (left, right): adjoins + _broken(before.units[left:] + behind.units[:right], known, numbered)
        for left in before.cuts
        for right in behind.cuts
    }


def _broken(units: list[Unit], known: Sequence[Names], numbered: bool) -> int:
    """How many habits the units of a row break.

    A row names a project once, in the order of the numbers, and at least one; it names what its
    counterpart names, if that is known; it has one number, before all projects, if there are as
    many numbers as rows.
    """
    codes = [cell.value for unit in units for cell in unit if cell.kind == "code"]
    broken = (len(codes) != len(set(codes))) + (codes != sorted(codes)) + (not codes)
    if known:
        broken += frozenset(codes) not in known
    if numbered:
        places = [index for index, unit in enumerate(units) if any(cell.kind == "roman" for cell in unit)]
        broken += (len(places) != 1) + (places[:1] != [0])
    return broken


def _row(texts: list[Cell], before: list[Unit], behind: list[Unit], choice: Choice) -> Row:
    cells = [cell for unit in before[choice.left :] + behind[: choice.right] for cell in unit]
    decision = None if choice.confidence is None else Decision(choice.confidence, "projects-by-row")
    mentions = [cell for cell in cells if cell.kind != "roman"]
    return Row(texts, mentions, [cell for cell in cells if cell.kind == "roman"], decision)


def _stacked(rows: list[Row]) -> bool:
    """Whether a row stays empty while another has several projects: then columns came out one by one."""
    empty = any(not row.mentions and not row.numbers for row in rows)
    return empty and any(sum(cell.kind == "name" for cell in row.mentions) > 1 for row in rows)


def _left_out(rows: list[Row], gaps: list[list[Unit]]) -> list[Cell]:
    used = {cell for row in rows for cell in (*row.mentions, *row.numbers)}
    return [cell for gap in gaps for unit in gap for cell in unit if cell not in used]


def _settle_numbers(rows: list[Row], flow: Flow) -> None:
    """Keep the numbers that are known to be a row's own.

    Numbers come out apart from their rows (form, last section). One on the line of a project is its
    row's; all are known if they are alike, if only one is left for one row, or if they ascend from
    row to row, one a row.
    """
    numbers = sorted((number for row in rows for number in row.numbers), key=lambda cell: cell.start)
    if len(numbers) != len(rows):
        kept = [[number for number in row.numbers if _beside_project(number, row, flow)] for row in rows]
    elif len({number.value for number in numbers}) == 1:
        kept = [[number] for number in numbers]
    else:
        kept = _one_each(rows, flow)
    for row, own in zip(rows, kept, strict=True):
        row.nearest, row.numbers = row.number, own


def _one_each(rows: list[Row], flow: Flow) -> list[list[Cell]]:
    kept = [[number for number in row.numbers if _beside_project(number, row, flow)] for row in rows]
    values = [number.value for row in rows for number in row.numbers]
    ascending = len(set(values)) == len(values) and values == sorted(values)
    if all(len(row.numbers) == 1 for row in rows) and (ascending or sum(not own for own in kept) == 1):
        return [row.numbers for row in rows]
    return kept


def _beside_project(number: Cell, row: Row, flow: Flow) -> bool:
    pairs = (sorted((number, cell), key=lambda cell: cell.start) for cell in row.mentions)
    return any(_on_one_line(first, second, flow) for first, second in pairs)


def _report(cells: Sequence[Cell], flow: Flow, reading: Reading) -> None:
    if not cells:
        return
    spans = flow.spans(*cells)
    reading.unknown(*spans)
    printed = " ".join(one_line(cell.value) for cell in cells)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"「{printed}」がどの付加意見（またはそれへの対応）のものか分かりません。",
        en=f"It cannot be known to which opinion, or answer to one, {printed!r} belongs.",
        printed=printed,
    )


# --- categories -------------------------------------------------------------------------------


def categories_in_place(cells: Iterable[Cell], rows: Collection[Cell], head: tuple[str, ...]) -> list[Cell]:
    """The category cells, if each is followed by its own table head and by nothing else before that.

    ``rows`` are those of the cells that the tables consist of.

    Boxes that moved leave a category without its head, or with two; then nothing tells whose
    category it is, and the list is empty.
    """
    tables = list(_tables(cells, {cell.start for cell in rows}))
    if tables and all(category and _is_head(labels, head) for category, labels in tables):
        return [category for category, _ in tables if category]
    return []


def _tables(cells: Iterable[Cell], rows: set[int]) -> Iterator[tuple[Cell | None, str]]:
    """Each category with the labels behind it up to the first other cell; rows before all have none."""
    category: Cell | None = None
    labels, open_head, started = "", False, False
    for cell in cells:
        if cell.kind == "category":
            if started:
                yield category, labels
            category, labels, open_head, started = cell, "", True, True
        elif cell.kind in ("label", "as-of"):
            labels += "".join(cell.value.split()) if open_head else ""
        elif cell.start in rows and not started:
            yield None, ""
            started = True
        else:
            open_head = False
    if started:
        yield category, labels


def _is_head(labels: str, head: tuple[str, ...]) -> bool:
    return all(labels.count(label) == 1 for label in head)


def category_of(row: Row, categories: Sequence[Cell]) -> Cell | None:
    """The category a row stands under."""
    above = [category for category in categories if category.start < row.start]
    return above[-1] if above else None


def about(kind: str, row: Row) -> Ref:
    """The record a finding on a row is about: by its number, else by its first project."""
    codes = [cell.value for cell in row.mentions if cell.kind == "code"]
    return Ref(kind, row.number or "".join(codes[:1]))
