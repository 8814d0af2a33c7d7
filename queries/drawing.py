"""A table as people see it on a terminal: Japanese headings, names instead of IRIs, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from policygraph.errors import shown as shown_line
from policygraph.queries.catalogue import Column
from policygraph.queries.store import Store, iri_values
from policygraph.queries.table import Table, Term, is_number

if TYPE_CHECKING:
    from rich.console import Console

_SEPARATED_FROM = 1_000
_SHORT = 16
_HEADINGS = (10, 8, 6, 4)
"""Where headings are folded: the first that makes the table fit."""
_GAP = 2
_SAME = "〃"
_UNKNOWN = "Unknown"
_PIECES = re.compile("（[^）]*）|[!-~]+|.")
"""What a heading is not folded inside: a unit in brackets, a word."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Strip:
    """A column as it is drawn: its heading and one text a row."""

    name: str
    heading: str
    cells: tuple[str, ...]
    numeric: bool


def draw(table: Table, columns: Iterable[Column], store: Store, console: Console) -> None:
    """Draw an answer; ``columns`` say what its columns mean.

    IRIs become labels, and go where their name stands beside (``project`` and ``projectName``). What
    is the same in all rows is told once above the table. Where numbers and codes do not fit side by
    side, the console is made wider, since a cropped number would be a wrong one.
    """
    from rich.text import Text

    strips = strips_of(table, {column.name: column.heading for column in columns}, store)
    common = [strip for strip in strips if len(table.rows) > 1 and len(set(strip.cells)) == 1]
    if common:
        told = (f"{strip.heading}：{strip.cells[0] or '（空欄）'}" for strip in common)
        console.print(Text("　".join(told)))
    if table.rows:
        own = [strip for strip in strips if strip not in common]
        limit = next((each for each in _HEADINGS if _total_width(own, each) <= console.width), _HEADINGS[-1])
        console.width = max(console.width, _total_width(own, limit))
        console.print(_drawing(own, len(table.rows), limit))


def strips_of(table: Table, headings: Mapping[str, str], store: Store | None) -> list[Strip]:
    """The columns of a table as people read them; without a store, IRIs stay what they are."""
    return list(_with_unknowns(list(_strips(table, headings, store))))


def _strips(table: Table, headings: Mapping[str, str], store: Store | None) -> Iterable[Strip]:
    iris = {term.value for row in table.rows for term in row if isinstance(term, ox.NamedNode)}
    labels = labels_of(store, iris) if store else {}
    for index, name in enumerate(table.columns):
        if f"{name}Name" not in table.columns:
            terms = [row[index] for row in table.rows]
            cells = tuple(_steady(labels.get(term.value) or shown(term)) if term else "" for term in terms)
            yield Strip(name, headings.get(name, name), cells, any(map(is_number, terms)))


def _steady(text: str) -> str:
    """A text that neither steers the terminal nor moves what stands beside it."""
    return "\n".join(map(shown_line, text.replace("\t", " ").splitlines()))


def _with_unknowns(strips: Sequence[Strip]) -> Iterator[Strip]:
    """How many amounts a sum lacks (``budgetUnknown``), put into the cell of the sum."""
    by_name = {strip.name: strip for strip in strips}
    for strip in strips:
        unknown = by_name.get(f"{strip.name}{_UNKNOWN}")
        if unknown:
            counted = zip(strip.cells, unknown.cells, strict=True)
            yield replace(strip, cells=tuple(f"{cell}{_not_known(count)}" for cell, count in counted))
        elif not strip.name.endswith(_UNKNOWN) or strip.name.removesuffix(_UNKNOWN) not in by_name:
            yield strip


def _not_known(count: str) -> str:
    return "" if count in ("", "0") else f"\n（ほか{count}件不明）"


def _drawing(strips: Sequence[Strip], rows: int, limit: int) -> Any:
    from rich import box
    from rich.table import Table as Drawing
    from rich.text import Text

    drawing = Drawing(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, _GAP - 1, 0, 0))
    for strip in strips:
        drawing.add_column(
            Text(_folded(strip, limit)),
            justify="right" if strip.numeric else "left",
            overflow="fold",
            no_wrap=_is_short(strip),
            min_width=_least_width(strip, limit),
        )
    cells = [_repeats_marked(strip) for strip in strips]
    for row in range(rows):
        drawing.add_row(*(Text(column[row]) for column in cells))
    return drawing


def _is_short(strip: Strip) -> bool:
    """Whether no cell may wrap: numbers and codes are read in one piece."""
    return strip.numeric or _width(strip) <= _SHORT


def _width(strip: Strip) -> int:
    """Columns that the widest cell takes."""
    from rich.cells import cell_len

    return max(cell_len(line) for cell in strip.cells for line in cell.split("\n"))


def _total_width(strips: Iterable[Strip], limit: int) -> int:
    return sum(_least_width(strip, limit) + _GAP for strip in strips)


def _least_width(strip: Strip, limit: int) -> int:
    """Columns without which the strip would not be readable, its heading folded at ``limit``."""
    from rich.cells import cell_len

    return max(_width(strip), *map(cell_len, _folded(strip, limit).split("\n"))) if _is_short(strip) else _SHORT


def _folded(strip: Strip, limit: int) -> str:
    """The heading of a short strip in lines; a unit begins one of its own where it does not fit."""
    from rich.cells import cell_len

    if not _is_short(strip):
        return strip.heading
    width = max(_width(strip), limit)
    lines = [""]
    for piece in _PIECES.findall(strip.heading):
        if cell_len(lines[-1] + piece) > width and lines[-1]:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def _repeats_marked(strip: Strip) -> Sequence[str]:
    """The cells, a text that repeats the one above as a ditto mark."""
    if _is_short(strip):
        return strip.cells
    above = ("", *strip.cells)
    return [_SAME if cell and cell == before else cell for before, cell in zip(above, strip.cells, strict=False)]


def shown(term: Term) -> str:
    """A term for people: large numbers with thousands separators."""
    if not is_number(term) or not isinstance(term, ox.Literal):
        return term.value
    number = Decimal(term.value)
    return f"{number:,}" if number.is_finite() and abs(number) >= _SEPARATED_FROM else term.value


def labels_of(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """Labels of nodes, Japanese where there is one."""
    labels: dict[str, str] = {}
    wanted = sorted(iris)
    for start in range(0, len(wanted), _BATCH):
        values = iri_values(wanted[start : start + _BATCH])
        query = f"SELECT ?iri ?label {{ VALUES ?iri {{ {values} }} ?iri rdfs:label ?label }} ORDER BY ?iri ?label"
        for iri, label in store.select(query).rows:
            if iri and isinstance(label, ox.Literal) and (label.language == "ja" or iri.value not in labels):
                labels[iri.value] = label.value
    return labels
