"""Prints records as sheets of the form, as damaged as wanted; makes up sheets; compares readings."""

from tests.sheetwriter.compare import Comparison, compare
from tests.sheetwriter.damage import HEAVY, LIGHT, MEDIUM, NONE, PRESETS, Damage
from tests.sheetwriter.generate import generate
from tests.sheetwriter.shape import ANY, SHAPES, Shape
from tests.sheetwriter.writer import write

__all__ = [
    "ANY",
    "HEAVY",
    "LIGHT",
    "MEDIUM",
    "NONE",
    "PRESETS",
    "SHAPES",
    "Comparison",
    "Damage",
    "Shape",
    "compare",
    "generate",
    "write",
]
