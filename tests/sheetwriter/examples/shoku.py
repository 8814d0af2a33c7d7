"""06-04, fictional: a measure of 農政部 that shares partners and plan codes with 05-10."""

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

_A, _B = "2(1)B", "2(2)A"
_OFFICE, _OTHER = "農産振興課", "食品政策課"

_PROJECTS = (
    project("0811", _A, "小麦と豆の加工体制整備事業費", _OFFICE, 44200, 11050, "0.6/0.4", 52000,
            "小麦と豆の加工の体制を整える農業団体に対し、乾燥や選別の設備の費用を補助する。"),
    project("0812", _A, "道産米粉の利用拡大事業", _OFFICE, 5600, 2800, "0.3/0.0", 7940,
            "米粉を使うパン店や学校給食を増やすため、料理の講習会と試食の会を開く。"),
    project("0813", _A, "てん菜の省力栽培の普及に関すること", _OFFICE, 0, 0, "0.2/0.6", 6240,
            "てん菜のじかまき栽培など省力の技術を現地の研修で広める。"),
    project("0814", _A, "種ばれいしょの安定供給対策事業", _OFFICE, 18900, 18900, "0.4/1.2", 34380,
            "病気のない種ばれいしょを切らさず供するため、原原種のほ場の検査と貯蔵庫の整備を行う。", carried=3000),
    project("0815", _B, "食品加工の技術支援事業費", _OTHER, 12750, 6375, "0.5/0.0", 16650,
            "農産物を使う食品加工の技術を高めるため、（公財）とかち財団に委託して試作の場と助言者を用意する。", mentions=("（公財）とかち財団",)),
    project("0816", _B, "食の商談会開催負担金", _OTHER, 3980, 4100, "0.2/0.0", 5540,
            "首都圏で開く食の商談会の負担金を出し、（一社）北海道食品産業協議会と共に出展者を募る。", mentions=("（一社）北海道食品産業協議会",)),
    project("0817", _B, "食品表示の相談に関する事務", _OTHER, 0, 0, "0.7/0.3", 7800, "食品表示についての事業者の相談に応じ、表示の誤りを正す。"),
    project("0818", _B, "農業機械の自動走行の実証に関すること", _OFFICE, None, None, "0.3/0.0", 2340,
            "農業機械の自動走行の試験について、経済部と企業の間の日程を調える。", moved="農業経営課", unplaced=("0",)),
    project("0819", _B, "輸出向け加工品の開発支援事業", _OTHER, 27600, 13800, "0.4/0.0", 30720,
            "輸出向けの加工品の開発に挑む中小の食品会社へ、包装や保存の試験に要する費用を補助する。"),
)  # fmt: skip
_BY_CODE = {item.code: item for item in _PROJECTS}
_RICE, _SEED, _SKILL, _EXPORT = (_BY_CODE[code] for code in ("0812", "0814", "0815", "0819"))

_INDICATORS = (
    indicator(
        "主①", "食品加工品の付加価値額（億円）（暦年）", _B, "億円", kind="outcome", plan="北海道総合計画", year_kind="calendar",
        explanation=("食品を加工する事業所の付加価値の額を国の統計から求めたもの", "加工の技術の高さを測るために設けた指標"),
        base=(2015, "5200"), target="5900", final=(2025, "6500"), grades={2016: "A"},
        years={2017: ("5460", "5478"), 2018: ("5590", "5512")},
        causes=("試作の場の利用が増えた。", "原料となる豆の不作により、加工の量が前の年より減った。"),
    ),
    indicator(
        "主②", "種ばれいしょの病害の発生ほ場数（か所）", _A, "か所", kind="output", plan="北海道農業振興計画",
        explanation=("検査で病害が見つかったほ場の数", "種ばれいしょの安定した供給を測るために設けた指標"),
        base=(2015, "60"), target="40", final=(2025, "20"), grades={2017: "B", 2018: "A"},
        years={2019: ("44", "43"), 2020: ("40", None)},
        causes=("検査の回数を増やした。", "特になし"),
    ),
    indicator(
        "関①", "米粉を使う学校の割合", _A, "%", kind="output", plan="北海道農業振興計画",
        explanation=("給食に米粉を使う学校の割合", "米粉の広がりを測るために設けた指標"),
        base=(2016, "22.0"), target="38.0", final=(2025, "58.0"), grades={2017: "C"},
        years={2018: ("30.0", "27.1"), 2019: ("34.0", "29.4")},
        causes=("講習会の数が足りなかった。", "給食の休止が続いた。"),
    ),
)  # fmt: skip

