"""Which name, rank, right block and text are one indicator's.

Names are weighed against blocks (unit, kind of year, wording of the causes, rows that came out whole)
and against ranks (nearness); blocks tend to stand in the order of the ranks. All three are decided as
one, so that a name may follow its block against its place, or the reverse, by what says more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from policygraph.loaders.records import YearKind
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.heads import Head, expected_places
from policygraph.loaders.sheet.indicators.names import Wording, Words, unit_of, year_kind_of
from policygraph.loaders.sheet.indicators.slots import Slot
from policygraph.loaders.sheet.indicators.text import Piece
from policygraph.loaders.sheet.pairing import assign, solve

_PAGE: Final = 1.0
_ORDER: Final = 1.0
_PLACE: Final = 0.3
_NEXT: Final = 1.0
_WHOLE_ROWS: Final = 3.0
_NEAR: Final = 1.0
_UNIT: Final = 2.0
_YEAR_KIND: Final = 1.0
_WORDING: Final = 4.0
_OBEYED: Final = 4
"""In how many of five unseen boxes the order of section 5(1) is taken to be that of the ranks."""
_SAME_GRADE: Final = 1.0
_OTHER_GRADE: Final = 2.0
_ALL_PLACED: Final = 50.0
_ROUNDS: Final = 3

Table = list[list[float]]


@dataclass(slots=True)
class Box:
    """One indicator in the making.

    ``rank_margin`` and ``block_margin`` say how sure the name is of its rank and of its right block.
    ``twice`` is the part of them that counts the order of 5(1) a second time: it speaks for both of two
    names, but that they changed places there would be one error. ``run`` are the lines that came out in
    order below an untouched name, years and values.
    """

    rank: Piece
    name: Words | None
    slot: Slot
    head: Head | None = None
    rank_margin: float = math.inf
    block_margin: float = math.inf
    twice: float = 0.0
    run: range = range(0)

    @property
    def lines(self) -> list[int]:
        held = (*self.slot.values.values(), *self.slot.years.values())
        own = [self.name.line, self.name.last_line] if self.name else [self.rank.line]
        return [*own, *(one.piece.line for one in held)]

    @property
    def page(self) -> int:
        return self.name.page if self.name else self.rank.page


class Evidence(NamedTuple):
    """Log-odds of name with rank, name with slot, rank with slot."""

    name_rank: Table
    name_slot: Table
    rank_slot: Table


class LeftRows:
    """The lines of the left boxes in turn, and which of them are a whole row of years or of values."""

    def __init__(self, lines: Iterable[int], pieces: Iterable[Piece]) -> None:
        self.lines = list(lines)
        self.turn = {line: turn for turn, line in enumerate(self.lines)}
        headed = Counter((piece.line, piece.kind) for piece in pieces if piece.role is not None)
        self.whole = {place: count >= 3 for place, count in headed.items()}

    def apart(self, first: int, second: int) -> int:
        """How many lines of left boxes further down ``second`` stands."""
        return self.turn[second] - self.turn[first]

    def below(self, name: Words) -> tuple[int, ...]:
        """The two lines after a name, if they are a whole row of years and one of values as in an untouched box."""
        after = self.turn[name.last_line] + 1
        rows = tuple(self.lines[after : after + 2])
        whole = len(rows) == 2 and self.whole.get((rows[0], "year")) and self.whole.get((rows[1], "value"))
        return rows if whole else ()


_ENDS_BOX: Final = {"rank", "reason", "value", "year"}
_ONE_EACH: Final = {"explanation", "area", "change", "formula"}


def run_below(home: Sequence[int], pieces: Sequence[Piece]) -> range:
    """The lines that follow a box's rows of years and values until another box begins or a cell comes twice."""
    if not home:
        return range(0)
    seen: set[str] = set()
    last = home[-1]
    page = next(piece.page for piece in pieces if piece.line == last)
    for piece in pieces:
        if piece.line <= home[-1]:
            continue
        if piece.page != page or piece.kind in _ENDS_BOX or piece.kind in seen:
            break
        if piece.kind in _ONE_EACH:
            seen.add(piece.kind)
        last = piece.line
    return range(home[0], last + 1)


