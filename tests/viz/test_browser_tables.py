"""The tables that say what the picture shows, and the files that the page makes of it."""

from __future__ import annotations

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from policygraph.queries.store import LocalStore
from tests.viz.conftest import Opened
from tests.viz.pages import choose, names, shown

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, what: str, folder: Path) -> Path:
    """What a button of the export menu writes."""
    if page.locator("#saving").get_attribute("open") is None:
        page.locator("#saving summary").click()
    with page.expect_download() as begun:
        page.locator(f"[data-save={what}]").click()
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_tables_hold_what_the_picture_shows(measure_page: Page) -> None:
    measure_page.locator("[data-view=nodes]").click()
    expect(measure_page.locator("#canvas")).to_be_hidden()
    expect(measure_page.locator("#table tbody tr")).to_have_count(shown(measure_page)[0])
    measure_page.locator("#kinds label", has_text="役割分担").locator("input").uncheck()
    expect(measure_page.locator("#table tbody tr")).to_have_count(shown(measure_page)[0])
    measure_page.locator("[data-view=links]").click()
    expect(measure_page.locator("#table tbody tr").first).to_contain_text("行目")


def test_a_table_is_sorted_by_any_column_in_either_direction(measure_page: Page) -> None:
    choose(measure_page, "ものづくり産業の振興")
    measure_page.get_by_role("button", name="すべてのつながりを図に出す").click()
    measure_page.locator("[data-view=nodes]").click()
    measure_page.locator("th button", has_text="金額").click()
    expect(measure_page.locator("th", has_text="金額")).to_have_attribute("aria-sort", "ascending")
    cells = measure_page.locator("#table tbody tr td:nth-child(4)")
    ascending = [int(text.replace(",", "")) for text in cells.all_text_contents() if text]
    assert ascending == sorted(ascending) and len(ascending) > 10
    measure_page.locator("th button", has_text="金額").click()
    expect(measure_page.locator("th", has_text="金額")).to_have_attribute("aria-sort", "descending")
    assert [int(text.replace(",", "")) for text in cells.all_text_contents() if text] == ascending[::-1]


def test_a_table_is_filtered_in_any_width_and_copied_as_it_stands(measure_page: Page) -> None:
    measure_page.locator("[data-view=nodes]").click()
    measure_page.locator("#rows-filter").fill("２０１９年度")
    assert names(measure_page) == ["2019年度 167,732,000 円"]
    measure_page.locator("[data-save=copyTable]").click()
    expect(measure_page.locator("#said")).to_have_text("コピーしました")
    copied = rows_of(measure_page.evaluate("navigator.clipboard.readText()"))
    assert [row[2] for row in copied] == ["名前", "2019年度 167,732,000 円"]


def test_a_row_leads_to_its_details(measure_page: Page) -> None:
    measure_page.locator("[data-view=links]").click()
    measure_page.locator("#table tbody tr").first.locator("button").click()
    expect(measure_page.locator("#panel h2")).to_have_text(re.compile("^関係："))
    expect(measure_page.locator("#table tr[aria-current]")).to_have_count(1)


def test_csv_holds_all_rows_with_typed_amounts_and_identifiers(project_page: Page, tmp_path: Path) -> None:
    head, *rows = rows_of(saved(project_page, "nodes", tmp_path).read_bytes().decode("utf-8"))
    assert head == ["種類", "コード", "名前", "金額（円）", "達成度合・判定・方向性", "段", "つながりの種類", "IRI"]
    assert [row[2] for row in rows] == names(project_page)
    assert rows[0][:2] == ["事務事業", "0536"] and rows[0][3] == "12346000"
    assert rows[0][7].startswith("https://w3id.org/policygraph/id/")
    links = rows_of(saved(project_page, "links", tmp_path).read_bytes().decode("utf-8"))
    assert links[0] == ["もと", "関係", "先", "調書と行", "引用"]
    assert any("0536" in row[4] for row in links[1:])


def test_svg_holds_every_box_and_line_and_is_well_formed(project_page: Page, tmp_path: Path) -> None:
    root = ET.parse(saved(project_page, "svg", tmp_path)).getroot()
    titles = [title.text for group in root.iter(f"{SVG}g") for title in group.findall(f"{SVG}title")]
    assert sorted(map(str, titles)) == sorted(names(project_page))
    project_page.locator("[data-view=links]").click()
    lines = [path for path in root.findall(f"{SVG}path") if path.find(f"{SVG}title") is not None]
    assert len(lines) == project_page.locator("#table tbody tr").count()
    assert not [each for each in root.iter() if each.tag.endswith(("script", "image", "foreignObject"))]


def test_png_is_a_picture_of_twice_the_size(project_page: Page, tmp_path: Path) -> None:
    root = ET.parse(saved(project_page, "svg", tmp_path)).getroot()
    head = saved(project_page, "png", tmp_path).read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", head[16:24])
    assert (width, height) == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))


def test_gexf_has_kinds_labels_weights_and_places(project_page: Page, tmp_path: Path) -> None:
    path = saved(project_page, "gexf", tmp_path)
    graph = nx.read_gexf(path, version="1.3")
    assert graph.number_of_nodes() == shown(project_page)[0]
    [project] = [data for _, data in graph.nodes(data=True) if data.get("code") == "0536"]
    assert project["kind"] == "Project" and project["yen"] == 12346000
    assert project["label"].startswith("0536")
    assert project["viz"]["position"] == {"x": 0.0, "y": 0.0, "z": 0.0}
    relations = {data["relation"] for _, _, data in graph.edges(data=True)}
    assert {"targets", "partOf", "department"} <= relations
    assert all(data["weight"] >= 1 for _, _, data in graph.edges(data=True))


def test_the_link_to_a_state_is_copied(project_page: Page) -> None:
    choose(project_page, "A3412")
    project_page.locator("#saving summary").click()
    project_page.locator("[data-save=copyLink]").click()
    expect(project_page.locator("#said")).to_have_text("コピーしました")
    assert project_page.evaluate("navigator.clipboard.readText()") == project_page.url


@pytest.mark.parametrize("what", ["nodes", "links", "gexf", "svg"])
def test_files_of_hostile_texts_stay_files(
    open_page: Opened, hostile_store: LocalStore, tmp_path: Path, what: str
) -> None:
    page = open_page(hostile_store, hostile_store.documents[0].code)
    page.locator("#all").click()
    text = saved(page, what, tmp_path).read_text(encoding="utf-8-sig")
    if what in ("gexf", "svg"):
        assert not [each for each in ET.fromstring(text).iter() if each.tag.rpartition("}")[2] in ("script", "img")]
    else:
        assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "@", "+"))]
