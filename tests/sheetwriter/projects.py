"""Pages 6-8: 事務事業の設定, rows and overviews, with the totals on the last page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from policygraph.loaders.records import Project, ProjectTotals, Sheet
from tests.sheetwriter.furniture import PLAN, form_title, stage
from tests.sheetwriter.press import Box, Press, thousands

_NAME, _OVERVIEW, _OFFICE = 17, 42, 7
_HEADS = (
    ("うち", "一般財源"),
    ("本庁 出先 機関 人工計",),
    ("整理番号",),
    ("政策", "体系"),
    ("事務事業名 事務事業概要",),
    ("課・局", "室名"),
    ("前年度から", "の繰越事業", "費（千円）"),
    ("令和２年度",),
    ("事業費", "（千円）"),
    ("執行体制", "フル", "コスト"),
    ("（千円）",),
)


def project_pages(sheet: Sheet, press: Press) -> list[list[Box]]:
    pages: list[list[Box]] = []
    rest = list(sheet.projects)
    while rest:
        size = press.random.randint(10, 16)
        here, rest = rest[:size], rest[size:]
        totals = _totals(sheet.totals, press) if sheet.totals and not rest else []
        pages.append(_body(here, totals, press))
    title, heads = _title(sheet, press), [Box(lines) for lines in _heads(sheet, press)]
    if press.happens(press.damage.late_headings):
        among = press.random.randint(0, len(pages[0]))
        pages[0] = [stage("Ｐｌａｎ", press), *pages[0][:among], *heads[:2], *pages[0][among:], *title, *heads[2:]]
    else:
        pages[0] = [*title, *heads, *pages[0]]
    return pages


def _title(sheet: Sheet, press: Press) -> list[Box]:
    name = tuple(press.wrap(press.text(sheet.head.name), 17))
    return [
        Box((form_title(sheet.head, press), *name)),
        Box((f" {PLAN[PLAN.index('（') :]}",)),
        Box(("４　事務事業の設定",)),
    ]


def _heads(sheet: Sheet, press: Press) -> list[tuple[str, ...]]:
    year = form_title(sheet.head, press).partition("　")[0]
    return [(year,) if lines == ("令和２年度",) else lines for lines in _HEADS]


def _body(projects: Sequence[Project], totals: list[Box], press: Press) -> list[Box]:
    if not press.damage.overviews_apart:
        return [box for project in projects for box in (*_row(project, press), *_overview(project, press))] + totals
    overviews = [box for project in _moved(projects, press) for box in _overview(project, press)]
    return [*_rows(projects, press), *totals, *overviews]


def _moved(projects: Sequence[Project], press: Press) -> list[Project]:
    """The projects with some runs of them at another place, order kept within a run."""
    order = list(projects)
    for _ in range(press.damage.moved_runs):
        size = press.random.randint(1, 3)
        start = press.random.randrange(max(1, len(order) - size))
        run, order = order[start : start + size], order[:start] + order[start + size :]
        place = press.random.randint(0, len(order))
        order = [*order[:place], *run, *order[place:]]
    return order


def _rows(projects: Sequence[Project], press: Press) -> list[Box]:
    """Rows one after another; in a stacked group, names stand below the group's numbers."""
    boxes: list[Box] = []
    position = 0
    while position < len(projects):
        stacked = press.happens(press.damage.stacked / 4)
        group = projects[position : position + (press.random.randint(2, 4) if stacked else 1)]
        boxes += _stacked(group, press) if stacked else _row(group[0], press)
        position += len(group)
    return boxes


def _row(project: Project, press: Press) -> list[Box]:
    """On one line where name and office fit their columns, otherwise in three boxes or two."""
    name, office = _name(project, press), _office(project, press)
    money = _numbers(project, press)
    if len(name) == len(office) == 1:
        return [Box((" ".join([*_key(project), *name, *office, money]),))]
    key = " ".join(_key(project))
    if len(office) == 1:
        return [Box((key, *name)), Box((f"{office[0]} {money}",))]
    return [Box((key, *name)), Box(tuple(office)), Box((money,))]


def _stacked(projects: Sequence[Project], press: Press) -> list[Box]:
    keys = Box(tuple(" ".join(_key(project)) for project in projects))
    names = Box(tuple(line for project in projects for line in _name(project, press)))
    rights = [Box((f"{''.join(_office(project, press))} {_numbers(project, press)}",)) for project in projects]
    return [keys, names, *rights]


def _key(project: Project) -> list[str]:
    return [project.code, *([project.area] if project.area else [])]


def _name(project: Project, press: Press) -> list[str]:
    moved = f"【{project.transferred_from}から移管】" if project.transferred_from else ""
    return press.wrap(f"{project.name}{moved}", _NAME)


def _office(project: Project, press: Press) -> list[str]:
    return press.wrap(project.office, _OFFICE) if project.office else []


def _numbers(project: Project, press: Press) -> str:
    money = [
        thousands(yen) if yen else press.zero()
        for yen in (project.carried_over, project.budget, project.general_funds)
        if yen is not None
    ]
    staff = [
        str(value) for value in (project.staff_head_office, project.staff_branch, project.staff) if value is not None
    ]
    cost = [thousands(project.full_cost)] if project.full_cost is not None else []
    return " ".join([*money, *project.unplaced, *staff, *cost])


def _overview(project: Project, press: Press) -> list[Box]:
    return [Box(tuple(press.prose(project.overview.text, _OVERVIEW)))] if project.overview else []


def _totals(totals: ProjectTotals, press: Press) -> list[Box]:
    """The row 計, its label glued behind; the form's empty row before it shows its formulas."""
    money = [thousands(yen) for yen in (totals.carried_over, totals.budget, totals.general_funds) if yen is not None]
    staff = [
        _posts(value) for value in (totals.staff_head_office, totals.staff_branch, totals.staff) if value is not None
    ]
    empty = [Box(("0.0 0",))] if press.happens(press.damage.vanished) else []
    row = (
        press.cells(" ".join([*money, *staff]), "計")
        if press.happens(press.damage.glued * 2)
        else " ".join(["計", *money, *staff])
    )
    return [*empty, Box((row,))]


def _posts(value: Decimal) -> str:
    return f"{value:f}"
