"""One self-contained page of a target's neighbourhood: no network, no physics.

A pyvis ``Network`` holds nodes, edges and options; the page is our own template, since pyvis' own
loads files from the network and puts titles into the page unescaped (design, section 8).
"""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from policygraph import __version__
from policygraph.ontology.terms import NAMESPACE, PG, RDFS
from policygraph.ontology.turtle import Subjects, read_turtle
from policygraph.queries.labels import Label
from policygraph.queries.store import Coverage, Store
from policygraph.viz.layout import positions
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.style import LOOKS, OTHER

if TYPE_CHECKING:
    from pyvis.network import Network as Drawing

_NAMING = (PG.fiscalYear, PG.totalBudget, PG.year, PG.actual, PG.content, PG.text, PG.reason)
"""What a node without a label is told apart by, in this order."""
_LINE = 24
_LINES = 3
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def write_page(store: Store, target: Label, depth: int, output: Path) -> None:
    """Write the page of everything within ``depth`` links of ``target``."""
    found = neighbourhood(store, target, depth)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(page(found, depth, store.coverage()), encoding="utf-8", newline="\n")


def page(found: Neighbourhood, depth: int, coverage: Coverage) -> str:
    """The page as HTML. Scripts are let run by their hash, and nothing is let load anything."""
    drawing = draw(found)
    scripts = [_asset_of_pyvis(_VIS), _asset("page.js")]
    title = _label(found, found.target) or found.graph.nodes[found.target]["code"]
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(_asset("page.html.j2"))
    return template.render(
        title=title,
        shown=len(found.hops),
        total=found.total,
        depth=depth,
        coverage=coverage.sentence(),
        version=__version__,
        style=Markup(_asset("page.css")),
        hashes=" ".join(f"'sha256-{_hash(script)}'" for script in scripts),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_json(_data(found, drawing))),
    )


def draw(found: Neighbourhood) -> Drawing:
    """The neighbourhood as a pyvis network with fixed positions."""
    from pyvis.network import Network as Drawing

    drawing = Drawing(directed=True)
    names = read_turtle("policygraph.ttl")
    places = positions(found.target, _groups(found))
    for iri in found.hops:
        data = found.graph.nodes[iri]
        look = LOOKS.get(data["kind"], OTHER)
        x, y = places[iri]
        drawing.add_node(
            iri,
            label=_wrapped(f"{look.short} {data['code']}".strip(), _label(found, iri)),
            shape=look.shape,
            color={"background": look.fill, "border": look.border},
            borderWidth=4 if iri == found.target else 1,
            kind=data["kind"],
            x=x,
            y=y,
        )
    for subject, object_, relation in sorted(found.graph.edges(keys=True)):
        drawing.add_edge(subject, object_, relation=relation)
    return drawing


def _label(found: Neighbourhood, iri: str) -> str:
    """The label of a node beside its code; of one that has neither, what it says."""
    data = found.graph.nodes[iri]
    if data["label"]:
        return "" if data["label"] == data["code"] else str(data["label"])
    said = {fact.property: fact.value for fact in found.facts.get(iri, ())}
    return " ".join(said[property_] for property_ in _NAMING if property_ in said)


def _groups(found: Neighbourhood) -> dict[tuple[int, str], list[str]]:
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for iri, hops in found.hops.items():
        if iri != found.target:
            groups[hops, found.graph.nodes[iri]["kind"]].append(iri)
    return groups


def _wrapped(head: str, label: str) -> str:
    """A label in short lines, since Japanese has no spaces to wrap at."""
    lines = [""]
    for char in " ".join(label.split()):
        if _width(lines[-1] + char) > _LINE:
            lines.append("")
        lines[-1] += char
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1][:-1] + "…"]
    return "\n".join(line for line in (head, *lines) if line)


def _width(text: str) -> int:
    """Columns that a text takes: two for a wide character (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _data(found: Neighbourhood, drawing: Drawing) -> dict[str, Any]:
    names = read_turtle("policygraph.ttl")
    return {
        "target": found.target,
        "nodes": [_node(found, node, names) for node in drawing.nodes],
        "edges": [
            {"id": number, "from": edge["from"], "to": edge["to"], "relation": _name(names, edge["relation"])}
            for number, edge in enumerate(drawing.edges)
        ],
        "kinds": _kinds(found, names),
    }


def _node(found: Neighbourhood, node: Mapping[str, Any], names: Subjects) -> dict[str, Any]:
    data = found.graph.nodes[node["id"]]
    return {
        **{key: node[key] for key in ("id", "label", "shape", "color", "borderWidth", "kind", "x", "y")},
        "name": " ".join(filter(None, (data["code"], _label(found, node["id"])))) or _name(names, data["kind"]),
        "kindName": _name(names, data["kind"]),
        "facts": [[_name(names, fact.property), fact.value] for fact in found.facts.get(node["id"], [])],
        "quotes": [
            {
                "text": quotation.text,
                "sheet": quotation.title,
                "first": quotation.first_line,
                "last": quotation.last_line,
            }
            for quotation in found.quotations.get(node["id"], [])
        ],
    }


def _kinds(found: Neighbourhood, names: Subjects) -> list[dict[str, Any]]:
    counts = Counter(found.graph.nodes[iri]["kind"] for iri in found.hops)
    return [
        {"kind": kind, "name": _name(names, kind), "count": count, "fill": look.fill, "border": look.border}
        for kind, count in sorted(counts.items())
        for look in (LOOKS.get(kind, OTHER),)
    ]


def _name(names: Subjects, term: str) -> str:
    """The Japanese label of a term of the vocabulary, else its last word."""
    iri = term if ":" in term else NAMESPACE + term
    labels = names.get(iri, {}).get(f"{RDFS.label}@ja")
    return labels[0] if labels else iri.replace("#", "/").rpartition("/")[2]


def _json(data: Mapping[str, Any]) -> str:
    """JSON that no text in it can leave: ``<`` may not begin a tag or a comment inside a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (files("policygraph.viz") / "assets" / name).read_text(encoding="utf-8")


@cache
def _asset_of_pyvis(name: str) -> str:
    """vis-network as pyvis ships it; its licence (Apache-2.0 or MIT) stands in its first lines."""
    return (files("pyvis") / name).read_text(encoding="utf-8")
