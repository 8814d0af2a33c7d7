"""A picture as what a file's ending says, in a notebook, and of an answer."""

from __future__ import annotations

import io
import re
import struct
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect

import policygraph
from policygraph.errors import MissingPartError, QueryError
from policygraph.queries.asking import ask
from policygraph.queries.catalogue import question, questions
from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz.drawing import FIRST_NODES
from policygraph.viz.page_data import Scenario
from policygraph.viz.png import to_png
from policygraph.viz.view import View, view_of_answer, view_of_target
from tests.absence import needs
from tests.viz.conftest import Watch, view_of
from tests.viz.hostile import poisoned_view
from tests.viz.pages import names, shown
from tests.viz.test_browser_safety import alone

SVG = "{http://www.w3.org/2000/svg}"


def titles(svg: str) -> list[str]:
    groups = ET.fromstring(svg).iter(f"{SVG}g")
    return [str(group.findtext(f"{SVG}title")) for group in groups if group.find(f"{SVG}path") is None]


def test_svg_shows_what_the_page_shows_at_first(examples_store: LocalStore) -> None:
    view = view_of(examples_store, "0536")
    near = [view.found.names[iri] for iri, hop in view.found.hops.items() if hop <= 1]
    svg = view.svg()
    assert titles(svg) == near
    texts = [text.text for text in ET.fromstring(svg).iter(f"{SVG}text")]
    assert {"1,234.6万円", "改善", "施策の区分（1）"} <= set(texts)
    assert "<style" not in svg and "style=" not in svg, "so that a page with a policy can hold it"


def test_a_scenario_says_how_much_it_touches_beyond_the_page(examples_store: LocalStore) -> None:
    label = find_target(examples_store, "0536")
    view = view_of_target(examples_store, label, 1, Scenario("想定", {label.iri: "a", "https://example.org/far": "b"}))
    assert "このページにない要素にも影響があります：1 件" in view.html()
    assert (
        "このページにない要素にも"
        not in view_of_target(examples_store, label, 1, Scenario("想定", {label.iri: "a"})).html()
    )


def test_a_scenario_marks_what_it_touches_in_every_form(
    examples_store: LocalStore, open_view: Callable[..., Page]
) -> None:
    far = view_of(examples_store, "A3412").found.target
    assert far
    label = find_target(examples_store, "0536")
    view = view_of_target(examples_store, label, 1, Scenario("0536 を廃止", {far: "事業費 −12%"}))
    assert "事業費 −12%" in view.svg()
    assert dict(view.network().nodes(data="share"))[far] == "事業費 −12%"
    page = open_view(view)
    expect(page.locator("header")).to_contain_text("想定：0536 を廃止", use_inner_text=True)
    expect(page.locator("header")).to_contain_text("因果関係ではありません")
    assert any("A3412" in name for name in names(page)), "it is shown with its way, though it is two links away"
    page.locator("[data-view=nodes]").click()
    expect(page.locator("#table tr", has_text="事業費 −12%")).to_contain_text("A3412")


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_network_file_has_labels_kinds_weights_and_money(
    examples_store: LocalStore, tmp_path: Path, ending: str
) -> None:
    view = view_of(examples_store, "A3412")
    view.save(tmp_path / f"view.{ending}")
    read = nx.read_graphml if ending == "graphml" else nx.read_gexf
    graph = read(tmp_path / f"view.{ending}")
    assert set(graph) == set(view.found.hops)
    [project] = [data for _, data in graph.nodes(data=True) if data["code"] == "0536" and data["kind"] == "Project"]
    assert project["label"].startswith("0536") and project["kindLabel"] == "事務事業" and project["yen"] == 12346000
    for start, end, data in graph.edges(data=True):
        assert data["weight"] == max(1, len(view.found.mentions.get((start, end), ())))
        assert data["label"]


def test_png_is_the_svg_at_twice_the_size(examples_store: LocalStore, tmp_path: Path) -> None:
    needs("resvg_py", "png")
    view = view_of(examples_store, "0536")
    view.save(tmp_path / "view.png")
    width, height = struct.unpack(">II", (tmp_path / "view.png").read_bytes()[16:24])
    root = ET.fromstring(view.svg())
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


def test_without_a_japanese_font_it_says_what_to_install() -> None:
    needs("resvg_py", "png")
    with pytest.raises(MissingPartError) as caught:
        to_png("<svg xmlns='http://www.w3.org/2000/svg'/>", system_fonts=False)
    assert "fonts-noto-cjk" in str(caught.value) and "fonts-noto-cjk" in caught.value.ja


