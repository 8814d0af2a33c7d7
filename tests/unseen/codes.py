"""Other codes, years, verdicts and amounts in the real sheet, each with its effect on the records.

Codes, numbers and names of the real sheet may stand here; its sentences may not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from policygraph.loaders.records import Moment, Period
from tests.unseen.values import Change, Recount


@dataclass(frozen=True, slots=True)
class Variant:
    """A change of the text, of the texts of the records, and of their other values."""

    name: str
    text: Change
    said: Change
    recount: Recount = field(default=lambda path, value: value)


def in_step(name: str, change: Change) -> Variant:
    """One substitution, the same in the sheet and in the texts of its records."""
    return Variant(name, change, change)


def _tokens(table: Mapping[str, str], pattern: str = "{}") -> Change:
    """Replaces whole tokens at once, so that two may change places."""
    found = re.compile(pattern.format("|".join(map(re.escape, sorted(table, key=len, reverse=True)))))
    return lambda text: found.sub(lambda match: match[0].replace(match[1], table[match[1]], 1), text)


def chained(*changes: Change) -> Change:
    """One change after the other."""

    def changed(text: str) -> str:
        for change in changes:
            text = change(text)
        return text

    return changed


# --- codes ------------------------------------------------------------------------------------

PROJECTS = (*range(532, 555), 710, 711, 712, 713, 714, 716, 717, 719)


def _other_projects(step: int) -> Change:
    table = {f"{code:04}": f"{(code * step + 4321) % 9973:04}" for code in PROJECTS}
    return _tokens(table, r"(?<![0-9A-Z,.])({})(?![0-9,.])")


def _other_plans(text: str) -> str:
    return re.sub(r"\b([AC])(\d{4})\b", lambda match: f"{match[1]}{(int(match[2]) * 7 + 1234) % 9973:04}", text)


def _other_areas(text: str) -> str:
    narrow = text.replace("2(4)C", "3(2)A").replace("2(2)A", "3(1)B")
    return narrow.replace("２（２）A", "３（１）B")


def _other_measure(text: str) -> str:
    return re.sub(r"\b05(\s?[―－-]?\s?)10\b", r"12\g<1>03", text)


def _other_link(text: str) -> str:
    return re.sub(r"^0203$", "0711", text.replace("02-03", "07-11"), flags=re.MULTILINE)


_MEASURE = re.compile("\\s*".join("高い付加価値を生み出すものづくり産業の振興"))


def measure_name(name: str, width: int) -> Variant:
    """Another name of the measure, of any length; where it wraps, it wraps after ``width`` characters."""
    lines = "\n".join(name[start : start + width] for start in range(0, len(name), width))

    def change(text: str) -> str:
        return _MEASURE.sub(lambda match: lines if "\n" in match[0] else name, text)

    return in_step(f"measure {name}", change)


# --- verdicts ---------------------------------------------------------------------------------

_VERDICT = re.compile("\\s*".join("効果的な取組を検討して引き続き推進"))


def verdict(wording: str) -> Variant:
    """Another overall verdict; where it wraps, the other one wraps too."""

    def change(text: str) -> str:
        return _VERDICT.sub(lambda match: _wrapped(wording, match[0]), text)

    return in_step(f"verdict {wording}", change)


def _wrapped(wording: str, like: str) -> str:
    at = re.search(r"\s+", like)
    return f"{wording[: at.start()]}{at[0]}{wording[at.start() :]}" if at else wording


def _other_grades(text: str) -> str:
    """D becomes B and C becomes A wherever a grade stands."""
    text = re.sub(r"^達成度合 [D C-]+", lambda match: match[0].replace("D", "B").replace("C", "A"), text, flags=re.M)
    text = text.replace("【Ｄ】", "【Ｂ】").replace("D指標あり", "B指標あり")
    return text.replace("計\n0 0 0 3 1", "計\n0 3 0 0 1")


def _said_grades(text: str) -> str:
    return text.replace("D指標あり", "B指標あり")


_COUNTS = {".counts[0].grade": "B", ".counts[3].count": 3, ".counts[5].count": 0}
"""What changes in the counts: the row of the area, and B and D of the row 計."""


def _grade(path: str, value: object) -> object:
    if ".counts[" in path:
        return _COUNTS.get(path.removeprefix(".first_evaluation"), value)
    return {"D": "B", "C": "A"}.get(str(value), value) if path.endswith("grade") else value


def _other_efforts(text: str) -> str:
    """Criterion 1 becomes ○, so that the printed rule gives a."""
    return re.sub(r"^△$", "○", text, flags=re.M).replace("\nc\n", "\na\n").replace("D指標あり c", "D指標あり a")


def _effort(path: str, value: object) -> object:
    if path.endswith("judgements[0].mark"):
        return "○"
    return "a" if path.endswith("effort_verdict") else value


def _other_directions(text: str) -> str:
    return text.replace("改善", "縮小")


def _other_causes(text: str) -> str:
    return _tokens({"指標": "取組", "取組": "指標"}, r"({})(?=\s*分析(?:[）)]|$))")(text)


# --- years ------------------------------------------------------------------------------------

_ERA = re.compile(r"(令和|平成|(?<![A-Za-zＡ-Ｚａ-ｚ])[RHrhｒｈ])([0-9０-９]{1,2})(?![0-9０-９])")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_YEAR_FIELDS = ("year", "fiscal_year")


def later(text: str) -> str:
    """All eras' years one year on, where that stays in the era (Heisei ends with 30)."""
    return _ERA.sub(lambda match: _next_year(match[1], match[2]), text)


