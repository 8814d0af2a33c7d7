"""The page of an impact: whole, safe, self-contained, and its picture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from policygraph.ontology.terms import PG
from policygraph.queries.impact.answer import Answer, EdgeRow
from policygraph.queries.impact.logic import logic_model
from policygraph.queries.impact.logic_answer import logic_answer
from policygraph.queries.impact.reach import reach
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.impact.scenario import Change, parse_if
from policygraph.queries.impact.structure_answer import structure, structure_answer
from policygraph.queries.impact.what_if import what_if
from policygraph.queries.impact.what_if_answer import what_if_answer
from policygraph.queries.network import Node
from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz.impact_page import page
from policygraph.viz.impact_picture import MOST, picture
from policygraph.viz.impact_plots import plots_of
from tests.accessibility import violations
from tests.viz.conftest import Watch


def supposed(store: LocalStore, target: str) -> Answer:
    return what_if_answer(what_if(store, [Change(find_target(store, target), parse_if("stopped"))]))


def one_of(store: LocalStore, kind: str) -> str:
    (row,) = store.select(f"SELECT ?x {{ ?x a pg:{kind} }} ORDER BY ?x LIMIT 1").rows
    return str(getattr(row[0], "value", ""))


ASKED: dict[str, Callable[[LocalStore], Answer]] = {
    "reach": lambda store: reach_answer(reach(store, find_target(store, one_of(store, "Project")), "both")),
    "what-if": lambda store: supposed(store, one_of(store, "Project")),
    "structure": lambda store: structure_answer(structure(store)),
    "logic": lambda store: logic_answer(logic_model(store, find_target(store, one_of(store, "Measure")))),
}


def test_the_page_begins_with_what_it_is_not_and_shows_every_list(examples_store: LocalStore) -> None:
    answer = supposed(examples_store, "0815")
    html = page(answer)
    assert html.index("因果関係ではありません") < html.index("問い：もし") < html.index(answer.coverage.version)
    for section in answer.sections:
        assert f'id="{section.key}"' in html
        assert section.title in html
    assert "28.8%" in html
    assert "農産振興課畑作係" in html
    assert len(re.findall("<blockquote>", html)) == len(answer.edges)


def test_every_link_leads_to_a_place_of_the_page(examples_store: LocalStore) -> None:
    for ask in ASKED.values():
        html = page(ask(examples_store))
        assert set(re.findall('href="#([^"]+)"', html)) == set(re.findall('<section id="([^"]+)"', html))


def test_nothing_is_loaded_and_no_script_may_run(examples_store: LocalStore) -> None:
    html = page(supposed(examples_store, "0815"))
    (policy,) = re.findall('Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert not re.search("src=|url\\(|@import|https?:|style=", html)


@pytest.mark.parametrize("asked", list(ASKED))
def test_what_a_document_says_is_text_and_nothing_else(
    browser: Browser, hostile_store: LocalStore, tmp_path: Path, asked: str
) -> None:
    path = tmp_path / "impact.html"
    path.write_text(page(ASKED[asked](hostile_store)), encoding="utf-8")
    context = browser.new_context()
    opened = context.new_page()
    watch = Watch(opened, path.as_uri())
    opened.goto(path.as_uri())
    assert opened.evaluate("() => window.hacked") is None
    assert opened.locator("main script, main img, main style, main a[href^=javascript]").count() == 0
    context.close()
    assert watch.seen == []


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_fits_a_phone_and_a_desk(
    browser: Browser, examples_store: LocalStore, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "impact.html"
    path.write_text(page(supposed(examples_store, "0536")), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    opened = context.new_page()
    opened.goto(path.as_uri())
    for box in (found.bounding_box() for found in opened.locator("h2, .item, .wide, summary").all()):
        assert box is None or box["x"] + box["width"] <= width
    context.close()


# --- the picture --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, examples_store: LocalStore, tmp_path: Path, scheme: str) -> None:
    answer = supposed(examples_store, "0536")
    (tmp_path / "impact.html").write_text(page(answer, plots_of(examples_store, answer)), encoding="utf-8")
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    opened = context.new_page()
    opened.goto((tmp_path / "impact.html").as_uri())
    assert violations(opened) == []
    context.close()


def edge(one: str, other: str, relation: str = "structural") -> EdgeRow:
    source, target = (Node(f"https://example.org/{name}", PG.Project, name, "") for name in (one, other))
    return EdgeRow(source, target, relation, "支える", None, "", "", "", "")


def boxes(svg: str) -> dict[str, tuple[int, int]]:
    found = re.findall(r'<title>事務事業 (\w+)</title><rect x="(\d+)" y="(\d+)"', svg)
    return {name: (int(left), int(top)) for name, left, top in found}


def test_what_hangs_on_something_stands_to_its_right() -> None:
    placed = boxes(picture([edge("a", "b"), edge("b", "c"), edge("a", "c")]))
    assert placed["a"][0] < placed["b"][0] < placed["c"][0]


def test_boxes_do_not_overlap() -> None:
    placed = boxes(picture([edge("a", name) for name in "bcdefg"]))
    tops = sorted(top for name, (_, top) in placed.items() if name != "a")
    assert all(later - earlier >= 62 for earlier, later in itertools.pairwise(tops))


def test_a_circle_is_drawn_too() -> None:
    assert set(boxes(picture([edge("a", "b"), edge("b", "a")]))) == {"a", "b"}


def test_a_large_picture_is_cut_and_says_so() -> None:
    svg = picture([edge("a", f"b{number}") for number in range(100)])
    assert len(boxes(svg)) == MOST
    assert f"101 個の節点のうち {MOST} 個" in svg


def test_without_hops_there_is_no_picture() -> None:
    assert picture([]) == ""


def test_the_legend_names_the_relations_that_are_drawn() -> None:
    svg = picture([edge("a", "b"), edge("b", "c", "shared")])
    assert "実線 構造的な依存、破線 共有による依存" in svg
    assert "点線" not in svg
