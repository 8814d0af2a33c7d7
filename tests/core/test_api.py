from __future__ import annotations

from pathlib import Path

import pytest

import policygraph
from policygraph.errors import AmbiguousTargetError, ParameterError, QueryError, UnknownQueryError
from policygraph.queries.store import LocalStore
from tests.conftest import EXAMPLES, ONE_SHEET


def test_the_front_door_shows_what_it_promises() -> None:
    for name in policygraph.__all__:
        assert getattr(policygraph, name)
    with pytest.raises(AttributeError, match="no attribute 'fly'"):
        policygraph.fly  # noqa: B018


def test_the_example_of_the_package(tmp_path: Path) -> None:
    report = policygraph.build([str(EXAMPLES)], str(tmp_path / "policygraph.store"))
    assert len(report.loaded) == 3
    store = policygraph.open_store(str(tmp_path / "policygraph.store"))
    table = store.select("SELECT ?code { ?p a pg:Project ; pg:code ?code } ORDER BY ?code")
    assert [row[0].value for row in table.rows if row[0]][:2] == ["0121", "0122"]


def test_build_takes_the_options_of_the_command(tmp_path: Path) -> None:
    told: list[str] = []
    policygraph.build([ONE_SHEET], tmp_path / "store", progress=lambda done, total, name: told.append(name))
    report = policygraph.build([EXAMPLES / "02-03-kenkyu-fictional.txt"], tmp_path / "store", add=True)
    assert [document.code for document in report.kept] == ["06-04"]
    assert told == [str(ONE_SHEET), ""]


def test_query_asks_the_catalogue(examples_store: LocalStore) -> None:
    table = policygraph.query(examples_store, "projects-of-measure", measureCode="06-04")
    assert table.columns[:2] == ("measureCode", "fiscalYear")
    assert len(table.rows) == 9
    with pytest.raises(UnknownQueryError):
        policygraph.query(examples_store, "no-such-question")
    with pytest.raises(ParameterError):
        policygraph.query(examples_store, "projects-of-measure", measure="06-04")


def test_impact_finds_its_target(examples_store: LocalStore) -> None:
    reach = policygraph.impact(examples_store, "てん菜", depth=1)
    assert {each.node.kind.rpartition("#")[2] for each in reach.reached} == {"MeasurePart"}
    with pytest.raises(AmbiguousTargetError):
        policygraph.impact(examples_store, "事業")


def test_what_if_structure_and_logic_are_verbs(examples_store: LocalStore, tmp_path: Path) -> None:
    scenario = tmp_path / "s.csv"
    scenario.write_text("target,if\n0815,stopped\n", encoding="utf-8")
    by_file, by_name = (policygraph.what_if(examples_store, each) for each in (scenario, {"0815": "stopped"}))
    assert by_file.total == by_name.total
    found = (
        policygraph.impact(examples_store, "0815", relations=["structural"], pass_over_hubs=True),
        by_file,
        policygraph.structure(examples_store, year=2020),
        policygraph.logic_model(examples_store, "06-04"),
    )
    assert [policygraph.answer(each).kind for each in found] == ["reach", "what-if", "structure", "logic"]
    with pytest.raises(QueryError):
        policygraph.what_if(examples_store, {"0815": "halved"})


def test_interactions_are_read_and_shown_apart(examples_store: LocalStore, tmp_path: Path) -> None:
    file = tmp_path / "i.csv"
    file.write_text("from,to,score,evidence,author,date\n0815,06-04,1,x,y,2026-04-01\n", encoding="utf-8")
    scored = policygraph.interactions(examples_store, file)
    answer = policygraph.answer(policygraph.impact(examples_store, "0815"), scored)
    assert [section.key for section in answer.sections][-1] == "interactions"


def test_view_and_export_write_files(examples_store: LocalStore, tmp_path: Path) -> None:
    policygraph.view(examples_store, "05-10", tmp_path / "pages" / "view.html")
    policygraph.export(examples_store, tmp_path / "all.nq")
    assert (tmp_path / "pages" / "view.html").stat().st_size > 100_000
    assert (tmp_path / "all.nq").read_text(encoding="utf-8").count("\n") == len(examples_store.database)
