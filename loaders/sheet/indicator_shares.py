"""The cells of left boxes beside their numbers, shared out among the boxes; what is left over is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from policygraph.loaders.japanese import area_code, fold
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicator_formula import achievement, agrees
from policygraph.loaders.sheet.indicator_links import Box, share_out
from policygraph.loaders.sheet.indicator_names import Texts, Wording, Words, is_cell, words_of
from policygraph.loaders.sheet.indicator_results import Block
from policygraph.loaders.sheet.indicator_slots import BASE, CHECK, FINAL, rated
from policygraph.loaders.sheet.indicator_text import Kind, Piece
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate

CELLS: Final = ("explanation", "area", "plan", "change", "formula")
"""The cells that are texts."""

Shares = dict[str, tuple[Words, float]]
"""The text of each cell of a box and the margin of its choice."""

_WORDING: Final = 4.0
_DIRECTION: Final = 4.0
_KNOWN_AREA: Final = 1.0

_NO_CELL: Final = {"text", "label", "reason", "rank"}

Fit = Callable[[Words, Box], float]


def share_texts(
    boxes: Sequence[Box], pieces: Sequence[Piece], texts: Texts, areas: tuple[str, ...], labels: IndicatorLabels
) -> list[Shares]:
    """The texts of each box."""
    shares: list[Shares] = [{} for _ in boxes]
    named = [box for box in boxes if box.name]
    if not named:
        return shares
    fits = dict(
        zip(CELLS, (_explains(named), _area_fit(areas), _no_more, _change_fit(labels), _formula_fit), strict=True)
    )
    for cell, candidates in _candidates(pieces, texts).items():
        if candidates:
            for box, found in zip(named, share_out(candidates, named, fits[cell]), strict=True):
                if found:
                    shares[boxes.index(box)][cell] = found
    return shares


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
    heads: list[Piece] = []
    tails: list[Piece] = []
    for part in parts:
        (
            heads
            if part.text.count("(") + part.text.count("（") > part.text.count(")") + part.text.count("）")
            else tails
        ).append(part)
    if len(heads) != len(tails) or len({fold(tail.text) for tail in tails}) > 1 < len(
        {fold(head.text) for head in heads}
    ):
        return
    for head, tail in zip(heads, tails, strict=True):
        yield Words(head.text + tail.text, (*head.spans, *tail.spans), head.line, tail.line, head.page)


def _explains(boxes: Sequence[Box]) -> Fit:
    names = [box.name for box in boxes if box.name]
    wording = Wording(names)
    place = {id(box): index for index, box in enumerate(boxes)}
    shares: dict[str, list[float]] = {}

    def fit(text: Words, box: Box) -> float:
        if text.text not in shares:
            shares[text.text] = wording.shares(text.text)
        return _WORDING * shares[text.text][place[id(box)]]

    return fit


def _area_fit(areas: tuple[str, ...]) -> Fit:
    return lambda text, box: _KNOWN_AREA if area_code(text.text) in areas else 0.0


def _no_more(text: Words, box: Box) -> float:
    return 0.0


def _change_fit(labels: IndicatorLabels) -> Fit:
    """Whether the final target lies where the direction points from the base."""
    rise, fall, keep = labels.changes

    def fit(text: Words, box: Box) -> float:
        base, final = _number(box, BASE), _number(box, FINAL)
        if base is None or final is None:
            return 0.0
        pointed = rise if final > base else fall if final < base else keep
        return _DIRECTION if fold(text.text) == pointed else -_DIRECTION

    return fit


def _number(box: Box, role: int) -> Decimal | None:
    held = box.slot.values.get(role)
    return held.piece.number if held else None


def _formula_fit(text: Words, box: Box) -> float:
    """Whether the formula reproduces the printed rates."""
    base = _number(box, BASE)
    score = 0.0
    for target, actual, rate in rated(box.slot.table):
        reckoned = achievement(text.text, actual, target, base)
        score += CHECK if reckoned is not None and agrees(reckoned, rate) else -CHECK
    return max(-0.4, score)


# --- leftovers ----------------------------------------------------------------------------------


def report_leftovers(pieces: Sequence[Piece], texts: Texts, blocks: Sequence[Block], reading: Reading) -> None:
    """Claim what no indicator took: second prints as such, the rest as of an unknown cell with a finding."""
    fates = reading.ledger.fates
    again = bool(texts.repeats) or any(
        fates[piece.spans[0].start] == Fate.REPEAT for piece in pieces if piece.kind == "rank"
    )
    for text in texts.repeats:
        reading.repeat(*text.spans)
    cells = [
        *words_of(piece for piece in pieces if piece.kind not in _NO_CELL),
        *texts.plans,
        *texts.changes,
        *texts.names,
    ]
    cells += [text for text in texts.rest if is_cell(text)]
    left = [cell for cell in cells if fates[cell.spans[0].start] == Fate.UNREAD]
    if again:
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
