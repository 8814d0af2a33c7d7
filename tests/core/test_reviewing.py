"""The interview by typed answers, and once through a real terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import policygraph
from policygraph.cli import main
from policygraph.loaders.corrections import read_corrections
from policygraph.queries.review import Item, review
from policygraph.reviewing import REASON, Interview, as_csv, as_json, describe
from tests.conftest import ONE_SHEET


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The fictional sheet 06-04 in a folder of its own."""
    path = tmp_path / ONE_SHEET.name
    path.write_bytes(ONE_SHEET.read_bytes())
    return path


def typing(*answers: str) -> Callable[[str], str]:
    """A person who types these answers, then closes the terminal."""
    rest = iter(answers)

    def ask(prompt: str) -> str:
        assert prompt
        try:
            return next(rest)
        except StopIteration:
            raise EOFError from None

    return ask


def asked_for(sheet: Path, *paths: str) -> list[Item]:
    items = review([sheet]).items
    return [next(item for item in items if path in item.what) for path in paths]


def number_of(item: Item, **values: str) -> str:
    """The number of the answer that sets these values."""
    for number, option in enumerate(item.options, start=1):
        settings = {each.what.rpartition("/")[2]: each.value for each in option.settings}
        if values.items() <= settings.items():
            return str(number)
    raise AssertionError(values)


def held(items: list[Item], *answers: str, output: Path | None = None) -> str:
    told: list[str] = []
    Interview(items, typing(*answers), told.append, output).hold()
    return "\n".join(told)


def values(folder: Path, path: str) -> Iterator[object]:
    policygraph.build([folder], folder / "store")
    store = policygraph.open_store(folder / "store")
    for row in store.select(path).rows:
        yield tuple(term.value if term else None for term in row)


MONEY = """SELECT ?funds ?left ?method {
  ?p a pg:Project ; pg:code "0818" ; pg:method ?method
  OPTIONAL { ?p pg:generalFunds ?funds }
  OPTIONAL { ?p pg:unplacedCell ?left }
}"""
TARGETS = """SELECT ?code {
  ?r a pg:Response ; pg:position 1 ; pg:respondsTo/a pg:Opinion ; pg:targets/pg:code ?code
} ORDER BY ?code"""
OTHERS = """調書,項目,読み取り値,訂正後の値,訂正者,訂正日,理由
2020/06-04,budget/2020,2020|113030000,2020|113030000,次郎,2020-01-09,
"""


def test_a_chosen_placement_is_what_the_next_build_says(sheet: Path) -> None:
    (item,) = asked_for(sheet, "project/0818/generalFunds")
    told = held([item], "架空 花子", number_of(item, generalFunds="0"), "控えを見た")
    assert "訂正を 4 行保存しました" in told
    rows = read_corrections(sheet.parent / "corrections.csv")
    assert {(row.who, row.why) for row in rows} == {("架空 花子", "控えを見た")}
    assert list(values(sheet.parent, MONEY)) == [("0", None, "correction")]
    assert not [each for each in review([sheet]).items if "project/0818/generalFunds" in each.what]


def test_a_typed_value_and_a_removal_are_what_the_next_build_says(sheet: Path) -> None:
    items = asked_for(sheet, "budget/2018", "budget/2019", "role/1/actor")
    held(
        items,
        "花子",
        "t",
        "2",
        "101,451千円",
        "t",
        "2",
        "101,451,000",
        "",
        number_of(items[1], **{"2019": ""}),
        "",
        "q",
    )
    ask = "SELECT ?year ?amount { ?b a pg:BudgetTotal ; pg:fiscalYear ?year ; pg:totalBudget ?amount } ORDER BY ?year"
    assert list(values(sheet.parent, ask)) == [("2018", "101451000"), ("2020", "113030000")]
    assert [row.why for row in read_corrections(sheet.parent / "corrections.csv")] == [REASON, REASON]


