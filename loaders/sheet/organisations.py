"""Organisations in the text of a sheet: told by their legal form, or as members of a list.

In running text only a legal form tells an organisation, and its name ends where Japanese ends a
noun (a particle, punctuation, another bracket). In a cell that lists organisations each member is
one, with or without a legal form, unless it is a kind of organisation and not a name (各市町村).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from policygraph.loaders.japanese import fold, unwrap
from policygraph.loaders.records import PartnerMention, Span
from policygraph.loaders.sheet.forms import spaced
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
A sign such as ``㈱`` is the same as its bracketed short form after NFKC.
"""

_BY_KEY = {
    key: form
    for form in LEGAL_FORMS
    for key in (form.name, *form.other_words, *(f"({short})" for short in form.abbreviations))
}
_SHORT = spaced(*(short for form in LEGAL_FORMS for short in form.abbreviations))
_WORDS = spaced(*(word for form in LEGAL_FORMS for word in (form.name, *form.other_words)))
FORM = re.compile(rf"[（(]\s*(?:{_SHORT})\s*[）)]|[㈱㈲㈶㈳㈻㈴㍿]|(?:{_WORDS})")
"""A legal form, short or in full: ``（公財）``, ``(株)``, ``㈱``, ``一般社団法人``."""

_SIGNS = {"㍿": "株式会社", "㈴": "合名会社"}

_KINDS = (
    "財団", "センター", "協会", "協議会", "連合会", "連盟", "連合", "機構", "大学", "学園", "学院", "研究所", "研究会",
    "工業会", "会議所", "商工会", "組合", "公社", "会社", "銀行", "金庫", "事業団", "基金", "法人", "プラザ", "クラブ",
    "ネットワーク", "コンソーシアム", "フォーラム", "会議", "本部", "支部", "支所", "支社", "支店", "事務所", "高専",
    "高校", "学校", "病院", "会", "所", "社", "院", "校", "園", "団", "館", "庁", "省", "局",
)  # fmt: skip
_KIND = "|".join(_KINDS)
_PARTICLE = r"[とをがはにへでのやも等・]|から|より|まで|など|ほか|及び|並びに|又は|または|若しくは"
_STOP = re.compile(
    r"[\s、。，．,「」『』（）()【】〔〕\[\]<>＜＞≪≫《》:：;；…／/㈱㈲]|及び|並びに|又は|または|若しくは|$"
)
_NAME_WITH_KIND = re.compile(rf"(?:(?<![^ぁ-ん])[をがはへ]|[^をがはへ]){{0,38}}?(?:{_KIND})(?=$|{_PARTICLE})")
_NAME_TO_PARTICLE = re.compile(rf"[^ぁ-ん].{{0,37}}?[^ぁ-ん](?=$|{_PARTICLE})")
_ALL_HIRAGANA = re.compile("[ぁ-ん]+")
_NAME_START = re.compile(r"[ 　]?[一-鿿ァ-ヺA-Za-zＡ-Ｚａ-ｚ]")
_NO_NAME = re.compile(r"(?:設立|認証|数|化|課|等|制度|活動|格|向け|税|会計|又は|及び|並びに)")
_MAX_NAME = 40

_NAME_BEFORE = re.compile(r"([ぁ-ん]*)([一-鿿々〆ヶァ-ヺーｦ-ﾟA-Za-zＡ-Ｚａ-ｚ0-9０-９&＆・-]*)$")
_BOUNDARIES = (*"をがはにへでのやもとるたいてび", "または", "ほか")

