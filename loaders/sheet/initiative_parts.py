"""Which part of the measure each group, need and plan cell of page 2 belongs to.

The extracted text has no rows any more. What is left: headings with a part's name, the policy
area codes, the order of the rows, what stands beside what, and wording shared with a part's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.initiative_columns import Block
from policygraph.loaders.sheet.initiative_lines import Cell, Entry
from policygraph.loaders.sheet.part_choice import Choice, choose
from policygraph.loaders.sheet.plans import CodeCell
from policygraph.loaders.sheet.wording import pairs

_Column = Literal["plan", "results", "needs", "codes", "area"]

_HEADING = 10.0
_WORDING = 2.0
_AREA_BEFORE, _AREA_BEHIND = 1.0, 0.5
_BESIDE = 2.0
_CROWDED = 2.5
_NAMED = 3.0
"""Weights of the evidence, relative to a pair in the order of the rows (1)."""


class _Unit(NamedTuple):
    """What stands at one place: a column's piece. ``key`` is a group, a block, a cell or a part."""

    column: _Column
    key: int


@dataclass(frozen=True, slots=True)
class Places:
    """The part chosen for each group of work blocks, block of needs and cell of plan codes."""

    groups: dict[int, Choice]
    needs: dict[int, Choice]
    cells: list[Choice]


def place(
    entries: Sequence[Entry],
    blocks: Sequence[Block],
    cells: Sequence[CodeCell],
    parts: Sequence[tuple[str, str | None]],
    codes_named: Mapping[str, Collection[str]],
) -> Places:
    """Choose parts by index into ``parts`` (area and name, in the order the form prints them).

    ``codes_named`` are plan codes that another section names under an area.
    """
    units = list(_units(entries, blocks, cells, [area for area, _ in parts]))
    groups = _place_groups(units, blocks, parts)
    by_group = {group: choice.part for group, choice in groups.items()}
    needs = _place_needs(units, by_group, len(parts))
    named = [frozenset(codes_named.get(area, ())) for area, _ in parts]
    return Places(groups, needs, _place_cells(units, by_group, cells, named))


def _units(
    entries: Sequence[Entry], blocks: Sequence[Block], cells: Sequence[CodeCell], areas: Sequence[str]
) -> Iterator[_Unit]:
    """The columns' pieces in document order, repetitions as what they repeat, each run once."""
    last: _Unit | None = None
    starts = {cell.first: number for number, cell in enumerate(cells)}
    for at, entry in enumerate(entries):
        unit = _unit(entry, blocks, areas) if at not in starts else _Unit("codes", starts[at])
        if unit is not None and unit != last:
            yield unit
            last = unit


def _unit(entry: Entry, blocks: Sequence[Block], areas: Sequence[str]) -> _Unit | None:
    if isinstance(entry, Cell):
        return _Unit("area", areas.index(entry.text)) if entry.kind == "area" else None
    number = (entry.same_as or entry).block
    if number < 0:
        return None
    block = blocks[number]
    if block.is_needs:
        return _Unit("needs", number)
    return _Unit("results" if block.reported else "plan", block.group)


# --- evidence ---------------------------------------------------------------------------------


def _place_groups(
    units: Sequence[_Unit], blocks: Sequence[Block], parts: Sequence[tuple[str, str | None]]
) -> dict[int, Choice]:
    """Groups in the order in which their results (or else their plans) stand."""
    order: dict[int, int] = {}
    for column in ("results", "plan"):
        for at, unit in enumerate(units):
            if unit.column == column:
                order.setdefault(unit.key, at)
    groups = sorted(order, key=order.__getitem__)
    work = ("plan", "results")
    near = {group: _beside_areas(units, group, work, len(parts)) for group in groups}
    evidence = [
        [
            _headed(blocks, group, area) + _worded(blocks, group, name) + near[group][number]
            for number, (area, name) in enumerate(parts)
        ]
        for group in groups
    ]
    return dict(zip(groups, choose(evidence, in_order=1.0, empty=1.0), strict=True))


