"""Which overview (事務事業概要) belongs to which project.

Overviews come out apart from their rows, in blocks of text that keep the rows' order within runs
while runs are displaced (form, last section). So the overviews of a page are given to its rows as
one assignment: it shares most wording between rows and overviews (pairs of characters, the rarer
the weightier) and has the fewest breaks in the rows' order. It is found from the printed order by
moving and exchanging overviews as long as that helps; what the best other assignments lose says
how sure each pair is.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from math import exp, log, sqrt
from operator import add, itemgetter
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Decision, Overview, Ref
from policygraph.loaders.sheet.organisations import mentions
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.text_blocks import Block, evened
from policygraph.loaders.source import PAGE_GAP, spans_of

METHOD = "overview-assignment"
_PLACES = Decimal("0.001")
_LONGEST_RUN = 3
_NO_GAIN = 1e-9
_NEGLIGIBLE = 7.0
"""Temperatures of loss beyond which another assignment is not looked at (its weight is below 0.1 %)."""


@dataclass(frozen=True, slots=True)
class Tuning:
    """Figures of the assignment, found on displaced overviews (see the tests of this module).

    Raises:
        ValueError: a figure is out of its range.
    """

    order: float = 0.5
    """What a break in the rows' order costs, in units of shared wording."""
    kana: float = 0.5
    """Weight of each hiragana in a pair of characters: these are mostly grammar."""
    extra: float = 0.25
    """Weight of the words of a row's office and transfer mark against those of its name."""
    temperature: float = 0.3
    """Loss at which another assignment counts 1/e of the chosen one."""
    low: float = 0.8
    """Below this confidence a finding names the other possibilities."""
    hopeless: float = 0.6
    """Below this no overview is given."""

    def __post_init__(self) -> None:
        if min(self.order, self.kana, self.extra) < 0 or self.temperature <= 0:
            raise ValueError("weights must not be negative, and the temperature must be positive")
        if not 0 <= self.hopeless <= self.low <= 1:
            raise ValueError("0 <= hopeless <= low <= 1")


TUNING = Tuning()


class Subject(NamedTuple):
    """What is known of a row: its number, place in the source, blank lines before it, name, and more."""

    code: str
    start: int
    gap: int
    name: str
    extra: tuple[str, ...]


class _Page(NamedTuple):
    subjects: list[Subject]
    blocks: list[Block]


class Pair(NamedTuple):
    """An overview given to a row: positions in the page, how sure, and the rows it might also fit."""

    block: int
    row: int
    confidence: float
    others: tuple[int, ...]


def read_overviews(subjects: Sequence[Subject], blocks: Sequence[Block], reading: Reading) -> list[Overview | None]:
    """The overview of each row; None where there is none or it cannot be told (with a finding)."""
    found: dict[str, Overview] = {}
    pages = [(page.subjects, evened(page.blocks, len(page.subjects))) for page in _pages(subjects, blocks)]
    for (rows, texts), similarity in zip(pages, _similarities(pages, TUNING), strict=True):
        for pair in assign(similarity, TUNING):
            overview = _overview(pair, texts[pair.block], rows, reading)
            if overview:
                found[rows[pair.row].code] = overview
    for subject in subjects:
        if subject.code not in found:
            _report_none(subject, reading)
    return [found.get(subject.code) for subject in subjects]


# --- pages --------------------------------------------------------------------------------------


def _pages(subjects: Sequence[Subject], blocks: Sequence[Block]) -> Iterator[_Page]:
    """Rows and the overviews behind them, together.

    A page ends before a row that follows an overview, where as many of both have come or the blank
    lines of a page break stand.
    """
    page = _Page([], [])
    rest = deque(blocks)
    for subject in subjects:
        behind = bool(rest) and rest[0][0].start < subject.start
        while rest and rest[0][0].start < subject.start:
            page.blocks.append(rest.popleft())
        ends = subject.gap >= PAGE_GAP or len(page.subjects) == len(page.blocks)
        if behind and page.subjects and ends:
            yield page
            page = _Page([], [])
        page.subjects.append(subject)
    page.blocks.extend(rest)
    if page.subjects:
        yield page


# --- shared wording -----------------------------------------------------------------------------


def _pairs(key: str) -> set[str]:
    """The pairs of neighbouring characters of a folded text."""
    return set(map(add, key, key[1:]))


