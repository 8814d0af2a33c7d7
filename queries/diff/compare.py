"""Two sides against each other: measures, then what each pair of sheets says, then what moved between measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policygraph.errors import QueryError
from policygraph.queries.diff.cells import differences
from policygraph.queries.diff.events import appeared, event, gone, parts
from policygraph.queries.diff.indicators import compare_indicators
from policygraph.queries.diff.measure_cells import measure_cells
from policygraph.queries.diff.model import KINDS, Change, Comparison, Held, Item, Pair, Side
from policygraph.queries.diff.offices import office_candidates
from policygraph.queries.diff.pairing import MEASURE_CODES, NEW_EVERY_YEAR, SAME_YEAR, Paired, pair_up
from policygraph.queries.diff.projects import Left, compare_moved, compare_projects, project_items

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


def compare(a: Side, b: Side) -> Comparison:
    """What changed from ``a`` to ``b``.

    Where both have sheets of one fiscal year, that year of the one is compared with that of the other, and
    what only one has of other years is left out and told; otherwise each must hold one year.

    Raises:
        QueryError: a side has several years, and no year is on both.
    """
    common = a.years & b.years
    if not common and max(len(a.years), len(b.years)) > 1:
        listed = [", ".join(map(str, sorted(side.years))) for side in (a, b)]
        raise QueryError(
            f"no fiscal year is on both sides ({listed[0]}; {listed[1]}): compare two years of one store",
            ja=f"両方にある年度がありません（A：{listed[0]}、B：{listed[1]}）。比べる年度を一つずつにしてください。",
        )
    rounds = [(_of_year(a, year), _of_year(b, year)) for year in sorted(common)] or [(a.held, b.held)]
    done = [_compare_round(one, other, same_year=bool(common)) for one, other in rounds]
    left_out = [
        f"{letter} {each.year}年度 {each.sheet.head.code or ''} {each.sheet.head.name}"
        for letter, side in (("A", a), ("B", b))
        for each in side.held
        if common and each.year not in common
    ]
    changes = sorted((change for _, found in done for change in found), key=lambda change: _ORDER[change.kind])
    return Comparison(a, b, tuple(pair for pairs, _ in done for pair in pairs), tuple(changes), tuple(left_out))


def _of_year(side: Side, year: int) -> tuple[Held, ...]:
    return tuple(each for each in side.held if each.year == year)


def _compare_round(a: Sequence[Held], b: Sequence[Held], *, same_year: bool) -> tuple[list[Pair], list[Change]]:
    pairs: list[Pair] = []
    changes: list[Change] = []
    for authority in sorted({each.authority for each in (*a, *b)}):
        of_a, of_b = ([_measure(each) for each in side if each.authority == authority] for side in (a, b))
        found = pair_up("measure", of_a, of_b, SAME_YEAR if same_year else MEASURE_CODES)
        more_pairs, more_changes = _compare_government(found, same_year)
        pairs += [*found.pairs, *found.splits, *found.mergers, *more_pairs]
        changes += more_changes
    return pairs, changes


def _measure(held: Held) -> Item:
    """A measure is told by its name and by its projects."""
    head = held.sheet.head
    return Item(held, head, head.code or "", head.name, "\n".join(sorted(each.name for each in held.sheet.projects)))


def _compare_government(found: Paired, same_year: bool) -> tuple[list[Pair], list[Change]]:
    pairs: list[Pair] = []
    changes: list[Change] = [*_measure_events(found)]
    left = Left([], [])
    for pair in found.pairs:
        if pair.a is None or pair.b is None:
            continue
        one, other = pair.a.held, pair.b.held
        of_a, of_b = measure_cells(one.sheet, other.sheet), measure_cells(other.sheet, one.sheet)
        changes += differences(pair, dict(of_a), dict(of_b))
        for compared in (
            compare_projects(one, other, SAME_YEAR if same_year else NEW_EVERY_YEAR, left),
            compare_indicators(one, other, same_year=same_year),
        ):
            pairs += compared.pairs
            changes += compared.changes
    _leave_unpaired(found, left)
    moved = compare_moved(left)
    pairs += moved.pairs
    projects = [pair for pair in pairs if pair.thing == "project"]
    return pairs, [*changes, *moved.changes, *office_candidates(projects, found)]


def _leave_unpaired(found: Paired, left: Left) -> None:
    """Projects of measures without a sheet on the other side may have moved to another measure."""
    alone_a = [*(item for item, _ in found.ended), *_each_once(pair.a for pair in (*found.splits, *found.mergers))]
    alone_b = [*(item for item, _ in found.added), *_each_once(pair.b for pair in (*found.splits, *found.mergers))]
    left.ended.extend(
        gone("project", each, note="B に施策の調書がありません")
        for item in alone_a
        for each in project_items(item.held)
    )
    left.added.extend(
        appeared("project", each, note="A に施策の調書がありません")
        for item in alone_b
        for each in project_items(item.held)
    )


def _each_once(items: Iterator[Item | None]) -> list[Item]:
    return list({id(item): item for item in items if item is not None}.values())


def _measure_events(found: Paired) -> Iterator[Change]:
    for pair in found.pairs:
        yield from event(pair, by_code=True)
    yield from parts(found)
    for item, candidates in found.ended:
        yield gone("measure", item, candidates, "B に調書がありません（終了か、集めていないだけかは分かりません）")
    for item, candidates in found.added:
        yield appeared("measure", item, candidates, "A に調書がありません（新規か、集めていないだけかは分かりません）")
