"""What several pages print: the form's title, its stages, the measure's name and code."""

from __future__ import annotations

from policygraph.loaders.records import Head
from tests.sheetwriter.press import Box, Press

PLAN = "Ｐｌａｎ　（目標管理型行政運営システム実施要領 別紙様式１）"
DO_CHECK = "Ｄｏ & Ｃｈｅｃｋ　施策評価"


def form_title(head: Head, press: Press) -> str:
    year = f"{head.fiscal_year - 2018}" if head.fiscal_year > 2019 else "元"
    return f"令和{press.wide(year)}年度　基本評価調書"


def page_header(head: Head, press: Press, *, code: bool = False) -> list[Box]:
    """The line 基本評価調書 · 施策名 · name · 施策コード (· code), whole or in pieces.

    In a whole line the dash of the code may stand elsewhere (``施策コード 05 10``); a code in a box of
    its own keeps it.
    """
    label, name = press.label("施策名"), press.text(head.name)
    dash = press.random.choice((" － ", " ― "))
    number = dash.join(head.code.split("-")) if code else ""
    if press.happens(press.damage.parted):
        lines = (form_title(head, press), f"{label} 施策コード", name, number)
        return [Box((line,), loose=True) for line in lines if line]
    lost = code and press.happens(press.damage.parted)
    shown = number.replace(dash, " ") if lost else number
    line = " ".join(cell for cell in (form_title(head, press), label, name, "施策コード", shown) if cell)
    return [press.heading(line), *([Box((dash.strip(),), loose=True)] if lost else [])]


def stage(text: str, press: Press) -> Box:
    """A stage of the form (Ｐｌａｎ ...), which the extractor indents by a space."""
    return press.heading(f" {text}")
