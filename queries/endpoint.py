"""A SPARQL 1.1 endpoint: requests by SPARQLWrapper, sent by our own transport.

SPARQLWrapper writes the request of the SPARQL 1.1 Protocol. It sends nothing here: by itself it
would wait without end, take a password along to another server, read without limit, and let an
answer of a wrong type pass (design, section 8).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from netrc import NetrcParseError, netrc
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import Request

from policygraph.errors import (
    EndpointAccessError,
    EndpointAnswerError,
    EndpointBusyError,
    EndpointError,
    EndpointQueryError,
    QueryError,
)
from policygraph.queries.transport import Credentials, Deadline, Limits, Reply, exchange

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

USER, PASSWORD = "POLICYGRAPH_ENDPOINT_USER", "POLICYGRAPH_ENDPOINT_PASSWORD"
"""Environment variables that hold user and password."""

JSON_RESULTS = ("application/sparql-results+json",)
GRAPHS = ("application/n-triples", "text/turtle")
"""Content types that are asked for and accepted: of a SELECT or ASK, of a CONSTRUCT."""

_BUSY = frozenset({429, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})
_SEE_OTHER = 303
_PAUSE = 0.5
"""Seconds before the second try; doubled before each further one."""
_PORTS = {"http": 80, "https": 443}
_EXCERPT = 300

_LIMITS = Limits()

Dataset = Mapping[str, Iterable[str]]
"""Parameters of the protocol that say which graphs a query is about."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where queries and updates go, and who asks.

    ``update_url`` is where updates go, if not to ``url``.
    """

    url: str
    update_url: str | None = None
    credentials: Credentials | None = field(default=None, repr=False)
    limits: Limits = _LIMITS

    def __post_init__(self) -> None:
        _check(self.url)
        if self.update_url is not None:
            _check(self.update_url)
            if urlsplit(self.update_url).hostname != urlsplit(self.url).hostname:
                raise QueryError(
                    "the endpoint for updates is on another host than the one for queries",
                    ja="更新用のアドレスのホストが、質問用のものと違います。",
                )

    @property
    def name(self) -> str:
        """The address as messages tell it: without query, where keys may stand."""
        return _name(self.url)

    def query(self, sparql: str, accept: tuple[str, ...], dataset: Dataset | None = None) -> Reply:
        """Ask, several times where the endpoint is busy; gives a whole answer of a type of ``accept``.

        Raises:
            EndpointError: there is no such answer; the subclass says why.
        """
        wrapper = self._wrapper(sparql, "SELECT")
        wrapper.addCustomHttpHeader("Accept", ", ".join(accept))
        for name, values in (dataset or {}).items():
            for value in values:
                wrapper.addParameter(name, value)
        deadline = Deadline(self.limits.seconds, self.name)
        request = wrapper._createRequest()
        for attempt in range(self.limits.tries):
            reply = self._follow(request, deadline)
            if reply.status not in _BUSY:
                break
            self._pause(reply, attempt, deadline)
        return _accepted(reply, self.name, accept)

    def update(self, sparql: str) -> None:
        """Change something: sent once, to no other place, since a second try could change it twice.

        Raises:
            EndpointError: it was not carried out, or it cannot be known whether it was.
        """
        name = _name(self.update_url or self.url)
        wrapper = self._wrapper(sparql, "INSERT")
        deadline = Deadline(self.limits.seconds, name)
        reply = exchange(wrapper._createRequest(), name, self.credentials, self.limits, deadline)
        if reply.status not in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
            _refuse(reply, name)

    def _wrapper(self, sparql: str, form: str) -> SPARQLWrapper:
        # A question to a store on disk should not wait for the import (it takes in rdflib).
        from SPARQLWrapper import POST, SPARQLWrapper

        wrapper = SPARQLWrapper(self.url, self.update_url, agent="policygraph")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        # setQuery would guess the form by regular expressions that long texts can stall.
        wrapper.queryString, wrapper.queryType = sparql, form
        return wrapper

    def _follow(self, request: Request, deadline: Deadline) -> Reply:
        """Send, and go where the endpoint points: with a password nowhere else, without one not out of TLS."""
        for _ in range(self.limits.redirects + 1):
            reply = exchange(request, self.name, self.credentials, self.limits, deadline)
            if reply.status not in _MOVED:
                return reply
            request = self._moved(request, reply)
        raise EndpointError(
            self.name,
            f"it redirects more than {self.limits.redirects} times",
            ja=f"転送が {self.limits.redirects} 回を超えました。",
        )

    def _moved(self, request: Request, reply: Reply) -> Request:
        try:
            target = urljoin(request.full_url, reply.header("Location"))
            _check(target)
        except (QueryError, ValueError) as error:
            raise EndpointAnswerError(
                self.name,
                "it redirects to an address that is none of http or https",
                ja="http でも https でもないアドレスへ転送しようとしました。",
            ) from error
        old, new = urlsplit(request.full_url), urlsplit(target)
        if self.credentials is not None and _origin(old) != _origin(new):
            raise EndpointAccessError(
                self.name,
                f"it redirects to {_name(target)}, where the password was not sent; if you trust it, give that",
                ja=f"{_name(target)} へ転送しようとしたため、パスワードは送っていません。"
                "信頼できるなら、そのアドレスを指定してください。",
            )
        if (old.scheme, new.scheme) == ("https", "http"):
            raise EndpointAccessError(
                self.name,
                "it redirects from https to http, which is not followed",
                ja="https から http への転送には従いません。",
            )
        data = None if reply.status == _SEE_OTHER else request.data
        return Request(target, data, dict(request.headers))

    def _pause(self, reply: Reply, attempt: int, deadline: Deadline) -> None:
        pause = _retry_after(reply.headers)
        pause = _PAUSE * 2**attempt if pause is None else pause
        last = attempt + 1 == self.limits.tries
        if last or pause >= deadline.left():
            tried = "at every try" if last else f"and asks to wait {pause:.0f} seconds, beyond the deadline"
            raise EndpointBusyError(
                self.name,
                f"it is busy (HTTP {reply.status}) {tried}",
                ja=f"混み合っています（HTTP {reply.status}）。しばらくしてからやり直してください。",
            )
        time.sleep(pause)


def endpoint(url: str, update_url: str | None = None, limits: Limits | None = None) -> Endpoint:
    """An endpoint, with the user and password that the environment or ``~/.netrc`` holds for it.

    Raises:
        QueryError: an address cannot be used, or the file cannot be read.
    """
    return Endpoint(url, update_url, _credentials(url), limits or Limits())


def _credentials(url: str) -> Credentials | None:
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user and password:
        return Credentials(user, password)
    if user or password:
        raise QueryError(
            f"give both {USER} and {PASSWORD}, or none",
            ja=f"{USER} と {PASSWORD} は、両方とも指定するか、どちらも指定しないでください。",
        )
    try:
        found = netrc(os.environ.get("NETRC")).hosts.get(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, NetrcParseError) as error:
        raise QueryError(
            f"the netrc file with passwords cannot be read ({error})",
            ja=f"パスワードを書いた netrc ファイルを読めません（{error}）。",
        ) from error
    return Credentials(found[0], found[2] or "") if found else None


def _check(url: str) -> None:
    """Refuse what is no plain http(s) address; a password in one would stand in histories and logs."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise QueryError(
            "an endpoint is an address that begins with http:// or https://, in ASCII",
            ja="エンドポイントは http:// か https:// で始まる、半角英数字のアドレスで指定してください。",
        )
    if "@" in parts.netloc:
        raise QueryError(
            f"give user and password in {USER} and {PASSWORD} or in ~/.netrc, not in the address",
            ja=f"利用者名とパスワードはアドレスに書かず、{USER} と {PASSWORD} か ~/.netrc で渡してください。",
        )


