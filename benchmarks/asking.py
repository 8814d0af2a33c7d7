"""How long a cold ``policygraph query`` takes, from process start to last row: ``python -m benchmarks.asking``."""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from policygraph.api import build
from policygraph.queries.catalogue import questions
from policygraph.queries.store import open_store

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the median and the slowest of several runs of each question; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.asking", description=__doc__)
    parser.add_argument("--store", type=Path, help="the store to ask (default: one built from examples/)")
    parser.add_argument("--question", help="only this question")
    parser.add_argument("--runs", type=int, default=5, help="how often each is asked (default 5)")
    parser.add_argument("--format", default="csv", help="format of the answer (default csv)")
    options = parser.parse_args(arguments)
    with _store(options.store) as store:
        opened = open_store(store)
        sys.stdout.write(f"{len(opened.documents)} sheets, {len(opened.database)} triples\n")
        del opened
        for name, given in _asked(options.question):
            times = [_seconds(name, given, store, options.format) for _ in range(options.runs)]
            sys.stdout.write(f"{name:<28}{statistics.median(times):>8.3f} s median{max(times):>8.3f} s slowest\n")
    return 0


@contextmanager
def _store(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory() as folder:
        build([EXAMPLES], Path(folder) / "store")
        yield Path(folder) / "store"


def _asked(only: str | None) -> Iterator[tuple[str, list[str]]]:
    for entry in questions():
        if only in (None, entry.name):
            yield entry.name, [f"{each.name}={each.example}" for each in entry.parameters if not each.optional]


def _seconds(name: str, given: Sequence[str], store: Path, chosen: str) -> float:
    command = [sys.executable, "-m", "policygraph", "query", name, *given, "--store", str(store), "--format", chosen]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
