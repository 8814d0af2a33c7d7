"""Errors planted in sound sheets: each breaks one rule of the form by far more than rounding, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple, TypeVar

from policygraph.loaders.records import (
    DirectionCount,
    FirstEvaluation,
    GradeCount,
    Indicator,
    Observation,
    PlanLink,
    Project,
    ProjectMention,
    ProjectTotals,
    Ref,
    ResponsePolicy,
    Sheet,
)
from tests.sheetwriter.build import mention
from tests.sheetwriter.generate_evaluation import area_verdicts, grade_counts, indicator_verdict, latest_grade
from tests.sheetwriter.generate_indicators import grade_of
from tests.sheetwriter.shape import Shape
from tests.sheetwriter.statements import points, printed_year, statements

T = TypeVar("T")

ROOMY: Final = Shape(
    parts=(1, 3),
    initiatives=(1, 3),
    partners=(0, 6),
    indicators=(2, 5),
    projects=(6, 16),
    policies=(2, 4),
    opinions=(1, 3),
    oddities=0.0,
)
"""Sound sheets with room for every error."""

_FIRST, _TOTALS, _REFLECTIONS = Ref("first-evaluation", ""), Ref("totals", ""), Ref("reflections", "")
_MILLION = 1_000_000


class Planted(NamedTuple):
    """A sheet with one error, and the record that a finding should be about."""

    sheet: Sheet
    about: Ref


Plant = Callable[[Sheet, Random], Planted | None]


def plant(rule: str, sheet: Sheet, seed: int) -> Planted | None:
    """Break a rule of :data:`PLANTS` in a sound sheet; None where the sheet has no place for it."""
    return PLANTS[rule](sheet, Random(f"{rule} in sheet {seed}"))


def _some(choices: Iterable[T], random: Random) -> T | None:
    found = list(choices)
    return random.choice(found) if found else None


# --- indicators -------------------------------------------------------------------------------


def _with_box(sheet: Sheet, box: Indicator, **changes: Any) -> Planted:
    """The box changed; what its texts said of its figures is taken out, since they spoke of the sound ones."""
    said = list(statements(box))
    changed = replace(box, causes_outside=_without(box.causes_outside, said), **changes)
    boxes = tuple(changed if each is box else each for each in sheet.indicators)
    first = sheet.first_evaluation
    if first is not None:
        analyses = [
            replace(each, text=_without(each.text, said) or "") if each.indicator == box.name else each
            for each in first.analyses
        ]
        first = replace(first, analyses=tuple(analyses))
    return Planted(replace(sheet, indicators=boxes, first_evaluation=first), Ref("indicator", box.rank))


def _without(text: str | None, said: Sequence[str]) -> str | None:
    for sentence in said:
        text = text.replace(sentence, "") if text else None
    return text or None


def _rated(sheet: Sheet) -> Iterator[tuple[Indicator, Observation]]:
    """Years whose rate may move by 30 and keep its grade."""
    for box in sheet.indicators:
        for seen in box.observations:
            if seen.rate is not None and seen.target is not None and seen.grade in ("A", "D"):
                yield box, seen


def _with_seen(sheet: Sheet, box: Indicator, seen: Observation, **changes: Any) -> Planted:
    years = tuple(replace(each, **changes) if each is seen else each for each in box.observations)
    return _with_box(sheet, box, observations=years)


def achievement_rate(sheet: Sheet, random: Random) -> Planted | None:
    found = _some(_rated(sheet), random)
    if found is None or found[1].rate is None:
        return None
    box, seen = found
    step = Decimal(random.randint(300, 600)) / 10
    return _with_seen(sheet, box, seen, rate=found[1].rate + (step if seen.grade == "A" else -step))


def progress_rate(sheet: Sheet, random: Random) -> Planted | None:
    box = _some((each for each in sheet.indicators if each.progress_rate is not None), random)
    if box is None or box.progress_rate is None:
        return None
    return _with_box(sheet, box, progress_rate=box.progress_rate + Decimal(random.randint(120, 400)) / 10)


def grade(sheet: Sheet, random: Random) -> Planted | None:
    """The grade of a latest year; its heading, the counts and the verdicts follow it, as a clerk would copy it."""
    found = _some(
        ((box, seen) for box, seen in _rated(sheet) if seen is _latest_graded(box) and seen.rate is not None), random
    )
    if found is None:
        return None
    box, seen = found
    planted = _with_seen(sheet, box, seen, grade="D" if grade_of(seen.rate) == "A" else "A")
    return planted._replace(sheet=_recounted(planted.sheet))


def _latest_graded(box: Indicator) -> Observation | None:
    return next((seen for seen in reversed(box.observations) if seen.grade), None)


def _recounted(sheet: Sheet) -> Sheet:
    first = sheet.first_evaluation
    if first is None:
        return sheet
    areas = [part.area for part in sheet.parts]
    grades = {box.name: latest_grade(box) for box in sheet.indicators}
    return replace(
        sheet,
        first_evaluation=replace(
            first,
            indicator_verdict=indicator_verdict(sheet.indicators),
            counts=tuple(grade_counts(areas, sheet.indicators)),
            verdicts=tuple(area_verdicts(areas, sheet.indicators)),
            analyses=tuple(replace(each, grade=grades[each.indicator or ""]) for each in first.analyses),
        ),
    )


def year_sequence(sheet: Sheet, random: Random) -> Planted | None:
    """The first graded year printed as one that came before."""
    box = _some((each for each in sheet.indicators if each.observations[0].target is None), random)
    if box is None:
        return None
    first = box.observations[0]
    return _with_seen(sheet, box, first, year=first.year - random.randint(1, 2))


def year_kind(sheet: Sheet, random: Random) -> Planted | None:
    """Heads in capitals over an indicator that is said to be counted by calendar year."""
    box = _some((each for each in sheet.indicators if "（暦年）" in each.name), random)
    if box is None:
        return None
    years = tuple(replace(each, year_kind="fiscal") for each in box.observations)
    return _with_box(sheet, box, observations=years, target_kind="fiscal")


def prose_figure(sheet: Sheet, random: Random) -> Planted | None:
    """An analysis that contradicts its table."""
    box = _some((each for each in sheet.indicators if list(_falsehoods(each))), random)
    if box is None or sheet.first_evaluation is None:
        return None
    planted = _with_box(sheet, box)
    said = random.choice(list(_falsehoods(box)))
    first = planted.sheet.first_evaluation
    assert first is not None
    analyses = tuple(
        replace(each, text=said + each.text) if each.indicator == box.name else each for each in first.analyses
    )
    return planted._replace(sheet=replace(planted.sheet, first_evaluation=replace(first, analyses=analyses)))


def _falsehoods(box: Indicator) -> Iterator[str]:
    """Statements of the forms that :func:`statements` has, each of them false."""
    seen = next((each for each in reversed(box.observations) if each.actual is not None), None)
    if seen is None or seen.actual is None:
        return
    year, measure = printed_year(seen), box.name.partition("（")[0]
    yield f"{year}の実績値は{points(seen.actual * 2 + 7, box).replace('ポイント', '%')}であった。"
    if box.base_value is not None and abs(seen.actual - box.base_value) > 1:
        moved = seen.actual - box.base_value
        yield f"基準年に比べ、{measure}は{points(abs(moved), box)}の{'減少' if moved > 0 else '増加'}となった。"
        yield f"基準年に比べ、{measure}は{points(abs(moved) * 2 + 7, box)}の{'増加' if moved > 0 else '減少'}となった。"
    if seen.target is not None and abs(seen.actual - seen.target) > 1:
        good = (seen.actual > seen.target) == (box.desired_change == "増加")
        yield f"{measure}は、{year}の目標を{'達成できなかった' if good else '達成している'}。"
    if seen.rate is not None:
        yield f"{year}の達成率は{seen.rate + 31}%となった。"
    if box.progress_rate is not None:
        yield f"最終目標に対する進捗率は{box.progress_rate + 27}%である。"


# --- verdicts and counts ----------------------------------------------------------------------


def _with_first(sheet: Sheet, first: FirstEvaluation, about: Ref = _FIRST) -> Planted:
    return Planted(replace(sheet, first_evaluation=first), about)


def grade_count(sheet: Sheet, random: Random) -> Planted | None:
    """One more in the row of an area and in the row 計."""
    first = sheet.first_evaluation
    row = _some((each for each in first.counts if each.area and each.count), random) if first else None
    if first is None or row is None:
        return None
    more = random.randint(1, 3)

    def raised(each: GradeCount) -> GradeCount:
        in_rows = each.grade == row.grade and each.area in (row.area, None)
        return replace(each, count=each.count + more) if in_rows else each

    return _with_first(sheet, replace(first, counts=tuple(map(raised, first.counts))))


def effort_verdict(sheet: Sheet, random: Random) -> Planted | None:
    first = sheet.first_evaluation
    if first is None:
        return None
    return _with_first(
        sheet, replace(first, effort_verdict=random.choice("abc".replace(first.effort_verdict or "", "")))
    )


def verdict_repeat(sheet: Sheet, random: Random) -> Planted | None:
    """Another verdict on page 10 than in the row 計 of page 9."""
    first = sheet.first_evaluation
    if first is None or not any(each.area is None for each in first.verdicts):
        return None
    others = [each for each in ("D指標あり", "C指標あり", "A・B指標のみ") if each != first.indicator_verdict]
    return _with_first(sheet, replace(first, indicator_verdict=random.choice(others)))


def reflection_count(sheet: Sheet, random: Random) -> Planted | None:
    told = sheet.reflections
    row = (
        _some((each for each in told.counts if each.direction not in ("合計", "次年度新規")), random) if told else None
    )
    if told is None or row is None:
        return None
    more = random.randint(2, 5)

    def raised(each: DirectionCount) -> DirectionCount:
        return replace(each, count=each.count + more) if each is row else each

    return Planted(replace(sheet, reflections=replace(told, counts=tuple(map(raised, told.counts)))), _REFLECTIONS)


# --- links ------------------------------------------------------------------------------------


def _with_policy(sheet: Sheet, policy: ResponsePolicy, **changes: Any) -> Planted:
    first = sheet.first_evaluation
    assert first is not None
    policies = tuple(replace(each, **changes) if each is policy else each for each in first.policies)
    return _with_first(sheet, replace(first, policies=policies), Ref("response-policy", policy.number))


def unknown_project(sheet: Sheet, random: Random) -> Planted | None:
    """A response policy names a project that section 4 does not have."""
    first = sheet.first_evaluation
    policy = _some((each for each in first.policies if each.projects), random) if first else None
    if policy is None:
        return None
    code = next(each for each in range(2600, 9999) if all(item.code != str(each) for item in sheet.projects))
    stranger = ProjectMention(quotes=(), code=str(code), name="夜光虫みまもり調査事業")
    return _with_policy(sheet, policy, projects=(*policy.projects, stranger))


def unknown_plan_code(sheet: Sheet, random: Random) -> Planted | None:
    """A response policy names a code that its area does not have, of a plan of which it has codes."""
    parts = {part.area: part for part in sheet.parts}
    policies = sheet.first_evaluation.policies if sheet.first_evaluation else ()
    places = [
        (policy, link)
        for policy in policies
        if policy.area in parts
        for link in parts[policy.area].plans
        if link.code and link.heading == "創生"
    ]
    found = _some(places, random)
    if found is None:
        return None
    known = {link.code for part in sheet.parts for link in part.plans}
    code = next(f"A{number}" for number in range(9990, 1000, -7) if f"A{number}" not in known)
    policy, link = found
    return _with_policy(sheet, policy, plans=(*policy.plans, PlanLink(quotes=(), heading=link.heading, code=code)))


def opinion_reply(sheet: Sheet, random: Random) -> Planted | None:
    """The reply to an opinion names another project."""
    told = sheet.reflections
    reply = _some(told.opinion_responses, random) if told else None
    if told is None or reply is None:
        return None
    named = {item.code for each in told.opinion_responses for item in each.projects}
    other = _some((each for each in sheet.projects if each.code not in named), random)
    if other is None:
        return None
    changed = tuple(
        replace(each, projects=(mention(other),)) if each is reply else each for each in told.opinion_responses
    )
    return Planted(replace(sheet, reflections=replace(told, opinion_responses=changed)), _REFLECTIONS)


# --- money and staff --------------------------------------------------------------------------


def _with_totals(sheet: Sheet, **more: Any) -> Sheet:
    """Each named total raised; the head's budget follows the total budget."""
    totals = sheet.totals
    assert totals is not None
    raised = replace(totals, **{name: (getattr(totals, name) or 0) + value for name, value in more.items()})
    return _with_budget(replace(sheet, totals=raised), more.get("budget", 0))


