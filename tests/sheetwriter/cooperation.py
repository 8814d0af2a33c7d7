"""Page 3: 連携の状況 and 連携の取組状況."""

from __future__ import annotations

from itertools import zip_longest

from policygraph.loaders.records import Cooperation, Sheet
from tests.sheetwriter.furniture import DO_CHECK, PLAN, stage
from tests.sheetwriter.press import Box, Press

_PARTNERS_A_BOX = 7


def cooperation_page(sheet: Sheet, press: Press) -> list[Box]:
    columns = [_columns(cooperation, press) for cooperation in sheet.cooperations]
    late = _late_partners(sheet, columns, press)
    if columns and press.happens(press.damage.stacked):
        first, *rest = zip(*columns, strict=True)
        left = [first, *rest[:-1]]
        press.random.shuffle(left)
        body = [box for column in [*left, rest[-1]] for boxes in column for box in boxes]
    else:
        body = [box for row in columns for boxes in row for box in boxes]
    page = [
        stage(f"{PLAN}" if press.happens(0.5) else f"{PLAN}  {DO_CHECK}", press),
        Box(("２　連携の状況　　　　　　　　　　　",), loose=True),
        *press.row("連携種別", "連携内容", "連携先"),
        Box(("（政策体系）",), loose=True),
        *press.row("施策コード", "関係部・関係課"),
        *press.with_heading(
            [
                Box(("２－２　連携の取組状況",), loose=True),
                Box(("取組の実績と成果、新型コロナウイルス感染症の影響",), loose=True),
            ],
            body,
        ),
        *late,
    ]
    return press.disordered(page)


def _columns(cooperation: Cooperation, press: Press) -> tuple[list[Box], ...]:
    """Level and area, content, with whom, results."""
    level = [Box((line,), loose=True) for line in (cooperation.level, cooperation.area) if line]
    if len(level) == 2 and press.happens(0.5):
        level = [Box((level[0].lines[0], level[1].lines[0]), loose=True)]
    return (
        level,
        _prose(cooperation.content, 29, press),
        _partners(cooperation, press),
        _prose(cooperation.results, 34, press),
    )


def _late_partners(sheet: Sheet, columns: list[tuple[list[Box], ...]], press: Press) -> list[Box]:
    """The partners' later boxes, taken out of the only row that has any, to stand at the end of the page."""
    rows = [row for cooperation, row in zip(sheet.cooperations, columns, strict=True) if cooperation.partners]
    if len(rows) != 1 or not press.happens(press.damage.displaced):
        return []
    late = rows[0][2][1:]
    del rows[0][2][1:]
    return late


def _prose(text: str | None, width: int, press: Press) -> list[Box]:
    return [Box(tuple(press.prose(text, width)))] if text else []


def _partners(cooperation: Cooperation, press: Press) -> list[Box]:
    boxes: list[Box] = []
    codes = [code.replace("-", "") for code in cooperation.measures]
    linked = [cell for pair in zip_longest(codes, cooperation.offices) for cell in pair if cell]
    if linked:
        boxes.append(Box(tuple(linked)))
    names = [partner.printed for partner in cooperation.partners]
    for start in range(0, len(names), _PARTNERS_A_BOX):
        run = names[start : start + _PARTNERS_A_BOX]
        boxes.append(Box(tuple(press.wrap(_listed(run, press), 27))))
    return boxes


def _listed(names: list[str], press: Press) -> str:
    listed = names[0]
    for name in names[1:]:
        listed += "、" + press.random.choice(("", "", " ", "　")) + name
    return listed
