"""The values of things by property, so that two of them can be compared whatever they are of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Indicator, PartnerMention, Project, Record, Reflection, Sheet
from policygraph.queries.diff.model import NOTHING, Cell, Change, Pair, Property

Cells = Mapping[Property, Cell]

_MONEY: Final = (
    ("carriedOver", "carried_over", "円"),
    ("budget", "budget", "円"),
    ("generalFunds", "general_funds", "円"),
    ("staffHeadOffice", "staff_head_office", "人"),
    ("staffBranch", "staff_branch", "人"),
    ("staff", "staff", "人"),
)
"""What a row of section 4 and its last row, 計, have: property, field of the record, unit."""

_INDICATOR: Final = (
    ("baseValue", "base_value"),
    ("targetValue", "target_value"),
    ("finalTarget", "final_target"),
    ("latestActual", "latest_actual"),
)
"""Values of an indicator in its unit."""

_INDICATOR_WORDS: Final = (
    ("indicator", "unit", "unit"),
    ("indicator", "kind", "kind"),
    ("indicator", "desiredChange", "desired_change"),
    ("indicator", "baseYear", "base_year"),
    ("indicator", "targetYear", "target_year"),
    ("indicator", "finalYear", "final_year"),
    ("plan", "policyArea", "area"),
    ("plan", "basisPlan", "basis_plan"),
    ("text", "formula", "formula"),
    ("text", "explanation", "explanation"),
    ("text", "causesInside", "causes_inside"),
    ("text", "causesOutside", "causes_outside"),
)
"""What of an indicator is no number: kind of change, property, field."""


def differences(pair: Pair, a: Cells, b: Cells) -> Iterator[Change]:
    """A change for each property whose value differs; names and texts by their folded form."""
    for property_ in dict.fromkeys((*a, *b)):
        one, other = a.get(property_, NOTHING), b.get(property_, NOTHING)
        if comparable(one) != comparable(other):
            yield Change(pair=pair, what=property_, a=one, b=other)


def comparable(cell: Cell) -> object:
    """The value as it is compared: blank text is none, and width and white space of texts make no difference."""
    return (fold(cell.value) or None) if isinstance(cell.value, str) else cell.value


def project_cells(project: Project, reflection: Reflection | None) -> Iterator[tuple[Property, Cell]]:
    """What a row of section 4 says, and the directions that section 7 (3) gives it."""
    yield from amounts(project, "money")
    yield Property("money", "fullCost", "円"), Cell.of(project, project.full_cost)
    yield Property("office", "office"), Cell.of(project, project.office)
    yield Property("plan", "policyArea"), Cell.of(project, project.area)
    if project.overview:
        yield Property("text", "description"), Cell.of(project.overview, project.overview.text)
        yield from partners(project.overview.mentions, "mentions")
    if reflection:
        yield Property("direction", "firstDirection"), Cell.of(reflection, reflection.first_direction)
        yield Property("direction", "nextDirection"), Cell.of(reflection, reflection.next_direction)


def amounts(row: Record, kind: str, prefix: str = "") -> Iterator[tuple[Property, Cell]]:
    """The money and the staff of a row, by properties whose names begin with ``prefix``."""
    for name, field, unit in _MONEY:
        named = f"{prefix}{name[0].upper()}{name[1:]}" if prefix else name
        yield Property(kind, named, unit), Cell.of(row, getattr(row, field))


def partners(mentions: Iterable[PartnerMention], name: str = "partner") -> Iterator[tuple[Property, Cell]]:
    """Organisations, each by its full name: another spelling of one is no change."""
    for mention in mentions:
        full = fold(f"{mention.legal_form or ''}{mention.name}")
        yield Property("partner", name, detail=full), Cell.of(mention, f"{mention.legal_form or ''}{mention.name}")


def reflections_of(sheet: Sheet) -> Mapping[str, Reflection]:
    """What section 7 (3) says of each project, by its number and by its folded name."""
    rows = sheet.reflections.projects if sheet.reflections else ()
    found: dict[str, Reflection] = {}
    for row in rows:
        for key in (row.project.code, fold(row.project.name or "")):
            if key:
                found.setdefault(key, row)
    return found


def indicator_cells(indicator: Indicator, *, one_unit: bool) -> Iterator[tuple[Property, Cell]]:
    """A box of section 3: what it aims at, what was reached last, and what explains it.

    Without ``one_unit`` the other side counts in another unit: numbers then stand as texts with their unit, and
    have no difference.
    """
    for name, field in _INDICATOR:
        yield _in_unit(indicator, indicator, name, getattr(indicator, field), one_unit)
    yield Property("indicator", "progressRate", "%"), Cell.of(indicator, indicator.progress_rate)
    graded = [each for each in indicator.observations if each.grade]
    if graded:
        latest = max(graded, key=lambda each: each.year)
        yield Property("indicator", "latestGrade"), Cell.of(latest, latest.grade)
    for kind, name, field in _INDICATOR_WORDS:
        value = getattr(indicator, field)
        yield Property(kind, name), Cell.of(indicator, None if value is None else str(value))


def _in_unit(
    indicator: Indicator, record: Record, name: str, value: Decimal | None, one_unit: bool, detail: str = ""
) -> tuple[Property, Cell]:
    if one_unit or value is None:
        return Property("indicator", name, indicator.unit if one_unit else None, detail), Cell.of(record, value)
    return Property("indicator", name, None, detail), Cell.of(record, f"{value:f}{indicator.unit or ''}")


Year = tuple[int, str, int]
"""A year of an indicator's tables, its kind, and which of several it is."""


def observation_cells(indicator: Indicator, *, one_unit: bool) -> Iterator[tuple[Year, Cells]]:
    """What is said of each year."""
    seen: Counter[tuple[int, str]] = Counter()
    for each in indicator.observations:
        key = (each.year, each.year_kind)
        seen[key] += 1
        year = f"{each.year}{'年度' if each.year_kind == 'fiscal' else '年'}"
        cells = (
            _in_unit(indicator, each, "target", each.target, one_unit, year),
            _in_unit(indicator, each, "actual", each.actual, one_unit, year),
            (Property("indicator", "achievementRate", "%", year), Cell.of(each, each.rate)),
            (Property("indicator", "grade", None, year), Cell.of(each, each.grade)),
        )
        yield (*key, seen[key]), dict(cells)
