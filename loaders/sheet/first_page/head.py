"""The head of page 1: values told from each other by their shape, since labels part from them.

A value may stand before or behind its label, beside another cell's label, or alone (form, last
section). So labels are taken out first, and what is left is told by what it looks like: an office
ends in 課, a contact holds a number, a person has a post, an area code and the measure's code have
their patterns. Only the overall verdict has no shape: it is a known wording, or what section 5
prints beside the same label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, fold
from policygraph.loaders.records import Head, Ref, Span
from policygraph.loaders.sheet.first_page.segments import Segment
from policygraph.loaders.sheet.forms import Form, spaced
from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line

_WORD = r"[一-鿿々〆ヶァ-ヺーぁ-ん・]"
_EXTENSION = (
    r"(?:[（(]\s*(?:内線|直通|電話|内)?\s*[:：]?\s*[\d０-９][\d０-９－―ー−-]*[\d０-９]\s*[）)]"
    r"|(?:内線|直通|電話)\s*[:：]?\s*[\d０-９][\d０-９－―ー−-]+)"
)
_CONTACT = rf"(?:{_WORD}+(?:部|局|課|室)\s+)?{_WORD}+\s*{_EXTENSION}"
_PERSON = r"[一-鿿々ァ-ヺーぁ-ん]{1,5}(?![一-鿿々ァ-ヺーぁ-ん])(?<![部局課室])"
_AUTHOR = rf"(?P<post>{_WORD}{{1,24}}?(?:長|監|官|管理者|参事|理事|代理))[\s　]+{_PERSON}(?:[\s　]+{_PERSON})?"
_VALUE = re.compile(
    rf"(?P<area>{AREA.pattern})|(?P<contact>{_CONTACT})|(?P<author>{_AUTHOR})|(?P<office>{_WORD}+(?:課|室)(?!{_WORD}))"
    rf"|(?P<department>{_WORD}+(?:部|局|庁|委員会)(?!{_WORD}))|(?P<other>[^\s、]+)"
)
_NUMBER = re.compile(_EXTENSION)
_OFFICE_END = re.compile(r"(?:係|課|室|グループ|担当)$")
_MEASURE_CODE = r"(?<![\d（(.,-])\d{2}\s*[-－―–−‐ー]?\s*\d{2}(?![\d.,）)])"
_DOUBLED = re.compile(rf"({_WORD}+?[部局庁])(\1.+)")
_DEPARTMENT = re.compile(rf"{_WORD}+(?:部|局|庁|委員会)")
_FULL_OFFICE = re.compile(rf"{_WORD}+[部局庁会]{_WORD}+[課室]")
_VERDICT_LINES = 14
"""How far from its label in section 5(3) the overall verdict stands at most."""

_SHORTEST_VERDICT = 3
_SHORTEST_VALUE = 5
"""Characters of what is told without a label: ``2(2)A``, ``05-10``."""


class _Value(NamedTuple):
    kind: str
    text: str
    span: Span


Rest = list[Segment | None]
"""What the head leaves of the page, in order; None stands for a value that was taken."""


# --- values -----------------------------------------------------------------------------------


def read_values(segments: Iterable[Segment], reading: Reading, code: str | None) -> tuple[list[_Value], Rest]:
    """Tell the head's values in lines with its labels, and in lines that are nothing but values."""
    tell = _Teller.of(reading.form, code)
    found: list[_Value] = []
    rest: Rest = []
    for segment in segments:
        text, labels = segment.line.text, segment.labels
        if not text:
            rest.append(segment)
            continue
        values = tell.values(segment) if labels or len(text) >= _SHORTEST_VALUE else []
        if not values or not (labels & tell.heads or _are_sure(values)):
            rest.append(segment)
            continue
        found += values
        start = segment.line.start
        rest += [
            segment.part(value.span.start - start, value.span.end - start) if value.kind == "other" else None
            for value in values
        ]
    return found, rest


def _are_sure(values: Sequence[_Value]) -> bool:
    """Whether the values of a line without a label are surely the head's: nothing else is with them."""
    return any(map(_stands_alone, values)) and all(value.kind != "other" for value in values)


def _stands_alone(value: _Value) -> bool:
    if value.kind == "office":
        return _FULL_OFFICE.fullmatch(value.text) is not None
    return value.kind in ("area", "code", "author", "verdict") or (value.kind == "contact" and "係" in value.text)


@lru_cache(maxsize=8)
def _keys(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, labels))


