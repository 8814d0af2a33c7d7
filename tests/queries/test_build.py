from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import SidecarError, SourceError, StoreError
from policygraph.loaders.sheet_graph import SheetGraph
from policygraph.queries import filling, readers
from policygraph.queries import reading as reading_module
from policygraph.queries.build import Options, RefusedError, Report, build
from policygraph.queries.export import export
from policygraph.queries.store import LocalStore, open_store
from policygraph.queries.versions import current_version
from tests.conftest import EXAMPLES, ONE_SHEET

A = EXAMPLES / "02-03-kenkyu-fictional.txt"
B = ONE_SHEET
SHEET_A = "https://w3id.org/policygraph/id/010006/2020/02-03"
SHARED = "https://w3id.org/policygraph/id/shared"


def made(store: Path, *inputs: Path, **options: object) -> Report:
    return build(list(inputs), store, Options(**options))  # type: ignore[arg-type]


def quads_of(store: Path, tmp_path: Path) -> str:
    export(open_store(store), tmp_path / "all.nq")
    return (tmp_path / "all.nq").read_text(encoding="utf-8")


def codes_in(store: Path) -> list[str]:
    return [document.code for document in open_store(store).documents]


def without_codes_of_its_own(path: Path, place: Path) -> Path:
    """A copy of a sheet in another folder, away from the ``sources.csv`` beside it."""
    place.mkdir(exist_ok=True)
    copy = place / path.name
    copy.write_bytes(path.read_bytes())
    return copy


# --- inputs -----------------------------------------------------------------------------------


def test_a_folder_gives_its_sheets_and_tells_what_it_passes_over(tmp_path: Path) -> None:
    report = made(tmp_path / "store", EXAMPLES)
    assert [document.code for document in report.loaded] == ["02-03", "05-10", "06-04"]
    assert report.skipped == (str(EXAMPLES / "README.md"),)
    assert report.refused == ()


def test_folders_are_read_to_the_bottom_without_hidden_files_and_the_store_itself(tmp_path: Path) -> None:
    without_codes_of_its_own(A, tmp_path / "deep")
    without_codes_of_its_own(B, tmp_path / ".hidden")
    for _ in range(2):
        report = made(tmp_path / "policygraph.store", tmp_path)
        assert [document.code for document in report.loaded] == ["02-03"]
        assert report.skipped == ()


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    report = made(tmp_path / "store", A, EXAMPLES / ".." / "examples" / A.name)
    assert [document.code for document in report.loaded] == ["02-03"]
    assert report.complete


def test_an_input_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"absent\.txt: there is no such file"):
        made(tmp_path / "store", A, tmp_path / "absent.txt")
    assert not (tmp_path / "store").exists()


def test_a_folder_without_sheets_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"no file could be loaded: there is none of a kind that is read \(\*\.txt, "):
        made(tmp_path / "store", tmp_path / "empty")


# --- refusals ---------------------------------------------------------------------------------

ODD_FILES = {
    "empty.txt": b"",
    "letter.txt": "拝啓　時下ますますご清栄のこととお慶び申し上げます。\n".encode(),
    "undecodable.txt": b"\x81\xff\xfe\x80" * 50,
}


@pytest.mark.parametrize("name", ODD_FILES)
def test_a_file_that_is_no_sheet_is_refused_while_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ODD_FILES[name])
    report = made(tmp_path / "store", tmp_path / name, B)
    assert [document.code for document in report.loaded] == ["06-04"]
    (refusal,) = report.refused
    assert refusal.file == str(tmp_path / name)
    assert refusal.reason
    assert not report.complete
    assert codes_in(tmp_path / "store") == ["06-04"]


def test_a_file_that_vanishes_or_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    report = made(tmp_path / "store", tmp_path / "in", B)
    assert [(Path(refusal.file).name, refusal.reason) for refusal in report.refused] == [
        ("gone.txt", "No such file or directory")
    ]


