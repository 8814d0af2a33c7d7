"""Section 7(3), 事務事業への反映状況: directions before and after per project, and their counts (form, page 13)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, permutations
from typing import NamedTuple

from policygraph.loaders.japanese import DASHES, fold, is_dash
from policygraph.loaders.records import DirectionCount, ProjectMention, Ref, Reflection
from policygraph.loaders.sheet.evaluation.cells import AFTER, BEFORE, FIRST, MASKS, Cell, Flow, one_line
from policygraph.loaders.sheet.evaluation.labels import EvaluationLabels
from policygraph.loaders.sheet.evaluation.mentions import Vocabulary, mentions, take_mentions
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

_NUMBER = re.compile(rf"[0-9０-９]{FIRST}[0-9０-９]{{0,2}}{AFTER}")
_DASH = re.compile(rf"[{re.escape(DASHES)}]{FIRST}{AFTER}")
_TOTAL = "合計"
_MOST_LINES = 4
"""Lines of counts that are tried in any order."""
_CELL_START = rf"(?<![^\s{MASKS}0-9０-９])"


class _Row(NamedTuple):
    """A project and its two directions (dashes for none), or no directions where they cannot be known."""

    code: Cell
    directions: list[Cell]


def read_directions(
    lines: Sequence[Line], reading: Reading, vocabulary: Vocabulary
) -> tuple[tuple[DirectionCount, ...], tuple[Reflection, ...]]:
    """Read 7(3): the counts and, in the order of the numbers, the projects."""
    labels = reading.form.evaluation
    flow = Flow.of(lines, labels.page, labels.direction_table)
    patterns = _patterns(labels)
    reading.label(LabelRule.DIRECTIONS, *flow.spans(*flow.take("label", patterns.header, "\x03")))
    take_mentions(flow, vocabulary, labels.directions)
    flow.take_labels(reading)
    reading.label(LabelRule.DIRECTIONS, *flow.spans(*flow.take("label", patterns.spaced_header, "\x03")))
    flow.take("direction", patterns.direction)
    numbers = flow.take("number", _NUMBER)
    flow.take("direction", _DASH)
    _take_names(flow)
    rows = _rows(flow, reading)
    projects = tuple(_reflections(rows, flow, reading, vocabulary))
    return tuple(_counts(numbers, projects, labels, flow, reading)), projects


# --- cells ------------------------------------------------------------------------------------


class _Patterns(NamedTuple):
    header: re.Pattern[str]
    spaced_header: re.Pattern[str]
    direction: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(labels: EvaluationLabels) -> _Patterns:
    """Heads of columns against directions of projects.

    A head names three directions or more in a row, or stands beside 方向性 or 合計, or has spaces
    inside; a project has two directions at most, without spaces.
    """
    wordings = spaced(*labels.directions)
    several = rf"(?:{wordings})(?:\s+(?:{wordings}))*"
    beside = spaced("合計", "方向性")
    opened = "|".join(r"[^\S\n]+".join(word) for word in labels.directions)
    return _Patterns(
        re.compile(
            rf"{BEFORE}(?:(?:{spaced('方向性')})[^\S\n]+{several}|{several}[^\S\n]+(?:{beside})"
            rf"|(?:{wordings})(?:[^\S\n]+(?:{wordings})){{2,}}){AFTER}"
        ),
        re.compile(rf"{BEFORE}(?:{opened}){AFTER}"),
        re.compile(rf"{_CELL_START}(?:{'|'.join(labels.directions)})(?=[\s{MASKS}]|\Z|{'|'.join(labels.directions)})"),
    )


def _take_names(flow: Flow) -> None:
    """What is left are names that section 4 does not have, one a cell."""
    flow.take_places([cell._replace(kind="name", value=one_line(cell.value)) for cell in flow.texts()])


# --- projects ---------------------------------------------------------------------------------


def _rows(flow: Flow, reading: Reading) -> list[_Row]:
    """Projects with two directions each: those behind the number, else in order if there are twice as many."""
    cells = [cell for cell in flow.in_order() if cell.kind in ("code", "direction")]
    rows: list[_Row] = []
    for cell in cells:
        if cell.kind == "code":
            rows.append(_Row(cell, []))
        elif rows:
            rows[-1].directions.append(cell)
    directions = [cell for cell in cells if cell.kind == "direction"]
    if all(len(row.directions) == 2 for row in rows) and len(directions) == 2 * len(rows):
        return rows
    if len({cell.value for cell in directions}) == 1 and len(directions) == 2 * len(rows):
        return [_Row(row.code, directions[2 * index : 2 * index + 2]) for index, row in enumerate(rows)]
    certain = [row if _on_one_line(row, flow) else _Row(row.code, []) for row in rows]
    used = {cell for row in certain for cell in row.directions}
    _report([cell for cell in directions if cell not in used], "方向性", "directions", flow, reading)
    return certain


def _on_one_line(row: _Row, flow: Flow) -> bool:
    """Whether a number has two directions and both stand on its line."""
    if len(row.directions) != 2:
        return False
    return "\n" not in flow.text[row.code.start : row.directions[-1].end]


def _reflections(rows: Sequence[_Row], flow: Flow, reading: Reading, vocabulary: Vocabulary) -> Iterator[Reflection]:
    """In the order of the numbers; a row printed a second time alike is a repetition."""
    cells = [cell for cell in flow.in_order() if cell.kind in ("code", "name")]
    named = mentions(cells, flow, vocabulary, reading)
    for stray in named[len(rows) :]:
        _report_stray(stray, reading)
    seen: set[tuple[str | None, ...]] = set()
    for project, row in sorted(zip(named, rows, strict=False), key=lambda pair: pair[1].code.value):
        first, following = (_direction(cell) for cell in row.directions) if row.directions else (None, None)
        quotes = project.quotes + flow.spans(*row.directions)
        key = (project.code, project.name, first, following)
        if key in seen:
            reading.repeat(*quotes)
            continue
        seen.add(key)
        yield Reflection(quotes=reading.fact(*quotes), project=project, first_direction=first, next_direction=following)


def _report_stray(project: ProjectMention, reading: Reading) -> None:
    reading.unknown(*project.quotes)
    reading.find(
        "cell-unknown",
        project.quotes,
        ja=f"事務事業名「{project.name}」がどの整理番号のものか分かりません。",
        en=f"It cannot be known which number the project name {project.name!r} belongs to.",
        about=Ref("reflections", ""),
        printed=project.name,
    )


def _direction(cell: Cell) -> str | None:
    return None if is_dash(cell.value) else fold(cell.value)


# --- counts -----------------------------------------------------------------------------------


def _counts(
    cells: list[Cell],
    projects: Sequence[Reflection],
    labels: EvaluationLabels,
    flow: Flow,
    reading: Reading,
) -> Iterator[DirectionCount]:
    """Counts by column: all columns in a row, or the one way that agrees with the projects' directions."""
    columns = labels.count_columns
    expected = _expected(projects, labels.directions) if projects or len(cells) > 1 else None
    numbers = [int(cell.value) for cell in cells]
    solutions = _solutions(numbers, _orders(cells, flow), columns, expected)
    for index, cell in enumerate(cells):
        names = {solution[index] for solution in solutions}
        name = names.pop() if len(names) == 1 else None
        if name is None:
            _report([cell], "反映状況の件数", "counts of directions", flow, reading)
        else:
            yield DirectionCount(quotes=reading.fact(*flow.spans(cell)), direction=name, count=numbers[index])


