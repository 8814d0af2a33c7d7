from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES, SHEET, Children
from policygraph.loaders.passages import SHORT, Passages
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.conftest import EXAMPLES
from tests.strategies import SOURCE_LENGTH, sheets

LINES = Source.from_text("x", "".join(f"{number:03d}\n" for number in range(1, 41)))
SPARSE = Source.from_text("x", "一二三\n\n四五六\n" * (SOURCE_LENGTH // 9 + 1))


def at(*numbers: int) -> tuple[r.Span, ...]:
    """A character of each of the lines of ``LINES``."""
    return tuple(r.Span(4 * number - 4, 4 * number - 3) for number in numbers)


def lines_of(passages: Passages, record: r.Record) -> list[tuple[int, int]]:
    """First and last line of each passage of a record."""
    return [(LINES.line_at(span.start).number, LINES.line_at(span.end - 1).number) for span in passages.of(record)]


def head(number: int) -> r.Head:
    return r.Head(
        quotes=at(number),
        name="架空の施策",
        code="05-10",
        fiscal_year=2020,
        department=None,
        author_post=None,
        contact=None,
        related_offices=(),
        areas=(),
        overall_verdict=None,
    )


def sheet_of(**held: tuple[r.Record, ...]) -> r.Sheet:
    """A sheet with a head in its first line and what is ``held``."""
    empty = {children.attribute: None if children.single else () for children in SHEET}
    return r.Sheet(head=head(1), **(empty | held))  # type: ignore[arg-type]


def budget(*numbers: int) -> r.Budget:
    return r.Budget(quotes=at(*numbers), fiscal_year=2020, amount=1000)


def mention(*numbers: int) -> r.PlanLink:
    return r.PlanLink(quotes=at(*numbers), heading="公約", code="C0078")


def part(*numbers: int, plans: tuple[r.PlanLink, ...] = ()) -> r.Part:
    return r.Part(quotes=at(*numbers), area="2(2)A", name="架空の部分", goal=None, plans=plans)


def finding(*numbers: int) -> r.Finding:
    return r.Finding(
        quotes=at(*numbers),
        rule="sum-budget",
        about=None,
        printed=None,
        expected=None,
        message_ja="合いません",
        message_en="does not add up",
    )


def passages_of(sheet: r.Sheet) -> Passages:
    return Passages(LINES, sheet)


def test_a_passage_is_whole_lines() -> None:
    first = budget(3)
    (passage,) = passages_of(sheet_of(budgets=(first,))).of(first)
    assert LINES.quote(passage) == "003"


def test_lines_that_follow_one_another_are_one_passage_however_long() -> None:
    long = budget(*range(3, 15))
    assert lines_of(passages_of(sheet_of(budgets=(long,))), long) == [(3, 14)]


@pytest.mark.parametrize(
    ("quoted", "passages"),
    [
        ((3, 5), [(3, 5)]),
        ((3, 7), [(3, 7)]),
        ((3, 8), [(3, 3), (8, 8)]),
        ((3, 4, 7, 8), [(3, 8)]),
        ((3, 4, 5, 8, 9), [(3, 5), (8, 9)]),
    ],
)
def test_lines_that_nothing_quotes_part_no_passage_while_it_stays_short(
    quoted: tuple[int, ...], passages: list[tuple[int, int]]
) -> None:
    parted = budget(*quoted)
    assert lines_of(passages_of(sheet_of(budgets=(parted,))), parted) == passages


def test_a_line_that_something_else_quotes_is_never_bridged() -> None:
    parted, between = budget(3, 5), budget(4)
    passages = passages_of(sheet_of(budgets=(parted, between)))
    assert lines_of(passages, parted) == [(3, 3), (5, 5)]
    assert lines_of(passages, between) == [(4, 4)]


def test_a_mention_shares_the_short_passage_in_which_its_parent_names_it() -> None:
    plans = (mention(3), mention(5))
    whole = part(2, plans=plans)
    passages = passages_of(sheet_of(parts=(whole,)))
    assert [lines_of(passages, each) for each in (whole, *plans)] == [[(2, 5)]] * 3


def test_a_mention_in_a_long_text_has_its_own_line() -> None:
    named = mention(5)
    long = part(*range(2, 2 + SHORT + 1), plans=(named,))
    passages = passages_of(sheet_of(parts=(long,)))
    assert lines_of(passages, long) == [(2, 2 + SHORT)]
    assert lines_of(passages, named) == [(5, 5)]


def test_rows_of_a_table_keep_their_own_passages() -> None:
    rows = (budget(3), budget(4))
    passages = passages_of(sheet_of(budgets=rows))
    assert [lines_of(passages, row) for row in rows] == [[(3, 3)], [(4, 4)]]


def test_a_finding_over_several_rows_widens_the_quotation_of_none() -> None:
    rows, wrong = (budget(3), budget(4)), finding(3, 4)
    passages = passages_of(sheet_of(budgets=rows, findings=(wrong,)))
    assert [lines_of(passages, row) for row in rows] == [[(3, 3)], [(4, 4)]]
    assert lines_of(passages, wrong) == [(3, 4)]


def records_of(sheet: r.Sheet) -> Iterator[r.Record]:
    def held(owner: object, places: tuple[Children, ...]) -> Iterator[r.Record]:
        for place in places:
            for record in place.of(owner):
                yield record
                yield from held(record, SHAPES[place.record].children)

    yield sheet.head
    yield from held(sheet, SHEET)


def assert_each_is_quoted_tightly(sheet: r.Sheet, source: Source) -> None:
    passages = Passages(source, sheet)
    for record in records_of(sheet):
        found = passages.of(record)
        assert all(
            any(each.start <= quote.start and quote.end <= each.end for each in found)
            for quote in trimmed(record, source)
        )
        own = {source.lines_of(run) for run in source.runs(record.quotes)}
        for passage in found:
            lines = [line for line in source.lines if passage.start <= line.start and line.end <= passage.end]
            assert len(lines) <= SHORT or passage in own


def trimmed(record: r.Record, source: Source) -> list[r.Span]:
    """What of each quotation is not the white space before, between or behind lines."""
    lines = [source.lines_of(run) for run in source.runs(record.quotes)]
    cut = (r.Span(max(quote.start, line.start), min(quote.end, line.end)) for quote in record.quotes for line in lines)
    return [span for span in cut if span.start < span.end]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_whatever_is_quoted_is_covered_by_its_own_lines_or_a_few(sheet: r.Sheet) -> None:
    assert_each_is_quoted_tightly(sheet, SPARSE)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_an_example_is_quoted_by_its_own_lines_or_a_few(path: Path) -> None:
    source = Source.from_bytes(path.name, path.read_bytes())
    assert_each_is_quoted_tightly(read_sheet(source), source)
