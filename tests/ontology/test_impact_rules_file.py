"""A file of rules that stands in place of ``impact.ttl``."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from policygraph.errors import RulesError
from policygraph.ontology.impact import impact_rules, read_rules

HEAD = """
@prefix my: <https://example.org/rules#> .
@prefix pg: <https://w3id.org/policygraph/ontology#> .
@prefix codes: <https://w3id.org/policygraph/codes#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
GOOD = """
my:one a pg:ImpactRule ; rdfs:label "支える"@ja , "carries"@en ; pg:property pg:partOf ; pg:subjectClass pg:Project ;
  pg:relation codes:relation-structural ; pg:dependentEnd "object" .
"""


def read(tmp_path: Path, turtle: str) -> str:
    """What is wrong with a file of rules, in Japanese."""
    path = tmp_path / "rules.ttl"
    path.write_text(HEAD + turtle, encoding="utf-8")
    with pytest.raises(RulesError) as error:
        read_rules(path)
    assert str(path) in str(error.value)
    return error.value.ja


def test_a_copy_of_our_rules_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "copy.ttl"
    path.write_bytes(files("policygraph.ontology").joinpath("impact.ttl").read_bytes())
    assert read_rules(path) == impact_rules()


def test_a_rule_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "rules.ttl"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    (rule,) = read_rules(path)
    assert (rule.key, rule.relation, rule.dependent_end, rule.label_ja) == ("one", "structural", "object", "支える")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("pg:property pg:partOf", "pg:property pg:partOff", "pg:partOff は語彙にありません"),
        ("pg:property pg:partOf", 'pg:property "part of: all"', "part of: all は語彙にありません"),
        ("pg:Project", "pg:Projects", "pg:Projects は語彙にありません"),
        ("relation-structural", "relation-causal", "は規則の関係ではありません"),
        ("relation-structural", "relation-analyst", "は規則の関係ではありません"),
        ('"object"', '"both"', "pg:dependentEnd「both」"),
        (', "carries"@en', "", "rdfs:label@en が 0 個"),
        ("pg:property pg:partOf", "pg:property pg:partOf , pg:targets", "pg:property が 2 個"),
        ("pg:subjectClass", "pg:subjectKind", "pg:subjectKind は規則の項目ではありません"),
        ("a pg:ImpactRule ;", "a pg:Project ;", "pg:ImpactRule が一つもありません"),
    ],
)
def test_what_a_rule_may_not_say_is_named(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    assert told in read(tmp_path, GOOD.replace(before, after))


def test_two_rules_of_one_name_and_things_that_are_no_rules(tmp_path: Path) -> None:
    twice = GOOD + GOOD.replace("my:one", "<https://example.org/others/one>")
    assert "one という名の規則が二つ" in read(tmp_path, twice)
    assert "pg:ImpactRule ではありません" in read(tmp_path, GOOD + 'my:two rdfs:label "x"@ja .')


def test_what_is_no_turtle_names_the_line(tmp_path: Path) -> None:
    assert "（6行目）" in read(tmp_path, "my:one a . .")
