"""Which hops make a way, for each relation, and that both directions tell the same."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.ontology.impact import read_rules
from policygraph.ontology.terms import PG, SKOS
from policygraph.queries.impact import Direction, Reach, reach
from policygraph.queries.impact.answer import as_text
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.store import PREFIXES, LocalStore
from policygraph.queries.targets import find_target
from tests.queries.impact.small import BASE, SmallStore, label, local

SMALL = """
<office> a pg:Department . <partner> a pg:Organization . <other-partner> a pg:Organization .
<project> a pg:Project ; pg:partOf <part> ; pg:department <office> ; pg:mentions <partner> .
<neighbour> a pg:Project ; pg:partOf <elsewhere> ; pg:department <office> .
<part> a pg:MeasurePart ; pg:partOf <measure> ; pg:addresses <code> .
<elsewhere> a pg:MeasurePart ; pg:partOf <second> . <measure> a pg:Measure . <second> a pg:Measure .
<code> a pg:PlanCode . <plan> a pg:PlanScheme .
<one> a pg:Cooperation ; pg:partOf <measure> ; pg:with <partner> , <other-partner> .
<two> a pg:Cooperation ; pg:partOf <second> ; pg:with <other-partner> .
<indicator> a pg:Indicator ; pg:partOf <part> ; pg:basisPlan <plan> .
<beside> a pg:Indicator ; pg:partOf <part> .
<year> a pg:Observation ; pg:ofIndicator <indicator> .
"""
"""::

    office  -> project -> part -> measure, code       part <-> indicator -> year, plan
    office  -> neighbour -> elsewhere -> second       part <-> beside
    partner -> project                                measure <-> one <-> partner, other-partner
                                                      second  <-> two <-> other-partner
