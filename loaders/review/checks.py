"""What a review sheet says against itself: findings stand beside the facts and never in place of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from policygraph.loaders.review.items import Item, Place, Record
from policygraph.loaders.review.payees import corporate_number

PHASES: Final = ("当初予算", "補正予算", "前年度から繰越し", "翌年度へ繰越し", "予備費等")
"""What adds up to 予算計; what is carried forward is negative."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: its rule, the item it is about (None: the sheet), its place, and what it says."""

    rule: str
    item: Item | None
    place: Place | None
    printed: str | None
    expected: str | None
    message_ja: str
    message_en: str


def findings_of(record: Record) -> tuple[Found, ...]:
    """All findings on a sheet, in its order."""
    return tuple(_findings(record))


def _findings(record: Record) -> Iterator[Found]:
    project = record.project
    yield from _of_number(record)
    for budget in project.parts.get("予算", ()):
        yield from _of_budget(budget)
    for payment in project.parts.get("支出先", ()):
        yield from _of_payment(payment)
    for place in record.unread:
        yield finding(
            "unread",
            None,
            place,
            printed=record.quote(place),
            ja=f"{place.pointer} は知られていない欄で、読み取っていません。",
            en=f"{place.pointer} is no field that is known, and was not read.",
        )
    for section in record.missing:
        yield finding(
            "section-missing",
            None,
            None,
            ja=f"「{section}」の欄がありません。",
            en=f"The section {section} is missing.",
        )


def finding(
    rule: str,
    item: Item | None,
    place: Place | None,
    *,
    ja: str,
    en: str,
    printed: str | None = None,
    expected: str | None = None,
) -> Found:
    """A finding on a rule of :data:`policygraph.ontology.rules.RULES`."""
    return Found(rule, item, place, printed, expected, ja, en)


def _of_number(record: Record) -> Iterator[Found]:
    project = record.project
    if record.number_parts and project.text("事業番号") != record.number_parts:
        yield finding(
            "number-repeat",
            project,
            project.places["事業番号"],
            printed=project.text("事業番号"),
            expected=record.number_parts,
            ja=f"事業番号 {project.text('事業番号')} が、各部の記載 {record.number_parts} と一致しません。",
            en=f"The number {project.text('事業番号')} is not what its parts give: {record.number_parts}.",
        )


def _of_budget(budget: Item) -> Iterator[Found]:
    total, executed, year = budget.number("予算計"), budget.number("執行額"), budget.number("年度")
    if total is None:
        return
    if executed is not None and executed > total:
        rounded = executed - total <= _half_unit(executed) + _half_unit(total)
        yield finding(
            "executed-exceeds-budget",
            budget,
            budget.place,
            printed=million(executed),
            expected=f"{million(total)} 以下",
            ja=f"{year}年度の執行額 {million(executed)} 百万円が予算計 {million(total)} 百万円を超えています"
            f"{'（端数処理によることがあります）' if rounded else ''}。",
            en=f"Of {year}, {million(executed)} million yen executed exceed the whole budget of {million(total)}"
            f"{'; rounding may explain it' if rounded else ''}.",
        )
    yield from _of_phases(budget, total)


def _of_phases(budget: Item, total: int) -> Iterator[Found]:
    """A total is wrong only where no rounding of what is printed gives it."""
    phases = [amount for amount in map(budget.number, PHASES) if amount is not None]
    difference = abs(sum(phases) - total)
    if not phases or not difference:
        return
    year, added = budget.number("年度"), million(sum(phases))
    certain = len(phases) == len(PHASES) and difference > sum(map(_half_unit, (*phases, total)))
    why_ja = "" if certain else "端数処理または記載のない内訳によることがあるため、検算できません。"
    yield finding(
        "phase-sum" if certain else "cannot-check",
        budget,
        budget.place,
        printed=million(total),
        expected=added,
        ja=f"{year}年度の予算計 {million(total)} 百万円が、内訳の合計 {added} 百万円と一致しません。{why_ja}",
        en=f"Of {year}, the whole budget of {million(total)} million yen is not the sum of its phases, {added}"
        f"{'' if certain else '; rounding or a phase that is not printed may explain it'}.",
    )


def _of_payment(payment: Item) -> Iterator[Found]:
    printed = payment.text("法人番号")
    if printed and corporate_number(printed) is None:
        name = " ".join(payment.text("支出先名").split())
        yield finding(
            "corporate-number",
            payment,
            payment.places["法人番号"],
            printed=printed,
            ja=f"支出先「{name}」の法人番号 {printed} は、13桁でないか検査用数字が合いません。名称だけで扱います。",
            en=f"The corporate number {printed} of the payee {name} has not 13 digits or a wrong check digit.",
        )


def million(yen: int) -> str:
    """Yen as the sheets print them: in million yen, with as many decimals as there are.

    >>> million(1234500000), million(-1000)
    ('1,234.5', '-0.001')
    """
    return f"{_in_millions(yen):,f}"


def _in_millions(yen: int) -> Decimal:
    amount = Decimal(yen).scaleb(-6).normalize()
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def _half_unit(yen: int) -> Decimal:
    """How far an amount may be from what was rounded to it, in yen."""
    exponent = _in_millions(yen).as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) + 5)
