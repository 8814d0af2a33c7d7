from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook

from policygraph.queries.formats import cell, defused, to_csv, to_json, to_turtle, to_xlsx
from policygraph.queries.store import Table

XSD = "http://www.w3.org/2001/XMLSchema#"


def number(text: str, kind: str = "integer") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


TABLE = Table(
    ("project", "projectName", "budget", "rate"),
    (
        (
            ox.NamedNode("https://example.org/1"),
            ox.Literal("=1+1", language="ja"),
            number("-4558000"),
            number("-155.9", "decimal"),
        ),
        (None, ox.Literal('名,"前"\n二'), None, None),
    ),
)


@pytest.mark.parametrize("text", ["=1+1", "+81", "-見出し", "@SUM(A1)", "＝1+1", "＠SUM", "\tx", "\rx", "\nx"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == "'" + text
    assert cell(ox.Literal(text, language="ja")) == "'" + text


@pytest.mark.parametrize("mark", ["-", "－", "―", "", "①", "・見出し"])
def test_marks_of_the_form_are_left_alone(mark: str) -> None:
    assert cell(ox.Literal(mark)) == mark


def test_negative_numbers_stay_numbers() -> None:
    assert cell(number("-5")) == "-5"
    assert cell(number("-155.9", "decimal")) == "-155.9"


def test_csv_has_a_header_and_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(TABLE), newline="")))
    assert rows == [
        ["project", "projectName", "budget", "rate"],
        ["https://example.org/1", "'=1+1", "-4558000", "-155.9"],
        ["", '名,"前"\n二', "", ""],
    ]


def test_tsv_is_parted_by_tabs() -> None:
    assert to_csv(TABLE, "\t").splitlines()[0] == "project\tprojectName\tbudget\trate"


def test_json_is_the_format_of_the_w3c_and_leaves_out_what_is_unbound() -> None:
    answer = json.loads(to_json(TABLE))
    assert answer["head"]["vars"] == ["project", "projectName", "budget", "rate"]
    assert answer["results"]["bindings"][0] == {
        "project": {"type": "uri", "value": "https://example.org/1"},
        "projectName": {"type": "literal", "value": "=1+1", "xml:lang": "ja"},
        "budget": {"type": "literal", "value": "-4558000", "datatype": XSD + "integer"},
        "rate": {"type": "literal", "value": "-155.9", "datatype": XSD + "decimal"},
    }
    assert answer["results"]["bindings"][1] == {"projectName": {"type": "literal", "value": '名,"前"\n二'}}


def test_a_workbook_has_typed_cells_and_says_what_was_asked(tmp_path: Path) -> None:
    to_xlsx(TABLE, (("question", "=HYPERLINK()"),), tmp_path / "answer.xlsx")
    book = load_workbook(tmp_path / "answer.xlsx")
    assert [item.value for item in book["rows"][2]] == ["https://example.org/1", "'=1+1", -4558000, -155.9]
    assert [item.data_type for item in book["rows"][2]] == ["s", "s", "n", "n"]
    assert book["about"]["B1"].value == "'=HYPERLINK()"


def test_a_graph_is_written_as_turtle_with_prefixes() -> None:
    triple = ox.Triple(
        ox.NamedNode("https://example.org/1"),
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        ox.Literal("名", language="ja"),
    )
    assert 'rdfs:label "名"@ja' in to_turtle([triple])
