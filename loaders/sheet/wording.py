"""How much wording texts share, and how often such evidence was right."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

_COMMON = frozenset(map(chr, range(ord("ぁ"), ord("ん") + 1))) | frozenset("、。,.・()「」")
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


def telling_pairs(key: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a folded text; those of hiragana, which every text has, are left out."""
    common = _COMMON
    return frozenset([a + b for a, b in pairwise(key) if a not in common or b not in common])


def shared(rows: Sequence[str], columns: Sequence[str]) -> list[list[float]]:
    """Evidence that the folded texts of a row and a column belong together: log of 1 + what they share.

    A pair of characters counts the more the fewer texts have it. A difference of two scores is the
    logarithm of the odds that their shared wording stands for.
    """
    row_sets, column_sets = [telling_pairs(text) for text in rows], [telling_pairs(text) for text in columns]
    texts = [*row_sets, *column_sets]
    spread = Counter(pair for text in texts for pair in text)
    weight = {pair: math.log((len(texts) + 1) / count) for pair, count in spread.items() if count > 1}
    return [
        [math.log1p(math.fsum([weight[pair] for pair in row & column])) for column in column_sets] for row in row_sets
    ]


def succession(agreeing: int, total: int) -> Decimal:
    """Rule of succession: the chance that one more piece of evidence would agree as well.

    >>> succession(2, 2)
    Decimal('0.750')
    """
    return (Decimal(agreeing + 1) / (total + 2)).quantize(Decimal("0.001"))
