"""The notebook of ``docs/`` runs as it stands, and is kept without what it puts out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def kept() -> Any:
    return nbformat.read(FOLDER / "notebook.ipynb", as_version=4)


@pytest.fixture(scope="module")
def shown(kept: Any) -> dict[str, str]:
    """What each cell puts out when the notebook is run, by the cell's name."""
    notebook = nbformat.from_dict(kept)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": FOLDER}}).execute()
    return {cell["id"]: "".join(map(_text, cell.get("outputs", ()))) for cell in notebook.cells}


def _text(output: Any) -> str:
    data = output.get("data", {})
    return output.get("text") or data.get("text/html") or data.get("text/plain", "")


def test_it_is_kept_without_outputs(kept: Any) -> None:
    nbformat.validate(kept)
    code = [cell for cell in kept.cells if cell["cell_type"] == "code"]
    assert code
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []


def test_every_cell_runs_and_shows_what_is_said(shown: dict[str, str]) -> None:
    assert "北海道2020年度3調書" in shown["build"]
    assert "事業費（円）" in shown["query"]
    assert "高い付加価値を生み出すものづくり産業の振興" in shown["sparql"]
    assert "'generalFunds': None" in shown["records"]
    assert "background: linear-gradient" in shown["chart"]
    assert "達成率（印字のとおり）" in shown["codebook"]
    assert "(3, '公益財団法人とかち財団')" in shown["partners"]
    assert "05-10-monozukuri-reworded.txt:" in shown["reach"]
    assert "自動車関連新分野参入促進事業" in shown["passage"]
    assert "projects.xlsx" in shown["save"]
