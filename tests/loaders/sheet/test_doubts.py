"""What was read on thin evidence is reported, once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from policygraph.loaders.records import Budget, Decision, Finding, Span
from policygraph.loaders.sheet.doubts import report_doubts
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source
from tests.queries.checks.sheets import SOUND

TEXT = "H30 100\nR1 200\n"


def budget(year: int, span: Span, confidence: str | None) -> Budget:
    decision = Decision(Decimal(confidence), "by-row") if confidence else None
    return Budget(quotes=(span,), decision=decision, fiscal_year=year, amount=100_000)


def doubts(*confidences: str | None, told: tuple[Span, ...] = ()) -> list[Finding]:
    reading = Reading.of(Source.from_text("odd", TEXT), FORM_2020)
    if told:
        reading.find("low-confidence", told, ja="もう述べた。", en="Said already.")
    spans = (Span(0, 7), Span(8, 14))
    rows = tuple(budget(2018 + place, spans[place], each) for place, each in enumerate(confidences))
    report_doubts(replace(SOUND, budgets=rows), reading)
    return reading.findings[len(told) :]


def test_doubtful_records_of_a_cell_are_one_finding_with_the_least_confidence() -> None:
    (found,) = doubts("0.667", "0.5")
    assert (found.rule, found.quotes) == ("low-confidence", (Span(0, 14),))
    assert found.printed == "H30 100\nR1 200"
    assert "施策の予算額2件" in found.message_ja and "0.5以上" in found.message_ja


@pytest.mark.parametrize("confidences", [(None, None), ("0.9", "1.000")])
def test_what_is_certain_or_as_good_as_is_not_reported(confidences: tuple[str | None, ...]) -> None:
    assert doubts(*confidences) == []


def test_what_a_section_reader_reported_is_not_reported_again() -> None:
    (found,) = doubts("0.5", "0.6", told=(Span(3, 5),))
    assert found.printed == "R1 200"
