"""Every passage of a graph, read again from its file by its offsets, is its text (docs/ledger.md)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from policygraph import quote
from policygraph.loaders.sheet.reader import read
from policygraph.loaders.sheet_graph import Provenance, sheet_graph
from policygraph.loaders.source import Source, decode
from policygraph.ontology.code_names import known_names
from policygraph.ontology.terms import PG
from tests.conftest import EXAMPLES, ROOT
from tests.sheetwriter import PRESETS, generate, write

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp932")
LINE_ENDS: dict[str, Callable[[str], str]] = {
    "lf": lambda text: text,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "form feeds": lambda text: text.replace("\n\n\n", "\n\f"),
}


def passages(path: Path) -> list[tuple[int, int, int, int, str]]:
    """Start, end, first line, last line and text of each passage of the file's graph."""
    source = Source.from_bytes(path.name, path.read_bytes())
    reading = read(source)
    provenance = Provenance(authority="架空道", authority_code="010006", sha256="0" * 64, ledger=reading.ledger)
    values: dict[str, dict[str, str]] = {}
    for quad in sheet_graph(reading.sheet, source, provenance, known_names()).quads():
        values.setdefault(str(quad.subject), {})[quad.predicate.value] = getattr(quad.object, "value", "")
    found = [each for each in values.values() if PG.firstLine in each]
    return [
        (int(each[PG.start]), int(each[PG.end]), int(each[PG.firstLine]), int(each[PG.lastLine]), each[PG.text])
        for each in found
    ]


def assert_read_again(path: Path) -> None:
    found = passages(path)
    assert len(found) > 50
    whole = decode(path.name, path.read_bytes())
    for start, end, first, last, text in found:
        assert whole[start:end] == text
        before = len(re.findall("\r\n|\r|\n", whole[:start]))
        assert (first, last) == (before + 1, before + 1 + len(re.findall("\r\n|\r|\n", text)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_passages_of_the_examples(path: Path) -> None:
    assert_read_again(path)


def test_passages_of_the_real_sheet(real_sheet_path: Path) -> None:
    assert_read_again(real_sheet_path)


@pytest.mark.parametrize("damage", sorted(PRESETS))
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ends", LINE_ENDS)
def test_passages_of_damaged_sheets(damage: str, encoding: str, ends: str, tmp_path: Path) -> None:
    seed = len(damage) + len(encoding)
    text = LINE_ENDS[ends](write(generate(seed), PRESETS[damage], seed))
    path = tmp_path / "sheet.txt"
    path.write_bytes(text.encode(encoding))
    assert_read_again(path)


def test_passages_of_a_sheet_with_odd_spaces_and_radicals(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    text = write(generate(3), PRESETS["medium"], 3).replace(" ", "\xa0").replace("工", "⼯").replace("業", "業\u200b")
    path.write_text(text, encoding="utf-8")
    assert_read_again(path)


def test_a_control_character_of_a_quotation_stands_for_itself_no_more(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_bytes("\ufeffか\u3099\x07\f海".encode())
    assert quote(path, 0, 4) == "が\ufffd\n海"


def test_the_documented_command_reads_a_passage_again(tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    path.write_bytes((EXAMPLES / "06-04-shoku-fictional.txt").read_text(encoding="utf-8").encode("utf-16"))
    start, end, _, _, text = passages(path)[7]
    command = re.search("python -c '([^']+)'", (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8"))
    assert command is not None
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", command[1], path, str(start), str(end)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.removesuffix("\n") == text
