"""A server of its own for a test, in a thread, and a client that sends just what it is told."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn

from policygraph.endpoint.app import application
from policygraph.endpoint.messages import Limits

QUICK = Limits(seconds=1, rows=1000, memory=256 * 1024**2, workers=2, patience=1)
"""Limits that a test does not wait long for."""


@dataclass(frozen=True)
class Reply:
    """What came back, and after how many seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Client:
    """Asks one server."""

    port: int
    server: uvicorn.Server = field(repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        start = time.monotonic()
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, data, time.monotonic() - start)

    def get(self, path: str, accept: str = "*/*", **headers: str) -> Reply:
        return self.send("GET", path, headers={"Accept": accept, **headers})

    def query(self, query: str, accept: str = "*/*", **parameters: str) -> Reply:
        return self.get(f"/sparql?{urlencode({'query': query, **parameters})}", accept)

    def post(self, query: str | bytes, accept: str = "*/*") -> Reply:
        body = query if isinstance(query, bytes) else query.encode()
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", "/sparql", body, headers)


@contextmanager
def served(store: Path, limits: Limits = QUICK, hosts: tuple[str, ...] = ()) -> Iterator[Client]:
    """Serve a store while the block runs."""
    app = application(store, limits, hosts)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    assert server.started
    (listening,) = server.servers[0].sockets
    try:
        yield Client(listening.getsockname()[1], server)
    finally:
        server.should_exit = True
        thread.join(30)
