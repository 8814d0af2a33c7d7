"""How many errors planted in invented sheets are found after damage and reading, by rule.

``python -m benchmarks.planted --sheets 50 --damage medium`` prints for each rule of how many planted
errors it was found about the right record, and how many claims were false: those of a planted sheet that
its sound twin, damaged alike, does not give, and those of the sound sheets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from policygraph.loaders.records import Finding, Ref, Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from policygraph.queries.checks import findings_of
from tests.sheetwriter import PRESETS, Damage, generate, write
from tests.sheetwriter.plant import PLANTS, ROOMY, Planted, plant

_BY_CHANCE = "year-kind"
"""The damage itself prints capital heads over calendar years, and strikes a sheet and its twin by other chances."""

_MOST_SEEDS = 10_000

Claim = tuple[str, Ref | None]
"""A rule and the record that a finding says breaks it."""


@dataclass(slots=True)
class Tally:
    """Errors of one rule: seeds of those not found, and of those found about another record only."""

    planted: int = 0
    found: int = 0
    missed: list[int] = field(default_factory=list)
    elsewhere: list[int] = field(default_factory=list)
    false: list[tuple[int, Claim]] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each rule; the exit status is always 0."""
    options = _parser().parse_args(arguments)
    damage = PRESETS[options.damage]
    rules = [options.rule] if options.rule else list(PLANTS)
    sys.stdout.write(f"{'rule':<24}{'planted':>8}{'found':>7}{'elsewhere':>11}{'false':>7}{'on sound sheets':>17}\n")
    for rule in rules:
        tally = measure(rule, options.sheets, damage)
        sound = sum(
            name == rule for seed in range(options.sheets) for name, _ in claims(sound_sheet(seed), damage, seed)
        )
        sys.stdout.write(
            f"{rule:<24}{tally.planted:>8}{tally.found:>7}{len(tally.elsewhere):>11}{len(tally.false):>7}{sound:>17}\n"
        )
        if options.list:
            sys.stdout.writelines(f"  {line}\n" for line in _listed(tally))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("--sheets", type=int, default=50, help="how many errors of each rule (default 50)")
    parser.add_argument("--damage", choices=sorted(PRESETS), default="medium", help="how damaged (default medium)")
    parser.add_argument("--rule", choices=list(PLANTS), help="only this rule")
    parser.add_argument("--list", action="store_true", help="list what was missed and what was claimed falsely")
    return parser


def _listed(tally: Tally) -> Iterator[str]:
    yield f"missed: {tally.missed}, elsewhere: {tally.elsewhere}"
    for seed, (rule, about) in tally.false:
        yield f"false in {seed}: {rule} about {about}"


def measure(rule: str, sheets: int, damage: Damage) -> Tally:
    """Plant the rule in so many sheets, damage, read and check them."""
    tally = Tally()
    for seed, planted in islice(planted_sheets(rule), sheets):
        found = claims(planted.sheet, damage, seed)
        before = claims(sound_sheet(seed), damage, seed)
        tally.planted += 1
        tally.found += (rule, planted.about) in found
        if (rule, planted.about) not in found:
            (tally.elsewhere if any(name == rule for name, _ in found) else tally.missed).append(seed)
        tally.false += [
            (seed, claim) for claim in sorted(found - before, key=str) if claim[0] not in (rule, _BY_CHANCE)
        ]
    return tally


def planted_sheets(rule: str) -> Iterator[tuple[int, Planted]]:
    """Sheets with an error, by seed; seeds whose sheet has no place for it are passed over."""
    for seed in range(_MOST_SEEDS):
        if planted := plant(rule, sound_sheet(seed), seed):
            yield seed, planted


@lru_cache(maxsize=512)
def sound_sheet(seed: int) -> Sheet:
    """An invented sheet in which nothing is wrong."""
    return generate(seed, ROOMY)


@lru_cache(maxsize=512)
def read(text: str) -> Sheet:
    """A text as a sheet with all its findings."""
    sheet = read_sheet(Source.from_text("planted", text))
    return replace(sheet, findings=(*sheet.findings, *findings_of(sheet)))


def claims(sheet: Sheet, damage: Damage, seed: int) -> frozenset[Claim]:
    """What is claimed of a sheet that was printed with some damage, and read."""
    return claimed(read(write(sheet, damage, seed)).findings)


def claimed(findings: Sequence[Finding]) -> frozenset[Claim]:
    """The claims that the source contradicts itself among the findings."""
    return frozenset((found.rule, found.about) for found in findings if found.rule in PLANTS)


if __name__ == "__main__":
    sys.exit(main())
