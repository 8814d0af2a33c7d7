from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
from openpyxl import load_workbook

import policygraph
from policygraph.queries.html_table import SHOWN_ROWS
from policygraph.queries.store import LocalStore
from policygraph.queries.table import Table, Term, Value, is_number, value_of

XSD = "http://www.w3.org/2001/XMLSchema#"
RUN = "https://example.org/run"


def typed(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + kind))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (ox.NamedNode(RUN), RUN),
        (ox.BlankNode("b0"), "b0"),
        (ox.Literal("0536"), "0536"),
        (ox.Literal("名", language="ja"), "名"),
        (typed("-4558000", "integer"), -4558000),
        (typed("7", "nonNegativeInteger"), 7),
        (typed("14.50", "decimal"), Decimal("14.50")),
        (typed("1e3", "double"), 1000.0),
        (typed("-INF", "double"), float("-inf")),
        (typed("2020", "gYear"), 2020),
        (typed("2020-11", "gYearMonth"), "2020-11"),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2020-11-09", "date"), date(2020, 11, 9)),
    ],
)
def test_a_term_has_its_value_in_python(term: Term | None, value: Value) -> None:
    found = value_of(term)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("=1+1", "integer"),
        ("1_000", "integer"),
        ("１", "integer"),
        (" 5", "integer"),
        ("9" * 5000, "integer"),
        ("1,5", "decimal"),
        ("many", "double"),
        ("R2", "gYear"),
        ("yes", "boolean"),
        ("2020-02-31", "date"),
    ],
)
def test_what_is_not_of_its_datatype_stays_the_text(text: str, kind: str) -> None:
    assert value_of(typed(text, kind)) == text


def test_a_text_that_calls_itself_a_number_is_none() -> None:
    assert not is_number(typed("=1+1", "integer"))
    assert is_number(typed("+5", "integer"))
    assert not is_number(typed("2020", "gYear"))


def test_an_answer_has_typed_records_beside_its_terms(examples_store: LocalStore) -> None:
    table = policygraph.query(examples_store, "projects-of-measure", measureCode="06-04")
    first = table.records[0]
    assert (first["fiscalYear"], first["projectCode"]) == (2020, "0811")
    assert isinstance(first["staff"], Decimal)
    assert isinstance(first["budget"], int)
    assert isinstance(table.rows[0][0], ox.Literal)


def test_an_answer_can_leave_its_process(examples_store: LocalStore) -> None:
    table = examples_store.select("SELECT ?code { ?m a pg:Measure ; pg:code ?code } ORDER BY ?code")
    assert pickle.loads(pickle.dumps(table)) == table


def test_a_table_says_in_a_line_what_it_is() -> None:
    assert repr(Table(("a", "b"), ((None, None),))) == "<Table of 1 rows: a, b>"


# --- pandas -----------------------------------------------------------------------------------


def test_a_data_frame_has_a_type_for_each_column(examples_store: LocalStore) -> None:
    frame = policygraph.query(examples_store, "projects-of-measure", measureCode="06-04").to_pandas()
    kinds = {name: str(frame[name].dtype) for name in ("fiscalYear", "projectCode", "budget", "staff", "project")}
    assert kinds == {
        "fiscalYear": "Int64",
        "projectCode": "string",
        "budget": "Int64",
        "staff": "Float64",
        "project": "string",
    }
    assert len(frame) == 9
    assert frame["budget"].sum() == sum(
        row["budget"] or 0
        for row in policygraph.query(examples_store, "projects-of-measure", measureCode="06-04").records
    )
    missing = frame.set_index("projectCode")["generalFunds"]["0818"]
    assert missing is pd.NA


def test_a_column_of_one_type_is_of_it_and_a_mixed_one_keeps_its_values() -> None:
    rows = (
        (typed("1", "boolean"), typed("2020-11-09", "date"), ox.Literal("a"), typed("9223372036854775808", "integer")),
        (None, None, typed("1", "integer"), None),
    )
    frame = Table(("yes", "day", "mixed", "large"), rows).to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["boolean", "datetime64[s]", "object", "object"]
    assert list(frame["mixed"]) == ["a", 1]
    assert frame["large"][0] == 2**63
    assert frame["day"][0] == pd.Timestamp(2020, 11, 9)


def test_an_answer_without_rows_is_an_empty_frame() -> None:
    assert list(Table(("a", "b"), ()).to_pandas().columns) == ["a", "b"]


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'policygraph\[notebook\]'"):
        Table(("a",), ()).to_pandas()