def rank_order(rank: Piece, labels: IndicatorLabels) -> tuple[int, str]:
    """Sort key of the form's order: 主①, 主②.., then 関①, 関②..."""
    key = "".join(rank.text.split())
    return labels.rank_marks.index(key[0]), key[1:]


def link(
    ranks: Sequence[Piece],
    names: Sequence[Words],
    slots: Sequence[Slot],
    rows: LeftRows,
    heads: Sequence[Head],
    labels: IndicatorLabels,
) -> list[Box]:
    """A box per rank. ``ranks`` in the form's order, ``slots`` as many."""
    by_name = {head.name: head for head in heads}
    own_heads = [by_name.get(name.key) for name in names]
    places = _places(own_heads, heads, slots)
    listed = _order_counts(places, [_untouched(name, ranks, rows) for name in names])
    evidence = Evidence(
        [[_name_rank(name, index, rank, ranks, rows) for rank in ranks] for index, name in enumerate(names)],
        _sum_tables(_name_slot(names, slots, rows, labels), _head_slot(own_heads, places, slots, listed)),
        [[_rank_slot(place, rank, index, slots) for index in range(len(slots))] for place, rank in enumerate(ranks)],
    )
    rank_of, slot_of = _decide(evidence, len(names), len(ranks))
    name_of = {rank: name for name, rank in enumerate(rank_of)}
    free = [index for index in range(len(slots)) if index not in slot_of]
    boxes = []
    for place, rank in enumerate(ranks):
        name = name_of.get(place)
        if name is None:
            best = max(free, key=lambda index: evidence.rank_slot[place][index])
            free.remove(best)
            boxes.append(Box(rank, None, slots[best]))
        else:
            margins = _margins(evidence, rank_of, slot_of, name)
            boxes.append(Box(rank, names[name], slots[slot_of[name]], own_heads[name], *margins, listed / 2))
    return boxes


def _name_rank(name: Words, index: int, rank: Piece, ranks: Sequence[Piece], rows: LeftRows) -> float:
    """Same page; the name right after the rank, best with the rest of the box below; like places in turn."""
    score = _PAGE if name.page == rank.page else -_PAGE
    if rows.apart(rank.line, name.line) in (0, 1):
        score += _WHOLE_ROWS if rows.below(name) else _NEXT
    before = sum(other.line < rank.line for other in ranks)
    return score + (_PLACE if before == index else 0.0)


def _rank_slot(place: int, rank: Piece, index: int, slots: Sequence[Slot]) -> float:
    """Blocks stand in the order of the ranks, mostly."""
    block = slots[index].block
    if block is None or any(slot.block is None for slot in slots):
        return 0.0 if block else -0.1
    return (_ORDER if place == index else 0.0) + (_PAGE if block.page == rank.page else -_PAGE)


def _name_slot(names: Sequence[Words], slots: Sequence[Slot], rows: LeftRows, labels: IndicatorLabels) -> Table:
    wording = Wording(names)
    causes = [slot.block.causes if slot.block else "" for slot in slots]
    shares = [wording.shares(key) for key in causes]
    table = []
    for index, name in enumerate(names):
        unit, kind = unit_of(name.text), year_kind_of(name.key, labels)
        home = rows.below(name)
        row = []
        for slot, share, said in zip(slots, shares, causes, strict=True):
            score = _unit_fit(name, unit, slot) + _year_fit(kind, slot) + _home_fit(home, slot)
            if slot.block:
                score += _WORDING * share[index] + (_PAGE if slot.block.page == name.page else -_PAGE)
                score += 0.5 if unit and unit in said else 0.0
            row.append(score)
        table.append(row)
    return table


