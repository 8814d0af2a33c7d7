"""What if: worked examples by hand, and the same found by taking the target out of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.errors import QueryError
from policygraph.ontology.codes import RULED_RELATIONS
from policygraph.queries.impact.amounts import Share
from policygraph.queries.impact.scenario import Change, parse_if
from policygraph.queries.impact.what_if import Touched, WhatIf, what_if
from policygraph.queries.network import network
from policygraph.queries.store import LocalStore, Store
from policygraph.queries.targets import find_target
from tests.queries.impact.small import BASE, SmallStore, label, local


def asked(store: Store, *targets: str, supposed: str = "stopped") -> WhatIf:
    """A what-if about nodes of a small store."""
    return what_if(store, [Change(label(target), parse_if(supposed)) for target in targets])


def rows(found: WhatIf) -> dict[str, Touched]:
    return {local(row.node.iri): row for each in found.touched.values() for row in each}


def examples(store: LocalStore, *targets: str, supposed: str = "stopped") -> WhatIf:
    return what_if(store, [Change(find_target(store, target), parse_if(supposed)) for target in targets])


def row_of(found: WhatIf, kind: str, code: str, sheet: str = "") -> Touched:
    (row,) = [
        row
        for row in found.touched[kind]
        if code in (row.node.code, row.node.label) and row.sheet in (sheet, row.sheet)
    ]
    return row


SMALL = """
<one> a pg:Project ; pg:partOf <part> ; pg:budget 100 ; pg:generalFunds 40 ; pg:fullCost 150 ; pg:staff 1.5 .
<two> a pg:Project ; pg:partOf <part> ; pg:budget 300 ; pg:generalFunds 60 ; pg:fullCost 350 ; pg:staff 0.5 .
<three> a pg:Project ; pg:partOf <other> ; pg:budget 600 ; pg:fullCost 700 ; pg:staff 2 .
<part> a pg:MeasurePart ; pg:partOf <measure> ; pg:addresses <plan> , <pledge> .
<other> a pg:MeasurePart ; pg:partOf <measure> ; pg:addresses <plan> .
<measure> a pg:Measure . <plan> a pg:PlanCode . <pledge> a pg:PlanCode ; skos:inScheme <pledges> .
<pledges> a pg:PlanScheme ; rdfs:label "知事公約（1期目）"@ja , "pledges"@en .
<policy> a pg:ResponsePolicy ; pg:targets <one> . <both> a pg:ResponsePolicy ; pg:targets <one> , <three> .
<office> a pg:Department . <one> pg:department <office> . <three> pg:department <office> .
<indicator> a pg:Indicator ; pg:partOf <part> .
<year> a pg:Observation ; pg:ofIndicator <indicator> ; pg:year "2019"^^xsd:gYear ; pg:grade pgc:grade-D .
"""
"""::

    one   100 ┐
    two   300 ┴ part  ┬ measure      policy <- one           office <- one, three
    three 600 ─ other ┘              both   <- one, three    indicator of part, D
    part -> plan, pledge      other -> plan
