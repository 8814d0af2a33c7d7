"""Section 7, 評価結果の反映: answers to the response policies and to the opinions (form, pages 12-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple

from policygraph.loaders.japanese import ERA_YEAR, era_year, fold
from policygraph.loaders.records import (
    Decision,
    DirectedProject,
    Moment,
    OpinionResponse,
    PolicyResponse,
    Project,
    Ref,
    Reflections,
    ResponsePolicy,
    SecondEvaluation,
    Span,
)
from policygraph.loaders.sheet.cells import AFTER, BEFORE, FIRST, MASKS, Cell, Flow, one_line, paragraphs
from policygraph.loaders.sheet.directions import read_directions
from policygraph.loaders.sheet.evaluation_labels import EvaluationLabels
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.matching import Match, match, names_of
from policygraph.loaders.sheet.mentions import Vocabulary, mentions, take_mentions, take_unknown_names
from policygraph.loaders.sheet.opinion_rows import ROW_KINDS, Row, categories_in_place, category_of, rows_of
from policygraph.loaders.sheet.opinions import ROMAN, compiled
from policygraph.loaders.sheet.policies import CIRCLED
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.source import Line

_NUMBER = re.compile(rf"[{CIRCLED}]{FIRST}{AFTER}")
_FOREIGN = dict.fromkeys(ROW_KINDS, "foreign")
_MONTH = re.compile(r"年\s*([0-9０-９]{1,2})\s*月")


class _Answer(NamedTuple):
    """Cells of one answer to a response policy: its text, then direction and name of each project."""

    texts: list[Cell]
    projects: list[Cell]
    decision: Decision | None = None


def read_reflections(
    lines: Sequence[Line],
    direction_lines: Sequence[Line],
    reading: Reading,
    projects: Sequence[Project],
    policies: Sequence[ResponsePolicy],
    second: SecondEvaluation | None,
) -> Reflections | None:
    """Read section 7; None if nothing of it can be read.

    Answers are matched to what they answer by the projects both name, not by number alone.
    """
    vocabulary = Vocabulary.of(projects)
    flow = _cells(lines, reading, vocabulary)
    policy_cells, opinion_cells = _parted(flow)
    answers = _answers(policy_cells, flow, reading)
    policy_responses = tuple(_policy_responses(answers, policies, flow, reading, vocabulary))
    opinion_responses = tuple(_opinion_responses(opinion_cells, second, flow, reading, vocabulary))
    counts, reflected = read_directions(direction_lines, reading, vocabulary)
    parts = (*policy_responses, *opinion_responses, *reflected, *counts)
    if not parts:
        return None
    return Reflections(
        quotes=parts[0].quotes,
        policy_responses=policy_responses,
        opinion_responses=opinion_responses,
        counts=counts,
        projects=reflected,
    )


# --- cells ------------------------------------------------------------------------------------


def _cells(lines: Sequence[Line], reading: Reading, vocabulary: Vocabulary) -> Flow:
    labels = reading.form.evaluation
    flow = Flow.of(lines)
    take_mentions(flow, vocabulary, labels.directions)
    reading.label(*flow.spans(*flow.take("category", compiled(labels.category_rule))))
    reading.label(*flow.spans(*flow.take("marker", compiled(spaced(*labels.new_efforts)))))
    flow.take("as-of", compiled(labels.as_of_rule))
    flow.take("directed", _directed(labels))
    flow.take("roman", ROMAN)
    flow.take("circled", _NUMBER)
    flow.take_labels(reading, labels.page, labels.reflection)
    flow.take_page_code(reading)
    _take_directed_names(flow)
    take_unknown_names(flow, vocabulary)
    return flow


@lru_cache(maxsize=8)
def _directed(labels: EvaluationLabels) -> re.Pattern[str]:
    """A direction and the colon behind it."""
    return re.compile(rf"{BEFORE}({'|'.join(labels.directions)}|[一-鿿]{{2}})\s*[：:](?=\s*[^\s])")


def _take_directed_names(flow: Flow) -> None:
    """Names behind a direction that section 4 does not have: the rest of the line."""
    rest = re.compile(rf"[^\S\n]*([^\s{MASKS}][^\n{MASKS}]*)")
    found = (rest.match(flow.text, cell.end) for cell in flow.cells if cell.kind == "directed")
    flow.take_places([Cell("name", hit.start(1), hit.end(1), hit[1].strip()) for hit in found if hit])


def _parted(flow: Flow) -> tuple[list[Cell], list[Cell]]:
    """Cells of the answers to policies, and those of the answers to opinions.

    A text answers a policy if it stands under ＜新たな取組等＞ or right above ``改善：name``.
    """
    cells = [cell for cell in flow.in_order() if cell.kind in ("marker", "directed", *ROW_KINDS)]
    policy_cells: list[Cell] = []
    rest: list[Cell] = []
    before = rest
    for cell, following in zip_longest(cells, cells[1:]):
        continues = before is policy_cells and policy_cells[-1].kind in ("marker", "text")
        above = following is not None and following.kind == "directed"
        named = before is policy_cells and cell.kind == "name" and policy_cells[-1].kind == "directed"
        own = cell.kind in ("marker", "directed") or named or (cell.kind == "text" and (continues or above))
        before = policy_cells if own else rest
        before.append(cell)
    return policy_cells, rest


# --- (1) --------------------------------------------------------------------------------------


def _answers(cells: list[Cell], flow: Flow, reading: Reading) -> list[_Answer]:
    """Texts with the projects behind them; in order where there are as many lists of projects as texts."""
    texts = _runs(cells, ("text",))
    lists = _runs(cells, ("directed", "name"))
    if len(lists) != len(texts):
        apart = [part for projects in lists for part in _at_gaps(projects, flow)]
        lists = apart if len(apart) == len(texts) else lists
    if len(lists) == len(texts):
        decision = _in_order(texts, lists, cells)
        return [_Answer(text, projects, decision) for text, projects in zip(texts, lists, strict=True)]
    answers = [_Answer(text, []) for text in texts]
    for projects in lists:
        above = [answer for answer in answers if answer.texts[0].start < projects[0].start]
        if above and not above[-1].projects:
            above[-1].projects.extend(projects)
        else:
            _report(projects, flow, reading)
    return answers


def _in_order(texts: list[list[Cell]], lists: list[list[Cell]], cells: list[Cell]) -> Decision | None:
    """The share of texts with their list right behind them, if not all have it: the rest go by order alone."""
    following = dict(pairwise(cells))
    beside = sum(following.get(text[-1]) == projects[0] for text, projects in zip(texts, lists, strict=True))
    if beside == len(texts):
        return None
    return Decision((Decimal(beside) / len(texts)).quantize(Decimal("0.001")), "projects-by-order")


def _runs(cells: Sequence[Cell], kinds: tuple[str, ...]) -> list[list[Cell]]:
    """Cells of some kinds, grouped as nothing else stands between them."""
    return [list(run) for fits, run in groupby(cells, lambda cell: cell.kind in kinds) if fits]


def _at_gaps(projects: list[Cell], flow: Flow) -> list[list[Cell]]:
    """A list of projects cut where a blank line stands before a direction."""
    parts: list[list[Cell]] = []
    for cell in projects:
        if not parts or (cell.kind == "directed" and "\n\n" in flow.text[parts[-1][-1].end : cell.start]):
            parts.append([])
        parts[-1].append(cell)
    return parts


def _policy_responses(
    answers: Sequence[_Answer],
    policies: Sequence[ResponsePolicy],
    flow: Flow,
    reading: Reading,
    vocabulary: Vocabulary,
) -> Iterator[PolicyResponse]:
    named = [tuple(_directed_projects(answer.projects, flow, reading, vocabulary)) for answer in answers]
    matches = match(
        [names_of(directed.project for directed in projects) for projects in named],
        [names_of(policy.projects) for policy in policies],
    )
    circled = [cell for cell in flow.cells if cell.kind == "circled"]
    for answer, projects, found in zip(answers, named, matches, strict=True):
        number = policies[found.target].number if found else None
        own = [cell for cell in circled if cell.value == number]
        quotes = reading.fact(*flow.spans(*own, *answer.texts))
        if found is None:
            _report_unmatched(quotes, "対応方針", "response policy", reading)
        yield PolicyResponse(
            quotes=quotes,
            decision=_weaker(answer.decision, found),
            policy=number,
            text=paragraphs(answer.texts),
            projects=projects,
        )


def _directed_projects(
    cells: Sequence[Cell], flow: Flow, reading: Reading, vocabulary: Vocabulary
) -> Iterator[DirectedProject]:
    for directed, name in pairwise(cells):
        if directed.kind == "directed" and name.kind == "name":
            quotes = reading.fact(*flow.spans(directed))
            for project in mentions((name,), flow, vocabulary, reading):
                yield DirectedProject(quotes=quotes + project.quotes, direction=directed.value, project=project)


# --- (2) --------------------------------------------------------------------------------------


def _opinion_responses(
    cells: Sequence[Cell],
    second: SecondEvaluation | None,
    flow: Flow,
    reading: Reading,
    vocabulary: Vocabulary,
) -> Iterator[OpinionResponse]:
    opinions = [names_of(opinion.projects) for opinion in second.opinions] if second else []
    rows = rows_of(cells, flow, reading, opinions)
    named = [mentions(row.mentions, flow, vocabulary, reading) for row in rows]
    matches = match([names_of(projects) for projects in named], opinions)
    own = set(cells)
    others = (
        cell if cell in own else cell._replace(kind=_FOREIGN.get(cell.kind, cell.kind)) for cell in flow.in_order()
    )
    categories = categories_in_place(others, reading.form.evaluation.opinion_head)
    moments = _moments(rows, flow, reading)
    for row, projects, found, moment in zip(rows, named, matches, moments, strict=True):
        quotes = reading.fact(*flow.spans(*row.numbers, *row.texts))
        if found is None:
            _report_unmatched(quotes, "付加意見", "opinion", reading)
        category = category_of(row, categories)
        yield OpinionResponse(
            quotes=quotes,
            decision=_weaker(row.decision, found),
            opinion=found.target + 1 if found else None,
            number=row.number,
            category=one_line(category.value) if category else None,
            projects=projects,
            text=paragraphs(row.texts),
            as_of=moment,
        )


def _weaker(decision: Decision | None, found: Match | None) -> Decision | None:
    """The less certain of the two decisions an answer rests on."""
    decisions = [made for made in (decision, found.decision if found else None) if made]
    return min(decisions, key=lambda made: made.confidence, default=None)


def _moments(rows: Sequence[Row], flow: Flow, reading: Reading) -> list[Moment | None]:
    """The date in the head of each answer's table: one for all, or one a table in their order."""
    cells = [cell for cell in flow.cells if cell.kind == "as-of"]
    moments = [_moment(cell.value) for cell in cells]
    for cell, moment in zip(cells, moments, strict=True):
        (reading.fact if moment else reading.label)(*flow.spans(cell))
    if len(moments) == len(rows):
        return moments
    dated = {moment for moment in moments if moment}
    return [next(iter(dated)) if len(dated) == 1 else None for _ in rows]


