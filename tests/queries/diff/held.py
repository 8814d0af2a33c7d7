"""Sheets as sides of a comparison, without files: the lines of a span are its offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from policygraph.loaders.records import Indicator, Overview, Project, Sheet, Span
from policygraph.queries.checks.places import Place
from policygraph.queries.diff.compare import compare
from policygraph.queries.diff.model import Change, Comparison, Held, Side
from tests.queries.checks.sheets import QUOTES, SOUND, project

LIGHTHOUSES = "岬の灯台を毎日見回り、明かりが消えた夜に船を導く人を置く。"
NETS = "破れた網を集めて直し、浜の若い漁師に安く貸し出す作業場を開く。"


def place(spans: Iterable[Span]) -> tuple[Place, ...]:
    return tuple(Place(span.start, span.end, "") for span in spans)


def held(sheet: Sheet, file: str = "sheet.txt", authority: str = "北海道") -> Held:
    return Held(sheet, authority, file, place)


def side(name: str, *sheets: Sheet) -> Side:
    return Side(name, tuple(held(sheet, f"{name}.txt") for sheet in sheets), f"{len(sheets)}調書")


def diff(a: Sheet | tuple[Sheet, ...], b: Sheet | tuple[Sheet, ...]) -> Comparison:
    return compare(*(side(name, *(one if isinstance(one, tuple) else (one,))) for name, one in (("a", a), ("b", b))))


def measure(
    *projects: Project, code: str = "91-07", name: str = SOUND.head.name, year: int = 2020, **changes: Any
) -> Sheet:
    head = replace(SOUND.head, code=code, name=name, fiscal_year=year)
    return replace(SOUND, head=head, projects=projects, **changes)


def later(*projects: Project, **changes: Any) -> Sheet:
    return measure(*projects, year=2021, **changes)


def row(code: str, name: str, overview: str | None = None, **changes: Any) -> Project:
    text = Overview(quotes=QUOTES, text=overview, mentions=()) if overview else None
    return project(code, name=name, overview=text, **changes)


def with_indicators(*indicators: Indicator, year: int = 2020) -> Sheet:
    return measure(year=year, indicators=indicators)


def told(change: Change) -> tuple[object, ...]:
    """Kind, code in A and B, property, from, to."""
    codes = (side.code if side else None for side in (change.pair.a, change.pair.b))
    return (change.kind, *codes, change.what.name, change.a.value, change.b.value)


def tell(comparison: Comparison) -> list[tuple[object, ...]]:
    return [told(change) for change in comparison.changes]
