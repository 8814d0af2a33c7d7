"""Logic models of the examples, worked by hand, with their gaps visible."""

from __future__ import annotations

import pytest

from policygraph.errors import QueryError
from policygraph.queries.impact.answer import as_text
from policygraph.queries.impact.logic import Logic, logic_model
from policygraph.queries.impact.logic_answer import logic_answer
from policygraph.queries.store import LocalStore
from policygraph.queries.targets import find_target
from tests.queries.impact.small import SmallStore, label


def model(store: LocalStore, target: str) -> Logic:
    return logic_model(store, find_target(store, target))


def test_a_measure_part_by_part(examples_store: LocalStore) -> None:
    """06-04: 0811-0814 under 2(1)B, 0815-0819 under 2(2)A."""
    crops, food = model(examples_store, "06-04").parts
    assert [each.node.code for each in crops.projects] == ["0811", "0812", "0813", "0814"]
    assert crops.totals["budget"].whole == 44_200_000 + 5_600_000 + 0 + 18_900_000
    assert [(each.node.code, each.kind) for each in crops.indicators] == [("主②", "output"), ("関①", "output")]
    assert {node.code for node in crops.pledges} == {"C0078", "C0102"}
    assert crops.gaps == ("no-outcome",)
    assert [(each.node.code, each.kind) for each in food.indicators] == [("主①", "outcome")]
    assert (food.pledges, food.gaps) == ((), ("unknown-amount",))
    assert {each.node.code: each.amounts["generalFunds"] for each in food.projects}["0818"] is None


def test_a_part_is_a_model_of_its_own(examples_store: LocalStore) -> None:
    (part,) = model(examples_store, "食品加工の推進").parts
    assert len(part.projects) == 5


def test_what_is_missing_is_said(examples_store: LocalStore) -> None:
    text = as_text(logic_answer(model(examples_store, "05-10")))
    assert "抜け：成果指標がない" in text
    assert "一つ一つは結びません" in text
    assert text.index("投入") < text.index("↓ 事務事業") < text.index("↓ アウトカム指標") < text.index("↓ 計画等")


def test_a_part_with_nothing_has_every_gap() -> None:
    store = SmallStore("<part> a pg:MeasurePart ; pg:partOf <measure> . <measure> a pg:Measure .")
    (part,) = logic_model(store, label("part")).parts
    assert part.gaps == ("no-project", "no-indicator", "no-code")


def test_only_measures_and_parts_have_one(examples_store: LocalStore) -> None:
    with pytest.raises(QueryError, match="measure"):
        model(examples_store, "0815")
