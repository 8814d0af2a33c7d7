"""A comparison for people: plain Japanese, grouped by kind of change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from policygraph.errors import shown
from policygraph.queries.diff.model import KINDS, Change, Comparison, Side
from policygraph.queries.diff.words import budget_sums, change_words, pair_counts, pair_words, place_words

if TYPE_CHECKING:
    from rich.console import Console

_SURE: Final = 0.9
"""Confidence below which a change says how sure it is."""


def draw(comparison: Comparison, console: Console) -> None:
    """What was compared with what, then the changes of each kind, thing by thing."""
    _line(console, f"比較：A {comparison.a.name} → B {comparison.b.name}", style="bold")
    for letter, side in (("A", comparison.a), ("B", comparison.b)):
        _draw_side(letter, side, console)
    for left in comparison.left_out:
        _line(console, f"  比べていません：{left}")
    _line(console, f"対応させたもの：{pair_counts(comparison)}")
    if not comparison.changes:
        _line(console, "違いはありません。")
        return
    listed = "、".join(f"{KINDS[kind]} {count}" for kind, count in comparison.counts.items())
    _line(console, f"違い：{len(comparison.changes)} 件（{listed}）")
    for total in budget_sums(comparison):
        if total.changes:
            _line(console, f"  事業費：{total.words}")
    for kind in comparison.counts:
        _draw_kind(kind, comparison.of_kind(kind), console)


def _draw_side(letter: str, side: Side, console: Console) -> None:
    _line(console, f"  {letter} の根拠：{side.basis}")
    for refusal in side.refused:
        _line(console, f"  {letter} で読めません：{refusal.file}：{refusal.reason_ja}", style="bold red")


def _draw_kind(kind: str, changes: Sequence[Change], console: Console) -> None:
    console.print()
    _line(console, f"{KINDS[kind]} {len(changes)} 件", style="bold")
    for _, found in groupby(changes, key=lambda change: id(change.pair)):
        of_pair = list(found)
        _line(console, f"  {pair_words(of_pair[0].pair)}")
        for change in of_pair:
            _draw_change(change, console)


def _draw_change(change: Change, console: Console) -> None:
    unsure = f"　確からしさ {change.confidence}（{change.method}）" if change.confidence < _SURE else ""
    where = place_words(change)
    _line(console, f"    {change_words(change)}{unsure}" + (f"　［{where}］" if where else ""))
    for candidate in change.candidates:
        _line(console, f"      候補：{candidate}")
    if change.note:
        _line(console, f"      注：{change.note}")


def _line(console: Console, words: str, style: str = "") -> None:
    """A line as it is: what a document brings into it steers no terminal."""
    from rich.text import Text

    console.print(Text(shown(words.replace("\n", " ")), style=style), soft_wrap=True)
