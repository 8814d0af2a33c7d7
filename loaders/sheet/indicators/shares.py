"""The cells of left boxes beside their numbers, shared out among the boxes; what is left over is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from operator import add
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.links import Box, share_out
from policygraph.loaders.sheet.indicators.marks import Kind
from policygraph.loaders.sheet.indicators.names import Texts, Wording, Words, is_cell, words_of
from policygraph.loaders.sheet.indicators.results import Block
from policygraph.loaders.sheet.indicators.slots import BASE, CHECK, FINAL, Reckoner
from policygraph.loaders.sheet.indicators.text import Piece
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate

CELLS: Final = ("explanation", "area", "plan", "change", "formula")
"""The cells that are texts."""

Shares = dict[str, tuple[Words, float]]
"""The text of each cell of a box and the margin of its choice."""

_WORDING: Final = 4.0
_DIRECTION: Final = 4.0
_KNOWN_AREA: Final = 1.0
_LISTED_AREA: Final = 1.0

_NO_CELL: Final = {"text", "label", "reason", "rank"}

Fit = Callable[[Words], list[float]]
"""What a text says by itself for each box."""


def share_texts(
    boxes: Sequence[Box], pieces: Sequence[Piece], texts: Texts, areas: tuple[str, ...], labels: IndicatorLabels
) -> list[Shares]:
    """The texts of each box."""
    named = [box for box in boxes if box.name]
    shares: dict[int, Shares] = {id(box): {} for box in boxes}
    fits: dict[str, Fit] = {
        "explanation": _explains(named),
        "area": _area_fit(named, areas),
        "change": _change_fit(named, labels),
        "formula": _formula_fit(named),
    }
    candidates = {cell: found for cell, found in _candidates(pieces, texts).items() if found and named}
    said = _by_line(candidates, fits, [0.0] * len(named))
    for cell, own in candidates.items():
        for box, found in zip(named, share_out(own, named, said), strict=True):
            if found:
                shares[id(box)][cell] = found
    return [shares[id(box)] for box in boxes]


def _by_line(candidates: dict[str, list[Words]], fits: dict[str, Fit], nothing: list[float]) -> dict[int, list[float]]:
    """What all texts of a line say together for each box: they came out as one row of one box."""
    said: dict[int, list[float]] = {}
    for cell, texts in candidates.items():
        fit = fits.get(cell)
        for text in texts:
            before = said.setdefault(text.line, nothing)
            if fit:
                said[text.line] = list(map(add, before, fit(text)))
    return said


def _candidates(pieces: Sequence[Piece], texts: Texts) -> dict[str, list[Words]]:
    by_kind: dict[Kind, list[Piece]] = {}
    for piece in pieces:
        by_kind.setdefault(piece.kind, []).append(piece)
    changes = [*texts.changes, *words_of(by_kind.get("change", ()))]
    return {
        "explanation": words_of(by_kind.get("explanation", ())),
        "area": words_of(by_kind.get("area", ())),
        "plan": texts.plans,
        "change": sorted(changes, key=lambda change: change.spans),
        "formula": [*words_of(by_kind.get("formula", ())), *_mended(by_kind.get("piece", ()))],
    }


def _mended(parts: Iterable[Piece]) -> Iterator[Words]:
    """Formulas that came out in two parts; only where any beginning fits any end alike."""
    heads: list[Words] = []
    tails: list[Words] = []
    for part in words_of(parts):
        (heads if part.key.count("(") > part.key.count(")") else tails).append(part)
    if len(heads) != len(tails) or (len({tail.key for tail in tails}) > 1 < len({head.key for head in heads})):
        return
    for head, tail in zip(heads, tails, strict=True):
        spans = (*head.spans, *tail.spans)
        yield Words(head.text + tail.text, head.key + tail.key, spans, head.line, tail.line, head.page)


def _explains(boxes: Sequence[Box]) -> Fit:
    wording = Wording([box.name for box in boxes if box.name])
    return lambda text: [_WORDING * share for share in wording.shares(text.key)]


def _area_fit(boxes: Sequence[Box], areas: tuple[str, ...]) -> Fit:
    """Whether an area is one of the measure's, and the one that 5(1) lists the indicator under."""
    listed = [box.head.area if box.head else None for box in boxes]

    def fit(text: Words) -> list[float]:
        known = _KNOWN_AREA if text.key in areas else 0.0
        return [known + _agrees(text.key, area, _LISTED_AREA) for area in listed]

    return fit


def _agrees(key: str, expected: str | None, weight: float) -> float:
    return 0.0 if expected is None else weight if key == expected else -weight


def _change_fit(boxes: Sequence[Box], labels: IndicatorLabels) -> Fit:
    """Whether the final target lies where the direction points from the base."""
    pointed = [_direction(box, labels) for box in boxes]
    return lambda text: [_agrees(text.key, direction, _DIRECTION) for direction in pointed]


def _direction(box: Box, labels: IndicatorLabels) -> str | None:
    base, final = _number(box, BASE), _number(box, FINAL)
    if base is None or final is None:
        return None
    rise, fall, keep = labels.changes
    return rise if final > base else fall if final < base else keep


def _number(box: Box, role: int) -> Decimal | None:
    held = box.slot.values.get(role)
    return held.piece.number if held else None


def _formula_fit(boxes: Sequence[Box]) -> Fit:
    """Whether a formula reproduces the printed rates."""
    checks = [(box.slot.rates, _number(box, BASE)) for box in boxes]
    known: dict[str, list[float]] = {}

    def fit(text: Words) -> list[float]:
        if text.key not in known:
            reckoner = Reckoner((text.text,))
            known[text.key] = [
                max(-0.4, CHECK * (2 * reckoner.passed(years, base) - len(years))) for years, base in checks
            ]
        return known[text.key]

    return fit


# --- leftovers ----------------------------------------------------------------------------------


def report_leftovers(pieces: Sequence[Piece], texts: Texts, blocks: Sequence[Block], reading: Reading) -> None:
    """Claim what no indicator took: second prints as such, the rest as of an unknown cell with a finding."""
    fates = reading.ledger.fates
    again = bool(texts.repeats) or any(
        fates[piece.spans[0].start] == Fate.REPEAT for piece in pieces if piece.kind == "rank"
    )
    for text in texts.repeats:
        reading.repeat(*text.spans)
    rest = [text for text in texts.rest if is_cell(text)]
    pieces = [piece for piece in pieces if piece.kind not in _NO_CELL]
    cells: list[Piece | Words] = [*pieces, *texts.plans, *texts.changes, *texts.names, *rest]
    left = [cell for cell in cells if fates[cell.spans[0].start] == Fate.UNREAD]
    if again and left:
        used = {fold(cell.text) for cell in cells if fates[cell.spans[0].start] == Fate.FACT}
        reading.repeat(*(span for cell in left if fold(cell.text) in used for span in cell.spans))
    spans = [span for cell in left for span in cell.spans]
    spans += [span for block in blocks for span in block.spans]
    open_spans = sorted(span for span in spans if fates[span.start] == Fate.UNREAD)
    if not open_spans:
        return
    reading.unknown(*open_spans)
    printed = " ".join(reading.source.quote(span) for span in open_spans)
    reading.find(
        "cell-unknown",
        open_spans,
        ja=f"成果指標の欄の文字のうち、どの指標のどの欄のものか分からないものがあります：「{printed}」。",
        en=f"Of these cells of section 3 it cannot be known to which indicator they belong: {printed!r}.",
        printed=printed,
    )
