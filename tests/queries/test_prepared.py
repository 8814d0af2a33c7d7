"""Answers worked out at a build."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from policygraph.errors import StoreError
from policygraph.queries.asking import ask
from policygraph.queries.catalogue import Question, questions
from policygraph.queries.store import LocalStore, open_store

PREPARED = [entry for entry in questions() if entry.prepared]


@pytest.mark.parametrize("entry", PREPARED, ids=lambda entry: entry.name)
@pytest.mark.parametrize("given", [{}, {"fiscalYear": "2020"}, {"fiscalYear": "1999"}], ids=str)
def test_a_prepared_answer_is_that_of_the_query(
    examples_store: LocalStore, entry: Question, given: dict[str, str]
) -> None:
    assert examples_store.prepared(entry.name, {}) is not None
    assert ask(examples_store, entry, given) == ask(examples_store, replace(entry, prepared=False), given)


@pytest.mark.parametrize("entry", PREPARED, ids=lambda entry: entry.name)
def test_a_parameter_of_a_prepared_question_only_picks_rows(entry: Question) -> None:
    columns = {column.name for column in entry.columns}
    assert all(each.optional and not each.of and each.name in columns for each in entry.parameters)


def test_a_damaged_answer_is_an_error_that_names_the_store(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    store = shutil.copytree(one_sheet_store.version.path.parent.parent, tmp_path / "store")
    opened = open_store(store)
    (opened.version.answers / f"{PREPARED[0].name}.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        ask(opened, PREPARED[0], {})
