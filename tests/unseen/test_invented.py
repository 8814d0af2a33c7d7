"""Invented and example sheets as other files: the same records from every encoding and line end."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.conftest import ROOT
from tests.sheetwriter import MEDIUM, generate, write
from tests.unseen.layout import ENCODINGS, LAYOUTS
from tests.unseen.values import differences, flagged, said

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
_IN_CP932 = str.maketrans("〜−–—", "～－－―")
"""Characters that this encoding has in another form only."""

LINE_ENDS = ("CRLF", "CR", "spaces behind lines", "blank lines doubled", "wave dashes and minus signs")


def _same(text: str) -> None:
    """Each encoding with one of the line ends, so that all are met and few are read."""
    sheet = read_sheet(Source.from_text("as written", text))
    for index, encoding in enumerate(ENCODINGS):
        layout = LINE_ENDS[index % len(LINE_ENDS)]
        laid_out = LAYOUTS[layout](text)
        if encoding == "cp932":
            laid_out = laid_out.translate(_IN_CP932)
        data = ENCODINGS[encoding](laid_out)
        again = read_sheet(Source.from_bytes("as a file", data))
        assert (encoding, layout, differences(said(sheet), said(again))) == (encoding, layout, [])
        assert flagged(again) == flagged(sheet)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_read_from_every_encoding(path: Path) -> None:
    _same(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", range(500, 505))
def test_invented_sheets_are_read_from_every_encoding(seed: int) -> None:
    _same(write(generate(seed), MEDIUM, seed))
