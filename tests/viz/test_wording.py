"""Facts as people read them: names of the vocabulary, units, years with their kind."""

from __future__ import annotations

import pytest

from policygraph.ontology.terms import PG, RDFS, SKOS, XSD
from policygraph.viz.boxes import text_width, wrapped
from policygraph.viz.wording import Statement, facts, name_of, words


def said(property_: str, value: str, datatype: str = "", unit: str | None = None) -> tuple[str, tuple[str, ...]]:
    [fact] = facts([Statement(property_, value, datatype)], unit)
    return fact.name, fact.values


@pytest.mark.parametrize(
    ("property_", "value", "datatype", "shown"),
    [
        (PG.budget, "12346000", XSD.integer, "12,346,000 円"),
        (PG.staff, "0.80", XSD.decimal, "0.80 人"),
        (PG.achievementRate, "-156.0", XSD.decimal, "-156.0 %"),
        (PG.actual, "1391.5", XSD.decimal, "1,391.5 件"),
        (PG.criterion, "1", XSD.integer, "1"),
        (PG.fiscalYear, "2020", XSD.gYear, "2020年度"),
        (PG.asOf, "2021-03", XSD.gYearMonth, "2021年3月"),
        (PG.planned, "true", XSD.boolean, "あり"),
        (PG.isSurvey, "false", XSD.boolean, "いいえ"),
        (PG.description, "本文", "", "本文"),
    ],
)
def test_a_value_has_its_unit(property_: str, value: str, datatype: str, shown: str) -> None:
    assert said(property_, value, datatype, "件") == (words().name(property_), (shown,))


def test_a_value_of_an_indicator_without_a_unit_stands_alone() -> None:
    assert said(PG.actual, "14", XSD.decimal)[1] == ("14",)


@pytest.mark.parametrize(("kind", "shown"), [("年度", "2019年度"), ("暦年", "2019年（暦年）"), (None, "2019年")])
def test_a_year_says_of_which_kind_it_is(kind: str | None, shown: str) -> None:
    kinds = [Statement(PG.yearKind, kind, "")] if kind else []
    [fact] = facts([Statement(PG.year, "2019", XSD.gYear), *kinds], None)
    assert fact.values == (shown,)


def test_facts_stand_in_the_order_of_the_vocabulary_and_internal_keys_are_left_out() -> None:
    statements = [
        *(Statement(PG.position, "1", XSD.integer), Statement(PG.sortKey, "x", ""), Statement(RDFS.label, "x", "")),
        *(Statement(PG.method, "order", ""), Statement(PG.fullCost, "1", XSD.integer), Statement(PG.code, "0536", "")),
        *(Statement(SKOS.altLabel, "乙", ""), Statement(SKOS.altLabel, "甲", "")),
    ]
    assert [(fact.name, fact.values) for fact in facts(statements, None)] == [
        ("コード", ("0536",)),
        ("フルコスト", ("1 円",)),
        ("別の表記", ("乙", "甲")),
    ]


@pytest.mark.parametrize("term", [SKOS.altLabel, SKOS.broader, SKOS.inScheme, SKOS.note, "Project", "partOf"])
def test_every_term_on_a_page_has_a_name_and_a_definition(term: str) -> None:
    assert words().name(term) not in ("", term)
    assert words().definition(term)


def test_a_node_is_named_by_code_and_label_else_by_what_it_says_else_by_its_kind() -> None:
    text = facts([Statement(PG.text, "一行目\n二行目", "")], None)
    year = facts([Statement(PG.fiscalYear, "2018", XSD.gYear), Statement(PG.totalBudget, "5", XSD.integer)], None)
    assert name_of("Project", "0536", "参入促進事業", ()) == "0536 参入促進事業"
    assert name_of("PlanCode", "A3412", "A3412", ()) == "A3412"
    assert name_of("ResponsePolicy", "①", "①", text) == "① 一行目 二行目"
    assert name_of("BudgetTotal", "", "", year) == "2018年度 5 円"
    assert name_of("Role", "", "", ()) == "役割分担"


def test_lines_are_short_and_never_begin_with_a_mark_that_may_not() -> None:
    lines = wrapped("あいうえお、かきくけこ、" * 4, 5, 2)
    assert lines == ["あいうえお、", "かきくけこ…"]
    assert wrapped("", 5, 2) == [""]


def test_a_number_is_not_parted() -> None:
    assert wrapped("2018年度 905,210,000 円", 9, 3) == ["2018年度", "905,210,000 円"]


def test_a_wide_character_is_as_wide_as_high() -> None:
    assert text_width("①あ", 10) == 20
    assert text_width("ab", 10) == 12
