"""How many of each thing an invented sheet has: bounds, and the shapes that accuracy is measured on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How many of each thing a sheet has, as inclusive bounds, and the share of oddities."""

    parts: tuple[int, int] = (1, 4)
    initiatives: tuple[int, int] = (1, 5)
    """In each part."""
    needs: tuple[int, int] = (0, 3)
    """In each part."""
    partners: tuple[int, int] = (0, 20)
    indicators: tuple[int, int] = (0, 10)
    falling: bool = False
    """Whether all indicators should fall."""
    projects: tuple[int, int] = (5, 60)
    policies: tuple[int, int] = (0, 8)
    opinions: tuple[int, int] = (0, 4)
    every_category: bool = False
    """Whether opinions go through all categories in turn."""
    resilience: bool = False
    """Whether each part has codes of 強靱化, the plan whose codes the form does not show."""
    oddities: float = 0.05
    """Share of rows and boxes that break a rule as real ones do."""


ANY = Shape()
"""The counts real sheets have."""

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "any": ANY,
        "one-part": Shape(parts=(1, 1)),
        "four-parts": Shape(parts=(4, 4)),
        "no-indicators": Shape(indicators=(0, 0)),
        "ten-indicators": Shape(indicators=(10, 10)),
        "falling": Shape(indicators=(2, 6), falling=True),
        "no-partners": Shape(partners=(0, 0)),
        "many-projects": Shape(projects=(120, 120)),
        "resilience": Shape(policies=(2, 8), resilience=True),
        "opinions": Shape(opinions=(3, 8), every_category=True),
    }
)
"""Other shapes of the form, by name."""
