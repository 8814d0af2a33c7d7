"""Organisations in running text and in lists (form, section 2 and overviews of section 4)."""

from __future__ import annotations

import pytest
from policygraph.loaders.records import PartnerMention
from policygraph.loaders.sheet.organisations import (
    LEGAL_FORMS,
    LegalForm,
    goes_on,
    is_partner_list,
    kinds_in_list,
    mentions,
    partner_list,
)
from policygraph.loaders.source import Source


def source_of(text: str) -> Source:
    return Source.from_text("invented", text)


def told(found: tuple[PartnerMention, ...]) -> list[tuple[str | None, str]]:
    return [(partner.legal_form, partner.name) for partner in found]


@pytest.mark.parametrize("form", LEGAL_FORMS, ids=lambda form: form.name)
def test_every_form_is_known_short_and_in_full(form: LegalForm) -> None:
    for printed in (form.name, *form.other_words, *(f"（{short}）" for short in form.abbreviations)):
        lines = source_of(f"今年度は、{printed}架空試験研究センターと協力する。").lines
        assert told(mentions(lines)) == [(form.name, "架空試験研究センター")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(株)架空電子を訪ねた。", ("株式会社", "架空電子")),
        ("㈱架空電子を訪ねた。", ("株式会社", "架空電子")),
        ("新たに楽天（株）との協定を結ぶ。", ("株式会社", "楽天")),
        ("よつ葉乳業（株）が加わる。", ("株式会社", "よつ葉乳業")),
        ("（公財）とかち財団と進める。", ("公益財団法人", "とかち財団")),
        ("（公財）人と海の未来センターへの補助", ("公益財団法人", "人と海の未来センター")),
        ("（一財）旭川産業創造プラザへの貸付", ("一般財団法人", "旭川産業創造プラザ")),
        ("市内の（株）架空製作所が行う研究会", ("株式会社", "架空製作所")),
        ("NPO法人架空まちづくり協議会など", ("特定非営利活動法人", "架空まちづくり協議会")),
        ("ＮＰＯ法人架空の会に委託", ("特定非営利活動法人", "架空の会")),
    ],
)
def test_a_name_ends_at_a_particle_or_mark(text: str, expected: tuple[str, str]) -> None:
    assert told(mentions(source_of(text).lines)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "独立行政法人課と調整する。",
        "一般社団法人化を進める。",
        "NPO法人設立の相談を受ける。",
        "条例（通称）を改める。",
        "架空大学と協力する。",
        "しごとをつくるきのとや（株）が開く。",
    ],
    ids=["office", "becoming-one", "founding-one", "other-bracket", "no-legal-form", "name-or-sentence"],
)
def test_what_is_no_sure_mention_is_left_out(text: str) -> None:
    assert mentions(source_of(text).lines) == ()


def test_a_name_that_wraps_is_one_and_quoted_whole() -> None:
    source = source_of("　（公財）架空中小企業総\n合支援センターに委ねる。")
    (partner,) = mentions(source.lines)
    assert partner.printed == "（公財）架空中小企業総合支援センター"
    assert [source.quote(span) for span in partner.quotes] == ["（公財）架空中小企業総\n合支援センター"]


def test_two_forms_side_by_side_are_two_names() -> None:
    lines = source_of("㈱架空電子及び架空重工業株式会社の工場").lines
    assert told(mentions(lines)) == [("株式会社", "架空電子"), ("株式会社", "架空重工業")]


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
    assert [partner.name for partner in partner_list(source.lines)] == ["架空大学"]
    assert [source.quote(span) for span in kinds_in_list(source.lines)] == ["各市町村", "関係団体"]


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
    assert is_partner_list(source_of(text).lines) is is_list


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


def test_no_lines_hold_no_partners() -> None:
    assert (mentions(()), partner_list(()), kinds_in_list(())) == ((), (), ())
