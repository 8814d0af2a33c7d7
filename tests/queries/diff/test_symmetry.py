"""Nothing differs from itself, and B to A is A to B turned round."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.records import Project, Sheet
from policygraph.queries.diff.model import Change, Comparison, Item
from policygraph.queries.diff.pairing import NEW_EVERY_YEAR, SAME_YEAR, pair_up
from tests.queries.diff.held import LIGHTHOUSES, NETS, diff, held, measure, row
from tests.sheetwriter import generate

TURNED = {"added": "ended", "ended": "added", "split": "merged", "merged": "split"}

projects = st.lists(
    st.builds(
        row,
        st.sampled_from(["0101", "0102", "0103"]),
        st.sampled_from(["岬の灯台費", "岬の灯台費（東）", "岬の灯台費（西）", "漁網の補修", "漁網の補修事業費"]),
        st.sampled_from([None, LIGHTHOUSES, NETS, "補助金"]),
        budget=st.sampled_from([None, 0, 500_000, 700_000]),
        office=st.sampled_from(["海辺課", "沿岸課"]),
    ),
    max_size=5,
)


def outline(change: Change, *, turned: bool) -> tuple[object, ...]:
    sides = [(change.pair.a, change.a), (change.pair.b, change.b)]
    told = [(item.code if item else None, cell.value) for item, cell in (reversed(sides) if turned else sides)]
    kind = TURNED.get(change.kind, change.kind) if turned else change.kind
    return (kind, change.pair.thing, change.what[1:], *told, change.confidence, change.method)


def outlines(comparison: Comparison, *, turned: bool = False) -> Counter[tuple[object, ...]]:
    return Counter(outline(change, turned=turned) for change in comparison.changes)


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_a_sheet_does_not_differ_from_itself(seed: int) -> None:
    assert diff(generate(seed), generate(seed)).changes == ()


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=15)
def test_sheets_of_one_measure_turned_round(seed: int, other: int) -> None:
    one, two = generate(seed), _unmarked(generate(other))
    one = _unmarked(replace(one, head=replace(one.head, code=two.head.code)))
    assert outlines(diff(one, two)) == outlines(diff(two, one), turned=True)


def _unmarked(sheet: Sheet) -> Sheet:
    """A project that came by a transfer has no opposite: what went is told as ended."""
    return replace(sheet, projects=tuple(replace(each, transferred_from=None) for each in sheet.projects))


@given(projects, projects, st.booleans())
def test_projects_turned_round(of_a: list[Project], of_b: list[Project], same_year: bool) -> None:
    one, two = measure(*of_a), measure(*of_b, year=2020 if same_year else 2021)
    assert outlines(diff(one, two)) == outlines(diff(two, one), turned=True)


@given(projects, projects, st.sampled_from([SAME_YEAR, NEW_EVERY_YEAR]))
def test_every_project_has_one_fate(of_a: list[Project], of_b: list[Project], trust: object) -> None:
    sheet = held(measure())
    a, b = ([Item(sheet, each, each.code, each.name) for each in side] for side in (of_a, of_b))
    found = pair_up("project", a, b, SAME_YEAR if trust is SAME_YEAR else NEW_EVERY_YEAR)
    fates = Counter(
        [
            *(id(pair.a) for pair in found.pairs),
            *{id(pair.a) for pair in found.splits},
            *(id(pair.a) for pair in found.mergers),
            *(id(item) for item, _ in found.ended),
        ]
    )
    assert fates == Counter(map(id, a))
