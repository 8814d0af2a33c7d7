"""Residents' needs and requests to the state."""

from __future__ import annotations

import pytest

from policygraph.loaders.records import Need, Request
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.initiatives.needs import asked_of
from policygraph.loaders.sheet.initiatives.page import read_initiatives
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source

WORK = "◎道の駅の改修に向けた市町村との調整及び設計に係る費用の助成\n　・設計の着手（R1.9）\n"


def read_page(text: str) -> tuple[tuple[Need, ...], tuple[Request, ...]]:
    source = Source.from_text("page", WORK + "\n" + text)
    page = read_initiatives(source.lines, Reading.of(source, FORM_2020), (("1(1)A", None),), 2020)
    return page.needs, page.requests


@pytest.mark.parametrize(
    ("text", "who", "months", "survey"),
    [
        ("○北浜町村会（R1.7、R2.6）\n・道の駅の照明\n", "北浜町村会", [7, 6], False),
        ("○道の駅の利用者満足度調\n査（R1.6～9）\n・照明\n", "道の駅の利用者満足度調査", [6], True),
        ("◯（一社）北浜観光協会\n（R2.6）\n・照明\n", "（一社）北浜観光協会", [6], False),
        ("○北浜アンケート（R1.8）\n・照明\n", "北浜アンケート", [8], True),
    ],
)
def test_who_and_when(text: str, who: str, months: list[int], survey: bool) -> None:
    ((need,), _) = read_page(text)
    assert (need.who, need.is_survey) == (who, survey)
    assert [period.first.month for period in need.periods if period.first] == months
    assert need.texts[0].endswith("照明")


def test_initiative_with_a_year_in_brackets_is_no_need() -> None:
    needs, _ = read_page("○道の駅における充電設備の整備(R1年度)\n　・契約の締結\n")
    assert needs == ()


def test_survey_as_work_of_the_year_is_no_need() -> None:
    needs, _ = read_page("○道の駅の利用に関する調査\n　・調査票の配布\n")
    assert needs == ()


def test_need_beside_others_although_its_name_tells_little() -> None:
    needs, _ = read_page("○北浜町村会（R1.7）\n・照明\n○株式会社北浜（R1.8）\n・駐車場\n")
    assert [need.who for need in needs] == ["北浜町村会", "株式会社北浜"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法務省の制度について、総務省及び環境省に対し要望した。", ("総務省", "環境省")),
        ("補助の継続を内閣府、経済産業省へ要請", ("内閣府", "経済産業省")),
        ("補助の拡充を要望（国土交通省、R1.7）", ()),
        ("補助の拡充を要望（国土交通省）", ("国土交通省",)),
        ("中小企業庁の補助の継続を求めた", ()),
        ("国に対し要望した", ()),
    ],
)
def test_ministries_that_were_asked(text: str, expected: tuple[str, ...]) -> None:
    assert asked_of(text) == expected


def test_request_printed_twice_stands_once() -> None:
    asked = "【国費予算の提案・要望】\n・照明の補助について国土交通省に要望した（R1.7､R2.7）\n"
    _, (request,) = read_page(asked + "\n" + asked)
    assert request.to == ("国土交通省",)
    assert len(request.periods) == 2
