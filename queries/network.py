"""The store as networkx graphs: nodes with kind, code and label; edges by rule of impact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from policygraph.ontology.impact import ImpactRule, impact_rules
from policygraph.ontology.terms import NAMESPACE, PG, SKOS
from policygraph.queries.store import Edge, Store, iri_values

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

_KINDS = """
SELECT ?node ?kind WHERE { VALUES ?kind { %s } ?node a ?kind }
"""
_NAMES = """
SELECT ?node ?code ?label WHERE {
  VALUES ?node { %s }
  OPTIONAL { ?node pg:code|pg:rank|pg:number ?code }
  OPTIONAL { ?node rdfs:label ?label FILTER (LANG(?label) IN ("ja", "")) }
  OPTIONAL { ?node skos:prefLabel ?preferred FILTER (LANG(?preferred) = "ja") }
}
"""
_BATCH = 1000


LINKS = (
    *(PG.partOf, PG.inPolicyArea, PG.addresses, PG.department, PG.with_, PG.mentions, PG.targets, PG.respondsTo),
    *(PG.ofIndicator, PG.relatedOffice, PG.transferredFrom, PG.basisPlan, PG.who, PG.to, SKOS.broader, SKOS.inScheme),
)
"""Properties that link the nodes of networks."""


class Node(NamedTuple):
    """A node as people know it: class, code (or number or rank), label; empty where it has none."""

    iri: str
    kind: str
    code: str
    label: str


def kinds_of(store: Store, classes: Iterable[str]) -> dict[str, str]:
    """The class of every node that is of one of ``classes``."""
    rows = store.select(_KINDS % iri_values(classes)).rows
    return {node.value: kind.value for node, kind in rows if node and kind}


def rule_classes(rules: Sequence[ImpactRule]) -> set[str]:
    """All classes that rules speak of."""
    return set().union(*(rule.subject_classes | rule.object_classes for rule in rules))


def network(
    store: Store, relations: Iterable[str] = ("structural",), rules: Sequence[ImpactRule] | None = None
) -> Network:
    """Who hangs on whom: an edge from the support to the dependent, with its rule and statement.

    ``rules`` stand in place of those of ``ontology/impact.ttl``.

    Edge attributes: ``rule`` (an :class:`ImpactRule`), ``statement`` (the :class:`Edge` that says
    so), and the rule's key as edge key.
    """
    import networkx as nx

    wanted = set(relations)
    rules = [rule for rule in (impact_rules() if rules is None else rules) if rule.relation in wanted]
    kinds = kinds_of(store, rule_classes(rules).union(ALL_CLASSES))
    by_property: dict[str, list[ImpactRule]] = {}
    for rule in rules:
        by_property.setdefault(rule.property, []).append(rule)
    graph: Network = nx.MultiDiGraph()
    for edge in store.edges(sorted(by_property)):
        for rule in by_property[edge.property]:
            if _holds(rule, edge, kinds):
                support, dependent = _ends(rule, edge)
                graph.add_edge(support, dependent, key=rule.key, rule=rule, statement=edge)
    for iri in graph:
        graph.nodes[iri]["kind"] = kinds.get(iri, "")
    return graph


ALL_CLASSES = tuple(
    sorted(
        {
            *(PG.Measure, PG.MeasurePart, PG.Project, PG.Initiative, PG.Indicator, PG.Observation),
            *(PG.PlanScheme, PG.PlanCode, PG.PolicyArea, PG.Organization, PG.Department, PG.Cooperation),
            *(PG.FirstEvaluation, PG.SecondEvaluation, PG.ResponsePolicy, PG.Opinion, PG.Response),
            *(PG.Need, PG.Request, PG.Role, PG.BudgetTotal, PG.Reflection, PG.Judgement),
        }
    )
)
"""Classes of the nodes that networks show."""


def _holds(rule: ImpactRule, edge: Edge, kinds: Mapping[str, str]) -> bool:
    return _is_one_of(edge.subject, rule.subject_classes, kinds) and _is_one_of(edge.object, rule.object_classes, kinds)


def _is_one_of(node: str, classes: frozenset[str], kinds: Mapping[str, str]) -> bool:
    return not classes or kinds.get(node) in classes


def _ends(rule: ImpactRule, edge: Edge) -> tuple[str, str]:
    """The support and the dependent of a statement."""
    return (edge.subject, edge.object) if rule.dependent_end == "object" else (edge.object, edge.subject)


def nodes_of(store: Store, iris: Iterable[str], kinds: Mapping[str, str]) -> dict[str, Node]:
    """Names of nodes, for people."""
    wanted = sorted(set(iris))
    nodes = {iri: Node(iri, kinds.get(iri, ""), "", "") for iri in wanted}
    for start in range(0, len(wanted), _BATCH):
        rows = store.select(_NAMES % iri_values(wanted[start : start + _BATCH])).rows
        for node, code, label in rows:
            if node is not None:
                nodes[node.value] = Node(
                    node.value,
                    kinds.get(node.value, ""),
                    code.value if code else "",
                    label.value if label else "",
                )
    return nodes


def links(store: Store) -> Network:
    """All nodes that networks show, and the statements between them.

    Node attributes: ``label``, ``code``, ``kind`` (local name of the class); edge attribute:
    ``relation`` (local name of the property), which is the edge's key too.
    """
    graph = unnamed_links(store)
    name_nodes(store, graph, graph)
    return graph


def unnamed_links(store: Store) -> Network:
    """:func:`links` whose nodes have a ``kind`` only; names cost most of the time."""
    import networkx as nx

    graph: Network = nx.MultiDiGraph()
    kinds = kinds_of(store, ALL_CLASSES)
    for iri, kind in kinds.items():
        graph.add_node(iri, kind=kind.removeprefix(NAMESPACE))
    for edge in store.edges(LINKS):
        if edge.subject in kinds and edge.object in kinds:
            relation = edge.property.removeprefix(NAMESPACE)
            graph.add_edge(edge.subject, edge.object, key=relation, relation=relation)
    return graph


def name_nodes(store: Store, graph: Network, iris: Iterable[str]) -> None:
    """Add ``label`` and ``code`` to some nodes of a graph; what has no label is called by its code."""
    for node in nodes_of(store, iris, {}).values():
        graph.nodes[node.iri].update(label=node.label or node.code, code=node.code)
