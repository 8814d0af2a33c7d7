from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from policygraph.loaders import records as r
from policygraph.loaders.correcting import SETTLED, corrected, settled_paths
from policygraph.loaders.corrections import Row, read_corrections, sheet_name, write_corrections
from policygraph.loaders.graph_table import Field
from policygraph.loaders.passages import quoting_passages
from policygraph.loaders.paths import children_at, locate, parse_path, value_at
from policygraph.loaders.sheet.reader import SheetReading, read
from policygraph.loaders.sheet_records import sheet_of
from policygraph.loaders.source import Source
from policygraph.loaders.value_texts import parse, shape_of, show, show_record
from policygraph.ontology.terms import PG, PROV
from tests.conftest import ONE_SHEET
from tests.loaders.test_sheet_graph import SOURCE, graph_of, quads_of
from tests.loaders.test_value_texts import normal
from tests.strategies import records, sheets

ONE = Source.from_bytes(ONE_SHEET.name, ONE_SHEET.read_bytes())


@pytest.fixture(scope="module")
def reading() -> SheetReading:
    return read(ONE)


def rows(*cells: tuple[str, str, str], folder: Path) -> tuple[Row, ...]:
    """Rows of a table with these paths, values read and values set."""
    path = folder / "corrections.csv"
    day = "2020-11-09"
    text = write_corrections([("2020/06-04", *each, "架空 花子", day, "原本で確認") for each in cells])
    path.write_text(text, encoding="utf-8", newline="")
    return read_corrections(path)


def at(sheet: r.Sheet, path: str) -> Any:
    found = parse_path(path)
    place = locate(sheet, found)
    held = None if place is None else value_at(sheet, place)
    return getattr(held, found.field.attribute) if found.field else held


def test_a_value_is_set_and_told_with_who_when_and_why(reading: SheetReading, tmp_path: Path) -> None:
    was = at(reading.sheet, "project/0813/budget")
    sheet = corrected(reading.sheet, rows(("project/0813/budget", str(was), "7,000"), folder=tmp_path), ONE)
    project = at(sheet, "project/0813")
    assert (project.budget, project.decision) == (7000, SETTLED)
    assert project.quotes == at(reading.sheet, "project/0813").quotes
    (correction,) = sheet.corrections
    assert (correction.as_read, correction.value, correction.when) == (str(was), "7,000", date(2020, 11, 9))
    assert correction.quotes == project.quotes


@pytest.mark.parametrize(
    ("path", "read_there", "reason"),
    [
        ("project/0813/budget", "1", "読み取り値は"),
        ("project/9999/budget", "1", "その記録が調書にありません"),
        ("reflections/opinion-response/1/respondsTo", "2", "その番目の付加意見がありません"),
    ],
)
def test_a_row_that_does_not_apply_changes_nothing_and_is_a_finding(
    reading: SheetReading, tmp_path: Path, path: str, read_there: str, reason: str
) -> None:
    sheet = corrected(reading.sheet, rows((path, read_there, "7"), folder=tmp_path), ONE)
    assert at(sheet, path.rpartition("/")[0]) == at(reading.sheet, path.rpartition("/")[0])
    assert sheet.corrections == ()
    (refused,) = [each for each in sheet.findings if each.rule == "correction-refused"]
    assert reason in refused.message_ja
    assert "corrections.csv line 2" in refused.message_en


def test_of_rows_that_overlap_the_first_applies(reading: SheetReading, tmp_path: Path) -> None:
    name = at(reading.sheet, "project/0813/label")
    code = at(reading.sheet, "first-evaluation/policy/①/project-mention")[0]
    overlapping = rows(
        ("project/0813/label", name, "別の事業"),
        ("project/０８１３/label", name, "さらに別の事業"),
        ("first-evaluation/policy/①/targets/1/label", code.name, "別の名"),
        ("first-evaluation/policy/①/targets", f"{code.code}|{code.name}", "0813"),
        folder=tmp_path,
    )
    sheet = corrected(reading.sheet, overlapping, ONE)
    assert [each.value for each in sheet.corrections] == ["別の事業", "別の名"]
    assert [each.rule for each in sheet.findings].count("correction-refused") == 2


