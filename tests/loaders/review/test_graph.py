"""Items into triples."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from policygraph.loaders.review.graph import review_graph
from policygraph.loaders.shared_nodes import SharedNodes
from policygraph.loaders.sheet_graph import SheetGraph
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import DCTERMS, ORG, PG, PROV, RDF, RDFS, SKOS
from tests.loaders.review.records import payment, record

BASE = "https://example.org/"


def graph_of(**changed: Any) -> SheetGraph:
    return review_graph(record(**changed), "0" * 64, None, known_names(), BASE)


def values(graph: SheetGraph, node: str, property_: str) -> list[str]:
    said = graph.own.get(ox.NamedNode(node), [])
    shared = [(each.predicate, each.object) for each in graph.shared if getattr(each.subject, "value", "") == node]
    return [getattr(value, "value", "") for name, value in (*said, *shared) if name.value == property_]


def of_class(graph: SheetGraph, class_: str) -> list[str]:
    kind = ox.NamedNode(RDF.type), ox.NamedNode(class_)
    return [node.value for node, said in graph.own.items() if kind in said]


def payees(*payments: dict[str, Any]) -> tuple[SheetGraph, list[str]]:
    graph = graph_of(支出先=list(payments))
    return graph, [values(graph, node, PG.to)[0] for node in of_class(graph, PG.Payment)]


def test_a_sheet_is_known_by_ministry_year_and_id_and_all_its_nodes_lie_in_it() -> None:
    graph = graph_of(支出先=[payment("個人A")], 新しい欄=1)
    assert graph.iri == graph_of(事業名="別の名前").iri
    assert len({graph.iri, graph_of(ID=8).iri, graph_of(公開年度=2019).iri, graph_of(府省庁="別省").iri}) == 4
    assert all(f"{node.value}/".startswith(f"{graph.iri}/") for node in graph.own)


def test_every_node_but_the_sheet_and_findings_of_none_quotes_its_field_verbatim() -> None:
    read = record(
        支出先=[payment("個人A")], アウトカム=[{"成果指標": "数", "成果実績": [{"年度": 2019, "成果実績": 1.0}]}]
    )
    graph = review_graph(read, "0" * 64, None, known_names(), BASE)
    for node in graph.own:
        passages = values(graph, node.value, PROV.wasQuotedFrom)
        assert passages or "/passage/" in node.value or node.value == graph.iri
        for passage in passages:
            start, end = (int(values(graph, passage, name)[0]) for name in (PG.start, PG.end))
            assert values(graph, passage, PG.text) == [read.line[start:end]]
            assert values(graph, passage, PG.firstLine) == values(graph, passage, PG.lastLine) == ["1"]
    (paid,) = of_class(graph, PG.Payment)
    (passage,) = values(graph, paid, PROV.wasQuotedFrom)
    assert values(graph, passage, PG.field) == ["/支出先/0"]


def test_a_payment_leads_to_payee_project_and_yen() -> None:
    graph, (payee,) = payees(payment("北空株式会社", None, 1.5))
    (paid,) = of_class(graph, PG.Payment)
    assert values(graph, paid, PG.amount) == ["1500000"]
    assert values(graph, paid, PG.partOf) == of_class(graph, PG.ReviewProject)
    assert values(graph, payee, RDFS.label) == ["北空株式会社"]


def test_a_payee_known_by_its_name_is_the_node_that_a_partner_of_that_name_is() -> None:
    graph, nodes = payees(payment("（公財）北空財団"), payment("公益財団法人　北空財団"), payment("北空財団"))
    partner = SharedNodes(BASE, "010006", "架空県", 2020, known_names())
    assert (
        nodes[0] == nodes[1] == partner.organization("北空財団", "公益財団法人", "（公財）北空財団").value != nodes[2]
    )
    assert set(partner.triples[nodes[0]]) <= set(graph.shared)


def test_equal_names_with_one_number_are_one_and_with_two_are_two() -> None:
    same, other = "7000012050002", "8010001120391"
    _, (first, again, second, without) = payees(
        payment("北空株式会社", same),
        payment("北空 株式会社", same),
        payment("北空株式会社", other),
        payment("北空株式会社"),
    )
    assert first == again
    assert len({first, second, without}) == 3


def test_a_number_whose_check_digit_is_wrong_is_no_number() -> None:
    graph, (wrong, without) = payees(payment("北空株式会社", "7000012050003"), payment("北空株式会社"))
    assert wrong == without
    assert values(graph, wrong, PG.corporateNumber) == []


def test_two_stand_ins_of_one_name_are_two_and_shared_with_nobody() -> None:
    graph, (first, second) = payees(payment("個人Ａ"), payment("個人Ａ"))
    assert first != second
    assert of_class(graph, PG.Payee) == [first, second]
    assert values(graph, first, PG.payeeName) == ["個人Ａ"]


def test_a_target_that_is_no_number_is_text() -> None:
    outcomes = [{"成果指標": "数", "目標値": each, "成果実績": []} for each in ("1,000", "増やす", None)]
    graph = graph_of(アウトカム=outcomes)
    nodes = of_class(graph, PG.ReviewIndicator)
    assert [[Decimal(each) for each in values(graph, node, PG.finalTarget)] for node in nodes] == [[1000], [], []]
    assert [values(graph, node, PG.targetText) for node in nodes] == [[], ["増やす"], []]


def test_years_that_stand_twice_are_two_nodes() -> None:
    graph = graph_of(予算=[{"年度": 2019, "要求額": 1.0}, {"年度": 2019, "要求額": 2.0}])
    assert len(of_class(graph, PG.ReviewBudget)) == 2


def test_policies_are_concepts_of_the_list_or_of_their_own_wording() -> None:
    graph = graph_of(主要施策=["ＩＴ戦略", "架空の政策", None])
    known, own = values(graph, of_class(graph, PG.ReviewProject)[0], PG.mainPolicy)
    assert known.endswith("#mainPolicy-it")
    assert values(graph, own, SKOS.prefLabel) == ["架空の政策"]


def test_offices_belong_to_the_ministry_that_is_named_with_them() -> None:
    graph = graph_of(担当部局庁="国土交通省海事局\n架空省　産業局", 担当課室="総務課")
    offices = values(graph, of_class(graph, PG.ReviewProject)[0], PG.department)
    labels = [values(graph, office, RDFS.label)[0] for office in offices]
    above = [values(graph, values(graph, office, ORG.unitOf)[0], RDFS.label)[0] for office in offices]
    assert list(zip(labels, above, strict=True)) == [("海事局", "国土交通省"), ("産業局", "架空省")]


def test_an_office_is_placed_only_under_the_one_bureau() -> None:
    graph = graph_of(担当部局庁="産業局", 担当課室="総務課\n調査課")
    offices = values(graph, of_class(graph, PG.ReviewProject)[0], PG.department)
    assert [values(graph, office, RDFS.label)[0] for office in offices] == ["産業局", "産業局総務課", "産業局調査課"]


def test_an_earlier_sheet_is_linked_only_where_its_year_is_known() -> None:
    earlier = graph_of(ID=5, 公開年度=2019)
    graph = graph_of(関連する過去のレビューシート=[{"ID": 5, "公開年度": 2019}, 5, "6"])
    nodes = of_class(graph, PG.EarlierSheet)
    assert [values(graph, node, PG.refersToSheet) for node in nodes] == [[earlier.iri], [], []]
    assert [values(graph, node, DCTERMS.identifier) for node in nodes] == [["5"], ["5"], ["6"]]


def test_hostile_texts_become_literals_and_hashes_only() -> None:
    nasty = "<script>\"'\\ \u202e\x00\ud800"
    graph = graph_of(ID=nasty, 府省庁=nasty, 事業名=nasty, 支出先=[payment(nasty, nasty)], 担当部局庁=nasty)
    assert all(node.value.isascii() and "<" not in node.value for node in graph.own)
