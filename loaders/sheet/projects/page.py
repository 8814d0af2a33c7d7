"""Section 4, 事務事業の設定: the projects of a measure, their money and people, and the row 計.

Rows are taken apart by :mod:`.project_rows`, their cells by :mod:`.project_cells`, amounts are put
into columns by :mod:`.money`, and overviews found their rows by :mod:`.overviews`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Decision, Overview, Project, ProjectTotals, Ref
from policygraph.loaders.sheet.forms import ProjectLabels
from policygraph.loaders.sheet.projects.amounts import MONEY, PEOPLE, TOTALLED, Cell, Column
from policygraph.loaders.sheet.projects.cells import Row, office_name, rows_of
from policygraph.loaders.sheet.projects.money import SURE, Placement, Placer
from policygraph.loaders.sheet.projects.overviews import Subject, read_overviews
from policygraph.loaders.sheet.projects.rows import Piece, take_apart
from policygraph.loaders.sheet.projects.totals import place_totals
from policygraph.loaders.sheet.reading import Choice, Doubt, LabelRule, ReaderRule, Reading
from policygraph.loaders.source import Line

_THOUSAND = 1000
_PLACES = Decimal("0.001")
_NAMES = {
    Column.CARRIED: ("前年度からの繰越事業費", "carried-over amount"),
    Column.BUDGET: ("事業費", "budget"),
    Column.GENERAL: ("一般財源", "general funds"),
    Column.HEAD: ("本庁の人工", "staff at the head office"),
    Column.BRANCH: ("出先機関の人工", "staff at branches"),
    Column.STAFF: ("人工計", "staff"),
    Column.FULL: ("フルコスト", "full cost"),
}


_PROPERTIES = {
    Column.CARRIED: "carriedOver",
    Column.BUDGET: "budget",
    Column.GENERAL: "generalFunds",
    Column.HEAD: "staffHeadOffice",
    Column.BRANCH: "staffBranch",
    Column.STAFF: "staff",
    Column.FULL: "fullCost",
}
_UNPLACED = "unplacedCell"


class _Named(NamedTuple):
    name: str
    transferred_from: str | None


def read_projects(
    lines: Sequence[Line], reading: Reading, areas: Sequence[str]
) -> tuple[tuple[Project, ...], ProjectTotals | None]:
    """Projects in printed order, and the totals (None if the row 計 is not there).

    ``lines`` are those of section 4; ``areas`` the policy areas of the measure. Money is in yen.
    What cannot be placed is None and a finding: ``money-cell-unknown``, ``cell-unknown``,
    ``low-confidence``; of two rows with one number the first is read (``repeated-number``).
    """
    labels = reading.form.projects
    table = take_apart(lines, labels)
    reading.label(LabelRule.PROJECTS, *table.labels)
    rows = _once_each(rows_of(table.groups, lines, labels), reading)
    placements, totals = _amounts(rows, table.totals, reading)
    transfer = _transfer(labels)
    names = [_name(row, transfer) for row in rows]
    overviews = read_overviews(_subjects(rows, names), table.blocks, reading)
    projects = tuple(
        _project(row, named, placement, overview, areas, reading)
        for row, named, placement, overview in zip(rows, names, placements, overviews, strict=True)
    )
    return projects, totals


def _once_each(rows: Sequence[Row], reading: Reading) -> list[Row]:
    """Rows without second prints of a number; one that says something else is reported."""
    first: dict[str, Row] = {}
    for row in rows:
        code = row.number
        known = first.setdefault(code, row)
        if known is row:
            continue
        if _content(known) == _content(row):
            reading.repeat(*row.spans)
            continue
        reading.unknown(*row.spans)
        reading.find(
            "repeated-number",
            row.spans,
            about=Ref("project", code),
            printed=code,
            ja=f"整理番号{code}が二度、異なる内容で印刷されているため、最初の行だけを読み取りました。",
            en=f"Number {code} is printed twice with different cells; only the first row was read.",
        )
    return list(first.values())


def _content(row: Row) -> tuple[str, tuple[str, ...]]:
    return fold("".join(word.text for word in row.name)), tuple(fold(cell.text) for cell in row.cells)


# --- name, place in the order -------------------------------------------------------------------


@lru_cache(maxsize=8)
def _transfer(labels: ProjectLabels) -> re.Pattern[str]:
    return re.compile(labels.transfer)


def _name(row: Row, transfer: re.Pattern[str]) -> _Named:
    """Name without the mark 【…移管】, and the office the mark names."""
    text = unwrap(*(word.text for word in row.name))
    mark = transfer.search(text)
    if mark is None:
        return _Named(text, None)
    return _Named(unwrap(text[: mark.start()], text[mark.end() :]), mark[1].strip() or None)


def _subjects(rows: Sequence[Row], names: Sequence[_Named]) -> list[Subject]:
    return [
        Subject(
            row.number, row.code.line.start, row.code.line.gap, named.name, 1.0 if row.pairing is None else row.pairing
        )
        for row, named in zip(rows, names, strict=True)
    ]


# --- amounts ------------------------------------------------------------------------------------


def _amounts(
    rows: Sequence[Row], totals: Sequence[Piece], reading: Reading
) -> tuple[list[Placement], ProjectTotals | None]:
    """Amounts of the rows by column, with the help of the totals where these are plain, and totals."""
    placer = Placer([row.cells for row in rows])
    placements = placer.place()
    printed, stray = _total_cells(totals, placements)
    known = {column: cell.value for column, cell in printed.items() if cell.value is not None}
    if placer.narrow(known):
        placements = placer.place()
    return placements, _totals(printed, stray, reading)


def _total_cells(pieces: Sequence[Piece], placements: Sequence[Placement]) -> tuple[dict[Column, Cell], list[Cell]]:
    """The row 計 is the longest run of amounts outside the rows (the last of equals); the rest is stray."""
    runs = [piece.cells for piece in pieces]
    if not runs:
        return {}, []
    longest = max(range(len(runs)), key=lambda index: (min(len(runs[index]), len(TOTALLED)), index))
    sums = {column: _sum(column, placements) for column in TOTALLED}
    printed, rest = place_totals(runs[longest], sums)
    return printed, [*rest, *(cell for index, run in enumerate(runs) if index != longest for cell in run)]


def _sum(column: Column, placements: Sequence[Placement]) -> Decimal:
    values = (placement.cells[column].value for placement in placements if column in placement.cells)
    return sum((value for value in values if value is not None), Decimal(0))


def _totals(printed: Mapping[Column, Cell], stray: Sequence[Cell], reading: Reading) -> ProjectTotals | None:
    if stray:
        reading.unknown(*(cell.span for cell in stray))
        text = " ".join(cell.text for cell in stray)
        reading.find(
            "cell-unknown",
            [cell.span for cell in stray],
            printed=text,
            ja=f"計の行の近くに、どの欄のものか分からない数値「{text}」があります。",
            en=f"Near the row of totals stand numbers of no column that can be told: {text}.",
        )
    if not printed:
        return None
    quotes = reading.fact(*(cell.span for cell in printed.values()))
    return ProjectTotals(
        quotes=quotes,
        carried_over=_yen(printed.get(Column.CARRIED)),
        budget=_yen(printed.get(Column.BUDGET)),
        general_funds=_yen(printed.get(Column.GENERAL)),
        staff_head_office=_posts(printed.get(Column.HEAD)),
        staff_branch=_posts(printed.get(Column.BRANCH)),
        staff=_posts(printed.get(Column.STAFF)),
    )


def _yen(cell: Cell | None) -> int | None:
    return None if cell is None or cell.value is None else int(cell.value * _THOUSAND)


def _posts(cell: Cell | None) -> Decimal | None:
    return None if cell is None else cell.value


# --- one project --------------------------------------------------------------------------------


def _project(
    row: Row, named: _Named, placement: Placement, overview: Overview | None, areas: Sequence[str], reading: Reading
) -> Project:
    code = row.number
    cells = placement.cells
    budget = _yen(cells.get(Column.BUDGET))
    if Column.BUDGET not in cells and placement.budget is not None:
        budget = int(placement.budget * _THOUSAND)
    _report_pairing(code, row, reading)
    _report_amounts(code, row, placement, reading)
    unplaced = placement.unplaced
    quotes = reading.fact(*row.spans)
    reading.unknown(*(cell.span for cell in unplaced))
    return Project(
        quotes=quotes,
        decision=_decision(row, placement),
        code=code,
        area=_area(code, row, areas, reading),
        name=named.name,
        transferred_from=named.transferred_from,
        office=_office(code, row, reading),
        carried_over=_yen(cells.get(Column.CARRIED)),
        budget=budget,
        general_funds=_yen(cells.get(Column.GENERAL)),
        staff_head_office=_posts(cells.get(Column.HEAD)),
        staff_branch=_posts(cells.get(Column.BRANCH)),
        staff=_posts(cells.get(Column.STAFF)),
        full_cost=_yen(cells.get(Column.FULL)),
        unplaced=tuple(cell.text for cell in unplaced if cell.kind != "d"),
        overview=overview,
    )


def _decision(row: Row, placement: Placement) -> Decision | None:
    """How sure the row is, where its cells were dealt out or a cell is lacking."""
    if row.pairing is not None:
        return Decision(_rounded(row.pairing * placement.share), "column-pairing")
    if row.cells and len(row.cells) < len(Column) - 1:
        return Decision(_rounded(placement.share), "amount-columns")
    return None


def _rounded(share: float) -> Decimal:
    return Decimal(share).quantize(_PLACES)


def _area(code: str, row: Row, areas: Sequence[str], reading: Reading) -> str | None:
    """The row's policy area; that of the measure where it has one only."""
    if row.area is not None:
        return fold(row.area.text)
    reading.find(
        "cell-unknown",
        (row.code.span,),
        about=Ref("project", code),
        ja=f"事務事業{code}の政策体系が読み取れません。",
        en=f"The policy area of project {code} cannot be read.",
    )
    return areas[0] if len(areas) == 1 else None