def test_a_table_imports_none_of_what_it_can_become() -> None:
    code = (
        "import sys, policygraph.queries.table; "
        "print([name for name in ('pandas', 'networkx', 'openpyxl', 'rich') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# --- networkx ---------------------------------------------------------------------------------

OFFICE, PROJECT, AREA = (f"https://example.org/{name}" for name in ("office", "project", "area"))


def test_the_first_thing_of_a_row_is_linked_to_the_others() -> None:
    row = (ox.NamedNode(PROJECT), ox.Literal("名"), ox.NamedNode(OFFICE), typed("14.5", "decimal"), None)
    graph = Table(("project", "projectName", "office", "staff", "area"), (row,)).to_networkx()
    assert dict(graph.nodes(data=True)) == {
        PROJECT: {"column": "project", "label": "名"},
        OFFICE: {"column": "office", "label": OFFICE},
    }
    assert list(graph.edges(data=True)) == [
        (PROJECT, OFFICE, {"projectName": "名", "staff": 14.5, "relation": "office"})
    ]


def test_each_row_is_an_edge_of_its_own_whatever_its_columns_are_called() -> None:
    rows = tuple((ox.NamedNode(PROJECT), ox.NamedNode(AREA), typed(year, "gYear")) for year in ("2019", "2020"))
    graph = Table(("relation", "key", "u_for_edge"), rows).to_networkx()
    assert [data["u_for_edge"] for _, _, data in graph.edges(data=True)] == [2019, 2020]
    assert {data["relation"] for _, _, data in graph.edges(data=True)} == {"key"}


def test_a_graph_has_names_from_the_store_and_can_be_written(examples_store: LocalStore, tmp_path: Path) -> None:
    query = "SELECT ?project ?office ?budget { ?project a pg:Project ; pg:department ?office ; pg:budget ?budget }"
    graph = examples_store.select(query).to_networkx()
    project = "https://w3id.org/policygraph/id/010006/2020/06-04/project/0815"
    assert graph.nodes[project]["label"] == "食品加工の技術支援事業費"
    ((_, office, data),) = graph.out_edges(project, data=True)
    assert (graph.nodes[office]["label"], data["budget"]) == ("農政部食品政策課", 12750000)
    nx.write_graphml(graph, tmp_path / "links.graphml")
    assert set(nx.read_graphml(tmp_path / "links.graphml")) == set(graph)


# --- files ------------------------------------------------------------------------------------


def test_an_answer_writes_itself_as_csv(examples_store: LocalStore, tmp_path: Path) -> None:
    table = policygraph.query(examples_store, "money-by-area")
    assert table.to_csv(tmp_path / "a.csv") == table.to_csv()
    assert (tmp_path / "a.csv").read_bytes().startswith(b"fiscalYear,area,")
    table.to_csv(tmp_path / "b.csv", excel=True)
    assert (tmp_path / "b.csv").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "a.csv").read_bytes()


def test_a_workbook_says_what_was_asked_of_what(examples_store: LocalStore, tmp_path: Path) -> None:
    table = policygraph.query(examples_store, "money-by-area", fiscalYear="2020")
    table.to_xlsx(tmp_path / "a.xlsx")
    about = dict(load_workbook(tmp_path / "a.xlsx")["about"].iter_rows(values_only=True))
    assert about["質問"] == "政策体系ごとの事業費と人工"
    assert about["引数"] == "fiscalYear=2020"
    assert about["データ版"] == examples_store.version.id
    assert about["根拠"].startswith("北海道2020年度3調書")
    assert about["列 budget"] == "事業費の計（円）"
    assert date.fromisoformat(str(about["日時"])[:10])


def test_a_workbook_of_ones_own_query_holds_it(examples_store: LocalStore, tmp_path: Path) -> None:
    query = "SELECT ?code { ?m a pg:Measure ; pg:code ?code }"
    examples_store.select(query, {"code": ox.Literal("06-04")}).to_xlsx(tmp_path / "a.xlsx")
    about = dict(load_workbook(tmp_path / "a.xlsx")["about"].iter_rows(values_only=True))
    assert (about["質問"], about["引数"]) == (query, "code=06-04")


# --- notebooks --------------------------------------------------------------------------------


def test_a_notebook_shows_headings_names_and_numbers(examples_store: LocalStore) -> None:
    html = policygraph.query(examples_store, "projects-of-measure", measureCode="06-04")._repr_html_()
    assert "施策の事務事業　9 件" in html
    assert "事業費（円）" in html
    assert ">12,750,000<" in html
    assert "https://" not in html


def test_a_notebook_shows_the_first_rows_and_says_of_how_many() -> None:
    rows = tuple((typed(str(number), "integer"),) for number in range(SHOWN_ROWS + 70))
    html = Table(("n",), rows)._repr_html_()
    assert html.count("<tr>") == SHOWN_ROWS + 1
    assert f"120 件のうち最初の {SHOWN_ROWS} 件（{SHOWN_ROWS} of 120）" in html


def test_nothing_of_a_document_acts_in_a_notebook() -> None:
    attack = "<script>alert(1)</script>"
    html = Table((attack, "x"), ((ox.Literal(attack), ox.NamedNode("javascript:alert(1)")),))._repr_html_()
    assert "<script" not in html
    assert "href" not in html
