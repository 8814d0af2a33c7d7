"""What a person should look at: decisions of the reader that were not sure, with the alternatives it knows.

Nothing here is kept while sheets are built: a sheet is read again, and what its readers know of
other ways to decide (:class:`policygraph.loaders.sheet.reading.Doubt`) is worked out now. Where a
record could not be given its place (its area, what it answers), the places that the sheet has are
the alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from pathlib import Path as File
from typing import Final, NamedTuple

from policygraph.errors import SourceError
from policygraph.loaders import records as r
from policygraph.loaders.correcting import settled_paths
from policygraph.loaders.corrections import sheet_name, text_at
from policygraph.loaders.graph_table import Field
from policygraph.loaders.paths import Path, Step, children_at, locate, parse_path, value_at
from policygraph.loaders.sheet.doubts import SURE
from policygraph.loaders.sheet.reader import SheetReading, read
from policygraph.loaders.sheet.reading import Choice
from policygraph.loaders.source import Source
from policygraph.loaders.value_texts import is_plain, shape_of
from policygraph.ontology.codes import ACTORS
from policygraph.queries.filling import Refusal
from policygraph.queries.inputs import find_files, read_file
from policygraph.queries.overlay import Overlay

BELOW: Final = SURE
"""Confidence under which a decision is shown by default: that under which the reader reports a doubt.

