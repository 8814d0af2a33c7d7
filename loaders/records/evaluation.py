"""Pages 9 to 13: how the measure was judged, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policygraph.loaders.records.base import Moment, PlanLink, ProjectMention, Record


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