@lru_cache(maxsize=8)
def _fixed(verdicts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<code>{_MEASURE_CODE})|(?P<verdict>{spaced(*verdicts)})")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells values by their shape; the measure's code and the known verdicts by their wording."""

    heads: frozenset[str]
    fixed: re.Pattern[str]
    digits: str

    @classmethod
    def of(cls, form: Form, code: str | None) -> _Teller:
        page = form.first_page
        fixed = _fixed(form.evaluation.overall_verdicts)
        return cls(_keys((*page.head, *page.loose)), fixed, (code or "").replace("-", ""))

    def values(self, segment: Segment) -> list[_Value]:
        """The values of a segment and what lies between them; none in running text but an area that stands alone."""
        text = segment.line.text
        if segment.in_text and not AREA.fullmatch(text):
            return []
        values: list[_Value] = []
        position = 0
        for match in self.fixed.finditer(text):
            if match.lastgroup == "verdict" or _digits(match[0]) == self.digits:
                values += _shaped(segment.line, position, match.start())
                values.append(_Value(match.lastgroup or "", match[0], segment.line.part(*match.span())))
                position = match.end()
        return [*values, *_shaped(segment.line, position, len(text))]


def _digits(text: str) -> str:
    return "".join(char for char in fold(text) if char.isdecimal())


def _shaped(line: Line, start: int, end: int) -> Iterator[_Value]:
    for match in _VALUE.finditer(line.text, start, end):
        yield _Value(match.lastgroup or "other", match[0], line.part(*match.span()))


# --- the head ---------------------------------------------------------------------------------


def read_head(
    segments: Iterable[Segment], reading: Reading, name: str, code: str | None, year: int
) -> tuple[Head, Rest]:
    """The head without its areas put in order, and what of the page it leaves.

    Findings: ``cell-unknown`` for a cell that every sheet fills and no value was found for,
    ``low-confidence`` for a verdict of unknown wording that section 5 does not confirm.
    """
    segments = list(segments)
    values, rest = read_values(segments, reading, code)
    quotes = [*_claim_name(rest, reading, name), *_all_spans(values, "code", "area", "contact", "author", "office")]
    post = _post_of(values)
    department = _department(values, rest, post)
    page_end = segments[-1].line.row + 1 if segments else 0
    verdict = _Verdicts(reading, page_end).find(values, rest)
    contact = [value for value in values if value.kind == "contact"][:1] or _wrapped_contact(rest)
    quotes += [value.span for value in (department, *verdict, *contact) if value]
    head = Head(
        quotes=reading.fact(*_in_order(quotes, reading, name, code)),
        name=name,
        code=code,
        fiscal_year=year,
        department=department.text if department else None,
        author_post=post,
        contact="".join(value.text for value in contact) or None,
        related_offices=_distinct(value.text for value in values if value.kind == "office"),
        areas=_distinct(fold(value.text) for value in values if value.kind == "area"),
        overall_verdict="".join(value.text for value in verdict) or None,
    )
    _report_missing(head, reading)
    return head, rest


