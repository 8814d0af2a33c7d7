"""A sheet whose texts would run a script, load a file or break out of their place if they could."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any

import networkx as nx

from policygraph.loaders.records import Sheet
from policygraph.queries.quotations import Quotation
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.page_data import Scenario
from policygraph.viz.telling import Finding, SheetSource, Told
from policygraph.viz.view import View
from policygraph.viz.wording import Fact
from tests.sheetwriter import Shape, generate

PAYLOADS = (
    "<script>hacked=1</script>",
    "</script><script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<!--<script>",
    "\"'><svg onload=hacked=1>",
    "javascript:hacked=1",
    "<a href=javascript:hacked=1>x</a>",
    "{{7*7}}${hacked=1}\\u003cscript>",
    "<style>@import'//example.org'</style>",
    "&lt;b&gt;]]>",
)
"""The shortest ones, for sheets that are read and built."""

_BREAKERS = ("", '"', "'", "`", "-->", "]]>", "</title>", "</style>", "</textarea>", "\u2028", "${", "{{")
_RUNNERS = (
    "<script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<svg/onload=hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<body onload=hacked=1 onpageshow=hacked=1>",
    "<input autofocus onfocus=hacked=1>",
    "<details open ontoggle=hacked=1>",
    "<link rel=stylesheet href=//example.org/a.css>",
    "<base href=//example.org/>",
    "<object data=//example.org/a.swf>",
)
ALL_PAYLOADS = (*PAYLOADS, *(breaker + runner for breaker in _BREAKERS for runner in _RUNNERS))
"""More than a hundred: every way out of a place before every way to run or to load something."""
_POISONED = frozenset(("name", "title", "text", "content", "results", "reason", "explanation", "who", "printed"))


def hostile_sheet() -> Sheet:
    """A generated sheet with a payload behind each name and text; equal texts get equal payloads."""
    payloads = cycle(PAYLOADS)
    given: dict[str, str] = {}

    def poisoned(text: str) -> str:
        if text not in given:
            given[text] = text + next(payloads)
        return given[text]

    def walked(value: Any, field: str) -> Any:
        if isinstance(value, str) and field in _POISONED:
            return poisoned(value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(walked(each, field) for each in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{each.name: walked(getattr(value, each.name), each.name) for each in fields(value)})
        return value

    sheet = generate(7, Shape(projects=(5, 8), indicators=(2, 3), policies=(2, 3), opinions=(1, 2), oddities=0))
    poisoned_sheet: Sheet = walked(sheet, "")
    return poisoned_sheet


def poisoned_view(view: View) -> View:
    """A picture whose every name, fact, finding, quotation, file, IRI, badge and share is a payload.

    The payloads go round in each field, so a picture of a hundred nodes and more has them all in all.
    """
    found = view.found
    payload = dict(zip(found.hops, cycle(ALL_PAYLOADS), strict=False))
    iri = {old: f"https://example.org/id/{number}#{payload[old]}" for number, old in enumerate(found.hops)}
    graph = nx.relabel_nodes(found.graph, iri, copy=True)
    for old, new in iri.items():
        graph.nodes[new]["code"] = payload[old]
    told = Told(
        facts={new: [Fact("https://example.org/p", "p", (payload[old],), (payload[old],))] for old, new in iri.items()},
        findings={new: [Finding(*[payload[old]] * 4)] for old, new in iri.items()},
        quotations={new: [Quotation(payload[old], 1, 2, payload[old], payload[old])] for old, new in iri.items()},
        money={},
        badges={new: payload[old] for old, new in iri.items()},
    )
    poisoned = Neighbourhood(
        target=iri[found.target or ""],
        graph=graph,
        hops={iri[old]: hop for old, hop in found.hops.items()},
        totals=found.totals,
        beyond={iri[old]: beyond for old, beyond in found.beyond.items()},
        names={iri[old]: payload[old] for old in found.hops},
        told=told,
        mentions={},
        sheets=[SheetSource(*[each] * 7) for each in ALL_PAYLOADS],
    )
    shares = {new: payload[old] for old, new in iri.items()}
    return View(poisoned, 1, 3, view.coverage, ALL_PAYLOADS[3], Scenario(" ".join(ALL_PAYLOADS), shares))