def _untouched(name: Words, ranks: Sequence[Piece], rows: LeftRows) -> int | None:
    """The rank right above a name whose rows stand below it as in an untouched box."""
    above = (place for place, rank in enumerate(ranks) if rows.apart(rank.line, name.line) in (0, 1))
    return next(above, None) if rows.below(name) else None


def _places(own: Sequence[Head | None], heads: Sequence[Head], slots: Sequence[Slot]) -> list[int | None]:
    """Which block each name's place in 5(1) means: it lists them in the order of the ranks and so of the blocks."""
    expected = dict(zip(heads, expected_places(heads, [slot.latest_grade for slot in slots]), strict=True))
    return [expected.get(head) if head else None for head in own]


def _order_counts(places: Sequence[int | None], untouched: Sequence[int | None]) -> float:
    """Log-odds that the order of 5(1) is that of the ranks, by how many of the untouched boxes obey it."""
    both = zip(places, untouched, strict=True)
    obeys = Counter([place == rank for place, rank in both if place is not None and rank is not None])
    known = any(place is not None for place in places)
    return max(0.0, math.log((_OBEYED + obeys[True]) / (1 + obeys[False]))) if known else 0.0


def _head_slot(own: Sequence[Head | None], places: Sequence[int | None], slots: Sequence[Slot], listed: float) -> Table:
    """What section 5(1) says of each name with each block: by its latest grade and its place."""
    return [
        [_grade_fit(head, slot.latest_grade) + listed * (place == index) for index, slot in enumerate(slots)]
        for head, place in zip(own, places, strict=True)
    ]


def _grade_fit(head: Head | None, grade: str | None) -> float:
    if head is None or grade is None:
        return 0.0
    return _SAME_GRADE if head.grade == grade else -_OTHER_GRADE


def _unit_fit(name: Words, unit: str | None, slot: Slot) -> float:
    percent = slot.percent
    if percent is None:
        texts = [held.piece.text for held in slot.values.values()]
        percent = any(text.endswith(("%", "％")) for text in texts) if texts else None
    if percent is None:
        return 0.0
    share = unit in ("%", "％") or (unit is None and name.text.rstrip("）)").endswith(("率", "割合", "比", "シェア")))
    if percent:
        return _UNIT if share else -_UNIT if unit else 0.0
    return _UNIT / 2 if unit and not share else -_UNIT / 2 if share else 0.0


def _year_fit(kind: YearKind | None, slot: Slot) -> float:
    """Whether the years of a slot's table are of the kind that the name says (fiscal if none)."""
    if slot.kind is None:
        return 0.0
    return (_YEAR_KIND if slot.kind == (kind or "fiscal") else -_YEAR_KIND) * (2 if kind else 1)


def _home_fit(home: tuple[int, ...], slot: Slot) -> float:
    lines = slot.lines
    return _WHOLE_ROWS * sum(line in home for line in lines) / len(lines) if len(lines) > 1 else 0.0


# --- three-sided choice -------------------------------------------------------------------------


def _decide(evidence: Evidence, names: int, ranks: int) -> tuple[list[int], list[int]]:
    """Rank and slot of each name: from two starts, one side is improved with the other fixed in turn."""
    by_place = _solve(evidence.name_rank)
    slots_of_ranks = _solve(evidence.rank_slot)
    through = [
        [evidence.name_slot[name][slots_of_ranks[rank]] + evidence.name_rank[name][rank] for rank in range(ranks)]
        for name in range(names)
    ]
    starts = [by_place] + ([by_slot] if (by_slot := _solve(through)) != by_place else [])
    return max((_improved(evidence, start) for start in starts), key=lambda found: _total(evidence, *found))


