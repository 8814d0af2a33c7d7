"""``policygraph diff`` as a user runs it, and the same from Python. The second year is made of an example's records."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

import policygraph
from policygraph.errors import NoStoreError, QueryError, SourceError
from tests.conftest import ROOT
from tests.core.test_cli import run
from tests.sheetwriter import NONE, write
from tests.sheetwriter.examples import SHOKU

FIRST = SHOKU.projects[0]


def edition(path: Path, year: int, shift: int = 0, more: int = 0) -> Path:
    """The fictional sheet 06-04 of a year, its numbers shifted, its first project with so much more money."""
    projects = [replace(each, code=f"{int(each.code) + shift:04d}") for each in SHOKU.projects]
    projects[0] = replace(projects[0], budget=(FIRST.budget or 0) + more)
    sheet = replace(SHOKU, head=replace(SHOKU.head, fiscal_year=year), projects=tuple(projects))
    path.write_text(write(sheet, NONE, 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("editions")
    return edition(folder / "r2.txt", 2020), edition(folder / "r3.txt", 2021, shift=100, more=5_000_000)


@pytest.fixture(scope="module")
def store(files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built") / "store"
    policygraph.build(files, place)
    return place


def money(text: str) -> list[tuple[str, ...]]:
    names = ("codeA", "codeB", "from", "to", "difference")
    rows = csv.DictReader(io.StringIO(text))
    return [tuple(row[name] for name in names) for row in rows if row["property"] == "budget"]


def test_two_years_of_a_store(store: Path) -> None:
    done = run("diff", "2020", "2021", "--store", store)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("比較：A 2020年度 → B 2021年度\n  A の根拠：北海道2020年度1調書（データ版 ")
    assert "（＋5,000,000円）" in done.stdout
    assert f"事務事業 {FIRST.code}→{int(FIRST.code) + 100:04d} " in done.stdout


def test_files_say_what_their_store_says(store: Path, files: tuple[Path, Path]) -> None:
    budget = FIRST.budget or 0
    expected = [
        (FIRST.code, f"{int(FIRST.code) + 100:04d}", str(budget), str(budget + 5_000_000), "5000000"),
    ]
    of_store = run("diff", "2020", "2021", "--store", store, "--format", "csv")
    of_files = run("diff", *files, "--format", "csv")
    assert (money(of_store.stdout), money(of_files.stdout)) == (expected, expected)
    assert of_store.stdout == of_files.stdout


def test_nothing_differs_is_status_0_too(files: tuple[Path, Path]) -> None:
    done = run("diff", files[0], files[0])
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "違いはありません。")


def test_formats_go_by_the_name_of_the_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("out.json", "out.csv", "out.xlsx", "out.html", "out.txt"):
        done = run("diff", *files, "--output", tmp_path / name)
        assert done.returncode == 0
        assert "書き出しました" in done.stderr
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["counts"]["money"] >= 1
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("2020", "1999"), "1999年度の調書はありません。あるのは：北海道 2020, 北海道 2021"),
        (("2020", "2021", "--authority", "架空県"), "架空県2020年度の調書はありません"),
        (("2020", "nowhere.txt"), "nowhere.txt"),
        (("2020", "2021", "--format", "xlsx"), "--output FILE"),
    ],
)
def test_what_cannot_be_compared_is_status_2(store: Path, arguments: tuple[str, ...], reason: str) -> None:
    done = run("diff", *arguments, "--store", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr


def test_a_store_that_no_side_asks_for_is_refused(store: Path, files: tuple[Path, Path]) -> None:
    assert run("diff", *files, "--store", store).returncode == 2


def test_from_python(store: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    of_years = policygraph.diff(2020, 2021, store=store)
    assert policygraph.diff("2020", files[1], store=policygraph.open_store(store)).counts == of_years.counts
    assert policygraph.diff(store, store).changes == ()
    assert policygraph.diff(policygraph.open_store(store), store).changes == ()
    with pytest.raises(NoStoreError):
        policygraph.diff(2020, 2021, store=tmp_path / "absent")
    with pytest.raises(SourceError):
        policygraph.diff(files[0], tmp_path / "absent.txt")
    with pytest.raises(QueryError, match="no fiscal year is on both sides"):
        policygraph.diff(store, edition(tmp_path / "later.txt", 2023))


def test_review_sheets_are_no_measures_and_are_told(files: tuple[Path, Path], tmp_path: Path) -> None:
    reviews = next((ROOT / "docs" / "review-sheets").glob("*.ndjson"))
    for name, file in (("a", files[0]), ("b", files[1])):
        (tmp_path / name).mkdir()
        (tmp_path / name / file.name).write_bytes(file.read_bytes())
        (tmp_path / name / reviews.name).write_bytes(reviews.read_bytes())
    policygraph.build([tmp_path / "a", files[1]], tmp_path / "store")
    of_folders = policygraph.diff(tmp_path / "a", tmp_path / "b")
    of_store = policygraph.diff(2020, 2021, store=tmp_path / "store")
    assert of_folders.counts == of_store.counts == policygraph.diff(*files).counts
    assert "件は比べる対象ではありません" in of_folders.a.basis
    assert "件は比べる対象ではありません" in of_store.a.basis
    with pytest.raises(QueryError, match="no sheet of a measure"):
        policygraph.diff(reviews, files[0])
