"""What a sheet lacks, each gap of its own."""

from __future__ import annotations

from policygraph.queries.impact.frame import frame
from policygraph.queries.impact.gaps import Gap, gaps
from policygraph.queries.store import LocalStore
from tests.queries.impact.small import SmallStore, local

WHOLE = """
<measure> a pg:Measure .
<part> a pg:MeasurePart ; pg:partOf <measure> ; pg:addresses <code> . <code> a pg:PlanCode .
<project> a pg:Project ; pg:partOf <part> ; pg:budget 100 .
<indicator> a pg:Indicator ; pg:partOf <part> .
<year> a pg:Observation ; pg:ofIndicator <indicator> ; pg:year "2019"^^xsd:gYear ; pg:grade pgc:grade-D .
<opinion> a pg:Opinion ; pg:targets <project> .
<response> a pg:Response ; pg:targets <project> ; pg:respondsTo <opinion> .
"""


def found(turtle: str) -> list[Gap]:
    return gaps(frame(SmallStore(turtle)))


def told(turtle: str) -> list[tuple[str, str]]:
    return [(gap.kind, local(gap.node.iri)) for gap in found(turtle)]


def test_a_whole_sheet_has_no_gap() -> None:
    assert told(WHOLE) == []


def test_a_code_that_only_a_part_without_projects_or_a_policy_addresses() -> None:
    more = "<empty> a pg:MeasurePart ; pg:addresses <alone> . <alone> a pg:PlanCode . "
    more += "<policy> a pg:ResponsePolicy ; pg:addresses <promised> ; pg:targets <project> . <promised> a pg:PlanCode ."
    assert told(WHOLE + more) == [("code-without-project", "alone"), ("code-without-project", "promised")]
    assert [local(node.iri) for node in found(WHOLE + more)[0].beside] == ["empty"]


def test_money_without_an_indicator_is_summed_and_what_is_unknown_counted() -> None:
    more = "<other> a pg:MeasurePart . <a> a pg:Project ; pg:partOf <other> ; pg:budget 70 . "
    more += "<b> a pg:Project ; pg:partOf <other> ."
    (gap,) = found(WHOLE + more)
    assert (gap.kind, local(gap.node.iri)) == ("money-without-indicator", "other")
    assert gap.budget is not None
    assert (gap.budget.whole, gap.budget.unknown_whole) == (70, 1)


def test_a_project_without_a_response_though_an_indicator_of_its_part_is_d() -> None:
    more = "<second> a pg:Project ; pg:partOf <part> ; pg:budget 5 ."
    assert told(WHOLE + more) == [("project-without-response", "second")]
    better = (
        '<later> a pg:Observation ; pg:ofIndicator <indicator> ; pg:year "2020"^^xsd:gYear ; pg:grade pgc:grade-B .'
    )
    assert told(WHOLE + more + better) == []


def test_an_opinion_without_a_reply() -> None:
    assert told(WHOLE + "<second> a pg:Opinion .") == [("opinion-without-reply", "second")]


def test_a_sheet_gives_its_own_reason_for_having_no_indicator(examples_store: LocalStore) -> None:
    """05-10 has 242,228 thousand yen under 2(4)C and no indicator there."""
    without = [gap for gap in gaps(frame(examples_store)) if gap.kind == "money-without-indicator"]
    assert {(gap.sheet, gap.node.label, gap.budget.whole if gap.budget else None) for gap in without} == {
        ("05-10", "技術支援の推進", 242_228_000), ("02-03", "法人の運営", 640_000),
    }  # fmt: skip
