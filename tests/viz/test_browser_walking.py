"""Walking over the picture: opening and closing, focus, paths, back and forward, links that restore a state."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from policygraph.queries.store import LocalStore
from policygraph.viz.drawing import draw
from tests.viz.conftest import Opened, view_of
from tests.viz.pages import choose, heading, names, shown

POSITIONS = """() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const model = createModel(data);
  const near = new Set(model.near(0, data.depth));
  const hops = model.hopsFrom(0, (id) => near.has(id));
  const heading = (group) => `${data.kinds[group.kind].ja.name}（${group.nodes.length}）`;
  const { positions } = createLayout(model).arrange(hops, 0, heading);
  return [...positions].map(([id, { x, y }]) => [id, x, y]);
}"""


@pytest.mark.parametrize(("target", "depth"), [("0536", 1), ("05-10", 2), ("A3412", 2), ("経済部産業振興課", 1)])
def test_the_page_computes_the_positions_that_were_computed_beforehand(
    open_page: Opened, examples_store: LocalStore, target: str, depth: int
) -> None:
    view = view_of(examples_store, target, depth)
    drawn = draw(view.found, depth).drawing.nodes
    expected = {node["id"]: (node["x"], node["y"]) for node in drawn if not node["hidden"]}
    page = open_page(examples_store, target, depth)
    assert {id_: (x, y) for id_, x, y in page.evaluate(POSITIONS)} == expected


def test_links_are_opened_and_closed_by_relation_with_counts_before(project_page: Page) -> None:
    choose(project_page, "産業振興課")
    group = project_page.locator("#panel .group", has_text="「所管」")
    counts = re.search(r"（(\d+)、図に (\d+)）", group.locator("h4").inner_text())
    assert counts
    hidden = int(counts[1]) - int(counts[2])
    before = shown(project_page)[0]
    group.locator("button", has_text=f"＋{hidden} 件を図に出す").click()
    assert shown(project_page)[0] == before + hidden
    expect(group.locator("h4")).to_contain_text(f"図に {counts[1]}")
    group.locator("button", has_text="図から隠す").click()
    assert shown(project_page)[0] < before + hidden
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("産業振興課"))


def test_what_no_longer_hangs_on_the_centre_is_hidden_with_what_it_hung_on(project_page: Page) -> None:
    choose(project_page, "A3412")
    assert any("A3412" in name for name in names(project_page))
    choose(project_page, "0536")
    for text in ("「対象の事務事業」", "属する先"):
        project_page.locator("#panel .group", has_text=text).first.locator("button", has_text="図から隠す").click()
    assert not any("A3412" in name for name in names(project_page))


def test_all_that_the_page_holds_can_be_shown(project_page: Page) -> None:
    project_page.locator("#all").click()
    now, total, held = shown(project_page)
    assert now == total == held
    expect(project_page.locator("#all")).to_be_hidden()


def test_another_node_becomes_the_centre_at_a_chosen_depth(project_page: Page) -> None:
    choose(project_page, "A3412")
    project_page.get_by_role("button", name="ここを中心にする").click()
    near = set(names(project_page))
    assert any("A3412" in name for name in near)
    expect(project_page.locator("#table tbody tr").first.locator("td").nth(5)).to_have_text(re.compile("[01]"))
    project_page.locator("[data-depth='2']").click()
    assert near < set(names(project_page))
    expect(project_page.locator("[data-depth='2']")).to_have_attribute("aria-pressed", "true")
    project_page.locator("#reset").click()
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("0536"))


def test_a_path_names_its_relations_and_says_whether_it_is_the_only_shortest(project_page: Page) -> None:
    choose(project_page, "A3412")
    project_page.get_by_role("button", name="中心からの経路").click()
    panel = project_page.locator("#panel")
    expect(panel.locator("h2")).to_have_text(re.compile("^経路：0536.* → A3412"))
    expect(panel.locator("ol > li")).to_have_count(3)
    expect(panel.locator("ol > li").nth(1)).to_contain_text("← 対象の事務事業 ←")
    expect(panel.locator("ol > li").nth(2)).to_contain_text("→ 関連する計画等 →")
    expect(panel).to_contain_text("同じ長さの経路がほかに 2 本あります")
    panel.locator("ol button", has_text="根拠").last.click()
    expect(panel.locator("blockquote").first).to_contain_text("A3412")


def test_a_path_does_not_pass_what_is_filtered_out(project_page: Page) -> None:
    project_page.locator("#kinds label", has_text="対応方針").locator("input").uncheck()
    choose(project_page, "A3412")
    project_page.get_by_role("button", name="中心からの経路").click()
    expect(project_page.locator("#panel ol")).not_to_contain_text("対応方針：")
    expect(project_page.locator("#panel")).to_contain_text("最短の経路はこの一本です")
    choose(project_page, "A3412")
    project_page.locator("#relations button", has_text="なし").click()
    project_page.get_by_role("button", name="中心からの経路").click()
    expect(project_page.locator("#panel")).to_contain_text("経路は見つかりません")


def test_a_path_begins_where_the_reader_says(project_page: Page) -> None:
    choose(project_page, "産業振興課")
    project_page.get_by_role("button", name="経路の起点にする").click()
    expect(project_page.locator("#said")).to_contain_text("経路の起点：")
    choose(project_page, "A3412")
    project_page.get_by_role("button", name=re.compile("産業振興課」からの経路")).click()
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("^経路：経済部産業振興課 → A3412"))


def test_back_and_forward_by_button_and_by_browser(project_page: Page) -> None:
    expect(project_page.locator("#back")).to_be_disabled()
    first = heading(project_page)
    choose(project_page, "A3412")
    choose(project_page, "産業振興課")
    last = heading(project_page)
    project_page.locator("#back").click()
    expect(project_page.locator("#panel h2")).to_have_text(re.compile("A3412"))
    project_page.go_back()
    expect(project_page.locator("#panel h2")).to_have_text(first)
    expect(project_page.locator("#back")).to_be_disabled()
    for _ in range(2):
        project_page.locator("#forward").click()
    expect(project_page.locator("#panel h2")).to_have_text(last)
    expect(project_page.locator("#forward")).to_be_disabled()


STATES = {
    "centre": ["A3412", "ここを中心にする"],
    "path": ["A3412", "中心からの経路"],
    "opened": ["産業振興課", "すべてのつながりを図に出す"],
}


@pytest.mark.parametrize("state", STATES)
def test_a_link_restores_what_was_seen(open_page: Opened, examples_store: LocalStore, state: str) -> None:
    target, press = STATES[state]
    page = open_page(examples_store, "0536")
    page.locator("#kinds label", has_text="付加意見").locator("input").uncheck()
    choose(page, target)
    page.get_by_role("button", name=press).click()
    page.locator("#language").click()
    page.locator("[data-view=nodes]").click()
    again = open_page(examples_store, "0536", fragment=f"#{page.url.split('#')[1]}")
    assert again.locator("#table").inner_text() == page.locator("#table").inner_text()
    assert heading(again) == heading(page)
    assert again.locator("#legend").inner_text() == page.locator("#legend").inner_text()
    expect(again.locator("html")).to_have_attribute("lang", "en")
    expect(again.locator("#tables")).to_be_visible()


def test_a_page_made_anew_understands_the_link_of_another(open_page: Opened, examples_store: LocalStore) -> None:
    page = open_page(examples_store, "0536")
    choose(page, "A3412")
    deeper = open_page(examples_store, "0536", 2, fragment=f"#{page.url.split('#')[1]}")
    expect(deeper.locator("#panel h2")).to_have_text(re.compile("A3412"))


@pytest.mark.parametrize(
    "fragment",
    [
        "#select=node!nothing",
        "#focus=%",
        "#steps=open!x!y,constructor!z",
        "#kinds=__proto__,Project&depth=-4",
        "#a=b=c&&=&",
    ],
)
def test_a_link_that_fits_badly_shows_what_it_can(open_page: Opened, examples_store: LocalStore, fragment: str) -> None:
    page = open_page(examples_store, "0536", fragment=fragment)
    expect(page.locator("#panel h2")).to_have_text(re.compile("0536"))
    if "nothing" in fragment:
        expect(page.locator("#said")).to_contain_text("このページにありません")


def test_nodes_that_the_page_does_not_hold_are_counted_where_they_hang(
    open_page: Opened, examples_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from policygraph.viz import neighbourhood

    monkeypatch.setattr(neighbourhood, "MAX_NODES", 30)
    page = open_page(examples_store, "05-10")
    assert shown(page)[2] == 30
    expect(page.locator("header")).to_contain_text("遠いものから省きました")
    choose(page, "ものづくり産業の振興")
    expect(page.locator("#panel")).to_contain_text(re.compile(r"ほかに \d+ 件（このページにはない）"))
