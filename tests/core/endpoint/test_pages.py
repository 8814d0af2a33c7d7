"""The pages in a browser: forms, results, errors at their line, the keyboard, two languages; and nothing runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from policygraph.queries.catalogue import Question, questions
from policygraph.queries.store import LocalStore
from tests.accessibility import violations
from tests.core.endpoint.serving import Client, served

ASKED = "/queries/projects-of-measure?measureCode=02-03"


class Watch:
    """What a page did that it should not: dialogs, errors, requests beyond its own server."""

    def __init__(self, page: Page, own: str) -> None:
        self.seen: list[str] = []
        page.on("dialog", lambda dialog: (self.seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        page.on("request", lambda request: request.url.startswith(own) or self.seen.append(f"request {request.url}"))


@pytest.fixture
def page(browser: Browser, endpoint: Client) -> Iterator[Page]:
    """A page of the endpoint's, which at the end must have asked nobody else."""
    context = browser.new_context(locale="ja-JP", base_url=endpoint.url)
    opened = context.new_page()
    watch = Watch(opened, endpoint.url)
    yield opened
    context.close()
    assert watch.seen == []


def test_a_stranger_comes_from_the_catalogue_to_an_answer_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    expect(page.locator("h1")).to_have_text("質問の一覧")
    expect(page.locator(".questions a")).to_have_count(len(questions()))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ")
    page.locator(".questions a", has_text="施策の事務事業").focus()
    page.keyboard.press("Enter")
    page.get_by_label("施策コード").focus()
    page.keyboard.type("０２－０３")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr").first).to_contain_text("812,400,000")
    expect(page.locator("th").last).to_have_text("出典")
    last = page.locator("tbody tr").first.locator("td").last
    expect(last).to_have_text(re.compile(r"02-03-kenkyu-fictional\.txt \d+(-\d+)?(, \d+(-\d+)?)*"))


def test_an_answer_is_a_link_that_shows_the_same_again(page: Page) -> None:
    page.goto(ASKED)
    rows = page.locator("tbody tr").count()
    page.goto(page.url)
    expect(page.locator("tbody tr")).to_have_count(rows)
    page.locator("tbody a").first.click()
    expect(page.locator("h1")).not_to_be_empty()
    assert "/id/?iri=" in page.url


def test_a_thing_is_found_by_its_code_or_a_part_of_its_name_in_any_width(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").or_(page.get_by_label("コード、名前（一部でも）、IRI で探す")).fill("０６－０４")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/?iri=*")
    page.goto("/find?text=研究")
    listed = page.locator(".questions li")
    assert listed.count() > 1
    expect(listed.first).to_contain_text("研究")
    listed.first.locator("a").click()
    page.wait_for_url("**/id/?iri=*")


def test_what_nothing_is_called_is_found_nowhere(endpoint: Client) -> None:
    reply = endpoint.get("/find?text=%3Cscript%3Ealert(1)%3C/script%3E", "text/html")
    assert reply.status == 200
    assert "当てはまるものはありません" in reply.text
    assert "<script>" not in reply.text
    assert endpoint.get("/find?text=javascript:alert(1)").headers["location"].startswith("/id/?iri=")


def test_an_error_is_shown_at_its_line_and_the_query_kept(page: Page) -> None:
    page.goto("/sparql")
    box = page.get_by_label("SPARQL クエリ")
    expect(box).to_have_value(re.compile("PREFIX pg: <https://w3id.org/policygraph/ontology#>"))
    box.fill("SELECT ?s\nWHERE { ?s a\n}")
    page.get_by_role("button", name="実行").click()
    expect(page.locator(".wrong")).to_contain_text("誤りのある行")
    expect(page.locator(".lines li")).to_have_count(3)
    expect(page.get_by_label("SPARQL クエリ")).to_have_value("SELECT ?s\nWHERE { ?s a\n}")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?p { ?p a pg:Project ; pg:code '0815' }", "食品加工の技術支援事業費"),
        ("ASK { ?p a pg:Project }", "はい"),
        ("CONSTRUCT { ?p a pg:Project } { ?p a pg:Project ; pg:code '0815' }", "project/0815"),
        ("SELECT * { ?s ?p ?o }", "1,000 行を超えます"),
        ("SELECT ?p { ?p a pg:Nothing }", "当てはまるものはありません"),
    ],
)
def test_each_form_of_query_has_its_form_of_page(page: Page, query: str, said: str) -> None:
    page.goto(f"/sparql?query={quote(query)}")
    expect(page.locator("main")).to_contain_text(said)


