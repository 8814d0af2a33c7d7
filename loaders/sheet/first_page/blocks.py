"""The running text of page 1 as blocks: headings, bulleted text, prose and pieces of the drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.first_page.labels import FirstPageLabels
from policygraph.loaders.sheet.first_page.segments import Segment, cut
from policygraph.loaders.source import Line, Source, spans_of

Kind = Literal["heading", "group", "bullets", "piece", "plain", "drawing", "table", "other"]

BULLET = re.compile(r"[・･○●◎◯◆◇■□※①-⑳]")
GROUP = re.compile(r"〔\s*([^〔〕]{1,30}?)\s*〕\s*")
_HEADING = re.compile(r"【\s*([^【】]{1,60}?)\s*】")
_SPACED_WORD = re.compile(r"\S(?:\s+\S)+")
_CLOSED = ("heading", "drawing", "table", "other")
_MAX_HEADING_LINES = 6
_FULL_LINE = 10
"""Characters of the shortest line that can be a full one outside the drawing."""
_STATE = re.compile(r"(?:いる|ある|ない|た)$")


@dataclass(slots=True)
class Block:
    """Lines of one kind that came out together.

    ``piece`` is text of the drawing for sure: one character a line, or a word with spaces in it. The
    last three kinds need no lines: labels of the drawing, labels and row heads of the table of roles,
    any other cell.
    """

    kind: Kind
    lines: list[Line] = field(default_factory=list)

    @property
    def spans(self) -> tuple[Span, ...]:
        return spans_of(self.lines)

    @property
    def key(self) -> str:
        return "".join(line.key for line in self.lines)

    @property
    def name(self) -> str:
        """What stands in the 【】 of a heading."""
        return unwrap(*(line.text for line in self.lines)).strip("【】 　")

    @property
    def title(self) -> str:
        """The name, folded."""
        return self.key.strip("【】")

    @property
    def is_prose(self) -> bool:
        return any("。" in line.text for line in self.lines)

    def wrapped_width(self, source: Source) -> int:
        """Characters of the longest line that wraps into the next; 0 if none does."""
        wraps = (line for line, after in pairwise(self.lines) if not _begins_paragraph(after, source))
        return max((len(line.text) for line in wraps), default=0)

    def text(self, source: Source) -> str:
        """The text with its wraps undone; a bullet or an indent begins a paragraph."""
        paragraphs: list[list[str]] = []
        for line in self.lines:
            if not paragraphs or _begins_paragraph(line, source):
                paragraphs.append([])
            paragraphs[-1].append(line.text)
        return "\n".join(unwrap(*lines) for lines in paragraphs)


def _begins_paragraph(line: Line, source: Source) -> bool:
    return BULLET.match(line.text) is not None or source.text[line.start - 1 : line.start] == "\u3000"


def blocks_of(rest: Iterable[Segment | None], page: FirstPageLabels) -> list[Block]:
    """The blocks of a page, in the order of the text."""
    marks = _marks(page)
    blocks: list[Block] = []
    for segment in rest:
        line = segment.line if segment else None
        if line is None or not line.text:
            blocks.append(Block(_mark(segment, marks)))
        elif blocks and _goes_on(blocks[-1], line):
            blocks[-1].lines.append(line)
        else:
            blocks += _begun(line)
    return blocks


def _mark(segment: Segment | None, marks: Mapping[str, Kind]) -> Kind:
    """What a cell that was taken says of its neighbourhood."""
    kinds = {marks.get(label) for label in segment.labels} if segment else set()
    return (kinds.pop() if len(kinds) == 1 else None) or "other"


@lru_cache(maxsize=8)
def _marks(page: FirstPageLabels) -> dict[str, Kind]:
    """What labels that stand alone say of their neighbourhood."""
    return {fold(page.drawing): "drawing", **dict.fromkeys(map(fold, page.roles), "table")}


def _begun(line: Line) -> Iterator[Block]:
    """The block that a line begins; a heading parts from text glued to it."""
    kind = _kind(line)
    heading = _HEADING.match(line.text) if kind == "heading" else None
    if heading and heading.end() < len(line.text):
        yield Block("heading", [cut(line, 0, heading.end())])
        glued = cut(line, heading.end(), len(line.text))._replace(gap=0)
        yield Block(_kind(glued), [glued])
    else:
        yield Block(kind, [line])


def _kind(line: Line) -> Kind:
    if line.text.startswith("【"):
        return "heading"
    if GROUP.match(line.text):
        return "group"
    if BULLET.match(line.text):
        return "bullets"
    return "piece" if _is_piece(line) else "plain"


def _is_piece(line: Line) -> bool:
    return len(line.text) == 1 or _SPACED_WORD.fullmatch(line.text) is not None


def _goes_on(block: Block, line: Line) -> bool:
    """Whether a line belongs to the block before it."""
    if block.kind == "heading" and "】" not in block.key:
        return len(block.lines) < _MAX_HEADING_LINES and line.text[0] not in "【〔・"
    if line.gap or line.text.startswith("【") or block.kind in _CLOSED:
        return False
    if block.kind == "piece" or (_is_piece(line) and not _ends_wrap(block, line)):
        return block.kind == "piece" and len(line.text) == 1 == len(block.lines[-1].text)
    if block.kind == "plain":
        return not BULLET.match(line.text) and not GROUP.match(line.text)
    return block.kind == "group" or not GROUP.match(line.text)


def _ends_wrap(block: Block, line: Line) -> bool:
    """Whether a single character is what did not fit into the full line before it."""
    last = len(block.lines[-1].text)
    return len(line.text) == 1 and last >= max(_FULL_LINE, *(len(before.text) - 1 for before in block.lines))


def states_a_fact(text: str) -> float:
    """Share of the sentences that say how things are (…いる。) and not what is aimed at (…図る。)."""
    sentences = [sentence.strip() for sentence in re.split(r"[。\n]", text) if sentence.strip()]
    return sum(1 for sentence in sentences if _STATE.search(sentence)) / max(len(sentences), 1)
