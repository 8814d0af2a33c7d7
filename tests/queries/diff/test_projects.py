"""Projects from year to year and from version to version: each fate its own small case."""

from __future__ import annotations

from decimal import Decimal

from policygraph.queries.diff.model import Comparison
from tests.queries.diff.held import LIGHTHOUSES, NETS, diff, later, measure, row, tell


def pairs(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (pair.a.code, pair.b.code, pair.method)
        for pair in comparison.pairs
        if pair.thing == "project" and pair.a and pair.b
    ]


def test_a_new_number_every_year_is_no_change() -> None:
    found = diff(measure(row("0101", "灯台費", LIGHTHOUSES)), later(row("0555", "灯台費", LIGHTHOUSES)))
    assert tell(found) == []
    assert pairs(found) == [("0101", "0555", "name-with-text")]
    assert found.pairs[-1].confidence == Decimal("0.95")


def test_a_number_that_went_to_another_project_pairs_nothing() -> None:
    found = diff(measure(row("0101", "灯台費", LIGHTHOUSES)), later(row("0101", "網の補修", NETS)))
    assert tell(found) == [
        ("added", None, "0101", "budget", None, 500_000),
        ("ended", "0101", None, "budget", 500_000, None),
    ]
    assert all(change.candidates == () for change in found.changes)


def test_a_number_pairs_within_a_year() -> None:
    found = diff(measure(row("0101", "灯台費", LIGHTHOUSES)), measure(row("0101", "網の補修", NETS)))
    assert [told[:4] for told in tell(found)] == [
        ("renamed", "0101", "0101", "name"),
        ("text", "0101", "0101", "description"),
    ]
    assert found.changes[0].method == "code"


def test_a_project_that_kept_its_name_within_a_year_was_renumbered() -> None:
    found = diff(measure(row("0101", "灯台費")), measure(row("0102", "灯台費")))
    assert tell(found) == [("renumbered", "0101", "0102", "code", "0101", "0102")]


def test_numbers_exchanged_within_a_year_follow_the_names() -> None:
    found = diff(
        measure(row("0101", "灯台費"), row("0102", "網の補修")), measure(row("0102", "灯台費"), row("0101", "網の補修"))
    )
    assert {kind for kind, *_ in tell(found)} == {"renumbered"}


def test_another_name_with_the_same_overview_is_renamed() -> None:
    found = diff(measure(row("0101", "灯台費", LIGHTHOUSES)), later(row("0555", "岬の光をまもる事業", LIGHTHOUSES)))
    assert tell(found) == [("renamed", "0101", "0555", "name", "灯台費", "岬の光をまもる事業")]
    assert found.changes[0].confidence < 1
    assert found.changes[0].method == "likeness"


def test_what_is_only_somewhat_alike_is_ended_and_added_with_its_candidate() -> None:
    found = diff(measure(row("0101", "岬の灯台みまもり費")), later(row("0555", "岬の灯台みまもり調査")))
    assert [(change.kind, change.candidates) for change in found.changes] == [
        ("added", ("0101 岬の灯台みまもり費",)),
        ("ended", ("0555 岬の灯台みまもり調査",)),
    ]
    assert all(change.confidence == Decimal("0.5") for change in found.changes)


def test_two_of_one_name_are_not_told_apart_by_order_from_year_to_year() -> None:
    found = diff(
        measure(row("0101", "灯台費"), row("0102", "灯台費")), later(row("0501", "灯台費"), row("0502", "灯台費"))
    )
    assert pairs(found) == []
    assert [change.kind for change in found.changes] == ["added", "added", "ended", "ended"]
    assert all(len(change.candidates) == 2 for change in found.changes)


def test_two_of_one_name_are_told_apart_by_their_overviews() -> None:
    found = diff(
        measure(row("0101", "調査費", LIGHTHOUSES), row("0102", "調査費", NETS)),
        later(row("0501", "調査費", NETS), row("0502", "調査費", LIGHTHOUSES)),
    )
    assert pairs(found) == [("0101", "0502", "likeness"), ("0102", "0501", "likeness")]


