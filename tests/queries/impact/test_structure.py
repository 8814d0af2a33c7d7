"""Shared dependence, single points of failure and what alone connects measures: worked by hand and by networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.queries.impact.frame import frame
from policygraph.queries.impact.structure import bridges, shared_things, single_points
from tests.queries.impact.small import BASE, SmallStore, local


def sheets(*codes: str) -> str:
    """The sheets of measures 01, 02, ..., and their measures, as small stores hold them."""
    told = '<org> a pg:Organization ; rdfs:label "架空県"@ja .\n'
    for code in codes:
        told += (
            f'<s/{code}> a pg:Sheet ; pg:fiscalYear "2021"^^xsd:gYear ; pg:authority <org> .\n'
            f'<s/{code}/measure> a pg:Measure ; pg:inSheet <s/{code}> ; pg:code "{code}" .\n'
        )
    return told


THREE = (
    sheets("01", "02", "03")
    + """
<office> a pg:Department . <desk> a pg:Department . <code> a pg:PlanCode . <own> a pg:PlanCode .
<s/01/part> a pg:MeasurePart ; pg:partOf <s/01/measure> ; pg:addresses <code> , <own> .
<s/02/part> a pg:MeasurePart ; pg:partOf <s/02/measure> ; pg:addresses <code> .
<s/01/p1> a pg:Project ; pg:partOf <s/01/part> ; pg:department <office> .
<s/01/p2> a pg:Project ; pg:partOf <s/01/part> ; pg:department <office> .
<s/02/p1> a pg:Project ; pg:partOf <s/02/part> ; pg:department <desk> .
<s/03/measure> pg:department <desk> .
"""
)
"""::

    office <- p1, p2 of 01     code <- parts of 01 and 02     own <- part of 01
    desk   <- p1 of 02, measure 03
"""


def test_what_several_measures_lean_on() -> None:
    found = shared_things(frame(SmallStore(THREE)), hub=2)
    told = [(local(thing.node.iri), thing.measures, thing.leaning, thing.is_hub) for thing in found]
    assert told == [("code", ("01", "02"), 2, False), ("desk", ("02", "03"), 2, False)]
    assert shared_things(frame(SmallStore(THREE)), hub=1)[0].is_hub


def test_single_points_of_failure() -> None:
    """All of 01 hangs on the office, its own code on its one part, the part of 02 on its one project."""
    found = single_points(frame(SmallStore(THREE)))
    told = {
        (local(point.node.iri), point.rule.key if point.rule else ""): {local(node.iri) for node in point.carries}
        for point in found
    }
    assert told == {
        ("office", "shared-office"): {"s/01/part", "s/01/measure", "own"},
        ("desk", "shared-office"): {"s/02/part", "s/02/measure"},
        ("s/01/part", ""): {"own"},
        ("s/02/p1", ""): {"s/02/part", "s/02/measure"},
    }


def test_what_alone_connects_measures() -> None:
    """01 - code - 02 - desk - 03: each of both parts what it connects."""
    found = {local(bridge.node.iri): bridge.groups for bridge in bridges(frame(SmallStore(THREE)))}
    assert found == {"code": (("01",), ("02", "03")), "desk": (("01", "02"), ("03",))}


PROJECTS, PARTS, CODES = ("p0", "p1", "p2", "p3"), ("q0", "q1", "q2"), ("c0", "c1")
STATEMENTS = [
    *((project, "pg:partOf", part) for project in PROJECTS for part in PARTS),
    *((part, "pg:addresses", code) for part in PARTS for code in CODES),
    ("c0", "skos:broader", "c1"),
]  # fmt: skip


@given(st.sets(st.sampled_from(STATEMENTS), max_size=12))
@settings(deadline=None, max_examples=60)
def test_a_single_point_is_what_cuts_something_off_from_all_it_rests_on(arrows: set[tuple[str, str, str]]) -> None:
    """By taking each project and part out and seeing what no source reaches any more."""
    kinds = {
        **dict.fromkeys(PROJECTS, "Project"),
        **dict.fromkeys(PARTS, "MeasurePart"),
        **dict.fromkeys(CODES, "PlanCode"),
    }
    turtle = "".join(f"<{name}> a pg:{kind} .\n" for name, kind in kinds.items())
    turtle += "".join(f"<{one}> {link} <{other}> .\n" for one, link, other in sorted(arrows))
    graph = nx.DiGraph([(one, other) for one, _, other in arrows])
    sources = [name for name in graph if not graph.in_degree(name)]
    wanted: dict[str, set[str]] = {}
    for point in (*PROJECTS, *PARTS):
        if point in graph:
            left = graph.subgraph(set(graph) - {point})
            reached = {*sources} & set(left)
            reached |= {name for source in reached for name in nx.descendants(left, source)}
            wanted[point] = {name for name in (*PARTS, *CODES) if name in graph and name not in {*reached, point}}
    found = {
        local(point.node.iri): {local(node.iri) for node in point.carries}
        for point in single_points(frame(SmallStore(turtle)))
    }
    assert found == {point: cut for point, cut in wanted.items() if cut}


def test_nothing_hangs_together_in_an_empty_store() -> None:
    within = frame(SmallStore(f"<{BASE}x> a pg:PlanCode ."))
    assert (shared_things(within), single_points(within), bridges(within)) == ([], [], [])
