"""Page 10: 総合評価と対応方針等."""

from __future__ import annotations

from policygraph.loaders.records import FirstEvaluation, ProjectMention, ResponsePolicy
from tests.sheetwriter.press import Box, Press

_TEXT, _NAME, _DIRECTION, _VERDICT = 50, 14, 5, 14
_COLUMNS = ("創生", "強靱化", "公約")


def policy_page(first: FirstEvaluation, press: Press) -> list[Box]:
    heads = [
        Box(("北海道創生", "総合戦略"), loose=True),
        Box(("北海道", "強靱化計画"), loose=True),
        Box(("知事公約",), loose=True),
        *press.row("対応方針", "関連する事務事業", "関連する計画等"),
        *_verdicts(first, press),
        Box(("対応方針", "番号"), loose=True),
        *press.row("政策体系", "内　　　　容", "方向性"),
        Box(("事務事業", "整理番号"), loose=True),
        Box(("事務事業名",), loose=True),
    ]
    rows = [box for policy in first.policies for box in _policy(policy, press)]
    return [Box(("(3)総合評価と対応方針等",)), *press.disordered(heads), *rows]


def _verdicts(first: FirstEvaluation, press: Press) -> list[Box]:
    line = " ".join(verdict for verdict in (first.indicator_verdict, first.effort_verdict) if verdict)
    overall = press.wrap(first.overall_verdict, _VERDICT) if first.overall_verdict else []
    heads = [*press.labels("成果指標の分析", "取組の分析", "総合評価"), Box(("判定(計） 判定",))]
    if len(overall) > 1 and press.happens(press.damage.parted):
        return [*heads, Box((line, *overall[:1])), Box(tuple(overall[1:]))]
    return [*heads, Box((line, *overall))]


def _policy(policy: ResponsePolicy, press: Press) -> list[Box]:
    key = " ".join([policy.number, *([policy.area] if policy.area else [])])
    cause = f"（{policy.cause}）" if policy.cause else ""
    direction = press.wrap(f"{policy.direction}{cause}", _DIRECTION) if policy.direction else []
    columns = [
        [Box((key,))],
        [Box(tuple(press.prose(policy.text, _TEXT)))] if policy.text else [],
        [Box(tuple(direction))] if direction else [],
        _projects(policy.projects, press),
        _plans(policy, press),
    ]
    return [box for column in columns for box in column]


def _projects(projects: tuple[ProjectMention, ...], press: Press) -> list[Box]:
    """Numbers and names, column by column unless there is only one project."""
    names = [press.wrap(project.name or "", _NAME) for project in projects]
    codes = [project.code or "" for project in projects]
    if len(projects) == 1:
        return [Box((codes[0], *names[0]))]
    if press.happens(press.damage.stacked * 2):
        return [Box(tuple(codes)), Box(tuple(line for name in names for line in name))]
    return [Box((code, *name)) for code, name in zip(codes, names, strict=True)]


def _plans(policy: ResponsePolicy, press: Press) -> list[Box]:
    columns = [[link.code for link in policy.plans if link.heading == heading and link.code] for heading in _COLUMNS]
    height = max(len(column) for column in columns)
    if height <= 1:
        return [Box((" ".join(column[0] if column else press.dash() for column in columns),))]
    boxes: list[Box] = []
    empty = 0
    for column in columns:
        if column:
            boxes.append(Box(tuple(column)))
        else:
            empty += 1
    return [*boxes, Box((" ".join(press.dash() for _ in range(empty)),))] if empty else boxes
