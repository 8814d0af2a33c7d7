"""A reach in the shape that all formats are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from policygraph.ontology.terms import PG, SKOS
from policygraph.queries.impact.amounts import amounts_of, share_of
from policygraph.queries.impact.answer import (
    OF_CODES,
    Answer,
    Item,
    Section,
    columns,
    edge_rows,
    lines_of,
    node_name,
    placed_name,
    relation_name,
    short_name,
)
from policygraph.queries.impact.bases import bases_of
from policygraph.queries.impact.interactions import Interactions
from policygraph.queries.impact.interactions_answer import interactions_data, interactions_sections
from policygraph.queries.impact.reach import MAX_PATHS, Reach, Reached, Step
from policygraph.queries.kinds import kind_label

_QUOTED_CHARACTERS: Final = 60
_ASKED: Final = {
    "dependents": "に依存するもの",
    "dependencies": "が依存するもの",
    "both": "に依存するものと、それが依存するもの",
}
_OTHER_WAY: Final = {
    "dependents": "逆向き（これが依存するもの）は --direction dependencies で調べられます。",
    "dependencies": "逆向き（これに依存するもの）は --direction dependents で調べられます。",
    "both": "",
}
_GROUPS: Final = {"dependents": "依存するもの", "dependencies": "依存している先"}
_LIMITS: Final = {"depth": "段数の上限", "paths": f"一つの先に {MAX_PATHS} 経路の上限"}
_COLUMNS: Final = columns(
    *("direction 向き", "hops 段数", "kind 種類", "measure 施策コード", "code コード", "name 名称", "paths 経路の数"),
    *("complete 全経路か", "limit 経路を切った上限", "path 最短の経路", "iri IRI"),
)


def reach_answer(found: Reach, scored: Interactions | None = None) -> Answer:
    """A reach as lists by relation, with what analysts scored about its nodes apart."""
    return Answer(
        kind="reach",
        asked=asked(found),
        fiscal_year=found.fiscal_year,
        coverage=found.coverage,
        notes=tuple(_notes(found)),
        sections=(*_sections(found), *_paths_section(found), *interactions_sections(scored, found.nodes)),
        edges=edge_rows(found.frame, found.steps(), found.nodes, found.quotations, _share(found)),
        data={**_data(found), "interactions": interactions_data(scored, found.nodes)},
    )


def asked(found: Reach) -> str:
    """What was asked."""
    depth = f"（{found.depth} 段まで）" if found.depth else ""
    year = f"、{found.fiscal_year}年度" if found.fiscal_year else ""
    return f"{node_name(found.target)} {_ASKED[found.direction]}{depth}{year}"


def _notes(found: Reach) -> Iterator[str]:
    for passed_over, what in (
        (False, "多くのものが触れる節点（ハブ）"),
        (True, "通り過ぎて（経路から外して）いるハブ"),
    ):
        named = [f"{node_name(hub.node)}（{hub.touches} 件）" for hub in found.hubs if hub.passed_over == passed_over]
        if named:
            yield f"{what}：{'、'.join(named)}"
    if not found.reached:
        yield f"該当するものはありません。{_OTHER_WAY[found.direction]}"


def _share(found: Reach) -> Callable[[Step], Decimal | None]:
    """What share of the budget behind a dependent stands behind its support, each project once."""
    behind, amounts = bases_of(found.frame), amounts_of(found.frame.store)

    def share(step: Step) -> Decimal | None:
        carried = behind.projects_of(step.support) or (
            {step.dependent} if found.frame.kind(step.dependent) == PG.Project else frozenset()
        )
        whole = behind.projects_of(step.dependent)
        return share_of(amounts["budget"], dict.fromkeys(carried, Decimal(1)), whole).share if carried else None

    return share


def _sections(found: Reach) -> Iterator[Section]:
    for relation, of_relation in groupby(found.reached, key=lambda each: each.relation):
        rows = list(of_relation)
        yield Section(
            key=relation,
            title=relation_name(relation),
            columns=_COLUMNS,
            rows=tuple(_row(found, each) for each in rows),
            items=tuple(_items(found, rows)),
        )


_PATH_COLUMNS: Final = columns(
    *("reached 至るもの", "relation 関係の種類", "direction 向き", "path 経路の番号", "hop 段", "support 支えるもの"),
    *("dependent 依存するもの", "hopRelation 段の関係", "rule 規則", "quotation 引用", "place 場所"),
    *("complete 全経路か", "limit 経路を切った上限"),
)


def _paths_section(found: Reach) -> Iterator[Section]:
    """Every hop of every path, for tables: too much to read as text."""
    rows = tuple(
        (
            *(placed_name(found.frame, each.node), each.relation, each.direction, number, hop),
            *(node_name(found.nodes[step.support]), node_name(found.nodes[step.dependent])),
            *(step.rule.relation, step.rule.label_ja, quotation.text if quotation else None, _place(found, step)),
            *("true" if each.complete else "false", each.limit),
        )
        for each in found.reached
        for number, path in enumerate(each.paths, start=1)
        for hop, step in enumerate(path, start=1)
        for quotation in [found.quotations.get(step.statement)]
    )
    if rows:
        yield Section("paths", "すべての経路の一段ごと", _PATH_COLUMNS, rows, items=())


def _place(found: Reach, step: Step) -> str:
    quotation = found.quotations.get(step.statement)
    return f"{quotation.file} {lines_of(quotation)}" if quotation else ""


def _row(found: Reach, each: Reached) -> tuple[str | int | None, ...]:
    node, sheet = each.node, found.frame.sheet_of(each.node.iri)
    return (
        *(each.direction, each.hops, kind_label(node.kind), sheet.code if sheet else "", node.code, node.label),
        *(len(each.paths), "true" if each.complete else "false", each.limit),
        *(_chain_words(found, each), node.iri),
    )


def _items(found: Reach, rows: Sequence[Reached]) -> Iterator[Item]:
    heading = ""
    for each in rows:
        group = f"{_GROUPS[each.direction]}：{each.hops} 段目"
        if group != heading:
            heading = group
            yield Item(f"〔{group}〕")
        yield Item(placed_name(found.frame, each.node), tuple(_lines(found, each)))


def _lines(found: Reach, each: Reached) -> Iterator[str]:
    """The shortest path: on one line where it has several hops, then each hop with its quotation."""
    path = each.paths[0]
    if len(path) > 1:
        yield f"経路：{_chain_words(found, each)}"
    for step in path:
        yield f"{step.rule.label_ja}［{relation_name(step.rule.relation)}］：{_quoted(found, step)}"
    rest = len(each.paths) - 1
    if each.limit:
        yield f"ほかに {rest} 経路（ほかにもあり、全部は挙げていません：{_LIMITS[each.limit]}）"
    elif rest:
        yield f"ほかに {rest} 経路"


def _chain_words(found: Reach, each: Reached) -> str:
    chain = [found.target.iri]
    for step in each.paths[0]:
        chain.append(step.dependent if step.support == chain[-1] else step.support)
    return " → ".join(short_name(found.nodes[iri]) for iri in chain)


def _quoted(found: Reach, step: Step) -> str:
    quotation = found.quotations.get(step.statement)
    if quotation is None:
        return OF_CODES if step.statement.property == SKOS.broader else "引用なし"
    return f"「{shortened(quotation.text)}」（{quotation.file} {lines_of(quotation)}）"


def shortened(text: str) -> str:
    """A quotation on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED_CHARACTERS else flat[: _QUOTED_CHARACTERS - 1] + "…"