"""


def told(answer: Reach, relation: str, direction: str = "dependents") -> list[tuple[int, str]]:
    found = (each for each in answer.reached if (each.relation, each.direction) == (relation, direction))
    return sorted((each.hops, local(each.node.iri)) for each in found)


def asked(name: str, direction: Direction = "dependents", turtle: str = SMALL) -> Reach:
    return reach(SmallStore(turtle), label(name), direction)


def test_a_shared_way_begins_with_who_leans_and_goes_on_structurally() -> None:
    answer = asked("office")
    assert told(answer, "structural") == []
    assert told(answer, "shared") == [
        (1, "neighbour"), (1, "project"), (2, "elsewhere"), (2, "part"), (3, "code"), (3, "measure"), (3, "second"),
    ]  # fmt: skip


def test_a_part_that_loses_a_code_keeps_the_others() -> None:
    more = SMALL + "<second-code> a pg:PlanCode . <part> pg:addresses <second-code> ."
    assert told(asked("code", turtle=more), "shared") == [(1, "part")]


def test_what_leans_on_the_same_thing_does_not_depend_on_one_another() -> None:
    assert "neighbour" not in {name for relation in RULED_RELATIONS for _, name in told(asked("project"), relation)}


def test_a_cooperation_is_crossed_once() -> None:
    """``two`` is not touched when ``partner`` leaves ``one``: what it shares with it stays."""
    assert told(asked("partner"), "cooperation") == [(1, "one"), (2, "measure"), (2, "other-partner")]
    assert told(asked("one"), "cooperation") == [(1, "measure"), (1, "other-partner"), (1, "partner")]


def test_the_indicator_pathway_ends_at_indicators_and_what_rests_on_them() -> None:
    assert told(asked("project"), "indicator-pathway") == [(2, "beside"), (2, "indicator"), (3, "plan"), (3, "year")]
    assert told(asked("indicator"), "indicator-pathway") == [(1, "part"), (1, "plan"), (1, "year")]


def test_a_hop_of_each_path_names_its_own_relation() -> None:
    (plan,) = [each for each in asked("project").reached if each.node.kind == PG.PlanScheme]
    (path,) = plan.paths
    assert [step.rule.relation for step in path] == ["structural", "indicator-pathway", "indicator-pathway"]
    assert plan.relation == "indicator-pathway"


KINDS = ("Project", "MeasurePart", "Measure", "PlanCode", "Department", "Organization", "Cooperation", "Indicator")
PROPERTIES = ("partOf", "addresses", "department", "mentions", "with", "basisPlan", "relatedOffice")
NAMES = tuple("abcdefg")
TYPED = st.tuples(
    st.lists(st.sampled_from(KINDS), min_size=len(NAMES), max_size=len(NAMES)),
    st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(PROPERTIES), st.sampled_from(NAMES)), max_size=14),
)


def turtle_of(kinds: Iterable[str], statements: Iterable[tuple[str, str, str]]) -> str:
    types = "".join(f"<{name}> a pg:{kind} .\n" for name, kind in zip(NAMES, kinds, strict=True))
    return types + "".join(
        f"<{one}> pg:{link} <{other}> .\n" for one, link, other in sorted(statements) if one != other
    )


@given(TYPED)
@settings(deadline=None, max_examples=60)
def test_dependents_and_dependencies_tell_the_same(graph: tuple[list[str], set[tuple[str, str, str]]]) -> None:
    store = SmallStore(turtle_of(*graph))
    pairs: dict[str, set[tuple[str, str, str, int]]] = {"dependents": set(), "dependencies": set()}
    for name in NAMES:
        for each in reach(store, label(name), "both").reached:
            ends = (name, local(each.node.iri))
            support, dependent = ends if each.direction == "dependents" else ends[::-1]
            pairs[each.direction].add((each.relation, support, dependent, each.hops))
    assert pairs["dependents"] == pairs["dependencies"]


@given(TYPED)
@settings(deadline=None, max_examples=60)
def test_structural_reach_is_what_a_property_path_finds(graph: tuple[list[str], set[tuple[str, str, str]]]) -> None:
    """The rules of projects and parts in SPARQL: each hop as a triple of its own, then ``+``."""
    store = SmallStore(turtle_of(*graph))
    store.database.update(
        "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
        + """INSERT { ?support <https://example.org/carries> ?dependent } WHERE {
             { ?support a pg:Project ; pg:partOf ?dependent }
             UNION { ?support a pg:MeasurePart ; (pg:partOf|pg:addresses) ?dependent } }"""
    )
    found = store.database.query(f"SELECT ?x {{ <{BASE}a> <{BASE}carries>+ ?x }}")
    assert isinstance(found, ox.QuerySolutions)
    assert {name for _, name in told(reach(store, label("a")), "structural")} == {
        local(row["x"].value)  # type: ignore[union-attr]
        for row in found
    } - {"a"}


# --- rules, hubs, years -------------------------------------------------------------------------


def test_rules_of_ones_own_stand_in_place_of_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("rules") / "rules.ttl"
    path.write_text(
        """@prefix pg: <https://w3id.org/policygraph/ontology#> . @prefix codes: <https://w3id.org/policygraph/codes#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://example.org/r#down> a pg:ImpactRule ; rdfs:label "下へ"@ja , "down"@en ; pg:property pg:partOf ;
          pg:relation codes:relation-structural ; pg:dependentEnd "subject" .""",
        encoding="utf-8",
    )
    answer = reach(SmallStore(SMALL), label("measure"), rules=read_rules(path))
    assert told(answer, "structural") == [(1, "one"), (1, "part"), (2, "beside"), (2, "indicator"), (2, "project")]
    assert {step.rule.label_ja for step in answer.steps()} == {"下へ"}


def test_hubs_are_named_and_can_be_passed_over() -> None:
    store = SmallStore(SMALL)
    answer = reach(store, label("measure"), "dependencies", hub=1)
    assert [(local(hub.node.iri), hub.touches, hub.passed_over) for hub in answer.hubs] == [
        ("office", 2, False), ("other-partner", 2, False), ("partner", 2, False),
    ]  # fmt: skip
    assert (3, "office") in told(answer, "shared", "dependencies")
    without = reach(store, label("measure"), "dependencies", hub=1, pass_over_hubs=True)
    assert told(without, "shared", "dependencies") == []
    assert "通り過ぎて" in as_text(reach_answer(without))
    assert all(hub.passed_over for hub in without.hubs)


def test_a_target_is_never_passed_over() -> None:
    answer = reach(SmallStore(SMALL), label("office"), hub=1, pass_over_hubs=True)
    assert (1, "project") in told(answer, "shared")


TWO_YEARS = """
<code> a pg:PlanCode . <org> a pg:Organization ; rdfs:label "架空県"@ja .
<2020/01> a pg:Sheet ; pg:fiscalYear "2020"^^xsd:gYear ; pg:authority <org> .
<2021/01> a pg:Sheet ; pg:fiscalYear "2021"^^xsd:gYear ; pg:authority <org> .
<2020/01/measure> a pg:Measure ; pg:inSheet <2020/01> . <2021/01/measure> a pg:Measure ; pg:inSheet <2021/01> .
<2020/01/part> a pg:MeasurePart ; pg:addresses <code> . <2021/01/part> a pg:MeasurePart ; pg:addresses <code> .
"""


def test_what_sheets_share_is_looked_at_in_one_year() -> None:
    store = SmallStore(TWO_YEARS)
    for year, wanted in ((None, 2021), (2020, 2020), (2021, 2021)):
        answer = reach(store, label("code", 0), "dependencies", year=year)
        assert answer.fiscal_year == wanted
        assert told(answer, "structural", "dependencies") == [(1, f"{wanted}/01/part")]


def test_a_code_that_only_an_older_year_has_is_looked_at_there() -> None:
    older = TWO_YEARS + "<old> a pg:PlanCode . <2020/01/part> pg:addresses <old> ."
    answer = reach(SmallStore(older), label("old", 0), "dependencies")
    assert answer.fiscal_year == 2020
    assert told(answer, "structural", "dependencies") == [(1, "2020/01/part")]


def test_an_organisation_that_two_authorities_share_is_looked_at_in_one() -> None:
    turtle = """
      <a/01> a pg:Sheet ; pg:fiscalYear "2021"^^xsd:gYear ; pg:authority <甲> .
      <b/01> a pg:Sheet ; pg:fiscalYear "2021"^^xsd:gYear ; pg:authority <乙> .
      <甲> a pg:Organization ; rdfs:label "甲県"@ja . <乙> a pg:Organization ; rdfs:label "乙県"@ja .
      <a/01/measure> a pg:Measure ; pg:inSheet <a/01> . <b/01/measure> a pg:Measure ; pg:inSheet <b/01> .
      <partner> a pg:Organization . <a/01/p> a pg:Project ; pg:mentions <partner> .
      <b/01/p> a pg:Project ; pg:mentions <partner> .
    """
    store = SmallStore(turtle)
    assert told(reach(store, label("partner", 0)), "shared") == [(1, "a/01/p"), (1, "b/01/p")]
    assert told(reach(store, label("partner", 0), authority="乙県"), "shared") == [(1, "b/01/p")]


def test_a_partner_of_the_examples_is_met_by_cooperations_and_by_projects(examples_store: LocalStore) -> None:
    answer = reach(examples_store, find_target(examples_store, "北海道中小企業総合支援センター"))
    by_relation = {
        relation: {name.rpartition("/")[2] for _, name in told(answer, relation)} for relation in RULED_RELATIONS
    }
    assert "measure" in by_relation["cooperation"]
    assert by_relation["shared"] >= by_relation["structural"]
    for step in answer.steps():
        assert step.statement.property == SKOS.broader or answer.quotations[step.statement].text
