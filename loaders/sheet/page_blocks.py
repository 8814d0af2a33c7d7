"""The running text of page 1 as blocks: headings, bulleted text, prose and pieces of the drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Span
from policygraph.loaders.sheet.page_segments import Segment
from policygraph.loaders.source import Line, Source, spans_of

Kind = Literal["heading", "group", "bullets", "piece", "plain", "other"]

BULLET = re.compile(r"[・･○●◎◯◆◇■□※①-⑳]")
GROUP = re.compile(r"〔\s*([^〔〕]{1,30}?)\s*〕\s*")
_HEADING = re.compile(r"【\s*([^【】]{1,60}?)\s*】")
_SPACED_WORD = re.compile(r"\S(?:\s+\S)+")
_MAX_HEADING_LINES = 6
_FULL_LINE = 10
"""Characters of the shortest line that can be a full one outside the drawing."""
_STATE = re.compile(r"(?:いる|ある|ない|た)$")


@dataclass(slots=True)
class Block:
    """Lines of one kind that came out together; ``other`` has none and stands for a taken cell.

    ``piece`` is text of the drawing for sure: one character a line, or a word with spaces in it.
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
    def is_prose(self) -> bool:
        return any("。" in line.text for line in self.lines)

    @property
    def wrapped_width(self) -> int:
        """Characters of the longest line that wraps into the next; 0 if none does."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        return max((len(line.text) for line, after in pairs if not BULLET.match(after.text)), default=0)

    def text(self, source: Source) -> str:
        """The text with its wraps undone; a bullet or an indent begins a paragraph."""
        paragraphs: list[list[str]] = []
        for line in self.lines:
            if not paragraphs or BULLET.match(line.text) or source.text[line.start - 1 : line.start] == "\u3000":
                paragraphs.append([])
            paragraphs[-1].append(line.text)
        return "\n".join(unwrap(*lines) for lines in paragraphs)


def blocks_of(rest: Iterable[Segment | None]) -> list[Block]:
    """The blocks of a page, in the order of the text."""
    blocks: list[Block] = []
    for segment in rest:
        if segment is None:
            blocks.append(Block("other"))
            continue
        line = segment.as_line()
        if blocks and _goes_on(blocks[-1], line):
            blocks[-1].lines.append(line)
        else:
            blocks += _begun(line, blocks)
    return blocks


def _begun(line: Line, blocks: Sequence[Block]) -> Iterator[Block]:
    """The block that a line begins; a heading parts from text glued to it."""
    kind = _kind(line, blocks)
    heading = _HEADING.match(line.text) if kind == "heading" else None
    if heading and heading.end() < len(line.text):
        yield Block("heading", [_cut(line, 0, heading.end())])
        glued = _cut(line, heading.end(), len(line.text))._replace(gap=0)
        yield Block(_kind(glued, blocks), [glued])
    else:
        yield Block(kind, [line])


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].strip()
    first = line.start + line.text.index(text, start)
    return line._replace(text=text, start=first, end=first + len(text), key=fold(text))


def _kind(line: Line, blocks: Sequence[Block]) -> Kind:
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
    if line.gap or line.text.startswith("【") or block.kind in ("heading", "other"):
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
