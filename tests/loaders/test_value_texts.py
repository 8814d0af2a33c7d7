from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES
from policygraph.loaders.value_texts import (
    is_plain,
    parse,
    parse_record,
    parse_records,
    shape_of,
    show,
    show_record,
    show_records,
    value_text,
)
from tests.strategies import records

SETTABLE = [record for record in SHAPES if record not in (r.Finding, r.Correction)]
PLAIN = [record for record in SETTABLE if is_plain(record)]


@pytest.mark.parametrize(
    ("codec", "text", "value"),
    [
        ("integer", "4,558,000", 4_558_000),
        ("integer", "△１，２０２", -1202),
        ("decimal", "３９．８", Decimal("39.8")),
        ("year", "２０２０", 2020),
        ("boolean", "TRUE", True),
        ("area", "２（２）Ａ", "2(2)A"),
        ("concept:grade", "Ｄ", "D"),
        ("concept:initiative", "◯", "○"),
        ("concept:overallVerdict", "聞いたことの ない評価", "聞いたことのない評価"),
        ("texts", "一つ\r\n\r\n二つ ", ("一つ", "二つ")),
        ("moment", "fy2020", r.Moment(2020, None, "fiscal")),
        ("moment", "2021-03", r.Moment(2021, 3, "calendar")),
        ("period", "fy2019--", r.Period(r.Moment(2019, None, "fiscal"), None)),
        ("opinion", "2", 2),
    ],
)
def test_a_value_as_people_write_it(codec: str, text: str, value: object) -> None:
    assert value_text(codec).parse(text) == value


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("integer", "多い"),
        ("integer", "4.5"),
        ("integer", "9" * 30),
        ("decimal", "NaN"),
        ("year", "R2"),
        ("boolean", "はい"),
        ("area", "2-2-A"),
        ("concept:grade", "E"),
        ("moment", "cy2020"),
        ("moment", "2021-03--"),
        ("period", "2021-13"),
        ("periods", "先月"),
    ],
)
def test_what_is_no_value_is_refused(codec: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        value_text(codec).parse(text)


def test_only_what_may_be_absent_can_be_empty() -> None:
    code, area = SHAPES[r.Project].fields[:2]
    assert parse(r.Project, area, " ") is None
    with pytest.raises(ValueError, match="empty"):
        parse(r.Project, code, "")


def normal(value: Any) -> bool:
    """Whether a person could write a value: no white space at its ends."""
    if isinstance(value, r.Record):
        return all(normal(getattr(value, each.name)) for each in fields(value))
    texts = value if isinstance(value, tuple) else (value,)
    return all(each == each.strip() for each in texts if isinstance(each, str))


@pytest.mark.parametrize("record", SETTABLE)
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_field_is_read_back_from_its_text(record: type[r.Record], data: st.DataObject) -> None:
    drawn = data.draw(records(record).filter(normal))
    for field in shape_of(record).fields:
        value = getattr(drawn, field.attribute)
        assert parse(record, field, show(field, value) or "") == value


@pytest.mark.parametrize("record", PLAIN)
@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_plain_record_is_read_back_from_its_line(record: type[r.Record], data: st.DataObject) -> None:
    drawn = data.draw(st.lists(records(record).filter(normal), max_size=3))
    values = [parse_record(record, show_record(each)) for each in drawn]
    assert list(parse_records(record, show_records(drawn))) == values
    for each, read in zip(drawn, values, strict=True):
        assert {name: getattr(each, name) for name in read if not isinstance(read[name], dict)} == {
            name: value for name, value in read.items() if not isinstance(value, dict)
        }


def test_a_line_shows_its_cells_and_may_leave_out_the_last() -> None:
    link = r.PlanLink(quotes=(), heading="創|生", code="A3412")
    assert show_record(link) == r"創\|生|A3412"
    assert parse_record(r.PlanLink, "公約") == {"heading": "公約", "code": None}
    with pytest.raises(ValueError, match=r"3 values where there are 2: heading\|code"):
        parse_record(r.PlanLink, "公約|C0078|x")
    with pytest.raises(ValueError, match="count: 'x' is no whole number"):
        parse_record(r.GradeCount, "2(2)A|A|x")
