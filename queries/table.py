"""The answer to a SELECT: rows of RDF terms, the same as Python values, and what to make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from policygraph.queries.catalogue import Column, Question
    from policygraph.queries.store import Bindings, Store

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Value = str | int | Decimal | float | bool | date | None
"""What a term is in Python; an IRI and what Python has no better type for is a str."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS: Final = (
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
    *("negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_Reader = tuple[re.Pattern[str], Callable[[str], Value]]
_FLOAT: _Reader = (re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"), float)
_NUMBERS: Mapping[str, _Reader] = {
    **{_XSD + name: (re.compile(r"[+-]?[0-9]+"), int) for name in _INTEGERS},
    _XSD + "decimal": (re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)"), Decimal),
    _XSD + "double": _FLOAT,
    _XSD + "float": _FLOAT,
}
_READERS: Mapping[str, _Reader] = {
    **_NUMBERS,
    _XSD + "gYear": (re.compile(r"-?[0-9]{4,}"), int),
    _XSD + "boolean": (re.compile("true|false|1|0"), lambda text: text in ("true", "1")),
    _XSD + "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
}
"""Lexical forms (XML Schema 1.1, part 2) and what they become; what is written in another way stays text."""


def is_number(term: Term | None) -> bool:
    """Whether a term is a numeric literal, and well written: any text may call itself a number."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS:
        return False
    return _NUMBERS[term.datatype.value][0].fullmatch(term.value) is not None


def value_of(term: Term | None) -> Value:
    """A term in Python.

    int (also a year), Decimal, float, bool or date where the datatype says so and the text is of it;
    None where it is unbound; else the text, of an IRI the IRI.

    >>> value_of(ox.Literal("14.50", datatype=ox.NamedNode(_XSD + "decimal"))), value_of(ox.Literal("0536"))
    (Decimal('14.50'), '0536')
    """
    if not isinstance(term, ox.Literal):
        return term.value if term else None
    form, read = _READERS.get(term.datatype.value, (None, str))
    try:
        return read(term.value) if form and form.fullmatch(term.value) else term.value
    except ValueError:
        return term.value


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer comes from: of which store it was asked, when, and what."""

    store: Store
    sparql: str
    question: Question | None = None
    columns: tuple[Column, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    time: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @classmethod
    def of(cls, store: Store, sparql: str, bindings: Bindings | None) -> Origin:
        """The origin of the answer to SPARQL, asked now."""
        return cls(store, sparql, parameters={name: term.value for name, term in (bindings or {}).items()})

    @classmethod
    def of_question(
        cls, store: Store, question: Question, given: Mapping[str, str], columns: tuple[Column, ...]
    ) -> Origin:
        """The origin of the answer to a question of the catalogue; ``columns`` say what its columns mean."""
        texts = {each.name: given.get(each.name, each.default) for each in question.parameters}
        parameters = {name: text for name, text in texts.items() if text is not None}
        return cls(store, question.sparql, question, columns, parameters)

    @property
    def headings(self) -> Mapping[str, str]:
        """What the columns mean in Japanese, with their unit; nothing for SPARQL of one's own."""
        return {column.name: column.heading for column in self.columns}

    def notes(self) -> list[tuple[str, str]]:
        """What a workbook says beside its rows, in Japanese."""
        asked = [("質問", self.sparql)]
        if self.question:
            asked = [("質問", self.question.title["ja"]), ("内容", self.question.question["ja"])]
        given = "　".join(f"{name}={value}" for name, value in self.parameters.items())
        columns = [(f"列 {name}", heading) for name, heading in self.headings.items()]
        return [*asked, ("引数", given or "なし"), *self.basis(), *columns]

    def basis(self) -> list[tuple[str, str]]:
        """When it was asked, and what the store held."""
        coverage = self.store.coverage()
        return [
            ("日時", self.time.isoformat(" ", "seconds")),
            ("データ版", coverage.version),
            ("根拠", coverage.sentence().removeprefix("根拠：")),
        ]


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """The answer to a SELECT: names of the columns, and rows of RDF terms (None: unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    origin: Origin | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[type[Table], tuple[object, ...]]:
        """Pickled without its origin: an open store cannot leave its process."""
        return Table, (self.columns, self.rows)

    def __repr__(self) -> str:
        return f"<Table of {len(self.rows)} rows: {', '.join(self.columns)}>"

    @property
    def records(self) -> list[dict[str, Value]]:
        """The rows as Python values (:func:`value_of`) by column."""
        return [{name: value_of(term) for name, term in zip(self.columns, row, strict=True)} for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """A data frame; see :func:`policygraph.queries.frames.data_frame`.

        Raises:
            ImportError: pandas is not installed.
        """
        from policygraph.queries.frames import data_frame

        return data_frame(self)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """What the rows link; see :func:`policygraph.queries.frames.links`."""
        from policygraph.queries.frames import links

        return links(self)

    def to_csv(self, path: str | PathLike[str] | None = None, *, excel: bool = False) -> str:
        """CSV, also written to ``path`` if one is given; ``excel`` puts the mark of UTF-8 before it."""
        from policygraph.queries.formats import for_excel, to_csv

        text = for_excel(to_csv(self)) if excel else to_csv(self)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8", newline="")
        return text

    def to_xlsx(self, path: str | PathLike[str]) -> None:
        """A workbook: the rows, and a sheet that says what was asked of what."""
        from policygraph.queries.formats import to_xlsx

        to_xlsx(self, self.origin.notes() if self.origin else (), Path(path))

    def _repr_html_(self) -> str:
        """What a notebook shows; see :func:`policygraph.queries.html_table.to_html`."""
        from policygraph.queries.html_table import to_html

        return to_html(self)