"""


def test_a_stopped_project_worked_by_hand() -> None:
    """``one`` has 100 of the 400 of its part, of the 1,000 of the measure and of both parts that address the plan."""
    found = rows(asked(SmallStore(SMALL), "one"))
    assert {name: str(row.shares["budget"].share) for name, row in found.items()} == {
        "part": "0.25", "measure": "0.1", "plan": "0.1", "pledge": "0.25", "indicator": "0.25",
        "policy": "1", "both": str(Decimal(100) / 700),
    }  # fmt: skip
    assert {name: (row.projects_before, row.projects_after) for name, row in found.items()} == {
        "part": (2, 1), "measure": (3, 2), "plan": (3, 2), "pledge": (2, 1), "indicator": (2, 1),
        "policy": (1, 0), "both": (2, 1),
    }  # fmt: skip
    assert {name for name, row in found.items() if row.direct} == {"part", "policy", "both"}
    assert {name: row.lost for name, row in found.items() if row.lost} == {"policy": "sole"}


def test_a_support_that_is_touched_and_stays_is_weakened() -> None:
    """The part keeps ``two``: it is one of the two parts of the measure, and weakened."""
    found = rows(asked(SmallStore(SMALL), "one"))
    told = {
        name: [(each.rule.key, each.before, each.after, each.weakened) for each in row.supports]
        for name, row in found.items()
    }
    assert told["part"] == [("project-part", 2, 1, 0)]
    assert told["measure"] == [("part-measure", 2, 2, 1)]
    assert told["plan"] == [("part-plan", 2, 2, 1)]
    assert all(told.values())


def test_every_amount_has_a_share_of_its_own_and_none_where_one_is_unknown() -> None:
    """The general funds of ``three`` are not known: no share of anything that it is behind."""
    found = rows(asked(SmallStore(SMALL), "one"))
    part, measure = found["part"].shares, found["measure"].shares
    assert (part["generalFunds"].share, part["fullCost"].share, part["staff"].share) == (
        Decimal("0.4"), Decimal("0.3"), Decimal("0.75"),
    )  # fmt: skip
    general = measure["generalFunds"]
    assert general == Share(Decimal(40), Decimal(100), 0, 1)
    assert general.share is None
    assert rows(asked(SmallStore(SMALL), "three"))["both"].shares["generalFunds"].unknown_lost == 1


def test_a_cut_loses_its_fraction_and_no_support() -> None:
    part = rows(asked(SmallStore(SMALL), "one", supposed="cut=30%"))["part"]
    assert (part.shares["budget"].lost, part.shares["budget"].share) == (30, Decimal("0.075"))
    ((rule, before, after, weakened),) = [
        (each.rule.key, each.before, each.after, each.weakened) for each in part.supports
    ]
    assert (rule, before, after, weakened, part.lost) == ("project-part", 2, 2, 1, None)
    assert (part.projects_before, part.projects_after) == (2, 2)


def test_the_last_of_several_supports_and_what_falls_with_it() -> None:
    """Without ``one`` and ``two`` the part falls, the pledge with it, and the measure is left one part of two."""
    found = rows(asked(SmallStore(SMALL), "one", "two"))
    assert {name: row.lost for name, row in found.items()} == {
        "part": "last", "policy": "sole", "both": None, "measure": None, "plan": None, "pledge": "sole",
        "indicator": "sole",
    }  # fmt: skip
    (change,) = found["measure"].supports
    assert (change.rule.key, change.before, change.after) == ("part-measure", 2, 1)


def test_each_project_counts_once_however_it_is_reached() -> None:
    """The office takes 30% of ``one`` and ``three``, ``one`` stops besides: 100 + 180, not 130 + 180."""
    store = SmallStore(SMALL)
    changes = [Change(label("office"), Decimal("0.3")), Change(label("one"), Decimal(1))]
    found = what_if(store, changes)
    assert {local(iri): loss for iri, loss in found.projects.items()} == {"one": 1, "three": Decimal("0.3")}
    overlap = found.between_targets["budget"]
    assert (overlap.added, overlap.once, overlap.excluded) == (310, 280, 30)
    assert rows(found)["measure"].shares["budget"].lost == 280
    lists = found.between_rows["measurePart"]["budget"]
    assert (lists.added, lists.once) == (280, 280)
    policies = found.between_rows["responsePolicy"]["budget"]
    assert (policies.added, policies.once) == (380, 280)


def test_pledges_have_a_list_of_their_own_and_lists_are_ranked() -> None:
    found = asked(SmallStore(SMALL), "one")
    assert [local(row.node.iri) for row in found.touched["pledge"]] == ["pledge"]
    assert [local(row.node.iri) for row in found.touched["planCode"]] == ["plan"]
    assert [local(row.node.iri) for row in found.touched["responsePolicy"]] == ["policy", "both"]


def test_indicators_behind_are_told_with_their_latest_grade() -> None:
    found = rows(asked(SmallStore(SMALL), "one"))
    for name in ("part", "measure", "plan", "pledge", "indicator", "policy"):
        ((node, grade, lost),) = found[name].indicators
        assert (local(node.iri), grade, lost) == ("indicator", ("D", 2019), False)
    dropped = rows(asked(SmallStore(SMALL), "indicator"))
    assert dropped["part"].indicators[0].lost
    assert dropped["part"].lost == "sole"


def test_a_plan_code_that_stops_takes_no_money_but_a_purpose() -> None:
    found = rows(asked(SmallStore(SMALL), "plan"))
    changes = {name: [(each.rule.key, each.before, each.after) for each in row.supports] for name, row in found.items()}
    assert changes == {
        "part": [("shared-plan", 2, 1)], "other": [("shared-plan", 1, 0)],
    }  # fmt: skip
    assert found["other"].lost == "sole"
    assert found["part"].shares["budget"].lost == 0


COOPERATION = """
<measure> a pg:Measure . <partner> a pg:Organization . <another> a pg:Organization .
<alone> a pg:Cooperation ; pg:partOf <measure> ; pg:with <partner> .
<together> a pg:Cooperation ; pg:partOf <measure> ; pg:with <partner> , <another> .
"""


def test_a_cooperation_ends_with_its_only_partner_and_not_with_one_of_two() -> None:
    found = rows(asked(SmallStore(COOPERATION), "partner"))
    changes = {name: [(each.rule.key, each.before, each.after) for each in row.supports] for name, row in found.items()}
    assert changes["alone"] == [("cooperation-partner", 1, 0), ("shared-partner", 1, 0)]
    assert changes["together"] == [("cooperation-partner", 2, 1), ("shared-partner", 2, 1)]
    assert changes["measure"] == [("measure-cooperation", 2, 1)]


def test_targets_of_two_years_are_refused_by_iri_too() -> None:
    turtle = """
      <org> a pg:Organization ; rdfs:label "架空県"@ja .
      <2020/01> a pg:Sheet ; pg:fiscalYear "2020"^^xsd:gYear ; pg:authority <org> .
      <2021/01> a pg:Sheet ; pg:fiscalYear "2021"^^xsd:gYear ; pg:authority <org> .
      <2020/01/measure> a pg:Measure ; pg:inSheet <2020/01> . <2021/01/measure> a pg:Measure ; pg:inSheet <2021/01> .
    """
    changes = [Change(label(f"{year}/01/measure", 0), Decimal(1)) for year in (2020, 2021)]
    with pytest.raises(QueryError, match="2020, 2021"):
        what_if(SmallStore(turtle), changes)


def test_a_target_named_twice_and_targets_of_two_years_are_refused() -> None:
    store = SmallStore(SMALL)
    with pytest.raises(QueryError, match="twice"):
        asked(store, "one", "one")
    with pytest.raises(QueryError, match="2020, 2021"):
        what_if(store, [Change(label("one", 2020), Decimal(1)), Change(label("two", 2021), Decimal(1))])


# --- taking the target out and building again -----------------------------------------------------

PROJECTS, PARTS, CODES = ("p0", "p1", "p2", "p3"), ("q0", "q1", "q2"), ("c0", "c1", "c2")
POLICIES, RESPONSES = ("r0", "r1"), ("s0", "s1")
STATEMENTS = [
    *((project, "partOf", part) for project in PROJECTS for part in PARTS),
    *((part, "partOf", "m") for part in PARTS),
    *((one, "addresses", code) for one in (*PARTS, *POLICIES) for code in CODES),
    *((one, "targets", project) for one in (*POLICIES, *RESPONSES) for project in PROJECTS),
    *((response, "respondsTo", policy) for response in RESPONSES for policy in POLICIES),
    ("c0", "broader", "c1"), ("c1", "broader", "c2"),
]  # fmt: skip
CLASSES = {
    **dict.fromkeys(PROJECTS, "Project"), **dict.fromkeys(PARTS, "MeasurePart"), **dict.fromkeys(CODES, "PlanCode"),
    **dict.fromkeys(POLICIES, "ResponsePolicy"), **dict.fromkeys(RESPONSES, "Response"), "m": "Measure",
}  # fmt: skip
Statements = frozenset[tuple[str, str, str]]


def built(statements: Iterable[tuple[str, str, str]], gone: Iterable[str] = ()) -> SmallStore:
    """A store of statements, without those that speak of what is gone."""
    left = CLASSES.keys() - set(gone)
    turtle = "".join(f"<{name}> a pg:{CLASSES[name]} .\n" for name in sorted(left))
    turtle += "".join(f"<p{each}> pg:budget {10**each} .\n" for each in range(4) if f"p{each}" in left)
    for one, link, other in sorted(statements):
        prefix = "skos" if link == "broader" else "pg"
        turtle += f"<{one}> {prefix}:{link} <{other}> .\n" if {one, other} <= left else ""
    return SmallStore(turtle)


def without(statements: Statements, project: str) -> SmallStore:
    """The store built again without a project, and without what rested on it alone, again and again."""
    gone = {project}
    before = supported(built(statements))
    while True:
        after = supported(built(statements, gone))
        emptied = {name for name in before if name not in gone and not after.get(name)}
        if not emptied:
            return built(statements, gone)
        gone |= emptied


def supported(store: SmallStore) -> dict[str, int]:
    graph = network(store)
    return {local(iri): count for iri, count in graph.in_degree() if count}


@given(st.frozensets(st.sampled_from(STATEMENTS), max_size=22))
@settings(deadline=None, max_examples=60)
def test_taking_a_project_out_and_building_again_gives_the_same(statements: Statements) -> None:
    found = rows(asked(built(statements), "p0"))
    rebuilt = network(without(statements, "p0"), RULED_RELATIONS)
    plain = rows(asked(built(statements - {each for each in statements if "p0" in each}), "p1", supposed="cut=1%"))
    for name, row in found.items():
        for change in row.supports:
            if change.rule.relation == "structural":
                left = (
                    sum(key == change.rule.key for *_, key in rebuilt.in_edges(BASE + name, keys=True))
                    if BASE + name in rebuilt
                    else 0
                )
                assert (name, change.rule.key, change.after) == (name, change.rule.key, left)
        if name in plain:
            share, after = row.shares["budget"], plain[name].shares["budget"]
            assert share.whole - share.lost == after.whole
            assert row.projects_after == plain[name].projects_before


# --- the examples ---------------------------------------------------------------------------------


def test_a_project_of_the_examples_worked_by_hand(examples_store: LocalStore) -> None:
    """0815 of 06-04: 12,750 thousand yen of 12,750 + 3,980 + 0 + 0 + 27,600 = 44,330 of its part.

    The other part of the measure has 44,200 + 5,600 + 0 + 18,900 = 68,700: 113,030 in all.
    """
    found = examples(examples_store, "0815")
    part = row_of(found, "measurePart", "食品加工の推進")
    assert (part.shares["budget"].lost, part.shares["budget"].whole) == (12_750_000, 44_330_000)
    assert (part.shares["staff"].lost, part.shares["staff"].whole) == (Decimal("0.5"), Decimal("2.4"))
    assert part.shares["generalFunds"].share is None
    assert part.shares["generalFunds"].unknown_whole == 1
    measure = row_of(found, "measure", "06-04")
    assert (measure.shares["budget"].whole, measure.projects_before, measure.projects_after) == (113_030_000, 9, 8)
    assert not measure.direct
    assert row_of(found, "opinion", "Ⅰ").lost == "sole"
    assert row_of(found, "responsePolicy", "②").lost is None
    assert {(office.name, office.contact) for office in part.offices} == {
        ("農政部", "農産振興課畑作係（27-812）"), ("農政部食品政策課", "農産振興課畑作係（27-812）"),
    }  # fmt: skip
    assert {behind.grade.grade for behind in part.indicators if behind.grade} == {"C"}


def test_an_office_of_the_examples_touches_its_projects_and_says_that_it_is_the_most(
    examples_store: LocalStore,
) -> None:
    found = examples(examples_store, "農政部食品政策課")
    codes = {row.node.code for row in found.touched["project"]}
    assert codes == {node.code for iri, node in found.nodes.items() if iri in found.projects}
    assert all(row.lost == "sole" and row.direct for row in found.touched["project"])
    whole = sum(row.shares["budget"].whole for row in found.touched["project"])
    assert found.total["budget"].lost == whole > 0


def test_every_project_of_the_examples_taken_out_of_the_graph(examples_store: LocalStore) -> None:
    """Supports and money of parts, measures and codes, from the store's triples without the project's."""
    triples = [quad.triple for graph in examples_store.graphs() for quad in examples_store.quads(graph)]
    for code in ("0815", "0536", "0123"):
        found = examples(examples_store, code)
        (gone,) = found.projects
        left = SmallStore("")
        left.database.bulk_extend(
            ox.Quad(*triple)
            for triple in triples
            if gone not in (getattr(triple.subject, "value", ""), getattr(triple.object, "value", ""))
        )
        graph = network(left, RULED_RELATIONS)
        for kind in ("measurePart", "responsePolicy", "opinion"):
            for row in found.touched[kind]:
                for change in row.supports:
                    if change.rule.key.endswith(("project-part", "-project")):
                        counted = sum(key == change.rule.key for *_, key in graph.in_edges(row.node.iri, keys=True))
                        assert counted == change.after
        for row in found.touched["measure"]:
            budgets = left.select(
                "SELECT (SUM(?yen) AS ?sum) "
                f"{{ ?project a pg:Project ; pg:budget ?yen ; pg:partOf/pg:partOf <{row.node.iri}> }}"
            )
            assert (
                Decimal(getattr(budgets.rows[0][0], "value", "0"))
                == row.shares["budget"].whole - row.shares["budget"].lost
            )
