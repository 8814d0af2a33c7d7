"""What is drawn on a terminal: a process on a pseudo-terminal of a known size."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policygraph.queries.store import LocalStore

pty = pytest.importorskip("pty", reason="pseudo-terminals are of Unix")

PAGER = "sed s/^/PAGED:/"


def on_terminal(store: LocalStore, *arguments: str, lines: int, **environment: str) -> list[str]:
    """The lines that a question writes on a terminal of ``lines`` lines and 200 columns."""
    ours, theirs = pty.openpty()
    folder = store.version.path.parent.parent
    command = [sys.executable, "-m", "policygraph", "query", *arguments, "--store", str(folder)]
    size = {"LINES": str(lines), "COLUMNS": "200", "TERM": "xterm", "PAGER": PAGER, **environment}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env={**os.environ, **size}):
        os.close(theirs)
        text = b"".join(iter(lambda: _some(ours), b""))
    os.close(ours)
    return text.decode().splitlines()


def _some(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        # Linux says so where the other side was closed.
        return b""


def test_a_table_taller_than_the_terminal_goes_to_the_pager(one_sheet_store: LocalStore) -> None:
    lines = on_terminal(one_sheet_store, "projects-of-measure", "measureCode=06-04", lines=8)
    assert lines[0] == "PAGED:施策の事務事業（9 件）"
    assert lines[-1].startswith("PAGED:根拠：")


def test_a_table_that_fits_or_is_wanted_as_it_is_does_not(one_sheet_store: LocalStore) -> None:
    question = ("projects-of-measure", "measureCode=06-04")
    for lines in (
        on_terminal(one_sheet_store, *question, lines=80),
        on_terminal(one_sheet_store, *question, "--no-pager", lines=8),
        on_terminal(one_sheet_store, *question, lines=8, PAGER="cat"),
    ):
        assert lines[0] == "施策の事務事業（9 件）"


def test_what_goes_into_a_file_or_is_no_table_is_never_paged(one_sheet_store: LocalStore, tmp_path: Path) -> None:
    question = ("projects-of-measure", "measureCode=06-04")
    assert on_terminal(one_sheet_store, *question, "--excel", lines=8)[0].startswith("\ufeffmeasureCode,")
    assert on_terminal(one_sheet_store, *question, "--output", str(tmp_path / "a.txt"), lines=8) == []
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("施策の事務事業")