def test_without_resvg_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(MissingPartError, match=re.escape("policygraph[png]")):
        to_png("<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_an_ending_that_is_not_written_is_refused(examples_store: LocalStore, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.pdf is not written; there are: \.html \.svg \.png"):
        view_of(examples_store, "0536").save(tmp_path / "view.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_shows_it_in_a_frame_that_reaches_nothing(
    browser: Browser, examples_store: LocalStore, tmp_path: Path
) -> None:
    notebook = tmp_path / "notebook.html"
    shown_there = view_of(examples_store, "0536")._repr_html_()
    notebook.write_text(f"<!DOCTYPE html><title>n</title><script>secret = 1</script>{shown_there}", encoding="utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    expect(frame.locator("body[data-ready]")).to_be_visible()
    frame.locator("#search").fill("A3412")
    frame.locator("#search").press("Enter")
    expect(frame.locator("#panel h2")).to_have_text(re.compile("A3412"))
    frame.locator("#back").click()
    expect(frame.locator("#panel h2")).to_have_text(re.compile("0536"))
    inner = page.frames[1]
    assert inner.evaluate("(() => { try { return parent.secret; } catch { return 'kept out'; } })()") == "kept out"
    assert errors == []
    page.close()


def test_payloads_in_svg_and_frame_stay_text(browser: Browser, examples_store: LocalStore, tmp_path: Path) -> None:
    view = poisoned_view(view_of(examples_store, "0536"))
    view.save(tmp_path / "view.svg")
    assert alone(browser, tmp_path / "view.svg") == []
    page_file = tmp_path / "inlined.html"
    page_file.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>r</title>{view.svg()}", encoding="utf-8")
    assert alone(browser, page_file) == []
    for ending in ("gexf", "graphml"):
        view.save(tmp_path / f"view.{ending}")
        kinds = {each.tag.rpartition("}")[2] for each in ET.parse(tmp_path / f"view.{ending}").iter()}
        assert not kinds & {"script", "img", "svg", "iframe"}
    frame = tmp_path / "frame.html"
    frame.write_text(f"<!DOCTYPE html><title>n</title>{view._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    watch = Watch(page, frame.as_uri())
    page.goto(frame.as_uri())
    expect(page.frame_locator("iframe").locator("body[data-ready]")).to_be_visible()
    assert page.evaluate("typeof hacked") == "undefined"
    assert page.frames[1].evaluate("typeof hacked") == "undefined"
    assert [each for each in watch.seen if "about:srcdoc" not in each] == []
    page.close()


GRAPHS = {
    "what-stands-under-plan-code": {"plan": "A3412"},
    "money-by-office": {},
    "partners-of-measure": {"measureCode": "05-10"},
    "indicator-history": {"measureCode": "05-10"},
    "response-chain": {"measureCode": "05-10"},
}


@pytest.mark.parametrize("name", GRAPHS)
def test_an_answer_is_a_graph_of_what_it_names(examples_store: LocalStore, name: str) -> None:
    asked = question(name)
    given = GRAPHS[name]
    table = ask(examples_store, asked, given)
    view = view_of_answer(examples_store, asked, given)
    named = {term.value for row in table.rows for term in row if term and term.value in view.found.hops}
    assert named == set(view.found.hops)
    assert view.found.target is None
    assert asked.title["ja"] in view.html()


def test_every_question_has_a_picture_or_says_why_not(examples_store: LocalStore) -> None:
    for asked in questions():
        given = {each.name: each.example for each in asked.parameters if not each.optional and each.default is None}
        try:
            assert view_of_answer(examples_store, asked, given).html()
        except QueryError as error:
            assert "no node" in error.reason and "図に示せる要素" in error.ja


def test_the_page_of_an_answer_begins_with_as_much_of_it_as_one_can_read(
    examples_store: LocalStore, open_view: Callable[..., Page]
) -> None:
    view = view_of_answer(examples_store, question("what-stands-under-plan-code"), {"plan": "A3412"})
    page = open_view(view)
    expect(page.locator("h1")).to_have_text("計画コードにつながるもの plan=A3412")
    now, total, held = shown(page)
    assert now == min(held, FIRST_NODES)
    assert total == held == len(view.found.hops)
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#search").fill("0536")
    page.locator("#search").press("Enter")
    page.get_by_role("button", name="ここを中心にする").click()
    assert shown(page)[0] < now
    page.locator("#reset").click()
    assert shown(page)[0] == now


def test_the_python_verb_gives_the_picture_and_writes_it(examples_store: LocalStore, tmp_path: Path) -> None:
    view = policygraph.view(examples_store, "0536", tmp_path / "a" / "view.html")
    assert isinstance(view, View)
    assert (tmp_path / "a" / "view.html").read_text(encoding="utf-8") == view.html()
    answer = policygraph.view(examples_store, query="what-stands-under-plan-code", parameters={"plan": "A3412"})
    assert io.StringIO(answer.html()).readline() == "<!DOCTYPE html>\n"
    for arguments in ({}, {"target": "0536", "query": "money-by-office"}):
        with pytest.raises(QueryError):
            policygraph.view(examples_store, **arguments)
