"""How many damaged sheets a second one core reads into records: ``python -m benchmarks.reading``."""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from policygraph.errors import NotASheetError
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from tests.sheetwriter import PRESETS, Shape, generate, write

LIKE_REAL = Shape(
    parts=(2, 3),
    initiatives=(5, 8),
    needs=(2, 3),
    partners=(12, 20),
    indicators=(4, 6),
    projects=(38, 60),
    policies=(3, 6),
    opinions=(2, 3),
)
"""Counts that make sheets about as long as the real one (some 50 KB)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print sheets per second; the exit status is always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--sheets", type=int, default=106, help="how many sheets (default 106, a prefecture's year)")
    parser.add_argument("--damage", choices=sorted(PRESETS), default="medium", help="how damaged (default medium)")
    parser.add_argument("--rounds", type=int, default=3, help="how often all are read (default 3; the median counts)")
    options = parser.parse_args(arguments)
    texts = [write(generate(seed, LIKE_REAL), PRESETS[options.damage], seed) for seed in range(options.sheets)]
    seconds = statistics.median(_read_all(texts) for _ in range(options.rounds))
    size = sum(len(text.encode()) for text in texts) / len(texts) / 1000
    speed = len(texts) / seconds
    sys.stdout.write(
        f"{speed:.0f} sheets/s on one core: {len(texts)} sheets of {size:.0f} KB, {options.damage} damage\n"
    )
    return 0


def _read_all(texts: Sequence[str]) -> float:
    """Processor seconds from text to records; a sheet that is refused takes part with what that takes."""
    start = time.process_time()
    for number, text in enumerate(texts):
        with suppress(NotASheetError):
            read_sheet(Source.from_text(f"sheet {number}", text))
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
