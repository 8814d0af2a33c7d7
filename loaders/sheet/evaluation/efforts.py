"""Section 5(2), 取組の分析: the four criteria with marks and reasons, and the verdict a, b or c."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import permutations
from typing import Literal, NamedTuple

from policygraph.loaders.japanese import DASHES, fold
from policygraph.loaders.records import Decision, Judgement, Ref
from policygraph.loaders.sheet.evaluation.cells import AFTER, FIRST, Cell, Flow, compiled, one_line, paragraphs
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

Mark = Literal["○", "△"]

_MARK = re.compile(rf"[○◯〇⚪△▲{re.escape(DASHES)}]{FIRST}{AFTER}")
_MARKS: Mapping[str, Mark] = {"○": "○", "△": "△", "▲": "△"}
_ROW_NUMBER = re.compile(r"[1-4１-４](?<=\n.)(?=\n|\Z)")
_VERDICT = re.compile(rf"[a-cａ-ｃ]{FIRST}{AFTER}")
_BLOCK = re.compile(r"\S(?:(?!\n\n).)*", re.DOTALL)
_QUESTION = re.compile(r"[^。]{5,120}か", re.DOTALL)


class _Region(NamedTuple):
    """A question and what stands behind it, up to the next question."""

    question: Cell
    marks: list[Cell]
    reasons: list[Cell]


class _Answer(NamedTuple):
    """Mark and reason given to a question; ``decision`` where they had to be paired by order."""

    question: Cell
    mark: Cell | None
    reasons: list[Cell]
    decision: Decision | None


def read_efforts(lines: Sequence[Line], reading: Reading) -> tuple[tuple[Judgement, ...], str | None]:
    """Read 5(2): the judgements in the order of their numbers, and the verdict.

    A dash or a blank for a mark is no mark. The numbers 1-4 stand apart from their rows, so the
    wording of a question tells its number, and its order where the wording is not known.
    """
    labels = reading.form.evaluation
    flow = Flow.of(lines, labels.page, labels.efforts)
    reading.label(LabelRule.EFFORT_RULE, *flow.spans(*flow.take("label", compiled(labels.effort_rule), "\x03")))
    numbers = _known_questions(flow, labels.questions)
    flow.take_labels(reading)
    flow.take_page_code(reading)
    reading.label(LabelRule.CRITERIA, *flow.spans(*flow.take("label", _ROW_NUMBER, "\x03")))
    verdicts = flow.take("verdict", _VERDICT)
    flow.take("mark", _MARK)
    numbers |= _other_questions(flow, numbers, len(labels.questions))
    verdict = _verdict(verdicts, flow, reading)
    regions = _regions(flow)
    answers = _answers(regions, numbers, verdict, flow, reading) if numbers else []
    judgements: dict[int, Judgement] = {}
    for answer in answers:
        _add_judgement(judgements, answer, numbers[answer.question], flow, reading)
    return tuple(judgements[number] for number in sorted(judgements)), verdict


# --- questions --------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _question_keys(questions: tuple[tuple[int, str], ...]) -> Mapping[str, int]:
    return {fold(wording): number for number, wording in questions}


def _known_questions(flow: Flow, questions: tuple[tuple[int, str], ...]) -> dict[Cell, int]:
    keys = _question_keys(questions)
    numbers = {
        Cell("question", start, end, flow.text[start:end]): keys[key] for key, start, end in flow.places_of(keys)
    }
    flow.take_places(list(numbers))
    return numbers


def _other_questions(flow: Flow, known: Mapping[Cell, int], count: int) -> dict[Cell, int]:
    """Questions of another wording, by the numbers still free in their order: blocks that end in か."""
    free = [number for number in range(1, count + 1) if number not in known.values()]
    blocks = [
        Cell("question", cell.start + match.start(), cell.start + match.end(), match[0])
        for cell in (flow.texts() if free else ())
        for match in _BLOCK.finditer(cell.value)
        if _QUESTION.fullmatch(match[0].rstrip())
    ]
    numbers = dict(zip(blocks, free, strict=False))
    flow.take_places(list(numbers))
    return numbers


def _verdict(cells: Sequence[Cell], flow: Flow, reading: Reading) -> str | None:
    """The verdict, if all that are printed agree."""
    values = {fold(cell.value) for cell in cells}
    if len(values) != 1:
        _report(cells, flow, reading, "取組の分析の判定", "the verdict on the efforts")
        return None
    reading.fact(*flow.spans(cells[0]))
    reading.repeat(*flow.spans(*cells[1:]))
    return values.pop()


# --- marks and reasons ------------------------------------------------------------------------


def _regions(flow: Flow) -> list[_Region]:
    """Questions with what follows them; what stands before the first one has a region without question."""
    regions: list[_Region] = []
    for cell in flow.in_order():
        if cell.kind == "question":
            regions.append(_Region(cell, [], []))
        elif cell.kind in ("mark", "text"):
            if not regions:
                regions.append(_Region(cell._replace(kind="none", end=cell.start, value=""), [], []))
            (regions[-1].marks if cell.kind == "mark" else regions[-1].reasons).append(cell)
    return regions


def _answers(
    regions: list[_Region], numbers: Mapping[Cell, int], verdict: str | None, flow: Flow, reading: Reading
) -> list[_Answer]:
    """Marks by place where each question has at most one behind it, else by order if there are as many."""
    asked = [region for region in regions if region.question in numbers]
    if all(len(region.marks) <= (region in asked) for region in regions):
        return [_Answer(region.question, next(iter(region.marks), None), region.reasons, None) for region in asked]
    marks = [mark for region in regions for mark in region.marks]
    reasons = [reason for region in regions for reason in region.reasons]
    decision = _decision(marks, [numbers[region.question] for region in asked], verdict)
    if decision is None:
        _report([*marks, *reasons], flow, reading, "基準の○△と理由", "marks and reasons of the criteria")
        return [_Answer(region.question, None, [], None) for region in asked]
    return _by_order(asked, marks, reasons, decision, flow, reading)


def _by_order(
    asked: list[_Region], marks: list[Cell], reasons: list[Cell], decision: Decision, flow: Flow, reading: Reading
) -> list[_Answer]:
    blocks = [
        Cell("text", cell.start + match.start(), cell.start + match.end(), match[0].rstrip())
        for cell in reasons
        for match in _BLOCK.finditer(cell.value)
    ]
    if len(blocks) != len(asked):
        _report(blocks, flow, reading, "基準の理由", "reasons of the criteria")
    shared = [[block] for block in blocks] if len(blocks) == len(asked) else [[] for _ in asked]
    rows = zip(asked, marks, shared, strict=True)
    return [_Answer(region.question, mark, reason, decision) for region, mark, reason in rows]


def _decision(cells: Sequence[Cell], criteria: Sequence[int], verdict: str | None) -> Decision | None:
    """One over the number of orders of these marks that the printed rule gives the same verdict.

    None if there is not one mark a criterion, or if the rule gives another verdict in the order found.
    """
    if sorted(criteria) != list(range(1, len(cells) + 1)):
        return None
    marks = {number: _MARKS.get(fold(cell.value)) for number, cell in zip(criteria, cells, strict=True)}
    found = tuple(marks[number] for number in sorted(marks))
    agreeing = {order for order in permutations(found) if verdict in (None, effort_verdict(order))}
    if found not in agreeing:
        return None
    return Decision((1 / Decimal(len(agreeing))).quantize(Decimal("0.001")), "marks-by-order")


def effort_verdict(marks: Sequence[Mark | None]) -> str:
    """The verdict that the rule printed on the form gives (form, Rules).

    >>> effort_verdict(("△", "○", None, None)), effort_verdict((None, "○", "○", "○"))
    ('c', 'b')
    """
    first, *later = marks
    if first is None or "○" not in later:
        return "b"
    return "a" if first == "○" else "c"


def _add_judgement(
    judgements: dict[int, Judgement], answer: _Answer, criterion: int, flow: Flow, reading: Reading
) -> None:
    """Add a judgement; one printed again with the same mark and reason is a repetition."""
    judgement = _judgement(answer, criterion, flow)
    before = judgements.setdefault(criterion, judgement)
    reading.label(LabelRule.CRITERIA, *flow.spans(answer.question))
    if before is judgement:
        reading.fact(*flow.spans(*_cells(answer)))
    elif (before.mark, before.reason) == (judgement.mark, judgement.reason):
        reading.repeat(*flow.spans(*_cells(answer)))
    else:
        _report(
            _cells(answer), flow, reading, f"基準{criterion}の○△と理由", f"mark and reason of criterion {criterion}"
        )


def _cells(answer: _Answer) -> list[Cell]:
    return [*([answer.mark] if answer.mark else []), *answer.reasons]


def _judgement(answer: _Answer, criterion: int, flow: Flow) -> Judgement:
    return Judgement(
        quotes=flow.spans(*_cells(answer)) or flow.spans(answer.question),
        decision=answer.decision,
        criterion=criterion,
        mark=_MARKS.get(fold(answer.mark.value)) if answer.mark else None,
        question=one_line(answer.question.value),
        reason=paragraphs(answer.reasons) or None,
    )


def _report(cells: Sequence[Cell], flow: Flow, reading: Reading, ja: str, en: str) -> None:
    if not cells:
        return
    spans = flow.spans(*cells)
    reading.unknown(*spans)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"{ja}がどの行のものか分かりません。",
        en=f"It cannot be known to which row {en} belong.",
        about=Ref("first-evaluation", ""),
        printed=" ".join(one_line(cell.value) for cell in cells)[:200],
    )
