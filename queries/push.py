"""A store on disk into a SPARQL 1.1 endpoint.

New graphs go first under names of their own, which a listing graph (``STAGED``) tells of; their
triples are counted; then one update puts them in place of the old ones. So an interrupted push
leaves the old data, and the next push removes what it left. Nothing is sent twice: an update whose
answer is lost may have been carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

import pyoxigraph as ox

from policygraph.errors import EndpointAnswerError, EndpointError
from policygraph.queries.bindings import prologue
from policygraph.queries.endpoint import Endpoint, endpoint
from policygraph.queries.filling import Progress, silent
from policygraph.queries.remote import STAGED, Holding, RemoteStore
from policygraph.queries.store import LocalStore
from policygraph.queries.transport import Limits

_TRIPLES, _BYTES = 1_000, 256_000
"""Of one INSERT DATA at most: engines limit the length of a request, and Virtuoso the number of its lines."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did: ``removed`` are the sheets that the store does not hold."""

    endpoint: str
    version: str
    sheets: int
    triples: int
    removed: tuple[str, ...]


def push(
    store: LocalStore,
    url: str,
    update_url: str | None = None,
    progress: Progress = silent,
    limits: Limits | None = None,
) -> Pushed:
    """Make an endpoint hold exactly the sheets that a store holds; its other graphs stay as they are.

    Two pushes to one endpoint must not run at once.

    Raises:
        QueryError: an address cannot be used.
        EndpointError: the endpoint fails or holds other numbers of triples than were sent. Unless
            the message says that the switch had begun, the old data stands as it was.
    """
    place = endpoint(url, update_url, limits)
    remote = RemoteStore(place)
    before = remote.holding()
    counts = {graph: sum(1 for _ in store.quads(graph)) for graph in store.graphs()}
    staged = {graph: f"{STAGED}:{uuid4()}" for graph in counts}
    _begin(place, _beginning(before, staged))
    for done, (graph, name) in enumerate(staged.items()):
        progress(done, len(staged), graph)
        for batch in _batches(store.quads(graph)):
            place.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{batch}}} }}")
        _expect(remote, name, counts[graph])
    progress(len(staged), len(staged), "")
    removed = sorted({*before.graphs} - {*staged})
    _switch(place, removed, staged)
    for graph, count in counts.items():
        _expect(remote, graph, count)
    return Pushed(place.name, store.version.id, len(store.documents), sum(counts.values()), tuple(removed))


def _begin(place: Endpoint, update: str) -> None:
    try:
        place.update(update)
    except EndpointError as error:
        if place.update_url:
            raise
        why = f"{error.reason}; where it takes updates at an address of their own, give that by --update-endpoint"
        ja = f"{error.reason_ja}　更新を別のアドレスで受けるサーバーなら、--update-endpoint で指定してください。"
        raise type(error)(error.path, why, ja=ja) from error


def _beginning(before: Holding, staged: Mapping[str, str]) -> str:
    """Sweep what an interrupted push left, then tell which graphs are to come."""
    swept = "".join(f"DROP SILENT GRAPH <{name}> ;\n" for name in (*before.staged, STAGED))
    lines = "".join(f"{ox.NamedNode(graph)} dcterms:isReplacedBy <{name}> .\n" for graph, name in staged.items())
    return f"{prologue()}{swept}INSERT DATA {{ GRAPH <{STAGED}> {{\n{lines}}} }}"


def _switch(place: Endpoint, removed: Iterable[str], staged: Mapping[str, str]) -> None:
    drops = [f"DROP SILENT GRAPH {ox.NamedNode(graph)}" for graph in removed]
    moves = [f"MOVE GRAPH <{name}> TO GRAPH {ox.NamedNode(graph)}" for graph, name in staged.items()]
    try:
        place.update(" ;\n".join((*drops, *moves, f"DROP SILENT GRAPH <{STAGED}>")))
    except EndpointError as error:
        why = f"the switch to the new data had begun, and may or may not be done; push again ({error.reason})"
        ja = f"新しいデータへの切り替えが済んだかどうか分かりません。もう一度 push してください（{error.reason_ja}）。"
        raise type(error)(error.path, why, ja=ja) from error


def _batches(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Triples as the inside of INSERT DATA, some at a time."""
    lines: list[str] = []
    size = 0
    for quad in quads:
        lines.append(f"{quad.triple} .\n")
        size += len(lines[-1].encode())
        if len(lines) >= _TRIPLES or size >= _BYTES:
            yield "".join(lines)
            lines, size = [], 0
    if lines:
        yield "".join(lines)


def _expect(remote: RemoteStore, graph: str, count: int) -> None:
    found = remote.count(graph)
    if found != count:
        raise EndpointAnswerError(
            remote.place.name,
            f"of {count} triples of the graph {graph} it holds {found}",
            ja=f"グラフ {graph} の {count} 文のうち、届いたのは {found} 文です。",
        )