def _with_budget(sheet: Sheet, more: int) -> Sheet:
    """The head's budget of the sheet's year raised."""
    budgets = [
        replace(each, amount=each.amount + more) if each.fiscal_year == sheet.head.fiscal_year else each
        for each in sheet.budgets
    ]
    return replace(sheet, budgets=tuple(budgets))


def _of_totals(amount: Callable[[ProjectTotals, Random], Mapping[str, object]]) -> Plant:
    """A total that its rows do not add up to."""

    def plant_total(sheet: Sheet, random: Random) -> Planted | None:
        return Planted(_with_totals(sheet, **amount(sheet.totals, random)), _TOTALS) if sheet.totals else None

    return plant_total


def _millions(random: Random) -> int:
    return random.randint(3, 90) * _MILLION + random.randint(1, 999) * 1000


def budget_total(sheet: Sheet, random: Random) -> Planted | None:
    return Planted(_with_budget(sheet, _millions(random)), Ref("budget", str(sheet.head.fiscal_year)))


def _with_project(sheet: Sheet, project: Project, **changes: Any) -> Planted:
    rows = tuple(replace(each, **changes) if each is project else each for each in sheet.projects)
    return Planted(replace(sheet, projects=rows), Ref("project", project.code))


def _paid(sheet: Sheet, random: Random) -> Project | None:
    """A row with all its money and staff."""
    rows = (each for each in sheet.projects if each.budget and each.staff and each.full_cost and not each.unplaced)
    return _some(rows, random)


