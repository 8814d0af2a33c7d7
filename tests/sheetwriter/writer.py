"""Records as the text of a sheet: pages in their order, damaged as an extractor would."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from policygraph.loaders.records import Sheet
from tests.sheetwriter.analysis import effort_page, indicator_analysis_page
from tests.sheetwriter.cooperation import cooperation_page
from tests.sheetwriter.damage import BLANK_LINES, NEW_LINE, Damage
from tests.sheetwriter.indicators import indicator_pages
from tests.sheetwriter.initiatives import initiative_pages
from tests.sheetwriter.opinions import opinion_page
from tests.sheetwriter.page1 import first_page
from tests.sheetwriter.policies import policy_page
from tests.sheetwriter.press import Box, Press
from tests.sheetwriter.projects import project_pages
from tests.sheetwriter.reflections import reflection_page, response_page


def write(sheet: Sheet, damage: Damage, seed: int) -> str:
    """Print ``sheet`` (its spans are ignored) as the form 基本評価調書 of FY2020.

    The same arguments always give the same text. Line ends are LF; pages stand in the form's order,
    everything else is subject to ``damage``.
    """
    press = Press(damage, Random(f"sheet {seed}"))
    text = ""
    for page in _pages(sheet, press):
        printed = "\n\n".join("\n".join(box.lines) for box in page if box.lines)
        text += _page_break(printed, press) + printed if text else printed
    return text + "\n"


def _page_break(page: str, press: Press) -> str:
    """A new line alone is left only before a stage of the form (Ｐｌａｎ ...), which begins with a space."""
    choice = press.random.choice(press.damage.breaks)
    return BLANK_LINES if choice == NEW_LINE and not page.startswith(" ") else choice


def _pages(sheet: Sheet, press: Press) -> Iterator[list[Box]]:
    yield first_page(sheet, press)
    yield from initiative_pages(sheet, press)
    yield cooperation_page(sheet, press)
    yield from indicator_pages(sheet, press)
    yield from project_pages(sheet, press)
    if sheet.first_evaluation:
        yield indicator_analysis_page(sheet, sheet.first_evaluation, press)
        yield effort_page(sheet.first_evaluation, press)
        yield policy_page(sheet.first_evaluation, press)
    if sheet.second_evaluation:
        yield opinion_page(sheet, sheet.second_evaluation, press)
    if sheet.reflections:
        yield response_page(sheet, sheet.reflections, press)
        yield reflection_page(sheet.reflections, press)
