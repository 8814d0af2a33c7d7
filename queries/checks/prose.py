"""Figures in running text against the tables they speak of: reached or not, up or down, how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

from policygraph.loaders.records import Finding, FirstEvaluation, Indicator, Observation, Record, Ref, Sheet
from policygraph.queries.checks.claims import Amount, Claim, Names, Said, Time, Year, claims_of, unit_of
from policygraph.queries.checks.finding import Check, doubt, finding
from policygraph.queries.checks.rounding import decimals_of

_LEVEL: Final = Decimal("0.1")
"""A change by more than this share of a value is not 横ばい by any use of the word."""


class Prose(NamedTuple):
    """A text, the record that holds it, where it stands, and the indicator it is the analysis of."""

    text: str
    record: Record
    place_ja: str
    place_en: str
    scope: Indicator | None = None


class Verdict(NamedTuple):
    """Whether a claim holds, and what the table has instead, in words of both languages."""

    holds: bool
    table_ja: str
    table_en: str
    quoted: tuple[Observation, ...] = ()


def prose_figure(sheet: Sheet) -> Iterator[Finding]:
    """What texts say of an indicator must be what its box says (form, sections 3 and 5(1))."""
    names = Names(sheet.indicators)
    for prose in _texts(sheet, names):
        for said in claims_of(prose.text, names, prose.scope):
            verdict = judge(said.claim, said.indicator)
            if verdict is not None and not verdict.holds:
                yield _difference(said, verdict, prose)


def _difference(said: Said, verdict: Verdict, prose: Prose) -> Finding:
    rank, claim = said.indicator.rank, said.claim
    unsure = doubt((prose.record, said.indicator))
    return finding(
        "prose-figure",
        (prose.record, *verdict.quoted),
        about=Ref("indicator", rank),
        printed=claim.printed,
        expected=verdict.table_ja,
        ja=f"{prose.place_ja}に「{claim.printed}」とありますが、{rank}の表では{verdict.table_ja}です{unsure.ja}。",
        en=f"{prose.place_en} says {claim.printed!r}, but by the table of {rank} {verdict.table_en}{unsure.en}.",
    )


# --- texts ------------------------------------------------------------------------------------


def _texts(sheet: Sheet, names: Names) -> Iterator[Prose]:
    """All texts that analyse, in the form's order."""
    for box in sheet.indicators:
        for text, label in ((box.causes_inside, "【内的要因】"), (box.causes_outside, "【外的要因】")):
            if text:
                yield Prose(text, box, f"{box.rank}の{label}", f"{label} of {box.rank}", box)
    if sheet.first_evaluation:
        yield from _evaluation_texts(sheet.first_evaluation, names)
    if sheet.reflections:
        for answer in sheet.reflections.policy_responses:
            yield Prose(answer.text, answer, "７(1)の対応", "A response of section 7(1)")
        for reply in sheet.reflections.opinion_responses:
            yield Prose(reply.text, reply, "７(2)の対応", "A response of section 7(2)")


def _evaluation_texts(first: FirstEvaluation, names: Names) -> Iterator[Prose]:
    for analysis in first.analyses:
        scope = names.titled(analysis.indicator) if analysis.indicator else None
        yield Prose(analysis.text, analysis, "５(1)の成果指標の分析", "The analysis of section 5(1)", scope)
    for judgement in first.judgements:
        if judgement.reason:
            place = f"基準{judgement.criterion}の理由", f"The reason of criterion {judgement.criterion}"
            yield Prose(judgement.reason, judgement, *place)
    for policy in first.policies:
        if policy.text:
            yield Prose(policy.text, policy, f"対応方針{policy.number}", f"Response policy {policy.number}")


# --- judging ----------------------------------------------------------------------------------


def judge(claim: Claim, box: Indicator) -> Verdict | None:
    """Whether a claim holds by the table of its indicator; None where the table does not tell for certain.

    A claim that can be read in several ways is wrong only if it is wrong in all of them.
    """
    return _JUDGES[claim.what](claim, box)


def _change(claim: Claim, box: Indicator) -> Verdict | None:
    values = _values(box)
    for_years = _pairs(claim, box, values)
    readings = [
        (since, at, before, now)
        for since, at in for_years
        for before, now in product(values.get(since, ()), values.get(at, ()))
    ]
    if not for_years or for_years[0][0] not in values or for_years[0][1] not in values:
        return None
    answers = [_moved(claim, box, before, now) for _, _, before, now in readings]
    if None in answers:
        return None
    since, at, before, now = readings[0]
    years = (_printed_year(since, box), _printed_year(at, box))
    moved = _movement(now - before)
    size = _printed(abs(now - before), box)
    return Verdict(
        any(answers),
        f"{years[0]}が{_printed(before, box)}、{years[1]}が{_printed(now, box)}（{size}の{moved[0]}）",
        f"it was {_printed(before, box)} in {since} and {_printed(now, box)} in {at} ({moved[1]} {size})",
        _seen(box, since, at),
    )


