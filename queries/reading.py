"""A file into a sheet with all its findings: what a build and a check begin with alike."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from policygraph.errors import PolicyGraphError, SourceError
from policygraph.loaders.passages import quoting_passages
from policygraph.loaders.records import Sheet
from policygraph.loaders.sheet.reader import SheetReading, read
from policygraph.loaders.source import Ledger, Source
from policygraph.queries.checks import findings_of


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet with the findings of its reader and of the checks, its text, and what became of every character."""

    source: Source
    sheet: Sheet
    ledger: Ledger


Correct = Callable[[SheetReading, Source], Sheet]
"""Gives the sheet with what people set right."""


def as_read(reading: SheetReading, source: Source) -> Sheet:
    """A sheet without corrections."""
    return reading.sheet


def read_document(name: str, data: bytes, correct: Correct = as_read) -> ReadSheet:
    """Read the bytes of a file; the checks compute from what ``correct`` makes of its sheet.

    Raises:
        SourceError: it is no sheet, or the reader failed.
    """
    with guarded(name):
        source = Source.from_bytes(name, data)
        found = read(source)
        sheet = correct(found, source)
        # Checks quote what facts quote in a graph, so that a store says of a sheet what its file says.
        findings = (*sheet.findings, *findings_of(quoting_passages(sheet, source)))
        return ReadSheet(source, replace(sheet, findings=findings), found.ledger)


@contextmanager
def guarded(name: str, place: str | None = None) -> Iterator[None]:
    """Turn a fault of ours that one sheet brings to light into its refusal: it must not keep out the others."""
    try:
        yield
    except PolicyGraphError:
        raise
    except Exception as error:
        code = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error} ({Path(code.filename).name}:{code.lineno})"
        raise SourceError(
            name,
            f"the reader failed, please report it: {what}",
            place,
            ja=f"policygraph の不具合で読めませんでした。開発元へお知らせください：{what}",
        ) from error
