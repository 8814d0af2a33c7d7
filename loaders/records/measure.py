"""Pages 1 to 8: what the measure is, does and costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policygraph.loaders.records.base import (
    Actor,
    Level,
    PartnerMention,
    Period,
    PlanLink,
    Record,
    Status,
    Text,
    YearKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Record):
    """The head of the first page. ``author_post`` leaves the person out.

    ``code`` is ``NN-NN``, or None in a sheet that was cut off before the first page that prints it.
    """

    name: str
    code: str | None
    fiscal_year: int
    department: str | None
    author_post: str | None
    contact: str | None
    related_offices: tuple[str, ...]
    areas: tuple[str, ...]
    overall_verdict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget(Record):
    """施策の予算額 of one fiscal year, in yen."""

    fiscal_year: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Record):
    """One block of the table of roles. ``group`` is what 〔…〕 heads it with.

    ``area`` and ``actor`` are None where the text does not say to which they belong.
    """

    area: str | None
    actor: Actor | None
    group: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """One statement with a time or a number in it: ``R1年度23件`` or ``R3.2(予定)``.

    ``about`` is the phrase the figure belongs to, ``value`` and ``unit`` are None for a bare date;
    ``status`` is ``done`` unless the text says 予定 or 中止.
    """

    about: str
    value: Decimal | None
    unit: str | None
    period: Period | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Record):
    """今年度の取組: a marked line (◎ priority, ○ other) with its details and what was done.

    ``title`` is the marked line as planned (as reported, where only the results name it).
    ``planned`` says whether the left column has it, ``reported`` whether the right one has.
    """

    area: str | None
    mark: Literal["◎", "○"]
    title: str
    reported_title: str | None
    planned: bool
    reported: bool
    plan: tuple[str, ...]
    results: tuple[str, ...]
    effects: tuple[str, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Record):
    """【国費予算の提案・要望】: what was asked of the state, of whom (ministries), when."""

    area: str | None
    text: str
    to: tuple[str, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Record):
    """道民ニーズ: who said (an organisation, or a survey), when, what."""

    area: str | None
    who: str
    is_survey: bool
    periods: tuple[Period, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Record):
    """The part of the measure under one policy area. ``name`` is what 【…】 heads it with."""

    area: str
    name: str | None
    goal: Text | None
    plans: tuple[PlanLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation(Record):
    """連携: with a measure (code NN-NN) and offices, or with organisations."""

    level: Level | None
    area: str | None
    content: str | None
    results: str | None
    measures: tuple[str, ...]
    offices: tuple[str, ...]
    partners: tuple[PartnerMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Record):
    """One year of an indicator. ``rate`` in per cent as printed; dashes are None."""

    year: int
    year_kind: YearKind
    target: Decimal | None
    actual: Decimal | None
    rate: Decimal | None
    grade: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A box of section 3. ``kind`` is outcome or output; ``desired_change`` 増加, 減少 or 維持.

    ``latest_actual`` and ``progress_rate`` are the column 進捗率; ``base_kind``, ``target_kind`` and
    ``final_kind`` say whether the year beside them is a fiscal or a calendar year (the case of its
    letter); ``year_kind`` is what the name says (（暦年）), else the kind of the target year.
    """

    rank: str
    name: str
    area: str | None
    unit: str | None
    kind: Literal["outcome", "output"] | None
    explanation: str | None
    basis_plan: str | None
    desired_change: str | None
    formula: str | None
    year_kind: YearKind | None
    base_year: int | None
    base_kind: YearKind | None
    base_value: Decimal | None
    target_year: int | None
    target_kind: YearKind | None
    target_value: Decimal | None
    final_year: int | None
    final_kind: YearKind | None
    final_target: Decimal | None
    latest_actual: Decimal | None
    progress_rate: Decimal | None
    causes_inside: str | None
    causes_outside: str | None
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Record):
    """事務事業概要 and the organisations it names."""

    text: str
    mentions: tuple[PartnerMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """事務事業: one row of section 4. Money in yen, staff in posts.

    ``unplaced`` holds printed money cells whose column cannot be known.
    """

    code: str
    area: str | None
    name: str
    transferred_from: str | None
    office: str | None
    carried_over: int | None
    budget: int | None
    general_funds: int | None
    staff_head_office: Decimal | None
    staff_branch: Decimal | None
    staff: Decimal | None
    full_cost: int | None
    unplaced: tuple[str, ...]
    overview: Overview | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTotals(Record):
    """The row 計 of section 4, as printed (staff partly rounded to whole numbers)."""

    carried_over: int | None
    budget: int | None
    general_funds: int | None
    staff_head_office: Decimal | None
    staff_branch: Decimal | None
    staff: Decimal | None