def _expected(projects: Sequence[Reflection], directions: Sequence[str]) -> Mapping[str, int] | None:
    """Projects by their next direction and in all; None if some direction is not known."""
    found = Counter(project.next_direction for project in projects)
    if None in found or any(direction not in directions for direction in found):
        return None
    return {**{direction: found[direction] for direction in directions}, _TOTAL: sum(found.values())}


def _orders(cells: Sequence[Cell], flow: Flow) -> list[tuple[int, ...]]:
    """The orders in which the numbers may stand on the form, the printed one first: lines may be exchanged.

    Within a line they stand as printed. Of many lines with little on them only the printed order is tried.
    """
    lines = [flow.text.count("\n", 0, cell.start) for cell in cells]
    rows = [[index for index, line in enumerate(lines) if line == own] for own in dict.fromkeys(lines)]
    orders = permutations(rows) if len(rows) <= _MOST_LINES else [tuple(rows)]
    return [tuple(chain.from_iterable(order)) for order in orders]


def _solutions(
    numbers: list[int], orders: Sequence[tuple[int, ...]], columns: Sequence[str], expected: Mapping[str, int] | None
) -> list[tuple[str, ...]]:
    """Columns of the numbers. Those that agree with the projects as printed are sure.

    Else lines may have been exchanged, or the sheet contradicts itself in one direction: where both can be,
    nothing is sure. A whole row needs no agreement.
    """
    whole = [tuple(columns)] if len(numbers) == len(columns) else []
    if expected is None:
        return whole
    if plain := list(_in_order(numbers, columns, expected, 0)):
        return plain
    found = list(_in_order(numbers, columns, expected, 1))
    for order in orders[1:]:
        for names in _in_order([numbers[index] for index in order], columns, expected, 0):
            by_place = dict(zip(order, names, strict=True))
            found.append(tuple(by_place[index] for index in range(len(numbers))))
    return found or whole


def _in_order(
    numbers: list[int], columns: Sequence[str], expected: Mapping[str, int], contradictions: int
) -> Iterator[tuple[str, ...]]:
    """Columns of the numbers in their order, blank ones having vanished, with so many counts that contradict.

    One that does is of a direction that some project has, and the total agrees: it proves the rest.
    """
    needed = {column for column, count in expected.items() if count}
    for chosen in combinations(columns, len(numbers)):
        wrong = {name for name, number in zip(chosen, numbers, strict=True) if expected.get(name, number) != number}
        proved = not wrong or (wrong < needed and _TOTAL in chosen and _TOTAL not in wrong)
        if needed.issubset(chosen) and len(wrong) == contradictions and proved:
            yield chosen


def _report(cells: Sequence[Cell], ja: str, en: str, flow: Flow, reading: Reading) -> None:
    if not cells:
        return
    spans = flow.spans(*cells)
    reading.unknown(*spans)
    printed = " ".join(cell.value for cell in cells)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"{ja}「{printed}」がどの欄のものか分かりません。",
        en=f"It cannot be known to which cells the {en} {printed!r} belong.",
        about=Ref("reflections", ""),
        printed=printed,
    )
