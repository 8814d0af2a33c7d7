"""One HTTP exchange with a server that may do anything: stall, lie, redirect, send without end.

What urllib leaves open is closed here: a deadline over the whole exchange, redirects that are told
and not followed, no scheme but http and https, a cap on what is read, and an answer shorter than
announced is none.
"""

from __future__ import annotations

import http.client
import queue
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from typing import Any, NamedTuple

from policygraph.errors import (
    EndpointAccessError,
    EndpointAnswerError,
    EndpointError,
    EndpointTimeoutError,
    os_reason_ja,
)

_PIECE = 1 << 16


class Credentials(NamedTuple):
    """A user and a password."""

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.user!r}, ...)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long and how much: seconds over all tries of one request, tries, bytes of one answer, redirects."""

    seconds: float = 60.0
    tries: int = 3
    size: int = 256 * 2**20
    redirects: int = 5


class Deadline:
    """A moment after which nothing is waited for; ``name`` says who was to answer."""

    def __init__(self, seconds: float, name: str) -> None:
        self._end = time.monotonic() + seconds
        self._name = name
        self._seconds = seconds

    def left(self) -> float:
        """Seconds that are left.

        Raises:
            EndpointTimeoutError: none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> EndpointTimeoutError:
        return EndpointTimeoutError(
            self._name,
            f"there was no whole answer within {self._seconds:g} seconds",
            ja=f"{self._seconds:g} 秒以内に答えがそろいませんでした。",
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sent: status, headers, and the whole body; ``measured``, whether it told where the body ends."""

    status: int
    headers: Message
    body: bytes
    measured: bool

    def header(self, name: str) -> str:
        return str(self.headers.get(name, "")).strip()


def exchange(
    request: urllib.request.Request, name: str, credentials: Credentials | None, limits: Limits, deadline: Deadline
) -> Reply:
    """Send a request once, and give what comes back whatever its status.

    ``credentials`` are sent when the server of ``request`` asks for them (Basic or Digest), and
    only to it.

    Raises:
        EndpointError: it cannot be reached, or breaks off; ``name`` is what it is called.
        EndpointAnswerError: the body is cut short, or larger than the limit.
        EndpointTimeoutError: it takes too long.
    """
    return _Exchange(request, name, credentials, limits, deadline).run()


@dataclass(slots=True)
class _Traffic:
    """What an exchange opened: sockets that can be cut, responses (one more for each way of signing in) to close."""

    sockets: list[socket.socket] = field(default_factory=list)
    responses: list[http.client.HTTPResponse] = field(default_factory=list)

    def noted(self, response: http.client.HTTPResponse) -> http.client.HTTPResponse:
        self.responses.append(response)
        return response

    def cut(self) -> None:
        for opened in self.sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for response in self.responses:
            response.close()


class _Exchange:
    """State of one exchange."""

    def __init__(
        self,
        request: urllib.request.Request,
        name: str,
        credentials: Credentials | None,
        limits: Limits,
        deadline: Deadline,
    ) -> None:
        self.name, self.limits, self.deadline = name, limits, deadline
        # A request that was sent once bears what the opener wrote into it.
        self.request = urllib.request.Request(
            request.full_url, request.data, dict(request.headers), method=request.get_method()
        )
        self.traffic = _Traffic()
        self.opener = _opener(request, credentials, self.traffic)

    def run(self) -> Reply:
        """Exchange in a thread: neither a name server nor a drip of headers can hold the caller beyond the deadline."""
        done: queue.SimpleQueue[Reply | Exception] = queue.SimpleQueue()
        left = self.deadline.left()
        threading.Thread(target=self._put, args=(done, left), daemon=True).start()
        try:
            outcome = done.get(timeout=left)
        except queue.Empty:
            raise self.deadline.error() from None
        finally:
            self.traffic.cut()
        if isinstance(outcome, Reply):
            return outcome
        told = self._told(outcome)
        raise told from None if told is outcome else outcome

    def _put(self, done: queue.SimpleQueue[Reply | Exception], timeout: float) -> None:
        try:
            done.put(self._exchange(timeout))
        except Exception as error:  # handed to the caller, who raises it
            done.put(error)
        finally:
            self.traffic.close()

    def _exchange(self, timeout: float) -> Reply:
        try:
            response = self.opener.open(self.request, timeout=timeout)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            try:
                return self._read(response.status, response.headers, response)
            except (OSError, http.client.HTTPException) as error:
                if isinstance(error, TimeoutError):
                    raise
                raise EndpointAnswerError(
                    self.name,
                    "the connection broke before the answer was whole",
                    ja="答えがそろう前に接続が切れました。",
                ) from error

    def _read(self, status: int, headers: Message, body: Any) -> Reply:
        """Read by ``readinto``: where a chunk claims a negative size, ``read`` would take all that comes."""
        chunked = "chunked" in str(headers.get("Transfer-Encoding", "")).lower()
        announced = None if chunked else _length(headers)
        if announced is not None and announced > self.limits.size:
            raise self._too_large()
        whole, piece = bytearray(), bytearray(_PIECE)
        while count := body.readinto(piece):
            whole += memoryview(piece)[:count]
            if len(whole) > self.limits.size:
                raise self._too_large()
            self.deadline.left()
        if announced is not None and len(whole) < announced:
            raise EndpointAnswerError(
                self.name,
                f"the answer was cut short: {len(whole)} of {announced} bytes came",
                ja=f"答えが途中で切れています（{announced} バイトのうち {len(whole)} バイト）。",
            )
        return Reply(status, headers, bytes(whole), chunked or announced is not None)

    def _too_large(self) -> EndpointAnswerError:
        return EndpointAnswerError(
            self.name,
            f"the answer is larger than {self.limits.size:,} bytes",
            ja=f"答えが {self.limits.size:,} バイトを超えています。",
        )

    def _told(self, error: Exception) -> Exception:
        """What users are told of an exception of the network, or of an answer that is no HTTP."""
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, EndpointError):
            return reason
        if isinstance(reason, TimeoutError):
            return self.deadline.error()
        if isinstance(reason, http.client.RemoteDisconnected):
            return EndpointError(
                self.name, "it closed the connection without an answer", ja="答えずに接続を閉じました。"
            )
        if isinstance(reason, http.client.HTTPException):
            return EndpointAnswerError(
                self.name, "what it sent is not HTTP", ja="返ってきたものが HTTP ではありません。"
            )
        if isinstance(reason, socket.gaierror):
            return EndpointError(
                self.name, "there is no server of that name", ja="その名前のサーバーが見つかりません。"
            )
        if isinstance(reason, OSError):
            return EndpointError(
                self.name,
                f"it cannot be reached ({reason.strerror or reason})",
                ja=f"つながりません（{os_reason_ja(reason)}）。",
            )
        if isinstance(reason, ValueError):
            return EndpointAccessError(
                self.name,
                f"the request or its way of signing in cannot be used ({reason})",
                ja=f"この送り方や認証の方式は使えません（{reason}）。",
            )
        return error


def _length(headers: Message) -> int | None:
    announced = str(headers.get("Content-Length", ""))
    return int(announced) if announced.isascii() and announced.isdigit() else None


class _Plain(http.client.HTTPConnection):
    """A connection that puts its socket where it can be cut."""

    def __init__(self, traffic: _Traffic, host: str, **options: Any) -> None:
        super().__init__(host, **options)
        self._traffic = traffic

    def connect(self) -> None:
        super().connect()
        self._traffic.sockets.append(self.sock)


class _Secure(http.client.HTTPSConnection):
    """The same over TLS; certificates are verified."""

    def __init__(self, traffic: _Traffic, host: str, **options: Any) -> None:
        super().__init__(host, **options)
        self._traffic = traffic

    def connect(self) -> None:
        super().connect()
        self._traffic.sockets.append(self.sock)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, traffic: _Traffic) -> None:
        super().__init__()
        self._traffic = traffic

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self._traffic.noted(self.do_open(partial(_Plain, self._traffic), req))


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, traffic: _Traffic) -> None:
        super().__init__()
        self._traffic = traffic

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self._traffic.noted(self.do_open(partial(_Secure, self._traffic), req))


def _opener(
    request: urllib.request.Request, credentials: Credentials | None, traffic: _Traffic
) -> urllib.request.OpenerDirector:
    """An opener of http and https only, which follows no redirect and knows no password but this one."""
    opener = urllib.request.OpenerDirector()
    handlers: list[urllib.request.BaseHandler] = [
        urllib.request.ProxyHandler(),
        _Http(traffic),
        _Https(traffic),
        urllib.request.UnknownHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ]
    if credentials is not None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, *credentials)
        handlers += [urllib.request.HTTPBasicAuthHandler(passwords), urllib.request.HTTPDigestAuthHandler(passwords)]
    for handler in handlers:
        opener.add_handler(handler)
    return opener
