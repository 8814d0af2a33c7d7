"""05-10: facts and figures of Hokkaido's public sheet of FY2020; every sentence is reworded."""

# ruff: noqa: E501 (rows of data: one thing, one line)

from __future__ import annotations

from decimal import Decimal

from policygraph.loaders.records import (
    Analysis,
    AreaVerdict,
    Budget,
    Cooperation,
    DirectionCount,
    FirstEvaluation,
    GradeCount,
    Head,
    Judgement,
    Moment,
    Opinion,
    OpinionResponse,
    Part,
    PolicyResponse,
    ProjectTotals,
    Reflection,
    Reflections,
    ResponsePolicy,
    Role,
    SecondEvaluation,
    Sheet,
)
from tests.sheetwriter.build import directed, initiative, line, mention, need, partner, plans, request, stated, text
from tests.sheetwriter.examples.monozukuri_indicators import INDICATORS
from tests.sheetwriter.examples.monozukuri_projects import PROJECTS

_A, _C = "2(2)A", "2(4)C"
_JOINT, _URGENT, _PREVIOUS = (
    "施策間の連携状況等・事務事業の有効性",
    "施策の緊急性・優先性・事務事業の有効性",
    "前年度評価結果への対応など",
)
_BY_CODE = {project.code: project for project in PROJECTS}
_PEOPLE, _FOOD, _SKILLS, _CARS = (_BY_CODE[code] for code in ("0533", "0534", "0535", "0536"))

_HEAD = Head(
    quotes=(),
    name="高い付加価値を生み出すものづくり産業の振興",
    code="05-10",
    fiscal_year=2020,
    department="経済部",
    author_post="経済部長",
    contact="産業振興課産業企画係（26-809）",
    related_offices=("経済部産業振興局産業振興課",),
    areas=(_A, _C),
    overall_verdict="効果的な取組を検討して引き続き推進",
)

_PARTS = (
    Part(
        quotes=(), area=_A, name="ものづくり産業の振興",
        goal=text("道内の企業どうし、また業種や地域をこえた結び付きを強めて新しい製品と取引を増やし、付加価値の高いものづくりを伸ばす。"),
        plans=plans(創生=("A3411", "A3412", "A3413", "A3751"), 公約=("C0003", "C0078", "C0079", "C0101")),
    ),
    Part(
        quotes=(), area=_C, name="技術支援の推進",
        goal=text("公設の試験研究機関や支援機関の力を借りて企業の技術の困りごとを解き、新しい価値につながる研究開発を進める。"),
        plans=plans(創生=("A3453",), 北海道科学技術振興計画=()),
    ),
)  # fmt: skip

_ROLES = (
    Role(quotes=(), area=_A, actor="国", group=None, text="・関連する施策の実施\n　製造業の企業に対する支援策"),
    Role(quotes=(), area=_A, actor="道", group=None,
         text="・業界と支援機関を結ぶ全道の網の目づくり\n・商談の機会を設けて道内企業の取引を広げる\n・条例の助成を通じ、製品づくりと売り込みを手伝う"),
    Role(quotes=(), area=_A, actor="市町村", group=None, text="・関連する施策の実施\n　地元の産業を育てる施策"),
    Role(quotes=(), area=_A, actor="民間等", group="産業支援機関", text="・支援機関が力を合わせ、技術の困りごとを解く\n・取引を広げる商談の手伝い"),
    Role(quotes=(), area=_A, actor="民間等", group="民間", text="・業界をこえた製品開発と開発事業の推進\n・業界団体による商談の手伝い"),
    Role(quotes=(), area=_C, actor="道", group=None, text="・道立工業技術センターでの研究開発と技術の相談"),
    Role(quotes=(), area=_C, actor="民間等", group="産業支援機関", text="・中核となる試験場と組んだ企業の技術の底上げ"),
)  # fmt: skip

