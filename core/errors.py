"""The exceptions of policygraph.

::

    PolicyGraphError
    ├── SourceError             a file cannot be taken in
    │   ├── EncodingError       its text encoding cannot be told
    │   ├── NotASheetError      it is not a document of a kind that is read
    │   ├── RulesError          a file of impact rules cannot be used
    │   └── SidecarError        a CSV beside the sheets (sources, codes) is malformed
    ├── StoreError              a store cannot be opened, built or published
    │   ├── NoStoreError        there is no store at that place
    │   ├── StoreBusyError      another build is at work on it
    │   └── EndpointError       a remote store does not do what it is asked
    │       ├── EndpointAccessError   it wants another user, or would have the password sent elsewhere
    │       ├── EndpointAnswerError   its answer is not whole, too large or of another kind
    │       ├── EndpointBusyError     it has no time now, after all tries
    │       ├── EndpointQueryError    its engine refuses a query that is well formed
    │       └── EndpointTimeoutError  no whole answer within the deadline
    ├── QueryError              a question cannot be asked
    │   ├── UnknownQueryError   the catalogue has no such question
    │   ├── ParameterError      a parameter is missing, unknown or ill-typed
    │   ├── QuerySyntaxError    the SPARQL does not parse or is refused
    │   ├── QueryLimitError     the query or its answer is larger than is allowed
    │   └── MissingPartError    an extra or a font that the format of the answer needs is not installed
    ├── TargetError             a target cannot be told
    │   ├── NoTargetError       nothing matches
    │   └── AmbiguousTargetError  several things match
    └── AddressError            the endpoint cannot listen there
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Sequence

_LISTED = 20
"""Candidates that a message lists."""

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
"""Control characters, marks of direction and without width, lone surrogates (undecodable bytes of a name)."""

_PLACE = re.compile(r"(line|byte) (\d+)")
_PLACES_JA = {"line": "行目", "byte": "バイト目"}

_REASONS_JA = {
    errno.ENOENT: "ファイルやフォルダーがありません",
    errno.EACCES: "読み書きする権限がありません",
    errno.EPERM: "読み書きする権限がありません",
    errno.ENOSPC: "ディスクに空きがありません",
    errno.EDQUOT: "割り当てられたディスクの容量を使い切りました",
    errno.EFBIG: "ファイルが大きすぎて書き込めません",
    errno.EIO: "ディスクの読み書きに失敗しました",
    errno.EROFS: "書き込みのできないディスクです",
    errno.ECONNREFUSED: "接続を拒まれました",
    errno.ECONNRESET: "接続が切られました",
    errno.EHOSTUNREACH: "相手のところまで届きません",
    errno.ENETUNREACH: "ネットワークにつながっていません",
    errno.EISDIR: "ファイルではなくフォルダーです",
    errno.ENOTDIR: "フォルダーではありません",
    errno.ELOOP: "リンクが輪になっています",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENAMETOOLONG: "名前が長すぎます",
}


def shown(name: str) -> str:
    """A file name as it may be shown on a terminal: nothing in it breaks the line or turns the text round."""
    return _UNPRINTABLE.sub(lambda char: ascii(char[0])[1:-1], name)


def os_reason_ja(error: OSError) -> str:
    """Why the operating system refused, in Japanese where that is known.

    The database engine gives no number of the error, only the words of the system for it.
    """
    text = str(error)
    known = (ja for code, ja in _REASONS_JA.items() if error.errno == code or os.strerror(code) in text)
    return next(known, error.strerror or text)


class PolicyGraphError(Exception):
    """Base of all errors that policygraph raises on purpose.

    It keeps its data and builds its text in ``__str__``; only the command line turns it into
    words on a terminal and an exit status.
    """

    @property
    def ja(self) -> str:
        """The same in Japanese, as the command line shows it; the English text where there is none."""
        return str(self)


class SourceError(PolicyGraphError):
    """A file cannot be taken in: ``path`` names it, ``place`` where in it, ``reason`` why.

    ``reason_ja`` is the reason in Japanese.
    """

    def __init__(self, path: str, reason: str, place: str | None = None, *, ja: str | None = None) -> None:
        super().__init__(path, reason, place)
        self.path = path
        self.reason = reason
        self.place = place
        self.reason_ja = ja or reason

    def __str__(self) -> str:
        where = f"{self.path} ({self.place})" if self.place else self.path
        return f"{where}: {self.reason}"

    @property
    def ja(self) -> str:
        return f"{shown(self.path)}：{self.placed_ja}"

    @property
    def placed_ja(self) -> str:
        """Reason and place in Japanese, without the file."""
        if self.place is None:
            return self.reason_ja
        place = _PLACE.sub(lambda match: f"{match[2]}{_PLACES_JA[match[1]]}", self.place)
        return f"{self.reason_ja}（{place}）"


class EncodingError(SourceError):
    """The bytes are in none of the encodings that are read."""


class NotASheetError(SourceError):
    """The text bears none of the marks of a document of a kind that is read."""


class RulesError(SourceError):
    """A file of impact rules is no Turtle, or a rule in it lacks something or says what cannot be."""


class SidecarError(SourceError):
    """A table beside the sheets lacks a column or holds a cell that cannot be used."""


class StoreError(PolicyGraphError):
    """A store cannot be opened, built or published: ``path`` names it, ``reason`` says why.

    ``reason_ja`` is the reason in Japanese.
    """

    def __init__(self, path: str, reason: str, *, ja: str | None = None) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason
        self.reason_ja = ja or reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"

    @property
    def ja(self) -> str:
        return f"{shown(self.path)}：{self.reason_ja}"


class NoStoreError(StoreError):
    """There is no store at ``path``."""


class StoreBusyError(StoreError):
    """Another build holds the lock of the store."""


class EndpointError(StoreError):
    """A remote store cannot be reached, or fails; ``path`` is its address without query or password."""


class EndpointAccessError(EndpointError):
    """It wants a user and a password, refuses those given, or points to a server they are not for."""


class EndpointAnswerError(EndpointError):
    """What it sent is no whole answer to what was asked: none of its facts can be used."""


class EndpointBusyError(EndpointError):
    """It was overloaded at every try, or asks for a pause that lies beyond the deadline."""


class EndpointQueryError(EndpointError):
    """Its engine refuses a query that is well-formed SPARQL 1.1."""


class EndpointTimeoutError(EndpointError):
    """It did not give a whole answer within the deadline."""


class QueryError(PolicyGraphError):
    """A question cannot be asked: ``reason`` says why, ``reason_ja`` in Japanese."""

    def __init__(self, reason: str, *, ja: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_ja = ja or reason

    def __str__(self) -> str:
        return self.reason

    @property
    def ja(self) -> str:
        return self.reason_ja


class UnknownQueryError(QueryError):
    """The catalogue has no question of that name."""


class ParameterError(QueryError):
    """A parameter is missing, unknown or not of its type."""


class QuerySyntaxError(QueryError):
    """The SPARQL text does not parse, or asks for what is refused."""


class QueryLimitError(QueryError):
    """The query, or what answers it, goes beyond a limit; it is refused and never cut short."""


class MissingPartError(QueryError):
    """An extra or a font that the format of the answer needs is not installed."""


class TargetError(PolicyGraphError):
    """A target cannot be told: ``target`` is what was asked for."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


