"""The code lists of the form as plain tables: printed code to the IRI of its concept.

``codes.ttl`` publishes the same lists as SKOS with labels and definitions; a test holds both
equal. This module imports no RDF library. A wording that no list has is no error: the sheet
prints it, so it is kept as text, without a concept (see :func:`code_iri`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from policygraph.ontology.rules import RULES, SEVERITIES

NAMESPACE: Final = "https://w3id.org/policygraph/codes#"

_WHITE = re.compile(r"\s+")
_VARIANTS = str.maketrans({"◯": "○", "〇": "○"} | dict.fromkeys("‐‑‒–—―−─━", "-"))
"""Other characters printed for the same mark (form, last section: three circles, several dashes)."""


def _list(name: str, **codes: str) -> Mapping[str, str]:
    return MappingProxyType({printed: f"{NAMESPACE}{name}-{local}" for local, printed in codes.items()})


GRADES: Final = _list("grade", A="A", B="B", C="C", D="D", none="-")
"""達成度合 of an indicator."""

INITIATIVE_MARKS: Final = _list("initiative", priority="◎", other="○")
"""Marks of 今年度の取組."""

CRITERION_MARKS: Final = _list("criterion", met="○", covid="△")
"""Marks of 基準1-4: not those of the initiatives."""

INDICATOR_VERDICTS: Final = _list("indicatorVerdict", D="D指標あり")
"""判定 of 成果指標の分析: only the wording that is known (codes.ttl says so)."""

EFFORT_VERDICTS: Final = _list("effortVerdict", a="a", b="b", c="c")
"""判定 of 取組の分析."""

OVERALL_VERDICTS: Final = _list("overallVerdict", seekEffective="効果的な取組を検討して引き続き推進")
"""総合評価: only the wording that is known (codes.ttl says so)."""

DIRECTIONS: Final = _list(
    "direction", expand="拡充", improve="改善", reduce="縮小", merge="統合", abolish="廃止", finish="終了"
)
"""方向性 of a project or a response policy."""

DIRECTION_TOTALS: Final = _list("directionTotal", all="合計", new="次年度新規")
"""Columns beside the directions in 事務事業への反映状況 that are no direction."""

CAUSES: Final = _list("cause", indicators="指標分析", efforts="取組分析")
"""What a direction in brackets rests on."""

LEVELS: Final = _list("level", government="施策・部局", community="地域・民間")
"""連携種別."""

INDICATOR_KINDS: Final = _list("indicatorKind", outcome="outcome", output="output")
"""アウトカム指標, アウトプット指標."""

YEAR_KINDS: Final = _list("yearKind", fiscal="fiscal", calendar="calendar")
"""年度, 暦年."""

STATUSES: Final = _list("status", planned="planned", done="done", cancelled="cancelled")
"""予定, 実施, 中止."""

DESIRED_CHANGES: Final = _list("desiredChange", increase="増加", decrease="減少", keep="維持")
"""増減方向."""

ACTORS: Final = _list("actor", state="国", prefecture="道", municipalities="市町村", private="民間等")
"""Columns of the table of roles."""

OPINION_CATEGORIES: Final = _list(
    "opinionCategory",
    cooperation="施策間の連携状況等・事務事業の有効性",
    urgency="施策の緊急性・優先性・事務事業の有効性",
    previous="前年度評価結果への対応など",
)
"""意見区分 of the second evaluation."""

FINDING_SEVERITIES: Final = _list("severity", **{name: name for name in SEVERITIES})
"""How much a finding weighs."""

FINDING_RULES: Final = _list("rule", **{name: name for name in RULES})
"""The rules that findings name."""

IMPLEMENTATIONS: Final = _list(
    "implementation",
    subsidy="補助",
    commission="委託・請負",
    grant="交付",
    direct="直接実施",
    loan="貸付",
    other="その他",
)
"""実施方法 of a national project."""

MAIN_POLICIES: Final = _list(
    "mainPolicy",
    other="その他",
    climate="地球温暖化対策",
    science="科学技術・イノベーション",
    resilience="国土強靱化施策",
    intellectualProperty="知的財産",
    revitalisation="地方創生",
    it="IT戦略",
    medicalResearch="医療分野の研究開発関連",
    oda="ODA",
    coolJapan="クールジャパン",
    ageing="高齢社会対策",
    ocean="海洋政策",
    space="宇宙開発利用",
    tourism="観光立国",
    trafficSafety="交通安全対策",
    youth="子ども・若者育成支援",
    disability="障害者施策",
    genderEquality="男女共同参画",
)
"""主要政策・施策 that a national project serves: those that the sheets of 2020 of one ministry name."""

RELATIONS: Final = _list(
    "relation",
    structural="structural",
    shared="shared",
    cooperation="cooperation",
    indicatorPathway="indicator-pathway",
    analyst="analyst",
)
"""The five relations of impact (design, section 7)."""

RULED_RELATIONS: Final = tuple(name for name in RELATIONS if name != "analyst")
"""Those that rules carry; what an analyst scored is entered."""

LISTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "grade": GRADES,
        "initiative": INITIATIVE_MARKS,
        "criterion": CRITERION_MARKS,
        "indicatorVerdict": INDICATOR_VERDICTS,
        "effortVerdict": EFFORT_VERDICTS,
        "overallVerdict": OVERALL_VERDICTS,
        "direction": DIRECTIONS,
        "directionTotal": DIRECTION_TOTALS,
        "cause": CAUSES,
        "level": LEVELS,
        "indicatorKind": INDICATOR_KINDS,
        "yearKind": YEAR_KINDS,
        "status": STATUSES,
        "desiredChange": DESIRED_CHANGES,
        "actor": ACTORS,
        "opinionCategory": OPINION_CATEGORIES,
        "severity": FINDING_SEVERITIES,
        "rule": FINDING_RULES,
        "implementation": IMPLEMENTATIONS,
        "mainPolicy": MAIN_POLICIES,
        "relation": RELATIONS,
    }
)
"""Every list by the name that starts the local names of its concepts: ``codes#grade-A``."""

OPEN_LISTS: Final = frozenset({"indicatorVerdict", "overallVerdict", "implementation", "mainPolicy"})
"""Lists of which only some wordings are known: one that they lack may be right all the same."""


def scheme_iri(list_name: str) -> str:
    """IRI of the concept scheme of a list; KeyError for a list that does not exist.

    >>> scheme_iri("grade")
    'https://w3id.org/policygraph/codes#grade'
    """
    if list_name not in LISTS:
        raise KeyError(list_name)
    return NAMESPACE + list_name


def code_iri(list_name: str, printed: str) -> str | None:
    """IRI of the concept a printed code stands for, in any width and with any white space.

    None for a wording that the list does not have; KeyError for a list that does not exist.

    >>> code_iri("effortVerdict", "ｃ")
    'https://w3id.org/policygraph/codes#effortVerdict-c'
    >>> code_iri("overallVerdict", "an unheard-of verdict") is None
    True
    """
    codes = LISTS[list_name]
    return codes.get(printed) or codes.get(_folded(printed))


def _folded(printed: str) -> str:
    return _WHITE.sub("", unicodedata.normalize("NFKC", printed)).translate(_VARIANTS)
