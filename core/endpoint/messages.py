"""What the server and its workers say to each other: the limits, a question, and an answer.

Each message is a length in four bytes and its content. A question is pickled, since the worker trusts
the server; an answer is JSON and bytes, since the server does not trust what a query may have done to
a worker.
"""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, dataclass, field
from typing import cast

from policygraph.queries.store import Bindings, Scope

LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may cost: ``seconds``, ``rows`` (or triples), ``memory`` and ``answer`` in bytes.

    ``workers`` is how many run at once, ``waiting`` how many may wait for one, ``patience`` for how
    many seconds.
    """

    seconds: float = 10
    rows: int = 10_000
    memory: int = 1024**3
    answer: int = 64 * 1024**2
    workers: int = 2
    waiting: int = 32
    patience: float = 1


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what it is asked of, and the media types to write a table or a graph in.

    A media type that is None cannot be accepted by the one who asks.
    """

    query: str
    table: str | None = "application/sparql-results+json"
    graph: str | None = "application/n-triples"
    bindings: Bindings = field(default_factory=dict)
    scope: Scope | None = None
    base: str | None = None

    def to_bytes(self) -> bytes:
        return pickle.dumps(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> Question:
        return cast("Question", pickle.loads(data))


@dataclass(frozen=True, slots=True)
class Answer:
    """A document: of what kind (``table``, ``graph``, ``boolean``), in which media type.

    An ``error`` is one of ``syntax``, ``limit``, ``media``, ``store``, with its words in ``message`` and,
    in Japanese, in ``ja``.
    """

    kind: str = ""
    media: str = ""
    error: str = ""
    message: str = ""
    ja: str = ""
    body: bytes = b""

    def to_bytes(self) -> bytes:
        head = {key: value for key, value in asdict(self).items() if key != "body"}
        return json.dumps(head).encode("ascii") + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> Answer:
        head, _, body = data.partition(b"\n")
        return cls(**json.loads(head), body=body)
