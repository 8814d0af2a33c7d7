"""The money of section 4: what must hold within a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from policygraph.loaders.records import Finding, Ref, Sheet
from policygraph.queries.checks.finding import Check, finding


def general_exceeds_total(sheet: Sheet) -> Iterator[Finding]:
    """General funds are a part of the budget (form, section 4), so they cannot be more."""
    for project in sheet.projects:
        if project.budget is None or project.general_funds is None or project.general_funds <= project.budget:
            continue
        yield finding(
            "general-exceeds-total",
            (project,),
            about=Ref("project", project.code),
            printed=str(project.general_funds),
            expected=f"<= {project.budget}",
            ja=f"{project.code} の一般財源 {project.general_funds:,}円が、事業費 {project.budget:,}円を超えています。",
            en=f"{project.code} has general funds of {project.general_funds:,} yen, "
            f"more than its budget of {project.budget:,} yen.",
        )


CHECKS: Final = (Check("general-exceeds-total", general_exceeds_total),)
