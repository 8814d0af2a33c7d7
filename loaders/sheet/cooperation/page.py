"""Section 2, 連携: who works with whom on what, and what came of it.

Contents, partners and results of several rows come out column by column, so they are paired again:
contents and results by the wording they share, linked measures and lists of partners by being named
in a row's text. A linked measure makes a row one of 施策・部局, organisations one of 地域・民間.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple, get_args

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Cooperation, Decision, Level, PartnerMention, Ref, Span
from policygraph.loaders.sheet.cooperation.cells import AreaCell, Cells, Measures, read_cells
from policygraph.loaders.sheet.first_page.blocks import Block
from policygraph.loaders.sheet.organisations.partner_lists import PartnerList
from policygraph.loaders.sheet.pairing import HAS_A_PLACE, Choice, assign, certainty
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.wording import shared
from policygraph.loaders.source import Line

_GOVERNMENT, _COMMUNITY = get_args(Level)


class _List(NamedTuple):
    """A cell that lists partners; ``keys`` are their folded names."""

    start: int
    partners: tuple[PartnerMention, ...]
    keys: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    """A row of the form. ``margin`` is that of its least sure pairing, in log-odds."""

    content: Block | None = None
    result: Block | None = None
    level: Level | None = None
    measures: list[Measures] = field(default_factory=list)
    partners: list[PartnerMention] = field(default_factory=list)
    margin: float = math.inf

    @property
    def key(self) -> str:
        return "".join(block.key for block in (self.content, self.result) if block)


def read_cooperations(lines: Sequence[Line], reading: Reading, areas: tuple[str, ...]) -> tuple[Cooperation, ...]:
    """The rows of section 2, linked measures first.

    ``areas`` are those of the measure (empty: not known). Finding ``cell-unknown`` where a row lacks
    a cell, which may be blank or could not be paired; a partner whose row is not known is kept in a
    row of its own.
    """
    cells = read_cells(lines, reading)
    lists = [_read_list(block, listed, reading) for block, listed in cells.lists]
    rows = _paired(cells)
    _set_levels(rows, cells, lists)
    rows += _with_measures([row for row in rows if row.level == _GOVERNMENT], cells.measures)
    rows += _with_partners([row for row in rows if row.level == _COMMUNITY], lists, rows)
    area_of = _areas_by_level(rows, cells, areas, reading)
    return tuple(_record(row, area_of, reading) for row in sorted(rows, key=lambda row: row.level != _GOVERNMENT))


def _read_list(block: Block, listed: PartnerList, reading: Reading) -> _List:
    """A list and its organisations; members that only name a kind of organisation are reported."""
    reading.fact(*block.spans)
    kinds = listed.kinds()
    if kinds:
        reading.unknown(*kinds)
        printed = "、".join(map(reading.source.quote, kinds))
        reading.find(
            "cell-unknown",
            kinds,
            ja=f"連携先の「{printed}」は団体の種類であり、どの団体かは分かりません。",
            en=f"{printed} in a list of partners names a kind of organisation; which ones cannot be known.",
            printed=printed,
        )
    partners = listed.partners()
    return _List(block.lines[0].start, partners, tuple(fold(partner.name) for partner in partners))


# --- contents and results ---------------------------------------------------------------------


def _paired(cells: Cells) -> list[_Row]:
    """Contents with the results that share their wording; the last of each go together."""
    contents, results = cells.contents, cells.results
    scores = shared([block.key for block in contents], [block.key for block in results])
    choices = assign(scores, [block.key for block in contents])
    rows = [
        _Row(content, None if choice.place is None else results[choice.place], margin=choice.margin)
        for content, choice in zip(contents, choices, strict=True)
    ]
    used = {choice.place for choice in choices}
    left = [block for index, block in enumerate(results) if index not in used]
    lonely = [row for row in rows if row.result is None]
    if len(left) == len(lonely) == 1:
        lonely[0].result = left.pop()
        lonely[0].margin = min((row.margin for row in rows), default=math.inf)
    if len(rows) == 1 and not left:
        rows[0].margin = math.inf
    return [*rows, *(_Row(result=block, margin=0.0) for block in left)]


# --- levels -----------------------------------------------------------------------------------


def _set_levels(rows: Sequence[_Row], cells: Cells, lists: Sequence[_List]) -> None:
    """Tell the level of each row by whether its text names offices or partners."""
    has_government = bool(cells.measures) or _GOVERNMENT in cells.levels
    has_community = bool(lists) or _COMMUNITY in cells.levels
    if has_government != has_community:
        for row in rows:
            row.level = _GOVERNMENT if has_government else _COMMUNITY
        return
    offices = [key for group in cells.measures for key in group.keys]
    names = [key for cell in lists for key in cell.keys]
    leans = [_mentions(row.key, offices) - _mentions(row.key, names) for row in rows]
    government = _government_rows(leans, cells)
    for index, row in enumerate(rows):
        others = [leans[other] for other in range(len(rows)) if (other in government) != (index in government)]
        lead = min((abs(leans[index] - other) for other in others), default=abs(leans[index]))
        if lead > 0:
            row.level = _GOVERNMENT if index in government else _COMMUNITY
            row.margin = min(row.margin, lead)


def _government_rows(leans: Sequence[float], cells: Cells) -> set[int]:
    """As many rows as the level is printed where the levels are as many as the rows, else those that lean to it."""
    printed = cells.levels.count(_GOVERNMENT)
    ranked = sorted(range(len(leans)), key=lambda index: -leans[index])
    if len(cells.levels) == len(leans):
        return set(ranked[:printed])
    if len(leans) > 1:
        return {index for rank, index in enumerate(ranked) if rank == 0 or (leans[index] > 0 and rank < len(leans) - 1)}
    return {index for index in ranked if leans[index] > 0}


def _mentions(text: str, keys: Sequence[str]) -> float:
    """Evidence that a text tells of the bearers of some names: the more, the larger their named share."""
    named = sum(_named(key, text) for key in keys)
    return math.log1p(named) * named / sum(map(len, keys)) if named else 0.0


def _named(key: str, text: str) -> float:
    """How much of a name's wording a text has: its length where it has all of it, else its end or start."""
    if key in text:
        return float(len(key))
    half = len(key) // 2
    return half / 2 if half > 2 and (key[half:] in text or key[:half] in text) else 0.0


