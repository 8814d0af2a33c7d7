"""A worker: a process that opens one version of a store, gives up every other right, and answers.

``python -m policygraph.endpoint.worker VERSION LIMITS`` reads questions from standard input and writes
answers to standard output until the input ends. The server kills it when a question takes too long.
"""

from __future__ import annotations

import faulthandler
import json
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from policygraph.endpoint.confine import confine
from policygraph.endpoint.messages import LENGTH_BYTES, Answer, Limits, Question
from policygraph.endpoint.negotiation import JSON, TABLES
from policygraph.errors import QueryLimitError, QuerySyntaxError, StoreError
from policygraph.queries.formats import to_json
from policygraph.queries.store import PREFIXES, LocalStore, Table
from policygraph.queries.versions import Version

_ORPHANED = 2
"""Seconds beyond the limit after which a worker ends by itself: the server that should have is gone."""


def answer(store: LocalStore, question: Question, limits: Limits) -> Answer:
    """Answer a question, or say why not."""
    try:
        found = store.answer(
            question.query, question.bindings, scope=question.scope, base=question.base, limit=limits.rows
        )
        answered = _written(found, question)
    except QuerySyntaxError as error:
        return Answer(error="syntax", message=str(error), ja=error.ja)
    except QueryLimitError as error:
        return Answer(error="limit", message=str(error), ja=error.ja)
    except StoreError:
        return Answer(error="store", message="the store cannot be read", ja="ストアを読めません。")
    except (ValueError, OSError) as error:
        reason = f"this answer cannot be written in the format asked for ({error})"
        return Answer(error="media", message=reason, ja=f"この答えは、求められた形式では書けません（{error}）。")
    except MemoryError:
        reason = "the query needs more memory than it may have"
        return Answer(error="limit", message=reason, ja="質問に使えるメモリーを超えました。")
    if len(answered.body) > limits.answer:
        size = f"{limits.answer // 1024**2} MB"
        return Answer(error="limit", message=f"the answer is larger than {size}", ja=f"答えが {size} を超えます。")
    return answered


def _written(found: Table | list[ox.Triple] | bool, question: Question) -> Answer:
    kind = "table" if isinstance(found, Table) else "boolean" if isinstance(found, bool) else "graph"
    media = question.graph if kind == "graph" else question.table
    if media is None:
        return Answer(error="media", message=f"a {kind} is not written in any of the formats asked for")
    if isinstance(found, list):
        chosen = ox.RdfFormat.from_media_type(media)
        # An RDF graph is a set, and CONSTRUCT may give a triple more than once.
        return Answer(kind, media, body=ox.serialize(dict.fromkeys(found), format=chosen, prefixes=PREFIXES) or b"")
    text = to_json(found) if isinstance(found, Table) else json.dumps({"head": {}, "boolean": found}) + "\n"
    return Answer(kind, media, body=_results(text.encode(), media))


def _results(as_json: bytes, media: str) -> bytes:
    if media == JSON:
        return as_json
    parsed = ox.parse_query_results(as_json, format=ox.QueryResultsFormat.JSON)
    return parsed.serialize(format=ox.QueryResultsFormat.from_media_type(media)) or b""


def main() -> None:
    """Open, warm up, give up rights, answer until the input ends."""
    # Ctrl+C goes to all processes of a terminal; the server lets running questions end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    version, limits = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    store = LocalStore(Version(version))
    for media in TABLES:
        answer(store, Question("ASK { ?s ?p ?o }", table=media), limits)
    confine(limits.memory)
    _say(sys.stdout.buffer, Answer(kind="ready"))
    while length := sys.stdin.buffer.read(LENGTH_BYTES):
        question = Question.from_bytes(sys.stdin.buffer.read(int.from_bytes(length, "big")))
        faulthandler.dump_traceback_later(limits.seconds + _ORPHANED, exit=True)
        said = answer(store, question, limits)
        faulthandler.cancel_dump_traceback_later()
        _say(sys.stdout.buffer, said)


def _say(output: BinaryIO, said: Answer) -> None:
    data = said.to_bytes()
    output.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
    output.flush()


if __name__ == "__main__":
    main()
