"""What nodes, properties and values are called on a page: Japanese names, amounts with units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from policygraph.ontology.terms import DCTERMS, NAMESPACE, ORG, PG, RDFS, SKOS, XSD
from policygraph.ontology.turtle import Subjects, read_turtle

_MONEY = frozenset((PG.budget, PG.generalFunds, PG.carriedOver, PG.fullCost, PG.totalBudget, PG.amount))
_STAFF = frozenset((PG.staff, PG.staffHeadOffice, PG.staffBranch))
_PER_CENT = frozenset((PG.achievementRate, PG.progressRate))
_MEASURED = frozenset((PG.baseValue, PG.targetValue, PG.finalTarget, PG.latestActual, PG.target, PG.actual))
"""Values in the unit of their indicator."""
_YEARS = {
    PG.year: PG.yearKind,
    PG.baseYear: PG.baseYearKind,
    PG.targetYear: PG.targetYearKind,
    PG.finalYear: PG.finalYearKind,
}
"""Years, with the property that says whether they are fiscal or calendar years."""
_YES_NO = {PG.isSurvey: ("はい", "いいえ")}
_THERE_OR_NOT = ("あり", "なし")
_NOT_SHOWN = frozenset((RDFS.label, SKOS.prefLabel, PG.position, PG.aboutKey, PG.sortKey, PG.method))

_OTHER_VOCABULARIES = {
    SKOS.altLabel: ("別の表記", "ほかの箇所での名前の書き方。"),
    SKOS.broader: ("上位のコード", "コードから、その一つ上の段階のコードへの関係。"),
    SKOS.definition: ("定義", "コードが指すものの説明。"),
    SKOS.inScheme: ("コードの属する計画等", "コードから、それを定める計画・公約・政策体系への関係。"),
    SKOS.note: ("備考", "コードについての注。"),
    DCTERMS.license: ("ライセンス", "調書の利用条件。"),
    DCTERMS.source: ("出典", "調書を取得した場所。"),
    DCTERMS.title: ("表題", "調書の表題。"),
    ORG.unitOf: ("属する団体", "部局から、それが属する団体への関係。"),
}
"""Name and definition of terms that the vocabulary takes over from elsewhere."""

_TELLING = {
    "Sheet": ((DCTERMS.title, ""),),
    "BudgetTotal": ((PG.fiscalYear, ""), (PG.totalBudget, "")),
    "Observation": ((PG.year, ""), (PG.actual, "実績値 "), (PG.grade, "達成度合 ")),
    "Judgement": ((PG.criterion, "基準"), (PG.mark, ""), (PG.reason, "")),
    "Reflection": ((PG.firstDirection, "一次評価 "), (PG.nextDirection, "→ 次年度 ")),
    "FirstEvaluation": ((PG.overallVerdict, ""),),
    "SecondEvaluation": ((PG.heading, ""),),
    "Cooperation": ((PG.content, ""),),
    "Role": ((PG.actor, ""), (PG.group, ""), (PG.text, "")),
}
"""What a node without a name is told apart by: properties, with what stands before their values."""
_TELLING_OTHERS = ((PG.text, ""), (PG.results, ""))


class Statement(NamedTuple):
    """A statement about a node: the property's IRI, the value (a code's label), its datatype's IRI."""

    property: str
    value: str
    datatype: str


class Fact(NamedTuple):
    """A property and its values for people, with their units."""

    property: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Japanese names and definitions of the vocabulary."""

    subjects: Subjects

    def name(self, term: str) -> str:
        """The name of a term (its IRI, or its local name in the vocabulary)."""
        iri = _iri(term)
        if iri in _OTHER_VOCABULARIES:
            return _OTHER_VOCABULARIES[iri][0]
        return self._text(iri, f"{RDFS.label}@ja") or iri.replace("#", "/").rpartition("/")[2]

    def definition(self, term: str) -> str:
        """What a term means; empty where nothing says so."""
        iri = _iri(term)
        if iri in _OTHER_VOCABULARIES:
            return _OTHER_VOCABULARIES[iri][1]
        return self._text(iri, f"{SKOS.definition}@ja")

    def order(self) -> Mapping[str, int]:
        """The place of each term in the vocabulary, which follows the form."""
        return {iri: place for place, iri in enumerate(self.subjects)}

    def _text(self, iri: str, key: str) -> str:
        texts = self.subjects.get(iri, {}).get(key, ())
        return texts[0] if texts else ""


def _iri(term: str) -> str:
    return term if ":" in term else NAMESPACE + term


@cache
def words() -> Words:
    """The words of the vocabulary as it ships."""
    return Words(read_turtle("policygraph.ttl"))


def facts(statements: Sequence[Statement], unit: str | None) -> list[Fact]:
    """Statements about one node in the order of the vocabulary; ``unit`` is that of its indicator."""
    names = words()
    order = names.order()
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.property, []).append(statement)
    hidden = _NOT_SHOWN.union(kind for year, kind in _YEARS.items() if year in said)
    return [
        Fact(property_, names.name(property_), tuple(_value(each, unit, said) for each in said[property_]))
        for property_ in sorted(said, key=lambda iri: (order.get(iri, len(order)), iri))
        if property_ not in hidden
    ]


def _value(statement: Statement, unit: str | None, others: Mapping[str, Sequence[Statement]]) -> str:
    property_, value, datatype = statement
    if property_ in _YEARS:
        kinds = others.get(_YEARS[property_], ())
        return _year(value, kinds[0].value if kinds else "")
    if datatype in (XSD.gYear, XSD.gYearMonth):
        year, _, month = value.partition("-")
        return f"{year}年{int(month)}月" if month else f"{year}年度"
    if datatype == XSD.boolean:
        yes, no = _YES_NO.get(property_, _THERE_OR_NOT)
        return yes if value in ("true", "1") else no
    if datatype in (XSD.integer, XSD.decimal):
        return _with_unit(property_, f"{Decimal(value):,f}", unit)
    return value


def _year(year: str, kind: str) -> str:
    """``2019年度``, ``2019年（暦年）``; the kind is the label of its code."""
    if kind == "年度":
        return f"{year}年度"
    return f"{year}年（{kind}）" if kind else f"{year}年"


def _with_unit(property_: str, number: str, unit: str | None) -> str:
    if property_ in _MONEY:
        return f"{number} 円"
    if property_ in _STAFF:
        return f"{number} 人"
    if property_ in _PER_CENT:
        return f"{number} %"
    return f"{number} {unit}" if unit and property_ in _MEASURED else number


def name_of(kind: str, code: str, label: str, said: Sequence[Fact]) -> str:
    """A name that tells a node apart: code and label, else what the node says, else its kind."""
    if label and label != code:
        return f"{code} {label}".strip()
    values = {fact.property: " ".join(fact.values[0].split()) for fact in said}
    telling = _TELLING.get(kind, _TELLING_OTHERS)
    parts = [f"{before}{values[property_]}" for property_, before in telling if property_ in values]
    return " ".join(filter(None, (code, *parts))) or words().name(kind)
