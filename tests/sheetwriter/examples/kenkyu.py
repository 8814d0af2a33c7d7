"""02-03, fictional: the measure of 総務部 that 05-10 works with."""

# ruff: noqa: E501 (rows of data: one thing, one line)

from __future__ import annotations

from policygraph.loaders.records import (
    Budget,
    Cooperation,
    DirectionCount,
    Head,
    Opinion,
    OpinionResponse,
    Part,
    PolicyResponse,
    Reflection,
    Reflections,
    ResponsePolicy,
    Role,
    SecondEvaluation,
    Sheet,
)
from tests.sheetwriter.build import (
    directed,
    initiative,
    line,
    mention,
    need,
    partner,
    plans,
    project,
    request,
    stated,
    text,
)
from tests.sheetwriter.examples.short import END_OF_MARCH, evaluation, indicator
from tests.sheetwriter.generate_projects import totals_of
from tests.sheetwriter.vocabulary import CATEGORIES

_A, _B = "2(4)C", "3(1)A"
_OFFICE, _OTHER = "独立行政法人課", "産業振興課"

_PROJECTS = (
    project("0121", _A, "試験研究機関運営費交付金", _OFFICE, 812400, 790000, "0.6/0.0", 817140,
            "（地独）北海道立総合研究機構が行う試験研究に要する運営費を交付し、研究の基盤を支える。", mentions=("（地独）北海道立総合研究機構",)),
    project("0122", _A, "研究施設の機器更新事業", _OFFICE, 96300, 12300, "0.4/0.0", 99460,
            "古くなった研究施設の機器を更新し、工業や食品の試験を続けられるようにする。"),
    project("0123", _A, "研究成果の地域への橋渡し事業費", _OFFICE, 8250, 4125, "0.5/0.2", 13780,
            "研究の成果を地域の企業へ橋渡しするため、（公財）とかち財団などと組んで発表会を開き、相談役を各地へ送る。", mentions=("（公財）とかち財団",)),
    project("0124", _A, "技術移転の相談窓口に関すること", _OTHER, 0, 0, "0.2/0.0", 1580,
            "大学と企業の間の技術移転の相談を窓口で受け、相手を紹介する。"),
    project("0125", _A, "知的財産の活用推進費", _OTHER, 3120, 3120, "0.3/0.0", 5490,
            "特許など知的財産を中小の企業が使えるよう、（公財）北海道中小企業総合支援センターに相談員を置く。",
            mentions=("（公財）北海道中小企業総合支援センター",)),
    project("0126", _B, "法人の業務実績評価に関する事務", _OFFICE, 640, 640, "0.8/0.0", 6960,
            "法人の業務の実績を評価する委員会を開き、結果を議会へ報告する。"),
    project("0127", _B, "中期目標の策定に関すること", _OFFICE, None, None, "0.5/0.0", 3950,
            "次の五年間の中期目標をつくり、法人の計画を認可する。", unplaced=("0",)),
    project("0128", _B, "法人の財産管理事務", _OFFICE, 0, 0, "0.1/0.0", 790, "法人へ出した土地と建物の台帳を整える。"),
)  # fmt: skip
_BY_CODE = {item.code: item for item in _PROJECTS}
_BRIDGE, _TOOLS = _BY_CODE["0123"], _BY_CODE["0122"]