def _moved(claim: Claim, box: Indicator, before: Decimal, now: Decimal) -> bool | None:
    """Whether a value moved as claimed; None where rounding hides it or the units do not compare."""
    move, step = now - before, _table_step(box)
    if claim.sign == 0:
        return abs(move) <= abs(before) * _LEVEL if before else None
    agrees = move * claim.sign > 0 or abs(move) < step
    if claim.amount is None or not agrees:
        return agrees if move else None
    return _as_large(claim.amount, box, abs(move), step, before)


def _as_large(amount: Amount, box: Indicator, move: Decimal, step: Decimal, before: Decimal) -> bool | None:
    """Whether a difference is as large as printed, both rounded; in per cent it may be a share of the value before."""
    unit = unit_of(box)
    if unit is None or (amount.unit == "ポイント" and unit[1] != "%"):
        return None
    if amount.unit == "%" and before:
        share = _near(amount, move / abs(before) * 100, step / abs(before) * 100)
        return share or (unit[1] == "%" and _near(amount, move, step))
    return _near(amount, move * unit[0], step * unit[0])


def _near(amount: Amount, value: Decimal, doubt: Decimal) -> bool:
    """Whether a printed amount is a value that is in doubt by ``doubt``, rounded or cut to the printed digits."""
    step = _step(amount.number) * amount.scale
    return -step / 2 - doubt <= value - amount.number * amount.scale < step + doubt


def _distance(claim: Claim, box: Indicator) -> Verdict | None:
    """The actual value above or below the target of its year."""
    if box.desired_change != "増加":
        # Of a value that is to fall, "above the target" may mean better than it.
        return None
    return _against_target(claim, box, lambda actual, target: _moved(claim, box, target, actual))


def _reached(claim: Claim, box: Indicator) -> Verdict | None:
    """The target reached or not: which side is good follows from the direction of the indicator."""
    good = {"増加": 1, "減少": -1}.get(box.desired_change or "")
    if good is None:
        return None
    return _against_target(claim, box, lambda actual, target: _got_there((actual - target) * good, claim.sign))


def _got_there(beyond: Decimal, sign: int) -> bool | None:
    if beyond == 0:
        return True if sign > 0 else None
    return (beyond > 0) == (sign > 0)


def _against_target(claim: Claim, box: Indicator, holds: Callable[[Decimal, Decimal], bool | None]) -> Verdict | None:
    """A claim of actual value and target: of the year said, else of the latest or of the final target."""
    readings = list(_targets(claim, box))
    answers = [holds(actual, target) for _, actual, target, _ in readings]
    if not readings or None in answers:
        return None
    label, actual, target, seen = readings[0]
    return Verdict(
        any(answers),
        f"{label[0]}の目標値が{_printed(target, box)}、実績値が{_printed(actual, box)}",
        f"the target of {label[1]} was {_plain(target)} and the actual value {_plain(actual)}",
        (seen,) if seen else (),
    )


def _targets(claim: Claim, box: Indicator) -> Iterator[tuple[tuple[str, str], Decimal, Decimal, Observation | None]]:
    latest = _latest(box)
    said = latest.year if latest and claim.at in (None, "latest") else _year_of(claim.at, box)
    whole = claim.final or claim.at in (None, "latest")
    if not claim.final:
        for seen in box.observations:
            if seen.year == said and seen.actual is not None and seen.target is not None:
                yield (_printed_year(seen.year, box), str(seen.year)), seen.actual, seen.target, seen
        whole = whole and latest is not None and latest.target is not None
    if whole and latest and latest.actual is not None and box.final_target is not None:
        yield ("最終年度", "the final year"), latest.actual, box.final_target, latest


def _value(claim: Claim, box: Indicator) -> Verdict | None:
    values = _values(box)
    latest = _latest(box)
    year = latest.year if latest and claim.at == "latest" else _year_of(claim.at, box)
    if year is None or year not in values:
        return None
    return _equal(
        claim, box, values[year], f"{_printed_year(year, box)}の実績値は", f"the actual value of {year}", year
    )


def _target(claim: Claim, box: Indicator) -> Verdict | None:
    if claim.final:
        known = [box.final_target] if box.final_target is not None and claim.at is None else []
        return _equal(claim, box, known, "最終目標値は", "the final target", None)
    year = _year_of(claim.at, box)
    known = [seen.target for seen in box.observations if seen.year == year and seen.target is not None]
    if year is not None and box.target_year == year and box.target_value is not None:
        known.append(box.target_value)
    if year is None:
        return None
    return _equal(claim, box, known, f"{_printed_year(year, box)}の目標値は", f"the target of {year}", year)


def _equal(
    claim: Claim, box: Indicator, known: Iterable[Decimal], label_ja: str, label_en: str, year: int | None
) -> Verdict | None:
    unit, amount = unit_of(box), claim.amount
    values = list(known)
    if unit is None or amount is None or amount.unit != unit[1] or not values:
        return None
    holds = any(_is(amount, value, unit[0], _table_step(box)) for value in values)
    return Verdict(
        holds,
        f"{label_ja}{_printed(values[0], box)}",
        f"{label_en} is {_plain(values[0])}",
        _seen(box, year) if year else (),
    )


