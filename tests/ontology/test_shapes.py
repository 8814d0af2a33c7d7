"""The shapes of the data: a small sound graph conforms, and each breach is noticed."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph

from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.sheet_graph import Provenance, sheet_graph
from policygraph.loaders.source import Source
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import NAMESPACE
from policygraph.ontology.turtle import read_turtle
from policygraph.ontology.validate import validate_data

if os.environ.get("CI") != "true":
    pytest.importorskip("pyshacl", reason="pySHACL is not installed: pip install policygraph[shapes]")

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.txt"))

PREFIXES = f"""
@prefix pg: <{NAMESPACE}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
SOUND = """
:government a pg:Organization ; rdfs:label "架空県"@ja ; pg:sortKey "1" .
:sheet a pg:Sheet ; pg:fiscalYear "2020"^^xsd:gYear ; dcterms:title "調書"@ja ; pg:authority :government ;
    pg:fileName "sheet.txt" ; pg:readBy "policygraph 0.1.0" ;
    pg:sha256 "0000000000000000000000000000000000000000000000000000000000000000" .
:passage a pg:Passage ; pg:inSheet :sheet ; pg:start 0 ; pg:end 5 ; pg:firstLine 1 ; pg:lastLine 1 ;
    pg:text "かきくけこ"@ja .
:measure a pg:Measure ; rdfs:label "架空の施策"@ja ; pg:code "99-01" ; pg:fiscalYear "2020"^^xsd:gYear ;
    pg:inSheet :sheet ; prov:wasQuotedFrom :passage .
:system a pg:PlanScheme ; pg:sortKey "1" ; rdfs:label "政策体系"@ja , "policy system"@en .
:area a pg:PolicyArea ; pg:sortKey "1" ; pg:code "9(9)Z" ; skos:inScheme :system ; rdfs:label "9(9)Z"@ja .
:part a pg:MeasurePart ; pg:partOf :measure ; pg:inPolicyArea :area ; pg:position 1 ; prov:wasQuotedFrom :passage .
:project a pg:Project ; pg:code "0001" ; rdfs:label "架空の事業"@ja ; pg:partOf :part ; pg:budget 1000 ;
    pg:staff 0.5 ; pg:position 1 ; prov:wasQuotedFrom :passage .
"""


CORRECTION = """
:correction a pg:Correction ; pg:inSheet :sheet ; pg:about :project ; pg:property pg:budget ;
    pg:aboutKey "project/0001/budget" ; pg:valueRead "100" ; pg:valueSet "1000" ; pg:correctedBy "架空 花子" ;
    pg:correctedOn "2020-11-09"^^xsd:date ; pg:reason "原本で確認"@ja ; pg:position 1 ; prov:wasQuotedFrom :passage .
:project prov:wasGeneratedBy :correction ; pg:confidence 1.0 ; pg:method "correction" .
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
    breach = ':other a pg:Measure ; rdfs:label "別の施策"@ja ; pg:code "99-02" ; pg:fiscalYear "2020"^^xsd:gYear ;'
    breach += " pg:inSheet :sheet ."
    assert {node for node, _ in broken(SOUND + breach)} == {"other"}


def graph_of(path: Path) -> Graph:
    source = Source.from_bytes(path.name, path.read_bytes())
    provenance = Provenance(authority="北海道", authority_code="010006", sha256=sha256(path.read_bytes()).hexdigest())
    written = sheet_graph(read_sheet(source), source, provenance, known_names())
    triples = [*(quad.triple for quad in written.quads()), *written.shared]
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def undocumented(graph: Graph) -> set[tuple[str, str]]:
    """Pairs of class and property that are in a graph but not among the property's domains."""
    terms = read_turtle("policygraph.ttl")
    pairs = {
        (str(class_), str(path)) for node, class_ in graph.subject_objects(RDF.type) for path in graph.predicates(node)
    }
    domains = {path: set(values.get("https://schema.org/domainIncludes", ())) for path, values in terms.items()}
    return {(class_, path) for class_, path in pairs if domains.get(path) and class_ not in domains[path]}


def test_the_graph_of_the_real_sheet_conforms(real_sheet_path: Path) -> None:
    graph = graph_of(real_sheet_path)
    assert validate_data(graph) == ()
    assert undocumented(graph) == set()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_graph_of_each_example_conforms(path: Path) -> None:
    assert validate_data(graph_of(path)) == ()


def test_a_correction_says_who_when_and_of_what() -> None:
    assert broken(SOUND + CORRECTION) == set()
    for said in ("pg:correctedBy", "pg:correctedOn", "pg:aboutKey", "pg:about"):
        lacking = CORRECTION.replace(f"{said} ", "rdfs:comment ", 1)
        assert ("correction", said.removeprefix("pg:")) in broken(SOUND + lacking)
