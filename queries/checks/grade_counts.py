"""The counts of grades in section 5(1) against the indicators of section 3-2 and against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from policygraph.loaders.records import Finding, GradeCount, Indicator, Record, Ref, Sheet
from policygraph.queries.checks.finding import Check, Said, doubt, finding
from policygraph.queries.checks.grades import GRADES, latest_graded

_ABOUT: Final = Ref("first-evaluation", "")


class _Row(NamedTuple):
    """A row of the table of counts; ``area`` None is the row 計. A blank cell means none."""

    area: str | None
    cells: tuple[GradeCount, ...]

    def count(self, grade: str) -> int:
        return next((cell.count for cell in self.cells if cell.grade == grade), 0)

    def printed(self, grade: str) -> str | None:
        """The count as printed; None for a blank."""
        return next((str(cell.count) for cell in self.cells if cell.grade == grade), None)

    def said(self, grade: str) -> Said:
        printed = self.printed(grade)
        return Said("空欄（0件）", "none (blank)") if printed is None else Said(f"{printed}件", printed)


class _Known(NamedTuple):
    """The rows of the table and the indicators they count; ``lost`` are boxes that the reader found no name for."""

    rows: tuple[_Row, ...]
    indicators: tuple[Indicator, ...]
    lost: tuple[str, ...]
    none_said: bool
    """Whether the sheet says why it has no indicators."""

    @classmethod
    def of(cls, sheet: Sheet, counts: Iterable[GradeCount]) -> _Known:
        cells: dict[str | None, list[GradeCount]] = {}
        for count in counts:
            cells.setdefault(count.area, []).append(count)
        rows = tuple(_Row(area, tuple(own)) for area, own in cells.items())
        ranks = {each.rank for each in sheet.indicators}
        named = (found.about for found in sheet.findings if found.rule == "cell-unknown" and found.about)
        lost = dict.fromkeys(about.key for about in named if about.kind == "indicator" and about.key not in ranks)
        return cls(rows, sheet.indicators, tuple(lost), sheet.no_indicator_reason is not None)

    def counted(self, row: _Row) -> list[Indicator] | None:
        """The indicators that a row counts; None where they or one of their grades is not known."""
        if self.lost or not (self.indicators or self.none_said):
            return None
        if row.area is not None and any(each.area is None for each in self.indicators):
            return None
        own = [each for each in self.indicators if row.area in (None, each.area)]
        return own if all(map(latest_graded, own)) else None

    def missing_rows(self) -> list[str | None]:
        """Rows that the table must have, 計 last, but that have no count."""
        wanted: list[str | None] = [each.area for each in self.indicators if each.area is not None]
        present = {row.area for row in self.rows}
        return [area for area in dict.fromkeys((*wanted, None)) if area not in present]

    def lacking(self) -> Iterator[Said]:
        if not (self.indicators or self.none_said or self.lost):
            yield Said("成果指標", "the indicators")
        for area in self.missing_rows():
            yield Said(f"{_row_name(area).ja}の件数", f"the counts of {_row_name(area).en}")
        for rank in self.lost:
            yield Said(f"{rank}の指標名", f"the name of {rank}")
        for each in self.indicators:
            if each.area is None:
                yield Said(f"{each.rank}の政策体系", f"the policy area of {each.rank}")
            if not latest_graded(each):
                yield Said(f"{each.rank}の達成度合", f"the grade of {each.rank}")


def _row_name(area: str | None) -> Said:
    return Said(f"{area}の行", f"row {area}") if area else Said("計の行", "row 計")


def grade_count(sheet: Sheet) -> Iterator[Finding]:
    """Each count is the number of indicators whose latest grade it is, and the rows add up to 計.

    A blank means none (form, section 5(1)). Where the area of an indicator is not known only 計 is
    compared with the indicators. A sum is not said to be wrong where one of its counts is already.
    """
    evaluation = sheet.first_evaluation
    if evaluation is None or not (evaluation.counts or sheet.indicators):
        return
    known = _Known.of(sheet, evaluation.counts)
    lacking = list(known.lacking())
    if lacking:
        yield _cannot_check(evaluation.counts or (evaluation,), lacking)
    wrong: set[str] = set()
    for row in known.rows:
        for found, grade in _wrong_counts(row, known.counted(row)):
            wrong.add(grade)
            yield found
    if all(each.area for each in known.indicators) and not known.missing_rows():
        yield from _wrong_sums(known.rows, [grade for grade in GRADES if grade not in wrong])


def _cannot_check(quoted: Sequence[Record], lacking: Iterable[Said]) -> Finding:
    missing = list(lacking)
    return finding(
        "cannot-check",
        quoted,
        about=_ABOUT,
        ja=f"５(1)の達成度合の集計は、{'・'.join(each.ja for each in missing)}が読み取れないか印字されていないため、"
        "検算できないところがあります。",
        en=f"The counts of grades in section 5(1) cannot all be checked, since "
        f"{' and '.join(each.en for each in missing)} could not be read or is not printed.",
    )


def _wrong_counts(row: _Row, counted: Sequence[Indicator] | None) -> Iterator[tuple[Finding, str]]:
    """The findings of a row, each with its grade."""
    if counted is None:
        return
    grades = [(each, latest.grade) for each in counted if (latest := latest_graded(each))]
    for grade in GRADES:
        own = [each for each, latest in grades if latest == grade]
        if row.count(grade) != len(own):
            yield _count_differs(row, grade, own, counted), grade


def _count_differs(row: _Row, grade: str, own: Sequence[Indicator], counted: Sequence[Indicator]) -> Finding:
    name, said = _row_name(row.area), row.said(grade)
    ranks = "、".join(each.rank for each in own)
    listed = Said(f"（{ranks}）", f" ({ranks})") if own else Said("", "")
    unsure = doubt((*row.cells, *counted))
    return finding(
        "grade-count",
        (*row.cells, *own),
        about=_ABOUT,
        printed=row.printed(grade),
        expected=str(len(own)),
        ja=f"５(1)の{name.ja}では達成度合「{grade}」の指標は{said.ja}ですが、"
        f"３－２で直近の達成度合が「{grade}」の指標は{len(own)}件です{listed.ja}{unsure.ja}。",
        en=f"In section 5(1) {name.en} counts {said.en} for grade {grade!r}, but {len(own)} indicators of section "
        f"3-2 have it as their latest grade{listed.en}{unsure.en}.",
    )


def _wrong_sums(rows: Sequence[_Row], grades: Iterable[str]) -> Iterator[Finding]:
    """計 against the rows of the areas."""
    total = next((row for row in rows if row.area is None), None)
    areas = [row for row in rows if row.area is not None]
    if total is None or not areas:
        return
    unsure = doubt(cell for row in rows for cell in row.cells)
    for grade in grades:
        added = sum(row.count(grade) for row in areas)
        if total.count(grade) == added:
            continue
        said = total.said(grade)
        yield finding(
            "grade-count",
            [cell for row in rows for cell in row.cells],
            about=_ABOUT,
            printed=total.printed(grade),
            expected=str(added),
            ja=f"５(1)の計の行では達成度合「{grade}」の指標は{said.ja}ですが、政策体系の各行を足すと{added}件です"
            f"{unsure.ja}。",
            en=f"In section 5(1) row 計 counts {said.en} for grade {grade!r}, but the rows of the policy areas add "
            f"up to {added}{unsure.en}.",
        )


CHECKS: Final = (Check("grade-count", grade_count),)
