"""A build that is killed, or whose disk fails, leaves the old version or the new one, whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks import killing
from policygraph.cli import main
from policygraph.errors import StoreError
from policygraph.queries import filling, readers
from policygraph.queries.store import open_store
from policygraph.queries.verify import verify
from policygraph.queries.versions import current_version, locked
from tests.conftest import EXAMPLES, ONE_SHEET
from tests.faults import before_each_operation, full_at
from tests.queries.test_build import made, quads_of

OTHER = EXAMPLES / "02-03-kenkyu-fictional.txt"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one version."""
    store = tmp_path_factory.mktemp("old") / "store"
    made(store, ONE_SHEET)
    return store


# --- killed builds ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> killing.Scene:
    return killing.prepare(tmp_path_factory.mktemp("scene"))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.2, 0.5, 0.8, 0.9, 0.93, 0.96, 0.98, 1.0])
def test_a_build_killed_between_two_operations_leaves_a_whole_version(
    scene: killing.Scene, tmp_path: Path, share: float
) -> None:
    number = max(1, round(scene.operations * share))
    assert killing.outcome_of(scene, tmp_path, None, number).wrong is None


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6, 0.8])
def test_a_build_killed_at_some_moment_leaves_a_whole_version(
    scene: killing.Scene, tmp_path: Path, share: float
) -> None:
    assert killing.outcome_of(scene, tmp_path, scene.seconds * share, 0).wrong is None


@pytest.mark.parametrize("left", [[], ["build.lock"], ["build.lock", "versions"], ["versions", "MANIFEST.json.new"]])
def test_a_first_build_that_was_killed_at_once_keeps_no_later_one_out(tmp_path: Path, left: list[str]) -> None:
    """The lock that a killed build leaves is a file, and held by nobody."""
    store = tmp_path / "store"
    store.mkdir()
    for name in left:
        (store / name).mkdir() if name == "versions" else (store / name).write_text("{", encoding="utf-8")
    made(store, ONE_SHEET)
    assert verify(store).sound
    assert verify(store).leftovers == ()


# --- disks that are full ----------------------------------------------------------------------


def _read(name: str, data: bytes, correct: object) -> Any:
    return _read_once(name, data)


@cache
def _read_once(name: str, data: bytes) -> Any:
    return READ_DOCUMENT(name, data)


READ_DOCUMENT = readers.read_document


def full_disks(store: Path, monkeypatch: pytest.MonkeyPatch, *inputs: Path) -> Iterator[int]:
    """Build on a disk that is full at the first operation, the second ...; gives each exit status."""
    monkeypatch.setattr(readers, "read_document", _read)
    reached = 0
    for number in range(1, 200):
        with monkeypatch.context() as patched:
            full = full_at(number)

            def act(done: int, full: Any = full) -> None:
                nonlocal reached
                reached = done
                full(done)

            before_each_operation(act, patched.setattr)
            status = main(["build", *map(str, inputs), "--store", str(store)])
        yield status
        if reached < number:
            return


def test_whichever_write_fails_the_old_version_answers_and_the_status_says_so(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Path(shutil.copytree(old, tmp_path / "store"))
    statuses = []
    for status in full_disks(store, monkeypatch, OTHER):
        statuses.append(status)
        now = current_version(store)
        err = capsys.readouterr().err
        if status == 0:
            assert "公開しました" in err
            assert [document.code for document in now.manifest().documents] == ["02-03"]
            shutil.rmtree(store)
            shutil.copytree(old, store)
        else:
            assert status == 2
            assert f"policygraph: {store}：読み書きに失敗したため、公開しませんでした" in err
            assert "ディスクに空きがありません" in err
            assert now.id == current_version(old).id
            assert open_store(store).ask("ASK { ?project a pg:Project ; pg:code '0815' }")
        assert verify(store).sound
    assert statuses.count(2) > 20
    assert statuses[-1] == 0


def test_a_full_disk_at_thirty_sizes_leaves_the_old_version(old: Path, tmp_path: Path) -> None:
    """The system refuses every file beyond a size, whoever writes it: us, SQLite, the engine."""
    sizes = [*range(0, 400, 40), *range(500, 10_500, 1_000), *range(12_000, 92_000, 8_000)]
    assert len(sizes) == 30
    child = """
        import json, resource, shutil, sys
        from pathlib import Path
        from policygraph.cli import main
        old, store, sheet, report, *sizes = sys.argv[1:]
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        found = []
        for size in map(int, sizes):
            shutil.copytree(old, f"{store}/{size}")
            sys.stderr = open(f"{store}/{size}.err", "w")
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
            status = main(["build", sheet, "--store", f"{store}/{size}"])
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            sys.stderr.close()
            found.append((size, status))
        Path(report).write_text(json.dumps(found))
    """
    source = "\n".join(line.removeprefix(" " * 8) for line in child.splitlines())
    arguments = [old, tmp_path, OTHER, tmp_path / "report.json", *sizes]
    subprocess.run([sys.executable, "-c", source, *map(str, arguments)], check=True)
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [size for size, _ in found] == sizes
    for size, status in found:
        store = tmp_path / str(size)
        assert verify(store).sound
        assert (status, current_version(store).id == current_version(old).id) in ((2, True), (0, False))
    assert [status for _, status in found].count(2) >= 20


@pytest.mark.parametrize("error", [OSError("IO error: No space left on device: While appending"), RuntimeError("x")])
def test_what_the_engine_raises_while_it_writes_is_an_error_of_the_store(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    class Engine:
        """An engine whose disk fails at the first load."""

        def __init__(self, _: str) -> None:
            pass

        def bulk_extend(self, _: object) -> None:
            raise error

    store = Path(shutil.copytree(old, tmp_path / "store"))
    monkeypatch.setattr(filling.ox, "Store", Engine)
    with pytest.raises(StoreError, match="nothing was published") as raised:
        made(store, OTHER)
    monkeypatch.undo()
    assert ("空きがありません" in raised.value.ja) == isinstance(error, OSError)
    assert quads_of(store, tmp_path) == quads_of(old, tmp_path)
    assert verify(store).leftovers == ()


# --- two builds -------------------------------------------------------------------------------


def test_a_second_build_at_once_is_status_2_with_one_message(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Path(shutil.copytree(old, tmp_path / "store"))
    with locked(store):
        assert main(["build", str(OTHER), "--store", str(store)]) == 2
    err = capsys.readouterr().err
    assert err == f"policygraph: {store}：ほかの build がこのストアを作っています。終わってからやり直してください。\n"
    assert main(["build", str(OTHER), "--store", str(store)]) == 0


def test_the_operations_that_fail_on_purpose_are_those_that_write() -> None:
    seen: list[int] = []
    with pytest.MonkeyPatch.context() as patched:
        before_each_operation(seen.append, patched.setattr)
        Path(__file__).read_bytes()
        assert seen == []
