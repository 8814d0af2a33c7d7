"""Findings for what was read on thin evidence: what no finding speaks of is certain, or as good as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Final

from policygraph.loaders.records import Decision, Record, Sheet, Span
from policygraph.loaders.sheet.reading import Reading

SURE = Decimal("0.9")
"""From this confidence on a decision is not reported."""

_RULE: Final = "low-confidence"


def is_doubtful(decision: Decision | None) -> bool:
    """Whether a decision has to be reported."""
    return decision is not None and decision.confidence < SURE


def report_doubts(sheet: Sheet, reading: Reading) -> None:
    """Report doubtful records that no finding of the section readers quotes, one finding a kind of cell."""
    spoken = [span for finding in reading.findings if finding.rule == _RULE for span in finding.quotes]
    for label_ja, label_en, records in _cells(sheet):
        doubtful = [each for each in records if is_doubtful(each.decision) and not overlap(each.quotes, spoken)]
        if not doubtful:
            continue
        least = min(each.decision.confidence for each in doubtful if each.decision)
        reading.find(
            _RULE,
            [span for each in doubtful for span in each.quotes],
            ja=f"{label_ja}{len(doubtful)}件は、根拠が弱いまま読み取りました（確信度{least}以上）。",
            en=f"{len(doubtful)} cells of {label_en} were read on thin evidence (confidence {least} or more).",
            printed="\n".join(_printed(each, reading) for each in doubtful),
        )


def _cells(sheet: Sheet) -> Iterator[tuple[str, str, Iterable[Record]]]:
    """The records that a reader may have to decide about, by the name of their cell on the form."""
    goals = (part.goal for part in sheet.parts if part.goal)
    overviews = [project.overview for project in sheet.projects if project.overview]
    yield "現状と課題", "the situation", (sheet.situation,) if sheet.situation else ()
    yield "施策のイメージ", "the drawing", sheet.image
    yield "施策の予算額", "the budgets", sheet.budgets
    yield "施策目標", "the goals", chain(sheet.parts, goals)
    yield "役割・取組等", "the roles", sheet.roles
    yield "関連計画等", "the related plans", (link for part in sheet.parts for link in part.plans)
    yield "今年度の取組", "the initiatives", sheet.initiatives
    yield "国費予算の提案・要望", "the requests", sheet.requests
    yield "道民ニーズ", "the needs", sheet.needs
    yield "連携", "the cooperations", sheet.cooperations
    yield "連携先", "the partners", (partner for row in sheet.cooperations for partner in row.partners)
    yield "成果指標", "the indicators", sheet.indicators
    yield "事務事業", "the projects", sheet.projects
    yield "事務事業概要", "the overviews", overviews
    yield "事務事業概要にある団体名", "organisations in overviews", (each for one in overviews for each in one.mentions)
    yield from _evaluation_cells(sheet)


def _evaluation_cells(sheet: Sheet) -> Iterator[tuple[str, str, Iterable[Record]]]:
    if first := sheet.first_evaluation:
        yield "達成度合の集計", "the counts of grades", first.counts
        yield "成果指標の分析", "the analyses", chain(first.verdicts, first.analyses)
        yield "取組の分析", "the criteria", first.judgements
        yield "対応方針", "the response policies", first.policies
    if second := sheet.second_evaluation:
        yield "付加意見", "the opinions", second.opinions
    if reflections := sheet.reflections:
        yield "一次政策評価結果への対応", "the responses to policies", reflections.policy_responses
        yield "二次政策評価結果への対応", "the responses to opinions", reflections.opinion_responses
        yield "事務事業への反映状況", "the directions", chain(reflections.counts, reflections.projects)


def overlap(quotes: Iterable[Span], spoken: Iterable[Span]) -> bool:
    """Whether two quotations have characters in common. ``spoken`` is gone through again and again."""
    return any(quote.start < other.end and other.start < quote.end for quote in quotes for other in spoken)


def _printed(record: Record, reading: Reading) -> str:
    lines = reading.source.whole_lines(record.quotes)
    return " ".join(" ".join(reading.source.quote(span).split()) for span in lines)
