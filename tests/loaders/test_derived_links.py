from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pyoxigraph import NamedNode

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHEET
from policygraph.ontology.terms import PG
from tests.loaders.test_sheet_graph import graph_of, project, values

QUOTES = (r.Span(0, 2),)


def opinion(number: str) -> r.Opinion:
    return r.Opinion(quotes=QUOTES, number=number, category=None, projects=(), text="架空の意見")


@pytest.fixture
def sheet() -> r.Sheet:
    """A sheet with one part, one project and three opinions, two of one number."""
    head = r.Head(
        quotes=QUOTES,
        name="架空の施策",
        code="05-10",
        fiscal_year=2020,
        department="架空部",
        author_post=None,
        contact=None,
        related_offices=(),
        areas=("2(2)A",),
        overall_verdict=None,
    )
    held: dict[str, Any] = {each.attribute: None if each.single else () for each in SHEET}
    held |= {
        "parts": (r.Part(quotes=QUOTES, area="2(2)A", name="架空", goal=None, plans=()),),
        "projects": (project("0001"),),
        "second_evaluation": r.SecondEvaluation(
            quotes=QUOTES, categories=(), opinions=(opinion("Ⅰ"), opinion("Ⅱ"), opinion("Ⅱ"))
        ),
    }
    return r.Sheet(head=head, **held)


@pytest.mark.parametrize(
    ("kind", "key", "node"),
    [
        ("project", "0001", "/project/0001"),
        ("project", "9999", "/05-10"),
        ("area", "2(2)A", "/part/2-2-A"),
        ("part", "２（２）A", "/part/2-2-A"),
        ("head", "05-10", "/measure"),
        ("second-evaluation", "", "/second-evaluation/1"),
        ("first-evaluation", "", "/05-10"),
        ("opinion", "Ⅰ", "/opinion/1"),
        ("opinion", "Ⅱ", "/05-10"),
        ("cooperation", "", "/05-10"),
    ],
)
def test_a_finding_is_about_the_record_it_names_or_about_the_sheet(
    sheet: r.Sheet, kind: str, key: str, node: str
) -> None:
    finding = r.Finding(
        quotes=(),
        rule="cannot-check",
        about=r.Ref(kind, key),
        printed=None,
        expected=None,
        message_ja="確かめられません。",
        message_en="It cannot be checked.",
    )
    (about,) = values(graph_of(replace(sheet, findings=(finding,))), "/finding/1", PG.about)
    assert isinstance(about, NamedNode)
    assert about.value.endswith(node)


@pytest.mark.parametrize("who", ["（一社）北空工業会", "一般社団法人北空工業会"])
def test_an_organisation_is_one_node_wherever_it_is_named(sheet: r.Sheet, who: str) -> None:
    partner = r.PartnerMention(
        quotes=QUOTES, name="北空工業会", legal_form="一般社団法人", printed="（一社）北空工業会"
    )
    cooperation = r.Cooperation(
        quotes=QUOTES,
        level=None,
        area=None,
        content=None,
        results=None,
        measures=(),
        offices=(),
        partners=(partner,),
    )
    need = r.Need(quotes=QUOTES, area="2(2)A", who=who, is_survey=False, periods=(), texts=())
    graph = graph_of(replace(sheet, cooperations=(cooperation,), needs=(need,)))
    assert values(graph, "/need/1", PG.who) == values(graph, "/cooperation/1", PG.with_)
