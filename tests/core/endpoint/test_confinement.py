"""What a query cannot reach: a socket, a file. A canary listens, and one lies in a file."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from policygraph.endpoint.messages import LENGTH_BYTES, Answer, Question
from policygraph.queries.store import LocalStore
from tests.core.endpoint.serving import QUICK, Client

SECRET = "canary-in-a-file"


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    """A listening socket that nothing may connect to."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def assert_untouched(canary: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        canary.accept()


def attempts(url: str, file: str) -> Iterator[str]:
    for target in (f"<{url}>", f"<{file}>"):
        for clause in (
            f"SERVICE {target} {{ ?s ?p ?o }}",
            f"SERVICE SILENT {target} {{ ?s ?p ?o }}",
            f"service{target}{{ ?s ?p ?o }}",
            f"SERVICESILENT{target}{{ ?s ?p ?o }}",
            f"?s ?p trueSERVICE{target}{{ ?s ?p ?o }}",
            f"?s ?p 1SERVICE{target}{{ ?s ?p ?o }}",
            f"VALUES ?where {{ {target} }} SERVICE ?where {{ ?s ?p ?o }}",
            f"{{ SELECT * {{ SERVICE {target} {{ ?s ?p ?o }} }} }}",
            f"FILTER EXISTS {{ SERVICE {target} {{ ?s ?p ?o }} }}",
            f"?s ?p ?o FILTER(?s<?p)SERVICE#>\n{target}{{ ?s ?p ?o }}",
            f"?s ?p ?o FILTER(?s<'b>c')SERVICE{target}{{}}#'\n",
            f"GRAPH {target} {{ ?s ?p ?o }}",
        ):
            yield f"SELECT * {{ {clause} }}"
        yield f"SELECT * FROM {target} {{ ?s ?p ?o }}"
        yield f"SELECT * FROM NAMED {target} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
        yield f"PREFIX x: {target} SELECT * FROM x: {{ ?s ?p ?o }}"
        yield f"PREFIX x: {target} SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}"
        yield f"BASE {target} SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}"
        yield f"DESCRIBE {target}"
        yield f"LOAD {target}"
        yield f"LOAD SILENT {target} INTO GRAPH <x:g>"
        yield f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {target} {{ ?s ?p ?o }} }}"


def test_no_query_or_request_reaches_a_canary(endpoint: Client, canary: socket.socket, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text(f'<x:a> <x:b> "{SECRET}" .\n', encoding="utf-8")
    url = f"http://127.0.0.1:{canary.getsockname()[1]}/sparql"
    tried = list(attempts(url, secret.as_uri()))
    assert len(tried) >= 40
    for query in tried:
        reply = endpoint.post(query, "application/sparql-results+json, text/turtle")
        assert reply.status in (200, 400), (query, reply.text)
        assert SECRET not in reply.text
    for iri in (url, secret.as_uri(), str(secret)):
        for name in ("default-graph-uri", "named-graph-uri"):
            assert SECRET not in endpoint.query("SELECT * { ?s ?p ?o }", **{name: iri}).text
        assert SECRET not in endpoint.get(f"/id/?iri={iri}").text
        assert SECRET not in endpoint.get(f"/id/../{iri}").text
        assert endpoint.get(f"/queries/{iri.replace('/', '%2F')}").status in (400, 404)
    assert_untouched(canary)


def run_in_worker(code: str, store: LocalStore) -> str:
    """Run Python as a confined worker would, and give what it prints."""
    prelude = "import sys\nfrom pathlib import Path\nimport pyoxigraph as ox\nimport socket, subprocess, os\n"
    opened = f"store = ox.Store.read_only({str(store.version.database)!r})\n"
    confined = "from policygraph.endpoint.confine import confine\nconfine(2**30)\n"
    attempt = "try:\n    print('reached', " + code + ")\nexcept BaseException as error:\n    print('refused', error)\n"
    command = [sys.executable, "-c", prelude + opened + confined + attempt]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/hostname').read()",
        "Path('/etc/hostname').read_text()",
        "os.open('/etc/hostname', os.O_RDONLY)",
        "os.listdir('/')",
        "open('/tmp/policygraph-worker-was-here', 'w')",
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "__import__('ctypes').CDLL(None)",
    ],
)
def test_a_worker_has_given_up_what_it_does_not_need(one_sheet_store: LocalStore, code: str) -> None:
    assert run_in_worker(code, one_sheet_store).startswith("refused")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the gate alone keeps the engine from going out")
def test_the_kernel_keeps_the_engine_from_going_out_where_the_gate_did_not(
    one_sheet_store: LocalStore, canary: socket.socket
) -> None:
    url = f"http://127.0.0.1:{canary.getsockname()[1]}/sparql"
    said = run_in_worker(f"list(store.query('SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}'))", one_sheet_store)
    assert said.startswith("refused")
    assert_untouched(canary)


def test_a_worker_still_answers_and_ends_with_its_input(one_sheet_store: LocalStore) -> None:
    question = Question("ASK { ?s a pg:Project }").to_bytes()
    command = [sys.executable, "-m", "policygraph.endpoint.worker", str(one_sheet_store.version.path)]
    said = subprocess.run(
        [*command, json.dumps(asdict(QUICK))],
        input=len(question).to_bytes(LENGTH_BYTES, "big") + question,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    ready = int.from_bytes(said[:LENGTH_BYTES], "big")
    answer = Answer.from_bytes(said[2 * LENGTH_BYTES + ready :])
    assert (answer.kind, b"true" in answer.body) == ("boolean", True)
