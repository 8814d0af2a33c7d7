"""A text that holds labels of other cells is no fact: on sheets into which such lines were put."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.records import Finding, Span
from policygraph.loaders.sheet.reader import SheetReading, read
from policygraph.loaders.source import Fate, Source
from tests.conftest import ONE_SHEET

SITUATION = "輸出の求めは伸びているが、保存と包装の技術が追い付いていない。"
OVERVIEW = "てん菜のじかまき栽培など省力の技術を現地の研修で広める。"


def read_with(before: str, inserted: str, path: Path = ONE_SHEET) -> tuple[Source, SheetReading]:
    """The sheet with lines put in before a line that holds a text."""
    text = path.read_text(encoding="utf-8")
    at = text.rindex("\n", 0, text.index(before)) + 1
    source = Source.from_text(path.name, text[:at] + inserted + text[at:])
    return source, read(source)


def unread(reading: SheetReading) -> list[Finding]:
    return [found for found in reading.sheet.findings if found.rule == "unread"]


@pytest.mark.parametrize(
    "inserted",
    [
        "根拠計画\n海辺のくらし計画\n増減方向\n",
        "事務事業概要\n",
        "評価年度　達成度合\n",
        "根 拠 計 画 海辺のくらし計画\n",
    ],
)
def test_a_text_that_swallowed_labels_is_left_out_and_unread(inserted: str) -> None:
    source, reading = read_with(SITUATION, inserted)
    assert reading.sheet.situation is None
    (found,) = unread(reading)
    assert SITUATION in str(found.printed)
    start = source.text.index(SITUATION)
    assert set(reading.ledger.fates[start : start + len(SITUATION)]) == {Fate.UNREAD}
    assert any(span.start <= start < span.end for span in found.quotes)
    assert reading.ledger.shares(source.text).unread > len(SITUATION)


@pytest.mark.parametrize(
    "inserted",
    ["根拠計画に沿って、事務事業概要を整えている。\n", "方向性\n", "増減方向を定め、\n"],
    ids=["in a sentence", "too short", "at the beginning of a sentence"],
)
def test_words_of_a_sentence_are_no_labels(inserted: str) -> None:
    _, reading = read_with(SITUATION, inserted)
    assert reading.sheet.situation is not None
    assert inserted.strip() in reading.sheet.situation.text
    assert unread(reading) == []


def test_a_record_that_is_nothing_without_its_text_goes() -> None:
    _, before = read_with(OVERVIEW, "")
    _, reading = read_with(OVERVIEW, "達成率の算式\n")
    lost = [project.code for project in reading.sheet.projects if project.overview is None]
    had = [project.code for project in before.sheet.projects if project.overview is None]
    assert len(lost) == len(had) + 1
    assert [project.code for project in reading.sheet.projects] == [project.code for project in before.sheet.projects]
    assert len(unread(reading)) == 1


def test_all_that_a_record_still_quotes_is_fact() -> None:
    source, reading = read_with(SITUATION, "根拠計画\n")
    records = (*reading.sheet.parts, *reading.sheet.roles, *reading.sheet.image)
    spans: list[Span] = [span for record in records for span in record.quotes]
    assert spans
    for start, end in spans:
        fates = {reading.ledger.fates[at] for at in range(start, end) if not source.text[at].isspace()}
        assert fates == {Fate.FACT}
