from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import NamedNode

from policygraph.loaders import records as r
from policygraph.loaders.paths import children_at, locate, node_of, parse_path, path_at, value_at
from tests.loaders.test_sheet_graph import graph_of
from tests.strategies import sheets


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_every_record_has_a_path_that_leads_to_it_and_to_its_node(sheet: r.Sheet) -> None:
    graph = graph_of(sheet)
    nodes = set(graph.own)
    for path, record in children_at(sheet):
        assert parse_path(str(path)) == path
        place = locate(sheet, path)
        assert place is not None
        assert value_at(sheet, place) is record
        assert path_at(sheet, place) == path
        assert NamedNode(node_of(graph.iri, path)) in nodes


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("project/0536/budget", "project/0536/budget"),
        (" /project/0536/budget/ ", "project/0536/budget"),
        ("measure", "measure"),
        ("measure/departmentName", "measure/departmentName"),
        ("first-evaluation/1/overallVerdict", "first-evaluation/overallVerdict"),
        ("first-evaluation/policy/①/targets", "first-evaluation/policy/①/project-mention"),
        ("project/0536/overview", "project/0536/overview"),
        ("indicator/主①/observation/2/actual", "indicator/主①/observation/2/actual"),
    ],
)
def test_a_path_as_people_write_it(text: str, canonical: str) -> None:
    assert str(parse_path(text)) == canonical


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there is no such place, but: situation, image"),
        ("projects/0536", "there is no projects/0536, but: .*project"),
        ("project/0536/price", "there is no price, but: code, inPolicyArea, .*budget.*overview"),
        ("project/0536/budget/x", "there is no budget/x"),
        ("finding/1/message", "there is no finding"),
        ("correction/1/valueSet", "there is no correction"),
        ("measure/budget", "there is no budget, but: label, code"),
    ],
)
def test_what_is_no_path_is_refused_with_what_there_is(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_path(text)
