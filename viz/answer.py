"""The graph of an answer: its nodes in layers, one a column, linked by the rows and by what the store says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pyoxigraph as ox

from policygraph.errors import QueryError
from policygraph.queries.network import ALL_CLASSES, kinds_of, unnamed_links
from policygraph.queries.store import Store, Table
from policygraph.viz.neighbourhood import MAX_NODES, Neighbourhood, described

SAME_ROW = "sameRow"
"""The link between what stands side by side in a row, where the store has no link between both."""


def graph_of_answer(store: Store, table: Table) -> Neighbourhood:
    """What an answer names; rows come in as long as the picture has room for them whole.

    Raises:
        QueryError: the answer names nothing that a picture could show.
    """
    known = kinds_of(store, ALL_CLASSES)
    rows = [list(dict.fromkeys(row)) for row in _rows(table, known)]
    if not any(rows):
        raise QueryError(
            "the answer names no node that a picture shows (measures, projects, plan codes, offices, ...)",
            ja="答えに、図に示せる要素（施策、事務事業、計画コード、部局など）が含まれていません。",
        )
    graph = unnamed_links(store)
    reach = {iri for row in rows for iri in row}
    shown = _whole_rows(rows)
    for row in rows:
        for one, other in pairwise(row):
            if not graph.has_edge(one, other) and not graph.has_edge(other, one):
                graph.add_edge(one, other, key=SAME_ROW, relation=SAME_ROW)
    return described(store, graph, None, _layers(rows, shown), reach)


def _rows(table: Table, known: dict[str, str]) -> Iterator[list[str]]:
    for row in table.rows:
        yield [term.value for term in row if isinstance(term, ox.NamedNode) and term.value in known]


def _whole_rows(rows: list[list[str]]) -> set[str]:
    """The nodes of the first rows that fit."""
    shown: set[str] = set()
    for row in rows:
        if len(shown.union(row)) > MAX_NODES:
            break
        shown.update(row)
    return shown


def _layers(rows: list[list[str]], shown: set[str]) -> dict[str, int]:
    """The layer of each node shown, in the order of the rows: the rightmost place it has in one."""
    layers: dict[str, int] = {}
    for row in rows:
        for place, iri in enumerate(row, 1):
            if iri in shown:
                layers[iri] = max(layers.get(iri, 1), place)
    return layers
