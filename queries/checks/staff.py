"""People in the rows of section 4."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from policygraph.loaders.records import Finding, Project, Ref, Sheet
from policygraph.queries.checks.amounts import tenths
from policygraph.queries.checks.finding import Check, finding, is_sure
from policygraph.queries.checks.sums import half_digit


def staff_parts(sheet: Sheet) -> Iterator[Finding]:
    """Head office and branches are the staff of a project (form, section 4).

    Rows print tenths of a post and are not rounded further (form, section 4: totals are), so they
    must agree to half of the last decimal that the column 人工計 has anywhere.
    """
    printed = {row.staff for row in sheet.projects if row.staff is not None}
    slack = min(map(half_digit, printed), default=Decimal(0))
    for row in sheet.projects:
        head, branch, staff = row.staff_head_office, row.staff_branch, row.staff
        if head is None or branch is None or staff is None or abs(head + branch - staff) <= slack:
            continue
        yield _differing(row, head, branch, staff) if is_sure(row) else _unsure_row(row)


def _differing(row: Project, head: Decimal, branch: Decimal, staff: Decimal) -> Finding:
    return finding(
        "staff-parts",
        (row,),
        about=Ref("project", row.code),
        printed=tenths(staff),
        expected=tenths(head + branch),
        ja=f"４の{row.code}の人工計は{tenths(staff)}人ですが、"
        f"本庁{tenths(head)}人＋出先機関{tenths(branch)}人＝{tenths(head + branch)}人です。",
        en=f"{row.code} in section 4 has a staff of {tenths(staff)}, "
        f"but head office {tenths(head)} + branches {tenths(branch)} = {tenths(head + branch)}.",
    )


def _unsure_row(row: Project) -> Finding:
    return finding(
        "cannot-check",
        (row,),
        about=Ref("project", row.code),
        ja=f"４の{row.code}は、数値の欄の割当てが確かでないため、執行体制の内訳を検算できません。",
        en=f"Which columns the numbers of {row.code} in section 4 stand in is not certain, "
        "so head office and branches cannot be added up.",
    )


CHECKS: Final = (Check("staff-parts", staff_parts),)
