"""Organisations that running text names (overviews of section 4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policygraph.loaders.records import PartnerMention
from policygraph.loaders.sheet.organisations.mentions import LEGAL_FORMS, LegalForm, mentions
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
        ("（特非）架空障がい者就労組合に委託し、", ("特定非営利活動法人", "架空障がい者就労組合")),
        ("（一社）架空子どもの広場が開く", ("一般社団法人", "架空子どもの広場")),
        ("架空種ばれいしょ研究機構（株）に委託し", ("株式会社", "架空種ばれいしょ研究機構")),
        ("運営を担う架空普及協会（株）に対し", ("株式会社", "架空普及協会")),
        ("運営を担う（株）架空普及協会に対し", ("株式会社", "架空普及協会")),
        ("運営を担う（株）ｶｸｳ普及協会に対し", ("株式会社", "ｶｸｳ普及協会")),
        ("㈴架空商会を訪ねた。", ("合名会社", "架空商会")),
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


@pytest.mark.parametrize(
    "text",
    [
        "（特非）架空障がい者就労組合に委託し、",
        "（公財）人と海の未来センターへの補助",
        "（株）架空電子の研究所で学ぶ",
        "（一社）架空子どもの広場が開く",
        "北と海の研究所（株）が開く",
        "みらい架空（株）が開く",
        "架空ほたて養殖（株）が開く",
        "養殖を担うほたて貝協会（株）が開く",
    ],
)
def test_a_name_that_may_be_longer_or_shorter_is_in_doubt(text: str) -> None:
    (partner,) = mentions(source_of(text).lines)
    assert partner.decision is not None and partner.decision.confidence < Decimal("0.9")


@pytest.mark.parametrize(
    "text", ["（公財）とかち財団と進める。", "新たに楽天（株）との協定を結ぶ。", "(株)架空電子を訪ねた。"]
)
def test_a_name_with_one_border_leaves_nothing_to_decide(text: str) -> None:
    (partner,) = mentions(source_of(text).lines)
    assert partner.decision is None


def test_no_lines_name_nobody() -> None:
    assert mentions(()) == ()
