"""The published store as the endpoint asks it: always the current version, always by a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from policygraph.endpoint.messages import Answer, Limits, Question
from policygraph.endpoint.pool import BusyError, OverTimeError, Pool
from policygraph.endpoint.protocol import ProtocolError
from policygraph.errors import PolicyGraphError, QueryLimitError
from policygraph.queries.gate import check_size
from policygraph.queries.store import LocalStore, Table, open_store
from policygraph.queries.versions import current_version

_STATUS = {"syntax": 400, "limit": 422, "media": 406, "store": 503}
_RETRY = MappingProxyType({"Retry-After": "2"})


class Service:
    """A store, its workers, and the version of it that is published at this moment."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.path = store
        self.pool = Pool(limits)
        self._opened = open_store(store)
        self._triples: Mapping[str, int] = {}

    async def start(self) -> None:
        await self.pool.open(self._opened.version)

    async def stop(self) -> None:
        await self.pool.close()

    def store(self) -> LocalStore:
        """The published version, for what the server itself asks; opened anew when a build has published another.

        Raises:
            ProtocolError: it cannot be opened (503).
        """
        try:
            if current_version(self.path).id != self._opened.version.id:
                self._opened = open_store(self.path)
        except (PolicyGraphError, OSError) as error:
            raise _closed() from error
        return self._opened

    async def triples(self, store: LocalStore) -> int:
        """How many statements a version holds, counted once."""
        if store.version.id not in self._triples:
            self._triples = {store.version.id: await asyncio.to_thread(len, store.database)}
        return self._triples[store.version.id]

    async def ask(self, question: Question) -> Answer:
        """Have a question answered.

        Raises:
            ProtocolError: it is refused or cannot be answered; its status says which.
        """
        try:
            check_size(question.query)
            answer = await self.pool.ask(question, self.store().version)
        except QueryLimitError as error:
            raise ProtocolError(413, str(error), ja=error.ja) from error
        except BusyError as error:
            raise ProtocolError(503, str(error), _RETRY, ja=error.ja) from error
        except OverTimeError as error:
            raise ProtocolError(503, str(error), ja=error.ja) from error
        except PolicyGraphError as error:
            raise _closed() from error
        if answer.error:
            raise ProtocolError(_STATUS[answer.error], answer.message, ja=answer.ja)
        return answer


def _closed() -> ProtocolError:
    return ProtocolError(503, "the store cannot be opened at this moment", _RETRY, ja="いまストアを開けません。")


def table_of(answer: Answer) -> Table:
    """The rows of an answer that is SPARQL results JSON."""
    found = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(row[name] for name in columns) for row in found))
