"""What a check of sheets says: their findings, what became of their characters, and the places that were not read.

The same report comes from files (nothing is stored) and from a store, wherever it is: it is asked for the graph
of each sheet, which gives the records back, and these are checked anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path
from typing import Final

from policygraph.errors import SourceError
from policygraph.loaders.records import Finding, Span
from policygraph.loaders.source import Fate, Shares
from policygraph.ontology.rules import RULES, SEVERITIES, Rule, Severity
from policygraph.queries.checks import CHECKED_RULES, findings_of
from policygraph.queries.checks.places import Place, placed_lines, places
from policygraph.queries.checks.stored import StoredSheet, stored_sheets
from policygraph.queries.filling import Progress, Refusal, silent
from policygraph.queries.inputs import SHEET_SUFFIX, find_files, read_file
from policygraph.queries.overlay import Overlay
from policygraph.queries.reading import ReadSheet, read_document
from policygraph.queries.store import Store

SEVERITY_NAMES: Final[Mapping[Severity, str]] = {"error": "エラー", "warning": "警告", "note": "注記"}
"""The severities in words."""

NOTHING: Final = Shares(0, 0, 0, 0, 0)
"""The shares of no text."""


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
    document: ReadSheet | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found on all sheets; ``skipped`` are files of a folder that are not of a kind that is read."""

    sheets: tuple[SheetReport, ...]
    refused: tuple[Refusal, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def shares(self) -> Shares:
        """The characters of all sheets by fate."""
        return reduce(Shares.plus, (sheet.shares for sheet in self.sheets if sheet.shares), NOTHING)

    @property
    def severities(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        counted = Counter(found.rule.severity for sheet in self.sheets for found in sheet.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def complete(self) -> bool:
        """Whether every sheet was read whole: nothing refused, no finding of severity error."""
        return not self.refused and not self.severities["error"]

    def only(self, severity: Severity = "note", rules: Iterable[str] = ()) -> CheckReport:
        """The report with the findings that are at least so grave and, if any rules are named, of one of these."""
        graves, named = SEVERITIES[: SEVERITIES.index(severity) + 1], frozenset(rules)
        return replace(self, sheets=tuple(_only(sheet, graves, named) for sheet in self.sheets))


def _only(sheet: SheetReport, severities: Sequence[Severity], rules: frozenset[str]) -> SheetReport:
    kept = [
        found
        for found in sheet.findings
        if found.rule.severity in severities and (not rules or found.rule.name in rules)
    ]
    return replace(sheet, findings=tuple(kept))


def check_files(inputs: Sequence[Path], store: Path, progress: Progress = silent) -> CheckReport:
    """Read files and folders and report what is found; ``store`` is no input where it lies in a folder.

    A file that cannot be read is refused and told in the report; the rest goes on.

    Raises:
        SourceError: an input does not exist, or there is nothing of a kind that is read.
        SidecarError: a table of corrections beside the files is malformed.
    """
    files, skipped = find_files(inputs, store)
    if not files:
        reason = f"no file could be checked: there is none of a kind that is read (*{SHEET_SUFFIX})"
        raise SourceError(", ".join(map(str, inputs)), reason, ja=f"調書（*{SHEET_SUFFIX}）がありません")
    overlay = Overlay(files, None)
    sheets: list[SheetReport] = []
    refused: list[Refusal] = []
    for index, path in enumerate(files):
        progress(index, len(files), str(path))
        try:
            sheets.append(_of_document(read_document(path.name, read_file(path), partial(overlay.apply, path))))
        except SourceError as error:
            refused.append(Refusal.of(path, error))
    progress(len(files), len(files), "")
    return CheckReport(_ordered(sheets), tuple(refused), tuple(map(str, skipped)))


def _of_document(document: ReadSheet) -> SheetReport:
    source, sheet, ledger = document.source, document.sheet, document.ledger
    placed = partial(places, lines=placed_lines(source))
    return SheetReport(
        file=source.name,
        code=sheet.head.code or "",
        name=sheet.head.name,
        fiscal_year=sheet.head.fiscal_year,
        shares=ledger.shares(source.text),
        findings=_checked(sheet.findings, placed),
        unread=placed(ledger.of_fate(Fate.UNREAD, source.text)),
        unplaced=placed(ledger.of_fate(Fate.UNKNOWN_CELL, source.text)),
        document=document,
    )


def check_store(store: Store) -> CheckReport:
    """Check the sheets of a store anew, by its graphs; what only a reader can find is taken from them.

    A sheet whose graph does not hold what it should is refused and told in the report.
    """
    sheets: list[SheetReport] = []
    refused: list[Refusal] = []
    for graph in stored_sheets(store):
        try:
            sheets.append(_of_graph(graph))
        except (ValueError, LookupError) as error:
            what = f"{type(error).__name__}: {error}"
            refused.append(
                Refusal(
                    graph.iri,
                    f"the graph does not hold a whole sheet ({what})",
                    f"グラフに調書の全体がありません（{what}）",
                )
            )
    return CheckReport(_ordered(sheets), tuple(refused))


def _of_graph(graph: StoredSheet) -> SheetReport:
    sheet = graph.sheet()
    by_reader = (finding for finding in sheet.findings if finding.rule not in CHECKED_RULES)
    return SheetReport(
        file=graph.file,
        code=sheet.head.code or "",
        name=sheet.head.name,
        fiscal_year=sheet.head.fiscal_year,
        shares=graph.shares,
        findings=_checked((*by_reader, *findings_of(sheet)), graph.places),
        unread=graph.unread,
        unplaced=graph.unplaced,
    )


def _checked(findings: Iterable[Finding], placed: Callable[[Iterable[Span]], tuple[Place, ...]]) -> tuple[Checked, ...]:
    checked = (Checked(found, RULES[found.rule], placed(found.quotes)) for found in findings)
    return tuple(sorted(checked, key=_gravity))


_RULE_ORDER = {name: place for place, name in enumerate(RULES)}


def _gravity(found: Checked) -> tuple[int, int, int]:
    first = found.places[0].first_line if found.places else 0
    return SEVERITIES.index(found.rule.severity), _RULE_ORDER[found.rule.name], first


def _ordered(sheets: Iterable[SheetReport]) -> tuple[SheetReport, ...]:
    return tuple(sorted(sheets, key=lambda sheet: (sheet.fiscal_year, sheet.code, sheet.file)))
