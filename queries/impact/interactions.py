"""Interactions that analysts scored: entered, checked, shown apart from what sheets state, never inferred.

CSV (any encoding that sheets have) with the columns ``from``, ``to``, ``score``, ``evidence``, ``author`` and
``date``, or Turtle with one ``pg:Interaction`` for each. ``from`` and ``to`` are what a TARGET may be: a code, a
piece of a name, an IRI. The scale is that of Nilsson, Griggs and Visbeck (Nature 534, 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from policygraph.errors import SidecarError, TargetError, os_reason_ja
from policygraph.loaders.sidecars import read_rows
from policygraph.loaders.spreadsheet import from_cell
from policygraph.ontology.terms import PG, RDF
from policygraph.ontology.turtle import parse_turtle
from policygraph.queries.labels import Label
from policygraph.queries.store import Store
from policygraph.queries.targets import find_target

COLUMNS: Final = ("from", "to", "score", "evidence", "author", "date")
SCORES: Final[Mapping[int, str]] = {
    3: "切り離せない",
    2: "強める",
    1: "助ける",
    0: "なし",
    -1: "妨げる",
    -2: "打ち消し合う",
    -3: "打ち消す",
}

_PROPERTIES: Final = dict(zip(COLUMNS, (PG.from_, PG.to, PG.score, PG.evidence, PG.author, PG.scoredOn), strict=True))
_SCORE: Final = re.compile(r"[+＋]?[0-3]|[-−－]?[0-3]")
_MINUS: Final = str.maketrans("−－＋", "--+")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interaction:
    """One score: -3 to +3, what it rests on, who gave it, when; ``place`` is where it stands in the file."""

    source: Label
    target: Label
    score: int
    evidence: str
    author: str
    date: date
    place: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, and why."""

    place: str
    reason: str
    reason_ja: str


@dataclass(frozen=True, slots=True)
class Interactions:
    """What a file holds: the interactions, and every row that was refused."""

    file: str
    accepted: tuple[Interaction, ...]
    refused: tuple[RefusedRow, ...]

    def touching(self, iris: set[str]) -> tuple[Interaction, ...]:
        """The interactions of which either end is one of some things."""
        return tuple(each for each in self.accepted if iris & {each.source.iri, each.target.iri})


class _RefusalError(Exception):
    """Why a row is refused, in English and in Japanese."""


def read_interactions(path: Path, store: Store, year: int | None = None) -> Interactions:
    """Read a file of interactions between things of a store; what cannot be used is refused row by row.

    A code is looked up in ``year``, else in the latest year that has it.

    Raises:
        SidecarError: the file cannot be read, or is neither CSV with these columns nor Turtle.
    """
    accepted: list[Interaction] = []
    refused: list[RefusedRow] = []
    seen: dict[tuple[object, ...], str] = {}
    for place, cells in _rows(path):
        try:
            found = _interaction(place, cells, store, year)
            key = (found.source.iri, found.target.iri, found.author, found.date)
            if key in seen:
                raise _RefusalError(f"repeats {seen[key]}", f"{_place_ja(seen[key])}と同じ評点です")
            seen[key] = place
            accepted.append(found)
        except _RefusalError as error:
            refused.append(RefusedRow(place, str(error.args[0]), str(error.args[1])))
    return Interactions(str(path), tuple(accepted), tuple(refused))


def _rows(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    if path.suffix.lower() != ".ttl":
        for place, cells in read_rows(path, COLUMNS):
            yield place, {name: from_cell(cell) for name, cell in cells.items()}
        return
    try:
        subjects = parse_turtle(path.read_bytes())
    except (SyntaxError, UnicodeDecodeError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else None
        ja = f"Turtle として読めません：{error}"
        raise SidecarError(str(path), f"is not Turtle: {error}", f"line {line}" if line else None, ja=ja) from error
    except OSError as error:
        raise SidecarError(str(path), error.strerror or "cannot be read", ja=os_reason_ja(error)) from error
    for iri, values in subjects.items():
        yield iri, _cells_of(values)


def _cells_of(values: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """A node as a row; what is not said is empty, and what is said twice cannot be told."""
    if PG.Interaction not in values.get(RDF.type, ()):
        return {}
    texts = {key.partition("@")[0]: each for key, each in values.items()}
    several = [name for name, property_ in _PROPERTIES.items() if len(texts.get(property_, ())) > 1]
    return (
        {"several": several[0]}
        if several
        else {name: "".join(texts.get(property_, ())) for name, property_ in _PROPERTIES.items()}
    )


def _interaction(place: str, cells: Mapping[str, str], store: Store, year: int | None) -> Interaction:
    if not cells:
        raise _RefusalError("is not a pg:Interaction", "pg:Interaction ではありません")
    if "several" in cells:
        raise _RefusalError(f"{cells['several']} stands twice", f"{cells['several']} が二つ以上あります")
    for name in COLUMNS:
        if not cells[name]:
            raise _RefusalError(f"{name} is empty", f"{name} が空です")
    found = Interaction(
        source=_end(store, "from", cells["from"], year),
        target=_end(store, "to", cells["to"], year),
        score=_score(cells["score"]),
        evidence=cells["evidence"],
        author=cells["author"],
        date=_day(cells["date"]),
        place=place,
    )
    if found.source.iri == found.target.iri:
        raise _RefusalError("from and to are the same thing", "from と to が同じものです")
    return found


def _end(store: Store, name: str, text: str, year: int | None) -> Label:
    try:
        return find_target(store, text, year)
    except TargetError as error:
        raise _RefusalError(f"{name}: {error}", f"{name}：{error.ja}") from error


def _score(text: str) -> int:
    if not _SCORE.fullmatch(text):
        ja = f"score「{text}」は -3 から +3 の整数ではありません"
        raise _RefusalError(f"score {text!r} is not a whole number from -3 to +3", ja)
    return int(text.translate(_MINUS))


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _RefusalError(f"date {text!r} is not YYYY-MM-DD", f"date「{text}」は YYYY-MM-DD の日付ではありません")


def _place_ja(place: str) -> str:
    """``line 3`` in Japanese; an IRI as it is."""
    return f"{place.removeprefix('line ')} 行目" if place.startswith("line ") else place
