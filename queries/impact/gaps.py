"""What one would expect a sheet to link, and it does not: told, never filled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policygraph.ontology.terms import PG
from policygraph.queries.impact.amounts import Amounts, Share, amounts_of, share_of
from policygraph.queries.impact.bases import Bases, Grade, bases_of, grades_of
from policygraph.queries.impact.frame import Frame
from policygraph.queries.network import Node

GapKind = Literal[
    "code-without-project", "money-without-indicator", "project-without-response", "opinion-without-reply"
]
GAPS: Mapping[GapKind, str] = {
    "code-without-project": "事務事業のない計画等（掲げる施策の区分に事務事業がない）",
    "money-without-indicator": "成果指標のない事業費（事務事業があり、指標がない施策の区分）",
    "project-without-response": "対応のない事務事業（D の指標がある施策の区分にあり、評価結果への対応に出てこない）",
    "opinion-without-reply": "対応のない付加意見",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that lacks what one would expect; ``beside`` is what makes it worth telling."""

    kind: GapKind
    node: Node
    sheet: str
    budget: Share | None
    beside: tuple[Node, ...]
    said: str


@dataclass(frozen=True, slots=True)
class _Found:
    kind: GapKind
    iri: str
    budget: Share | None = None
    beside: tuple[str, ...] = ()
    said: str = ""


_REASONS = "SELECT ?measure ?reason WHERE { ?measure a pg:Measure ; pg:noIndicatorReason ?reason }"


def gaps(frame: Frame) -> list[Gap]:
    """The gaps of a year: by kind, the largest known budget first."""
    behind, amounts = bases_of(frame), amounts_of(frame.store)
    targeted, answered = _linked(frame, PG.targets), _linked(frame, PG.respondsTo)
    found = [
        *_codes(frame, behind),
        *_parts(frame, behind, amounts),
        *_projects(frame, behind, amounts, targeted),
        *(_Found("opinion-without-reply", iri) for iri in _of_kind(frame, PG.Opinion) if iri not in answered),
    ]
    nodes = frame.nodes({iri for each in found for iri in (each.iri, *each.beside)})
    rows = (
        Gap(
            each.kind,
            nodes[each.iri],
            sheet.code if (sheet := frame.sheet_of(each.iri)) else "",
            each.budget,
            tuple(nodes[iri] for iri in each.beside),
            each.said,
        )
        for each in found
    )
    return sorted(rows, key=lambda gap: (list(GAPS).index(gap.kind), -_known(gap.budget), gap.sheet, gap.node))


def _known(budget: Share | None) -> Decimal:
    return budget.whole if budget else Decimal(0)


def _of_kind(frame: Frame, kind: str) -> list[str]:
    """The nodes of a kind in the sheets of the year, those without any dependence too."""
    rows = frame.store.select(f"SELECT ?node WHERE {{ ?node a <{kind}> }}").rows
    return sorted({node.value for (node,) in rows if node and frame.holds(node.value)})


def _linked(frame: Frame, property_: str) -> set[str]:
    """What responses point to: what they answer, or the projects that they name."""
    responses = set(_of_kind(frame, PG.Response))
    return {edge.object for edge in frame.store.edges([property_]) if edge.subject in responses}


def _codes(frame: Frame, behind: Bases) -> Iterator[_Found]:
    naming: dict[str, set[str]] = defaultdict(set)
    for edge in frame.store.edges([PG.addresses]):
        if frame.holds(edge.subject):
            naming[edge.object].add(edge.subject)
    for iri, subjects in sorted(naming.items()):
        if not behind.projects_of(iri):
            yield _Found("code-without-project", iri, beside=tuple(sorted(subjects)))


def _parts(frame: Frame, behind: Bases, amounts: Amounts) -> Iterator[_Found]:
    reasons = {
        measure.value: reason.value for measure, reason in frame.store.select(_REASONS).rows if measure and reason
    }
    for part in _of_kind(frame, PG.MeasurePart):
        projects = behind.projects_of(part)
        if projects and not behind.indicators_of(part):
            sheet = frame.sheet_of(part)
            said = reasons.get(sheet.measure, "") if sheet else ""
            yield _Found("money-without-indicator", part, share_of(amounts["budget"], {}, projects), said=said)


def _projects(frame: Frame, behind: Bases, amounts: Amounts, targeted: Collection[str]) -> Iterator[_Found]:
    grades = grades_of(frame.store)
    for part in _of_kind(frame, PG.MeasurePart):
        failing = sorted(iri for iri in behind.indicators_of(part) if grades.get(iri, Grade("", 0)).grade == "D")
        for project in sorted(behind.projects_of(part) - set(targeted)) if failing else ():
            budget = share_of(amounts["budget"], {}, [project])
            yield _Found("project-without-response", project, budget, tuple(failing))
