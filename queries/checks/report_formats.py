"""The report of a check as JSON, CSV and XLSX."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from policygraph import __version__
from policygraph.errors import shown
from policygraph.loaders.literals import INTEGER, clean
from policygraph.loaders.review.items import Record
from policygraph.loaders.source import Fate, Shares
from policygraph.ontology.rules import RULES, SEVERITIES
from policygraph.queries.checks.ledger_lines import ledger_lines
from policygraph.queries.checks.places import Place
from policygraph.queries.checks.report import CheckReport
from policygraph.queries.checks.sheet_report import SEVERITY_NAMES, Checked, SheetReport
from policygraph.queries.formats import to_csv, to_workbook
from policygraph.queries.reading import ReadSheet
from policygraph.queries.store import Table, Term

_FATES = {
    Fate.FACT: "fact",
    Fate.LABEL: "label",
    Fate.REPEAT: "repetition",
    Fate.UNKNOWN_CELL: "unknownCell",
    Fate.UNREAD: "unread",
}
_DECIMAL = ox.NamedNode(INTEGER.value.replace("integer", "decimal"))
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?")
"""A number that a spreadsheet holds exactly; a code that begins with 0 is none."""

_Row = Iterable[str | int | None]


# --- JSON ---------------------------------------------------------------------------------------


def as_json(report: CheckReport) -> str:
    """One object: ``sheets`` with ``characters``, ``findings``, ``unread`` and ``unknownCell``, then the totals.

    Of files that were read it holds the whole ``ledger`` too: each piece of a line, its fate, the rule of a
    label, the line that a repetition is ``of``; of a review sheet each field, by its JSON pointer.
    """
    everything = {
        "complete": report.complete,
        "sheets": [_json_sheet(sheet) for sheet in report.sheets],
        "characters": _json_shares(report.shares),
        "findings": report.severities,
        "refused": [{"file": refusal.file, "reason": refusal.reason} for refusal in report.refused],
        "skipped": report.skipped,
    }
    return json.dumps(everything, ensure_ascii=False, indent=1) + "\n"


def _json_sheet(sheet: SheetReport) -> Mapping[str, Any]:
    return {
        "file": sheet.file,
        "measureCode": sheet.code,
        "measure": sheet.name,
        "fiscalYear": sheet.fiscal_year,
        "characters": _json_shares(sheet.shares) if sheet.shares else None,
        "findings": [_json_finding(found) for found in sheet.findings],
        "unread": _json_places(sheet.unread),
        "unknownCell": _json_places(sheet.unplaced),
        "ledger": list(_json_ledger(sheet.document)) if sheet.document else None,
    }


def _json_ledger(document: ReadSheet | Record) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, Record):
        for fate, place in document.ledger:
            quoted = clean(document.quote(place))
            yield {"line": document.number, "fate": _FATES[fate], "field": place.pointer, "text": quoted}
        return
    for piece in ledger_lines(document.source, document.ledger):
        yield {"line": piece.line, "fate": _FATES[piece.fate], "rule": piece.rule, "of": piece.of, "text": piece.text}


def _json_shares(shares: Shares) -> Mapping[str, int]:
    return {
        "facts": shares.facts,
        "labels": shares.labels,
        "repeated": shares.repeated,
        "unknownCell": shares.unknown_cell,
        "unread": shares.unread,
        "total": shares.total,
    }


def _json_finding(found: Checked) -> Mapping[str, Any]:
    finding = found.finding
    return {
        "severity": found.rule.severity,
        "rule": found.rule.name,
        "ruleName": {"ja": found.rule.label_ja, "en": found.rule.label_en},
        "about": finding.about._asdict() if finding.about else None,
        "printed": finding.printed,
        "expected": finding.expected,
        "message": {"ja": finding.message_ja, "en": finding.message_en},
        "places": _json_places(found.places),
    }


def _json_places(places: Iterable[Place]) -> list[Mapping[str, Any]]:
    return [{"firstLine": place.first_line, "lastLine": place.last_line, "text": place.text} for place in places]


# --- tables -------------------------------------------------------------------------------------


def as_csv(report: CheckReport) -> str:
    """One row a finding."""
    return to_csv(findings_table(report))


def to_xlsx(report: CheckReport, about: Sequence[tuple[str, str]], path: Path) -> None:
    """A workbook: the findings, the shares, what was not read or not placed, and what was checked how."""
    tables = {"findings": findings_table(report), "shares": shares_table(report), "unread": places_table(report)}
    to_workbook(tables, (*about, *_about(report)), path)


def _about(report: CheckReport) -> Iterator[tuple[str, str]]:
    yield "software", f"policygraph {__version__}"
    yield "調書", f"{len(report.sheets)} 件"
    for refusal in report.refused:
        yield "読めなかったファイル", f"{shown(refusal.file)}：{refusal.reason_ja}"
    for skipped in report.skipped:
        yield "対象外のファイル", skipped
    used = {found.rule.name for sheet in report.sheets for found in sheet.findings}
    for rule in (rule for rule in RULES.values() if rule.name in used):
        yield rule.name, f"{SEVERITY_NAMES[rule.severity]}：{rule.label_ja}（{rule.meaning}）"


_SHEET_COLUMNS = ("measureCode", "fiscalYear", "fileName")


def findings_table(report: CheckReport) -> Table:
    """One row a finding; ``lines`` are all its line numbers, ``text`` what stands on them."""
    own = ("severity", "severityName", "rule", "ruleName", "message", "printed", "expected", "lines", "text")
    about = ("aboutKind", "aboutKey")
    rows = (
        (*_sheet_cells(sheet), *_finding_cells(found))
        for severity in SEVERITIES
        for sheet in report.sheets
        for found in sheet.findings
        if found.rule.severity == severity
    )
    return _table((*_SHEET_COLUMNS, *own, *about), rows)


def _sheet_cells(sheet: SheetReport) -> tuple[str | int, ...]:
    return (sheet.code, sheet.fiscal_year, sheet.file)


def _finding_cells(found: Checked) -> tuple[str | None, ...]:
    rule, finding = found.rule, found.finding
    about = finding.about or (None, None)
    return (
        *(rule.severity, SEVERITY_NAMES[rule.severity], rule.name, rule.label_ja, finding.message_ja),
        *(finding.printed, finding.expected),
        "、".join(place.lines for place in found.places),
        "\n".join(place.text for place in found.places),
        *about,
    )


def shares_table(report: CheckReport) -> Table:
    """One row a sheet, and all of them last: how many characters had which fate."""
    fates = ("facts", "labels", "repeated", "unknownCell", "unread", "total")
    rows: list[_Row] = [
        (*_sheet_cells(sheet), *_json_shares(sheet.shares).values()) for sheet in report.sheets if sheet.shares
    ]
    total: _Row = (None, None, "合計", *_json_shares(report.shares).values())
    return _table((*_SHEET_COLUMNS, *fates), (*rows, total))


def places_table(report: CheckReport) -> Table:
    """One row a run of lines with characters that were not read, or whose cell cannot be known."""
    rows = (
        (*_sheet_cells(sheet), fate, place.lines, place.text)
        for sheet in report.sheets
        for fate, found in (("unread", sheet.unread), ("unknownCell", sheet.unplaced))
        for place in found
    )
    return _table((*_SHEET_COLUMNS, "fate", "lines", "text"), rows)


def _table(columns: tuple[str, ...], rows: Iterable[_Row]) -> Table:
    return Table(columns, tuple(tuple(_term(value) for value in row) for row in rows))


def _term(value: str | int | None) -> Term | None:
    if value is None:
        return None
    if isinstance(value, int):
        return ox.Literal(str(value), datatype=INTEGER)
    return ox.Literal(value, datatype=_DECIMAL) if _NUMBER.fullmatch(value) else ox.Literal(clean(value))
