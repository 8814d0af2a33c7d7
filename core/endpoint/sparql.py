"""``/sparql``: queries, the service description, and a page to write queries on; ``/.well-known/void``."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from policygraph.endpoint import description, pages
from policygraph.endpoint.answers import document, names_format, one_of, service_of, wanted
from policygraph.endpoint.messages import Question
from policygraph.endpoint.negotiation import GRAPHS, HTML, JSON, TABLES, TURTLE
from policygraph.endpoint.protocol import Asked, ProtocolError, read


async def sparql(request: Request) -> Response:
    """Answer a query; without one, say what this service is."""
    asked = await read(request)
    if asked is None:
        return await _service(request)
    if not names_format(request) and wanted(request, (*TABLES, HTML)) == HTML:
        return await _page(request, asked)
    table, graph = wanted(request, TABLES), wanted(request, GRAPHS)
    if table is None and graph is None:
        raise ProtocolError(406, f"answers are written as: {', '.join((*TABLES, *GRAPHS))}")
    answer = await service_of(request).ask(_question(request, asked, table, graph))
    return document(answer.body, answer.media)


def _question(request: Request, asked: Asked, table: str | None, graph: str | None) -> Question:
    return Question(asked.query, table, graph, scope=asked.scope, base=f"{request.base_url}sparql")


async def _page(request: Request, asked: Asked) -> Response:
    try:
        answer = await service_of(request).ask(_question(request, asked, JSON, TURTLE))
    except ProtocolError as error:
        return pages.query_page(request, asked.query, error=error)
    return await pages.answer_page(request, asked.query, answer)


async def _service(request: Request) -> Response:
    media = one_of(request, (*GRAPHS, HTML))
    if media == HTML:
        return pages.query_page(request, None)
    store = service_of(request).store()
    return document(description.written(description.service(store, f"{request.base_url}sparql"), media), media)


async def void(request: Request) -> Response:
    """Say what the data set holds."""
    media = one_of(request, GRAPHS)
    service = service_of(request)
    store = service.store()
    triples = description.void(store, str(request.base_url), await service.triples(store))
    return document(description.written(triples, media), media)
