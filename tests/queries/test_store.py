from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import NoStoreError, QuerySyntaxError, StoreError
from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from tests.conftest import EXAMPLES, ONE_SHEET

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"
SHARED = "https://w3id.org/policygraph/id/shared"
COUNT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s a pg:Project }}"


def number(store: LocalStore, query: str) -> int:
    (((term,),)) = store.select(query).rows
    assert term is not None
    return int(term.value)


def test_the_default_graph_is_the_union_of_all(examples_store: LocalStore) -> None:
    assert examples_store.ask("ASK { ?project pg:inPolicyArea ?area . ?area pg:code '2(4)C' }")
    assert number(examples_store, COUNT.format("")) == 8 + 31 + 9


def test_from_gives_just_the_graphs_it_names(examples_store: LocalStore) -> None:
    assert number(examples_store, COUNT.format(f"FROM <{SHEET}>")) == 9
    assert number(examples_store, COUNT.format(f"FROM <{SHARED}>")) == 0
    assert (
        number(examples_store, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{SHEET}> {{ GRAPH ?g {{ ?s a pg:Project }} }}")
        == 9
    )


def test_the_word_from_in_a_text_does_not_narrow_the_answer(examples_store: LocalStore) -> None:
    query = 'SELECT (COUNT(*) AS ?n) WHERE { ?s a pg:Project . FILTER ("FROM" = "FROM") # FROM here\n }'
    assert number(examples_store, query) == 48


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { # one line\nSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
    ],
)
def test_a_query_that_would_go_out_is_refused(examples_store: LocalStore, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="is refused"):
        examples_store.answer(query)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { FILTER ("SERVICE <x> LOAD" != "") }',
        "ASK { FILTER ('''a 'quoted' SERVICE''' != '') }",
        "ASK { # SERVICE LOAD\n }",
        "ASK { ?service ?load <https://example.org/SERVICE> } # no",
        "PREFIX service: <https://example.org/> ASK { ?s service:load ?o }",
    ],
)
def test_the_same_words_in_texts_comments_and_names_are_let_be(examples_store: LocalStore, query: str) -> None:
    assert isinstance(examples_store.answer(query), bool)


@pytest.mark.parametrize("query", ["INSERT DATA { <x:a> <x:b> <x:c> }", "DROP ALL", "SELECT", "", "SELECT * { \x00"])
def test_what_is_no_query_is_an_error_that_says_so(examples_store: LocalStore, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        examples_store.answer(query)


def test_brackets_too_deep_for_the_engine_are_refused(examples_store: LocalStore) -> None:
    with pytest.raises(QuerySyntaxError, match="nested"):
        examples_store.answer("SELECT * " + "{" * 3000 + "}" * 3000)


def test_bindings_are_terms_and_never_text(examples_store: LocalStore) -> None:
    query = "SELECT ?code ?label { ?s a pg:Project ; pg:code ?code ; rdfs:label ?label }"
    (row,) = examples_store.select(query, {"code": ox.Literal("0815")}).rows
    assert [term.value for term in row if term] == ["0815", "食品加工の技術支援事業費"]
    assert examples_store.select(query, {"code": ox.Literal('" } { ?s ?p ?o } #')}).rows == ()
    with pytest.raises(QuerySyntaxError, match="must be selected"):
        examples_store.select(query, {"s": ox.NamedNode(SHEET)})


def test_each_form_of_query_gives_its_form_of_answer(examples_store: LocalStore) -> None:
    construct = "CONSTRUCT { ?s a pg:Project } WHERE { ?s a pg:Project ; pg:code '0815' }"
    assert [str(triple.subject) for triple in examples_store.construct(construct)] == [f"<{SHEET}/project/0815>"]
    assert examples_store.ask("ASK { ?s a pg:Project }") is True
    for ask in (examples_store.select, examples_store.ask):
        with pytest.raises(QuerySyntaxError, match="not a"):
            ask(construct)
    with pytest.raises(QuerySyntaxError, match="not a CONSTRUCT"):
        examples_store.construct("ASK {}")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("0536", ["0536"]),
        ("０５３６", ["0536"]),
        ("06-04", ["06-04"]),
        ("２（２）Ａ", ["2(2)A"]),
        ("種ばれいしょの安定供給対策事業", ["0814"]),
        ("てん菜", ["0813"]),
        ("ﾃﾝ菜", []),
        ("ＪＫＡ", ["0713"]),
        ("jka", []),
        ("　", []),
        ("どこにもない名前", []),
    ],
)
def test_search_finds_codes_and_pieces_of_names_in_any_width(
    examples_store: LocalStore, text: str, codes: list[str]
) -> None:
    assert [label.code for label in examples_store.search(text)] == codes


