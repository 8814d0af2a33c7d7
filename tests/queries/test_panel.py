"""The panel: rows checked by hand against the text of ``examples/``."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook

import policygraph
from policygraph.errors import QueryError
from policygraph.ontology.codes import LISTS
from policygraph.queries.panel import Panel, panel, variables
from policygraph.queries.store import LocalStore
from policygraph.queries.table import Table

BASE = "https://w3id.org/policygraph/id/010006"


@pytest.fixture(scope="module")
def examples(examples_store: LocalStore) -> Panel:
    return panel(examples_store)


def rows_of(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.to_csv(), newline="")))


def test_an_indicator_has_a_row_for_each_year(examples: Panel) -> None:
    rows = [
        row for row in rows_of(examples.indicators) if (row["measure_code"], row["indicator_rank"]) == ("06-04", "主②")
    ]
    observed = ("year", "year_kind", "target", "actual", "achievement_rate", "grade")
    assert [tuple(row[name] for name in observed) for row in rows] == [
        ("2017", "fiscal", "", "", "", "B"),
        ("2018", "fiscal", "", "", "", "A"),
        ("2019", "fiscal", "44", "43", "106.3", "A"),
        ("2020", "fiscal", "40", "", "", ""),
    ]
    told = {
        "authority": "北海道",
        "authority_iri": BASE,
        "fiscal_year": "2020",
        "measure_name": "食の加工と種苗を支える畑作の振興",
        "measure_iri": f"{BASE}/2020/06-04/measure",
        "department": "農政部",
        "area_code": "2(1)B",
        "area_name": "",
        "part_name": "畑作の生産の安定",
        "indicator_iri": f"{BASE}/2020/06-04/indicator/main-2",
        "indicator_position": "2",
        "indicator_name": "種ばれいしょの病害の発生ほ場数（か所）",
        "unit": "か所",
        "indicator_kind": "output",
        "indicator_kind_label": "アウトプット指標",
        "desired_change": "decrease",
        "desired_change_label": "減少",
        "basis_plan": "北海道農業振興計画",
        "base_year": "2015",
        "base_year_kind": "fiscal",
        "base_value": "60",
        "final_year": "2025",
        "final_target": "20",
        "progress_rate": "215",
        "current_target_year": "2020",
        "current_target": "40",
        "latest_actual": "43",
        "source_file": "06-04-shoku-fictional.txt",
        "finding_rules": "low-confidence",
    }
    for row in rows:
        assert {name: row[name] for name in told} == told
    assert rows[2]["grade_label"] == "A（100%以上）"


def test_a_year_that_is_printed_twice_stands_twice_in_the_order_of_the_form(examples: Panel) -> None:
    rows = [
        row for row in rows_of(examples.indicators) if (row["measure_code"], row["indicator_rank"]) == ("05-10", "関②")
    ]
    assert [(row["year"], row["observation_position"], row["grade"]) for row in rows] == [
        ("2017", "1", "none"),
        ("2017", "2", "none"),
        ("2018", "3", "D"),
        ("2019", "4", ""),
    ]
    assert rows[2]["achievement_rate"] == "-148.1"
    assert {row["finding_rules"] for row in rows} == {"year-kind;year-sequence"}


def test_a_project_has_one_row(examples: Panel) -> None:
    rows = {row["project_code"]: row for row in rows_of(examples.projects) if row["measure_code"] == "06-04"}
    assert list(rows) == [f"08{number}" for number in range(11, 20)]
    carried = {
        "project_name": "種ばれいしょの安定供給対策事業",
        "office": "農政部農産振興課",
        "carried_over_yen": "3000000",
        "budget_yen": "18900000",
        "general_funds_yen": "18900000",
        "staff_head_office": "0.4",
        "staff_branch": "1.2",
        "staff": "1.6",
        "full_cost_yen": "34380000",
        "first_direction": "",
        "plan_codes": "A3412;C0078;C0102",
        "plan_schemes": "知事公約（1期目）;第2期北海道創生総合戦略",
        "named_plans": "北海道農業振興計画",
        "source_line": "390",
    }
    assert {name: rows["0814"][name] for name in carried} == carried
    directed = {
        "office": "農政部食品政策課",
        "first_direction": "expand",
        "first_direction_label": "拡充",
        "next_direction": "expand",
        "plan_codes": "A3412;A3751",
        "named_plans": "",
        "organizations": "公益財団法人とかち財団",
    }
    assert {name: rows["0815"][name] for name in directed} == directed
    unknown = {
        "transferred_from": "農業経営課",
        "general_funds_yen": "",
        "unplaced_cells": "0",
        "finding_rules": "money-cell-unknown",
    }
    assert {name: rows["0818"][name] for name in unknown} == unknown


def test_tables_are_in_the_order_of_the_form(examples: Panel) -> None:
    for table, position in ((examples.indicators, "indicator_position"), (examples.projects, "project_position")):
        order = [(row["measure_code"], int(row[position])) for row in rows_of(table)]
        assert order == sorted(order)
    keys = [(row["indicator_iri"], row["observation_position"]) for row in rows_of(examples.indicators)]
    assert len(keys) == len(set(keys))
    assert len(rows_of(examples.projects)) == len({row["project_iri"] for row in rows_of(examples.projects)}) == 48


def test_an_indicator_without_years_is_not_lost() -> None:
    class Stub(LocalStore):
        def __init__(self) -> None:
            self.database = ox.Store()

    store = Stub()
    store.database.update(
        "PREFIX pg: <https://w3id.org/policygraph/ontology#> "
        "INSERT DATA { GRAPH <urn:s> { <urn:s> a pg:Sheet . <urn:m> a pg:Measure . "
        "<urn:i> a pg:Indicator ; pg:rank '主①' } }"
    )
    (row,) = panel(store).indicators.records
    assert (row["indicator_iri"], row["indicator_rank"], row["year"]) == ("urn:i", "主①", None)


def test_columns_have_names_for_statistics_packages_and_types(examples: Panel) -> None:
    for name, table in (("panel_indicators", examples.indicators), ("panel_projects", examples.projects)):
        assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", column) for column in table.columns)
        assert table.columns == tuple(variable.column for variable in variables()[name])
    frame = examples.projects.to_pandas()
    assert {str(frame[column].dtype) for column in ("budget_yen", "fiscal_year")} == {"Int64"}
    assert str(frame["staff"].dtype) == "Float64"
    assert frame["budget_yen"].isna().sum() == sum(row["budget_yen"] == "" for row in rows_of(examples.projects))


def test_the_codebook_explains_every_column_and_every_code(examples: Panel) -> None:
    entries = {(row["table"], row["column"]): row for row in rows_of(examples.codebook)}
    assert list(entries) == [
        (name, column) for name, table in examples.tables().items() if name != "codebook" for column in table.columns
    ]
    for row in entries.values():
        assert all(row[name] for name in ("meaning_ja", "meaning_en", "type", "missing"))
    grades = entries["panel_indicators", "grade"]
    assert grades["codes"].startswith("A = A（100%以上）; B = ")
    assert grades["missing"] == "空欄（理由は finding_rules） / empty (why: finding_rules)"
    assert entries["panel_projects", "budget_yen"]["unit"] == "円"
    assert entries["panel_projects", "next_direction"]["codes"].startswith("expand = 拡充; improve = 改善")


@pytest.mark.parametrize("name", sorted({each.codes for each in variables()["panel_indicators"]} - {""}))
def test_a_column_of_codes_holds_codes_of_its_list(examples: Panel, name: str) -> None:
    known = {iri.partition(f"#{name}-")[2] for iri in LISTS[name].values()}
    columns = [each.column for each in variables()["panel_indicators"] if each.codes == name]
    found = {code for row in rows_of(examples.indicators) for column in columns for code in row[column].split(";")}
    assert found - {""} <= known
    assert all(code.isascii() for code in known)


def test_a_folder_gets_csv_and_the_codebook_in_words(examples: Panel, tmp_path: Path) -> None:
    examples.write(tmp_path / "panel")
    names = {path.name for path in (tmp_path / "panel").iterdir()}
    assert names == {"panel_indicators.csv", "panel_projects.csv", "codebook.csv", "codebook.md"}
    text = (tmp_path / "panel" / "panel_projects.csv").read_bytes()
    assert text.startswith(b"authority,authority_iri,")
    assert text.decode() == examples.projects.to_csv()
    page = (tmp_path / "panel" / "codebook.md").read_text(encoding="utf-8")
    assert "| `budget_yen` | 事業費 | budget | integer | 円 |  |" in page
    assert "[grade](#grade)" in page and "\n## grade\n" in page
    assert "- expand = 拡充" in page


def test_a_workbook_has_a_sheet_for_each_table(examples: Panel, examples_store: LocalStore, tmp_path: Path) -> None:
    examples.write(tmp_path / "panel.xlsx")
    book = load_workbook(tmp_path / "panel.xlsx")
    assert book.sheetnames == ["panel_indicators", "panel_projects", "codebook", "about"]
    assert dict(book["about"].iter_rows(values_only=True))["データ版"] == examples_store.version.id
    with pytest.raises(QueryError, match=r"a folder of CSV or a workbook"):
        examples.write(tmp_path / "panel.dta")


def test_the_panel_is_a_verb(examples_store: LocalStore, examples: Panel, tmp_path: Path) -> None:
    assert policygraph.panel(examples_store) == examples
    policygraph.export(examples_store, tmp_path / "panel", "panel")
    assert (tmp_path / "panel" / "codebook.csv").is_file()
