"""Rows of opinions (6) and of answers to them (7(2)): number, projects and text that come out in any order.

The text of a row stands between its projects, and a project may come before or behind it, so what
stands between two texts must be dealt to one of them. That is one choice for the whole page; what
all best choices agree on is known, the rest is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise, product
from math import prod

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Decision, Ref
from policygraph.loaders.sheet.cells import Cell, Flow, one_line
from policygraph.loaders.sheet.matching import Names
from policygraph.loaders.sheet.reading import Reading

ROW_KINDS = ("code", "name", "roman", "text")
"""What the rows consist of."""

_MAX_CHOICES = 3000
_SENTENCE_END = ("。", "．", "）", ")")


@dataclass(slots=True)
class Row:
    """Cells of one opinion or answer."""

    texts: list[Cell]
    mentions: list[Cell] = field(default_factory=list)
    numbers: list[Cell] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def start(self) -> int:
        return min(cell.start for cell in (*self.texts, *self.mentions, *self.numbers))

    @property
    def number(self) -> str | None:
        """The row's number, if one alone stands in it."""
        return self.numbers[0].value if len(self.numbers) == 1 else None


Unit = tuple[Cell, ...]
"""Cells that stand together: number and name of a project, with the row's number if on its line."""

Split = list[list[Unit]]
"""The units of each row."""


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
    numbers = sum(cell.kind == "roman" for cell in cells)
    separate = numbers >= sum(cell.kind == "text" for cell in cells)
    for cell in cells:
        if cell.kind != "text":
            _add_unit(gaps[-1], cell, flow)
        elif texts and not gaps[-1] and not (separate and texts[-1][-1].value.endswith(_SENTENCE_END)):
            texts[-1].append(cell)
        else:
            texts.append([cell])
            gaps.append([])
    return texts, gaps


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
    ranked = _ranked(gaps, known)
    best = [split for broken, split in ranked if broken == ranked[0][0]]
    rows = [_row(text, [split[index] for split in best]) for index, text in enumerate(texts)]
    if _stacked(rows):
        rows = [Row(text) for text in texts]
    _set_decisions(rows, best, ranked)
    return rows


def _ranked(gaps: list[list[Unit]], known: Sequence[Names]) -> list[tuple[int, Split]]:
    """Every way to deal the units with the number of habits it breaks, the best first.

    Where there are too many ways, the two extremes: what both agree on is what lies at no border.
    """
    inner = gaps[1:-1]
    if prod(len(gap) + 1 for gap in inner) > _MAX_CHOICES:
        return [(0, _split(gaps, tuple(0 for _ in inner))), (0, _split(gaps, tuple(len(gap) for gap in inner)))]
    splits = [_split(gaps, choice) for choice in product(*(range(len(gap) + 1) for gap in inner))]
    numbered = any(all(count == 1 for count in _number_counts(split)) for split in splits)
    return sorted(((_broken(split, known, numbered), split) for split in splits), key=lambda pair: pair[0])


def _split(gaps: list[list[Unit]], choice: tuple[int, ...]) -> Split:
    """Units of each row when the first ``choice[i]`` units behind text i belong to it."""
    cuts = (0, *choice, len(gaps[-1]))
    return [gaps[index][cuts[index] :] + gaps[index + 1][: cuts[index + 1]] for index in range(len(gaps) - 1)]


def _broken(split: Split, known: Sequence[Names], numbered: bool) -> int:
    """How many habits of the form a choice breaks.

    A row names a project once, in the order of the numbers, and names at least one; it has one
    number, if they can be dealt so at all; it names what its counterpart names, if that is known.
    """
    codes = [[cell.value for unit in row for cell in unit if cell.kind == "code"] for row in split]
    broken = sum(len(own) - len(set(own)) for own in codes)
    broken += sum(first > second for own in codes for first, second in pairwise(own))
    broken += sum(not own for own in codes)
    broken += sum(count != 1 for count in _number_counts(split)) if numbered else 0
    return broken + (sum(frozenset(own) not in known for own in codes) if known else 0)


def _number_counts(split: Split) -> list[int]:
    return [sum(cell.kind == "roman" for unit in row for cell in unit) for row in split]


def _row(texts: list[Cell], choices: list[list[Unit]]) -> Row:
    """The row with the units that it has in every choice."""
    units = [unit for unit in choices[0] if all(unit in choice for choice in choices[1:])]
    cells = [cell for unit in units for cell in unit]
    return Row(
        texts, [cell for cell in cells if cell.kind != "roman"], [cell for cell in cells if cell.kind == "roman"]
    )


def _stacked(rows: list[Row]) -> bool:
    """Whether a row stays empty while another has several projects: then columns came out one by one."""
    empty = any(not row.mentions and not row.numbers for row in rows)
    return empty and any(sum(cell.kind == "name" for cell in row.mentions) > 1 for row in rows)


def _set_decisions(rows: list[Row], best: list[Split], ranked: Sequence[tuple[int, Split]]) -> None:
    """The lead of the best choice over the second best, where there was one to make."""
    if len(ranked) <= len(best):
        return
    second = ranked[len(best)][0]
    confidence = (Decimal(second - ranked[0][0]) / second).quantize(Decimal("0.001"))
    for row in rows:
        row.decision = Decision(confidence, "projects-by-row")


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
        row.numbers = own


def _one_each(rows: list[Row], flow: Flow) -> list[list[Cell]]:
    kept = [[number for number in row.numbers if _beside_project(number, row, flow)] for row in rows]
    values = [number.value for row in rows for number in row.numbers]
    ascending = len(set(values)) == len(values) and values == sorted(values)
    if all(len(row.numbers) == 1 for row in rows) and (ascending or sum(not own for own in kept) == 1):
        return [row.numbers for row in rows]
    return kept


def _beside_project(number: Cell, row: Row, flow: Flow) -> bool:
    return any(_on_one_line(*sorted((number, cell), key=lambda cell: cell.start), flow) for cell in row.mentions)


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


def categories_in_place(cells: Iterable[Cell], head: tuple[str, ...]) -> list[Cell]:
    """The category cells, if each is followed by its own table head and by nothing else before that.

    Boxes that moved leave a category without its head, or with two; then nothing tells whose
    category it is, and the list is empty.
    """
    tables = list(_tables(cells))
    if tables and all(category and _is_head(labels, head) for category, labels in tables):
        return [category for category, _ in tables if category]
    return []


def _tables(cells: Iterable[Cell]) -> Iterator[tuple[Cell | None, str]]:
    """Each category with the labels behind it up to the first other cell; rows before all have none."""
    category: Cell | None = None
    labels, open_head, started = "", False, False
    for cell in cells:
        if cell.kind == "category":
            if started:
                yield category, labels
            category, labels, open_head, started = cell, "", True, True
        elif cell.kind in ("label", "as-of"):
            labels += fold(cell.value) if open_head else ""
        elif cell.kind in ROW_KINDS and not started:
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
