"""Questions about the quality of reading: findings, ledger, corrections, confidence, sources."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.errors import AmbiguousTargetError
from policygraph.loaders.source import decode
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES as FOLDER
from tests.queries.answers import MEASURE, answer, rows_of
from tests.queries.answers.tables import (
    every_row_tells_its_file,
    is_as_in_the_examples,
    is_as_in_the_real_sheet,
    numbers,
)

EXAMPLES: dict[str, dict[str, str]] = {
    "ledger": {},
    "low-confidence": {"measureCode": "06-04"},
    "what-a-fact-rests-on": {"thing": "0812"},
    "sheets-loaded": {},
}
REAL: dict[str, dict[str, str]] = {"what-a-fact-rests-on": {"thing": "0536"}, "sheets-loaded": {}}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_examples(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, EXAMPLES[name])


@pytest.mark.parametrize("name", REAL)
def test_rows_of_the_real_sheet(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, REAL[name])


def test_findings_and_corrections_tell_their_files(examples_store: LocalStore, corrected_store: LocalStore) -> None:
    every_row_tells_its_file(examples_store, "findings", {})
    every_row_tells_its_file(corrected_store, "corrections", {})


def test_a_finding_about_no_line_still_names_its_file() -> None:
    turtle = MEASURE + '<sheet> pg:fileName "a.txt" . <rule> pg:code "section-missing" . <error> pg:code "error" .'
    turtle += "<f> a pg:Finding ; pg:inSheet <sheet> ; pg:rule <rule> ; pg:severity <error> ."
    turtle += '<f> pg:message "欠落"@ja, "missing"@en .'
    rows = rows_of(answer("findings", turtle), ("rule", "ruleName", "message", "fileName", "firstLine"))
    assert rows == [["section-missing", "", "欠落", "a.txt", ""]]


@pytest.mark.parametrize("loaded", ["examples_store", "real_store"])
def test_all_that_is_less_sure_than_four_in_five_is_told_the_least_sure_first(
    loaded: str, request: pytest.FixtureRequest
) -> None:
    store: LocalStore = request.getfixturevalue(loaded)
    found = [row[0] for row in numbers(store, "low-confidence", "confidence")]
    count = store.select("SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x pg:confidence ?c FILTER (?c < 0.8) }").rows[0][0]
    assert count is not None
    assert len(found) == int(count.value)
    assert found == sorted(found, key=lambda each: Decimal(each))
    assert all(isinstance(each, Decimal) and each < Decimal("0.8") for each in found)


def test_what_has_no_name_and_no_lines_is_called_by_its_place() -> None:
    turtle = (
        MEASURE + '<sheet> pg:fileName "a.txt" . <sheet/x/1> a pg:GradeCount ; pg:confidence 0.5 ; pg:method "guess" .'
    )
    rows = rows_of(answer("low-confidence", turtle), ("kind", "what", "method", "firstLine"))
    assert rows == [["GradeCount", "x/1", "guess", ""]]


def test_words_are_those_of_the_lines(examples_store: LocalStore) -> None:
    rows = numbers(
        examples_store, "what-a-fact-rests-on", "fileName", "firstLine", "lastLine", "quotation", thing="主②"
    )
    assert rows
    for file, first, last, words in rows:
        lines = decode(str(file), (FOLDER / str(file)).read_bytes()).splitlines()[int(first) - 1 : int(last)]
        assert "".join(str(words).split()) in "".join("".join(lines).split())


def test_an_organisation_rests_on_the_places_that_mention_it(examples_store: LocalStore) -> None:
    rows = numbers(
        examples_store,
        "what-a-fact-rests-on",
        "property",
        "value",
        "fileName",
        "firstLine",
        thing="（株）北海道ソフトウェア技術開発機構",
    )
    assert rows == [
        ["label", "株式会社北海道ソフトウェア技術開発機構", "", ""],
        ["legalForm", "株式会社", "", ""],
        ["mentionOf", "（株）北海道ソフトウェア技術開発機構", "05-10-monozukuri-reworded.txt", 758],
    ]


def test_what_names_several_things_is_refused(examples_store: LocalStore) -> None:
    with pytest.raises(AmbiguousTargetError):
        numbers(examples_store, "what-a-fact-rests-on", "value", thing="関①")


def test_a_sheet_without_findings_or_a_source_has_none() -> None:
    turtle = '<sheet> a pg:Sheet ; pg:fiscalYear "2020"^^xsd:gYear ; dcterms:title "調書"@ja .'
    columns = ("title", "source", "readBy", "errors", "warnings", "notes")
    assert rows_of(answer("sheets-loaded", turtle), columns) == [["調書", "", "", 0, 0, 0]]
