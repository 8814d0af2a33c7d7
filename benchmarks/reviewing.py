"""How long national review sheets take from NDJSON to a published store: ``python -m benchmarks.reviewing``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.building import RUN
from policygraph.queries.store import open_store

REAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "judgit_2020_meti.ndjson"
"""The 507 sheets of one ministry of 2020, beside the checkout."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds, memory, triples and sheets; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reviewing", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=REAL, help="NDJSON of JUDGIT (default: the 507 sheets)")
    parser.add_argument("--times", type=int, default=1, help="times the sheets, as those of other years (default 1)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reviews.ndjson"
        _write(options.file, file, options.times)
        _measure(file, Path(folder) / "store")
    return 0


def _write(source: Path, target: Path, times: int) -> None:
    """The sheets of a file again and again, each time as those of another year."""
    with source.open(encoding="utf-8") as lines, target.open("w", encoding="utf-8") as file:
        for line in lines:
            sheet = json.loads(line)
            for copy in range(times):
                again = {**sheet, "公開年度": sheet["公開年度"] + copy}
                file.write(json.dumps(again, ensure_ascii=False) + "\n")


def _measure(file: Path, store: Path) -> None:
    start = time.perf_counter()
    command = [sys.executable, "-c", RUN, "build", str(file), "--store", str(store)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    _, processor, memory = json.loads(run.stdout)
    documents = open_store(store).documents
    triples = sum(document.triples for document in documents)
    print(
        f"{len(documents)} review sheets of {file.stat().st_size / 1e6:.1f} MB, {triples} triples: "
        f"{seconds:.1f} s ({processor:.1f} s of processor), {memory / 2**20:.0f} MB at most"
    )


if __name__ == "__main__":
    sys.exit(main())
