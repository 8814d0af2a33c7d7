"""How long a prefecture's year takes from files to a published store: ``python -m benchmarks.building``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.sheetwriter import PRESETS, Damage, Shape, generate, write

YEAR = Shape(
    parts=(1, 3),
    initiatives=(3, 6),
    needs=(1, 3),
    partners=(4, 16),
    indicators=(2, 5),
    projects=(12, 36),
    policies=(1, 4),
    opinions=(0, 3),
)
"""Counts of a prefecture's year: Hokkaido publishes some 2,300-2,700 projects on 106 sheets."""

REPORT = "import json, resource, sys, time; from policygraph.cli import main; "
"""A build in a process of its own, so that its memory is not that of the writer of sheets."""
RUN = (
    REPORT
    + "start = time.process_time(); status = main(sys.argv[1:]); "
    + "print(json.dumps([status, time.process_time() - start, "
    + "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == 'darwin' else 1024)]))"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds, memory, triples and sheets; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("--sheets", type=int, default=106, help="how many sheets (default 106, a prefecture's year)")
    parser.add_argument("--damage", choices=sorted(PRESETS), default="medium", help="how damaged (default medium)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave sheets and store there")
    options = parser.parse_args(arguments)
    if options.keep:
        _measure(options.keep, options.sheets, PRESETS[options.damage])
    else:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), options.sheets, PRESETS[options.damage])
    return 0


def write_sheets(folder: Path, count: int, damage: Damage) -> int:
    """Write damaged sheets, each with a measure code of its own; gives their size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        sheet = generate(seed, YEAR)
        code = f"{seed // 90 + 1:02d}-{seed % 90 + 1:02d}"
        text = write(replace(sheet, head=replace(sheet.head, code=code)), damage, seed)
        (folder / f"{seed:04d}.txt").write_text(text, encoding="utf-8")
    return sum(file.stat().st_size for file in folder.iterdir())


def _measure(folder: Path, count: int, damage: Damage) -> None:
    import json

    size = write_sheets(folder / "sheets", count, damage)
    start = time.perf_counter()
    command = [sys.executable, "-c", RUN, "build", str(folder / "sheets"), "--store", str(folder / "store")]
    run = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    seconds = time.perf_counter() - start
    _, processor, memory = json.loads(run.stdout)
    loaded, triples = _built(folder / "store")
    refused = [line for line in run.stderr.splitlines() if line.startswith("読めません")]
    sys.stdout.write(
        f"{loaded} sheets of {size / count / 1000:.0f} KB ({len(refused)} refused), {triples} triples: "
        f"{seconds:.1f} s ({processor:.1f} s of one core), {memory / 1e6:.0f} MB at most\n"
    )
    sys.stdout.writelines(f"{line}\n" for line in refused[:5])


def _built(store: Path) -> tuple[int, int]:
    from policygraph.queries.store import open_store

    opened = open_store(store)
    return len(opened.documents), len(opened.database)


if __name__ == "__main__":
    sys.exit(main())
