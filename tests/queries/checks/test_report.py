"""The report of files, and the same of a store that is asked by SELECT and CONSTRUCT only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest

from policygraph.errors import SourceError
from policygraph.loaders.sheet.reading import ReaderRule
from policygraph.ontology.terms import PG, RDF
from policygraph.queries.build import Options, build
from policygraph.queries.checks import CHECKED_RULES
from policygraph.queries.checks.report import CheckReport, check_files, check_store
from policygraph.queries.checks.sheet_report import SheetReport
from policygraph.queries.store import PREFIXES, Bindings, LocalStore, Store, Table, open_store
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.queries.checks.reports import REPORT
from tests.sheetwriter import HEAVY, MEDIUM, generate, write


class Endpoint(Store):
    """A store that has nothing but SPARQL, as far away as one can be; its default graph is empty."""

    def __init__(self, database: ox.Store) -> None:
        self.database = database

    def select(self, query: str, bindings: Bindings | None = None) -> Table:
        found = self.database.query(query, prefixes=PREFIXES)
        assert isinstance(found, ox.QuerySolutions)
        return Table(tuple(each.value for each in found.variables), tuple(tuple(row) for row in found))

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        found = self.database.query(query, prefixes=PREFIXES)
        assert isinstance(found, ox.QueryTriples)
        return list(found)


def as_stored(report: CheckReport) -> CheckReport:
    """The report without what only files have: a store quotes whole lines, which the places are already."""
    return replace(report, sheets=tuple(_as_stored(sheet) for sheet in report.sheets), skipped=())


def _as_stored(sheet: SheetReport) -> SheetReport:
    findings = (replace(found, finding=replace(found.finding, quotes=())) for found in sheet.findings)
    return replace(sheet, document=None, findings=tuple(findings))


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sheets of every damage, with line ends of both kinds."""
    folder = tmp_path_factory.mktemp("damaged")
    for seed, damage in enumerate((MEDIUM, HEAVY, MEDIUM, HEAVY)):
        sheet = generate(seed)
        text = write(replace(sheet, head=replace(sheet.head, code=f"81-0{seed}")), damage, seed)
        (folder / f"{seed}.txt").write_bytes(text.replace("\n", "\r\n" if seed % 2 else "\n").encode())
    return folder


def test_a_store_just_built_says_what_its_files_say(tmp_path: Path, damaged: Path) -> None:
    inputs = [EXAMPLES, damaged]
    build(inputs, tmp_path / "store", Options())
    store = open_store(tmp_path / "store")
    expected = as_stored(check_files(inputs, tmp_path / "store"))
    assert len(expected.sheets) == 7
    assert sum(expected.severities.values()) > 30
    assert as_stored(check_store(store)) == expected
    assert as_stored(check_store(Endpoint(store.database))) == expected


def test_the_real_store_says_what_its_file_says(real_store: LocalStore, real_sheet_path: Path) -> None:
    expected = check_files([real_sheet_path], Path("store"))
    assert as_stored(check_store(real_store)) == as_stored(expected)
    assert expected.complete
    assert expected.shares.unread == 0
    assert expected.sheets[0].unread == ()


def test_no_rule_is_both_a_readers_and_a_checks() -> None:
    """A store does not say which of both found something, so a check of it would lose the reader's."""
    assert not CHECKED_RULES & set(get_args(ReaderRule))


def test_what_is_recomputed_is_not_taken_from_the_store(one_sheet_store: LocalStore) -> None:
    database = ox.Store()
    database.extend(iter(one_sheet_store.database))
    budget = "SELECT ?project ?graph { GRAPH ?graph { ?project a pg:Project ; pg:code '0815' } }"
    found = database.query(budget, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    ((project, graph),) = found
    for quad in list(database.quads_for_pattern(project, ox.NamedNode(PG.generalFunds), None, graph)):
        database.remove(quad)
    database.add(ox.Quad(project, ox.NamedNode(PG.generalFunds), ox.Literal(10**12), graph))
    assert above_the_budget(check_store(one_sheet_store)) == ["0816"]
    assert above_the_budget(check_store(Endpoint(database))) == ["0815", "0816"]


def above_the_budget(report: CheckReport) -> list[str]:
    found = [each.finding for each in report.sheets[0].findings if each.rule.name == "general-exceeds-total"]
    return [each.about.key for each in found if each.about]


def test_a_graph_that_is_no_whole_sheet_is_refused_and_the_rest_goes_on(one_sheet_store: LocalStore) -> None:
    database = ox.Store()
    database.extend(iter(one_sheet_store.database))
    odd = ox.NamedNode("https://example.org/odd")
    database.add(ox.Quad(odd, ox.NamedNode(RDF.type), ox.NamedNode(PG.Sheet), odd))
    report = check_store(Endpoint(database))
    assert [sheet.code for sheet in report.sheets] == ["06-04"]
    assert [refusal.file for refusal in report.refused] == [odd.value]
    assert not report.complete


def test_a_refused_file_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("拝啓", encoding="utf-8")
    (tmp_path / "notes.docx").write_bytes(b"PK")
    report = check_files([tmp_path, ONE_SHEET], tmp_path / "store")
    assert [sheet.file for sheet in report.sheets] == [ONE_SHEET.name]
    assert [refusal.file for refusal in report.refused] == [str(tmp_path / "letter.txt")]
    assert report.skipped == (str(tmp_path / "notes.docx"),)
    assert not report.complete


def test_nothing_to_check_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        check_files([tmp_path], tmp_path / "store")
    with pytest.raises(SourceError):
        check_files([tmp_path / "absent.txt"], tmp_path / "store")


def test_findings_stand_with_the_gravest_first() -> None:
    report = check_files([EXAMPLES], Path("store"))
    for sheet in report.sheets:
        severities = ["error warning note".index(found.rule.severity) for found in sheet.findings]
        assert severities == sorted(severities)
    assert [sheet.code for sheet in report.sheets] == ["02-03", "05-10", "06-04"]


def test_a_report_can_be_narrowed_to_what_is_asked() -> None:
    def rules(report: CheckReport) -> list[str]:
        return [found.rule.name for sheet in report.sheets for found in sheet.findings]

    assert REPORT.severities == {"error": 1, "warning": 1, "note": 1}
    assert rules(REPORT.only("error")) == ["unread"]
    assert rules(REPORT.only("warning")) == ["unread", "progress-rate"]
    assert rules(REPORT.only("note", ["low-confidence"])) == ["low-confidence"]
    assert rules(REPORT.only()) == rules(REPORT)
    assert REPORT.only("error").shares == REPORT.shares
