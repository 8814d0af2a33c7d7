from __future__ import annotations

import csv
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from policygraph.errors import QueryError
from policygraph.queries.export import export
from policygraph.queries.store import LocalStore

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_a_file_of_graphs_reads_back_as_the_same_quads(examples_store: LocalStore, tmp_path: Path, suffix: str) -> None:
    export(examples_store, tmp_path / f"all{suffix}")
    assert set(ox.parse(path=str(tmp_path / f"all{suffix}"))) == set(examples_store.database)


def test_turtle_is_the_union(examples_store: LocalStore, tmp_path: Path) -> None:
    export(examples_store, tmp_path / "all.ttl")
    read = {quad.triple for quad in ox.parse(path=str(tmp_path / "all.ttl"))}
    assert read == {quad.triple for quad in examples_store.database}


def test_quads_are_sorted_so_that_they_diff_well(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    export(one_sheet_store, tmp_path / "all.nq")
    lines = (tmp_path / "all.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)


def test_a_network_file_has_labels_and_relations(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    export(one_sheet_store, tmp_path / "net.graphml")
    graph = nx.read_graphml(tmp_path / "net.graphml")
    assert graph.nodes[f"{SHEET}/project/0815"]["label"] == "食品加工の技術支援事業費"
    assert graph.nodes[f"{SHEET}/project/0815"]["kind"] == "Project"
    parts = [
        data["relation"] for _, end, data in graph.out_edges(f"{SHEET}/project/0815", data=True) if "/part/" in end
    ]
    assert parts == ["partOf"]
    export(one_sheet_store, tmp_path / "net.gexf")
    assert set(nx.read_gexf(tmp_path / "net.gexf")) == set(graph)


def test_a_folder_gets_a_table_for_each_kind(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    export(one_sheet_store, tmp_path / "tables")
    with (tmp_path / "tables" / "projects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["code"] for row in rows] == [f"08{number}" for number in range(11, 20)]
    assert (rows[3]["carriedOver"], rows[3]["budget"]) == ("3000000", "18900000")
    assert rows[7]["generalFunds"] == ""
    assert {path.stem for path in (tmp_path / "tables").iterdir()} >= {
        "measures",
        "indicators",
        "organizations",
        "findings",
    }


def test_an_ending_that_is_not_written_is_refused(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.docx is not written"):
        export(one_sheet_store, tmp_path / "all.docx")