def test_a_confirmed_record_is_as_it_was_read_and_sure(reading: SheetReading, tmp_path: Path) -> None:
    was = at(reading.sheet, "budget/2018")
    sheet = corrected(reading.sheet, rows(("budget/2018", "2018|101450000", "2018|101450000"), folder=tmp_path), ONE)
    assert at(sheet, "budget/2018") == r.Budget(
        quotes=was.quotes, decision=SETTLED, fiscal_year=was.fiscal_year, amount=was.amount
    )


def test_records_are_removed_and_the_others_keep_their_own(reading: SheetReading, tmp_path: Path) -> None:
    removed = rows(
        ("first-evaluation/grade-count/1", "2(1)B|A|1", ""),
        ("first-evaluation/grade-count/3", "2(2)A|C|1", ""),
        ("first-evaluation/grade-count/4/count", "1", "2"),
        ("first-evaluation/policy/①/plan-mention/1", "創生|A3412", ""),
        folder=tmp_path,
    )
    sheet = corrected(reading.sheet, removed, ONE)
    before, after = (at(each, "first-evaluation/grade-count") for each in (reading.sheet, sheet))
    assert after[0] == before[1]
    assert (after[1].area, after[1].count, len(after)) == (None, 2, len(before) - 2)
    assert [each.what for each in sheet.corrections] == [
        "first-evaluation/grade-count",
        "first-evaluation/grade-count",
        "first-evaluation/grade-count/2/count",
        "first-evaluation/policy/①/plan-mention",
    ]


def test_the_projects_of_a_policy_are_set_together(reading: SheetReading, tmp_path: Path) -> None:
    path = "first-evaluation/policy/①/targets"
    (was,) = at(reading.sheet, path)
    sheet = corrected(
        reading.sheet,
        rows((path, "0812|道産米粉の利用拡大事業", "0813\n0812|道産米粉の利用拡大事業"), folder=tmp_path),
        ONE,
    )
    new, kept = at(sheet, path)
    assert (new.code, new.name, kept.quotes, kept.decision) == ("0813", None, was.quotes, SETTLED)
    assert new.quotes == was.quotes


def test_an_overview_goes_to_another_project_with_its_place_and_its_organisations(
    reading: SheetReading, tmp_path: Path
) -> None:
    first, second = (at(reading.sheet, f"project/{code}/overview") for code in ("0815", "0817"))
    swapped = rows(
        ("project/0815/overview", first.text, second.text),
        ("project/0817/overview", second.text, first.text),
        folder=tmp_path,
    )
    sheet = corrected(reading.sheet, swapped, ONE)
    given = at(sheet, "project/0817/overview")
    assert (given.text, given.decision) == (first.text, SETTLED)
    assert ONE.whole_lines(given.quotes) == ONE.whole_lines(first.quotes)
    assert [each.name for each in given.mentions] == [each.name for each in first.mentions] != []
    assert at(sheet, "project/0815/overview").mentions == ()
    typed = rows(("project/0817/overview/text", second.text, "（株）架空堂の店を出す。"), folder=tmp_path)
    told = at(corrected(reading.sheet, typed, ONE), "project/0817/overview")
    assert [each.printed for each in told.mentions] == ["（株）架空堂"]
    assert told.quotes == second.quotes


def test_the_areas_of_the_head_are_those_of_the_parts(reading: SheetReading, tmp_path: Path) -> None:
    changed = rows(("part/2(2)A/inPolicyArea", "2(2)A", "2(3)A"), folder=tmp_path)
    assert corrected(reading.sheet, changed, ONE).head.areas == ("2(1)B", "2(3)A")


def test_a_doubt_is_a_finding_until_all_that_it_is_about_is_settled(reading: SheetReading, tmp_path: Path) -> None:
    def doubted(*cells: tuple[str, str, str]) -> bool:
        sheet = corrected(reading.sheet, rows(*cells, folder=tmp_path), ONE, reading.doubts)
        return "money-cell-unknown" in {each.rule for each in sheet.findings}

    cells = [
        ("project/0818/carriedOver", "", ""),
        ("project/0818/budget", "0", "0"),
        ("project/0818/generalFunds", "", "0"),
        ("project/0818/unplacedCell", "0", ""),
    ]
    assert doubted(*cells[:-1])
    assert not doubted(*cells)


