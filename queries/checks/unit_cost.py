"""Full cost against money and people: the unit labour cost that the form does not print.

Full cost is money + staff x unit labour cost, and the unit is one figure for most rows (form,
Rules). All amounts are printed in thousands of yen, each perhaps rounded or cut, so a row gives a
range for the unit, the wider the fewer people it has. The unit lies where the ranges of most rows
meet; a row whose range misses it departs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from policygraph.loaders.records import Finding, Project, Ref, Sheet
from policygraph.queries.checks.amounts import THOUSAND, tenths, thousands
from policygraph.queries.checks.finding import Check, finding, is_sure

_FEWEST = 3
"""Rows that must agree on a unit before another is said to depart from it."""

_SLACK = Decimal(THOUSAND)
"""What rounding or cutting of two amounts to the thousand can make their difference depart by."""


class _Row(NamedTuple):
    """A row that prints all that the rule needs: yen and posts."""

    project: Project
    money: int
    staff: Decimal
    full: int
    low: Decimal
    high: Decimal
    """What the row allows for the unit; of a row without people, its labour cost."""

    @property
    def rest(self) -> int:
        return self.full - self.money


class _Unit(NamedTuple):
    """A unit cost as far as it is determined (yen a post), and how many rows agree on it."""

    low: Decimal
    high: Decimal
    support: int

    @property
    def figure(self) -> Decimal:
        """The middle, to the thousand if that lies within."""
        middle = (self.low + self.high) / 2
        whole = (middle / THOUSAND).quantize(Decimal(1)) * THOUSAND
        return whole if self.low <= whole <= self.high else middle.quantize(Decimal(1))


def unit_cost(sheet: Sheet) -> Iterator[Finding]:
    """Name the rows that depart from the unit labour cost of most rows.

    The form does not say whether the carried-over amount is part of full cost: of the two ways,
    that one holds on which more rows agree. Where most rows agree on none, nothing departs.
    """
    carries = any(project.carried_over for project in sheet.projects)
    ways = [_rows(sheet, money) for money in ((_budget, _with_carried) if carries else (_budget,))]
    units = [_agreed([row for row in rows if row.staff]) for rows in ways]
    rows, unit = max(zip(ways, units, strict=True), key=lambda way: way[1].support if way[1] else 0)
    staffed = [row for row in rows if row.staff]
    if len(staffed) < _FEWEST:
        return
    if unit is None or unit.support < _FEWEST or 2 * unit.support <= len(staffed):
        yield _undetermined(staffed)
        return
    for row in rows:
        if _departs(row, unit):
            yield _departure(row, unit, len(staffed))


def _budget(project: Project) -> int | None:
    return project.budget


def _with_carried(project: Project) -> int | None:
    return None if project.budget is None else project.budget + (project.carried_over or 0)


def _rows(sheet: Sheet, money: Callable[[Project], int | None]) -> list[_Row]:
    """Rows whose amounts are all certain; where one has no cell, full cost itself was used to place the others."""
    found: list[_Row] = []
    for project in sheet.projects:
        amount = money(project)
        if amount is None or project.staff is None or project.full_cost is None:
            continue
        if is_sure(project) and not project.unplaced and project.staff >= 0:
            low, high = (project.full_cost - amount + slack for slack in (-_SLACK, _SLACK))
            posts = project.staff or Decimal(1)
            found.append(_Row(project, amount, project.staff, project.full_cost, low / posts, high / posts))
    return found


def _agreed(rows: Sequence[_Row]) -> _Unit | None:
    """Where the ranges of most rows meet; None if no row has a range above nought."""
    ends = sorted(
        (end for row in rows if row.low > 0 for end in ((row.low, 0), (row.high, 1))),
    )
    best: _Unit | None = None
    depth = 0
    for place, (value, closes) in enumerate(ends):
        depth += -1 if closes else 1
        if not closes and depth > (best.support if best else 0):
            best = _Unit(value, ends[place + 1][0], depth)
    return best


def _departs(row: _Row, unit: _Unit) -> bool:
    if not row.staff:
        return not row.low <= 0 <= row.high
    return row.high < unit.low or row.low > unit.high


def _departure(row: _Row, unit: _Unit, rows: int) -> Finding:
    code, figure = row.project.code, unit.figure
    labour = int((row.staff * figure).quantize(Decimal(1)))
    carried = row.money - (row.project.budget or 0)
    money = f"事業費{thousands(row.project.budget or 0)}千円" + (f"＋繰越{thousands(carried)}千円" if carried else "")
    money_en = f"money {thousands(row.money)}"
    return finding(
        "unit-cost",
        (row.project,),
        about=Ref("project", code),
        printed=str(row.full),
        expected=str(row.money + labour),
        ja=f"４の{code}のフルコストは{thousands(row.full)}千円ですが、{money}＋人工{tenths(row.staff)}人×人工単価"
        f"{thousands(int(figure))}千円（{rows}件中{unit.support}件が一致する額）＝"
        f"{thousands(row.money + labour)}千円です{_own_ja(row)}。",
        en=f"{code} in section 4 has a full cost of {thousands(row.full)} thousand yen, but {money_en} + staff "
        f"{tenths(row.staff)} x unit cost {thousands(int(figure))} (that of {unit.support} of {rows} rows) = "
        f"{thousands(row.money + labour)}{_own_en(row)}.",
    )


def _own(row: _Row) -> str | None:
    """The unit that the row itself gives."""
    if not row.staff or row.rest <= 0:
        return None
    return thousands(int((row.rest / row.staff / THOUSAND).quantize(Decimal(1)) * THOUSAND))


def _own_ja(row: _Row) -> str:
    own = _own(row)
    return f"（この行だけから求めた単価は約{own}千円）" if own else ""


def _own_en(row: _Row) -> str:
    own = _own(row)
    return f" (this row alone gives a unit of about {own})" if own else ""


def _undetermined(rows: Sequence[_Row]) -> Finding:
    return finding(
        "cannot-check",
        (row.project for row in rows[:1]),
        ja=f"４のフルコストから人工単価を求められる{len(rows)}件のうち過半数が一致する単価がないため、"
        "フルコストを検算できません。",
        en=f"No unit labour cost is that of most of the {len(rows)} rows of section 4 that give one, "
        "so full costs cannot be checked.",
    )


CHECKS: Final = (Check("unit-cost", unit_cost),)