# --- partners ---------------------------------------------------------------------------------


def _with_measures(rows: Sequence[_Row], groups: Sequence[Measures]) -> list[_Row]:
    """Give linked measures to their rows; those of no row become rows of their own."""
    apart: list[_Row] = []
    for group in groups:
        row = _best(rows, [_mentions(row.key, group.keys) for row in rows])
        if row is None:
            apart.append(_Row(level=_GOVERNMENT, measures=[group], margin=0.0))
        else:
            row.measures.append(group)
    return apart


def _with_partners(rows: Sequence[_Row], lists: Sequence[_List], all_rows: Sequence[_Row]) -> list[_Row]:
    """Give lists of partners to their rows, by names and by order; those of no row make up one more row."""
    apart = _Row(level=_COMMUNITY, margin=0.0)
    order = _Order.of(all_rows)
    scores = [_list_scores(cell, index, rows, order, len(lists)) for index, cell in enumerate(lists)]
    for cell, row in zip(lists, _rows_of_lists(rows, scores), strict=True):
        (row or apart).partners += cell.partners
    return [apart] if apart.partners else []


def _list_scores(cell: _List, index: int, rows: Sequence[_Row], order: _Order, lists: int) -> list[float]:
    """Where each row has one list, two that change places break the order once, so each has half its weight."""
    expected = order.row_of(cell.start, index, rows, lists)
    weight = order.weight / 2 if lists == len(rows) else order.weight
    return [_mentions(row.key, cell.keys) + (weight if row is expected else 0.0) for row in rows]


def _rows_of_lists(rows: Sequence[_Row], scores: Sequence[Sequence[float]]) -> list[_Row | None]:
    """The row of each list: one list a row where they are equally many, else the best row of each."""
    if len(rows) != len(scores) or len(rows) < 2:
        return [_best(rows, row_scores) for row_scores in scores]
    # Any list may be any row's: without that an exchange of two lists would be no rival.
    choices = assign([[HAS_A_PLACE + score for score in row] for row in scores], range(len(scores)))
    return [_sure_row(choice, rows) for choice in choices]


def _sure_row(choice: Choice, rows: Sequence[_Row]) -> _Row | None:
    """The chosen row, its margin lowered; None where another would do as well."""
    if choice.place is None or choice.margin <= 0:
        return None
    row = rows[choice.place]
    row.margin = min(row.margin, choice.margin)
    return row


