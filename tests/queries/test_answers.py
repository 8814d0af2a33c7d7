"""What the questions answer: rows checked by hand against the texts of ``examples/`` (``golden/``)."""

from __future__ import annotations

import re
from decimal import Decimal

from policygraph.api import query
from policygraph.ontology.terms import PG
from policygraph.queries.catalogue import questions
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES
from tests.queries.answers import GOLDEN, MEASURE, answer, golden, rows_of


def test_every_question_has_golden_rows_or_a_test_of_its_own() -> None:
    assert {entry.name for entry in questions()} == {*(table.stem for table in GOLDEN.glob("*.csv")), "findings"}


def test_corrections_are_told_with_who_when_and_why(corrected_store: LocalStore) -> None:
    columns, expected = golden("corrections")
    assert rows_of(query(corrected_store, "corrections", measureCode="06-04"), columns) == expected


def test_a_year_narrows_an_answer(examples_store: LocalStore) -> None:
    of_one_thing_or_of_none = {"corrections", "opinions-without-reply", "what-a-fact-rests-on"}
    of_all_years = {"measure-history", "project-history"}
    for entry in questions():
        if entry.name in of_one_thing_or_of_none | of_all_years or "review" in entry.tags:
            continue
        given = {each.name: each.example for each in entry.parameters if not each.optional}
        assert query(examples_store, entry.name, fiscalYear="2020", **given).rows
        assert not query(examples_store, entry.name, fiscalYear="1999", **given).rows


def test_opinions_met_policies_of_05_10(examples_store: LocalStore) -> None:
    """Opinion Ⅰ is on 0533, Ⅱ on 0533 and 0536; policy ① names 0533 to 0536, ② 0536, ③ 0533."""
    rows = rows_of(
        query(examples_store, "response-chain", measureCode="05-10"), ("policyNumber", "projectCode", "opinionNumber")
    )
    assert rows == [
        ["①", "0533", "Ⅰ"], ["①", "0533", "Ⅱ"], ["①", "0534", ""], ["①", "0535", ""], ["①", "0536", "Ⅱ"],
        ["②", "0536", "Ⅱ"], ["③", "0533", "Ⅰ"], ["③", "0533", "Ⅱ"],
    ]  # fmt: skip


def test_the_ledger_counts_every_character_of_a_file_that_is_no_white_space(examples_store: LocalStore) -> None:
    columns = ("fileName", "facts", "labels", "repeated", "unknownCell", "unread")
    rows = rows_of(query(examples_store, "ledger"), columns)
    counted = {file: sum(count for count in counts if isinstance(count, Decimal)) for file, *counts in rows}
    assert counted == {
        path.name: len("".join(path.read_text(encoding="utf-8").split())) for path in EXAMPLES.glob("*.txt")
    }
    (row,) = rows_of(query(examples_store, "ledger", measureCode="０６－０４"), ("measureCode",))
    assert row == ["06-04"]


def test_findings_begin_with_what_matters_most(examples_store: LocalStore) -> None:
    table = query(examples_store, "findings")
    severities = [row[0] for row in rows_of(table, ("severity",))]
    order = ["error", "warning", "note"]
    assert severities == sorted(severities, key=lambda each: order.index(str(each)))
    count = examples_store.select("SELECT (COUNT(*) AS ?n) { ?finding a pg:Finding }").rows[0][0]
    assert count is not None
    assert len(table.rows) == int(count.value)
    assert all(row[0] for row in rows_of(table, ("message",)))


def test_findings_of_one_sheet_and_kind(examples_store: LocalStore) -> None:
    table = query(examples_store, "findings", measureCode="05-10", severity="warning", rule="money-cell-unknown")
    assert rows_of(table, ("severityName", "ruleName")) == [["警告", "金額の欄が特定できない"]] * 6


# --- what the examples do not hold: hand-made graphs --------------------------------------------


