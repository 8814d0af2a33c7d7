"""Section 7(3), 事務事業への反映状況: directions before and after per project, and their counts (form, page 13)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
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
    solutions = list(_solutions(numbers, columns, expected))
    if not solutions and expected is not None:
        solutions = list(_by_value(numbers, columns, expected))
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
    return {**{direction: found[direction] for direction in directions}, "合計": sum(found.values())}


def _solutions(
    numbers: list[int], columns: Sequence[str], expected: Mapping[str, int] | None
) -> Iterator[tuple[str, ...]]:
    """Columns of the numbers in their order. A whole row needs no check, unless its numbers are just in disorder."""
    if len(numbers) == len(columns):
        if expected is None or _fits(columns, numbers, expected) or not any(_by_value(numbers, columns, expected)):
            yield tuple(columns)
    elif expected is not None:
        needed = {column for column, count in expected.items() if count}
        for chosen in combinations(columns, len(numbers)):
            if needed.issubset(chosen) and _fits(chosen, numbers, expected):
                yield chosen


def _fits(columns: Sequence[str], numbers: Sequence[int], expected: Mapping[str, int]) -> bool:
    return all(expected.get(column, number) == number for column, number in zip(columns, numbers, strict=True))


def _by_value(numbers: list[int], columns: Sequence[str], expected: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Columns of numbers in disorder, by what each column must hold; one number at most is left for the other column.

    Where blank cells vanished, only columns that must hold something are looked for.
    """
    chosen: dict[int, str] = {}
    for column in (name for name, count in expected.items() if count or len(numbers) == len(columns)):
        fitting = (place for place, number in enumerate(numbers) if number == expected[column] and place not in chosen)
        index = next(fitting, None)
        if index is None:
            return
        chosen[index] = column
    rest = [column for column in columns if column not in expected]
    left = [index for index in range(len(numbers)) if index not in chosen]
    if len(left) <= len(rest) == 1:
        yield tuple(chosen.get(index, rest[0]) for index in range(len(numbers)))


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
