"""Section 1-2: this year's initiatives, what was done, requests, needs and plan codes (form, page 2).

The columns of a row come out as blocks in any order, some of them twice. Blocks are told by what
they hold (:mod:`initiative_lines`, :mod:`initiative_columns`), their parts by where they stand and
how they are worded (:mod:`initiative_parts`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Decision, Figure, Initiative, Need, PlanLink, Request
from policygraph.loaders.sheet.initiatives.columns import (
    Block,
    Pair,
    blocks_of,
    mark_repeats,
    pair_columns,
    part_blocks,
)
from policygraph.loaders.sheet.initiatives.figures import read_figures, without_repeats
from policygraph.loaders.sheet.initiatives.lines import Cell, DetailKind, Entry, Item, PageLines, read_lines
from policygraph.loaders.sheet.initiatives.needs import need_test, read_need, read_request
from policygraph.loaders.sheet.initiatives.part_choice import Choice
from policygraph.loaders.sheet.initiatives.parts import place
from policygraph.loaders.sheet.initiatives.plans import CodeCell, code_cells, plan_links, without_part
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.sheet.wording import likeness
from policygraph.loaders.source import Line, spans_of

_TOLD = Decimal("0.6")
"""Below this a part is no better than its rival (0.5 is a draw): the record has none and a finding."""


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """What page 2 says: plans by area in the order of the parts; the rest by part, then as printed."""

    plans: tuple[tuple[str, tuple[PlanLink, ...]], ...]
    initiatives: tuple[Initiative, ...]
    requests: tuple[Request, ...]
    needs: tuple[Need, ...]


class _Area(NamedTuple):
    """The area chosen for something, or None, and the decision if there was one."""

    area: str | None
    decision: Decision | None


def read_initiatives(
    lines: Sequence[Line],
    reading: Reading,
    parts: Sequence[tuple[str, str | None]],
    fiscal_year: int,
    codes_named: Mapping[str, Collection[str]] | None = None,
) -> InitiativePage:
    """Read page 2.

    Args:
        lines: the lines of the section, furniture taken out.
        reading: takes claims and findings.
        parts: area code and name (【…】 on page 1) of each part, in the order the form prints them;
            areas that only this page prints are added.
        fiscal_year: the sheet's year.
        codes_named: plan codes that the response policies (5(3)) name under an area: they tell a
            cell of codes from another where both stand beside the same plan.
    """
    names = {fold(name): area for area, name in parts if name}
    page = read_lines(lines, reading.form.initiatives, names)
    reading.label(LabelRule.INITIATIVES, *page.labels)
    reading.repeat(*page.part_headings)
    known = _all_parts(parts, page.entries)
    return _Page(page, reading, known, fiscal_year, codes_named or {}).read()


def _all_parts(parts: Sequence[tuple[str, str | None]], entries: Sequence[Entry]) -> list[tuple[str, str | None]]:
    known = dict(parts)
    for entry in entries:
        if isinstance(entry, Cell) and entry.kind == "area":
            known.setdefault(entry.text, None)
    return list(known.items())


class _Page:
    def __init__(
        self,
        page: PageLines,
        reading: Reading,
        parts: Sequence[tuple[str, str | None]],
        fiscal_year: int,
        codes_named: Mapping[str, Collection[str]],
    ) -> None:
        self._entries = page.entries
        self._reading = reading
        self._areas = [area for area, _ in parts]
        self._fiscal_year = fiscal_year
        self._items = page.items
        mark_repeats(page.items)
        self._headed = {key for item in page.items if item.title for key in item.detail_keys}
        is_need = need_test(page.items, reading.form.initiatives.surveys)
        self._blocks = part_blocks(blocks_of(page.entries, is_need))
        self._pairs = pair_columns(self._blocks)
        self._cells = code_cells(page.entries, reading)
        self._places = place(page.entries, self._blocks, self._cells, parts, codes_named) if parts else None

    def read(self) -> InitiativePage:
        self._claim_others()
        return InitiativePage(
            plans=tuple(self._plans()),
            initiatives=tuple(sorted(self._initiatives(), key=lambda record: self._order(record.area))),
            requests=tuple(sorted(self._requests(), key=lambda record: self._order(record.area))),
            needs=tuple(sorted(self._needs(), key=lambda record: self._order(record.area))),
        )

    def _order(self, area: str | None) -> int:
        return self._areas.index(area) if area is not None else len(self._areas)

    # --- places -----------------------------------------------------------------------------

    def _area(self, choice: Choice | None) -> _Area:
        if choice is None or (len(self._areas) > 1 and choice.confidence < _TOLD):
            return _Area(None, None)
        sure = len(self._areas) == 1 or choice.confidence == 1
        return _Area(self._areas[choice.part], None if sure else Decision(choice.confidence, "area-assignment"))

    def _area_of(self, block: Block) -> _Area:
        if self._places is None:
            return _Area(None, None)
        if block.is_needs:
            return self._area(self._places.needs.get(block.items[0].block))
        return self._area(self._places.groups.get(block.group))

    def _plans(self) -> Iterator[tuple[str, tuple[PlanLink, ...]]]:
        areas = [self._area(choice) for choice in self._places.cells] if self._places else []
        for cell, area in zip(self._cells, areas, strict=False):
            if area.area is None:
                without_part(cell, self._reading)
        for code in self._areas:
            own = [(cell, area.decision) for cell, area in zip(self._cells, areas, strict=False) if area.area == code]
            cells: list[CodeCell] = [cell for cell, _ in own]
            yield code, plan_links(cells, code, [decision for _, decision in own], self._reading)

    def _claim_others(self) -> None:
        """Repetitions, area codes, and details whose marked line is not there."""
        for entry in self._entries:
            if isinstance(entry, Cell):
                if entry.kind == "area":
                    self._reading.repeat(*entry.spans)
            elif entry.same_as is not None:
                self._reading.repeat(*spans_of(entry.work))
            elif entry.title is None:
                self._headless(entry)

    def _headless(self, item: Item) -> None:
        """Details without their marked line, unless another print has them under it."""
        for detail in item.details:
            if detail.kind == "request":
                continue
            if detail.paragraph.key in self._headed:
                self._reading.repeat(*spans_of(detail.paragraph.lines))
                continue
            spans = spans_of(detail.paragraph.lines)
            text = detail.paragraph.text
            self._reading.unknown(*spans)
            self._reading.find(
                "cell-unknown",
                spans,
                ja=f"「{text}」がどの取組（◎・○）のものか判断できません。",
                en=f"It cannot be told to which marked initiative {text!r} belongs.",
                printed=text,
            )

    # --- records ----------------------------------------------------------------------------

    def _needs(self) -> Iterator[Need]:
        for block in self._blocks:
            if block.is_needs:
                area = self._area_of(block)
                for item in block.items:
                    need = read_need(item, area.area, area.decision, self._reading)
                    self._check_area(need, "道民ニーズ", need.who)
                    yield need

    def _requests(self) -> Iterator[Request]:
        """Each request once; a print under a marked line tells its part better than one without."""
        seen: set[str] = set()
        for item in sorted(self._items, key=lambda item: item.title is None):
            requests = [detail for detail in item.details if detail.kind == "request"]
            number = (item.same_as or item).block
            area = self._area_of(self._blocks[number]) if requests and number >= 0 else _Area(None, None)
            for detail in requests:
                if detail.paragraph.key in seen:
                    self._reading.repeat(*spans_of(detail.paragraph.lines))
                    continue
                seen.add(detail.paragraph.key)
                request = read_request(detail, area.area, area.decision, self._reading)
                self._check_area(request, "国費予算の提案・要望", request.text)
                yield request

    def _initiatives(self) -> Iterator[Initiative]:
        partners = {id(item): pair for pair in self._pairs for item in pair}
        for block in self._blocks:
            for item in () if block.is_needs else block.items:
                pair = partners.get(id(item)) or Pair.alone(item, reported=block.reported)
                if item.mark is not None and item is (pair.planned or pair.reported):
                    initiative = self._initiative(pair, self._area_of(block))
                    self._check_area(initiative, "今年度の取組", initiative.title)
                    yield initiative

    def _initiative(self, pair: Pair, area: _Area) -> Initiative:
        planned, reported = pair
        first = planned or reported
        assert first is not None and first.title is not None and first.mark is not None
        reported_title = reported.title if planned and reported else None
        changed = reported_title is not None and reported_title.key != first.title.key
        items = [item for item in pair if item is not None]
        return Initiative(
            quotes=self._reading.fact(*(span for item in items for span in spans_of(item.work))),
            decision=_weaker(area.decision, _match(planned, reported)),
            area=area.area,
            mark=first.mark,
            title=first.title.text,
            reported_title=reported_title.text if reported_title and changed else None,
            planned=planned is not None,
            reported=reported is not None,
            plan=_texts([planned], "detail"),
            results=_texts([reported], "detail"),
            effects=_texts(pair, "effect"),
            figures=without_repeats([*self._figures(planned, True), *self._figures(reported, False)]),
        )

    def _figures(self, item: Item | None, planned_column: bool) -> Iterator[Figure]:
        if item is None:
            return
        paragraphs = [detail.paragraph for detail in item.details if detail.kind != "request"]
        for paragraph in [item.title, *paragraphs] if item.title else paragraphs:
            yield from read_figures(paragraph, planned_column=planned_column, fiscal_year=self._fiscal_year)

    def _check_area(self, record: Initiative | Request | Need, cell: str, printed: str) -> None:
        if record.area is None:
            self._reading.find(
                "cell-unknown",
                record.quotes,
                ja=f"{cell}「{printed}」がどの政策体系のものか判断できません。",
                en=f"It cannot be told to which policy area {printed!r} in the column {cell} belongs.",
                printed=printed,
            )


def _texts(items: Sequence[Item | None], kind: DetailKind) -> tuple[str, ...]:
    return tuple(detail.paragraph.text for item in items if item for detail in item.details if detail.kind == kind)


def _match(planned: Item | None, reported: Item | None) -> Decision | None:
    """How sure a plan and a result are one initiative: the share of wording of their titles."""
    if planned is None or reported is None:
        return None
    alike = likeness(planned.title_key, reported.title_key)
    return None if alike == 1 else Decision(Decimal(str(round(alike, 3))), "title-matching")


def _weaker(*decisions: Decision | None) -> Decision | None:
    return min((decision for decision in decisions if decision), key=lambda decision: decision.confidence, default=None)
