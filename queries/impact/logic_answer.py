"""A logic model in the shape that all formats are written from: a list a part, from inputs to codes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from policygraph.queries.impact.amounts import AMOUNTS, Share
from policygraph.queries.impact.answer import (
    Answer,
    Cell,
    Item,
    Section,
    amount_words,
    columns,
    edge_rows,
    number,
    placed_name,
    short_name,
)
from policygraph.queries.impact.interactions import Interactions
from policygraph.queries.impact.interactions_answer import interactions_data, interactions_sections
from policygraph.queries.impact.logic import GAPS, Input, Logic, Outcome, PartLogic
from policygraph.queries.impact.what_if_answer import office_words

_COLUMNS: Final = columns(
    *("stage 段階", "code コード", "name 名称", *(f"{name} {ja} {unit}" for name, (_, ja, unit) in AMOUNTS.items())),
    *("indicatorKind 指標の種別", "grade 達成度合", "iri IRI"),
)
_NO_AMOUNTS: Final[tuple[None, ...]] = (None,) * len(AMOUNTS)
_INDICATOR_KINDS: Final = {"outcome": "アウトカム", "output": "アウトプット", None: "種別の記載なし"}
_NOTE: Final = "調書は事務事業と指標を施策の区分を通じて結び、一つ一つは結びません。このモデルも同じです。"


def logic_answer(found: Logic, scored: Interactions | None = None) -> Answer:
    """A logic model as lists, a part each, with what analysts scored apart."""
    nodes = found.frame.nodes({end for step in found.steps for end in (step.support, step.dependent)})
    offices = "、".join(map(office_words, found.offices))
    return Answer(
        kind="logic",
        asked=f"{placed_name(found.frame, found.target)} のロジックモデル（{found.fiscal_year}年度）",
        fiscal_year=found.fiscal_year,
        coverage=found.coverage,
        notes=(_NOTE, *([f"所管：{offices}"] if offices else [])),
        sections=(
            *(_section(place, part) for place, part in enumerate(found.parts, start=1)),
            *interactions_sections(scored, {found.target.iri, *nodes}),
        ),
        edges=edge_rows(found.frame, found.steps, nodes, found.quotations, lambda _: None),
        data={**_data(found), "interactions": interactions_data(scored, {found.target.iri, *nodes})},
    )


def _section(place: int, part: PartLogic) -> Section:
    return Section(
        key=f"part-{place}",
        title=f"施策の区分 {part.node.label}",
        columns=_COLUMNS,
        rows=tuple(_rows(part)),
        items=tuple(_items(part)),
        note="抜け：" + ("、".join(GAPS[gap] for gap in part.gaps) or "なし"),
    )


def _rows(part: PartLogic) -> Iterator[tuple[Cell, ...]]:
    totals = (part.totals[name].whole for name in AMOUNTS)
    yield ("投入", "", "事務事業の計（分かる額）", *totals, None, None, part.node.iri)
    for each in part.projects:
        amounts = (None if (value := each.amounts[name]) is None else Decimal(str(value)) for name in AMOUNTS)
        yield ("事務事業", each.node.code, each.node.label, *amounts, None, None, each.node.iri)
    for indicator in part.indicators:
        grade = indicator.grade.grade if indicator.grade else None
        words = (indicator.node.code, indicator.node.label, *_NO_AMOUNTS, _INDICATOR_KINDS[indicator.kind], grade)
        yield ("指標", *words, indicator.node.iri)
    for stage, codes in (("計画等", part.codes), ("公約", part.pledges)):
        for node in codes:
            yield (stage, node.code, node.label, *_NO_AMOUNTS, None, None, node.iri)
    for gap in part.gaps:
        yield ("抜け", "", GAPS[gap], *_NO_AMOUNTS, None, None, part.node.iri)


def _items(part: PartLogic) -> Iterator[Item]:
    inputs = (f"{ja} {_total(part.totals[name], unit)}" for name, (_, ja, unit) in AMOUNTS.items())
    yield Item("投入", ("、".join(inputs),))
    yield Item(f"↓ 事務事業（{len(part.projects)} 件）", tuple(map(_project, part.projects)) or ("（なし）",))
    for kind, name in _INDICATOR_KINDS.items():
        own = [each for each in part.indicators if each.kind == kind]
        if own or kind == "outcome":
            yield Item(f"↓ {name}指標（{len(own)} 件）", tuple(map(_indicator, own)) or ("（なし）",))
    for stage, codes in (("計画等", part.codes), ("公約", part.pledges)):
        yield Item(f"↓ {stage}（{len(codes)} 件）", ("、".join(map(short_name, codes)) or "（なし）",))


def _total(total: Share, unit: str) -> str:
    unknown = f"（ほか {total.unknown_whole} 件不明）" if total.unknown_whole else ""
    return f"{amount_words(total.whole, unit)}{unknown}"


def _project(each: Input) -> str:
    amounts = (
        f"{ja} {'不明' if (value := each.amounts[name]) is None else amount_words(Decimal(str(value)), unit)}"
        for name, (_, ja, unit) in AMOUNTS.items()
    )
    return f"{each.node.code} {each.node.label}：{'、'.join(amounts)}"


def _indicator(each: Outcome) -> str:
    grade = f"達成度合 {each.grade.grade}（{each.grade.year}年）" if each.grade else "達成度合の記載なし"
    return f"{each.node.code} {each.node.label}：{grade}"


def _data(found: Logic) -> dict[str, Any]:
    return {
        "target": found.target._asdict(),
        "measure": found.sheet,
        "offices": [office._asdict() for office in found.offices],
        "parts": [_json_part(part) for part in found.parts],
    }


def _json_part(part: PartLogic) -> dict[str, Any]:
    return {
        "node": part.node._asdict(),
        "inputs": {
            name: {"known": number(total.whole), "unknown": total.unknown_whole} for name, total in part.totals.items()
        },
        "projects": [{"node": each.node._asdict(), **each.amounts} for each in part.projects],
        "indicators": [
            {
                "node": each.node._asdict(),
                "indicatorKind": each.kind,
                "grade": each.grade.grade if each.grade else None,
                "gradeYear": each.grade.year if each.grade else None,
            }
            for each in part.indicators
        ],
        "codes": [node._asdict() for node in part.codes],
        "pledges": [node._asdict() for node in part.pledges],
        "gaps": list(part.gaps),
    }
