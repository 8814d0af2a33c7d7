from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policygraph.docs import pages
from policygraph.loaders.sheet.reading import LabelRule
from policygraph.ontology.rules import RULES

ROOT = Path(__file__).resolve().parent.parent.parent


def run_docs(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "policygraph.docs", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"})


def test_the_generated_pages_are_current() -> None:
    run = run_docs("--check", str(ROOT / "docs"))
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_stale_page_is_told_and_written_anew(tmp_path: Path) -> None:
    run_docs(str(tmp_path))
    (tmp_path / "queries.md").write_text("old", encoding="utf-8")
    check = run_docs("--check", str(tmp_path))
    assert check.returncode == 1
    assert "queries.md is stale" in check.stdout
    run_docs(str(tmp_path))
    assert run_docs("--check", str(tmp_path)).returncode == 0


@pytest.mark.parametrize(
    "command", ["build", "check", "review", "query", "queries", "impact", "diff", "view", "serve", "export"]
)
def test_every_command_is_in_the_reference_and_in_both_readmes(command: str) -> None:
    assert f"## policygraph {command}" in pages()["commands.md"]
    for readme in ("README.md", "README.ja.md"):
        assert f"policygraph {command}" in (ROOT / readme).read_text(encoding="utf-8")


def test_every_rule_is_documented_with_who_finds_it() -> None:
    page = pages()["checks.md"]
    for rule in RULES.values():
        assert f"| `{rule.name}` | {rule.label_ja} / {rule.label_en} | {rule.meaning} | " in page
    assert all(f"| `{rule.label}` |" in page for rule in LabelRule)
