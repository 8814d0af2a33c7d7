"""Pages 12-13: 評価結果の反映."""

from __future__ import annotations

from policygraph.loaders.records import (
    DirectedProject,
    Moment,
    OpinionResponse,
    PolicyResponse,
    Reflection,
    Reflections,
    Sheet,
)
from tests.sheetwriter.furniture import page_header, stage
from tests.sheetwriter.opinions import mention
from tests.sheetwriter.press import Box, Press

_POLICY, _OPINION = 80, 60
_DIRECTIONS = ("拡充", "改善", "縮小", "統合", "廃止", "終了")


def response_page(sheet: Sheet, reflections: Reflections, press: Press) -> list[Box]:
    numbers = [response.policy or "" for response in reflections.policy_responses]
    answers = [_policy(response, press) for response in reflections.policy_responses]
    replies = [_opinion(response, press) for response in reflections.opinion_responses]
    early = replies.pop() if len(replies) > 1 and press.happens(press.damage.displaced) else []
    boxes = [
        *page_header(sheet.head, press, code=True),
        Box(("対応方針", "番号"), loose=True),
        *early,
        stage("Ａｃｔｉｏｎ　　施策・事務事業評価", press),
        Box(("７　評価結果の反映", "（１）一次政策評価結果への対応")),
        *press.row("対応", "事務事業", loose=False),
        *press.column(numbers, answers),
        Box(("（２）二次政策評価結果への対応(付加意見への対応状況）",)),
        *(box for reply in replies for box in reply),
    ]
    return press.disordered(boxes)


def _policy(response: PolicyResponse, press: Press) -> list[Box]:
    text = Box(("＜新たな取組等＞", *press.prose(response.text, _POLICY)))
    names = [_directed(project) for project in response.projects]
    return [text, Box(tuple(names))] if names else [text]


def _directed(project: DirectedProject) -> str:
    return f"{project.direction}：{project.project.name}"


def _opinion(response: OpinionResponse, press: Press) -> list[Box]:
    """A table per opinion: heads, then number, projects and text, one of the projects glued behind."""
    heads = [
        *([Box((f"＜意見区分；　{response.category}＞",), loose=True)] if response.category else []),
        Box(("対応方針", "番号"), loose=True),
        Box(("事務事業", "整理番号"), loose=True),
        Box((f"事務事業名 各部局の対応{_as_of(response.as_of)}",), loose=True),
        *_numbered(response.number, press),
    ]
    rows = [mention(project) for project in response.projects]
    lines = press.prose(response.text, _OPINION)
    if not rows:
        return [*heads, Box(tuple(lines))]
    if len(rows) > 1 and press.happens(press.damage.glued):
        return [
            *heads,
            Box(
                (
                    f"{rows[0]} {lines[0]}",
                    *lines[1:-1],
                    f"{lines[-1]}{rows[1]}" if len(lines) > 1 else rows[1],
                    *rows[2:],
                )
            ),
        ]
    return [*heads, Box((*rows, *lines))]


def _numbered(number: str | None, press: Press) -> list[Box]:
    if number and press.happens(press.damage.glued):
        return [Box(("施策", f"事務事業 {number}"))]
    return [Box(("施策", "事務事業"), loose=True), *([Box((number,), loose=True)] if number else [])]


def _as_of(moment: Moment | None) -> str:
    return f"（令和{_wide(moment.year - 2018)}年{_wide(moment.month)}月末時点）" if moment and moment.month else ""


def _wide(number: int) -> str:
    return str(number).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})


# --- (3) --------------------------------------------------------------------------------------


def reflection_page(reflections: Reflections, press: Press) -> list[Box]:
    return [
        Box(("（３）事務事業への反映状況",)),
        *press.disordered(_counts(reflections, press)),
        *_projects(reflections.projects, press),
    ]


def _counts(reflections: Reflections, press: Press) -> list[Box]:
    """Counts per direction: a blank cell leaves no trace, so the numbers alone do not say whose they are."""
    counts = {count.direction: count.count for count in reflections.counts}
    blank = press.happens(press.damage.vanished)
    directions = [str(counts.get(name, 0)) for name in _DIRECTIONS if counts.get(name) or not blank]
    totals = [str(counts[name]) for name in ("合計", "次年度新規") if name in counts]
    heads = " ".join(press.label(direction) for direction in _DIRECTIONS[:-1])
    return [
        Box((f"{press.label('終了')} {press.label('合計')}", "次年度新規事業"), loose=True),
        Box(("（予定）",), loose=True),
        Box((press.label("反映結果"), " ".join(directions))),
        Box((f"{press.label('方向性')} {heads}",), loose=True),
        Box((" ".join(totals),)),
    ]


def _projects(projects: tuple[Reflection, ...], press: Press) -> list[Box]:
    heads = [
        Box(("事務事業", "整理番号")),
        Box(("事務事業名", "一次政策評価におけ")),
        Box(("る方向性（再掲）", "次年度の方向性")),
        Box(("（反映結果）",)),
    ]
    rows = [box for project in projects for box in _project(project, press)]
    return [*heads, *press.disordered(rows)]


def _project(reflection: Reflection, press: Press) -> list[Box]:
    code, name = reflection.project.code or "", reflection.project.name or ""
    directions = " ".join(
        direction for direction in (reflection.first_direction, reflection.next_direction) if direction
    )
    if press.happens(press.damage.parted):
        return [Box((f"{code} {directions}",), loose=True), Box((name,), loose=True)]
    if press.happens(press.damage.glued):
        return [Box((f"{code} {directions}{name}",))]
    return [Box((f"{code} {name} {directions}",))]
