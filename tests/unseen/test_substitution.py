from __future__ import annotations

import pytest

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.unseen.codes import EVERYTHING, VARIANTS, YEARS, Variant, chained, measured, money
from tests.unseen.layout import ENCODINGS, LAYOUTS, without_page_breaks
from tests.unseen.substitution import other_names
from tests.unseen.values import differences, flagged, quoted, said, unread


@pytest.mark.parametrize("seed", range(4))
def test_other_names_are_read_as_the_real_ones(seed: int, real_text: str, real_sheet: Sheet) -> None:
    change = other_names(real_text, seed)
    text = change(real_text)
    sheet = read_sheet(Source.from_text("other names", text))
    assert sum(old != new for old, new in zip(real_text, text, strict=True)) > len(real_text) / 5
    assert differences(said(real_sheet, change), said(sheet)) == []
    assert quoted(sheet) == quoted(real_sheet)
    assert flagged(sheet) == flagged(real_sheet, change)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_other_codes_and_values_are_read_as_the_real_ones(variant: Variant, real_text: str, real_sheet: Sheet) -> None:
    text = variant.text(real_text)
    sheet = read_sheet(Source.from_text(variant.name, text))
    assert text != real_text
    assert differences(said(real_sheet, variant.said, variant.recount), said(sheet)) == []
    assert unread(sheet) == []


@pytest.mark.parametrize("seed", [7, 8])
def test_a_sheet_with_nothing_of_the_real_one_is_read_as_it_is(seed: int, real_text: str, real_sheet: Sheet) -> None:
    variants = (money(seed), measured(seed), YEARS, EVERYTHING)
    names = other_names(real_text, seed)
    text = names(chained(*(variant.text for variant in variants))(real_text))
    data = ENCODINGS["utf-16-le with a BOM"](LAYOUTS["CRLF"](without_page_breaks(text, "\n\n")))
    sheet = read_sheet(Source.from_bytes("another sheet", data))

    def counted(path: str, value: object) -> object:
        for variant in variants:
            value = variant.recount(path, value)
        return value

    expected = said(real_sheet, chained(*(variant.said for variant in variants), names), counted)
    assert differences(expected, said(sheet)) == []
    assert unread(sheet) == []
