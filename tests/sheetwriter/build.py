"""Short ways to say records that have no place in a source yet (all quotes empty)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from policygraph.loaders.records import (
    DirectedProject,
    Figure,
    Initiative,
    Moment,
    Need,
    Overview,
    PartnerMention,
    Period,
    PlanLink,
    Project,
    ProjectMention,
    Request,
    Status,
    Text,
    YearKind,
)

LEGAL_FORMS = {
    "公財": "公益財団法人",
    "一財": "一般財団法人",
    "公社": "公益社団法人",
    "一社": "一般社団法人",
    "社": "社団法人",
    "地独": "地方独立行政法人",
    "独": "独立行政法人",
    "国研": "国立研究開発法人",
    "株": "株式会社",
    "有": "有限会社",
    "福": "社会福祉法人",
    "特非": "特定非営利活動法人",
    "学": "学校法人",
}
"""Short forms as such sheets bracket them, before or behind the name."""

_BRACKETED = re.compile(r"（(\w+)）")
_WHEN = re.compile(r"([HR])(\d+)(?:\.(\d+)(?:～(\d+))?|(年度?))")


def partner(printed: str) -> PartnerMention:
    """``（公財）とかち財団`` or ``楽天（株）``; a name without a known legal form has none."""
    for match in _BRACKETED.finditer(printed):
        if match[1] in LEGAL_FORMS:
            name = printed[: match.start()] + printed[match.end() :]
            return PartnerMention(quotes=(), name=name, legal_form=LEGAL_FORMS[match[1]], printed=printed)
    return PartnerMention(quotes=(), name=printed, legal_form=None, printed=printed)


def text(*paragraphs: str) -> Text:
    return Text(quotes=(), text="\n".join(paragraphs))


def plans(**codes: Iterable[str]) -> tuple[PlanLink, ...]:
    """``plans(創生=("A3411",), 北海道科学技術振興計画=())``: no codes means a plan named without one."""
    return tuple(
        PlanLink(quotes=(), heading=heading, code=code)
        for heading, some in codes.items()
        for code in (tuple(some) or (None,))
    )


def year_of(era: str, number: str) -> int:
    return int(number) + (1988 if era == "H" else 2018)


def period(printed: str) -> Period:
    """``R1.7``, ``R1.6～9`` (months), ``R1年度`` (fiscal year), ``H28年`` (calendar year).

    Raises:
        ValueError: none of these.
    """
    match = _WHEN.fullmatch(printed)
    if match is None:
        raise ValueError(f"not a time: {printed}")
    year = year_of(match[1], match[2])
    if match[3]:
        first = Moment(year, int(match[3]), "calendar")
        return Period(first, first._replace(month=int(match[4])) if match[4] else first)
    kind: YearKind = "fiscal" if match[5] == "年度" else "calendar"
    return Period(Moment(year, None, kind), Moment(year, None, kind))


# --- figures ----------------------------------------------------------------------------------

_STATUS_WORDS: dict[Status, str] = {"planned": "(予定)", "cancelled": "(中止)", "done": ""}


@dataclass(frozen=True, slots=True)
class Stated:
    """One time or number of a phrase, as ``R2年度22社(予定)``."""

    when: str
    number: str
    unit: str
    status: Status
    word: str

    @property
    def printed(self) -> str:
        return f"{self.when}{self.number}{self.unit}{self.word}"

    def figure(self, about: str) -> Figure:
        return Figure(
            quotes=(),
            about=about,
            value=Decimal(self.number.replace(",", "")) if self.number else None,
            unit=self.unit or None,
            period=period(self.when) if self.when else None,
            status=self.status,
        )


def stated(when: str, number: str = "", unit: str = "", status: Status = "done", word: str | None = None) -> Stated:
    return Stated(when, number, unit, status, _STATUS_WORDS[status] if word is None else word)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line and the figures it states."""

    text: str
    figures: tuple[Figure, ...] = ()


def line(phrase: str, *statements: Stated, tail: str = "") -> Line:
    """``phrase（R1年度20社、R2年度22社(予定)）tail``."""
    printed = f"（{'、'.join(item.printed for item in statements)}）" if statements else ""
    return Line(f"{phrase}{printed}{tail}", tuple(item.figure(phrase) for item in statements))


def initiative(
    area: str,
    mark: Literal["◎", "○"],
    title: Line | str,
    *,
    plan: Sequence[str] = (),
    results: Sequence[Line | str] = (),
    effects: Sequence[Line | str] = (),
    reported_title: Line | str | None = None,
    planned: bool = True,
    reported: bool = True,
) -> Initiative:
    head, second = _line(title), _line(reported_title) if reported_title else None
    lines = [head, *([second] if second else []), *map(_line, results), *map(_line, effects)]
    return Initiative(
        quotes=(),
        area=area,
        mark=mark,
        title=head.text,
        reported_title=(second.text if second else head.text) if reported else None,
        planned=planned,
        reported=reported,
        plan=tuple(plan),
        results=tuple(_line(item).text for item in results),
        effects=tuple(_line(item).text for item in effects),
        figures=tuple(figure for item in lines for figure in item.figures),
    )


def _line(item: Line | str) -> Line:
    return Line(item) if isinstance(item, str) else item


def request(area: str, wording: str, to: Sequence[str], *when: str) -> Request:
    return Request(quotes=(), area=area, text=wording, to=tuple(to), periods=tuple(map(period, when)))


def need(area: str, who: str, when: Sequence[str], *texts: str) -> Need:
    return Need(
        quotes=(),
        area=area,
        who=who,
        is_survey="調査" in who or "アンケート" in who,
        periods=tuple(map(period, when)),
        texts=texts,
    )


# --- projects ---------------------------------------------------------------------------------


def project(
    code: str,
    area: str,
    name: str,
    office: str,
    budget: int | None,
    general: int | None,
    staff: str,
    full_cost: int,
    overview: str,
    *,
    mentions: Sequence[str] = (),
    moved: str | None = None,
    carried: int | None = None,
    unplaced: tuple[str, ...] = (),
) -> Project:
    """Money in thousands of yen as the form prints it; ``staff`` is ``head office/branch``."""
    head, branch = map(Decimal, staff.split("/"))
    return Project(
        quotes=(),
        code=code,
        area=area,
        name=name,
        transferred_from=moved,
        office=office,
        carried_over=_yen(carried),
        budget=_yen(budget),
        general_funds=_yen(general),
        staff_head_office=head,
        staff_branch=branch,
        staff=head + branch,
        full_cost=_yen(full_cost),
        unplaced=unplaced,
        overview=Overview(quotes=(), text=overview, mentions=tuple(map(partner, mentions))),
    )


def _yen(thousands: int | None) -> int | None:
    return None if thousands is None else thousands * 1000


def mention(item: Project) -> ProjectMention:
    return ProjectMention(quotes=(), code=item.code, name=item.name)


def directed(direction: str, item: Project) -> DirectedProject:
    """A project as the responses name it: by direction and name, without its number."""
    return DirectedProject(quotes=(), direction=direction, project=ProjectMention(quotes=(), code=None, name=item.name))
