"""Evidence and confidence: how much two texts say the same, how often a kind of evidence was right."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

_COMMON = frozenset(map(chr, range(ord("ぁ"), ord("ん") + 1))) | frozenset("、。,.・()「」")


def pairs(key: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a folded text; those of hiragana, which every text has, are left out."""
    common = _COMMON
    return frozenset([a + b for a, b in pairwise(key) if a not in common or b not in common])


def shared(rows: Sequence[str], columns: Sequence[str]) -> list[list[float]]:
    """Evidence that the folded texts of a row and a column belong together: log of 1 + what they share.

    A pair of characters counts the more the fewer texts have it. A difference of two scores is the
    logarithm of the odds that their shared wording stands for.
    """
    row_sets, column_sets = [pairs(text) for text in rows], [pairs(text) for text in columns]
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