def test_several_like_parts_are_a_split_and_the_other_way_round_a_merger() -> None:
    whole = row("0101", "岬の灯台みまもり事業費", LIGHTHOUSES)
    parts = (
        row("0501", "岬の灯台みまもり事業費（東）", LIGHTHOUSES),
        row("0502", "岬の灯台みまもり事業費（西）", LIGHTHOUSES),
    )
    split = diff(measure(whole), later(*parts))
    assert [told[:3] for told in tell(split)] == [("split", "0101", "0501"), ("split", "0101", "0502")]
    merged = diff(measure(*parts), later(whole))
    assert [told[:3] for told in tell(merged)] == [("merged", "0501", "0101"), ("merged", "0502", "0101")]


def test_a_project_with_a_mark_was_transferred_and_not_added() -> None:
    found = diff(measure(), later(row("0501", "灯台費", transferred_from="港湾課")))
    assert tell(found) == [
        ("transferred", None, "0501", "transferredFrom", None, "港湾課"),
        ("transferred", None, "0501", "budget", None, 500_000),
    ]


def test_a_mark_that_is_gone_the_year_after_is_no_event() -> None:
    assert tell(diff(measure(row("0101", "灯台費", transferred_from="港湾課")), later(row("0501", "灯台費")))) == []


def test_a_mark_that_stands_both_years_is_no_event() -> None:
    marked = row("0101", "灯台費", transferred_from="港湾課")
    assert tell(diff(measure(marked), later(marked))) == []


def test_a_marked_project_of_another_measure_is_one_project() -> None:
    here, there = {"code": "91-07"}, {"code": "92-01", "name": "浜の暮らし"}
    came = row("0501", "灯台費", transferred_from="港湾課", budget=700_000)
    found = diff(
        (measure(row("0101", "灯台費"), **here), measure(row("0201", "網の補修"), **there)),
        (later(**here), later(came, row("0502", "網の補修"), **there)),
    )
    assert tell(found) == [
        ("transferred", "0101", "0501", "measure", "91-07 海辺のくらしを支える施策", "92-01 浜の暮らし"),
        ("transferred", "0101", "0501", "transferredFrom", None, "港湾課"),
        ("money", "0101", "0501", "budget", 500_000, 700_000),
    ]


def test_one_name_in_another_measure_without_mark_or_overview_is_a_candidate_only() -> None:
    found = diff(
        (measure(row("0101", "運営費"), code="91-07"), measure(code="92-01", name="浜の暮らし")),
        (later(code="91-07"), later(row("0501", "運営費"), code="92-01", name="浜の暮らし")),
    )
    assert [(change.kind, change.candidates) for change in found.changes] == [
        ("added", ("0101 運営費（91-07）",)),
        ("ended", ("0501 運営費（92-01）",)),
    ]


def test_money_has_its_difference_and_the_unknown_is_not_zero() -> None:
    before = row("0101", "灯台費", budget=500_000, general_funds=None, staff=Decimal("1.5"))
    after = row("0501", "灯台費", budget=650_000, general_funds=0, staff=Decimal("0.5"))
    found = {change.what.name: change for change in diff(measure(before), later(after)).changes}
    assert set(found) == {"budget", "generalFunds", "staff"}
    assert found["budget"].difference == 150_000
    assert (found["generalFunds"].a.value, found["generalFunds"].b.value) == (None, 0)
    assert found["generalFunds"].difference is None
    assert found["staff"].difference == Decimal("-1.0")


def test_offices_that_many_projects_went_to_are_candidates_and_no_facts() -> None:
    found = diff(
        measure(row("0101", "灯台費", office="海辺課"), row("0102", "網の補修", office="海辺課")),
        later(row("0501", "灯台費", office="沿岸課"), row("0502", "網の補修", office="沿岸課")),
    )
    (candidate,) = found.of_kind("reorganised")
    assert (candidate.a.value, candidate.b.value, candidate.confidence) == ("海辺課", "沿岸課", Decimal("0.750"))
    assert len(found.of_kind("office")) == 2


def test_an_office_that_goes_on_has_no_candidate() -> None:
    found = diff(
        measure(row("0101", "灯台費", office="海辺課"), row("0102", "網の補修", office="海辺課")),
        later(row("0501", "灯台費", office="沿岸課"), row("0502", "網の補修", office="海辺課")),
    )
    assert found.of_kind("reorganised") == ()
