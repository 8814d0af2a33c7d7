"""``/`` and ``/queries/NAME``: the catalogue, with forms, and its answers as pages and files."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from policygraph.endpoint import pages
from policygraph.endpoint.answers import document, service_of
from policygraph.endpoint.messages import Question
from policygraph.endpoint.negotiation import CSV, JSON
from policygraph.endpoint.protocol import ProtocolError
from policygraph.endpoint.service import table_of
from policygraph.errors import ParameterError, TargetError, UnknownQueryError
from policygraph.queries import catalogue
from policygraph.queries.asking import SOURCE_COLUMNS, columns_of, known_answer, scope_of, with_places
from policygraph.queries.formats import for_excel, to_csv, to_json, to_xlsx
from policygraph.queries.store import Table
from policygraph.queries.table import Origin

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RESERVED = frozenset(("lang", "excel", "sources"))
"""Parameters of the address that are none of a question's."""


async def home(request: Request) -> Response:
    """The catalogue."""
    return pages.home_page(request)


async def question(request: Request) -> Response:
    """A question as a page, or its answer as the ending of the address says."""
    name, _, ending = request.path_params["name"].partition(".")
    try:
        asked = catalogue.question(name)
    except UnknownQueryError as error:
        raise ProtocolError(404, str(error), ja=error.ja) from error
    given = _given(request)
    if not ending:
        return await _page(request, asked, given)
    if ending not in ("csv", "json", "xlsx"):
        raise ProtocolError(404, "an answer is written as .csv, .json or .xlsx")
    table = await _answer(request, asked, given, sources="sources" in request.query_params)
    if ending == "json":
        return document(to_json(table), JSON)
    return await _file(request, asked, given, table, ending)


def _given(request: Request) -> Mapping[str, str]:
    """The parameters, without those that a form leaves empty."""
    pairs = [pair for pair in request.query_params.multi_items() if pair[0] not in _RESERVED and pair[1]]
    if len(dict(pairs)) != len(pairs):
        raise ProtocolError(400, "a parameter is given more than once")
    return dict(pairs)


async def _answer(request: Request, asked: catalogue.Question, given: Mapping[str, str], *, sources: bool) -> Table:
    service = service_of(request)
    store = service.store()
    try:
        bindings = await asyncio.to_thread(asked.bind, given, store)
    except (ParameterError, TargetError) as error:
        raise ProtocolError(400, str(error), ja=error.ja) from error
    known = None if sources else known_answer(store, asked, bindings)
    if known and len(known.rows) <= service.pool.limits.rows:
        return known
    sparql = asked.sparql_with_sources if sources else asked.sparql
    scope = scope_of(store, asked, bindings)
    table = table_of(await service.ask(Question(sparql, bindings=bindings, scope=scope)))
    return await asyncio.to_thread(with_places, store, table) if sources else table


async def _page(request: Request, asked: catalogue.Question, given: Mapping[str, str]) -> Response:
    needed = {each.name for each in asked.parameters if each.default is None and not each.optional}
    if not given and needed:
        return pages.question_page(request, asked, given)
    # A row that sums up the whole store rests on more lines than a page can show.
    sources = not asked.prepared or "sources" in request.query_params
    try:
        table = await _answer(request, asked, given, sources=sources)
    except ProtocolError as error:
        return pages.question_page(request, asked, given, error=error)
    return await pages.result_page(request, asked, given, table)


async def _file(
    request: Request, asked: catalogue.Question, given: Mapping[str, str], table: Table, ending: str
) -> Response:
    attached = {"Content-Disposition": f'attachment; filename="{asked.name}.{ending}"'}
    if ending == "csv":
        text = to_csv(table)
        return document(for_excel(text) if "excel" in request.query_params else text, CSV, headers=attached)
    columns = columns_of(asked, sources=SOURCE_COLUMNS[0].name in table.columns)
    origin = Origin.of_question(service_of(request).store(), asked, given, columns)
    return document(await asyncio.to_thread(_workbook, table, origin), _XLSX, headers=attached)


def _workbook(table: Table, origin: Origin) -> bytes:
    file = io.BytesIO()
    to_xlsx(table, origin.notes(), file)
    return file.getvalue()
