"""A question of the catalogue asked of a store, with the sources of its rows where they are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from policygraph.queries.catalogue import Column, Question
from policygraph.queries.quotations import Quotation, quotations_of
from policygraph.queries.store import Bindings, LocalStore, Scope, Store, Table, Term, iri_values
from policygraph.queries.table import Origin

SOURCES = "sources"
"""The variable that holds the IRIs of what a row rests on, parted by spaces."""
SOURCE_COLUMNS = (
    Column("sourceSheet", {"ja": "出典の調書", "en": "sheet that the row rests on"}),
    Column("sourceFile", {"ja": "出典のファイル", "en": "its file"}),
    Column(
        "sourceLines", {"ja": "出典の行", "en": "lines of the file; a semicolon parts what stands in different sheets"}
    ),
)
"""What takes the place of :data:`SOURCES`."""
_BATCH = 200
_SHEETS = """
SELECT ?sheet ?file ?title WHERE {
  VALUES ?sheet { %s } ?sheet a pg:Sheet ; dcterms:title ?title ; pg:fileName ?file
}
"""
Lines = dict[tuple[str, str], set[tuple[int, int]]]


def ask(store: Store, asked: Question, given: Mapping[str, str], *, sources: bool = False) -> Table:
    """The answer to a question; with ``sources`` each row says on which lines of which sheets it rests.

    Raises:
        ParameterError: a parameter is unknown, missing or ill-typed.
        TargetError: a parameter names nothing, or several things.
    """
    bindings = asked.bind(given, store)
    if sources:
        table = with_places(store, _selected(store, asked, asked.sparql_with_sources, bindings))
    else:
        table = known_answer(store, asked, bindings) or _selected(store, asked, asked.sparql, bindings)
    return replace(table, origin=Origin.of_question(store, asked, given, columns_of(asked, sources=sources)))


def known_answer(store: Store, asked: Question, bindings: Bindings) -> Table | None:
    """The answer without sources that was worked out at the build, unless one sheet is asked for."""
    return store.prepared(asked.name, bindings) if asked.prepared and not _of_one_sheet(asked, bindings) else None


def _of_one_sheet(asked: Question, bindings: Bindings) -> bool:
    return asked.within_sheet and "measureCode" in bindings


def _selected(store: Store, asked: Question, sparql: str, bindings: Bindings) -> Table:
    scope = scope_of(store, asked, bindings)
    if scope is None or not isinstance(store, LocalStore):
        return store.select(sparql, bindings)
    table = store.answer(sparql, bindings, scope=scope)
    assert isinstance(table, Table)
    return table


def scope_of(store: Store, asked: Question, bindings: Bindings) -> Scope | None:
    """The graphs that hold the whole answer, where a store on disk can tell; None: all.

    An engine then looks at one sheet of many: on 500 sheets this makes a second ten milliseconds.
    """
    if not _of_one_sheet(asked, bindings) or not isinstance(store, LocalStore):
        return None
    # A question that needs no scope should not wait for the import.
    from policygraph.loaders.iris import shared_graph_iri

    code = bindings["measureCode"].value
    sheets = tuple(document.iri for document in store.documents if document.code == code)
    return Scope((*sheets, shared_graph_iri(store.manifest.base)), sheets)


def columns_of(asked: Question, *, sources: bool = False) -> tuple[Column, ...]:
    """What the columns of the answer mean."""
    return (*asked.columns, *SOURCE_COLUMNS) if sources else asked.columns


def with_places(store: Store, table: Table) -> Table:
    """An answer that has :data:`SOURCES`, with :data:`SOURCE_COLUMNS` in its place."""
    place = table.columns.index(SOURCES)
    nodes = [term.value.split() if term else [] for term in (row[place] for row in table.rows)]
    quoted = _places(store, sorted({iri for iris in nodes for iri in iris}))
    rows = (
        (*row[:place], *row[place + 1 :], *_cells(quoted, iris)) for row, iris in zip(table.rows, nodes, strict=True)
    )
    names = (name for name in table.columns if name != SOURCES)
    return Table((*names, *(column.name for column in SOURCE_COLUMNS)), tuple(rows))


def _places(store: Store, nodes: list[str]) -> dict[str, list[Quotation]]:
    """What each node was quoted from; a sheet is a source without lines."""
    found: dict[str, list[Quotation]] = {}
    for start in range(0, len(nodes), _BATCH):
        batch = nodes[start : start + _BATCH]
        found |= quotations_of(store, batch)
        for sheet, file, title in store.select(_SHEETS % iri_values(batch)).rows:
            if sheet and file and title:
                found[sheet.value] = [Quotation("", 0, 0, file.value, title.value)]
    return found


def _cells(quoted: Mapping[str, list[Quotation]], nodes: Iterable[str]) -> list[Term | None]:
    lines: Lines = {}
    for node in nodes:
        for quotation in quoted.get(node, ()):
            places = lines.setdefault((quotation.title, quotation.file), set())
            if quotation.first_line:
                places.add((quotation.first_line, quotation.last_line))
    if not lines:
        return [None] * len(SOURCE_COLUMNS)
    sheets = sorted(lines)
    texts = ([title for title, _ in sheets], [file for _, file in sheets], [_ranges(lines[each]) for each in sheets])
    return [ox.Literal("; ".join(each)) for each in texts]


def _ranges(places: Iterable[tuple[int, int]]) -> str:
    """Lines as people write them, what touches joined.

    >>> _ranges({(3, 4), (5, 5), (9, 9)})
    '3-5, 9'
    """
    joined: list[tuple[int, int]] = []
    for first, last in sorted(places):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in joined)
