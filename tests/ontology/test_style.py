"""The vocabulary keeps its own style, and the shapes notice where it does not."""

from __future__ import annotations

import os

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

from policygraph.ontology import validate
from policygraph.ontology.terms import NAMESPACE, PG
from policygraph.ontology.turtle import read_turtle

if os.environ.get("CI") != "true":
    pytest.importorskip("pyshacl", reason="pySHACL is not installed: pip install policygraph[shapes]")

EXISTING = URIRef(PG.Measure)


def test_the_vocabulary_keeps_its_style() -> None:
    assert validate.validate_style() == ()


@pytest.mark.parametrize(
    "spoiling",
    [
        (EXISTING, RDFS.label, Literal("another measure", lang="en")),
        (EXISTING, SKOS.definition, Literal("une mesure", lang="fr")),
        (URIRef(PG.partOf), OWL.inverseOf, URIRef(PG.mentions)),
        (URIRef(NAMESPACE + "lowerClass"), RDF.type, OWL.Class),
        (URIRef(NAMESPACE + "UpperProperty"), RDF.type, OWL.ObjectProperty),
        (URIRef("https://w3id.org/policygraph/codes#grade-A"), URIRef(PG.code), Literal("AA")),
        (URIRef("https://w3id.org/policygraph/impact#part-plan"), URIRef(PG.dependentEnd), Literal("both")),
    ],
)
def test_a_breach_of_style_is_noticed(monkeypatch: pytest.MonkeyPatch, spoiling: tuple[URIRef, URIRef, URIRef]) -> None:
    spoilt = validate.vocabulary()
    spoilt.add(spoiling)
    monkeypatch.setattr(validate, "vocabulary", lambda: spoilt)
    assert str(spoiling[0]) in {violation.node for violation in validate.validate_style()}


def test_domains_and_ranges_are_terms_that_exist() -> None:
    terms = read_turtle("policygraph.ttl")
    used = {
        each
        for values in terms.values()
        for key in ("https://schema.org/domainIncludes", "https://schema.org/rangeIncludes")
        for each in values.get(key, ())
    }
    assert {each for each in used if each.startswith(NAMESPACE)} <= set(terms)


def test_shapes_speak_of_terms_that_exist() -> None:
    terms, shapes = set(read_turtle("policygraph.ttl")), read_turtle("shapes.ttl")
    used = {each for values in shapes.values() for several in values.values() for each in several}
    assert {each for each in used if each.startswith(NAMESPACE)} <= terms