def _next_year(era: str, digits: str) -> str:
    wide = digits[0] > "9"
    year = int(digits) + 1
    if era in ("平成", "H", "h", "ｈ") and year > 30:
        era, year = {"平成": "令和", "H": "R", "h": "r", "ｈ": "ｒ"}[era], 1
    printed = str(year)
    return era + (printed.translate(_WIDE) if wide else printed)


def _year_later(path: str, value: object) -> object:
    if isinstance(value, int) and path.rpartition(".")[2].endswith(_YEAR_FIELDS):
        return value + 1
    if isinstance(value, Period):
        return Period(*(moment and moment._replace(year=moment.year + 1) for moment in value))
    return value._replace(year=value.year + 1) if isinstance(value, Moment) else value


# --- amounts ----------------------------------------------------------------------------------

_MONEY_ROW = re.compile(r"(?<=産業振興課 )((?:[\d,０]+ )+)((?:\d+\.\d ){3})([\d,]+)$", re.MULTILINE)
_MONEY_TOTALS = re.compile(r"^(0 [\d,]+ [\d,]+)(?= 14\.5 1 16計$)", re.MULTILINE)
_MONEY_FIELDS = ("amount", "carried_over", "budget", "general_funds", "full_cost")
BUDGETS = ("164,382", "167,732", "378,589")


def money(factor: int) -> Variant:
    """All money times a whole number, the cost of labour too, so that every sum still holds."""

    def scaled(text: str) -> str:
        return re.sub(r"[\d,]+", lambda match: f"{int(match[0].replace(',', '')) * factor:,}", text)

    def change(text: str) -> str:
        text = re.sub(rf"^(?:{'|'.join(BUDGETS)})$", lambda match: scaled(match[0]), text, flags=re.MULTILINE)
        text = _MONEY_TOTALS.sub(lambda match: scaled(match[0]), text)
        return _MONEY_ROW.sub(lambda match: scaled(match[1]) + match[2] + scaled(match[3]), text)

    def recount(path: str, value: object) -> object:
        return value * factor if isinstance(value, int) and path.endswith(_MONEY_FIELDS) else value

    return Variant(f"money x {factor}", change, str, recount)


_BOX_NUMBERS = (
    *("870", "1,280", "1,116.0", "1,198.0", "968.0", "991.0", "8710", "9,517", "10,709", "8,971", "9,240", "8,303"),
    *("1,118", "1,202", "1,325", "1,145", "1,173", "1,078"),
)
_BOX = re.compile(rf"(?<![\d,.])(?:{'|'.join(map(re.escape, _BOX_NUMBERS))})(?![\d,.%])")
_BOX_FIELDS = ("base_value", "target_value", "final_target", "latest_actual", ".target", ".actual")


def measured(factor: int) -> Variant:
    """All values of the indicators in 万円 and 億円 times a number: rates and progress stay."""

    def scaled(match: re.Match[str]) -> str:
        number = Decimal(match[0].replace(",", "")) * factor
        return f"{number:,}" if "," in match[0] else str(number)

    def recount(path: str, value: object) -> object:
        scales = isinstance(value, Decimal) and path.endswith(_BOX_FIELDS) and ".indicators[3]" not in path
        return Decimal(str(value)) * factor if scales else value

    return Variant(f"values x {factor}", lambda text: _BOX.sub(scaled, text), str, recount)


# --- all of them ------------------------------------------------------------------------------

STEPS = (
    in_step("codes of projects in their order", _other_projects(1)),
    in_step("codes of projects out of order", _other_projects(1234)),
    in_step("plan codes", _other_plans),
    in_step("policy areas", _other_areas),
    in_step("code of the measure", _other_measure),
    in_step("code of the linked measure", _other_link),
    in_step("directions", _other_directions),
    in_step("causes", _other_causes),
)
EVERYTHING = in_step("all codes, directions and causes", chained(*(step.text for step in STEPS[1:])))
YEARS = Variant("years", later, later, _year_later)
VARIANTS = (
    *STEPS,
    EVERYTHING,
    measure_name("道路", 20),
    measure_name("技術支援の推進", 20),
    measure_name("Society 5.0に向けた地域づくり（第２期）", 7),
    measure_name(
        "雪と寒さに強い住まいづくりを通じた、２０５０年に向けて安心して暮らし続けられる地域の形成と担い手の確保", 16
    ),
    *map(verdict, ("見直しを行った上で計画的に実施する", "計画どおり順調に推進")),
    Variant("grades", _other_grades, _said_grades, _grade),
    Variant("efforts", _other_efforts, str, _effort),
    YEARS,
    money(3),
    money(17),
    measured(3),
)
