"""Reports to show: one of damaged files, and one whose texts are hostile."""

from __future__ import annotations

from policygraph.loaders.records import Finding, Ref
from policygraph.loaders.source import Shares
from policygraph.ontology.rules import RULES
from policygraph.queries.checks.places import Place
from policygraph.queries.checks.report import CheckReport
from policygraph.queries.checks.sheet_report import Checked, SheetReport
from policygraph.queries.filling import Refusal


def found(rule: str, *places: Place, message: str = "灯台の数が合いません。", printed: str | None = None) -> Checked:
    finding = Finding(
        quotes=(),
        rule=rule,
        about=Ref("project", "0536"),
        printed=printed,
        expected=None,
        message_ja=message,
        message_en="The lighthouses do not add up.",
    )
    return Checked(finding, RULES[rule], places)


def sheet(*findings: Checked, code: str = "91-07", name: str = "海辺のくらし", **changes: object) -> SheetReport:
    return SheetReport(
        file=str(changes.get("file", "sheet.txt")),
        code=code,
        name=name,
        fiscal_year=2020,
        shares=Shares(unread=3, facts=900, labels=60, repeated=30, unknown_cell=7),
        findings=findings,
        unread=(Place(12, 12, "読めない字"),),
        unplaced=(Place(40, 41, "0 0.1\n5"),),
    )


REPORT = CheckReport(
    (
        sheet(
            found("unread", Place(12, 12, "読めない字"), message="読み取れない文字があります。"),
            found("progress-rate", Place(20, 21, "進捗率\n-156.6%"), printed="-156.6"),
            found("low-confidence"),
        ),
        sheet(code="92-01", name="岬"),
    ),
    (Refusal("letter.txt", "no title 基本評価調書 in it"),),
    ("notes.docx",),
)

HOSTILE = '=HYPERLINK("x")</p><script>alert(1)</script>[red]\x07'
HOSTILE_REPORT = CheckReport(
    (sheet(found("unread", Place(1, 1, HOSTILE), message=HOSTILE, printed=HOSTILE), name=HOSTILE, file=HOSTILE),),
    (Refusal(HOSTILE, HOSTILE),),
    (HOSTILE,),
)
