"""Base, target and final values and years of the left boxes, matched to the right blocks.

The form's own arithmetic is the checksum: only the right base reproduces the printed rates, the final
target stands again in the block's last column, this year's target goes on from the years before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from typing import Final

from policygraph.loaders.sheet.indicators.results import RATE, TARGET
from policygraph.loaders.sheet.indicators.slots import BASE, CHECK, FINAL, GOAL, Held, Reckoner, Slot, progress
from policygraph.loaders.sheet.indicators.text import Piece
from policygraph.loaders.sheet.pairing import HAS_A_PLACE, Choice, assign

_OTHER_UNIT: Final = -8.0
_SAME_ROW: Final = 3.0
_PAGE: Final = 1.0
_ROLE_DENIED: Final = 1.5
_NEAR: Final = 1.0
_YEAR_KIND: Final = 1.0


def place_values(pieces: Sequence[Piece], evidence: Sequence[Arithmetic], reckoner: Reckoner) -> None:
    """Give every slot its base, target and final value, as far as the evidence goes."""
    paged = len({piece.page for piece in pieces}) > 1
    scores = [[score for slot in evidence for score in slot.scores(piece, paged)] for piece in pieces]
    keys = [(piece.number, piece.text[-1:] in "%％") for piece in pieces]
    choices = assign(scores, keys)
    if not all(choice.place is not None and choice.margin >= CHECK / 2 for choice in choices):
        rows = _anchored(pieces, choices, evidence)
        for piece, row in zip(pieces, scores, strict=True):
            if piece.line in rows:
                for place in range(len(row)):
                    row[place] += _SAME_ROW if rows[piece.line] == place // 3 else -_SAME_ROW
        choices = assign(scores, keys)
    _hold(zip(pieces, choices, strict=True), [one.slot.values for one in evidence])
    for one in evidence:
        _count_checks(one.slot, reckoner)


class Arithmetic:
    """What one slot's table says of a number: as base, as this year's target, as final target."""

    def __init__(self, slot: Slot, numbers: Set[Decimal], reckoner: Reckoner, fiscal_year: int) -> None:
        self.slot = slot
        self.page = slot.block.page if slot.block else None
        self.percent = slot.percent
        years = slot.rates
        self.rates = len(years)
        self.bases = (
            {number: reckoner.passed(years, number) for number in numbers}
            if years and not reckoner.without_base(years)
            else {}
        )
        # Where the sheet contradicts itself no number reproduces every rate, yet the right one most of them.
        self.most = max(self.bases.values(), default=0)
        final = slot.table[TARGET][2].number
        self.final = final if final in numbers else None
        self.goal, self.span = _expected_goal(slot, fiscal_year)
        printed = _printed_goal(slot, fiscal_year)
        self.printed_goal = printed if printed in numbers else None
        self.size = next((abs(cell.number) for row in slot.table[:RATE] for cell in row if cell.number), None)

    def scores(self, piece: Piece, paged: bool) -> tuple[float, float, float]:
        common = self._common(piece, paged)
        found = [common + hint for hint in _role_hints(piece)]
        number = piece.number
        if self.most:
            passed = self.bases.get(number, 0) if number is not None else 0
            found[BASE] += CHECK * (2 * passed - self.most)
        if self.final is not None:
            found[FINAL] += CHECK if number == self.final else -CHECK
        if self.printed_goal is not None:
            found[GOAL] += CHECK if number == self.printed_goal else -CHECK
        elif self.goal is not None and number is not None:
            found[GOAL] += max(-3.0, 2.5 - 4.0 * abs(float(number) - self.goal) / self.span)
        return found[0], found[1], found[2]

    def _common(self, piece: Piece, paged: bool) -> float:
        score = _SAME_ROW if piece.line in self.slot.home else 0.0
        if paged and self.page is not None:
            score += _PAGE if piece.page == self.page else -2 * _PAGE
        if piece.number is not None and self.percent is not None and self.percent != piece.text.endswith(("%", "％")):
            score += _OTHER_UNIT
        if piece.number and self.size:
            score -= min(4.0, 1.5 * abs(math.log10(abs(piece.number) / self.size)))
        return score

    def proves(self, piece: Piece, role: int) -> bool:
        """Whether a number in a role is proved by a printed one."""
        if role == BASE:
            return self.bases.get(piece.number or Decimal(0), 0) > 0
        wanted = self.final if role == FINAL else self.printed_goal
        return wanted is not None and wanted == piece.number


def _role_hints(piece: Piece) -> tuple[float, float, float]:
    if piece.role is None:
        return 0.0, 0.0, 0.0
    hints = [-_ROLE_DENIED * piece.hint] * 3
    hints[piece.role] = piece.hint
    return hints[0], hints[1], hints[2]


def _printed_goal(slot: Slot, fiscal_year: int) -> Decimal | None:
    years = [moment.year for moment, _ in slot.block.years] if slot.block else []
    return slot.table[TARGET][years.index(fiscal_year)].number if fiscal_year in years[:2] else None


def _expected_goal(slot: Slot, fiscal_year: int) -> tuple[float | None, float]:
    """This year's target if the targets go on as they did, not beyond the final one; and their range."""
    targets = [cell.number for cell in slot.table[TARGET]]
    years = [moment.year for moment, _ in slot.block.years] if slot.block else []
    if len(years) != 2 or years[0] == years[1] or any(target is None for target in targets):
        return None, 1.0
    first, last, final = (float(target) for target in targets if target is not None)
    goal = last + (last - first) / (years[1] - years[0]) * (fiscal_year - years[1])
    goal = min(goal, final) if final >= first else max(goal, final)
    return goal, max(abs(final - first), abs(final) / 100, 1e-9)