def test_an_opinion_without_a_project_or_a_reply_is_in_the_chain() -> None:
    turtle = (
        MEASURE
        + """
      <first> a pg:FirstEvaluation ; pg:partOf <m> . <second> a pg:SecondEvaluation ; pg:partOf <m> .
      <policy> a pg:ResponsePolicy ; pg:partOf <first> ; pg:number "①" ; pg:position 1 .
      <p> a pg:Project ; pg:partOf <m> ; pg:code "0001" ; rdfs:label "事業"@ja .
      <o1> a pg:Opinion ; pg:partOf <second> ; pg:position 1 ; pg:text "施策への意見"@ja .
      <o2> a pg:Opinion ; pg:partOf <second> ; pg:position 2 ; pg:number "Ⅱ" ; pg:text "事業への意見"@ja .
      <o2> pg:targets <p> .
    """
    )
    rows = rows_of(
        answer("response-chain", turtle, measureCode="05-10"),
        ("policyNumber", "projectCode", "opinionNumber", "opinionText", "opinionResponse"),
    )
    assert rows == [["①", "", "", "", ""], ["", "", "", "施策への意見", ""], ["", "0001", "Ⅱ", "事業への意見", ""]]


def test_an_indicator_without_years_is_in_the_history() -> None:
    turtle = MEASURE + '<i> a pg:Indicator ; pg:partOf <m> ; pg:rank "主①" ; pg:position 1 .'
    assert rows_of(answer("indicator-history", turtle, measureCode="05-10"), ("rank", "year")) == [["主①", ""]]


def test_years_stand_in_order_and_a_year_printed_twice_stands_twice() -> None:
    years = "".join(
        f'<o{place}> a pg:Observation ; pg:ofIndicator <i> ; pg:position {place} ; pg:year "{year}"^^xsd:gYear .\n'
        for place, year in enumerate((2019, 2017, 2017, 2018), start=1)
    )
    turtle = MEASURE + '<i> a pg:Indicator ; pg:partOf <m> ; pg:rank "主①" ; pg:position 1 .\n' + years
    rows = rows_of(answer("indicator-history", turtle, measureCode="05-10"), ("year",))
    assert rows == [[2017], [2017], [2018], [2019]]


# --- the real sheet: ids and numbers --------------------------------------------------------------


def test_real_history(real_store: LocalStore) -> None:
    columns = ("rank", "year", "target", "actual", "achievementRate", "progressRate")
    rows = rows_of(query(real_store, "indicator-history", measureCode="05-10"), columns)
    assert [row for row in rows if row[3] != ""] == [
        ["主①", 2017, 1116, 968, Decimal("39.8"), Decimal("77.4")],
        ["主①", 2018, 1198, 991, Decimal("36.9"), Decimal("77.4")],
        ["関①", 2018, 8971, 8303, Decimal("-155.9"), Decimal("77.5")],
        ["関②", 2018, 1145, 1078, Decimal("-148.1"), Decimal("81.4")],
    ]
    assert list(dict.fromkeys(row[0] for row in rows)) == ["主①", "関①", "関②", "関③"]


def test_real_chain(real_store: LocalStore) -> None:
    columns = ("policyNumber", "direction", "projectCode", "opinionNumber", "nextDirection")
    rows = rows_of(query(real_store, "response-chain", measureCode="05-10"), columns)
    assert [row[:1] + row[2:4] for row in rows] == [
        ["①", "0533", "Ⅰ"], ["①", "0533", "Ⅱ"], ["①", "0534", ""], ["①", "0535", ""], ["①", "0536", "Ⅱ"],
        ["②", "0536", "Ⅱ"], ["③", "0533", "Ⅰ"], ["③", "0533", "Ⅱ"],
    ]  # fmt: skip
    assert {(row[1], row[4]) for row in rows} == {("改善", "改善")}


def test_real_findings_are_about_lines_of_the_sheet(real_store: LocalStore) -> None:
    rows = rows_of(query(real_store, "findings"), ("rule", "severity", "firstLine"))
    unknown = [row[2] for row in rows if row[0] == "money-cell-unknown"]
    assert len(unknown) == 6
    assert all(isinstance(line, Decimal) and 719 <= line <= 986 for line in unknown)


def test_every_term_that_a_question_asks_for_is_of_the_vocabulary() -> None:
    for entry in questions():
        for name in re.findall(r"\bpg:(\w+)", entry.sparql):
            assert getattr(PG, {"with": "with_"}.get(name, name))
