"""The pages for people, in Japanese and English: no script, no network, every state a link."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import Response

from policygraph import __version__
from policygraph.endpoint import rows
from policygraph.endpoint.answers import document, service_of
from policygraph.endpoint.messages import Answer
from policygraph.endpoint.negotiation import HTML
from policygraph.endpoint.phrases import PHRASES
from policygraph.endpoint.protocol import ProtocolError
from policygraph.endpoint.service import table_of
from policygraph.queries.asking import columns_of
from policygraph.queries.catalogue import TOPICS, Question, by_topic
from policygraph.queries.drawing import labels_of
from policygraph.queries.kinds import kind_label
from policygraph.queries.labels import Label
from policygraph.queries.quotations import quotations_of
from policygraph.queries.store import PREFIXES, Table

_PLACE = re.compile(r"error at (\d+):(\d+)")
"""Where the engine says that a query does not parse: line and column."""
_SAMPLE = """SELECT ?code ?name WHERE {
  ?project a pg:Project ; pg:code ?code ; rdfs:label ?name .
} ORDER BY ?code LIMIT 20"""


@cache
def _templates() -> Environment:
    loader = PackageLoader("policygraph.endpoint", "assets")
    return Environment(autoescape=True, undefined=StrictUndefined, loader=loader, trim_blocks=True, lstrip_blocks=True)


async def style(_: Request) -> Response:
    """The style sheet."""
    text = (files("policygraph.endpoint") / "assets" / "style.css").read_text(encoding="utf-8")
    return document(text, "text/css", headers={"Cache-Control": "max-age=3600"})


def language_of(request: Request) -> str:
    """``lang=`` of the address, else the first of ours that the browser names, else Japanese."""
    asked = request.query_params.get("lang", "")
    if asked in PHRASES:
        return asked
    tags = (tag.strip()[:2].lower() for tag in request.headers.get("accept-language", "").split(","))
    return next((tag for tag in tags if tag in PHRASES), "ja")


def _render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    language = language_of(request)
    others = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    text = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            say=PHRASES[language],
            chosen=request.query_params.get("lang", ""),
            other_language="?" + urlencode([*others, ("lang", "en" if language == "ja" else "ja")]),
            version=__version__,
            **values,
        )
    )
    return document(text, HTML, status)


def _words(request: Request, error: ProtocolError | None) -> str:
    if error is None:
        return ""
    return error.ja if language_of(request) == "ja" else error.message


def _coverage(request: Request) -> str:
    return service_of(request).store().coverage().sentence(language_of(request))


def home_page(request: Request) -> Response:
    """The catalogue, a list of links by topic."""
    groups = {TOPICS[topic][language_of(request)]: listed for topic, listed in by_topic().items()}
    return _render(request, "home.html.j2", groups=groups, coverage=_coverage(request))


def question_page(
    request: Request, asked: Question, given: Mapping[str, str], error: ProtocolError | None = None
) -> Response:
    """A question with its form, and what was wrong with what was given."""
    status = error.status if error else 200
    message = _words(request, error)
    return _render(request, "question.html.j2", status, asked=asked, given=given, message=message, grid=None)


async def result_page(request: Request, asked: Question, given: Mapping[str, str], table: Table) -> Response:
    """A question with its answer."""
    store, language = service_of(request).store(), language_of(request)
    found = await asyncio.to_thread(rows.grid, table, columns_of(asked, sources=True), store, language)
    return _render(
        request,
        "question.html.j2",
        asked=asked,
        given=given,
        message="",
        grid=found,
        files=_files(f"/queries/{asked.name}", given),
        coverage=_coverage(request),
    )


def _files(address: str, given: Mapping[str, str]) -> list[tuple[str, str]]:
    query = urlencode({**given, "sources": "yes"})
    return [(ending.upper(), f"{address}.{ending}?{query}") for ending in ("csv", "xlsx", "json")]


def query_page(request: Request, query: str | None, error: ProtocolError | None = None, **found: Any) -> Response:
    """The box for SPARQL, with an error at its line."""
    text = _with_prefixes() if query is None else query
    place = _PLACE.search(error.message) if error else None
    values = {"boolean": None, "turtle": None, "grid": None, "files": (), **found}
    return _render(
        request,
        "sparql.html.j2",
        error.status if error else 200,
        query=text,
        message=_words(request, error),
        lines=text.splitlines() if place else [],
        wrong=int(place[1]) if place else 0,
        coverage=_coverage(request),
        limits=service_of(request).pool.limits,
        **values,
    )


async def answer_page(request: Request, query: str, answer: Answer) -> Response:
    """The box, and what was answered."""
    if answer.kind == "boolean":
        return query_page(request, query, boolean=b"true" in answer.body, files=_formats(query, ("json", "xml")))
    if answer.kind == "graph":
        names = ("turtle", "nt", "jsonld", "rdf")
        return query_page(request, query, turtle=answer.body.decode(), files=_formats(query, names))
    store, language = service_of(request).store(), language_of(request)
    found = await asyncio.to_thread(rows.grid, table_of(answer), (), store, language)
    return query_page(request, query, grid=found, files=_formats(query, ("csv", "tsv", "json", "xml")))


def _formats(query: str, names: Sequence[str]) -> list[tuple[str, str]]:
    return [(name.upper(), "/sparql?" + urlencode({"query": query, "format": name})) for name in names]


def _with_prefixes() -> str:
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + f"\n{_SAMPLE}"


async def resource_page(request: Request, iri: str, said: Table, pointing: Table) -> Response:
    """All that is said of a thing, what points to it, and the passages it was quoted from."""
    store, language = service_of(request).store(), language_of(request)

    def gather() -> dict[str, Any]:
        own = Table(said.columns[1:], tuple(row[1:] for row in said.rows))
        others = Table(("p", "s"), tuple((row[1], row[0]) for row in pointing.rows[: rows.MOST_POINTING]))
        return {
            "name": labels_of(store, [iri]).get(iri, iri),
            "statements": rows.statements(own, store, language),
            "pointing": rows.statements(others, store, language),
            "quotations": quotations_of(store, [iri]).get(iri, []),
        }

    found = await asyncio.to_thread(gather)
    more = len(pointing.rows) > rows.MOST_POINTING
    formats = [(name, "/id/?" + urlencode({"iri": iri, "format": name})) for name in ("turtle", "jsonld", "nt", "rdf")]
    return _render(request, "resource.html.j2", iri=iri, more=more, place=rows.place, files=formats, **found)


def found_page(request: Request, text: str, found: Sequence[Label]) -> Response:
    """The things that a text names, the first of them where there are many."""
    language = language_of(request)
    listed = [
        (kind_label(each.kind, language), each, rows.address_of(each.iri)) for each in found[: rows.MOST_POINTING]
    ]
    return _render(request, "found.html.j2", text=text, listed=listed, count=len(found), coverage=_coverage(request))


def error_page(request: Request, error: ProtocolError) -> Response:
    """What was wrong, in the words of whoever noticed it."""
    response = _render(request, "error.html.j2", error.status, code=error.status, message=_words(request, error))
    response.headers.update(error.headers)
    return response
