from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from policygraph.loaders.literals import clean
from policygraph.loaders.spreadsheet import defused, from_cell
from policygraph.queries.formats import cell, for_excel, to_csv, to_json, to_ntriples, to_turtle, to_xlsx
from policygraph.queries.table import Table, Term, is_number, value_of

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


FORMULAS = (
    *("=1+1", "+81", "-見出し", "@SUM(A1)", "＝1+1", "＋1", "－見出し", "＠SUM", "\tx", "\rx", "\nx"),
    *("  =1+1", "\u3000＝1+1", '"=1+1', '" =1+1', "'=1+1", "\ufeff=1+1", "\u200b=1+1", "\x00=1+1", "= 1"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert defused(text) == "'" + text
    assert cell(ox.Literal(text, language="ja")) == "'" + text


@pytest.mark.parametrize("mark", ["-", "－", "―", "", "①", "・見出し", " - ", "= ", "'80年代", "「＝」"])
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


@pytest.mark.parametrize("attack", [*FORMULAS, "#N/A", "#DIV/0!"])
def test_no_cell_of_a_workbook_is_a_formula_or_an_error(attack: str, tmp_path: Path) -> None:
    terms: tuple[Term, ...] = (
        ox.Literal(attack),
        ox.Literal(attack, language="ja"),
        number(attack),
        number(attack, "date"),
    )
    to_xlsx(Table(("a", "b", "c", "d"), (terms,)), ((attack, attack),), tmp_path / "answer.xlsx")
    for sheet in load_workbook(tmp_path / "answer.xlsx"):
        cells = [item for row in sheet.iter_rows() for item in row]
        assert not {item.data_type for item in cells} & {"f", "e"}
        assert not [item.value for item in cells if str(item.value).startswith("=")]


def test_cells_of_a_workbook_have_the_types_of_their_terms(tmp_path: Path) -> None:
    terms = (
        number("2020", "gYear"),
        number("true", "boolean"),
        number("2020-11-09", "date"),
        number("12750000"),
        number("0.1", "decimal"),
        number("1234567890123456"),
        number("INF", "double"),
        ox.Literal("0536"),
        number("0.1", "double"),
    )
    to_xlsx(Table(tuple("abcdefghi"), (terms,)), (), tmp_path / "answer.xlsx")
    rows = load_workbook(tmp_path / "answer.xlsx")["rows"]
    values = [item.value for item in rows[2]]
    assert values == [2020, True, datetime(2020, 11, 9), 12750000, 0.1, "1234567890123456", "INF", "0536", 0.1]
    assert [item.number_format for item in rows[2]][:4] == ["General", "General", "yyyy-mm-dd", "#,##0"]
    assert (rows.freeze_panes, rows.auto_filter.ref, rows["A1"].font.bold) == ("A2", "A1:I2", True)


def test_a_text_longer_than_a_cell_says_that_it_was_cut(tmp_path: Path) -> None:
    to_xlsx(Table(("a",), ((ox.Literal("長" * 40_000),),)), (), tmp_path / "answer.xlsx")
    value = load_workbook(tmp_path / "answer.xlsx")["rows"]["A2"].value
    assert (len(value), value[-2:]) == (32_767, "長…")


def test_a_file_for_excel_begins_with_the_mark_of_utf_8() -> None:
    assert for_excel("a,b").encode() == b"\xef\xbb\xbfa,b"


# --- round trips ------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(FORMULAS)
INTEGERS = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda value: number(str(value)))
DECIMALS = st.decimals(-(10**6), 10**6, places=3).map(lambda value: number(str(value), "decimal"))
TERMS = st.one_of(
    TEXTS.map(ox.Literal),
    TEXTS.map(lambda text: ox.Literal(text, language="ja")),
    INTEGERS,
    DECIMALS,
    st.integers(1000, 9999).map(lambda year: number(str(year), "gYear")),
    st.dates().map(lambda day: number(day.isoformat(), "date")),
    st.booleans().map(lambda value: number(str(value).lower(), "boolean")),
    st.sampled_from(("https://example.org/a", "urn:x:－1")).map(ox.NamedNode),
    st.none(),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[TERMS] * width), max_size=4).map(
        lambda rows: Table(tuple("abcd"[:width]), tuple(rows))
    )
)


@pytest.mark.parametrize("delimiter", [",", "\t"])
@given(table=TABLES)
@example(table=Table(("a",), ((None,),)))
def test_csv_and_tsv_keep_every_text(delimiter: str, table: Table) -> None:
    header, *rows = csv.reader(io.StringIO(to_csv(table, delimiter), newline=""), delimiter=delimiter)
    assert tuple(header) == table.columns
    expected = [[term.value if term else "" for term in row] for row in table.rows]
    assert [[from_cell(text) for text in row] for row in rows] == expected


@given(TABLES)
def test_json_keeps_every_term(table: Table) -> None:
    found = ox.parse_query_results(to_json(table), format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    assert tuple(variable.value for variable in found.variables) == table.columns
    assert [tuple(row) for row in found] == list(table.rows)


@given(TABLES)
def test_a_workbook_keeps_every_value(table: Table) -> None:
    with tempfile.TemporaryDirectory() as folder:
        to_xlsx(table, (), Path(folder) / "answer.xlsx")
        header, *rows = load_workbook(Path(folder) / "answer.xlsx")["rows"].iter_rows(values_only=True)
    assert header == table.columns
    assert filled([tuple(map(read, row)) for row in rows]) == filled([tuple(map(written, row)) for row in table.rows])


def filled(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows without those that are empty: the last ones of a sheet are not there."""
    return [row for row in rows if any(value is not None for value in row)]


def read(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return from_cell(value) if isinstance(value, str) else value


def written(term: Term | None) -> object:
    """What a term is in a workbook: control characters cannot stand there, and an empty text is an empty cell."""
    value = value_of(term)
    if isinstance(value, str):
        return clean(value.replace("\r\n", "\n").replace("\r", "\n")) or None
    return float(term.value) if term and is_number(term) else value


def test_a_graph_as_n_triples_is_sorted_and_has_each_statement_once() -> None:
    triples = [
        ox.Triple(ox.NamedNode(f"https://example.org/{name}"), ox.NamedNode("urn:p"), ox.Literal("a\nb"))
        for name in ("b", "a", "b")
    ]
    lines = to_ntriples(triples).splitlines()
    assert lines == [f'<https://example.org/{name}> <urn:p> "a\\nb" .' for name in "ab"]


def test_a_graph_is_written_as_turtle_with_prefixes() -> None:
    triple = ox.Triple(
        ox.NamedNode("https://example.org/1"),
        ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        ox.Literal("名", language="ja"),
    )
    assert 'rdfs:label "名"@ja' in to_turtle([triple])
