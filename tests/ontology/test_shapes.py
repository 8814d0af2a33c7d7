"""The shapes of the data: a small sound graph conforms, and each breach is noticed."""

from __future__ import annotations

import pytest
from policygraph.ontology.terms import NAMESPACE
from policygraph.ontology.validate import validate_data
from rdflib import Graph

pytest.importorskip("pyshacl")

PREFIXES = f"""
@prefix pg: <{NAMESPACE}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
SOUND = """
:sheet a pg:Sheet ; pg:fiscalYear "2020"^^xsd:gYear ; dcterms:title "調書"@ja ; pg:authority :authority ;
    pg:sha256 "0000000000000000000000000000000000000000000000000000000000000000" ; pg:readBy "0.1.0" .
:passage a pg:Passage ; pg:inSheet :sheet ; pg:start 0 ; pg:end 5 ; pg:firstLine 1 ; pg:lastLine 1 ;
    pg:text "かきくけこ"@ja .
:measure a pg:Measure ; rdfs:label "架空の施策"@ja ; pg:code "99-01" ; pg:fiscalYear "2020"^^xsd:gYear ;
    prov:wasQuotedFrom :passage .
:area a pg:PolicyArea ; pg:code "9(9)Z" .
:part a pg:MeasurePart ; pg:partOf :measure ; pg:inPolicyArea :area ; prov:wasQuotedFrom :passage .
:project a pg:Project ; pg:code "0001" ; rdfs:label "架空の事業"@ja ; pg:partOf :part ; pg:budget 1000 ;
    pg:staff 0.5 ; prov:wasQuotedFrom :passage .
"""


def broken(text: str) -> set[tuple[str, str | None]]:
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    return {(each.node.rpartition("/")[2], each.path and each.path.rpartition("#")[2]) for each in validate_data(graph)}


def test_a_sound_graph_conforms() -> None:
    assert broken(SOUND) == set()


@pytest.mark.parametrize(
    ("added", "noticed"),
    [
        (":project pg:budget 2000 .", ("project", "budget")),
        (':project pg:generalFunds "1000" .', ("project", "generalFunds")),
        (":project pg:staffBranch -0.1 .", ("project", "staffBranch")),
        (":project pg:confidence 1.5 ; pg:method 'overview-assignment' .", ("project", "confidence")),
        (":project pg:confidence 0.5 .", ("project", "method")),
        (":project pg:partOf :area .", ("project", "partOf")),
        (':project pg:firstDirection "改善" .', ("project", "firstDirection")),
        (':measure rdfs:label "second label"@en .', ("measure", "label")),
        (":passage pg:start 9 .", ("passage", "start")),
        (":bare a pg:BudgetTotal ; pg:partOf :measure .", ("bare", "totalBudget")),
        (":finding a pg:Finding .", ("finding", "rule")),
        (":period a pg:Period ; pg:since 2020 .", ("period", "since")),
    ],
)
def test_a_breach_is_noticed(added: str, noticed: tuple[str, str]) -> None:
    assert noticed in broken(SOUND + added)


def test_a_fact_without_a_quotation_is_noticed() -> None:
    breach = ':other a pg:Measure ; rdfs:label "別の施策"@ja ; pg:code "99-02" ; pg:fiscalYear "2020"^^xsd:gYear .'
    assert {node for node, _ in broken(SOUND + breach)} == {"other"}
