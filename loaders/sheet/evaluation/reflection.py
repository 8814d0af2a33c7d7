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
from policygraph.loaders.sheet.evaluation.cells import (
    AFTER,
    BEFORE,
    FIRST,
    MASKS,
    Cell,
    Flow,
    compiled,
    one_line,
    paragraphs,
)
from policygraph.loaders.sheet.evaluation.directions import read_directions
from policygraph.loaders.sheet.evaluation.doubts import report_doubt
from policygraph.loaders.sheet.evaluation.labels import EvaluationLabels
from policygraph.loaders.sheet.evaluation.matching import Match, Names, match, names_of
from policygraph.loaders.sheet.evaluation.mentions import Vocabulary, mentions, take_mentions, take_unknown_names
from policygraph.loaders.sheet.evaluation.opinion_rows import ROW_KINDS, Row, categories_in_place, category_of, rows_of
from policygraph.loaders.sheet.evaluation.opinions import ROMAN
from policygraph.loaders.sheet.evaluation.policies import CIRCLED
from policygraph.loaders.sheet.forms import spaced
from policygraph.loaders.sheet.reading import LabelRule, Reading
from policygraph.loaders.source import Line

_NUMBER = re.compile(rf"[{CIRCLED}]{FIRST}{AFTER}")
_REST_OF_LINE = re.compile(rf"[^\S\n]*([^\s{MASKS}][^\n{MASKS}]*)")
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
    targets = [names_of(policy.projects) for policy in policies]
    answers = _answers(policy_cells, targets, flow, reading, vocabulary)
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
    flow = Flow.of(lines, labels.page, labels.reflection)
    take_mentions(flow, vocabulary, labels.directions)
    reading.label(LabelRule.CATEGORY, *flow.spans(*flow.take("category", compiled(labels.category_rule))))
    reading.label(LabelRule.RESPONSE, *flow.spans(*flow.take("marker", _new_efforts(labels.new_efforts))))
    flow.take("as-of", compiled(labels.as_of_rule))
    flow.take("directed", _directed(labels))
    flow.take("roman", ROMAN)
    flow.take("circled", _NUMBER)
    flow.take_labels(reading)
    flow.take_page_code(reading)
    _take_directed_names(flow)
    take_unknown_names(flow, vocabulary)
    return flow


