"""The page as text: it loads nothing, lets nothing in, and says truly how much it shows."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest

from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from policygraph.viz import neighbourhood as limits
from policygraph.viz.neighbourhood import neighbourhood
from policygraph.viz.page import page
from policygraph.viz.style import LOOKS, OTHER
from tests.viz.conftest import Around
from tests.viz.hostile import PAYLOADS

CSS = re.compile(r"--(\w+): (#[0-9a-f]{6})")


class Read(HTMLParser):
    """The tags of a page, and the texts of its scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inlined: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.inlined.append("")
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.inlined[-1] += data

    def texts(self, tag: str) -> list[str]:
        """The texts of the scripts that run, or of the styles."""
        return [
            text
            for (name, attrs), text in zip(self.tags, self.inlined, strict=True)
            if name == tag and "type" not in attrs
        ]

    @property
    def policy(self) -> str:
        return next(
            attrs["content"] for tag, attrs in self.tags if attrs.get("http-equiv") == "Content-Security-Policy"
        )

    @property
    def data(self) -> dict[str, object]:
        at = next(number for number, (_, attrs) in enumerate(self.tags) if attrs.get("id") == "data")
        found: dict[str, object] = json.loads(self.inlined[at])
        return found


@pytest.fixture(scope="module")
def html(around: Around, examples_store: LocalStore) -> str:
    return page(around("0536", 2), 1, examples_store.coverage(), reach=2)


@pytest.fixture(scope="module")
def hostile_html(hostile_store: LocalStore) -> str:
    target = find_target(hostile_store, hostile_store.documents[0].code)
    return page(neighbourhood(hostile_store, target, 2), 2, hostile_store.coverage())


def source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("which", ["html", "hostile_html"])
def test_the_policy_lets_in_just_the_inlined_scripts_and_style(which: str, request: pytest.FixtureRequest) -> None:
    read = Read(request.getfixturevalue(which))
    policy = dict(part.strip().split(" ", 1) for part in read.policy.split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].split() == [source(text) for text in read.texts("script")]
    assert policy["style-src"].split() == [source(text) for text in read.texts("style")]


@pytest.mark.parametrize("which", ["html", "hostile_html"])
def test_nothing_is_loaded_and_no_attribute_runs(which: str, request: pytest.FixtureRequest) -> None:
    for tag, attrs in Read(request.getfixturevalue(which)).tags:
        assert not {"src", "href", "srcset", "action", "style"} & attrs.keys(), (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)


def test_hostile_texts_add_no_tag(html: str, hostile_html: str) -> None:
    extra = Counter(tag for tag, _ in Read(hostile_html).tags) - Counter(tag for tag, _ in Read(html).tags)
    assert set(extra) <= {"br", "p"}, "lines of the list of sources"


def test_hostile_texts_arrive_unchanged(hostile_html: str) -> None:
    shown = json.dumps(Read(hostile_html).data, ensure_ascii=False)
    arrived = [payload for payload in PAYLOADS if json.dumps(payload, ensure_ascii=False)[1:-1] in shown]
    assert len(arrived) >= 8
    block = hostile_html.split('type="application/json">')[1].split("</script>")[0]
    assert "<" not in block


def test_the_licence_of_what_is_inlined_is_kept(html: str) -> None:
    assert "@license" in html
    assert "http://www.apache.org/licenses/LICENSE-2.0" in html


def test_the_page_is_of_a_reasonable_size(html: str) -> None:
    assert len(html.encode()) < 1_000_000


def test_a_page_that_leaves_nodes_out_says_which(examples_store: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_NODES", 30)
    found = neighbourhood(examples_store, find_target(examples_store, "05-10"), 2)
    html = page(found, 2, examples_store.coverage())
    missing = sum(found.totals.values()) - 30
    said = re.search("遠いものから省きました：(.*?)。", html)
    assert said
    assert sum(int(count) for count in re.findall(r" (\d+) 件", said[1])) == missing
    assert Read(html).data["total"] == missing + 30


def test_a_page_that_shows_all_leaves_nothing_out(html: str) -> None:
    assert "省きました" not in html


def test_every_link_and_passage_points_to_something(html: str) -> None:
    data = json.loads(json.dumps(Read(html).data))
    nodes, passages = range(len(data["nodes"])), range(len(data["passages"]))
    assert [node["id"] for node in data["nodes"]] == list(nodes)
    for edge in data["edges"]:
        assert edge["from"] in nodes and edge["to"] in nodes
    for quoting in (*data["nodes"], *data["edges"]):
        assert all(number in passages for number in quoting["quotes"])
    assert {edge["relation"] for edge in data["edges"]} <= data["relations"].keys()
    assert {node["kind"] for node in data["nodes"]} == data["kinds"].keys()
    assert {said[0] for node in data["nodes"] for said in node["facts"]} == data["properties"].keys()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_colours_can_be_read_in_light_dark_and_print(html: str) -> None:
    [style] = Read(html).texts("style")
    schemes = [dict(CSS.findall(block)) for block in re.findall(r":root \{([^}]*)\}", style)]
    assert len(schemes) == 3
    for colours in schemes:
        for ground in ("bg", "soft"):
            assert min(contrast(colours[name], colours[ground]) for name in ("fg", "quiet", "accent")) >= 4.5
            assert min(contrast(colours[name], colours[ground]) for name in ("line", "edge")) >= 3


def test_boxes_can_be_read() -> None:
    for look in (*LOOKS.values(), OTHER):
        assert contrast("#1b1b1b", look.fill) >= 7
        assert contrast(look.border, look.fill) >= 3


def test_pyvis_is_imported_only_when_a_page_is_drawn() -> None:
    code = "import policygraph.viz.page, sys; print([name for name in ('pyvis', 'networkx') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
