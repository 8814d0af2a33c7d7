"""Section 1-2: plan codes (創生, 公約) and named plans of each part.

Codes stand in the column left of the plan, in cells that come out before or after it; a row that
is printed twice may show them at only one of its copies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from policygraph.loaders.records import Decision, PlanLink, Span
from policygraph.loaders.sheet.forms import InitiativeLabels
from policygraph.loaders.sheet.initiatives.lines import Cell, Entry, names_plan
from policygraph.loaders.sheet.reading import LabelRule, Reading


class Printed(NamedTuple):
    """A plan as printed: heading and code, or a heading alone; and the places of both."""

    heading: str | None
    heading_key: str | None
    code: str | None
    spans: tuple[Span, ...]


@dataclass(slots=True)
class CodeCell:
    """The plans of one cell; ``first`` and ``last`` are the indices of its entries."""

    first: int
    last: int
    cells: list[Cell] = field(default_factory=list)
    plans: list[Printed] = field(default_factory=list)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(plan.code for plan in self.plans if plan.code)

    @property
    def content(self) -> frozenset[tuple[str | None, str | None]]:
        """What it says, wherever it is printed."""
        return frozenset((plan.heading_key, plan.code) for plan in self.plans)


def code_cells(entries: Sequence[Entry], reading: Reading) -> list[CodeCell]:
    """Runs of headings and codes, one a cell of the form; headings of coded plans are claimed as labels."""
    coded = reading.form.initiatives.coded_plans
    cells: list[CodeCell] = []
    run: list[Cell] = []
    for at, entry in enumerate(entries):
        if not isinstance(entry, Cell) or entry.kind == "area":
            run = []
            continue
        if not run or _opens_cell(run, entry, tuple(coded)):
            cells.append(CodeCell(at, at))
            run = []
        run.append(entry)
        cells[-1].last = at
        cells[-1].cells.append(entry)
    for cell in cells:
        cell.plans = _plans(cell.cells, reading.form.initiatives)
        reading.label(LabelRule.PLANS, *(span for entry in cell.cells if entry.key in coded for span in entry.spans))
    return [cell for cell in cells if cell.plans]


def _opens_cell(run: Sequence[Cell], entry: Cell, order: Sequence[str]) -> bool:
    """A cell prints each heading once, and coded plans in the form's order before others."""
    if entry.kind != "plan":
        return False
    before = [cell.key for cell in run if cell.kind == "plan"]
    if entry.key in before:
        return True
    return bool(entry.gap and before) and _rank(entry.key, order) < _rank(before[-1], order)


def _rank(heading: str, order: Sequence[str]) -> int:
    return order.index(heading) if heading in order else len(order)


def _plans(cells: Sequence[Cell], labels: InitiativeLabels) -> list[Printed]:
    """Each code under its heading; one without codes is a plan itself if it is named or placed like one."""
    coded = labels.coded_plans
    with_codes = any(cell.kind == "code" for cell in cells)
    plans: list[Printed] = []
    heading: Cell | None = None
    for at, cell in enumerate(cells):
        if cell.kind == "code":
            plans.append(_code(cell, heading, coded))
            continue
        heading = cell
        followed = at + 1 < len(cells) and cells[at + 1].kind == "code"
        if not followed and cell.key not in coded and (with_codes or names_plan(cell.key, labels)):
            plans.append(Printed(cell.text, cell.key, None, cell.spans))
    return plans


def _code(cell: Cell, heading: Cell | None, coded: Mapping[str, re.Pattern[str]]) -> Printed:
    if heading is not None:
        return Printed(heading.text, heading.key, cell.text, heading.spans + cell.spans)
    fitting = [name for name, shape in coded.items() if shape.fullmatch(cell.text)]
    name = fitting[0] if len(fitting) == 1 else None
    return Printed(name, name, cell.text, cell.spans)


def plan_links(
    cells: Sequence[CodeCell], area: str, decisions: Sequence[Decision | None], reading: Reading
) -> tuple[PlanLink, ...]:
    """The plans of one part, each once; what its cells print again is a repetition."""
    links: dict[tuple[str | None, str | None], PlanLink] = {}
    for cell, decision in zip(cells, decisions, strict=True):
        for plan in cell.plans:
            if plan.heading is None:
                _without_heading(plan, area, reading)
            elif (key := (plan.heading_key, plan.code)) in links:
                reading.repeat(plan.spans[-1])
            else:
                quotes = reading.fact(*plan.spans)
                links[key] = PlanLink(quotes=quotes, decision=decision, heading=plan.heading, code=plan.code)
    return tuple(links.values())


def without_part(cell: CodeCell, reading: Reading) -> None:
    """Report a cell whose part cannot be told."""
    spans = tuple(span for entry in cell.cells for span in entry.spans)
    reading.unknown(*spans)
    printed = " ".join(entry.text for entry in cell.cells)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"関連計画等の欄「{printed}」がどの政策体系のものか判断できません。",
        en=f"The plan codes {printed!r} stand where it cannot be told to which policy area they belong.",
        printed=printed,
    )


def _without_heading(plan: Printed, area: str, reading: Reading) -> None:
    reading.unknown(*plan.spans)
    reading.find(
        "cell-unknown",
        plan.spans,
        ja=f"計画コード「{plan.code}」（政策体系 {area}）の見出し（【創生】など）が読み取れません。",
        en=f"Plan code {plan.code} of policy area {area} has no heading that tells its plan.",
        printed=plan.code,
    )
