"""A picture of a target's surroundings or of an answer, as a page, an image or a network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from policygraph.errors import QueryError
from policygraph.queries.catalogue import Question
from policygraph.queries.labels import Label
from policygraph.queries.store import Coverage, Store
from policygraph.viz.answer import graph_of_answer
from policygraph.viz.neighbourhood import Neighbourhood, neighbourhood
from policygraph.viz.page import page
from policygraph.viz.page_data import NO_SCENARIO, Scenario

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
        QueryError: the answer names nothing that a picture could show.
    """
    found = graph_of_answer(store, store.select(asked.sparql, asked.bind(given)))
    said = " ".join(f"{name}={value}" for name, value in given.items())
    return View(found, 1, 1, store.coverage(), f"{asked.title['ja']} {said}".strip(), NO_SCENARIO)


def _page(view: View) -> bytes:
    return view.html().encode()


_WRITERS: Mapping[str, Callable[[View], bytes]] = {".html": _page}
