"""What is around a target: nodes by hop, facts with units, passages, counts that are true."""

from __future__ import annotations

from collections import Counter

import pytest

from policygraph.ontology.terms import PG
from policygraph.queries.network import links
from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz import neighbourhood as module
from policygraph.viz.neighbourhood import neighbourhood
from tests.viz.conftest import Around

TARGETS = {
    "0536": "Project",
    "05-10": "Measure",
    "A3412": "PlanCode",
    "2(2)A": "PolicyArea",
    "地方独立行政法人北海道立総合研究機構": "Organization",
    "経済部産業振興課": "Department",
    "共同研究の件数": "Indicator",
}


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("target", TARGETS)
def test_every_kind_of_target_has_a_neighbourhood(around: Around, target: str, depth: int) -> None:
    found = around(target, depth)
    assert found.kind(found.target) == TARGETS[target]
    assert next(iter(found.hops)) == found.target
    assert set(found.hops.values()) == set(range(depth + 1))
    assert len(found.hops) == sum(found.totals.values()) > depth
    assert all(found.names.values())
    assert list(found.hops.values()) == sorted(found.hops.values())


def test_what_no_network_shows_stands_alone_with_its_facts(examples_store: LocalStore) -> None:
    sheet = examples_store.documents[0]
    found = neighbourhood(examples_store, find_target(examples_store, sheet.iri), 1)
    assert list(found.hops) == [sheet.iri]
    assert sheet.code in found.names[sheet.iri]


def test_the_first_hop_is_what_is_linked_in_either_direction(around: Around, examples_store: LocalStore) -> None:
    found = around("0536")
    graph = links(examples_store)
    linked = {*graph.successors(found.target), *graph.predecessors(found.target)}
    assert {iri for iri, hop in found.hops.items() if hop == 1} == linked


def test_facts_have_the_names_of_the_vocabulary_and_units(around: Around) -> None:
    found = around("0536")
    facts = {fact.name: fact.values for fact in found.told.facts[found.target]}
    assert facts["事業費"] == ("12,346,000 円",)
    assert facts["人工計"] == ("0.8 人",)
    assert facts["次年度の方向性"] == ("改善",)


def test_an_observation_is_told_by_its_indicator_year_and_value_with_the_unit(around: Around) -> None:
    found = around("共同研究の件数")
    names = {found.names[iri] for iri in found.hops if found.kind(iri) == "Observation"}
    assert any(name.startswith("主① 2019年度 実績値 139 件") for name in names)


def test_nodes_of_several_measures_say_of_which(around: Around) -> None:
    found = around("A3412")
    policies = [found.names[iri] for iri in found.hops if found.kind(iri) == "ResponsePolicy"]
    assert {name.split()[0] for name in policies} == {"05-10", "06-04"}


def test_no_fact_repeats_a_link_and_none_is_an_iri(around: Around) -> None:
    found = around("05-10", 2)
    for about in found.told.facts.values():
        for fact in about:
            assert fact.property not in (PG.inPolicyArea, PG.addresses)
            assert not any(value.startswith("http") for value in fact.values)


def test_passages_quote_the_file_word_for_word(around: Around, examples_store: LocalStore) -> None:
    found = around("0536")
    [project, *overview] = found.told.quotations[found.target]
    assert "0536" in project.text and "12,346" in project.text
    assert overview, "the overview stands apart from the row"
    assert project.file == "05-10-monozukuri-reworded.txt"
    assert {sheet.file for sheet in found.sheets} == {document.file for document in examples_store.documents}


def test_a_link_that_a_sheet_names_has_its_passage(around: Around) -> None:
    found = around("A3412")
    named = [passages for (_, object_), passages in found.mentions.items() if object_ == found.target]
    assert named
    assert all("A3412" in passage.text for passages in named for passage in passages)


def test_findings_stand_with_what_they_are_about(around: Around) -> None:
    found = around("共同研究の件数")
    assert {finding.severity for finding in found.told.findings[found.target]} <= {"警告", "注記", "エラー"}
    assert all(finding.message for finding in found.told.findings[found.target])


def test_beyond_the_limit_the_nearest_are_shown_and_all_are_counted(
    examples_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = find_target(examples_store, "05-10")
    whole = neighbourhood(examples_store, target, 2)
    monkeypatch.setattr(module, "MAX_NODES", 30)
    found = neighbourhood(examples_store, target, 2)
    assert len(found.hops) == 30
    assert sum(found.totals.values()) == len(whole.hops) > 100
    assert Counter(found.hops.values())[1] == sum(hop == 1 for hop in whole.hops.values())
    assert found.graph.number_of_nodes() == 30
