"""Invented rows of section 4: sums, staff and full cost agree, save for the oddities asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from policygraph.loaders.records import Part, Project, ProjectTotals
from tests.sheetwriter import sentences
from tests.sheetwriter import vocabulary as words
from tests.sheetwriter.build import project
from tests.sheetwriter.chance import Chance


def projects_and_totals(
    parts: Sequence[Part], chance: Chance, bounds: tuple[int, int], oddities: float
) -> tuple[tuple[Project, ...], ProjectTotals]:
    """Rows in order of area and code, and their sums; a row with a missing cell still counts whole."""
    unit_cost = chance.between((7700, 8100))
    count = chance.between(bounds)
    codes = iter(sorted(chance.random.sample(range(100, 2600), count)))
    areas = sorted((chance.pick(parts).area for _ in range(count)), key=[part.area for part in parts].index)
    whole = [_row(code, area, unit_cost, chance, oddities) for code, area in zip(codes, areas, strict=True)]
    return tuple(_printed(item, chance, oddities) for item in whole), totals_of(whole, rounded=chance.happens(0.5))


def _row(code: int, area: str, unit_cost: int, chance: Chance, oddities: float) -> Project:
    budget = 0 if chance.happens(0.35) else int(10 ** chance.random.uniform(2.5, 5.5))
    general = _general(budget, chance, oddities)
    carried = chance.between((1, 400)) * 1000 if budget and chance.happens(0.05) else None
    head, branch = _staff(chance), _staff(chance) if chance.happens(0.15) else Decimal("0.0")
    cost = budget + (carried or 0) + int(((head + branch) * unit_cost).to_integral_value(ROUND_HALF_UP))
    name = chance.fresh(*sentences.NAME) + chance.pick(words.ROW_ENDINGS)
    partner = chance.partner_name() if chance.happens(0.12) else None
    patterns = sentences.OVERVIEW_WITH if partner else sentences.OVERVIEW
    overview = chance.phrase(chance.pick(patterns), name=_short(name), partner=partner or "")
    return project(
        f"{code:04}",
        area,
        name,
        chance.pick(chance.field.offices),
        budget,
        general,
        f"{head}/{branch}",
        cost,
        overview,
        mentions=(partner,) if partner else (),
        carried=carried,
        moved=chance.pick(chance.field.offices) if chance.happens(0.08) else None,
    )


def _general(budget: int, chance: Chance, oddities: float) -> int:
    if budget and chance.happens(oddities):
        return budget + chance.between((1, 99))
    return chance.pick((budget, 0, budget // 5, budget // 2))


def _staff(chance: Chance) -> Decimal:
    return Decimal(chance.pick((1, 1, 2, 2, 3, 4, 5, 8, 10, 16))) / 10


def _short(name: str) -> str:
    """What an overview says of the project: its name without the administrative ending."""
    for ending in sorted(words.ROW_ENDINGS, key=len, reverse=True):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name


def _printed(item: Project, chance: Chance, oddities: float) -> Project:
    """The row as it stands on the sheet: one money cell may have left no trace."""
    if item.carried_over is not None or not chance.happens(oddities):
        return item
    left = chance.pick((item.budget or 0, item.general_funds or 0))
    return replace(item, budget=None, general_funds=None, unplaced=(f"{left // 1000:,}",))


def totals_of(items: Iterable[Project], *, rounded: bool) -> ProjectTotals:
    """Sums; the totals of staff in branches and altogether are ``rounded`` to whole posts on some sheets."""
    rows = list(items)
    heads = sum((item.staff_head_office or Decimal(0) for item in rows), Decimal("0.0"))
    branches = sum((item.staff_branch or Decimal(0) for item in rows), Decimal("0.0"))
    whole = Decimal(1) if rounded else Decimal("0.1")
    return ProjectTotals(
        quotes=(),
        carried_over=sum(item.carried_over or 0 for item in rows),
        budget=sum(item.budget or 0 for item in rows),
        general_funds=sum(item.general_funds or 0 for item in rows),
        staff_head_office=heads,
        staff_branch=branches.quantize(whole, ROUND_HALF_UP),
        staff=(heads + branches).quantize(whole, ROUND_HALF_UP),
    )
