from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.errors import NotASheetError
from policygraph.loaders.sheet import forms, reader
from policygraph.loaders.source import Source

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "06-04-shoku-fictional.txt"


def test_a_sheet_is_read_by_the_form_of_its_own_year() -> None:
    source = Source.from_bytes(EXAMPLE.name, EXAMPLE.read_bytes())
    before = reader.read_sheet(source)
    other = replace(forms.FORM_2020, first_year=2023, sections=replace(forms.FORM_2020.sections, votes={}))
    assert reader.read_sheet(source, (forms.FORM_2020, other)) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "there is nothing in it"),
        (" \n\t\f　", "there is nothing in it"),
        ("拝啓", "no title"),
        ("令和２年度 基本評価調書", "cannot tell 施策名"),
    ],
)
def test_a_text_that_is_no_sheet_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotASheetError, match=reason):
        reader.read(Source.from_text("odd.txt", text))
