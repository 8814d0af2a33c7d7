"""Invented sheets: seeded, consistent by the form's own rules, with the oddities real ones have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from policygraph.loaders.records import (
    Actor,
    Budget,
    Cooperation,
    Head,
    Initiative,
    Need,
    Part,
    PlanLink,
    Request,
    Role,
    Sheet,
)
from tests.sheetwriter import sentences
from tests.sheetwriter import vocabulary as words
from tests.sheetwriter.build import Line, Stated, initiative, line, need, partner, plans, request, stated, text
from tests.sheetwriter.chance import Chance
from tests.sheetwriter.generate_evaluation import evaluations
from tests.sheetwriter.generate_indicators import indicators
from tests.sheetwriter.generate_projects import projects_and_totals
from tests.sheetwriter.shape import ANY, Shape

YEAR = 2020
"""The fiscal year of all invented sheets: the form's."""

_ACTORS: tuple[Actor, ...] = ("国", "道", "市町村", "民間等")


def generate(seed: int, shape: Shape = ANY) -> Sheet:
    """A fictional sheet of FY2020 in one of several fields of policy; equal seeds give equal sheets."""
    chance = Chance(seed)
    parts = _parts(chance, shape)
    projects, totals = projects_and_totals(parts, chance, shape.projects, shape.oddities)
    boxes = indicators(parts, chance, shape)
    first, second, reflections = evaluations(parts, boxes, projects, chance, shape)
    return Sheet(
        head=replace(_head(parts, chance), overall_verdict=first.overall_verdict),
        situation=text(*(f"・{chance.phrase(pattern)}" for pattern in chance.some(sentences.SITUATION, (2, 5)))),
        image=tuple(text(chance.fresh(pattern)) for pattern in chance.some(sentences.IMAGE, (3, 8))),
        budgets=tuple(_budgets(totals.budget or 0, chance)),
        parts=parts,
        roles=tuple(role for part in parts for role in _roles(part, chance)),
        initiatives=tuple(item for part in parts for item in _initiatives(part, chance, shape.initiatives)),
        requests=tuple(_request(part.area, chance) for part in parts if chance.happens(0.5)),
        needs=tuple(item for part in parts for item in _needs(part, chance, shape.needs)),
        cooperations=tuple(_cooperations(parts, chance, shape.partners)),
        indicators=boxes,
        no_indicator_reason=None if boxes else text(chance.phrase("{thing}の成果は数で測ることが難しいため。")),
        projects=projects,
        totals=totals,
        first_evaluation=first,
        second_evaluation=second,
        reflections=reflections,
        findings=(),
    )


# --- page 1 -----------------------------------------------------------------------------------


def _head(parts: Sequence[Part], chance: Chance) -> Head:
    field = chance.field
    office = chance.pick(field.offices)
    extension = f"{chance.between((20, 39))}-{chance.between((100, 999))}"
    related = chance.some(field.offices, (1, 2))
    return Head(
        quotes=(),
        name=chance.phrase(
            chance.pick(("{subject}の推進", "{thing}と{other}を生かした{subject}", "{subject}に向けた{thing}の振興"))
        ),
        code=f"{chance.between((1, 12)):02}-{chance.between((1, 15)):02}",
        fiscal_year=YEAR,
        department=field.department,
        author_post=f"{field.department}長",
        contact=f"{office}{chance.pick(('企画', '調整', '管理'))}係（{extension}）",
        related_offices=tuple(f"{field.department}{chance.pick(field.bureaus)}{name}" for name in related),
        areas=tuple(part.area for part in parts),
        overall_verdict=None,
    )


def _budgets(spent: int, chance: Chance) -> Iterable[Budget]:
    """Three years; the last is what the projects cost together."""
    for year in (YEAR - 2, YEAR - 1):
        near = spent // 1000 * chance.between((60, 140)) // 100
        yield Budget(quotes=(), fiscal_year=year, amount=near * 1000 + chance.between((0, 999)) * 1000)
    yield Budget(quotes=(), fiscal_year=YEAR, amount=spent)


def _parts(chance: Chance, shape: Shape) -> tuple[Part, ...]:
    codes = iter(chance.random.sample(range(1000, 9999), 40))
    return tuple(
        Part(
            quotes=(),
            area=area,
            name=chance.fresh("{subject}の推進", "{thing}の振興", "{thing}と{other}の充実"),
            goal=text(*(chance.phrase(pattern) for pattern in chance.some(sentences.GOAL, (1, 2)))),
            plans=_plans(codes, chance, resilience=shape.resilience),
        )
        for area in chance.some(chance.field.areas, shape.parts)
    )


def _plans(codes: Iterable[int], chance: Chance, *, resilience: bool) -> tuple[PlanLink, ...]:
    strategy = sorted(f"A{code:04}" for code in islice(codes, chance.between((0, 4))))
    pledges = sorted({f"C{code % 300:04}" for code in islice(codes, chance.between((0, 4)))})
    named = [f"北海道{chance.pick(words.PLAN_NAMES)}"] if chance.happens(0.4) else []
    resilient = _resilience_codes(chance) if resilience else []
    columns = (("創生", strategy), ("公約", pledges), ("強靱化", resilient))
    printed = {heading: some for heading, some in columns if some}
    return plans(**printed, **dict.fromkeys(named, ()))


def _resilience_codes(chance: Chance) -> list[str]:
    """Codes of any look, since the form shows none: ``B1203`` or ``2-1-3``."""
    if chance.happens(0.5):
        return [f"B{number:04}" for number in sorted(chance.random.sample(range(1101, 9999), 2))]
    return sorted(f"{chance.between((1, 7))}-{chance.between((1, 4))}-{place}" for place in (1, 2))


