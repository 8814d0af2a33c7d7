"""Projects as sections 5-7 name them: numbers and names, wrapped, glued or parted.

The projects of section 4 are the vocabulary: a name is recognised even where it is wrapped in the
middle of a word or printed in another width. What section 4 does not have is kept as printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Project, ProjectMention
from policygraph.loaders.sheet.evaluation.cells import AFTER, MASKS, NAME_MASK, Cell, Flow, one_line
from policygraph.loaders.sheet.reading import Reading

_ROMAN_OR_CIRCLED = "Ⅰ-Ⅻ①-⑳"
_CODE = re.compile(
    rf"[0-9０-９](?<![0-9０-９,，.．].)[0-9０-９]{{3}}(?![0-9０-９,，.．])(?:(?=\s*{NAME_MASK})|(?<![^\s{MASKS}].{{4}}){AFTER})"
)
_REST_OF_LINE = re.compile(rf"[^\S\n]*([^\s・{MASKS}][^\n・{MASKS}]*)")
_NAME_BEHIND = re.compile(
    rf"[^\S\n]+([^\s。、・{MASKS}{_ROMAN_OR_CIRCLED}][^\s。、{MASKS}{_ROMAN_OR_CIRCLED}]*)([{_ROMAN_OR_CIRCLED}]?\n[\n・{MASKS}])?"
)
"""What stands behind a number up to white space; the second group tells that nothing goes on in the next line."""

_BLANKS = re.compile(r"[^\S\n]+")
_MOVED = re.compile(r"\s*【[^】]{1,40}移管\s*】")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The projects of section 4: their names by number, and their numbers by folded name."""

    by_code: Mapping[str, str]
    by_name: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, projects: Iterable[Project]) -> Vocabulary:
        return _vocabulary(tuple((project.code, project.name) for project in projects))

    def codes_of(self, name: str) -> tuple[str, ...]:
        """Numbers of the projects that have a name (two may share one)."""
        return self.by_name.get(fold(name), ())

    def key_of(self, name: str) -> str:
        """The number of the one project that has a name, else the folded name."""
        codes = self.codes_of(name)
        return codes[0] if len(codes) == 1 else fold(name)


