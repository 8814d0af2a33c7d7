"""The row 計 of section 4 against the rows above it.

Money is printed in thousands of yen. Rows and total may each have been rounded or cut to the
thousand, so a total may depart from the sum of the printed rows by what that makes of so many
amounts; people are printed in tenths of a post, and only totals are rounded, to whole posts (form,
section 4). A departure that rounding explains is a note, never a contradiction.

A cell that is not known leaves a range: budget and general funds are parts of full cost, and where
there is no budget there are no general funds (rows with slightly more general funds than budget
occur, so the budget itself is no bound). Only a total outside the range is a contradiction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple

from policygraph.loaders.japanese import parse_number
from policygraph.loaders.records import Finding, Project, ProjectTotals, Ref, Sheet
from policygraph.queries.checks.amounts import THOUSAND, listed_en, listed_ja, plain, thousands
from policygraph.queries.checks.finding import Check, finding, is_sure

REPEATED_NUMBER: Final = "repeated-number"
"""The reader's finding that it left a row out, since another has its number."""

_MOST_SUMS = 10_000
_ROW_OF_TOTALS = Ref("totals", "")


class Share(NamedTuple):
    """What a row adds to a total: at least ``low``, at most ``high`` (None: without bound).

    Where the two differ, ``likely`` are the amounts that the row prints and that may be the one,
    nought for a blank.
    """

    row: str
    low: Decimal
    high: Decimal | None
    likely: frozenset[Decimal] = frozenset()

    @property
    def known(self) -> bool:
        return self.low == self.high


class Column(NamedTuple):
    """A column of section 4 that has a total; ``share`` says what a row adds to it."""

    rule: str
    ja: str
    en: str
    total: Callable[[ProjectTotals], int | Decimal | None]
    share: Callable[[Project], Share]
    slack: Callable[[Decimal, int], tuple[Decimal, Decimal]]
    """What rounding may take from and add to a total, by the total and the number of amounts."""
    show: Callable[[Decimal], str]
    show_en: Callable[[Decimal], str]
    """An amount in a message, with its unit."""
    rounds: bool
    """Whether the form itself rounds the total, so that a difference within ``slack`` is no news."""


# --- shares -------------------------------------------------------------------------------------


def _exactly(row: str, amount: int | Decimal) -> Share:
    value = Decimal(amount)
    return Share(row, value, value)


def _open(project: Project, high: int | None, read: int | None) -> Share:
    """The share of a row whose cell is not known; ``read`` is what the reader thinks it is."""
    printed = (parse_number(cell) for cell in project.unplaced)
    likely = {Decimal(0), *(number * THOUSAND for number in printed if number is not None)}
    if read is not None:
        likely.add(Decimal(read))
    return Share(project.code, Decimal(0), None if high is None else Decimal(high), frozenset(likely))


def _carried_over(project: Project) -> Share:
    """A blank cell is the usual case and means none, so it is nought or an amount that the row prints."""
    sure = is_sure(project)
    if sure and (project.carried_over is not None or not project.unplaced):
        return _exactly(project.code, project.carried_over or 0)
    share = _open(project, None, project.carried_over)
    return share._replace(high=max(share.likely)) if sure else share


def _budget(project: Project) -> Share:
    if not is_sure(project):
        return _open(project, None, project.budget)
    if project.budget is not None:
        return _exactly(project.code, project.budget)
    return _open(project, project.full_cost, None)


def _general_funds(project: Project) -> Share:
    if not is_sure(project):
        return _open(project, None, project.general_funds)
    if project.general_funds is not None:
        return _exactly(project.code, project.general_funds)
    if project.budget == 0:
        return _exactly(project.code, 0)
    return _open(project, project.full_cost, None)


def _staff(project: Project, of: Callable[[Project], Decimal | None]) -> Share:
    value = of(project)
    if value is not None and is_sure(project):
        return _exactly(project.code, value)
    return Share(project.code, Decimal(0), None, frozenset({Decimal(0), value or Decimal(0)}))


# --- rounding -----------------------------------------------------------------------------------


