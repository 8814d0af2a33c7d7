"""Two real engines answer as the store on disk does: compared by value, since Virtuoso writes 14.5 for 14.50."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest

import policygraph
from policygraph.errors import EndpointAnswerError, EndpointError, EndpointQueryError, QuerySyntaxError
from policygraph.ontology.terms import PG
from policygraph.queries.catalogue import Question, questions
from policygraph.queries.checks.report import check_store
from policygraph.queries.export import export
from policygraph.queries.impact import reach
from policygraph.queries.impact.answer import as_json
from policygraph.queries.panel import panel
from policygraph.queries.push import push
from policygraph.queries.remote import RemoteStore, open_endpoint
from policygraph.queries.store import LocalStore, Store, Table, Term
from policygraph.queries.table import is_number
from policygraph.queries.targets import find_target
from tests.queries.remote.servers import virtuoso

Value = tuple[str, str | Decimal] | None
TRUE = {"true": "1", "false": "0"}


def value(term: Term | None) -> Value:
    """What a term means, however an engine writes it: 14.50 is 14.5, true is 1."""
    if term is None:
        return None
    if is_number(term):
        return "number", Decimal(term.value)
    if isinstance(term, ox.Literal):
        text = TRUE.get(term.value, term.value) if term.datatype.value.endswith("#boolean") else term.value
        return term.language or term.datatype.value, text
    return "node", term.value


def values(table: Table) -> list[tuple[Value, ...]]:
    return [tuple(map(value, row)) for row in table.rows]


@pytest.mark.parametrize("every", [False, True], ids=["needed", "every"])
@pytest.mark.parametrize("entry", questions(), ids=lambda entry: entry.name)
def test_every_question_is_answered_alike(
    remote: RemoteStore, examples_store: LocalStore, entry: Question, every: bool
) -> None:
    bindings = entry.bind(
        {each.name: each.example for each in entry.parameters if every or not each.optional}, examples_store
    )
    expected = examples_store.select(entry.sparql, bindings)
    found = remote.select(entry.sparql, bindings)
    assert found.columns == expected.columns
    assert values(found) == values(expected)


def test_the_panel_is_the_same(remote: RemoteStore, examples_store: LocalStore) -> None:
    expected, found = panel(examples_store), panel(remote)
    assert found.indicators.to_csv() == expected.indicators.to_csv()
    assert found.projects.to_csv() == expected.projects.to_csv()


@pytest.mark.parametrize(
    "text", ["0536", "Ａ３４１２", "05-10", "2(2)A", "ものづくり", "北海道 科学技術", "(公財)", " ", "ない名前"]
)
def test_search_finds_the_same_in_any_width(remote: RemoteStore, examples_store: LocalStore, text: str) -> None:
    assert remote.search(text) == examples_store.search(text)


def test_what_both_hold_is_the_same(remote: RemoteStore, examples_store: LocalStore) -> None:
    assert remote.graphs() == examples_store.graphs()
    assert remote.coverage().sheets == examples_store.coverage().sheets
    properties = [PG.partOf, PG.addresses, PG.with_]
    assert sorted(remote.edges(properties)) == sorted(examples_store.edges(properties))
    assert remote.edges([]) == []
    for graph in remote.graphs():
        assert statements(remote, graph) == statements(examples_store, graph)


def statements(store: Store, graph: str) -> list[tuple[Value, Value, Value]]:
    found = ((quad.subject, quad.predicate, quad.object) for quad in store.quads(graph))
    return sorted((value(cast("Term", s)), value(p), value(cast("Term", o))) for s, p, o in found)


def test_impact_and_checks_are_the_same(remote: RemoteStore, examples_store: LocalStore) -> None:
    found, expected = (reach(store, find_target(store, "0536"), "both") for store in (remote, examples_store))
    assert (found.target, found.reached, found.nodes) == (expected.target, expected.reached, expected.nodes)
    assert found.quotations == expected.quotations
    assert check_store(remote).severities == check_store(examples_store).severities


def test_what_ifs_structure_and_logic_are_the_same(remote: RemoteStore, examples_store: LocalStore) -> None:
    on_disk, elsewhere = (list(reckoned(store)) for store in (examples_store, remote))
    assert elsewhere == on_disk


def reckoned(store: Store) -> Iterator[dict[str, Any]]:
    """Answers as data, without the name of the version."""
    for found in (
        policygraph.what_if(store, {"産業振興課": "cut=30%", "0815": "stopped", "とかち財団": "stopped"}),
        policygraph.structure(store),
        policygraph.logic_model(store, "05-10"),
    ):
        told = json.loads(as_json(policygraph.answer(found)))
        yield {name: value for name, value in told.items() if name not in ("coverage", "storeVersion")}


def test_asking_and_constructing(remote: RemoteStore) -> None:
    assert remote.ask("ASK { ?project a pg:Project ; pg:code '0536' }") is True
    assert remote.ask("ASK { ?project a pg:Project ; pg:code ?code }", {"code": ox.Literal("none")}) is False
    (triple,) = remote.construct("CONSTRUCT { ?p a pg:Project } WHERE { ?p a pg:Project ; pg:code '0536' }")
    assert str(triple.subject).endswith("/project/0536>")


def test_from_gives_just_the_graphs_it_names(remote: RemoteStore, request: pytest.FixtureRequest) -> None:
    graph = "https://w3id.org/policygraph/id/010006/2020/06-04"
    count = "SELECT (COUNT(?s) AS ?n) {} WHERE {{ ?s a pg:Project }}"
    if "united" in request.node.name:
        with pytest.raises(EndpointError, match="whatever FROM says"):
            remote.select(count.format(f"FROM <{graph}>"))
    else:
        assert values(remote.select(count.format(f"FROM <{graph}>"))) == [(("number", Decimal(9)),)]
    assert values(remote.select(count.format(""))) == [(("number", Decimal(48)),)]


@pytest.mark.parametrize("query", ["SELECT", "DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_what_is_refused_on_disk_is_refused_here_and_not_sent(query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        open_endpoint("http://127.0.0.1:9/nobody").answer(query)


def test_an_error_of_the_engine_is_told(remote: RemoteStore) -> None:
    with pytest.raises(EndpointQueryError, match=r"127\.0\.0\.1"):
        remote.place.query("SELECT", ("application/sparql-results+json",))


def test_an_export_is_the_same(remote: RemoteStore, examples_store: LocalStore, tmp_path: Path) -> None:
    for store, name in ((remote, "remote"), (examples_store, "disk")):
        export(store, tmp_path / f"{name}.nq")
        export(store, tmp_path / name)
    assert (tmp_path / "remote.nq").read_text().count("\n") == (tmp_path / "disk.nq").read_text().count("\n")
    for table in sorted((tmp_path / "disk").iterdir()):
        assert (tmp_path / "remote" / table.name).read_text().count("\n") == table.read_text().count("\n")


def test_rows_that_virtuoso_cuts_are_no_answer(
    tmp_path: Path, one_sheet_store: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with virtuoso(tmp_path, rows=20) as server:
        server.sign_in(monkeypatch)
        push(one_sheet_store, server.url, server.update_url)
        store = open_endpoint(server.url)
        assert len(store.select("SELECT ?s { ?s a pg:Project }").rows) == 9
        with pytest.raises(EndpointAnswerError, match="cuts answers at 20 rows"):
            store.select("SELECT ?s { ?s a ?class }")
        with pytest.raises(EndpointAnswerError, match="triples"):
            store.quads(store.graphs()[0])