def _name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]


def _retry_after(headers: Message) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, section 10.2.3): a number or a date."""
    text = str(headers.get("Retry-After", "")).strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _accepted(reply: Reply, name: str, accept: tuple[str, ...]) -> Reply:
    """The reply, if it is a whole answer of an accepted type."""
    if reply.status != HTTPStatus.OK:
        _refuse(reply, name)
    if reply.header("Content-Encoding").lower() not in ("", "identity"):
        raise EndpointAnswerError(
            name,
            f"the answer is compressed ({reply.header('Content-Encoding')}), unasked",
            ja="頼んでいない圧縮をされた答えです。",
        )
    if reply.headers.get_content_type() not in accept or "Content-Type" not in reply.headers:
        kind = _printable(reply.header("Content-Type")) or "of no type"
        raise EndpointAnswerError(
            name,
            f"the answer is {kind}, not {accept[0]}: {_excerpt(reply)}",
            ja=f"答えの種類が {accept[0]} ではなく {kind} です：{_excerpt(reply)}",
        )
    charset = str(reply.headers.get_content_charset("utf-8")).lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise EndpointAnswerError(
            name,
            f"the answer is in {_printable(charset)}, not UTF-8",
            ja=f"答えの文字コードが UTF-8 ではなく {_printable(charset)} です。",
        )
    if accept == GRAPHS and not reply.measured:
        raise EndpointAnswerError(
            name,
            "the answer does not tell its length, so nobody can know whether it is whole",
            ja="答えの長さが示されていないので、全部そろっているか分かりません。",
        )
    _refuse_part(reply, name)
    return reply


def _refuse_part(reply: Reply, name: str) -> None:
    """Virtuoso tells in headers that it stopped early: at its limit of rows, or of time."""
    if reply.header("X-SPARQL-MaxRows"):
        limit = _printable(reply.header("X-SPARQL-MaxRows"))
        raise EndpointAnswerError(
            name,
            f"it cuts answers at {limit} rows; raise its limit (ResultSetMaxRows)",
            ja=f"答えが {limit} 行で打ち切られています。サーバーの上限（ResultSetMaxRows）を上げてください。",
        )
    if reply.header("X-SQL-State"):
        raise EndpointAnswerError(
            name,
            f"the answer is partial: {_printable(reply.header('X-SQL-Message'))}",
            ja=f"答えは一部だけです：{_printable(reply.header('X-SQL-Message'))}",
        )


def _refuse(reply: Reply, name: str) -> NoReturn:
    what = f"HTTP {reply.status}: {_excerpt(reply)}"
    if reply.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED):
        raise EndpointAccessError(
            name,
            f"it does not admit you (user and password: {USER}, {PASSWORD}; {what})",
            ja=f"利用を認められませんでした。利用者名とパスワードは {USER} と {PASSWORD} で渡します（{what}）。",
        )
    if reply.status == HTTPStatus.BAD_REQUEST:
        raise EndpointQueryError(
            name, f"its engine refuses the request ({what})", ja=f"エンジンがこの質問を受け付けません（{what}）。"
        )
    if 200 <= reply.status < 300:
        raise EndpointAnswerError(
            name, f"it gave no whole answer ({what})", ja=f"全部そろった答えがありません（{what}）。"
        )
    if reply.status == HTTPStatus.NOT_FOUND:
        raise EndpointError(
            name,
            f"there is no SPARQL endpoint at this address ({what})",
            ja=f"このアドレスに SPARQL エンドポイントはありません（{what}）。",
        )
    raise EndpointError(name, f"it failed ({what})", ja=f"サーバーが失敗しました（{what}）。")


def _excerpt(reply: Reply) -> str:
    text = re.sub(r"<[^>]*>", " ", reply.body[: 4 * _EXCERPT].decode(errors="replace"))
    return _printable(text)[:_EXCERPT] or "(nothing)"


def _printable(text: str) -> str:
    """One line that no terminal takes for a command."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