def _office(code: str, row: Row, reading: Reading) -> str | None:
    office = office_name(row.office, reading.form.projects)
    if office is None:
        reading.find(
            "cell-unknown",
            (row.code.span,),
            about=Ref("project", code),
            ja=f"事務事業{code}の課・局室名が読み取れません。",
            en=f"The office of project {code} cannot be read.",
        )
    return office


def _report_pairing(code: str, row: Row, reading: Reading) -> None:
    """Say so where the cells of several rows came out column by column and cannot be parted surely."""
    if row.pairing is None or row.pairing >= SURE:
        return
    printed = "".join(word.text for word in row.name)
    reading.find(
        "low-confidence",
        [word.span for word in row.name] or [row.code.span],
        about=Ref("project", code),
        printed=printed or None,
        ja=f"事務事業{code}を含む数行は欄ごとにまとめて印刷されており、事務事業名の区切りが確かではありません。",
        en=f"Project {code} came out column by column with its neighbours; where its name ends is not certain.",
    )


def _report_amounts(code: str, row: Row, placement: Placement, reading: Reading) -> None:
    """One finding for money cells that are missing or cannot be placed, one for the other cells."""
    if len(placement.cells) == len(Column) - (Column.CARRIED not in placement.cells):
        return
    missing = [column for column in Column if column is not Column.CARRIED and column not in placement.cells]
    money = [column for column in missing if column in MONEY]
    people = [column for column in missing if column not in MONEY]
    quotes = [cell.span for cell in placement.unplaced] or [row.code.span]
    printed = " ".join(cell.text for cell in placement.unplaced) or None
    by_rule: tuple[tuple[ReaderRule, Sequence[Column]], ...] = (("money-cell-unknown", money), ("cell-unknown", people))
    findings = tuple(
        reading.find(
            rule,
            quotes,
            about=Ref("project", code),
            printed=printed,
            expected=_expected(columns, placement),
            ja=_message_ja(code, columns, printed),
            en=_message_en(code, columns, printed),
        )
        for rule, columns in by_rule
        if columns
    )
    unknown = _unknown(placement)
    names = [*(_PROPERTIES[column] for column in unknown), *([_UNPLACED] if printed else [])]
    reading.doubts.append(
        Doubt(
            about=tuple(f"project/{code}/{name}" for name in names),
            quotes=row.spans,
            choices=lambda: _choices(code, row, placement, unknown),
            findings=findings,
        )
    )


