"""A server on the loopback that plays a fault: it reads a request and says what it was told to say, byte by byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Play = Callable[[socket.socket, "Faults"], None]


@dataclass(slots=True)
class Faults:
    """The server: the requests that came (head and body as text), and whether it is closing."""

    play: Play
    requests: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"


@contextmanager
def serving(play: Play) -> Iterator[Faults]:
    """A server that answers each connection by ``play``."""
    faults = Faults(play)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        faults.port = listener.getsockname()[1]
        thread = threading.Thread(target=_accept, args=(listener, faults))
        thread.start()
        try:
            yield faults
        finally:
            faults.closing.set()
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", faults.port), timeout=1).close()
            thread.join()


def _accept(listener: socket.socket, faults: Faults) -> None:
    players = []
    while not faults.closing.is_set():
        connection, _ = listener.accept()
        players.append(threading.Thread(target=_answer, args=(connection, faults)))
        players[-1].start()
    for player in players:
        player.join()


def _answer(connection: socket.socket, faults: Faults) -> None:
    with connection, suppress(OSError):
        connection.settimeout(5)
        request = _read(connection)
        if request and not faults.closing.is_set():
            faults.requests.append(request)
            faults.play(connection, faults)


def _read(connection: socket.socket) -> str:
    """One request, as long as its Content-Length says."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return ""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return (head + b"\r\n\r\n" + body).decode()


def says(*pieces: bytes, pause: float = 0.0, reset: bool = False) -> Play:
    """Say the pieces, with a pause after each; then close, or break the connection."""

    def play(connection: socket.socket, faults: Faults) -> None:
        for piece in pieces:
            connection.sendall(piece)
            if pause and faults.closing.wait(pause):
                return
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    return play


def in_turn(*plays: Play) -> Play:
    """Play one after another, a request each; the last one again and again."""

    def play(connection: socket.socket, faults: Faults) -> None:
        plays[min(len(faults.requests), len(plays)) - 1](connection, faults)

    return play


def http(
    body: bytes = b"", *, status: str = "200 OK", type_: str | None = "application/sparql-results+json", **headers: str
) -> bytes:
    """A well-formed response; a header's name is written with ``_`` for ``-``, and an empty one is left out."""
    fields = {"Content_Length": str(len(body)), "Content_Type": type_ or "", "Connection": "close", **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", type_: str = "application/sparql-results+json") -> bytes:
    """A response in chunks, each as its own size says."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    return http(b"", type_=type_, Content_Length="", Transfer_Encoding="chunked") + body
