"""``policygraph impact`` as a user runs it: what is asked, in which format, and what does not go together."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from openpyxl import load_workbook

from policygraph.cli import main
from policygraph.queries.store import LocalStore

HEAD = "from,to,score,evidence,author,date\n"


@pytest.fixture
def asked(examples_store: LocalStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    monkeypatch.setenv("POLICYGRAPH_STORE", str(examples_store.version.path.parent.parent))
    return Asked(capsys)


class Asked:
    """Run a command; its status, output and messages."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        status = main(["impact", *map(str, arguments)])
        told = self.capsys.readouterr()
        return status, told.out, told.err


def test_what_if_a_project_stops(asked: Asked) -> None:
    status, out, _ = asked("0815", "--if", "stopped")
    assert status == 0
    assert out.splitlines()[1] == "問い：もし 事務事業 0815 食品加工の技術支援事業費 が止まるとしたら（2020年度）"
    assert "事業費：12,750,000円 / 44,330,000円（28.8%）" in out
    assert "★唯一の支えを失う" in out
    assert "農政部（施策の所管、06-04、連絡先 農産振興課畑作係（27-812））" in out


def test_several_targets_on_the_command_line_and_in_a_file(asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("target,if\n0815,cut=30%\n0816,cut=30%\n", encoding="utf-8")
    (tmp_path / "s.toml").write_text('[[change]]\ntarget = "0816"\nif = "cut=0.3"\n', encoding="utf-8")
    answers = [
        asked("0815", "--also", "0816", "--if", "cut=30%"),
        asked("--scenario", tmp_path / "s.csv"),
    ]
    assert answers[0] == answers[1]
    mixed = asked("0815", "--if", "cut=30%", "--scenario", tmp_path / "s.toml")
    assert mixed[0] == 0
    assert mixed[1].splitlines()[8:] == list(answers[0][1].splitlines())[8:]


def test_a_year_that_is_not_loaded_is_told(asked: Asked) -> None:
    assert "この年度の調書は読み込まれていません" in asked("--structure", "--year", "1999")[1]
    assert "この年度の調書は読み込まれていません" not in asked("--structure", "--year", "2020")[1]


def test_structure_and_logic(asked: Asked) -> None:
    assert "単一障害点" in asked("--structure")[1]
    assert "抜け：指標" not in asked("06-04", "--logic")[1]
    assert "アウトカム指標がない" in asked("06-04", "--logic")[1]


@pytest.mark.parametrize("arguments", [("0815",), ("0815", "--if", "stopped"), ("--structure",), ("05-10", "--logic")])
def test_every_format_of_every_question(asked: Asked, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    for name in ("a.txt", "a.csv", "a.json", "a.xlsx", "a.html"):
        status, out, err = asked(*arguments, "--output", tmp_path / name)
        assert (status, out) == (0, "")
        assert "書き出しました" in err
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["kind"]
    assert load_workbook(tmp_path / "a.xlsx").sheetnames[-1] == "about"
    for name in ("a.txt", "a.csv", "a.html"):
        assert "因果関係ではありません" in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "対象（TARGET）を指定してください"),
        (("--if", "stopped"), "対象（TARGET）を指定してください"),
        (("0815", "--if", "halved"), "「halved」は stopped でも"),
        (("0815", "--if", "cut=0%"), "100% まで"),
        (("0815", "--if", "stopped", "--relation", "shared"), "--relation は、--if などとは"),
        (("--structure", "--direction", "both"), "--direction と"),
        (("05-10", "--logic", "--depth", "2"), "--depth と"),
        (("0815", "--also", "0816"), "--also は --if とともに"),
        (("0815", "--structure"), "対象（TARGET）は要りません"),
        (("0815", "--logic"), "施策と施策の区分だけ"),
        (("0815", "--logic", "--if", "stopped"), "同時に使えません"),
        (("0815", "--also", "0815", "--if", "stopped"), "二度あります"),
        (("9999", "--if", "stopped"), "当たるものはストアにありません"),
        (("0815", "--format", "xlsx"), "--output FILE が要ります"),
        (("--scenario", "none.csv"), "none.csv：ファイルやフォルダーがありません"),
        (("0815", "--rules", "none.ttl"), "none.ttl：ファイルやフォルダーがありません"),
        (("0815", "--interactions", "none.csv"), "none.csv：ファイルやフォルダーがありません"),
    ],
)
def test_what_cannot_be_answered_is_status_2(asked: Asked, arguments: tuple[str, ...], told: str) -> None:
    status, out, err = asked(*arguments)
    assert (status, out) == (2, "")
    assert told in err


def test_rules_of_ones_own(asked: Asked, tmp_path: Path) -> None:
    ours = files("policygraph.ontology").joinpath("impact.ttl").read_text(encoding="utf-8")
    own = tmp_path / "own.ttl"
    own.write_text(ours.replace("事務事業が施策の区分を支える", "事業で区分が成り立つ"), encoding="utf-8")
    assert "事業で区分が成り立つ" in asked("0815", "--rules", own)[1]
    own.write_text(ours.replace('pg:dependentEnd "object"', 'pg:dependentEnd "both"', 1), encoding="utf-8")
    status, _, err = asked("0815", "--rules", own)
    assert status == 2
    assert "規則 project-part：pg:dependentEnd「both」" in err


def test_relations_depth_and_hubs(asked: Asked) -> None:
    both = asked("0536", "--direction", "both")[1]
    assert "■ 共有による依存" in both
    assert "多くのものが触れる節点（ハブ）：部局 経済部産業振興課" in both
    assert "■ 共有による依存" not in asked("0536", "--direction", "both", "--relation", "structural")[1]
    without = asked("0536", "--direction", "both", "--pass-over-hubs")[1]
    assert "通り過ぎて（経路から外して）いるハブ：部局 経済部産業振興課" in without
    assert "部局 経済部産業振興課\n" not in without


def test_refused_rows_of_interactions_are_listed_and_status_1(asked: Asked, tmp_path: Path) -> None:
    scored = tmp_path / "i.csv"
    scored.write_text(f"{HEAD}0815,06-04,2,x,y,2026-04-01\n0815,06-04,9,x,y,2026-04-01\n", encoding="utf-8")
    status, out, _ = asked("0815", "--interactions", scored)
    assert status == 1
    assert "分析者の評点（1 件）" in out
    assert "3 行目：score「9」は -3 から +3 の整数ではありません" in out
    scored.write_text(f"{HEAD}0815,06-04,2,x,y,2026-04-01\n", encoding="utf-8")
    assert asked("0815", "--interactions", scored)[0] == 0
