"""The policy areas of a measure in the order of the form's rows, whatever order they came out in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, fold
from policygraph.loaders.records import Decision, Span
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.wording import succession
from policygraph.loaders.source import Line

_IN_KEYS = re.compile(r"\((?<=[0-9]\()[0-9]{1,2}\)[A-Z]")
"""The part of a code behind its first digit, by which a long text is searched fast."""

_ROW_NUMBER = re.compile(r"\n([0-9]{4})")


class Areas(NamedTuple):
    """Codes in the order of the form's rows, and their places on page 1.

    The decision says how sure the order is; None where there is one area.
    """

    codes: tuple[str, ...]
    places: Mapping[str, Sequence[Span]]
    decision: Decision | None


class _Place(NamedTuple):
    line: Line
    code: str
    span: Span


def order_areas(lines: Sequence[Line], reading: Reading, printed: Sequence[str]) -> Areas:
    """Codes in the order of the form, whatever order the extractor left them in.

    Evidence: the numbers of the project rows, which run through the areas; where the codes first
    stand on later pages; runs of codes on this page. Of two codes goes first which more evidence
    puts first, in doubt the one that the evidence named first here puts first. The confidence
    counts the evidence that agrees with the order, and a code without any as a doubt.
    """
    places = list(_places(lines))
    spans = {code: [place.span for place in places if place.code == code] for code in printed}
    codes = set(printed)
    if len(codes) < 2:
        return Areas(tuple(printed), spans, None)
    later = "\n".join([line.key for line in reading.source.lines[lines[-1].row + 1 :]])
    orders = [order for order in (*_later_orders(later, codes), *_runs(places, codes)) if len(order) > 1]
    best = _majority(orders, sorted(codes))
    agreeing = sum(1 for order in orders if order == sorted(order, key=best.index))
    doubts = int(bool(orders) and not codes.issubset(code for order in orders for code in order))
    return Areas(tuple(best), spans, Decision(succession(agreeing, len(orders) + doubts), "area-order"))


def _places(lines: Iterable[Line]) -> Iterator[_Place]:
    for line in lines:
        if ")" in line.key:
            for match in AREA.finditer(line.text):
                yield _Place(line, fold(match[0]), line.part(*match.span()))


def _later_orders(text: str, codes: set[str]) -> Iterator[list[str]]:
    """Order by number of project row, and by first place."""
    first_row: dict[str, int] = {}
    first_place: dict[str, None] = {}
    for match in _IN_KEYS.finditer(text):
        start = match.start() - 1
        code = text[start : match.end()]
        if code in codes:
            first_place[code] = None
            row = _ROW_NUMBER.match(text, max(start - 5, 0), start)
            if row:
                first_row[code] = min(int(row[1]), first_row.get(code, int(row[1])))
    yield sorted(first_row, key=first_row.__getitem__)
    yield list(first_place)


def _runs(places: Iterable[_Place], codes: set[str]) -> Iterator[list[str]]:
    """Orders in which several codes stand on one line, or on lines without a blank one between them."""
    run: list[str] = []
    last: Line | None = None
    for line, code, _ in places:
        if last and line is not last and (line.gap or line.row > last.row + 1):
            yield run
            run = []
        if code in codes and code not in run:
            run.append(code)
        last = line
    yield run


def _majority(orders: Sequence[Sequence[str]], codes: Sequence[str]) -> list[str]:
    ranks = [{code: rank for rank, code in enumerate(order)} for order in orders]

    def leads(code: str, other: str) -> bool:
        votes = [1 if rank[code] < rank[other] else -1 for rank in ranks if code in rank and other in rank]
        return sum(votes) + sum(votes[:1]) / 2 > 0

    return sorted(codes, key=lambda code: -sum(leads(code, other) for other in codes if other != code))
