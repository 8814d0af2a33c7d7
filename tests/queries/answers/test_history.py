"""Questions about years: the examples have one, so a second is made of an example's records."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from policygraph.loaders.records import Sheet
from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet, numbers
from tests.sheetwriter import NONE, write
from tests.sheetwriter.examples import SHOKU

EXAMPLES = {
    "measure-history": {"measure": "06-04"},
    "project-history": {"project": "食品加工の技術支援事業費"},
}
REAL_ASKED = {"measure-history": {"measure": "05-10"}, "project-history": {"project": "0536"}}
FIRST = SHOKU.projects[0]


def edition(year: int, code: str, name: str = SHOKU.head.name) -> Sheet:
    """The fictional sheet 06-04 in another year, under another code, with new numbers of its projects."""
    projects = tuple(replace(each, code=f"{int(each.code) + 100:04d}") for each in SHOKU.projects)
    budgets = tuple(replace(each, fiscal_year=each.fiscal_year + year - 2020) for each in SHOKU.budgets)
    head = replace(SHOKU.head, fiscal_year=year, code=code, name=name)
    return replace(SHOKU, head=head, projects=projects, budgets=budgets)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """Three years: the example, the same measure under another code, and another measure under the old code."""
    folder = tmp_path_factory.mktemp("years")
    sheets = (SHOKU, edition(2021, "06-09"), edition(2022, "06-04", "海と山の道しるべ"))
    for number, sheet in enumerate(sheets):
        (folder / f"{number}.txt").write_text(write(sheet, NONE, 1), encoding="utf-8")
    build([folder], Path(folder / "store"), Options())
    return open_store(folder / "store")


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_examples(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, EXAMPLES[name])


@pytest.mark.parametrize("name", REAL_ASKED)
def test_rows_of_the_real_sheet(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, REAL_ASKED[name])


def test_a_measure_goes_by_code_or_name_and_says_by_which(years: LocalStore) -> None:
    columns = ("fiscalYear", "measureCode", "sameBy")
    of_name = [[Decimal(2020), "06-04", "名称"], [Decimal(2021), "06-09", "コード・名称"]]
    assert numbers(years, "measure-history", *columns, measure="06-09") == of_name
    of_code = [[Decimal(2020), "06-04", "コード"], [Decimal(2022), "06-04", "コード・名称"]]
    assert numbers(years, "measure-history", *columns, measure="06-04") == of_code


def test_a_project_goes_by_its_name_and_never_by_its_number(years: LocalStore) -> None:
    found = numbers(years, "project-history", "fiscalYear", "measureCode", "projectCode", project=FIRST.name)
    later = f"{int(FIRST.code) + 100:04d}"
    assert found == [
        [Decimal(2020), "06-04", FIRST.code],
        [Decimal(2021), "06-09", later],
        [Decimal(2022), "06-04", later],
    ]
