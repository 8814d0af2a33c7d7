"""What running text says of an indicator, against its box: claims that hold, that do not, and no claims."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from policygraph.loaders.records import (
    Analysis,
    FirstEvaluation,
    Indicator,
    Judgement,
    Observation,
    PolicyResponse,
    Reflections,
    Sheet,
)
from policygraph.queries.checks.prose import prose_figure
from tests.queries.checks.sheets import QUOTES, SOUND

D = Decimal


def observed(year: int, target: str, actual: str | None, rate: str | None = None, grade: str | None = None) -> Any:
    return Observation(
        quotes=QUOTES,
        year=year,
        year_kind="fiscal",
        target=D(target),
        actual=None if actual is None else D(actual),
        rate=None if rate is None else D(rate),
        grade=grade,
    )


def indicator(**changes: Any) -> Indicator:
    """海辺の灯台の見学者数: 1,000 in 2015, 1,180 in 2018 of 1,150, 1,060 in 2019 of 1,200; 1,500 in the end."""
    box = Indicator(
        quotes=QUOTES,
        rank="主①",
        name="海辺の灯台の見学者数（人）",
        area="9(9)Z",
        unit="人",
        kind="outcome",
        explanation=None,
        basis_plan=None,
        desired_change="増加",
        formula=None,
        year_kind="fiscal",
        base_year=2015,
        base_kind="fiscal",
        base_value=D(1000),
        target_year=2020,
        target_kind="fiscal",
        target_value=D(1250),
        final_year=2025,
        final_kind="fiscal",
        final_target=D(1500),
        latest_actual=D(1060),
        progress_rate=D("70.7"),
        causes_inside=None,
        causes_outside=None,
        observations=(observed(2018, "1150", "1180", "120.0", "A"), observed(2019, "1200", "1060", "30.0", "D")),
    )
    return replace(box, **changes)


YEN = {"name": "水揚げの生産性（万円）", "unit": "万円"}
"""The same figures in ten thousands of yen."""
SHARE = {
    "name": "港を知る子どもの割合",
    "unit": "%",
    "base_value": D("40.0"),
    "observations": (observed(2018, "45.0", "44.0"), observed(2019, "46.0", "50.5")),
}
FALLING = {"desired_change": "減少", "name": "海岸のごみの量（t）", "unit": "t"}


def evaluation(**changes: Any) -> FirstEvaluation:
    empty = FirstEvaluation(
        quotes=QUOTES,
        indicator_verdict=None,
        effort_verdict=None,
        overall_verdict=None,
        counts=(),
        verdicts=(),
        analyses=(),
        judgements=(),
        policies=(),
    )
    return replace(empty, **changes)


def analysed(text: str, **changes: Any) -> Sheet:
    """The text as the analysis of the indicator."""
    box = indicator(**changes)
    analysis = Analysis(quotes=QUOTES, indicator=box.name, grade="D", text=text)
    return replace(SOUND, indicators=(box,), first_evaluation=evaluation(analyses=(analysis,)))


def found(sheet: Sheet) -> list[str]:
    return [finding.printed or "" for finding in prose_figure(sheet)]


LOSING = {"observations": (observed(2018, "1150", "980", "-13.3", "D"), observed(2019, "1200", "960", "-20.0", "D"))}

TRUE = [
    ("R1年度の達成率は▲20.0％となった。", LOSING),
    ("H30年度の達成率は－13.3％となった。", LOSING),
    ("R1は1,060人となった。", {}),
    ("R1年度の実績は１，０６０人であり、引き続き努める。", {}),
    ("最新の実績は1,060人である。", {}),
    ("灯台の見学者数は、R1年度に1,060人となった。", {}),
    ("H30の実績値は1,180人で、R1は1,060人であった。", {}),
    ("R1の実績は0.1万人であった。", {}),
    ("見学者数は前年度に比べ120人減少した。", {}),
    ("見学者数は前年度を120人下回った。", {}),
    ("見学者数は基準年度に比べ60人増加している。", {}),
    ("H27年度と比較して、見学者数は6.0％の増加となっている。", {}),
    ("H30年度は前の年を上回った。", {}),
    ("R1年度は目標を下回ったが、H30年度は目標を達成している。", {}),
    ("目標値に届かなかったため、周知に努める。", {}),
    ("R1年度の目標は未達成である。", {}),
    ("H30は目標を30人上回った。", {}),
    ("最終目標に対する進捗率は70.7％となっている。", {}),
    ("最終目標に対する進捗率は71%。", {}),
    ("R1年度の達成率は30%であった。", {}),
    ("達成率は30.0％。", {}),
    ("R1の目標は1,200人である。", {}),
    ("最終目標値は1,500人である。", {}),
    ("基準年度に比べ、見学者数は横ばいで推移している。", {}),
    ("H30に比べ、見学者数は120万円の減少となった。", YEN | {"name": "海辺の見学者数（万円）"}),
    ("水揚げの生産性はR1年度で0.106億円となった。", YEN),
    ("R1は前年から6.5ポイント上昇した。", SHARE),
    ("R1は50.5％となり、目標を4.5ポイント上回った。", SHARE),
    ("R1年度は目標を達成している。", FALLING),
    ("H30年度は目標を達成できなかった。", FALLING),
]

FALSE = [
    ("R1年度の達成率は20.0％となった。", LOSING),
    ("H30年度の達成率は－33.3％となった。", LOSING),
    ("R1は1,160人となった。", {}),
    ("R1年度の実績は１，１６０人であり、引き続き努めている。", {}),
    ("最新の実績は1,180人である。", {}),
    ("灯台の見学者数は、R1年度に1,180人となった。", {}),
    ("R1の実績は0.2万人であった。", {}),
    ("見学者数は前年度に比べ120人増加した。", {}),
    ("見学者数は前年度を150人下回った。", {}),
    ("見学者数は基準年度に比べ減少している。", {}),
    ("H27年度と比較して、見学者数は16.0％の増加となっている。", {}),
    ("R1年度は前の年を上回った。", {}),
    ("H30年度は目標を下回った。", {}),
    ("目標値を達成したため、周知を続ける。", {}),
    ("H30年度の目標は未達成である。", {}),
    ("H30は目標を130人上回った。", {}),
    ("最終目標に対する進捗率は77.7％となっている。", {}),
    ("R1年度の達成率は120%であった。", {}),
    ("達成率は88.0％。", {}),
    ("R1の目標は1,300人である。", {}),
    ("最終目標値は1,600人である。", {}),
    ("前年度に比べ、見学者数は横ばいで推移している。", {}),
    ("H30に比べ、船便の人員が315人増加したものの、海辺の灯台の見学者数は12人の減少となった。", {}),
    ("水揚げの生産性はH30に比べて120億円の減少となった。", YEN),
    ("水揚げの生産性はR1年度で1,060億円となった。", YEN),
    ("R1は前年から16.5ポイント上昇した。", SHARE),
    ("R1は55.5％となった。", SHARE),
    ("R1年度は目標を達成できなかった。", FALLING),
    ("H30年度は目標を達成した。", FALLING),
]

SILENT = [
    # of something else
    "全国では、R1は2,000人となった。",
    "全国の見学者数は2,000人となった。",
    "北の浜において、見学者数は前年度に比べ増加した。",
    "船便の利用者は前年度に比べ増加した。",
    "船便の利用者が増えている。R1は2,000人となった。",
    "案内の会を開いた。R1年度の実績は2,000人であった。",
    "見学者数（うち女性）は、R1に2,000人となった。",
    "見学者数（速報値）は、R1に2,000人となった。",
    "R1年度の目標（道央圏）を達成した。",
    "R1は200社に案内を送った。",
    "R1は2,000人で、案内の会を開いた。",
    "R1は2,000人の参加があった。",
    # not said as a fact
    "R1年度は目標の達成に向け、周知に努めた。",
    "目標を達成し、周知を続ける必要がある。",
    "前年度に比べ増加する見込みである。",
    "見学者数が前年度に比べ増加した場合は、便を増やす。",
    "R1年度は約2,000人となった。",
    "R1は2,000人以上となった。",
    # of times that the table does not have, or not for certain
    "H28は2,000人となった。",
    "見学者数は増加した。",
    "H28に比べ、見学者数は増加した。",
    "R1.6に比べ、見学者数は増加した。",
    "R1年の実績は2,000人であった。",
    "H28からH30にかけて増加した。",
    # in a unit that does not compare
    "R1は2,000件となった。",
    "R1は1億2,000万円となった。",
]


@pytest.mark.parametrize(("text", "changes"), TRUE)
def test_what_the_table_says_too_is_no_finding(text: str, changes: dict[str, Any]) -> None:
    assert found(analysed(text, **changes)) == []


@pytest.mark.parametrize(("text", "changes"), FALSE)
def test_what_the_table_denies_is_found_once(text: str, changes: dict[str, Any]) -> None:
    (finding,) = prose_figure(analysed(text, **changes))
    assert (finding.rule, finding.about) == ("prose-figure", ("indicator", "主①"))
    assert len(finding.quotes) > 0


@pytest.mark.parametrize("text", SILENT)
def test_what_is_not_certain_is_no_finding(text: str) -> None:
    assert found(analysed(text)) == []


@pytest.mark.parametrize(("year_kind", "count"), [("calendar", 0), ("fiscal", 1), (None, 1)])
def test_a_fiscal_year_of_a_calendar_table_is_none_of_its_years(year_kind: str | None, count: int) -> None:
    assert len(found(analysed("H30年度の実績は2,000人であった。", year_kind=year_kind))) == count


@pytest.mark.parametrize("label", ["causes_inside", "causes_outside"])
def test_causes_are_of_the_indicator_of_their_box(label: str) -> None:
    sheet = replace(SOUND, indicators=(indicator(**{label: "特になし\n・見学者数は前年度に比べ増加した。"}),))
    (finding,) = prose_figure(sheet)
    printed = {"causes_inside": "【内的要因】", "causes_outside": "【外的要因】"}[label]
    assert finding.message_ja == (
        f"主①の{printed}に「見学者数は前年度に比べ増加した」とありますが、"
        "主①の表では2018年度が1,180人、2019年度が1,060人（120人の減少）です。"
    )


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("海辺の灯台の見学者数は、前年度に比べ増加した。", 1),
        ("海辺の灯台の見学者数の進捗率は77.7％である。", 1),
        ("見学者数は、前年度に比べ増加した。", 0),
        ("進捗率は77.7％である。", 0),
        ("沖の灯台の見学者数は、前年度に比べ増加した。", 0),
    ],
)
def test_other_texts_speak_of_an_indicator_by_its_whole_name(text: str, count: int) -> None:
    judgement = Judgement(quotes=QUOTES, criterion=2, mark="○", question=None, reason=text)
    reply = PolicyResponse(quotes=QUOTES, policy="①", text=text, projects=())
    reflections = Reflections(quotes=QUOTES, policy_responses=(reply,), opinion_responses=(), counts=(), projects=())
    sheet = replace(
        SOUND, indicators=(indicator(),), first_evaluation=evaluation(judgements=(judgement,)), reflections=reflections
    )
    assert len(found(sheet)) == 2 * count


def test_a_name_that_two_indicators_share_is_neither() -> None:
    judgement = Judgement(
        quotes=QUOTES, criterion=2, mark="○", question=None, reason="海辺の灯台の見学者数は前年度に比べ増加した。"
    )
    boxes = (indicator(), indicator(rank="関①", name="海辺の灯台の見学者数（千人）"))
    assert found(replace(SOUND, indicators=boxes, first_evaluation=evaluation(judgements=(judgement,)))) == []


def test_the_subject_of_a_clause_may_be_another_indicator() -> None:
    sheet = analysed("沖の船の乗客数は前年度に比べ減少した。見学者数は前年度に比べ減少した。")
    rising = indicator(
        rank="関①", name="沖の船の乗客数（人）", observations=(observed(2018, "9", "10"), observed(2019, "9", "20"))
    )
    (finding,) = prose_figure(replace(sheet, indicators=(*sheet.indicators, rising)))
    assert finding.about == ("indicator", "関①")


def test_a_heading_may_leave_the_unit_out() -> None:
    analysis = Analysis(quotes=QUOTES, indicator="海辺の灯台の見学者数", grade="D", text="前年度に比べ増加した。")
    sheet = replace(SOUND, indicators=(indicator(),), first_evaluation=evaluation(analyses=(analysis,)))
    assert found(sheet) == ["前年度に比べ増加した"]
