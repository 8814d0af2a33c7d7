"""Which part of the measure each group, need and plan cell of page 2 belongs to.

The extracted text has no rows any more. What is left: headings with a part's name, the policy
area codes, the order of the rows, what stands beside what, and wording shared with a part's name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.initiatives.columns import Block
from policygraph.loaders.sheet.initiatives.lines import Cell, Entry
from policygraph.loaders.sheet.initiatives.part_choice import Choice, choose
from policygraph.loaders.sheet.initiatives.plans import CodeCell
from policygraph.loaders.sheet.wording import pairs

_Column = Literal["plan", "results", "needs", "codes", "area"]

_WORK: tuple[_Column, ...] = ("plan", "results")

_HEADING = 4.0
_WORDING = 2.0
_AREA_BEFORE, _AREA_BEHIND = 1.0, 0.5
_CODES_BESIDE = 0.75
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
    named = [[len(cell.codes & set(codes_named.get(area, ()))) for area, _ in parts] for cell in cells]
    groups = _place_groups(units, blocks, parts, named)
    by_group = {group: choice.part for group, choice in groups.items()}
    needs = _place_needs(units, by_group, len(parts))
    codes = _place_cells(units, by_group, cells, named)
    return Places(
        groups,
        {block: _leaning(choice, groups) for block, choice in needs.items()},
        [choice if any(own) else _leaning(choice, groups) for choice, own in zip(codes, named, strict=True)],
    )


def _leaning(choice: Choice, groups: Mapping[int, Choice]) -> Choice:
    """A choice by what stands beside, no surer than that."""
    beside = [group.confidence for group in groups.values() if group.part == choice.part]
    return Choice(choice.part, min([choice.confidence, *beside]))


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
    units: Sequence[_Unit],
    blocks: Sequence[Block],
    parts: Sequence[tuple[str, str | None]],
    named: Sequence[Sequence[int]],
) -> dict[int, Choice]:
    """Groups in the order in which their results (or else their plans) stand."""
    order: dict[int, int] = {}
    for column in ("results", "plan"):
        for at, unit in enumerate(units):
            if unit.column == column:
                order.setdefault(unit.key, at)
    groups = sorted(order, key=order.__getitem__)
    near = _beside_areas(units, _WORK, groups, len(parts))
    _beside_codes(near, units, named)
    by_name = {group: _by_name(blocks, group, parts) for group in groups}
    trust = _trust([(by_name[group], near[group]) for group in groups])
    evidence = [
        [trust * name + place for name, place in zip(by_name[group], near[group], strict=True)] for group in groups
    ]
    return dict(zip(groups, choose(evidence, in_order=trust, empty=1.0), strict=True))


def _by_name(blocks: Sequence[Block], group: int, parts: Sequence[tuple[str, str | None]]) -> list[float]:
    """What headings with a part's name, and its words in the titles, say of a group."""
    own = [block for block in blocks if block.group == group and not block.is_needs]
    heads = {block.head_of for block in own}
    words = pairs("\n".join([item.title.key for block in own for item in block.items if item.title]))
    return [_HEADING * (area in heads) + _WORDING * _share(name, words) for area, name in parts]


def _share(name: str | None, words: frozenset[str]) -> float:
    """How much of a part's name stands among the words."""
    of_name = pairs(fold(name)) if name else frozenset()
    return len(of_name & words) / max(len(of_name), 1)


def _trust(groups: Sequence[tuple[Sequence[float], Sequence[float]]]) -> float:
    """How far names tell parts on this page, 0 to 1: they may stand at the wrong areas on page 1.

    Each group has what names say and what stands beside; where they disagree, so may the others.
    """
    agreeing = against = 0.0
    for by_name, near in groups:
        if max(by_name) >= _HEADING:
            named = by_name.index(max(by_name))
            lead = near[named] - max([vote for part, vote in enumerate(near) if part != named], default=0.0)
            agreeing += max(lead, 0.0)
            against -= min(lead, 0.0)
    return ((agreeing + 1) / (agreeing + against + 1)) ** 2


def _beside_areas(
    units: Sequence[_Unit], columns: Sequence[_Column], keys: Iterable[int], parts: int
) -> dict[int, list[float]]:
    """An area code right before: the form prints it at the head of its row; or behind, if no row begins there."""
    votes = {key: [0.0] * parts for key in keys}
    for before, area, behind in zip([None, *units], units, [*units[1:], None], strict=False):
        if area.column != "area":
            continue
        if behind is not None and behind.column in columns:
            votes[behind.key][area.key] += _AREA_BEFORE
        elif before is not None and before.column in columns and (behind is None or behind.column not in _WORK):
            votes[before.key][area.key] += _AREA_BEHIND
    return votes


def _beside_codes(votes: Mapping[int, list[float]], units: Sequence[_Unit], named: Sequence[Sequence[int]]) -> None:
    """Plan codes that another section names under one area, right beside a plan."""
    for pair in pairwise(units):
        for codes, plan in (pair, pair[::-1]):
            if codes.column == "codes" and plan.column == "plan" and sum(map(bool, named[codes.key])) == 1:
                part = named[codes.key].index(max(named[codes.key]))
                votes[plan.key][part] += _CODES_BESIDE


def _place_needs(units: Sequence[_Unit], by_group: dict[int, int], parts: int) -> dict[int, Choice]:
    """Needs stand right of the results: they come out behind them, alone or row by row."""
    order = list(dict.fromkeys(unit.key for unit in units if unit.column == "needs"))
    votes = _beside_areas(units, ("needs",), order, parts)
    for run in _runs(units, "needs"):
        _vote(votes, run.keys, run.parts_before("results", by_group), _BESIDE)
    return dict(zip(order, choose([votes[key] for key in order], in_order=1.0), strict=True))


def _place_cells(
    units: Sequence[_Unit], by_group: dict[int, int], cells: Sequence[CodeCell], named: Sequence[Sequence[int]]
) -> list[Choice]:
    """Plan codes stand left of the plan: they come out behind or before it, one cell a row."""
    votes = _beside_areas(units, ("codes",), range(len(cells)), max(map(len, named), default=0))
    for key, own in enumerate(named):
        for part, codes in enumerate(own):
            votes[key][part] += _NAMED * codes
    for run in _runs(units, "codes"):
        _vote(votes, run.keys, run.parts_before("plan", by_group), _BESIDE)
        _vote(votes, run.keys, run.parts_before("results", by_group), _BESIDE / 4)
        for column in ("plan", "results"):
            _vote(votes, run.keys[::-1], run.parts_behind(column, by_group)[::-1], _BESIDE / 2)
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
