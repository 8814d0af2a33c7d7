"""Impact: small graphs shown in the test, random graphs, and the quotations of the examples."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.ontology.terms import PG, SKOS
from policygraph.queries.impact import MAX_PATHS, Direction, Reach, Reached, Step, reach
from policygraph.queries.impact.answer import as_text
from policygraph.queries.impact.reach_answer import reach_answer
from policygraph.queries.store import Edge, LocalStore, Store
from policygraph.queries.targets import find_target
from tests.queries.impact.small import BASE, SmallStore, label


def asked(store: Store, name: str, direction: Direction = "dependents", depth: int | None = None) -> Reach:
    return reach(store, label(name), direction, depth, relations=("structural",))


def names(answer: Reach) -> list[tuple[int, str]]:
    return [(each.hops, each.node.iri.removeprefix(BASE)) for each in answer.reached]


def paths_of(each: Reached) -> list[str]:
    """The paths to a dependent, as the names of the nodes after the target."""
    return [" ".join(step.dependent.removeprefix(BASE) for step in path) for path in each.paths]


ONE_PROJECT = """
<project> a pg:Project ; pg:partOf <part> .
<part> a pg:MeasurePart ; pg:partOf <measure> ; pg:addresses <plan> .
<policy> a pg:ResponsePolicy ; pg:targets <project> ; pg:addresses <plan> .
<response> a pg:Response ; pg:respondsTo <policy> ; pg:targets <project> .
<measure> a pg:Measure . <plan> a pg:PlanCode . <other> a pg:Project ; pg:partOf <part> .
"""
"""::

    project -> part -> measure
                  \\-> plan
    project -> policy -> plan
    project -> response -> policy -> plan
    other   -> part
