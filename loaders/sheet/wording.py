"""How much wording two texts share."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_SMALL_WORDS = re.compile(r"\([^()]*\)?|など|[等、・,]")


def gist(key: str) -> str:
    """A folded title for comparing, without brackets (numbers of one or the other year) and small words."""
    return _SMALL_WORDS.sub("", key) or key


@lru_cache(maxsize=1024)
def pairs(key: str) -> frozenset[str]:
    """All pairs of neighbouring characters of a folded text."""
    return frozenset(map("".join, pairwise(key)))


def likeness(left: str, right: str, least: float = 0.0) -> float:
    """Share of pairs of characters that two folded texts have in common (Dice): 0 to 1.

    Texts whose lengths alone keep it below ``least`` give 0.
    """
    if left == right:
        return 1.0
    if 2 * min(len(left), len(right)) < least * (len(left) + len(right)):
        return 0.0
    of_left, of_right = pairs(left), pairs(right)
    total = len(of_left) + len(of_right)
    return 2 * len(of_left & of_right) / total if total else 0.0
