"""What a printed number can have been before it was rounded, and what a formula then gives.

The form does not say whether its sheets round or cut, so both are allowed for. A store drops zeros at
the end of a fraction (100.0 is 100), so how many decimals were printed is told by the numbers of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

from policygraph.loaders.sheet.indicators.formula import Compute, rate_of

_NOISE: Final = 1e-6
"""More than reckoning in binary fractions adds to a rate, less than any printed decimal."""

_ENDS_AND_MIDDLE: Final = 3


class Range(NamedTuple):
    """From ``low`` up to ``high``."""

    low: Decimal
    high: Decimal

    def touches(self, low: float, high: float) -> bool:
        """Whether the range from ``low`` to ``high`` has a number in common with this one."""
        return low <= float(self.high) + _NOISE and float(self.low) - _NOISE <= high


EXACTLY_ZERO: Final = Range(Decimal(0), Decimal(0))


def decimals_of(row: Iterable[Decimal | None]) -> int:
    """With how many decimals the numbers of a row are printed: the most that any of them needs.

    >>> decimals_of((Decimal("100.0"), Decimal("39.8"), None))
    1
    """
    return max((_decimals(number) for number in row if number is not None), default=0)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def before_rounding(printed: Decimal, decimals: int) -> Range:
    """What is printed so after rounding to the nearest or cutting towards zero.

    ``high`` itself of a number above zero is printed otherwise, and so is ``low`` of one below.

    >>> before_rounding(Decimal("99.9"), 1)
    Range(low=Decimal('99.85'), high=Decimal('100.0'))
    """
    step = Decimal(1).scaleb(-decimals)
    rounded, cut = step / 2, step
    below = cut if printed <= 0 else rounded
    above = cut if printed >= 0 else rounded
    return Range(printed - below, printed + above)


def reach(compute: Compute, values: Sequence[Range]) -> tuple[float, float] | None:
    """The least and the greatest that a formula gives over ranges of actual, target and base value.

    None where it divides by zero somewhere within. A formula of the form rises or falls all along as
    one of its values rises, unless it divides by zero on the way: so its extremes are at the ends of
    the ranges, and it does divide by zero where the middle is not between the ends.
    """
    points = [(float(low), float(low + high) / 2, float(high)) for low, high in values]
    results: dict[tuple[int, ...], float] = {}
    for place in product(range(_ENDS_AND_MIDDLE), repeat=len(points)):
        actual, target, base = (point[at] for point, at in zip(points, place, strict=True))
        result = rate_of(compute, (actual, target, base))
        if result is None:
            return None
        results[place] = result
    if not all(_steady(results, axis) for axis in range(len(points))):
        return None
    return min(results.values()), max(results.values())


def _steady(results: dict[tuple[int, ...], float], axis: int) -> bool:
    """Whether each result half way along one of the values lies between those at its ends."""
    for place, middle in results.items():
        if place[axis] == 1:
            ends = [results[(*place[:axis], end, *place[axis + 1 :])] for end in (0, 2)]
            if not min(ends) - _NOISE <= middle <= max(ends) + _NOISE:
                return False
    return True