_INDICATORS = (
    indicator(
        "主①", "共同研究の件数（件）", _A, "件", kind="output", plan="北海道科学技術振興計画",
        explanation=("一年間に企業と結んだ共同研究の件数", "研究の成果が使われる度合いを測るために設けた指標"),
        base=(2015, "120"), target="145", final=(2025, "170"), grades={2017: "A", 2018: "B"},
        years={2019: ("140", "139"), 2020: ("145", None)},
        causes=("企業を訪ねる回数を増やし、共同研究の申込みが伸びた。", "特になし"),
    ),
    indicator(
        "関①", "機器の利用に満足した企業の割合", _A, "%", kind="outcome", plan="第２期北海道創生総合戦略",
        explanation=("研究施設の機器を使った企業への聞取りの結果", "施設の使いやすさを測るために設けた指標"),
        base=(2018, "70.0"), target="80.0", final=(2024, "90.0"), grades={2017: "-", 2018: "C"},
        years={2019: ("75.0", "74.6"), 2020: ("80.0", None)},
        causes=("予約の手続を簡単にした。", "来所を控える企業があった。"),
    ),
)  # fmt: skip

_FIRST = evaluation(
    (_A, _B), _INDICATORS,
    ("申込みの増加により、目標にほぼ届いた。", "予約の手続の見直しが実を結び、満足の割合が上がった。"),
    ("○", None, "○", "○"),
    ("運営費の交付と機器の更新を計画どおり進め、研究の基盤を保った。", None, "利用企業への聞取りを毎年行い、機器の選定に生かしている。",
     "経済部産業振興課とともに工業試験場の機器の活用を進めた。"),
    "引き続き推進",
    (
        ResponsePolicy(
            quotes=(), number="①", area=_A, direction="改善", cause="指標分析", projects=(mention(_TOOLS), mention(_BRIDGE)),
            text="・機器の更新が遅れている施設があるため、企業の求めの多い機器から順に更新する。\n・成果の発表会を道東でも開く。",
            plans=plans(創生=("A3453",)),
        ),
        ResponsePolicy(
            quotes=(), number="②", area=_A, direction="拡充", cause="取組分析", projects=(mention(_BRIDGE),),
            text="・感染症で開けなかった発表会に代えて、映像による発表を取り入れる。", plans=plans(創生=("A3453",)),
        ),
    ),
)  # fmt: skip

