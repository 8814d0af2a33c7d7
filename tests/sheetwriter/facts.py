"""A sheet as a flat list of facts that two sheets can be compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import (
    Cooperation,
    Decision,
    FirstEvaluation,
    Head,
    Indicator,
    Initiative,
    Part,
    Project,
    ProjectMention,
    ProjectTotals,
    Record,
    Reflections,
    SecondEvaluation,
    Sheet,
)

Value = str | int | Decimal | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` of what ``key`` names, of one kind; equal keys of two sheets are compared.

    ``loose``: the value may be a part of the other one (a name with or without its unit).
    ``optional``: the print alone may not tell it, so that its absence is not counted.
    """

    kind: str
    key: tuple[str, ...]
    value: Value
    decision: Decision | None = None
    loose: bool = False
    optional: bool = False


def norm(text: str | None) -> str | None:
    """Text as it is compared: folded, without bullets."""
    return fold(text).replace("・", "") if text else None


def facts(sheet: Sheet) -> Iterator[Fact]:
    """All facts of a sheet. What stands beside a key but is None is a fact too: nothing is said."""
    yield from _head(sheet.head)
    yield from _texts(sheet)
    for part in sheet.parts:
        yield from _part(part)
    for initiative in sheet.initiatives:
        yield from _initiative(initiative)
    yield from _requests_and_needs(sheet)
    for cooperation in sheet.cooperations:
        yield from _cooperation(cooperation)
    for indicator in sheet.indicators:
        yield from _indicator(indicator)
    for project in sheet.projects:
        yield from _project(project)
    if sheet.totals:
        yield from _totals(sheet.totals)
    if sheet.first_evaluation:
        yield from _first(sheet.first_evaluation)
    if sheet.second_evaluation:
        yield from _second(sheet.second_evaluation)
    if sheet.reflections:
        yield from _reflections(sheet.reflections)


def _fields(kind: str, key: str, record: Record, *names: str, loose: bool = False) -> Iterator[Fact]:
    for name in names:
        value = getattr(record, name)
        yield Fact(kind, (key, name), norm(value) if isinstance(value, str) else value, record.decision, loose)


def _key(text: str | None) -> str:
    """The beginning of a text, which tells it from its like."""
    return (norm(text) or "")[:30]


# --- pages 1-3 --------------------------------------------------------------------------------


def _head(head: Head) -> Iterator[Fact]:
    yield from _fields(
        "head", "施策", head, "name", "code", "fiscal_year", "department", "author_post", "contact", "overall_verdict"
    )
    yield Fact("head", ("施策", "areas"), tuple(sorted(head.areas)), head.decision)
    yield Fact("head", ("施策", "related_offices"), _sorted(head.related_offices), head.decision)


def _texts(sheet: Sheet) -> Iterator[Fact]:
    if sheet.situation:
        yield Fact("text", ("現状と課題",), norm(sheet.situation.text), sheet.situation.decision)
    if sheet.no_indicator_reason:
        yield Fact(
            "text", ("設定できない理由",), norm(sheet.no_indicator_reason.text), sheet.no_indicator_reason.decision
        )
    for budget in sheet.budgets:
        yield Fact("budget", (str(budget.fiscal_year),), budget.amount, budget.decision)
    for role in sheet.roles:
        key = norm(role.text) or ""
        yield Fact("role", (key,), True, role.decision)
        yield Fact("role", (key, "area"), role.area, role.decision, optional=True)
        yield Fact("role", (key, "actor"), role.actor, role.decision, optional=True)
        yield Fact("role", (key, "group"), norm(role.group), role.decision)


def _part(part: Part) -> Iterator[Fact]:
    yield Fact("part", (part.area, "name"), norm(part.name), part.decision)
    yield Fact("part", (part.area, "goal"), norm(part.goal.text) if part.goal else None, part.decision)
    for plan in part.plans:
        yield Fact("plan link", (part.area, norm(plan.heading) or "", plan.code or ""), True, plan.decision)


