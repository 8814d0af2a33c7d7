"""Bad input: each file gets one clear message, the rest goes on, nothing of a refused file enters."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from policygraph.cli import main
from policygraph.errors import SourceError
from policygraph.queries.export import export
from policygraph.queries.inputs import MAX_BYTES, digest_of, find_files, read_file
from policygraph.queries.store import open_store
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.queries.test_build import codes_in, made, quads_of

TEXT = ONE_SHEET.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
LAST_WITHOUT_CODE = 500
"""A cut of the sheet before the first page that prints its code (section 5)."""


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = main(["build", *map(str, arguments)])
    return status, capsys.readouterr().err


def empty(path: Path) -> None:
    path.write_bytes(b"")


def white(path: Path) -> None:
    path.write_text(" \n\t\r\n　\f\n", encoding="utf-8")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def another_document(path: Path) -> None:
    path.write_text("拝啓　時下ますますご清栄のこととお慶び申し上げます。\n", encoding="utf-8")


def undecodable(path: Path) -> None:
    path.write_bytes(TEXT.encode("euc_jp", "replace"))


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 1024**2)


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def linked_to_itself(path: Path) -> None:
    path.symlink_to(path)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def only_a_title(path: Path) -> None:
    path.write_text("令和２年度 基本評価調書\n", encoding="utf-8")


BAD = {
    empty: "空のファイルです",
    white: "空のファイルです",
    binary: "文字コードがわかりません",
    another_document: "「基本評価調書」の題名がなく",
    undecodable: "文字コードがわかりません",
    large: "4 MB を超えています",
    dangling: "ファイルやフォルダーがありません",
    linked_to_itself: "リンクが輪になっています",
    pipe: "ふつうのファイルではありません",
    device: "ふつうのファイルではありません",
    only_a_title: "基本評価調書のようですが、施策名がどの頁からもわかりません",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_file_is_told_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    make(tmp_path / "in" / "odd.txt")
    status, err = said(capsys, tmp_path / "in", ONE_SHEET, "--store", tmp_path / "store")
    assert status == 1
    assert f"読めません：{tmp_path / 'in' / 'odd.txt'}：{BAD[make]}" in err
    made(tmp_path / "alone", ONE_SHEET)
    assert quads_of(tmp_path / "store", tmp_path) == quads_of(tmp_path / "alone", tmp_path)


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_file_alone_is_status_2_and_the_store_stays(
    tmp_path: Path, make: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    made(tmp_path / "store", ONE_SHEET)
    make(tmp_path / "odd.txt")
    status, err = said(capsys, tmp_path / "odd.txt", "--store", tmp_path / "store")
    assert status == 2
    assert f"\n  {tmp_path / 'odd.txt'}：{BAD[make]}" in err
    assert codes_in(tmp_path / "store") == ["06-04"]


def test_the_place_in_an_undecodable_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.txt").write_bytes(b"ab\x81\xff")
    assert "（2バイト目）" in said(capsys, tmp_path / "odd.txt", "--store", tmp_path / "store")[1]


def test_the_largest_file_is_read_and_the_next_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b" " * MAX_BYTES)
    assert len(read_file(tmp_path / "a.txt")) == MAX_BYTES
    (tmp_path / "a.txt").write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(SourceError, match="larger than 4 MB"):
        read_file(tmp_path / "a.txt")


def test_a_file_of_200_mb_takes_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    large(file)
    tracemalloc.start()
    try:
        digest_of([file])
        with pytest.raises(SourceError, match="is larger than 4 MB"):
            read_file(file)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 16 * 2**20


def test_a_file_or_folder_without_permission_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The administrator may read everything, so the system's refusal is played."""
    (tmp_path / "in" / "shut").mkdir(parents=True)
    (tmp_path / "in" / "secret.txt").write_text(TEXT, encoding="utf-8")
    iterdir, opened = Path.iterdir, Path.open

    def refuse(path: Path) -> None:
        if path.name in ("shut", "secret.txt"):
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", lambda path: refuse(path) or iterdir(path))
    monkeypatch.setattr(Path, "open", lambda path, *rest, **more: refuse(path) or opened(path, *rest, **more))
    status, err = said(capsys, tmp_path / "in", EXAMPLES, "--store", tmp_path / "store")
    assert status == 1
    for name in ("shut", "secret.txt"):
        assert f"読めません：{tmp_path / 'in' / name}：読み書きする権限がありません" in err
    monkeypatch.undo()
    assert codes_in(tmp_path / "store") == ["02-03", "05-10", "06-04"]


def test_a_folder_named_like_a_file_is_a_folder_and_a_link_back_is_entered_once(tmp_path: Path) -> None:
    (tmp_path / "in" / "x.txt").mkdir(parents=True)
    (tmp_path / "in" / "x.txt" / "deep.txt").write_bytes(ONE_SHEET.read_bytes())
    for name in ("back", "again"):
        (tmp_path / "in" / "x.txt" / name).symlink_to(tmp_path / "in")
    assert find_files([tmp_path / "in"], tmp_path / "store") == ([tmp_path / "in" / "x.txt" / "deep.txt"], [])


