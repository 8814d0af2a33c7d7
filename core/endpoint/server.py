"""Running the endpoint: an address of its own, and an end that leaves no process behind."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import uvicorn

from policygraph.endpoint.app import application
from policygraph.endpoint.messages import Limits
from policygraph.errors import AddressError, os_reason_ja

_CONNECTIONS = 256
"""Connections that are held at once; beyond that the answer is 503."""
_LAST_PORT = 65_535
_TAKEN_JA = "このポートはほかで使われています。--port で別の番号を指定してください"
_GRACE = 3
"""Seconds that running requests get when the server is stopped."""


class _Server(uvicorn.Server):
    """Stops in good order however often it is told to: that is no failure, and takes a bounded time."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.should_exit = True


def run(
    store: Path,
    host: str,
    port: int,
    hosts: Sequence[str] = (),
    limits: Limits | None = None,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve until interrupted; ``ready`` is told the address.

    Raises:
        AddressError: the address cannot be had.
        NoStoreError: there is no store.
        StoreError: it is damaged.
    """
    app = application(store, limits or Limits(), (*hosts, *_names(host)))
    listening = listen(host, port)
    try:
        ready(_address(host, listening.getsockname()[1]))
        config = uvicorn.Config(
            app,
            log_level="warning",
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_GRACE,
            server_header=False,
            proxy_headers=False,
        )
        _Server(config).run(sockets=[listening])
    finally:
        listening.close()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        AddressError: the address cannot be had.
    """
    if not 0 <= port <= _LAST_PORT:
        reason = f"a port is a number from 0 to {_LAST_PORT}"
        raise AddressError(host, port, reason, ja=f"ポート番号は 0 から {_LAST_PORT} までです")
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressError(host, port, "the port is taken; name another one with --port", ja=_TAKEN_JA) from error
        raise AddressError(host, port, str(error.strerror or error), ja=os_reason_ja(error)) from error
    # asyncio sends without delay (TCP_NODELAY) only what says that it is TCP; else each answer waits 40 ms.
    return socket.socket(listening.family, listening.type, socket.IPPROTO_TCP, fileno=listening.detach())


def _names(host: str) -> tuple[str, ...]:
    """The host as a name that may be asked for; "all addresses" is no name."""
    try:
        if ipaddress.ip_address(host).is_unspecified:
            return ()
    except ValueError:
        return (host,)
    return (f"[{host}]", host) if ":" in host else (host,)


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
