"""One self-contained page of a picture: no network, no physics.

A pyvis ``Network`` holds nodes, edges and options; the page is our own template, since pyvis' own
loads files from the network and puts titles into the page unescaped (design, section 8).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from policygraph import __version__
from policygraph.queries.store import Coverage
from policygraph.viz.drawing import draw
from policygraph.viz.neighbourhood import Neighbourhood
from policygraph.viz.page_data import NO_SCENARIO, Scenario, all_quotations, as_json, page_data, shortened
from policygraph.viz.style import order_of
from policygraph.viz.telling import SheetSource
from policygraph.viz.templates import asset, rendered, source_hash
from policygraph.viz.wording import Language, words

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    *("texts.js", "model.js", "layout.js", "state.js", "marks.js", "picture.js", "elements.js", "panel.js"),
    *("finding.js", "legend.js", "table.js", "drawing.js", "exporting.js", "page.js"),
)
"""The scripts of a page; each uses those before it."""
_LANGUAGES: tuple[Language, Language] = ("ja", "en")


def page(
    found: Neighbourhood,
    depth: int,
    coverage: Coverage,
    *,
    reach: int = 0,
    title: str = "",
    scenario: Scenario = NO_SCENARIO,
) -> str:
    """The page as HTML. Scripts and styles are let in by their hash, and nothing is let load anything.

    At first it shows what lies within ``depth`` links of the target, and what the scenario touches; it
    holds what lies within ``reach``. ``title`` is that of a picture that is around no target.
    """
    scripts = [_asset_of_pyvis(_VIS), *map(asset, _SCRIPTS)]
    style = asset("page.css")
    picture = draw(found, depth, list(scenario.shares))
    return rendered(
        "page.html.j2",
        kind={each: words(each).name(found.kind(found.target)) if found.target else "" for each in _LANGUAGES},
        title=shortened(found.names[found.target]) if found.target else title,
        scenario=scenario.words,
        outside=sum(iri not in found.hops for iri in scenario.shares),
        left_out={each: _left_out(found, each) for each in _LANGUAGES},
        coverage={each: coverage.sentence(each) for each in _LANGUAGES},
        sheets=_quoted_sheets(found),
        version=__version__,
        style=Markup(style),
        style_hash=source_hash(style),
        script_hashes=" ".join(f"'{source_hash(script)}'" for script in scripts),
        scripts=[Markup(script) for script in scripts],
        data=Markup(as_json(page_data(found, picture, depth, max(depth, reach), scenario))),
    )


def _left_out(found: Neighbourhood, language: Language) -> str:
    """What of the reach is not on the page, by kind; empty where all is."""
    kinds = [found.kind(iri) for iri in found.hops]
    missing = ((kind, found.totals[kind] - kinds.count(kind)) for kind in sorted(found.totals, key=order_of))
    counted = [(words(language).name(kind), count) for kind, count in missing if count]
    if language == "ja":
        return "、".join(f"{name} {count} 件" for name, count in counted)
    return ", ".join(f"{count} {name}" for name, count in counted)


def _quoted_sheets(found: Neighbourhood) -> list[SheetSource]:
    quoted = {(each.title, each.file) for each in all_quotations(found)}
    return [sheet for sheet in found.sheets if (sheet.title, sheet.file) in quoted]


@cache
def _asset_of_pyvis(name: str) -> str:
    """vis-network as pyvis ships it; its licence (Apache-2.0 or MIT) stands in its first lines."""
    return (files("pyvis") / name).read_text(encoding="utf-8")
