"""What records are made of: places, decisions, moments, and the things that many records hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

YearKind = Literal["fiscal", "calendar"]
Status = Literal["planned", "done", "cancelled"]
Level = Literal["施策・部局", "地域・民間"]
Actor = Literal["国", "道", "市町村", "民間等"]


class Span(NamedTuple):
    """Half-open range of character offsets into :attr:`policygraph.loaders.source.Source.text`."""

    start: int
    end: int


class Decision(NamedTuple):
    """How sure the reader is of a record, and by what it decided.

    ``confidence`` is between 0 and 1 with at most three decimals; ``method`` is a short English
    kebab-case name such as ``overview-assignment``. It covers what the record holds as a whole.
    """

    confidence: Decimal
    method: str


class Moment(NamedTuple):
    """A fiscal year (April to March), a calendar year, or a calendar month (``month`` 1-12)."""

    year: int
    month: int | None
    kind: YearKind


class Period(NamedTuple):
    """From ``first`` to ``last`` inclusive.

    One moment: both are equal. ``R1年度～``: ``last`` is None. ``（～7月末）``: ``last`` is the month,
    ``first`` the year it belongs to, or None where none is printed.
    """

    first: Moment | None
    last: Moment | None


class Ref(NamedTuple):
    """A record of the same sheet: its kind (``project``) and its key (``0536``)."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have: the quoted places and, where one was needed, the decision.

    ``quotes`` are kept in the order of the source, spans that touch or stand one character apart as
    one: a name that a line feed parts is one quotation.
    """

    quotes: tuple[Span, ...]
    decision: Decision | None = None

    def __post_init__(self) -> None:
        if len(self.quotes) > 1:
            object.__setattr__(self, "quotes", merged(self.quotes))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those at most one character apart joined."""
    joined: list[Span] = []
    reached = -2
    for span in sorted(spans):
        start, end = span
        if start > reached + 1:
            joined.append(span)
        elif end > reached:
            joined[-1] = Span(joined[-1].start, end)
        reached = max(reached, end)
    return tuple(joined)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLink(Record):
    """A plan code (``heading`` 創生, ``code`` A3412) or a plan named without one (``code`` None).

    ``heading`` is what stands in 【】 or over the column, white space removed.
    """

    heading: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerMention(Record):
    """An organisation as one place names it: ``name`` without, ``legal_form`` with brackets undone.

    ``（公財）とかち財団`` is name ``とかち財団``, legal form ``公益財団法人``, printed ``（公財）とかち財団``.
    ``printed`` has wraps undone.
    """

    name: str
    legal_form: str | None
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMention(Record):
    """A project as a later section names it; either may be missing."""

    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Record):
    """A block of running text, wraps undone, a line feed between paragraphs."""

    text: str
