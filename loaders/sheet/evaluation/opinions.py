"""Section 6, 二次政策評価結果（知事による評価）: the governor's opinions (form, page 11)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policygraph.loaders.records import Finding, Opinion, Project, Ref, Reflections, SecondEvaluation
from policygraph.loaders.sheet.evaluation.cells import AFTER, FIRST, Cell, Flow, compiled, one_line, paragraphs
from policygraph.loaders.sheet.evaluation.doubts import report_doubt
from policygraph.loaders.sheet.evaluation.mentions import Vocabulary, mentions, take_mentions, take_unknown_names
from policygraph.loaders.sheet.evaluation.opinion_rows import (
    ROW_KINDS,
    Row,
    about,
    categories_in_place,
    category_of,
    rows_of,
)
from policygraph.loaders.sheet.reading import Choice, Doubt, Reading
from policygraph.loaders.source import Line

ROMAN = re.compile(rf"[Ⅰ-Ⅻ]{FIRST}{AFTER}")
"""The number of an opinion, Ⅰ to Ⅻ."""


def read_second_evaluation(
    lines: Sequence[Line], reading: Reading, projects: Sequence[Project]
) -> SecondEvaluation | None:
    """Read section 6; None if it prints neither a category nor an opinion.

    The page prints all categories, with or without opinions. An opinion's category is known here only
    where every category stands at the head of its own table; see :func:`settle_categories`.
    """
    labels = reading.form.evaluation
    vocabulary = Vocabulary.of(projects)
    flow = Flow.of(lines, labels.page, labels.opinions)
    take_mentions(flow, vocabulary, labels.directions)
    categories = flow.take("category", compiled(labels.category_rule))
    flow.take("roman", ROMAN)
    flow.take_labels(reading)
    flow.take_page_code(reading)
    take_unknown_names(flow, vocabulary)
    cells = flow.in_order()
    row_cells = [cell for cell in cells if cell.kind in ROW_KINDS]
    rows = rows_of(row_cells, flow, reading)
    placed = categories_in_place(cells, row_cells, labels.opinion_head)
    opinions = tuple(
        _opinion(row, category_of(row, placed), flow, reading, vocabulary) for row in _unrepeated(rows, flow, reading)
    )
    if not categories and not opinions:
        return None
    quotes = reading.fact(*flow.spans(*categories)) or opinions[0].quotes
    names = tuple(dict.fromkeys(one_line(category.value) for category in categories))
    return SecondEvaluation(quotes=quotes, categories=names, opinions=opinions)


def _unrepeated(rows: Sequence[Row], flow: Flow, reading: Reading) -> list[Row]:
    """Rows without those that print number, projects and text of another a second time."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in rows:
        cells = (*row.numbers, *row.mentions, *row.texts)
        if kept.setdefault(tuple(cell.value for cell in cells), row) is not row:
            reading.repeat(*flow.spans(*cells))
    return list(kept.values())


def _opinion(row: Row, category: Cell | None, flow: Flow, reading: Reading, vocabulary: Vocabulary) -> Opinion:
    opinion = Opinion(
        quotes=reading.fact(*flow.spans(*row.numbers, *row.texts)),
        decision=row.decision,
        number=row.number,
        category=one_line(category.value) if category else None,
        projects=mentions(row.mentions, flow, vocabulary, reading),
        text=paragraphs(row.texts),
    )
    if row.number is None:
        _report_number(opinion, about("opinion", row), reading)
    report_doubt(row.decision, opinion.quotes, about("opinion", row), opinion.text, reading)
    return opinion


def _report_number(opinion: Opinion, subject: Ref, reading: Reading) -> None:
    reading.find(
        "cell-unknown",
        opinion.quotes,
        ja="付加意見の対応方針番号が、印字されていないか、どの意見のものか分かりません。",
        en="The number of this opinion is not printed, or it cannot be known which number is its own.",
        about=subject,
        printed=opinion.text,
    )


def settle_categories(
    second: SecondEvaluation | None, reflections: Reflections | None, reading: Reading
) -> SecondEvaluation | None:
    """Give an opinion without category the one it is answered under in section 7(2); report what stays unknown."""
    if second is None:
        return None
    answers = reflections.opinion_responses if reflections else ()
    answered = {answer.opinion: answer.category for answer in answers}
    opinions = tuple(
        replace(opinion, category=opinion.category or answered.get(position))
        for position, opinion in enumerate(second.opinions, start=1)
    )
    unknown = [place for place, opinion in enumerate(opinions, start=1) if opinion.category is None]
    if second.categories and unknown:
        finding = reading.find(
            "cell-unknown",
            second.quotes,
            ja="意見区分が表の見出しから離れているため、どの付加意見の区分か分かりません。",
            en="The categories stand apart from their tables, so the category of an opinion cannot be known.",
            printed=" ".join(second.categories),
        )
        reading.doubts += [_category_doubt(place, opinions[place - 1], second, finding) for place in unknown]
    return replace(second, opinions=opinions)


def _category_doubt(place: int, opinion: Opinion, second: SecondEvaluation, finding: Finding) -> Doubt:
    """The category of an opinion may be any that the page prints."""
    what = f"second-evaluation/opinion/{place}/category"
    choices = [Choice(((what, category),)) for category in dict.fromkeys(second.categories)]
    return Doubt(about=(what,), quotes=opinion.quotes, choices=lambda: choices, findings=(finding,))
