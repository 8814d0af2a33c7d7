"""Applies the rows of an overlay to the records of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

from policygraph.loaders.corrections import Row, means, text_at
from policygraph.loaders.paths import Location, children_at, locate, path_at, value_at
from policygraph.loaders.records import (
    Correction,
    Decision,
    Finding,
    Overview,
    Record,
    Ref,
    Sheet,
    Span,
)
from policygraph.loaders.sheet.doubts import is_doubtful, overlap
from policygraph.loaders.sheet.organisations.mentions import mentions
from policygraph.loaders.sheet.reading import Doubt
from policygraph.loaders.source import Source
from policygraph.loaders.value_texts import Values, is_plain, show_record, single_children

SETTLED: Final = Decision(Decimal(1), "correction")
"""The decision of a record for which a person answers."""

_SHOWN = 40
"""Characters of a value that a message shows."""

_LEAST = 8
"""Characters that a text must have to be found in the source by its wording."""


class _Accepted(NamedTuple):
    row: Row
    place: Location
    read: str | None
    quotes: tuple[Span, ...]

    @property
    def removes(self) -> bool:
        return self.row.what.field is None and self.row.value is None and not self.row.confirms

    @property
    def covers(self) -> bool:
        """Whether it sets whatever lies below its place: the organisations of an overview follow from its text."""
        follows = self.row.what.record is Overview and not self.row.confirms
        return self.removes or self.row.what.is_list or follows


def corrected(sheet: Sheet, rows: Sequence[Row], source: Source, doubts: Sequence[Doubt] = ()) -> Sheet:
    """The sheet with the rows applied that apply, a :class:`Correction` for each, a finding for each other.

    Corrections stand for what the reader read: a row is compared with that, whatever the others set.
    ``doubts`` of the reader that the rows settle are findings no more.
    """
    accepted, refused = _divided(sheet, rows)
    changed = sheet
    for each in sorted(accepted, key=lambda each: (each.covers, each.removes)):
        changed = _put(changed, each.place, _new(value_at(changed, each.place), each, sheet, source))
    corrections = tuple(_correction(changed, each) for each in accepted)
    kept = _unsettled(sheet, accepted, doubts)
    for each in sorted(accepted, key=lambda each: -len(each.place)):
        changed = _without_holes(changed, each.place) if each.removes else changed
    head = changed.head
    if any(each.place[0][0] == "parts" for each in accepted):
        head = replace(head, areas=tuple(part.area for part in changed.parts))
    return replace(changed, head=head, findings=(*kept, *refused), corrections=corrections)


def settled_paths(sheet: Sheet, rows: Sequence[Row]) -> frozenset[str]:
    """The paths, as :func:`policygraph.loaders.paths.path_at` writes them, that the rows set or confirm."""
    return frozenset(_path(sheet, each) for each in _divided(sheet, rows)[0])


# --- whether a row applies ------------------------------------------------------------------------


def _divided(sheet: Sheet, rows: Sequence[Row]) -> tuple[list[_Accepted], list[Finding]]:
    """The rows that apply, and a finding for each other."""
    accepted: list[_Accepted] = []
    refused: list[Finding] = []
    for row in rows:
        tried = _tried(sheet, row, accepted)
        if isinstance(tried, _Accepted):
            accepted.append(tried)
        else:
            refused.append(tried)
    return accepted, refused


def _path(sheet: Sheet, each: _Accepted) -> str:
    return str(path_at(sheet, each.place)._replace(field=each.row.what.field))


def _tried(sheet: Sheet, row: Row, accepted: Sequence[_Accepted]) -> _Accepted | Finding:
    place = locate(sheet, row.what)
    held = None if place is None else value_at(sheet, place)
    if place is None or (held is None and (row.what.field or not is_plain(row.what.record))):
        return _refusal(row, None, (), "その記録が調書にありません", "the sheet has no such record")
    read, quotes = text_at(row.what, held), _quotes(sheet, place, held)
    if not means(row.what, row.as_read, read):
        shown = _short(read)
        return _refusal(row, read, quotes, f"読み取り値は「{shown}」です", f"what is read there is {shown!r}")
    if row.what.field and row.what.field.codec == "opinion" and not _has_opinion(sheet, row.value):
        return _refusal(row, read, quotes, "その番目の付加意見がありません", "the sheet has no such opinion")
    tried = _Accepted(row, place, read, quotes)
    if other := next((each for each in accepted if _clash(tried, each)), None):
        also = other.row
        return _refusal(row, read, quotes, f"{also.place_ja} と重なります", f"it overlaps {also.place}")
    return tried


def _has_opinion(sheet: Sheet, position: int | None) -> bool:
    opinions = sheet.second_evaluation.opinions if sheet.second_evaluation else ()
    return position is None or 1 <= position <= len(opinions)


def _quotes(sheet: Sheet, place: Location, held: Any) -> tuple[Span, ...]:
    """What the record quotes, or those of a list, else what holds it."""
    records = held if isinstance(held, tuple) else (held,) if held else ()
    quotes = tuple(span for record in records for span in record.quotes)
    if quotes or len(place) == 1:
        return quotes
    return _quotes(sheet, place[:-1], value_at(sheet, place[:-1]))


def _clash(one: _Accepted, other: _Accepted) -> bool:
    """Whether two rows set the same value, or one sets whatever the other is in."""
    if one.place == other.place:
        return one.row.what.field == other.row.what.field or one.covers or other.covers
    return any(outer.covers and _is_in(inner.place, outer.place) for outer, inner in ((one, other), (other, one)))


def _is_in(inner: Location, outer: Location) -> bool:
    """Whether a place lies in a record, or in a list."""
    *above, (attribute, index) = outer
    same = inner[: len(outer)]
    return list(same[:-1]) == above and same[-1][0] == attribute and index in (None, same[-1][1])


def _refusal(row: Row, read: str | None, quotes: tuple[Span, ...], ja: str, en: str) -> Finding:
    first, wanted = row.what.steps[0] if row.what.steps else None, _short(row.as_read)
    return Finding(
        quotes=quotes,
        rule="correction-refused",
        about=Ref(first.children.kind, first.key or "1") if first else Ref("measure", "1"),
        printed=read,
        expected=row.as_read or None,
        message_ja=f"{row.place_ja} の訂正 {row.what} は適用しませんでした（元の値「{wanted}」）。{ja}。",
        message_en=f"The correction of {row.what} ({row.place}) from {wanted!r} was not applied: {en}.",
    )


def _short(text: str | None) -> str:
    flat = " ".join((text or "なし").split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


# --- what a row sets ------------------------------------------------------------------------------


def _new(held: Any, each: _Accepted, sheet: Sheet, source: Source) -> Any:
    """The record or the list that a place holds from now on."""
    what, value = each.row.what, each.row.value
    if each.row.confirms:
        return _settled(held)
    if what.field:
        changed = replace(held, **{what.field.attribute: value}, decision=SETTLED)
        return _with_mentions(changed) if isinstance(held, Overview) else changed
    if what.is_list:
        return _items(what.record, held, value, each.quotes)
    if value is None:
        return None
    quotes = _found(each.row.to, source) or each.quotes
    return _record(what.record, value, quotes, held)


def _settled(held: Any) -> Any:
    """A record, each of a list, or no record, as it was read."""
    if isinstance(held, tuple):
        return tuple(map(_settled, held))
    return held and replace(held, decision=SETTLED)


def _items(
    record: type[Record], held: Sequence[Record], values: Sequence[Values], quotes: tuple[Span, ...]
) -> tuple[Record, ...]:
    """Records of these values: those that were read keep their quotations."""
    known = {show_record(each): each for each in held}
    made = (_record(record, value, quotes, None) for value in values)
    return tuple(replace(known.get(show_record(each), each), decision=SETTLED) for each in made)


def _record(record: type[Record], values: Values, quotes: tuple[Span, ...], old: Record | None) -> Record:
    inner: dict[str, Any] = {
        each.attribute: _record(each.record, values[each.attribute], quotes, getattr(old, each.attribute, None))
        for each in single_children(record)
    }
    if record is Overview:
        return _with_mentions(Overview(quotes=quotes, decision=SETTLED, text=values["text"], mentions=()))
    if old is not None:
        return replace(old, **{**values, **inner}, decision=SETTLED)
    return record(**{**values, **inner}, quotes=quotes, decision=SETTLED)


def _with_mentions(overview: Overview) -> Overview:
    """An overview with the organisations that its text names."""
    lines = Source.from_text("", overview.text).lines
    found = tuple(replace(each, quotes=overview.quotes) for each in mentions(lines))
    return replace(overview, mentions=found)


def _found(text: str, source: Source) -> tuple[Span, ...]:
    """Where the source prints a text, if at one place only."""
    wanted = "".join(text.split())
    offsets = [at for at, char in enumerate(source.text) if not char.isspace()]
    squeezed = "".join([source.text[at] for at in offsets])
    first = squeezed.find(wanted)
    if len(wanted) < _LEAST or first < 0 or squeezed.find(wanted, first + 1) >= 0:
        return ()
    return (Span(offsets[first], offsets[first + len(wanted) - 1] + 1),)


def _put(owner: Any, place: Location, value: Any) -> Any:
    (attribute, index), *rest = place
    held = getattr(owner, attribute)
    new = _put(held if index is None else held[index], tuple(rest), value) if rest else value
    return replace(owner, **{attribute: new if index is None else (*held[:index], new, *held[index + 1 :])})


def _without_holes(sheet: Sheet, place: Location) -> Sheet:
    """The sheet without the record that was taken out of a list; its place is that of the holes before."""
    whole = (*place[:-1], (place[-1][0], None))
    held = value_at(sheet, whole)
    return _put(sheet, whole, tuple(each for each in held if each is not None)) if isinstance(held, tuple) else sheet


# --- what is said of it ---------------------------------------------------------------------------


def _correction(sheet: Sheet, each: _Accepted) -> Correction:
    row = each.row
    return Correction(
        quotes=each.quotes,
        what=_path(sheet, each),
        as_read=each.read,
        value=row.to or None,
        who=row.who,
        when=row.when,
        why=row.why or None,
    )


def _unsettled(sheet: Sheet, accepted: Sequence[_Accepted], doubts: Sequence[Doubt]) -> Iterator[Finding]:
    """The findings that no correction settles.

    A doubt is settled with all that it is about, a finding of low confidence with all the records that it
    quotes: each bears the decision of the person then.
    """
    settled = {_path(sheet, each) for each in accepted}
    decided = {str(path_at(sheet, each.place)) for each in accepted}
    unsure = [(str(path), each) for path, each in children_at(sheet) if is_doubtful(each.decision)]
    for finding in sheet.findings:
        about = {path for doubt in doubts if _reported(doubt, finding) for path in doubt.about}
        quoted = {path for path, each in unsure if overlap(each.quotes, finding.quotes)}
        if about:
            is_open = not about <= settled
        else:
            is_open = finding.rule != "low-confidence" or not quoted or not quoted <= decided
        if is_open:
            yield finding


def _reported(doubt: Doubt, finding: Finding) -> bool:
    return any(finding is each for each in doubt.findings)
