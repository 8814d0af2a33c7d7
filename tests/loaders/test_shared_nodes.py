from __future__ import annotations

from policygraph.loaders.shared_nodes import SharedNodes
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import DEFAULT_BASE, RDFS


def shared() -> SharedNodes:
    return SharedNodes(DEFAULT_BASE, "010006", "架空道", 2020, known_names())


def test_a_company_keeps_its_legal_form_on_the_side_it_is_printed() -> None:
    nodes = shared()
    behind = nodes.organization("北空", "株式会社", "北空（株）")
    before = nodes.organization("北空", "株式会社", "（株）北空")
    assert behind != before
    labels = [
        triple.object
        for node in (behind, before)
        for triple in nodes.triples[node.value]
        if triple.predicate.value == RDFS.label
    ]
    assert [getattr(label, "value", None) for label in labels] == ["北空株式会社", "株式会社北空"]


def test_a_code_in_another_width_says_the_same_of_the_same_node() -> None:
    wide, narrow = shared(), shared()
    assert wide.plan("公約", "Ｃ0078") == narrow.plan("公約", "C0078")
    assert wide.triples == narrow.triples
