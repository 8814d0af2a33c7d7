"""``policygraph check`` as a user runs it, and the same from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

import policygraph
from policygraph.cli import main
from policygraph.errors import NoStoreError, QueryError
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.core.test_cli import run
from tests.sheetwriter import MEDIUM, generate, write


@pytest.fixture(scope="session")
def store(examples_store: LocalStore) -> Path:
    return examples_store.version.path.parent.parent


@pytest.fixture
def swallowed(tmp_path: Path) -> Path:
    """A sheet of which a text swallowed the labels of other cells."""
    text = ONE_SHEET.read_text(encoding="utf-8")
    at = text.index("・輸出の求めは伸びているが")
    path = tmp_path / "swallowed.txt"
    path.write_text(f"{text[:at]}根拠計画\n増減方向\n{text[at:]}", encoding="utf-8")
    return path


def test_files_are_checked_without_a_store(tmp_path: Path) -> None:
    done = run("check", ONE_SHEET, POLICYGRAPH_STORE=str(tmp_path / "absent"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("06-04 ")
    assert "  警告：一般財源が事業費を超過（general-exceeds-total）1 件" in done.stdout
    assert "行｜0816 2(2)A 食の商談会開催負担金" in done.stdout
    assert "未読 0字" in done.stdout
    assert "合計：調書 1 件、" in done.stdout
    assert not (tmp_path / "absent").exists()


def test_a_store_says_what_its_files_say(store: Path) -> None:
    from_store, from_files = run("check", "--store", store), run("check", EXAMPLES)
    assert from_store.returncode == 0
    assert from_store.stdout.splitlines() == [
        line for line in from_files.stdout.splitlines() if not line.startswith("  対象外：")
    ]
    assert run("check", POLICYGRAPH_STORE=str(store)).stdout == from_store.stdout


def test_what_is_not_read_whole_is_status_1_whatever_is_asked_for(swallowed: Path) -> None:
    done = run("check", swallowed, ONE_SHEET, "--rule", "general-exceeds-total")
    assert done.returncode == 1
    assert "エラー：" not in done.stdout
    shown = run("check", swallowed, "--severity", "error", "--format", "json")
    assert shown.returncode == 1
    (sheet,) = json.loads(shown.stdout)["sheets"]
    (found,) = sheet["findings"]
    assert (found["rule"], found["severity"]) == ("unread", "error")
    assert "根拠計画" in found["message"]["ja"]
    assert sheet["characters"]["unread"] > 0
    assert sheet["unread"][0]["text"] in found["places"][0]["text"]


def test_a_refused_file_is_status_1_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓", encoding="utf-8")
    done = run("check", tmp_path / "letter.txt", ONE_SHEET, "--format", "csv")
    assert done.returncode == 1
    assert "06-04" in done.stdout
    assert "letter.txt" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("absent.txt",),
        (str(ONE_SHEET), "--store", "somewhere"),
        ("--store", "absent"),
        (str(ONE_SHEET), "--format", "xlsx"),
    ],
)
def test_what_cannot_be_carried_out_is_status_2_with_one_message(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("policygraph: ")


@pytest.mark.parametrize("arguments", [("--severity", "grave"), ("--rule", "no-such-rule"), ("--format", "pdf")])
def test_an_unknown_option_is_refused(arguments: tuple[str, str]) -> None:
    done = run("check", ONE_SHEET, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: policygraph check" in done.stderr


def test_a_file_takes_the_format_of_its_name(store: Path, tmp_path: Path) -> None:
    for name in ("a.json", "a.csv", "a.xlsx", "a.html", "a.txt"):
        done = run("check", "--store", store, "--output", tmp_path / name)
        assert (done.returncode, done.stdout) == (0, "")
        assert f"書き出しました：{tmp_path / name}（調書 3 件、エラー 0 件、" in done.stderr
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["sheets"]) == 3
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("measureCode,fiscalYear,fileName,severity,")
    assert load_workbook(tmp_path / "a.xlsx").sheetnames == ["findings", "shares", "unread", "about"]
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("02-03 ")


def test_check_from_python(
    store: Path, examples_store: LocalStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sheet.txt").write_text(write(generate(1), MEDIUM, 1), encoding="utf-8")
    assert policygraph.check([tmp_path]).sheets[0].file == "sheet.txt"
    assert policygraph.check(store=store) == policygraph.check(store=examples_store)
    monkeypatch.setenv("POLICYGRAPH_STORE", str(store))
    assert policygraph.check() == policygraph.check(store=str(store))
    with pytest.raises(QueryError):
        policygraph.check([ONE_SHEET], store)
    with pytest.raises(NoStoreError):
        policygraph.check(store=tmp_path / "absent")
