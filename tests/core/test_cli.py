"""The commands as a user runs them: a process, its two streams, its exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from policygraph.cli import main
from policygraph.queries.catalogue import question, questions
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES, ONE_SHEET


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policygraph", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}, check=False
    )


@pytest.fixture(scope="session")
def store(examples_store: LocalStore) -> Path:
    return examples_store.version.path.parent.parent


def asked(store: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command on the store of the examples."""
    return run(*arguments, **{"POLICYGRAPH_STORE": str(store), **environment})


def test_no_command_or_an_unknown_one_is_status_2_with_the_usage_on_stderr() -> None:
    for arguments in ((), ("fly",), ("impact", "0536", "--depth", "0")):
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "usage: policygraph" in done.stderr


def test_version() -> None:
    assert run("--version").stdout.startswith("policygraph 0.")


# --- build ------------------------------------------------------------------------------------


def test_build_tells_each_file_on_stderr(tmp_path: Path) -> None:
    done = run("build", ONE_SHEET, "--store", tmp_path / "store")
    assert (done.returncode, done.stdout) == (0, "")
    assert "読み込み：06-04-shoku-fictional.txt  06-04 食の加工と種苗を支える畑作の振興（2020年度）" in done.stderr
    assert "公開しました" in done.stderr


def test_build_with_a_refused_file_is_status_1_and_publishes_the_rest(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓", encoding="utf-8")
    done = run("build", ONE_SHEET, tmp_path / "letter.txt", "--store", tmp_path / "store")
    assert done.returncode == 1
    assert f"読めません：{tmp_path / 'letter.txt'}：" in done.stderr
    assert (tmp_path / "store" / "current").is_file()


def test_build_strict_with_a_refused_file_is_status_1_and_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓", encoding="utf-8")
    done = run("build", ONE_SHEET, tmp_path / "letter.txt", "--strict", "--store", tmp_path / "store")
    assert done.returncode == 1
    assert "letter.txt" in done.stderr
    assert "公開しませんでした（--strict）" in done.stderr
    assert not (tmp_path / "store" / "current").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("absent.txt",), "absent.txt：そのようなファイルやフォルダーはありません"),
        ((ONE_SHEET, "--codes", "absent.csv"), "absent.csv"),
        (
            (ONE_SHEET, "--sources", ONE_SHEET),
            "-fictional.txt：列は file, url, licence, retrieved でなければ",
        ),
        ((ONE_SHEET, "--base", "nowhere"), "--base の nowhere は"),
    ],
)
def test_build_that_cannot_be_carried_out_is_status_2(
    tmp_path: Path, arguments: tuple[object, ...], message: str
) -> None:
    done = run("build", *arguments, "--store", tmp_path / "store")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


# --- queries, query ---------------------------------------------------------------------------


def test_queries_lists_every_question_with_a_line_to_copy() -> None:
    done = run("queries")
    assert done.returncode == 0
    for entry in questions():
        assert f"\n    policygraph query {entry.name}" in done.stdout


def test_queries_as_json_holds_what_a_program_needs() -> None:
    entries = {entry["name"]: entry for entry in json.loads(run("queries", "--json").stdout)}
    assert set(entries) == {entry.name for entry in questions()}
    assert entries["what-stands-under-plan-code"]["parameters"][0]["name"] == "plan"
    assert entries["money-by-area"]["columns"][5]["unit"] == "円"


def test_query_into_a_pipe_is_csv_with_the_coverage_on_stderr(store: Path) -> None:
    done = asked(store, "query", "money-by-area")
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["areaCode"] for row in rows] == ["2(1)B", "2(2)A", "2(4)C", "3(1)A"]
    assert "北海道2020年度3調書" in done.stderr


def test_query_as_a_table_has_japanese_headings_units_and_the_coverage(store: Path) -> None:
    done = asked(store, "query", "projects-of-measure", "measureCode=０６－０４", "--format", "table")
    lines = done.stdout.splitlines()
    assert lines[0] == "施策の事務事業（9 件）"
    assert lines[1] == "施策コード：06-04　年度：2020"
    assert "整理番号" in done.stdout
    assert "（円）" in done.stdout
    assert "52,000,000" in done.stdout
    assert "https://" not in done.stdout
    assert lines[-1].startswith("根拠：北海道2020年度3調書")
    assert done.stderr == ""


