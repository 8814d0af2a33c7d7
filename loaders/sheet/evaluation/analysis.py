"""Section 5(1), 成果指標の分析, and the whole of the first evaluation (form, page 9)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, DASHES, fold
from policygraph.loaders.records import (
    Analysis,
    AreaVerdict,
    Decision,
    FirstEvaluation,
    GradeCount,
    Indicator,
    Project,
    Ref,
    Span,
)
from policygraph.loaders.sheet.evaluation.cells import AFTER, BEFORE, FIRST, Cell, Flow, compiled, one_line, paragraphs
from policygraph.loaders.sheet.evaluation.efforts import read_efforts
from policygraph.loaders.sheet.evaluation.grade_counts import GRADES, CountRow, Grades, Placed, place_counts
from policygraph.loaders.sheet.evaluation.policies import Policies, read_policies
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

_DASH = f"[{re.escape(DASHES)}]"
_COUNT = rf"(?:[0-9０-９]{{1,2}}|{_DASH}){AFTER}"
_HEADER = re.compile(rf"[＜<〈]([^＜<〈＞>〉【]{{1,120}}?)\s*(?:【\s*([A-DＡ-Ｄ]|{_DASH})\s*】\s*)?[＞>〉]")
_ROW = re.compile(
    rf"(?:{BEFORE}{AREA.pattern}|(?<![^\s0-9０-９])計){AFTER}"
    rf"(?:(?:[^\S\n]+{_COUNT})+|\n(?=[^\n]*[0-9０-９]){_COUNT}(?:[^\S\n]+{_COUNT})*)?"
)
_LOOSE_COUNTS = re.compile(
    rf"(?m)^(?=[^\n]*[0-9０-９]){_COUNT}(?:[^\S\n]+{_COUNT})*$"
    rf"|{BEFORE}(?:[0-9０-９]{{1,2}}[^\S\n]+){{4}}[0-9０-９]{{1,2}}(?=\x01)"
)
_LOOSE_DASH = re.compile(rf"{_DASH}{FIRST}{AFTER}")
_TOTAL = re.compile("計")
_MAX_UNKNOWN_VERDICT = 16


class Analysed(NamedTuple):
    """What 5(1) says; ``indicator_verdict`` is 判定 of the row 計."""

    counts: tuple[GradeCount, ...]
    verdicts: tuple[AreaVerdict, ...]
    indicator_verdict: str | None
    analyses: tuple[Analysis, ...]


class _Row(NamedTuple):
    """A row of the table: ``counts`` is the cell with its numbers, which may be ``head`` itself."""

    area: str | None
    head: Cell
    counts: Cell | None
    numbers: tuple[int | None, ...]


def read_first_evaluation(
    analysis_lines: Sequence[Line],
    efforts_lines: Sequence[Line],
    policy_lines: Sequence[Line],
    reading: Reading,
    indicators: Sequence[Indicator],
    projects: Sequence[Project],
) -> FirstEvaluation | None:
    """Sections 5(1) to 5(3); None if nothing of them can be read.

    Page 10 repeats both verdicts: it fills in one that page 9 lost, and a difference is a finding.
    """
    analysed = read_analysis(analysis_lines, reading, indicators)
    judgements, effort_verdict = read_efforts(efforts_lines, reading)
    policies = read_policies(policy_lines, reading, projects)
    _compare(analysed.indicator_verdict, policies.indicator_verdict, policies, reading)
    _compare(effort_verdict, policies.effort_verdict, policies, reading)
    parts = (*analysed.counts, *analysed.verdicts, *analysed.analyses, *judgements, *policies.policies)
    quotes = policies.verdict_quotes or tuple(span for part in parts[:1] for span in part.quotes)
    if not quotes:
        return None
    return FirstEvaluation(
        quotes=quotes,
        indicator_verdict=analysed.indicator_verdict or policies.indicator_verdict,
        effort_verdict=effort_verdict or policies.effort_verdict,
        overall_verdict=policies.overall_verdict,
        counts=analysed.counts,
        verdicts=analysed.verdicts,
        analyses=analysed.analyses,
        judgements=judgements,
        policies=policies.policies,
    )


def _compare(first: str | None, repeated: str | None, policies: Policies, reading: Reading) -> None:
    if first and repeated and fold(first) != fold(repeated):
        reading.find(
            "verdict-repeat",
            policies.verdict_quotes,
            ja=f"５(3)の判定は「{repeated}」ですが、前のページの判定は「{first}」です。",
            en=f"Section 5(3) repeats the verdict as {repeated!r}, the page before says {first!r}.",
            about=Ref("first-evaluation", ""),
            printed=repeated,
            expected=first,
        )


def read_analysis(lines: Sequence[Line], reading: Reading, indicators: Sequence[Indicator]) -> Analysed:
    """Read 5(1): counts of grades and 判定 per policy area, and the analyses."""
    labels = reading.form.evaluation
    flow = Flow.of(lines, labels.page, labels.analysis)
    headers = list(_headers(flow, indicators))
    flow.take_places(headers)
    verdict_cells = flow.take("verdict", compiled(rf"{BEFORE}(?:{labels.indicator_verdict_rule}){AFTER}"))
    row_cells = flow.take("row", _ROW)
    flow.take_labels(reading)
    rows = _rows(row_cells, flow.take("counts", _LOOSE_COUNTS), flow, reading)
    reading.label(LabelRule.DASH, *flow.spans(*flow.take("label", _LOOSE_DASH, "\x03")))
    verdict_cells = sorted(
        [*verdict_cells, *_unknown_verdicts(flow, len(rows) - len(verdict_cells))], key=lambda cell: cell.start
    )
    verdicts = tuple(_verdicts(rows, verdict_cells, flow, reading))
    placed = _placed(rows, verdicts, indicators, headers)
    counts = tuple(_grade_counts(rows, placed, flow, reading))
    total = next((verdict.verdict for verdict in verdicts if verdict.area is None), None)
    return Analysed(counts, verdicts, total, tuple(_analyses(flow, reading)))


# --- counts -----------------------------------------------------------------------------------


def _rows(heads: list[Cell], loose: list[Cell], flow: Flow, reading: Reading) -> list[_Row]:
    """Rows in the order of the text; a row parted from its numbers takes them where only one way is left.

    A row printed twice alike is one row.
    """
    rows: list[_Row] = []
    bare = [head for head in heads if not _numbers(head.value)]
    given = dict(zip(bare, loose, strict=True)) if len(bare) == len(loose) else {}
    if not given:
        _report_loose(loose, flow, reading)
    for head in heads:
        counts = head if head not in bare else given.get(head)
        area = None if _TOTAL.search(head.value) else fold(AREA.findall(head.value)[0])
        row = _Row(area, head, counts, _numbers(counts.value) if counts else ())
        if any(row.area == other.area and row.numbers == other.numbers for other in rows):
            reading.repeat(*flow.spans(head))
        else:
            rows.append(row)
    return rows


def _report_loose(loose: list[Cell], flow: Flow, reading: Reading) -> None:
    for cell in loose:
        spans = flow.spans(cell)
        reading.unknown(*spans)
        reading.find(
            "cell-unknown",
            spans,
            ja=f"達成度合の集計の数「{cell.value}」がどの行のものか分かりません。",
            en=f"It cannot be known to which row of grade counts {cell.value!r} belongs.",
            printed=cell.value,
        )


def _numbers(text: str) -> tuple[int | None, ...]:
    words = AREA.sub("", text).replace("計", "").split()
    return tuple(int(word) if word.isdecimal() else None for word in words)


def _placed(
    rows: list[_Row], verdicts: Sequence[AreaVerdict], indicators: Sequence[Indicator], headers: Sequence[Cell]
) -> list[Placed | None]:
    """Columns of the rows that have numbers; a choice is no surer than the indicators it rests on."""
    said = {verdict.area: verdict.verdict for verdict in verdicts}
    numbered = [CountRow(row.area, row.numbers, said.get(row.area)) for row in rows if row.numbers]
    sure = min((each.decision.confidence for each in indicators if each.decision), default=Decimal(1))
    return [
        place._replace(confidence=min(place.confidence, sure)) if place and place.confidence is not None else place
        for place in place_counts(numbered, _latest_grades(indicators, headers))
    ]


def _grade_counts(
    rows: list[_Row], placed: Sequence[Placed | None], flow: Flow, reading: Reading
) -> Iterator[GradeCount]:
    for row, place in zip((row for row in rows if row.numbers), placed, strict=True):
        cells = dict.fromkeys(cell for cell in (row.head, row.counts) if cell)
        if place is None:
            _report_row(row, flow.spans(*cells), reading)
        else:
            yield from _counts_of(row, place, reading.fact(*flow.spans(*cells)))


def _counts_of(row: _Row, place: Placed, quotes: tuple[Span, ...]) -> Iterator[GradeCount]:
    decision = None if place.confidence is None else Decision(place.confidence, "counts-by-total-and-grades")
    for grade, count in zip(GRADES, place.vector, strict=True):
        if count is not None:
            yield GradeCount(quotes=quotes, decision=decision, area=row.area, grade=grade, count=count)


def _report_row(row: _Row, spans: tuple[Span, ...], reading: Reading) -> None:
    reading.unknown(*spans)
    name = row.area or "計"
    reading.find(
        "cell-unknown",
        spans,
        ja=f"{name}の行の数がＡ～Ｄ・-のどの列のものか、計の行からも指標の達成度合や判定からも決まりません。",
        en=f"Neither the totals nor the indicators' grades nor the verdict tell the columns of the counts of {name}.",
        about=Ref("area", row.area) if row.area else None,
        printed=" ".join("-" if number is None else str(number) for number in row.numbers),
    )


def _latest_grades(indicators: Sequence[Indicator], headers: Sequence[Cell]) -> Grades:
    """Indicators by area and grade: the one the analysis prints with the name, else that of the latest year."""
    printed = {fold(name): grade for name, grade in map(_named, headers) if name}
    return Counter(
        (indicator.area, printed.get(fold(indicator.name)) or _latest_grade(indicator)) for indicator in indicators
    )


def _latest_grade(indicator: Indicator) -> str | None:
    graded = [seen for seen in indicator.observations if seen.grade is not None]
    return max(graded, key=lambda seen: seen.year).grade if graded else None


# --- verdicts ---------------------------------------------------------------------------------


def _unknown_verdicts(flow: Flow, missing: int) -> list[Cell]:
    """Short texts that stand alone, if there are just as many as rows without a verdict of known wording."""
    short = [
        cell
        for cell in flow.texts()
        if len(cell.value) <= _MAX_UNKNOWN_VERDICT and not re.search(r"[。、・\n]", cell.value)
    ]
    if missing <= 0 or len(short) != missing:
        return []
    flow.take_places([cell._replace(kind="verdict") for cell in short])
    return short


def _verdicts(rows: list[_Row], cells: list[Cell], flow: Flow, reading: Reading) -> Iterator[AreaVerdict]:
    """One verdict a row in their order; else only what stands on a row's line, or what all cells agree on."""
    if len(cells) == len(rows):
        pairs = list(zip(rows, cells, strict=True))
    else:
        pairs = [(row, cell) for row in rows for cell in cells if _on_one_line(row, cell, flow)]
    for row, cell in pairs:
        yield AreaVerdict(quotes=reading.fact(*flow.spans(cell)), area=row.area, verdict=one_line(cell.value))
    for cell in (cell for cell in cells if all(cell is not taken for _, taken in pairs)):
        _report_verdict(cell, flow, reading)


