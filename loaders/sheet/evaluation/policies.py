"""Section 5(3), 総合評価と対応方針等: the verdicts again, and the response policies ①.. (form, page 10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from policygraph.loaders.japanese import AREA, DASHES, fold
from policygraph.loaders.records import Decision, Project, Ref, ResponsePolicy, Span
from policygraph.loaders.sheet.evaluation.cells import AFTER, BEFORE, FIRST, Cell, Flow, one_line, paragraphs
from policygraph.loaders.sheet.evaluation.doubts import report_doubt
from policygraph.loaders.sheet.evaluation.labels import EvaluationLabels
from policygraph.loaders.sheet.evaluation.mentions import Vocabulary, mentions, take_mentions, take_unknown_names
from policygraph.loaders.sheet.evaluation.plan_codes import plan_links, take_plan_codes
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line

CIRCLED = "①-⑳㉑-㉟"
"""Numbers of response policies, as the inside of a character class."""

_NUMBER = re.compile(rf"[{CIRCLED}]{FIRST}(?={AREA.pattern}|{AFTER})")
_AREA = re.compile(rf"{BEFORE}{AREA.pattern}{AFTER}")
_EFFORT_VERDICT = re.compile(rf"[a-cａ-ｃ]{FIRST}{AFTER}")
_DASH = re.compile(rf"[{re.escape(DASHES)}]{FIRST}{AFTER}")
_DIRECTION = re.compile(r"([^\s（(]+)(?:\s*[（(](.*)[）)])?", re.DOTALL)
_NAME = re.compile(r"[^・･。][^。]{0,80}")
_PROJECT_KINDS = ("code", "name")
_PLAN_KINDS = ("plan", "dash")
_CONTENT = ("area", "text", "direction", *_PROJECT_KINDS, *_PLAN_KINDS)
_MAX_VERDICT = 60
_MAX_PIECES = 4


class Policies(NamedTuple):
    """What 5(3) says; ``verdict_quotes`` are the places of the three verdicts."""

    policies: tuple[ResponsePolicy, ...]
    indicator_verdict: str | None
    effort_verdict: str | None
    overall_verdict: str | None
    verdict_quotes: tuple[Span, ...]


@dataclass(slots=True)
class _Row:
    """The cells of one response policy; ``decision`` where order had to pair them."""

    number: Cell
    cells: list[Cell] = field(default_factory=list)
    decision: Decision | None = None

    def of(self, *kinds: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.kind in kinds]


def read_policies(lines: Sequence[Line], reading: Reading, projects: Sequence[Project]) -> Policies:
    """Read 5(3): the verdicts it repeats, the overall verdict, the response policies in their order."""
    labels = reading.form.evaluation
    vocabulary = Vocabulary.of(projects)
    flow = Flow.of(lines, labels.page, labels.policies)
    take_mentions(flow, vocabulary, labels.directions)
    _take_cells(flow, labels, reading, vocabulary)
    verdicts = _verdicts(flow, labels.overall_verdicts)
    quotes = reading.fact(*(span for cells in verdicts for span in flow.spans(*cells)))
    indicator, effort, overall = map(_verdict_of, verdicts)
    rows = _unrepeated(_rows(_content(flow, verdicts), flow, reading), flow, reading)
    policies = tuple(_policy(row, flow, reading, vocabulary) for row in rows)
    return Policies(policies, indicator, fold(effort) if effort else None, overall, quotes)


# --- cells ------------------------------------------------------------------------------------


def _take_cells(flow: Flow, labels: EvaluationLabels, reading: Reading, vocabulary: Vocabulary) -> None:
    """Take every cell that has a shape of its own."""
    patterns = _patterns(labels)
    flow.take("overall", patterns.overall)
    flow.take("indicator verdict", patterns.indicator)
    flow.take("direction", patterns.direction)
    flow.take("number", _NUMBER)
    flow.take("area", _AREA)
    flow.take_labels(reading)
    flow.take_page_code(reading)
    flow.take("effort verdict", _EFFORT_VERDICT)
    take_unknown_names(flow, vocabulary)
    take_plan_codes(flow, labels.plan_columns)
    flow.take("dash", _DASH)


class _Patterns(NamedTuple):
    overall: re.Pattern[str]
    indicator: re.Pattern[str]
    direction: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(labels: EvaluationLabels) -> _Patterns:
    """A direction of unknown wording is known by the 分析 in its brackets."""
    bracket = r"\s*[（(][^（）()。]{1,30}[）)]"
    known = rf"(?:{spaced(*labels.directions)})(?:{bracket})?"
    return _Patterns(
        re.compile(spaced(*labels.overall_verdicts)),
        re.compile(rf"{BEFORE}(?:{labels.indicator_verdict_rule}){AFTER}"),
        re.compile(rf"{BEFORE}(?:{known}|[一-鿿]{{2,6}}(?=[^）)]*分\s*析\s*[）)]){bracket}){AFTER}"),
    )


def _verdicts(flow: Flow, known: Sequence[str]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Indicator, effort and overall verdict: by their wording, else by their place above the first policy."""
    cells = flow.in_order()
    first = next((index for index, cell in enumerate(cells) if cell.kind == "number"), len(cells))
    head = cells[:first]
    indicator = [cell for cell in cells if cell.kind == "indicator verdict"][:1]
    effort = [cell for cell in cells if cell.kind == "effort verdict"][:1]
    overall = [cell for cell in cells if cell.kind == "overall"][:1]
    texts = [cell for cell in head if cell.kind == "text" and "。" not in cell.value]
    if not indicator and effort:
        above = [cell for cell in head if cell.end <= effort[0].start and (cell in texts or cell.kind == "dash")]
        indicator = [cell for cell in above if not flow.text[cell.end : effort[0].start].strip(" \t　")]
    rest = [cell for cell in texts if cell not in indicator]
    if not overall and sum(len(cell.value) for cell in rest) <= _MAX_VERDICT:
        overall = _known_order(rest, known)
    return indicator, effort, overall


