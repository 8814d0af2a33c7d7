"""Organisations in running text, where only a legal form tells one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import Decision, PartnerMention, Span
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.organisations.name_borders import MAX_NAME, end_of_name, start_of_name
from policygraph.loaders.source import Line


class LegalForm(NamedTuple):
    """A legal form: its full name, what stands in brackets for it, whether it may follow the name."""

    name: str
    abbreviations: tuple[str, ...]
    may_follow: bool = False
    other_words: tuple[str, ...] = ()


LEGAL_FORMS = (
    LegalForm("株式会社", ("株",), may_follow=True),
    LegalForm("有限会社", ("有",), may_follow=True),
    LegalForm("合同会社", (), may_follow=True),
    LegalForm("合資会社", (), may_follow=True),
    LegalForm("合名会社", (), may_follow=True),
    LegalForm("公益財団法人", ("公財",)),
    LegalForm("一般財団法人", ("一財",)),
    LegalForm("財団法人", ("財",)),
    LegalForm("公益社団法人", ("公社",)),
    LegalForm("一般社団法人", ("一社",)),
    LegalForm("社団法人", ("社",)),
    LegalForm("地方独立行政法人", ("地独",)),
    LegalForm("独立行政法人", ("独",)),
    LegalForm("国立研究開発法人", ("国研",)),
    LegalForm("国立大学法人", ("国大",)),
    LegalForm("公立大学法人", ("公大",)),
    LegalForm("学校法人", ("学",)),
    LegalForm("社会福祉法人", ("福", "社福")),
    LegalForm("社会医療法人", ("社医",)),
    LegalForm("医療法人", ("医",)),
    LegalForm("特定非営利活動法人", ("特非", "NPO"), other_words=("NPO法人",)),
)
"""Forms of 会社法, 一般法人法, 独立行政法人通則法 and the laws of schools, welfare and NPOs, with usual short forms.

Short forms that mean other things in running text (``（同）``, ``（国）``) are left out on purpose.
A sign such as ``㈱`` is the same as its bracketed short form after NFKC, and ``㈴`` is always one.
"""

_BY_KEY = {
    key: form
    for form in LEGAL_FORMS
    for key in (form.name, *form.other_words, *(f"({short})" for short in form.abbreviations))
}
_FORM_OF_SIGN = {"(名)": _BY_KEY["合名会社"]}
_SHORT = spaced(*(short for form in LEGAL_FORMS for short in form.abbreviations))
_WORDS = spaced(*(word for form in LEGAL_FORMS for word in (form.name, *form.other_words)))
FORM = re.compile(rf"[（(]\s*(?:{_SHORT})\s*[）)]|[㈱㈲㈶㈳㈻㈴㍿]|(?:{_WORDS})")
"""A legal form, short or in full: ``（公財）``, ``(株)``, ``㈱``, ``一般社団法人``."""

_FORM_IN_KEY = re.compile("|".join(re.escape(key) for key in (*_BY_KEY, *_FORM_OF_SIGN)))

_STOP = re.compile(
    r"[\s、。，．,「」『』（）()【】〔〕\[\]<>＜＞≪≫《》:：;；…／/㈱㈲]|及び|並びに|又は|または|若しくは|$"
)
_NAME_START = re.compile(r"[ 　]?[一-鿿ァ-ヺｦ-ﾟA-Za-zＡ-Ｚａ-ｚ]")
BULLET = re.compile(r"[・○●◎◯※](?![○◯])\s*")
"""What begins an item of a list."""


class RunningText(NamedTuple):
    """Lines run together; ``places`` are (start in ``text``, end in ``text``, start in the source)."""

    text: str
    places: tuple[tuple[int, int, int], ...]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Where ``text[start:end]`` stands in the source."""
        return tuple(
            Span(source + max(start, first) - first, source + min(end, last) - first)
            for first, last, source in self.places
            if first < end and start < last
        )


def mentions(lines: Sequence[Line]) -> tuple[PartnerMention, ...]:
    """Organisations that running text names with their legal form, in order; a name may wrap.

    A mention has a decision where its name may be longer or shorter.
    """
    if not _FORM_IN_KEY.search("".join([line.key for line in lines])):
        return ()
    flow = run(lines, ["\n" if BULLET.match(line.text) else "" for line in lines])
    found: list[PartnerMention] = []
    used = 0
    for match in FORM.finditer(flow.text):
        place = _named_by(flow.text, match, used)
        if place is not None:
            found.append(mention(flow, *place))
            used = place.end
    return tuple(found)


@lru_cache(maxsize=256)
def _form_of(printed: str) -> LegalForm:
    key = fold(printed)
    return _FORM_OF_SIGN.get(key) or _BY_KEY[key]


def mention(flow: RunningText, start: int, end: int, decision: Decision | None = None) -> PartnerMention:
    """The organisation that ``flow.text[start:end]`` names, with or without a legal form."""
    printed = unwrap(flow.text[start:end])
    match = FORM.search(printed)
    name = (printed[: match.start()].rstrip() + printed[match.end() :].lstrip()).strip() if match else printed
    return PartnerMention(
        quotes=flow.spans(start, end),
        decision=decision,
        name=name,
        legal_form=_form_of(match[0]).name if match else None,
        printed=printed,
    )


def parted(printed: str) -> tuple[str, str | None]:
    """Name and legal form of an organisation printed alone; a form within the name is part of it.

    >>> parted("（公財）とかち財団"), parted("北空株式会社"), parted("北空株式会社札幌支店")
    (('とかち財団', '公益財団法人'), ('北空', '株式会社'), ('北空株式会社札幌支店', None))
    """
    for match in FORM.finditer(printed):
        name = (printed[: match.start()] + printed[match.end() :]).strip()
        if name and (match.start() == 0 or match.end() == len(printed)):
            return name, _form_of(match[0]).name
    return printed, None


class _Place(NamedTuple):
    start: int
    end: int
    decision: Decision | None


def _named_by(text: str, match: re.Match[str], used: int) -> _Place | None:
    """Place of a legal form and its name; ``text[:used]`` belongs to the mention before."""
    if match.start() < used:
        return None
    return (_behind(text, match, used) if may_follow(match) else None) or _ahead(text, match)


def may_follow(match: re.Match[str]) -> bool:
    """Whether a legal form may stand behind the name."""
    return _form_of(match[0]).may_follow


def _ahead(text: str, match: re.Match[str]) -> _Place | None:
    """Place of a form and the name that begins behind it."""
    start = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))
    stop = _STOP.search(text, start)
    name = end_of_name(text[start : stop.start() if stop else len(text)], not may_follow(match))
    return _Place(match.start(), start + name.length, name.decision) if name else None


def _behind(text: str, match: re.Match[str], used: int) -> _Place | None:
    """Place of the name that ends before a form, and the form."""
    before = text[max(used, match.start() - MAX_NAME) : match.start()]
    name = start_of_name(before, _NAME_START.match(text, match.end()) is not None)
    return _Place(match.start() - name.length, match.end(), name.decision) if name else None


def run(lines: Sequence[Line], joints: Sequence[str]) -> RunningText:
    """Lines as one text, each after its joint."""
    text = ""
    places: list[tuple[int, int, int]] = []
    for line, joint in zip(lines, joints, strict=True):
        text += joint
        places.append((len(text), len(text) + len(line.text), line.start))
        text += line.text
    return RunningText(text, tuple(places))
