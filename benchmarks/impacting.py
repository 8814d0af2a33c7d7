"""How long reach and what-if take on a generated store: ``python -m benchmarks.impacting``."""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import networkx as nx

from benchmarks.building import write_sheets
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.terms import PG
from policygraph.queries.build import Options, build
from policygraph.queries.impact.frame import Frame, frame
from policygraph.queries.impact.hubs import HUB
from policygraph.queries.impact.reach import reach_in
from policygraph.queries.impact.scenario import Change
from policygraph.queries.impact.structure_answer import structure
from policygraph.queries.impact.walks import paths_to, walk
from policygraph.queries.impact.what_if import sweep, what_if
from policygraph.queries.labels import Label
from policygraph.queries.store import LocalStore, open_store
from tests.sheetwriter import PRESETS

STARTS = 4
HOPS = 6
_SPARQL = """
SELECT DISTINCT ?x { <%s> (pg:partOf|pg:addresses|pg:inPolicyArea|^pg:targets|pg:respondsTo|skos:broader)+ ?x }
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median of several runs of each question; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.impacting", description=__doc__)
    parser.add_argument("--store", type=Path, help="the store to ask (default: one of generated sheets)")
    parser.add_argument("--sheets", type=int, default=106, help="how many sheets are generated (default 106)")
    parser.add_argument("--seed", type=int, default=1, help="of the starts (default 1)")
    parser.add_argument("--runs", type=int, default=5, help="how often each is asked (default 5)")
    options = parser.parse_args(arguments)
    with _store(options.store, options.sheets) as store:
        within = frame(store)
        projects = sorted(iri for iri in within.graph if within.kind(iri) == PG.Project)
        starts = random.Random(options.seed).sample(projects, min(STARTS, len(projects)))
        sys.stdout.write(
            f"{len(store.documents)} sheets, {len(store.database)} triples, "
            f"{within.graph.number_of_edges()} hops, {len(projects)} projects\n"
        )
        for name, asked in _questions(store, within, projects, starts):
            times = [_seconds(asked) for _ in range(options.runs)]
            sys.stdout.write(f"{name:<52}{statistics.median(times) * 1000:>10.1f} ms\n")
    return 0


@contextmanager
def _store(given: Path | None, sheets: int) -> Iterator[LocalStore]:
    if given is not None:
        yield open_store(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_sheets(Path(folder) / "sheets", sheets, PRESETS["none"])
        build([Path(folder) / "sheets"], Path(folder) / "store", Options())
        yield open_store(Path(folder) / "store")


def _questions(
    store: LocalStore, within: Frame, projects: Sequence[str], starts: Sequence[str]
) -> Iterator[tuple[str, Callable[[], object]]]:
    labels = [Label(iri, PG.Project, "", "", 0, "") for iri in starts]
    yield "the network out of the store", lambda: frame(store)
    yield f"structural paths from {len(starts)} projects, {HOPS} hops", lambda: [_paths(within, iri) for iri in starts]
    plain = nx.DiGraph((step.support, step.dependent) for step in within.steps if step.rule.relation == "structural")
    yield (
        "the same reach by networkx, without paths",
        lambda: [nx.single_source_shortest_path_length(plain, iri, cutoff=HOPS) for iri in starts],
    )
    yield "the same reach by SPARQL property paths", lambda: [store.select(_SPARQL % iri) for iri in starts]
    yield (
        f"answers of {len(starts)} reaches, all relations, quoted",
        lambda: [
            reach_in(within, label, "dependents", HOPS, relations=RULED_RELATIONS, pass_over_hubs=False, hub=HUB)
            for label in labels
        ],
    )
    changes = [[Change(Label(iri, PG.Project, "", "", 0, ""), Decimal(1))] for iri in projects]
    yield "one what-if, from the store to the answer", lambda: what_if(store, changes[0])
    yield f"a what-if over each of {len(projects)} projects", lambda: deque(sweep(within, changes), maxlen=0)
    yield "the structure of the year", lambda: structure(store)


def _paths(within: Frame, iri: str) -> list[object]:
    walked = walk(within, iri, "structural", "dependents")
    return [paths_to(walked, end, hops, HOPS) for end, hops in walked.hops().items() if hops <= HOPS]


def _seconds(asked: Callable[[], object]) -> float:
    start = time.perf_counter()
    asked()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