@lru_cache(maxsize=8)
def _new_efforts(headings: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(spaced(*headings))


@lru_cache(maxsize=8)
def _directed(labels: EvaluationLabels) -> re.Pattern[str]:
    """A direction and the colon behind it."""
    return re.compile(rf"{BEFORE}({'|'.join(labels.directions)}|[一-鿿]{{2}})\s*[：:](?=\s*[^\s])")


def _take_directed_names(flow: Flow) -> None:
    """Names behind a direction that section 4 does not have: the rest of the line."""
    found = (_REST_OF_LINE.match(flow.text, cell.end) for cell in flow.cells if cell.kind == "directed")
    flow.take_places([Cell("name", hit.start(1), hit.end(1), hit[1].strip()) for hit in found if hit])


def _parted(flow: Flow) -> tuple[list[Cell], list[Cell]]:
    """Cells of the answers to policies, and those of the answers to opinions.

    A text answers a policy if it stands under ＜新たな取組等＞, or right above ``改善：name`` and not
    right below a project of its own.
    """
    cells = [cell for cell in flow.in_order() if cell.kind in ("marker", "directed", *ROW_KINDS)]
    policy_cells: list[Cell] = []
    rest: list[Cell] = []
    before = rest
    for cell, following in zip_longest(cells, cells[1:]):
        continues = before is policy_cells and policy_cells[-1].kind in ("marker", "text")
        mentioned = before is rest and rest and rest[-1].kind != "text"
        above = following is not None and following.kind == "directed" and not mentioned
        named = before is policy_cells and cell.kind == "name" and policy_cells[-1].kind == "directed"
        own = cell.kind in ("marker", "directed") or named or (cell.kind == "text" and (continues or above))
        before = policy_cells if own else rest
        before.append(cell)
    return policy_cells, rest


# --- (1) --------------------------------------------------------------------------------------


def _answers(
    cells: list[Cell], policies: Sequence[Names], flow: Flow, reading: Reading, vocabulary: Vocabulary
) -> list[_Answer]:
    """Texts with the projects behind them; in order where there are as many lists of projects as texts."""
    texts = _runs(cells, ("text",))
    lists = _runs(cells, ("directed", "name"))
    if len(lists) != len(texts):
        apart = [part for projects in lists for part in _at_gaps(projects, flow)]
        lists = apart if len(apart) == len(texts) else lists
    if len(lists) == len(texts):
        orders = (lists, _by_policy(lists, policies, vocabulary))
        return max((_in_order(texts, order, cells) for order in orders), key=_sureness)
    answers = [_Answer(text, []) for text in texts]
    for projects in lists:
        above = [answer for answer in answers if answer.texts[0].start < projects[0].start]
        if above and not above[-1].projects:
            above[-1].projects.extend(projects)
        else:
            _report(projects, flow, reading)
    return answers


def _by_policy(lists: list[list[Cell]], policies: Sequence[Names], vocabulary: Vocabulary) -> list[list[Cell]]:
    """Lists of projects in the order of the policies that name the same."""
    names = [frozenset(map(vocabulary.key_of, (cell.value for cell in own if cell.kind == "name"))) for own in lists]
    places = [found.target if found else len(policies) for found in match(names, policies)]
    return [lists[index] for index in sorted(range(len(lists)), key=places.__getitem__)]


def _in_order(texts: list[list[Cell]], lists: list[list[Cell]], cells: list[Cell]) -> list[_Answer]:
    """Each text with a list; the confidence is the share of texts with it right behind them, if not all have."""
    following = dict(pairwise(cells))
    beside = sum(following.get(text[-1]) == own[0] for text, own in zip(texts, lists, strict=True))
    share = (Decimal(beside) / max(len(texts), 1)).quantize(Decimal("0.001"))
    decision = None if beside == len(texts) else Decision(share, "projects-by-order")
    return [_Answer(text, own, decision) for text, own in zip(texts, lists, strict=True)]


def _sureness(answers: list[_Answer]) -> Decimal:
    return min((answer.decision.confidence for answer in answers if answer.decision), default=Decimal(1))


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
        text, decision = paragraphs(answer.texts), _weaker(answer.decision, found)
        if found is None:
            _report_unmatched(quotes, "対応方針", "response policy", text, reading)
        report_doubt(decision, quotes, Ref("reflections", ""), text, reading)
        yield PolicyResponse(
            quotes=quotes,
            decision=decision,
            policy=number,
            text=text,
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
    numbers = ([row.nearest for row in rows], [opinion.number for opinion in second.opinions] if second else [])
    matches = match([names_of(projects) for projects in named], opinions, numbers)
    categories = categories_in_place(flow.in_order(), cells, reading.form.evaluation.opinion_head)
    moments = _moments(rows, flow, reading)
    for row, projects, found, moment in zip(rows, named, matches, moments, strict=True):
        quotes = reading.fact(*flow.spans(*row.numbers, *row.texts))
        text, decision = paragraphs(row.texts), _weaker(row.decision, found)
        if found is None:
            _report_unmatched(quotes, "付加意見", "opinion", text, reading)
        report_doubt(decision, quotes, Ref("reflections", ""), text, reading)
        category = category_of(row, categories)
        yield OpinionResponse(
            quotes=quotes,
            decision=decision,
            opinion=found.target + 1 if found else None,
            number=row.number,
            category=one_line(category.value) if category else None,
            projects=projects,
            text=text,
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
        if moment:
            reading.fact(*flow.spans(cell))
        else:
            reading.label(LabelRule.RESPONSE, *flow.spans(cell))
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


def _report_unmatched(quotes: tuple[Span, ...], ja: str, en: str, printed: str, reading: Reading) -> None:
    reading.find(
        "cell-unknown",
        quotes,
        ja=f"この対応がどの{ja}に対するものか、事務事業からは分かりません。",
        en=f"The projects it names do not tell which {en} this answers.",
        about=Ref("reflections", ""),
        printed=printed,
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
