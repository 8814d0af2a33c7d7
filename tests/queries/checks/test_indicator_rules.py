"""The rules of indicators and verdicts on whole sheets: nothing claimed that is not so, nothing planted missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from policygraph.loaders.records import Finding, Indicator, Observation, Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from policygraph.queries.checks import findings_of, grade_counts, grades, rates, verdicts
from tests.sheetwriter import LIGHT, NONE, Damage, Shape, generate, write

CHECKS = (*rates.CHECKS, *grades.CHECKS, *grade_counts.CHECKS, *verdicts.CHECKS)
OTHER_GRADE = {"A": "C", "B": "D", "C": "A", "D": "B"}
SMALL = Shape(projects=(1, 3), policies=(0, 1), opinions=(0, 1), partners=(0, 2), oddities=0.0)


def tried(sheet: Sheet) -> list[Finding]:
    return [found for check in CHECKS for found in check.tries(sheet)]


def rules(findings: list[Finding]) -> set[str]:
    return {found.rule for found in findings}


@pytest.mark.parametrize("oddities", [0.0, 0.5])
def test_sheets_by_the_rules_of_the_form_have_no_finding(oddities: float) -> None:
    """The one oddity of invented boxes is a year printed twice, which the reader finds."""
    shape = replace(SMALL, oddities=oddities)
    found = {seed: messages for seed in range(200) if (messages := tried(generate(seed, shape)))}
    assert found == {}


# --- planted errors ---------------------------------------------------------------------------


def with_box(sheet: Sheet, box: Indicator) -> Sheet:
    return replace(sheet, indicators=tuple(box if each.rank == box.rank else each for each in sheet.indicators))


def with_year(box: Indicator, seen: Observation, **changes: Any) -> Indicator:
    years = tuple(replace(each, **changes) if each is seen else each for each in box.observations)
    return replace(box, observations=years)


def planted(sheet: Sheet, random: Random) -> Iterator[tuple[str, Sheet]]:
    """Sheets with one error each, and the rule that must find it."""
    first = sheet.first_evaluation
    assert first is not None
    verdict = random.choice([each for each in "abc" if each != first.effort_verdict])
    yield "effort-verdict", replace(sheet, first_evaluation=replace(first, effort_verdict=verdict))
    if first.counts:
        wrong = random.choice(first.counts)
        counts = tuple(replace(each, count=each.count + 1) if each is wrong else each for each in first.counts)
        yield "grade-count", replace(sheet, first_evaluation=replace(first, counts=counts))
    graded = [each for each in first.analyses if each.grade in OTHER_GRADE]
    if graded:
        odd = random.choice(graded)
        analyses = (
            replace(each, grade=OTHER_GRADE[odd.grade or ""]) if each is odd else each for each in first.analyses
        )
        yield "grade", replace(sheet, first_evaluation=replace(first, analyses=tuple(analyses)))
    rated = [(box, seen) for box in sheet.indicators for seen in box.observations if seen.rate is not None]
    if rated:
        box, seen = random.choice(rated)
        assert seen.rate is not None and seen.grade is not None
        yield "achievement-rate", with_box(sheet, with_year(box, seen, rate=seen.rate + 150))
        yield "grade", with_box(sheet, with_year(box, seen, grade=OTHER_GRADE[seen.grade]))
    advanced = [(box, box.progress_rate) for box in sheet.indicators if box.progress_rate is not None]
    if advanced:
        box, progress = random.choice(advanced)
        yield "progress-rate", with_box(sheet, replace(box, progress_rate=progress - 10))


def test_every_planted_error_is_found_under_its_rule() -> None:
    missed = [
        (seed, rule)
        for seed in range(100)
        for rule, sheet in planted(generate(seed, SMALL), Random(seed))
        if rule not in rules(tried(sheet))
    ]
    assert missed == []


def read(sheet: Sheet, damage: Damage, seed: int) -> Sheet:
    return read_sheet(Source.from_bytes("sheet.txt", write(sheet, damage, seed).encode()))


@pytest.mark.parametrize("damage", [NONE, LIGHT], ids=["none", "light"])
def test_planted_errors_are_found_in_printed_sheets(damage: Damage) -> None:
    for seed in range(4):
        assert tried(read(generate(seed, SMALL), damage, seed)) == []
        for rule, sheet in planted(generate(seed, SMALL), Random(seed)):
            assert rule in rules(tried(read(sheet, damage, seed))), (seed, rule)


def test_years_that_the_writer_printed_twice_are_found_and_no_others() -> None:
    odd = replace(SMALL, indicators=(3, 6), oddities=0.5)
    for seed in range(4):
        sheet = generate(seed, odd)
        twice = {box.rank for box in sheet.indicators if box.observations[0] == box.observations[1]}
        found = [each.about for each in read(sheet, NONE, seed).findings if each.rule == "year-sequence"]
        assert {about.key for about in found if about} == twice


def test_a_store_that_drops_trailing_zeros_finds_the_same() -> None:
    for seed in range(20):
        for _, sheet in planted(generate(seed, SMALL), Random(seed)):
            stored = replace(sheet, indicators=tuple(map(without_trailing_zeros, sheet.indicators)))
            assert [(found.rule, found.about) for found in tried(stored)] == [
                (found.rule, found.about) for found in tried(sheet)
            ]


def without_trailing_zeros(box: Indicator) -> Indicator:
    def plain(record: Any) -> dict[str, Decimal]:
        values = ((name, getattr(record, name)) for name in record.__dataclass_fields__)
        return {name: Decimal(f"{value.normalize():f}") for name, value in values if isinstance(value, Decimal)}

    years = tuple(replace(seen, **plain(seen)) for seen in box.observations)
    return replace(box, **plain(box), observations=years)


# --- the real sheet ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(real_sheet_path: Path) -> Sheet:
    return read_sheet(Source.from_bytes(real_sheet_path.name, real_sheet_path.read_bytes()))


def test_real_sheet_holds_by_these_rules(real: Sheet) -> None:
    assert tried(real) == []
    years = {found.about: found.printed for found in real.findings if found.rule == "year-sequence"}
    assert years == {("indicator", "関②"): "2017 2017 2018"}
    kinds = [found.about.key for found in real.findings if found.rule == "year-kind" and found.about]
    assert kinds == ["主①", "関①", "関②"]


@pytest.mark.parametrize(
    ("rank", "year", "rate", "expected"),
    [("主①", 2017, "59.8", "39.8"), ("主①", 2018, "38.9", "36.9"), ("関①", 2018, "-105.9", "-155.9")],
)
def test_rate_planted_in_the_real_sheet(real: Sheet, rank: str, year: int, rate: str, expected: str) -> None:
    (box,) = (each for each in real.indicators if each.rank == rank)
    (seen,) = (each for each in box.observations if each.year == year)
    found = findings_of(with_box(real, with_year(box, seen, rate=Decimal(rate))))
    assert [(each.printed, each.expected) for each in found if each.rule == "achievement-rate"] == [(rate, expected)]
