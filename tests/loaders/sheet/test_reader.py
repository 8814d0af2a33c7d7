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


@pytest.mark.parametrize("between", ["\n", "\n\n\n", "\f"])
def test_a_file_with_several_sheets_is_refused(between: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.parent.glob("*.txt"))]
    for joined in (between.join(texts), between.join([texts[0]] * 30)):
        with pytest.raises(NotASheetError, match="more than one sheet"):
            reader.read(Source.from_text("year.txt", joined))


def test_a_page_printed_twice_makes_no_second_sheet() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    pages = text.split("\f") if "\f" in text else text.split("\n\n\n")
    for page in pages:
        reader.read(Source.from_text("twice.txt", text.replace(page, f"{page}\f{page}", 1)))
