"""What sentences are read to say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from policygraph.queries.checks.claims import Amount, Claim, Names, Year, bare_name, claims_of, unit_of
from tests.queries.checks.test_prose import indicator

BOX = indicator()
NAMES = Names([BOX])


def read(sentence: str) -> list[Claim]:
    return [said.claim for said in claims_of(sentence, NAMES, BOX)]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "H30年度に比べ、見学者数は1.2千人の増加となった。",
            {
                "what": "change",
                "since": Year(2018, "fiscal"),
                "sign": 1,
                "amount": Amount(Decimal("1.2"), 1000, "人"),
            },
        ),
        (
            "2019年度は、前の年を下回った。",
            {"what": "change", "at": Year(2019, "fiscal"), "since": "before", "sign": -1},
        ),
        ("令和元年度の目標は達成できなかった。", {"what": "reached", "at": Year(2019, "fiscal"), "sign": -1}),
        ("直近の実績は、基準値から横ばいとなっている。", {"what": "change", "at": "latest", "since": "base"}),
        ("最終目標を上回っている。", {"what": "distance", "sign": 1, "final": True}),
        (
            "R1の達成率は△5.0％である。",
            {"what": "rate", "at": Year(2019, None), "amount": Amount(Decimal("-5.0"), 1, "%")},
        ),
    ],
)
def test_one_claim(sentence: str, said: dict[str, Any]) -> None:
    (claim,) = read(sentence)
    assert {name: getattr(claim, name) for name in said} == said


def test_what_stands_before_the_clauses_holds_for_all_of_them() -> None:
    first, second = read("R1年度は、1,060人となり、目標を下回った。")
    assert (first.what, first.at) == ("value", Year(2019, "fiscal"))
    assert (second.what, second.at) == ("distance", Year(2019, "fiscal"))


def test_an_unfinished_clause_is_a_claim_only_where_the_sentence_states_a_fact() -> None:
    assert len(read("見学者数は前年度を上回り、便を増やした。")) == 1
    assert read("見学者数は前年度を上回り、便を増やすべきである。") == []


@pytest.mark.parametrize(("name", "bare"), [("海辺の客の数（人）(暦年)", "海辺の客の数"), ("件数", "件数")])
def test_a_name_without_its_brackets(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("unit", "scale_and_unit"),
    [("人", (1, "人")), ("百万円", (1_000_000, "円")), ("千トン", (1000, "トン")), ("％", (1, "%")), (None, None)],
)
def test_units_have_a_scale(unit: str | None, scale_and_unit: tuple[int, str] | None) -> None:
    assert unit_of(indicator(unit=unit)) == scale_and_unit
