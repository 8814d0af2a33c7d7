"""Page 1 of a sheet: head, 目標等の設定, the drawing and the table of roles.

The page's boxes come out in any order, so each is told by its shape: a goal stands under its
【heading】, the situation is bulleted prose, budgets are numbers beside era years, roles are
bulleted phrases; what fits nothing is reported and not guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from policygraph.loaders.records import Budget, Decision, Head, Part, Role, Text
from policygraph.loaders.sheet.first_page.area_order import order_areas
from policygraph.loaders.sheet.first_page.blocks import Block, blocks_of, states_a_fact
from policygraph.loaders.sheet.first_page.budgets import read_budgets
from policygraph.loaders.sheet.first_page.goals import Goals
from policygraph.loaders.sheet.first_page.head import read_head
from policygraph.loaders.sheet.first_page.roles import read_drawing_and_roles
from policygraph.loaders.sheet.first_page.segments import peel
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line, Source

_SITUATION_WIDTH = 28
"""Characters that a line of 現状と課題 may have and a cell of the table of roles has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """What page 1 says. ``parts`` have no plans yet: these stand on page 2."""

    head: Head
    situation: Text | None
    image: tuple[Text, ...]
    budgets: tuple[Budget, ...]
    parts: tuple[Part, ...]
    roles: tuple[Role, ...]


def read_first_page(
    lines: tuple[Line, ...], reading: Reading, name: str, code: str | None, fiscal_year: int
) -> FirstPage:
    """Read page 1. ``name``, ``code`` and ``fiscal_year`` are those that all pages agree on.

    Findings: ``cell-unknown`` for text whose cell cannot be told and for roles whose actor or part
    the text does not say, ``money-cell-unknown`` for budgets that cannot be paired with their years,
    ``low-confidence`` for a verdict of unknown wording.
    """
    head, rest = read_head(peel(lines, reading), reading, name, code, fiscal_year)
    areas = order_areas(lines, reading, head.areas)
    budgets = read_budgets(rest, reading, fiscal_year)
    blocks = blocks_of(rest, reading.form.first_page)
    parts = Goals(reading, areas).read(blocks)
    situation = _read_situation(blocks, reading)
    image, roles = read_drawing_and_roles(blocks, reading, areas.codes)
    return FirstPage(
        head=replace(head, areas=areas.codes),
        situation=situation,
        image=image,
        budgets=budgets,
        parts=parts,
        roles=roles,
    )


def _read_situation(blocks: Sequence[Block], reading: Reading) -> Text | None:
    """現状と課題: prose that says how things are. Its blocks become ``other``."""
    found = [block for block in blocks if _is_situation(block, reading.source)]
    found = found or [block for block in blocks if _is_wide(block, reading.source)]
    if not found:
        reading.find(
            "cell-unknown",
            (),
            ja="「現状と課題」の本文を特定できません。",
            en="The text of 現状と課題 cannot be told.",
            expected="現状と課題",
        )
        return None
    printed = {block.key: block for block in reversed(found)}
    once = [block for block in found if printed[block.key] is block]
    decision = _decision(once, reading.source)
    for block in found:
        block.kind = "other"
        reading.repeat(*block.spans)
    quotes = reading.fact(*(span for block in once for span in block.spans))
    return Text(quotes=quotes, decision=decision, text="\n".join(block.text(reading.source) for block in once))


def _is_situation(block: Block, source: Source) -> bool:
    if block.kind not in ("bullets", "plain") or not block.is_prose:
        return False
    return _says_how_things_are(block) >= 0.5 or _is_wide(block, source)


def _is_wide(block: Block, source: Source) -> bool:
    return block.kind == "bullets" and block.wrapped_width(source) >= _SITUATION_WIDTH


def _says_how_things_are(block: Block) -> float:
    return states_a_fact("".join(line.text for line in block.lines))


def _decision(blocks: Sequence[Block], source: Source) -> Decision | None:
    """How much of the text looks like a situation, by its endings and its width; None if all does."""
    evidence = [share for block in blocks for share in (_says_how_things_are(block), float(_is_wide(block, source)))]
    share = Decimal(sum(evidence) / len(evidence)).quantize(Decimal("0.001"))
    return None if share == 1 else Decision(share, "sentence-endings")