def staff_parts(sheet: Sheet, random: Random) -> Planted | None:
    """Staff that its parts do not add up to; full cost and the total follow it."""
    row = _paid(sheet, random)
    if row is None or row.staff is None or row.full_cost is None:
        return None
    more = Decimal(random.randint(2, 6))
    full = row.full_cost + int(_unit_of(sheet) * more / 1000) * 1000
    planted = _with_project(sheet, row, staff=row.staff + more, full_cost=full)
    return planted._replace(sheet=_with_totals(planted.sheet, staff=more))


def _unit_of(sheet: Sheet) -> Decimal:
    """What a post costs: one figure for all rows."""
    rows = [each for each in sheet.projects if each.full_cost and each.staff]
    people = sum((each.staff or 0 for each in rows), Decimal(0))
    return sum((each.full_cost or 0) - (each.budget or 0) - (each.carried_over or 0) for each in rows) / people


def general_exceeds_total(sheet: Sheet, random: Random) -> Planted | None:
    row = _paid(sheet, random)
    if row is None or row.budget is None:
        return None
    general = row.budget + _millions(random)
    planted = _with_project(sheet, row, general_funds=general)
    return planted._replace(sheet=_with_totals(planted.sheet, general_funds=general - (row.general_funds or 0)))


def unit_cost(sheet: Sheet, random: Random) -> Planted | None:
    row = _paid(sheet, random)
    if row is None or row.full_cost is None:
        return None
    return _with_project(sheet, row, full_cost=row.full_cost + _millions(random))


