"""What became of a thing as a whole: it was renamed or renumbered, split or merged, came or went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policygraph.loaders.records import Head, Indicator, Project
from policygraph.queries.diff.model import NOTHING, Cell, Change, Item, Pair, Property
from policygraph.queries.diff.pairing import Paired

_UNPAIRED = "nothing-alike"
_DOUBTFUL = "candidates"


def event(pair: Pair, *, by_code: bool) -> Iterator[Change]:
    """A new name or, where codes last from A to B, a new code."""
    if pair.a is None or pair.b is None:
        return
    if pair.a.key != pair.b.key:
        yield _told(pair, "renamed", "name", pair.a.name, pair.b.name)
    if by_code and pair.a.code != pair.b.code:
        yield _told(pair, "renumbered", "code", pair.a.code or None, pair.b.code or None)


def parts(found: Paired) -> Iterator[Change]:
    """A change for each part of what was split or merged."""
    for kind, pairs in (("split", found.splits), ("merged", found.mergers)):
        for pair in pairs:
            if pair.a and pair.b:
                yield _told(pair, kind, "name", pair.a.named, pair.b.named)


def _told(pair: Pair, kind: str, name: str, one: str | None, other: str | None) -> Change:
    cells = [Cell.of(item.record, value) if item else NOTHING for item, value in ((pair.a, one), (pair.b, other))]
    return Change(pair=pair, what=Property(kind, name), a=cells[0], b=cells[1])


def gone(thing: str, item: Item, candidates: Sequence[Item] = (), note: str = "") -> Change:
    """What only A has, with its budget."""
    property_, cell = _size(item, "ended")
    return Change(
        pair=_alone(thing, item, None, candidates), what=property_, a=cell, candidates=_named(candidates), note=note
    )


def appeared(thing: str, item: Item, candidates: Sequence[Item] = (), note: str = "") -> Change:
    """What only B has, with its budget."""
    property_, cell = _size(item, "added")
    return Change(
        pair=_alone(thing, None, item, candidates), what=property_, b=cell, candidates=_named(candidates), note=note
    )


def _alone(thing: str, a: Item | None, b: Item | None, candidates: Sequence[Item]) -> Pair:
    """That nothing continues a thing is as sure as nothing is like it."""
    return Pair(thing, a, b, Decimal("0.5") if candidates else Decimal("0.9"), _DOUBTFUL if candidates else _UNPAIRED)


def _named(candidates: Sequence[Item]) -> tuple[str, ...]:
    return tuple(candidate.named for candidate in candidates)


def _size(item: Item, kind: str) -> tuple[Property, Cell]:
    """The budget of a project, or of a measure in the year of its sheet; an indicator has none."""
    record = item.record
    if isinstance(record, Project):
        return Property(kind, "budget", "円"), Cell.of(record, record.budget)
    if isinstance(record, Head):
        year = item.held.year
        own = (each for each in item.held.sheet.budgets if each.fiscal_year == year)
        return Property(kind, "totalBudget", "円", f"{year}年度"), next(
            (Cell.of(o, o.amount) for o in own), Cell.of(record, None)
        )
    if isinstance(record, Indicator):
        return Property(kind, "name"), Cell.of(record, record.name)
    raise ValueError(f"a {type(record).__name__} does not come or go")