def _similarities(pages: Sequence[tuple[list[Subject], list[Block]]], tuning: Tuning) -> Iterator[list[list[float]]]:
    """For each page the weight that each block (first index) shares with each row, relative to the row's words.

    The rarer a pair of characters is on the sheet, the more it weighs.
    """
    names = [[_pairs(fold(subject.name)) for subject in subjects] for subjects, _ in pages]
    extras = [[_pairs(fold(" ".join(subject.extra))) for subject in subjects] for subjects, _ in pages]
    known: set[str] = set().union(*chain(*names), *chain(*extras))
    texts = [[_pairs("".join([line.key for line in block])) & known for block in blocks] for _, blocks in pages]
    counts = Counter(chain(*chain(*names), *chain(*texts)))
    whole = sum(map(len, names)) + sum(map(len, texts))
    weights = {pair: _rarity(pair, whole, count, tuning.kana) for pair, count in counts.items()}
    for page_names, page_extras, page_texts in zip(names, extras, texts, strict=True):
        rows = [_row(*words, weights, tuning.extra) for words in zip(page_names, page_extras, strict=True)]
        yield [[sum([row[pair] for pair in text & row.keys()]) for row in rows] for text in page_texts]


def _row(name: set[str], extra: set[str], weights: Mapping[str, float], share: float) -> dict[str, float]:
    """Weights of a row's words, those beside its name at a ``share`` of theirs."""
    norm = sqrt(sum([weights[pair] for pair in name]) or 1.0)
    row = {pair: weights[pair] / norm for pair in name}
    for pair in extra - name:
        if pair in weights:
            row[pair] = weights[pair] * share / norm
    return row


def _rarity(pair: str, whole: int, count: int, kana: float) -> float:
    if not pair.isalnum():
        return 0.0
    return log(whole / count) * kana ** sum("ぁ" <= char <= "ゖ" for char in pair)


# --- the assignment -----------------------------------------------------------------------------


def assign(similarity: Sequence[Sequence[float]], tuning: Tuning) -> list[Pair]:
    """Give each block a row. ``similarity[block][row]``; there may be more of either.

    A block or row left over has no pair.
    """
    blocks = len(similarity)
    rows = len(similarity[0]) if similarity else 0
    if not rows:
        return []
    size = max(blocks, rows)
    square = [[*row, *[0.0] * (size - rows)] for row in similarity] + [[0.0] * size for _ in range(size - blocks)]
    search = _Search(square, tuning.order)
    search.improve()
    doubts = search.doubts(tuning.temperature)
    return [
        Pair(block, row, 1 / (1 + sum(doubts[block].values())), _strongest(doubts[block], rows))
        for block, row in enumerate(search.rows[:blocks])
        if row < rows
    ]


def _strongest(doubts: dict[int, float], rows: int) -> tuple[int, ...]:
    ranked = sorted((row for row in doubts if row < rows), key=lambda row: -doubts[row])
    return tuple(row for row in ranked[:3] if doubts[row] > doubts[ranked[0]] / 4)


class _Change(NamedTuple):
    """Other rows for the blocks from ``first`` on, and what the assignment gains by it."""

    gain: float
    first: int
    rows: list[int]


