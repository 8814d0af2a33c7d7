"""docs/vocabulary.md is generated, whole and current."""

from __future__ import annotations

from pathlib import Path

import pytest

from policygraph.ontology.codes import LISTS
from policygraph.ontology.docs import main, vocabulary_page
from policygraph.ontology.terms import PG

PAGE = Path(__file__).resolve().parents[2] / "docs" / "vocabulary.md"


def test_the_page_in_the_repository_is_current() -> None:
    assert main(["--check", str(PAGE)]) == 0


def test_the_page_has_every_term_and_every_code() -> None:
    page = vocabulary_page()
    terms = [iri.rpartition("#")[2] for name, iri in vars(PG).items() if not name.startswith("__")]
    assert [term for term in terms if f"`pg:{term}`" not in page] == []
    assert [code for codes in LISTS.values() for code in codes if f"`{code}`" not in page] == []


@pytest.mark.parametrize(
    "word", ["D指標あり", "効果的な取組を検討して引き続き推進", "◎", "人工", "フルコスト", "創生", "公約"]
)
def test_the_glossary_explains_what_a_reader_from_outside_asks(word: str) -> None:
    glossary = vocabulary_page().partition("## 用語集")[2].partition("\n## ")[0]
    assert word in glossary


def test_every_row_of_a_table_has_the_cells_of_its_header() -> None:
    width = 0
    for line in vocabulary_page().splitlines():
        cells = line.replace("\\|", "").count("|") if line.startswith("|") else 0
        assert cells in (0, width) or width == 0, line
        width = cells


def test_a_stale_page_is_told_and_writing_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "vocabulary.md"
    assert main(["--check", str(page)]) == 1
    page.write_text("old\n", encoding="utf-8")
    assert main(["--check", str(page)]) == 1
    assert "is stale" in capsys.readouterr().err
    assert main([str(page)]) == 0
    assert main(["--check", str(page)]) == 0


def test_a_wrong_call_writes_nothing(tmp_path: Path) -> None:
    assert main(["--chek", str(tmp_path / "vocabulary.md")]) == 2
    assert list(tmp_path.iterdir()) == []
