"""A request of the SPARQL 1.1 protocol (W3C Recommendation, section 2), read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.requests import Request

from policygraph.queries.gate import MAX_BYTES
from policygraph.queries.store import Scope

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MAX_BODY = 3 * MAX_BYTES + 16 * 1024
"""A form may write a byte as three, and names graphs beside the query."""


class ProtocolError(Exception):
    """A request that is not answered, with its HTTP status and headers; ``ja`` is the message in Japanese."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] = MappingProxyType({}), *, ja: str | None = None
    ) -> None:
        super().__init__(status, message)
        self.status = status
        self.message = message
        self.headers = headers
        self.ja = ja or message


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the graphs that the request names (None: those that the query says)."""

    query: str
    scope: Scope | None


async def read(request: Request) -> Asked | None:
    """What a request asks; None for a GET without any query.

    Raises:
        ProtocolError: it is no query operation.
    """
    pairs = _pairs(request.url.query)
    if request.method == "POST":
        pairs += await _posted(request)
    names = [name for name, _ in pairs]
    if "update" in names:
        raise ProtocolError(403 if request.method == "POST" else 400, "this endpoint is read-only: no updates")
    if any(name.startswith("using-") for name in names):
        raise ProtocolError(400, "using-graph-uri belongs to updates, which this endpoint refuses")
    if names.count("query") == 1:
        return Asked(dict(pairs)["query"], _scope(pairs))
    if names.count("query") > 1:
        raise ProtocolError(400, "give one query, not several")
    if request.method == "POST" or _scope(pairs):
        raise ProtocolError(400, "there is no query")
    return None


async def _posted(request: Request) -> list[tuple[str, str]]:
    media = _media(request.headers)
    if media == UPDATE:
        raise ProtocolError(403, "this endpoint is read-only: no updates")
    if media not in (FORM, DIRECT):
        raise ProtocolError(415, f"post a query as {DIRECT} or as {FORM}, in UTF-8")
    text = _text(await _body(request))
    return [("query", text)] if media == DIRECT else _pairs(text)


def _media(headers: Headers) -> str:
    media, *parameters = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    for name, _, value in (each.partition("=") for each in parameters):
        if name.strip() == "charset" and value.strip('" ') not in ("utf-8", "utf8"):
            raise ProtocolError(415, "queries are posted in UTF-8")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise ProtocolError(415, "queries are posted without compression")
    return media


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise ProtocolError(413, f"a query may have {MAX_BYTES // 1024} KB")
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "the request is not UTF-8") from error


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise ProtocolError(400, "the parameters are not UTF-8, or are too many") from error


def _scope(pairs: list[tuple[str, str]]) -> Scope | None:
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    return Scope(default, named) if default or named else None
