"""Boxes of section 3 as records: observations merged, doubts and leftovers reported."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

from policygraph.loaders.japanese import area_code, unwrap
from policygraph.loaders.records import Decision, Indicator, Moment, Observation, Ref, Span, YearKind
from policygraph.loaders.sheet.forms import IndicatorLabels
from policygraph.loaders.sheet.indicators.links import Box
from policygraph.loaders.sheet.indicators.names import Words, unit_of, year_kind_of
from policygraph.loaders.sheet.indicators.results import ACTUAL, RATE, TARGET, Block, Cell
from policygraph.loaders.sheet.indicators.shares import CELLS, Shares
from policygraph.loaders.sheet.indicators.slots import BASE, FINAL, GOAL, NO_TABLE, Held, Slot
from policygraph.loaders.sheet.pairing import certainty
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line, spans_of

LEAST: Final = 0.75
"""A cell less sure than this is left out."""
SURE: Final = 0.9
"""An indicator less sure than this has a finding ``low-confidence``."""

_BULLET: Final = re.compile(r"[・○◎●◇◆■□※]")
_VALUE_CELLS: Final = {BASE: "基準値", GOAL: "目標値", FINAL: "最終目標値"}
_YEAR_CELLS: Final = {BASE: "基準年度", GOAL: "年度", FINAL: "最終年度"}
METHOD: Final = "indicator-assignment"


def build(box: Box, shares: Shares, reading: Reading) -> Indicator | None:
    """The indicator of a box; None for a box without a name. Claims what it quotes."""
    if box.name is None:
        reading.label(LabelRule.RANK, *box.rank.spans)
        if box.slot.values or box.slot.checks:
            _report_nameless(box, reading)
        return None
    return _Builder(box, box.name, shares, reading).indicator()


def _report_nameless(box: Box, reading: Reading) -> None:
    rank = "".join(box.rank.text.split())
    reading.find(
        "cell-unknown",
        box.rank.spans,
        ja=f"{rank}の指標名が見つからないため、{rank}の値はどの指標のものか分かりません。",
        en=f"The name of {rank} was not found, so its values are of no known indicator.",
        about=Ref("indicator", rank),
    )


class _Builder:
    """Puts one indicator together; cells that are not sure enough stay out."""

    def __init__(self, box: Box, name: Words, shares: Shares, reading: Reading) -> None:
        self.slot = box.slot if certainty(box.block_margin) >= LEAST else Slot(None, NO_TABLE)
        self.name = name
        self.shares = shares
        self.reading = reading
        self.labels = reading.form.indicators
        self.rank = "".join(box.rank.text.split())
        self.about = Ref("indicator", self.rank)
        self.quotes: list[Span] = [*box.rank.spans, *name.spans]
        self.sureness = {"指標名": certainty(box.rank_margin - box.twice)}
        self.missing: list[str] = []
        if self.slot is box.slot and box.slot.block:
            self.sureness["達成度合"] = certainty(box.block_margin - box.twice)
        else:
            self.missing.append("達成度合")

    def indicator(self) -> Indicator:
        name_kind = year_kind_of(self.name.key, self.labels)
        base, goal, final = (self._number(role) for role in (BASE, GOAL, FINAL))
        base_year, goal_year, final_year = (self._year(role) for role in (BASE, GOAL, FINAL))
        area, plan, change, formula = (self._cell(cell) for cell in CELLS[1:])
        kind, explanation = _explained(self._cell("explanation"), self.labels)
        block = self.slot.block
        inside, outside = (self._prose(block.inside), self._prose(block.outside)) if block else (None, None)
        latest, progress = self.slot.table[ACTUAL][2], self.slot.table[RATE][2]
        ending = [cell.span for cell in (self.slot.table[TARGET][2], latest, progress) if cell.text]
        observations = self._observations(name_kind)
        self._check_years(name_kind, (base_year, goal_year, final_year))
        self._report_missing()
        return Indicator(
            quotes=self.reading.fact(*self.quotes, *ending),
            decision=self._decision(),
            rank=self.rank,
            name=self.name.text,
            area=area_code(area) if area else None,
            unit=unit_of(self.name.text) or self._printed_unit(),
            kind=kind,
            explanation=explanation,
            basis_plan=plan,
            desired_change=change,
            formula=formula,
            year_kind=name_kind or (goal_year.kind if goal_year else None),
            base_year=base_year.year if base_year else None,
            base_kind=base_year.kind if base_year else None,
            base_value=base,
            target_year=goal_year.year if goal_year else None,
            target_kind=goal_year.kind if goal_year else None,
            target_value=goal,
            final_year=final_year.year if final_year else None,
            final_kind=final_year.kind if final_year else None,
            final_target=final if final is not None else self.slot.table[TARGET][2].number,
            latest_actual=latest.number,
            progress_rate=progress.number,
            causes_inside=inside,
            causes_outside=outside,
            observations=observations,
        )

    # --- cells ----------------------------------------------------------------------------------

    def _number(self, role: int) -> Decimal | None:
        held = self._held(self.slot.values.get(role), _VALUE_CELLS[role])
        return held.piece.number if held else None

    def _year(self, role: int) -> Moment | None:
        held = self._held(self.slot.years.get(role), _YEAR_CELLS[role])
        return held.piece.moment if held else None

    def _held(self, held: Held | None, cell: str) -> Held | None:
        if held is None or certainty(held.margin) < LEAST:
            self.missing.append(cell)
            return None
        self.sureness[cell] = certainty(held.margin)
        self.quotes += held.piece.spans
        return held

    def _cell(self, cell: str) -> str | None:
        words, margin = self.shares.get(cell, (None, math.inf))
        if words is None or certainty(margin) < LEAST:
            self.missing.append(_PRINTED[cell])
            return None
        self.sureness[_PRINTED[cell]] = certainty(margin)
        self.quotes += words.spans
        return words.text if cell == "explanation" else unwrap(*words.text.split("\n"))

    def _prose(self, lines: Sequence[Line]) -> str | None:
        self.quotes += spans_of(lines)
        return prose([line.text for line in lines])

    def _printed_unit(self) -> str | None:
        cells = [cell.text for row in self.slot.table[:RATE] for cell in row if cell.number is not None]
        values = [held.piece.text for held in self.slot.values.values() if held.piece.number is not None]
        units = {_UNIT_BEHIND.sub("", text) for text in (*cells, *values)} - {""}
        return next(iter(units)).replace("％", "%") if len(units) == 1 else None

    def _decision(self) -> Decision:
        """How sure all groups of cells are together, times the share of printed rates that the numbers reproduce.

        Cells of a group were decided by the same evidence, so a group is as sure as its least sure cell.
        """
        share = (self.slot.passed + 1) / (self.slot.checks + 1)
        groups = (
            _VALUE_CELLS.values(),
            _YEAR_CELLS.values(),
            ("指標名", "達成度合"),
            *((cell,) for cell in _PRINTED.values()),
        )
        least = (min((self.sureness.get(cell, 1.0) for cell in group), default=1.0) for group in groups)
        confidence = share * math.prod(least)
        if confidence < SURE:
            self._report_doubt(confidence)
        return Decision(round(Decimal(confidence), 3), METHOD)

    def _report_missing(self) -> None:
        if not self.missing:
            return
        cells = "、".join(self.missing)
        self.reading.find(
            "cell-unknown",
            tuple(self.quotes[:1]),
            ja=f"{self.rank}の{cells}は、印字がないか、どの文字か決まらないため、空けてあります。",
            en=f"Of {self.rank} the cells {cells} are left out: they are not printed, or it cannot be known what is "
            "theirs.",
            about=self.about,
            expected=cells,
        )

    def _report_doubt(self, confidence: float) -> None:
        doubtful = [cell for cell, sure in self.sureness.items() if sure < SURE]
        cells = "、".join(doubtful or [min(self.sureness, key=self.sureness.__getitem__)])
        failed = self.slot.checks - self.slot.passed
        self.reading.find(
            "low-confidence",
            tuple(self.quotes),
            ja=f"{self.rank}の{cells}は、根拠が弱いまま割り当てました（確信度{confidence:.2f}、印字された率と合わない検算{failed}件）。",
            en=f"The cells {cells} of {self.rank} were assigned on thin evidence: confidence {confidence:.2f}, "
            f"{failed} printed rates not reproduced.",
            about=self.about,
        )

    # --- years ----------------------------------------------------------------------------------

    def _observations(self, name_kind: YearKind | None) -> tuple[Observation, ...]:
        block = self.slot.block
        if block is None:
            return ()
        grades = block.grades if len(block.grades) == len(block.grade_years) else []
        columns = dict(enumerate(block.years)) if len(block.years) == 2 else {}
        years = [moment.year for moment, _ in block.grade_years]
        last = {year: place for place, year in enumerate(years)}
        found = []
        for place, (moment, span) in enumerate(block.grade_years):
            column = next(
                (c for c, (other, _) in columns.items() if other.year == moment.year and last[moment.year] == place),
                None,
            )
            found.append(self._observation(moment, [span], name_kind, column, grades[place] if grades else None))
        for column, (moment, span) in columns.items():
            if moment.year not in last:
                found.append(self._observation(moment, [span], name_kind, column, None))
        self._check_sequence([moment for moment, _ in block.grade_years], block)
        self._check_sequence([moment for moment, _ in block.years], block)
        return tuple(found)

    def _observation(
        self,
        moment: Moment,
        spans: list[Span],
        name_kind: YearKind | None,
        column: int | None,
        grade: tuple[str, Span] | None,
    ) -> Observation:
        cells: list[Cell] = [row[column] for row in self.slot.table] if column is not None else []
        numbers = [cell.number for cell in cells] or [None, None, None]
        spans += [cell.span for cell in cells if cell.text]
        if column is not None and self.slot.block and (head := self.slot.block.years[column][1]) not in spans:
            spans.append(head)
        if grade:
            spans.append(grade[1])
        return Observation(
            quotes=self.reading.fact(*spans),
            year=moment.year,
            year_kind=name_kind or moment.kind,
            target=numbers[TARGET],
            actual=numbers[ACTUAL],
            rate=numbers[RATE],
            grade=grade[0] if grade else None,
        )

    def _check_sequence(self, moments: Sequence[Moment], block: Block) -> None:
        years = [moment.year for moment in moments]
        if all(later == earlier + 1 for earlier, later in pairwise(years)):
            return
        printed = " ".join(map(str, years))
        self.reading.find(
            "year-sequence",
            tuple(span for moment, span in (*block.grade_years, *block.years) if moment in moments),
            ja=f"{self.rank}の表の年が連続していません（{printed}）。印字のとおりに読みました。",
            en=f"The years {printed} in a table of {self.rank} do not follow one another; they are kept as printed.",
            about=self.about,
            printed=printed,
        )

    def _check_years(self, name_kind: YearKind | None, own: Iterable[Moment | None]) -> None:
        """The name says the kind of year; heads in the other letter case contradict it."""
        block = self.slot.block
        heads = [*block.grade_years, *block.years] if block else []
        spans = [span for moment, span in heads if moment.kind != name_kind]
        spans += [
            span
            for role, moment in enumerate(own)
            if moment and moment.kind != name_kind
            for span in self.slot.years[role].piece.spans
        ]
        if name_kind is None or not spans:
            return
        said = "暦年" if name_kind == "calendar" else "年度"
        printed = " ".join(dict.fromkeys(self.reading.source.quote(span) for span in spans))
        self.reading.find(
            "year-kind",
            tuple(spans),
            ja=f"{self.rank}の指標名は{said}とありますが、年の文字の大小は別の種類の年を示しています（{printed}）。{said}として読みました。",
            en=f"The name of {self.rank} says {name_kind} years, but the letter case of {printed} means the other "
            f"kind; read as {name_kind}.",
            about=self.about,
            printed=printed,
            expected=said,
        )


_PRINTED: Final = dict(zip(CELLS, ("指標の説明", "政策体系", "根拠計画", "増減方向", "達成率の算式"), strict=True))
_UNIT_BEHIND: Final = re.compile(r"^[-−－―–△▲]?[0-9０-９,，.．]+\s?|(?:以上|以下|程度)$")


def _explained(printed: str | None, labels: IndicatorLabels) -> tuple[Literal["outcome", "output"] | None, str | None]:
    """Kind and text of 〔指標の説明〕, the mark of the kind taken out."""
    if printed is None:
        return None, None
    kind: Literal["outcome", "output"] | None = None
    parts = [printed]
    if labels.outcome in printed:
        kind, parts = "outcome", printed.split(labels.outcome)
    elif labels.output in printed:
        kind, parts = "output", printed.split(labels.output)
    texts = [text for part in parts if (text := prose(part.strip().split("\n")))]
    return kind, "\n".join(texts) or None


def prose(lines: Sequence[str]) -> str | None:
    """Lines as paragraphs, wraps undone: a bullet begins one after a full stop, or where bullets began the text."""
    paragraphs: list[list[str]] = []
    bulleted = bool(lines) and _BULLET.match(lines[0]) is not None
    for line in lines:
        starts = _BULLET.match(line) and (bulleted or (paragraphs and paragraphs[-1][-1].endswith(("。", "．"))))
        if starts or not paragraphs:
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return "\n".join(unwrap(*paragraph) for paragraph in paragraphs) or None
