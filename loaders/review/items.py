"""A line of the NDJSON into items: objects with typed values, places and findings. No RDF inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from json import JSONDecodeError
from typing import NamedTuple

from policygraph.errors import SourceError
from policygraph.loaders.iris import ministry_code, name_key
from policygraph.loaders.review.located import Located, parse
from policygraph.loaders.review.shapes import NUMBER_PARTS, PROJECT, REQUIRED, SECTIONS, Kind, Shape
from policygraph.loaders.review.values import RefusedValueError, Value, cast
from policygraph.loaders.source import Fate, Shares, black_characters


class Place(NamedTuple):
    """A place in a record: its JSON pointer (RFC 6901) and the characters of the line."""

    pointer: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """An object of a sheet: typed ``values`` by the names of its fields, with their ``places``, and what it holds."""

    shape: Shape
    place: Place
    values: Mapping[str, Value]
    places: Mapping[str, Place]
    parts: Mapping[str, tuple[Item, ...]]

    def number(self, key: str) -> int | None:
        """The amount or year of a field; None where nothing stands."""
        value = self.values.get(key)
        return value if isinstance(value, int) else None

    def text(self, key: str) -> str:
        """The text of a field; empty where nothing stands."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Record:
    """A sheet: a line of a file, and its project.

    ``offset`` is where the line begins in the text of the file.
    ``ledger`` gives every field of every object its fate: a fact, a repetition, unread because no table
    knows it, or a label, which is a name without a value. ``number_parts`` is 事業番号 as its parts give it,
    ``missing`` are the sections that are not there.
    """

    file: str
    line: str
    number: int
    offset: int
    project: Item
    ledger: tuple[tuple[Fate, Place], ...]
    number_parts: str
    missing: tuple[str, ...]
    shares: Shares

    @property
    def ministry(self) -> str:
        """The name of the ministry, normalised."""
        return name_key(self.project.text("府省庁"))

    @property
    def ministry_code(self) -> str:
        """What stands for the ministry in IRIs."""
        return ministry_code(self.ministry)

    @property
    def unread(self) -> tuple[Place, ...]:
        """The fields that no table knows."""
        return tuple(place for fate, place in self.ledger if fate == Fate.UNREAD)

    def quote(self, place: Place) -> str:
        """What stands at a place, verbatim."""
        return self.line[place.start : place.end]


@dataclass(slots=True)
class _Reading:
    """What is noted while a line is read."""

    facts: list[Place] = field(default_factory=list)
    repeats: list[Place] = field(default_factory=list)
    unread: list[Place] = field(default_factory=list)
    blank: list[Place] = field(default_factory=list)

    def ledger(self) -> Iterator[tuple[Fate, Place]]:
        """Every field with its fate."""
        by_fate = (
            (Fate.FACT, self.facts),
            (Fate.REPEAT, self.repeats),
            (Fate.UNREAD, self.unread),
            (Fate.LABEL, self.blank),
        )
        for fate, places in by_fate:
            yield from ((fate, place) for place in places)


def read_record(file: str, line: str, number: int, offset: int) -> Record:
    """The sheet that a line holds.

    Raises:
        SourceError: the line is no JSON object, a value is not what its field holds, or it cannot be told
            which sheet it is; with line, field and reason.
    """
    located = _parsed(file, line, number)
    members = located.value
    if not isinstance(members, dict):
        raise refusal(file, number, "is no JSON object", "JSON のオブジェクトではありません")
    reading = _Reading()
    try:
        project = _item(located, PROJECT, "", reading)
    except _FieldError as refused:
        raise refusal(file, number, f"{refused.pointer} {refused}", f"{refused.pointer} が{refused.ja}") from refused
    project = _numbered(project, members, reading)
    if absent := [key for key in REQUIRED if key not in project.values]:
        raise refusal(file, number, f"{', '.join(absent)} is missing", f"{'、'.join(absent)} がありません")
    return Record(
        file=file,
        line=line,
        number=number,
        offset=offset,
        project=project,
        ledger=tuple(reading.ledger()),
        number_parts="-".join(_number_parts(members)),
        missing=tuple(key for key in SECTIONS if key not in members),
        shares=_shares(line, reading.ledger()),
    )


