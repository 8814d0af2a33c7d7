"""The report of a check for people: plain Japanese, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from policygraph.errors import shown
from policygraph.loaders.literals import clean
from policygraph.loaders.source import Shares
from policygraph.ontology.rules import Severity
from policygraph.queries.checks.places import Place
from policygraph.queries.checks.report import CheckReport
from policygraph.queries.checks.sheet_report import SEVERITY_NAMES, Checked, SheetReport

if TYPE_CHECKING:
    from rich.console import Console

_STYLES: Final = {"error": "bold red", "warning": "bold yellow", "note": "bold"}
_LEAST_SHOWN: Final = 0.1
"""Percent; a share that is smaller, but not nothing, says so."""


_BULLET_WIDTH: Final = 2
"""Columns of a bullet."""

_LISTED: Final = 3
"""Places of a finding, and files passed over, that are shown; all stand in the other formats."""

_CLOSING: Final = "、。」）"
"""What no line begins with."""


def draw(report: CheckReport, console: Console) -> None:
    """Sheet by sheet the shares, the findings with the gravest first, and the places not read; then the totals."""
    for sheet in report.sheets:
        _draw_sheet(sheet, console)
    _draw_totals(report, console)


def share_words(shares: Shares) -> str:
    """The five shares on one line."""
    return "  ".join(f"{name} {share}" for name, share in fate_words(shares))


def fate_words(shares: Shares) -> list[tuple[str, str]]:
    """Each fate with its share; what was not read or not placed also in characters."""
    sure = (("事実", shares.facts), ("見出し", shares.labels), ("再掲", shares.repeated))
    doubtful = (("欄不明", shares.unknown_cell), ("未読", shares.unread))
    return [
        *((name, _percent(count, shares.total)) for name, count in sure),
        *((name, f"{count:,}字" + (f"({_percent(count, shares.total)})" if count else "")) for name, count in doubtful),
    ]


def _percent(count: int, total: int) -> str:
    percent = 100 * count / total if total else 0
    return f"{_LEAST_SHOWN}%未満" if 0 < percent < _LEAST_SHOWN else f"{percent:.1f}%"


def count_words(severities: Mapping[Severity, int]) -> str:
    """How many findings there are of each severity."""
    return "、".join(f"{name} {severities[severity]} 件" for severity, name in SEVERITY_NAMES.items())


def _draw_sheet(sheet: SheetReport, console: Console) -> None:
    _line(console, f"{sheet.code or 'コード不明'} {sheet.name}（{sheet.fiscal_year}年度）", style="bold")
    shares = f"、全 {sheet.shares.total:,} 字" if sheet.shares else ""
    _line(console, f"{sheet.file}{shares}", 2)
    if sheet.shares:
        _line(console, share_words(sheet.shares), 2)
    for _, found in groupby(sheet.findings, key=lambda found: found.rule.name):
        _draw_rule(list(found), console)
    if not sheet.findings:
        _line(console, "該当する指摘はありません。", 2)
    _draw_places("読み取れなかった文字を含む行", sheet.unread, console)
    _draw_places("欄が分からない文字を含む行", sheet.unplaced, console)
    console.print()


def _draw_rule(findings: Sequence[Checked], console: Console) -> None:
    rule = findings[0].rule
    head = f"{SEVERITY_NAMES[rule.severity]}：{rule.label_ja}（{rule.name}）{len(findings)} 件"
    _line(console, head, 2, _STYLES[rule.severity])
    for found in findings:
        _line(console, f"・{found.finding.message_ja}", 4)
        if found.places:
            _quote(found.places, console)


def _quote(places: Sequence[Place], console: Console) -> None:
    numbers = "、".join(place.lines for place in places[:_LISTED])
    more = f"行ほか {len(places) - _LISTED} か所" if len(places) > _LISTED else "行"
    _cropped(console, f"{numbers}{more}｜{' '.join(places[0].text.split())}", 6)


def _draw_places(title: str, places: Sequence[Place], console: Console) -> None:
    if not places:
        return
    _line(console, title, 2, "bold")
    for place in places:
        _cropped(console, f"{place.lines}行｜{' '.join(place.text.split())}", 6)


def _draw_totals(report: CheckReport, console: Console) -> None:
    everything = f"合計：調書 {len(report.sheets)} 件、全 {report.shares.total:,} 字、"
    _line(console, everything + count_words(report.severities), style="bold")
    if report.shares.total:
        _line(console, share_words(report.shares), 2)
    for refusal in report.refused:
        _line(console, f"読めません：{shown(refusal.file)}：{refusal.reason_ja}", 2, "bold red")
    if report.skipped:
        rest = len(report.skipped) - _LISTED
        _line(console, f"対象外：{'、'.join(report.skipped[:_LISTED])}{f' ほか {rest} 件' if rest > 0 else ''}", 2)


def _line(console: Console, words: str, indent: int = 0, style: str = "") -> None:
    """A line, wrapped where the terminal ends; what follows a bullet stays behind it."""
    from rich.text import Text

    hanging = indent + (_BULLET_WIDTH if words.startswith("・") else 0)
    for number, line in enumerate(_wrapped(words, console.width - hanging, console)):
        console.print(Text(" " * (hanging if number else indent) + line, style=style), soft_wrap=True)


def _wrapped(words: str, width: int, console: Console) -> list[str]:
    """The words in lines; a column pair is left for a closing mark that the next line would begin with."""
    from rich.text import Text

    lines: list[str] = []
    for line in Text(clean(words)).wrap(console, width - 2):
        plain = line.plain.rstrip()
        if lines and plain[:1] and plain[0] in _CLOSING:
            lines[-1] += plain[0]
            plain = plain[1:]
        if plain:
            lines.append(plain)
    return lines


def _cropped(console: Console, words: str, indent: int) -> None:
    """One line, cut where the terminal ends."""
    from rich.text import Text

    text = Text(clean(words), style="dim")
    text.truncate(console.width - indent, overflow="ellipsis")
    console.print(Text(" " * indent) + text, soft_wrap=True)
