"""Tables for other libraries: pandas and networkx, imported only here and only when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from policygraph.queries.drawing import labels_of
from policygraph.queries.table import Table, Term, Value, value_of

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_DTYPES: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "boolean"),
    ((int,), "Int64"),
    ((int, Decimal, float), "Float64"),
    ((date,), "datetime64[s]"),
    ((str,), "string"),
)
"""What a column becomes whose values are all of these types: all but dates know "missing" apart from any value."""


def data_frame(table: Table) -> pd.DataFrame:
    """A data frame with a column for each of the table.

    Whole numbers and years become ``Int64``, other numbers ``Float64`` (statistics reckon in floats;
    ``Table.records`` keeps the exact decimals), yes and no ``boolean``, dates ``datetime64[s]``,
    everything else ``string``; what is unbound is ``<NA>`` (``NaT`` among dates). A column of mixed types, or with
    whole numbers beyond 64 bits, keeps its Python values (``object``), and so does one without any.

    Raises:
        ImportError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError("to_pandas needs pandas: pip install 'policygraph[notebook]'") from error
    columns = {name: [value_of(row[index]) for row in table.rows] for index, name in enumerate(table.columns)}
    return pd.DataFrame({name: pd.Series(values, dtype=_dtype(values)) for name, values in columns.items()})


def _dtype(values: Sequence[Value]) -> str:
    found = {type(value) for value in values if value is not None}
    fitting = (dtype for types, dtype in _DTYPES if found and found <= set(types))
    dtype = next(fitting, "object")
    too_large = dtype == "Int64" and any(isinstance(value, int) and not -(2**63) <= value < 2**63 for value in values)
    return "object" if too_large else dtype


def links(table: Table) -> nx.MultiDiGraph[str]:
    """A graph of the things (IRIs) that the rows name.

    In each row the first thing is linked to each other one. A node has ``column``, where it first
    stands, and ``label``: the text of the column ``xName`` beside its column ``x``, else the name that
    the store has for it. An edge has ``relation``, the column of its end, and the other values of the
    row by column, as types that GraphML and GEXF know; what is unbound is left out.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in table.rows:
        cells = {name: term for name, term in zip(table.columns, row, strict=True) if term is not None}
        things = [(name, term.value) for name, term in cells.items() if isinstance(term, ox.NamedNode)]
        for name, iri in things:
            graph.add_node(iri, **{"column": name, **graph.nodes.get(iri, {}), **_label(cells.get(f"{name}Name"))})
        for name, iri in things[1:]:
            key = graph.add_edge(things[0][1], iri)
            graph.edges[things[0][1], iri, key].update(_values(cells), relation=name)
    _name_the_rest(graph, table)
    return graph


def _label(name: Term | None) -> dict[str, str]:
    return {"label": name.value} if name is not None else {}


def _values(cells: Mapping[str, Term]) -> dict[str, str | float]:
    return {name: _plain(value_of(term)) for name, term in cells.items() if not isinstance(term, ox.NamedNode)}


def _plain(value: Value) -> str | float:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) else str(value)


def _name_the_rest(graph: nx.MultiDiGraph[str], table: Table) -> None:
    nameless = [iri for iri, held in graph.nodes.items() if "label" not in held]
    labels = labels_of(table.origin.store, nameless) if table.origin else {}
    for iri in nameless:
        graph.nodes[iri]["label"] = labels.get(iri, iri)
