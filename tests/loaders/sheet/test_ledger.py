"""The ledger of whole sheets: every black character has one fate, and what it says of records and findings holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.records import Finding, Project, Record, Sheet
from policygraph.loaders.sheet.reader import SheetReading, read
from policygraph.loaders.sheet.reading import LabelRule, ReaderRule
from policygraph.loaders.source import Fate, Source
from policygraph.ontology.rules import RULES
from tests.conftest import EXAMPLES
from tests.sheetwriter import PRESETS, SHAPES, generate, write

SHEETS = tuple(sorted(EXAMPLES.glob("*.txt")))
UNKNOWN = {"cell-unknown", "money-cell-unknown", "repeated-number"}
LABELS = {rule.label for rule in LabelRule}


@cache
def invented(seed: int, damage: str, shape: str = "any") -> tuple[Source, SheetReading]:
    source = Source.from_text(f"{shape} {damage} {seed}", write(generate(seed, SHAPES[shape]), PRESETS[damage], seed))
    return source, read(source)


def from_file(path: Path) -> tuple[Source, SheetReading]:
    source = Source.from_bytes(path.name, path.read_bytes())
    return source, read(source)


def records_in(value: object) -> Iterator[Record]:
    """All records of a sheet but its findings, which quote what is not read too."""
    if isinstance(value, tuple):
        for part in value:
            yield from records_in(part)
    elif isinstance(value, Record | Sheet):
        if isinstance(value, Record) and not isinstance(value, Finding):
            yield value
        for field in fields(value):
            yield from records_in(getattr(value, field.name))


def fates_of(record: Record, source: Source, reading: SheetReading) -> set[int]:
    return {
        reading.ledger.fates[at]
        for start, end in record.quotes
        for at in range(start, end)
        if not source.text[at].isspace()
    }


def assert_sound(source: Source, reading: SheetReading) -> None:
    """What holds of every sheet, however damaged."""
    shares = reading.ledger.shares(source.text)
    assert shares.total == len("".join(source.text.split()))
    assert shares.unknown_cell == sum(
        end - start for start, end in reading.ledger.of_fate(Fate.UNKNOWN_CELL, source.text)
    )
    assert {entry.rule for entry in reading.ledger.entries(source.text) if entry.fate == Fate.LABEL} <= LABELS
    for record in records_in(reading.sheet):
        unplaced = {Fate.UNKNOWN_CELL} if isinstance(record, Project) and record.unplaced else set()
        assert fates_of(record, source, reading) - unplaced <= {Fate.FACT}, record
    assert_reported(Fate.UNREAD, {"unread"}, source, reading)
    assert_reported(Fate.UNKNOWN_CELL, UNKNOWN, source, reading)


def assert_reported(fate: Fate, rules: Iterable[str], source: Source, reading: SheetReading) -> None:
    """Every character of a fate stands in what a finding of one of the rules quotes."""
    quoted = [span for found in reading.sheet.findings if found.rule in rules for span in found.quotes]
    for start, end in reading.ledger.of_fate(fate, source.text):
        assert any(span.start <= start and end <= span.end for span in quoted), source.text[start:end]


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=0, max_value=10_000), st.sampled_from(sorted(PRESETS)), st.sampled_from(sorted(SHAPES)))
def test_the_ledger_of_a_damaged_sheet_is_sound(seed: int, damage: str, shape: str) -> None:
    assert_sound(*invented(seed, damage, shape))


@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_nothing_of_an_example_is_unread(path: Path) -> None:
    source, reading = from_file(path)
    assert_sound(source, reading)
    assert reading.ledger.shares(source.text).unread == 0


def test_nothing_of_the_real_sheet_is_unread(real_sheet_path: Path) -> None:
    source, reading = from_file(real_sheet_path)
    assert_sound(source, reading)
    assert reading.ledger.shares(source.text).unread == 0


@pytest.mark.parametrize("damage", sorted(PRESETS))
def test_no_text_of_a_damaged_sheet_swallows_another_cell(damage: str) -> None:
    for seed in range(12):
        _, reading = invented(seed, damage)
        assert "labels of other cells" not in "".join(found.message_en for found in reading.sheet.findings)


def test_a_reader_knows_the_rules_it_finds_by() -> None:
    assert set(get_args(ReaderRule)) <= set(RULES)
