"""The application: addresses, who may ask, and what every response says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from policygraph.endpoint import catalogue, pages, resources, sparql
from policygraph.endpoint.answers import document, wants_page
from policygraph.endpoint.messages import Limits
from policygraph.endpoint.protocol import ProtocolError
from policygraph.endpoint.service import Service

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "::1")
"""Names by which a browser may ask; a page elsewhere whose name is made to point here has another (DNS rebinding)."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class _Secured:
    """Puts the security headers on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, secured)


def application(store: Path, limits: Limits, hosts: Sequence[str] = ()) -> Starlette:
    """The endpoint of a store as an ASGI application; ``hosts`` are names it answers to beside the local ones.

    Raises:
        NoStoreError: there is no store.
        StoreError: it is damaged.
    """
    service = Service(store, limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await service.start()
        try:
            yield
        finally:
            await service.stop()

    allowed = Middleware(TrustedHostMiddleware, allowed_hosts=[*LOCAL_HOSTS, *hosts], www_redirect=False)
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(_Secured), allowed],
        exception_handlers={ProtocolError: _refuse, HTTPException: _refuse_http},
        lifespan=lifespan,
    )
    app.state.service = service
    return app


def _routes() -> list[Route]:
    return [
        Route("/", catalogue.home),
        Route("/queries", catalogue.home),
        Route("/queries/{name}", catalogue.question),
        Route("/sparql", sparql.sparql, methods=["GET", "POST"]),
        Route("/sparql/", sparql.sparql, methods=["GET", "POST"]),
        Route("/.well-known/void", sparql.void),
        Route("/id/{path:path}", resources.resource),
        Route("/find", resources.find),
        Route("/style.css", pages.style),
    ]


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProtocolError)
    return _refusal(request, error)


async def _refuse_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _refusal(request, ProtocolError(error.status_code, error.detail, error.headers or {}))


def _refusal(request: Request, error: ProtocolError) -> Response:
    if wants_page(request):
        return pages.error_page(request, error)
    return document(f"{error.message}\n", "text/plain", error.status, error.headers)