On 60 invented sheets as damaged as the real one, some 21 of 4,553 facts under 0.8 were wrong and none
above; on 60 that were worse, some 86 of 6,752 under 0.8, 2 of 3,141 from there to 0.9 and none above
(``benchmarks/accuracy``).
"""

_PLACING: Final[Mapping[type[r.Record], tuple[str, ...]]] = {
    r.Role: ("area", "actor"),
    r.Initiative: ("area",),
    r.Request: ("area",),
    r.Need: ("area",),
    r.Project: ("area",),
    r.ResponsePolicy: ("area",),
    r.PolicyResponse: ("policy",),
    r.OpinionResponse: ("opinion",),
}
"""What says where a record belongs; it is never blank on the form, so where it is absent it was not known."""

_PLACED: Final = ("area-", "answer-")
"""How the methods begin that decide on what says where a record belongs."""

_NAMED: Final = (r.Project, r.Indicator, r.Part)

_UNKNOWN: Final = ("cell-unknown", "money-cell-unknown")


class Setting(NamedTuple):
    """What a choice sets at a path, and what was read there; empty: nothing."""

    what: str
    read: str
    value: str


class Option(NamedTuple):
    """One answer to an item; ``share`` is its likelihood against the others (0-1), where that is known."""

    settings: tuple[Setting, ...]
    share: float | None = None

    @property
    def confirms(self) -> bool:
        """Whether it says that the reader was right."""
        return all(setting.read == setting.value for setting in self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A decision to look at; ``what`` are the paths that it is about.

    ``method`` is how the reader decided or, where it could not, the rule of its finding; ``message``
    what that finding says. ``options`` are the answers that the reader knows, the likeliest first;
    ``values`` are the paths whose value a person may give, with what was read there; ``names`` what the
    projects, indicators and parts that all this is about are called.
    """

    file: File
    sheet: str
    name: str
    what: tuple[str, ...]
    confidence: Decimal | None
    method: str
    message: str
    first_line: int | None
    last_line: int | None
    quoted: str
    options: tuple[Option, ...]
    values: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What should be looked at, in the order of the sheets, and the files that could not be read."""

    items: tuple[Item, ...]
    refused: tuple[Refusal, ...]


def review(inputs: Sequence[File], below: Decimal = BELOW, corrections: File | None = None) -> Review:
    """Decisions of confidence under ``below``, and what could not be decided, but for what is corrected already.

    ``corrections`` is the overlay; by default each file's ``corrections.csv`` beside it.

    Raises:
        SourceError: an input does not exist.
        SidecarError: an overlay is malformed.
    """
    files, _ = find_files(inputs)
    overlay = Overlay(files, corrections)
    items: list[Item] = []
    refused: list[Refusal] = []
    for path in files:
        try:
            items += _items(path, below, overlay)
        except SourceError as error:
            refused.append(Refusal.of(path, error))
    return Review(tuple(items), tuple(refused))


def _items(path: File, below: Decimal, overlay: Overlay) -> list[Item]:
    source = Source.from_bytes(path.name, read_file(path))
    reading = read(source)
    settled = settled_paths(reading.sheet, overlay.rows_of(path, reading.sheet))
    found = list(_Reviewer(path, source, reading, settled).items(below))
    return sorted(found, key=lambda item: item.first_line or 0)


class _Reviewer:
    """The items of one sheet."""

    def __init__(self, path: File, source: Source, reading: SheetReading, settled: frozenset[str]) -> None:
        self.path = path
        self.source = source
        self.sheet = reading.sheet
        self.doubts = reading.doubts
        self.settled = settled
        self.owners = {str(parse_path(path).owner) for path in settled}
        self._shown: list[r.Span] = []
        self._told: set[int] = set()

    def items(self, below: Decimal) -> Iterator[Item]:
        """First what the readers know most of, last the findings that are not yet shown."""
        yield from self._doubts(below)
        doubted = {path for doubt in self.doubts for path in doubt.about}
        for path, record in children_at(self.sheet):
            if str(path) not in doubted:
                yield from self._unsure(path, record, below)
                yield from self._placeless(path, record)
        yield from self._findings()

    def _doubts(self, below: Decimal) -> Iterator[Item]:
        for doubt in self.doubts:
            decision = self._decision(doubt.about[0])
            self._told.update(map(id, doubt.findings))
            if doubt.findings or (decision and decision.confidence < below):
                yield from self._item(doubt.about, doubt.quotes, decision, doubt.findings, doubt.choices())

    def _decision(self, path: str) -> r.Decision | None:
        place = locate(self.sheet, parse_path(path))
        held = value_at(self.sheet, place) if place else None
        return held.decision if isinstance(held, r.Record) else None

    def _unsure(self, path: Path, record: r.Record, below: Decimal) -> Iterator[Item]:
        decision = record.decision
        if decision is None or decision.confidence >= below or str(path) in self.owners:
            return
        others: list[Choice] = []
        if decision.method.startswith(_PLACED):
            others = [Choice((setting,)) for field in _placing(record) for setting in self._places(path, record, field)]
        removal = [Choice(((str(path), ""),))] if path.steps and path.steps[-1].key else []
        yield from self._item((str(path),), record.quotes, decision, self._doubtful(path), [*others, *removal])

    def _doubtful(self, path: Path) -> list[r.Finding]:
        """What the reader said of its doubt about a record."""
        return [
            each
            for each in self.sheet.findings
            if each.rule == "low-confidence" and each.about and f"{each.about.kind}/{each.about.key}" == str(path)
        ]

    def _placeless(self, path: Path, record: r.Record) -> Iterator[Item]:
        """What a record lacks to know its place: all that it may be, together."""
        lacking = [field for field in _placing(record) if getattr(record, field.attribute) is None]
        if lacking:
            what = tuple(str(path._replace(field=field)) for field in lacking)
            choices = product(*(self._places(path, record, field) for field in lacking))
            yield from self._item(what, record.quotes, None, (), [Choice(settings) for settings in choices])

    def _places(self, path: Path, record: r.Record, field: Field) -> list[tuple[str, str]]:
        what, now = str(path._replace(field=field)), str(getattr(record, field.attribute))
        return [(what, place) for place in _places(self.sheet, field.attribute) if place != now]

    def _findings(self) -> Iterator[Item]:
        """What could not be told and is not shown with a record yet."""
        for finding in self.sheet.findings:
            if finding.rule in _UNKNOWN and id(finding) not in self._told and not self._is_shown(finding):
                what = f"{finding.about.kind}/{finding.about.key}" if finding.about else ""
                known = (what,) if self._exists(what) else ()
                yield from self._item(known, finding.quotes, None, (finding,), ())

    def _exists(self, path: str) -> bool:
        try:
            return locate(self.sheet, parse_path(path)) is not None
        except ValueError:
            return False

    def _is_shown(self, finding: r.Finding) -> bool:
        return any(
            span.start < other.end and other.start < span.end for span in finding.quotes for other in self._shown
        )

    def _item(
        self,
        what: tuple[str, ...],
        quotes: tuple[r.Span, ...],
        decision: r.Decision | None,
        findings: Sequence[r.Finding],
        choices: Sequence[Choice],
    ) -> Iterator[Item]:
        """The item, unless it is settled. Without a decision, or with a finding that says so, it was not known."""
        self._shown += quotes
        if what and self.settled.issuperset(what):
            return
        unknown = next((each.rule for each in findings if each.rule in _UNKNOWN), None)
        if decision is None or unknown:
            method, sure = unknown or (findings[0].rule if findings else _UNKNOWN[0]), None
        else:
            method, sure = decision.method, decision.confidence
        lines = self.source.whole_lines(quotes)
        options = self._options(what, choices, sure is not None or not choices)
        paths = (*what, *(setting.what for option in options for setting in option.settings))
        yield Item(
            file=self.path,
            sheet=sheet_name(self.sheet, self.path.name),
            name=self.sheet.head.name,
            what=what,
            confidence=sure,
            method=method,
            message=" ".join(finding.message_ja for finding in findings),
            first_line=self.source.line_at(lines[0].start).number if lines else None,
            last_line=self.source.line_at(lines[-1].end - 1).number if lines else None,
            quoted="\n".join(map(self.source.quote, lines)),
            options=options,
            values=tuple((path, self._read(path)) for each in what for path in _values(each)),
            names=tuple(dict.fromkeys(named for path in paths if (named := self._name(path)))),
        )

    def _options(self, what: tuple[str, ...], choices: Sequence[Choice], confirmable: bool) -> tuple[Option, ...]:
        """The answers that contradict no correction; that the reader was right is one where it read anything."""
        known = [self._option(choice) for choice in choices]
        if what and confirmable and not any(option.confirms for option in known):
            known.insert(0, self._option(Choice(tuple((path, self._read(path)) for path in what))))
        return tuple(each for each in known if self.settled.isdisjoint(setting.what for setting in each.settings))

    def _option(self, choice: Choice) -> Option:
        settings = (Setting(what, self._read(what), value) for what, value in choice.settings)
        return Option(tuple(settings), choice.share)

    def _name(self, what: str) -> tuple[str, str] | None:
        """What the outermost record of a path is called, and its own path."""
        outer = Path(parse_path(what).steps[:1])
        place = locate(self.sheet, outer) if outer.steps else None
        held = value_at(self.sheet, place) if place else None
        return (str(outer), held.name) if isinstance(held, _NAMED) and held.name else None

    def _read(self, what: str) -> str:
        path = parse_path(what)
        place = locate(self.sheet, path)
        return (text_at(path, value_at(self.sheet, place)) if place else None) or ""


def _values(what: str) -> list[str]:
    """What may be set of an item: a value, each value and plain list of a record, or a record of one value."""
    path = parse_path(what)
    shape = shape_of(path.record)
    if path.field or path.is_list or len(shape.fields) < 2:
        return [what]
    lists = [Step(each, None) for each in shape.children if not each.single and is_plain(each.record)]
    return [
        *(str(path._replace(field=field)) for field in shape.fields),
        *(str(Path((*path.steps, step))) for step in lists),
    ]


def _placing(record: r.Record) -> list[Field]:
    attributes = _PLACING.get(type(record), ())
    return [field for field in shape_of(type(record)).fields if field.attribute in attributes]


def _places(sheet: r.Sheet, attribute: str) -> list[str]:
    """Where a record may belong: what the sheet has, as texts of the field."""
    if attribute == "area":
        return [part.area for part in sheet.parts]
    if attribute == "actor":
        return list(ACTORS)
    if attribute == "policy":
        return [policy.number for policy in sheet.first_evaluation.policies] if sheet.first_evaluation else []
    opinions = sheet.second_evaluation.opinions if sheet.second_evaluation else ()
    return [str(place) for place, _ in enumerate(opinions, start=1)]
