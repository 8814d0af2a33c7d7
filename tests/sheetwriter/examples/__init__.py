"""The three sheets of ``examples/`` as records."""

from typing import NamedTuple

from policygraph.loaders.records import Sheet
from tests.sheetwriter.examples.kenkyu import KENKYU
from tests.sheetwriter.examples.monozukuri import MONOZUKURI
from tests.sheetwriter.examples.shoku import SHOKU


class Example(NamedTuple):
    """A file of ``examples/``: its name, its records and the seed of its damage."""

    file: str
    sheet: Sheet
    seed: int


EXAMPLES = (
    Example("05-10-monozukuri-reworded.txt", MONOZUKURI, 1),
    Example("02-03-kenkyu-fictional.txt", KENKYU, 3),
    Example("06-04-shoku-fictional.txt", SHOKU, 4),
)
