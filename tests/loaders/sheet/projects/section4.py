"""Reads a piece of section 4 as the sheet reader would."""

from __future__ import annotations

from typing import NamedTuple

from policygraph.loaders.records import Finding, Project, ProjectTotals
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.projects.page import read_projects
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate, Source


class Section(NamedTuple):
    """What was read of a text."""

    projects: dict[str, Project]
    totals: ProjectTotals | None
    findings: list[Finding]
    unread: list[str]
    unknown: str

    def rules_about(self, code: str) -> list[str]:
        return [finding.rule for finding in self.findings if finding.about and finding.about.key == code]


def read(text: str, areas: tuple[str, ...] = ("9(9)Z", "9(8)Y")) -> Section:
    source = Source.from_text("section 4", text)
    reading = Reading.of(source, FORM_2020)
    projects, totals = read_projects(source.lines, reading, areas)
    unread = [source.quote(span) for span in reading.ledger.unread(text)]
    fates = reading.ledger.fates
    unknown = "".join(char for char, fate in zip(text, fates, strict=True) if fate == Fate.UNKNOWN_CELL)
    return Section({project.code: project for project in projects}, totals, reading.findings, unread, unknown)
