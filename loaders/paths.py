"""Paths: how a person names a value of a sheet, worked out from the table that maps records to nodes.

::

    project/0536/budget                        a value of a record, named by its property
    indicator/主①/observation/2/actual         of a record within a record
    measure/departmentName                     of the head
    first-evaluation/overallVerdict            of what a sheet has one of, which needs no key
    project/0536/overview, initiative/2        a record as a whole
    first-evaluation/policy/①/targets          a list of records within a record

Records are named by kind and key as in their IRIs, the key as printed; what the form gives no key
has its position (1..). A list is named by its kind or by the property that leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from policygraph.loaders import records as r
from policygraph.loaders.graph_table import SHAPES, SHEET, Children, Field
from policygraph.loaders.iris import measure_iri, segment
from policygraph.loaders.value_texts import TextError, local_name, shape_of, single_children

_HEAD: Final = "measure"
_HEAD_PLACE: Final = (("head", None),)
_NOT_SET: Final = ("findings", "corrections")
_SETTABLE: Final = tuple(children for children in SHEET if children.attribute not in _NOT_SET)


class Step(NamedTuple):
    """From a record to one that it holds, or (``key`` None) to all of a kind, or to the only one."""

    children: Children
    key: str | None


class Path(NamedTuple):
    """A place in the records of a sheet; without ``field`` a record, or a list of records."""

    steps: tuple[Step, ...]
    field: Field | None = None

    @property
    def is_list(self) -> bool:
        """Whether it names all records of a kind."""
        return bool(self.steps) and self.steps[-1].key is None and not self.steps[-1].children.single

    @property
    def record(self) -> type[r.Record]:
        """The class of the record, or of those of the list, or of the one that has the value."""
        return self.steps[-1].children.record if self.steps else r.Head

    @property
    def owner(self) -> Path:
        """The record that has the value or holds the list; a record itself."""
        return Path(self.steps[:-1] if self.is_list else self.steps)

    @property
    def is_required(self) -> bool:
        """Whether it names a record that another cannot be without."""
        last = self.steps[-1:] or (None,)
        above = self.steps[-2].children.record if len(self.steps) > 1 else None
        return last[0] is None or (above is not None and last[0].children in single_children(above))

    def __str__(self) -> str:
        words = [word for step in self.steps for word in (step.children.kind, step.key) if word] or [_HEAD]
        return "/".join([*words, local_name(self.field.property)] if self.field else words)


Location = tuple[tuple[str, int | None], ...]
"""Attributes from the sheet down, with the index in those that are tuples. The head is ``(("head", None),)``."""


def parse_path(text: str) -> Path:
    """The path that a text writes.

    Raises:
        TextError: no record has such a kind or value; says which there are.
    """
    words = [word.strip() for word in text.strip().strip("/").split("/")]
    if words == [_HEAD]:
        return Path(())
    if words[0] == _HEAD:
        return Path((), _field(r.Head, words[1:]))
    steps: list[Step] = []
    held = _SETTABLE
    while words:
        children = _named(held, words[0])
        if children is None:
            return Path(tuple(steps), _field(steps[-1].children.record if steps else None, words, held))
        del words[0]
        steps.append(Step(children, _key(children, words)))
        held = SHAPES[children.record].children
        if words and steps[-1].key is None and not children.single:
            ja = f"{children.kind} と {words[0]} の間に、番号などのキーが要ります"
            raise TextError(f"{children.kind} needs a key before {words[0]!r}", ja)
    return Path(tuple(steps))


def _named(held: Sequence[Children], word: str) -> Children | None:
    return next((each for each in held if word in (each.kind, each.link and local_name(each.link))), None)


def _key(children: Children, words: list[str]) -> str | None:
    """Takes the key off what is left of a path; ``1`` may stand for what there is one of, as in IRIs."""
    if not words or (children.single and words[0] != "1"):
        return None
    key = words.pop(0)
    return None if children.single else key


def _field(record: type[r.Record] | None, words: Sequence[str], held: Sequence[Children] = ()) -> Field:
    fields = () if record is None else shape_of(record).fields
    found = next((field for field in fields if words and local_name(field.property) == words[0]), None)
    if found is None or len(words) > 1:
        known = [*(local_name(field.property) for field in fields), *(each.kind for each in held)]
        what = "/".join(words)
        ja = f"{what or 'そのような項目'} はありません。あるのは {', '.join(known)}"
        raise TextError(f"there is no {what or 'such place'}, but: {', '.join(known)}", ja)
    return found


# --- records --------------------------------------------------------------------------------------


def keys_of(children: Children, records: Sequence[r.Record]) -> Iterator[str]:
    """The keys of records side by side: as printed, or their positions; a second one of a key adds its position."""
    shape, taken = SHAPES[children.record], set()
    for position, record in enumerate(records, start=1):
        key = shape.key(record) if shape.key else str(position)
        plain = key if key == key.strip() and key and not set("/\n\r") & set(key) else segment(key)
        chosen = f"{plain}--{position}" if _segment(plain) in taken else plain
        taken.add(_segment(chosen))
        yield chosen


def _segment(key: str) -> str:
    """A key as part of an IRI, as ``sheet_graph`` writes it."""
    plain, dashes, position = key.rpartition("--")
    return f"{segment(plain)}--{position}" if plain and dashes and position.isdecimal() else segment(key)


def locate(sheet: r.Sheet, path: Path) -> Location | None:
    """Where the record of a path is (of a list, its place); None where the sheet has none.

    A record that a sheet or a record has one of at most has a place even where it is absent.
    """
    if not path.steps:
        return _HEAD_PLACE
    location: list[tuple[str, int | None]] = []
    owner: Any = sheet
    for step in path.steps:
        if owner is None:
            return None
        held: Any = getattr(owner, step.children.attribute)
        index = None if step.key is None else _index(step.children, step.key, held)
        if index is None and step.key is not None:
            return None
        location.append((step.children.attribute, index))
        owner = held if index is None else held[index]
    return tuple(location)


def _index(children: Children, key: str, held: Sequence[r.Record]) -> int | None:
    wanted = _segment(key)
    return next((at for at, other in enumerate(keys_of(children, held)) if _segment(other) == wanted), None)


def value_at(sheet: r.Sheet, location: Location) -> Any:
    """The record or the list at a place; None where an only record is absent."""
    held: Any = sheet
    for attribute, index in location:
        held = getattr(held, attribute)
        held = held if index is None else held[index]
    return held


def children_at(sheet: r.Sheet) -> Iterator[tuple[Path, r.Record]]:
    """All records of a sheet that can be corrected, with their paths, in the order of the form."""
    yield Path(()), sheet.head
    yield from _below((), sheet, _SETTABLE)


def _below(steps: tuple[Step, ...], owner: object, held: Sequence[Children]) -> Iterator[tuple[Path, r.Record]]:
    for children in held:
        value = getattr(owner, children.attribute)
        records = () if value is None else (value,) if children.single else value
        keys = [None] if children.single else keys_of(children, records)
        for key, record in zip(keys, records, strict=False):
            inner = (*steps, Step(children, key))
            yield Path(inner), record
            yield from _below(inner, record, SHAPES[children.record].children)


def kinds() -> Iterator[tuple[str, type[r.Record]]]:
    """All that a path can name, with what its record is: ``measure``, ``project/KEY``, ``project/KEY/overview``."""
    yield _HEAD, r.Head
    yield from _kinds("", _SETTABLE)


def _kinds(above: str, held: Sequence[Children]) -> Iterator[tuple[str, type[r.Record]]]:
    for children in held:
        path = f"{above}{children.kind}" if children.single else f"{above}{children.kind}/KEY"
        yield path, children.record
        yield from _kinds(f"{path}/", SHAPES[children.record].children)


def node_of(sheet_iri: str, path: Path) -> str:
    """The IRI of the record of a path."""
    if not path.steps:
        return measure_iri(sheet_iri)
    words = (f"{step.children.kind}/{_segment(step.key or '1')}" for step in path.steps)
    return "/".join((sheet_iri, *words))


def path_at(sheet: r.Sheet, location: Location) -> Path:
    """The path of a place; of a record that was taken out (None in its list), the path of the list."""
    if location == _HEAD_PLACE:
        return Path(())
    steps: list[Step] = []
    owner: Any = sheet
    held = _SETTABLE
    for attribute, index in location:
        children = next(each for each in held if each.attribute == attribute)
        records = getattr(owner, attribute)
        key = None if index is None else _key_at(children, records, index)
        steps.append(Step(children, key))
        owner = records if index is None else records[index]
        held = SHAPES[children.record].children
    return Path(tuple(steps))


def _key_at(children: Children, records: Sequence[r.Record | None], index: int) -> str | None:
    there = [record for record in records if record is not None]
    before = sum(record is not None for record in records[:index])
    return None if records[index] is None else list(keys_of(children, there))[before]