def _moment(text: str) -> Moment | None:
    """``令和３年３月末時点`` is March 2021; ``令和３年度末`` the fiscal year 2021."""
    era = ERA_YEAR.search(text)
    if era is None:
        return None
    year = era_year(era[1], fold(era[2]))
    month = _MONTH.search(text)
    if month:
        return Moment(year, int(month[1]), "calendar")
    return Moment(year, None, "fiscal" if "年度" in text else "calendar")


def _report_unmatched(quotes: tuple[Span, ...], ja: str, en: str, reading: Reading) -> None:
    reading.find(
        "cell-unknown",
        quotes,
        ja=f"この対応がどの{ja}に対するものか、事務事業からは分かりません。",
        en=f"The projects it names do not tell which {en} this answers.",
        about=Ref("reflections", ""),
    )


def _report(cells: Sequence[Cell], flow: Flow, reading: Reading) -> None:
    spans = flow.spans(*cells)
    reading.unknown(*spans)
    printed = " ".join(one_line(cell.value) for cell in cells)
    reading.find(
        "cell-unknown",
        spans,
        ja=f"「{printed}」がどの対応のものか分かりません。",
        en=f"It cannot be known which answer the projects {printed!r} belong to.",
        about=Ref("reflections", ""),
        printed=printed,
    )
