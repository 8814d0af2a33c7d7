"""The same input gives the same bytes, whatever surrounds the build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

SHEETS = sorted(EXAMPLES.glob("*.txt"))
BUILD = """
import sys, hashlib
from pathlib import Path
from policygraph.cli import main
from policygraph.queries.store import open_store
*sheets, store = sys.argv[1:]
assert main(["build", *sheets, "--store", store]) == 0
quads = sorted(f"{quad} .\\n".encode() for quad in open_store(Path(store)).database)
print(len(quads), hashlib.sha256(b"".join(quads)).hexdigest())
"""
SURROUNDINGS = {
    "another hash seed": {"PYTHONHASHSEED": "1"},
    "a third hash seed": {"PYTHONHASHSEED": "4294967295"},
    "locale C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "a time zone ahead": {"TZ": "Pacific/Kiritimati"},
    "a time zone behind": {"TZ": "America/Los_Angeles", "SOURCE_DATE_EPOCH": "0"},
}


def quads_built(store: Path, sheets: list[Path], **environment: str) -> str:
    command = [sys.executable, "-c", BUILD, *map(str, sheets), str(store)]
    surroundings = {**os.environ, "PYTHONHASHSEED": "0", **environment}
    return subprocess.run(command, capture_output=True, check=True, text=True, env=surroundings).stdout


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    return quads_built(tmp_path_factory.mktemp("usual") / "store", SHEETS)


@pytest.mark.parametrize("environment", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_hash_seed_locale_and_time_zone_change_no_quad(tmp_path: Path, usual: str, environment: dict[str, str]) -> None:
    assert quads_built(tmp_path / "store", SHEETS, **environment) == usual


def test_the_order_of_the_files_and_the_folder_they_lie_in_change_no_quad(tmp_path: Path, usual: str) -> None:
    (tmp_path / "moved").mkdir()
    copies = [tmp_path / "moved" / path.name for path in [*SHEETS, EXAMPLES / "sources.csv"]]
    for copy in copies:
        copy.write_bytes((EXAMPLES / copy.name).read_bytes())
        os.utime(copy, (0, 0))
    assert quads_built(tmp_path / "store", copies[2::-1]) == usual


def test_of_two_texts_of_one_sheet_the_same_is_loaded_whatever_their_order(tmp_path: Path) -> None:
    other = tmp_path / "07-other.txt"
    other.write_text(SHEETS[2].read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code = BUILD.replace("== 0", "== 1")
    found = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, pair), str(tmp_path / f"store{number}")],
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for number, pair in enumerate(([SHEETS[2], other], [other, SHEETS[2]]))
    }
    assert len(found) == 1


def test_no_time_of_the_build_stands_in_the_graph(tmp_path: Path) -> None:
    """When it was built stands in the manifest of the version: in the graph every build would differ."""
    from tests.queries.test_build import made, quads_of

    report = made(tmp_path / "store", SHEETS[2])
    manifest = (tmp_path / "store" / "versions" / report.version / "manifest.json").read_text(encoding="utf-8")
    created = manifest.partition('"created": "')[2][:13]
    assert created.startswith("20")
    assert created not in quads_of(tmp_path / "store", tmp_path)
