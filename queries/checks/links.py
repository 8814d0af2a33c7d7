"""What sections 4 to 7 name of other sections: projects, plan codes, policy areas.

Names are compared as the reader finds them: in one width and without white space, since a cell may
wrap a name anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import (
    Finding,
    FirstEvaluation,
    Part,
    PlanLink,
    ProjectMention,
    Record,
    Ref,
    ResponsePolicy,
    Sheet,
)
from policygraph.queries.checks.finding import Check, finding, is_sure

_key = lru_cache(maxsize=1024)(fold)
"""Every section names the same projects."""


class _Place(NamedTuple):
    """Where something is printed, in both languages, and the record that holds it."""

    ja: str
    en: str
    about: Ref | None


# --- projects -----------------------------------------------------------------------------------


def unknown_project(sheet: Sheet) -> Iterator[Finding]:
    """Projects that responses name exist in section 4, and number and name are those of one project."""
    names = {project.code: project.name for project in sheet.projects}
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in names.items():
        numbers[_key(name)].append(code)
    for place, mention in _mentions(sheet):
        owners = numbers.get(_key(mention.name), ()) if mention.name else ()
        if mention.code is None or mention.code not in names:
            if mention.code is not None or not owners:
                yield _not_listed(place, mention, owners)
        elif mention.name and mention.code not in owners and not _one_in_other(mention.name, names[mention.code]):
            yield _another(place, mention, names[mention.code], owners)


def _mentions(sheet: Sheet) -> Iterator[tuple[_Place, ProjectMention]]:
    """Every project that sections 5 to 7 name, in their order."""
    for policy in sheet.first_evaluation.policies if sheet.first_evaluation else ():
        place = _Place(f"対応方針{policy.number}", f"response policy {policy.number}", _policy(policy))
        yield from ((place, each) for each in policy.projects)
    for opinion in sheet.second_evaluation.opinions if sheet.second_evaluation else ():
        number = opinion.number or ""
        place = _Place(f"付加意見{number}", f"opinion {number}".strip(), Ref("opinion", number) if number else None)
        yield from ((place, each) for each in opinion.projects)
    if sheet.reflections is None:
        return
    about = Ref("reflections", "")
    for answer in sheet.reflections.policy_responses:
        yield from ((_Place("７(1)の対応", "section 7(1)", about), each.project) for each in answer.projects)
    for reply in sheet.reflections.opinion_responses:
        yield from ((_Place("７(2)の対応", "section 7(2)", about), each) for each in reply.projects)
    for row in sheet.reflections.projects:
        yield _Place("７(3)の表", "section 7(3)", about), row.project


def _policy(policy: ResponsePolicy) -> Ref:
    return Ref("response-policy", policy.number)


def _one_in_other(name: str, known: str) -> bool:
    """Whether one name is a piece of the other: a cell that lost a line is not another project."""
    first, second = _key(name), _key(known)
    return first in second or second in first


def _printed(mention: ProjectMention) -> str:
    return " ".join(part for part in (mention.code, mention.name) if part)


def _not_listed(place: _Place, mention: ProjectMention, owners: Sequence[str]) -> Finding:
    printed = _printed(mention)
    hint_ja = f"（同じ名称の事務事業は{'、'.join(owners)}）" if owners else ""
    hint_en = f" (a project of that name has number {', '.join(owners)})" if owners else ""
    return finding(
        "unknown-project",
        (mention,),
        about=place.about,
        printed=printed,
        expected=" ".join(owners) or None,
        ja=f"{place.ja}にある「{printed}」は「４ 事務事業の設定」にありません{hint_ja}。",
        en=f"Project {printed!r}, named in {place.en}, is not among the projects of section 4{hint_en}.",
    )


def _another(place: _Place, mention: ProjectMention, known: str, owners: Sequence[str]) -> Finding:
    hint_ja = f"、「{mention.name}」は{'、'.join(owners)}" if owners else ""
    hint_en = f" and {mention.name!r} is {', '.join(owners)}" if owners else ""
    return finding(
        "unknown-project",
        (mention,),
        about=place.about,
        printed=_printed(mention),
        expected=f"{mention.code} {known}",
        ja=f"{place.ja}では{mention.code}が「{mention.name}」ですが、４では{mention.code}は「{known}」{hint_ja}です。",
        en=f"{mention.code} is named {mention.name!r} in {place.en}, "
        f"but in section 4 {mention.code} is {known!r}{hint_en}.",
    )


# --- plan codes ---------------------------------------------------------------------------------


def unknown_plan_code(sheet: Sheet) -> Iterator[Finding]:
    """Plan codes of a response policy are among those of its policy area on page 2 (form, last section).

    Page 2 prints codes of some plans only (創生, 公約): of a plan of which it prints none at all, no
    code can be compared.
    """
    parts = {part.area: part for part in sheet.parts}
    areas = _areas_by_code(sheet.parts)
    headings = {fold(link.heading) for part in sheet.parts for link in part.plans if link.code}
    for policy in sheet.first_evaluation.policies if sheet.first_evaluation else ():
        part = parts.get(policy.area or "")
        for link in policy.plans if part else ():
            code = fold(link.code or "")
            if part is None or not code or part.area in areas.get(code, ()):
                continue
            if fold(link.heading) not in headings or not _certain(policy, part, areas.get(code, {}).values()):
                yield _uncertain(policy, part, link)
            else:
                yield _unknown_code(policy, part, link, sorted(areas.get(code, ())))


def _areas_by_code(parts: Sequence[Part]) -> Mapping[str, dict[str, PlanLink]]:
    """Where page 2 prints each code: its policy areas, and the place under each."""
    found: defaultdict[str, dict[str, PlanLink]] = defaultdict(dict)
    for part in parts:
        for link in part.plans:
            if link.code:
                found[fold(link.code)][part.area] = link
    return found


def _certain(policy: ResponsePolicy, part: Part, elsewhere: Iterable[PlanLink]) -> bool:
    """Whether the reader was sure where the codes belong: those of the part, and this one where it has it."""
    return all(map(is_sure, (policy, *part.plans, *elsewhere)))


def _unknown_code(policy: ResponsePolicy, part: Part, link: PlanLink, elsewhere: Sequence[str]) -> Finding:
    own = [each.code for each in part.plans if each.code]
    has_ja = f"そこにあるのは{'、'.join(own)}" if own else "そこにはコードがありません"
    other_ja = f"、このコードは{'、'.join(elsewhere)}にあります" if elsewhere else ""
    other_en = f"; it stands under {', '.join(elsewhere)}" if elsewhere else ""
    return finding(
        "unknown-plan-code",
        (policy, link),
        about=_policy(policy),
        printed=link.code,
        expected=" ".join(own) or None,
        ja=f"対応方針{policy.number}の関連する計画等に{link.heading}{link.code}がありますが、"
        f"２ページ目の{part.area}の関連計画等にはありません（{has_ja}{other_ja}）。",
        en=f"Response policy {policy.number} names plan code {link.code}, which page 2 does not have under "
        f"{part.area} (it has: {', '.join(own) or 'none'}{other_en}).",
    )


def _uncertain(policy: ResponsePolicy, part: Part, link: PlanLink) -> Finding:
    return finding(
        "cannot-check",
        (policy, link),
        about=_policy(policy),
        printed=link.code,
        ja=f"対応方針{policy.number}の{link.heading}{link.code}は、２ページ目の{part.area}の"
        f"{link.heading}のコードが確かに読み取れないため、照合できません。",
        en=f"Plan code {link.code} of response policy {policy.number} cannot be compared, since which codes of "
        f"{link.heading} page 2 has under {part.area} is not certain.",
    )


# --- policy areas -------------------------------------------------------------------------------


def unknown_area(sheet: Sheet) -> Iterator[Finding]:
    """Policy areas of section 4 and 5 are those that the first pages give the measure (政策体系コード)."""
    areas = [part.area for part in sheet.parts]
    if not areas:
        return
    for project in sheet.projects:
        if project.area and project.area not in areas:
            place = _Place(f"４の{project.code}", f"{project.code} in section 4", Ref("project", project.code))
            yield _foreign_area(place, project.area, (project,), areas)
    first = sheet.first_evaluation
    for policy in first.policies if first else ():
        if policy.area and policy.area not in areas:
            place = _Place(f"対応方針{policy.number}", f"response policy {policy.number}", _policy(policy))
            yield _foreign_area(place, policy.area, (policy,), areas)
    rows: defaultdict[str, list[Record]] = defaultdict(list)
    for area, row in _graded(first) if first else ():
        if area not in areas:
            rows[area].append(row)
    place = _Place("５(1)の表", "section 5(1)", Ref("first-evaluation", ""))
    for area, records in rows.items():
        yield _foreign_area(place, area, records, areas)


def _graded(first: FirstEvaluation) -> Iterator[tuple[str, Record]]:
    """Rows of the table of grades by their policy area."""
    yield from ((count.area, count) for count in first.counts if count.area)
    yield from ((verdict.area, verdict) for verdict in first.verdicts if verdict.area)


def _foreign_area(place: _Place, area: str, quoted: Sequence[Record], areas: Sequence[str]) -> Finding:
    return finding(
        "unknown-area",
        quoted,
        about=place.about,
        printed=area,
        expected=" ".join(areas),
        ja=f"{place.ja}の政策体系「{area}」は、この施策の政策体系コード（{'、'.join(areas)}）にありません。",
        en=f"Policy area {area} of {place.en} is not among those of the measure ({', '.join(areas)}).",
    )


CHECKS: Final = (
    Check("unknown-project", unknown_project),
    Check("unknown-plan-code", unknown_plan_code),
    Check("unknown-area", unknown_area),
)
