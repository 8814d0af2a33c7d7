"""Projects of different measures that are called or described alike."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.loaders.japanese import fold
from policygraph.queries.impact.frame import frame
from policygraph.queries.impact.overlaps import LIKE_NAME, LIKE_OVERVIEW, LikeProjects, dice, overlaps
from tests.queries.impact.small import SmallStore, local
from tests.queries.impact.test_structure import sheets


def of(*projects: tuple[str, str, str]) -> list[LikeProjects]:
    """Projects, each a measure, a name and an overview."""
    turtle = sheets(*sorted({measure for measure, _, _ in projects}))
    for number, (measure, name, overview) in enumerate(projects):
        said = f' ; pg:description "{overview}"@ja' if overview else ""
        turtle += f'<s/{measure}/p{number}> a pg:Project ; rdfs:label "{name}"@ja{said} .\n'
    return overlaps(frame(SmallStore(turtle)))


def test_dice_worked_by_hand() -> None:
    """林業担い手 has 林業 業担 担い い手, 農業担い手 has 農業 業担 担い い手: 2 * 3 / 8."""
    (found,) = of(("01", "林業担い手", ""), ("02", "農業担い手", ""))
    assert (found.name_score, found.overview_score) == (0.75, None)
    assert found.measures == ("01", "02")


def test_projects_of_one_measure_are_not_compared() -> None:
    assert of(("01", "林業担い手", ""), ("01", "林業担い手", "")) == []


def test_like_overviews_count_where_names_differ() -> None:
    (found,) = of(("01", "甲", "若い担い手を育てる研修を開く"), ("02", "乙", "若い担い手を育てる研修を行う"))
    assert found.name_score == 0
    assert found.overview_score == pytest.approx(20 / 24, abs=0.2)


def test_width_and_white_space_do_not_count() -> None:
    (found,) = of(("01", "ＩＴ 人材 育成", ""), ("02", "IT人材育成", ""))
    assert found.name_score == 1


WORDS = st.lists(
    st.sampled_from(["林業", "農業", "担い手", "育成", "支援", "施設", "整備"]), min_size=1, max_size=4
).map("".join)


@given(st.lists(st.tuples(st.sampled_from(["01", "02", "03"]), WORDS, WORDS), min_size=2, max_size=8))
@settings(deadline=None, max_examples=40)
def test_no_like_pair_is_missed(projects: list[tuple[str, str, str]]) -> None:
    """All pairs compared, without the index."""

    def pairs(text: str) -> frozenset[str]:
        folded = fold(text)
        return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))

    wanted = {
        (f"s/{one[0]}/p{place}", f"s/{other[0]}/p{later}")
        for (place, one), (later, other) in combinations(enumerate(projects), 2)
        if one[0] != other[0]
        and (dice(pairs(one[1]), pairs(other[1])) >= LIKE_NAME or dice(pairs(one[2]), pairs(other[2])) >= LIKE_OVERVIEW)
    }
    found = {(local(each.one.iri), local(each.other.iri)) for each in of(*projects)}
    assert {frozenset(pair) for pair in found} == {frozenset(pair) for pair in wanted}
