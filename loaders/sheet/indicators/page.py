"""Section 3, 成果指標: the indicator boxes of pages 4-5.

Left boxes may run into each other, right blocks come out whole (form, What extraction does to it). So
pieces are collected by kind, numbers are matched to blocks by the form's arithmetic, names to blocks
and ranks by wording and place, and what stays open is left out and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Indicator, Text
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.heads import Head, read_heads
from policygraph.loaders.sheet.indicators.links import Box, LeftRows, link, rank_order, run_below
from policygraph.loaders.sheet.indicators.names import Texts, Words, tell_apart, year_kind_of
from policygraph.loaders.sheet.indicators.records import LEAST, build
from policygraph.loaders.sheet.indicators.results import Block, read_blocks
from policygraph.loaders.sheet.indicators.shares import report_leftovers, share_texts
from policygraph.loaders.sheet.indicators.slots import NO_TABLE, Reckoner, Slot, slot_of
from policygraph.loaders.sheet.indicators.text import Piece, pages_of, read_pieces
from policygraph.loaders.sheet.indicators.values import Arithmetic, place_values, place_years
from policygraph.loaders.sheet.pairing import certainty
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line


@dataclass(frozen=True, slots=True)
class IndicatorPages:
    """The indicators in the form's order (主 before 関), and why there are none where the sheet says so."""

    indicators: tuple[Indicator, ...]
    no_indicator_reason: Text | None


def read_indicators(
    lines: Sequence[Line],
    reading: Reading,
    areas: tuple[str, ...],
    fiscal_year: int,
    analysis: Sequence[Line] = (),
) -> IndicatorPages:
    """Read section 3.

    Args:
        lines: The section's lines in document order.
        reading: Takes the claims and findings.
        areas: Policy areas of the measure (``2(2)A``).
        fiscal_year: The sheet's year, whose target is the one of this year.
        analysis: The lines of section 5(1), which repeats the names; they are claimed by its own reader.
    """
    labels = reading.form.indicators
    pages = pages_of(lines)
    blocks, others = read_blocks(lines, pages, labels)
    legend = _legend(labels)
    left = [(place, line) for place, line in others if not _is_heading(line, labels, legend, reading)]
    pieces = read_pieces(left, pages, labels)
    reading.label(
        LabelRule.INDICATORS, *(span for piece in pieces if piece.kind in ("label", "reason") for span in piece.spans)
    )
    ranks = _ranks(pieces, labels, reading)
    heads = read_heads(analysis)
    texts = tell_apart(pieces, [line.gap for line in lines], len(ranks), labels, {head.name for head in heads})
    blocks = _once(blocks, len(ranks), reading)
    boxes = _boxes(ranks, texts, blocks, pieces, [place for place, _ in left], heads, fiscal_year, labels)
    shares = share_texts(boxes, pieces, texts, areas, labels)
    built = [build(box, share, reading) for box, share in zip(boxes, shares, strict=True)]
    reason = _reason(pieces, texts, bool(boxes), reading)
    report_leftovers(pieces, texts, blocks, reading)
    return IndicatorPages(tuple(indicator for indicator in built if indicator), reason)


def _is_heading(line: Line, labels: IndicatorLabels, legend: re.Pattern[str], reading: Reading) -> bool:
    """Whether a line is a heading or part of the table of grades; claims it if so."""
    if not (line.key.startswith(labels.heading) or legend.fullmatch(line.key)):
        return False
    reading.label(LabelRule.INDICATOR_HEADS, line.span)
    return True


@lru_cache(maxsize=8)
def _legend(labels: IndicatorLabels) -> re.Pattern[str]:
    """A line of the table of grades, folded."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, labels.legend))}|[0-9]+%(?:以上|未満))+")


def _ranks(pieces: Sequence[Piece], labels: IndicatorLabels, reading: Reading) -> list[Piece]:
    """Each rank once, in the form's order."""
    first: dict[str, Piece] = {}
    for piece in pieces:
        if piece.kind == "rank" and first.setdefault(fold(piece.text), piece) is not piece:
            reading.repeat(*piece.spans)
    return sorted(first.values(), key=lambda rank: rank_order(rank, labels))


def _once(blocks: Sequence[Block], count: int, reading: Reading) -> list[Block]:
    """The right blocks without those printed a second time, as far as there are more than indicators."""
    kept: dict[object, Block] = {}
    surplus = len(blocks) - count
    for block in blocks:
        reading.label(LabelRule.INDICATORS, *block.labels)
        key: object = tuple(map(reading.source.quote, block.spans)) if surplus > 0 else block.line
        if key in kept:
            surplus -= 1
            reading.repeat(*block.spans)
            continue
        kept[key] = block
    return list(kept.values())


def _boxes(
    ranks: Sequence[Piece],
    texts: Texts,
    blocks: Sequence[Block],
    pieces: Sequence[Piece],
    left: Sequence[int],
    heads: Sequence[Head],
    fiscal_year: int,
    labels: IndicatorLabels,
) -> list[Box]:
    """A box per rank with its name, right block, values and years."""
    reckoner = Reckoner(piece.text for piece in pieces if piece.kind == "formula")
    values = [piece for piece in pieces if piece.kind == "value"]
    years = [piece for piece in pieces if piece.kind == "year"]
    numbers = [piece.number for piece in values if piece.number is not None]
    slots = [slot_of(block, numbers, reckoner) for block in blocks]
    slots += [Slot(None, NO_TABLE) for _ in range(len(ranks) - len(slots))]
    evidence = [Arithmetic(slot, set(numbers), reckoner, fiscal_year) for slot in slots]
    place_values(values, evidence, reckoner)
    rows = LeftRows(left, pieces)
    boxes = link(ranks, texts.names, slots, rows, heads, labels)
    for box in boxes:
        _learn(box, rows, labels)
    place_years(years, slots, fiscal_year)
    for box in boxes:
        box.run = run_below(box.slot.home, pieces)
    return boxes


def _learn(box: Box, rows: LeftRows, labels: IndicatorLabels) -> None:
    """What a slot can take from the name that it is linked to."""
    if box.name:
        box.slot.home = rows.below(box.name)
        if certainty(box.block_margin) >= LEAST:
            box.slot.kind = box.slot.kind or year_kind_of(box.name.key, labels) or "fiscal"


def _reason(pieces: Sequence[Piece], texts: Texts, has_indicators: bool, reading: Reading) -> Text | None:
    """The text under 本施策に成果指標を設定できない理由: what follows the label and is no part of a box."""
    label = next((piece for piece in pieces if piece.kind == "reason"), None)
    if label is None:
        return None
    after = [text for text in texts.rest if text.line >= label.line]
    found = _directly_after(label, after, pieces) if has_indicators else after
    if not found:
        return None
    texts.rest[:] = [text for text in texts.rest if text not in found]
    quotes = reading.fact(*(span for text in found for span in text.spans))
    return Text(quotes=quotes, text="\n".join(text.text for text in found))


def _directly_after(label: Piece, texts: Iterable[Words], pieces: Sequence[Piece]) -> list[Words]:
    """The texts that stand after a label with nothing else between."""
    starts = {text.spans[0].start: text for text in texts}
    found: list[Words] = []
    covered = {span.start for text in starts.values() for span in text.spans}
    for piece in pieces[pieces.index(label) + 1 :]:
        if piece.spans[0].start not in covered:
            break
        if piece.spans[0].start in starts:
            found.append(starts[piece.spans[0].start])
    return found
