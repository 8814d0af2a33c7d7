from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.errors import SidecarError
from policygraph.queries.build import Options, build
from policygraph.queries.store import LocalStore, open_store
from tests.conftest import CORRECTIONS, ONE_SHEET

ASK = """SELECT ?funds ?method { ?p a pg:Project ; pg:code "0818" ; pg:confidence 1.0 ; pg:method ?method .
OPTIONAL { ?p pg:generalFunds ?funds } }"""


def told(store: Path) -> list[list[str]]:
    return [[term.value if term else "" for term in row] for row in open_store(store).select(ASK).rows]


def test_corrections_beside_a_file_are_applied_before_the_checks(corrected_store: LocalStore) -> None:
    assert [[term.value for term in row if term] for row in corrected_store.select(ASK).rows] == [["0", "correction"]]
    found = corrected_store.select(
        "SELECT ?rule { ?f a pg:Finding ; pg:rule/pg:code ?rule FILTER (?rule = 'correction-refused') }"
    )
    assert len(found.rows) == 1


def test_a_table_given_is_for_all_files_and_the_report_tells_what_was_not_applied(tmp_path: Path) -> None:
    table = tmp_path / "elsewhere.csv"
    table.write_text(CORRECTIONS, encoding="cp932")
    report = build([ONE_SHEET], tmp_path / "store", Options(corrections=table))
    idle, refused = report.unapplied
    assert idle == "elsewhere.csv 5行目：調書「2021/06-04」は入力にありません。"
    assert "elsewhere.csv 4行目 の訂正 project/0813/budget は適用しませんでした" in refused
    assert told(tmp_path / "store") == [["0", "correction"]]


def test_the_overlay_is_no_input_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / ONE_SHEET.name).write_bytes(ONE_SHEET.read_bytes())
    (tmp_path / "corrections.csv").write_text(CORRECTIONS, encoding="utf-8")
    assert build([tmp_path], tmp_path / "store", Options()).skipped == ()


def test_a_malformed_overlay_stops_the_build_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "corrections.csv"
    table.write_text(CORRECTIONS.replace("generalFunds,,0", "generalFunds,,ゼロ"), encoding="utf-8")
    with pytest.raises(
        SidecarError, match=r"corrections.csv \(line 2\): project/0818/generalFunds: 'ゼロ' is no whole"
    ):
        build([ONE_SHEET], tmp_path / "store", Options(corrections=table))
    assert not (tmp_path / "store" / "current").exists()


def test_an_absent_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match=r"absent\.csv"):
        build([ONE_SHEET], tmp_path / "store", Options(corrections=tmp_path / "absent.csv"))


def test_a_code_that_no_page_prints_can_be_given(tmp_path: Path) -> None:
    sheet = tmp_path / "cut.txt"
    lines = ONE_SHEET.read_text(encoding="utf-8").split("\n")
    sheet.write_text("\n".join(lines[:300]), encoding="utf-8")
    assert not build([sheet], tmp_path / "store", Options()).loaded[0].code
    (tmp_path / "corrections.csv").write_text(
        "sheet,what,from,to,who,when,why\ncut.txt,measure/code,,06-04,架空 花子,2020-11-09,\n", encoding="utf-8"
    )
    (document,) = build([sheet], tmp_path / "store", Options()).loaded
    assert (document.code, document.iri.rpartition("/")[2]) == ("06-04", "06-04")
    found = open_store(tmp_path / "store").select("SELECT ?f { ?f pg:rule/pg:code 'code-missing' }")
    assert found.rows == ()