ODD_NAMES = {
    "line feed": b"a\nb.txt",
    "quotes": b"'\"`$(x).txt",
    "markup": b"[bold][red.txt",
    "undecodable": b"\xff\xfe\x80.txt",
    "direction": "\u202etxt.exe\u2066.txt".encode(),
    "bell and escape": b"\x07\x1b[2J.txt",
    "blank": "　 .txt".encode(),
}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
@pytest.mark.parametrize("text", [TEXT, "拝啓"], ids=["read", "refused"])
def test_a_name_with_odd_characters_breaks_no_line_of_what_is_said_and_no_iri(
    tmp_path: Path, name: bytes, text: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / os.fsdecode(name)).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "policygraph", "build", tmp_path / "in", EXAMPLES / "02-03-kenkyu-fictional.txt"]
    done = subprocess.run(
        [*command, "--store", tmp_path / "store"], capture_output=True, env={**os.environ, "FORCE_COLOR": "1"}
    )
    assert done.returncode == (0 if text == TEXT else 1)
    err = done.stderr.decode("utf-8")
    assert "Traceback" not in err
    told = _COLOURS.sub("", err).split("\n")
    plain = [line for line in told if line.startswith(("読み込み：", "読めません："))]
    assert len(plain) == 2
    assert not any(char in line for line in plain for char in "\u202e\u2066\x07\x1b")
    for quad in open_store(tmp_path / "store").database:
        assert str(quad.subject).isascii()
        assert str(quad.predicate).isascii()
    export(open_store(tmp_path / "store"), tmp_path / "all.ttl")


# --- sheets that were cut off -----------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_of_a_sheet_cut_off_at_every_tenth_line_what_is_there_is_read_and_what_is_missing_said(path: Path) -> None:
    from policygraph.loaders.sheet.reader import read_sheet
    from policygraph.loaders.source import Source

    lines = path.read_text(encoding="utf-8").split("\n")
    whole = read_sheet(Source.from_text("x", "\n".join(lines)))
    first = next(number for number in range(10, len(lines), 10) if whole.head.name in "".join(lines[:number]))
    missing: list[set[str | None]] = []
    for end in range(first, len(lines), 10):
        sheet = read_sheet(Source.from_text("x", "\n".join(lines[:end])))
        rules = [finding.rule for finding in sheet.findings]
        missing.append({finding.expected for finding in sheet.findings if finding.rule == "section-missing"})
        assert (sheet.head.name, sheet.head.fiscal_year) == (whole.head.name, whole.head.fiscal_year)
        assert sheet.head.code in (None, whole.head.code)
        assert ("code-missing" in rules) == (sheet.head.code is None)
        assert sheet.projects or "section-missing" in rules
    assert len(missing[0]) >= 10
    assert missing[-1] == set()
    assert all(len(later) <= len(earlier) for earlier, later in pairwise(missing))


def test_a_sheet_without_its_code_is_built_with_a_finding_and_is_found_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.txt").write_text("\n".join(LINES[:LAST_WITHOUT_CODE]), encoding="utf-8")
    status, err = said(capsys, tmp_path / "cut.txt", "--store", tmp_path / "store")
    assert status == 1
    assert "読み込み：cut.txt  コード不明 食の加工と種苗を支える畑作の振興（2020年度）" in err
    assert main(["query", "findings", "rule=code-missing", "--store", str(tmp_path / "store")]) == 0
    assert "施策コードがどの頁にもありません" in capsys.readouterr().out
    assert main(["query", "findings", "measureCode=05-10", "--store", str(tmp_path / "store")]) == 0
    assert "施策コードが" not in capsys.readouterr().out
    store = open_store(tmp_path / "store")
    assert not store.ask("ASK { ?measure a pg:Measure ; pg:code ?code }")
    assert store.ask("ASK { ?project a pg:Project ; pg:code '0815' ; pg:budget ?budget }")
    assert [label.code for label in store.search("食の加工と種苗を支える畑作の振興")] == [""]


def test_the_identity_of_a_sheet_without_its_code_does_not_hang_on_where_it_was_cut(tmp_path: Path) -> None:
    iris = set()
    for end in (200, 400, LAST_WITHOUT_CODE):
        (tmp_path / "cut.txt").write_text("\n".join(LINES[:end]), encoding="utf-8")
        (document,) = made(tmp_path / f"store{end}", tmp_path / "cut.txt").loaded
        iris.add(document.iri)
    assert len(iris) == 1


@pytest.mark.parametrize("name", ["a-cut.txt", "z-cut.txt"])
def test_a_cut_copy_and_the_whole_sheet_are_never_both_in_the_store(tmp_path: Path, name: str) -> None:
    cut = tmp_path / name
    cut.write_text("\n".join(LINES[:LAST_WITHOUT_CODE]), encoding="utf-8")
    report = made(tmp_path / "both", cut, ONE_SHEET)
    assert len(report.loaded) == len(report.refused) == 1
    assert "is another text of the sheet in" in report.refused[0].reason
    made(tmp_path / "steps", cut)
    assert [document.code for document in made(tmp_path / "steps", ONE_SHEET, add=True).loaded] == ["06-04"]
    made(tmp_path / "once", ONE_SHEET)
    assert quads_of(tmp_path / "steps", tmp_path) == quads_of(tmp_path / "once", tmp_path)
    with pytest.raises(SourceError, match="is another text of the sheet"):
        made(tmp_path / "steps", cut, add=True)