def _money_slack(_: Decimal, amounts: int) -> tuple[Decimal, Decimal]:
    """Of n amounts rounded to the thousand, the total departs by n/2 at most; cut, it is n-1 more at most."""
    return Decimal(amounts // 2 * THOUSAND), Decimal(max(amounts - 1, 0) * THOUSAND)


def _staff_slack(total: Decimal, _: int) -> tuple[Decimal, Decimal]:
    """Half of the last digit that the total has: it may be rounded, the rows are not."""
    half = half_digit(total)
    return half, half


def half_digit(number: Decimal) -> Decimal:
    """Half of the last decimal that a number has, half of one for a whole number.

    >>> half_digit(Decimal("14.5")), half_digit(Decimal("20.0"))
    (Decimal('0.05'), Decimal('0.5'))
    """
    exponent = number.normalize().as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


# --- checks -------------------------------------------------------------------------------------


def check_sum(column: Column, sheet: Sheet) -> Iterator[Finding]:
    """Compare a column's total with its rows; ``cannot-check`` where these do not tell."""
    if sheet.totals is None:
        return
    shares = [column.share(project) for project in sheet.projects]
    shares += [Share(row, Decimal(0), None, frozenset({Decimal(0)})) for row in _left_out(sheet)]
    printed = column.total(sheet.totals)
    if printed is None:
        if any(share.high != 0 for share in shares):
            yield _without_total(column, sheet.totals)
        return
    yield from _compare(column, Decimal(printed), shares, sheet.totals)


def _left_out(sheet: Sheet) -> list[str]:
    """Numbers of rows that were not read because another has the same."""
    return [each.about.key for each in sheet.findings if each.rule == REPEATED_NUMBER and each.about]


class _Sums(NamedTuple):
    """What the rows of a column add up to, at least and at most; ``open`` are those that leave a range."""

    rows: int
    low: Decimal
    high: Decimal | None
    open: list[str]

    @property
    def known(self) -> bool:
        return self.low == self.high


def _sums(shares: Sequence[Share]) -> _Sums:
    low = sum((share.low for share in shares), Decimal(0))
    highs = [share.high for share in shares if share.high is not None]
    high = sum(highs, Decimal(0)) if len(highs) == len(shares) else None
    return _Sums(len(shares), low, high, [share.row for share in shares if not share.known])


def _compare(column: Column, printed: Decimal, shares: Sequence[Share], totals: ProjectTotals) -> Iterator[Finding]:
    amounts = sum(share.high != 0 for share in shares)
    less, more = column.slack(printed, amounts)
    sums = _sums(shares)
    if printed < sums.low - less or (sums.high is not None and printed > sums.high + more):
        yield _contradiction(column, printed, sums, totals)
    elif sums.known:
        if printed != sums.low and not column.rounds:
            yield _within_rounding(column, printed, sums.low, amounts, totals)
    elif not _reaches(shares, printed, less if column.rounds else Decimal(0)):
        yield _open_cells(column, printed, sums.open, totals)


def _reaches(shares: Sequence[Share], total: Decimal, slack: Decimal) -> bool:
    """Whether some choice among the amounts that the open rows print gives the total.

    With too many choices to try, nothing is known.
    """
    sums = {sum((share.low for share in shares if share.known), Decimal(0))}
    for share in shares:
        if not share.known:
            sums = {before + amount for before in sums for amount in share.likely}
        if len(sums) > _MOST_SUMS:
            return False
    return any(abs(total - reached) <= slack for reached in sums)


def _contradiction(column: Column, printed: Decimal, sums: _Sums, totals: ProjectTotals) -> Finding:
    said_ja, said_en, expected = _of_known(column, printed, sums) if sums.known else _of_range(column, printed, sums)
    return finding(
        column.rule,
        (totals,),
        about=_ROW_OF_TOTALS,
        printed=plain(printed),
        expected=expected,
        ja=f"４の計の行の{column.ja}は{column.show(printed)}ですが、{said_ja}。",
        en=f"The total of {column.en} in section 4 is printed as {column.show_en(printed)}, but {said_en}.",
    )


def _of_known(column: Column, printed: Decimal, sums: _Sums) -> tuple[str, str, str]:
    rest = column.show(abs(printed - sums.low))
    return (
        f"{sums.rows}件の合計は{column.show(sums.low)}で、差の{rest}は端数処理では生じません",
        f"its {sums.rows} rows add up to {column.show_en(sums.low)}, and rounding does not explain the difference",
        plain(sums.low),
    )


def _of_range(column: Column, printed: Decimal, sums: _Sums) -> tuple[str, str, str]:
    above = sums.high is not None and printed > sums.high
    bound = sums.high if sums.high is not None and above else sums.low
    return (
        f"欄の確かでない行（{listed_ja(sums.open)}）を考えても、{sums.rows}件の合計は"
        f"{column.show(bound)}{'以下' if above else '以上'}のはずです",
        f"its {sums.rows} rows add up to {'at most' if above else 'at least'} {column.show_en(bound)}, "
        f"whatever those hold whose cells are not certain ({listed_en(sums.open)})",
        f"{'<=' if above else '>='} {plain(bound)}",
    )


def _within_rounding(column: Column, printed: Decimal, low: Decimal, amounts: int, totals: ProjectTotals) -> Finding:
    return finding(
        "cannot-check",
        (totals,),
        about=_ROW_OF_TOTALS,
        printed=plain(printed),
        expected=plain(low),
        ja=f"４の計の行の{column.ja}は{column.show(printed)}、各行の合計は{column.show(low)}ですが、"
        f"差の{column.show(abs(printed - low))}は{amounts}件の金額の端数処理で生じうるため、誤りとは言えません。",
        en=f"The total of {column.en} in section 4 is printed as {column.show_en(printed)} and its rows add up to "
        f"{column.show_en(low)}, a difference that rounding {amounts} amounts can explain.",
    )


def _open_cells(column: Column, printed: Decimal, rows: Sequence[str], totals: ProjectTotals) -> Finding:
    return finding(
        "cannot-check",
        (totals,),
        about=_ROW_OF_TOTALS,
        printed=plain(printed),
        ja=f"４の計の行の{column.ja}{column.show(printed)}は、{listed_ja(rows)}の欄が確かでないため検算できません。",
        en=f"The total of {column.en} in section 4, {column.show_en(printed)}, cannot be checked, "
        f"since a cell is not certain in: {listed_en(rows)}.",
    )


def _without_total(column: Column, totals: ProjectTotals) -> Finding:
    return finding(
        "cannot-check",
        (totals,),
        about=_ROW_OF_TOTALS,
        ja=f"４の計の行に{column.ja}の値がないため、各行の合計を検算できません。",
        en=f"The row of totals in section 4 has no value for {column.en}, so its rows cannot be checked.",
    )


# --- columns ------------------------------------------------------------------------------------


def _yen(amount: Decimal) -> str:
    return f"{thousands(int(amount))}千円"


def _yen_en(amount: Decimal) -> str:
    return f"{thousands(int(amount))} thousand yen"


def _posts(amount: Decimal) -> str:
    return f"{plain(amount)}人"


def _posts_en(amount: Decimal) -> str:
    return f"{plain(amount)} posts"


def _money(
    rule: str,
    ja: str,
    en: str,
    total: Callable[[ProjectTotals], int | None],
    share: Callable[[Project], Share],
) -> Column:
    return Column(rule, ja, en, total, share, _money_slack, _yen, _yen_en, False)


def _people(
    ja: str, en: str, total: Callable[[ProjectTotals], Decimal | None], of: Callable[[Project], Decimal | None]
) -> Column:
    return Column("sum-staff", ja, en, total, partial(_staff, of=of), _staff_slack, _posts, _posts_en, True)


_STAFF = (
    _people(
        "本庁の人工", "staff at the head office", lambda row: row.staff_head_office, lambda row: row.staff_head_office
    ),
    _people("出先機関の人工", "staff at branches", lambda row: row.staff_branch, lambda row: row.staff_branch),
    _people("人工計", "staff", lambda row: row.staff, lambda row: row.staff),
)
_MONEY = (
    _money("sum-budget", "事業費", "budgets", lambda row: row.budget, _budget),
    _money("sum-general-funds", "うち一般財源", "general funds", lambda row: row.general_funds, _general_funds),
    _money(
        "sum-carried-over",
        "前年度からの繰越事業費",
        "carried-over amounts",
        lambda row: row.carried_over,
        _carried_over,
    ),
)


def sum_staff(sheet: Sheet) -> Iterator[Finding]:
    """The three totals of people against their rows (form, section 4)."""
    for column in _STAFF:
        yield from check_sum(column, sheet)


def totals_missing(sheet: Sheet) -> Iterator[Finding]:
    """Say once that without its row 計 nothing of section 4 can be added up."""
    if sheet.projects and sheet.totals is None:
        yield finding(
            "cannot-check",
            sheet.projects[-1:],
            ja="４の計の行が読み取れないため、事業費・一般財源・繰越事業費・人工の合計を検算できません。",
            en="The row of totals of section 4 was not read, so none of its sums can be checked.",
        )


CHECKS: Final = (
    Check("cannot-check", totals_missing),
    *(Check(column.rule, partial(check_sum, column)) for column in _MONEY),
    Check("sum-staff", sum_staff),
)
