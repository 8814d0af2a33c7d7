"""What stands on a line of a left box of section 3: labels, cells, running text.

A line of nothing but labels and cells is taken apart at once; of one that mixes them with running text
the surest parts are taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, cast

from policygraph.loaders.japanese import AREA, ERA_YEAR
from policygraph.loaders.sheet.forms import IndicatorLabels, spaced
from policygraph.loaders.sheet.indicators.formula import FORMULA

Kind = Literal["rank", "label", "value", "year", "change", "area", "formula", "piece", "explanation", "text", "reason"]

UNIT: Final = (
    r"[十百千万億兆]*(?:円|ドル|人|名|件|社|者|戸|世帯|棟|台|頭|羽|尾|匹|本|枚|個|箇所|[かカヵヶケ]所|施設|団体|組織|組合|市町村|市|町|村|法人|"
    r"企業|校|園|館|店|店舗|回|日|時間|分|年|歳|割|位|倍|組|種|品目|品種|銘柄|商品|地区|地域|区域|床|機関|事業所|経営体|チーム|項目|航路|路線|便|隻|"
    r"部|冊|点|票|泊|人泊|人日|ポイント|トン|リットル|キロ|メートル|ヘクタール|％|%|‰|[A-Za-zａ-ｚＡ-Ｚ㎡㎥㏊㎏㎞℃]{1,6}[23²³]?(?:-?CO2)?(?![0-9０-９A-Za-z]))"
    r"(?:[/／](?:[0-9０-９]*[^()（）\s]{1,4}))?"
)
"""What may stand behind a number or in brackets behind a name as its unit."""

NUMBER: Final = (
    r"[-−－―–△▲]?(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![,，.．])"
    r"|(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?(?![0-9０-９,，.．]))"
)
"""A number. Three digits end a group of thousands, so ``1,0781,145`` is two numbers."""

VALUE: Final = rf"{NUMBER}(?:\s?(?![\s0-9０-９-])(?:{UNIT})(?![ぁ-ゖァ-ヺ一-鿿]))?"
YEAR: Final = rf"(?:{ERA_YEAR.pattern})(?:\s?年度?)?(?![0-9０-９])"
_DASH: Final = r"[-‐‑‒–—―−－](?![0-9０-９])"
_CJK: Final = re.compile(r"[ぁ-ゖァ-ヺー一-鿿々]")
_RUN: Final = re.compile(r"[^\n\0]+")
_CLOSING: Final = ")）」』】"


class Mark(NamedTuple):
    """A stretch of a line: what it is, which label or whether a dash, and where it stands."""

    kind: Kind
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BoxPatterns:
    """The labels of the left boxes, compiled.

    ``token`` finds all that is no running text. ``head`` and ``tail`` find cells that came out before or
    behind a running text: a direction, a number glued to a plan, cells behind a plan or a closed bracket,
    two and more numbers.
    """

    token: re.Pattern[str]
    labels: re.Pattern[str]
    explanation: re.Pattern[str]
    starts_box: re.Pattern[str]
    cells: re.Pattern[str]
    cell: re.Pattern[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]


_CELL_STARTS: Final = "0-9０-９明大昭平令MTSHRmtshrＭＴＳＨＲｍｔｓｈｒ△▲‐‑‒–—―−－-"
"""How areas, years, numbers and dashes begin, as the inside of a character class."""

_IN_PROSE: Final = ("target_year", "target_value")
"""Labels that are words of any text: 年度 and 目標値 at the beginning of a line are no sign of a box."""


@lru_cache(maxsize=8)
def box_patterns(labels: IndicatorLabels) -> BoxPatterns:
    """Patterns of one form."""
    named = "|".join(f"(?P<{name}>{_one_line(*texts)})" for name, texts in labels.boxes)
    starts = "|".join(_one_line(*texts) for name, texts in labels.boxes if name not in _IN_PROSE)
    change = "|".join(labels.changes)
    first = (
        "".join({re.escape(text[0]) for _, texts in labels.boxes for text in (*texts, labels.explanation)})
        + labels.rank_marks
    )
    rank = rf"[{labels.rank_marks}]\s?[①-⑳]"
    plan = "|".join(labels.plan_endings)
    label = rf"(?=[{first}])(?:(?P<rank>{rank})|{named})"
    cell = rf"(?P<year>{YEAR})|(?P<value>{VALUE})|(?P<change>{change})|(?P<dash>{_DASH})"
    bare = re.sub(r"[?]P<[a-z]+>", "?:", cell)
    starts_cell = "".join({text[0] for text in labels.changes}) + _CELL_STARTS
    bare_year = rf"(?P<bare_year>(?:{ERA_YEAR.pattern})(?=\s?年度))"
    return BoxPatterns(
        token=re.compile(rf"(?=[{first}{starts_cell}])(?:(?P<area>{AREA.pattern})|{label}|{bare_year}|{cell})"),
        labels=re.compile(label),
        explanation=re.compile(_one_line(labels.explanation)),
        starts_box=re.compile(rf"(?=[{first}])(?:{rank}|{starts}|{_one_line(labels.explanation)})(?![^\s\d])"),
        cells=re.compile(rf"(?:(?:{bare})[^\S\n]*)+"),
        cell=re.compile(cell),
        head=re.compile(rf"(?:{change})\s+|(?=[-0-9０-９]*[,，.．%％]){NUMBER}[%％]?(?={_CJK.pattern}.*(?:{plan})$)"),
        tail=re.compile(
            rf"(?:(?:{plan}|[{_CLOSING}])\s*|\s+(?=(?:(?:{bare})\s+)+(?:{bare})$)|\s+(?=(?:{change})$))"
            rf"(?P<cells>(?:(?:{bare})\s*)+)$"
        ),
    )


def _one_line(*labels: str) -> str:
    return spaced(*labels).replace(r"\s*", r"[^\S\n]*")


def is_other_cell(text: str, patterns: BoxPatterns) -> bool:
    """Whether a line right below an explanation cannot go on with it."""
    if patterns.starts_box.match(text) or patterns.cells.fullmatch(text) or AREA.search(text):
        return True
    label, formula = patterns.labels.match(text), FORMULA.match(text)
    if formula and "値" in formula[0]:
        return True
    return label is not None and not _CJK.match(text, label.end())


def marks_of(text: str, patterns: BoxPatterns) -> list[Mark]:
    """What stands on a line: nothing but labels and cells, nothing but running text, or both."""
    marks: list[Mark] = []
    at = 0
    for match in patterns.token.finditer(text):
        start, end = match.span()
        if start > at and not text[at:start].isspace():
            return mixed(text, patterns)
        marks.append(_mark(match.lastgroup or "", start, end))
        at = end
    if at < len(text):
        return mixed(text, patterns) if marks else [Mark("text", "", 0, len(text))]
    return marks


def _mark(name: str, start: int, end: int) -> Mark:
    if name in ("area", "year", "value", "change"):
        return Mark(cast(Kind, name), "", start, end)
    if name in ("dash", "bare_year"):
        return Mark("value" if name == "dash" else "year", name, start, end)
    return Mark(_label_kind(name), name, start, end)


def _label_kind(name: str) -> Kind:
    return "rank" if name == "rank" else "reason" if name == "reason" else "label"


def mixed(text: str, patterns: BoxPatterns) -> list[Mark]:
    """Labels, cells and running text: what is surest is taken out first."""
    marks = [Mark("area", "", *match.span()) for match in AREA.finditer(text)]
    marks += _labels(_without(text, marks), patterns)
    marks += _rest(_without(text, marks), patterns)
    return sorted(marks, key=lambda mark: mark.start)


def _without(text: str, marks: Iterable[Mark]) -> str:
    """The text with what is already read blanked out, at equal length."""
    for mark in marks:
        text = text[: mark.start] + "\0" * (mark.end - mark.start) + text[mark.end :]
    return text


def _labels(text: str, patterns: BoxPatterns) -> list[Mark]:
    """Labels that stand apart from running text; a label inside a name is part of the name."""
    found: list[Mark] = []
    for match in patterns.labels.finditer(text):
        name = match.lastgroup or ""
        before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        apart_before = (found and found[-1].end == match.start()) or not _CJK.match(before)
        apart_after = not _CJK.match(behind) or patterns.labels.match(text, match.end()) is not None
        at_edge = before in ("", " ", "　") or behind in ("", " ", "　")
        if (apart_before and apart_after) or (at_edge and name in ("rank", "name", "other")):
            found.append(Mark(_label_kind(name), name, *match.span()))
    return found


def _rest(text: str, patterns: BoxPatterns) -> Iterator[Mark]:
    """What stands between the marks: cells or running text."""
    for run in _RUN.finditer(text):
        start = run.start() + len(run[0]) - len(run[0].lstrip())
        end = start + len(run[0].strip())
        if end > start:
            yield from _cells_or_text(text, start, end, patterns)


def _cells_or_text(text: str, start: int, end: int, patterns: BoxPatterns) -> Iterator[Mark]:
    """Cells, or running text with the cells that stand before and behind it."""
    if patterns.cells.fullmatch(text, start, end):
        yield from _cells(text, start, end, patterns)
        return
    head = patterns.head.match(text, start, end)
    if head:
        yield from _cells(text, start, head.end(), patterns)
        start = head.end()
    tail = patterns.tail.search(text, start, end)
    if tail:
        yield from _cells(text, tail.start("cells"), end, patterns)
        end = tail.start("cells")
    words = text[start:end]
    yield Mark("text", "", end - len(words.lstrip()), start + len(words.rstrip()))


def _cells(text: str, start: int, end: int, patterns: BoxPatterns) -> Iterator[Mark]:
    for match in patterns.cell.finditer(text, start, end):
        kind: Kind = "year" if match["year"] else "change" if match["change"] else "value"
        yield Mark(kind, "dash" if match["dash"] else "", *match.span())