@dataclass(frozen=True, slots=True)
class _Order:
    """In what order the extractor left the cells, and how much that says of a cell.

    ``weight`` are the log-odds that one more cell keeps the order, by the rule of succession from
    the contents and results that their wording paired.
    """

    by_row: bool
    weight: float

    @classmethod
    def of(cls, rows: Sequence[_Row]) -> _Order:
        """Row by row if results follow their contents, else column by column."""
        pairs = sorted((_start(row.content), _start(row.result)) for row in rows if row.content and row.result)
        ends = [content for content, _ in pairs[1:]] + [math.inf]
        following = sum(content < result < end for (content, result), end in zip(pairs, ends, strict=False))
        if following == len(pairs) > 1:
            return cls(True, math.log(following + 1))
        turns = [first < second for (_, first), (_, second) in combinations(pairs, 2)]
        return cls(False, math.log((sum(turns) + 1) / (len(turns) - sum(turns) + 1)))

    def row_of(self, start: int, index: int, rows: Sequence[_Row], lists: int) -> _Row | None:
        """The row that a list belongs to if its cell kept the order."""
        ordered = sorted((row for row in rows if row.content), key=lambda row: _start(row.content))
        if self.by_row:
            return next((row for row in reversed(ordered) if _start(row.content) < start), None)
        return ordered[index] if len(ordered) == lists else None


def _start(block: Block | None) -> int:
    return block.lines[0].start if block else 0


def _best(rows: Sequence[_Row], scores: Sequence[float]) -> _Row | None:
    """The only row, or the one with the highest score; its margin falls to the lead over the next."""
    if len(rows) < 2:
        return rows[0] if rows else None
    (second, _), (first, best) = sorted((score, index) for index, score in enumerate(scores))[-2:]
    if first <= second:
        return None
    rows[best].margin = min(rows[best].margin, first - second)
    return rows[best]


# --- areas and records ------------------------------------------------------------------------


def _areas_by_level(
    rows: Sequence[_Row], cells: Cells, areas: Sequence[str], reading: Reading
) -> dict[str | None, str]:
    """Areas of the measure that stand with the level of one row, or that all rows print alike."""
    printed = [cell for cell in cells.areas if not areas or cell.code in areas]
    if len({cell.code for cell in printed}) == 1 and len(printed) == len(rows):
        found: dict[str | None, str] = dict.fromkeys((_GOVERNMENT, _COMMUNITY, None), printed[0].code)
        told = printed
    else:
        sure = {level for level in (_GOVERNMENT, _COMMUNITY) if _has_one_row_and_area(level, rows, printed)}
        told = [cell for cell in printed if cell.level in sure]
        found = {cell.level: cell.code for cell in told}
    reading.fact(*(cell.span for cell in told))
    _report_areas([cell for cell in cells.areas if cell not in told], reading)
    return found


def _has_one_row_and_area(level: str, rows: Sequence[_Row], printed: Sequence[AreaCell]) -> bool:
    codes = {cell.code for cell in printed if cell.level == level}
    return len(codes) == 1 and sum(row.level == level for row in rows) == 1


def _report_areas(areas: Sequence[AreaCell], reading: Reading) -> None:
    if not areas:
        return
    spans = [cell.span for cell in areas]
    reading.unknown(*spans)
    printed = " ".join(cell.code for cell in areas)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"連携の状況の政策体系コード（{printed}）がどの連携のものか特定できません。",
        en=f"Which cooperation the policy areas {printed} of section 2 belong to cannot be told.",
        printed=printed,
    )


def _record(row: _Row, area_of: dict[str | None, str], reading: Reading) -> Cooperation:
    spans = tuple(_spans(row))
    record = Cooperation(
        quotes=reading.fact(*spans),
        decision=_decision(row),
        level=row.level,
        area=area_of.get(row.level),
        content=row.content.text(reading.source) if row.content else None,
        results=row.result.text(reading.source) if row.result else None,
        measures=tuple(f"{code[:2]}-{code[2:]}" for group in row.measures for code, _ in group.codes),
        offices=tuple(dict.fromkeys(office for group in row.measures for office, _ in group.offices)),
        partners=tuple(row.partners),
    )
    _report_gaps(record, reading)
    return record


def _spans(row: _Row) -> Iterator[Span]:
    for block in (row.content, row.result):
        yield from block.spans if block else ()
    yield from (span for group in row.measures for span in group.spans)
    yield from (span for partner in row.partners for span in partner.quotes)


def _decision(row: _Row) -> Decision | None:
    if row.margin == math.inf:
        return None
    return Decision(Decimal(certainty(row.margin)).quantize(Decimal("0.001")), "cooperation-pairing")


def _report_gaps(record: Cooperation, reading: Reading) -> None:
    """A row without content, result, partner or level: the cell is blank or could not be paired."""
    cells = (
        ("連携種別", record.level),
        ("連携内容", record.content),
        ("連携先", record.measures or record.offices or record.partners),
        ("取組の実績と成果", record.results),
    )
    missing = "、".join(label for label, value in cells if not value)
    if missing:
        reading.find(
            "cell-unknown",
            record.quotes,
            ja=f"この連携の「{missing}」は、空欄か、どの記載か特定できません。",
            en=f"{missing} of this cooperation is blank, or which text it is cannot be told.",
            about=Ref("cooperation", record.level or ""),
            expected=missing,
        )