def refusal(file: str, line: int, reason: str, ja: str) -> SourceError:
    """Why a line is not taken in."""
    return SourceError(file, reason, f"line {line}", ja=ja)


def _parsed(file: str, line: str, number: int) -> Located:
    try:
        return parse(line)
    except JSONDecodeError as error:
        what, what_ja = f"{error.msg} (character {error.colno})", f"{error.colno} 文字目：{error.msg}"
        raise refusal(file, number, f"is no JSON: {what}", f"JSON として読めません（{what_ja}）") from error
    except ValueError as error:
        raise refusal(file, number, f"is no JSON: {error}", f"JSON として読めません（{error}）") from error


class _FieldError(Exception):
    """A value that is not what its field holds."""

    def __init__(self, pointer: str, reason: str, ja: str) -> None:
        super().__init__(reason)
        self.pointer = pointer
        self.ja = ja


def _item(located: Located, shape: Shape, pointer: str, reading: _Reading) -> Item:
    members = _members(located, shape, pointer)
    places = {key: _place(f"{pointer}/{_escaped(key)}", each) for key, each in members.items()}
    filled = {key: each for key, each in members.items() if not each.is_blank}
    values = {
        each.key: _cast(filled[each.key], each.kind, places[each.key].pointer)
        for each in shape.fields
        if each.key in filled
    }
    parts = {
        part.key: _parts(members[part.key], part.shape, places[part.key].pointer, reading)
        for part in shape.parts
        if part.key in members
    }
    known = shape.known
    reading.facts += [places[key] for key in values]
    reading.repeats += [places[key] for key in filled if key in shape.repeats]
    reading.unread += [places[key] for key in filled if key not in known]
    reading.blank += [place for key, place in places.items() if key not in filled]
    return Item(shape, _place(pointer, located), values, places, parts)


def _members(located: Located, shape: Shape, pointer: str) -> Mapping[str, Located]:
    """The fields of an object; a bare value stands for the first field of a shape, which is its identifier."""
    if isinstance(located.value, dict):
        return located.value
    if shape.fields[0].key == "ID" and isinstance(located.value, str | int):
        return {"ID": located}
    raise _FieldError(pointer, "is no JSON object", "JSON のオブジェクトではありません")


def _parts(located: Located, shape: Shape, pointer: str, reading: _Reading) -> tuple[Item, ...]:
    if located.value is None:
        return ()
    if not isinstance(located.value, tuple):
        raise _FieldError(pointer, "is no list", "リストではありません")
    return tuple(_item(each, shape, f"{pointer}/{index}", reading) for index, each in enumerate(located.value))


def _cast(located: Located, kind: Kind, pointer: str) -> Value:
    try:
        return cast(located, kind)
    except RefusedValueError as error:
        raise _FieldError(pointer, str(error), error.ja) from error


def _place(pointer: str, located: Located) -> Place:
    return Place(pointer, located.start, located.end)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _numbered(project: Item, members: Mapping[str, Located], reading: _Reading) -> Item:
    """The project with 事業番号; where only its parts stand, they are no repetition but its source."""
    parts = _number_parts(members)
    if "事業番号" in project.values or not parts:
        return project
    reading.facts += reading.repeats
    reading.repeats.clear()
    return replace(project, values={**project.values, "事業番号": "-".join(parts)})


def _number_parts(members: Mapping[str, Located]) -> list[str]:
    return [str(members[key].value) for key in NUMBER_PARTS if key in members and not members[key].is_blank]


def _shares(line: str, ledger: Iterable[tuple[Fate, Place]]) -> Shares:
    """The characters of a line by fate: what is no value of a field that is filled is names and marks of JSON."""
    counts = Counter[Fate]()
    for fate, place in ledger:
        counts[fate] += black_characters(line[place.start : place.end]) if fate != Fate.LABEL else 0
    counts[Fate.LABEL] = black_characters(line) - counts.total()
    return Shares(*(counts[fate] for fate in Fate))
