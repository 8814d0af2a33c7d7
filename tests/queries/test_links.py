"""Links kept beside a version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policygraph.errors import StoreError
from policygraph.ontology.impact import impact_rules
from policygraph.ontology.terms import PG, PROV
from policygraph.queries.links import linked, read_links
from policygraph.queries.network import LINKS
from policygraph.queries.store import LocalStore, open_store


def test_what_is_kept_is_what_the_database_holds(examples_store: LocalStore) -> None:
    kept = read_links(examples_store.version.links)
    assert set(kept) == {*LINKS, *(rule.property for rule in impact_rules())}
    for name, pairs in kept.items():
        assert sorted(pairs) == sorted(linked(examples_store.database, name))
    assert len(kept[PG.partOf]) > 100


def test_a_property_that_is_not_kept_is_looked_up(examples_store: LocalStore) -> None:
    edges = examples_store.edges([PROV.wasQuotedFrom, PG.partOf])
    assert {edge.property for edge in edges} == {PROV.wasQuotedFrom, PG.partOf}
    count = examples_store.select("SELECT (COUNT(*) AS ?n) { ?s prov:wasQuotedFrom ?o }").records[0]["n"]
    assert sum(edge.property == PROV.wasQuotedFrom for edge in edges) == count


@pytest.mark.parametrize("text", ["", "{", "{}", '{"nodes": [], "edges": {"x:a": [0, 1]}}', '{"nodes": 1, "edges": 2}'])
def test_damaged_links_are_an_error_that_names_them(one_sheet_store: LocalStore, tmp_path: Path, text: str) -> None:
    opened = open_store(shutil.copytree(one_sheet_store.version.path.parent.parent, tmp_path / "store"))
    opened.version.links.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=r"links\.json"):
        opened.edges([PG.partOf])


def test_a_version_that_keeps_no_links_is_asked_for_them(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    opened = open_store(shutil.copytree(one_sheet_store.version.path.parent.parent, tmp_path / "store"))
    opened.version.links.unlink()
    assert sorted(opened.edges([PG.partOf])) == sorted(one_sheet_store.edges([PG.partOf]))
