"""Questions with the sources of their rows."""

from __future__ import annotations

import pytest

from policygraph.loaders.source import decode
from policygraph.queries.asking import SOURCE_COLUMNS, ask, columns_of, scope_of
from policygraph.queries.catalogue import Question, question, questions
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES


def test_each_row_says_on_which_lines_of_which_file_it_rests(examples_store: LocalStore) -> None:
    asked = question("projects-of-measure")
    given = {"measureCode": "06-04"}
    plain = ask(examples_store, asked, given)
    table = ask(examples_store, asked, given, sources=True)
    assert table.columns == tuple(column.name for column in columns_of(asked, sources=True))
    assert tuple(row[: len(plain.columns)] for row in table.rows) == plain.rows
    place = {name: index for index, name in enumerate(table.columns)}
    for row in table.rows:
        sheet, file, lines, code = (
            getattr(row[place[name]], "value", "")
            for name in (*(column.name for column in SOURCE_COLUMNS), "projectCode")
        )
        assert sheet
        printed = decode(file, (EXAMPLES / file).read_bytes()).splitlines()
        spans = [span.split("-") for span in lines.split(", ")]
        assert any(
            code in line for first, *last in spans for line in printed[int(first) - 1 : int((last or [first])[0])]
        )


def test_what_is_only_selected_for_sources_is_left_out_without_them() -> None:
    asked = question("projects-of-measure")
    assert "?sources" in asked.sparql_with_sources
    assert "?sources" not in asked.sparql


WITHIN = [entry for entry in questions() if entry.within_sheet]


@pytest.mark.parametrize("entry", WITHIN, ids=lambda entry: entry.name)
def test_what_one_sheet_holds_is_answered_alike_from_that_sheet_alone(
    examples_store: LocalStore, entry: Question
) -> None:
    for code in ("02-03", "05-10", "06-04", "99-99"):
        bindings = entry.bind({"measureCode": code}, examples_store)
        scope = scope_of(examples_store, entry, bindings)
        assert scope is not None
        for sparql in (entry.sparql, entry.sparql_with_sources):
            assert examples_store.answer(sparql, bindings, scope=scope) == examples_store.answer(sparql, bindings)


def test_without_a_measure_all_sheets_are_asked(examples_store: LocalStore) -> None:
    assert scope_of(examples_store, question("verdicts"), {}) is None
    assert len({row["measureCode"] for row in ask(examples_store, question("verdicts"), {}).records}) == 3
