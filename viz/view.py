"""A picture of a target's surroundings or of an answer, as a page, an image or a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from policygraph.errors import QueryError
from policygraph.queries.asking import ask
from policygraph.queries.catalogue import Question
from policygraph.queries.labels import Label
from policygraph.queries.network_files import NETWORK_ENDINGS, for_gephi, write_network
from policygraph.queries.store import Coverage, Store
from policygraph.viz.answer import graph_of_answer
from policygraph.viz.drawing import draw
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.page import page
from policygraph.viz.page_data import NO_SCENARIO, Scenario
from policygraph.viz.png import to_png
from policygraph.viz.still import still
from policygraph.viz.svg import document

if TYPE_CHECKING:
    from policygraph.queries.network import Network

HELD_DEPTH = 3
"""Links around a target within which a page holds what it may be asked to show."""


@dataclass(frozen=True, slots=True)
class View:
    """A picture; in a notebook it shows itself.

    ``depth`` is within how many links it shows what there is at first, ``reach`` within how many it holds it.
    """

    found: Neighbourhood
    depth: int
    reach: int
    coverage: Coverage
    title: str
    scenario: Scenario

    def html(self) -> str:
        """The page: one file that opens with no network."""
        return page(self.found, self.depth, self.coverage, reach=self.reach, title=self.title, scenario=self.scenario)

    def svg(self) -> str:
        """What the page shows at first, as SVG for a report."""
        picture = draw(self.found, self.depth, list(self.scenario.shares))
        title = self.found.names[self.found.target] if self.found.target else self.title
        return still(self.found, picture, title, self.scenario)

    def network(self) -> Network:
        """What the page holds as a networkx graph, with the attributes that the network files have."""
        graph: Network = self.found.graph.copy()
        drawn = draw(self.found, self.depth, list(self.scenario.shares))
        for iri, data in graph.nodes(data=True):
            data["label"] = self.found.names[iri]
            data["shown"] = iri in set(drawn.first)
            extras = {"badge": self.found.told.badges, "share": self.scenario.shares, "yen": self.found.told.money}
            data.update({key: values[iri] for key, values in extras.items() if iri in values})
        for subject, object_, data in graph.edges(data=True):
            data["weight"] = max(1, len(self.found.mentions.get((subject, object_), ())))
        for_gephi(graph)
        return graph

    def save(self, output: Path) -> None:
        """Write the picture as what the file's ending says.

        Raises:
            QueryError: the ending is of nothing that is written.
        """
        write = _WRITERS.get(output.suffix.lower())
        if write is None:
            endings = " ".join(_WRITERS)
            raise QueryError(
                f"{output}: {output.suffix or 'no ending'} is not written; there are: {endings}",
                ja=f"{output}：この形式では書き出せません。書き出せるのは {endings} です。",
            )
        data = write(self)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(data)

    def _repr_html_(self) -> str:
        """The page in a frame that can reach neither the notebook nor the network."""
        frame = 'sandbox="allow-scripts allow-downloads" width="100%" height="720" style="border:1px solid #8b8b86"'
        return f'<iframe title="policygraph" {frame} srcdoc="{escape(self.html())}"></iframe>'


def view_of_target(store: Store, target: Label, depth: int = 1, scenario: Scenario = NO_SCENARIO) -> View:
    """What is around a target; of a scenario also whatever it touches, marked with its share."""
    reach = max(depth, HELD_DEPTH)
    found = neighbourhood(store, target, reach, scenario.shares)
    return View(found, depth, reach, store.coverage(), "", scenario)


def view_of_answer(store: Store, asked: Question, given: Mapping[str, str]) -> View:
    """The graph of an answer of the catalogue.

    Raises:
        ParameterError: a parameter is unknown, missing or ill-typed.
        TargetError: a parameter names nothing, or several things.
        QueryError: the answer names nothing that a picture could show.
    """
    found = graph_of_answer(store, ask(store, asked, given))
    said = " ".join(f"{name}={value}" for name, value in given.items())
    return View(found, 1, 1, store.coverage(), f"{asked.title['ja']} {said}".strip(), NO_SCENARIO)


def _network(ending: str) -> Callable[[View], bytes]:
    def write(view: View) -> bytes:
        file = BytesIO()
        write_network(view.network(), file, ending)
        return file.getvalue()

    return write


_WRITERS: Mapping[str, Callable[[View], bytes]] = {
    ".html": lambda view: view.html().encode(),
    ".svg": lambda view: document(view.svg()),
    ".png": lambda view: to_png(view.svg()),
    **{ending: _network(ending) for ending in NETWORK_ENDINGS},
}