def _roles(part: Part, chance: Chance) -> Iterable[Role]:
    for actor in chance.some(_ACTORS, (1, 4)):
        groups = (
            (None,)
            if actor != "民間等"
            else chance.pick(((None,), ("民間",), ("産業支援機関", "民間"), ("関係団体", "民間")))
        )
        for group in groups:
            lines = [f"・{chance.fresh(pattern)}" for pattern in chance.some(sentences.ROLE, (1, 3))]
            yield Role(quotes=(), area=part.area, actor=actor, group=group, text="\n".join(lines))


# --- page 2 -----------------------------------------------------------------------------------


def _initiatives(part: Part, chance: Chance, bounds: tuple[int, int]) -> Iterable[Initiative]:
    for position in range(chance.between(bounds)):
        title = Line(chance.fresh(*sentences.TITLE))
        planned = position == 0 or chance.happens(0.9)
        reworded = planned and chance.happens(0.15)
        yield initiative(
            part.area,
            "◎" if chance.happens(0.6) else "○",
            title,
            plan=[chance.fresh(pattern) for pattern in chance.some(sentences.DETAIL, (0, 4))] if planned else (),
            results=[_result(chance) for _ in range(chance.between((1, 4)))],
            effects=[chance.fresh(pattern) for pattern in chance.some(sentences.EFFECT, (1, 2))]
            if chance.happens(0.3)
            else (),
            reported_title=f"{title.text}の促進" if reworded else None,
            planned=planned,
        )


def _result(chance: Chance) -> Line:
    return line(chance.fresh(*sentences.RESULT), *_statements(chance))


def _statements(chance: Chance) -> list[Stated]:
    """Counts of two or three fiscal years, or months in which something took place."""
    if chance.happens(0.3):
        done = stated(f"R1.{chance.between((4, 12))}")
        return [done, stated(f"R2.{chance.between((8, 12))}", status="planned")]
    unit = chance.pick(words.UNITS)
    years = chance.pick((("R1年度",), ("R1年度", "R2年度"), ("H30年度", "R1年度", "R2年度")))
    return [_count(year, unit, chance) for year in years]


def _count(year: str, unit: str, chance: Chance) -> Stated:
    if year != "R2年度":
        return (
            stated(year, "", "", "cancelled")
            if chance.happens(0.05)
            else stated(year, str(chance.between((1, 400))), unit)
        )
    word = chance.pick(("(予定)", "（予定）", "予定"))
    return stated(year, str(chance.between((1, 400))), unit, "planned", word)


def _request(area: str, chance: Chance) -> Request:
    to = chance.some(chance.field.ministries, (1, 2))
    month = f"R{chance.pick((1, 2))}.{chance.between((4, 7))}"
    asked = f"{chance.fresh(*sentences.REQUEST)}、{'及び'.join(to)}に要望した（{month}）。"
    return request(area, asked, to, month)


def _needs(part: Part, chance: Chance, bounds: tuple[int, int]) -> Iterable[Need]:
    for _ in range(chance.between(bounds)):
        survey = chance.happens(0.3)
        who = chance.fresh("{thing}に係るWHO", "{place}WHO").replace(
            "WHO", chance.pick(words.SURVEYS if survey else words.NEED_WHO)
        )
        month = chance.between((4, 9))
        when = chance.pick(((f"R1.{month}",), (f"R1.{month}", f"R2.{month}"), (f"R1.{month}～{month + 2}",)))
        yield need(
            part.area,
            who,
            when,
            *(chance.fresh("{thing}", "{other}") + chance.pick(words.NEEDS) for _ in range(chance.between((1, 2)))),
        )


# --- page 3 -----------------------------------------------------------------------------------


def _cooperations(parts: Sequence[Part], chance: Chance, bounds: tuple[int, int]) -> Iterable[Cooperation]:
    """A row per level and area at most; a single row of partners may print no area (its cells are merged)."""
    areas = [part.area for part in parts]
    for area in chance.some(areas, (0, 2)):
        yield _with_measure(area, chance)
    count = chance.between(bounds)
    rows = chance.some(areas, (1, len(areas))) if count else ()
    sizes = [count // len(rows) + (place < count % len(rows)) for place in range(len(rows))]
    for area, size in zip(rows, sizes, strict=True):
        if size:
            yield _with_partners(None if len(rows) == 1 and chance.happens(0.5) else area, size, chance)


def _with_measure(area: str, chance: Chance) -> Cooperation:
    office = f"{chance.pick(words.FIELDS).department}{chance.pick(chance.pick(words.FIELDS).offices)}"
    content, results = _shared(chance)
    return Cooperation(
        quotes=(),
        level="施策・部局",
        area=area,
        content=content,
        results=f"{office}とともに、{results}",
        measures=(f"{chance.between((1, 12)):02}-{chance.between((1, 15)):02}",),
        offices=(office,),
        partners=(),
    )


def _with_partners(area: str | None, size: int, chance: Chance) -> Cooperation:
    content, results = _shared(chance)
    names = tuple(partner(chance.partner_name()) for _ in range(size))
    return Cooperation(
        quotes=(),
        level="地域・民間",
        area=area,
        content=content,
        results=results,
        measures=(),
        offices=(),
        partners=names,
    )


def _shared(chance: Chance) -> tuple[str, str]:
    """Content and results that name the same thing, as they do on real sheets."""
    name = chance.fresh("{place}{thing}会議", "{thing}と{other}の会", "{place}{other}ネットワーク")
    content = f"「{name}」を通じて、{chance.phrase(chance.pick(sentences.CONTENT))}"
    return content, f"「{name}」では、{chance.phrase(chance.pick(sentences.COOPERATED))}"
