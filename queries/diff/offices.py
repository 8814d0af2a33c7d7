"""Offices that may have been renamed: candidates that projects suggest, never facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Project
from policygraph.loaders.sheet.wording import succession
from policygraph.queries.diff.model import Cell, Change, Held, Item, Pair, Property
from policygraph.queries.diff.pairing import Paired


def office_candidates(projects: Iterable[Pair], measures: Paired) -> Iterator[Change]:
    """Offices of A that B does not name, beside offices new in B to which their projects went.

    The confidence is the rule of succession over the projects that either office has.
    """
    moves = [(one, other, pair) for pair in projects if (one := _office(pair.a)) and (other := _office(pair.b))]
    old_names, new_names = _named_offices(measures)
    counts = Counter((one, other) for one, other, _ in moves)
    for (one, other), count in sorted(counts.items()):
        if one == other or one in new_names or other in old_names:
            continue
        of_either = sum(1 for left, right, _ in moves if left == one or right == other)
        shown = next(pair for left, right, pair in moves if (left, right) == (one, other))
        yield from _candidate(shown, count, of_either)


def _candidate(shown: Pair, count: int, of_either: int) -> Iterator[Change]:
    if shown.a and shown.b:
        old, new = (_as_office(item) for item in (shown.a, shown.b))
        pair = replace(
            shown,
            thing="office",
            a=old,
            b=new,
            confidence=succession(count, of_either),
            method="projects-moved-together",
        )
        yield Change(
            pair=pair,
            what=Property("reorganised", "office"),
            a=Cell.of(old.record, old.name),
            b=Cell.of(new.record, new.name),
            note=f"どちらかの部署の事務事業 {of_either} 件のうち {count} 件が移っています",
        )


def _as_office(item: Item) -> Item:
    office = item.record.office if isinstance(item.record, Project) else None
    return Item(item.held, item.record, "", office or "")


def _office(item: Item | None) -> str:
    return fold(item.record.office or "") if item and isinstance(item.record, Project) else ""


def _named_offices(measures: Paired) -> tuple[set[str], set[str]]:
    """All offices that the sheets of A, and those of B, name."""
    paired = (*measures.pairs, *measures.splits, *measures.mergers)
    of_a = [*(pair.a for pair in paired), *(item for item, _ in measures.ended)]
    of_b = [*(pair.b for pair in paired), *(item for item, _ in measures.added)]
    return _offices(item.held for item in of_a if item), _offices(item.held for item in of_b if item)


def _offices(sheets: Iterable[Held]) -> set[str]:
    return {
        fold(office)
        for held in sheets
        for office in (*held.sheet.head.related_offices, *(each.office or "" for each in held.sheet.projects))
    }