def _known_order(pieces: list[Cell], known: Sequence[str]) -> list[Cell]:
    """The pieces of a verdict in the order that gives a known wording, else as they stand."""
    orders = permutations(pieces) if len(pieces) <= _MAX_PIECES else ()
    wordings = set(map(fold, known)) if len(pieces) > 1 else ()
    return next((list(order) for order in orders if fold("".join(cell.value for cell in order)) in wordings), pieces)


def _verdict_of(cells: Sequence[Cell]) -> str | None:
    """The printed verdict; a dash says that there is none."""
    return one_line("\n".join(cell.value for cell in cells if cell.kind != "dash")) or None


def _content(flow: Flow, verdicts: tuple[list[Cell], ...]) -> list[Cell]:
    """Numbers and contents of the policies in the order of the text; what stands behind numbers is names."""
    used = [cell for cells in verdicts for cell in cells]
    content: list[Cell] = []
    for cell in flow.in_order():
        if cell.kind not in ("number", *_CONTENT) or cell in used:
            continue
        if cell.kind == "text" and content and content[-1].kind in _PROJECT_KINDS and _NAME.fullmatch(cell.value):
            content += _stacked_names(cell, content)
        else:
            content.append(cell)
    return content


def _stacked_names(cell: Cell, before: Sequence[Cell]) -> list[Cell]:
    """A stack of names unknown to section 4: one if one number stands before it, else one a line.

    A stack that fits neither way is one cell, whose names no number can be given.
    """
    codes = 0
    while codes < len(before) and before[-1 - codes].kind == "code":
        codes += 1
    lines = cell.value.split("\n")
    if codes == 1 or codes != len(lines):
        return [cell._replace(kind="name", value=one_line(cell.value))]
    starts = [cell.start + sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    return [Cell("name", start, start + len(line), line) for start, line in zip(starts, lines, strict=True)]


# --- rows -------------------------------------------------------------------------------------


def _rows(content: list[Cell], flow: Flow, reading: Reading) -> list[_Row]:
    """The policies with their cells: by place if the text keeps the rows, else by order."""
    numbers = [cell for cell in content if cell.kind == "number"]
    rows = _by_place(numbers, content)
    if rows is None:
        rows = _by_order(numbers, content, flow, reading)
    return rows


def _by_place(numbers: list[Cell], content: list[Cell]) -> list[_Row] | None:
    """Rows as they stand between the numbers, if each has its text and as many directions and areas as the others."""
    rows: list[_Row] = []
    for cell in content:
        if cell.kind == "number":
            rows.append(_Row(cell))
        elif not rows:
            return None
        else:
            rows[-1].cells.append(cell)
    shapes = {(len(row.of("direction")), len(row.of("area"))) for row in rows}
    whole = len(shapes) <= 1 and all(row.of("text") and len(row.of("direction", "area")) <= 2 for row in rows)
    return rows if whole else None


def _by_order(numbers: list[Cell], content: list[Cell], flow: Flow, reading: Reading) -> list[_Row]:
    """Deal each kind of cell to the policies in their order, where there is one for each of them."""
    rows = [_Row(number) for number in numbers]
    columns = [_runs(content, kinds) for kinds in (("area",), ("text",), ("direction",), _PROJECT_KINDS, _PLAN_KINDS)]
    fitting = [runs for runs in columns if len(runs) == len(rows)]
    present = sum(1 for runs in columns if runs)
    for runs in columns:
        if runs not in fitting:
            _report([cell for run in runs for cell in run], flow, reading)
            continue
        for row, run in zip(rows, runs, strict=True):
            row.cells += run
    for row in rows:
        row.decision = Decision((Decimal(len(fitting)) / max(present, 1)).quantize(Decimal("0.001")), "rows-by-order")
    return rows


def _runs(content: list[Cell], kinds: tuple[str, ...]) -> list[list[Cell]]:
    """Cells of some kinds, grouped as nothing else stands between them; one kind alone is never grouped."""
    runs: list[list[Cell]] = []
    previous: str | None = None
    for cell in content:
        if cell.kind in kinds:
            if previous in kinds and len(kinds) > 1:
                runs[-1].append(cell)
            else:
                runs.append([cell])
        previous = cell.kind
    return runs


def _unrepeated(rows: list[_Row], flow: Flow, reading: Reading) -> list[_Row]:
    """Rows without those that print a policy a second time."""
    kept: dict[tuple[str, str], _Row] = {}
    for row in rows:
        key = (row.number.value, "".join(cell.value for cell in row.of("text")))
        if key in kept:
            reading.repeat(*flow.spans(row.number, *row.cells))
        else:
            kept[key] = row
    return list(kept.values())


def _policy(row: _Row, flow: Flow, reading: Reading, vocabulary: Vocabulary) -> ResponsePolicy:
    about = Ref("response-policy", row.number.value)
    direction, cause = _direction_of(row.of("direction"))
    plans = plan_links(row.of("plan"), len(row.of("dash")), reading.form.evaluation.plan_columns, flow, reading, about)
    quotes = reading.fact(*flow.spans(row.number, *row.of("area", "text", "direction", "dash")))
    text = paragraphs(row.of("text"))
    report_doubt(row.decision, quotes, about, text or row.number.value, reading)
    return ResponsePolicy(
        quotes=quotes,
        decision=row.decision,
        number=row.number.value,
        area=next((fold(cell.value) for cell in row.of("area")), None),
        text=text or None,
        direction=direction,
        cause=cause,
        projects=mentions(row.of(*_PROJECT_KINDS), flow, vocabulary, reading),
        plans=tuple(plans),
    )


def _direction_of(cells: list[Cell]) -> tuple[str | None, str | None]:
    """``改善（指標 分析）`` is ``改善`` and ``指標分析``."""
    match = _DIRECTION.fullmatch(cells[0].value) if cells else None
    if match is None:
        return None, None
    return match[1], "".join(match[2].split()) if match[2] else None


def _report(cells: Sequence[Cell], flow: Flow, reading: Reading) -> None:
    if not cells:
        return
    spans = flow.spans(*cells)
    reading.unknown(*spans)
    reading.find(
        "cell-unknown",
        spans,
        ja="対応方針の欄が順に並んでおらず、どの番号の対応方針のものか分かりません。",
        en="The cells of the response policies are out of order; it cannot be known which policy these belong to.",
        printed=" ".join(one_line(cell.value) for cell in cells)[:200],
    )