def _unknown(placement: Placement) -> list[Column]:
    """Columns that lack a cell, and 繰越 where a cell may stand there."""
    may_be_carried = any(Column.CARRIED in option.layout for option in placement.options)
    lacking = [column for column in Column if column not in placement.cells]
    return [column for column in lacking if column is not Column.CARRIED or may_be_carried]


def _choices(code: str, row: Row, placement: Placement, unknown: Sequence[Column]) -> list[Choice]:
    """What each way to put the cells into columns says of the unknown ones; ways that say the same are one."""
    shares: dict[tuple[tuple[str, str], ...], float] = {}
    for option in placement.options:
        cells = dict(zip(option.layout, row.cells, strict=True))
        values = [
            (
                _PROPERTIES[column],
                _cell_text(column, cells, placement.budget if option.derived is None else option.derived),
            )
            for column in unknown
        ]
        unplaced = [(_UNPLACED, "")] if placement.unplaced else []
        settings = tuple((f"project/{code}/{name}", value) for name, value in (*values, *unplaced))
        shares[settings] = shares.get(settings, 0.0) + option.weight
    return sorted((Choice(settings, share) for settings, share in shares.items()), key=lambda each: -(each.share or 0))


def _cell_text(column: Column, cells: Mapping[Column, Cell], budget: Decimal | None) -> str:
    """A cell in yen or posts; of a budget that is not printed what full cost proves."""
    if column is Column.BUDGET and column not in cells:
        return "" if budget is None else str(int(budget * _THOUSAND))
    value = _posts(cells.get(column)) if column in PEOPLE else _yen(cells.get(column))
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _expected(columns: Sequence[Column], placement: Placement) -> str | None:
    if Column.BUDGET in columns and placement.budget is not None:
        return f"{placement.budget:,}"
    return None


def _message_ja(code: str, columns: Sequence[Column], printed: str | None) -> str:
    names = "・".join(_NAMES[column][0] for column in columns)
    if printed is None:
        return f"事務事業{code}の{names}の欄の数値がありません。"
    return f"事務事業{code}の数値が足りず、「{printed}」が{names}のどの欄のものか分かりません。"


def _message_en(code: str, columns: Sequence[Column], printed: str | None) -> str:
    names = ", ".join(_NAMES[column][1] for column in columns)
    if printed is None:
        return f"Project {code} has no number for: {names}."
    return f"Project {code} lacks a number, so it cannot be known which column {printed} belongs to ({names})."
