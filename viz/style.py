"""How kinds of nodes look: a short name, a shape and colours that colour-blind readers can tell.

Fill and border are tints of the Okabe-Ito palette; the short name on each box says the kind
without colour.
"""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """Shape and colours of a kind."""

    short: str
    shape: str
    fill: str
    border: str


LOOKS = {
    "Measure": Look("施策", "ellipse", "#ffe3c2", "#b35900"),
    "MeasurePart": Look("区分", "ellipse", "#fff3c4", "#8a6d00"),
    "Project": Look("事業", "box", "#d6ebfa", "#00609c"),
    "PlanCode": Look("計画", "box", "#d3efe4", "#00694e"),
    "PlanScheme": Look("計画", "box", "#d3efe4", "#00694e"),
    "PolicyArea": Look("体系", "box", "#e7e2f3", "#57438f"),
    "Organization": Look("組織", "box", "#f9dbeb", "#9b2c6b"),
    "Department": Look("部局", "box", "#e4e4e4", "#444444"),
    "Indicator": Look("指標", "box", "#fbdcd2", "#a63b00"),
    "Observation": Look("実績", "box", "#fbeae4", "#a63b00"),
    "Cooperation": Look("連携", "box", "#f9dbeb", "#9b2c6b"),
    "Initiative": Look("取組", "box", "#eef6d9", "#4d6b00"),
    "FirstEvaluation": Look("一次評価", "ellipse", "#e0f4f7", "#006b7a"),
    "SecondEvaluation": Look("二次評価", "ellipse", "#e0f4f7", "#006b7a"),
    "ResponsePolicy": Look("対応方針", "box", "#e0f4f7", "#006b7a"),
    "Opinion": Look("意見", "box", "#e0f4f7", "#006b7a"),
    "Response": Look("対応", "box", "#e0f4f7", "#006b7a"),
    "Reflection": Look("反映", "box", "#e0f4f7", "#006b7a"),
    "Judgement": Look("基準", "box", "#e0f4f7", "#006b7a"),
    "Need": Look("ニーズ", "box", "#f4ecd8", "#6b5200"),
    "Request": Look("要望", "box", "#f4ecd8", "#6b5200"),
    "Role": Look("役割", "box", "#f4ecd8", "#6b5200"),
    "BudgetTotal": Look("予算", "box", "#d6ebfa", "#00609c"),
}
"""Looks by local name of the class."""

OTHER = Look("", "box", "#ffffff", "#444444")
"""Look of a class that the table lacks."""
