"""What tests of sections 5-7 share: readings of pieces of text, projects and indicators of section 4 and 3."""

from __future__ import annotations

from typing import NamedTuple

from policygraph.loaders.records import Indicator, Observation, Project, ProjectMention
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Fate, Line, Source


class Piece(NamedTuple):
    """A piece of a sheet ready to be read."""

    lines: tuple[Line, ...]
    reading: Reading

    @property
    def rules(self) -> list[str]:
        return [finding.rule for finding in self.reading.findings]

    @property
    def unread(self) -> list[str]:
        source = self.reading.source
        return [source.quote(span) for span in self.reading.ledger.unread(source.text)]

    def with_fate(self, fate: Fate) -> str:
        fates = zip(self.reading.source.text, self.reading.ledger.fates, strict=True)
        return "".join(char for char, own in fates if own == fate and not char.isspace())


def piece(text: str) -> Piece:
    source = Source.from_text("piece", text)
    return Piece(source.lines, Reading.of(source, FORM_2020))


def pieces(*texts: str) -> tuple[Reading, list[tuple[Line, ...]]]:
    """One reading of several sections that stand one after another."""
    source = Source.from_text("pieces", "\n\n\n\n".join(texts))
    lines: list[tuple[Line, ...]] = []
    start = 0
    for text in texts:
        end = start + len(text)
        lines.append(tuple(line for line in source.lines if start <= line.start < end))
        start = end + 4
    return Reading.of(source, FORM_2020), lines


def project(code: str, name: str) -> Project:
    return Project(
        quotes=(),
        code=code,
        area=None,
        name=name,
        transferred_from=None,
        office=None,
        carried_over=None,
        budget=None,
        general_funds=None,
        staff_head_office=None,
        staff_branch=None,
        staff=None,
        full_cost=None,
        unplaced=(),
        overview=None,
    )


def indicator(name: str, area: str, grade: str) -> Indicator:
    seen = Observation(quotes=(), year=2019, year_kind="fiscal", target=None, actual=None, rate=None, grade=grade)
    return Indicator(
        quotes=(),
        rank="主①",
        name=name,
        area=area,
        unit=None,
        kind=None,
        explanation=None,
        basis_plan=None,
        desired_change=None,
        formula=None,
        year_kind=None,
        base_year=None,
        base_kind=None,
        base_value=None,
        target_year=None,
        target_kind=None,
        target_value=None,
        final_year=None,
        final_kind=None,
        final_target=None,
        latest_actual=None,
        progress_rate=None,
        causes_inside=None,
        causes_outside=None,
        observations=(seen,),
    )


def named(projects: tuple[ProjectMention, ...]) -> list[tuple[str | None, str | None]]:
    return [(mention.code, mention.name) for mention in projects]


HARBOUR = project("0101", "港のにぎわいづくり支援事業")
ORCHARD = project("0102", "果樹園デジタル化推進事業費")
FOREST = project("0103", "森の学校運営事業")
PROJECTS = (HARBOUR, ORCHARD, FOREST)
