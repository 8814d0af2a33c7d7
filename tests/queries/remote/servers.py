"""Real SPARQL servers on the loopback, started and stopped by the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.absence import absent

_PATIENCE = 60
_VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server takes queries and updates, and the user that its updates need."""

    url: str
    update_url: str
    user: str = ""
    password: str = ""

    def sign_in(self, patch: pytest.MonkeyPatch) -> None:
        if self.user:
            patch.setenv("POLICYGRAPH_ENDPOINT_USER", self.user)
            patch.setenv("POLICYGRAPH_ENDPOINT_PASSWORD", self.password)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(*options: str) -> Iterator[Server]:
    """``oxigraph serve`` in memory."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, port, None):
        yield Server(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/update")


@contextmanager
def virtuoso(folder: Path, rows: int = 100_000) -> Iterator[Server]:
    """Virtuoso, which takes updates only from a user who signs in (Digest)."""
    found = shutil.which("virtuoso-t")
    if found is None:
        absent("Virtuoso is absent (Debian package virtuoso-opensource-7-bin)")
    http = free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=http, rows=rows), encoding="utf-8")
    with _running([found, "+foreground", "+configfile", "virtuoso.ini"], http, folder):
        place = f"http://127.0.0.1:{http}"
        yield Server(f"{place}/sparql", f"{place}/sparql-auth", user="dba", password="dba")


@contextmanager
def _running(command: list[str], port: int, folder: Path | None) -> Iterator[None]:
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield
        finally:
            process.kill()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the server did not start: {process.args}")