def _anchored(pieces: Sequence[Piece], choices: Sequence[Choice], evidence: Sequence[Arithmetic]) -> dict[int, int]:
    """Which slot a line of values belongs to, where a number on it is proved."""
    rows: dict[int, int] = {}
    for piece, choice in zip(pieces, choices, strict=True):
        if (
            choice.place is not None
            and choice.margin >= CHECK / 2
            and evidence[choice.place // 3].proves(piece, choice.place % 3)
        ):
            rows[piece.line] = choice.place // 3
    return rows


def _hold(placed: Iterable[tuple[Piece, Choice]], places: Sequence[dict[int, Held]]) -> None:
    for piece, choice in placed:
        if choice.place is not None:
            places[choice.place // 3][choice.place % 3] = Held(piece, choice.margin)


def _count_checks(slot: Slot, reckoner: Reckoner) -> None:
    base = slot.values[BASE].piece.number if BASE in slot.values else None
    ends = progress(slot.table)
    slot.checks = len(slot.rates) + (ends is not None)
    slot.passed = reckoner.passed(slot.rates, base) + (ends is True)


# --- years ------------------------------------------------------------------------------------------


def place_years(pieces: Sequence[Piece], slots: Sequence[Slot], fiscal_year: int) -> None:
    """Give every slot the years of its three values: by label and what the year can be, then by nearness to these."""
    paged = len({piece.page for piece in pieces}) > 1
    roles = [_year_role(piece, fiscal_year) for piece in pieces]
    near = [(slot, sorted(slot.lines)) for slot in slots]
    for role in (BASE, GOAL, FINAL):
        own = [(piece, certain) for piece, (likeliest, certain) in zip(pieces, roles, strict=True) if likeliest == role]
        keys = [piece.moment for piece, _ in own]
        if len(set(keys)) == 1 and len(own) >= len(slots):
            choices = [Choice(place, math.inf) for place in range(len(slots))]
        else:
            choices = assign([[_nearness(piece, slot, lines, paged) for slot, lines in near] for piece, _ in own], keys)
        for (piece, certain), choice in zip(own, choices, strict=False):
            if choice.place is not None:
                slots[choice.place].years[role] = Held(piece, min(choice.margin, certain))


def _year_role(piece: Piece, fiscal_year: int) -> tuple[int, float]:
    """The likeliest role of a year and by how much: by label, and by what it can be."""
    fits = _year_fits(piece, fiscal_year)
    scores = [hint + fit for hint, fit in zip(_role_hints(piece), fits, strict=True)]
    best, second = sorted(scores)[:-3:-1]
    return scores.index(best), best - second


def _nearness(piece: Piece, slot: Slot, values: Sequence[int], paged: bool) -> float:
    near = HAS_A_PLACE + (_SAME_ROW if piece.line in slot.home else 0.0)
    if values:
        near += _NEAR / max(1, min(abs(line - piece.line) for line in values))
    if paged and slot.block:
        near += _PAGE if piece.page == slot.block.page else -2 * _PAGE
    return near + _kind_fit(piece, slot)


def _kind_fit(piece: Piece, slot: Slot) -> float:
    if piece.moment is None or slot.kind is None:
        return 0.0
    return _YEAR_KIND if piece.moment.kind == slot.kind else -_YEAR_KIND


def _year_fits(piece: Piece, fiscal_year: int) -> tuple[float, float, float]:
    """How well a year can be that of the base (past), of this year's target, of the final target (to come)."""
    if piece.moment is None:
        return 0.0, 0.0, 0.0
    ahead = piece.moment.year - fiscal_year
    if ahead < 0:
        return 0.5, -1.5, -6.0
    return (-2.0, 2.0, 0.0) if ahead == 0 else (-6.0, -3.0, 0.5)
