"""The rules of impact as data."""

from __future__ import annotations

from policygraph.ontology.codes import RELATIONS
from policygraph.ontology.impact import impact_rules
from policygraph.ontology.terms import PG
from policygraph.ontology.turtle import read_turtle


def ends(subject: str, property_: str) -> set[tuple[str, str]]:
    return {
        (rule.relation, rule.dependent_end)
        for rule in impact_rules()
        if rule.property == property_ and subject in rule.subject_classes
    }


def test_four_relations_have_rules_and_the_analysts_is_empty() -> None:
    assert {rule.relation for rule in impact_rules()} == set(RELATIONS) - {"analyst"}


def test_the_chain_from_project_to_plan_and_measure() -> None:
    assert ends(PG.Project, PG.partOf) == {("structural", "object")}
    assert ends(PG.MeasurePart, PG.partOf) == {("structural", "object")}
    assert ("structural", "object") in ends(PG.MeasurePart, PG.addresses)


def test_a_response_policy_depends_on_its_projects() -> None:
    assert ends(PG.ResponsePolicy, PG.targets) == {("structural", "subject")}


def test_a_stated_cooperation_works_in_both_directions() -> None:
    for property_ in (PG.with_, PG.partOf):
        both = {end for relation, end in ends(PG.Cooperation, property_) if relation == "cooperation"}
        assert both == {"subject", "object"}


def test_what_is_shared_is_leaned_on() -> None:
    assert {rule.dependent_end for rule in impact_rules() if rule.relation == "shared"} == {"subject"}


def test_rules_speak_of_classes_that_exist() -> None:
    terms = set(read_turtle("policygraph.ttl"))
    assert {each for rule in impact_rules() for each in rule.subject_classes | rule.object_classes} <= terms


def test_no_rule_is_there_twice() -> None:
    told = [rule[1:6] for rule in impact_rules()]
    assert len(set(told)) == len(told)
