"""Checks of money, staff and links on whole sheets: invented ones, and the real one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import NamedNode, Quad

from policygraph.loaders.iris import shared_graph_iri
from policygraph.loaders.records import Finding, Sheet
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.sheet_graph import Provenance, sheet_graph
from policygraph.loaders.sheet_records import sheet_of
from policygraph.loaders.source import Source
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import DEFAULT_BASE
from policygraph.queries.checks import links, money, reflections, replies, staff, sums, unit_cost
from tests.sheetwriter import HEAVY, Shape, generate, write
from tests.strategies import sheets

CHECKS = tuple(
    check for module in (sums, money, staff, unit_cost, links, replies, reflections) for check in module.CHECKS
)


def found(sheet: Sheet) -> list[Finding]:
    """Notes on transferred projects are no deviation: any invented budget may rise by what was transferred."""
    every = (each for check in CHECKS for each in check.tries(sheet))
    return [each for each in every if each.rule != "transferred-budget"]


def test_sheets_that_hold_have_no_finding() -> None:
    assert [found(generate(seed, Shape(oddities=0.0))) for seed in range(200)] == [[]] * 200


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_what_is_found_on_odd_sheets_is_what_was_made_odd(first: int) -> None:
    for seed in range(first, first + 50):
        sheet = generate(seed, Shape(oddities=0.2))
        odd = {row.code for row in sheet.projects if (row.general_funds or 0) > (row.budget or 0) and not row.unplaced}
        rules = Counter(each.rule for each in found(sheet))
        accused = {each.about.key for each in found(sheet) if each.rule == "general-exceeds-total" and each.about}
        assert accused == odd
        assert rules.keys() <= {"general-exceeds-total", "cannot-check"}
        assert rules["cannot-check"] == 0 or any(row.unplaced for row in sheet.projects)


@pytest.mark.parametrize("seed", range(8))
def test_damage_in_reading_is_never_laid_at_the_sheets_door(seed: int) -> None:
    read = read_sheet(Source.from_text("damaged", write(generate(seed, Shape(oddities=0.0)), HEAVY, seed)))
    assert {each.rule for each in found(read)} <= {"cannot-check"}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_whatever_a_sheet_says_a_check_says_a_sentence_under_its_rule(sheet: Sheet) -> None:
    for check in CHECKS:
        for each in check.tries(sheet):
            assert each.rule in (check.rule, "cannot-check")
            assert each.message_ja.endswith("。") and each.message_en.endswith(".")


@pytest.mark.parametrize("seed", range(4))
def test_records_from_a_graph_are_found_alike(seed: int) -> None:
    source = Source.from_text("invented", write(generate(seed, Shape(oddities=0.2)), HEAVY, seed))
    read = read_sheet(source)
    provenance = Provenance(authority="架空道", authority_code="010006", sha256="0" * 64)
    graph = sheet_graph(read, source, provenance, known_names())
    shared = NamedNode(shared_graph_iri(DEFAULT_BASE))
    quads = [*graph.quads(), *(Quad(each.subject, each.predicate, each.object, shared) for each in graph.shared)]
    again = sheet_of(quads, graph.iri)
    assert [replace(each, quotes=()) for each in found(again)] == [replace(each, quotes=()) for each in found(read)]


# --- the real sheet -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real_text(real_sheet_path: Path) -> str:
    return real_sheet_path.read_text(encoding="utf-8-sig")


def keys(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(each.rule, each.about.key if each.about else "") for each in findings}


REAL = {
    ("general-exceeds-total", "0538"),
    *(("unit-cost", code) for code in ("0551", "0552", "0553", "0554")),
}
"""One row has more general funds than budget; four rows reckon with 7,970 thousand yen a post, not 7,920."""


def test_the_real_sheet(real_text: str) -> None:
    sheet = read_sheet(Source.from_text("real", real_text))
    assert keys(found(sheet)) == REAL
    (note,) = money.transferred_budget(sheet)
    assert (note.printed, note.expected) == ("378589000", "136361000")
    assert "242,228千円" in note.message_ja
    (odd,) = money.general_exceeds_total(sheet)
    assert (odd.printed, odd.expected) == ("924000", "<= 841000")
    costs = [(each.printed, each.expected) for each in unit_cost.unit_cost(sheet)]
    assert costs == [
        ("9564000", "9504000"),
        ("2391000", "2376000"),
        ("38938000", "38888000"),
        ("797000", "792000"),
    ]


@pytest.mark.parametrize(
    ("section", "printed", "planted", "expected"),
    [
        ("1 目標等の設定", "378,589", "379,589", {("budget-total", "2020")}),
        ("産業振興課 0 0 0.1 0.0 0.1 797", "230,052", "230,152", {("sum-general-funds", "")}),
        ("産業振興課 0 0 0.1 0.0 0.1 797", " 14.5 ", " 15.5 ", {("sum-staff", "")}),
        ("産業振興課 0 0 0.1 0.0 0.1 797", "0 378,589", "500 378,589", {("sum-carried-over", "")}),
        ("1 目標等の設定", "13,132 2,627", "13,532 2,627", {("sum-budget", ""), ("unit-cost", "0533")}),
        ("４　事務事業の設定", "1.6 22,672", "1.6 25,672", {("unit-cost", "0539")}),
        ("４　事務事業の設定", "0.8 0.2 1.0 38,938", "0.8 0.2 1.1 38,938", {("staff-parts", "0553")}),
        ("４　事務事業の設定", "0554 2(2)A", "0554 3(2)A", {("unknown-area", "0554")}),
        ("5  一次政策評価結果", "A3412", "A9999", {("unknown-plan-code", "①")}),
        ("5  一次政策評価結果", "0534", "0999", {("unknown-project", "①")}),
        ("（３）事務事業への反映状況", "0533 改善 改善", "0533 拡充 改善", {("direction-repeat", "0533")}),
        ("（３）事務事業への反映状況", "0535", "0999", {("unknown-project", "")}),
    ],
)
def test_an_error_planted_in_the_real_sheet_is_found_and_nothing_else(
    real_text: str, section: str, printed: str, planted: str, expected: set[tuple[str, str]]
) -> None:
    start = real_text.index(section)
    changed = real_text[:start] + real_text[start:].replace(printed, planted, 1)
    assert changed != real_text
    read = read_sheet(Source.from_text("planted", changed))
    assert {(rule, about) for rule, about in keys(found(read)) if (rule, about) not in REAL} == expected
