"""Minting: the one place where data IRIs are made.

IRIs are ASCII and stable from run to run. They hold the form's own codes where those are plain,
and a SHA-256 prefix of a normalised name otherwise, so no text of a sheet (control characters,
bidirectional marks, lone surrogates) can enter one::

    {base}010006/2020/05-10                        a sheet, and its named graph
    {base}010006/2020/x-6c1f...                    a sheet whose code is on no page that is left, by its name
    {base}010006/2020/05-10/measure                its measure
    {base}010006/2020/05-10/project/0536           a node of the sheet: kind/key
    {base}010006/2020/05-10/initiative/3/figure/1  a node of a node
    {base}010006/plan/pledge-1/C0078               a plan code in its scheme
    {base}010006/office/2f1c...                    an office, by 部 and 課
    {base}organization/9a0b...                     an organisation, by its full name (and corporate number)
    {base}ministry-5d2e.../2020/26349              a review sheet: ministry, year of publication, ID
    {base}ministry-5d2e.../2020/26349/payment/3    a node of it
    {base}period/fy2019, {base}period/2018-06--    a period of time
    {base}shared                                   the graph of what several sheets share
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Moment, Period, YearKind

DIGEST_LENGTH: Final = 16
"""Hexadecimal digits of a hash in an IRI: 64 bits keep a million names apart."""

_PLAIN = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_AREA = re.compile(r"([0-9]+)\(([0-9]+)\)([A-Z]?)")
_RANK = re.compile(r"([主関])([0-9]+)")
_RANK_WORDS: Final = {"主": "main", "関": "related"}
_SPACE = re.compile(r"\s+")
_MOMENT = re.compile(r"(?P<kind>fy|cy)(?P<year>\d{4})|(?P<of>\d{4})-(?P<month>\d\d)")
_DEPARTMENT = re.compile(r".+?部(?=.)")
_BUREAU = re.compile(r".{2,}?局(?=.)")


def sheet_iri(base: str, authority: str, fiscal_year: int, key: str) -> str:
    """IRI of a sheet: authority code, fiscal year, and the key of its measure (:func:`measure_key`)."""
    return f"{base}{segment(authority)}/{fiscal_year:04d}/{segment(key)}"


def measure_key(code: str | None, name: str) -> str:
    """What tells a measure from others of its year: its code, or a hash of its name where no code is known."""
    return code if code is not None else f"x-{digest(name_key(name))}"


def measure_iri(sheet: str) -> str:
    """IRI of the measure of a sheet."""
    return f"{sheet}/measure"


def linked_measure_iri(sheet: str, code: str) -> str:
    """IRI of another measure of the same authority and year."""
    return measure_iri(f"{sheet.rpartition('/')[0]}/{segment(code)}")


def measure_code(measure: str) -> str:
    """The code in the IRI of a measure: the inverse of :func:`linked_measure_iri`."""
    return measure.rsplit("/", 2)[1]


def node_iri(parent: str, kind: str, key: str) -> str:
    """IRI of a node by its kind and its key within a sheet or another node."""
    return f"{parent}/{kind}/{segment(key)}"


def shared_graph_iri(base: str) -> str:
    """IRI of the graph that holds what several sheets share."""
    return f"{base}shared"


def scheme_iri(base: str, authority: str, key: str) -> str:
    """IRI of a plan scheme that the table of schemes knows."""
    return f"{base}{segment(authority)}/plan/{segment(key)}"


def unknown_scheme_key(heading: str | None) -> str:
    """Key of a plan that no table knows, from what stands over its codes."""
    return f"x-{digest(name_key(heading))}" if heading else "x"


def plan_code_iri(scheme: str, code: str) -> str:
    """IRI of a code in a plan scheme, or under an unknown heading."""
    return f"{scheme}/{segment(code)}"


def organization_iri(base: str, full_name: str, number: str | None = None) -> str:
    """IRI of an organisation, from its full name (:func:`organization_name`) and its corporate number where printed."""
    return f"{base}organization/{digest(full_name, number) if number else digest(full_name)}"


def ministry_code(name: str) -> str:
    """What stands for a ministry, whose sheets print no code of it, where a prefecture has its code."""
    return f"ministry-{digest(name_key(name))}"


def ministry_iri(base: str, name: str) -> str:
    """IRI of a ministry, from its name."""
    return f"{base}{ministry_code(name)}"


def office_iri(base: str, authority: str, office: str) -> str:
    """IRI of an office, from its authority and its name (:func:`office_name`)."""
    return f"{base}{segment(authority)}/office/{digest(authority, office)}"


def wording_iri(base: str, code_list: str, wording: str) -> str:
    """IRI of a wording that a code list of the form does not have."""
    return f"{base}wording/{segment(code_list)}/{digest(name_key(wording))}"


def period_iri(base: str, period: Period) -> str:
    """IRI of a period: equal periods are one node.

    >>> month = Moment(2018, 6, "calendar")
    >>> period_iri("", Period(Moment(2019, None, "fiscal"), None)), period_iri("", Period(month, month))
    ('period/fy2019--', 'period/2018-06')
    """
    first, last = _moment(period.first), _moment(period.last)
    return f"{base}period/{first}" if first == last else f"{base}period/{first}--{last}"


def period_of(iri: str) -> Period:
    """The period of an IRI: the inverse of :func:`period_iri`. Raises ValueError for another IRI."""
    first, separator, last = iri.rpartition("/")[2].partition("--")
    return Period(_read_moment(first), _read_moment(last if separator else first))


def _moment(moment: Moment | None) -> str:
    if moment is None:
        return ""
    if moment.month is not None:
        return f"{moment.year:04d}-{moment.month:02d}"
    return f"{'fy' if moment.kind == 'fiscal' else 'cy'}{moment.year:04d}"


def _read_moment(text: str) -> Moment | None:
    if not text:
        return None
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a moment of a period: {text!r}")
    if match["month"]:
        return Moment(int(match["of"]), int(match["month"]), "calendar")
    kind: YearKind = "fiscal" if match["kind"] == "fy" else "calendar"
    return Moment(int(match["year"]), None, kind)


@lru_cache(maxsize=4096)
def segment(key: str) -> str:
    """A code of the form as one segment of an IRI; a hash where it is not plain ASCII.

    >>> segment("2(2)A"), segment("主①"), segment("②"), segment("05-10"), segment("Ⅱ")
    ('2-2-A', 'main-1', '2', '05-10', 'II')
    """
    folded = fold(key)
    if _PLAIN.fullmatch(folded):
        return folded
    if area := _AREA.fullmatch(folded):
        return "-".join(part for part in area.groups() if part)
    if rank := _RANK.fullmatch(folded):
        return f"{_RANK_WORDS[rank[1]]}-{rank[2]}"
    return f"x-{digest(folded)}"


def digest(*parts: str) -> str:
    """Start of the SHA-256 of texts. A lone surrogate has no UTF-8 form; its escape stands for it."""
    return sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:DIGEST_LENGTH]


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name as it is compared and shown: NFKC, no formatting characters, no white space.

    White space stays, as one space, between two ASCII characters. Letters that NFKC keeps apart
    (高 and 髙) stay apart: two spellings become one node only by a recorded decision.

    >>> name_key("（株）ノース  ＩＴ  Lab"), name_key("髙田 産業") == name_key("高田産業")
    ('(株)ノースIT Lab', False)
    """
    # What is taken out may have kept a letter from its accent, so once is not always enough.
    while (simpler := _simplified(name)) != name:
        name = simpler
    return name


