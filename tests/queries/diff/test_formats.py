"""A comparison as rows, files and words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from rich.console import Console

from policygraph.loaders.records import Sheet, Span
from policygraph.queries.diff.compare import compare
from policygraph.queries.diff.formats import COLUMNS, PAIR_COLUMNS, as_csv, as_json, to_xlsx
from policygraph.queries.diff.measure_cells import measure_cells
from policygraph.queries.diff.model import KINDS, Comparison
from policygraph.queries.diff.report_text import draw
from policygraph.queries.diff.words import PROPERTIES, budget_sums
from tests.queries.diff.held import LIGHTHOUSES, diff, later, measure, row, side
from tests.sheetwriter import generate

HOSTILE = '=HYPERLINK("x")[red]\x07'


def comparison() -> Comparison:
    before = row("0101", "灯台費", LIGHTHOUSES, quotes=(Span(7, 7), Span(9, 12)))
    after = row("0501", "灯台費", LIGHTHOUSES + "船も出す。", budget=1_500_000)
    return diff(
        measure(before, row("0102", "網の補修", budget=None)),
        later(after, row("0502", "除雪", transferred_from="港湾課"), row("0503", "橋の塗装")),
    )


def test_a_row_says_all_that_is_known_of_a_change() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(comparison()))))
    assert tuple(rows[0]) == COLUMNS
    (money,) = (each for each in rows if each["kind"] == "money")
    assert {name: text for name, text in money.items() if text} == {
        "kind": "money",
        "kindName": "予算・人工",
        "thing": "project",
        "authority": "北海道",
        "measureCodeA": "91-07",
        "measureCodeB": "91-07",
        "codeA": "0101",
        "codeB": "0501",
        "name": "灯台費",
        "property": "budget",
        "propertyName": "事業費",
        "unit": "円",
        "from": "500000",
        "to": "1500000",
        "difference": "1000000",
        "confidence": money["confidence"],
        "method": "name-with-text",
        "fileA": "a.txt",
        "linesA": "7、9～12",
        "fileB": "b.txt",
        "linesB": "0～1",
    }
    (text,) = (each for each in rows if each["kind"] == "text")
    assert (text["from"], text["to"]) == (f"{len(LIGHTHOUSES)}字", f"{len(LIGHTHOUSES) + 5}字")


def test_no_text_of_a_sheet_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    found = diff(measure(row("0101", HOSTILE)), later())
    (gone,) = csv.DictReader(io.StringIO(as_csv(found)))
    assert gone["name"].startswith("'=")
    to_xlsx(found, tmp_path / "out.xlsx")
    cells = [cell for line in load_workbook(tmp_path / "out.xlsx")["ended"].iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_has_a_sheet_a_kind_and_the_pairs(tmp_path: Path) -> None:
    found = comparison()
    to_xlsx(found, tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [*found.counts, "pairs", "about"]
    assert [cell.value for cell in book["pairs"][1]] == list(PAIR_COLUMNS)
    about = {line[0].value: line[1].value for line in book["about"].iter_rows()}
    assert about["A"] == "a：1調書"


def test_json_has_numbers_and_null() -> None:
    found = json.loads(as_json(comparison()))
    assert list(found) == ["a", "b", "counts", "leftOut", "pairs", "changes"]
    (gone,) = (each for each in found["changes"] if each["kind"] == "ended")
    assert (gone["from"], gone["to"], gone["candidates"]) == (None, None, [])
    assert found["b"]["years"] == [2021]
    assert found["counts"] == {"added": 1, "ended": 1, "transferred": 2, "money": 1, "text": 1}


def test_budgets_add_up_by_fate_and_the_unknown_is_counted() -> None:
    sums = [(each.changes, each.yen, each.unknown) for each in budget_sums(comparison())]
    assert sums == [(1, 1_000_000, 0), (1, 500_000, 0), (1, 500_000, 0), (1, 0, 1)]


def test_people_read_kinds_things_and_signs() -> None:
    told = drawn(comparison())
    assert told.startswith("比較：A a → B b\n")
    assert "\n移管 2 件\n  施策 91-07 事務事業 0502 除雪\n    移管元 港湾課" in told
    assert "    事業費 500,000円 → 1,500,000円（＋1,000,000円）　［A 7、9～12行　B 0～1行］\n" in told
    assert "    事業費 なし・不明" in told


def test_nothing_of_a_sheet_steers_the_terminal() -> None:
    assert "\x07" not in drawn(diff(measure(row("0101", HOSTILE)), later()))


def drawn(found: Comparison) -> str:
    console = Console(width=120, file=io.StringIO(), highlight=False)
    with console.capture() as captured:
        draw(found, console)
    return captured.get()


def test_every_kind_and_property_has_its_words() -> None:
    one, other = generate(1), generate(2)
    numbered = [what for sheet in (one, other) for what, _ in measure_cells(sheet, sheet)]
    assert {what.name for what in numbered} <= set(PROPERTIES)
    whole = compare(side("a", one), side("b", _of_code(other, one), _later(one)))
    again = compare(side("a", one), side("b", _later(other)))
    changes = (*whole.changes, *again.changes)
    assert {change.what.name for change in changes} <= set(PROPERTIES)
    assert {change.kind for change in changes} <= set(KINDS)


def _of_code(sheet: Sheet, model: Sheet) -> Sheet:
    return replace(sheet, head=replace(sheet.head, code=model.head.code, name=model.head.name))


def _later(sheet: Sheet) -> Sheet:
    return replace(sheet, head=replace(sheet.head, fiscal_year=2021))


def test_every_kind_column_and_method_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "diff.md").read_text(encoding="utf-8")
    assert [name for name in (*KINDS, *COLUMNS, *PAIR_COLUMNS) if f"`{name}`" not in page] == []
    methods = {pair.method for pair in comparison().pairs}
    assert [name for name in methods if f"`{name}`" not in page] == []
