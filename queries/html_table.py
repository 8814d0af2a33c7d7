"""A table as a notebook shows it: what a terminal would show, as HTML in which no text of a document acts."""

from __future__ import annotations

from html import escape
from typing import Final

from policygraph.queries.drawing import Strip, strips_of
from policygraph.queries.table import Table

SHOWN_ROWS: Final = 50
"""Rows that are shown of a long table."""

_STYLE = "white-space: pre-line; vertical-align: top; text-align: "


def to_html(table: Table) -> str:
    """The first rows under Japanese headings, names instead of IRIs, and how many of how many they are."""
    origin = table.origin
    first = Table(table.columns, table.rows[:SHOWN_ROWS])
    strips = strips_of(first, origin.headings if origin else {}, origin.store if origin else None)
    title = origin.question.title["ja"] if origin and origin.question else ""
    heads = "".join(f'<th style="{_style(strip)}">{escape(strip.heading)}</th>' for strip in strips)
    rows = "".join(f"<tr>{_cells(strips, row)}</tr>" for row in range(len(first.rows)))
    caption = f"{title}　{_extent(len(first.rows), len(table.rows))}".strip()
    return (
        f'<table><caption style="text-align: left">{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _extent(shown: int, rows: int) -> str:
    return f"{rows} 件" if shown == rows else f"{rows} 件のうち最初の {shown} 件（{shown} of {rows}）"


def _cells(strips: list[Strip], row: int) -> str:
    return "".join(f'<td style="{_style(strip)}">{escape(strip.cells[row])}</td>' for strip in strips)


def _style(strip: Strip) -> str:
    return _STYLE + ("right" if strip.numeric else "left")
