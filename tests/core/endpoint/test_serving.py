"""Serving: who may ask, new versions, data IRIs, a taken port, and an end without remains."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from policygraph.endpoint.server import listen
from policygraph.errors import AddressError, NoStoreError
from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.core.endpoint.serving import Client, served

SHEET = "https://w3id.org/policygraph/id/010006/2020/06-04"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s a pg:Project }"


def count(client: Client) -> int:
    return int(client.query(COUNT).json()["results"]["bindings"][0]["n"]["value"])


def test_a_new_version_is_served_without_a_restart(tmp_path: Path) -> None:
    build([ONE_SHEET], tmp_path / "store", Options())
    with served(tmp_path / "store") as client:
        assert count(client) == 9
        assert "1調書" in client.get("/", "text/html").text
        build([EXAMPLES], tmp_path / "store", Options())
        assert [count(client) for _ in range(3)] == [48, 48, 48]
        assert "3調書" in client.get("/", "text/html").text


def test_a_store_that_cannot_be_opened_is_503_until_it_can(tmp_path: Path) -> None:
    build([ONE_SHEET], tmp_path / "store", Options())
    with served(tmp_path / "store") as client:
        current = tmp_path / "store" / "current"
        published = current.read_text(encoding="utf-8")
        current.write_text("000009-gone\n", encoding="utf-8")
        reply = client.query(COUNT)
        assert (reply.status, "retry-after" in reply.headers) == (503, True)
        assert str(tmp_path) not in reply.text
        current.write_text(published, encoding="utf-8")
        assert count(client) == 9


@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8765", "127.0.0.1.attacker.example", ""])
def test_a_host_that_is_not_ours_is_refused(endpoint: Client, host: str) -> None:
    assert endpoint.get("/", Host=host).status == 400


def test_local_and_allowed_hosts_are_answered(endpoint: Client, one_sheet_store: LocalStore) -> None:
    for host in ("localhost", "127.0.0.1:1", "[::1]:8765"):
        assert endpoint.get("/", Host=host).status == 200
    with served(one_sheet_store.version.path.parent.parent, hosts=("data.example.jp",)) as client:
        assert client.get("/", Host="data.example.jp").status == 200


@pytest.mark.parametrize("path", ["/", "/sparql", "/sparql?query=ASK%7B%7D", "/nowhere", "/sparql?query=x"])
def test_every_response_is_secured_and_none_is_shared_with_other_sites(endpoint: Client, path: str) -> None:
    headers = endpoint.get(path, Origin="https://elsewhere.example").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("address", [f"/id/{SHEET.partition('/id/')[2]}", f"/id/?iri={quote(SHEET)}"])
def test_a_data_iri_is_answered_as_a_page_or_as_rdf(endpoint: Client, address: str) -> None:
    page = endpoint.get(address, "text/html")
    assert (page.status, page.media) == (200, "text/html")
    assert "食" in page.text
    for media, format_ in (("text/turtle", ox.RdfFormat.TURTLE), ("application/ld+json", ox.RdfFormat.JSON_LD)):
        reply = endpoint.get(address, media)
        assert reply.media == media
        assert {quad.subject for quad in ox.parse(reply.body, format=format_)} == {ox.NamedNode(SHEET)}
    assert endpoint.get(address).media == "text/turtle"


def test_a_data_iri_quotes_its_passage_and_shows_what_points_to_it(endpoint: Client) -> None:
    page = endpoint.get("/id/010006/2020/06-04/project/0815", "text/html").text
    assert "<blockquote>" in page
    assert ONE_SHEET.name in page
    measure = endpoint.get("/id/010006/2020/06-04/measure", "text/html").text
    assert "これを指すもの" in measure


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/id/010006/2020/99-99", 404),
        ("/id/", 400),
        ("/id/?iri=no%20iri", 400),
        ("/id/?iri=relative", 400),
        (f"/id/a?iri={quote(SHEET)}", 400),
        ("/id/%3Cscript%3E", 404),
        ("/id/..%2F..%2Fetc%2Fpasswd", 404),
    ],
)
def test_what_the_store_does_not_have_is_not_found(endpoint: Client, address: str, status: int) -> None:
    for accept in ("text/html", "text/turtle"):
        reply = endpoint.get(address, accept)
        assert reply.status == status
        assert "<script>" not in reply.text


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "policygraph", "serve", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def children_of(pid: int) -> list[Path]:
    """The processes that a process has started, as Linux lists them."""
    processes = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [path for path in processes if f"\nPPid:\t{pid}\n" in (path / "status").read_text(encoding="utf-8")]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are listed as Linux does")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_stopped_and_leaves_no_process(
    one_sheet_store: LocalStore, stop: signal.Signals
) -> None:
    process = start("--store", str(one_sheet_store.version.path.parent.parent), "--port", "0")
    assert process.stderr
    said = process.stderr.readline()
    address = said.partition("公開しています：")[2].partition("（")[0]
    with urllib.request.urlopen(f"{address}sparql?query=ASK%7B%7D", timeout=30) as reply:
        assert reply.status == 200
    workers = children_of(process.pid)
    assert len(workers) == 2
    process.send_signal(stop)
    process.send_signal(stop)
    rest = process.communicate(timeout=30)[1]
    assert "Traceback" not in rest
    assert process.returncode == 0
    assert not [worker for worker in workers if worker.exists()]


def test_answers_are_sent_without_delay() -> None:
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_said_clearly(one_sheet_store: LocalStore) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = start("--store", str(one_sheet_store.version.path.parent.parent), "--port", str(port))
        said = process.communicate(timeout=60)[1]
    assert process.returncode == 2
    assert f"127.0.0.1:{port}：このポートはほかで使われています" in said
    assert "Traceback" not in said


def test_the_verb_says_what_is_wrong(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    import policygraph

    with pytest.raises(NoStoreError):
        policygraph.serve(tmp_path)
    for host, port in (("256.0.0.1", 0), ("127.0.0.1", 70_000)):
        with pytest.raises(AddressError, match=host):
            policygraph.serve(one_sheet_store.version.path.parent.parent, host=host, port=port)
