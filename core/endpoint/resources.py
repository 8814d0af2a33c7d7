"""``/id/...`` and ``/id/?iri=``: what the store says of one thing, as a page or as RDF; ``/find``."""

from __future__ import annotations

import asyncio
import re

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from policygraph.endpoint import pages
from policygraph.endpoint.answers import document, one_of, service_of, wants_page
from policygraph.endpoint.messages import Question
from policygraph.endpoint.negotiation import GRAPHS, HTML
from policygraph.endpoint.protocol import ProtocolError
from policygraph.endpoint.rows import MOST_POINTING, address_of
from policygraph.endpoint.service import table_of

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ABOUT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_IS_THERE = "ASK { { ?iri ?p ?o } UNION { ?s ?q ?iri } }"
_STATEMENTS = "SELECT ?iri ?p ?o { ?iri ?p ?o } ORDER BY ?p ?o"
_POINTING = f"SELECT ?s ?p ?iri {{ ?s ?p ?iri }} ORDER BY ?p ?s LIMIT {MOST_POINTING + 1}"


async def resource(request: Request) -> Response:
    """Answer with what is said of an IRI; 404 where the store does not have it."""
    media = one_of(request, (HTML, *GRAPHS)) if wants_page(request) else one_of(request, (*GRAPHS, HTML))
    iri = _node(request)
    service = service_of(request)
    if b"true" not in (await service.ask(Question(_IS_THERE, bindings={"iri": iri}))).body:
        raise ProtocolError(
            404, "the store says nothing of this IRI", ja="この IRI について、ストアには何もありません。"
        )
    if media != HTML:
        answer = await service.ask(Question(_ABOUT, graph=media, bindings={"s": iri}))
        return document(answer.body, answer.media)
    said = table_of(await service.ask(Question(_STATEMENTS, bindings={"iri": iri})))
    pointing = table_of(await service.ask(Question(_POINTING, bindings={"iri": iri})))
    return await pages.resource_page(request, iri.value, said, pointing)


async def find(request: Request) -> Response:
    """What a code, a part of a name in any width, or an IRI names: the page of the one thing, or a list."""
    text = request.query_params.get("text", "").strip()
    store = service_of(request).store()
    if _IRI.match(text):
        return RedirectResponse(address_of(text), 303)
    found = await asyncio.to_thread(store.search, text)
    if len(found) == 1:
        return RedirectResponse(address_of(found[0].iri), 303)
    return pages.found_page(request, text, found)


def _node(request: Request) -> ox.NamedNode:
    given = request.query_params.getlist("iri")
    # The path as it was sent: an IRI keeps its own percent signs.
    local = request.scope["raw_path"].decode("ascii", "replace").removeprefix("/id/")
    if len(given) + bool(local) != 1:
        raise ProtocolError(400, "name one thing: /id/... or /id/?iri=IRI")
    try:
        return ox.NamedNode(given[0] if given else service_of(request).store().manifest.base + local)
    except ValueError as error:
        raise ProtocolError(400, f"this is no absolute IRI ({error})") from error