# --- data ---------------------------------------------------------------------------------------


def _data(found: Reach) -> dict[str, Any]:
    return {
        "target": found.target._asdict(),
        "direction": found.direction,
        "relations": list(found.relations),
        "depth": found.depth,
        "hubs": [
            {"node": hub.node._asdict(), "touches": hub.touches, "passedOver": hub.passed_over} for hub in found.hubs
        ],
        "reached": [_reached(found, each) for each in found.reached],
    }


def _reached(found: Reach, each: Reached) -> dict[str, Any]:
    return {
        "node": each.node._asdict(),
        "relation": each.relation,
        "direction": each.direction,
        "hops": each.hops,
        "complete": each.complete,
        "limit": each.limit,
        "paths": [[_step(found, each, step) for step in path] for path in each.paths],
    }


def _step(found: Reach, each: Reached, step: Step) -> dict[str, Any]:
    quotation = found.quotations.get(step.statement)
    return {
        "support": found.nodes[step.support]._asdict(),
        "dependent": found.nodes[step.dependent]._asdict(),
        "relation": step.rule.relation,
        "direction": each.direction,
        "rule": step.rule.label_en,
        "statement": step.statement._asdict(),
        "quotation": quotation._asdict() if quotation else None,
        "place": _place(found, step),
    }
