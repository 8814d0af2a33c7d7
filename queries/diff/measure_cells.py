"""The values of a measure by property: head, money, plans, partners, verdicts, directions and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Record, Sheet
from policygraph.queries.diff.cells import amounts, partners
from policygraph.queries.diff.model import Cell, Property

ACROSS_YEARS: Final = "調書の年度"
"""Detail of a budget that is compared with that of another year: each of the year of its sheet."""

Said = Iterator[tuple[Property, Cell]]

_HEAD: Final = (("department", "department"), ("authorPost", "author_post"), ("contact", "contact"))


def measure_cells(sheet: Sheet, other: Sheet) -> Said:
    """What a sheet says of its measure, as far as ``other`` can say it too.

    Sheets of two years print the budgets of other years, and give policies and opinions other numbers: what only
    one can say is no change.
    """
    head, same_year = sheet.head, sheet.head.fiscal_year == other.head.fiscal_year
    for name, field in _HEAD:
        yield Property("office", name), Cell.of(head, getattr(head, field))
    for office in head.related_offices:
        yield Property("office", "relatedOffice", detail=fold(office)), Cell.of(head, office)
    for area in head.areas:
        yield Property("plan", "policyArea", detail=area), Cell.of(head, area)
    yield from _money(sheet, None if same_year else {each.fiscal_year for each in other.budgets})
    yield from _plans(sheet)
    yield from _cooperation(sheet)
    yield from _verdicts(sheet)
    yield from _directions(sheet)
    yield from _texts(sheet)
    yield from _numbered(sheet) if same_year else _unnumbered(sheet)


def _money(sheet: Sheet, years: Set[int] | None) -> Said:
    """Budgets of the years that the other sheet prints (None: all), and that of the year of the sheet."""
    for budget in sheet.budgets:
        if years is None or budget.fiscal_year in years:
            yield Property("money", "totalBudget", "円", f"{budget.fiscal_year}年度"), Cell.of(budget, budget.amount)
        if years is not None and budget.fiscal_year == sheet.head.fiscal_year:
            yield Property("money", "totalBudget", "円", ACROSS_YEARS), Cell.of(budget, budget.amount)
    if sheet.totals:
        yield from amounts(sheet.totals, "money", "sumOf")


def _plans(sheet: Sheet) -> Said:
    policies = sheet.first_evaluation.policies if sheet.first_evaluation else ()
    held = chain(((part.area, part.plans) for part in sheet.parts), ((each.area, each.plans) for each in policies))
    for area, plans in held:
        for plan in plans:
            where = f"{area or ''} {plan.heading} {plan.code or ''}".strip()
            yield Property("plan", "addresses", detail=where), Cell.of(plan, f"【{plan.heading}】{plan.code or ''}")


def _cooperation(sheet: Sheet) -> Said:
    for each in sheet.cooperations:
        yield from partners(each.partners)
        for measure in each.measures:
            yield Property("partner", "cooperatesWithMeasure", detail=measure), Cell.of(each, measure)
        for office in each.offices:
            yield Property("partner", "cooperatesWithOffice", detail=fold(office)), Cell.of(each, office)


def _verdicts(sheet: Sheet) -> Said:
    yield Property("verdict", "overallVerdictOnFirstPage"), Cell.of(sheet.head, sheet.head.overall_verdict)
    first = sheet.first_evaluation
    if first is None:
        return
    yield Property("verdict", "indicatorVerdict"), Cell.of(first, first.indicator_verdict)
    yield Property("verdict", "effortVerdict"), Cell.of(first, first.effort_verdict)
    yield Property("verdict", "overallVerdict"), Cell.of(first, first.overall_verdict)
    for verdict in first.verdicts:
        yield Property("verdict", "areaVerdict", detail=verdict.area or "計"), Cell.of(verdict, verdict.verdict)
    # Blank means none (form, section 5), so a printed 0 is no change of it.
    for count in (each for each in first.counts if each.count):
        where = f"{count.area or '計'} {count.grade}"
        yield Property("verdict", "gradeCount", detail=where), Cell.of(count, count.count)
    for judged in first.judgements:
        yield Property("verdict", "criterionMark", detail=f"基準{judged.criterion}"), Cell.of(judged, judged.mark)


def _directions(sheet: Sheet) -> Said:
    for count in sheet.reflections.counts if sheet.reflections else ():
        yield Property("direction", "directionCount", detail=count.direction), Cell.of(count, count.count)


def _texts(sheet: Sheet) -> Said:
    """Running texts, each block of the form as one."""
    first, second, after = sheet.first_evaluation, sheet.second_evaluation, sheet.reflections
    yield _text("situation", (sheet.situation,), "text")
    yield _text("image", sheet.image, "text")
    yield _text("noIndicatorReason", (sheet.no_indicator_reason,), "text")
    for part in sheet.parts:
        yield _text("partName", (part,), "name", part.area)
        yield _text("goal", (part.goal,), "text", part.area)
    yield _text("roles", sheet.roles, "text", fields=("area", "actor", "group"))
    yield _text("initiatives", sheet.initiatives, "title", fields=("mark", "plan", "results", "effects"))
    yield _text("needs", sheet.needs, "who", fields=("texts", "periods"))
    yield _text("requests", sheet.requests, "text", fields=("to", "periods"))
    yield _text("cooperation", sheet.cooperations, "content", fields=("level", "area", "results"))
    yield _text("analyses", first.analyses if first else (), "text", fields=("indicator", "grade"))
    yield _text("reasons", first.judgements if first else (), "reason")
    yield _text("opinionCategories", (second,), "categories")
    yield _text("policyResponses", after.policy_responses if after else (), "text")
    yield _text("opinionResponses", after.opinion_responses if after else (), "text")


def _text(
    name: str, records: Iterable[Record | None], field: str, detail: str = "", fields: tuple[str, ...] = ()
) -> tuple[Property, Cell]:
    """Fields of records as one text, with all their quotations."""
    there = [record for record in records if record is not None]
    texts = (_words(getattr(record, each)) for record in there for each in (field, *fields))
    joined = "\n".join(text for text in texts if text)
    return Property("text", name, detail=detail), Cell(joined or None, tuple(s for each in there for s in each.quotes))


def _words(value: object) -> str:
    """A field as text; of a period its parts, which are compared and never shown."""
    if isinstance(value, tuple):
        return "\n".join(map(_words, value))
    return "" if value is None else str(value)


def _numbered(sheet: Sheet) -> Said:
    """Response policies and opinions, each by its number."""
    for policy in sheet.first_evaluation.policies if sheet.first_evaluation else ():
        yield Property("direction", "policyDirection", detail=policy.number), Cell.of(policy, policy.direction)
        yield Property("direction", "policyCause", detail=policy.number), Cell.of(policy, policy.cause)
        yield (
            Property("direction", "policyProjects", detail=policy.number),
            Cell.of(policy, "、".join(sorted(each.code or each.name or "" for each in policy.projects))),
        )
        yield _text("policy", (policy,), "text", policy.number)
    for place, opinion in enumerate(sheet.second_evaluation.opinions if sheet.second_evaluation else (), 1):
        yield _text("opinion", (opinion,), "text", opinion.number or str(place), ("category",))


def _unnumbered(sheet: Sheet) -> Said:
    """The same as two texts."""
    first, second = sheet.first_evaluation, sheet.second_evaluation
    yield _text("policies", first.policies if first else (), "text", fields=("direction", "cause"))
    yield _text("opinions", second.opinions if second else (), "text", fields=("category",))
