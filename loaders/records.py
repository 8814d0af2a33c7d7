"""What a sheet says, as frozen values: no RDF inside, one class a kind of thing.

Every record quotes the places it was read from (``quotes``: spans of the source) and, where the
reader had to decide something, says how sure it is (``decision``). Text is the printed text with
line wraps undone; numbers are typed in one unit (money in yen, people in full-time posts,
percentages as printed). ``None`` or an empty tuple means that the sheet does not say, or that it
cannot be known; the latter always has a finding beside it.

Records point to each other by the form's own keys: an area code (``2(2)A``) names a part,
a four-digit number a project, ``主①`` an indicator.
"""

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
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
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


# --- page 1 -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Head(Record):
    """The head of the first page. ``code`` is ``NN-NN``; ``author_post`` leaves the person out."""

    name: str
    code: str
    fiscal_year: int
    department: str | None
    author_post: str | None
    contact: str | None
    related_offices: tuple[str, ...]
    areas: tuple[str, ...]
    overall_verdict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Record):
    """A block of running text, wraps undone, a line feed between paragraphs."""

    text: str


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


# --- page 2: initiatives ----------------------------------------------------------------------


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


# --- page 3: cooperation ----------------------------------------------------------------------


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


# --- pages 4-5: indicators --------------------------------------------------------------------


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


# --- pages 6-8: projects ----------------------------------------------------------------------


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


# --- pages 9-10: first evaluation -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCount(Record):
    """How many indicators have a grade (A-D or ``-``), per area; ``area`` None is the row 計."""

    area: str | None
    grade: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVerdict(Record):
    """判定 of one row of the grade table; ``area`` None is the row 計."""

    area: str | None
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis(Record):
    """成果指標の分析: ``indicator`` as ＜…【grade】＞ names it (without the grade), and the text."""

    indicator: str | None
    grade: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """One criterion 1-4: ``mark`` ○, △ or None (blank or dash), ``question`` as printed, reason."""

    criterion: int
    mark: Literal["○", "△"] | None
    question: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMention(Record):
    """A project as a later section names it; either may be missing."""

    code: str | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePolicy(Record):
    """対応方針 ①..: ``direction`` 改善, ``cause`` what stands in brackets behind it (指標分析)."""

    number: str
    area: str | None
    text: str | None
    direction: str | None
    cause: str | None
    projects: tuple[ProjectMention, ...]
    plans: tuple[PlanLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEvaluation(Record):
    """一次政策評価: the verdicts, and everything they rest on."""

    indicator_verdict: str | None
    effort_verdict: str | None
    overall_verdict: str | None
    counts: tuple[GradeCount, ...]
    verdicts: tuple[AreaVerdict, ...]
    analyses: tuple[Analysis, ...]
    judgements: tuple[Judgement, ...]
    policies: tuple[ResponsePolicy, ...]


# --- page 11: second evaluation ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Record):
    """付加意見 Ⅰ..: ``category`` is what ＜意見区分；…＞ says, where that can be known."""

    number: str | None
    category: str | None
    projects: tuple[ProjectMention, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondEvaluation(Record):
    """二次政策評価: the governor's opinions and the categories the page prints."""

    categories: tuple[str, ...]
    opinions: tuple[Opinion, ...]


# --- pages 12-13: reflection ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectedProject(Record):
    """``改善：name`` in the table of responses."""

    direction: str | None
    project: ProjectMention


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyResponse(Record):
    """(1) what was done about a response policy; ``policy`` is the number ① it answers, if known."""

    policy: str | None
    text: str
    projects: tuple[DirectedProject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionResponse(Record):
    """(2) what was done about an opinion: ``opinion`` is its position (1..) in the sheet, if known."""

    opinion: int | None
    number: str | None
    category: str | None
    projects: tuple[ProjectMention, ...]
    text: str
    as_of: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionCount(Record):
    """(3) how many projects go in a direction; ``direction`` 合計 is the total, 次年度新規 the new ones."""

    direction: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(Record):
    """(3) one project's direction in the first evaluation and for the next year."""

    project: ProjectMention
    first_direction: str | None
    next_direction: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflections(Record):
    """評価結果の反映: the whole of section 7."""

    policy_responses: tuple[PolicyResponse, ...]
    opinion_responses: tuple[OpinionResponse, ...]
    counts: tuple[DirectionCount, ...]
    projects: tuple[Reflection, ...]


# --- the whole --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """Something that does not add up or could not be read; never changes a fact.

    ``rule`` is one of :data:`policygraph.ontology.rules.RULES`; ``about`` the record concerned
    (None: the sheet). Each message is one sentence that says what is printed where, what was
    expected and why.
    """

    rule: str
    about: Ref | None
    printed: str | None
    expected: str | None
    message_ja: str
    message_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One evaluation sheet, whole."""

    head: Head
    situation: Text | None
    image: tuple[Text, ...]
    budgets: tuple[Budget, ...]
    parts: tuple[Part, ...]
    roles: tuple[Role, ...]
    initiatives: tuple[Initiative, ...]
    requests: tuple[Request, ...]
    needs: tuple[Need, ...]
    cooperations: tuple[Cooperation, ...]
    indicators: tuple[Indicator, ...]
    no_indicator_reason: Text | None
    projects: tuple[Project, ...]
    totals: ProjectTotals | None
    first_evaluation: FirstEvaluation | None
    second_evaluation: SecondEvaluation | None
    reflections: Reflections | None
    findings: tuple[Finding, ...]