def test_nothing_but_refusals_is_an_error_that_lists_them(tmp_path: Path) -> None:
    for name, content in ODD_FILES.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as raised:
        made(tmp_path / "store", tmp_path)
    assert all(name in str(raised.value) for name in ODD_FILES)


def test_the_same_sheet_under_two_names_is_loaded_once_and_told(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(B.read_bytes())
    report = made(tmp_path / "store", B, copy)
    assert [document.file for document in report.loaded] == [B.name]
    assert [refusal.reason for refusal in report.refused] == [f"is the same file as {B.name} (施策コード 06-04, 2020)"]


def test_two_texts_of_one_sheet_are_not_merged(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(B.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    report = made(tmp_path / "store", B, other)
    assert [refusal.reason for refusal in report.refused] == [
        f"is another text of the sheet in {B.name} (施策コード 06-04, 2020)"
    ]


def test_a_fault_of_the_reader_costs_one_sheet_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(source: object) -> object:
        if getattr(source, "name", "") == A.name:
            raise IndexError("beyond the last line")
        return read_sheet(source)  # type: ignore[arg-type]

    read_sheet = reading_module.read
    monkeypatch.setattr(reading_module, "read", read)
    report = made(tmp_path / "store", A, B)
    assert [document.code for document in report.loaded] == ["06-04"]
    (refusal,) = report.refused
    assert re.search(
        r"the reader failed, please report it: IndexError: beyond the last line \(.+\.py:\d+\)", refusal.reason
    )


# --- strict, failures -------------------------------------------------------------------------


def test_strict_publishes_nothing_unless_every_file_is_whole(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = made(store, B).version
    (tmp_path / "letter.txt").write_bytes(ODD_FILES["letter.txt"])
    with pytest.raises(RefusedError, match="nothing was published") as raised:
        made(store, B, tmp_path / "letter.txt", strict=True)
    assert [Path(refusal.file).name for refusal in raised.value.report.refused] == ["letter.txt"]
    assert current_version(store).id == first


def test_a_build_that_fails_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "store"
    made(store, B)
    before = quads_of(store, tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(filling, "write_labels", fail)
    with pytest.raises(StoreError, match=r"nothing was published: .*No space left"):
        made(store, EXAMPLES)
    assert quads_of(store, tmp_path) == before
    assert [path.name for path in (store / "versions").iterdir()] == [current_version(store).id]


# --- add --------------------------------------------------------------------------------------


def test_add_keeps_what_is_there(tmp_path: Path) -> None:
    made(tmp_path / "store", A)
    report = made(tmp_path / "store", B, add=True)
    assert [document.code for document in report.kept] == ["02-03"]
    assert codes_in(tmp_path / "store") == ["02-03", "06-04"]


def test_build_without_add_replaces_everything(tmp_path: Path) -> None:
    made(tmp_path / "store", A)
    made(tmp_path / "store", B)
    assert codes_in(tmp_path / "store") == ["06-04"]


def test_add_to_no_store_builds_one(tmp_path: Path) -> None:
    made(tmp_path / "store", A, add=True)
    assert codes_in(tmp_path / "store") == ["02-03"]


def test_adding_gives_what_building_at_once_gives(tmp_path: Path) -> None:
    made(tmp_path / "steps", A)
    made(tmp_path / "steps", B, add=True)
    made(tmp_path / "once", A, B)
    assert quads_of(tmp_path / "steps", tmp_path) == quads_of(tmp_path / "once", tmp_path)


def test_add_replaces_a_sheet_of_the_same_identity_and_what_only_it_shared(tmp_path: Path) -> None:
    made(tmp_path / "store", A, B)
    text = B.read_text(encoding="utf-8").replace("架空畑作", "架空豆作").replace("0819 2(2)A", "0820 2(2)A")
    (tmp_path / "second.txt").write_text(text, encoding="utf-8")
    report = made(tmp_path / "store", tmp_path / "second.txt", add=True)
    assert [document.code for document in report.kept] == ["02-03"]
    store = open_store(tmp_path / "store")
    assert [label.label for label in store.search("組合連合会")] == ["架空豆作組合連合会"]
    assert (store.search("0819"), len(store.search("0820"))) == ([], 1)
    made(tmp_path / "once", A, tmp_path / "second.txt")
    assert quads_of(tmp_path / "store", tmp_path) == quads_of(tmp_path / "once", tmp_path)


def test_add_of_more_than_one_batch_keeps_what_the_first_batch_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "store", EXAMPLES)
    monkeypatch.setattr(filling, "_BATCH", 4000)
    made(tmp_path / "store", EXAMPLES, add=True)
    made(tmp_path / "once", EXAMPLES)
    assert quads_of(tmp_path / "store", tmp_path) == quads_of(tmp_path / "once", tmp_path)


def test_what_is_added_must_begin_with_the_base_of_the_store(tmp_path: Path) -> None:
    made(tmp_path / "store", A, base="https://example.org/data/")
    made(tmp_path / "store", B, add=True)
    iris = [document.iri for document in open_store(tmp_path / "store").documents]
    assert iris == ["https://example.org/data/010006/2020/02-03", "https://example.org/data/010006/2020/06-04"]
    with pytest.raises(StoreError, match=r"has the base https://example\.org/data/"):
        made(tmp_path / "store", B, add=True, base="https://example.org/other/")


@pytest.mark.parametrize(
    "base", ["", "policygraph/", "https://example.org/no-end", "https://例.jp/", "https://a b/", "x:/"]
)
def test_a_base_that_makes_no_iris_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(StoreError, match="is not an http"):
        made(tmp_path / "store", A, base=base)


# --- sidecars ---------------------------------------------------------------------------------


def sources_of(store: Path) -> list[tuple[str, ...]]:
    query = """
      SELECT ?code ?source ?licence ?day {
        ?m a pg:Measure ; pg:code ?code ; pg:inSheet ?s .
        ?s dcterms:source ?source ; dcterms:license ?licence ; pg:retrieved ?day
      } ORDER BY ?code
    """
    return [tuple(term.value if term else "" for term in row) for row in open_store(store).select(query).rows]


def test_the_table_beside_the_sheets_gives_them_a_citable_source(tmp_path: Path) -> None:
    made(tmp_path / "store", EXAMPLES)
    assert [row[0] for row in sources_of(tmp_path / "store")] == ["02-03", "05-10", "06-04"]
    assert sources_of(tmp_path / "store")[2][1].endswith("/06-04-shoku-fictional.txt")


def test_a_table_that_is_given_goes_before_the_one_beside(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(f"file,url,licence,retrieved\n{B.name},https://example.org/b,CC0,2026-01-02\n", encoding="utf-8")
    made(tmp_path / "store", A, B, sources=table)
    assert sources_of(tmp_path / "store") == [("06-04", "https://example.org/b", "CC0", "2026-01-02")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("file,url\nx,y\n", "line 1"),
        ("file,url,licence,retrieved\na.txt,ftp://x,,\n", "line 2"),
        ("file,url,licence,retrieved\na.txt,,,\nb.txt,,,yesterday\n", "line 3"),
        ("file,url,licence,retrieved\na.txt,,\n", "line 2"),
    ],
)
def test_a_malformed_table_of_sources_is_told_with_file_and_line(tmp_path: Path, text: str, place: str) -> None:
    folder = without_codes_of_its_own(A, tmp_path / "in").parent
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SidecarError, match=rf"sources\.csv \({place}\)"):
        made(tmp_path / "store", folder)


def names_of(store: Path, code: str) -> list[str]:
    query = "SELECT ?code ?name { ?plan pg:code ?code ; rdfs:label ?name FILTER (LANG(?name) = 'ja') }"
    return [row[1].value for row in open_store(store).select(query, {"code": ox.Literal(code)}).rows if row[1]]


@pytest.fixture
def names_csv(tmp_path: Path) -> Path:
    table = tmp_path / "codes.csv"
    table.write_text("scheme,code,name_ja\npledge-1,C0101,架空の公約\n", encoding="utf-8")
    return table


def test_names_of_codes_are_the_users(tmp_path: Path, names_csv: Path) -> None:
    made(tmp_path / "store", A, codes=names_csv)
    assert names_of(tmp_path / "store", "C0101") == ["架空の公約"]
    assert [label.code for label in open_store(tmp_path / "store").search("架空の公約")] == ["C0101"]


@pytest.mark.parametrize("named_first", [True, False])
def test_a_code_has_one_name_however_the_sheets_came(tmp_path: Path, names_csv: Path, named_first: bool) -> None:
    """05-10 and 02-03 both address C0101; one is built with its name, one without."""
    first, second = (names_csv, None) if named_first else (None, names_csv)
    made(tmp_path / "store", A, codes=first)
    made(tmp_path / "store", EXAMPLES / "05-10-monozukuri-reworded.txt", add=True, codes=second)
    assert names_of(tmp_path / "store", "C0101") == ["架空の公約"]


def test_a_malformed_table_of_names_is_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("scheme,code,name_ja\nnowhere,C0101,名\n", encoding="utf-8")
    with pytest.raises(SidecarError, match=r"codes\.csv \(line 2\)"):
        made(tmp_path / "store", A, codes=tmp_path / "codes.csv")


# --- what is in the store ---------------------------------------------------------------------


def test_the_same_files_in_another_order_give_the_same_quads(tmp_path: Path) -> None:
    made(tmp_path / "one", A, B)
    made(tmp_path / "two", B, A)
    assert quads_of(tmp_path / "one", tmp_path) == quads_of(tmp_path / "two", tmp_path)


def test_a_triple_stands_in_one_graph(examples_store: LocalStore) -> None:
    triples = [quad.triple for quad in examples_store.database]
    assert len(triples) == len(set(triples))
    assert sum(document.triples for document in examples_store.documents) == len(triples) - len(
        list(examples_store.database.quads_for_pattern(None, None, None, ox.NamedNode(SHARED)))
    )


def test_a_node_outside_its_sheet_is_never_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def graph(*arguments: object) -> SheetGraph:
        made = sheet_graph(*arguments)  # type: ignore[arg-type]
        stray = ox.NamedNode(SHEET_A + "0/measure")
        return SheetGraph(made.iri, {**made.own, stray: [(ox.NamedNode("x:p"), ox.Literal(""))]}, made.shared)

    sheet_graph = readers.sheet_graph
    monkeypatch.setattr(readers, "sheet_graph", graph)
    with pytest.raises(StoreError, match="outside it"):
        made(tmp_path / "store", A)


def test_a_shared_node_inside_a_sheet_is_never_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def graph(*arguments: object) -> SheetGraph:
        made = sheet_graph(*arguments)  # type: ignore[arg-type]
        stray = ox.Triple(ox.NamedNode(f"{SHEET_A}/measure"), ox.NamedNode("x:p"), ox.Literal(""))
        return SheetGraph(made.iri, made.own, [*made.shared, stray])

    sheet_graph = readers.sheet_graph
    monkeypatch.setattr(readers, "sheet_graph", graph)
    with pytest.raises(StoreError, match="inside a sheet"):
        made(tmp_path / "store", A)


def test_progress_is_told_before_each_file_and_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build([A, B], tmp_path / "store", Options(), lambda *each: told.append(each))
    assert told == [(0, 2, str(A)), (1, 2, str(B)), (2, 2, "")]


def test_the_manifest_names_each_document_with_its_hash(one_sheet_store: LocalStore) -> None:
    (document,) = one_sheet_store.documents
    assert (document.file, document.code, document.fiscal_year, document.authority) == (B.name, "06-04", 2020, "北海道")
    assert document.title == "食の加工と種苗を支える畑作の振興"
    assert re.fullmatch("[0-9a-f]{64}", document.sha256)
