"""The table of roles and the drawing of page 1: what is left when head, goals and situation are read.

Both hold bulleted phrases. A 〔group〕 stands only in the table, upright text and words with
spaces in them only in the drawing; a bulleted block without a group is told by what stands around
it and by how it wraps. Column and row of a role are known only where the text says them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from policygraph.loaders.japanese import unwrap
from policygraph.loaders.records import Decision, Role, Span, Text
from policygraph.loaders.sheet.doubts import is_doubtful
from policygraph.loaders.sheet.first_page.blocks import BULLET, GROUP, Block
from policygraph.loaders.sheet.first_page.segments import cut
from policygraph.loaders.sheet.pairing import certainty
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line, spans_of

_PHRASE = re.compile(r"を|(?<=[一-鿿ァ-ヺー])[にへがはでや]|など|、")
_WHITE = re.compile(r"\s+")
_NEIGHBOURS = {"piece": -1.0, "plain": -1.0, "drawing": -1.0, "group": 0.7, "table": 0.7, "other": 0.5}
"""Log-odds that a bulleted block beside such a block is of the table, measured on damaged sheets."""

_ONE_BULLET = -0.3
_MORE_BULLETS = 3.0
"""The same for a block of one bullet, and for each further one: a bullet of the drawing stands alone."""

_JOINED = 1.0
"""The most that all evidence may say where lines were joined over a blank one, which is right half of the time."""

_WIDTH = 1.0
_TABLE_WIDTH = 19
_DRAWING_WIDTH = 15
"""Characters of a wrapped line that a cell of the table has at least, and the drawing at most."""


def read_drawing_and_roles(
    blocks: Sequence[Block], reading: Reading, areas: Sequence[str]
) -> tuple[tuple[Text, ...], tuple[Role, ...]]:
    """The texts of the drawing and the roles, in the order of the text.

    Findings ``cell-unknown``: for roles whose part or actor the text does not say, and for text
    that may stand in either place or in none of the form's.
    """
    page = _Page(reading, _joined(blocks), areas[0] if len(areas) == 1 else None)
    for index, block in enumerate(page.blocks):
        page.read(index, block)
    page.report()
    return tuple(page.drawing), tuple(page.roles)


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Blocks with the lines that go on behind a blank one; headings no one knows are plain text."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if last and _goes_on(last, block):
            last.lines += block.lines
        else:
            joined.append(Block("plain", block.lines) if block.kind == "heading" else block)
    return joined


def _goes_on(last: Block, block: Block) -> bool:
    """Whether a phrase goes on below a blank line, or the text of a group stands below one."""
    if last.kind == "group" and block.kind == "bullets":
        return GROUP.fullmatch(last.lines[-1].text) is not None
    if last.kind != "bullets" or block.kind != "plain" or len(block.lines) > 1 or block.is_prose:
        return False
    before, after = last.lines[-1].text, block.lines[0].text
    return _PHRASE.search(after) is not None and len(after) <= len(before) + 1


@dataclass(slots=True)
class _Page:
    reading: Reading
    blocks: list[Block]
    area: str | None
    drawing: list[Text] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    in_doubt: list[Block] = field(default_factory=list)
    unplaced: list[Span] = field(default_factory=list)

    def read(self, index: int, block: Block) -> None:
        if block.kind == "group":
            self.roles += self._grouped(block)
        elif block.kind == "bullets":
            self._read_bullets(index, block)
        elif block.kind == "piece" or (block.kind == "plain" and not block.is_prose):
            self.drawing.append(self._text(block, None))
        elif block.kind == "plain":
            self.unplaced += block.spans

    def _grouped(self, block: Block) -> Iterator[Role]:
        """The parts of a cell, each under its 〔group〕."""
        starts = [index for index, line in enumerate(block.lines) if GROUP.match(line.text)]
        for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
            lines = block.lines[start:end]
            head = GROUP.match(lines[0].text)
            glued = [cut(lines[0], head.end(), len(lines[0].text))] if head and head.end() < len(lines[0].text) else []
            text = Block("bullets", [*glued, *lines[1:]]).text(self.reading.source)
            yield self._role(lines, head[1] if head else None, text, None)

    def _role(self, lines: Sequence[Line], group: str | None, text: str, decision: Decision | None) -> Role:
        quotes = self.reading.fact(*spans_of(lines))
        return Role(quotes=quotes, decision=decision, area=self.area, actor=None, group=group, text=text)

    def _read_bullets(self, index: int, block: Block) -> None:
        balance = sum(self._evidence(index, block))
        if any(line.gap for line in block.lines[1:]):
            balance = max(-_JOINED, min(_JOINED, balance))
        decision = Decision(Decimal(certainty(abs(balance))).quantize(Decimal("0.001")), "role-or-drawing")
        if is_doubtful(decision):
            self.in_doubt.append(block)
        if balance > 0:
            self.roles.append(self._role(block.lines, None, block.text(self.reading.source), decision))
        else:
            self.drawing.append(self._text(block, decision))

    def _evidence(self, index: int, block: Block) -> Iterator[float]:
        """Log-odds that speak for the table (above 0) and for the drawing (below)."""
        yield from (_NEIGHBOURS.get(kind, 0.0) for kind in self._neighbours(index))
        more_bullets = sum(1 for line in block.lines[1:] if BULLET.match(line.text))
        yield _MORE_BULLETS * more_bullets if more_bullets else _ONE_BULLET
        width = block.wrapped_width(self.reading.source)
        if any(line.gap for line in block.lines[1:]) or 0 < width <= _DRAWING_WIDTH:
            yield -_WIDTH
        elif width >= _TABLE_WIDTH:
            yield _WIDTH

    def _neighbours(self, index: int) -> Iterator[str]:
        """What stands before and behind, other bulleted text apart."""
        for step in (-1, 1):
            place = index + step
            while 0 <= place < len(self.blocks) and self.blocks[place].kind == "bullets":
                place += step
            if 0 <= place < len(self.blocks):
                yield self.blocks[place].kind

    def _text(self, block: Block, decision: Decision | None) -> Text:
        if block.kind == "piece":
            text = _WHITE.sub("", "".join(line.text for line in block.lines))
        elif block.kind == "plain":
            text = unwrap(*(line.text for line in block.lines))
        else:
            text = block.text(self.reading.source)
        return Text(quotes=self.reading.fact(*block.spans), decision=decision, text=text)

    def report(self) -> None:
        """Findings for what has no place or no sure one."""
        if self.unplaced:
            self.reading.unknown(*self.unplaced)
            self.reading.find(
                "cell-unknown",
                self.unplaced,
                ja=f"１ページ目の{len(self.unplaced)}か所の記載は、どの欄のものか特定できません。",
                en=f"The cell of {len(self.unplaced)} texts on page 1 cannot be told.",
                printed="\n".join(map(self.reading.source.quote, self.unplaced)),
            )
        if self.in_doubt:
            self.reading.find(
                "low-confidence",
                tuple(span for block in self.in_doubt for span in block.spans),
                ja=f"１ページ目の{len(self.in_doubt)}か所の記載は、役割・取組等の表と施策のイメージのどちらのものか、確かではありません。",
                en=f"{len(self.in_doubt)} texts on page 1 may be of the table of roles or of the drawing.",
                printed="\n".join(block.text(self.reading.source) for block in self.in_doubt),
            )
        if self.roles:
            missing_ja = "主体" if self.area else "政策体系と主体"
            missing_en = "actor" if self.area else "policy area and the actor"
            self.reading.find(
                "cell-unknown",
                tuple(span for role in self.roles for span in role.quotes),
                ja=f"役割・取組等{len(self.roles)}件について、{missing_ja}（国・道・市町村・民間等）が本文から分かりません。",
                en=f"The text does not say the {missing_en} of the {len(self.roles)} roles.",
            )
