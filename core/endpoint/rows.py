"""Answers as people read them: headings, names instead of IRIs, and where in which sheet it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import pyoxigraph as ox

from policygraph.endpoint.phrases import PHRASES
from policygraph.ontology.terms import NAMESPACE, PROV, RDF, RDFS
from policygraph.queries.asking import SOURCE_COLUMNS
from policygraph.queries.catalogue import Column
from policygraph.queries.drawing import labels_of, shown
from policygraph.queries.kinds import kind_label
from policygraph.queries.quotations import Quotation, quotations_of
from policygraph.queries.store import LocalStore, Table, Term
from policygraph.queries.table import is_number
from policygraph.viz.wording import words

MOST_POINTING = 200
"""Statements about other things that the page of one lists; it says when there are more."""
_SHORTEST = 60
"""Characters of an IRI without a name that a cell shows."""


class Cell(NamedTuple):
    """A cell of a page's table: its text, where it leads, whether it is a number."""

    text: str
    link: str = ""
    numeric: bool = False


class Grid(NamedTuple):
    """A table of a page."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def grid(table: Table, columns: Iterable[Column], store: LocalStore, language: str) -> Grid:
    """A table with names for IRIs (none beside their name), and a last column that says where it stands.

    Where the answer tells its sources itself, that is what the last column says.
    """
    meanings = {column.name: column for column in columns}
    told = SOURCE_COLUMNS[0].name in table.columns
    places = {column.name for column in SOURCE_COLUMNS}
    shown_columns = [name for name in table.columns if f"{name}Name" not in table.columns and name not in places]
    iris = {term.value for row in table.rows for term in row if isinstance(term, ox.NamedNode)}
    labels, quotes = labels_of(store, iris), {} if told or not iris else quotations_of(store, iris)
    headings = [_heading(name, meanings.get(name), language) for name in shown_columns]
    rows = []
    for row in table.rows:
        terms = dict(zip(table.columns, row, strict=True))
        cells = [_cell(terms[name], terms.get(name.removesuffix("Name")), labels) for name in shown_columns]
        if told or quotes:
            cells.append(_told(terms) if told else _source(row, quotes))
        rows.append(cells)
    return Grid([*headings, PHRASES[language]["source"]] if told or quotes else headings, rows)


def _heading(name: str, column: Column | None, language: str) -> str:
    if column is None:
        return name
    return f"{column.meaning[language]}（{column.unit}）" if column.unit else column.meaning[language]


def _cell(term: Term | None, thing: Term | None, labels: dict[str, str]) -> Cell:
    if term is None:
        return Cell("")
    link = address_of(thing.value) if isinstance(thing, ox.NamedNode) else ""
    if isinstance(term, ox.NamedNode):
        return Cell(labels.get(term.value, _short(term.value)), link or address_of(term.value))
    return Cell(shown(term) if isinstance(term, ox.Literal) else str(term), link, is_number(term))


def _told(terms: Mapping[str, Term | None]) -> Cell:
    """Files and lines as the answer itself tells them, a file a line."""
    files, lines = (getattr(terms[column.name], "value", "").split("; ") for column in SOURCE_COLUMNS[1:])
    return Cell("\n".join(f"{file} {numbers}".strip() for file, numbers in zip(files, lines, strict=True)))


def _source(row: Sequence[Term | None], quotes: dict[str, list[Quotation]]) -> Cell:
    """Where the last thing of the row that was quoted stands: things go from the wide to the narrow."""
    for term in reversed(row):
        if isinstance(term, ox.NamedNode) and quotes.get(term.value):
            return Cell(place(quotes[term.value][0]), address_of(term.value))
    return Cell("")


def place(quotation: Quotation) -> str:
    """File and lines."""
    first, last = quotation.first_line, quotation.last_line
    return f"{quotation.file} {first}" + (f"–{last}" if last != first else "")


def address_of(iri: str) -> str:
    """The page of an IRI."""
    return "/id/?" + urlencode({"iri": iri})


def statements(table: Table, store: LocalStore, language: str) -> list[tuple[str, list[Cell]]]:
    """Pairs of a property and a term, a property at a time, under its name.

    The label is the page's heading, and passages are quoted on it in full.
    """
    labels = labels_of(store, {term.value for row in table.rows for term in row if isinstance(term, ox.NamedNode)})
    found: dict[str, list[Cell]] = {}
    for property_, term in table.rows:
        if property_ and term and property_.value == RDF.type:
            name = _name(term.value, language)
            found.setdefault(PHRASES[language]["kind"], []).append(Cell(name, address_of(term.value)))
        elif property_ and property_.value not in (RDFS.label, PROV.wasQuotedFrom):
            found.setdefault(_name(property_.value, language), []).append(_cell(term, None, labels))
    return list(found.items())


def _name(iri: str, language: str) -> str:
    """A term of the vocabulary in words; of another, the last part of its IRI."""
    in_english = language == "en" and iri.startswith(NAMESPACE)
    return kind_label(iri, language) if in_english else words().name(iri)


def _short(iri: str) -> str:
    return iri if len(iri) <= _SHORTEST else f"…{iri[-_SHORTEST:]}"