_FIRST = evaluation(
    (_A, _B), _INDICATORS,
    ("原料の不作で目標を下回り、加工の技術の支援を強める必要がある。", "検査の回数を増やし、目標に届いた。", "給食の休止があり、目標を大きく下回った。講習の方法を改める。"),
    ("△", "○", "○", "○"),
    ("設備の補助とほ場の検査を進めたが、感染症のため試食の会を開けなかった。映像を使う方法を学校と相談している。",
     "農林水産省に種ばれいしょの検査への支援を求め、実現へ進んでいる。", "農業団体から毎月聞き取り、設備の選定に生かしている。",
     "経済部産業振興課とともに農業機械の実証の場を広げた。"),
    "効果的な取組を検討して引き続き推進",
    (
        ResponsePolicy(
            quotes=(), number="①", area=_A, direction="改善", cause="指標分析", projects=(mention(_RICE),),
            text="・米粉を使う学校が増えないため、調理員向けの講習を映像で行い、献立の例を配る。", plans=plans(創生=("A3412",), 公約=("C0078",)),
        ),
        ResponsePolicy(
            quotes=(), number="②", area=_B, direction="拡充", cause="指標分析", projects=(mention(_SKILL), mention(_EXPORT)),
            text="・加工の技術の支援の申込みが多く、試作の場を道東に加える。\n・輸出向けの包装の試験を増やす。", plans=plans(創生=("A3412",)),
        ),
    ),
)  # fmt: skip

