from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal, NamedNode, Quad

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES, SHEET
from policygraph.loaders.iris import shared_graph_iri
from policygraph.loaders.passages import quoting_passages
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.sheet_graph import Provenance, SheetGraph, sheet_graph
from policygraph.loaders.sheet_records import sheet_of
from policygraph.loaders.source import Source
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import DEFAULT_BASE, PG, PROV, RDF, RDFS, SKOS
from tests.strategies import SOURCE_LENGTH, sheets

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
SOURCE = Source.from_text("x", "一二三四五六七八九\n" * (SOURCE_LENGTH // 10))
PROVENANCE = Provenance(authority="架空道", authority_code="010006", sha256="0" * 64)
SHARED = NamedNode(shared_graph_iri(DEFAULT_BASE))


def graph_of(sheet: r.Sheet, source: Source = SOURCE) -> SheetGraph:
    return sheet_graph(sheet, source, PROVENANCE, known_names())


def quads_of(graph: SheetGraph) -> list[Quad]:
    return [*graph.quads(), *(Quad(each.subject, each.predicate, each.object, SHARED) for each in graph.shared)]


def values(graph: SheetGraph, subject: str, property_: str) -> list[object]:
    return [
        each.object
        for each in quads_of(graph)
        if isinstance(each.subject, NamedNode)
        and each.subject.value.endswith(subject)
        and each.predicate.value == property_
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_records_to_triples_to_records_is_the_identity(sheet: r.Sheet) -> None:
    graph = graph_of(sheet)
    assert sheet_of(quads_of(graph), graph.iri) == quoting_passages(sheet, SOURCE)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets())
def test_a_triple_stands_once_and_in_one_graph_and_every_iri_is_ascii(sheet: r.Sheet) -> None:
    graph = graph_of(sheet)
    assert all(each.graph_name == NamedNode(graph.iri) for each in graph.quads())
    assert all(str(each.subject).startswith(f"<{graph.iri}") for each in graph.quads())
    assert not any(str(each.subject).startswith(f"<{graph.iri}") for each in graph.shared)
    assert all(str(term).isascii() for each in quads_of(graph) for term in (each.subject, each.predicate))
    assert max(Counter(map(str, graph.quads())).values()) == 1


def test_the_table_has_a_shape_for_every_record_and_a_place_for_every_attribute() -> None:
    named = {kind for kind in vars(r).values() if isinstance(kind, type) and issubclass(kind, r.Record)}
    assert set(SHAPES) == named - {r.Record, r.Head}
    for record, shape in SHAPES.items():
        mapped = [field.attribute for field in shape.fields] + [children.attribute for children in shape.children]
        assert sorted(mapped) == sorted({each.name for each in fields(record)} - {"quotes", "decision"})
    assert {children.attribute for children in SHEET} == {each.name for each in fields(r.Sheet)} - {"head"}


@pytest.fixture(scope="module", params=sorted(path.name for path in EXAMPLES.glob("*.txt")))
def example(request: pytest.FixtureRequest) -> tuple[Source, r.Sheet, SheetGraph]:
    source = Source.from_bytes(request.param, (EXAMPLES / request.param).read_bytes())
    sheet = read_sheet(source)
    return source, sheet, graph_of(sheet, source)


def test_an_example_comes_back_as_it_was_read(example: tuple[Source, r.Sheet, SheetGraph]) -> None:
    source, sheet, graph = example
    assert sheet_of(quads_of(graph), graph.iri) == quoting_passages(sheet, source)


def test_every_passage_says_what_stands_at_its_place(example: tuple[Source, r.Sheet, SheetGraph]) -> None:
    source, _, graph = example
    text_lines = source.text.split("\n")
    passages = values(graph, "", PROV.wasQuotedFrom)
    assert passages
    for passage in {each.value for each in passages if isinstance(each, NamedNode)}:
        start, end, first, last = (
            int(literal.value)
            for property_ in (PG.start, PG.end, PG.firstLine, PG.lastLine)
            for literal in values(graph, passage, property_)
            if isinstance(literal, Literal)
        )
        assert values(graph, passage, PG.text) == [Literal(source.text[start:end], language="ja")]
        assert source.text[start:end].strip() in "\n".join(text_lines[first - 1 : last])


def test_every_node_but_passages_findings_and_the_sheet_is_quoted(example: tuple[Source, r.Sheet, SheetGraph]) -> None:
    _, _, graph = example
    quoted = {each.subject for each in graph.quads() if each.predicate.value == PROV.wasQuotedFrom}
    free = {NamedNode(PG.Passage), NamedNode(PG.Finding), NamedNode(PG.Sheet)}
    typed = {each.subject for each in graph.quads() if each.predicate.value == RDF.type and each.object not in free}
    assert typed <= quoted


def text(value: str) -> r.Text:
    return r.Text(quotes=(r.Span(0, 2),), text=value)


def project(code: str, name: str = "架空の事業") -> r.Project:
    return r.Project(
        quotes=(r.Span(0, 9),),
        code=code,
        area="2(2)A",
        name=name,
        transferred_from=None,
        office="架空課",
        carried_over=None,
        budget=4_558_000,
        general_funds=0,
        staff_head_office=None,
        staff_branch=None,
        staff=None,
        full_cost=None,
        unplaced=(),
        overview=None,
    )


@pytest.fixture
def bare_sheet() -> r.Sheet:
    """A sheet with a head and nothing else."""
    head = r.Head(
        quotes=(r.Span(0, 2),),
        name="架空の施策",
        code="05-10",
        fiscal_year=2020,
        department="架空部",
        author_post=None,
        contact=None,
        related_offices=("架空部架空局架空課",),
        areas=(),
        overall_verdict=None,
    )
    empty = {children.attribute: None if children.single else () for children in SHEET}
    return r.Sheet(head=head, **empty)  # type: ignore[arg-type]


def test_one_office_printed_in_three_ways_is_one_node(bare_sheet: r.Sheet) -> None:
    graph = graph_of(replace(bare_sheet, projects=(project("0001"),)))
    assert values(graph, "project/0001", PG.department) == values(graph, "measure", PG.relatedOffice)


def test_two_projects_of_one_number_are_two_nodes(bare_sheet: r.Sheet) -> None:
    sheet = replace(bare_sheet, projects=(project("0001"), project("0001", "別の事業")))
    graph = graph_of(sheet)
    assert values(graph, "project/0001", RDFS.label) == [Literal("架空の事業", language="ja")]
    assert values(graph, "project/0001--2", RDFS.label) == [Literal("別の事業", language="ja")]
    assert sheet_of(quads_of(graph), graph.iri) == quoting_passages(sheet, SOURCE)


def test_zero_is_written_and_what_is_not_known_is_not(bare_sheet: r.Sheet) -> None:
    graph = graph_of(replace(bare_sheet, projects=(project("0001"),)))
    assert [str(each) for each in values(graph, "project/0001", PG.generalFunds)] == [
        '"0"^^<http://www.w3.org/2001/XMLSchema#integer>'
    ]
    assert values(graph, "project/0001", PG.carriedOver) == []


def test_a_code_without_a_name_says_so_and_one_of_no_scheme_is_kept(bare_sheet: r.Sheet) -> None:
    links = [
        r.PlanLink(quotes=(r.Span(0, 2),), heading="公約", code="C0078"),
        r.PlanLink(quotes=(r.Span(0, 2),), heading="誰も知らない計画", code="Z9"),
    ]
    part = r.Part(quotes=(r.Span(0, 2),), area="2(2)A", name="架空", goal=None, plans=tuple(links))
    head = replace(bare_sheet.head, areas=("2(2)A",))
    graph = graph_of(replace(bare_sheet, head=head, parts=(part,)))
    assert values(graph, "/C0078", SKOS.prefLabel) == []
    assert values(graph, "/C0078", SKOS.note) == [Literal("名称は登録されていません", language="ja")]
    assert values(graph, "/Z9", PG.code) == [Literal("Z9")]


def test_a_wording_that_no_code_list_has_is_a_concept_of_its_own(bare_sheet: r.Sheet) -> None:
    head = replace(bare_sheet.head, overall_verdict="聞いたことのない評価")
    (verdict,) = values(graph_of(replace(bare_sheet, head=head)), "/measure", PG.overallVerdict)
    assert isinstance(verdict, NamedNode)
    assert "/wording/overallVerdict/" in verdict.value


def test_equal_organisations_of_two_sheets_are_one_node_and_odd_spellings_stay_apart() -> None:
    from policygraph.loaders.shared_nodes import SharedNodes

    one = SharedNodes(DEFAULT_BASE, "010006", "架空道", 2020, known_names())
    other = SharedNodes(DEFAULT_BASE, "010006", "架空道", 2021, known_names())
    assert one.organization("ＩＴ協会", "一般社団法人") == other.organization("IT協会", "一般社団法人")
    assert one.organization("高田産業") != one.organization("髙田産業")
