"""What nodes, properties and values are called on a page: names in Japanese and English, amounts with units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from policygraph.ontology.terms import DCTERMS, NAMESPACE, ORG, PG, RDFS, SKOS, XSD
from policygraph.ontology.turtle import Subjects, read_turtle

Language = Literal["ja", "en"]

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
_YES_NO: Mapping[Language, tuple[str, str]] = {"ja": ("はい", "いいえ"), "en": ("yes", "no")}
_THERE_OR_NOT: Mapping[Language, tuple[str, str]] = {"ja": ("あり", "なし"), "en": ("stated", "none")}
_ASKED = frozenset((PG.isSurvey,))
"""What is so or not; any other yes or no is there or not."""
_UNITS: Mapping[Language, tuple[str, str]] = {"ja": ("円", "人"), "en": ("yen", "persons")}
_NOT_SHOWN = frozenset((RDFS.label, SKOS.prefLabel, PG.position, PG.aboutKey, PG.sortKey, PG.method))

_OTHER_VOCABULARIES: Mapping[str, Mapping[Language, tuple[str, str]]] = {
    SKOS.altLabel: {
        "ja": ("別の表記", "ほかの箇所での名前の書き方。"),
        "en": ("other spelling", "How the name is written elsewhere."),
    },
    SKOS.broader: {
        "ja": ("上位のコード", "コードから、その一つ上の段階のコードへの関係。"),
        "en": ("broader code", "From a code to the one a level above it."),
    },
    SKOS.definition: {
        "ja": ("定義", "コードが指すものの説明。"),
        "en": ("definition", "What a code stands for."),
    },
    SKOS.inScheme: {
        "ja": ("コードの属する計画等", "コードから、それを定める計画・公約・政策体系への関係。"),
        "en": ("plan of the code", "From a code to the plan, pledges or policy system that defines it."),
    },
    SKOS.note: {"ja": ("備考", "コードについての注。"), "en": ("note", "A note about a code.")},
    DCTERMS.license: {"ja": ("ライセンス", "調書の利用条件。"), "en": ("licence", "Terms of use of the sheet.")},
    DCTERMS.source: {"ja": ("出典", "調書を取得した場所。"), "en": ("source", "Where the sheet was retrieved.")},
    DCTERMS.title: {"ja": ("表題", "調書の表題。"), "en": ("title", "Title of the sheet.")},
    ORG.unitOf: {
        "ja": ("属する団体", "部局から、それが属する団体への関係。"),
        "en": ("unit of", "From an office to the organisation it belongs to."),
    },
    f"{NAMESPACE}sameRow": {
        "ja": ("答えの同じ行", "質問の答えの同じ行に並んでいること。調書が述べる関係ではない。"),
        "en": ("same row of the answer", "Both stand in one row of the answer; no sheet states this link."),
    },
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
    """A statement about a node: the property's IRI, the value (a code's label), its datatype's IRI.

    ``english`` is the English label of a code, empty for what is no code.
    """

    property: str
    value: str
    datatype: str
    english: str = ""


class Fact(NamedTuple):
    """A property and its values for people, with their units; ``english`` are the values in English."""

    property: str
    name: str
    values: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Names and definitions of the vocabulary in one language."""

    subjects: Subjects
    language: Language

    def name(self, term: str) -> str:
        """The name of a term (its IRI, or its local name in the vocabulary)."""
        iri = _iri(term)
        if iri in _OTHER_VOCABULARIES:
            return _OTHER_VOCABULARIES[iri][self.language][0]
        return self._text(iri, f"{RDFS.label}@{self.language}") or iri.replace("#", "/").rpartition("/")[2]

    def definition(self, term: str) -> str:
        """What a term means; empty where nothing says so."""
        iri = _iri(term)
        if iri in _OTHER_VOCABULARIES:
            return _OTHER_VOCABULARIES[iri][self.language][1]
        return self._text(iri, f"{SKOS.definition}@{self.language}")

    def order(self) -> Mapping[str, int]:
        """The place of each term in the vocabulary, which follows the form."""
        return {iri: place for place, iri in enumerate(self.subjects)}

    def _text(self, iri: str, key: str) -> str:
        texts = self.subjects.get(iri, {}).get(key, ())
        return texts[0] if texts else ""


def _iri(term: str) -> str:
    return term if ":" in term else NAMESPACE + term


@cache
def words(language: Language = "ja") -> Words:
    """The words of the vocabulary as it ships."""
    return Words(read_turtle("policygraph.ttl"), language)


def facts(statements: Sequence[Statement], unit: str | None) -> list[Fact]:
    """Statements about one node in the order of the vocabulary; ``unit`` is that of its indicator."""
    names = words()
    order = names.order()
    said: dict[str, list[Statement]] = {}
    for statement in statements:
        said.setdefault(statement.property, []).append(statement)
    hidden = _NOT_SHOWN.union(kind for year, kind in _YEARS.items() if year in said)
    return [
        Fact(
            property_,
            names.name(property_),
            tuple(_value(each, unit, said, "ja") for each in said[property_]),
            tuple(_value(each, unit, said, "en") for each in said[property_]),
        )
        for property_ in sorted(said, key=lambda iri: (order.get(iri, len(order)), iri))
        if property_ not in hidden
    ]


def _value(
    statement: Statement, unit: str | None, others: Mapping[str, Sequence[Statement]], language: Language
) -> str:
    property_, value, datatype, english = statement
    if property_ in _YEARS:
        kinds = others.get(_YEARS[property_], ())
        return _year(value, kinds[0] if kinds else None, language)
    if datatype in (XSD.gYear, XSD.gYearMonth):
        return _dated(value, language)
    if datatype == XSD.boolean:
        yes, no = (_YES_NO if property_ in _ASKED else _THERE_OR_NOT)[language]
        return yes if value in ("true", "1") else no
    if datatype in (XSD.integer, XSD.decimal):
        return _with_unit(property_, f"{Decimal(value):,f}", unit, language)
    return english or value if language == "en" else value


def _dated(value: str, language: Language) -> str:
    """A year that is always a fiscal one, or a month."""
    year, _, month = value.partition("-")
    if language == "en":
        return value if month else f"FY{year}"
    return f"{year}年{int(month)}月" if month else f"{year}年度"


def _year(year: str, kind: Statement | None, language: Language) -> str:
    """``2019年度``, ``2019年（暦年）``; the kind is the label of its code."""
    if language == "en":
        return f"{year} ({kind.english or kind.value})" if kind else year
    if kind and kind.value == "年度":
        return f"{year}年度"
    return f"{year}年（{kind.value}）" if kind else f"{year}年"


def _with_unit(property_: str, number: str, unit: str | None, language: Language) -> str:
    yen, persons = _UNITS[language]
    if property_ in _MONEY:
        return f"{number} {yen}"
    if property_ in _STAFF:
        return f"{number} {persons}"
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
