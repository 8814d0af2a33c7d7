"""Files of all kinds in one folder: each is recognised by its content, and a bad line costs that line alone."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.cli import main
from policygraph.errors import NotASheetError, SourceError
from policygraph.loaders.review.items import Record
from policygraph.queries.build import Options, Report, build
from policygraph.queries.inputs import MAX_BYTES
from policygraph.queries.readers import READERS, REVIEW_SHEETS, TEXT_SHEETS, reader_of, review_records
from policygraph.queries.store import open_store
from tests.conftest import ONE_SHEET, REVIEWS
from tests.loaders.review.records import line, sheet

GOOD = line(ID=1).encode()


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def made(tmp_path: Path, *inputs: Path) -> Report:
    return build(inputs, tmp_path / "store", Options())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.ndjson", GOOD),
        ("a.JSONL", b"\xef\xbb\xbf\r\n " + GOOD),
        ("a.txt", GOOD),
        ("a", GOOD),
        ("escaped.ndjson", json.dumps(sheet()).encode()),
        ("broken-first.ndjson", b"{oops\n" + GOOD),
        ("cp932.ndjson", GOOD.decode().encode("cp932")),
    ],
)
def test_review_sheets_are_recognised_by_their_names_of_fields(tmp_path: Path, name: str, data: bytes) -> None:
    assert reader_of(written(tmp_path, name, data)) is REVIEW_SHEETS


@pytest.mark.parametrize("name", ["a.txt", "a.dat", "a"])
def test_anything_else_is_read_as_the_text_of_a_sheet(tmp_path: Path, name: str) -> None:
    assert reader_of(written(tmp_path, name, "府省庁と事業名".encode())) is TEXT_SHEETS


@pytest.mark.parametrize(("name", "data"), [("a.ndjson", b'{"a": 1}\n'), ("a.txt", b'{"a": 1}'), ("a.jsonl", b"")])
def test_what_nobody_recognises_is_refused_with_what_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(NotASheetError, match=r"of no kind that is read \(\*\.txt, \*\.ndjson, \*\.jsonl\)"):
        reader_of(written(tmp_path, name, data))


def test_no_two_readers_look_at_one_ending() -> None:
    endings = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(set(endings)) == len(endings)


def test_a_mixed_folder_is_sorted_out_and_told_file_by_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    written(tmp_path / "in", "sheet.txt", ONE_SHEET.read_bytes())
    written(tmp_path / "in" / "deep", "reviews.ndjson", line(ID=1).encode() + b"\n\n[]\n" + line(ID=2).encode())
    written(tmp_path / "in", "other.ndjson", b'{"a": 1}\n')
    written(tmp_path / "in", "notes.md", b"notes")
    assert main(["build", str(tmp_path / "in"), "--store", str(tmp_path / "store")]) == 1
    told = capsys.readouterr().err.replace(f"{tmp_path}/in/", "")
    assert "読み込み：sheet.txt  06-04 " in told
    assert "読み込み：reviews.ndjson  調書 2 件（架空省 2020年度）  指摘：なし" in told
    assert "読めません：deep/reviews.ndjson：JSON のオブジェクトではありません（3行目）" in told
    assert "対象外：notes.md、other.ndjson" in told
    assert "調書 3 件" in told


BAD = {
    "broken": b'{"ID": 3',
    "wrong type": line(ID=3, 公開年度="2020").encode(),
    "huge number": line(ID=3, 支出先=[{"支出額": 10**400}]).encode(),
    "cp932": line(ID=3).encode("cp932"),
    "cut character": line(ID=3).encode()[:-1] + b"\xe3\x81}",
    "duplicate": GOOD,
    "nested": b'{"a":' * 50_000,
    "control": b"\x00\x01\x02",
    "too long": line(ID=3, 事業概要="あ" * (MAX_BYTES // 3 + 1)).encode(),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_is_refused_with_its_number_and_costs_no_other(tmp_path: Path, bad: str) -> None:
    file = written(tmp_path, "a.ndjson", b"\n".join((GOOD, BAD[bad], line(ID=2).encode())))
    report = made(tmp_path, file)
    assert [document.code for document in report.loaded] == ["1", "2"]
    (refusal,) = report.refused
    assert refusal.reason.startswith("line 2: ")
    assert refusal.reason_ja.endswith("（2行目）")


def test_many_bad_lines_of_a_file_are_counted_behind_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "a.ndjson", b"\n".join((GOOD, *(b"{oops" for _ in range(50)))))
    assert main(["build", str(file), "--store", str(tmp_path / "store")]) == 1
    told = capsys.readouterr().err
    assert told.count("JSON として読めません") == 20
    assert "ほか 30 件" in told


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=30), max_size=5), st.integers(0, 5))
def test_whatever_lines_a_file_has_each_is_a_sheet_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], place: int
) -> None:
    lines = [*lines[:place], GOOD, *lines[place:]]
    file = written(tmp_path_factory.mktemp("any"), "a.ndjson", b"\n".join(lines))
    found = list(review_records(file))
    assert sum(isinstance(each, Record) for each in found) == 1
    assert all(isinstance(each, Record) or (each.place or "").startswith("line ") for each in found)


def test_sheets_are_read_one_at_a_time(tmp_path: Path) -> None:
    with (tmp_path / "a.ndjson").open("wb") as file:
        for number in range(400):
            file.write(line(ID=number, 事業概要="架空" * 10_000).encode() + b"\n")
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Record) for each in review_records(tmp_path / "a.ndjson")) == 400
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 * 2**20 < (tmp_path / "a.ndjson").stat().st_size


def test_a_file_that_is_not_there_any_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        next(review_records(tmp_path / "gone.ndjson"))


def test_adding_replaces_the_sheets_with_the_same_identity(tmp_path: Path) -> None:
    made(tmp_path, written(tmp_path, "a.ndjson", b"\n".join((line(ID=1).encode(), line(ID=2).encode()))))
    newer = written(tmp_path, "b.ndjson", line(ID=2, 事業名="新しい架空事業").encode())
    report = build([newer], tmp_path / "store", Options(add=True))
    assert [document.code for document in report.kept] == ["1"]
    names = open_store(tmp_path / "store").select("SELECT ?n { ?p a pg:ReviewProject ; rdfs:label ?n } ORDER BY ?n")
    assert [row[0].value for row in names.rows if row[0]] == ["新しい架空事業", "架空事業"]


def test_equal_files_give_equal_quads(tmp_path: Path) -> None:
    quads = []
    for name in ("one", "two"):
        build([REVIEWS / "fictional.ndjson"], tmp_path / name, Options())
        quads.append({str(quad) for quad in open_store(tmp_path / name).database})
    assert quads[0] == quads[1]
