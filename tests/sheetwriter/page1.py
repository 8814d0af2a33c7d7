"""Page 1: head, goals, budgets, drawing, roles."""

from __future__ import annotations

from itertools import groupby

from policygraph.loaders.records import Head, Part, Role, Sheet
from tests.sheetwriter.furniture import PLAN, form_title, stage
from tests.sheetwriter.press import Box, Press, thousands

PERSON = "架空　太郎"
"""Whoever signs a sheet of the writer (records leave the person out)."""

_ACTORS = ("国", "道", "市町村", "民間等")


def first_page(sheet: Sheet, press: Press) -> list[Box]:
    boxes = [
        press.heading(form_title(sheet.head, press)),
        stage(PLAN, press),
        *_head(sheet.head, press),
        *_goals(sheet, press),
        *_drawing(sheet, press),
        *_roles(sheet, press),
    ]
    return press.disordered(boxes)


def _head(head: Head, press: Press) -> list[Box]:
    code = (
        "" if press.happens(press.damage.lost_code) else press.random.choice((" － ", "-")).join(head.code.split("-"))
    )
    author = f"{head.author_post}　{PERSON}" if head.author_post else ""
    first_area, *more_areas = head.areas or ("",)
    return [
        *press.pair("施策名", *press.wrap(press.text(head.name), 17)),
        *_typed_row(("所管部局", head.department), ("施策コード", code), ("作成責任者", author), press=press),
        *_typed_row(("照会先", head.contact), ("関係課", first_area), press=press),
        Box((press.label("政策体系"),), loose=True),
        *_typed_row(("コード", ""), ("総合評価", head.overall_verdict), press=press),
        *(Box((area,), loose=True) for area in more_areas),
        *(Box((office,), loose=True) for office in head.related_offices),
    ]


def _typed_row(*pairs: tuple[str, str | None], press: Press) -> list[Box]:
    """Labels and values of one row; either may come first, since a value's own form tells its label."""
    cells: list[str] = []
    for label, value in pairs:
        pair = [press.label(label), value or ""]
        cells += reversed(pair) if press.happens(press.damage.glued) else pair
    return press.row(*cells)


def _goals(sheet: Sheet, press: Press) -> list[Box]:
    goals = [line for part in sheet.parts if part.goal for line in _goal(part, part.goal.text, press)]
    years = [Box((_era(budget.fiscal_year),), loose=True) for budget in sheet.budgets]
    amounts = [Box((thousands(budget.amount),)) for budget in sheet.budgets]
    return [
        Box((f"{press.wide('1')} 目標等の設定",), loose=True),
        *years,
        *press.row("現状と課題", "施策目標", "施策の予算額（千円）"),
        *amounts,
        *([Box(tuple(press.prose(sheet.situation.text, 36)))] if sheet.situation else []),
        Box(tuple(goals)),
    ]


def _goal(part: Part, text: str, press: Press) -> list[str]:
    heading = [f"【{part.name}】"] if part.name else []
    return [*heading, *press.prose(text, 38, first="　")]


def _era(year: int) -> str:
    return f"R{year - 2018}" if year > 2018 else f"H{year - 1988}"


def _drawing(sheet: Sheet, press: Press) -> list[Box]:
    pieces = [_piece(text.text, press) for text in sheet.image]
    return [Box(("施策のイメージ",), loose=True), *(box for piece in pieces for box in piece)]


def _piece(text: str, press: Press) -> list[Box]:
    """A text of the drawing: short ones without a bullet may stand upright."""
    if press.damage.vertical and len(text) <= 12 and text[0] not in "・〔" and press.happens(0.6):
        cut = press.random.choice((0, len(text) // 2))
        return [Box(tuple(part)) for part in (text[:cut], text[cut:]) if part]
    lines = press.prose(text, 18)
    if press.happens(press.damage.parted / 2):
        return [Box((line,)) for line in lines]
    return [Box(tuple(lines))]


def _roles(sheet: Sheet, press: Press) -> list[Box]:
    heads = press.row("項目", "政策体系", *(f"{actor}の役割・取組等" for actor in _ACTORS))
    rows = [box for part in sheet.parts for box in _role_row(part, sheet.roles, press)]
    return press.with_heading(heads, rows)


def _role_row(part: Part, roles: tuple[Role, ...], press: Press) -> list[Box]:
    own = [role for role in roles if role.area == part.area]
    name = [Box(tuple(press.wrap(f"【{part.name}】", 5)), loose=True)] if part.name else []
    return [
        *name,
        Box((part.area,), loose=True),
        *(_role_cell(list(cell), press) for _, cell in groupby(own, lambda role: role.actor)),
    ]


def _role_cell(roles: list[Role], press: Press) -> Box:
    lines: list[str] = []
    for role in roles:
        lines += [f"〔{role.group}〕"] if role.group else []
        lines += press.prose(role.text, 20)
    return Box(tuple(lines), loose=True)
