"""What a check of sheets says: their findings, what became of their characters, and the places that were not read.

The same report comes from files (nothing is stored) and from a store, wherever it is: it is asked for the graph
of each sheet, which gives the records back, and these are checked anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path
from typing import Final

from policygraph.errors import SourceError
from policygraph.loaders.records import Finding, Span
from policygraph.loaders.source import Fate, Shares
from policygraph.ontology.rules import RULES, SEVERITIES, Severity
from policygraph.queries.checks import CHECKED_RULES, findings_of
from policygraph.queries.checks.places import Place, placed_lines, places
from policygraph.queries.checks.reviews import check_review_file, check_stored_reviews
from policygraph.queries.checks.sheet_report import Checked, SheetReport, in_order
from policygraph.queries.checks.stored import StoredSheet, refused_graph, stored_sheets
from policygraph.queries.filling import Progress, Refusal, silent
from policygraph.queries.inputs import find_files, read_file
from policygraph.queries.overlay import Overlay
from policygraph.queries.readers import KINDS, KINDS_JA, REVIEW_SHEETS, accepts, reader_of
from policygraph.queries.reading import ReadSheet, read_document
from policygraph.queries.store import Store

NOTHING: Final = Shares(0, 0, 0, 0, 0)
"""The shares of no text."""


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
    files, skipped = find_files(inputs, store, accepts)
    if not files:
        reason = f"no file could be checked: there is none of a kind that is read ({KINDS})"
        raise SourceError(", ".join(map(str, inputs)), reason, ja=f"調書がありません（読めるのは {KINDS_JA}）")
    overlay = Overlay(files, None)
    sheets: list[SheetReport] = []
    refused: list[Refusal] = []
    for index, path in enumerate(files):
        progress(index, len(files), str(path))
        for found in _of_file(path, overlay):
            if isinstance(found, SourceError):
                refused.append(Refusal.of(path, found))
            else:
                sheets.append(found)
    progress(len(files), len(files), "")
    return CheckReport(_ordered(sheets), tuple(refused), tuple(map(str, skipped)))


def _of_file(path: Path, overlay: Overlay) -> Iterator[SheetReport | SourceError]:
    try:
        if reader_of(path) is REVIEW_SHEETS:
            yield from check_review_file(path)
        else:
            yield _of_document(read_document(path.name, read_file(path), partial(overlay.apply, path)))
    except SourceError as error:
        yield error


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
            refused.append(refused_graph(graph.iri, error))
    sheets += check_stored_reviews(store)
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
    return in_order(Checked(found, RULES[found.rule], placed(found.quotes)) for found in findings)


def _ordered(sheets: Iterable[SheetReport]) -> tuple[SheetReport, ...]:
    return tuple(sorted(sheets, key=lambda sheet: (sheet.fiscal_year, sheet.code, sheet.file)))