@lru_cache(maxsize=1)
def _vocabulary(projects: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Of one sheet at a time: four sections name its projects."""
    by_code = dict(projects)
    by_name: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for code, name in by_code.items():
        by_name[fold(name)] += (code,)
    return Vocabulary(by_code, {name: codes for name, codes in by_name.items() if name})


def take_mentions(flow: Flow, vocabulary: Vocabulary, directions: tuple[str, ...]) -> None:
    """Take names (kind ``name``) and numbers (kind ``code``) of projects; call it before labels are taken."""
    flow.take_places(list(_names(flow, vocabulary, directions)), NAME_MASK)
    numbers = _CODE.finditer(flow.text)
    codes = [Cell("code", match.start(), match.end(), fold(match[0])) for match in numbers]
    flow.take_places([cell for cell in codes if cell.value in vocabulary.by_code or _begins_line(flow, cell)])
    flow.take_places(list(_longer_names(flow, vocabulary)), NAME_MASK)


def _longer_names(flow: Flow, vocabulary: Vocabulary) -> Iterator[Cell]:
    """Names behind their number that section 4 has otherwise: they go on, or the line holds nothing else."""
    for cell in flow.cells:
        known = vocabulary.by_code.get(cell.value) if cell.kind == "code" else None
        match = _NAME_BEHIND.match(flow.text, cell.end) if known else None
        if known and match and (match[2] is not None or fold(match[1]).startswith(fold(known))):
            yield Cell("name", match.start(1), match.end(1), match[1].strip())


def take_unknown_names(flow: Flow, vocabulary: Vocabulary) -> None:
    """Take what stands behind an unknown number on its line as the name of that project."""
    unknown = [cell for cell in flow.cells if cell.kind == "code" and cell.value not in vocabulary.by_code]
    rests = (_REST_OF_LINE.match(flow.text, cell.end) for cell in unknown)
    flow.take_places(
        [Cell("name", match.start(1), match.end(1), match[1].strip()) for match in rests if match], NAME_MASK
    )


def _begins_line(flow: Flow, cell: Cell) -> bool:
    return flow.text[cell.start - 1 : cell.start] in ("", "\n")


def _names(flow: Flow, vocabulary: Vocabulary, directions: tuple[str, ...]) -> Iterator[Cell]:
    """Known names that stand as a cell, the longer first where one holds another."""
    edges = _edges(directions)
    taken = 0
    for _, start, end in flow.places_of(vocabulary.by_name):
        if start >= taken and edges.fit(flow.text, start, end):
            moved = _MOVED.match(flow.text, end)
            taken = moved.end() if moved else end
            yield Cell("name", start, taken, one_line(flow.text[start:end]))


@dataclass(frozen=True, slots=True)
class _Edges:
    """What may stand beside a name that is a cell and not part of a sentence."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    def fit(self, text: str, start: int, end: int) -> bool:
        return (
            self.before.search(text[max(start - 2, 0) : start]) is not None and self.after.match(text, end) is not None
        )


@lru_cache(maxsize=8)
def _edges(directions: tuple[str, ...]) -> _Edges:
    words = "|".join(directions)
    return _Edges(
        re.compile(rf"(?:^|[\s{MASKS}：:0-9０-９{_ROMAN_OR_CIRCLED}]|{words})\Z"),
        re.compile(rf"\Z|[\s{MASKS}・【0-9０-９{_ROMAN_OR_CIRCLED}]|{words}"),
    )


def mentions(cells: Iterable[Cell], flow: Flow, vocabulary: Vocabulary, reading: Reading) -> tuple[ProjectMention, ...]:
    """Pair the numbers and names of one cell or row, and claim them.

    A name without its number gets the number that section 4 gives it, unless two projects share it.
    A number without its name takes an unknown one where there is one of each; unknown numbers also
    where there are as many, in order. Other unknown names beside a number that lacks one may be pieces
    of its name: they are reported and make no project.
    """
    listed = list(cells)
    codes = [cell for cell in listed if cell.kind == "code"]
    names = [cell for cell in listed if cell.kind == "name"]
    pairs = _pairs(codes, names, flow, vocabulary)
    pieces = _pieces(pairs, vocabulary)
    _report_pieces(pieces, flow, reading)
    told = [(code, name) for code, name in pairs if name not in pieces]
    return tuple(_mention(code, name, flow, vocabulary, reading) for code, name in told)


def _pairs(
    codes: list[Cell], names: list[Cell], flow: Flow, vocabulary: Vocabulary
) -> list[tuple[Cell | None, Cell | None]]:
    """Each number with the name section 4 gives it, or with the one behind it on its line; then the rest."""
    free = {name.start: name for name in names}
    pairs: list[tuple[Cell | None, Cell | None]] = []
    for code in codes:
        behind = _BLANKS.match(flow.text, code.end)
        name = next((name for name in free.values() if code.value in vocabulary.codes_of(name.value)), None)
        name = name or free.get(behind.end() if behind else code.end)
        if name:
            del free[name.start]
        pairs.append((code, name))
    bare = [index for index, (code, name) in enumerate(pairs) if code and not name]
    unknown = [index for index in bare if codes[index].value not in vocabulary.by_code]
    strangers = [name for name in free.values() if not vocabulary.codes_of(name.value)]
    places = bare if len(bare) == 1 else unknown
    if len(places) == 1 < len(strangers) and _is_one_name(strangers, listed=[*codes, *names]):
        for name in strangers[1:]:
            del free[name.start]
        strangers = [_joined(strangers)]
        free[strangers[0].start] = strangers[0]
    if len(places) == len(strangers):
        for index, name in zip(places, strangers, strict=True):
            pairs[index] = (pairs[index][0], name)
            del free[name.start]
    return pairs + [(None, name) for name in free.values()]


def _pieces(pairs: list[tuple[Cell | None, Cell | None]], vocabulary: Vocabulary) -> list[Cell]:
    if all(name for _, name in pairs):
        return []
    return [name for code, name in pairs if name and not code and not vocabulary.codes_of(name.value)]


def _report_pieces(pieces: list[Cell], flow: Flow, reading: Reading) -> None:
    if not pieces:
        return
    spans = flow.spans(*pieces)
    printed = " ".join(piece.value for piece in pieces)
    reading.unknown(*spans)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"「{printed}」は、どの整理番号の事務事業名か（その一部か）が分かりません。",
        en=f"It cannot be told to which project number the name {printed!r}, or this piece of one, belongs.",
        printed=printed,
    )


def _is_one_name(pieces: list[Cell], listed: list[Cell]) -> bool:
    """Whether nothing of the row stands between the pieces."""
    order = sorted(listed, key=lambda cell: cell.start)
    first = order.index(pieces[0])
    return order[first : first + len(pieces)] == pieces


def _joined(pieces: list[Cell]) -> Cell:
    """A name that wraps in a way that section 4 does not know."""
    return Cell("name", pieces[0].start, pieces[-1].end, unwrap(*(piece.value for piece in pieces)))


def _mention(
    code: Cell | None, name: Cell | None, flow: Flow, vocabulary: Vocabulary, reading: Reading
) -> ProjectMention:
    quotes = reading.fact(*flow.spans(*(cell for cell in (code, name) if cell)))
    if code:
        return ProjectMention(quotes=quotes, code=code.value, name=name.value if name else None)
    printed = name.value if name else ""
    owners = vocabulary.codes_of(printed)
    return ProjectMention(quotes=quotes, code=owners[0] if len(owners) == 1 else None, name=printed)
