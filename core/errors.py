"""The exceptions of policygraph.

::

    PolicyGraphError
    ├── SourceError             a file cannot be taken in
    │   ├── EncodingError       its text encoding cannot be told
    │   ├── NotASheetError      it is not a document of a kind that is read
    │   └── SidecarError        a CSV beside the sheets (sources, codes) is malformed
    ├── StoreError              a store cannot be opened, built or published
    │   ├── NoStoreError        there is no store at that place
    │   └── StoreBusyError      another build is at work on it
    ├── QueryError              a question cannot be asked
    │   ├── UnknownQueryError   the catalogue has no such question
    │   ├── ParameterError      a parameter is missing, unknown or ill-typed
    │   └── QuerySyntaxError    the SPARQL does not parse or is refused
    └── TargetError             a target cannot be told
        ├── NoTargetError       nothing matches
        └── AmbiguousTargetError  several things match
"""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = 20
"""Candidates that a message lists."""


class PolicyGraphError(Exception):
    """Base of all errors that policygraph raises on purpose.

    It keeps its data and builds its text in ``__str__``; only the command line turns it into
    words on a terminal and an exit status.
    """


class SourceError(PolicyGraphError):
    """A file cannot be taken in: ``path`` names it, ``place`` where in it, ``reason`` why."""

    def __init__(self, path: str, reason: str, place: str | None = None) -> None:
        super().__init__(path, reason, place)
        self.path = path
        self.reason = reason
        self.place = place

    def __str__(self) -> str:
        where = f"{self.path} ({self.place})" if self.place else self.path
        return f"{where}: {self.reason}"


class EncodingError(SourceError):
    """The bytes are in none of the encodings that are read."""


class NotASheetError(SourceError):
    """The text bears none of the marks of a document of a kind that is read."""


class SidecarError(SourceError):
    """A table beside the sheets lacks a column or holds a cell that cannot be used."""


class StoreError(PolicyGraphError):
    """A store cannot be opened, built or published: ``path`` names it, ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class NoStoreError(StoreError):
    """There is no store at ``path``."""


class StoreBusyError(StoreError):
    """Another build holds the lock of the store."""


class QueryError(PolicyGraphError):
    """A question cannot be asked: ``reason`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class UnknownQueryError(QueryError):
    """The catalogue has no question of that name."""


class ParameterError(QueryError):
    """A parameter is missing, unknown or not of its type."""


class QuerySyntaxError(QueryError):
    """The SPARQL text does not parse, or asks for what is refused."""


class TargetError(PolicyGraphError):
    """A target cannot be told: ``target`` is what was asked for."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class NoTargetError(TargetError):
    """Nothing in the store has that code, name or IRI."""

    def __str__(self) -> str:
        return f"nothing in the store matches {self.target!r}"


class AmbiguousTargetError(TargetError):
    """Several things match; ``candidates`` lists them as printable lines."""

    def __init__(self, target: str, candidates: Sequence[str]) -> None:
        super().__init__(target)
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        rest = len(self.candidates) - _LISTED
        lines = [f"  {candidate}" for candidate in self.candidates[:_LISTED]]
        more = [f"  ... and {rest} more"] if rest > 0 else []
        head = f"{self.target!r} matches {len(self.candidates)} things; say which by more of the name or by its IRI:"
        return "\n".join((head, *lines, *more))