def _is(amount: Amount, value: Decimal, scale: int, step: Decimal) -> bool:
    """Whether a printed amount is a value, which has steps of ``step``.

    The one with fewer digits may be the other rounded or cut.
    """
    sign = -1 if value < 0 else 1
    printed, held = amount.number * amount.scale * sign, value * scale * sign
    steps = _step(amount.number) * amount.scale, step * scale
    more = held - printed if steps[0] >= steps[1] else printed - held
    return -max(steps) / 2 <= more < max(steps)


def _progress(claim: Claim, box: Indicator) -> Verdict | None:
    latest = _latest(box)
    other = isinstance(claim.at, Year) and (latest is None or _year_of(claim.at, box) != latest.year)
    if claim.amount is None or box.progress_rate is None or other:
        return None
    rate = box.progress_rate
    holds = _is(claim.amount, rate, 1, _rate_step(box))
    return Verdict(holds, f"進捗率は{_plain(rate)}%", f"the progress rate is {_plain(rate)} %")


def _rate(claim: Claim, box: Indicator) -> Verdict | None:
    """An achievement rate of the year said, else of any year: the latest must be known."""
    rates = [(seen, seen.rate) for seen in box.observations if seen.rate is not None]
    latest = _latest(box)
    if isinstance(claim.at, Year):
        rates = [(seen, rate) for seen, rate in rates if seen.year == _year_of(claim.at, box)]
    elif latest is None or latest.rate is None:
        return None
    if claim.amount is None or not rates:
        return None
    holds = any(_is(claim.amount, rate, 1, _rate_step(box)) for _, rate in rates)
    printed = "、".join(f"{_printed_year(seen.year, box)}が{_plain(rate)}%" for seen, rate in rates)
    listed = ", ".join(f"{_plain(rate)} % in {seen.year}" for seen, rate in rates)
    return Verdict(holds, f"達成率は{printed}", f"the achievement rate is {listed}", tuple(seen for seen, _ in rates))


_JUDGES: Final[Mapping[str, Callable[[Claim, Indicator], Verdict | None]]] = {
    "change": _change,
    "distance": _distance,
    "reached": _reached,
    "value": _value,
    "target": _target,
    "progress": _progress,
    "rate": _rate,
}


# --- the table --------------------------------------------------------------------------------


def _values(box: Indicator) -> dict[int, list[Decimal]]:
    """The actual values of each year; the base value is that of its year."""
    values: dict[int, list[Decimal]] = {}
    for seen in box.observations:
        if seen.actual is not None:
            values.setdefault(seen.year, []).append(seen.actual)
    if box.base_year is not None and box.base_value is not None:
        values.setdefault(box.base_year, []).append(box.base_value)
    return values


def _latest(box: Indicator) -> Observation | None:
    """The last year with an actual value."""
    known = (seen for seen in box.observations if seen.actual is not None)
    return max(known, key=lambda seen: seen.year, default=None)


def _pairs(claim: Claim, box: Indicator, values: Mapping[int, object]) -> list[tuple[int, int]]:
    """The years a change may be from and to: the likeliest first, the others only where values are known."""
    latest = _latest(box)
    if claim.since is None or latest is None:
        return []
    if claim.at in (None, "latest"):
        ends = [latest.year, *(year for year in sorted(values, reverse=True) if year != latest.year)]
    else:
        ends = [year for year in [_year_of(claim.at, box)] if year is not None]
    found = [(start, end) for end in ends if (start := _start(claim.since, end, box)) is not None]
    return [(start, end) for start, end in found if start < end]


def _start(since: Time, end: int, box: Indicator) -> int | None:
    return end - 1 if since == "before" else _year_of(since, box)


def _year_of(time: Time | None, box: Indicator) -> int | None:
    """The year of the table that a time names; none where it says 年度 of a calendar year or the reverse."""
    if time == "base":
        return box.base_year
    if not isinstance(time, Year) or (time.kind and box.year_kind and time.kind != box.year_kind):
        return None
    return time.year


def _seen(box: Indicator, *years: int) -> tuple[Observation, ...]:
    return tuple(seen for seen in box.observations if seen.year in years)


def _step(printed: Decimal) -> Decimal:
    """What one more in the last printed decimal is: 0.1 for 39.8."""
    exponent = printed.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _table_step(box: Indicator) -> Decimal:
    """In what steps a box prints its values."""
    own = (box.base_value, box.target_value, box.final_target)
    years = (number for seen in box.observations for number in (seen.target, seen.actual))
    return Decimal(1).scaleb(-decimals_of((*own, *years)))


def _rate_step(box: Indicator) -> Decimal:
    return Decimal(1).scaleb(-decimals_of((box.progress_rate, *(seen.rate for seen in box.observations))))


def _printed_year(year: int, box: Indicator) -> str:
    return f"{year}年" if box.year_kind == "calendar" else f"{year}年度"


def _printed(value: Decimal, box: Indicator) -> str:
    return f"{_plain(value)}{box.unit or ''}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _movement(move: Decimal) -> tuple[str, str]:
    return ("増加", "up by") if move > 0 else ("減少", "down by") if move < 0 else ("増減", "changed by")


CHECKS: Final = (Check("prose-figure", prose_figure),)
