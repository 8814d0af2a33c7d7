"""What hangs on what, how much, on whose word: impact analysis (design, section 7; the formulas: docs/impact.md).

Dependence as documents state it, never a causal effect. The five relations are kept apart, and no
figure merges them.
"""

from policygraph.queries.impact.reach import MAX_PATHS, Direction, Reach, Reached, Step, reach

__all__ = ["MAX_PATHS", "Direction", "Reach", "Reached", "Step", "reach"]
