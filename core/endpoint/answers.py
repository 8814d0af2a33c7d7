"""Requests to responses: what all addresses of the endpoint share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from policygraph.endpoint.negotiation import HTML, chosen
from policygraph.endpoint.protocol import ProtocolError
from policygraph.endpoint.service import Service

_NAMED = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""What ``format=`` of a link may say; other words are left to the Accept header."""
_PARAMETERS = {
    "text/csv": "; charset=utf-8; header=present",
    "application/n-triples": "",
    "text/plain": "; charset=utf-8",
}


def service_of(request: Request) -> Service:
    """The service behind a request."""
    service = request.app.state.service
    assert isinstance(service, Service)
    return service


def names_format(request: Request) -> bool:
    """Whether the address says by ``format=`` what to write."""
    return request.query_params.get("format") in _NAMED


def wanted(request: Request, offered: Sequence[str]) -> str | None:
    """The media type to answer in, of those offered; ``format=`` goes before the Accept header."""
    named = _NAMED.get(request.query_params.get("format", ""))
    return named if named in offered else chosen(request.headers.get("accept"), offered)


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asks."""
    return chosen(request.headers.get("accept"), ("text/plain", HTML)) == HTML


def one_of(request: Request, offered: Sequence[str]) -> str:
    """As :func:`wanted`.

    Raises:
        ProtocolError: none is acceptable (406).
    """
    media = wanted(request, offered)
    if media is None:
        raise ProtocolError(406, f"this is written as: {', '.join(offered)}")
    return media


def document(
    body: bytes | str, media: str, status: int = 200, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """A response in a media type, with what depends on it."""
    parameters = _PARAMETERS.get(media, "; charset=utf-8" if media.startswith("text/") else "")
    found = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache", **headers}
    return Response(body, status, {**found, "Content-Type": media + parameters})
