"""Cells that list organisations (form, section 2)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policygraph.loaders.records import PartnerMention
from policygraph.loaders.sheet.organisations.partner_lists import PartnerList, goes_on
from policygraph.loaders.source import Line, Source


def source_of(text: str) -> Source:
    return Source.from_text("invented", text)


def partner_list(lines: Sequence[Line]) -> tuple[PartnerMention, ...]:
    found = PartnerList.of(lines)
    return found.partners() if found else ()


def told(found: tuple[PartnerMention, ...]) -> list[tuple[str | None, str]]:
    return [(partner.legal_form, partner.name) for partner in found]


def test_a_list_with_commas_and_wide_spaces_and_members_without_form() -> None:
    lines = source_of("（一社）架空機械工業会、　架空大学　架空市\n（地独）架空研究機構、架空協議会ほか３団体").lines
    assert told(partner_list(lines)) == [
        ("一般社団法人", "架空機械工業会"),
        (None, "架空大学"),
        (None, "架空市"),
        ("地方独立行政法人", "架空研究機構"),
        (None, "架空協議会"),
    ]


def test_a_list_that_wraps_in_mid_name_and_in_mid_form() -> None:
    lines = source_of("（公財）架空テクノセン\nター、楽天\n（株）、（一\n社）架空協会").lines
    assert told(partner_list(lines)) == [
        ("公益財団法人", "架空テクノセンター"),
        ("株式会社", "楽天"),
        ("一般社団法人", "架空協会"),
    ]


def test_a_list_whose_name_goes_on_behind_a_blank_line() -> None:
    lines = source_of("架空大学、（公財）架空中小企業総\n\n合支援センター、架空市").lines
    assert [partner.name for partner in partner_list(lines)] == ["架空大学", "架空中小企業総合支援センター", "架空市"]


@pytest.mark.parametrize("text", ["架空大学\n架空工業大学\n架空市", "・架空大学\n・架空工業大学\n・架空市"])
def test_a_list_with_one_member_a_line(text: str) -> None:
    assert [partner.name for partner in partner_list(source_of(text).lines)] == ["架空大学", "架空工業大学", "架空市"]


def test_kinds_of_organisations_are_no_organisations() -> None:
    source = source_of("架空大学、各市町村、関係団体等")
    found = PartnerList.of(source.lines)
    assert found is not None
    assert [partner.name for partner in found.partners()] == ["架空大学"]
    assert [source.quote(span) for span in found.kinds()] == ["各市町村", "関係団体"]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("（公財）架空財団、架空障がい者支援センター", True),
        ("架空大学", True),
        ("架空大学の知見を生かした製品づくりの促進", False),
        ("道内の機関と連携した研究会", False),
        ("（公財）架空財団と会議を開いた。", False),
        ("", False),
    ],
)
def test_lists_and_prose(text: str, is_list: bool) -> None:
    assert (PartnerList.of(source_of(text).lines) is not None) is is_list


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("架空大学、（公財）架空総", "合支援センター、架空市", True),
        ("架空大学、架空漁業協同組\n合", "架空市", False),
        ("架空工業大学、架空大学、（株）架空食\n品", "架空市", False),
        ("架空大学、（公財）架空総", "合的な支援を行った。", False),
    ],
    ids=["in-mid-name", "finished", "last-line-not-full", "prose-behind"],
)
def test_a_list_goes_on_behind_a_blank_line(before: str, after: str, joined: bool) -> None:
    *lines, line = source_of(f"{before}\n\n{after}").lines
    assert goes_on(lines, line) is joined


def test_no_lines_are_no_list() -> None:
    assert PartnerList.of(()) is None