_INITIATIVES = (
    initiative(
        _A, "◎", "自動車づくりへの参入の後押し",
        plan=("発注側の要望の聞取りと逆見本市、紹介冊子の作成", "東北の大手メーカーとの商談会の開催", "東北各県と組んだ中京圏での展示商談会"),
        results=(
            line("発注側の要望の聞取りと逆見本市", stated("R2.2"), stated("R3.2", status="planned")),
            line("東北各県と組んだ中京圏での展示商談会", stated("R1.10"), stated("R2.2"), stated("R3.2", status="planned")),
        ),
        effects=(line("東北の大手メーカーとの商談会", stated("R1年度", status="cancelled"), stated("R2.8", status="planned")),),
    ),
    initiative(
        _A, "◎", "食関連機械をつくる企業の育成",
        plan=("食品工場の要望の聞取り", "機械メーカーへの専門家の派遣と展示会への出展"),
        results=(
            line("食品工場の要望の聞取り", stated("R1年度", "20", "社"), stated("R2年度", "22", "社", "planned")),
            line("機械メーカーへの専門家の派遣", stated("R1年度", "2", "社"), stated("R2年度", "5", "社", "planned")),
        ),
    ),
    initiative(
        _A, "◎", "新しい市場と分野への進出の手伝い",
        plan=("技術者を育てるゼミとセミナー", "困りごとを解く専門家の派遣", "取引をつなぐ調整役と技術の助言役の配置", "自動運転の試験の誘致"),
        results=(
            line("技術者を育てるゼミの開催", stated("R1年度", "12", "回"), stated("R2年度", "11", "回", "planned")),
            line("困りごとを解く専門家の配置", stated("R1年度", "8", "名")),
            line("取引をつなぐ調整役と助言役の配置", stated("R1年度", "5", "名")),
            line("自動運転の総合窓口への相談", stated("H28年度", "29", "件"), stated("H29年度", "40", "件"), stated("H30年度", "95", "件"), stated("R1年度", "84", "件")),
            line("社会実証の試験", stated("H29年度", "4", "件"), stated("H30年度", "12", "件"), stated("R1年度", "12", "件")),
        ),
    ),
    initiative(
        _A, "○", "つくり手となる人材の確保",
        plan=("道外の移住フェアへの出展", "道外人材の呼込み"),
        results=(line("道外の移住フェアへの出展", stated("R1年度", "3", "回")), "人材確保の補助制度を新しく設けた。"),
        effects=("名古屋と大阪の移住フェアが取りやめとなり、代わりとなる催しを探している。",),
    ),
    initiative(
        _A, "○", "ものづくりへの関心を高める活動",
        plan=("工場の見学会と学校への出前授業", "催しでの魅力の紹介"),
        results=(
            line("工場の見学会", stated("R1年度", "4", "回"), stated("R2年度", "3", "回", "planned", "予定")),
            line("学校への出前授業", stated("R1年度", "2", "回"), stated("R2年度", "2", "回", "planned", "予定")),
        ),
    ),
    initiative(
        _A, "◎", line("条例による助成を通じた製品開発と人づくり", stated("R1年度", "23", "件"), stated("R2年度", "18", "件", "planned", "予定")),
        reported_title=line("条例による助成を通じた製品開発と人づくり", stated("R1年度", "23", "件"), stated("R2年度", "30", "件", "done", "採択")),
    ),
    initiative(
        _C, "◎", "支援機関と工業技術センターによる技術の手伝い",
        results=(
            line("工業技術センターでの個別の技術支援", stated("R1年度", "673", "件")),
            line("７つの支援機関に生産性向上の担当者を置き、研修会とフォーラムを開催", stated("R1年度", "2", "回")),
        ),
    ),
    initiative(_C, "○", "関係市町と話し合ってまとめた工業技術センターの将来像の実現", results=("まとめた将来像に沿った取組を続けている。",)),
    initiative(
        _C, "○", line("先端技術で生産性を高める工業技術センターの機器整備", stated("R1年度")), planned=False,
        results=(line("導入した機器を使う技術者向けの研修会", stated("R1年度", "6", "回")),),
    ),
)  # fmt: skip

_COOPERATIONS = (
    Cooperation(
        quotes=(), level="施策・部局", area=_C, content="北海道の特色を生かした研究開発とその成果の移転",
        results="総務部独立行政法人課とともに研究開発の財源を整え、工業試験場に入れた機器が成果の移転に使われるよう働きかけている。",
        measures=("02-03",), offices=("総務部独立行政法人課",), partners=(),
    ),
    Cooperation(
        quotes=(), level="地域・民間", area=None,
        content="支援機関と業界団体を結ぶ「北のものづくりネットワーク」を広げ、技術の困りごとに一つの窓口で応える。",
        results="「北のものづくりネットワーク」の会議を開き（R1.10）、７つの支援機関が各地の企業の技術を支えた。",
        measures=(), offices=(),
        partners=tuple(map(partner, (
            "（一社）北海道農業機械工業会", "（一社）北海道機械工業会", "（一社）北海道食品産業協議会", "（一社）北海道バイオ工業会",
            "（一社）北海道ＩＴ推進協会", "（一社）北海道情報システム産業協会", "（地独）北海道立総合研究機構",
            "（公財）北海道中小企業総合支援センター", "（公財）北海道科学技術総合振興センター", "（公財）函館地域産業振興財団",
            "（公財）室蘭テクノセンター", "（公財）道央産業振興財団", "（一財）旭川産業創造プラザ",
            "（一社）北見工業技術センター運営協会", "（公財）とかち財団", "（公財）釧路根室圏産業技術振興センター",
        ))),
    ),
)  # fmt: skip