class _Search:
    """An assignment (``rows[block]``) and the changes it may undergo.

    Changes exchange the rows of two blocks, or of two neighbouring stretches of blocks, one of them
    at most :data:`_LONGEST_RUN` long (a displaced run).
    """

    def __init__(self, similarity: Sequence[Sequence[float]], order: float) -> None:
        self.similarity = similarity
        self.order = order
        self.rows = list(range(len(similarity)))

    def improve(self) -> None:
        """Take the best changes, of those that touch each other the best, until none gains."""
        while gains := sorted((change for change in self._changes(0.0) if change.gain > _NO_GAIN), reverse=True):
            touched: set[int] = set()
            for change in gains:
                end = change.first + len(change.rows)
                around = range(change.first - 1, end + 1)
                if touched.isdisjoint(around):
                    self.rows[change.first : end] = change.rows
                    touched.update(around)

    def doubts(self, temperature: float) -> list[dict[int, float]]:
        """For each block, the rows that other good assignments give it, weighed by what they lose."""
        doubts: list[dict[int, float]] = [{} for _ in self.rows]
        for gain, first, rows in self._changes(_NEGLIGIBLE * temperature):
            weight = exp(gain / temperature)
            for block, row in enumerate(rows, first):
                if row != self.rows[block]:
                    doubts[block][row] = doubts[block].get(row, 0.0) + weight
        return doubts

    def _changes(self, loss: float) -> Iterator[_Change]:
        """Changes that lose less than ``loss``."""
        least = -loss - self.order * min(4, _breaks(-1, self.rows, None))
        rows = self.rows
        for wording, first, last in self._exchanges(least):
            yield self._change(wording, first, [rows[last], *rows[first + 1 : last], rows[first]])
        for wording, first, middle, end in self._stretches(least):
            yield self._change(wording, first, [*rows[middle:end], *rows[first:middle]])

    def _exchanges(self, least: float) -> Iterator[tuple[float, int, int]]:
        """Pairs of blocks (not neighbours) whose exchange gains more wording than ``least``, and how much."""
        similarity, rows = self.similarity, self.rows
        for first, row in enumerate(rows):
            here = similarity[first]
            now = here[row]
            for last in range(first + 2, len(rows)):
                other, there = rows[last], similarity[last]
                gained = here[other] + there[row] - there[other] - now
                if gained > least:
                    yield gained, first, last

    def _stretches(self, least: float) -> Iterator[tuple[float, int, int, int]]:
        """Neighbouring stretches ``first:middle`` and ``middle:end`` whose exchange gains more than ``least``.

        The longer one grows away from the short one until its own loss cannot be made good.
        """
        size = len(self.rows)
        room = [
            max(map(itemgetter(row), self.similarity)) - self.similarity[block][row]
            for block, row in enumerate(self.rows)
        ]
        for length in range(1, min(_LONGEST_RUN, size - 1) + 1):
            for first in range(size - length + 1):
                middle = first + length
                floor = least - sum(room[first:middle])
                for end, gained in self._reach(range(middle, size), -length, floor):
                    gained += self._moved(first, middle, end - middle + 1)
                    if gained > least:
                        yield gained, first, middle, end + 1
                for begin, gained in self._reach(range(first - 1, -1, -1), length, floor):
                    if first - begin > _LONGEST_RUN:
                        gained += self._moved(first, middle, begin - first)
                        if gained > least:
                            yield gained, begin, first, middle

    def _moved(self, first: int, end: int, shift: int) -> float:
        """Wording gained when the rows of a stretch move by ``shift`` blocks."""
        similarity, rows = self.similarity, self.rows
        gained = 0.0
        for block in range(first, end):
            row = rows[block]
            gained += similarity[block + shift][row] - similarity[block][row]
        return gained

    def _reach(self, blocks: range, shift: int, floor: float) -> Iterator[tuple[int, float]]:
        """How far rows may move by ``shift`` one after another before the loss falls below ``floor``."""
        similarity, rows = self.similarity, self.rows
        gained = 0.0
        for block in blocks:
            row = rows[block]
            gained += similarity[block + shift][row] - similarity[block][row]
            if gained < floor:
                return
            yield block, gained

    def _change(self, wording: float, first: int, rows: list[int]) -> _Change:
        end = first + len(rows)
        before = self.rows[first - 1] if first else -1
        after = self.rows[end] if end < len(self.rows) else None
        mended = _breaks(before, self.rows[first:end], after) - _breaks(before, rows, after)
        return _Change(wording + self.order * mended, first, rows)


def _breaks(before: int, rows: Sequence[int], after: int | None) -> int:
    """How often a row does not follow the one before it."""
    count = 0
    for row in rows:
        count += row != before + 1
        before = row
    return count + (after is not None and after != before + 1)


def _overview(pair: Pair, block: Block, subjects: Sequence[Subject], reading: Reading) -> Overview | None:
    """The record, unless it is hopeless to tell; doubts become a finding."""
    code = subjects[pair.row].code
    quotes = spans_of(block)
    if pair.confidence < TUNING.low:
        _report_doubt(code, pair, block, [subjects[row].code for row in pair.others], reading)
    if pair.confidence < TUNING.hopeless:
        reading.unknown(*quotes)
        return None
    return Overview(
        quotes=reading.fact(*quotes),
        decision=Decision(Decimal(pair.confidence).quantize(_PLACES), METHOD),
        text=unwrap(*(line.text for line in block)),
        mentions=mentions(block),
    )


def _report_doubt(code: str, pair: Pair, block: Block, others: Sequence[str], reading: Reading) -> None:
    rivals = "・".join(others)
    given = pair.confidence >= TUNING.hopeless
    done_ja, done_en = ("判断しましたが", "was given to") if given else ("思われますが", "may belong to")
    reading.find(
        "low-confidence",
        spans_of(block),
        about=Ref("project", code),
        printed=block[0].text,
        expected=" ".join((code, *others)),
        ja=f"この事務事業概要は{code}のものと{done_ja}、{rivals}のものである可能性があります。",
        en=f"This overview {done_en} project {code}, or else to {', '.join(others)}.",
    )


def _report_none(subject: Subject, reading: Reading) -> None:
    reading.find(
        "cell-unknown",
        (),
        about=Ref("project", subject.code),
        ja=f"事務事業{subject.code}の事務事業概要が読み取れません。",
        en=f"The overview of project {subject.code} cannot be told.",
    )
