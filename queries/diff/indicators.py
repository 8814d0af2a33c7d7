"""The indicators of a measure against those it had before, by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Indicator
from policygraph.queries.diff.cells import Cells, differences, indicator_cells, observation_cells
from policygraph.queries.diff.events import appeared, event, gone, parts
from policygraph.queries.diff.model import Change, Held, Item, Pair
from policygraph.queries.diff.pairing import RANKS, SAME_YEAR, pair_up

UNREADABLE = "{}の調書に読めなかった箇所があります"
"""Note where what is missing may only be illegible."""


class Compared(NamedTuple):
    """Pairs of one kind of thing, and what changed."""

    pairs: list[Pair]
    changes: list[Change]


def compare_indicators(one: Held, other: Held, *, same_year: bool) -> Compared:
    """What became of the indicators of a pair of sheets; what each year's tables say is compared where both say it."""
    found = pair_up("indicator", _items(one), _items(other), SAME_YEAR if same_year else RANKS)
    changes: list[Change] = []
    for pair in found.pairs:
        changes += event(pair, by_code=True)
        changes += _values(pair, same_year)
    changes += parts(found)
    changes += [gone("indicator", item, near, note_on(other, "B")) for item, near in found.ended]
    changes += [appeared("indicator", item, near, note_on(one, "A")) for item, near in found.added]
    return Compared([*found.pairs, *found.splits, *found.mergers], changes)


def note_on(held: Held, letter: str) -> str:
    """What limits the statement that something is not in a sheet."""
    return UNREADABLE.format(f" {letter} ").strip() if held.is_partial else ""


def _items(held: Held) -> list[Item]:
    return [Item(held, each, each.rank, each.name, each.explanation or "") for each in held.sheet.indicators]


def _values(pair: Pair, same_year: bool) -> Iterator[Change]:
    if pair.a is None or pair.b is None:
        return
    one, other = pair.a.record, pair.b.record
    if not isinstance(one, Indicator) or not isinstance(other, Indicator):
        raise ValueError("a pair of indicators holds none")
    one_unit = fold(one.unit or "") == fold(other.unit or "")
    yield from differences(
        pair, dict(indicator_cells(one, one_unit=one_unit)), dict(indicator_cells(other, one_unit=one_unit))
    )
    of_a, of_b = (dict(observation_cells(each, one_unit=one_unit)) for each in (one, other))
    nothing: Cells = {}
    for year in sorted(of_a.keys() | of_b.keys() if same_year else of_a.keys() & of_b.keys()):
        yield from differences(pair, of_a.get(year, nothing), of_b.get(year, nothing))
