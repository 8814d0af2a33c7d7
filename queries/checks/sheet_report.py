"""What was found on one sheet: its findings, what became of its characters, and the places that were not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policygraph.loaders.records import Finding
from policygraph.loaders.review.items import Record
from policygraph.loaders.source import Shares
from policygraph.ontology.rules import RULES, SEVERITIES, Rule, Severity
from policygraph.queries.checks.places import Place
from policygraph.queries.reading import ReadSheet

SEVERITY_NAMES: Final[Mapping[Severity, str]] = {"error": "エラー", "warning": "警告", "note": "注記"}
"""The severities in words."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A finding, the rule it is of, and the lines that it quotes."""

    finding: Finding
    rule: Rule
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """What was found on one sheet.

    ``shares`` counts its characters by fate (None: a store that policygraph did not build does not say).
    ``unread`` and ``unplaced`` are the lines with characters that were not read, or whose cell cannot be
    known. Findings stand with the gravest first, then by rule and line. ``document`` is what was read
    (None: it comes from a store).
    """

    file: str
    code: str
    name: str
    fiscal_year: int
    shares: Shares | None
    findings: tuple[Checked, ...]
    unread: tuple[Place, ...]
    unplaced: tuple[Place, ...]
    document: ReadSheet | Record | None = None


def in_order(findings: Iterable[Checked]) -> tuple[Checked, ...]:
    """Findings with the gravest first, then by rule and line."""
    return tuple(sorted(findings, key=_gravity))


_RULE_ORDER = {name: place for place, name in enumerate(RULES)}


def _gravity(found: Checked) -> tuple[int, int, int]:
    first = found.places[0].first_line if found.places else 0
    return SEVERITIES.index(found.rule.severity), _RULE_ORDER[found.rule.name], first
