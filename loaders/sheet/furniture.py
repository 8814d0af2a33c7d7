"""What every page repeats: the form's title, the measure's name and code.

On the first page name and code part from their labels, and the code may be lost; on the other
pages they stand beside them. So both are told from all pages together, and their repetitions are
taken out of the pages before the sections are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygraph.loaders.japanese import ERA_YEAR, era_year, fold, is_dash, locate
from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.sheet.section_labels import Section, SectionLabels
from policygraph.loaders.source import Line

_WHOLE_CODE = re.compile(r"(\d{2})-(\d{2})")
_TRAILING_CODE = re.compile(r"(?<!\d)(\d{2})-(\d{2})$")
_LABELLED_CODE = re.compile(r"^(\d{2})-?(\d{2})(?!\d)")
_DIGITS_ALONE = re.compile(r"\n\d\d-?\d\d$", re.MULTILINE)
_SPACED_CODE = re.compile(r"(\d{2})\s+(\d{2})")
_MAX_NAME_LINES = 4
_DASHED_PAGES = (Section.OPINIONS, Section.REFLECTION)
"""Pages where a dash alone on a line can only be that of the code, parted from its numbers."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a sheet is about: fiscal year, code ``NN-NN`` and printed name of the measure."""

    fiscal_year: int | None
    code: str | None
    name: str | None


def identify(pages: Mapping[Section, Sequence[Line]], labels: SectionLabels) -> Identity:
    """Year, code and name that most pages agree on."""
    lines = [line for page in pages.values() for line in page]
    keys = KeyText(lines)
    key = _name_key(lines, keys, labels)
    code = _code(lines, keys, pages.get(Section.COOPERATION, ()), labels)
    return Identity(year_of(keys, labels), code, _printed(lines, keys, key) if key else None)


def _printed(lines: Sequence[Line], keys: KeyText, key: str) -> str:
    """The name as the first line prints it that has it whole, else as it is put together."""
    for index in keys.lines_with(key):
        text = lines[index].text
        if place := locate(text, key):
            return text[place[0] : place[1]]
    return key


def year_of(keys: KeyText, labels: SectionLabels) -> int | None:
    """The fiscal year that most titles of the form print."""
    pattern = re.compile(ERA_YEAR.pattern + "年度" + re.escape(labels.title))
    titled = (pattern.search(keys.keys[index]) for index in sorted(keys.lines_with_any((labels.title,))))
    years = Counter(era_year(match[1], match[2]) for match in titled if match)
    return years.most_common(1)[0][0] if years else None


def _code(lines: Sequence[Line], keys: KeyText, linked: Sequence[Line], labels: SectionLabels) -> str | None:
    """The code most pages print; the column 施策コード of section 2 (``linked``) holds other measures' codes."""
    coded = keys.lines_with_any((labels.code_label, labels.title)) | _lone_codes(lines, keys)
    others = {line.row for line in linked}
    own = (lines[index] for index in sorted(coded) if lines[index].row not in others)
    found = Counter(code for line in own for code in _codes_of(line, labels))
    return found.most_common(1)[0][0] if found else None


def _codes_of(line: Line, labels: SectionLabels) -> Iterator[str]:
    key = line.key
    _, label, behind = key.partition(labels.code_label)
    match = _LABELLED_CODE.match(behind) if label else None
    if match is None:
        match = _TRAILING_CODE.search(key) if labels.title in key else _lone_code(line)
    if match:
        yield f"{match[1]}-{match[2]}"


def _lone_code(line: Line) -> re.Match[str] | None:
    """A code alone on its line; its dash may have vanished, but then a space parts it."""
    return _WHOLE_CODE.fullmatch(line.key) or _SPACED_CODE.fullmatch(line.text)


def _lone_codes(lines: Sequence[Line], keys: KeyText) -> set[int]:
    """Indices of the lines with nothing but a code."""
    return {index for index, _ in keys.matches(_DIGITS_ALONE) if _lone_code(lines[index])}


