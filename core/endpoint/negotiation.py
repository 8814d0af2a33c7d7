"""Which of the formats that are written suits the one who asks (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, N_TRIPLES = "text/turtle", "application/n-triples"
JSON_LD, RDF_XML = "application/ld+json", "application/rdf+xml"
HTML = "text/html"

TABLES = (JSON, XML, CSV, TSV)
GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
ALIASES = {"application/json": JSON, "application/xml": XML, "text/xml": XML, "text/plain": N_TRIPLES}
"""Media types that mean one of ours; the same answer is then sent under our name."""


class _Range(NamedTuple):
    """A media range of an Accept header and how much it is wanted, 0 to 1."""

    media: str
    quality: float


def chosen(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered type that is wanted most, the first of equals; None where none is acceptable."""
    ranges = _ranges(accept or "*/*")
    wanted = [(_quality(media, ranges), -order, media) for order, media in enumerate(offered)]
    quality, _, media = max(wanted)
    return media if quality > 0 else None


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        qualities = [value for name, _, value in (each.partition("=") for each in parameters) if name.strip() == "q"]
        if media:
            found.append(_Range(ALIASES.get(media, media), _number(qualities[0]) if qualities else 1.0))
    return found


def _number(text: str) -> float:
    """A quality; one that is no number from 0 to 1 says nothing, and counts as none at all."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _quality(media: str, ranges: Sequence[_Range]) -> float:
    """By the most exact range that fits: the type, its family, anything."""
    for pattern in (media, f"{media.split('/')[0]}/*", "*/*"):
        fitting = [each.quality for each in ranges if each.media == pattern]
        if fitting:
            return max(fitting)
    return 0.0