_FIRST = FirstEvaluation(
    quotes=(),
    indicator_verdict="D指標あり",
    effort_verdict="c",
    overall_verdict="効果的な取組を検討して引き続き推進",
    counts=tuple(
        GradeCount(quotes=(), area=area, grade=grade, count=count)
        for area, row in ((_A, (("D", 3), ("-", 1))), (None, (("A", 0), ("B", 0), ("C", 0), ("D", 3), ("-", 1))))
        for grade, count in row
    ),
    verdicts=(AreaVerdict(quotes=(), area=_A, verdict="D指標あり"), AreaVerdict(quotes=(), area=None, verdict="D指標あり")),
    analyses=(
        Analysis(quotes=(), indicator=INDICATORS[0].name, grade="D", text="前の年より23万円伸びたが、目標との開きは大きい。進捗率は77.4%。\n・人材の育成を強め、生産性を引き上げる必要がある。"),
        Analysis(quotes=(), indicator=INDICATORS[1].name, grade="D", text="情報通信機械が351億円減るなどし、全体で407億円の減少となった。"),
        Analysis(quotes=(), indicator=INDICATORS[2].name, grade="D", text="電子部品が伸びた一方で情報通信機械と生産用機械が減り、前の年を下回った。"),
    ),
    judgements=(
        Judgement(quotes=(), criterion=1, mark="△", question=None,
                  reason="商談会や人材育成のゼミなど計画した取組を進めているが、感染症のために出展できなかった催しがあり、代わりの方法を関係者と相談している。今後は感染の状況を見ながら実施の方法を選んでいく。"),
        Judgement(quotes=(), criterion=2, mark="○", question=None, reason="つくり手への補助の継続を国に求め、実現へ進んでいる。"),
        Judgement(quotes=(), criterion=3, mark="○", question=None, reason="企業と団体から聞き取った声をもとに取り組んでいる。"),
        Judgement(quotes=(), criterion=4, mark="○", question=None,
                  reason="総務部独立行政法人課とともに工業試験場の機器の活用を進めている。また「北のものづくりネットワーク」の会議で業種をこえた共同の開発を後押しし、業界どうしの結び付きを強めている。"),
    ),
    policies=(
        ResponsePolicy(
            quotes=(), number="①", area=_A, direction="改善", cause="指標分析", projects=tuple(map(mention, (_PEOPLE, _FOOD, _SKILLS, _CARS))),
            text="・技術の高さが知られず売り先が足りない企業が多いため、道外への紹介と商談を増やし、自動車と食の機械への参入を進める。\n・人手が減る中、道外から腕のある人材を迎え、先端の技術を学ぶ機会をつくる。",
            plans=plans(創生=("A3411", "A3412", "A3413", "A3751")),
        ),
        ResponsePolicy(
            quotes=(), number="②", area=_A, direction="改善", cause="取組分析", projects=(mention(_CARS),),
            text="・感染症のため、令和2年3月の東北での商談会を開けなかった。\n・関係者と相談し、開く方法を探る。", plans=plans(創生=("A3412",)),
        ),
        ResponsePolicy(
            quotes=(), number="③", area=_A, direction="改善", cause="取組分析", projects=(mention(_PEOPLE),),
            text="・感染症のため、名古屋と大阪の移住フェアが取りやめとなった。\n・代わりとなる催しを探し、出展に向けて相談を進める。", plans=plans(創生=("A3751",)),
        ),
    ),
)  # fmt: skip

_SECOND = SecondEvaluation(
    quotes=(),
    categories=(_JOINT, _URGENT, _PREVIOUS),
    opinions=(
        Opinion(quotes=(), number="Ⅰ", category=_JOINT, projects=(mention(_PEOPLE),),
                text="暮らし方の変化で北海道への移住に追い風があるので、技術者の確保に向け、移住を受け持つ部局との連携を積極的に検討すること。"),
        Opinion(quotes=(), number="Ⅱ", category=_URGENT, projects=(mention(_PEOPLE), mention(_CARS)),
                text="感染症の影響をふまえ、目標に届くよう事業の中身を見直すこと。"),
    ),
)  # fmt: skip