def transferred_budget(sheet: Sheet, random: Random) -> Planted | None:
    """A project taken over this year that makes the budget several times that of the years before."""
    row = _paid(sheet, random)
    total = sheet.budgets[-1].amount
    if row is None or row.full_cost is None or row.budget is None or total == 0:
        return None
    if any(each.transferred_from for each in sheet.projects):
        return None
    more = 3 * total
    planted = _with_project(
        sheet, row, transferred_from="沿岸振興課", budget=row.budget + more, full_cost=row.full_cost + more
    )
    grown = _with_totals(planted.sheet, budget=more)
    moved = sum(each.budget or 0 for each in grown.projects if each.transferred_from)
    before = max(grown.budgets[-1].amount - moved, total // 10_000 * 1000)
    earlier = [replace(each, amount=before) for each in grown.budgets[:-1]]
    changed = replace(grown, budgets=(*earlier, grown.budgets[-1]))
    return Planted(changed, Ref("budget", str(sheet.head.fiscal_year)))


PLANTS: Final[Mapping[str, Plant]] = {
    "achievement-rate": achievement_rate,
    "progress-rate": progress_rate,
    "grade": grade,
    "grade-count": grade_count,
    "effort-verdict": effort_verdict,
    "verdict-repeat": verdict_repeat,
    "sum-budget": _of_totals(lambda _, random: {"budget": _millions(random)}),
    "sum-general-funds": _of_totals(lambda totals, random: {"general_funds": _millions(random)}),
    "sum-carried-over": _of_totals(lambda _, random: {"carried_over": _millions(random)}),
    "sum-staff": _of_totals(lambda _, random: dict.fromkeys(("staff_head_office", "staff"), random.randint(4, 9))),
    "budget-total": budget_total,
    "staff-parts": staff_parts,
    "general-exceeds-total": general_exceeds_total,
    "unit-cost": unit_cost,
    "reflection-count": reflection_count,
    "unknown-project": unknown_project,
    "unknown-plan-code": unknown_plan_code,
    "opinion-reply": opinion_reply,
    "year-sequence": year_sequence,
    "year-kind": year_kind,
    "prose-figure": prose_figure,
    "transferred-budget": transferred_budget,
}
"""How each rule is broken, in the order of the rules."""
