"""Answers as text, CSV, XLSX and JSON, whatever was asked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from policygraph.queries.build import Options, build
from policygraph.queries.impact.answer import EDGE_COLUMNS, Answer, as_csv, as_json, as_text, short_name, to_xlsx
from policygraph.queries.impact.interactions import read_interactions
from policygraph.queries.impact.logic import logic_model
from policygraph.queries.impact.logic_answer import logic_answer
from policygraph.queries.impact.reach import reach
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.impact.scenario import Change, parse_if
from policygraph.queries.impact.structure_answer import structure, structure_answer
from policygraph.queries.impact.what_if import what_if
from policygraph.queries.impact.what_if_answer import what_if_answer
from policygraph.queries.store import LocalStore, Store, open_store
from policygraph.queries.targets import find_target
from tests.conftest import ROOT
from tests.queries.impact.json_schema import faults
from tests.sheetwriter import NONE, write
from tests.viz.hostile import hostile_sheet

SCHEMA = json.loads(files("policygraph.queries.impact").joinpath("impact.schema.json").read_text(encoding="utf-8"))


def supposed(store: Store, target: str, loss: str = "stopped") -> Answer:
    return what_if_answer(what_if(store, [Change(find_target(store, target), parse_if(loss))]))


ASKED: dict[str, Callable[[LocalStore], Answer]] = {
    "reach": lambda store: reach_answer(reach(store, find_target(store, "0815"), "both")),
    "reach of a partner": lambda store: reach_answer(reach(store, find_target(store, "とかち財団"), depth=2)),
    "stopped": lambda store: supposed(store, "0536"),
    "cut": lambda store: supposed(store, "農政部食品政策課", "cut=30%"),
    "a code": lambda store: supposed(store, "C0078"),
    "an indicator": lambda store: supposed(store, "共同研究の件数"),
    "structure": lambda store: structure_answer(structure(store)),
    "logic": lambda store: logic_answer(logic_model(store, find_target(store, "05-10"))),
}


@pytest.fixture(params=list(ASKED))
def answer(request: pytest.FixtureRequest, examples_store: LocalStore) -> Answer:
    return ASKED[request.param](examples_store)


def test_each_format_begins_with_what_was_asked_on_what_and_what_it_is_not(answer: Answer, tmp_path: Path) -> None:
    path = tmp_path / "answer.xlsx"
    to_xlsx(answer, path)
    about = [row[1] for row in load_workbook(path)["about"].iter_rows(values_only=True)]
    told = json.loads(as_json(answer))
    for lines in (as_text(answer).splitlines(), as_csv(answer).replace("# ", "").splitlines(), about):
        assert "因果関係ではありません" in str(lines[0])
        assert str(lines[1]) == f"問い：{answer.asked}"
        assert answer.coverage.version in str(lines[2])
    assert told["caveat"] == as_text(answer).splitlines()[0]
    assert (told["asked"], told["storeVersion"]) == (answer.asked, answer.coverage.version)


def test_json_is_what_the_published_schema_says(answer: Answer) -> None:
    assert list(faults(json.loads(as_json(answer)), SCHEMA, SCHEMA)) == []


def test_the_schema_of_the_package_stands_in_the_documents() -> None:
    assert json.loads((ROOT / "docs" / "impact.schema.json").read_text(encoding="utf-8")) == SCHEMA


@pytest.mark.parametrize("spoil", [{"kind": "else"}, {"edges": None}, {"more": 1}, {"fiscalYear": "2020"}])
def test_the_schema_refuses_what_is_no_answer(examples_store: LocalStore, spoil: dict[str, Any]) -> None:
    told = json.loads(as_json(ASKED["stopped"](examples_store)))
    assert list(faults({**told, **spoil}, SCHEMA, SCHEMA))


def test_csv_is_an_edge_list_with_quotation_place_and_office(answer: Answer) -> None:
    lines = as_csv(answer).split("\r\n")
    table = "\r\n".join(line for line in lines if not line.startswith("# "))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert tuple(rows[0]) == EDGE_COLUMNS
    assert {"from", "to", "relation", "share", "quotation", "place", "office"} <= set(rows[0])
    assert len(rows) == len(answer.edges)
    assert len({(row["from"], row["to"], row["rule"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["share"] == "" or 0 <= float(row["share"]) <= 1
        assert row["quotation"] or row["relation"] == "overlap"
        assert row["place"].partition(".txt ")[2] or row["rule"] == "下位のコードが上位のコードを支える"


def test_a_workbook_has_a_sheet_a_kind_with_typed_cells(examples_store: LocalStore, tmp_path: Path) -> None:
    to_xlsx(ASKED["stopped"](examples_store), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        *("measure", "measurePart", "planCode", "pledge", "planScheme", "policyArea", "indicator", "responsePolicy"),
        *("opinion", "response", "offices", "edges", "about"),
    ]
    header, row = book["measurePart"].iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["budgetLost"], cells["budgetWhole"]) == (12_346_000, 136_361_000)
    assert cells["budgetShare"] == pytest.approx(12_346 / 136_361, abs=1e-6)
    assert cells["generalFundsShare"] is None


def test_the_workbook_of_a_reach_has_every_hop_of_every_path(examples_store: LocalStore, tmp_path: Path) -> None:
    found = reach(examples_store, find_target(examples_store, "0815"), "both")
    to_xlsx(reach_answer(found), tmp_path / "a.xlsx")
    header, *rows = load_workbook(tmp_path / "a.xlsx")["paths"].iter_rows(values_only=True)
    assert len(rows) == sum(len(path) for each in found.reached for path in each.paths)
    assert {"support", "dependent", "hopRelation", "direction", "quotation", "place", "complete"} <= set(header)
    assert "すべての経路" not in as_text(reach_answer(found))


def test_the_shares_of_an_edge_list_worked_by_hand(examples_store: LocalStore) -> None:
    """0815 has 12,750 of the 44,330 thousand yen of its part, which has these of the 113,030 of the measure."""
    reached, lost = (
        {(short_name(edge.source), short_name(edge.target)): float(edge.share or 0) for edge in answer.edges}
        for answer in (ASKED["reach"](examples_store), supposed(examples_store, "0815"))
    )
    assert reached["0815", "食品加工の推進"] == pytest.approx(12_750 / 44_330, abs=1e-6)
    assert reached["食品加工の推進", "06-04"] == pytest.approx(44_330 / 113_030, abs=1e-6)
    assert lost["食品加工の推進", "06-04"] == pytest.approx(12_750 / 113_030, abs=1e-6)


def test_that_shares_of_codes_do_not_add_up_and_what_would_be_counted_twice_is_said(examples_store: LocalStore) -> None:
    """0536 is behind four codes of 創生: 12,346 thousand yen once, 49,384 if the list is added up."""
    text = as_text(ASKED["stopped"](examples_store))
    assert "コード間で足し合わせられません" in text
    assert "この一覧の額を足すと重なる分（除いた額）：事業費 37,038,000円" in text
    assert "割合の分母：その区分の事務事業" in text
    assert "上限です" not in text
    assert "上限です" in as_text(ASKED["cut"](examples_store))


def test_an_unknown_amount_is_counted_and_gives_no_share(examples_store: LocalStore) -> None:
    assert "割合は不明：額の分からない事務事業 6 件" in as_text(ASKED["stopped"](examples_store))


def test_interactions_are_in_every_format_apart(examples_store: LocalStore, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    path.write_text("from,to,score,evidence,author,date\n0815,06-04,2,=1+1,甲,2026-04-01\n,,,,,x\n", encoding="utf-8")
    scored = read_interactions(path, examples_store)
    answer = reach_answer(reach(examples_store, find_target(examples_store, "0815")), scored)
    told = json.loads(as_json(answer))
    assert list(faults(told, SCHEMA, SCHEMA)) == []
    assert [row["score"] for row in told["interactions"]["interactions"]] == [2]
    assert [row["place"] for row in told["interactions"]["refused"]] == ["line 3"]
    to_xlsx(answer, tmp_path / "a.xlsx")
    rows = list(load_workbook(tmp_path / "a.xlsx")["interactions"].iter_rows(values_only=True))
    assert "'=1+1" in rows[1]


def test_a_what_if_lists_only_the_interactions_of_what_it_touches(examples_store: LocalStore, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    rows = "0815,06-04,2,x,甲,2026-04-01\n0536,05-10,1,x,甲,2026-04-01\n"
    path.write_text(f"from,to,score,evidence,author,date\n{rows}", encoding="utf-8")
    scored = read_interactions(path, examples_store)
    found = what_if(examples_store, [Change(find_target(examples_store, "0815"), parse_if("stopped"))])
    text = as_text(what_if_answer(found, scored))
    assert "分析者の評点（1 件）" in text
    assert "この答えに関わらない評点 1 件" in text


def test_nothing_of_a_document_runs_as_a_formula_or_steers_a_terminal(tmp_path: Path) -> None:
    source = tmp_path / "=1.txt"
    source.write_text(write(hostile_sheet(), NONE, 1), encoding="utf-8")
    build([source], tmp_path / "store", Options())
    store = open_store(tmp_path / "store")
    (first,) = store.select("SELECT ?p { ?p a pg:Project } ORDER BY ?p LIMIT 1").rows
    target = find_target(store, getattr(first[0], "value", ""))
    for answer in (
        reach_answer(reach(store, target)),
        what_if_answer(what_if(store, [Change(target, parse_if("stopped"))])),
    ):
        for row in csv.reader(io.StringIO(as_csv(answer), newline="")):
            assert all(cell[:1] not in ("=", "+", "@", "\t", "\r") for cell in row)
        assert "\x1b" not in as_text(answer)
        assert list(faults(json.loads(as_json(answer)), SCHEMA, SCHEMA)) == []
