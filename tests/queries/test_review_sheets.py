"""Review sheets in a store: what the questions answer, what a check says, and the real ones, whole."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from policygraph.api import query
from policygraph.errors import SourceError
from policygraph.loaders.review.items import Record
from policygraph.loaders.source import Fate, Shares
from policygraph.ontology.terms import PG
from policygraph.queries.build import Options, Report, build
from policygraph.queries.catalogue import question, questions
from policygraph.queries.checks.report import check_files, check_store
from policygraph.queries.checks.report_formats import as_json
from policygraph.queries.export import export
from policygraph.queries.readers import review_records
from policygraph.queries.store import LocalStore, open_store
from tests.conftest import REVIEWS
from tests.queries.answers import golden, rows_of

REVIEW_QUESTIONS = {
    "review-budgets": {"projectNumber": "0001"},
    "review-payees": {},
    "partners-with-national-money": {},
}
ON_MEASURES = {entry.name for entry in questions() if "review" not in entry.tags} - {"sheets-loaded"}
"""Questions that review sheets have nothing to say to; sheets that are loaded are listed of either kind."""

FILE = REVIEWS / "fictional.ndjson"


@pytest.mark.parametrize("name", REVIEW_QUESTIONS)
def test_answer_is_what_the_sheets_say(mixed_store: LocalStore, name: str) -> None:
    columns, expected = golden(name)
    assert rows_of(query(mixed_store, name, **REVIEW_QUESTIONS[name]), columns) == expected


def test_every_question_on_review_sheets_has_golden_rows() -> None:
    assert {entry.name for entry in questions() if "review" in entry.tags} == set(REVIEW_QUESTIONS)


@pytest.mark.parametrize("name", sorted(ON_MEASURES))
def test_questions_on_measures_answer_alike_beside_review_sheets(
    examples_store: LocalStore, mixed_store: LocalStore, name: str
) -> None:
    given = {each.name: each.example for each in question(name).parameters if not each.optional}
    assert query(mixed_store, name, **given).rows == query(examples_store, name, **given).rows


def test_a_match_by_name_says_so_and_two_numbers_are_never_one(mixed_store: LocalStore) -> None:
    rows = rows_of(query(mixed_store, "partners-with-national-money"), ("matchedBy",))
    assert {row[0] for row in rows} == {"名称のみ"}


def test_the_examples_say_that_they_are_fictional() -> None:
    texts = FILE.read_text(encoding="utf-8").splitlines()
    assert all("この事業は架空のものです。" in text for text in texts)


def test_the_sheets_have_their_source(mixed_store: LocalStore) -> None:
    found = mixed_store.select(
        "SELECT DISTINCT ?url ?licence { ?s a pg:ReviewSheet ; dcterms:source ?url ; dcterms:license ?licence }"
    )
    ((url, licence),) = found.rows
    assert url is not None
    assert licence is not None
    assert (url.value, licence.value) == (
        "https://example.org/policygraph/fictional.ndjson",
        "Apache-2.0 (fictional)",
    )


def test_a_check_of_the_file_and_of_the_store_say_the_same(tmp_path: Path) -> None:
    build([FILE], tmp_path / "store", Options())
    of_file, of_store = check_files([FILE], tmp_path / "none"), check_store(open_store(tmp_path / "store"))
    assert [found.rule.name for sheet in of_file.sheets for found in sheet.findings] == [
        "executed-exceeds-budget",
        "phase-sum",
    ]
    for one, other in zip(of_file.sheets, of_store.sheets, strict=True):
        assert (one.name, one.code, one.shares, one.findings, one.unread) == (
            other.name,
            other.code,
            other.shares,
            other.findings,
            other.unread,
        )


def test_a_check_lists_every_field_with_its_fate(tmp_path: Path) -> None:
    file = tmp_path / "a.ndjson"
    first, *_ = FILE.read_text(encoding="utf-8").splitlines()
    file.write_text(json.dumps({**json.loads(first), "新しい欄": "何か"}, ensure_ascii=False), encoding="utf-8")
    report = check_files([file], tmp_path / "none")
    assert not report.complete
    (sheet,) = json.loads(as_json(report))["sheets"]
    fates = {entry["field"]: entry["fate"] for entry in sheet["ledger"]}
    assert fates["/新しい欄"] == "unread"
    assert (fates["/支出先/0/支出額"], fates["/事業番号2"], fates["/事業番号3"]) == ("fact", "repetition", "label")
    assert sheet["unread"] == [{"firstLine": 1, "lastLine": 1, "text": '"何か"'}]


def test_the_tables_of_measures_are_exported_without_review_sheets(mixed_store: LocalStore, tmp_path: Path) -> None:
    export(mixed_store, tmp_path / "tables")
    assert "架空ものづくり試作支援事業" not in (tmp_path / "tables" / "projects.csv").read_text(encoding="utf-8")


# --- the real ones ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def records(real_review_path: Path) -> list[Record]:
    found = list(review_records(real_review_path))
    assert [each for each in found if isinstance(each, SourceError)] == []
    return [each for each in found if isinstance(each, Record)]


@pytest.fixture(scope="module")
def real(
    tmp_path_factory: pytest.TempPathFactory, real_review_path: Path, real_sheet_path: Path
) -> tuple[Report, LocalStore]:
    store = tmp_path_factory.mktemp("real") / "store"
    report = build([real_review_path, real_sheet_path], store, Options())
    return report, open_store(store)


def raw(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line, parse_float=Decimal) for line in path.read_text(encoding="utf-8").splitlines()]


def scalars(value: object, pointer: str = "") -> Iterator[tuple[str, object]]:
    """What stands in a value, by its JSON pointer; a list of texts is one."""
    if isinstance(value, dict):
        yield from chain.from_iterable(scalars(each, f"{pointer}/{key}") for key, each in value.items())
    elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        yield from chain.from_iterable(scalars(each, f"{pointer}/{index}") for index, each in enumerate(value))
    else:
        yield pointer, value


def test_every_field_of_every_real_sheet_is_accounted_for(records: list[Record], real_review_path: Path) -> None:
    for record, value in zip(records, raw(real_review_path), strict=True):
        fates = {place.pointer: fate for fate, place in record.ledger}
        expected = dict(scalars(value))
        assert fates.keys() == expected.keys()
        for pointer, each in expected.items():
            blank = each in (None, []) or (isinstance(each, str) and not each.strip())
            assert fates[pointer] in ((Fate.LABEL,) if blank else (Fate.FACT, Fate.REPEAT)), pointer
    shares = [record.shares for record in records]
    assert sum(each.unread for each in shares) == 0
    assert Shares(*map(sum, zip(*shares, strict=True))).total > 1_000_000


def test_all_real_sheets_load_whole_with_all_their_money(
    real: tuple[Report, LocalStore], real_review_path: Path
) -> None:
    report, store = real
    sheets = raw(real_review_path)
    assert report.complete
    assert len(report.loaded) == len(sheets) + 1
    counts = {
        PG.ReviewProject: len(sheets),
        PG.Payment: sum(len(sheet["支出先"]) for sheet in sheets),
        PG.ReviewBudget: sum(len(sheet["予算"]) for sheet in sheets),
        PG.ReviewIndicator: sum(len(sheet["アウトカム"]) + len(sheet["アウトプット"]) for sheet in sheets),
    }
    for class_, count in counts.items():
        ((found,),) = store.select(f"SELECT (COUNT(?x) AS ?n) {{ ?x a <{class_}> }}").rows
        assert found is not None
        assert int(found.value) == count
    paid = sum(payment["支出額"] for sheet in sheets for payment in sheet["支出先"])
    spent = sum(budget.get("執行額", 0) for sheet in sheets for budget in sheet["予算"])
    for class_, property_, million in ((PG.Payment, PG.amount, paid), (PG.ReviewBudget, PG.executed, spent)):
        ((found,),) = store.select(f"SELECT (SUM(?y) AS ?n) {{ ?x a <{class_}> ; <{property_}> ?y }}").rows
        assert found is not None
        assert int(found.value) == round(million * 1_000_000)


def test_what_was_spent_beyond_the_budget_is_found_in_the_real_sheets(
    real: tuple[Report, LocalStore], real_review_path: Path
) -> None:
    beyond = sum(
        budget.get("執行額", 0) > budget.get("予算計", 0) for sheet in raw(real_review_path) for budget in sheet["予算"]
    )
    rows = (
        real[1].select("SELECT ?r { ?s a pg:ReviewSheet . ?f pg:inSheet ?s ; a pg:Finding ; pg:rule/pg:code ?r }").rows
    )
    assert Counter(row[0].value for row in rows if row[0])["executed-exceeds-budget"] == beyond > 0


def test_partners_of_the_real_sheet_that_receive_national_money_are_found(
    real: tuple[Report, LocalStore], real_review_path: Path
) -> None:
    table = query(real[1], "partners-with-national-money")
    found = {(name, amount) for name, amount in rows_of(table, ("partnerName", "amount"))}
    payments = [payment for sheet in raw(real_review_path) for payment in sheet["支出先"]]
    names = {name for name, _ in found}
    assert {"公益財団法人北海道科学技術総合振興センター", "公益財団法人北海道中小企業総合支援センター"} <= names
    expected = round(sum(payment["支出額"] * 1_000_000 for payment in payments if payment["支出先名"] in names))
    assert sum(Decimal(amount) for _, amount in rows_of(table, ("partnerName", "amount"))) == expected


def test_no_stand_in_is_shared_among_real_sheets(real: tuple[Report, LocalStore]) -> None:
    rows = (
        real[1]
        .select("SELECT ?n { ?p a pg:Payment ; pg:to/rdfs:label ?n FILTER (REGEX(?n, '^(個人|その他|匿名|.*●)')) }")
        .rows
    )
    assert rows == ()
