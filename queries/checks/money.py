"""The money of section 4 within its rows, against the first page and over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from policygraph.loaders.japanese import parse_number
from policygraph.loaders.records import Budget, Finding, Project, ProjectTotals, Ref, Sheet
from policygraph.queries.checks.amounts import THOUSAND, listed_en, listed_ja, thousands
from policygraph.queries.checks.finding import Check, finding, is_sure

_JUMP: Final = 0.1
"""Share of last year's budget by which this year's must be higher to be called a jump."""

_UNPAIRED: Final = ("money-cell-unknown", Ref("budget", ""))
"""What the reader says where it left years and amounts of the head unpaired."""

_EXPLAINED: Final = 0.5
"""Share of a jump that transferred projects may leave open and still explain it."""


def general_exceeds_total(sheet: Sheet) -> Iterator[Finding]:
    """General funds are a part of the budget (form, section 4), so they cannot be more."""
    for project in sheet.projects:
        if project.budget is None or project.general_funds is None or project.general_funds <= project.budget:
            continue
        if not is_sure(project):
            yield _unsure_row(project)
            continue
        yield finding(
            "general-exceeds-total",
            (project,),
            about=Ref("project", project.code),
            printed=str(project.general_funds),
            expected=f"<= {project.budget}",
            ja=f"４の{project.code}は、うち一般財源が{thousands(project.general_funds)}千円で、"
            f"事業費の{thousands(project.budget)}千円を超えています。",
            en=f"{project.code} in section 4 has general funds of {thousands(project.general_funds)} thousand yen, "
            f"more than its budget of {thousands(project.budget)} thousand yen.",
        )


def _unsure_row(project: Project) -> Finding:
    return finding(
        "cannot-check",
        (project,),
        about=Ref("project", project.code),
        ja=f"４の{project.code}は、金額の欄の割当てが確かでないため、一般財源と事業費を比べられません。",
        en=f"Which columns the amounts of {project.code} in section 4 stand in is not certain, "
        "so its general funds cannot be compared with its budget.",
    )


# --- the first page against section 4 -----------------------------------------------------------


def budget_total(sheet: Sheet) -> Iterator[Finding]:
    """施策の予算額 of the sheet's year against the total of section 4.

    The form does not say whether the head counts what was carried over, so the total with and
    without it are both right; with it, two printed amounts may each have been rounded. Where the
    head's years and amounts were paired by guess, only a total that none of its amounts gives is a
    contradiction.
    """
    if not sheet.budgets or not sheet.projects:
        return
    year, totals = sheet.head.fiscal_year, sheet.totals
    own = [budget for budget in sheet.budgets if budget.fiscal_year == year]
    if not own or totals is None or totals.budget is None:
        yield _incomparable(year, own, sheet.budgets)
        return
    if any(_agrees(budget.amount, totals) for budget in own):
        return
    unsure = not all(map(is_sure, sheet.budgets))
    if unsure and any(_agrees(budget.amount, totals) for budget in sheet.budgets):
        yield _unpaired(year, totals.budget, sheet.budgets)
        return
    yield _differing(year, sheet.budgets if unsure else own, own[0], totals, totals.budget)


def unpaired_budget_total(sheet: Sheet) -> Iterator[Finding]:
    """The same where the reader could not pair the head's years and amounts: one of them must be the total.

    Only where no year has an amount and there are as many of both, else the own year's may stand elsewhere.
    """
    totals = sheet.totals
    if sheet.budgets or totals is None or totals.budget is None:
        return
    for left in sheet.findings:
        if (left.rule, left.about) != _UNPAIRED or not left.printed:
            continue
        cells = [parse_number(cell) for cell in left.printed.split()]
        amounts = [int(value) * THOUSAND for value in cells if value is not None]
        if 2 * len(amounts) == len(cells) and not any(_agrees(amount, totals) for amount in amounts):
            yield _none_agrees(left, sheet.head.fiscal_year, totals, totals.budget)


def _none_agrees(left: Finding, year: int, totals: ProjectTotals, budget: int) -> Finding:
    return finding(
        "budget-total",
        (left, totals),
        about=Ref("budget", str(year)),
        printed=left.printed,
        expected=str(budget),
        ja=f"１ページ目の施策の予算額（{left.printed}、単位は千円）のどの額も、"
        f"４の計の行の事業費{thousands(budget)}千円と一致しません。",
        en=f"None of the budgets on the first page ({left.printed}, in thousand yen) is the total of section 4, "
        f"{thousands(budget)} thousand yen.",
    )


def _agrees(amount: int, totals: ProjectTotals) -> bool:
    budget, carried = totals.budget or 0, totals.carried_over or 0
    return amount == budget or (carried != 0 and abs(amount - budget - carried) <= THOUSAND)


def _differing(year: int, printed: Sequence[Budget], own: Budget, totals: ProjectTotals, budget: int) -> Finding:
    """``printed`` is the amount of the year, or all amounts where it is not certain which that is."""
    amounts = "・".join(f"{thousands(each.amount)}千円" for each in printed)
    amounts_en = ", ".join(thousands(each.amount) for each in printed)
    one = len(printed) == 1
    head_ja = f"{year}年度の施策の予算額（{amounts}）が" if one else f"施策の予算額のどの年度の額（{amounts}）も"
    head_en = f"The budget of FY{year}" if one else "Each amount"
    with_carried = budget + totals.carried_over if totals.carried_over else None
    more_ja = f"（前年度からの繰越事業費を加えて{thousands(with_carried)}千円）" if with_carried else ""
    more_en = f" ({thousands(with_carried)} with what was carried over)" if with_carried else ""
    return finding(
        "budget-total",
        (*printed, totals),
        about=Ref("budget", str(year)),
        printed=str(own.amount),
        expected=str(budget),
        ja=f"１ページ目の{head_ja}、４の計の行の事業費{thousands(budget)}千円{more_ja}と一致しません。",
        en=f"{head_en} on the first page ({amounts_en} thousand yen) differs from the total budget of section 4, "
        f"{thousands(budget)} thousand yen{more_en}.",
    )


def _incomparable(year: int, own: Sequence[Budget], budgets: Sequence[Budget]) -> Finding:
    lacking, lacking_en = (
        ("４の計の行の事業費", "the total budget of section 4")
        if own
        else (f"{year}年度の額", f"the amount of FY{year}")
    )
    return finding(
        "cannot-check",
        own or budgets,
        about=Ref("budget", str(year)) if own else None,
        ja=f"{lacking}が分からないため、１ページ目の施策の予算額を４の合計と比べられません。",
        en=f"The budget on the first page cannot be compared with section 4, since {lacking_en} is not known.",
    )


def _unpaired(year: int, total: int, budgets: Sequence[Budget]) -> Finding:
    return finding(
        "cannot-check",
        budgets,
        about=Ref("budget", str(year)),
        ja=f"１ページ目の施策の予算額は年度と金額の組合せが確かでなく、４の計の行の事業費{thousands(total)}千円が"
        f"{year}年度の額かどうか分かりません。",
        en=f"Which year each budget on the first page belongs to is not certain, so it cannot be told whether that of "
        f"FY{year} is the total of section 4, {thousands(total)} thousand yen.",
    )


# --- transferred projects -----------------------------------------------------------------------


class _Jump(NamedTuple):
    """A rise of the budget from ``before`` to ``now``, and the ``transferred`` projects that explain it."""

    before: Budget
    now: Budget
    transferred: tuple[Project, ...]

    @property
    def moved(self) -> int:
        return sum(project.budget or 0 for project in self.transferred)

    @property
    def change(self) -> int:
        return self.now.amount - self.before.amount


def transferred_budget(sheet: Sheet) -> Iterator[Finding]:
    """A jump of the budget that projects transferred from other offices explain.

    They explain it if without them the change is at most half as large: up or down. Where the years
    of the head were told by order, they must explain the rise from either of the earlier amounts.
    """
    budgets: Mapping[int, Budget] = {budget.fiscal_year: budget for budget in sheet.budgets}
    before, now = (budgets.get(sheet.head.fiscal_year + step) for step in (-1, 0))
    moved = tuple(each for each in sheet.projects if each.transferred_from and each.budget and is_sure(each))
    if before is None or now is None or not moved:
        return
    sure = is_sure(before) and is_sure(now)
    earlier = [before] if sure else [budget for budget in sheet.budgets if budget is not now]
    if all(_explains(_Jump(each, now, moved)) for each in earlier):
        yield _explained(_Jump(before, now, moved), sure)


def _explains(jump: _Jump) -> bool:
    rises = jump.change > 0 and jump.change >= _JUMP * jump.before.amount
    return rises and abs(jump.change - jump.moved) <= _EXPLAINED * jump.change


def _explained(jump: _Jump, sure: bool) -> Finding:
    before, now, moved = jump.before, jump.now, jump.moved
    codes = [project.code for project in jump.transferred]
    rest = jump.change - moved
    return finding(
        "transferred-budget",
        (before, now, *jump.transferred),
        about=Ref("budget", str(now.fiscal_year)),
        printed=str(now.amount),
        expected=str(now.amount - moved),
        ja=f"施策の予算額は{before.fiscal_year}年度の{thousands(before.amount)}千円から{now.fiscal_year}年度の"
        f"{thousands(now.amount)}千円へ{thousands(jump.change)}千円増えていますが、"
        f"移管された{len(codes)}件（{listed_ja(codes)}）の事業費{thousands(moved)}千円を除くと"
        f"{thousands(now.amount - moved)}千円で、{thousands(abs(rest))}千円の{'増' if rest > 0 else '減'}です"
        f"{'' if sure else '（年度と金額の組合せは並び順から判断）'}。",
        en=f"The budget of the measure rises from {thousands(before.amount)} thousand yen in FY{before.fiscal_year} to "
        f"{thousands(now.amount)} in FY{now.fiscal_year}, by {thousands(jump.change)}; without the {len(codes)} "
        f"transferred projects ({listed_en(codes)}; {thousands(moved)}) it is "
        f"{thousands(now.amount - moved)}, a change of {thousands(rest)}"
        f"{'' if sure else ' (years and amounts paired by their order)'}.",
    )


CHECKS: Final = (
    Check("general-exceeds-total", general_exceeds_total),
    Check("budget-total", budget_total),
    Check("budget-total", unpaired_budget_total),
    Check("transferred-budget", transferred_budget),
)
