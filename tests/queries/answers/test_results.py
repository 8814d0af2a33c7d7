"""Questions about results: indicators and the figures of initiatives."""

from __future__ import annotations

import pytest

from policygraph.queries.store import LocalStore
from tests.queries.answers import MEASURE, answer, rows_of
from tests.queries.answers.tables import is_as_in_the_examples, is_as_in_the_real_sheet, numbers

EXAMPLES: dict[str, dict[str, str]] = {
    "below-target": {},
    "indicators-by-grade": {},
    "progress-against-achievement": {},
    "indicators-by-basis-plan": {},
    "indicator-history": {"measureCode": "06-04"},
    "figures-of-initiatives": {"measureCode": "06-04"},
}
REAL: dict[str, dict[str, str]] = {
    "below-target": {},
    "indicators-by-grade": {},
    "progress-against-achievement": {},
    "indicators-by-basis-plan": {},
    "figures-of-initiatives": {"status": "cancelled"},
}
INDICATOR = MEASURE + '<i> a pg:Indicator ; pg:partOf <m> ; pg:rank "主①" ; pg:position 1 .'


def observed(number: int, year: int, values: str) -> str:
    told = f'pg:position {number} ; pg:year "{year}"^^xsd:gYear {values}'
    return f"<o{number}> a pg:Observation ; pg:ofIndicator <i> ; {told} ."


def change(code: str) -> str:
    return f'<i> pg:desiredChange <change> . <change> pg:code "{code}" .'


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_the_examples(examples_store: LocalStore, name: str) -> None:
    is_as_in_the_examples(examples_store, name, EXAMPLES[name])


@pytest.mark.parametrize("name", REAL)
def test_rows_of_the_real_sheet(real_store: LocalStore, name: str) -> None:
    is_as_in_the_real_sheet(real_store, name, REAL[name])


@pytest.mark.parametrize(
    ("wanted", "actual", "rate", "below"),
    [
        ("増加", 9, "", True), ("増加", 10, "", False), ("増加", 11, "; pg:achievementRate 90.0", False),
        ("減少", 11, "", True), ("減少", 10, "", False), ("減少", 9, "; pg:achievementRate 90.0", False),
        ("維持", 9, "; pg:achievementRate 90.0", True), ("維持", 9, "; pg:achievementRate 100.0", False),
        ("維持", 9, "", False),
    ],
)  # fmt: skip
def test_what_is_below_a_target_depends_on_the_way_it_is_meant_to_go(
    wanted: str, actual: int, rate: str, below: bool
) -> None:
    turtle = INDICATOR + change(wanted) + observed(1, 2019, f"; pg:target 10 ; pg:actual {actual} {rate}")
    rows = rows_of(answer("below-target", turtle), ("rank", "desiredChange", "actual"))
    assert rows == ([["主①", wanted, actual]] if below else [])


def test_only_the_latest_actual_is_held_against_its_target() -> None:
    met_since = observed(1, 2018, "; pg:target 10 ; pg:actual 5") + observed(2, 2019, "; pg:target 11 ; pg:actual 12")
    assert (
        answer("below-target", INDICATOR + change("増加") + met_since + observed(3, 2020, "; pg:target 20")).rows == ()
    )
    not_comparable = observed(1, 2018, "; pg:target 10 ; pg:actual 5") + observed(2, 2019, "; pg:actual 4")
    assert answer("below-target", INDICATOR + change("増加") + not_comparable).rows == ()


def test_an_indicator_whose_box_does_not_say_which_way_is_below_by_its_rate() -> None:
    turtle = INDICATOR + observed(1, 2019, "; pg:target 10 ; pg:actual 12 ; pg:achievementRate 80.0")
    assert rows_of(answer("below-target", turtle), ("desiredChange", "actual")) == [["", 12]]


GRADES = """
<A> pg:code "A" ; skos:prefLabel "A（100%以上）"@ja . <none> pg:code "-" ; skos:prefLabel "-（算定不可）"@ja .
"""


def test_an_indicator_counts_once_by_its_latest_grade_and_without_one_too() -> None:
    turtle = INDICATOR + GRADES + '<j> a pg:Indicator ; pg:partOf <m> ; pg:rank "関①" ; pg:position 2 .'
    turtle += observed(1, 2018, "; pg:grade <A>") + observed(2, 2018, "; pg:grade <none>")
    rows = rows_of(answer("indicators-by-grade", turtle), ("grade", "indicators", "measures"))
    assert rows == [["-", 1, 1], ["", 1, 1]]


def test_progress_without_an_achievement_rate_stands_last_and_differs_by_nothing_known() -> None:
    turtle = INDICATOR + "<i> pg:progressRate 50.0 ." + '<j> a pg:Indicator ; pg:rank "関①" ; pg:position 2 .'
    turtle += '<j> pg:progressRate 0.0 . <o> a pg:Observation ; pg:ofIndicator <j> ; pg:year "2019"^^xsd:gYear .'
    turtle += "<o> pg:position 1 ; pg:achievementRate 0.0 ."
    rows = rows_of(
        answer("progress-against-achievement", turtle), ("rank", "achievementRate", "progressRate", "difference")
    )
    assert rows == [["関①", 0, 0, 0], ["主①", "", 50, ""]]


def test_a_plan_picks_its_indicators_and_none_that_has_no_plan(examples_store: LocalStore) -> None:
    rows = numbers(examples_store, "indicators-by-basis-plan", "measureCode", "rank", plan="創生総合戦略")
    assert rows == [["05-10", "関①"], ["05-10", "関②"], ["05-10", "関③"]]


def test_a_plan_that_is_no_known_one_is_called_as_printed() -> None:
    turtle = INDICATOR + '<i> pg:basisPlanName "ある計画"@ja .'
    assert rows_of(answer("indicators-by-basis-plan", turtle), ("plan", "planName", "finalTarget")) == [
        ["", "ある計画", ""]
    ]


def test_figures_are_told_apart_by_whether_they_happened(examples_store: LocalStore) -> None:
    counts = {
        status: len(numbers(examples_store, "figures-of-initiatives", "status", measureCode="06-04", status=status))
        for status in ("done", "planned", "cancelled")
    }
    assert counts == {"done": 5, "planned": 4, "cancelled": 1}