def test_the_pages_speak_english_too_and_say_so(page: Page) -> None:
    page.goto(ASKED)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Projects of a measure")
    expect(page.locator("tbody tr").first).to_contain_text("812,400,000")
    page.get_by_role("link", name="All questions").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("address", ["/", ASKED, "/sparql", "/id/010006/2020/06-04/project/0815", "/nowhere"])
def test_every_page_names_its_parts_for_a_screen_reader(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_have_count(1)
    assert page.title().endswith("— policygraph")
    unnamed = "els => els.filter(e => !e.labels.length).map(e => e.outerHTML)"
    assert page.locator("input:not([type=hidden]), textarea").evaluate_all(unnamed) == []
    ids = page.locator("[id]").evaluate_all("els => els.map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    ["/", ASKED, "/queries/pledge-trace", "/find?text=研究", "/sparql", "/sparql?query=SELECT+%7B", "/nowhere"],
)
def test_axe_finds_nothing_serious(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    assert violations(page) == []


def test_nothing_that_a_document_says_runs_on_a_page(browser: Browser, hostile_store: LocalStore) -> None:
    with served(hostile_store.version.path.parent.parent) as client:
        context = browser.new_context(locale="ja-JP")
        opened = context.new_page()
        watch = Watch(opened, client.url)
        things = hostile_store.select("SELECT DISTINCT ?s { ?s rdfs:label ?label ; a ?kind } ORDER BY ?s LIMIT 30")
        asked = [f"/queries/{each.name}" for each in questions() if all(p.optional for p in each.parameters)]
        for address in ("/", *asked, *(f"/id/?iri={quote(row[0].value)}" for row in things.rows if row[0])):
            opened.goto(client.url + address)
            assert opened.evaluate("typeof hacked") == "undefined"
        context.close()
    assert watch.seen == []


@pytest.mark.parametrize("entry", questions(), ids=lambda entry: entry.name)
def test_every_question_has_a_page_and_files(endpoint: Client, entry: Question) -> None:
    given = urlencode({each.name: each.example for each in entry.parameters if not each.optional})
    files = {ending: endpoint.get(f"/queries/{entry.name}{ending}?{given}") for ending in (".csv", ".json", ".xlsx")}
    assert {reply.status for reply in files.values()} == {200}
    rows = len(files[".json"].json()["results"]["bindings"])
    assert len(list(csv.reader(io.StringIO(files[".csv"].text)))) == rows + 1
    book = load_workbook(io.BytesIO(files[".xlsx"].body))
    assert book.worksheets[0].max_row == rows + 1
    assert dict(book["about"].iter_rows(values_only=True))["質問"] == entry.title["ja"]
    page = endpoint.get(f"/queries/{entry.name}?{given}", "text/html")
    assert (page.status, page.text.count("<tr>")) == (200, rows + 1 if rows else 0)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries/no-such-question", 404),
        ("/queries/projects-of-measure.pdf?measureCode=02-03", 404),
        ("/queries/projects-of-measure.csv", 400),
        ("/queries/projects-of-measure?measureCode=02-03&fiscalYear=twenty", 400),
        ("/queries/projects-of-measure?measureCode=02-03&measureCode=B", 400),
        ("/queries/projects-of-measure?measure=02-03", 400),
    ],
)
def test_a_question_asked_wrongly_says_why(endpoint: Client, address: str, status: int) -> None:
    for accept in ("text/html", "*/*"):
        reply = endpoint.get(address, accept)
        assert reply.status == status
        assert reply.media == "text/html" or reply.text.strip()


def test_a_parameter_left_empty_in_a_form_is_not_given(endpoint: Client) -> None:
    whole = endpoint.get("/queries/projects-of-measure.json?measureCode=02-03")
    assert endpoint.get("/queries/projects-of-measure.json?measureCode=02-03&fiscalYear=").body == whole.body


def test_csv_for_excel_begins_with_its_mark(endpoint: Client) -> None:
    assert endpoint.get("/queries/money-by-area.csv?excel=1").body.startswith(b"\xef\xbb\xbf")
    assert not endpoint.get("/queries/money-by-area.csv").body.startswith(b"\xef")
