"""Builds killed at random, and what answers afterwards: ``python -m benchmarks.killing --kills 200``.

Half of the kills strike at a random moment, half before a random one of the operations that change the
disk. After each, the store must answer with the old or the new version, as the hash of its sorted
N-Quads says, be sound, and be rid of leftovers by the next build. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

from policygraph import cli
from policygraph.queries.build import Options, build
from policygraph.queries.store import open_store
from policygraph.queries.verify import verify
from tests.faults import before_each_operation, killed_at

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
OLD = [EXAMPLES / "06-04-shoku-fictional.txt"]
NEW = [*OLD, EXAMPLES / "02-03-kenkyu-fictional.txt"]
REOPENED_WITHIN = 2.0
"""Seconds in which a killed store must answer again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a killed build left: which version answers, after how many seconds, and what is wrong with it."""

    version: str
    seconds: float
    wrong: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A store with the old version, and what a build of the new one takes: seconds, operations."""

    store: Path
    hashes: dict[str, str]
    seconds: float
    operations: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the kills left; the exit status is 1 where any left something wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killing", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how many (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments (default 1)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        scene = prepare(Path(folder))
        chance = random.Random(options.seed)
        outcomes = [kill_once(scene, Path(folder), chance, by_time=bool(n % 2)) for n in range(options.kills)]
    return _tell(scene, outcomes)


def _tell(scene: Scene, outcomes: Sequence[Outcome]) -> int:
    answered = Counter(outcome.version for outcome in outcomes)
    slowest = max((outcome.seconds for outcome in outcomes), default=0.0)
    wrong = [outcome.wrong for outcome in outcomes if outcome.wrong]
    wrong += [f"{outcome.seconds:.1f} s to reopen" for outcome in outcomes if outcome.seconds > REOPENED_WITHIN]
    sys.stdout.write(
        f"{len(outcomes)} kills over {scene.seconds:.2f} s and {scene.operations} operations: "
        f"{', '.join(f'{count} {version}' for version, count in sorted(answered.items()))}; "
        f"reopened within {slowest:.3f} s; {len(wrong)} wrong\n"
    )
    sys.stdout.writelines(f"{each}\n" for each in wrong)
    return int(bool(wrong))


def prepare(folder: Path) -> Scene:
    """Build the old version, and the new one on a copy to measure it."""
    build(OLD, folder / "old", Options())
    shutil.copytree(folder / "old", folder / "new")
    counted = multiprocessing.get_context("forkserver").Value("i", 0)
    start = time.perf_counter()
    process = _context().Process(target=_count, args=(folder / "new", counted))
    process.start()
    process.join()
    seconds = time.perf_counter() - start
    hashes = {_content(folder / name): name for name in ("old", "new")}
    return Scene(folder / "old", hashes, seconds, counted.value)


def kill_once(scene: Scene, folder: Path, chance: random.Random, *, by_time: bool) -> Outcome:
    """Kill one build of the new version on a copy of the old."""
    number = chance.randint(1, scene.operations)
    return outcome_of(scene, folder, chance.uniform(0, scene.seconds) if by_time else None, number)


def outcome_of(scene: Scene, folder: Path, moment: float | None, number: int) -> Outcome:
    """Kill a build after ``moment`` seconds, or where that is None before operation ``number``."""
    store = folder / "killed"
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(scene.store, store)
    process = _context().Process(target=_build, args=(store, None if moment is not None else number))
    process.start()
    if moment is not None:
        time.sleep(moment)
        process.kill()
    process.join()
    return _look(store, scene, f"after {moment:.3f} s" if moment is not None else f"before operation {number}")


def _look(store: Path, scene: Scene, when: str) -> Outcome:
    start = time.perf_counter()
    open_store(store).ask("ASK { ?project a pg:Project }")
    seconds = time.perf_counter() - start
    version = scene.hashes.get(_content(store), "neither")
    faults = [] if verify(store).sound else ["damaged"]
    build(NEW, store, Options())
    faults += ["leftovers"] if verify(store).leftovers or scene.hashes.get(_content(store)) != "new" else []
    faults += ["neither version"] if version == "neither" else []
    return Outcome(version, seconds, f"{when}: {', '.join(faults)}" if faults else None)


def _content(store: Path) -> str:
    quads = sorted(str(quad) for quad in open_store(store).database)
    return hashlib.sha256("\n".join(quads).encode()).hexdigest()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["policygraph.commands", "policygraph.queries.build", "filelock", "tests.faults"])
    return context


def _count(store: Path, counted: object) -> None:
    before_each_operation(lambda done: setattr(counted, "value", done))
    _build(store, None)


def _build(store: Path, number: int | None) -> None:
    """The build, in a process of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if number is not None:
        before_each_operation(killed_at(number))
    sys.exit(cli.main(["build", *map(str, NEW), "--store", str(store)]))


if __name__ == "__main__":
    sys.exit(main())