_MARCH = Moment(2021, 3, "calendar")
_REFLECTIONS = Reflections(
    quotes=(),
    policy_responses=(
        PolicyResponse(quotes=(), policy="①", projects=tuple(directed("改善", item) for item in (_PEOPLE, _FOOD, _SKILLS, _CARS)),
                       text="・食関連の機械の展示会に出て、次世代の自動車に生かせる技術を持つ企業を掘り起こす。\n・工業試験場と研修の中身を充実させ、オンラインも使う。"),
        PolicyResponse(quotes=(), policy="②", projects=(directed("改善", _CARS),), text="・次世代の自動車に生かせる技術を持つ企業を探し、オンラインも使って商談会への出展を促す。"),
        PolicyResponse(quotes=(), policy="③", projects=(directed("改善", _PEOPLE),), text="・移住フェアのほか関係部局と手を組み、オンラインなど方法を工夫して道内への就職を促す。"),
    ),
    opinion_responses=(
        OpinionResponse(quotes=(), opinion=1, number="Ⅰ", category=_JOINT, projects=(mention(_PEOPLE),), as_of=_MARCH,
                        text="・移住フェアのほか関係部局と手を組み、オンラインなど方法を工夫して道内への就職を促す。"),
        OpinionResponse(quotes=(), opinion=2, number="Ⅱ", category=_URGENT, projects=(mention(_PEOPLE), mention(_CARS)), as_of=_MARCH,
                        text="・つくり手を確保するため、移住フェアの実施方法を工夫する。\n・次世代の自動車に生かせる技術を持つ企業を探し、商談会への出展を促して参入を進める。"),
    ),
    counts=tuple(
        DirectionCount(quotes=(), direction=direction, count=count)
        for direction, count in (("改善", 4), ("合計", 4), ("次年度新規", 0))
    ),
    projects=tuple(Reflection(quotes=(), project=mention(item), first_direction="改善", next_direction="改善") for item in (_PEOPLE, _FOOD, _SKILLS, _CARS)),
)  # fmt: skip

MONOZUKURI = Sheet(
    head=_HEAD,
    situation=text(
        "・（この調書の文章はpolicygraphの見本として書き直したものです）",
        "・北海道は１次産業と３次産業の割合が高く、２次産業の割合は全国より低い。",
        "・加工組立型の製造業が少なく、付加価値の生産性も全国の平均に届いていない。",
    ),
    image=tuple(map(text, ("国", "市町村", "北海道", "要請等", "連携", "施策の推進", "ものづくり産業の振興", "課題解決等支援", "・技術力の向上と取引の拡大への支援", "・地元の産業を育てる施策"))),
    budgets=tuple(Budget(quotes=(), fiscal_year=year, amount=amount * 1000) for year, amount in ((2018, 164382), (2019, 167732), (2020, 378589))),
    parts=_PARTS,
    roles=_ROLES,
    initiatives=_INITIATIVES,
    requests=(
        request(_A, "雪の降る地域でも一年を通じて自動運転を使えるよう、研究の拠点を道内に置くことを内閣府、経済産業省及び国土交通省に要望した。", ("内閣府", "経済産業省", "国土交通省")),
        request(_A, "つくり手への補助の継続と拡充を経済産業省に要請した（R1.7、R2.7）", ("経済産業省",), "R1.7", "R2.7"),
    ),
    needs=(
        need(_A, "空知総合開発期成会", ("R1.7", "R2.6"), "企業の誘致と人材の確保、暮らしやすい環境づくり"),
        need(_A, "東北海道商工会議所連絡協議会", ("R1.6",), "中小の企業が持つ技術の引継ぎ"),
        need(_A, "北海道商工会議所連合会", ("R2.6",), "新しい技術の産業の誘致"),
        need(_C, "北海道立工業技術センターに係る利用者満足度調査", ("R1.6～9",), "試験機器の充実と更新"),
    ),
    cooperations=_COOPERATIONS,
    indicators=INDICATORS,
    no_indicator_reason=None,
    projects=PROJECTS,
    totals=ProjectTotals(
        quotes=(), carried_over=0, budget=378_589_000, general_funds=230_052_000,
        staff_head_office=Decimal("14.5"), staff_branch=Decimal(1), staff=Decimal(16),
    ),
    first_evaluation=_FIRST,
    second_evaluation=_SECOND,
    reflections=_REFLECTIONS,
    findings=(),
)  # fmt: skip
