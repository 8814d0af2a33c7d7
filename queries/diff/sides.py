"""Where a side of a comparison comes from: a year of a store, a store, or sheets that are read and not stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Final

from policygraph.errors import QueryError, SourceError
from policygraph.loaders.sheet.forms import form_of
from policygraph.queries.checks.places import placed_lines, places
from policygraph.queries.checks.report import check_files
from policygraph.queries.checks.stored import refused_graph, stored_sheets
from policygraph.queries.diff.model import Held, Side
from policygraph.queries.filling import Progress, Refusal, silent
from policygraph.queries.reading import ReadSheet
from policygraph.queries.store import Store, open_store

MARKER: Final = "MANIFEST.json"
"""File by which a folder is known for a store."""

_YEAR: Final = re.compile(r"[0-9]{4}")
_SHEETS: Final = """
SELECT DISTINCT ?sheet ?year ?authority {
  GRAPH ?sheet {
    ?sheet a pg:Sheet ; pg:fiscalYear ?year ; pg:authority ?government FILTER NOT EXISTS { ?sheet a pg:ReviewSheet }
  }
  ?government rdfs:label ?authority FILTER (LANG(?authority) = "ja")
} ORDER BY ?sheet
"""

_REVIEWS: Final = "SELECT (COUNT(DISTINCT ?sheet) AS ?n) { ?sheet a pg:ReviewSheet }"


def year_of(text: str) -> int | None:
    """The fiscal year that a side names; None where it names a place."""
    return int(text) if _YEAR.fullmatch(text) else None


def side_of(given: int | str | PathLike[str] | Store, store: Callable[[], Store], authority: str | None = None) -> Side:
    """A side by what names it: a year of ``store``, which is opened only then, an open store, or a path.

    A folder whose name is four digits is reached as ``./2019``.

    Raises:
        PolicyGraphError: as :func:`year_side`, :func:`store_side` and :func:`path_side` say.
    """
    if isinstance(given, str | int):
        year = year_of(str(given))
        return path_side(Path(str(given)), authority) if year is None else year_side(store(), year, authority)
    return path_side(Path(given), authority) if isinstance(given, PathLike) else store_side("store", given, authority)


def year_side(store: Store, year: int, authority: str | None = None) -> Side:
    """A fiscal year of a store.

    Raises:
        QueryError: the store has no sheet of that year and authority.
    """
    known = _listed(store)
    chosen = {iri: name for iri, (of, name) in known.items() if of == year and authority in (None, name)}
    if not chosen:
        held = ", ".join(sorted({f"{name} {of}" for of, name in known.values()})) or "none"
        raise QueryError(
            f"the store has no sheet of {year}{f' of {authority}' if authority else ''}; it has: {held}",
            ja=f"ストアに{authority or ''}{year}年度の調書はありません。あるのは：{held}",
        )
    return _stored(f"{year}年度", store, chosen)


def store_side(name: str, store: Store, authority: str | None = None) -> Side:
    """All sheets of a store, or of one authority.

    Raises:
        QueryError: there are none.
    """
    chosen = {iri: held for iri, (_, held) in _listed(store).items() if authority in (None, held)}
    if not chosen:
        raise QueryError(
            f"{name}: no sheet of {authority or 'any authority'}", ja=f"{name}：該当する調書がありません。"
        )
    return _stored(name, store, chosen)


def _listed(store: Store) -> dict[str, tuple[int, str]]:
    """Year and authority of each sheet."""
    return {
        sheet.value: (int(year.value), authority.value)
        for sheet, year, authority in store.select(_SHEETS).rows
        if sheet and year and authority
    }


def _stored(name: str, store: Store, chosen: dict[str, str]) -> Side:
    held: list[Held] = []
    refused: list[Refusal] = []
    for graph in stored_sheets(store, chosen):
        try:
            held.append(Held(graph.sheet(), chosen[graph.iri], graph.file, graph.places))
        except (ValueError, LookupError) as error:
            refused.append(refused_graph(graph.iri, error))
    ((reviews,),) = store.select(_REVIEWS).rows
    basis = _basis(held, int(reviews.value) if reviews else 0, store.coverage().version)
    return Side(name, tuple(held), basis, tuple(refused))


def path_side(path: Path, authority: str | None = None, progress: Progress = silent) -> Side:
    """A store, a sheet or a folder of sheets; sheets are read as ``check`` reads them.

    Raises:
        SourceError: nothing is there that is read; a single sheet is refused.
        StoreError: the store is damaged.
        QueryError: there is nothing of the authority.
    """
    if (path / MARKER).is_file():
        return store_side(str(path), open_store(path), authority)
    report = check_files([path], path / MARKER, progress)
    if not report.sheets:
        first = report.refused[0]
        raise SourceError(first.file, first.reason, ja=first.reason_ja)
    documents = [each.document for each in report.sheets if isinstance(each.document, ReadSheet)]
    held = [each for each in map(_read, documents) if authority in (None, each.authority)]
    if not held:
        raise QueryError(
            f"{path}: no sheet of a measure to compare", ja=f"{path}：比べられる基本評価調書がありません。"
        )
    return Side(str(path), tuple(held), _basis(held, len(report.sheets) - len(documents)), report.refused)


def _read(document: ReadSheet) -> Held:
    sheet = document.sheet
    lines = partial(places, lines=placed_lines(document.source))
    return Held(sheet, form_of(sheet.head.fiscal_year).authority, document.source.name, lines)


def _basis(held: Sequence[Held], reviews: int, version: str | None = None) -> str:
    """How many sheets of whom and when, how many could not be read whole, and what is not of a kind to compare."""
    counted = Counter((each.authority, each.year) for each in held)
    listed = "、".join(f"{name}{year}年度{count}調書" for (name, year), count in sorted(counted.items()))
    partial_ones = sum(each.is_partial for each in held)
    unread = f"、うち読めなかった箇所のあるもの{partial_ones}" if partial_ones else ""
    others = f"。行政事業レビュー{reviews}件は比べる対象ではありません" if reviews else ""
    return f"{listed}{unread}{others}" + (f"（データ版 {version}）" if version else "")
