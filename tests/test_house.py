"""The house: imports run one way, every file ships, nothing of a machine stands in the tree."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("errors", "ontology", "loaders", "queries", "viz", "core")
"""From the bottom up: a room imports from itself and from those before it."""
FOLDERS = {"core": "policygraph", **{room: f"policygraph.{room}" for room in ROOMS[1:-1]}}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else "core"


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "policygraph.relative-import"


def sources() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield ("errors" if path == ROOT / "core" / "errors.py" else folder), path


def test_imports_run_one_way() -> None:
    backwards = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room, path in sources()
        for name in imports_of(path)
        if name.split(".")[0] == "policygraph"
        and name != "policygraph.__version__"
        and ROOMS.index(room_of(name)) > ROOMS.index(room)
    ]
    assert backwards == []


def test_every_file_of_the_rooms_ships_in_the_package() -> None:
    missing = []
    for folder, package in FOLDERS.items():
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".ttl", ".csv", ".rq", ".js", ".css", ".j2"} and "__pycache__" not in path.parts:
                inside = path.relative_to(ROOT / folder)
                if not files(package).joinpath(*inside.parts).is_file():
                    missing.append(str(path))
    assert missing == []


@pytest.mark.parametrize(
    "module", ["policygraph", "policygraph.cli", "policygraph.ontology.terms", "policygraph.queries.store"]
)
def test_a_query_imports_none_of_the_heavy_libraries(module: str) -> None:
    heavy = ["rdflib", "oxrdflib", "pyvis", "networkx", "openpyxl", "SPARQLWrapper"]
    code = f"import {module}, sys; print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_no_file_of_ours_has_outgrown_its_room() -> None:
    long = {str(path): lines for _, path in sources() if (lines := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert long == {}


def test_no_address_of_a_registry_or_machine_stands_in_the_lock() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert not re.search(r"https?://|file:/|--index-url|--find-links", lock)
