"""Section 3 of the real sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.loaders.records import Indicator
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.furniture import clear_pages, identify
from policygraph.loaders.sheet.indicators.page import read_indicators
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.section_labels import Section
from policygraph.loaders.sheet.sections import split
from policygraph.loaders.source import Source
from tests.loaders.sheet.indicators.indicator_texts import FORMULA, history, numbers


@pytest.fixture(scope="module")
def real(real_sheet_path: Path) -> dict[str, Indicator]:
    source = Source.from_bytes(real_sheet_path.name, real_sheet_path.read_bytes())
    reading = Reading.of(source, FORM_2020)
    pages = split(source.lines, FORM_2020.sections)
    cleared = clear_pages(pages, identify(pages, FORM_2020.sections), reading)
    lines = cleared[Section.INDICATORS]
    indicators = read_indicators(lines, reading, ("2(2)A",), 2020).indicators
    assert {finding.rule for finding in reading.findings} <= {"year-kind", "year-sequence", "low-confidence"}
    unread_spans = reading.ledger.unread(source.text)
    assert not any(lines[0].start <= span.start < lines[-1].end for span in unread_spans)
    return {indicator.rank: indicator for indicator in indicators}


REAL = {
    "主①": ("製造業の付加価値生産性（万円）（暦年）", ("870", "1280", "1280"), (2014, 2020, 2025), "北海道総合計画"),
    "関①": (
        "加工組立型工業の製造品出荷額等（億円）（暦年）",
        ("8710", "9517", "10709"),
        (2017, 2020, 2024),
        "第２期北海道創生総合戦略",
    ),
    "関②": (
        "加工組立型工業の付加価値生産性（万円）（暦年）",
        ("1118", "1202", "1325"),
        (2017, 2020, 2024),
        "第２期北海道創生総合戦略",
    ),
    "関③": (
        "ものづくり産業を理解したと考える事業参加者の割合",
        ("85.6", "86", "90"),
        (2018, 2020, 2024),
        "第２期北海道創生総合戦略",
    ),
}


@pytest.mark.parametrize("rank", REAL)
def test_real_boxes(real: dict[str, Indicator], rank: str) -> None:
    name, values, years, plan = REAL[rank]
    indicator = real[rank]
    assert indicator.name == name
    assert tuple(map(str, numbers(indicator))) == values
    assert (indicator.base_year, indicator.target_year, indicator.final_year) == years
    assert (indicator.basis_plan, indicator.area, indicator.desired_change) == (plan, "2(2)A", "増加")
    assert indicator.formula == FORMULA.replace("\n", "")


def test_real_history(real: dict[str, Indicator]) -> None:
    assert list(real) == ["主①", "関①", "関②", "関③"]
    assert [indicator.unit for indicator in real.values()] == ["万円", "億円", "万円", "%"]
    assert [indicator.kind for indicator in real.values()] == ["outcome", "outcome", "outcome", "output"]
    assert history(real["主①"])[1:] == [(2017, "1116.0", "968.0", "39.8", "D"), (2018, "1198.0", "991.0", "36.9", "D")]
    assert history(real["関①"])[2:] == [(2018, "8971", "8303", "-155.9", "D"), (2019, "9240", None, None, None)]
    assert [row[0] for row in history(real["関②"])] == [2017, 2017, 2018, 2019]
    assert history(real["関③"])[-1] == (2020, "86", None, None, None)
    assert [str(indicator.progress_rate) for indicator in real.values()] == ["77.4", "77.5", "81.4", "None"]