_BULLET = re.compile(r"[・○●◎◯※](?![○◯])\s*")
_SEPARATORS = "、，,；;\n　"
_MEMBER = re.compile(rf"(?:[（(][^（）()\n]*[）)]|(?!\s{{2}}|\s(?:{FORM.pattern})|及び|並びに)[^{_SEPARATORS}])+")
_REST = re.compile(r"(?:等|など|(?:ほか|外|他)\s*[0-9０-９]*(?:者|社|団体|機関|市町村)?)+$")
_GENERIC = re.compile(
    r"(?:各|関係|関連|その他|道内|地元|民間|管内|全道|地域|国内|道外|主要|経済|支援|業界|産業|研究|金融|教育|医療)*の?"
    r"(?:市町村|自治体|団体|機関|企業|事業者|業者|業界|官公庁|省庁|振興局|大学|高校|学校|住民|道民|国|道|その他)+"
)
_FINISHED = re.compile(rf"(?:{_KIND}|[市町村県府都区道省庁課部]|{FORM.pattern})$")
_PHRASE = re.compile(r"を|する|した|して|との|による|ため|における|について")


class _RunningText(NamedTuple):
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
    """Organisations that running text names with their legal form, in order; a name may wrap."""
    flow = _run(lines, ["\n" if _BULLET.match(line.text) else "" for line in lines])
    found: list[PartnerMention] = []
    used = 0
    for match in FORM.finditer(flow.text):
        place = _named_by(flow.text, match, used)
        if place is not None:
            found.append(_mention(flow, *place))
            used = place[1]
    return tuple(found)


def partner_list(lines: Sequence[Line]) -> tuple[PartnerMention, ...]:
    """Organisations of a cell that lists them, in order.

    A name that wraps is one, also over a blank line; what only names a kind (関係団体) is left out.
    """
    flow = _list_text(lines)
    return tuple(_mention(flow, *place) for place in _members(flow.text) if _is_name(flow.text, place))


def kinds_in_list(lines: Sequence[Line]) -> tuple[Span, ...]:
    """Members of a list that only name a kind of organisation: 関係団体."""
    flow = _list_text(lines)
    kinds = (place for place in _members(flow.text) if not _is_name(flow.text, place))
    return tuple(span for place in kinds for span in flow.spans(*place))


def _is_name(text: str, place: tuple[int, int]) -> bool:
    return place[1] - place[0] > 1 and _GENERIC.fullmatch(text, *place) is None


def is_partner_list(lines: Sequence[Line]) -> bool:
    """Whether lines are a list of organisations and not prose that names some."""
    if any("。" in line.text for line in lines):
        return False
    text = _list_text(lines).text
    members = [text[slice(*place)] for place in _members(text) if _is_name(text, place)]
    return 2 * sum(map(_may_be_listed, members)) > len(members)


def _may_be_listed(member: str) -> bool:
    if FORM.search(member):
        return True
    return _FINISHED.search(member) is not None and _PHRASE.search(member) is None


def goes_on(lines: Sequence[Line], line: Line) -> bool:
    """Whether a list of organisations breaks off in the middle of a name that ``line`` goes on with."""
    if not is_partner_list(lines) or not _is_unfinished(_list_text(lines).text):
        return False
    rest = re.split(f"[{_SEPARATORS}]", line.text)[0]
    return _is_full(lines[-1], lines) and _FINISHED.search(rest) is not None and _PHRASE.search(rest) is None


