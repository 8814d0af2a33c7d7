"""Page 2: 今年度の取組 and 取組の結果, a row per policy area, which may run over a page break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from policygraph.loaders.records import Initiative, Moment, Need, Part, Period, Request, Sheet
from tests.sheetwriter.furniture import DO_CHECK, PLAN, page_header, stage
from tests.sheetwriter.press import Box, Press

_LEFT, _RIGHT, _NEEDS = 35, 45, 12
_EFFECTS = ("≪新型コロナウイルス感染症の影響等≫", "<<新型コロナウイルス感染症の影響等>>")


@dataclass(frozen=True, slots=True)
class _Row:
    """The printed columns of one policy area."""

    area: str
    plans: Box
    plan: Box
    results: tuple[Box, ...]
    needs: Box


def initiative_pages(sheet: Sheet, press: Press) -> list[list[Box]]:
    """One page, or one a row where a row is printed again on the page after it."""
    rows = [_row(part, sheet, press) for part in sheet.parts]
    pages: list[list[_Row]] = [[]]
    for row in rows:
        pages[-1].append(row)
        if press.happens(press.damage.repeated):
            pages.append([row])
    return [_page(sheet, page, number, pages, press) for number, page in enumerate(pages)]


def _page(sheet: Sheet, rows: list[_Row], number: int, pages: list[list[_Row]], press: Press) -> list[Box]:
    """A row on two pages shows its area on the first and its plans on the second."""
    before = pages[number - 1][-1] if number else None
    after = pages[number + 1][0] if number + 1 < len(pages) else None
    areas = {row.area: Box((row.area,)) for row in rows if row is not before}
    left = [_left(row, plans=row is not after) for row in rows]
    right = [[*row.results, row.needs] for row in rows]
    if press.happens(press.damage.displaced):
        press.random.shuffle(left)
    body = _with_areas([box for boxes in [*left, *right] for box in boxes], rows, areas, press)
    if number:
        return body
    return [*press.disordered(_first_heads(sheet, press)), *_with_heads(body, press)]


def _left(row: _Row, *, plans: bool) -> list[Box]:
    return [row.plan, row.plans] if plans and row.plans.lines else [row.plan]


def _with_areas(body: list[Box], rows: list[_Row], areas: dict[str, Box], press: Press) -> list[Box]:
    """Each area before its row's plan, save the last one's, which may come at the end of the page."""
    for row in rows:
        if row.area not in areas:
            continue
        late = row is rows[-1] and len(rows) > 1 and press.happens(press.damage.displaced)
        body.insert(len(body) if late else body.index(row.plan), areas[row.area])
    return body


def _first_heads(sheet: Sheet, press: Press) -> list[Box]:
    return [
        stage(f"{PLAN}  {DO_CHECK}", press),
        *press.row("１－２", *press.random.sample(("今年度の取組", "取組の結果"), 2)),
        *page_header(sheet.head, press),
        Box(("政策体系", "及び"), loose=True),
        Box(("関連計画等",), loose=True),
    ]


def _with_heads(body: list[Box], press: Press) -> list[Box]:
    results = ("実績と成果、新型コロナウイルス感染症の影響等", "道民ニーズを", "踏まえた対応")
    heads = [Box(("今年度の取組",)), Box(results)]
    return press.with_heading(heads, body)


# --- a row ------------------------------------------------------------------------------------


def _row(part: Part, sheet: Sheet, press: Press) -> _Row:
    own = [initiative for initiative in sheet.initiatives if initiative.area == part.area]
    requests = [request for request in sheet.requests if request.area == part.area]
    plan = [line for initiative in own if initiative.planned for line in _planned(initiative, press)]
    needs = [line for need in sheet.needs if need.area == part.area for line in _need(need, press)]
    return _Row(
        area=part.area,
        plans=Box(tuple(_plans(part, press))),
        plan=Box(tuple(plan)),
        results=tuple(_results(part, own, requests, press)),
        needs=Box(tuple(needs)),
    )


def _plans(part: Part, press: Press) -> list[str]:
    lines: list[str] = []
    for heading, links in groupby(part.plans, lambda link: link.heading):
        lines += press.wrap(f"【{heading}】", 5)
        lines += [link.code for link in links if link.code]
    return lines


def _planned(initiative: Initiative, press: Press) -> list[str]:
    lines = press.prose(initiative.title, _LEFT, first=press.mark(initiative.mark))
    return [*lines, *(line for detail in initiative.plan for line in press.prose(detail, _LEFT, first="　・"))]


def _results(part: Part, own: Sequence[Initiative], requests: list[Request], press: Press) -> list[Box]:
    """Results of the initiatives, requests between them; a request's heading may open a new box."""
    lines = [f"【{part.name}】"] if part.name and press.happens(press.damage.parted) else []
    boxes: list[Box] = []
    waiting = list(requests)
    reported = [initiative for initiative in own if initiative.reported]
    for position, initiative in enumerate(reported):
        lines += _reported(initiative, press)
        if waiting and (position == len(reported) - 1 or press.happens(0.4)):
            if press.happens(press.damage.parted):
                boxes.append(Box(tuple(lines)))
                lines = []
            lines += _request(waiting.pop(0), press)
    for request in waiting:
        lines += _request(request, press)
    return [*boxes, Box(tuple(lines))]


def _reported(initiative: Initiative, press: Press) -> list[str]:
    title = initiative.reported_title or initiative.title
    lines = press.prose(title, _RIGHT, first=press.mark(initiative.mark))
    for result in initiative.results:
        lines += press.prose(result, _RIGHT, first="　・")
    if initiative.effects:
        lines.append(press.random.choice(_EFFECTS))
    for effect in initiative.effects:
        lines += press.prose(effect, _RIGHT, first="　・")
    return lines


def _request(request: Request, press: Press) -> list[str]:
    return ["【国費予算の提案・要望】", *press.prose(request.text, _RIGHT, first="　・")]


def _need(need: Need, press: Press) -> list[str]:
    when = f"（{'、'.join(period(item) for item in need.periods)}）" if need.periods else ""
    who = press.wrap(f"{press.circle()}{need.who}{when}", _NEEDS)
    return [*who, *(line for text in need.texts for line in press.prose(text, _NEEDS, first="・"))]


def period(item: Period) -> str:
    """``R1.6～9``, ``R1年度～``, ``R2.6``, ``～R2.7``."""
    first, last = item
    if first == last:
        return _moment(first)
    if first and last and first.month and last.month and first.year == last.year:
        return f"{_moment(first)}～{last.month}"
    return f"{_moment(first)}～{_moment(last)}"


def _moment(item: Moment | None) -> str:
    if item is None:
        return ""
    era = f"R{item.year - 2018}" if item.year > 2018 else f"H{item.year - 1988}"
    if item.month:
        return f"{era}.{item.month}"
    return f"{era}年度" if item.kind == "fiscal" else f"{era}年"
