"""The fields of a review sheet: what each becomes in the graph. A field that is not here is unread, and a finding.

Names are those of the NDJSON of JUDGIT (judgit.net); amounts of money stand there in million yen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from policygraph.ontology.terms import DCTERMS, PG, RDFS

Kind = Literal["text", "texts", "code", "year", "yen", "number", "target", "concepts"]
"""What a value is: text, a list of texts, a code, a year, money in million yen, a number, a target (a number or
a text), a list of wordings of a code list. Null and blank text are no value."""


class Field(NamedTuple):
    """A field that becomes a property of its object's node (none: the sheet says it); ``codes`` is the code list."""

    key: str
    property: str
    kind: Kind
    codes: str = ""


class Part(NamedTuple):
    """A field that holds a list of objects, each a node of its own; ``segment`` stands in their IRIs."""

    key: str
    segment: str
    shape: Shape


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """An object of a sheet.

    ``key`` is the field whose value an IRI ends in (none: the position); ``repeats`` are fields that
    other fields say again; ``of`` is the property that leads to the object above.
    """

    class_: str
    fields: tuple[Field, ...]
    parts: tuple[Part, ...] = ()
    key: str | None = None
    repeats: frozenset[str] = frozenset()
    of: str = PG.partOf

    @property
    def known(self) -> frozenset[str]:
        """The names of all its fields."""
        return self.repeats.union((each.key for each in self.fields), (each.key for each in self.parts))


BUDGET: Final = Shape(
    PG.ReviewBudget,
    (
        Field("年度", PG.fiscalYear, "year"),
        Field("要求額", PG.requested, "yen"),
        Field("当初予算", PG.initialBudget, "yen"),
        Field("補正予算", PG.supplementaryBudget, "yen"),
        Field("前年度から繰越し", PG.carriedIn, "yen"),
        Field("翌年度へ繰越し", PG.carriedForward, "yen"),
        Field("予備費等", PG.reserveFunds, "yen"),
        Field("予算計", PG.totalBudget, "yen"),
        Field("執行額", PG.executed, "yen"),
    ),
    key="年度",
)

PAYMENT: Final = Shape(
    PG.Payment,
    (
        Field("年度", PG.fiscalYear, "year"),
        Field("グループ", PG.group, "text"),
        Field("番号", PG.number, "code"),
        Field("支出先名", PG.payeeName, "text"),
        Field("法人番号", PG.printedCorporateNumber, "code"),
        Field("業務概要", PG.text, "text"),
        Field("支出額", PG.amount, "yen"),
    ),
)


def _result(actual: str, target: str) -> Shape:
    fields = Field("年度", PG.year, "year"), Field(actual, PG.actual, "number"), Field(target, PG.target, "number")
    return Shape(PG.ReviewResult, fields, key="年度", of=PG.ofIndicator)


OUTCOME: Final = Shape(
    PG.ReviewIndicator,
    (
        Field("成果目標", PG.goal, "text"),
        Field("成果指標", RDFS.label, "text"),
        Field("単位", PG.unit, "text"),
        Field("目標値", PG.finalTarget, "target"),
        Field("目標最終年度", PG.finalYear, "year"),
    ),
    (Part("成果実績", "result", _result("成果実績", "目標値")),),
)

OUTPUT: Final = Shape(
    PG.ReviewIndicator,
    (Field("活動指標", RDFS.label, "text"), Field("単位", PG.unit, "text")),
    (Part("活動実績", "result", _result("活動実績", "当初見込み")),),
)

EARLIER: Final = Shape(
    PG.EarlierSheet,
    (
        Field("ID", DCTERMS.identifier, "code"),
        Field("事業ID", PG.projectIdentifier, "code"),
        Field("公開年度", PG.fiscalYear, "year"),
        Field("府省庁", PG.ministryName, "text"),
        Field("事業名", RDFS.label, "text"),
        Field("事業番号", PG.number, "code"),
        Field("url", PG.page, "code"),
    ),
)
"""The sheets of 2020 name none. A bare value in place of an object is its ``ID``."""

NUMBER_PARTS: Final = tuple(f"事業番号{place}" for place in range(1, 6))
"""What 事業番号 joins by hyphens."""

PROJECT: Final = Shape(
    PG.ReviewProject,
    (
        Field("ID", DCTERMS.identifier, "code"),
        Field("事業ID", PG.projectIdentifier, "code"),
        Field("url", PG.page, "code"),
        Field("公開年度", "", "year"),
        Field("事業番号", PG.number, "code"),
        Field("事業名", RDFS.label, "text"),
        Field("府省庁", PG.ministryName, "text"),
        Field("担当部局庁", PG.departmentName, "text"),
        Field("担当課室", PG.officeNames, "text"),
        Field("作成責任者", PG.authorNames, "text"),
        Field("開始年度", PG.startYear, "year"),
        Field("終了年度", PG.endYear, "year"),
        Field("会計区分", PG.account, "texts"),
        Field("事業目的", PG.purpose, "text"),
        Field("事業概要", PG.description, "text"),
        Field("実施方法", PG.implementation, "concepts", "implementation"),
        Field("主要施策", PG.mainPolicy, "concepts", "mainPolicy"),
        Field("定量的な目標が設定できない理由", PG.noIndicatorReason, "text"),
    ),
    (
        Part("予算", "budget", BUDGET),
        Part("支出先", "payment", PAYMENT),
        Part("アウトカム", "outcome", OUTCOME),
        Part("アウトプット", "output", OUTPUT),
        Part("関連する過去のレビューシート", "earlier", EARLIER),
    ),
    repeats=frozenset(NUMBER_PARTS),
)

REQUIRED: Final = ("ID", "公開年度", "事業名", "府省庁")
"""Without these it cannot be told which sheet it is."""

SECTIONS: Final = ("予算", "支出先", "アウトカム", "アウトプット")
"""What every sheet has, if only as an empty list."""
