"""Findings on what sections 5-7 read on thin evidence."""

from __future__ import annotations

from policygraph.loaders.records import Decision, Ref, Span
from policygraph.loaders.sheet.doubts import is_doubtful
from policygraph.loaders.sheet.reading import Reading


def report_doubt(
    decision: Decision | None, quotes: tuple[Span, ...], about: Ref, printed: str, reading: Reading
) -> None:
    """Report a decision that is not sure: which row the cells around ``printed`` belong to."""
    if decision is None or not is_doubtful(decision):
        return
    reading.find(
        "low-confidence",
        quotes,
        ja=f"「{printed[:40]}」の行の欄は離れて印字されており、根拠が弱いまま組み合わせました（確信度{decision.confidence}）。",
        en=f"The cells of the row {printed[:40]!r} stand apart and were put together on thin evidence: "
        f"confidence {decision.confidence}.",
        about=about,
        printed=printed,
    )
