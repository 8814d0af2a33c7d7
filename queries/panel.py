"""Tidy tables of indicators and projects for statistics packages, with a codebook.

One row is one year of an indicator, or one project; column names are ASCII, codes stand beside labels,
money is in yen, and an empty cell is a missing value. Each column is asked for by one query, so that any
SPARQL endpoint answers quickly.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

import pyoxigraph as ox

from policygraph.errors import QueryError
from policygraph.ontology.codes import LISTS, code_iri, scheme_iri
from policygraph.ontology.terms import PG, XSD
from policygraph.queries.formats import to_csv, to_workbook
from policygraph.queries.kinds import code_label
from policygraph.queries.store import Store
from policygraph.queries.table import Table, Term, value_of

_INDICATOR_ROWS = """
SELECT ?sheet ?measure ?part ?indicator ?observation WHERE {
  GRAPH ?sheet {
    ?sheet a pg:Sheet . ?measure a pg:Measure . ?indicator a pg:Indicator
    OPTIONAL { ?indicator pg:partOf ?part . ?part a pg:MeasurePart }
    OPTIONAL { ?observation a pg:Observation ; pg:ofIndicator ?indicator }
  }
}
"""
_PROJECT_ROWS = """
SELECT ?sheet ?measure ?part ?project WHERE {
  GRAPH ?sheet {
    ?sheet a pg:Sheet . ?measure a pg:Measure . ?project a pg:Project
    OPTIONAL { ?project pg:partOf ?part . ?part a pg:MeasurePart }
  }
}
"""
_VALUES = "SELECT DISTINCT ?node ?value WHERE {{ ?node a <{class_}> ; {path} ?value }}"
_CLASSES: Final[Mapping[str, str]] = {
    "sheet": PG.Sheet,
    "measure": PG.Measure,
    "part": PG.MeasurePart,
    "project": PG.Project,
    "indicator": PG.Indicator,
    "observation": PG.Observation,
}
"""The class of each node that a row binds."""
_DATATYPES: Final[Mapping[str, str]] = {
    "integer": XSD.integer,
    "line": XSD.integer,
    "decimal": XSD.decimal,
    "year": XSD.gYear,
}
_FIRST_ORDER = ("authority", "fiscal_year", "measure_code", "measure_iri")
_TITLE = "成果指標（年ごと）と事務事業の一覧"
_CODEBOOK = ("table", "column", "meaning_ja", "meaning_en", "type", "unit", "missing", "codes")


class Variable(NamedTuple):
    """A column of a table, a line of ``panel.csv``.

    It is what stands at ``path`` (a property path; empty: the IRI itself) of the ``node`` of a row.
    ``kind`` is iri, text, code, integer, decimal, year, or line: the first of several line numbers.
    ``codes`` names the code list whose ASCII codes it holds.
    """

    table: str
    column: str
    node: str
    path: str
    kind: str
    unit: str
    codes: str
    meaning_ja: str
    meaning_en: str

    @property
    def type(self) -> str:
        """The type that a reader of the file sees."""
        return "integer" if self.kind == "line" else self.kind

    @property
    def missing(self) -> str:
        """What an empty cell means."""
        explained = self.kind in _DATATYPES or self.codes not in ("", "rule")
        return "空欄（理由は finding_rules） / empty (why: finding_rules)" if explained else "空欄 / empty"


@cache
def variables() -> Mapping[str, Sequence[Variable]]:
    """The columns of each table, in order."""
    text = files("policygraph.queries").joinpath("panel.csv").read_text(encoding="utf-8")
    tables: dict[str, list[Variable]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        tables.setdefault(row["table"], []).append(Variable(**row))
    return tables


@dataclass(frozen=True, slots=True)
class Panel:
    """The tables: a row an indicator and year, a row a project, and what their columns mean."""

    indicators: Table
    projects: Table
    codebook: Table

    def tables(self) -> dict[str, Table]:
        """By the names that the files have."""
        return {"panel_indicators": self.indicators, "panel_projects": self.projects, "codebook": self.codebook}

    def write(self, output: Path) -> None:
        """Write a folder of CSV with the codebook also in Markdown, or one workbook (``.xlsx``).

        Raises:
            QueryError: the ending is of neither.
        """
        if output.suffix.lower() == ".xlsx":
            origin = self.indicators.origin
            to_workbook(self.tables(), [("内容", _TITLE), *(origin.basis() if origin else ())], output)
            return
        if output.suffix:
            raise QueryError(
                f"{output}: a panel is a folder of CSV or a workbook (.xlsx)",
                ja=f"{output}：パネルは CSV のフォルダーか .xlsx に書き出します。",
            )
        output.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables().items():
            (output / f"{name}.csv").write_text(to_csv(table), encoding="utf-8", newline="")
        (output / "codebook.md").write_text("\n".join(_page()), encoding="utf-8", newline="\n")


def panel(store: Store) -> Panel:
    """The panel of all sheets of a store."""
    return Panel(
        _table(
            store,
            "panel_indicators",
            _INDICATOR_ROWS,
            ("indicator_position", "indicator_iri", "year", "observation_position"),
        ),
        _table(store, "panel_projects", _PROJECT_ROWS, ("project_position", "project_iri")),
        _codebook(),
    )


def _table(store: Store, name: str, rows: str, order: Sequence[str]) -> Table:
    answer = store.select(rows)
    columns = tuple(variable.column for variable in variables()[name])
    cells = [_column(store, variable, answer) for variable in variables()[name]]
    keys = [columns.index(key) for key in (*_FIRST_ORDER, *order)]
    made = sorted(zip(*cells, strict=True), key=lambda row: [_order(row[key]) for key in keys])
    return Table(columns, tuple(made), answer.origin)


def _column(store: Store, variable: Variable, rows: Table) -> list[Term | None]:
    place = rows.columns.index(variable.node)
    nodes = [row[place] for row in rows.rows]
    if not variable.path:
        return nodes
    values: dict[str, list[Term]] = {}
    for node, value in store.select(_VALUES.format(class_=_CLASSES[variable.node], path=variable.path)).rows:
        if node and value:
            values.setdefault(node.value, []).append(value)
    made = {node: _cell(variable, terms) for node, terms in values.items()}
    return [made.get(node.value) if node else None for node in nodes]


def _cell(variable: Variable, terms: Sequence[Term]) -> Term:
    """One cell for what a node says: the Japanese texts where there are any, each once and in order."""
    texts = sorted({_text(term) for term in _japanese(terms)})
    if variable.codes:
        texts = [_code(variable.codes, text) for text in texts]
    if variable.kind == "line":
        texts = [min(texts, key=int)]
    if len(texts) > 1 or variable.kind not in ("iri", *_DATATYPES):
        return ox.Literal(";".join(texts))
    if variable.kind == "iri":
        return ox.NamedNode(texts[0])
    return ox.Literal(texts[0], datatype=ox.NamedNode(_DATATYPES[variable.kind]))


def _japanese(terms: Sequence[Term]) -> Sequence[Term]:
    return [term for term in terms if isinstance(term, ox.Literal) and term.language in (None, "ja")] or terms


def _text(term: Term) -> str:
    """A value on one line; numbers alike whichever engine wrote them (14.5, 14.50)."""
    value = value_of(term)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else " ".join(term.value.split())


def _code(code_list: str, printed: str) -> str:
    """The ASCII code of what the form prints; a wording that the list does not have stays."""
    iri = code_iri(code_list, printed)
    return iri.removeprefix(f"{scheme_iri(code_list)}-") if iri else printed


def _order(term: Term | None) -> tuple[bool, int, str]:
    """Empty cells last, numbers by size."""
    text = term.value if term else ""
    return not text, int(text) if text.isdecimal() else 0, text


# --- the codebook -----------------------------------------------------------------------------


def _codebook() -> Table:
    rows = (
        (
            *(each.table, each.column, each.meaning_ja, each.meaning_en, each.type, each.unit, each.missing),
            "; ".join(_codes(each.codes)),
        )
        for columns in variables().values()
        for each in columns
    )
    return Table(_CODEBOOK, tuple(tuple(ox.Literal(text) if text else None for text in row) for row in rows))


def _codes(code_list: str) -> Iterator[str]:
    for iri in LISTS.get(code_list, {}).values():
        yield f"{iri.removeprefix(f'{scheme_iri(code_list)}-')} = {code_label(iri)}"


_HEAD = """# コードブック / Codebook

文字コードは UTF-8、区切りはコンマ、1 行目は列名です。空欄は欠測で、０ではありません。値がないまたは疑わしい理由は、
`finding_rules` が示します。複数の値は `;` で区切ります。単位 `unit` は、その行の列 `unit` の単位です。

UTF-8, parted by commas, column names in the first line. An empty cell is a missing value and not a zero;
`finding_rules` says why a value is missing or doubtful. Several values are parted by `;`. The unit `unit` is the one
in the column `unit` of the row. A text that a spreadsheet would take for a formula has an apostrophe before it."""


def _page() -> Iterator[str]:
    yield from (_HEAD, "")
    for table, columns in variables().items():
        yield from (f"## {table}.csv", "", "| column | 意味 | meaning | type | unit | codes |")
        yield "|---|---|---|---|---|---|"
        for each in columns:
            link = f"[{each.codes}](#{each.codes.lower()})" if each.codes else ""
            yield f"| `{each.column}` | {each.meaning_ja} | {each.meaning_en} | {each.type} | {each.unit} | {link} |"
        yield ""
    for code_list in sorted({each.codes for columns in variables().values() for each in columns} - {""}):
        yield from (f"## {code_list}", "", *(f"- {line}" for line in _codes(code_list)), "")