class NoTargetError(TargetError):
    """Nothing in the store has that code, name or IRI."""

    def __str__(self) -> str:
        return f"nothing in the store matches {self.target!r}"

    @property
    def ja(self) -> str:
        return f"「{shown(self.target)}」に当たるものはストアにありません。"


class AmbiguousTargetError(TargetError):
    """Several things match; ``candidates`` lists them as printable lines."""

    def __init__(self, target: str, candidates: Sequence[str]) -> None:
        super().__init__(target)
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        head = f"{self.target!r} matches {len(self.candidates)} things; say which by more of the name or by its IRI:"
        return self._listed(head, "  ... and {} more")

    @property
    def ja(self) -> str:
        count = len(self.candidates)
        head = (
            f"「{shown(self.target)}」に当たるものが {count} 件あります。名前を詳しく書くか、IRI で指定してください。"
        )
        return self._listed(head, "  ほか {} 件")

    def _listed(self, head: str, more: str) -> str:
        rest = len(self.candidates) - _LISTED
        lines = [f"  {candidate}" for candidate in self.candidates[:_LISTED]]
        return "\n".join((head, *lines, *([more.format(rest)] if rest > 0 else [])))


class AddressError(PolicyGraphError):
    """The endpoint cannot listen at ``host`` and ``port``: ``reason`` says why."""

    def __init__(self, host: str, port: int, reason: str, *, ja: str | None = None) -> None:
        super().__init__(host, port, reason)
        self.host = host
        self.port = port
        self.reason = reason
        self.reason_ja = ja or reason

    def __str__(self) -> str:
        return f"{self.host}:{self.port}: {self.reason}"

    @property
    def ja(self) -> str:
        return f"{self.host}:{self.port}：{self.reason_ja}"
