"""What a data set says of itself: licences and sources as the sidecars gave them, and nothing where they did not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from policygraph.errors import QueryError
from policygraph.ontology.terms import DCTERMS, RDF
from policygraph.queries.description import DCAT, VOID, write_description
from policygraph.queries.store import LocalStore, open_store
from tests.conftest import EXAMPLES, ONE_SHEET

BASE = "https://w3id.org/policygraph/id/"
DATA = ox.NamedNode(BASE + "dataset")


def written(store: LocalStore, path: Path) -> tuple[int, set[ox.Triple]]:
    unlicensed = write_description(store, path)
    return unlicensed, {quad.triple for quad in ox.parse(path=str(path))}


def values(triples: set[ox.Triple], subject: str, property_: str) -> set[str]:
    return {
        getattr(triple.object, "value", "")
        for triple in triples
        if triple.subject == ox.NamedNode(subject) and triple.predicate == ox.NamedNode(property_)
    }


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld"])
def test_it_tells_size_licence_and_source_of_the_whole_and_of_each_sheet(
    examples_store: LocalStore, tmp_path: Path, suffix: str
) -> None:
    unlicensed, triples = written(examples_store, tmp_path / f"dataset{suffix}")
    assert unlicensed == 0
    assert values(triples, DATA.value, RDF.type) == {VOID + "Dataset", DCAT + "Dataset"}
    assert values(triples, DATA.value, VOID + "triples") == {str(len(examples_store.database))}
    assert values(triples, DATA.value, VOID + "subset") == {each.iri for each in examples_store.documents}
    assert values(triples, DATA.value, VOID + "uriSpace") == {BASE}
    sheet = f"{BASE}010006/2020/06-04"
    assert values(triples, sheet, DCTERMS.license) == {"Apache-2.0 (fictional)"}
    assert values(triples, sheet, DCTERMS.source) == {f"https://example.org/policygraph/{ONE_SHEET.name}"}
    counted = {str(each.triples) for each in examples_store.documents if each.iri == sheet}
    assert values(triples, sheet, VOID + "triples") == counted
    assert values(triples, DATA.value, DCTERMS.license) > {"Apache-2.0 (fictional)"}


def test_a_licence_that_nobody_gave_is_not_said_but_counted(tmp_path: Path) -> None:
    from policygraph.queries.build import Options, build

    (tmp_path / "sheet.txt").write_bytes((EXAMPLES / ONE_SHEET.name).read_bytes())
    build([tmp_path / "sheet.txt"], tmp_path / "store", Options())
    unlicensed, triples = written(open_store(tmp_path / "store"), tmp_path / "dataset.ttl")
    assert unlicensed == 1
    assert values(triples, DATA.value, DCTERMS.license) == set()


def test_another_ending_is_refused(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="a description is written as"):
        write_description(one_sheet_store, tmp_path / "dataset.csv")