def test_search_finds_an_organisation_by_the_spelling_that_a_sheet_prints(examples_store: LocalStore) -> None:
    for spelling in ("（公財）とかち財団", "(公財)とかち財団", "公益財団法人とかち財団"):
        assert [label.label for label in examples_store.search(spelling)] == ["公益財団法人とかち財団"]


def test_coverage_counts_sheets_by_authority_and_year(examples_store: LocalStore) -> None:
    coverage = examples_store.coverage()
    assert coverage.sheets == {("北海道", 2020): 3}
    assert "北海道2020年度3調書" in coverage.sentence()
    assert "3 of 北海道 FY2020" in coverage.sentence("en")


def test_a_folder_without_a_store_says_how_to_make_one(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "absent", ONE_SHEET):
        with pytest.raises(NoStoreError, match="policygraph build"):
            open_store(place)


def copy_of(store: LocalStore, place: Path) -> Path:
    shutil.copytree(store.version.path.parent.parent, place / "copy")
    return place / "copy" / "versions" / store.version.id


def test_a_damaged_database_is_an_error_that_names_it(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    version = copy_of(one_sheet_store, tmp_path)
    for file in (version / "db").iterdir():
        file.write_bytes(b"damaged")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "copy")


def test_what_a_damaged_database_raises_while_it_is_read_is_an_error_of_the_store(
    one_sheet_store: LocalStore, tmp_path: Path
) -> None:
    version = copy_of(one_sheet_store, tmp_path)
    for file in (version / "db").glob("*.sst"):
        data = bytearray(file.read_bytes())
        data[100:400] = bytes(300)
        file.write_bytes(data if len(data) > 20_000 else file.read_bytes())
    with pytest.raises(StoreError, match="cannot be read"):
        damaged = open_store(tmp_path / "copy")
        for graph in damaged.graphs():
            list(damaged.quads(graph))


def test_a_damaged_table_of_names_is_an_error_that_names_it(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    version = copy_of(one_sheet_store, tmp_path)
    (version / "labels.sqlite").write_bytes(b"damaged" * 100)
    with pytest.raises(StoreError, match=r"labels\.sqlite"):
        open_store(tmp_path / "copy").search("0815")


def test_a_reader_answers_while_a_build_replaces_what_it_reads(tmp_path: Path) -> None:
    build([ONE_SHEET], tmp_path / "store", Options())
    reader = open_store(tmp_path / "store")
    seen: list[int] = []
    build([EXAMPLES], tmp_path / "store", Options(), lambda *_: seen.append(number(reader, COUNT.format(""))))
    assert set(seen) == {9}
    assert number(reader, COUNT.format("")) == 9
    assert number(open_store(tmp_path / "store"), COUNT.format("")) == 48


def test_a_store_is_an_rdflib_dataset_too(examples_store: LocalStore) -> None:
    dataset = examples_store.as_rdflib()
    query = "SELECT (COUNT(?p) AS ?n) { ?p a pg:Project ; pg:inPolicyArea ?area . ?area pg:code '2(2)A' }"
    (row,) = dataset.query(query)
    assert row[0].toPython() == 28
    assert len(dataset.graph(SHEET)) < len(dataset)


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib 7 uses it itself
def test_each_sheet_is_a_graph_of_the_rdflib_dataset(examples_store: LocalStore) -> None:
    from rdflib import RDF, Namespace, URIRef

    dataset = examples_store.as_rdflib()
    kind = Namespace("https://w3id.org/policygraph/ontology#")
    assert set(dataset.graph(URIRef(SHEET)).subjects(RDF.type, kind.Measure)) == {URIRef(f"{SHEET}/measure")}
    assert len(set(dataset.subjects(RDF.type, kind.Measure))) == 3


def test_the_rdflib_dataset_cannot_be_written_to(examples_store: LocalStore) -> None:
    from rdflib import RDF, URIRef

    graph = examples_store.as_rdflib().graph(URIRef(SHEET))
    for write in (graph.add, graph.remove):
        with pytest.raises(StoreError, match="read-only"):
            write((URIRef("x:a"), RDF.type, URIRef("x:b")))
    with pytest.raises(StoreError, match="read-only"):
        graph.update("DROP ALL")
