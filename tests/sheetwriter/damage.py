"""What an extractor does to a sheet, as one table of strengths (form, last section)."""

from __future__ import annotations

from dataclasses import dataclass, fields

BLANK_LINES = "\n\n\n\n"
NEW_LINE = "\n"
FORM_FEED = "\n\f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """How strongly each kind of damage strikes: shares between 0 and 1 unless said otherwise.

    Raises:
        ValueError: a share is outside 0..1, or there is no page break to choose from.
    """

    displaced: float
    """Loose boxes (labels, single cells) that move to another place of their page."""
    swapped: float
    """Neighbouring boxes of running text that change places."""
    parted: float
    """Labels that part from their value."""
    stacked: float
    """Groups of rows that come out column by column."""
    overviews_apart: bool
    """Whether overviews stand in blocks after their rows."""
    moved_runs: int
    """Runs of overviews displaced on each page (a number)."""
    glued: float
    """Neighbouring cells printed without a space between them."""
    wrapped: bool
    """Whether text wraps at its column's width."""
    vanished: float
    """Cells that would show nothing or 0 and leave no trace."""
    late_headings: float
    """Tables whose heading follows their first rows."""
    loose_headers: float
    """Page headers that stand elsewhere on their page."""
    repeated: float
    """Rows of the initiatives printed on two pages."""
    breaks: tuple[str, ...]
    """Page breaks to choose from."""
    widths: float
    """Words that take some characters in the other width."""
    marks: float
    """Circles and dashes printed in another form."""
    spaced: float
    """Labels printed with spaces inside."""
    vertical: bool
    """Whether texts of the drawing may be set one character a line."""
    interleaved: float
    """Pages whose indicator boxes run into each other."""
    lost_code: float
    """Sheets whose first page lacks the value of 施策コード."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, float) and not 0 <= value <= 1:
                raise ValueError(f"{field.name} must be between 0 and 1: {value}")
        if not self.breaks:
            raise ValueError("breaks must hold at least one page break")


NONE = Damage(
    displaced=0.0, swapped=0.0, parted=0.0, stacked=0.0, overviews_apart=False, moved_runs=0, glued=0.0,
    wrapped=False, vanished=0.0, late_headings=0.0, loose_headers=0.0, repeated=0.0, breaks=(BLANK_LINES,),
    widths=0.0, marks=0.0, spaced=0.0, vertical=False, interleaved=0.0, lost_code=0.0,
)  # fmt: skip
"""A sheet as a person would type it."""

LIGHT = Damage(
    displaced=0.15, swapped=0.0, parted=0.15, stacked=0.1, overviews_apart=True, moved_runs=0, glued=0.1,
    wrapped=True, vanished=0.5, late_headings=0.3, loose_headers=0.2, repeated=0.2, breaks=(BLANK_LINES, FORM_FEED),
    widths=0.03, marks=0.1, spaced=0.5, vertical=False, interleaved=0.2, lost_code=0.3,
)  # fmt: skip
"""An extractor on a good day."""

MEDIUM = Damage(
    displaced=0.5, swapped=0.0, parted=0.5, stacked=0.3, overviews_apart=True, moved_runs=1, glued=0.35,
    wrapped=True, vanished=1.0, late_headings=0.9, loose_headers=0.5, repeated=0.5, breaks=(BLANK_LINES, NEW_LINE),
    widths=0.06, marks=0.2, spaced=0.7, vertical=True, interleaved=0.6, lost_code=0.7,
)  # fmt: skip
"""As bad as the real sheet 05-10 of FY2020."""

HEAVY = Damage(
    displaced=0.8, swapped=0.1, parted=0.8, stacked=0.6, overviews_apart=True, moved_runs=3, glued=0.6,
    wrapped=True, vanished=1.0, late_headings=1.0, loose_headers=0.8, repeated=0.8,
    breaks=(BLANK_LINES, NEW_LINE, FORM_FEED), widths=0.12, marks=0.4, spaced=0.9, vertical=True,
    interleaved=1.0, lost_code=0.9,
)  # fmt: skip
"""Worse than anything seen."""

PRESETS = {"none": NONE, "light": LIGHT, "medium": MEDIUM, "heavy": HEAVY}