def _name_key(lines: Sequence[Line], keys: KeyText, labels: SectionLabels) -> str | None:
    """The longest candidate that is printed about as often as any.

    A name cut at its wrap is printed as often as the whole, one with a neighbour glued to it once.
    """
    text = keys.text.replace("\n", "")
    counts = {name: text.count(name) for name in _name_candidates(lines, keys, labels)}
    usual = max(counts.values(), default=0)
    return max((name for name, count in counts.items() if count * 2 > usual), key=len, default=None)


def _name_candidates(lines: Sequence[Line], keys: KeyText, labels: SectionLabels) -> set[str]:
    """What stands behind the title or the label, alone or with the lines that continue it."""
    strip = _stripper(labels)
    candidates: set[str] = set()
    for index in keys.lines_with_any((labels.title, labels.name_label)):
        joined = strip(lines[index].key)
        candidates.add(joined)
        for following in lines[index + 1 : index + _MAX_NAME_LINES]:
            if following.gap:
                break
            joined += strip(following.key)
            candidates.add(joined)
    return {name for name in candidates if len(name) > 1}


def _stripper(labels: SectionLabels, code: str | None = None) -> _Stripper:
    words = (labels.title, labels.name_label, labels.code_label, *labels.furniture)
    own_code = "" if code is None else f"(?:{code.replace('-', '-?')}(?!\\d))?"
    patterns = (
        re.escape(labels.code_label) + own_code,
        ERA_YEAR.pattern.replace("(", "(?:") + "年度" + re.escape(labels.title),
        *map(re.escape, words),
        r"(?<!\d)\d{2}-\d{2}(?!\d)",
    )
    return _Stripper(re.compile("|".join(patterns)), words)


@dataclass(frozen=True, slots=True)
class _Stripper:
    """Takes furniture out of a key."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def __call__(self, key: str) -> str:
        return self.pattern.sub("", key)


def clear_pages(
    pages: Mapping[Section, tuple[Line, ...]], identity: Identity, reading: Reading
) -> dict[Section, tuple[Line, ...]]:
    """Pages without the lines that only repeat title, name and code; these are claimed.

    The first page keeps the lines with name and code, which its reader quotes.
    """
    strip = _stripper(reading.form.sections, identity.code)
    key = fold(identity.name or "")
    cleared = {}
    for section, page in pages.items():
        if section in _DASHED_PAGES:
            page = tuple(_without_dashes(page, reading))
        cleared[section] = tuple(_cleared(page, strip, "" if section is Section.FIRST_PAGE else key, reading))
    return cleared


def _without_dashes(page: Sequence[Line], reading: Reading) -> Iterator[Line]:
    for line in page:
        if is_dash(line.text):
            reading.label(LabelRule.DASH, line.span)
        else:
            yield line


def _cleared(page: Sequence[Line], strip: _Stripper, name: str, reading: Reading) -> Iterator[Line]:
    keys = KeyText(page)
    printed, codes = keys.lines_with_any(strip.words), _lone_codes(page, keys)
    named = {index for index, key in enumerate(keys.keys) if name.startswith(key)}
    done = carried = 0
    for index in sorted({*printed, *codes, *named}):
        rest = "" if index in codes else strip(keys.keys[index])
        length = _furniture_lines(page, index, rest, strip, name) if index >= done else 0
        if length:
            yield from _moved_up(page[done:index], carried)
            carried = 0 if done < index else carried
            done = index + length
            for line in page[index:done]:
                if strip(line.key):
                    reading.repeat(line.span)
                else:
                    reading.label(LabelRule.FURNITURE, line.span)
                carried = max(carried, line.gap)
    yield from _moved_up(page[done:], carried)


def _moved_up(lines: Sequence[Line], gap: int) -> Sequence[Line]:
    """Lines with at least such a gap before them."""
    return [lines[0]._replace(gap=max(lines[0].gap, gap)), *lines[1:]] if gap and lines else lines


def _furniture_lines(page: Sequence[Line], index: int, rest: str, strip: _Stripper, name: str) -> int:
    """How many lines from ``index`` on are nothing but furniture (the name may be wrapped).

    ``rest`` is what the first of them holds beside furniture.
    """
    if rest in ("", name):
        return 1
    length = 1
    while name.startswith(rest) and index + length < len(page):
        rest += strip(page[index + length].key)
        length += 1
        if rest == name:
            return length
    return 0
