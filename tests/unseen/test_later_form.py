"""Another form year is another table of labels: no label stands in the code."""

from __future__ import annotations

import pytest

from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.sheetwriter import LIGHT, MEDIUM, NONE, Damage, compare, generate, write
from tests.sheetwriter.later_form import later_form, relabelled, relabelled_text


@pytest.mark.parametrize("damage", [NONE, LIGHT, MEDIUM], ids=["none", "light", "medium"])
@pytest.mark.parametrize("seed", range(4))
def test_a_sheet_under_other_labels_is_read_as_under_those_of_2020(seed: int, damage: Damage) -> None:
    sheet = generate(seed)
    text = write(sheet, damage, seed)
    usual = compare(sheet, read_sheet(Source.from_text("usual", text)))
    renamed = relabelled_text(text)
    later = compare(relabelled(sheet), read_sheet(Source.from_text("later", renamed), (later_form(),)))
    assert renamed != text
    assert [wrong.key for wrong in later.wrong] == [wrong.key for wrong in usual.wrong]
    assert later.counts == usual.counts


def test_a_sheet_under_other_labels_is_not_read_well_by_the_labels_of_2020() -> None:
    sheet = generate(1)
    read = read_sheet(Source.from_text("later", relabelled_text(write(sheet, NONE, 1))))
    assert any(finding.rule == "unread" for finding in read.findings)