KENKYU = Sheet(
    head=Head(
        quotes=(), name="試験研究の基盤づくりと成果の移転", code="02-03", fiscal_year=2020, department="総務部", author_post="総務部長",
        contact="独立行政法人課企画係（22-345）", related_offices=("総務部行政改革局独立行政法人課", "経済部産業振興局産業振興課"),
        areas=(_A, _B), overall_verdict="引き続き推進",
    ),
    situation=text(
        "・この調書は架空のものです。実在の施策、団体の活動、金額とは関係がありません。",
        "・試験研究の施設が古くなり、企業の求める試験に応えられない場面が増えている。",
        "・研究の成果を地域の企業へ届ける人手が足りない。",
    ),
    image=tuple(map(text, ("総務部", "研究機構", "地域の企業", "交付", "成果の移転", "・機器の更新と共同研究の推進"))),
    budgets=tuple(Budget(quotes=(), fiscal_year=year, amount=amount * 1000) for year, amount in ((2018, 905210), (2019, 898770), (2020, 920710))),
    parts=(
        Part(quotes=(), area=_A, name="研究開発の推進", goal=text("試験研究機関の基盤を保ち、その成果を地域の企業へ移す仕組みを整える。"),
             plans=plans(創生=("A3412", "A3453"), 北海道科学技術振興計画=())),
        Part(quotes=(), area=_B, name="法人の運営", goal=text("法人の業務を公正に評価し、道民に分かりやすく示す。"), plans=plans(公約=("C0101",))),
    ),
    roles=(
        Role(quotes=(), area=_A, actor="国", group=None, text="・研究開発の競争的な資金の用意"),
        Role(quotes=(), area=_A, actor="道", group=None, text="・運営費の交付と施設の整備\n・成果の移転の仕組みづくり"),
        Role(quotes=(), area=_A, actor="民間等", group="産業支援機関", text="・企業からの相談の取次ぎ"),
        Role(quotes=(), area=_A, actor="民間等", group="民間", text="・共同研究への参加"),
        Role(quotes=(), area=_B, actor="道", group=None, text="・法人の評価と中期目標の策定"),
    ),
    initiatives=(
        initiative(_A, "◎", "試験研究の基盤の維持", plan=("運営費の交付", "研究施設の機器の更新"),
                   results=(line("更新した機器", stated("R1年度", "14", "台"), stated("R2年度", "11", "台", "planned")),)),
        initiative(_A, "◎", "研究成果の企業への移転", plan=("成果の発表会の開催", "相談役の派遣"),
                   results=(line("相談役の派遣", stated("R1年度", "52", "回"), stated("R2年度", "60", "回", "planned", "予定")),),
                   effects=(line("道東での成果の発表会", stated("R2.6", status="cancelled")),)),
        initiative(_B, "○", "法人の業務の評価", plan=("評価の委員会の開催",), results=(line("評価の委員会の開催", stated("R1.7"), stated("R2.8", status="planned")),)),
    ),
    requests=(request(_A, "地方の試験研究機関への財政措置の拡充を総務省に要望した（R1.7）", ("総務省",), "R1.7"),),
    needs=(
        need(_A, "研究施設の利用者満足度調査", ("R1.9～11",), "夜間にも使える窓口"),
        need(_A, "とかち産業協議会", ("R1.8",), "食品の試験の機器の更新"),
    ),
    cooperations=(
        Cooperation(quotes=(), level="施策・部局", area=_A, content="工業試験場の機器を使った技術の支援", results="経済部産業振興課とともに、工業試験場の機器の活用を企業に働きかけた。",
                    measures=("05-10",), offices=("経済部産業振興課",), partners=()),
        Cooperation(quotes=(), level="地域・民間", area=_A, content="「成果の橋渡し会議」を設け、研究の成果を各地の企業へ届ける。",
                    results="「成果の橋渡し会議」を二度開き（R1.11、R2.2）、52回の相談に応じた。", measures=(), offices=(),
                    partners=tuple(map(partner, ("（地独）北海道立総合研究機構", "（公財）とかち財団", "（公財）北海道科学技術総合振興センター")))),
    ),
    indicators=_INDICATORS,
    no_indicator_reason=None,
    projects=_PROJECTS,
    totals=totals_of(_PROJECTS, rounded=False),
    first_evaluation=_FIRST,
    second_evaluation=SecondEvaluation(
        quotes=(), categories=CATEGORIES,
        opinions=(Opinion(quotes=(), number="Ⅰ", category=CATEGORIES[0], projects=(mention(_BRIDGE),),
                          text="成果の橋渡しに当たり、ものづくりを受け持つ部局との連携をさらに深めること。"),),
    ),
    reflections=Reflections(
        quotes=(),
        policy_responses=(
            PolicyResponse(quotes=(), policy="①", projects=(directed("改善", _TOOLS), directed("改善", _BRIDGE)), text="・求めの多い測定の機器を先に更新し、発表会を帯広でも開く。"),
            PolicyResponse(quotes=(), policy="②", projects=(directed("拡充", _BRIDGE),), text="・発表会を映像でも届け、相談の受付を通年とする。"),
        ),
        opinion_responses=(
            OpinionResponse(quotes=(), opinion=1, number="Ⅰ", category=CATEGORIES[0], projects=(mention(_BRIDGE),), as_of=END_OF_MARCH,
                            text="・ものづくりの部局と合同の相談日を設け、橋渡しの相談役を共に送る。"),
        ),
        counts=tuple(DirectionCount(quotes=(), direction=name, count=count) for name, count in (("拡充", 1), ("改善", 1), ("合計", 2), ("次年度新規", 1))),
        projects=(
            Reflection(quotes=(), project=mention(_TOOLS), first_direction="改善", next_direction="改善"),
            Reflection(quotes=(), project=mention(_BRIDGE), first_direction="改善", next_direction="拡充"),
        ),
    ),
    findings=(),
)  # fmt: skip