def _is_full(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line fills its column, as one must that breaks off in the middle of a name."""
    return len(line.text) >= max(len(other.text) for other in lines) - 1


def _is_unfinished(text: str) -> bool:
    last = re.split(f"[{_SEPARATORS}]", text)[-1].strip()
    return bool(last) and not _FINISHED.search(_REST.sub("", last))


def _mention(flow: _RunningText, start: int, end: int) -> PartnerMention:
    printed = unwrap(flow.text[start:end])
    match = FORM.search(printed)
    if match is None:
        return PartnerMention(quotes=flow.spans(start, end), name=printed, legal_form=None, printed=printed)
    name = (printed[: match.start()].rstrip() + printed[match.end() :].lstrip()).strip()
    return PartnerMention(quotes=flow.spans(start, end), name=name, legal_form=_form_of(match), printed=printed)


def _form_of(match: re.Match[str]) -> str:
    return _SIGNS.get(match[0]) or _BY_KEY[fold(match[0])].name


# --- running text -----------------------------------------------------------------------------


def _named_by(text: str, match: re.Match[str], used: int) -> tuple[int, int] | None:
    """Place of a legal form and its name; ``text[:used]`` belongs to the mention before."""
    if match.start() < used:
        return None
    if not _may_follow(match):
        return _ahead(text, match, _NAME_WITH_KIND, _NAME_TO_PARTICLE)
    return _behind(text, match, used) or _ahead(text, match, _NAME_TO_PARTICLE)


def _may_follow(match: re.Match[str]) -> bool:
    form = _BY_KEY.get(fold(match[0]))
    return form is None or form.may_follow


def _ahead(text: str, match: re.Match[str], *shapes: re.Pattern[str]) -> tuple[int, int] | None:
    """Place of a form and the name that begins behind it."""
    start = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))
    stop = _STOP.search(text, start)
    chunk = text[start : stop.start()] if stop else text[start:]
    name = next(filter(None, (shape.match(chunk) for shape in shapes)), None) or _ALL_HIRAGANA.fullmatch(chunk)
    printed = name[0].rstrip("・") if name else ""
    if not 2 <= len(printed) <= _MAX_NAME or _NO_NAME.match(printed):
        return None
    return match.start(), start + len(printed)


def _behind(text: str, match: re.Match[str], used: int) -> tuple[int, int] | None:
    """Place of the name that ends before a form, and the form.

    None where hiragana before the form may be part of the sentence as well as of the name.
    """
    before = text[max(used, match.start() - _MAX_NAME) : match.start()]
    run = _NAME_BEFORE.search(before)
    if run is None:
        return None
    hiragana, name = run.groups()
    if hiragana and not (name and hiragana.endswith(_BOUNDARIES)):
        bounded = run.start() == 0 or _STOP.match(before, run.start() - 1) is not None
        ends_there = _NAME_START.match(text, match.end()) is None
        name = hiragana + name if bounded and "を" not in hiragana and (name or ends_there) else ""
    name = name.lstrip("・")
    return (match.start() - len(name), match.end()) if len(name) > 1 else None


# --- lists ------------------------------------------------------------------------------------


def _list_text(lines: Sequence[Line]) -> _RunningText:
    """Lines of a list run together: a line feed where a member ends with its line."""
    separated = any(mark in line.text for line in lines for mark in "、，,")
    joints = [_joint(before, line, separated, _is_full(before, lines)) for before, line in pairwise(lines)]
    return _run(lines, ["", *joints] if lines else ())


def _joint(before: Line, line: Line, separated: bool, full: bool) -> str:
    """What stands between two lines of a list: nothing where a name goes on."""
    match = FORM.match(line.text)
    if _BULLET.match(line.text) or (match and not _continues(before.text, match)):
        return "\n"
    wraps = (separated and not line.gap) or (full and _is_unfinished(before.text))
    return "" if wraps or match else "\n"


def _continues(before: str, match: re.Match[str]) -> bool:
    """Whether a form at the start of a line belongs to the name that ends the line before."""
    last = re.split(f"[{_SEPARATORS}]", before)[-1]
    return _may_follow(match) and bool(last) and FORM.search(last) is None


def _members(text: str) -> Iterator[tuple[int, int]]:
    for match in _MEMBER.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        bullet = _BULLET.match(text, start, match.end())
        start = bullet.end() if bullet else start
        name = _REST.sub("", text[start : match.end()].rstrip()).rstrip()
        if name:
            yield start, start + len(name)


def _run(lines: Sequence[Line], joints: Sequence[str]) -> _RunningText:
    """Lines as one text, each after its joint."""
    text = ""
    places: list[tuple[int, int, int]] = []
    for line, joint in zip(lines, joints, strict=True):
        text += joint
        places.append((len(text), len(text) + len(line.text), line.start))
        text += line.text
    return _RunningText(text, tuple(places))
