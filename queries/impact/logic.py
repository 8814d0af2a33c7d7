"""The logic model of a measure or a part, as its sheet states it: inputs, projects, indicators, codes, and the gaps.

A sheet links projects and indicators through the measure part only, never one with the other; so does
this. What the sheet does not say stands here as a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from policygraph.errors import QueryError
from policygraph.ontology.impact import ImpactRule
from policygraph.ontology.terms import PG
from policygraph.queries.impact.amounts import AMOUNTS, Amounts, Share, amounts_of, shares
from policygraph.queries.impact.bases import Bases, Grade, bases_of, grades_of, indicator_kinds
from policygraph.queries.impact.frame import Frame, Step, frame
from policygraph.queries.impact.kinds import pledges_of
from policygraph.queries.impact.offices import Office, responsible
from policygraph.queries.labels import Label
from policygraph.queries.network import Node
from policygraph.queries.quotations import Quotation, quotations
from policygraph.queries.store import Coverage, Edge, Store

GAPS: Final = {
    "no-project": "事務事業がない",
    "no-indicator": "成果指標がない",
    "no-outcome": "アウトカム指標がない（アウトプット指標だけ）",
    "no-code": "計画等のコードがない",
    "unknown-amount": "金額・人工の分からない事務事業がある",
    "no-grade": "達成度合のない指標がある",
}
"""What a logic model may lack, and what is said then."""


@dataclass(frozen=True, slots=True)
class Input:
    """A project and what it takes: yen and full-time posts, None where the sheet does not say."""

    node: Node
    amounts: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An indicator: output, outcome or None, and its latest grade."""

    node: Node
    kind: str | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class PartLogic:
    """One part: what it takes altogether, its projects, indicators, codes and pledges, and what is missing."""

    node: Node
    totals: dict[str, Share]
    projects: tuple[Input, ...]
    indicators: tuple[Outcome, ...]
    codes: tuple[Node, ...]
    pledges: tuple[Node, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """The answer: a part after another."""

    target: Node
    fiscal_year: int
    sheet: str
    offices: tuple[Office, ...]
    coverage: Coverage
    parts: tuple[PartLogic, ...]
    steps: tuple[Step, ...]
    quotations: dict[Edge, Quotation]
    frame: Frame


def logic_model(store: Store, target: Label, *, rules: Sequence[ImpactRule] | None = None) -> Logic:
    """The logic model of a measure or a part.

    Raises:
        QueryError: the target is neither.
    """
    within = frame(store, [target], rules=rules)
    kind = within.kind(target.iri) or target.kind
    if kind not in (PG.Measure, PG.MeasurePart):
        raise QueryError(
            "a logic model is of a measure or a measure part",
            ja="ロジックモデルを作れるのは施策と施策の区分だけです。",
        )
    return _Model(within, target.iri).answer()


class _Model:
    """A logic model as it is put together."""

    def __init__(self, within: Frame, iri: str) -> None:
        self.frame, self.iri = within, iri
        self.behind: Bases = bases_of(within)
        self.amounts: Amounts = amounts_of(within.store)
        self.grades, self.kinds = grades_of(within.store), indicator_kinds(within.store)
        self.pledges = pledges_of(within.store)

    def answer(self) -> Logic:
        parts = sorted(self.behind.parts.get(self.iri, ()))
        steps = [step for part in parts for step in self._steps(part)]
        ends = {self.iri, *parts, *(end for step in steps for end in (step.support, step.dependent))}
        self.nodes = self.frame.nodes(ends)
        sheet = self.frame.sheet_of(self.iri)
        return Logic(
            target=self.nodes[self.iri],
            fiscal_year=self.frame.fiscal_year,
            sheet=sheet.code if sheet else "",
            offices=responsible(self.frame, [self.iri], {}),
            coverage=self.frame.store.coverage(),
            parts=tuple(map(self._part, parts)),
            steps=tuple(steps),
            quotations=quotations(self.frame.store, {step.statement for step in steps}),
            frame=self.frame,
        )

    def _steps(self, part: str) -> Iterator[Step]:
        """Project to part, part to indicator and code."""
        for step in self.frame.steps:
            into = step.dependent == part and self.frame.kind(step.support) == PG.Project
            if into or (step.support == part and self.frame.kind(step.dependent) in _AFTER):
                yield step

    def _part(self, part: str) -> PartLogic:
        projects = sorted((self.nodes[iri] for iri in self.behind.projects_of(part)), key=lambda node: node.code)
        indicators = [
            Outcome(self.nodes[iri], self.kinds.get(iri), self.grades.get(iri))
            for iri in sorted(self.behind.indicators_of(part))
        ]
        codes = sorted(self.nodes[step.dependent] for step in self._steps(part) if self._is_code(step.dependent))
        totals = shares(self.amounts, {}, [node.iri for node in projects])
        return PartLogic(
            node=self.nodes[part],
            totals=totals,
            projects=tuple(Input(node, self._amounts(node.iri)) for node in projects),
            indicators=tuple(indicators),
            codes=tuple(node for node in codes if node.iri not in self.pledges),
            pledges=tuple(node for node in codes if node.iri in self.pledges),
            gaps=tuple(_gaps(totals, projects, indicators, codes)),
        )

    def _is_code(self, iri: str) -> bool:
        return self.frame.kind(iri) in _CODES

    def _amounts(self, project: str) -> dict[str, float | None]:
        known = {name: self.amounts[name].get(project) for name in AMOUNTS}
        return {name: None if value is None else float(value) for name, value in known.items()}


_CODES: Final = frozenset({PG.PlanCode, PG.PlanScheme})
_AFTER: Final = _CODES | {PG.Indicator}


def _gaps(
    totals: dict[str, Share], projects: Sequence[Node], indicators: Sequence[Outcome], codes: Sequence[Node]
) -> Iterator[str]:
    if not projects:
        yield "no-project"
    elif any(total.unknown_whole for total in totals.values()):
        yield "unknown-amount"
    if not indicators:
        yield "no-indicator"
    elif all(each.kind != "outcome" for each in indicators):
        yield "no-outcome"
    if any(each.grade is None or each.grade.grade == "-" for each in indicators):
        yield "no-grade"
    if not codes:
        yield "no-code"
