"""Names of offices, as put together from their printed parts (the rest is tested with whole rows)."""

from __future__ import annotations

import pytest

from policygraph.loaders.records import Span
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.projects.cells import Word, office_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ((), None),
        (("海辺課",), "海辺課"),
        (("北の海辺保", "全課"), "北の海辺保全課"),
        (("海辺課", "夜空室"), "海辺課、夜空室"),
        (("沿岸振興局", "漁火課"), "沿岸振興局漁火課"),
        (("沿岸部", "漁火局", "星空課", "氷室課"), "沿岸部漁火局星空課、氷室課"),
    ],
)
def test_office_name(parts: tuple[str, ...], name: str | None) -> None:
    assert office_name([Word(part, Span(0, 0)) for part in parts], FORM_2020.projects) == name
