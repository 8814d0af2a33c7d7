"""Where findings stand."""

from __future__ import annotations

from policygraph.loaders.records import Span
from policygraph.loaders.source import Source
from policygraph.queries.checks.places import Place, lines_of_passage, placed_lines, places

TEXT = "灯台\n港 町\r\n\n\f岬\n"
LINES = placed_lines(Source.from_text("x", TEXT))


def test_lines_have_their_number_and_what_is_printed() -> None:
    assert [(line.number, line.text) for line in LINES] == [(1, "灯台"), (2, "港 町"), (4, "岬")]


def test_a_part_of_a_line_stands_for_the_line_and_neighbours_are_joined() -> None:
    assert places([Span(1, 2)], LINES) == (Place(1, 1, "灯台"),)
    assert places([Span(5, 6), Span(0, 1)], LINES) == (Place(1, 2, "灯台\n港 町"),)
    assert places([Span(0, 1), Span(10, 11)], LINES) == (Place(1, 1, "灯台"), Place(4, 4, "岬"))


def test_a_span_that_runs_over_blank_lines_takes_no_more_than_it_holds() -> None:
    assert places([Span(3, 11)], LINES) == (Place(2, 2, "港 町"), Place(4, 4, "岬"))
    assert places([Span(6, 10)], LINES) == ()
    assert places([], LINES) == ()


def test_a_passage_parts_into_the_lines_of_its_text() -> None:
    whole = TEXT[3:10].replace("\f", "\n")
    assert list(lines_of_passage(3, 2, whole)) == [LINES[1]]
    assert list(lines_of_passage(0, 1, TEXT[:6])) == LINES[:2]


def test_line_numbers_are_no_date_for_a_spreadsheet() -> None:
    assert (Place(3, 3, "").lines, Place(3, 12, "").lines) == ("3", "3～12")
