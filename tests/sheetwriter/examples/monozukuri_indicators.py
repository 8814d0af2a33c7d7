"""The four indicators of 05-10: names and figures of the public sheet, explanations reworded."""

# ruff: noqa: E501 (rows of data: one thing, one line)

from __future__ import annotations

from decimal import Decimal

from policygraph.loaders.records import Indicator, Observation, YearKind

FORMULA = "((実績値-基準値)／(目標値－基準値))×100"


def _decimal(printed: str) -> Decimal | None:
    return None if printed == "-" else Decimal(printed)


def observation(
    kind: YearKind, year: int, grade: str | None, target: str = "-", actual: str = "-", rate: str = "-"
) -> Observation:
    """An observation from printed cells, ``-`` for none."""
    return Observation(
        quotes=(),
        year=year,
        year_kind=kind,
        grade=grade,
        target=_decimal(target),
        actual=_decimal(actual),
        rate=_decimal(rate),
    )


_STRATEGY = "第２期北海道創生総合戦略"

INDICATORS = (
    Indicator(
        quotes=(), rank="主①", name="製造業の付加価値生産性（万円）（暦年）", area="2(2)A", unit="万円", kind="outcome",
        explanation="製造業で働く人一人当たりの付加価値の額\nものづくりの付加価値の高さを測るために設けた指標",
        basis_plan="北海道総合計画", desired_change="増加", formula=FORMULA, year_kind="calendar",
        base_year=2014, base_kind="calendar", base_value=Decimal(870),
        target_year=2020, target_kind="calendar", target_value=Decimal(1280),
        final_year=2025, final_kind="calendar", final_target=Decimal(1280),
        latest_actual=Decimal("991.0"), progress_rate=Decimal("77.4"),
        causes_inside="特になし", causes_outside="石油製品などが伸び、一人当たりで23万円の増加となったが、全国の74%にとどまる。",
        observations=(
            observation("calendar", 2016, "D"),
            observation("calendar", 2017, "D", "1116.0", "968.0", "39.8"),
            observation("calendar", 2018, "D", "1198.0", "991.0", "36.9"),
        ),
    ),
    Indicator(
        quotes=(), rank="関①", name="加工組立型工業の製造品出荷額等（億円）（暦年）", area="2(2)A", unit="億円", kind="outcome",
        explanation="加工組立型工業（機械器具や電子部品などの製造業）が出荷した品の額\nものづくりの技術の高さを測るために設けた指標",
        basis_plan=_STRATEGY, desired_change="増加", formula=FORMULA, year_kind="calendar",
        base_year=2017, base_kind="calendar", base_value=Decimal(8710),
        target_year=2020, target_kind="calendar", target_value=Decimal(9517),
        final_year=2024, final_kind="calendar", final_target=Decimal(10709),
        latest_actual=Decimal(8303), progress_rate=Decimal("77.5"),
        causes_inside="自動車の部品を道内で調達した額は401億円となり、前の年より52億円増えた。",
        causes_outside="輸送用の機械が伸びたものの、情報通信機械が351億円減り、出荷の額は407億円の減少となった。",
        observations=(
            observation("calendar", 2016, "D"),
            observation("calendar", 2017, "C"),
            observation("calendar", 2018, "D", "8971", "8303", "-155.9"),
            observation("calendar", 2019, None, "9240"),
        ),
    ),
    Indicator(
        quotes=(), rank="関②", name="加工組立型工業の付加価値生産性（万円）（暦年）", area="2(2)A", unit="万円", kind="outcome",
        explanation="加工組立型工業で働く人一人当たりの付加価値の額\n加工組立の付加価値の高さを測るために設けた指標",
        basis_plan=_STRATEGY, desired_change="増加", formula=FORMULA, year_kind="calendar",
        base_year=2017, base_kind="calendar", base_value=Decimal(1118),
        target_year=2020, target_kind="calendar", target_value=Decimal(1202),
        final_year=2024, final_kind="calendar", final_target=Decimal(1325),
        latest_actual=Decimal(1078), progress_rate=Decimal("81.4"),
        causes_inside="特になし", causes_outside="電子部品の付加価値は315億円増えたが、情報通信機械と生産用機械が減り、生産性は下がった。",
        observations=(
            observation("calendar", 2017, "-"),
            observation("calendar", 2017, "-"),
            observation("calendar", 2018, "D", "1145", "1078", "-148.1"),
            observation("calendar", 2019, None, "1173"),
        ),
    ),
    Indicator(
        quotes=(), rank="関③", name="ものづくり産業を理解したと考える事業参加者の割合", area="2(2)A", unit="%", kind="output",
        explanation="催しの参加者に、ものづくりへの理解が深まったかを尋ねた結果\nものづくりへの理解の広がりを測るために設けた指標",
        basis_plan=_STRATEGY, desired_change="増加", formula=FORMULA, year_kind="fiscal",
        base_year=2018, base_kind="fiscal", base_value=Decimal("85.6"),
        target_year=2020, target_kind="fiscal", target_value=Decimal(86),
        final_year=2024, final_kind="fiscal", final_target=Decimal(90),
        latest_actual=None, progress_rate=None, causes_inside=None, causes_outside=None,
        observations=(
            observation("fiscal", 2017, "-"),
            observation("fiscal", 2018, "-"),
            observation("fiscal", 2019, "-"),
            observation("fiscal", 2020, None, "86"),
        ),
    ),
)  # fmt: skip
