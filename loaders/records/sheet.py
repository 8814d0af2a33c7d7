"""The whole sheet, and what was found odd in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from policygraph.loaders.records.base import Record, Ref, Text
from policygraph.loaders.records.evaluation import FirstEvaluation, Reflections, SecondEvaluation
from policygraph.loaders.records.measure import (
    Budget,
    Cooperation,
    Head,
    Indicator,
    Initiative,
    Need,
    Part,
    Project,
    ProjectTotals,
    Request,
    Role,
)


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
class Correction(Record):
    """What a person set right, and what the reader had read there; quotes what the sheet prints there.

    ``what`` is a path (:mod:`policygraph.loaders.paths`): of a value, of a record, or of the list
    that a record was taken out of. ``as_read`` and ``value`` are texts
    (:mod:`policygraph.loaders.value_texts`); None: nothing stood or stands there. Both are equal
    where a person confirmed what was read.
    """

    what: str
    as_read: str | None
    value: str | None
    who: str
    when: date
    why: str | None


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
    corrections: tuple[Correction, ...] = ()
