"""Who is one organisation, and who is one of many of that name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.review.payees import corporate_number, is_one_of_many


@pytest.mark.parametrize(
    "name",
    [
        *(
            "個人Ａ",
            "個人",
            "個人事業主（税理士）",
            "その他",
            "その他（20社）",
            "匿名",
            "非公表",
            "未定",
            "公募予定",
            "0",
        ),
        *("株式会社　c", "C株式会社", "株式会社D１０", "国立大学法人Ｅ", "民間企業Ａ社", "株式会社A社", "●●県", "Ｘ市"),
        *("法律事務所　B", "（一般社団法人b）", "架空株式会社等", "架空社ほか３社", "他４名", "甲社", "0"),
        *("架空　花子", "架空商店会\n架空町株式会社", "架空株式会社・仮想株式会社", "事務費"),
    ],
)
def test_stand_ins_persons_and_several_at_once_are_no_organisation(name: str) -> None:
    assert is_one_of_many(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "北空株式会社",
            "株式会社　北空",
            "公益財団法人とかち財団",
            "国際標準化機構（ISO）",
            "New Vision LLC",
            "札幌市",
        ),
        *(
            "世界機関\n（WOK）",
            "平等株式会社",
            "一般社団法人AFW",
            "公立大学法人公立はこだて未来大学",
            "三菱重工業",
            "New Vision LLC",
        ),
    ],
)
def test_a_name_that_tells_its_bearer_is_an_organisation(name: str) -> None:
    assert not is_one_of_many(name)


@given(st.from_regex("[0-9]{12}", fullmatch=True), st.integers(0, 9))
def test_one_digit_in_nine_is_the_check_digit(base: str, first: int) -> None:
    right = [digit for digit in range(10) if corporate_number(f"{digit}{base}")]
    assert len(right) == 1
    assert right[0] in range(1, 10)


@pytest.mark.parametrize("printed", ["", "700001205000", "70000120500020", "abc", "7000012050003", "-700001205000"])
def test_what_is_no_corporate_number_is_none(printed: str) -> None:
    assert corporate_number(printed) is None


def test_a_corporate_number_is_read_in_any_width() -> None:
    assert corporate_number("７０００ ０１２０ ５０００２") == "7000012050002"
