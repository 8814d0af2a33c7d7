"""Invented indicator boxes as text, in pieces that a test can damage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from policygraph.loaders.records import Indicator
from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.indicators.page import IndicatorPages, read_indicators
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Source

FORMULA = "((実績値-基準値)／(目標値\n－基準値))×100"
RATIO = "（実績値／目標値）×100"


@dataclass(frozen=True)
class BoxText:
    """The cells of one box as they are printed."""

    rank: str = "主①"
    name: str = "港に寄る客船の数（隻）"
    years: tuple[str, str, str] = ("H28", "R2", "R6")
    values: tuple[str, str, str] = ("100", "140", "180")
    explanation: str = "港を訪れた客船を数えたもの"
    kind: str = "【アウトカム指標】"
    plan: str = "みなと計画"
    area: str = "２（２）A"
    change: str = "増加"
    formula: str = FORMULA
    grade_years: str = "H28 H29 H30"
    grades: str = "- D B"
    inside: str = "特になし"
    outside: str = "客船の会社が航路を変えた。"
    table_years: str = "H29 H30"
    targets: str = "110 120 180"
    actuals: str = "107 118 118"
    rates: str = "70.0% 90.0% 65.6%"

    def left(self) -> list[str]:
        """The rows of the left box, one piece each."""
        base, goal, final = self.years
        first, second, third = self.values
        return [
            f"{self.rank} 指標名 目 標 の 基 準 今 年 度 の 目 標 最 終 目 標",
            self.name,
            f"基準年度 {base} 年度 {goal} 最終年度 {final}",
            f"基 準 値 {first} 目標値 {second} 最終目標値 {third}",
            f"〔指標の説明〕\n{self.explanation}\n{self.kind}\n取組の進み具合を測るため",
            "根拠計画 政策体系 増減方向 達成率の算式",
            f"{self.plan} {self.area} {self.change}\n{self.formula}",
        ]

    def right(self) -> list[str]:
        """The right block, one piece a row."""
        return [
            f"評価年度 {self.grade_years} 達成度合の分析ほか",
            f"達成度合 {self.grades} 【内的要因】\n{self.inside}\n【外的要因】\n{self.outside}",
            f"年    度 {self.table_years} 進捗率",
            f"目 標 値 {self.targets}",
            f"実 績 値 {self.actuals}",
            f"達成率 {self.rates}",
        ]


SHIPS = BoxText()
EGGS = BoxText(
    rank="関①",
    name="たまごの出荷額（億円）（暦年）",
    years=("h27", "r2", "r7"),
    values=("2,310", "2,580", "2,900"),
    explanation="養鶏場のたまごの出荷額を合わせたもの",
    plan="おいしい食の戦略",
    grade_years="H28 H29 H30",
    grades="C D D",
    outside="たまごの値が下がり、出荷額が減った。",
    targets="2,420 2,470 2,900",
    actuals="2,360 2,402 2,402",
    rates="45.5% 57.5% 82.8%",
)
FALLS = BoxText(
    rank="関②",
    name="川を流れるごみの割合",
    years=("H29", "R2", "R6"),
    values=("38.5%", "33.0%", "25.0%"),
    explanation="川の調査で見つかったごみの割合",
    plan="みずべの計画",
    change="減少",
    grades="- A A",
    outside="川の清掃に多くの人が加わった。",
    targets="36.5% 35.0% 25.0%",
    actuals="36.0% 34.2% 34.2%",
    rates="125.0% 122.9% 136.8%",
)


def page(*pieces: str) -> str:
    """Pieces with a blank line between."""
    return "\n\n".join(pieces) + "\n"


def tidy(*boxes: BoxText) -> str:
    """All left boxes, then all right blocks, nothing out of order."""
    return page(*(row for box in boxes for row in box.left()), *(row for box in boxes for row in box.right()))


def read(
    text: str, *, areas: tuple[str, ...] = ("2(2)A",), year: int = 2020, analysis: str = ""
) -> tuple[Reading, IndicatorPages]:
    """What section 3 reads from a text, with the text of section 5(1) beside it."""
    source = Source.from_text("invented.txt", text)
    reading = Reading.of(source, FORM_2020)
    repeated = Source.from_text("analysis.txt", analysis).lines
    return reading, read_indicators(source.lines, reading, areas, year, repeated)


def by_rank(text: str) -> dict[str, Indicator]:
    return {indicator.rank: indicator for indicator in read(text)[1].indicators}


def one(text: str) -> Indicator:
    (indicator,) = read(text)[1].indicators
    return indicator


def unread(reading: Reading) -> list[str]:
    return [reading.source.quote(span) for span in reading.ledger.unread(reading.source.text)]


def rules(reading: Reading) -> set[str]:
    return {finding.rule for finding in reading.findings}


def numbers(indicator: Indicator) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return indicator.base_value, indicator.target_value, indicator.final_target


def printed(box: BoxText) -> tuple[Decimal, Decimal, Decimal]:
    first, second, third = (Decimal(value.replace(",", "").rstrip("%")) for value in box.values)
    return first, second, third


def history(indicator: Indicator) -> list[tuple[int, str | None, str | None, str | None, str | None]]:
    def text(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    return [(o.year, text(o.target), text(o.actual), text(o.rate), o.grade) for o in indicator.observations]
