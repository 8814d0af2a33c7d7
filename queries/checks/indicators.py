"""How messages name an indicator, its years and its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from policygraph.loaders.records import Finding, Indicator, Observation, Record, Ref
from policygraph.queries.checks.finding import Said, doubt, finding


def year_of(seen: Observation) -> Said:
    """A fiscal year as 年度, a calendar year as 年."""
    if seen.year_kind == "calendar":
        return Said(f"{seen.year}年", str(seen.year))
    return Said(f"{seen.year}年度", f"fiscal year {seen.year}")


def shown(number: Decimal) -> str:
    """A number as people write it; one below zero in brackets, so that it can stand in a formula."""
    return f"({number:,f})" if number < 0 else f"{number:,f}"


def differs(
    rule: str, indicator: Indicator, quoted: Iterable[Record], printed: str, expected: str, said: Said
) -> Finding:
    """A finding about an indicator; ``said`` follows its rank and name."""
    unsure = doubt((indicator,))
    return finding(
        rule,
        quoted,
        about=Ref("indicator", indicator.rank),
        printed=printed,
        expected=expected,
        ja=f"{indicator.rank}「{indicator.name}」の{said.ja}{unsure.ja}。",
        en=f"{indicator.rank} ({indicator.name}): {said.en}{unsure.en}.",
    )


def cannot_check(indicator: Indicator, what: Said, lacking: Iterable[Said]) -> Finding:
    """That something an indicator prints cannot be checked, and what it lacks: one finding for all its years."""
    missing = list(dict.fromkeys(lacking))
    return finding(
        "cannot-check",
        (indicator,),
        about=Ref("indicator", indicator.rank),
        ja=f"{indicator.rank}「{indicator.name}」の{what.ja}は、{'・'.join(each.ja for each in missing)}が"
        "読み取れないか印字されていないため、検算できません。",
        en=f"{indicator.rank} ({indicator.name}): the {what.en} cannot be checked, since "
        f"{' and '.join(each.en for each in missing)} could not be read or is not printed.",
    )
