from __future__ import annotations

import unicodedata

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.unseen.layout import ENCODINGS, LAYOUTS, without_page_breaks
from tests.unseen.values import differences, flagged, said, unread


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encoding_changes_nothing(encoding: str, real_text: str, real_sheet: Sheet) -> None:
    sheet = read_sheet(Source.from_bytes("real", ENCODINGS[encoding](real_text)))
    assert differences(said(real_sheet), said(sheet)) == []
    assert flagged(sheet) == flagged(real_sheet)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_changes_nothing(layout: str, real_text: str, real_sheet: Sheet) -> None:
    sheet = read_sheet(Source.from_text("real", LAYOUTS[layout](real_text)))
    assert differences(said(real_sheet), said(sheet)) == []
    assert flagged(sheet) == flagged(real_sheet)


def test_page_breaks_may_be_a_blank_line(real_text: str, real_sheet: Sheet) -> None:
    sheet = read_sheet(Source.from_text("real", without_page_breaks(real_text, "\n\n")))
    assert differences(said(real_sheet), said(sheet)) == []
    assert unread(sheet) == []


def test_page_breaks_may_leave_no_mark(real_text: str, real_sheet: Sheet) -> None:
    """The dash of the code, alone at the head of page 9, then belongs to the paragraph before it."""
    sheet = read_sheet(Source.from_text("real", without_page_breaks(real_text, "\n")))
    odd = differences(said(real_sheet), said(sheet))
    assert [read for _, _, read in odd] in ([], [f"{expected}-" for _, expected, _ in odd])
    assert unread(sheet) == []


def test_what_loses_its_rank_to_half_width_is_flagged_and_the_rest_is_read(real_text: str, real_sheet: Sheet) -> None:
    """NFKC makes ① a 1 and Ⅱ two letters: what they number cannot be told. It also narrows the indents
    that tell the roles from the drawing; all else is read as before.
    """
    sheet = read_sheet(Source.from_text("real", unicodedata.normalize("NFKC", real_text)))
    formed = (
        ".image",
        ".roles",
        ".indicators",
        ".no_indicator",
        ".first_evaluation.policies",
        ".second_evaluation",
        ".reflections",
    )
    odd = differences(said(real_sheet), said(sheet))
    assert [path for path, _, _ in odd if not path.startswith(formed)] == []
    assert len(sheet.indicators) == len(real_sheet.indicators) or unread(sheet)