def test_projects_of_an_answer_are_typed_as_a_list(sheet: Path) -> None:
    policy = "reflections/opinion-response/1"
    items = [item for item in review([sheet], below=Decimal("1.1")).items if item.what == (policy,)]
    place = next(n for n, (path, _) in enumerate(items[0].values, start=1) if path.endswith("project-mention"))
    held(items, "花子", "t", str(place), "0813；0814", "")
    assert list(values(sheet.parent, TARGETS)) == [("0813",), ("0814",)]


def test_nothing_is_written_by_skipping_or_stepping_back(sheet: Path) -> None:
    items = asked_for(sheet, "budget/2018", "budget/2019")
    told = held(items, "花子", "9", "t", "2", "", "", "q")
    assert "選べません" in told
    assert "訂正はありません。" in told
    assert not (sheet.parent / "corrections.csv").exists()


def test_answers_before_an_interruption_are_kept_and_rows_of_others_stay(sheet: Path, tmp_path: Path) -> None:
    output = tmp_path / "own.csv"
    output.write_text(OTHERS, encoding="cp932")
    items = asked_for(sheet, "budget/2018", "budget/2019")
    told = held(items, "花子", "1", "", output=output)
    assert "訂正を 1 行保存しました" in told
    assert [(str(row.what), row.who) for row in read_corrections(output)] == [
        ("budget/2020", "次郎"),
        ("budget/2018", "花子"),
    ]
    assert [path.name for path in tmp_path.glob("own.csv*")] == ["own.csv"]


def test_a_record_that_is_removed_is_asked_of_no_more(sheet: Path) -> None:
    items = [item for item in review([sheet]).items if item.what and item.what[0].startswith("role/2")]
    assert len(items) == 2
    told = held(items, "花子", number_of(items[0], **{"2": ""}), "")
    assert told.count("［") == 1


def test_a_listing_quotes_the_lines_and_runs_no_formula(sheet: Path) -> None:
    items = review([sheet]).items
    described = "\n".join(line for item in items for line in describe(item))
    assert "2020/06-04" in described
    assert "｜" in described
    entries = json.loads(as_json(items))
    assert [entry["what"] for entry in entries] == [list(item.what) for item in items]
    assert entries[0].keys() >= {"file", "sheet", "values", "confidence", "method", "firstLine", "quoted", "options"}
    rows = list(csv.reader(io.StringIO(as_csv(items))))
    assert len(rows) == len(items) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_away_from_a_terminal_it_only_lists(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(sheet)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("file,sheet,what,")
    assert "確認が必要な判断" in err
    assert main(["review", str(sheet), "--format", "table"]) == 0
    assert "事務事業 0818" in capsys.readouterr().out
    (sheet.parent / "letter.txt").write_text("拝啓", encoding="utf-8")
    assert main(["review", str(sheet.parent), "--list"]) == 1
    assert "letter.txt" in capsys.readouterr().err


@pytest.mark.parametrize("below", ["2", "-1", "x"])
def test_a_threshold_is_a_share(below: str) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["review", str(ONE_SHEET), "--below", below])
    assert raised.value.code == 2


def test_the_python_verb_gives_the_items(sheet: Path) -> None:
    assert policygraph.review([sheet], below=0.9).items[0].sheet == "2020/06-04"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_at_a_terminal_it_asks_and_keeps_what_is_typed(sheet: Path) -> None:
    import pty

    terminal, inside = pty.openpty()
    command = [sys.executable, "-m", "policygraph", "review", str(sheet)]
    process = subprocess.Popen(command, stdin=inside, stdout=inside, stderr=inside)
    shown = ""
    for wanted, typed in (
        ("訂正者の名前", "花子\n"),
        ("q＝終わる >", "1\n"),
        ("理由", "\n"),
        ("q＝終わる >", "q\n"),
        ("保存しました", ""),
    ):
        shown = _read_until(terminal, wanted)
        os.write(terminal, typed.encode())
    assert "訂正を" in shown
    assert process.wait() == 0
    os.close(terminal)
    os.close(inside)
    (row,) = read_corrections(sheet.parent / "corrections.csv")
    assert (row.who, row.why) == ("花子", REASON)


def _read_until(terminal: int, wanted: str) -> str:
    shown = b""
    while wanted.encode() not in shown:
        shown += os.read(terminal, 4096)
    return shown.decode(errors="replace")
