"""How much of damaged invented sheets the reader gets right, by kind of fact.

``python -m benchmarks.accuracy --sheets 200 --damage medium`` prints three tables: counts by kind,
how often facts of each confidence are right, and the wrong facts the reader was sure of.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.forms import FORMS, Form
from policygraph.loaders.sheet.reader import read_sheet
from policygraph.loaders.source import Source
from policygraph.queries.checks import findings_of
from tests.sheetwriter import PRESETS, SHAPES, Comparison, Damage, Shape, compare, generate, write
from tests.sheetwriter.compare import Wrong, all_missing
from tests.sheetwriter.later_form import later_form, relabelled, relabelled_text

BINS = tuple(Decimal(edge) for edge in ("0", "0.5", "0.7", "0.8", "0.9", "0.95", "1.001"))
"""Edges of the confidences shown together."""

SURE = Decimal("0.9")
"""A wrong fact above this confidence is listed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the three tables; the exit status is always 0."""
    options = _parser().parse_args(arguments)
    seeds = range(options.seed, options.seed + options.sheets)
    result = measure(seeds, PRESETS[options.damage], SHAPES[options.shape], other_labels=options.other_labels)
    lines = (
        *table(result),
        "",
        *curve(result),
        "",
        *(listed(result, options.list) if options.list else sure_but_wrong(result)),
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--sheets", type=int, default=200, help="how many invented sheets (default 200)")
    parser.add_argument("--damage", choices=sorted(PRESETS), default="medium", help="how damaged (default medium)")
    parser.add_argument("--shape", choices=tuple(SHAPES), default="any", help="what the sheets hold (default any)")
    parser.add_argument(
        "--other-labels", action="store_true", help="print and read the sheets by another table of labels"
    )
    parser.add_argument("--seed", type=int, default=0, help="seed of the first sheet (default 0)")
    parser.add_argument(
        "--list", metavar="KIND", help="list every wrong and missing fact of a kind instead of the sure ones"
    )
    return parser


def measure(seeds: Sequence[int], damage: Damage, shape: Shape, *, other_labels: bool = False) -> Comparison:
    """Read one sheet a seed and add up what was right; one that is refused or crashes misses everything."""
    total = Comparison()
    forms = (later_form(),) if other_labels else FORMS
    for seed in seeds:
        expected = generate(seed, shape)
        text = write(expected, damage, seed)
        if other_labels:
            expected, text = relabelled(expected), relabelled_text(text)
        read = _read(seed, text, forms)
        total.add(compare(expected, read) if read else all_missing(expected))
    return total


def _read(seed: int, text: str, forms: Sequence[Form]) -> Sheet | None:
    """The sheet with the findings of the reader and of the checks."""
    try:
        sheet = read_sheet(Source.from_text(f"seed {seed}", text), forms)
    except Exception as error:
        # A reader must never crash on a sheet, yet one that does should not hide how it reads the others.
        place = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"not read: seed {seed}: {error!r} ({Path(place.filename).name}:{place.lineno})\n")
        return None
    return replace(sheet, findings=(*sheet.findings, *findings_of(sheet)))


def table(result: Comparison) -> Iterator[str]:
    """Counts by kind of fact; the share is of right facts among those the sheets hold."""
    yield f"{'kind':<14}{'right':>8}{'wrong':>8}{'missing':>9}{'flagged':>9}{'share right':>13}"
    for kind, count in sorted(result.counts.items()):
        everything = count.right + count.wrong + count.missing
        share = count.right / everything
        yield f"{kind:<14}{count.right:>8}{count.wrong:>8}{count.missing:>9}{count.flagged:>9}{share:>13.2%}"


def curve(result: Comparison) -> Iterator[str]:
    """Share of right facts by confidence: an honest reader's shares rise with it."""
    yield f"{'confidence':<14}{'facts':>8}{'share right':>13}"
    rows: list[tuple[str, list[bool]]] = [
        ("none needed", [right for confidence, right in result.judged if confidence is None])
    ]
    for low, high in pairwise(BINS):
        own = [right for confidence, right in result.judged if confidence is not None and low <= confidence < high]
        rows.append((f"{low} to {min(high, Decimal(1))}", own))
    for label, rights in rows:
        share = f"{sum(rights) / len(rights):.2%}" if rights else "-"
        yield f"{label:<14}{len(rights):>8}{share:>13}"


def sure_but_wrong(result: Comparison) -> Iterator[str]:
    """Wrong facts of confidence above :data:`SURE`, and those that needed no decision."""
    yield "wrong and sure of it:"
    for wrong in result.wrong:
        if wrong.confidence is None or wrong.confidence > SURE:
            yield _wrong(wrong)


def listed(result: Comparison, kind: str) -> Iterator[str]:
    """All wrong and missing facts of one kind."""
    yield from (_wrong(wrong) for wrong in result.wrong if wrong.kind == kind)
    for fact in result.missing:
        if fact.kind == kind:
            yield f"missing {' · '.join(fact.key)}: {fact.value!s:.90}"


def _wrong(wrong: Wrong) -> str:
    sure = "-" if wrong.confidence is None else str(wrong.confidence)
    flag = " (flagged)" if wrong.flagged else ""
    key = " · ".join(wrong.key)
    return f"{sure:>6} {wrong.kind} {key}: expected {wrong.expected!s:.90}, read {wrong.read!s:.90}{flag}"


if __name__ == "__main__":
    sys.exit(main())
