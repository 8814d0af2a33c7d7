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
from itertools import chain, islice
from math import fsum, log, sqrt
from operator import add
from typing import NamedTuple

from policygraph.loaders.japanese import fold_lines, unwrap
from policygraph.loaders.records import Decision, Finding, Overview, Ref, Span
from policygraph.loaders.sheet.organisations.mentions import mentions
from policygraph.loaders.sheet.projects.assignment import Pair, assign
from policygraph.loaders.sheet.projects.text_blocks import Block, evened
from policygraph.loaders.sheet.reading import Choice, Doubt, Reading
from policygraph.loaders.source import PAGE_GAP, spans_of

METHOD = "overview-assignment"
_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Tuning:
    """Figures of the assignment, found on displaced overviews (see the tests of this module).

    Raises:
        ValueError: a figure is out of its range.
    """

    order: float = 0.5
    """What a break in the rows' order costs, in units of shared wording."""
    unseen: float = 10.0
    """Texts of other sheets to count with, in which none of the pairs stands: a sheet may have few rows."""
    temperature: float = 0.42
    """Loss at which another assignment counts 1/e of the chosen one."""
    low: float = 0.8
    """Below this confidence a finding names the other possibilities."""
    hopeless: float = 0.6
    """Below this no overview is given."""

    def __post_init__(self) -> None:
        if min(self.order, self.unseen) < 0 or self.temperature <= 0:
            raise ValueError("weights must not be negative, and the temperature must be positive")
        if not 0 <= self.hopeless <= self.low <= 1:
            raise ValueError("0 <= hopeless <= low <= 1")


TUNING = Tuning()


class Subject(NamedTuple):
    """What is known of a row: its number, place in the source, blank lines before it, name, and how surely."""

    code: str
    start: int
    gap: int
    name: str
    sure: float


class _Page(NamedTuple):
    subjects: list[Subject]
    blocks: list[Block]


def read_overviews(subjects: Sequence[Subject], blocks: Sequence[Block], reading: Reading) -> list[Overview | None]:
    """The overview of each row; None where there is none or it cannot be told (with a finding)."""
    found: dict[str, Overview | None] = {}
    pages = [(page.subjects, evened(page.blocks, len(page.subjects))) for page in _pages(subjects, blocks)]
    for (rows, texts), similarity in zip(pages, _similarities(pages, TUNING), strict=True):
        pairs = assign(similarity, TUNING.order, TUNING.temperature)
        page = _Page(rows, texts)
        given = {pair.row: texts[pair.text] for pair in pairs}
        for likely in pairs:
            pair = likely._replace(confidence=likely.confidence * rows[likely.row].sure)
            found[rows[pair.row].code] = _overview(pair, page, given, reading)
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


def _pairs(key: str) -> Iterator[str]:
    """The pairs of neighbouring characters of a folded text."""
    return map(add, key, key[1:])


def _similarities(pages: Sequence[tuple[list[Subject], list[Block]]], tuning: Tuning) -> Iterator[list[list[float]]]:
    """For each page the weight that each block (first index) shares with each row, relative to the root of
    what the row's words would weigh if each of their pairs stood nowhere else.

    The rarer a pair of characters is on the sheet, the more it weighs.
    """
    keys = iter(fold_lines([subject.name for subjects, _ in pages for subject in subjects]))
    names = [[set(_pairs(key)) for key in islice(keys, len(subjects))] for subjects, _ in pages]
    spread = Counter(chain(*chain(*names)))
    known = set(spread)
    texts = [
        [known.intersection(_pairs("".join([line.key for line in block]))) for block in blocks] for _, blocks in pages
    ]
    seen = Counter(chain(*chain(*texts)))
    whole = tuning.unseen + spread.total() + seen.total()
    weights = {pair: log(whole / (count + spread[pair])) for pair, count in seen.items()}
    for page_names, page_texts in zip(names, texts, strict=True):
        norms = [sqrt((len(name) or 1) * log(whole)) for name in page_names]
        # An exact sum is the same in whatever order a set gives its members.
        yield [
            [fsum(map(weights.__getitem__, text & name)) / norm for name, norm in zip(page_names, norms, strict=True)]
            for text in page_texts
        ]


# --- records ------------------------------------------------------------------------------------


def _overview(pair: Pair, page: _Page, given: Mapping[int, Block], reading: Reading) -> Overview | None:
    """The record, unless it is hopeless to tell; doubts become a finding. ``given`` is each row's own block."""
    block, code = page.blocks[pair.text], page.subjects[pair.row].code
    quotes = spans_of(block)
    findings: tuple[Finding, ...] = ()
    if pair.confidence < TUNING.low:
        findings = (_report_doubt(code, pair, block, [page.subjects[row].code for row in pair.others], reading),)
    if pair.others or findings:
        reading.doubts.append(
            Doubt(
                about=(_path(code),),
                quotes=quotes,
                choices=lambda: _choices(pair, page, given),
                findings=findings,
            )
        )
    if pair.confidence < TUNING.hopeless:
        reading.unknown(*quotes)
        return None
    return Overview(
        quotes=reading.fact(*quotes),
        decision=Decision(Decimal(pair.confidence).quantize(_PLACES), METHOD),
        text=_text(block),
        mentions=mentions(block),
    )


def _text(block: Block) -> str:
    return unwrap(*(line.text for line in block))


def _path(code: str) -> str:
    return f"project/{code}/overview"


def _choices(pair: Pair, page: _Page, given: Mapping[int, Block]) -> list[Choice]:
    """The block for its row, or for one of the others, whose own block the row then has."""
    code, text = page.subjects[pair.row].code, _text(page.blocks[pair.text])
    choices = [Choice(((_path(code), text),), pair.confidence)]
    for row in pair.others:
        back = _text(given[row]) if row in given else ""
        choices.append(Choice(((_path(page.subjects[row].code), text), (_path(code), back))))
    return choices


def _report_doubt(code: str, pair: Pair, block: Block, others: Sequence[str], reading: Reading) -> Finding:
    ja, en = ("・".join(others), ", ".join(others)) if others else ("他の事務事業", "another project of the page")
    given = pair.confidence >= TUNING.hopeless
    done_ja, done_en = ("判断しましたが", "was given to") if given else ("思われますが", "may belong to")
    return reading.find(
        "low-confidence" if given else "cell-unknown",
        spans_of(block),
        about=Ref("project", code),
        printed=block[0].text,
        expected=" ".join((code, *others)),
        ja=f"この事務事業概要は{code}のものと{done_ja}、{ja}のものである可能性があります。",
        en=f"This overview {done_en} project {code}, or else to {en}.",
    )


def _report_none(subject: Subject, reading: Reading) -> None:
    reading.find(
        "cell-unknown",
        (Span(subject.start, subject.start + len(subject.code)),),
        about=Ref("project", subject.code),
        ja=f"事務事業{subject.code}の事務事業概要が読み取れません。",
        en=f"The overview of project {subject.code} cannot be told.",
    )
