"""One self-contained page of a target's neighbourhood: no network, no physics.

A pyvis ``Network`` holds nodes, edges and options; the page is our own template, since pyvis' own
loads files from the network and puts titles into the page unescaped (design, section 8).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from policygraph import __version__
from policygraph.ontology.terms import PG, SKOS
from policygraph.queries.labels import Label
from policygraph.queries.quotations import Quotation
from policygraph.queries.store import Coverage, Store
from policygraph.viz.drawing import Picture, draw
from policygraph.viz.layout import Frame
from policygraph.viz.neighbourhood import Neighbourhood, SheetSource, neighbourhood
from policygraph.viz.style import look_of, order_of
from policygraph.viz.templates import asset, rendered, source_hash
from policygraph.viz.wording import words

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SPELLINGS = frozenset((PG.code, PG.rank, PG.number, SKOS.altLabel))
"""What else than its name a node is found by."""
_LONGEST_NAME = 60
"""Characters of a name in lists and headings; the whole text stands among the facts."""


def write_page(store: Store, target: Label, depth: int, output: Path) -> None:
    """Write the page of everything within ``depth`` links of ``target``."""
    found = neighbourhood(store, target, depth)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page(found, depth, store.coverage()), encoding="utf-8", newline="\n")


def page(found: Neighbourhood, depth: int, coverage: Coverage) -> str:
    """The page as HTML. Scripts and styles are let in by their hash, and nothing is let load anything."""
    scripts = [_asset_of_pyvis(_VIS), asset("picture.js"), asset("page.js")]
    style = asset("page.css")
    return rendered(
        "page.html.j2",
        kind=words().name(found.kind(found.target)),
        title=_shortened(found.names[found.target]),
        depth=depth,
        left_out=_left_out(found),
        coverage=coverage.sentence(),
        sheets=_quoted_sheets(found),
        version=__version__,
        style=Markup(style),
        style_hash=source_hash(style),
        script_hashes=" ".join(f"'{source_hash(script)}'" for script in scripts),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_json(_data(found, draw(found)))),
    )


def _left_out(found: Neighbourhood) -> str:
    """What of the reach is not on the page, by kind; empty where all is."""
    shown = Counter(found.kind(iri) for iri in found.hops)
    missing = ((kind, found.totals[kind] - shown[kind]) for kind in sorted(found.totals, key=order_of))
    return "、".join(f"{words().name(kind)} {count} 件" for kind, count in missing if count)


def _quoted_sheets(found: Neighbourhood) -> list[SheetSource]:
    quoted = {(each.title, each.file) for each in _all_quotations(found)}
    return [sheet for sheet in found.sheets if (sheet.title, sheet.file) in quoted]


def _all_quotations(found: Neighbourhood) -> Iterable[Quotation]:
    for passages in (*found.quotations.values(), *found.mentions.values()):
        yield from passages


def _data(found: Neighbourhood, picture: Picture) -> dict[str, Any]:
    passages = {passage: number for number, passage in enumerate(dict.fromkeys(_all_quotations(found)))}
    iris = list(found.hops)
    edges = picture.drawing.edges
    return {
        "options": picture.drawing.options,
        "nodes": [_node(found, iris[node["id"]], node, passages) for node in picture.drawing.nodes],
        "edges": [_edge(found, iris, edge, passages) for edge in edges],
        "total": sum(found.totals.values()),
        "frames": [_frame(*framed) for framed in picture.frames],
        "kinds": _kinds(found),
        "relations": _relations(edges),
        "passages": [
            {"text": text, "source": f"{title}（{file}）", "first": first, "last": last}
            for text, first, last, file, title in passages
        ],
    }


def _node(found: Neighbourhood, iri: str, node: Mapping[str, Any], passages: Mapping[Quotation, int]) -> dict[str, Any]:
    drawn = ("id", "label", "shape", "color", "form", "x", "y", "boxWidth", "boxHeight")
    quoted, said = found.quotations.get(iri, ()), found.facts.get(iri, ())
    return {
        **{key: node[key] for key in drawn},
        "iri": iri,
        "kind": found.kind(iri),
        "name": _shortened(found.names[iri]),
        "spellings": [value for fact in said if fact.property in _SPELLINGS for value in fact.values],
        "facts": [[fact.name, fact.values] for fact in said],
        "findings": found.findings.get(iri, []),
        "quotes": [passages[passage] for passage in quoted],
    }


def _edge(
    found: Neighbourhood, iris: list[str], edge: Mapping[str, Any], passages: Mapping[Quotation, int]
) -> dict[str, Any]:
    """A link with the passages that state it; without any, those of its first node do."""
    quoted = found.mentions.get((iris[edge["from"]], iris[edge["to"]]), ())
    return {
        **{key: edge[key] for key in ("from", "to", "relation")},
        "quotes": [passages[passage] for passage in quoted],
    }


def _frame(frame: Frame, kind: str) -> dict[str, Any]:
    return {"kind": kind, "left": frame.left, "top": frame.top, "right": frame.right, "bottom": frame.bottom}


def _kinds(found: Neighbourhood) -> list[dict[str, Any]]:
    counts = Counter(found.kind(iri) for iri in found.hops)
    return [
        {
            "key": kind,
            "name": words().name(kind),
            "definition": words().definition(kind),
            "count": counts[kind],
            "look": look_of(kind)._asdict(),
        }
        for kind in sorted(counts, key=order_of)
    ]


def _relations(edges: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    counts = Counter(edge["relation"] for edge in edges)
    return [
        {"key": key, "name": words().name(key), "definition": words().definition(key), "count": count}
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _json(data: Mapping[str, Any]) -> str:
    """JSON that no text in it can leave: ``<`` may not begin a tag or a comment inside a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _asset_of_pyvis(name: str) -> str:
    """vis-network as pyvis ships it; its licence (Apache-2.0 or MIT) stands in its first lines."""
    return (files("pyvis") / name).read_text(encoding="utf-8")
