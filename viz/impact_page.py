"""An impact as one self-contained page: no script, nothing loaded, readable on a phone and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from policygraph import __version__
from policygraph.ontology.codes import RELATIONS
from policygraph.queries.impact.answer import Answer, Cell, Column, percent, relation_name
from policygraph.viz.impact_picture import picture
from policygraph.viz.plots import Plot
from policygraph.viz.templates import asset, rendered, source_hash

_LEFT_OUT = frozenset({"iri", "otherIri", "from", "to"})
"""Columns for programs."""


def page(answer: Answer, plots: Sequence[Plot] = ()) -> str:
    """The page as HTML, with plots that belong to the answer.

    The style is let in by its hash, and nothing is let load anything.
    """
    style = asset("check.css") + asset("impact.css")
    return rendered(
        "impact.html.j2",
        answer=answer,
        picture=picture(answer.edges if answer.drawn is None else answer.drawn),
        plots=[(each.title, Markup(each.svg)) for each in plots],
        shown=lambda columns: [place for place, column in enumerate(columns) if column.key not in _LEFT_OUT],
        cell=_cell,
        is_number=lambda cell: isinstance(cell, int | Decimal),
        relation=lambda relation: relation_name(relation) if relation in RELATIONS else relation,
        percent=percent,
        version=__version__,
        style=Markup(style),
        style_hash=source_hash(style),
    )


def _cell(cell: Cell, column: Column) -> str:
    """A cell for people: shares in per cent, numbers with separators."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal) and column.unit == "share":
        return percent(cell)
    return f"{cell:,}" if isinstance(cell, int | Decimal) else cell