SHOKU = Sheet(
    head=Head(
        quotes=(), name="食の加工と種苗を支える畑作の振興", code="06-04", fiscal_year=2020, department="農政部", author_post="農政部長",
        contact="農産振興課畑作係（27-812）", related_offices=("農政部農産振興局農産振興課", "経済部産業振興局産業振興課"),
        areas=(_A, _B), overall_verdict="効果的な取組を検討して引き続き推進",
    ),
    situation=text(
        "・この調書は架空のものです。実在の施策、団体の活動、金額とは関係がありません。",
        "・畑作の農家が減り、小麦と豆の加工の設備を保つことが難しくなっている。",
        "・輸出の求めは伸びているが、保存と包装の技術が追い付いていない。",
    ),
    image=tuple(map(text, ("農家", "食品会社", "畑作の振興", "加工の支援", "要望", "・種苗の検査と設備への補助", "・試作の場と商談の場づくり"))),
    budgets=tuple(Budget(quotes=(), fiscal_year=year, amount=amount * 1000) for year, amount in ((2018, 101450), (2019, 108900), (2020, 113030))),
    parts=(
        Part(quotes=(), area=_A, name="畑作の生産の安定", goal=text("種苗の検査と加工の設備を整え、畑作の農家が安心して作付けできるようにする。"),
             plans=plans(創生=("A3412",), 公約=("C0078", "C0102"), 北海道農業振興計画=())),
        Part(quotes=(), area=_B, name="食品加工の推進", goal=text("農産物を使う食品加工の技術を高め、道外と海外への売り先を増やす。"),
             plans=plans(創生=("A3412", "A3751"))),
    ),
    roles=(
        Role(quotes=(), area=_A, actor="国", group=None, text="・種苗の制度と検査の基準づくり"),
        Role(quotes=(), area=_A, actor="道", group=None, text="・ほ場の検査と設備への補助"),
        Role(quotes=(), area=_A, actor="市町村", group=None, text="・加工の設備の用地の確保"),
        Role(quotes=(), area=_B, actor="道", group=None, text="・試作の場の用意\n・商談会の開催"),
        Role(quotes=(), area=_B, actor="民間等", group="民間", text="・新しい加工品の開発と販売"),
    ),
    initiatives=(
        initiative(_A, "◎", "種ばれいしょの供給の安定", plan=("原原種のほ場の検査", "貯蔵庫の整備"),
                   results=(line("原原種のほ場の検査", stated("H30年度", "310", "か所"), stated("R1年度", "325", "か所"), stated("R2年度", "330", "か所", "planned")),)),
        initiative(_A, "○", "米粉の利用の拡大", plan=("料理の講習会の開催", "試食の会の開催"),
                   results=(line("料理の講習会の開催", stated("R1年度", "9", "回"), stated("R2年度", "4", "回", "planned")),),
                   effects=(line("試食の会", stated("R2.5", status="cancelled")),)),
        initiative(_B, "◎", "食品加工の技術の支援", plan=("試作の場の用意", "助言者の派遣"),
                   results=(line("助言者の派遣", stated("R1年度", "38", "社"), stated("R2年度", "45", "社", "planned")),)),
        initiative(_B, "○", "売り先の拡大", plan=("首都圏での商談会の開催",), reported_title="海外への売り先の拡大",
                   results=(line("首都圏での商談会の開催", stated("R1.11"), stated("R2.11", status="planned")),)),
    ),
    requests=(request(_A, "種ばれいしょの検査の体制への支援を農林水産省に要望した（R1.6、R2.6）", ("農林水産省",), "R1.6", "R2.6"),),
    needs=(
        need(_A, "とかち産業協議会", ("R1.8",), "貯蔵庫の早期の整備"),
        need(_B, "食品加工の意識調査", ("R2.5",), "包装の試験の費用への補助"),
    ),
    cooperations=(
        Cooperation(quotes=(), level="施策・部局", area=_B, content="農業機械の自動走行の実証の場を共に広げる。", results="経済部産業振興課とともに、自動走行の実証のほ場を三か所で用意した。",
                    measures=("05-10",), offices=("経済部産業振興課",), partners=()),
        Cooperation(quotes=(), level="地域・民間", area=None, content="「畑と加工の会」で、農家と食品会社の結び付きを広げる。",
                    results="「畑と加工の会」を四度開き、新しい加工品が七つ生まれた。", measures=(), offices=(),
                    partners=tuple(map(partner, ("（公財）とかち財団", "（一社）北海道食品産業協議会", "（公財）北海道中小企業総合支援センター", "架空畑作組合連合会")))),
    ),
    indicators=_INDICATORS,
    no_indicator_reason=None,
    projects=_PROJECTS,
    totals=totals_of(_PROJECTS, rounded=True),
    first_evaluation=_FIRST,
    second_evaluation=SecondEvaluation(
        quotes=(), categories=CATEGORIES,
        opinions=(
            Opinion(quotes=(), number="Ⅰ", category=CATEGORIES[0], projects=(mention(_SKILL),), text="試作の場の充実に当たり、試験研究を受け持つ部局との連携を検討すること。"),
            Opinion(quotes=(), number="Ⅱ", category=CATEGORIES[2], projects=(mention(_SEED),), text="前年度の指摘をふまえ、貯蔵庫の整備の時期を早めること。"),
        ),
    ),
    reflections=Reflections(
        quotes=(),
        policy_responses=(
            PolicyResponse(quotes=(), policy="①", projects=(directed("改善", _RICE),), text="・調理員向けの映像をつくり、全道の学校へ配る。"),
            PolicyResponse(quotes=(), policy="②", projects=(directed("拡充", _SKILL), directed("拡充", _EXPORT)), text="・帯広に試作の場を加え、包装の試験の枠を増やす。"),
        ),
        opinion_responses=(
            OpinionResponse(quotes=(), opinion=1, number="Ⅰ", category=CATEGORIES[0], projects=(mention(_SKILL),), as_of=END_OF_MARCH,
                            text="・総務部独立行政法人課と話し合い、食品の試験の機器を共に使う。"),
            OpinionResponse(quotes=(), opinion=2, number="Ⅱ", category=CATEGORIES[2], projects=(mention(_SEED),), as_of=END_OF_MARCH,
                            text="・貯蔵庫の設計を前倒しし、次の年度の初めに着工する。"),
        ),
        counts=tuple(DirectionCount(quotes=(), direction=name, count=count) for name, count in (("拡充", 2), ("改善", 1), ("合計", 3), ("次年度新規", 0))),
        projects=(
            Reflection(quotes=(), project=mention(_RICE), first_direction="改善", next_direction="改善"),
            Reflection(quotes=(), project=mention(_SKILL), first_direction="拡充", next_direction="拡充"),
            Reflection(quotes=(), project=mention(_EXPORT), first_direction="拡充", next_direction="拡充"),
        ),
    ),
    findings=(),
)  # fmt: skip