def _initiative(item: Initiative) -> Iterator[Fact]:
    title = norm(item.reported_title or item.title) or ""
    for name in ("area", "mark", "planned", "reported"):
        yield Fact("initiative", (title, name), getattr(item, name), item.decision)
    yield Fact("initiative", (title, "title"), norm(item.title), item.decision)
    for column in ("plan", "results", "effects"):
        for detail in getattr(item, column):
            yield Fact("initiative", (title, column, norm(detail) or ""), True, item.decision)
    for figure in item.figures:
        stated = (
            str(figure.value),
            norm(figure.unit) or "",
            str(figure.period and tuple(figure.period)),
            figure.status,
        )
        yield Fact("figure", (title, *stated), norm(figure.about), figure.decision, loose=True)


def _requests_and_needs(sheet: Sheet) -> Iterator[Fact]:
    for request in sheet.requests:
        key = _key(request.text)
        yield Fact("request", (key, "text"), norm(request.text), request.decision, loose=True)
        yield Fact("request", (key, "area"), request.area, request.decision)
        yield Fact("request", (key, "to"), _sorted(request.to), request.decision)
        yield Fact("request", (key, "when"), tuple(map(str, request.periods)), request.decision)
    for need in sheet.needs:
        who = norm(need.who) or ""
        yield Fact("need", (who, "area"), need.area, need.decision)
        yield Fact("need", (who, "survey"), need.is_survey, need.decision)
        yield Fact("need", (who, "when"), tuple(map(str, need.periods)), need.decision)
        yield Fact("need", (who, "texts"), _texts_of(need.texts), need.decision)


def _cooperation(item: Cooperation) -> Iterator[Fact]:
    key = _key(item.content)
    yield Fact("cooperation", (key, "content"), norm(item.content), item.decision)
    yield Fact("cooperation", (key, "results"), norm(item.results), item.decision)
    yield Fact("cooperation", (key, "level"), item.level, item.decision, optional=True)
    yield Fact("cooperation", (key, "area"), item.area, item.decision, optional=True)
    yield Fact("cooperation", (key, "measures"), _sorted(item.measures), item.decision)
    yield Fact("cooperation", (key, "offices"), _sorted(item.offices), item.decision)
    for partner in item.partners:
        yield Fact("partner", (norm(partner.name) or "", "legal form"), partner.legal_form, partner.decision)
        yield Fact("partner", (norm(partner.name) or "", "with"), key, partner.decision or item.decision, optional=True)


# --- indicators and projects ------------------------------------------------------------------


def _indicator(item: Indicator) -> Iterator[Fact]:
    yield from _fields("indicator", item.rank, item, "name", "explanation", "unit", loose=True)
    yield from _fields("indicator", item.rank, item, "area", "kind", "basis_plan", "desired_change", "formula")
    yield from _fields("indicator", item.rank, item, "base_year", "base_value", "target_year", "target_value")
    yield from _fields("indicator", item.rank, item, "final_year", "final_target", "latest_actual", "progress_rate")
    yield from _fields("indicator", item.rank, item, "year_kind", "base_kind", "target_kind", "final_kind")
    yield from _fields("indicator", item.rank, item, "causes_inside", "causes_outside")
    times: Counter[int] = Counter()
    for seen in item.observations:
        times[seen.year] += 1
        for name in ("target", "actual", "rate", "grade"):
            value = getattr(seen, name)
            key = (item.rank, f"{seen.year}{'' if times[seen.year] == 1 else ' again'}", name)
            yield Fact("observation", key, None if value == "-" else value, seen.decision or item.decision)


_MONEY = ("carried_over", "budget", "general_funds", "staff_head_office", "staff_branch", "staff", "full_cost")


def _project(item: Project) -> Iterator[Fact]:
    yield from _fields("project", item.code, item, "name", "area", "transferred_from", "office")
    for name in _MONEY:
        value = getattr(item, name)
        yield Fact(
            "money", (item.code, name), value, item.decision, optional=bool(item.unplaced) and name in _MONEY[:3]
        )
    if item.overview:
        decision = item.overview.decision
        yield Fact("overview", (item.code,), norm(item.overview.text), decision)
        for partner in item.overview.mentions:
            yield Fact(
                "mention", (item.code, norm(partner.name) or ""), partner.legal_form, partner.decision or decision
            )


