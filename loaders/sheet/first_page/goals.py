"""施策目標 of page 1: the headed blocks, the areas in the order of the form."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from policygraph.loaders.records import Decision, Part, Ref, Text
from policygraph.loaders.sheet.first_page.area_order import Areas
from policygraph.loaders.sheet.first_page.blocks import Block, states_a_fact
from policygraph.loaders.sheet.pairing import Choice, assign, certainty
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.wording import shared


@dataclass(slots=True)
class _Goal:
    """A heading and the prose under it; ``margin`` is that of their pairing (infinite: no choice)."""

    headings: list[Block]
    texts: list[Block]
    margin: float = math.inf

    @property
    def start(self) -> int:
        return min(block.lines[0].start for block in self.headings or self.texts)


@dataclass(slots=True)
class Goals:
    """Reads the goals out of a page's blocks; the blocks it read become ``other``."""

    reading: Reading
    areas: Areas
    found: dict[str, _Goal] = field(default_factory=dict)

    def read(self, blocks: Sequence[Block]) -> tuple[Part, ...]:
        """The parts in the order of their areas.

        Finding ``cell-unknown`` where headings and areas are not equally many: then no part gets a
        heading or a goal.
        """
        self._read_headed(blocks)
        self._read_parted(blocks)
        self._drop_rows(blocks)
        goals = sorted(self.found.values(), key=lambda goal: goal.start)
        if goals and len(goals) != len(self.areas.codes):
            self._report(goals)
            goals = []
        if not goals:
            return tuple(self._part(area, _Goal([], [])) for area in self.areas.codes)
        return tuple(self._part(area, goal) for area, goal in zip(self.areas.codes, goals, strict=True))

    def _read_headed(self, blocks: Sequence[Block]) -> None:
        """Headings with prose right below, printed once or more."""
        for heading, text in pairwise(blocks):
            if heading.kind == "heading" and text.is_prose and text.lines[0].gap == 0:
                goal = self.found.get(heading.title)
                if goal is None:
                    self.found[heading.title] = _Goal([heading], [text])
                elif goal.texts[0].key == text.key:
                    self.reading.repeat(*heading.spans, *text.spans)
                else:
                    continue
                heading.kind = text.kind = "other"

    def _read_parted(self, blocks: Sequence[Block]) -> None:
        """Prose parted from its heading: told by the words they share, where several are left."""
        texts = [block for block in blocks if block.kind == "plain" and _is_aim(block)]
        headings = {block.title: block for block in reversed(blocks) if block.kind == "heading"}
        left = [block for key, block in headings.items() if key not in self.found]
        if not self.found and not left and texts and len(self.areas.codes) == 1:
            self.found[""] = _Goal([], texts)
        elif texts and len(texts) == len(left):
            self._match(left[::-1], texts)
        for goal in self.found.values():
            for block in (*goal.headings, *goal.texts):
                block.kind = "other"

    def _match(self, headings: Sequence[Block], texts: Sequence[Block]) -> None:
        choices = [Choice(0, math.inf)]
        if len(headings) > 1:
            choices = assign(shared([heading.title for heading in headings], [text.key for text in texts]), headings)
        for heading, choice in zip(headings, choices, strict=True):
            if choice.place is not None:
                self.found[heading.title] = _Goal([heading], [texts[choice.place]], choice.margin)

    def _drop_rows(self, blocks: Sequence[Block]) -> None:
        """Headings of rows of the table of roles repeat those of the goals."""
        for block in blocks:
            if block.kind == "heading" and block.title in self.found:
                self.reading.repeat(*block.spans)
                block.kind = "table"

    def _part(self, area: str, goal: _Goal) -> Part:
        decision = self._decision(goal) if goal.headings else None
        spans = self.reading.fact(*(span for block in goal.headings for span in block.spans))
        return Part(
            quotes=(*self.areas.places.get(area, ()), *spans),
            decision=decision,
            area=area,
            name=goal.headings[0].name if goal.headings else None,
            goal=self._text(goal, decision) if goal.texts else None,
            plans=(),
        )

    def _text(self, goal: _Goal, decision: Decision | None) -> Text:
        spans = self.reading.fact(*(span for block in goal.texts for span in block.spans))
        text = "\n".join(block.text(self.reading.source) for block in goal.texts)
        return Text(quotes=spans, decision=decision, text=text)

    def _decision(self, goal: _Goal) -> Decision | None:
        """The less sure of the order of the areas and the pairing of heading and text."""
        if goal.margin == math.inf:
            return self.areas.decision
        pairing = Decision(Decimal(certainty(goal.margin)).quantize(Decimal("0.001")), "goal-wording")
        return min(filter(None, (pairing, self.areas.decision)), key=lambda decision: decision.confidence)

    def _report(self, goals: Sequence[_Goal]) -> None:
        spans = tuple(span for goal in goals for block in (*goal.headings, *goal.texts) for span in block.spans)
        self.reading.unknown(*spans)
        codes = ", ".join(self.areas.codes)
        self.reading.find(
            "cell-unknown",
            spans,
            ja=f"施策目標の見出し{len(goals)}件と政策体系コード（{codes}）の数が合わないため、対応付けられません。",
            en=f"{len(goals)} headings of 施策目標 and the policy areas ({codes}) are not equally many.",
            about=Ref("measure", codes),
            printed=str(len(goals)),
            expected=str(len(self.areas.codes)),
        )


def _is_aim(block: Block) -> bool:
    return block.is_prose and states_a_fact("".join(line.text for line in block.lines)) < 0.5