def test_a_confirmed_indicator_is_of_low_confidence_no_more(reading: SheetReading, tmp_path: Path) -> None:
    about = r.Ref("indicator", "主①")
    assert ("low-confidence", about) in {(each.rule, each.about) for each in reading.sheet.findings}
    text = show_record(at(reading.sheet, "indicator/主①"))
    sheet = corrected(reading.sheet, rows(("indicator/主①", text, text), folder=tmp_path), ONE)
    assert ("low-confidence", about) not in {(each.rule, each.about) for each in sheet.findings}


def test_the_graph_says_what_was_set_beside_what_is_printed(reading: SheetReading, tmp_path: Path) -> None:
    table = rows(
        ("project/0818/generalFunds", "", "0"),
        ("budget/2018", "2018|101450000", ""),
        folder=tmp_path,
    )
    graph = graph_of(corrected(reading.sheet, table, ONE), ONE)
    said = {
        (str(each.subject)[1:-1].removeprefix(graph.iri), each.predicate.value): each.object for each in graph.quads()
    }
    project = NamedNode(f"{graph.iri}/project/0818")
    assert said["/correction/1", PG.about] == project
    assert said["/correction/1", PG.property] == NamedNode(PG.generalFunds)
    assert said["/correction/1", PG.valueSet] == Literal("0")
    assert ("/correction/1", PG.valueRead) not in said
    assert said["/project/0818", PROV.wasGeneratedBy] == NamedNode(f"{graph.iri}/correction/1")
    assert said["/project/0818", PG.method] == Literal("correction")
    assert said["/correction/1", PROV.wasQuotedFrom] == said["/project/0818", PROV.wasQuotedFrom]
    assert said["/correction/2", PG.about] == NamedNode(graph.iri)
    assert said["/correction/2", PG.valueRead] == Literal("2018|101450000")


def test_paths_are_settled_by_rows_that_apply(reading: SheetReading, tmp_path: Path) -> None:
    table = rows(("project/０８１８/generalFunds", "", "0"), ("project/0813/budget", "1", "2"), folder=tmp_path)
    assert settled_paths(reading.sheet, table) == {"project/0818/generalFunds"}


def writable(field: Field, value: Any) -> bool:
    """Whether a value can be written as text, and is not tied to what else the sheet has."""
    texts = value if isinstance(value, tuple) else (value,)
    return field.codec != "opinion" and all(normal(each) for each in texts)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_value_of_every_record_can_be_corrected(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """From read to set through the CSV, the records and the graph."""
    sheet = data.draw(sheets())
    wanted: dict[str, Any] = {}
    cells = []
    for path, record in children_at(sheet):
        if any(step.children.record is r.Overview for step in path.steps[:-1]):
            continue  # the organisations of an overview follow from its text, which is set
        other = record if not path.steps else data.draw(records(type(record)))
        for field in shape_of(type(record)).fields:
            value = getattr(other, field.attribute)
            now = show(field, getattr(record, field.attribute)) or ""
            if writable(field, value) and writable(field, getattr(record, field.attribute)):
                what = str(path._replace(field=field))
                text = show(field, value) or ""
                wanted[what] = parse(type(record), field, text)
                cells.append((sheet_name(sheet, "sheet.txt"), what, now, text, "架空 花子", "2020-11-09", ""))
    table = tmp_path_factory.mktemp("table") / "corrections.csv"
    table.write_text(write_corrections(cells), encoding="utf-8", newline="")
    settled = corrected(sheet, read_corrections(table), SOURCE)
    assert [each for each in settled.findings if each.rule == "correction-refused" and each not in sheet.findings] == []
    assert len(settled.corrections) == len(wanted)
    for cell, correction in zip(cells, settled.corrections, strict=True):
        field, place = parse_path(cell[1]).field, locate(sheet, parse_path(cell[1]))
        assert field is not None
        assert place is not None
        assert getattr(value_at(settled, place), field.attribute) == wanted[cell[1]]
        assert (correction.as_read or "", correction.value or "") == (cell[2], cell[3])
    graph = graph_of(settled)
    assert sheet_of(quads_of(graph), graph.iri) == quoting_passages(settled, SOURCE)