def _all_spans(values: Iterable[_Value], *kinds: str) -> list[Span]:
    return [value.span for value in values if value.kind in kinds]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts without those that say the same in another width."""
    return tuple({fold(text): text for text in reversed(list(texts))}.values())[::-1]


def _in_order(quotes: Iterable[Span], reading: Reading, name: str, code: str | None) -> list[Span]:
    """Quotes by place; name and code are quoted from another page where this one has lost them."""
    spans = set(quotes)
    text = fold("".join(reading.source.quote(span) for span in sorted(spans)))
    for key in filter(None, (fold(name), code)):
        if key not in text:
            spans.update(islice((line.span for line in reading.source.lines if key in line.key), 1))
    return sorted(spans)


def _claim_name(rest: Rest, reading: Reading, name: str) -> list[Span]:
    """Places of the name, which may wrap; they leave ``rest``."""
    key = fold(name)
    keys = [segment.line.key if segment else "" for segment in rest]
    for first, begin in enumerate(keys):
        if begin and key.startswith(begin):
            run = _run_that_makes(keys, first, key)
            if run:
                return _take(rest, run)
    return []


def _run_that_makes(keys: Sequence[str], first: int, key: str) -> list[int]:
    """Indices from ``first`` on whose keys make ``key`` together; other cells may stand between."""
    made, run = "", []
    for index in range(first, min(first + 6, len(keys))):
        if keys[index] and key.startswith(made + keys[index]):
            made += keys[index]
            run.append(index)
        if made == key:
            return run
    return []


def _take(rest: Rest, indices: Iterable[int]) -> list[Span]:
    spans = []
    for index in indices:
        segment = rest[index]
        if segment:
            spans.append(segment.line.span)
            rest[index] = None
    return spans


def _post_of(values: Iterable[_Value]) -> str | None:
    author = next((value.text for value in values if value.kind == "author"), None)
    if author is None:
        return None
    post = re.split(r"\s", author)[0]
    doubled = _DOUBLED.fullmatch(post)
    return doubled[2] if doubled else post


def _wrapped_contact(rest: Rest) -> list[_Value]:
    """A contact whose number stands on the next line."""
    for index, (office, number) in enumerate(pairwise(rest)):
        if office and number and number.line.gap == 0 and _NUMBER.fullmatch(number.line.text):
            return _taken("contact", rest, (index, index + 1)) if _OFFICE_END.search(office.line.text) else []
    return []


def _department(values: Iterable[_Value], rest: Rest, post: str | None) -> _Value | None:
    """The department: beside a label, or alone where the author's post begins with it."""
    labelled = [value for value in values if value.kind == "department"]
    if labelled:
        return labelled[0]
    for index, segment in enumerate(rest):
        if segment and post and post.startswith(segment.line.text) and _DEPARTMENT.fullmatch(segment.line.text):
            rest[index] = None
            return _Value("department", segment.line.text, segment.line.span)
    return None


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """Finds 総合評価: a known wording, or what section 5(3) prints beside the same label."""

    reading: Reading
    page_end: int

    def find(self, values: Iterable[_Value], rest: Rest) -> list[_Value]:
        """The verdict, in as many values as it has lines."""
        known = [value for value in values if value.kind == "verdict"]
        return known[:1] or self._wrapped(rest) or self._beside_label(rest) or self._confirmed(rest)

    def _wrapped(self, rest: Rest) -> list[_Value]:
        keys = [segment.line.key if segment else "" for segment in rest]
        for wording in map(fold, self.reading.form.evaluation.overall_verdicts):
            for first, begin in enumerate(keys):
                run = _run_that_makes(keys, first, wording) if begin and wording.startswith(begin) else []
                if run:
                    return _taken("verdict", rest, run)
        return []

    def _beside_label(self, rest: Rest) -> list[_Value]:
        label = fold(self.reading.form.first_page.verdict)
        beside = [
            index for index, segment in enumerate(rest) if segment and segment.line.text and label in segment.labels
        ]
        found = _taken("verdict", rest, beside[:1])
        if found and fold(found[0].text) not in "".join(self._second_print()):
            self._report(found[0])
        return found

    def _confirmed(self, rest: Rest) -> list[_Value]:
        """A text without a label that stands alone beside the second 総合評価."""
        lines = self._second_print()
        printed = {*lines, *map("".join, pairwise(lines))}
        found = [
            index
            for index, segment in enumerate(rest)
            if segment and len(segment.line.key) > _SHORTEST_VERDICT and segment.line.key in printed
        ]
        return _taken("verdict", rest, found[:1])

    def _second_print(self) -> list[str]:
        """Keys of the lines around 総合評価 on later pages."""
        label = fold(self.reading.form.first_page.verdict)
        later = KeyText(self.reading.source.lines[self.page_end :])
        bearing = sorted(later.lines_with_any((label,)))
        around = _VERDICT_LINES
        return [key for index in bearing for key in later.keys[max(index - around, 0) : index + around + 1]]

    def _report(self, value: _Value) -> None:
        self.reading.find(
            "low-confidence",
            (value.span,),
            ja=f"「総合評価」の隣の「{value.text}」は既知の判定の文言ではなく、５(3)の記載とも照合できません。",
            en=f"{value.text!r} beside 総合評価 is no verdict known, and section 5(3) does not confirm it.",
            about=Ref("head", "overall_verdict"),
            printed=value.text,
        )


def _taken(kind: str, rest: Rest, indices: Sequence[int]) -> list[_Value]:
    values = [_Value(kind, segment.line.text, segment.line.span) for index in indices if (segment := rest[index])]
    _take(rest, indices)
    return values


def _report_missing(head: Head, reading: Reading) -> None:
    cells = (
        ("所管部局", head.department),
        ("作成責任者", head.author_post),
        ("照会先", head.contact),
        ("政策体系コード", head.areas),
        ("総合評価", head.overall_verdict),
    )
    for label, value in cells:
        if not value:
            reading.find(
                "cell-unknown",
                (),
                ja=f"１ページ目の「{label}」の値を特定できません。",
                en=f"The value of {label} on page 1 cannot be told.",
                about=Ref("head", head.code or ""),
                expected=label,
            )