def _simplified(name: str) -> str:
    text = unicodedata.normalize("NFKC", name)
    kept = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    return _SPACE.sub(lambda gap: " " if _inside_ascii(gap) else "", kept.strip())


def _inside_ascii(gap: re.Match[str]) -> bool:
    return gap.start() > 0 and gap.string[gap.start() - 1].isascii() and gap.string[gap.end() : gap.end() + 1].isascii()


def organization_name(name: str, legal_form: str | None = None, printed: str | None = None) -> str:
    """An organisation's full name: the legal form stands behind the name only where it is printed so.

    前株 and 後株 are not one name: 株式会社北空 and 北空株式会社 may be two companies.

    >>> organization_name("北空", "株式会社", "北空（株）"), organization_name("北空", "株式会社", "（株）北空")
    ('北空株式会社', '株式会社北空')
    """
    key = name_key(name)
    if not legal_form:
        return key
    follows = printed is not None and bool(key) and name_key(printed).startswith(key)
    return name_key(f"{name}{legal_form}" if follows else f"{legal_form}{name}")


def office_name(printed: str, department: str) -> str:
    """An office as 部 and 課. A bare 課 belongs to ``department``; a 局 between 部 and 課 is left out.

    Section 4 prints the 課 alone (課・局室名), the first page 部, 局 and 課, section 2 部 and 課: all
    three are one office.

    >>> office_name("技術課", "工業部"), office_name("工業部振興局技術課", "工業部"), office_name("工業部", "工業部")
    ('工業部技術課', '工業部技術課', '工業部')
    """
    name, own = name_key(printed), name_key(department)
    if name == own:
        return name
    if own and name.startswith(own):
        return own + _without_bureau(name.removeprefix(own))
    other = _DEPARTMENT.match(name)
    return other[0] + _without_bureau(name[other.end() :]) if other else own + name


def _without_bureau(name: str) -> str:
    bureau = _BUREAU.match(name)
    return name[bureau.end() :] if bureau else name
