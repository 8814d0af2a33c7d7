"""Achievement and progress rates of section 3-2, reckoned again from the numbers of their box."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.loaders.records import Finding, Indicator, Observation, Sheet
from policygraph.loaders.sheet.indicators.formula import USUAL, Compute, compiled, filled, needs_base, rate_of
from policygraph.queries.checks.finding import Check, Said
from policygraph.queries.checks.indicators import cannot_check, differs, shown, year_of
from policygraph.queries.checks.rounding import before_rounding, decimals_of, reach

_PLAIN: Final = "実績値÷目標値×100"
"""The progress rate: the base is left out (form, Rules printed on the form)."""

_FORMULA: Final = Said("達成率の算式", "the formula of the achievement rate")
_TARGET: Final = Said("目標値", "the target")
_ACTUAL: Final = Said("実績値", "the actual value")
_BASE: Final = Said("基準値", "the base value")
_FINAL: Final = Said("最終目標値", "the final target")
_UNROUNDED: Final = Said("端数処理前の値", "a value before its rounding")


class _Decimals(NamedTuple):
    """With how many decimals a box prints the numbers of each row, and its base value."""

    actual: int
    target: int
    base: int
    rate: int

    @classmethod
    def of(cls, indicator: Indicator) -> _Decimals:
        years = indicator.observations
        return cls(
            decimals_of((*(seen.actual for seen in years), indicator.latest_actual)),
            decimals_of((*(seen.target for seen in years), indicator.final_target)),
            decimals_of((indicator.base_value,)),
            decimals_of((*(seen.rate for seen in years), indicator.progress_rate)),
        )


class _Reckoning(NamedTuple):
    """A printed rate and what it is reckoned from; ``base`` is 0 where the formula needs none."""

    compute: Compute
    printed: Decimal
    actual: Decimal
    target: Decimal
    base: Decimal

    def result(self) -> float | None:
        return rate_of(self.compute, (float(self.actual), float(self.target), float(self.base)))

    def agrees(self, decimals: _Decimals) -> bool | None:
        """Whether the formula can give the printed rate; None where the numbers are too coarse to tell."""
        printed = before_rounding(self.printed, decimals.rate)
        result = self.result()
        if result is not None and printed.touches(result, result):
            return True
        ranges = [before_rounding(*each) for each in zip(self[2:], decimals[:3], strict=True)]
        reached = reach(self.compute, ranges)
        return None if reached is None else printed.touches(*reached)

    def expected(self, decimals: _Decimals) -> str:
        """The reckoned rate with a decimal at least; only where :meth:`agrees` tells."""
        return f"{self.result():.{max(decimals.rate, 1)}f}"


def achievement_rate(sheet: Sheet) -> Iterator[Finding]:
    """Each printed rate is what the formula of the box gives, with the target of the same year.

    All printed numbers may be rounded. A box without a formula reckons by the usual one:
    (actual - base) / (target - base) x 100 (form, Rules printed on the form).
    """
    for indicator in sheet.indicators:
        decimals = _Decimals.of(indicator)
        lacking: list[Said] = []
        for seen in indicator.observations:
            tried = _reckoning(indicator, seen)
            if isinstance(tried, _Reckoning):
                agrees = tried.agrees(decimals)
                if agrees is False and indicator.formula:
                    yield _rate_differs(indicator, indicator.formula, seen, tried, tried.expected(decimals))
                elif not agrees:
                    lacking.append(_UNROUNDED if agrees is None else _FORMULA)
            else:
                lacking += tried
        if lacking:
            yield cannot_check(indicator, Said("達成率", "achievement rate"), lacking)


def _reckoning(indicator: Indicator, seen: Observation) -> _Reckoning | list[Said]:
    """The reckoning of a year's rate, or what it lacks; a year without a rate lacks nothing."""
    if seen.rate is None:
        return []
    formula = indicator.formula or USUAL
    compute = compiled(formula)
    base = indicator.base_value if needs_base(formula) else Decimal(0)
    if compute is None or seen.actual is None or seen.target is None or base is None:
        needed = ((_FORMULA, compute), (_ACTUAL, seen.actual), (_TARGET, seen.target), (_BASE, base))
        return [name for name, value in needed if value is None]
    return _Reckoning(compute, seen.rate, seen.actual, seen.target, base)


def _rate_differs(
    indicator: Indicator, formula: str, seen: Observation, reckoning: _Reckoning, expected: str
) -> Finding:
    year = year_of(seen)
    numbers = filled(formula, *map(shown, reckoning[2:]))
    return differs(
        "achievement-rate",
        indicator,
        (seen, indicator),
        printed=str(reckoning.printed),
        expected=expected,
        said=Said(
            f"{year.ja}の達成率は{reckoning.printed}%と印字されていますが、算式「{formula}」では"
            f"{numbers}＝{expected}%です",
            f"the achievement rate of {year.en} is printed as {reckoning.printed}%, but the formula {formula} "
            f"gives {numbers} = {expected}%",
        ),
    )


def progress_rate(sheet: Sheet) -> Iterator[Finding]:
    """The printed progress is latest actual / final target x 100, without the base (form, Rules).

    Where the formula of the box needs no base (target / actual x 100), progress may also be reckoned by it.
    """
    for indicator in sheet.indicators:
        printed, actual, final = indicator.progress_rate, indicator.latest_actual, indicator.final_target
        if printed is None:
            continue
        if actual is None or final is None:
            needed = ((_ACTUAL, actual), (_FINAL, final))
            lacking = [name for name, value in needed if value is None]
            yield cannot_check(indicator, Said("進捗率", "progress rate"), lacking)
        else:
            yield from _try_progress(indicator, printed, actual, final)


def _try_progress(indicator: Indicator, printed: Decimal, actual: Decimal, final: Decimal) -> Iterator[Finding]:
    decimals = _Decimals.of(indicator)
    own = [indicator.formula] if indicator.formula and not needs_base(indicator.formula) else []
    plain, *others = (
        _Reckoning(compute, printed, actual, final, Decimal(0))
        for formula in (_PLAIN, *own)
        if (compute := compiled(formula))
    )
    agree = [reckoning.agrees(decimals) for reckoning in (plain, *others)]
    if True in agree:
        return
    if None in agree:
        yield cannot_check(indicator, Said("進捗率", "progress rate"), (_UNROUNDED,))
        return
    expected = plain.expected(decimals)
    numbers = f"{shown(actual)}÷{shown(final)}×100"
    yield differs(
        "progress-rate",
        indicator,
        (indicator,),
        printed=str(printed),
        expected=expected,
        said=Said(
            f"進捗率は{printed}%と印字されていますが、直近の実績値÷最終目標値×100では{numbers}＝{expected}%です",
            f"the progress rate is printed as {printed}%, but latest actual / final target x 100 gives "
            f"{numbers} = {expected}%",
        ),
    )


CHECKS: Final = (Check("achievement-rate", achievement_rate), Check("progress-rate", progress_rate))