"""


def test_dependents_stand_by_their_least_number_of_hops() -> None:
    answer = asked(SmallStore(ONE_PROJECT), "project")
    assert names(answer) == [(1, "part"), (1, "response"), (1, "policy"), (2, "measure"), (2, "plan")]


def test_every_simple_path_is_given_the_shortest_first() -> None:
    (plan,) = [each for each in asked(SmallStore(ONE_PROJECT), "project").reached if each.node.iri == f"{BASE}plan"]
    assert paths_of(plan) == ["part plan", "policy plan", "response policy plan"]
    assert plan.complete


def test_depth_cuts_the_chain_and_says_what_it_left_out() -> None:
    answer = asked(SmallStore(ONE_PROJECT), "project", depth=2)
    complete = {each.node.iri.removeprefix(BASE): each.complete for each in answer.reached}
    assert complete == {"part": True, "response": True, "policy": True, "measure": True, "plan": False}
    answer = asked(SmallStore(ONE_PROJECT), "project", depth=1)
    assert names(answer) == [(1, "part"), (1, "response"), (1, "policy")]
    assert {each.node.iri.removeprefix(BASE): each.complete for each in answer.reached} == {
        "part": True,
        "response": True,
        "policy": False,
    }


def test_dependencies_go_the_other_way_and_both_gives_both() -> None:
    store = SmallStore(ONE_PROJECT)
    assert names(asked(store, "plan", "dependencies")) == [
        (1, "part"), (1, "policy"), (2, "other"), (2, "project"), (2, "response"),
    ]  # fmt: skip
    both = asked(store, "part", "both")
    assert [(each.direction, each.node.iri.removeprefix(BASE)) for each in both.reached] == [
        ("dependents", "measure"), ("dependents", "plan"), ("dependencies", "other"), ("dependencies", "project"),
    ]  # fmt: skip


def test_a_step_names_support_dependent_rule_and_statement() -> None:
    answer = asked(SmallStore(ONE_PROJECT), "plan", "dependencies", depth=1)
    (policy,) = [each for each in answer.reached if each.node.iri == f"{BASE}policy"]
    ((step,),) = policy.paths
    assert (step.support, step.dependent) == (f"{BASE}policy", f"{BASE}plan")
    assert (step.rule.key, step.rule.relation) == ("policy-plan", "structural")
    assert step.statement == Edge(f"{BASE}policy", PG.addresses, f"{BASE}plan")


def test_a_target_that_nothing_hangs_on_gives_an_empty_answer_that_says_so() -> None:
    answer = asked(SmallStore(ONE_PROJECT), "measure")
    assert answer.reached == ()
    assert "該当するものはありません" in as_text(reach_answer(answer))
    assert "--direction dependencies" in as_text(reach_answer(answer))


def test_more_paths_than_are_listed_are_told() -> None:
    """project -> one of MAX_PATHS + 1 policies -> plan, and project -> part -> plan."""
    policies = "".join(
        f"<r{number}> a pg:ResponsePolicy ; pg:targets <project> ; pg:addresses <plan> .\n"
        for number in range(MAX_PATHS + 1)
    )
    (plan,) = [
        each
        for each in asked(SmallStore(policies + "<plan> a pg:PlanCode . <project> a pg:Project ."), "project").reached
        if each.hops == 2
    ]
    assert len(plan.paths) == MAX_PATHS
    assert not plan.complete


def test_of_many_paths_the_shortest_are_listed() -> None:
    """project -> part -> plan beside MAX_PATHS + 1 ways project -> response -> policy -> plan."""
    long_ways = "".join(
        f"<a{number}> a pg:Response ; pg:targets <project> ; pg:respondsTo <policy> .\n"
        for number in range(MAX_PATHS + 1)
    )
    turtle = (
        long_ways
        + """
      <policy> a pg:ResponsePolicy ; pg:addresses <plan> . <plan> a pg:PlanCode .
      <project> a pg:Project ; pg:partOf <zone> . <zone> a pg:MeasurePart ; pg:addresses <plan> .
    """
    )
    (plan,) = [each for each in asked(SmallStore(turtle), "project").reached if each.node.iri == f"{BASE}plan"]
    assert (plan.hops, len(plan.paths), plan.complete) == (2, MAX_PATHS, False)
    assert paths_of(plan)[0] == "zone plan"


LETTERS = "abcdef"


@given(st.sets(st.sampled_from(list(permutations(LETTERS, 2))), max_size=14), st.sampled_from([None, 1, 2, 3]))
@settings(deadline=None, max_examples=60)
def test_reach_on_random_networks_is_what_networkx_finds(arrows: set[tuple[str, str]], depth: int | None) -> None:
    """Plan codes under plan codes (skos:broader), cycles too: ``a`` under ``b`` carries ``b``."""
    turtle = "".join(f"<{letter}> a pg:PlanCode .\n" for letter in LETTERS)
    turtle += "".join(f"<{child}> skos:broader <{parent}> .\n" for child, parent in sorted(arrows))
    graph = nx.DiGraph(sorted(arrows))
    graph.add_nodes_from(LETTERS)
    hops: Mapping[str, int] = nx.single_source_shortest_path_length(graph, "a", cutoff=depth)
    answer = asked(SmallStore(turtle), "a", depth=depth)
    assert {name: count for count, name in names(answer)} == {name: count for name, count in hops.items() if count}
    for each in answer.reached:
        end = each.node.iri.removeprefix(BASE)
        every = [" ".join(path[1:]) for path in nx.all_simple_paths(graph, "a", end)]
        within = [path for path in every if depth is None or path.count(" ") < depth]
        assert sorted(paths_of(each)) == sorted(within)[:MAX_PATHS] or len(within) > MAX_PATHS
        assert each.complete == (within == every or len(within) == len(every)) or len(every) > MAX_PATHS
        assert [len(path) for path in each.paths] == sorted(len(path) for path in each.paths)


# --- the examples -----------------------------------------------------------------------------


def stated(answer: Reach) -> set[Step]:
    """The hops that a sheet states; that 2(2)A is under 2(2) is told by the codes."""
    steps = {step for each in answer.reached for path in each.paths for step in path}
    return {step for step in steps if step.statement.property != SKOS.broader}


@pytest.mark.parametrize(
    ("target", "direction"),
    [
        *(("0536", "dependents"), ("0815", "dependents"), ("0123", "dependents")),
        *(("A3412", "dependencies"), ("05-10", "dependencies"), ("2(2)A", "dependencies")),
    ],
)
def test_every_hop_quotes_the_sheet(examples_store: LocalStore, target: str, direction: Direction) -> None:
    answer = reach(examples_store, find_target(examples_store, target), direction)
    steps = stated(answer)
    assert steps
    for step in steps:
        quotation = answer.quotations[step.statement]
        assert quotation.text.strip()
        assert 1 <= quotation.first_line <= quotation.last_line
        assert quotation.file.endswith(".txt")


def test_a_quotation_of_a_plan_code_holds_the_code(examples_store: LocalStore) -> None:
    answer = reach(examples_store, find_target(examples_store, "0536"))
    for each in answer.reached:
        if each.node.kind == PG.PlanCode:
            for path in each.paths:
                assert each.node.code in answer.quotations[path[-1].statement].text


def test_the_whole_chain_of_a_project(examples_store: LocalStore) -> None:
    """0815 of 06-04: part 2(2)A (A3412, A3751), policy ② (A3412), opinion Ⅰ, and the answers to both."""
    answer = reach(examples_store, find_target(examples_store, "0815"))
    found = {(each.hops, each.node.kind.rpartition("#")[2], each.node.code) for each in answer.reached}
    assert found >= {
        (1, "MeasurePart", ""), (1, "ResponsePolicy", "②"), (1, "Opinion", "Ⅰ"), (1, "Response", "②"),
        (2, "Measure", "06-04"), (2, "PlanCode", "A3412"), (2, "PlanCode", "A3751"), (2, "PolicyArea", "2(2)A"),
    }  # fmt: skip
    assert [each.hops for each in answer.reached if each.node.kind == PG.Response] == [1, 1]
    assert all(each.complete for each in answer.reached)


def test_what_a_shared_plan_code_rests_on_stands_in_three_sheets(examples_store: LocalStore) -> None:
    answer = reach(examples_store, find_target(examples_store, "A3412"), "dependencies")
    projects = {each.node.iri.split("/")[-3] for each in answer.reached if each.node.kind == PG.Project}
    assert projects == {"02-03", "05-10", "06-04"}


def test_as_text_groups_by_hop_and_quotes(examples_store: LocalStore) -> None:
    text = as_text(reach_answer(reach(examples_store, find_target(examples_store, "0815"))))
    lines = text.splitlines()
    assert lines[0].startswith("調書に書かれた依存関係であり、因果関係ではありません")
    assert lines[1] == "問い：事務事業 0815 食品加工の技術支援事業費 に依存するもの、2020年度"
    assert "北海道2020年度3調書" in lines[2]
    assert text.index("■ 構造的な依存") < text.index("依存するもの：1 段目") < text.index("依存するもの：2 段目")
    assert "施策 06-04 食の加工と種苗を支える畑作の振興" in text
    assert "06-04-shoku-fictional.txt" in text
    assert "引用なし" not in text


def test_what_has_no_name_is_called_by_its_text_or_year() -> None:
    turtle = f"""
      <project> a pg:Project ; pg:partOf <part> . <part> a pg:MeasurePart ; rdfs:label "区分"@ja .
      <policy> a pg:ResponsePolicy ; pg:number "①" ; pg:targets <project> ; pg:text "一行目の文\\n二行目の文"@ja .
      <long> a pg:Response ; pg:targets <project> ; pg:text "{"いろは" * 20}"@ja .
    """
    found = asked(SmallStore(turtle), "project").reached
    labels = {each.node.iri.removeprefix(BASE): each.node.label for each in found}
    assert labels == {"part": "区分", "policy": "一行目の文 二行目の文", "long": f"{'いろは' * 9}いろ…"}