def _totals(item: ProjectTotals) -> Iterator[Fact]:
    for name in _MONEY[:-1]:
        yield Fact("money", ("計", name), getattr(item, name), item.decision)


# --- evaluations ------------------------------------------------------------------------------


def _first(item: FirstEvaluation) -> Iterator[Fact]:
    for name in ("indicator_verdict", "effort_verdict", "overall_verdict"):
        yield Fact("verdict", ("一次", name), _said(getattr(item, name)), item.decision)
    for count in item.counts:
        yield Fact("grade count", (count.area or "計", count.grade), count.count or None, count.decision)
    for verdict in item.verdicts:
        yield Fact("verdict", (verdict.area or "計",), _said(verdict.verdict), verdict.decision)
    for analysis in item.analyses:
        yield Fact("analysis", (norm(analysis.indicator) or "", "grade"), analysis.grade, analysis.decision)
        yield Fact("analysis", (norm(analysis.indicator) or "", "text"), norm(analysis.text), analysis.decision)
    for judgement in item.judgements:
        yield from _fields("judgement", str(judgement.criterion), judgement, "mark", "reason")
    for policy in item.policies:
        yield from _fields("policy", policy.number, policy, "area", "text", "direction", "cause")
        yield Fact("policy", (policy.number, "projects"), _mentioned(policy.projects), policy.decision)
        codes = tuple(sorted(plan.code or plan.heading for plan in policy.plans))
        yield Fact("policy", (policy.number, "plans"), codes, policy.decision)


def _second(item: SecondEvaluation) -> Iterator[Fact]:
    yield Fact("opinion", ("区分",), _sorted(item.categories), item.decision)
    for opinion in item.opinions:
        key = _key(opinion.text)
        yield Fact("opinion", (key, "text"), norm(opinion.text), opinion.decision)
        yield Fact("opinion", (key, "number"), opinion.number, opinion.decision)
        yield Fact("opinion", (key, "category"), norm(opinion.category), opinion.decision, optional=True)
        yield Fact("opinion", (key, "projects"), _mentioned(opinion.projects), opinion.decision)


def _reflections(item: Reflections) -> Iterator[Fact]:
    for answer in item.policy_responses:
        key = _key(answer.text)
        named = tuple(sorted(f"{project.direction}:{norm(project.project.name)}" for project in answer.projects))
        yield Fact("response", ("対応", key, "policy"), answer.policy, answer.decision, optional=True)
        yield Fact("response", ("対応", key, "text"), norm(answer.text), answer.decision)
        yield Fact("response", ("対応", key, "projects"), named, answer.decision)
    for reply in item.opinion_responses:
        key = _key(reply.text)
        yield Fact("response", ("意見", key, "text"), norm(reply.text), reply.decision)
        yield Fact("response", ("意見", key, "opinion"), reply.opinion, reply.decision, optional=True)
        yield Fact("response", ("意見", key, "projects"), _mentioned(reply.projects), reply.decision)
        yield Fact("response", ("意見", key, "as of"), str(reply.as_of), reply.decision)
    for count in item.counts:
        yield Fact("reflection", ("数", count.direction), count.count or None, count.decision)
    for row in item.projects:
        code = row.project.code or norm(row.project.name) or ""
        yield Fact("reflection", (code, "name"), norm(row.project.name), row.decision)
        yield from _fields("reflection", code, row, "first_direction", "next_direction")


def _said(verdict: str | None) -> str | None:
    """A dash says nothing, as an absent verdict does."""
    return None if verdict == "-" else norm(verdict)


def _mentioned(projects: Iterable[ProjectMention]) -> tuple[str, ...]:
    return tuple(sorted(project.code or norm(project.name) or "" for project in projects))


def _sorted(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(norm(text) or "" for text in texts))


def _texts_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(norm(text) or "" for text in texts)
