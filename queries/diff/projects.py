"""The projects of a measure against those it had before, and those that moved from one measure to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Project, Reflection
from policygraph.queries.diff.cells import differences, project_cells, reflections_of
from policygraph.queries.diff.events import appeared, event, gone, parts
from policygraph.queries.diff.indicators import Compared, note_on
from policygraph.queries.diff.model import NOTHING, Cell, Change, Held, Item, Pair, Property
from policygraph.queries.diff.pairing import PLAUSIBLE, Trust, alike, pair_up

_MOVED = Decimal("0.8")
"""Confidence that a name which left one measure and came to another is one project."""


@dataclass(frozen=True, slots=True)
class Left:
    """Projects that only one side has, measure by measure, before it is known which of them moved."""

    ended: list[Change]
    added: list[Change]


def project_items(held: Held) -> list[Item]:
    """The projects of a sheet; the overview tells what each is."""
    return [
        Item(held, each, each.code, each.name, each.overview.text if each.overview else "")
        for each in held.sheet.projects
    ]


def compare_projects(one: Held, other: Held, trust: Trust, left: Left) -> Compared:
    """What became of the projects of a pair of sheets; those without a pair are put into ``left``."""
    found = pair_up("project", project_items(one), project_items(other), trust)
    changes: list[Change] = []
    for pair in found.pairs:
        changes += event(pair, by_code=trust.with_name)
        changes += _newly_marked(pair, same_year=trust.with_name)
        changes += _values(pair)
    changes += parts(found)
    left.ended.extend(gone("project", item, near, note_on(other, "B")) for item, near in found.ended)
    left.added.extend(appeared("project", item, near, note_on(one, "A")) for item, near in found.added)
    return Compared([*found.pairs, *found.splits, *found.mergers], changes)


def project_of(item: Item) -> Project:
    """The record of a project."""
    if not isinstance(item.record, Project):
        raise ValueError(f"no project: {item.record}")
    return item.record


def _values(pair: Pair) -> Iterator[Change]:
    if pair.a and pair.b:
        of_a, of_b = (dict(project_cells(project_of(item), _reflection(item))) for item in (pair.a, pair.b))
        yield from differences(pair, of_a, of_b)


def _reflection(item: Item) -> Reflection | None:
    directions = reflections_of(item.held.sheet)
    return directions.get(item.code) or directions.get(item.key)


def _newly_marked(pair: Pair, *, same_year: bool) -> Iterator[Change]:
    """【…移管】 tells of the year of its sheet: that it is gone the year after is no event."""
    if pair.a is None or pair.b is None:
        return
    one, other = project_of(pair.a).transferred_from, project_of(pair.b).transferred_from
    if fold(one or "") != fold(other or "") and (other or same_year):
        yield _transfer(pair, one, other)


def _transfer(pair: Pair, one: str | None, other: str | None) -> Change:
    of_a = Cell.of(pair.a.record, one) if pair.a else NOTHING
    of_b = Cell.of(pair.b.record, other) if pair.b else NOTHING
    return Change(pair=pair, what=Property("transferred", "transferredFrom"), a=of_a, b=of_b)


def compare_moved(left: Left) -> Compared:
    """What moved between measures by its name; the rest came, was transferred from elsewhere, or ended."""
    pairs: list[Pair] = []
    changes: list[Change] = []
    ended, added = _by_name(left.ended), _by_name(left.added)
    settled: set[int] = set()
    near: dict[int, Change] = {}
    for key in ended.keys() & added.keys():
        if len(ended[key]) == len(added[key]) == 1:
            old, new = ended[key][0], added[key][0]
            if pair := _moved(old.pair.either, new.pair.either):
                pairs.append(pair)
                settled |= {id(old), id(new)}
            else:
                near |= {id(old): new, id(new): old}
    pairs.sort(key=lambda pair: (pair.either.held.sheet.head.code or "", pair.either.code))
    for pair in pairs:
        changes += _movement(pair)
        changes += event(pair, by_code=False)
        changes += _values(pair)
    for change in (*left.ended, *left.added):
        if id(change) not in settled:
            changes += _came_or_went(_with_candidate(change, near.get(id(change))))
    return Compared(pairs, changes)


def _by_name(changes: Sequence[Change]) -> dict[str, list[Change]]:
    found: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.pair.either.key].append(change)
    return found


def _moved(old: Item, new: Item) -> Pair | None:
    """One name in two measures is one project if the mark 【…移管】 or the overview says so too."""
    if project_of(new).transferred_from:
        return Pair("project", old, new, Decimal("0.9"), "name-and-transfer-mark")
    if alike(old, new).total - 1 >= PLAUSIBLE:
        return Pair("project", old, new, _MOVED, "name-and-text-in-other-measure")
    return None


def _movement(pair: Pair) -> Iterator[Change]:
    """From which measure to which."""
    if pair.a and pair.b:
        of_a, of_b = (_measure_of(item) for item in (pair.a, pair.b))
        yield Change(pair=pair, what=Property("transferred", "measure"), a=of_a, b=of_b)
        if project_of(pair.b).transferred_from:
            yield _transfer(pair, project_of(pair.a).transferred_from, project_of(pair.b).transferred_from)


def _measure_of(item: Item) -> Cell:
    head = item.held.sheet.head
    return Cell.of(item.record, f"{head.code or ''} {head.name}".strip())


def _with_candidate(change: Change, other: Change | None) -> Change:
    if other is None:
        return change
    there = other.pair.either
    named = f"{there.named}（{there.held.sheet.head.code or there.held.sheet.head.name}）"
    pair = replace(change.pair, confidence=Decimal("0.5"), method="candidates")
    return replace(change, pair=pair, candidates=(named, *change.candidates))


def _came_or_went(change: Change) -> Iterator[Change]:
    """What came with a mark was transferred, and is no new project."""
    new = change.pair.b
    giver = project_of(new).transferred_from if new else None
    if not giver:
        yield change
        return
    pair = replace(change.pair, method="transfer-mark")
    yield replace(_transfer(pair, None, giver), candidates=change.candidates, note=change.note)
    yield replace(change, pair=pair, what=change.what._replace(kind="transferred"))
