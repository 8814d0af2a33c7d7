"""Sentence patterns of invented sheets; the words in braces come from the sheet's field of policy."""

from __future__ import annotations

SITUATION = (
    "{place}をはじめ各地で{person}が減り、{thing}の維持が難しくなっている。",
    "{thing}と{other}の結び付きが弱く、全国の平均を{number}%ほど下回っている。",
    "{person}の高齢化が進み、{thing}の引継ぎが課題となっている。",
    "{subject}への関心は高まっているが、{place}では{other}の備えが遅れている。",
    "{ministry}の制度が改められ、{thing}の見直しが求められている。",
)
GOAL = (
    "{person}が安心して{thing}に取り組めるよう、{other}との連携を強め、{subject}を実現する。",
    "{place}などの地域ごとに{thing}を進め、{person}の負担を減らす。",
    "{thing}の成果を道内に広め、{other}の担い手を増やす。",
)
ROLE = (
    "{thing}に関する制度づくり",
    "{thing}の現場での実施と記録",
    "{person}への助言と{other}の普及",
    "{place}での{meeting}の開催",
    "{other}の費用の一部の負担",
)
IMAGE = (
    "{thing}の推進",
    "{person}",
    "{subject}",
    "・{thing}と{other}の連携",
    "・{person}への支援",
    "連携",
    "要望",
    "{place}",
)
TITLE = (
    "{thing}の{doing}",
    "{person}への{thing}の{doing}",
    "{thing}と{other}の一体的な{doing}",
    "{place}における{thing}の{doing}",
)
DETAIL = (
    "{thing}に関する{meeting}の開催",
    "{person}を対象とした{other}の指導",
    "{place}での{thing}の実地の調べ",
    "{other}の手引の作成と配布",
    "{person}と{thing}の関係者との話合い",
)
RESULT = (
    "{thing}に関する{meeting}",
    "{person}への{other}の指導",
    "{place}での{thing}の調べ",
    "{other}の手引の配布",
    "{thing}の相談への対応",
)
EFFECT = (
    "{meeting}を取りやめ、書面での{thing}の説明に替えた。",
    "{place}での{other}の催しを延期し、時期を改めて決めることとした。",
    "{person}の移動が制限され、{thing}の調べが遅れた。",
)
REQUEST = (
    "{thing}の財源の確保と{other}の制度の拡充について",
    "{person}を増やすための{thing}への支援の継続について",
    "{place}の{other}の整備への支援について",
)
CONTENT = (
    "{thing}と{other}の情報を分け合う体制をつくり、{person}を共に支える。",
    "{place}の{thing}の現場を結び、{other}の{doing}に共に取り組む。",
    "{thing}の{doing}に向けた「{place}{other}会議」を共に営む。",
)
COOPERATED = (
    "関係者が集まる会議を開き、課題を分かち合った。",
    "{person}の参加が前の年より増えた。",
    "役割の分担を定め、{number}の地区で実施した。",
)
EXPLANATION = (
    "一年間に道内で数えた{measure}",
    "{measure}を国の統計から求めたもの",
    "{person}への聞取りで調べた{measure}",
)
PURPOSE = ("{thing}の広がりを測るために設けた指標", "{subject}の進み具合を測るために設けた指標")
CAUSE = (
    "{thing}の{doing}を進めた結果、{person}の取組が広がった。",
    "{other}の値上がりで{thing}が伸びなかった。",
    "{place}の{meeting}が減り、{person}への働きかけが足りなかった。",
    "天候の影響で{thing}が前の年を下回った。",
)
OVERVIEW = (
    "{name}を進めるため、{place}などで{meeting}を開く。",
    "{person}による{name}の取組に対し、費用の一部を補助する。",
    "{name}に要する経費を措置し、{other}の関係者との調整を行う。",
    "{person}の不足に対応し、{name}について専門家の派遣や{meeting}などを行う。",
    "{name}に関する調べと手続",
    "{name}の普及を図り、併せて{other}の現場を支える。",
)
OVERVIEW_WITH = (
    "{name}を担う{partner}に対し、運営に要する費用を補助する。",
    "{partner}に委託し、{name}に関する{meeting}を行う。",
)
ANALYSIS = (
    "{measure}の改善に向け、{thing}の取組を強める必要がある。",
    "{thing}の{doing}が進み、{person}の取組が実を結んだ。",
    "{measure}の伸びは緩やかで、{other}の{doing}を続ける。",
)
REASON = (
    "{thing}の{doing}を計画どおり進め、{person}の声に応えた。",
    "{place}での{meeting}を通じ、{other}の課題をつかんでいる。",
    "{ministry}に{thing}への支援を求め、実現へ進んでいる。",
    "関係者とともに{other}の{doing}を行い、成果を確かめた。",
)
POLICY = (
    "・{thing}の伸びが鈍いため、{person}への働きかけを強め、{other}の{doing}に取り組む。",
    "・{place}での{meeting}が開けなかったため、実施の方法を改める。",
    "・{other}の{doing}について、関係者と話し合い、{thing}に生かす。",
)
OPINION = (
    "{thing}について、{other}を受け持つ部局との連携を検討すること。",
    "{person}の減少をふまえ、{thing}の進め方を見直すこと。",
    "感染症の影響を見きわめ、{other}の{doing}の方法を工夫すること。",
)
ANSWER = (
    "・{thing}について、{person}と話し合い、{other}の{doing}の方法を改める。",
    "・{place}の{meeting}にオンラインを取り入れ、{thing}の{doing}を続ける。",
    "・{other}を受け持つ部局と情報を分け合う場を設けた。",
)
NAME = (
    "{thing}{doing}",
    "{place}{thing}{doing}",
    "{thing}・{other}{doing}",
    "{person}{doing}{thing}モデル",
    "{thing}における{other}{doing}",
    "次世代{thing}{doing}",
    "{person}による{thing}{doing}",
    "{thing}",
)
