"""An answer in the shape that all formats are written from: what was asked, lists by kind, and the hops.

Each answer begins with what was asked, on which store version and coverage it rests, and that it is
dependence stated in documents and not a causal effect.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from policygraph.errors import shown
from policygraph.loaders.literals import INTEGER, clean
from policygraph.loaders.spreadsheet import defused
from policygraph.ontology.codes import RELATIONS
from policygraph.ontology.terms import SKOS, XSD
from policygraph.queries.formats import to_workbook
from policygraph.queries.impact.frame import Frame, Step
from policygraph.queries.impact.offices import offices_of_projects, responsible
from policygraph.queries.kinds import code_label, kind_label
from policygraph.queries.network import Node
from policygraph.queries.quotations import Quotation
from policygraph.queries.store import Coverage, Edge, Table, Term

CAVEAT: Final = (
    "調書に書かれた依存関係であり、因果関係ではありません（dependence stated in documents, not a causal effect）。"
)
OF_CODES: Final = "コードの書き方が示す上下関係（2(2)A は 2(2) の下）"
"""No sheet states it, so nothing is quoted."""

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its key in machine formats, its heading, its unit (``share``: 0 to 1)."""

    key: str
    ja: str
    unit: str = ""

    @property
    def meaning(self) -> str:
        """The heading with its unit."""
        unit = "0から1" if self.unit == "share" else self.unit
        return f"{self.ja}（{unit}）" if unit else self.ja


def columns(*told: str) -> tuple[Column, ...]:
    """Columns, each told as its key, its heading and its unit: ``budget 事業費 円``."""
    return tuple(Column(*each.split(" ")) for each in told)


@dataclass(frozen=True, slots=True)
class Item:
    """A row as text: a line, and lines under it."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A list of one kind: as a table (``rows``), and as text (``items``; none where it is too much to read)."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    items: tuple[Item, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A hop as a row: ``target`` hangs on ``source``; ``share`` is defined by the answer it stands in."""

    source: Node
    target: Node
    relation: str
    rule: str
    share: Decimal | None
    quotation: str
    place: str
    office: str
    contact: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, what it rests on, notes that one must know, the lists, the hops, and all of it as data.

    ``drawn`` are the hops of the picture, where they are others than ``edges``.
    """

    kind: str
    asked: str
    fiscal_year: int
    coverage: Coverage
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    edges: tuple[EdgeRow, ...]
    data: Mapping[str, Any] = field(repr=False)
    drawn: tuple[EdgeRow, ...] | None = None

    def head(self) -> tuple[str, ...]:
        """What every format begins with."""
        return (CAVEAT, f"問い：{self.asked}", self.coverage.sentence(), *self.notes)


# --- words --------------------------------------------------------------------------------------


def node_name(node: Node) -> str:
    """A node for people: class, code, label."""
    words = dict.fromkeys((kind_label(node.kind), node.code, node.label))
    return " ".join(word for word in words if word) or node.iri


def placed_name(frame: Frame, node: Node) -> str:
    """A node with the code of its measure before it: many sheets have a policy ②."""
    sheet = frame.sheet_of(node.iri)
    return f"{sheet.code} {node_name(node)}" if sheet and sheet.code not in ("", node.code) else node_name(node)


def short_name(node: Node) -> str:
    """A node in a chain: its code, else its label, else its class."""
    return node.code or node.label or kind_label(node.kind)


def relation_name(relation: str) -> str:
    """One of the five relations for people."""
    return code_label(RELATIONS[relation])


def lines_of(quotation: Quotation) -> str:
    """The lines of a quotation for people."""
    first, last = quotation.first_line, quotation.last_line
    return f"{first} 行" if first == last else f"{first}-{last} 行"


def amount_words(value: Decimal, unit: str) -> str:
    """An amount with thousands separators and its unit."""
    return f"{value:,.0f}{unit}" if unit == "円" else f"{value.normalize():f}{unit}"


def percent(share: Decimal) -> str:
    """A share with one decimal."""
    return f"{share * 100:.1f}%"


def rounded(share: Decimal | None) -> Decimal | None:
    """A share with six decimals: more would pretend to a precision that no sheet has."""
    return None if share is None else share.quantize(Decimal("0.000001"))


# --- hops ---------------------------------------------------------------------------------------


def edge_rows(
    frame: Frame,
    steps: Iterable[Step],
    nodes: Mapping[str, Node],
    quoted: Mapping[Edge, Quotation],
    share: Callable[[Step], Decimal | None],
) -> tuple[EdgeRow, ...]:
    """Hops with their quotation and place, and the offices of their ends."""
    office_of = offices_of_projects(frame.store)
    return tuple(
        EdgeRow(
            source=nodes[step.support],
            target=nodes[step.dependent],
            relation=step.rule.relation,
            rule=step.rule.label_ja,
            share=rounded(share(step)),
            quotation=quotation.text if (quotation := quoted.get(step.statement)) else _unquoted(step),
            place=f"{quotation.file} {lines_of(quotation)}" if quotation else "",
            office="、".join(dict.fromkeys(office.name for office in offices)),
            contact="、".join(dict.fromkeys(office.contact for office in offices if office.contact)),
        )
        for step in steps
        for offices in [responsible(frame, (step.support, step.dependent), office_of)]
    )


def _unquoted(step: Step) -> str:
    return OF_CODES if step.statement.property == SKOS.broader else ""


# --- formats ------------------------------------------------------------------------------------


def as_text(answer: Answer) -> str:
    """Plain text: the head, then list by list."""
    return "\n".join(_text(answer)) + "\n"


def _text(answer: Answer) -> Iterator[str]:
    yield from map(shown, answer.head())
    for section in answer.sections:
        if section.rows and not section.items:
            continue
        yield f"\n■ {shown(section.title)}"
        yield from (f"  {shown(line)}" for line in section.note.split("\n") if line)
        for item in section.items:
            yield f"  {shown(item.title)}"
            yield from (f"    {shown(line)}" for line in item.lines)


EDGE_COLUMNS: Final = (
    *("from", "fromName", "to", "toName", "relation", "rule", "share", "quotation", "place", "office", "contact"),
)


def as_csv(answer: Answer) -> str:
    """The hops as an edge list; the head stands as ``#`` lines before."""
    buffer = io.StringIO()
    buffer.writelines(f"# {shown(line)}\r\n" for line in answer.head())
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(EDGE_COLUMNS)
    for row in _edge_cells(answer.edges):
        writer.writerow(defused(cell) if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row)
    return buffer.getvalue()


