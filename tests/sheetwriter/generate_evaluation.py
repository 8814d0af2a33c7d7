"""Invented evaluations that follow from the indicators and projects: counts, verdicts, policies, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from random import Random
from typing import Literal

from policygraph.loaders.records import (
    Analysis,
    AreaVerdict,
    DirectionCount,
    FirstEvaluation,
    GradeCount,
    Indicator,
    Judgement,
    Moment,
    Opinion,
    OpinionResponse,
    Part,
    PlanLink,
    PolicyResponse,
    Project,
    Reflection,
    Reflections,
    ResponsePolicy,
    SecondEvaluation,
)
from tests.sheetwriter import sentences
from tests.sheetwriter import vocabulary as words
from tests.sheetwriter.build import directed, mention
from tests.sheetwriter.chance import Chance
from tests.sheetwriter.shape import Shape
from tests.sheetwriter.statements import statements

_GRADES = ("A", "B", "C", "D", "-")
_CIRCLED, _ROMAN = "①②③④⑤⑥⑦⑧⑨⑩", "ⅠⅡⅢⅣⅤⅥⅦⅧ"
_AS_OF = Moment(2021, 3, "calendar")


def evaluations(
    parts: Sequence[Part],
    indicators: Sequence[Indicator],
    projects: Sequence[Project],
    chance: Chance,
    shape: Shape,
) -> tuple[FirstEvaluation, SecondEvaluation, Reflections]:
    """Both evaluations and what became of them."""
    judgements = tuple(_judgements(chance))
    policies = tuple(_policies(parts, projects, chance, chance.between(shape.policies)))
    first = FirstEvaluation(
        quotes=(),
        indicator_verdict=indicator_verdict(indicators),
        effort_verdict=effort_verdict(judgements),
        overall_verdict=chance.pick(words.VERDICTS),
        counts=tuple(grade_counts([part.area for part in parts], indicators)),
        verdicts=tuple(area_verdicts([part.area for part in parts], indicators)),
        analyses=tuple(_analysis(indicator, chance) for indicator in indicators),
        judgements=judgements,
        policies=policies,
    )
    second = SecondEvaluation(
        quotes=(), categories=words.CATEGORIES, opinions=tuple(_opinions(projects, chance, shape))
    )
    return first, second, _reflections(policies, second.opinions, projects, chance)


# --- first evaluation -------------------------------------------------------------------------


def latest_grade(indicator: Indicator) -> str:
    """The grade of the last year that has one."""
    return next((item.grade for item in reversed(indicator.observations) if item.grade), "-")


def grade_counts(areas: Sequence[str], indicators: Sequence[Indicator]) -> Iterable[GradeCount]:
    """A blank means none in the row of an area; the row 計 prints its zeros."""
    for area in areas:
        grades = Counter(latest_grade(item) for item in indicators if item.area == area)
        for grade in _GRADES:
            if grades[grade]:
                yield GradeCount(quotes=(), area=area, grade=grade, count=grades[grade])
    total = Counter(map(latest_grade, indicators))
    for grade in _GRADES:
        yield GradeCount(quotes=(), area=None, grade=grade, count=total[grade])


def area_verdicts(areas: Sequence[str], indicators: Sequence[Indicator]) -> Iterable[AreaVerdict]:
    for area in areas:
        own = [item for item in indicators if item.area == area]
        if own:
            yield AreaVerdict(quotes=(), area=area, verdict=indicator_verdict(own))
    if indicators:
        yield AreaVerdict(quotes=(), area=None, verdict=indicator_verdict(indicators))


def indicator_verdict(indicators: Sequence[Indicator]) -> str:
    """The worst grade names the verdict."""
    grades = set(map(latest_grade, indicators))
    return "D指標あり" if "D" in grades else "C指標あり" if "C" in grades else "A・B指標のみ" if grades - {"-"} else "-"


def _analysis(indicator: Indicator, chance: Chance) -> Analysis:
    measure = indicator.name.partition("（")[0]
    wording = chance.phrase(chance.pick(sentences.ANALYSIS), measure=measure)
    facts = "".join(Random(f"analysis of {indicator.name}").sample([*statements(indicator), "", ""], 2))
    return Analysis(quotes=(), indicator=indicator.name, grade=latest_grade(indicator), text=facts + wording)


def _judgements(chance: Chance) -> Iterable[Judgement]:
    marks: tuple[Literal["○", "△"] | None, ...] = (
        chance.pick(("○", "△")),
        *(chance.pick(("○", "○", None)) for _ in range(3)),
    )
    for criterion, mark in enumerate(marks, 1):
        reason = chance.sentences(sentences.REASON, (1, 4)) if mark else None
        yield Judgement(quotes=(), criterion=criterion, mark=mark, question=None, reason=reason)


def effort_verdict(judgements: Sequence[Judgement]) -> str:
    """The rule printed under the criteria (form, Rules)."""
    first, *others = (judgement.mark for judgement in judgements)
    if first is None or "○" not in others:
        return "b"
    return "a" if first == "○" else "c"


def _policies(
    parts: Sequence[Part], projects: Sequence[Project], chance: Chance, count: int
) -> Iterable[ResponsePolicy]:
    for number in _CIRCLED[:count]:
        part = chance.pick(parts)
        own = [project for project in projects if project.area == part.area] or projects
        codes = [link for link in part.plans if link.code]
        yield ResponsePolicy(
            quotes=(),
            number=number,
            area=part.area,
            text="\n".join(chance.fresh(pattern) for pattern in chance.some(sentences.POLICY, (1, 3))),
            direction=chance.pick(words.DIRECTIONS),
            cause=chance.pick(words.CAUSES),
            projects=tuple(map(mention, chance.some(own, (1, 4)))),
            plans=_some_plans(codes, chance),
        )


def _some_plans(links: Sequence[PlanLink], chance: Chance) -> tuple[PlanLink, ...]:
    return chance.some(links, (1, 4)) if links else ()


# --- second evaluation and what became of them ------------------------------------------------


def _opinions(projects: Sequence[Project], chance: Chance, shape: Shape) -> Iterable[Opinion]:
    """Numbered in the order of their categories."""
    count = chance.between(shape.opinions)
    if shape.every_category:
        chosen = list(islice(cycle(words.CATEGORIES), count))
    else:
        chosen = [chance.pick(words.CATEGORIES) for _ in range(count)]
    categories = sorted(chosen, key=words.CATEGORIES.index)
    for number, category in zip(_ROMAN, categories, strict=False):
        named = tuple(map(mention, chance.some(projects, (1, 2))))
        yield Opinion(
            quotes=(), number=number, category=category, projects=named, text=chance.fresh(*sentences.OPINION)
        )


def _reflections(
    policies: Sequence[ResponsePolicy], opinions: Sequence[Opinion], projects: Sequence[Project], chance: Chance
) -> Reflections:
    by_code = {project.code: project for project in projects}
    first = {item.code: policy.direction for policy in reversed(policies) for item in policy.projects if item.code}
    named = [by_code[code] for code in sorted(first)]
    rows = tuple(
        Reflection(
            quotes=(),
            project=mention(item),
            first_direction=first[item.code],
            next_direction=first[item.code] if chance.happens(0.8) else chance.pick(words.DIRECTIONS),
        )
        for item in named
    )
    return Reflections(
        quotes=(),
        policy_responses=tuple(_policy_response(policy, by_code, chance) for policy in policies),
        opinion_responses=tuple(_opinion_response(place, opinion, chance) for place, opinion in enumerate(opinions, 1)),
        counts=tuple(_direction_counts(rows, chance)),
        projects=rows,
    )


def _policy_response(policy: ResponsePolicy, by_code: dict[str, Project], chance: Chance) -> PolicyResponse:
    return PolicyResponse(
        quotes=(),
        policy=policy.number,
        text="\n".join(chance.fresh(pattern) for pattern in chance.some(sentences.ANSWER, (1, 2))),
        projects=tuple(
            directed(policy.direction or "改善", by_code[item.code]) for item in policy.projects if item.code
        ),
    )


def _opinion_response(place: int, opinion: Opinion, chance: Chance) -> OpinionResponse:
    return OpinionResponse(
        quotes=(),
        opinion=place,
        number=opinion.number,
        category=opinion.category,
        projects=opinion.projects,
        text=chance.fresh(*sentences.ANSWER),
        as_of=_AS_OF,
    )


def _direction_counts(rows: Sequence[Reflection], chance: Chance) -> Iterable[DirectionCount]:
    counts = Counter(row.next_direction for row in rows)
    for direction in words.DIRECTIONS:
        if counts[direction]:
            yield DirectionCount(quotes=(), direction=direction, count=counts[direction])
    yield DirectionCount(quotes=(), direction="合計", count=len(rows))
    yield DirectionCount(quotes=(), direction="次年度新規", count=chance.between((0, 3)))
