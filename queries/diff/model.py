"""What a comparison consists of: two sides, pairs of things, changes. No reading and no RDF here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Record, Sheet, Span
from policygraph.ontology.rules import RULES
from policygraph.queries.checks.places import Place
from policygraph.queries.filling import Refusal

KINDS: Final[Mapping[str, str]] = {
    "added": "追加（Bだけにある）",
    "ended": "終了（Aだけにある）",
    "transferred": "移管",
    "split": "分割",
    "merged": "統合",
    "renamed": "名称の変更",
    "renumbered": "番号の変更",
    "money": "予算・人工",
    "indicator": "成果指標",
    "verdict": "判定",
    "direction": "方向性",
    "partner": "連携先",
    "plan": "政策体系・計画",
    "office": "部署",
    "reorganised": "部署の改編の候補（事実ではない）",
    "text": "本文",
}
"""Kinds of change, in the order in which they are shown, and their names."""

THINGS: Final[Mapping[str, str]] = {
    "measure": "施策",
    "project": "事務事業",
    "indicator": "成果指標",
    "office": "部署",
}
"""What changes, and its name."""

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A sheet of one side: whose it is, its file, and where its quotations stand."""

    sheet: Sheet
    authority: str
    file: str
    place: Callable[[Iterable[Span]], tuple[Place, ...]]

    @property
    def year(self) -> int:
        return self.sheet.head.fiscal_year

    @property
    def is_partial(self) -> bool:
        """Whether something of the sheet could not be read, so that what is missing may be there."""
        return any(RULES[found.rule].severity == "error" for found in self.sheet.findings)

    def lines(self, quotes: Iterable[Span]) -> str:
        """Line numbers for people."""
        return "、".join(place.lines for place in self.place(quotes))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its name, its sheets, what it rests on, and what of it was not compared."""

    name: str
    held: tuple[Held, ...]
    basis: str
    refused: tuple[Refusal, ...] = ()

    @property
    def years(self) -> frozenset[int]:
        return frozenset(each.year for each in self.held)


@dataclass(frozen=True, eq=False)
class Item:
    """A thing of one side: its code of the form, its name, and the text that tells what it is.

    ``code`` is a measure code, a 整理番号 or the rank of an indicator, and empty where there is none.
    """

    held: Held
    record: Record
    code: str
    name: str
    text: str = ""

    @cached_property
    def key(self) -> str:
        """The name for comparing."""
        return fold(self.name)

    @cached_property
    def text_key(self) -> str:
        """The text for comparing."""
        return fold(self.text)

    @property
    def named(self) -> str:
        """Code and name for people."""
        return f"{self.code} {self.name}".strip()


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """A thing of A and the thing of B that continues it; one of them is None where nothing does.

    ``confidence`` is between 0 and 1 and ``method`` says by what the two were paired.
    """

    thing: str
    a: Item | None
    b: Item | None
    confidence: Decimal
    method: str

    @property
    def either(self) -> Item:
        """The thing in B, else in A."""
        found = self.b or self.a
        if found is None:
            raise ValueError("a pair of nothing")
        return found


class Cell(NamedTuple):
    """A value of one side, the spans that it is read from, and how sure its reader was."""

    value: Value = None
    quotes: tuple[Span, ...] = ()
    sure: Decimal = Decimal(1)

    @classmethod
    def of(cls, record: Record, value: Value) -> Cell:
        """A value that a record holds."""
        return cls(value, record.quotes, record.decision.confidence if record.decision else Decimal(1))


NOTHING: Final = Cell()
"""What is not there, or not known."""


class Property(NamedTuple):
    """What of a thing changes: the kind of change, its name, its unit, and which one of several (a year, an area)."""

    kind: str
    name: str
    unit: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One change: of which pair, which property, from what to what.

    None is unknown or absent, and never zero. ``candidates`` name what may be the same thing on the other
    side where that cannot be told; ``note`` says what limits the statement.
    """

    pair: Pair
    what: Property
    a: Cell = NOTHING
    b: Cell = NOTHING
    candidates: tuple[str, ...] = ()
    note: str = ""

    @property
    def kind(self) -> str:
        return self.what.kind

    @property
    def difference(self) -> int | Decimal | None:
        """B less A, where both are known numbers."""
        if isinstance(self.a.value, int | Decimal) and isinstance(self.b.value, int | Decimal):
            return self.b.value - self.a.value
        return None

    @property
    def confidence(self) -> Decimal:
        """That of the pair, or of the reading of a value where that is less sure."""
        return min(self.pair.confidence, self.a.sure, self.b.sure)

    @property
    def method(self) -> str:
        """How the pair was found; ``reading`` behind it where a value is less sure than that."""
        return self.pair.method if self.confidence == self.pair.confidence else f"{self.pair.method}, reading"


@dataclass(frozen=True)
class Comparison:
    """What changed from A to B. ``left_out`` are sheets of years that only one side has, beside years of both."""

    a: Side
    b: Side
    pairs: tuple[Pair, ...]
    changes: tuple[Change, ...]
    left_out: tuple[str, ...] = field(default=())

    @property
    def counts(self) -> Mapping[str, int]:
        """How many changes there are of each kind that occurs."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS if counted[kind]}

    def of_kind(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)