def _on_one_line(row: _Row, cell: Cell, flow: Flow) -> bool:
    end = (row.counts or row.head).end
    return cell.start >= end and flow.text[end : cell.start].strip(" \t　") == ""


def _report_verdict(cell: Cell, flow: Flow, reading: Reading) -> None:
    spans = flow.spans(cell)
    reading.unknown(*spans)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"判定「{cell.value}」がどの政策体系のものか分かりません。",
        en=f"It cannot be known to which policy area the verdict {cell.value!r} belongs.",
        printed=cell.value,
    )


# --- analyses ---------------------------------------------------------------------------------


def _headers(flow: Flow, indicators: Sequence[Indicator]) -> Iterator[Cell]:
    """＜…＞ with a grade in it, or with the name of an indicator of section 3."""
    for match in _HEADER.finditer(flow.text):
        if match[2] or fold(match[1]) in map(fold, (indicator.name for indicator in indicators)):
            yield Cell("header", match.start(), match.end(), match[0])


def _analyses(flow: Flow, reading: Reading) -> Iterator[Analysis]:
    """A header and the text up to the next one; text before the first header has none."""
    header: Cell | None = None
    texts: list[Cell] = []
    seen: set[tuple[str, str]] = set()
    for cell in [*flow.in_order(), None]:
        if cell is not None and cell.kind == "text":
            texts.append(cell)
        elif cell is None or cell.kind == "header":
            yield from _analysis(header, texts, flow, reading, seen)
            header, texts = cell, []


def _analysis(
    header: Cell | None, texts: list[Cell], flow: Flow, reading: Reading, seen: set[tuple[str, str]]
) -> Iterator[Analysis]:
    """The analysis, unless there is nothing or it is printed a second time."""
    if not header and not texts:
        return
    spans = flow.spans(*([header] if header else []), *texts)
    text = paragraphs(texts)
    key = (header.value if header else "", text)
    if key in seen:
        reading.repeat(*spans)
        return
    seen.add(key)
    name, grade = _named(header)
    yield Analysis(quotes=reading.fact(*spans), indicator=name, grade=grade, text=text)


def _named(header: Cell | None) -> tuple[str | None, str | None]:
    """Indicator and grade: ``＜…（万円）【Ｄ】＞`` is ``…（万円）`` and ``D``."""
    match = _HEADER.fullmatch(header.value) if header else None
    if match is None:
        return None, None
    grade = fold(match[2]) if match[2] else None
    return one_line(match[1]), grade if grade in (*GRADES, None) else "-"
