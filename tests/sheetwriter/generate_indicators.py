"""Invented indicators whose rates, progress and grades follow from base, target and actual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from policygraph.loaders.records import Indicator, Observation, Part, YearKind
from tests.sheetwriter import sentences
from tests.sheetwriter import vocabulary as words
from tests.sheetwriter.chance import Chance
from tests.sheetwriter.shape import Shape
from tests.sheetwriter.statements import statements

YEAR = 2020
FROM_BASE = "((実績値-基準値)／(目標値－基準値))×100"
PLAIN = "（実績値／目標値）×100"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def indicators(parts: Sequence[Part], chance: Chance, shape: Shape) -> tuple[Indicator, ...]:
    """Main indicators first, numbered apart from the related ones."""
    count = chance.between(shape.indicators)
    main = min(count, chance.between((1, 2)))
    ranks = [f"主{_CIRCLED[place]}" for place in range(main)] + [
        f"関{_CIRCLED[place]}" for place in range(count - main)
    ]
    areas = sorted((chance.pick(parts).area for _ in ranks), key=[part.area for part in parts].index)
    boxes = (_indicator(rank, area, shape.falling, chance) for rank, area in zip(ranks, areas, strict=True))
    return tuple(_stated(_odd(box) if chance.happens(shape.oddities) else box) for box in boxes)


def _indicator(rank: str, area: str, falling: bool, chance: Chance) -> Indicator:
    what, unit = chance.pick(chance.field.measures)
    kind: YearKind = "calendar" if chance.happens(0.4) else "fiscal"
    measure = f"{chance.fresh('{thing}に係る', '{place}の', '{other}の')}{what}"
    base, final = _ends(unit, chance)
    if falling:
        base, final = max(base, final), min(base, final)
    formula = FROM_BASE if chance.happens(0.8) else PLAIN
    observations = _observations(base, final, formula, kind, unit, chance)
    latest = next((item.actual for item in reversed(observations) if item.actual is not None), None)
    return Indicator(
        quotes=(),
        rank=rank,
        name=_named(measure, unit, kind),
        area=area,
        unit=unit,
        kind="outcome" if chance.happens(0.6) else "output",
        explanation="\n".join(
            chance.phrase(chance.pick(texts), measure=measure) for texts in (sentences.EXPLANATION, sentences.PURPOSE)
        ),
        basis_plan=chance.pick(words.STRATEGIES[:-1]),
        desired_change="増加" if final > base else "減少",
        formula=formula,
        year_kind=kind,
        base_year=YEAR - 5,
        base_kind=kind,
        base_value=base,
        target_year=YEAR,
        target_kind=kind,
        target_value=_path(base, final, YEAR, unit),
        final_year=YEAR + 5,
        final_kind=kind,
        final_target=final,
        latest_actual=latest,
        progress_rate=None if latest is None else tenth(latest / final * 100),
        causes_inside=_cause(chance),
        causes_outside=_cause(chance),
        observations=observations,
    )


def _named(measure: str, unit: str, kind: YearKind) -> str:
    shown = "" if unit == "%" else f"（{unit}）"
    return f"{measure}{shown}{'（暦年）' if kind == 'calendar' else ''}"


def _ends(unit: str, chance: Chance) -> tuple[Decimal, Decimal]:
    """Base value and final target, apart by 10 % or more."""
    if unit == "%":
        base = Decimal(chance.between((200, 600))) / 10
        return base, base + chance.between((8, 35))
    base = Decimal(chance.between((50, 9000)))
    share = chance.pick((Decimal("0.7"), Decimal("1.12"), Decimal("1.3"), Decimal("1.6")))
    return base, (base * share).quantize(Decimal(1))


def _path(base: Decimal, final: Decimal, year: int, unit: str) -> Decimal:
    """The target of a year on the straight line from base to final target."""
    target = base + (final - base) * (year - YEAR + 5) / 10
    return tenth(target) if unit == "%" else target.quantize(Decimal(1))


def _observations(
    base: Decimal, final: Decimal, formula: str, kind: YearKind, unit: str, chance: Chance
) -> tuple[Observation, ...]:
    """Three graded years; the last two columns have a target, the last one perhaps nothing else."""
    waiting = chance.happens(0.4)
    last = YEAR - chance.pick((1, 2))
    observed = [_observed(year, base, final, formula, kind, unit, chance) for year in range(last - 2, last + 1)]
    shown = observed[-1:] if waiting else observed[-2:]
    earlier = [replace(item, target=None, actual=None, rate=None) for item in observed[: -len(shown)]]
    if not waiting:
        return (*earlier, *shown)
    coming = Observation(
        quotes=(),
        year=last + 1,
        year_kind=kind,
        target=_path(base, final, last + 1, unit),
        actual=None,
        rate=None,
        grade=None,
    )
    return (*earlier, *shown, coming)


def _observed(
    year: int, base: Decimal, final: Decimal, formula: str, kind: YearKind, unit: str, chance: Chance
) -> Observation:
    target = _path(base, final, year, unit)
    actual = base + (target - base) * Decimal(chance.between((-60, 160))) / 100
    actual = tenth(actual) if unit == "%" else actual.quantize(Decimal(1))
    rate = rate_of(base, target, actual, formula)
    return Observation(
        quotes=(), year=year, year_kind=kind, target=target, actual=actual, rate=rate, grade=grade_of(rate)
    )


def rate_of(base: Decimal, target: Decimal, actual: Decimal, formula: str) -> Decimal | None:
    """Achievement rate in per cent by the printed formula, to one decimal."""
    if formula == PLAIN:
        return tenth(actual / target * 100)
    return None if target == base else tenth((actual - base) / (target - base) * 100)


def grade_of(rate: Decimal | None) -> str:
    """The rule printed on the form: A from 100 %, B from 90, C from 80, D below, ``-`` without a rate."""
    if rate is None:
        return "-"
    return next((grade for grade, least in (("A", 100), ("B", 90), ("C", 80)) if rate >= least), "D")


def tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _cause(chance: Chance) -> str:
    return "特になし" if chance.happens(0.2) else chance.sentences(sentences.CAUSE, (1, 2))


def _odd(box: Indicator) -> Indicator:
    """The second graded year printed in the place of the first too, as where a year has no figures."""
    _first, second, *rest = box.observations
    return replace(box, observations=(second, second, *rest)) if second.target is None else box


def _stated(box: Indicator) -> Indicator:
    """Some causes end with what the table says too."""
    said = Random(f"causes of {box.name}").choice([*statements(box), "", "", ""])
    if not said or box.causes_outside in (None, "特になし"):
        return box
    return replace(box, causes_outside=f"{box.causes_outside}{said}")