def _improved(evidence: Evidence, rank_of: list[int]) -> tuple[list[int], list[int]]:
    slot_of: list[int] = []
    columns = [list(column) for column in zip(*evidence.rank_slot, strict=True)]
    for _ in range(_ROUNDS):
        before = rank_of
        slot_of = _solve(
            [_sum(row, evidence.rank_slot[rank]) for row, rank in zip(evidence.name_slot, rank_of, strict=True)]
        )
        rank_of = _solve([_sum(row, columns[slot]) for row, slot in zip(evidence.name_rank, slot_of, strict=True)])
        if rank_of == before:
            break
    return rank_of, slot_of


def _sum_tables(first: Table, second: Table) -> Table:
    return [_sum(row, other) for row, other in zip(first, second, strict=True)]


def _sum(first: Sequence[float], second: Sequence[float]) -> list[float]:
    return [one + other for one, other in zip(first, second, strict=True)]


def _solve(scores: Table) -> list[int]:
    """Every row to a column (there are no more rows than columns)."""
    shifted = [[score + _ALL_PLACED for score in row] for row in scores]
    return [place for place in solve(shifted) if place is not None]


def _total(evidence: Evidence, rank_of: Sequence[int], slot_of: Sequence[int]) -> float:
    return sum(
        evidence.name_rank[name][rank] + evidence.name_slot[name][slot] + evidence.rank_slot[rank][slot]
        for name, (rank, slot) in enumerate(zip(rank_of, slot_of, strict=True))
    )


def _margins(evidence: Evidence, rank_of: Sequence[int], slot_of: Sequence[int], name: int) -> tuple[float, float]:
    """By how much a name's rank, and its slot, beat those of any other name, taken over one by one or both."""
    rank_margin = slot_margin = math.inf
    slots_of = dict(zip(rank_of, slot_of, strict=True))
    for other in range(len(rank_of)):
        if other != name:
            ranks = _lost(evidence.name_rank, name, other, rank_of)
            slots = _lost(evidence.name_slot, name, other, slot_of)
            pairs = _lost(evidence.rank_slot, rank_of[name], rank_of[other], slots_of)
            rank_margin = min(rank_margin, ranks + pairs, ranks + slots)
            slot_margin = min(slot_margin, slots + pairs, ranks + slots)
    return rank_margin, slot_margin


def _lost(table: Table, first: int, second: int, places: Sequence[int] | dict[int, int]) -> float:
    """What is lost when two rows exchange their columns."""
    one, two = places[first], places[second]
    return table[first][one] + table[second][two] - table[first][two] - table[second][one]


# --- the other cells of a box -------------------------------------------------------------------


def share_out(
    texts: Sequence[Words], boxes: Sequence[Box], said: Mapping[int, Sequence[float]]
) -> list[tuple[Words, float] | None]:
    """The text of each box and its margin. ``said[line][box]`` adds what its line says to page and nearness."""
    keys = [text.key for text in texts]
    if len(set(keys)) == 1 and len(texts) >= len(boxes):
        return [(text, math.inf) for text in texts[: len(boxes)]]
    lines = [box.lines for box in boxes]
    scores = []
    for text in texts:
        owner = next((box for box in boxes if text.line in box.run), None)
        evidence = zip(boxes, lines, said[text.line], strict=True)
        scores.append([0.5 + _nearness(text, owner, box, own) + fit for box, own, fit in evidence])
    found: list[tuple[Words, float] | None] = [None] * len(boxes)
    for text, choice in zip(texts, assign(scores, keys), strict=True):
        if choice.place is not None:
            found[choice.place] = (text, choice.margin)
    return found


def _nearness(text: Words, owner: Box | None, box: Box, lines: Sequence[int]) -> float:
    score = _PAGE if text.page == box.page else -_PAGE
    if owner is not None:
        return score + (_WHOLE_ROWS if owner is box else -_WHOLE_ROWS)
    distance = min([min(abs(line - text.line), abs(line - text.last_line)) for line in lines])
    return score + _NEAR / max(1, distance) - (_PAGE if box.run else 0.0)
