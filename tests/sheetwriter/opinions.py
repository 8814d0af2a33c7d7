"""Page 11: 二次政策評価結果（知事による評価）."""

from __future__ import annotations

from policygraph.loaders.records import Opinion, ProjectMention, SecondEvaluation, Sheet
from tests.sheetwriter.furniture import page_header, stage
from tests.sheetwriter.press import Box, Press

_TEXT = 52
_HEADS = (("対応方針", "番号"), ("事務事業", "整理番号"), ("事務事業名 付加意見",))


def opinion_page(sheet: Sheet, second: SecondEvaluation, press: Press) -> list[Box]:
    tables = [_table(category, second, press) for category in second.categories]
    unplaced = [opinion for opinion in second.opinions if opinion.category not in second.categories]
    boxes = [
        *page_header(sheet.head, press, code=True),
        stage("Ｃｈｅｃｋ　　施策評価・事務事業評価　二次政策評価結果（知事による評価）", press),
        Box(("６　二次政策評価結果（知事による評価）",), loose=True),
        *(box for table in tables for box in table),
        *(box for opinion in unplaced for box in _opinion(opinion, press)),
    ]
    return press.disordered(boxes)


def _table(category: str, second: SecondEvaluation, press: Press) -> list[Box]:
    heads = [Box(lines, loose=True) for lines in _HEADS]
    kinds = [Box(("施策",), loose=True), Box(("事務事業",), loose=True)]
    own = [box for opinion in second.opinions if opinion.category == category for box in _opinion(opinion, press)]
    title = f"＜事務事業評価 意見区分；　{category}＞" if "前年度" in category else f"＜意見区分；　{category}＞"
    return [Box((title,), loose=True), *heads, *kinds, *own]


def _opinion(opinion: Opinion, press: Press) -> list[Box]:
    rows = [mention(project) for project in opinion.projects]
    text = Box(tuple(press.prose(opinion.text, _TEXT)))
    number = opinion.number or ""
    if number and rows and press.happens(press.damage.glued):
        return [Box((f"{rows[0]}{number}",)), text, *(Box((row,)) for row in rows[1:])]
    boxes = [Box((row,)) for row in rows]
    between = len(boxes) > 1 and press.happens(press.damage.displaced)
    boxes.insert(1 if between else len(boxes), text)
    return [*([Box((number,), loose=not rows)] if number else []), *boxes]


def mention(project: ProjectMention) -> str:
    """``0533 name``."""
    return " ".join(cell for cell in (project.code, project.name) if cell)
