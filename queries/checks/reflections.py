"""Section 7(3), 事務事業への反映状況: its counts, and the directions it repeats."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import DirectionCount, Finding, Ref, Reflection, Reflections, ResponsePolicy, Sheet
from policygraph.ontology.codes import DIRECTION_TOTALS
from policygraph.queries.checks.finding import Check, finding, is_sure

_TOTAL: Final = "合計"
_ABOUT = Ref("reflections", "")


def reflection_count(sheet: Sheet) -> Iterator[Finding]:
    """Counts per direction and 合計 against the projects listed below them (form, section 7(3)).

    A blank means none. 次年度新規事業 stands apart from 合計: new projects are not listed yet.
    """
    told = sheet.reflections
    if told is None or not (told.counts or told.projects):
        return
    if not told.counts or not told.projects:
        if told.projects or any(count.count for count in told.counts if fold(count.direction) == _TOTAL):
            yield _one_side(told)
        return
    printed = {fold(count.direction): count for count in told.counts}
    listed = Counter(fold(row.next_direction) for row in told.projects if row.next_direction)
    unknown = sum(row.next_direction is None for row in told.projects)
    listed[_TOTAL], outside = len(told.projects), set(map(fold, DIRECTION_TOTALS)) - {_TOTAL}
    for direction in dict.fromkeys((*printed, *listed)):
        count = printed.get(direction)
        if direction in outside or (count is None and direction == _TOTAL):
            continue
        if count is None and _loose_count(sheet.findings):
            continue
        yield from _compare(direction, count, listed[direction], 0 if direction == _TOTAL else unknown, told)


def _loose_count(findings: Sequence[Finding]) -> bool:
    """Whether the reader found a count whose column it could not tell: then a blank proves nothing."""
    loose = [each.printed or "" for each in findings if each.rule == "cell-unknown" and each.about == _ABOUT]
    return any(fold(printed).isdecimal() and int(fold(printed)) for printed in loose)


def _compare(
    direction: str, count: DirectionCount | None, listed: int, unknown: int, told: Reflections
) -> Iterator[Finding]:
    printed = count.count if count else 0
    if printed == listed:
        return
    rows = [row for row in told.projects if direction in (_TOTAL, fold(row.next_direction or ""))]
    sure = all(map(is_sure, (*told.projects, *((count,) if count else told.counts))))
    if sure and not listed <= printed <= listed + unknown:
        yield _contradiction(direction, count, listed, rows, told.counts)
    else:
        yield _uncertain(direction, printed, told)


def _contradiction(
    direction: str,
    count: DirectionCount | None,
    listed: int,
    rows: Sequence[Reflection],
    counts: Sequence[DirectionCount],
) -> Finding:
    name = "合計" if direction == _TOTAL else f"「{direction}」"
    printed_ja = f"{count.count}件" if count else "空欄"
    printed_en = str(count.count) if count else "blank"
    return finding(
        "reflection-count",
        ((count,) if count else counts) if direction == _TOTAL else ((count,) if count else (*counts, *rows)),
        about=_ABOUT,
        printed=str(count.count) if count else None,
        expected=str(listed),
        ja=f"７(3)の{name}の件数は{printed_ja}ですが、下の表でこれに当たる事務事業は{listed}件です。",
        en=f"Section 7(3) counts {printed_en} for {direction}, but its table lists {listed} such projects.",
    )


def _uncertain(direction: str, printed: int, told: Reflections) -> Finding:
    return finding(
        "cannot-check",
        told.counts,
        about=_ABOUT,
        printed=str(printed),
        ja=f"７(3)の「{direction}」の件数{printed}件は、次年度の方向性が確かでない事務事業があるため検算できません。",
        en=f"The count of {direction} in section 7(3), {printed}, cannot be checked, "
        "since the direction of a project is not certain.",
    )


def _one_side(told: Reflections) -> Finding:
    lacking, lacking_en = ("件数", "counts") if told.projects else ("事務事業", "projects")
    return finding(
        "cannot-check",
        told.counts or told.projects[:1],
        about=_ABOUT,
        ja=f"７(3)の{lacking}が読み取れないため、方向性ごとの件数を検算できません。",
        en=f"The counts of section 7(3) cannot be checked, since its {lacking_en} were not read.",
    )


def direction_repeat(sheet: Sheet) -> Iterator[Finding]:
    """The direction that 7(3) repeats (再掲) is that of a response policy that names the project."""
    policies: defaultdict[str, list[ResponsePolicy]] = defaultdict(list)
    for policy in sheet.first_evaluation.policies if sheet.first_evaluation else ():
        for mention in policy.projects if policy.direction else ():
            if mention.code:
                policies[mention.code].append(policy)
    for row in sheet.reflections.projects if sheet.reflections else ():
        own = policies.get(row.project.code or "", [])
        said = {fold(policy.direction or "") for policy in own}
        if row.first_direction and own and fold(row.first_direction) not in said:
            yield _differing(row, row.first_direction, own)


def _differing(row: Reflection, printed: str, policies: Sequence[ResponsePolicy]) -> Finding:
    code = row.project.code or ""
    expected = "・".join(dict.fromkeys(policy.direction or "" for policy in policies))
    numbers = "".join(policy.number for policy in policies)
    sure = all(map(is_sure, (row, *policies)))
    return finding(
        "direction-repeat" if sure else "cannot-check",
        (row, row.project, *policies),
        about=Ref("project", code),
        printed=printed,
        expected=expected,
        ja=f"７(3)は{code}の一次政策評価における方向性（再掲）を「{printed}」としていますが、"
        f"５(3)の対応方針{numbers}の方向性は「{expected}」です{'' if sure else '（行の組合せは確かではありません）'}。",
        en=f"Section 7(3) repeats the direction of {code} as {printed!r}, but response policy {numbers} "
        f"in section 5(3) says {expected!r}{'' if sure else ', as far as its cells can be put together'}.",
    )


CHECKS: Final = (
    Check("reflection-count", reflection_count),
    Check("direction-repeat", direction_repeat),
)