def _headed(blocks: Sequence[Block], group: int, area: str) -> float:
    heads = {block.head_of for block in blocks if block.group == group and not block.is_needs}
    return _HEADING if area in heads else 0.0


def _worded(blocks: Sequence[Block], group: int, name: str | None) -> float:
    """How much of the part's name stands in the titles of the group."""
    if not name:
        return 0.0
    titles = [
        item.title.key for block in blocks if block.group == group for item in block.items if item.title is not None
    ]
    of_name = pairs(fold(name))
    return _WORDING * len(of_name & pairs("\n".join(titles))) / max(len(of_name), 1)


def _beside_areas(units: Sequence[_Unit], key: int, columns: Sequence[str], parts: int) -> list[float]:
    """An area code right before or behind: the form prints it at the head of its row."""
    votes = [0.0] * parts
    for before, behind in pairwise(units):
        if before.column == "area" and behind.column in columns and behind.key == key:
            votes[before.key] += _AREA_BEFORE
        if behind.column == "area" and before.column in columns and before.key == key:
            votes[behind.key] += _AREA_BEHIND
    return votes


def _place_needs(units: Sequence[_Unit], by_group: dict[int, int], parts: int) -> dict[int, Choice]:
    """Needs stand right of the results: they come out behind them, alone or row by row."""
    order = list(dict.fromkeys(unit.key for unit in units if unit.column == "needs"))
    votes = {key: _beside_areas(units, key, ("needs",), parts) for key in order}
    for run in _runs(units, "needs"):
        _vote(votes, run.keys, run.parts_before("results", by_group), _BESIDE)
    return dict(zip(order, choose([votes[key] for key in order], in_order=1.0), strict=True))


def _place_cells(
    units: Sequence[_Unit], by_group: dict[int, int], cells: Sequence[CodeCell], named: Sequence[frozenset[str]]
) -> list[Choice]:
    """Plan codes stand left of the plan: they come out behind or before it, one cell a row."""
    parts = len(named)
    votes = {key: _beside_areas(units, key, ("codes",), parts) for key in range(len(cells))}
    for run in _runs(units, "codes"):
        _vote(votes, run.keys, run.parts_before("plan", by_group), _BESIDE)
        _vote(votes, run.keys, run.parts_before("results", by_group), _BESIDE / 4)
        for column in ("plan", "results"):
            _vote(votes, run.keys[::-1], run.parts_behind(column, by_group)[::-1], _BESIDE / 2)
    for key, cell in enumerate(cells):
        for part, codes in enumerate(named):
            votes[key][part] += _NAMED * len(codes & cell.codes)
    contents = [cell.content for cell in cells]
    return choose([votes[key] for key in range(len(cells))], empty=1.0, crowded=_CROWDED, contents=contents)


class _Run(NamedTuple):
    """A run of pieces of one column, and the runs of one column before and behind it."""

    keys: list[int]
    before: list[_Unit]
    behind: list[_Unit]

    def parts_before(self, column: str, by_group: dict[int, int]) -> list[int]:
        return [by_group[unit.key] for unit in self.before if unit.column == column]

    def parts_behind(self, column: str, by_group: dict[int, int]) -> list[int]:
        return [by_group[unit.key] for unit in self.behind if unit.column == column]


def _runs(units: Sequence[_Unit], column: _Column) -> Iterator[_Run]:
    pieces = (unit for unit in units if unit.column != "area")
    runs = [list(run) for _, run in groupby(pieces, lambda unit: unit.column)]
    for before, run, behind in zip([[], *runs], runs, [*runs[1:], []], strict=False):
        if run[0].column == column:
            yield _Run([unit.key for unit in run], before, behind)


def _vote(votes: dict[int, list[float]], run: Sequence[int], neighbours: Sequence[int], weight: float) -> None:
    """Pieces of equally long runs belong together one by one; else all stand beside the nearest.

    The neighbours end where the run begins.
    """
    if not neighbours:
        return
    for at, key in enumerate(run):
        if len(run) == len(neighbours):
            votes[key][neighbours[at]] += weight
        else:
            votes[key][neighbours[-1]] += weight / (at + 1)
