"""A comparison as one self-contained page with a picture of the money: no script, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from policygraph import __version__
from policygraph.queries.diff.measure_cells import ACROSS_YEARS
from policygraph.queries.diff.model import KINDS, Change, Comparison
from policygraph.queries.diff.words import budget_sums, change_words, pair_counts, pair_words, place_words, signed
from policygraph.viz.templates import asset, rendered, source_hash

_MOST: Final = 30
"""Bars of a picture; the rest stands in the tables below it."""

_LEFT, _WIDTH, _ROW = 400.0, 240.0, 26
"""Where bars begin, how much room they have, and the height of a row, in pixels."""

_LABEL: Final = 26
"""Characters of a name beside its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: of which change, where it lies, and what is written beside it."""

    label: str
    title: str
    kind: str
    y: int
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars to both sides of an axis; ``more`` are changes without a bar, ``unknown`` those without a difference."""

    title: str
    bars: tuple[Bar, ...]
    axis: float
    more: int
    unknown: int

    @property
    def height(self) -> int:
        return _ROW * len(self.bars) + 8


def page(comparison: Comparison) -> str:
    """The page as HTML. The style is let in by its hash, and nothing is let load anything."""
    style = asset("check.css") + asset("diff.css")
    return rendered(
        "diff.html.j2",
        comparison=comparison,
        sides=(("A", comparison.a), ("B", comparison.b)),
        kinds=KINDS,
        pairs=pair_counts(comparison),
        sums=[total.words for total in budget_sums(comparison) if total.changes],
        pictures=[picture for picture in _pictures(comparison) if picture.bars],
        by_pair=_by_pair,
        pair_words=pair_words,
        change_words=change_words,
        place_words=place_words,
        version=__version__,
        style=Markup(style),
        style_hash=source_hash(style),
    )


def _by_pair(changes: Sequence[Change]) -> list[list[Change]]:
    return [list(found) for _, found in groupby(changes, key=lambda change: id(change.pair))]


def _pictures(comparison: Comparison) -> list[Picture]:
    money = [change for change in comparison.changes if change.what.name in ("budget", "totalBudget")]
    measures = [each for each in money if each.pair.thing == "measure" and _is_of_sheet(each)]
    return [
        picture_of("施策の予算額の増減", measures),
        picture_of("事務事業の事業費の増減", [each for each in money if each.pair.thing == "project"]),
    ]


def _is_of_sheet(change: Change) -> bool:
    """Whether an amount is of the year that each sheet is of, and not of one of the years before."""
    years = {item.held.year for item in (change.pair.a, change.pair.b) if item}
    return change.what.detail == (ACROSS_YEARS if len(years) > 1 else f"{years.pop()}年度")


def picture_of(title: str, changes: Iterable[Change]) -> Picture:
    """The largest changes first, each as a bar; what came counts whole, and what ended counts whole below nothing."""
    amounts = {change: _amount(change) for change in changes}
    known = {change: amount for change, amount in amounts.items() if amount is not None}
    drawn = sorted(filter(known.get, known), key=lambda change: -abs(known[change]))[:_MOST]
    lowest, highest = min([0, *(known[each] for each in drawn)]), max([0, *(known[each] for each in drawn)])
    scale = _WIDTH / ((highest - lowest) or 1)
    axis = _LEFT - lowest * scale
    bars = tuple(_bar(change, known[change], place, axis, scale) for place, change in enumerate(drawn))
    return Picture(title, bars, axis, len(known) - len(drawn), len(amounts) - len(known))


def _amount(change: Change) -> int | None:
    if change.pair.a and change.pair.b:
        difference = change.difference
        return difference if isinstance(difference, int) else None
    value = change.b.value if change.pair.b else change.a.value
    return (value if change.pair.b else -value) if isinstance(value, int) else None


def _bar(change: Change, amount: int, place: int, axis: float, scale: float) -> Bar:
    name = pair_words(change.pair)
    own = f"{change.pair.either.code} {change.pair.either.name}".strip()
    return Bar(
        label=own if len(own) <= _LABEL else f"{own[: _LABEL - 1]}…",
        title=f"{KINDS[change.kind]}：{name}：{change_words(change)}",
        kind=change.kind,
        y=place * _ROW + 4,
        x=round(axis + min(0, amount) * scale, 1),
        width=round(max(abs(amount) * scale, 1.0), 1),
        words=signed(amount, "円"),
    )