def _edge_cells(edges: Iterable[EdgeRow]) -> Iterator[tuple[Cell, ...]]:
    for edge in edges:
        yield (
            *(edge.source.iri, node_name(edge.source), edge.target.iri, node_name(edge.target)),
            *(edge.relation, edge.rule, edge.share, edge.quotation, edge.place, edge.office, edge.contact),
        )


def to_xlsx(answer: Answer, path: Path) -> None:
    """A workbook: a sheet a list, the hops, and what was asked of what and what the columns mean."""
    tables = {each.key: _table([column.key for column in each.columns], each.rows) for each in answer.sections}
    meanings = {column.key: column.meaning for section in answer.sections for column in section.columns}
    about = [("answer", line) for line in answer.head()]
    notes = [(section.key, f"{section.title}：{section.note}") for section in answer.sections if section.note]
    edges = _table(EDGE_COLUMNS, _edge_cells(answer.edges))
    to_workbook({**tables, "edges": edges}, [*about, *notes, *meanings.items()], path)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Table:
    return Table(tuple(columns), tuple(tuple(map(_term, row)) for row in rows))


def _term(cell: Cell) -> Term | None:
    match cell:
        case None | "":
            return None
        case int():
            return ox.Literal(str(cell), datatype=INTEGER)
        case Decimal():
            return ox.Literal(f"{cell:f}", datatype=ox.NamedNode(XSD.decimal))
        case str():
            return ox.Literal(clean(cell))


def as_json(answer: Answer) -> str:
    """Everything, as ``impact.schema.json`` describes it."""
    head = {
        "kind": answer.kind,
        "caveat": CAVEAT,
        "asked": answer.asked,
        "fiscalYear": answer.fiscal_year or None,
        "coverage": answer.coverage.sentence("en"),
        "storeVersion": answer.coverage.version,
        "notes": list(answer.notes),
    }
    return (
        json.dumps({**head, **answer.data, "edges": list(map(_json_edge, answer.edges))}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _json_edge(edge: EdgeRow) -> Mapping[str, Any]:
    return {
        "from": edge.source.iri,
        "to": edge.target.iri,
        "relation": edge.relation,
        "rule": edge.rule,
        "share": number(edge.share),
        "quotation": edge.quotation,
        "place": edge.place,
        "office": edge.office,
        "contact": edge.contact,
    }


def number(value: Decimal | None) -> float | int | None:
    """A number of JSON: an integer where it is one."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
