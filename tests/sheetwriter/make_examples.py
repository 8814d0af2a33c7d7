"""Write the sheets of ``examples/`` anew: ``python -m tests.sheetwriter.make_examples``."""

from __future__ import annotations

from pathlib import Path

from tests.sheetwriter.damage import MEDIUM
from tests.sheetwriter.examples import EXAMPLES
from tests.sheetwriter.writer import write

FOLDER = Path(__file__).parents[2] / "examples"


def main() -> None:
    """Print each example with the damage of a real sheet."""
    for example in EXAMPLES:
        text = write(example.sheet, MEDIUM, example.seed)
        (FOLDER / example.file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
