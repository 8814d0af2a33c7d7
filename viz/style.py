"""How kinds of nodes look: a form and colours that colour-blind readers can tell.

Fill and border are tints of the Okabe-Ito palette (dark text on them has a contrast above 7:1).
Colour never stands alone: the frame around each group of boxes says the kind in words.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal["box", "round", "cut"]
"""Corners of a box: square for what is done, round for what it is done for, cut for plans."""


class Look(NamedTuple):
    """Form and colours (fill, border) of a kind."""

    form: Form
    fill: str
    border: str


_EVALUATION = ("#e0f4f7", "#006b7a")
_NEED = ("#f4ecd8", "#6b5200")
_PLAN = ("#d3efe4", "#00694e")

LOOKS = {
    "Measure": Look("round", "#ffe3c2", "#b35900"),
    "MeasurePart": Look("round", "#fff3c4", "#8a6d00"),
    "Project": Look("box", "#d6ebfa", "#00609c"),
    "PlanCode": Look("cut", *_PLAN),
    "PlanScheme": Look("cut", *_PLAN),
    "PolicyArea": Look("cut", "#e7e2f3", "#57438f"),
    "Organization": Look("box", "#f9dbeb", "#9b2c6b"),
    "Department": Look("box", "#e4e4e4", "#444444"),
    "Cooperation": Look("round", "#f9dbeb", "#9b2c6b"),
    "Indicator": Look("box", "#fbdcd2", "#a63b00"),
    "Observation": Look("box", "#fbeae4", "#a63b00"),
    "Initiative": Look("box", "#eef6d9", "#4d6b00"),
    "FirstEvaluation": Look("round", *_EVALUATION),
    "Judgement": Look("box", *_EVALUATION),
    "ResponsePolicy": Look("box", *_EVALUATION),
    "SecondEvaluation": Look("round", *_EVALUATION),
    "Opinion": Look("box", *_EVALUATION),
    "Response": Look("box", *_EVALUATION),
    "Reflection": Look("box", *_EVALUATION),
    "Role": Look("box", *_NEED),
    "Need": Look("box", *_NEED),
    "Request": Look("box", *_NEED),
    "BudgetTotal": Look("box", "#d6ebfa", "#00609c"),
}
"""Looks by local name of the class, in the order in which groups stand."""

OTHER = Look("box", "#ffffff", "#444444")
"""Look of a class that the table lacks."""

_ORDER = {kind: place for place, kind in enumerate(LOOKS)}


def look_of(kind: str) -> Look:
    """The look of a class by its local name."""
    return LOOKS.get(kind, OTHER)


def order_of(kind: str) -> tuple[int, str]:
    """Where a kind stands among the others."""
    return _ORDER.get(kind, len(_ORDER)), kind
