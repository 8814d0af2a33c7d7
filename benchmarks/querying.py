"""How fast a store is asked, in process and over HTTP, beside its peers: ``python -m benchmarks.querying``.

Every lookup is of another node, so nothing is answered twice. Servers run on the first core and the
client on the others, where the system lets a program choose. Without ``--store`` one of generated
sheets is built first.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.building import write_sheets
from policygraph.api import build
from policygraph.queries.asking import ask
from policygraph.queries.bindings import prologue
from policygraph.queries.catalogue import Parameter, Question, questions
from policygraph.queries.store import LocalStore, Table, open_store
from tests.sheetwriter import PRESETS

Ask = Callable[[str], object]

_PROJECTS = "SELECT ?project { ?project a pg:Project } ORDER BY ?project"
_LOOKUP = "SELECT ?property ?value { <%s> ?property ?value }"
_AROUND = """SELECT DISTINCT ?near ?far {
  <%s> pg:partOf|pg:inPolicyArea|pg:department|^pg:targets|^pg:mentionOf ?near .
  OPTIONAL { ?near pg:partOf|pg:addresses|pg:inPolicyArea|pg:targets ?far }
}"""
_FIRST_MET = ("pledge-trace", "money-by-area", "money-by-office", "money-by-plan-code")
_CONNECTIONS = 4
_PATIENCE = 600
_ENDPOINT = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
data = rdflib.Dataset(default_union=True)
data.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=data), port=int(sys.argv[2]), log_level="critical")
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print milliseconds and answers a second; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.querying", description=__doc__)
    parser.add_argument("--store", type=Path, help="the store to ask (default: one of --sheets generated sheets)")
    parser.add_argument("--sheets", type=int, default=500, help="how many sheets to generate (default 500)")
    parser.add_argument("--lookups", type=int, default=2000, help="lookups over HTTP (default 2000)")
    parser.add_argument("--runs", type=int, default=5, help="how often each question is asked (default 5)")
    parser.add_argument(
        "--rdflib", action="store_true", help="also load rdflib and rdflib-endpoint (minutes, gigabytes)"
    )
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or _generated(Path(folder), options.sheets)
        opened = open_store(store)
        _say(f"{len(opened.documents)} sheets, {len(opened.database):,} triples")
        iris = [term.value for row in opened.select(_PROJECTS).rows for term in row if term]
        _in_process(opened, iris, options.runs)
        _over_http(opened, store, iris, options.lookups)
        if options.rdflib:
            _rdflib(opened, Path(folder), iris, options.lookups)
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _generated(folder: Path, sheets: int) -> Path:
    write_sheets(folder / "sheets", sheets, PRESETS["medium"])
    build([folder / "sheets"], folder / "store")
    return folder / "store"


def _in_process(store: LocalStore, iris: Sequence[str], runs: int) -> None:
    _say("\nin process                            median ms   slowest ms")
    _time("lookup of a node", store.select, [_LOOKUP % iri for iri in _some(iris, 500)])
    _time("two hops around a project", store.select, [_AROUND % iri for iri in _some(iris, 200)])
    _time("search for a part of a name", store.search, ["推進", "振興", "大学", "事業費", "支援事業"] * runs)
    for entry in questions():
        first = " *" if entry.name in _FIRST_MET else ""
        given = _given(store, entry)
        _time(f"{entry.name}{first}", partial(_answered, store, entry, given), [""] * runs)
    _say("* what a user meets first")


def _given(store: LocalStore, entry: Question) -> dict[str, str]:
    """Examples of the parameters that are needed; for a thing that this store does not have, one that it has."""
    needed = [each for each in entry.parameters if not each.optional and each.default is None]
    return {each.name: _thing(store, each) if each.of else each.example for each in needed}


def _thing(store: LocalStore, parameter: Parameter) -> str:
    found = store.search(parameter.example, parameter.of)
    if found:
        return found[0].iri
    rows = store.select(f"SELECT ?thing {{ ?thing a pg:{parameter.of[0]} }} ORDER BY ?thing LIMIT 1").rows
    return rows[0][0].value if rows and rows[0][0] else parameter.example


def _answered(store: LocalStore, entry: Question, given: dict[str, str], _: str) -> Table:
    return ask(store, entry, given)


def _some(iris: Sequence[str], count: int) -> Sequence[str]:
    return iris[:: max(1, len(iris) // count)]


def _time(name: str, ask: Ask, queries: Sequence[str]) -> None:
    taken = []
    for query in queries:
        start = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - start) * 1000)
    _say(f"{name:<36}{statistics.median(taken):>11.2f}{max(taken):>13.2f}")


def _over_http(opened: LocalStore, store: Path, iris: Sequence[str], lookups: int) -> None:
    _say("\nover HTTP                             median ms   answers a second")
    port = _free_port()
    with _served([sys.executable, "-m", "policygraph", "serve", "--store", str(store), "--port", str(port)], port):
        _rate("policygraph serve", port, "/sparql", iris, lookups)
    binary, port = Path(sys.executable).with_name("oxigraph"), _free_port()
    if binary.exists():
        command = [str(binary), "serve-read-only", "--location", str(opened.version.database)]
        with _served([*command, "--bind", f"127.0.0.1:{port}", "--union-default-graph"], port):
            _rate("oxigraph serve-read-only", port, "/query", iris, lookups)
    else:
        _say("oxigraph serve-read-only: absent (pip install oxigraph)")


def _rdflib(opened: LocalStore, folder: Path, iris: Sequence[str], lookups: int) -> None:
    import rdflib
    from pyoxigraph import RdfFormat

    dump, port = folder / "all.nq", _free_port()
    opened.database.dump(str(dump), format=RdfFormat.N_QUADS)
    data = rdflib.Dataset(default_union=True)
    start = time.perf_counter()
    data.parse(dump, format="nquads")
    _say(f"\nrdflib in process (loaded in {time.perf_counter() - start:.0f} s)")
    _time(
        "lookup of a node",
        lambda query: list(data.query(prologue() + query)),
        [_LOOKUP % iri for iri in _some(iris, 100)],
    )
    _time("two hops", lambda query: list(data.query(prologue() + query)), [_AROUND % iri for iri in _some(iris, 50)])
    with _served([sys.executable, "-c", _ENDPOINT, str(dump), str(port)], port):
        _rate("rdflib-endpoint", port, "/", iris, min(lookups, 500))


def _rate(name: str, port: int, path: str, iris: Sequence[str], lookups: int) -> None:
    """Ask over a few connections that stay open, each lookup of another node."""
    nodes = cycle(iris)
    paths = [f"{path}?{urlencode({'query': _LOOKUP % next(nodes)})}" for _ in range(lookups)]
    shares = [paths[part::_CONNECTIONS] for part in range(_CONNECTIONS)]
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        start = time.perf_counter()
        taken = [
            milliseconds for share in pool.map(lambda share: _asked(port, share), shares) for milliseconds in share
        ]
        seconds = time.perf_counter() - start
    alone = _asked(port, paths[: lookups // 10])
    _say(f"{name:<36}{statistics.median(alone):>11.2f}{len(taken) / seconds:>19.0f}")


def _asked(port: int, paths: Sequence[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    taken = []
    for path in paths:
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
        found: Any = json.loads(connection.getresponse().read())
        assert found["results"]["bindings"]
        taken.append((time.perf_counter() - start) * 1000)
    connection.close()
    return taken


@contextmanager
def _served(command: Sequence[str], port: int) -> Iterator[None]:
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            if len(cores) > 1:
                os.sched_setaffinity(process.pid, cores[:1])
                os.sched_setaffinity(0, cores[1:])
            _wait_for(port, process)
            yield
        finally:
            process.terminate()
            if cores:
                os.sched_setaffinity(0, cores)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {process.args}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