EMPTY = {"opinions-without-reply", "partners-with-national-money", "review-budgets", "review-payees"}


@pytest.mark.parametrize("name", [entry.name for entry in questions()])
def test_every_example_of_the_catalogue_is_answered(
    store: Path, corrected_store: LocalStore, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The examples have no corrections, so these are asked of a store that has.

    Each of their opinions has a reply, and there are no review sheets among them (tests/queries/test_review_sheets.py).
    """
    store = corrected_store.version.path.parent.parent if name == "corrections" else store
    given = [f"{each.name}={each.example}" for each in question(name).parameters if not each.optional]
    assert main(["query", name, *given, "--format", "table", "--store", str(store)]) == 0
    assert ("（0 件）" in capsys.readouterr().out) == (name in EMPTY)


def test_query_in_each_text_format(store: Path) -> None:
    question = ("query", "measures-sharing-partner", "--format")
    assert asked(store, *question, "csv").stdout.startswith("fiscalYear,partner,")
    assert asked(store, *question, "tsv").stdout.startswith("fiscalYear\tpartner\t")
    answer = json.loads(asked(store, *question, "json").stdout)
    assert answer["results"]["bindings"][0]["measures"]["value"] == "3"


def test_query_into_a_file_takes_the_format_of_its_name(store: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.json", "a.tsv", "a.csv", "a.txt"):
        done = asked(store, "query", "money-by-office", "--output", tmp_path / name)
        assert (done.returncode, done.stdout) == (0, "")
    assert load_workbook(tmp_path / "a.xlsx")["rows"]["A1"].value == "fiscalYear"
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["head"]["vars"][0] == "fiscalYear"
    assert (tmp_path / "a.tsv").read_text(encoding="utf-8").startswith("fiscalYear\t")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("fiscalYear,")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("課・局室ごとの事業費と人工")


def test_sparql_from_the_line_and_from_a_file(store: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?code { ?m a pg:Measure ; pg:code ?code } ORDER BY ?code"
    (tmp_path / "q.rq").write_text("\ufeff# 施策\n" + sparql, encoding="utf-8")
    for arguments in (("-q", sparql), ("-f", tmp_path / "q.rq")):
        assert asked(store, "query", *arguments).stdout.split() == ["code", "02-03", "05-10", "06-04"]


def test_yes_and_no(store: Path) -> None:
    assert asked(store, "query", "-q", "ASK { ?s a pg:Sheet }").stdout == "true\n"
    assert json.loads(asked(store, "query", "-q", "ASK { ?s a pg:Nothing }", "--format", "json").stdout) == {
        "head": {},
        "boolean": False,
    }


def test_a_graph_is_turtle(store: Path) -> None:
    construct = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a pg:Measure ; rdfs:label ?l }"
    done = asked(store, "query", "-q", construct)
    assert done.stdout.count("rdfs:label") == 3
    lines = asked(store, "query", "-q", construct, "--format", "nt").stdout.splitlines()
    assert (len(lines), lines) == (3, sorted(lines))


def test_a_graph_into_a_file_takes_the_format_of_its_name(store: Path, tmp_path: Path) -> None:
    construct = "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a pg:Measure ; rdfs:label ?l }"
    for name in ("a.ttl", "a.nt", "a.rdf"):
        assert asked(store, "query", "-q", construct, "--output", tmp_path / name).returncode == 0
    assert (tmp_path / "a.nt").read_text(encoding="utf-8").startswith("<https://")
    assert (tmp_path / "a.ttl").read_text(encoding="utf-8").startswith("@prefix")
    for arguments in (("--format", "csv"), ("--output", tmp_path / "a.csv")):
        refused = asked(store, "query", "-q", construct, *arguments)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert "csv ではなく ttl か nt" in refused.stderr
    assert not (tmp_path / "a.csv").exists()


def test_csv_and_tsv_for_excel_begin_with_a_mark(store: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.tsv"):
        assert asked(store, "query", "money-by-area", "--excel", "--output", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(b"\xef\xbb\xbffiscalYear")
    assert asked(store, "query", "money-by-area", "--excel").stdout.startswith("\ufefffiscalYear,")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "うち一つだけ"),
        (("findings", "-q", "ASK {}"), "うち一つだけ"),
        (("-q", "ASK {}", "-f", "x.rq"), "うち一つだけ"),
        (("-f", "absent.rq"), "absent.rq：ファイルやフォルダーがありません"),
        (("-q", "SELECT {"), "error at"),
        (("-q", "ASK { SERVICE <http://127.0.0.1:9/> {} }"), "SERVICE は使えません"),
        (("money-by-are",), "という質問はありません。近いのは money-by-area"),
        (("?",), "一覧は policygraph queries で見られます"),
        (("projects-of-measure",), "measureCode が要ります（例：measureCode=05-10）"),
        (("projects-of-measure", "05-10"), "「05-10」は KEY=VALUE の形でない"),
        (("projects-of-measure", "measureCode=a", "measureCode=b"), "同じ KEY が二度"),
        (("money-by-area", "fiscalYear=R2"), "year の形ではありません（例：fiscalYear=2020）"),
        (("money-by-area", "--format", "xlsx"), "--output FILE が要ります"),
        (("money-by-area", "--format", "ttl"), "グラフ（CONSTRUCT、DESCRIBE）用です"),
        (("money-by-area", "--format", "nt"), "グラフ（CONSTRUCT、DESCRIBE）用です"),
        (("money-by-area", "--format", "json", "--excel"), "--excel は csv か tsv の表にだけ"),
        (("-q", "ASK {}", "--excel", "--format", "table"), "--excel は csv か tsv の表にだけ"),
        (("-q", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "--excel"), "--excel は csv か tsv の表にだけ"),
        (("money-by-area", "--output", "/nowhere/at/all.csv"), "/nowhere/at/all.csv：ファイルやフォルダーがありません"),
    ],
)
def test_a_question_that_cannot_be_asked_is_status_2_with_one_message(
    store: Path, arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", *arguments, "--store", str(store)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_a_store_that_is_not_there_is_status_2(tmp_path: Path) -> None:
    for command in (("query", "findings"), ("impact", "0536"), ("export", "--output", tmp_path / "x.ttl")):
        done = run(*command, "--store", tmp_path / "absent")
        assert (done.returncode, done.stdout) == (2, "")
        assert "policygraph build" in done.stderr


# --- impact, view, export ---------------------------------------------------------------------


def test_impact_begins_with_what_it_is_not(store: Path) -> None:
    done = asked(store, "impact", "０５３６")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0].startswith("調書に書かれた依存関係であり、因果関係ではありません")
    assert "施策 05-10" in done.stdout


def test_impact_into_a_file_takes_the_format_of_its_name(store: Path, tmp_path: Path) -> None:
    for name in ("a.csv", "a.json", "a.txt"):
        assert asked(store, "impact", "0536", "--output", tmp_path / name).returncode == 0
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["target"]["code"] == "0536"
    assert "from,fromName,to,toName,relation," in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_a_target_that_names_several_things_lists_them_and_is_status_2(store: Path) -> None:
    done = asked(store, "impact", "とかち")
    assert (done.returncode, done.stdout) == (2, "")
    assert "団体  公益財団法人とかち財団  https://" in done.stderr
    assert "団体  とかち産業協議会  https://" in done.stderr


def test_a_target_that_names_nothing_is_status_2(store: Path) -> None:
    for target in ("9999", "　", "https://example.org/nothing"):
        done = asked(store, "impact", target)
        assert (done.returncode, done.stdout) == (2, "")
        assert "に当たるものはストアにありません" in done.stderr


def test_view_writes_one_page(store: Path, tmp_path: Path) -> None:
    done = asked(store, "view", "0815", "--output", tmp_path / "view.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "食品加工の技術支援事業費" in (tmp_path / "view.html").read_text(encoding="utf-8")


def test_export_says_what_it_wrote(store: Path, tmp_path: Path) -> None:
    done = asked(store, "export", "--output", tmp_path / "all.ttl")
    assert (done.returncode, done.stdout) == (0, "")
    assert str(tmp_path / "all.ttl") in done.stderr
    refused = asked(store, "export", "--output", tmp_path / "all.doc")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert ".trig" in refused.stderr


def test_export_panel_writes_tables_with_a_codebook(store: Path, tmp_path: Path) -> None:
    done = asked(store, "export", "panel", "--output", tmp_path / "panel")
    assert (done.returncode, done.stdout) == (0, "")
    assert "北海道2020年度3調書" in done.stderr
    assert (tmp_path / "panel" / "codebook.md").is_file()
    refused = asked(store, "export", "panel", "--output", tmp_path / "panel.ttl")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "CSV のフォルダーか .xlsx" in refused.stderr
    assert asked(store, "export", "everything", "--output", tmp_path / "x").returncode == 2


# --- verify -----------------------------------------------------------------------------------


def test_verify_says_which_file_is_damaged_and_what_to_do(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert run("build", ONE_SHEET, "--store", store).returncode == 0
    sound = run("verify", "--store", store)
    assert (sound.returncode, sound.stdout) == (0, "")
    assert "壊れた箇所はありません" in sound.stderr
    (version,) = (store / "versions").iterdir()
    (version / "labels.sqlite").write_bytes(b"x")
    damaged = run("verify", "--store", store)
    assert (damaged.returncode, damaged.stdout) == (1, "")
    assert f"壊れています：versions/{version.name}/labels.sqlite：公開したときと中身が違います" in damaged.stderr
    assert "policygraph build で作り直してください" in damaged.stderr
    assert run("build", ONE_SHEET, "--store", store).returncode == 0
    kept = run("verify", "--store", store)
    assert kept.returncode == 1
    assert "は無事です" in kept.stderr
    absent = run("verify", "--store", tmp_path / "absent")
    assert absent.returncode == 2
    assert "ここにストアはありません" in absent.stderr


def test_what_a_file_name_brings_into_a_message_cannot_steer_the_terminal(tmp_path: Path) -> None:
    done = run("build", tmp_path / "a\x1b[2J\u202e.txt", "--store", tmp_path / "store")
    assert done.returncode == 2
    assert "a\\x1b[2J\\u202e.txt：そのようなファイルやフォルダーはありません" in done.stderr


# --- terminals and pipes ----------------------------------------------------------------------


def test_a_reader_that_leaves_early_is_no_error(store: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "policygraph",
        "query",
        "-q",
        "SELECT * { ?s ?p ?o } LIMIT 5000",
        "--store",
        str(store),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 0
        assert b"Error" not in process.stderr.read()


def test_japanese_goes_in_and_out_whatever_the_locale(store: Path) -> None:
    for locale in ({"LANG": "C"}, {"LC_ALL": "C", "LANG": ""}, {"LC_ALL": "POSIX"}):
        done = asked(store, "impact", "てん菜の省力栽培の普及に関すること", **locale)
        assert done.returncode == 0
        assert "事務事業 0813 てん菜の省力栽培の普及に関すること" in done.stdout


def test_lines_end_as_the_format_says_whatever_the_system_does(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, newline="\r\n"))
    assert main(["query", "money-by-area", "--store", str(store)]) == 0
    assert raw.getvalue().count(b"\r\n") == raw.getvalue().count(b"\r") == 5


def test_the_environment_names_the_store(store: Path, tmp_path: Path) -> None:
    assert run("query", "findings", POLICYGRAPH_STORE=str(tmp_path / "absent")).returncode == 2
    assert run("query", "findings", POLICYGRAPH_STORE=str(store)).returncode == 0
    assert run("query", "findings", "--store", EXAMPLES, POLICYGRAPH_STORE=str(store)).returncode == 2
