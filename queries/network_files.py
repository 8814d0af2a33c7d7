"""Networks as GraphML and GEXF, which Gephi opens with labels, kinds and weights."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from policygraph.ontology.terms import NAMESPACE, PG
from policygraph.queries.kinds import kind_label
from policygraph.queries.store import Store, iri_values

if TYPE_CHECKING:
    from policygraph.queries.network import Network

NETWORK_ENDINGS = (".graphml", ".gexf")

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_YEN = "SELECT ?node (MAX(?yen) AS ?most) WHERE { VALUES ?node { %s } ?node pg:budget ?yen } GROUP BY ?node"
_BATCH = 1000


def for_gephi(graph: Network) -> None:
    """Name kinds and relations in Japanese beside their keys, and give each link a ``weight`` of at least one.

    Node attributes: ``label``, ``code``, ``kind`` and ``kindLabel``; links: ``relation``, ``label`` and
    ``weight``, in how many passages the link is stated.
    """
    for _, data in graph.nodes(data=True):
        data["kindLabel"] = kind_label(NAMESPACE + data["kind"])
    for _, _, data in graph.edges(data=True):
        relation = data["relation"]
        data["label"] = kind_label(relation if ":" in relation else NAMESPACE + relation)
        data["weight"] = max(1, data.get("weight", 1))


def add_money(store: Store, graph: Network) -> None:
    """Add to projects their budget as ``yen``; one that is not known is not there."""
    projects = [iri for iri, data in graph.nodes(data=True) if data["kind"] == "Project"]
    for start in range(0, len(projects), _BATCH):
        for node, yen in store.select(_YEN % iri_values(projects[start : start + _BATCH])).rows:
            if node and yen:
                graph.nodes[node.value]["yen"] = int(yen.value)


def add_mentions(store: Store, graph: Network) -> None:
    """Add to links as ``weight`` how many mentions of the end there are in what begins it."""
    edges = store.edges((PG.partOf, PG.mentionOf))
    parents = {edge.subject: edge.object for edge in edges if edge.property == PG.partOf}
    counts: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        if edge.property == PG.mentionOf and (near := parents.get(edge.subject)):
            counts.update((each, edge.object) for each in {near, parents.get(near, near)})
    for subject, object_, data in graph.edges(data=True):
        data["weight"] = max(1, counts[subject, object_])


def write_network(graph: Network, file: IO[bytes] | Path, ending: str) -> None:
    """Write a graph whose attributes are texts and numbers; what XML cannot hold is left out of texts."""
    import networkx as nx

    for attributes in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        attributes.update(
            {key: _NOT_IN_XML.sub("", value) for key, value in attributes.items() if isinstance(value, str)}
        )
    if ending == ".graphml":
        nx.write_graphml(graph, file)
    else:
        nx.write_gexf(graph, file)
